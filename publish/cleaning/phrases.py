"""The texts and patterns that rules know, from sources/*.toml: platform texts, prompts, credit labels.

Rules hold no phrases of their own. Whoever wants a rule to know more adds lines to these files; the file
names do not matter, tables of the same name are joined.

Everything is compared *folded*, so that `**关 注**　我们！` and `关注我们!` are one text.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from publish.cleaning.accounts import Account
from publish.cleaning.sieve import Sieve, needed
from publish.facts.interface import BUTTONS, CERTAIN, SIGNS

Place: TypeAlias = Literal["opening", "ending", "inside"]

# Zero-width and directional signs, variation selectors, the soft hyphen, fillers, the keycap frame.
_UNSEEN = re.compile(r"[\s\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u20e3]+")  # fmt: skip # noqa: E501


# The full-width signs that most lines have: with these replaced, most text is normal already.
_FULL_WIDTH = tuple(zip("，：；！？（）", ",:;!?()", strict=True))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text for comparing: no white space or invisible signs, full-width ASCII as ASCII, lower case."""
    for sign, ascii_sign in _FULL_WIDTH:
        text = text.replace(sign, ascii_sign)
    # Of what is seen, normalizing makes nothing that is not seen but blanks (U+00A8, U+FDFA).
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower().replace(" ", "")


def core(folded: str) -> str:
    """A folded line without the signs, brackets and emoji at its ends; itself if it has nothing else."""
    first, last = 0, len(folded)
    while first < last and not folded[first].isalnum():
        first += 1
    while last > first and not folded[last - 1].isalnum():
        last -= 1
    return folded[first:last] or folded


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A family of prompts: where it is believed, whole lines, and phrases in lines of at most `longest`."""

    where: tuple[Place, ...]
    lines: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    longest: int = 60
    head: bool = False

    @cached_property
    def _line(self) -> re.Pattern[str]:
        return _any(self.lines)

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        return _any(self.phrases)

    def matches(self, folded: str, bare: str, *, tells: bool = False) -> bool:
        """True for a line of this family; `bare` is the line's `core`.

        A line that `tells` something is one only if it begins with one of the phrases.
        """
        if len(folded) > self.longest:
            return False
        if self._line.fullmatch(bare) or self._line.fullmatch(folded):
            return True
        found = self._phrase.search(folded)
        return found is not None and (not tells or found.start() <= folded.find(bare))


class _Trial(NamedTuple):
    """One pattern of a family, to be tried on a line: compiled when it first is."""

    family: Family
    pattern: str
    whole: bool

    def matches(self, folded: str, bare: str, prompts: "Prompts") -> bool:
        """As `Family.matches`, for this pattern alone and a line that is not too long."""
        compiled = _compiled(self.pattern)
        if self.whole:
            return bool(compiled.fullmatch(bare) or compiled.fullmatch(folded))
        found = compiled.search(folded)
        return found is not None and (found.start() <= folded.find(bare) or not prompts.tells(folded))


def _trials(family: Family) -> list[_Trial]:
    lines = [_Trial(family, pattern, True) for pattern in family.lines]
    return lines + [_Trial(family, pattern, False) for pattern in family.phrases]


class _Tier(NamedTuple):
    """The patterns of the families that take lines of `longest` characters, and what sorts them."""

    longest: int
    trials: list[_Trial]
    sieve: Sieve


def _tiers(families: Iterable[Family]) -> list[_Tier]:
    """A tier for each length at which families stop, the shortest first: long lines have few patterns."""
    trials = [(trial, needed(trial.pattern)) for family in families for trial in _trials(family)]
    tiers = []
    for longest in sorted({trial.family.longest for trial, _ in trials}):
        believed = [one for one in trials if one[0].family.longest >= longest]
        sieve = Sieve([pieces for _, pieces in believed])
        tiers.append(_Tier(longest, [trial for trial, _ in believed], sieve))
    return tiers


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_SHORTEST_STATEMENT = 25


class Prompts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How prompts differ from sentences about the same things (see sources/prompts.toml)."""

    speaks_to: tuple[str, ...] = ()

    @cached_property
    def _speaks(self) -> re.Pattern[str]:
        return _any(self.speaks_to)

    def tells(self, folded: str) -> bool:
        """True for a whole sentence, ended by a full stop, that does not speak to the reader."""
        ended = folded.endswith(("。", ".", "。”", ".”", "。」"))
        return ended and len(folded) >= _SHORTEST_STATEMENT and not self._speaks.search(folded)


