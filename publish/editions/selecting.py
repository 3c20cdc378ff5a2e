"""Choosing articles: which of the candidates a part takes, how many, and in which order.

A pure function of a selection and of articles that are cleaned and amended, for only these say who wrote
them, when, and how long they are.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias, assert_never

from publish.editions.places import listed
from publish.editions.settings import Order, Selection, names_of
from publish.model import Article
from publish.normal import one_line
from publish.settings import nearest
from publish.walk import plain_text

Candidate: TypeAlias = tuple[Path, Article]


class NothingLeftError(Exception):
    """No candidate meets the condition that the selection says under `key`; `told` is that in words."""

    def __init__(self, key: str, told: str, hint: str) -> None:
        super().__init__(told)
        self.key = key
        self.told = told
        self.hint = hint


def choose(
    candidates: Sequence[Candidate], selection: Selection, numbers: Mapping[Path, int]
) -> list[Candidate]:
    """The candidates that meet every condition, in the selection's order, no more than its limit.

    Those with a number come first, by it. Raises NothingLeftError for the first condition that none of the
    candidates meets; no candidates give none.
    """
    left = list(candidates)
    passed: list[str] = []
    for condition in _conditions(selection):
        meeting = [candidate for candidate in left if condition.holds(candidate[1])]
        if left and not meeting:
            told = _told(len(candidates), len(left), passed, condition)
            raise NothingLeftError(condition.key, told, condition.hint([article for _, article in left]))
        left = meeting
        passed.append(condition.key)
    ordered = numbered_first(in_order(left, selection.order), numbers)
    return ordered[: selection.limit]


def _told(all_of_them: int, left: int, passed: Sequence[str], condition: "_Condition") -> str:
    articles = "1 article" if all_of_them == 1 else f"{all_of_them} articles"
    if left == all_of_them:
        return f"of {articles} none {condition.said}"
    keys = ", ".join(passed)
    return f"of {articles} {left} meet the conditions before ({keys}), and none of these {condition.said}"


# Conditions ----------------------------------------------------------------------------------------


class _Condition(NamedTuple):
    """Something that an article must be: under which key it is said, what it is, and what else there is."""

    key: str
    said: str
    holds: Callable[[Article], bool]
    hint: Callable[[Sequence[Article]], str]


def _conditions(selection: Selection) -> Iterator[_Condition]:
    sources, authors = names_of(selection.source), names_of(selection.author)
    if sources:
        yield _named("source", f"is from {listed(sources)}", sources, lambda article: (article.source,))
    if authors:
        yield _named("author", f"is by {listed(authors)}", authors, lambda article: article.authors)
    if since := selection.since:
        said = f"is dated {since} or later"
        yield _Condition("since", said, lambda article: article.date >= since, _dates)
    if until := selection.until:
        said = f"is dated {until} or earlier"
        yield _Condition("until", said, lambda article: "" < article.date[: len(until)] <= until, _dates)
    if fewest := selection.fewest_words:
        said = f"has {fewest} words or more"
        yield _Condition("fewest_words", said, lambda article: length(article) >= fewest, _lengths)
    if most := selection.most_words:
        said = f"has {most} words or fewer"
        yield _Condition("most_words", said, lambda article: length(article) <= most, _lengths)
    if kinds := [selection.kind] if isinstance(selection.kind, str) else selection.kind:
        said = f"is of the kind {listed(kinds)}"
        yield _Condition("kind", said, lambda article: article.provenance.kind in kinds, lambda _: "")


def _named(
    key: str, said: str, wanted: Sequence[str], names: Callable[[Article], Collection[str]]
) -> _Condition:
    folded = {_folded(name) for name in wanted}

    def hint(articles: Sequence[Article]) -> str:
        known = list(dict.fromkeys(name for article in articles for name in names(article) if name))
        return nearest(wanted[0], known[:_SHOWN], f"{key}s")

    return _Condition(
        key, said, lambda article: any(_folded(name) in folded for name in names(article)), hint
    )


_SHOWN = 12
"""How many names a hint lists at most."""


def _folded(name: str) -> str:
    return one_line(name).casefold()


def _dates(articles: Sequence[Article]) -> str:
    dates = sorted(article.date for article in articles if article.date)
    return f"they are dated from {dates[0]} to {dates[-1]}" if dates else "none of them has a date"


def _lengths(articles: Sequence[Article]) -> str:
    lengths = sorted(length(article) for article in articles)
    return f"they have from {lengths[0]} to {lengths[-1]} words"


# A sign of Han, kana or bopomofo counts as a word, and so does a run of letters or digits of any other
# script; marks inside a word (don't, co-operate) do not part it.
_SOLID = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u3096\u30a1-\u30fa\u30fc\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_SOLID}]|[^\W{_SOLID}]+(?:['’.\-][^\W{_SOLID}]+)*")


def length(article: Article) -> int:
    """How many words an article has: Chinese characters and words of alphabets; notes are not counted."""
    return sum(1 for _ in _WORD.finditer(plain_text(article.body)))


# Order ---------------------------------------------------------------------------------------------


def in_order(candidates: Sequence[Candidate], order: Order) -> list[Candidate]:
    """The candidates in this order; those without what it goes by come last, then names decide."""
    match order:
        case "" | "given":
            return list(candidates)
        case "date":
            return sorted(candidates, key=by_date)
        case "newest":
            named = sorted(candidates, key=by_name)
            return sorted(named, key=lambda one: one[1].date, reverse=True)
        case "source":
            return sorted(candidates, key=lambda one: (_last_if_empty(one[1].source), by_date(one)))
        case "title":
            return sorted(candidates, key=lambda one: (_last_if_empty(one[1].title), by_name(one)))
        case "name":
            return sorted(candidates, key=by_name)
        case _:
            assert_never(order)


def numbered_first(candidates: Sequence[Candidate], numbers: Mapping[Path, int]) -> list[Candidate]:
    """The candidates that have a number by it, then the others as they stand."""
    last = max(numbers.values(), default=0) + 1
    return sorted(candidates, key=lambda one: numbers.get(one[0], last))


def by_name(candidate: Candidate) -> tuple[list[tuple[int, int, str]], str]:
    """Sorts by the name of the file, and those of one name by its path."""
    return natural_order(candidate[0].name), candidate[0].as_posix()


def by_date(candidate: Candidate) -> tuple[bool, str, tuple[list[tuple[int, int, str]], str]]:
    """Sorts by date, those without one last, then by name."""
    return not candidate[1].date, candidate[1].date, by_name(candidate)


def _last_if_empty(text: str) -> tuple[bool, list[tuple[int, int, str]]]:
    return not text, natural_order(text.casefold())


def natural_order(name: Path | str) -> list[tuple[int, int, str]]:
    """Sorts names as people do: 2 before 10."""
    pieces = re.split(r"(\d+)", str(name))
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]
