"""Taking text out of an article with a record of it: the one place where removals are made.

A rule decides with `Outcome`: what stays, and what goes with its lines and first words. So no rule can
drop a block without a `Removal` that `publish explain` can show and a user can take back.
"""

from collections.abc import Callable, Collection, Iterable

from msgspec.structs import replace

from publish.cleaning.shapes import images_of, span_of
from publish.model import Article, Block, Image, Removal, Rule
from publish.normal import one_line
from publish.walk import plain_text

_LONGEST_EXCERPT = 80


def excerpt(block: Block) -> str:
    """How a block begins: its first words, or its pictures' addresses, on one line."""
    text = "---" if isinstance(block, Rule) else one_line(plain_text(block))
    if not text:
        text = " ".join(_picture(image) for image in images_of(block))
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"


def _picture(image: Image) -> str:
    return f"![{image.alt}]({image.src})"


def removal(rule: str, block: Block) -> Removal:
    """The record of a block, or of part of a block, that a rule takes out."""
    return Removal(rule, span_of(block), excerpt(block))


def removed(article: Article, rule: str, blocks: Iterable[Block]) -> Article:
    """The article with these blocks (or parts of blocks) on record as removed; the body is not changed."""
    records = tuple(removal(rule, block) for block in blocks)
    if not records:
        return article
    provenance = article.provenance
    return replace(article, provenance=replace(provenance, removals=provenance.removals + records))


def without(article: Article, rule: str, numbers: Collection[int]) -> Article:
    """The article without the blocks of these numbers, each on record."""
    if not numbers:
        return article
    gone = set(numbers)
    body = tuple(block for number, block in enumerate(article.body) if number not in gone)
    lost = [block for number, block in enumerate(article.body) if number in gone]
    return removed(replace(article, body=body), rule, lost)


def changed(
    article: Article, rule: str, change: Callable[[Block], tuple[Block | None, Block | None]]
) -> Article:
    """The article with each block changed: `change` gives what stays of it and what goes, or None."""
    body: list[Block] = []
    lost: list[Block] = []
    for block in article.body:
        stays, goes = change(block)
        if stays is not None:
            body.append(stays)
        if goes is not None:
            lost.append(goes)
    if not lost and tuple(body) == article.body:
        return article
    return removed(replace(article, body=tuple(body)), rule, lost)
