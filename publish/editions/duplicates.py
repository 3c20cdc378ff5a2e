"""Several captures of one article, of which an edition prints the best.

Exact copies have the same letters and figures in the same order. Near ones have most of their shingles
(each eight characters that follow one another) in common: candidates are found by MinHash (Broder, 1997)
and are then judged by the shingles themselves, so the answer is no estimate. A copy that is cut off has its
shingles in the opening of the whole.

Texts made from one template are alike, too, and must not be taken for copies. Three things tell them apart:

    figures      each has some that the other has not: dates, numbers of issues and of vulnerabilities
    the source   one that publishes almost the same again has changed it on purpose, so its own articles
                 count as copies only where a fifth of the usual difference is left
    brevity      a short text says little: there title and pictures must be the same as well

Two captures of one address are the same article anyway; there the first two do not count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from publish.editions.addresses import address_key
from publish.model import Article, Copy, Note
from publish.walk import iter_images, iter_inlines, plain_text

LIKENESS = 0.9
"""Which share of their shingles two captures have in common that are taken for copies, if nobody says."""

SHORT = 200
"""Letters and figures below which a text is compared whole, with title and pictures."""

_SHINGLE = 8
_STRICTER = 5
_EXCERPT = 0.8
"""Which share of a text an excerpt has of it at most; what has more is judged as near copies are."""
_OPENING = 400
"""Characters from the begin by which what is cut off and its whole find each other."""
_MORE_OPENING = 1.1
"""By how much longer than a copy that is cut off the opening of the whole is that must have its words."""

# Signatures of 256 values in 64 bands of 4: of pairs that are alike by .7 one in 10⁷ is missed, and hardly
# ever are two compared that have less than a fifth in common.
_VALUES, _BANDS, _SEED = 256, 64, 42

_NO_WORD = re.compile(r"[\W_]+")
_HAN_FIGURES = "[〇零一二三四五六七八九十百千]+"
_FIGURES = re.compile(rf"\d+|第{_HAN_FIGURES}|{_HAN_FIGURES}(?=[期号號日月届屆])")

Kind = Literal["exact", "near", "cut off"]


class Duplicate(msgspec.Struct, frozen=True, order=True):
    """A capture that is left out for another one of the same article, and why.

    `likeness` is the share of shingles that they have in common; where it is cut off, the share of its own.
    `title` and `source` are those of the capture that is left out.
    """

    path: str
    of: str
    likeness: float
    kind: Kind
    title: str = ""
    source: str = ""


class Merged(NamedTuple):
    """The articles to print, in the order they were given, and the captures left out, by path."""

    articles: dict[Path, Article]
    duplicates: tuple[Duplicate, ...]


class _Match(NamedTuple):
    """That two texts are one article; `cut` is the one of them that lacks the end."""

    likeness: float
    kind: Kind
    cut: int | None = None


def merge(articles: Mapping[Path, Article], likeness: float = LIKENESS) -> Merged:
    """The articles, each once: the best capture of it, with the others as its `provenance.copies`.

    `likeness` is from 0 to 1; at 1 exact copies alone are merged. What is printed depends on nothing but
    the captures and their paths, not on the order they come in; merging what is merged changes nothing.
    """
    texts = [_Text(path, article) for path, article in sorted(articles.items(), key=_by_path)]
    matches = {
        pair: match for pair in _candidates(texts, likeness) if (match := _match(texts, pair, likeness))
    }
    left_out = _left_out(texts, matches)
    copies: dict[int, list[_Text]] = {}
    for number, (kept, _) in left_out.items():
        copies.setdefault(kept, []).append(texts[number])
    kept_articles = {
        texts[number].path: _with_copies(texts[number].article, copies.get(number, ()))
        for number in range(len(texts))
        if number not in left_out
    }
    duplicates = (
        Duplicate(
            str(texts[number].path),
            str(texts[kept].path),
            round(match.likeness, 4),
            match.kind,
            texts[number].article.title,
            texts[number].article.source,
        )
        for number, (kept, match) in left_out.items()
    )
    return Merged(
        {path: kept_articles[path] for path in articles if path in kept_articles}, tuple(sorted(duplicates))
    )


def _by_path(item: tuple[Path, Article]) -> str:
    return item[0].as_posix()


class _Text:
    """What of an article is compared with others, each made when it is first asked for."""

    def __init__(self, path: Path, article: Article) -> None:
        self.path = path
        self.article = article
        self.plain = plain_text(article.body)
        self.words = _folded(self.plain)

    @property
    def is_short(self) -> bool:
        return len(self.words) < SHORT

    @property
    def is_truncated(self) -> bool:
        return self.article.provenance.kind == "truncated"

    @cached_property
    def same(self) -> object:
        """What exact copies have in common; None for what holds nothing that could be compared."""
        if not self.is_short:
            return self.words
        notes = (node for node in iter_inlines(self.article.body) if isinstance(node, Note))
        words = " ".join((self.plain, *(plain_text(note.content) for note in notes))).split()
        pictures = tuple(image.src for image in iter_images(self.article.body))
        return (_folded(self.article.title), tuple(words), pictures) if words or pictures else None

    @cached_property
    def shingles(self) -> frozenset[str]:
        return frozenset(_shingles(self.words))

    @cached_property
    def figures(self) -> list[str]:
        return _FIGURES.findall(unicodedata.normalize("NFKC", self.plain))

    @cached_property
    def address(self) -> str:
        return address_key(self.article.provenance.url)

    @cached_property
    def title(self) -> str:
        return _folded(self.article.title)


def _folded(text: str) -> str:
    """The letters and figures of a text, compatible forms and capitals alike."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def _shingles(words: str) -> list[str]:
    return [words[at : at + _SHINGLE] for at in range(max(len(words) - _SHINGLE, 0) + 1)]


