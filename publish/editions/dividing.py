"""Parts that publish makes itself: articles by source, month, year or folder."""

from collections import Counter
from collections.abc import Callable, Sequence
from os.path import abspath, commonpath
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, assert_never

from publish.editions.selecting import Candidate, in_order, natural_order
from publish.editions.settings import Order, PartsBy
from publish.model import Article
from publish.theming.labels import labels, month_title

MANY = 12
"""Articles above which a folder is parted without being told to."""

_DOMINATES = 0.8
_FEWEST = 2
"""Articles that parts should have on average: else by something coarser."""

By: TypeAlias = Literal["source", "month", "year", "folder"]


class Made(NamedTuple):
    """A part of articles that have one thing in common: by what, and which; "" for those without it."""

    by: By
    key: str
    contents: tuple[Candidate, ...]

    def title(self, lang: str) -> str:
        """The part's title in the edition's language."""
        if not self.key:
            return labels(lang).others
        return month_title(self.key, lang) if self.by in ("month", "year") else self.key


def divided(candidates: Sequence[Candidate], parts: PartsBy, order: Order) -> tuple[Made, ...]:
    """The parts that candidates fall into; none where they stay together.

    Inside a part they are in this order, by date and name if it is not said. Months and years follow in
    time, folders by name, sources by how much is from them, or by name if that is the order. What belongs
    to no part comes last.
    """
    by = parts_for(candidates, parts)
    if by is None:
        return ()
    key_of = _key_by(by, candidates)
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(key_of(candidate), []).append(candidate)
    if not any(groups):
        return ()
    return tuple(
        Made(by, key, tuple(in_order(groups[key], order or "date")))
        for key in _in_order({key: len(group) for key, group in groups.items()}, by, order)
    )


def parts_for(candidates: Sequence[Candidate], parts: PartsBy) -> By | None:
    """By what candidates are parted; `auto` looks at them: by source or, where one dominates, in time."""
    match parts:
        case "source" | "month" | "year" | "folder":
            return parts
        case "" | "none":
            return None
        case "auto":
            return _fitting([article for _, article in candidates])
        case _:
            assert_never(parts)


def _fitting(articles: Sequence[Article]) -> By | None:
    if len(articles) <= MANY:
        return None
    sources = Counter(article.source for article in articles)
    largest = max(sources.values()) / len(articles)
    if len(sources) > 1 and largest < _DOMINATES and len(articles) >= _FEWEST * len(sources):
        return "source"
    months = {article.date[:7] for article in articles if article.date}
    years = {month[:4] for month in months}
    if len(months) > 1 and (len(articles) >= _FEWEST * len(months) or len(years) == 1):
        return "month"
    return "year" if len(years) > 1 else None


def _key_by(by: By, candidates: Sequence[Candidate]) -> Callable[[Candidate], str]:
    match by:
        case "source":
            return lambda candidate: candidate[1].source
        case "month":
            return lambda candidate: candidate[1].date[:7]
        case "year":
            return lambda candidate: candidate[1].date[:4]
        case "folder":
            return _folder_below(commonpath([_folder(candidate) for candidate in candidates]))
        case _:
            assert_never(by)


def _folder_below(common: str) -> Callable[[Candidate], str]:
    def folder(candidate: Candidate) -> str:
        inside = Path(_folder(candidate)).relative_to(common).parts
        return inside[0] if inside else ""

    return folder


def _folder(candidate: Candidate) -> str:
    return abspath(candidate[0].parent)  # noqa: PTH100 - without asking the disk about links


def _in_order(sizes: dict[str, int], by: By, order: Order) -> list[str]:
    named = [key for key in sizes if key]
    if by in ("month", "year"):
        named.sort(reverse=order == "newest")
    elif by == "folder" or order == "source":
        named.sort(key=lambda key: natural_order(key.casefold()))
    else:
        named.sort(key=lambda key: -sizes[key])
    return named + [key for key in sizes if not key]