class Platform(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What the page of a platform puts around every article (see sources/wechat.toml)."""

    certain: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    repost: str = r"(?!)"
    avatar_hosts: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    after_account: str = ""
    card: str = r"(?!)"
    feeds: str = r"(?!)"

    @cached_property
    def _texts(self) -> re.Pattern[str]:
        folded = {fold(text) for text in (*self.certain, *self.possible)} - {""}
        texts = sorted(folded, key=lambda text: (-len(text), text))
        return re.compile("|".join(map(re.escape, texts)) or "(?!)")

    @cached_property
    def _certain(self) -> frozenset[str]:
        return frozenset(fold(text) for text in self.certain)

    @cached_property
    def _first_signs(self) -> frozenset[str]:
        return frozenset(fold(text)[:1] for text in (*self.certain, *self.possible)) - {""}

    def texts_of(self, folded: str) -> tuple[str, ...]:
        """The platform texts that a folded line is made of, or nothing if it has other text too."""
        if folded[:1] not in self._first_signs:
            return ()
        found = []
        at = 0
        while at < len(folded):
            match = self._texts.match(folded, at)
            if match is None:
                return ()
            found.append(match[0])
            at = match.end()
        return tuple(found)

    def is_cut(self, folded: str) -> bool:
        """True for a line of platform texts that breaks off in the last of them: 分享留言收... ."""
        left = folded.rstrip(".…")
        while match := self._texts.match(left):
            left = left[match.end() :]
        return left != folded and any(
            fold(text).startswith(left) for text in (*self.certain, *self.possible)
        )

    def is_certain(self, folded: str) -> bool:
        """True for a line of platform texts of which at least one is never an article's own."""
        return not self._certain.isdisjoint(self.texts_of(folded))


class Pictures(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What says what a picture is: alternative texts (the cover, dressing of the page), and addresses."""

    cover: tuple[str, ...] = ()
    debris: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @cached_property
    def address(self) -> re.Pattern[str]:
        """Addresses of what is never an article's picture: avatars, icons, counters; not folded."""
        return re.compile(_join(self.addresses), re.IGNORECASE)


class Credits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How credit lines look (see sources/credits.toml)."""

    qualifiers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    origin_labels: tuple[str, ...] = ()
    author_labels: tuple[str, ...] = ()

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label and its separator, as they stand in a folded line: 图片来源: , 文| , 责编/ ."""
        one = f"(?:{_words(self.qualifiers)})*(?:{_words(self.labels)})(?:者|人|员)?"
        return re.compile(rf"(?P<label>{one}(?:[、,&/和及·・+]{one})*)(?P<mark>[:|/丨∣︱]+|@)")

    @cached_property
    def _line(self) -> re.Pattern[str]:
        lists = f"(?:{_join(self.lists)})(?:[:|/]|[\\W_]*$)"
        origins = f"(?:{_words(self.qualifiers)})*(?:{_join(self.origins)})"
        return re.compile(rf"[\W_]*(?:{self.label.pattern}|{origins}|{lists})")

    @cached_property
    def _list(self) -> re.Pattern[str]:
        return re.compile(rf"[\W_]*(?:{_join(self.lists)})[\W_]*")

    def is_credit(self, folded: str) -> bool:
        """True for a line that says who made the article or where it comes from."""
        return len(folded) <= _LONGEST_CREDIT and self._line.match(folded) is not None

    def is_list_head(self, folded: str) -> bool:
        """True for a line like 参考资料: under which sources are listed."""
        return self._list.fullmatch(folded) is not None


_LONGEST_CREDIT = 160


class Notes(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words with which editors begin a note of their own."""

    editor: tuple[str, ...] = ()

    @cached_property
    def editor_note(self) -> re.Pattern[str]:
        """An editor's note, folded: [编者按] ... or 编者按: ... ."""
        return re.compile(rf"[\W_]*(?:{_join(self.editor)})(?:[\W_]|$)")


class Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Labels of metadata rows by the field they fill (see sources/metadata.toml)."""

    source: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    url: tuple[str, ...] = ()
    captured: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    @cached_property
    def field_of(self) -> dict[str, str]:
        """The field of each label, labels in lower case."""
        return {label.lower(): field for field in self.__struct_fields__ for label in getattr(self, field)}

    @cached_property
    def label(self) -> re.Pattern[str]:
        """Any label with its colon, as written."""
        labels = sorted(self.field_of, key=len, reverse=True)
        return re.compile(
            rf"(?P<label>{'|'.join(map(re.escape, labels)) or '(?!)'})\s*[:：]\s*(?!//)", re.IGNORECASE
        )


class Heads(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Lines that stand over something that is not the article's (see sources/pages.toml)."""

    heads: tuple[str, ...] = ()

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return _any(self.heads)

    def matches(self, bare: str) -> bool:
        """True for such a line; `bare` is its `core`."""
        return self._head.fullmatch(bare) is not None


class Disclaimers(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Sentences of boilerplate inside paragraphs, not folded; each has one of the marks in it."""

    marks: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @cached_property
    def sentence(self) -> re.Pattern[str]:
        """Any one of the sentences."""
        return _any(self.sentences)


class Learning(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Lines that many articles of an account may end or begin with and that are theirs all the same."""

    own: tuple[str, ...] = ()

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return _any(self.own)

    def is_own(self, folded: str) -> bool:
        """True for a line that articles themselves repeat: thanks, signatures, salutations."""
        return self._own.fullmatch(folded) is not None


_QUOTED_NAME = r"[“「『【《〔\[\"]\s*(?P<quoted>[^“”「」『』【】《》〔〕\[\]\"]{2,24}?)\s*[”」』】》〕\]\"]"
_BARE_NAME = r"(?P<bare>[\w·&+.]{2,24}?)(?=$|[^\w·&+.]|(?<=[A-Za-z])\s)"
_REST = r"(?P<rest>[\w][\w .'’&-]{1,40}?)"


class Naming(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How an account names itself (see sources/naming.toml)."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @cached_property
    def signs(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """The weight of each sign, and the pattern that finds names by it."""
        weighed = (*((2, sign) for sign in self.strong), *((1, sign) for sign in self.weak))
        return tuple((weight, _naming_pattern(sign)) for weight, sign in weighed)

    @cached_property
    def _elsewhere(self) -> re.Pattern[str]:
        return _any(self.elsewhere)

    @cached_property
    def _nobody(self) -> re.Pattern[str]:
        return re.compile(_join(self.nobody), re.IGNORECASE)

    def is_elsewhere(self, line: str) -> bool:
        """True for a line that speaks of another account or house."""
        return self._elsewhere.search(line) is not None

    def is_nobody(self, name: str) -> bool:
        """True for what stands where a name may stand and is none."""
        return self._nobody.search(name) is not None

    @cached_property
    def _sections(self) -> frozenset[str]:
        return frozenset(map(fold, self.sections))

    def is_section(self, name: str) -> bool:
        """True for what a part of a site is called, and no account: 技术."""
        return fold(name) in self._sections


def _naming_pattern(sign: str) -> re.Pattern[str]:
    either = f"(?:{_QUOTED_NAME}|{_BARE_NAME})"
    before = f"(?:{_QUOTED_NAME}|(?P<bare>[\\w·&+.]{{2,24}}?))"
    forms = {"{quoted}": _QUOTED_NAME, "{name}": either, "{before}": before, "{rest}": _REST}
    pattern = sign
    for form, meaning in forms.items():
        pattern = pattern.replace(form, meaning)
    return re.compile(pattern, re.IGNORECASE)


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True, eq=False, dict=True):
    """All that the rules know. Two of them are never equal, so that what is found out can be remembered."""

    platform: Platform = Platform()
    pictures: Pictures = Pictures()
    prompts: Prompts = Prompts()
    families: dict[str, Family] = {}
    credits: Credits = Credits()
    notes: Notes = Notes()
    rows: Rows = Rows()
    naming: Naming = Naming()
    sites: dict[str, str] = {}
    comments: Heads = Heads()
    contents: Heads = Heads()
    disclaimers: Disclaimers = Disclaimers()
    learning: Learning = Learning()
    accounts: dict[str, Account] = {}

    def is_of(self, folded: str, *names: str) -> bool:
        """True for a line of one of these families, wherever it stands; an unknown name matches nothing."""
        families = (self.families.get(name) for name in names)
        return any(family is not None and family.matches(folded, core(folded)) for family in families)

    def prompt(self, folded: str, place: Place) -> Family | None:
        """The family of prompts that a folded line belongs to in a place, or None."""
        for family in self._prompts(folded):
            if place in family.where:
                return family
        return None

    @cached_property
    def _prompts(self) -> Callable[[str], tuple[Family, ...]]:
        """Finds the families that a folded line belongs to in any place, in their order."""
        return lru_cache(maxsize=8192)(self._families_of)

    @cached_property
    def _tiers(self) -> list[_Tier]:
        return _tiers(self.families.values())

    def _families_of(self, folded: str) -> tuple[Family, ...]:
        tier = next((tier for tier in self._tiers if len(folded) <= tier.longest), None)
        numbers = tier.sieve.left(folded) if tier else ()
        if tier is None or not numbers:
            return ()
        bare = core(folded)
        trials = (tier.trials[number] for number in numbers)
        return tuple(trial.family for trial in trials if trial.matches(folded, bare, self.prompts))


_known: ContextVar[Phrases | None] = ContextVar("phrases", default=None)


def phrases() -> Phrases:
    """What the rules know now: the one place where they ask."""
    return _known.get() or shipped()


@contextmanager
def knowing(knowledge: Phrases | None) -> Iterator[None]:
    """Let `phrases` be this knowledge meanwhile; None stands for what comes with publish."""
    before = _known.set(knowledge)
    try:
        yield
    finally:
        _known.reset(before)


@cache
def shipped() -> Phrases:
    """The phrases that come with the package."""
    return msgspec.convert(shipped_tables(), Phrases)


def shipped_tables() -> dict[str, Any]:
    """The tables that come with the package, joined; each time new ones, that may be added to."""
    folder = files("publish.cleaning") / "sources"
    tables: dict[str, Any] = {"platform": {"certain": [*CERTAIN], "possible": [*BUTTONS, *SIGNS]}}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            merge(tables, tomllib.loads(file.read_text("utf-8")))
    return tables


def merge(tables: dict[str, Any], more: dict[str, Any]) -> None:
    """Join `more` into `tables`: tables by key, lists end to end; other values are replaced."""
    for key, value in more.items():
        known = tables.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            known.extend(value)
        else:
            tables[key] = value


def _join(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)"


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_join(patterns))


def _words(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