# Candidates ----------------------------------------------------------------------------------------


def _candidates(texts: Sequence[_Text], likeness: float) -> list[tuple[int, int]]:
    """The pairs that may be copies, in order: all that are, and few that are not."""
    found: set[tuple[int, int]] = set()
    same: dict[object, list[int]] = {}
    for number, text in enumerate(texts):
        if text.same is not None:
            same.setdefault(text.same, []).append(number)
    for numbers in same.values():
        found |= {(one, other) for one in numbers for other in numbers if one < other}
    long = [number for number, text in enumerate(texts) if not text.is_short]
    if likeness < 1 and len(long) > 1:
        found |= _alike(long, [_shingles(texts[number].words) for number in long])
        found |= _alike(long, [_shingles(texts[number].words[:_OPENING]) for number in long])
    return sorted(found)


def _alike(numbers: Sequence[int], shingles: Sequence[list[str]]) -> set[tuple[int, int]]:
    """The pairs of texts whose signatures agree in a band."""
    from rensa import RMinHash, RMinHashLSH

    signatures = RMinHash.from_token_sets(shingles, num_perm=_VALUES, seed=_SEED)
    index = RMinHashLSH(threshold=0.5, num_perm=_VALUES, num_bands=_BANDS)
    index.insert_many(signatures)
    return {
        (numbers[one], numbers[other])
        for one, found in enumerate(index.query_all(signatures))
        for other in found
        if one < other
    }


# Judgement -----------------------------------------------------------------------------------------


def _match(texts: Sequence[_Text], pair: tuple[int, int], likeness: float) -> _Match | None:
    """How two candidates are one article; None where they are two."""
    one, other = (texts[number] for number in pair)
    if one.same == other.same:
        return _Match(1.0, "exact")
    if likeness >= 1 or one.is_short or other.is_short:
        return None
    same_address = bool(one.address) and one.address == other.address
    shared = _jaccard(one.shingles, other.shingles)
    if shared >= _wanted(one, other, likeness, same_address) and (
        same_address or not _figures_differ(one, other)
    ):
        return _Match(shared, "near")
    shorter, longer = sorted(pair, key=lambda number: (len(texts[number].words), number))
    held = _share_of_opening(texts[shorter], texts[longer], same_address)
    return _Match(held, "cut off", shorter) if held >= likeness else None


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared)


def _wanted(one: _Text, other: _Text, likeness: float, same_address: bool) -> float:
    """How alike two texts must be: more so if one source published both, each at an address of its own."""
    stricter = _is_of_one_source(one, other) and not same_address
    return 1 - (1 - likeness) / _STRICTER if stricter else likeness


