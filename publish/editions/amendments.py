"""What an edition.toml says of single captures: `[[article]]`.

    [[article]]                   # one for each capture that something is said of
    file = "captures/bridge.md"   # or "bridge.md", if only one capture has this name
    order = 1                     # its place in its part
    keep = ["ending"]             # rules that are not applied to it
    restore = [88, "90-95"]       # lines that come back, whatever rule took them
    remove = ["12-14"]            # lines that go, though no rule took them
    authors = ["沈知白"]           # what the capture does not say, or says wrong

Lines are those of the capture, as `publish explain` shows them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec
from msgspec.structs import replace

from publish.editions.places import Place
from publish.editions.settings import ArticleSettings
from publish.errors import ConfigError, UsageError
from publish.facts.dates import parse_date
from publish.facts.origins import Fact, corrected
from publish.model import Article, Span
from publish.normal import one_line
from publish.settings import nearest

_FACTS: tuple[Fact, ...] = ("title", "subtitle", "authors", "source", "credit", "date", "lang")
_LINES = re.compile(r"\s*(\d{1,9})\s*(?:[-–—]\s*(\d{1,9}))?\s*")


class Amendment(msgspec.Struct, frozen=True):
    """What is otherwise for one capture. `places` has `edition.toml:LINE` by key, for messages.

    `order` is its place in its part, `leave_out` that it has none.
    """

    keep: frozenset[str] = frozenset()
    restore: tuple[Span, ...] = ()
    remove: tuple[Span, ...] = ()
    is_article: bool = False
    facts: dict[Fact, str | tuple[str, ...]] = {}
    order: int | None = None
    leave_out: bool = False
    places: dict[str, str] = {}

    def before_cleaning(self, captured: Article) -> Article:
        """The article as it is cleaned: one that was judged to be none is one if the edition says so."""
        if not self.is_article:
            return captured
        return replace(captured, provenance=replace(captured.provenance, kind="article", reason=""))

    def after_cleaning(self, article: Article) -> Article:
        """The article with the metadata that the edition gives it."""
        for field, value in self.facts.items():
            article = corrected(article, field, value, "edition")
        return article

    def said_at(self, key: str, act: Callable[[], Article]) -> Article:
        """What the act gives; what is wrong with it is wrong where the edition says `key`."""
        try:
            return act()
        except UsageError as error:
            raise ConfigError(
                f"{key}: {error.message}", where=self.places.get(key, ""), hint=error.hint
            ) from error

    def overlaid(self, other: "Amendment") -> "Amendment":
        """With what another edition says beyond it: of one fact, the other's holds."""
        return Amendment(
            keep=self.keep | other.keep,
            restore=(*self.restore, *other.restore),
            remove=(*self.remove, *other.remove),
            is_article=self.is_article or other.is_article,
            facts=self.facts | other.facts,
            order=other.order or self.order,
            leave_out=self.leave_out or other.leave_out,
            places=self.places | other.places,
        )

    def refuse_unknown_rules(self, rules: Collection[str]) -> None:
        """Raises ConfigError for a rule that there is not."""
        for name in sorted(self.keep.difference(rules)):
            hint = nearest(name, tuple(rules), "rules")
            raise ConfigError(f"there is no rule “{name}”", where=self.places.get("keep", ""), hint=hint)


def amendments(
    place: Place, articles: Iterable[ArticleSettings], captures: Collection[Path], root: Path
) -> dict[Path, Amendment]:
    """The amendments of an edition.toml (its `place`) by capture; paths start from `root`.

    Raises ConfigError with the line for a capture that is not in the edition or amended twice, for a name
    that two captures have, for what are no lines, and for a date that is none.
    """
    found: dict[Path, Amendment] = {}
    for number, said in enumerate(articles):
        own = place.inside("article", number)
        places = {key: own.of(key) for key in _said(said)}
        capture = _meant(said.file, places["file"], captures, root)
        if capture in found:
            raise ConfigError(
                f"“{said.file}” has two [[article]]", where=places["file"], hint="write all of it in one"
            )
        found[capture] = _amendment(said, places)
    return found


def _meant(name: str, where: str, captures: Collection[Path], root: Path) -> Path:
    """The capture of this path, or the only one of this name."""
    if not name:
        hint = 'file = "captures/a.md" names one of the contents'
        raise ConfigError("an [[article]] without file", where=where, hint=hint)
    if root / name in captures:
        return root / name
    alike = [capture for capture in captures if capture.name == name]
    if len(alike) == 1:
        return alike[0]
    known = [_relative(capture, root) for capture in captures]
    if alike:
        names = " and ".join(f"“{_relative(capture, root)}”" for capture in alike)
        raise ConfigError(
            f"“{name}” is the name of {len(alike)} captures: {names}", where=where, hint="give its path"
        )
    near = get_close_matches(name, known, n=1)
    hint = f"did you mean “{near[0]}”?" if near else "file is the path of one capture of the contents"
    raise ConfigError(f"“{name}” is not in this edition", where=where, hint=hint)


def _said(article: ArticleSettings) -> Iterator[str]:
    """The keys that say something, and `file`."""
    for field in msgspec.structs.fields(article):
        if field.name == "file" or getattr(article, field.name):
            yield field.name


def _relative(capture: Path, root: Path) -> str:
    return capture.relative_to(root).as_posix() if capture.is_relative_to(root) else str(capture)


def _amendment(said: ArticleSettings, places: Mapping[str, str]) -> Amendment:
    return Amendment(
        keep=frozenset(said.keep),
        restore=_spans(said.restore, places.get("restore", "")),
        remove=_spans(said.remove, places.get("remove", "")),
        is_article=said.kind == "article",
        facts=_facts(said, places.get("date", "")),
        order=said.order,
        leave_out=said.leave_out,
        places=dict(places),
    )


def _spans(lines: Iterable[int | str], where: str) -> tuple[Span, ...]:
    return tuple(_span(line, where) for line in lines)


def _span(line: int | str, where: str) -> Span:
    found = _LINES.fullmatch(str(line))
    span = Span(int(found[1]), int(found[2] or found[1])) if found else Span(0, 0)
    if not 0 < span.first <= span.last:
        raise ConfigError(
            f"“{line}” are no lines of a capture", where=where, hint='lines are given as 88 or "90-95"'
        )
    return span


def _facts(said: ArticleSettings, where: str) -> dict[Fact, str | tuple[str, ...]]:
    facts: dict[Fact, str | tuple[str, ...]] = {}
    for field in _FACTS:
        value = getattr(said, field)
        facts[field] = tuple(map(one_line, value)) if isinstance(value, list) else one_line(value)
    if said.date and not parse_date(said.date):
        raise ConfigError(f"“{said.date}” is no date", where=where, hint="write it as YYYY-MM-DD")
    facts["date"] = parse_date(said.date) if said.date else ""
    return {field: value for field, value in facts.items() if value}
