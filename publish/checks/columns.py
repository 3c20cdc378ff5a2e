"""The columns that the text of a PDF stands in: where lines of a kind begin and end, read off the lines.

Left and right pages differ by their margins only, so places are counted from the left edge of the body on
pages of the same side, and what is known of a kind of lines is known of all pages.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from publish.checks.line_marks import MarkBook
from publish.checks.printed_lines import Block, Line, Where
from publish.theming.squeeze import HALF

_ALIKE = 0.02
"""Sizes that differ by less are one."""
_LEAST = 3
"""So many lines must end at the same place to show where a column ends."""
_DRAWN = 0.15
"""Most lines end so near to their measure, in pt."""
_CENTRED = 0.5
"""The middles of centred lines differ by less, in pt."""

_Context: TypeAlias = tuple[Where, tuple[str, ...]]


class Column(NamedTuple):
    """What blocks of one kind share; `left` is where their lines begin but for the first, in pt."""

    where: Where
    path: tuple[str, ...]
    size: float
    left: float


class Columns:
    """The columns of one PDF; `size` is that of most of its body, in pt."""

    def __init__(self, blocks: Sequence[Block], marks: MarkBook) -> None:
        self._marks = marks
        sizes: Counter[float] = Counter()
        for block in blocks:
            if block.where == "body":
                sizes[round(block.size, 1)] += sum(len(line.glyphs) for line in block.lines)
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0
        self._sides = self._left_edges(blocks)
        self._starts = self._usual_starts(blocks)
        self._body: float | None = None  # where most lines of the body end
        self._edges = self._right_edges([block for block in blocks if len(block.lines) > 1])

    def is_body_size(self, block: Block) -> bool:
        """True for what is as large as the body."""
        return abs(block.size - self.size) <= _ALIKE * self.size

    def start(self, line: Line) -> float:
        """Where a line begins; one that begins with an opening mark as if that were trimmed."""
        return self._marks.line_start(line) - self._sides.get(line.page % 2, 0.0)

    def ends(self, line: Line) -> list[float]:
        """Where a line may be said to end (`MarkBook.line_ends`)."""
        side = self._sides.get(line.page % 2, 0.0)
        return [end - side for end in self._marks.line_ends(line)]

    def of(self, block: Block) -> Column:
        """The column of a block of more than one line."""
        starts = Counter(round(self.start(line) * 2) / 2 for line in block.lines[1:])
        return Column(block.where, block.path, round(block.size, 1), starts.most_common(1)[0][0])

    def edge(self, block: Block) -> float | None:
        """Where its lines are to end; None where nothing shows it."""
        return self._edges.get(self.of(block))

    def is_untrimmed(self, block: Block, line: Line) -> bool:
        """True for a line that begins with the blank half of an opening mark, where others have letters."""
        first = line.glyphs[0]
        starts = self._starts.get((block.where, block.path))
        if len(block.lines) == 1 and self._is_flush_right(line):
            return False
        if starts is None or self._marks.side(first) != "opening":
            return False
        trimmed = self.start(line)

        def usual(place: float) -> int:
            return sum(starts[round(place * 10) + near] for near in (-2, -1, 0, 1, 2))

        return usual(trimmed - HALF * first.size) > usual(trimmed)

    def _is_flush_right(self, line: Line) -> bool:
        return self._body is not None and any(abs(end - self._body) < _CENTRED for end in self.ends(line))

    def _left_edges(self, blocks: Sequence[Block]) -> dict[int, float]:
        """The left edge of the body on even and odd pages, in pt of the page."""
        found: dict[int, Counter[float]] = {}
        for block in blocks:
            if block.where == "body" and self.is_body_size(block):
                for line in block.lines[1:]:
                    start = round(self._marks.line_start(line), 2)
                    found.setdefault(line.page % 2, Counter())[start] += 1
        return {side: starts.most_common(1)[0][0] for side, starts in found.items()}

    def _usual_starts(self, blocks: Sequence[Block]) -> dict[_Context, Counter[int]]:
        """Where lines begin that begin with no opening mark, in tenths of a pt."""
        found: dict[_Context, Counter[int]] = {}
        for block in blocks:
            for line in block.lines:
                if self._marks.side(line.glyphs[0]) != "opening":
                    starts = found.setdefault((block.where, block.path), Counter())
                    starts[round(self.start(line) * 10)] += 1
        return found

    def _right_edges(self, blocks: Sequence[Block]) -> dict[Column, float]:
        """Where most lines of a column end; where too few agree, the body's edge, inset as on the left.

        A body of a line or two fills the whole ems next to its longest line.
        """
        ends: dict[Column, list[float]] = {}
        body: list[float] = []
        for block in blocks:
            column, found = self.of(block), [self.ends(line)[0] for line in block.lines[:-1]]
            ends.setdefault(column, []).extend(found)
            if column.where == "body" and self.is_body_size(block) and abs(column.left) < 1:
                body += found
        whole, edges = self._mode(body), {}
        if whole is None and body:
            whole = round(max(body) / self.size) * self.size
        self._body = whole
        for column, found in ends.items():
            edge = self._mode(found)
            if edge is None and whole is not None:
                insets = (whole, whole - column.left)
                edge = min(insets, key=lambda inset: abs(inset - max(found)))
            if edge is not None:
                edges[column] = edge
        return edges

    def _mode(self, values: Sequence[float]) -> float | None:
        """Where most values are; None if too few agree.

        Lines are drawn to some tenths of a pt, measures are whole ems of the body: the edge is such a one
        where it is as near as that.
        """
        bins = Counter(round(value * 10) for value in values)
        if not bins:
            return None
        place = max(bins, key=lambda at: (bins[at - 1] + 2 * bins[at] + bins[at + 1], at))
        near = sorted(value for value in values if abs(value * 10 - place) <= 1.5)
        if len(near) < _LEAST:
            return None
        edge = near[len(near) // 2]
        whole = round(edge / self.size) * self.size
        return whole if abs(whole - edge) <= _DRAWN else edge


def is_centred(lines: Sequence[Line]) -> bool:
    """True for lines about one middle that do not all begin at one place."""
    middles = [(line.glyphs[0].start + line.glyphs[-1].end) / 2 for line in lines]
    starts = [line.glyphs[0].start for line in lines]
    return max(middles) - min(middles) < _CENTRED and max(starts) - min(starts) > 1
