"""Laws of binding: every article is bound once or set aside, and the same plan binds the same."""

from pathlib import Path
from typing import Any, get_args

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import articles

from publish.editions import Bound, Plan, PlannedPart, bind
from publish.editions.links import every_block, joined
from publish.editions.settings import EditionSettings, Order, PartsBy, Selection
from publish.errors import ConfigError
from publish.model import Article, Heading, encode
from publish.normal import normalize
from publish.shorthand import article, p

NAMES = [f"{folder}{number}.md" for folder in ("", "a/", "b/") for number in (1, 2, 10)]
SOURCES = ("", "甲", "乙")
DATES = ("", "2024-01-05", "2024-11-30", "2025-02-01")

some_articles = st.builds(
    lambda source, date, words: replace(article(f"{words}", p("字" * words)), source=source, date=date),
    st.sampled_from(SOURCES),
    st.sampled_from(DATES),
    st.integers(1, 20),
)
shelves = st.dictionaries(st.sampled_from([Path(name) for name in NAMES]), some_articles, min_size=1)
orders = st.sampled_from(get_args(Order))

conditions: dict[str, st.SearchStrategy[Any]] = {
    "source": st.sampled_from(["甲", "乙"]),
    "since": st.sampled_from(["2024", "2024-11"]),
    "until": st.sampled_from(["2024", "2025-01"]),
    "fewest_words": st.integers(1, 10),
    "limit": st.integers(1, 4),
    "order": orders,
}
selections = st.fixed_dictionaries({}, optional=conditions).map(lambda said: Selection(**said))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan with parts that name captures, that list some, and that draw from all."""
    paths = [Path(name) for name in NAMES]
    named = draw(st.permutations(paths))
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        own = frozenset(named.pop() for _ in range(draw(st.integers(0, 2))))
        listed = tuple(dict.fromkeys([*own, *draw(st.lists(st.sampled_from(paths), max_size=4))]))
        by = draw(st.sampled_from(get_args(PartsBy)))
        parts.append(
            PlannedPart(
                draw(st.sampled_from(["", "题"])), "", listed, draw(selections), not listed, own, by
            )
        )
    settings = EditionSettings(title="T", **draw(st.fixed_dictionaries({}, optional=conditions)))
    numbers = draw(st.dictionaries(st.sampled_from(paths), st.integers(1, 3), max_size=3))
    left_out = draw(st.frozensets(st.sampled_from(paths), max_size=2))
    return Plan("T", Path(), settings, tuple(parts), pool=tuple(paths), numbers=numbers, left_out=left_out)


def bound(plan: Plan, shelf: dict[Path, Article]) -> Bound:
    """What the plan binds of the articles that have a path of their own in their provenance."""
    marked = {
        path: replace(found, provenance=replace(found.provenance, path=str(path)))
        for path, found in shelf.items()
    }
    try:
        return bind(plan, marked)
    except ConfigError as error:  # conditions that let nothing through: that is for people to mend
        assume("would be empty" not in error.message)
        raise


@given(plans(), shelves)
def test_every_article_is_bound_once_or_set_aside(plan: Plan, shelf: dict[Path, Article]) -> None:
    found = bound(plan, shelf)
    chosen = [Path(item.provenance.path) for item in found.edition.articles()]
    assert len(chosen) == len(set(chosen))
    assert not plan.left_out.intersection(chosen)
    aside = [path for path in found.set_aside if path not in plan.left_out]
    assert sorted([*chosen, *aside]) == sorted(set(shelf) - plan.left_out)


@given(plans(), shelves)
def test_the_same_plan_binds_the_same(plan: Plan, shelf: dict[Path, Article]) -> None:
    backwards = dict(reversed(shelf.items()))
    assert encode(bound(plan, shelf).edition) == encode(bound(plan, backwards).edition)


@given(shelves, orders)
def test_an_order_is_total_and_puts_what_lacks_it_last(shelf: dict[Path, Article], order: Order) -> None:
    part = PlannedPart("", "", tuple(sorted(shelf)), Selection(order=order))
    items = list(bound(Plan("T", Path(), EditionSettings(title="T"), (part,)), shelf).edition.articles())
    dates = [item.date for item in items]
    if order == "date":
        assert dates == sorted(dates, key=lambda date: (not date, date))
    if order == "newest":
        assert dates == sorted(dates, reverse=True)
    if order == "source":
        sources = [item.source for item in items]
        assert sources == sorted(sources, key=lambda source: (not source, source))


@given(st.lists(articles(), min_size=1, max_size=3))
def test_no_id_means_two_things(captured: list[Article]) -> None:
    shelf = {Path(f"{number}.md"): normalize(found) for number, found in enumerate(captured)}
    plan = Plan("T", Path(), EditionSettings(title="T"), (PlannedPart("", "", tuple(shelf)),))
    edition = joined(bind(plan, shelf).edition)
    own = [part.id for part in edition.contents] + [item.id for item in edition.articles()]
    assert len(own) == len(set(own))
    for item in edition.articles():
        ids = [block.id for block in every_block(item.body) if block.id]
        assert len(ids) == len(set(ids))
        assert not set(own).intersection(ids)
        assert all(block.id for block in item.body if isinstance(block, Heading))