def _is_of_one_source(one: _Text, other: _Text) -> bool:
    source = _folded(one.article.source)
    return bool(source) and source == _folded(other.article.source)


def _figures_differ(one: _Text, other: _Text) -> bool:
    """True if each has figures that the other has not."""
    mine, theirs = Counter(one.figures), Counter(other.figures)
    return bool(mine - theirs) and bool(theirs - mine)


def _share_of_opening(short: _Text, whole: _Text, same_address: bool) -> float:
    """Which share of a text stands in the opening of a longer one, if it may be that one, cut off.

    It may where its capture breaks off, or where it is an excerpt: much shorter, at the same address or, by
    another source, under the same title. Else an article that a digest begins with would be a copy of the
    digest. The figure that a text ends with may be cut off itself.
    """
    if not (short.is_truncated or _is_excerpt(short, whole, same_address)):
        return 0.0
    figures = short.figures[:-1] if short.words[-1:].isdigit() else short.figures
    if not same_address and Counter(figures) - Counter(whole.figures):
        return 0.0
    opening = whole.words[: int(len(short.words) * _MORE_OPENING) + _SHINGLE]
    return len(short.shingles.intersection(_shingles(opening))) / len(short.shingles)


def _is_excerpt(short: _Text, whole: _Text, same_address: bool) -> bool:
    same_title = bool(short.title) and short.title == whole.title
    return len(short.words) <= _EXCERPT * len(whole.words) and (
        same_address or (same_title and not _is_of_one_source(short, whole))
    )


# The best ------------------------------------------------------------------------------------------


def _left_out(
    texts: Sequence[_Text], matches: Mapping[tuple[int, int], _Match]
) -> dict[int, tuple[int, _Match]]:
    """The copies, each with the better one that is printed for it: never a copy itself, and the likest.

    From the best down, each is compared with those that are printed already, so that no chain of small
    differences makes one article of two.
    """
    near: dict[int, dict[int, _Match]] = {}
    for (one, other), match in matches.items():
        near.setdefault(one, {})[other] = match
        near.setdefault(other, {})[one] = match
    left_out: dict[int, tuple[int, _Match]] = {}
    kept: dict[int, int] = {}  # with their places in the order of goodness
    for place, number in enumerate(sorted(near, key=lambda number: _worth(number, texts, near[number]))):
        better = [other for other in near[number] if other in kept]
        if better:
            likest = min(better, key=lambda other: (-near[number][other].likeness, kept[other]))
            left_out[number] = (likest, near[number][likest])
        else:
            kept[number] = place
    return left_out


def _worth(number: int, texts: Sequence[_Text], alike: Mapping[int, _Match]) -> tuple[object, ...]:
    """What copies are sorted by, the best first: whole, the origin others credit, fuller, earlier."""
    text = texts[number]
    cut = text.is_truncated or any(match.cut == number for match in alike.values())
    source = _folded(text.article.source)
    credited = bool(source) and any(
        source in _folded(texts[other].article.credit) for other in alike if not cut
    )
    article = text.article
    date = article.date or "9999"
    return (cut, not credited, -len(text.words), -_facts(article), date, text.path.as_posix())


def _facts(article: Article) -> int:
    """How many of its properties are known."""
    known = (article.title, article.subtitle, article.authors, article.source, article.credit, article.date)
    more = (article.summary, article.cover, article.provenance.url, article.provenance.captured)
    return sum(map(bool, (*known, *more)))


def _with_copies(article: Article, copies: Sequence[_Text]) -> Article:
    """The article with the captures left out for it, and those once left out for them, by path."""
    if not copies:
        return article
    origin = article.provenance
    found = {copy.path: copy for copy in origin.copies}
    for text in copies:
        found |= {copy.path: copy for copy in text.article.provenance.copies}
        copy = _copy(text)
        found[copy.path] = copy
    return replace(article, provenance=replace(origin, copies=tuple(found[path] for path in sorted(found))))


def _copy(text: _Text) -> Copy:
    origin = text.article.provenance
    path = origin.path or str(text.path)
    return Copy(path, origin.sha256, text.article.source, origin.url, text.article.date)
