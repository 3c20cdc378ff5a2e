"""Taking text out of an article with a record of it: the one place where removals are made.

A rule decides what stays, and what goes with its lines and first words. So no rule can
drop a block without a `Removal` that `publish explain` can show and a user can take back. Where a rule
knows more than its own reason says (which family of prompts, how often a picture stands), `why` says it.
"""

from collections.abc import Callable, Collection, Iterable
from typing import TypeAlias

from msgspec.structs import replace

from publish.cleaning.shapes import images_of, span_of
from publish.model import Article, Block, Image, Removal, Rule
from publish.normal import one_line
from publish.walk import plain_text

_LONGEST_EXCERPT = 80

Why: TypeAlias = str | Callable[[Block], str]
"""What a rule had to go on (`Removal.why`): the same for all it takes, or told of each block."""


def excerpt(block: Block) -> str:
    """How a block begins: its first words, or its pictures' addresses, on one line."""
    text = "---" if isinstance(block, Rule) else one_line(plain_text(block))
    if not text:
        text = " ".join(_picture(image) for image in images_of(block))
    return text if len(text) <= _LONGEST_EXCERPT else text[: _LONGEST_EXCERPT - 1] + "…"


def _picture(image: Image) -> str:
    return f"![{image.alt}]({image.src})"


def removal(rule: str, block: Block, why: Why = "") -> Removal:
    """The record of a block, or of part of a block, that a rule takes out."""
    return Removal(rule, span_of(block), excerpt(block), why if isinstance(why, str) else why(block))


def removed(article: Article, rule: str, blocks: Iterable[Block], why: Why = "") -> Article:
    """The article with these blocks (or parts of blocks) on record as removed; the body is not changed."""
    records = tuple(removal(rule, block, why) for block in blocks)
    if not records:
        return article
    provenance = article.provenance
    return replace(article, provenance=replace(provenance, removals=provenance.removals + records))


def without(article: Article, rule: str, numbers: Collection[int], why: Why = "") -> Article:
    """The article without the blocks of these numbers, each on record."""
    if not numbers:
        return article
    gone = set(numbers)
    body = tuple(block for number, block in enumerate(article.body) if number not in gone)
    lost = [block for number, block in enumerate(article.body) if number in gone]
    return removed(replace(article, body=body), rule, lost, why)


def changed(
    article: Article,
    rule: str,
    change: Callable[[Block], tuple[Block | None, Block | None]],
    why: Why = "",
    only: Collection[int] | None = None,
) -> Article:
    """The article with each block changed: `change` gives what stays of it and what goes, or None.

    `only` are the numbers of the blocks to change, where the others are known to stay.
    """
    if only is not None and not only:
        return article
    body: list[Block] = []
    lost: list[Block] = []
    same = True
    for number, block in enumerate(article.body):
        stays, goes = change(block) if only is None or number in only else (block, None)
        same = same and stays is block
        if stays is not None:
            body.append(stays)
        if goes is not None:
            lost.append(goes)
    if same and not lost:
        return article
    return removed(replace(article, body=tuple(body)), rule, lost, why)
