"""Where a fact about an article was found: set together with the fact, so that it cannot be forgotten.

Every property of an article that is not empty has one `Origin`, every empty one none. Whoever fills a
property does it with `known`, whoever corrects one with `corrected` or `reworded`; `settled` sees to what a
foreign reader left open.
"""

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias, get_args

from msgspec.structs import replace

from publish.model import Article, Block, Origin

Fact: TypeAlias = Literal[
    "title",
    "subtitle",
    "authors",
    "source",
    "credit",
    "date",
    "lang",
    "summary",
    "cover",
    "url",
    "captured",
]
FACTS: tuple[Fact, ...] = get_args(Fact)
"""The properties of an article that have an origin, in the order in which origins are listed."""

Place: TypeAlias = Literal[
    "front matter",
    "quote block",
    "title line",
    "byline",
    "repost header",
    "credit line",
    "platform tail",
    "account's own words",
    "archive's lines",
    "og:",
    "meta",
    "JSON-LD",
    "page elements",
    "page script",
    "cover picture",
    "address",
    "file name",
    "folder name",
    "guessed from the script",
    "reader",
    "cleaning rule",
    "edition",
]
PLACES: tuple[Place, ...] = get_args(Place)
"""The places there are: what `Origin.place` may say (`reader` and `cleaning rule` are for foreign
ones that do not say, `edition` for what an edition.toml says)."""

_IN_PROVENANCE = frozenset({"url", "captured"})


def fact(article: Article, field: Fact) -> Any:
    """The property itself, wherever the model keeps it."""
    return getattr(article.provenance if field in _IN_PROVENANCE else article, field)


def origin_of(article: Article, field: Fact) -> Origin | None:
    """Where a property was found; None for an empty one."""
    return next((origin for origin in article.provenance.origins if origin.field == field), None)


def known(article: Article, field: Fact, value: Any, place: Place, line: int = 0) -> Article:
    """The article with this property where it had none; an empty value changes nothing.

    `line` is the line of the capture that the property was read from, 0 where there is no such line.
    """
    return article if fact(article, field) else corrected(article, field, value, place, line)


def corrected(article: Article, field: Fact, value: Any, place: Place, line: int = 0) -> Article:
    """The article with this property in place of what it had, unless the value is empty."""
    if not value:
        return article
    changed = reworded(article, field, value)
    origins = in_order((Origin(field, place, line), *article.provenance.origins))
    return replace(changed, provenance=replace(changed.provenance, origins=origins))


def reworded(article: Article, field: Fact, value: Any) -> Article:
    """The article with a property said better that was found where it was: a title without its site."""
    if field in _IN_PROVENANCE:
        return replace(article, provenance=replace(article.provenance, **{field: value}))
    return replace(article, **{field: value})


def settled(article: Article, place: Place) -> Article:
    """The article with an origin for just what it has: `place` for what nobody gave one."""
    has = [field for field in FACTS if fact(article, field)]
    stated = [origin for origin in article.provenance.origins if origin.field in has]
    origins = in_order((*stated, *(Origin(field, place) for field in has)))
    if origins == article.provenance.origins:
        return article
    return replace(article, provenance=replace(article.provenance, origins=origins))


def in_order(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """One origin for each property, the first of several, in the order of `FACTS`."""
    first: dict[str, Origin] = {}
    for origin in origins:
        first.setdefault(origin.field, origin)
    return tuple(first[field] for field in FACTS if field in first)


def line_of(block: Block) -> int:
    """The first line of the capture that a block was read from, 0 where it was read from none."""
    return block.span.first if block.span else 0
