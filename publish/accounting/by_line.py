"""Line by line: a capture that people can read, as it is."""

from collections.abc import Iterator

from publish.accounting.telling import UNREAD, Teller, Told, letters
from publish.accounting.values import Cause, Fate, Row
from publish.model import Block, Removal, Span
from publish.reading.lines import every_block
from publish.walk import child_blocks, plain_text

UNACCOUNTED = "unaccounted"
"""The id under which a line is shown that no block and no removal claims; there should be none."""


class ByLine(Teller):
    """The lines of a capture as they stand in it."""

    def told(self) -> Iterator[Told]:
        kept, around = self._claims()
        taken = self._taken()
        for number, text in enumerate(self.lines, start=1):
            row, span = Row(number, text), Span(number, number)
            removals = taken.get(number, [])
            if not text.strip():
                yield Told(row, span, None)
            elif removals and number in kept:
                yield self._in_part(row, removals, kept[number])
            elif removals:
                yield self.gone(row, span, removals)
            elif number in kept or number in around:
                yield self.kept(row, span)
            else:
                yield Told(row, span, Fate.REMOVED, (Cause(UNACCOUNTED, "Nothing accounts for it."),))

    def _claims(self) -> tuple[dict[int, list[Block]], set[int]]:
        """The innermost blocks by the lines they were read from, and the lines of blocks around blocks."""
        kept: dict[int, list[Block]] = {}
        around: set[int] = set()
        for block in every_block(self.article.body):
            if block.span is None:
                continue
            numbers = range(block.span.first, block.span.last + 1)
            if any(child.span for row in child_blocks(block) for child in every_block(row)):
                around.update(numbers)
            else:
                for number in numbers:
                    kept.setdefault(number, []).append(block)
        return kept, around

    def _taken(self) -> dict[int, list[Removal]]:
        taken: dict[int, list[Removal]] = {}
        for gone in self.removals:
            for number in range(gone.span.first, gone.span.last + 1):
                taken.setdefault(number, []).append(gone)
        return taken

    def _in_part(self, row: Row, removals: list[Removal], blocks: list[Block]) -> Told:
        """A line of a block that lost something: kept, gone or, where both are in it, changed."""
        span = Span(row.number, row.number)
        several = any(block.span and block.span.first < block.span.last for block in blocks)
        words = letters(UNREAD.sub("", row.text))
        if several and words in letters("".join(plain_text(block) for block in blocks)):
            return self.kept(row, span)
        if several and any(words in letters(gone.excerpt) for gone in removals):
            return self.gone(row, span, removals)
        return self.changed(row, span, removals)
