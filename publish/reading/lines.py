"""The lines of a capture: spans in them, and what is left over of them."""

from collections.abc import Iterable, Iterator, Sequence

from publish.model import Article, Block, Image, Link, Note, Paragraph, Span, Styled, Tagged, Text
from publish.normal import one_line
from publish.walk import Inlines, inline_runs, iter_blocks

EXCERPT = 80
"""Characters of a removed passage that are kept to recognise it by."""


class Lines:
    """The lines of a capture, counted from 1, of which the first `offset` are not the reader's.

    `starts` says where the lines that the reader gets begin among those after the first `offset`, if they
    are not the same (see `repair.Repaired`).
    """

    def __init__(self, text: str, offset: int = 0, starts: Sequence[int] | None = None) -> None:
        self.lines = text.split("\n")
        self.offset = offset
        self._starts = starts

    def span(self, zero_based: Sequence[int]) -> Span:
        """From a line and the one after the last, counted from 0; blank lines at the end go."""
        first, end = zero_based[0], zero_based[1]
        if self._starts is not None:
            last = len(self._starts) - 1
            first, end = self._starts[min(first, last)], self._starts[min(end, last)]
        first += self.offset
        end = max(self.offset + end, first + 1)
        while end > first + 1 and not self.lines[end - 1].strip():
            end -= 1
        return Span(first + 1, end)

    def excerpt(self, span: Span) -> str:
        """How the passage begins."""
        for line in self.lines[span.first - 1 : span.last]:
            if line.strip():
                return one_line(line[: 4 * EXCERPT])[:EXCERPT]
        return ""

    def unclaimed(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The passages that are in none of these spans, from a line that holds something to another."""
        claimed = bytearray(len(self.lines) + 2)
        for span in spans:
            claimed[span.first : span.last + 1] = b"\1" * (span.last + 1 - span.first)
        first = last = 0
        for number, line in enumerate(self.lines, start=1):
            if claimed[number]:
                if first:
                    yield Span(first, last)
                first = 0
            elif line.strip():
                first, last = first or number, number
        if first:
            yield Span(first, last)


def claimed_spans(article: Article) -> Iterator[Span]:
    """The lines that the article's blocks (those in its notes too) and its removals account for."""
    yield from (block.span for block in every_block(article.body) if block.span)
    yield from (removal.span for removal in article.provenance.removals)


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, those inside notes too."""
    for block in iter_blocks(blocks):
        yield block
        if isinstance(block, Paragraph) and _LEAVES.issuperset(map(type, block.content)):
            continue  # most blocks: there are no notes in them
        for run in inline_runs(block):
            for note in _notes_in(run):
                yield from every_block(note.content)


_LEAVES = frozenset({Text, Image})


def _notes_in(run: Inlines) -> Iterator[Note]:
    for inline in run:
        match inline:
            case Note():
                yield inline
            case Styled(content=content) | Link(content=content) | Tagged(content=content):
                yield from _notes_in(content)
            case _:
                pass
