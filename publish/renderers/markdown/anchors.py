"""Where links inside a Markdown file lead: to headings, by their words, as GitHub and Pandoc spell them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from publish.facts.titles import heading_slug
from publish.model import Heading
from publish.walk import Blocks, iter_blocks, plain_text

Anchors: TypeAlias = Mapping[str, str]
"""From what a link has behind its # to what is written there."""


def article_anchors(blocks: Blocks) -> Anchors:
    """The headings of an article by their ids."""
    headings = (block for block in iter_blocks(blocks) if isinstance(block, Heading) and block.id)
    return {block.id: words for block in headings if (words := _spelled(block))}


def edition_anchors(pieces: Iterable[tuple[str, Blocks]]) -> Anchors:
    """What links of an edition lead to, given its pieces with their ids, in the order of the file.

    A block that is no heading has none of its own: links to it lead to the heading that it stands under.
    Of headings of the same words, all but the first are numbered.
    """
    anchors: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for own, blocks in pieces:
        under = ""
        for block in iter_blocks(blocks):
            if isinstance(block, Heading) and (words := _spelled(block)):
                under = f"{words}-{seen[words]}" if seen[words] else words
                seen[words] += 1
            if block.id and under:
                anchors.setdefault(block.id if block.id == own else f"{own}/{block.id}", under)
    return anchors


def _spelled(heading: Heading) -> str:
    return heading_slug(plain_text(heading))
