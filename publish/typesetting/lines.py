"""Lines made of a row and its line ends: their inlines, and the spacing that fills the measure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from publish.model import Code
from publish.typesetting.breaks import Breaks, elastic, line_slack
from publish.typesetting.fit import BLANK_SHRINK, BLANK_STRETCH, CHARACTER_SHRINK, CHARACTER_STRETCH
from publish.typesetting.grain import Grain
from publish.typesetting.inlines import Piece, nest, part_of
from publish.typesetting.rows import Row, Segment
from publish.typesetting.setting import (
    LATIN,
    LATIN_AFTER,
    LATIN_BEFORE,
    LATIN_BETWEEN,
    TIGHTENED,
    Ends,
    Line,
    Setting,
)

_UNSEEN = 0.06  # pt: slack that is left as it is
# Beyond these, in em, a line is better short than stretched or squeezed.
_MOST_BETWEEN_CHARACTERS, _MOST_AT_BLANKS, _MOST_SQUEEZED = 0.3, 1.5, -0.05
_PROPORTIONAL = re.compile("[’“”‘…—]")


class _Span(NamedTuple):
    """A line in its row: from `start` to `end`, with ink up to `ink`."""

    start: int
    end: int
    ink: int


def make_lines(row: Row, breaks: Breaks, setting: Setting, ends: Ends, grain: Grain) -> Iterator[Line]:
    """The lines of a row, the last of them ending as said."""
    maker = _Maker(row, breaks, setting, grain)
    start, first = 0, breaks.first
    for end in breaks.ends:
        width = setting.measure if start else first
        yield maker.line(
            _Span(start, end, row.ink_end(end, start)), width, ends if end == len(row.text) else "soft"
        )
        start = end


class _Maker:
    def __init__(self, row: Row, breaks: Breaks, setting: Setting, grain: Grain) -> None:
        self.row = row
        self.breaks = breaks
        self.setting = setting
        self.grain = grain
        self.first_segment = 0

    def line(self, span: _Span, width: float, ends: Ends) -> Line:
        row, flush_left = self.row, self.setting.align in ("justify", "left")
        hyphen = span.end in self.breaks.hyphens
        letters, blanks = self.spacing(span, width, ends, hyphen)
        tracking = self.setting.tracking * self.setting.size
        kept = span.end if flush_left else span.ink
        pieces = list(self.pieces(span, kept, spaced=bool(letters or tracking)))
        if letters:
            drawn = row.leaf_at(span.ink - 1).face.size
            letters = self.grain(letters + tracking, drawn, *self.gaps(span, pieces))
        return Line(
            content=nest(pieces),
            letter_spacing=round(letters, 4),
            word_spacing=round(blanks, 4),
            start=round(row.heads.get(span.start, 0.0), 4),
            end=0.0 if flush_left else round(self.overhang(span.ink - 1), 4),
            hyphen=hyphen,
            ends=ends,
            blank=row.text[kept : span.end],
        )

    def overhang(self, place: int) -> float:
        """The blank half of a mark that ends a line."""
        drawn = self.row.leaf_at(place).face.size
        tail = self.row.tails[place]
        return drawn - tail if self.row.units[place] and tail < 0.75 * drawn else 0.0

    def spacing(self, span: _Span, width: float, ends: Ends, hyphen: bool) -> tuple[float, float]:
        """The pt to add to the tracking and to each blank so that a line fills the measure."""
        if self.setting.align != "justify":
            return 0, 0
        slack = line_slack(self.row, span.start, span.end, width, hyphen)
        if abs(slack) < _UNSEEN or (ends != "soft" and slack > 0):
            return 0, 0
        gaps, blanks = elastic(self.row, span.start, span.end)
        letter, blank = (
            (CHARACTER_STRETCH, BLANK_STRETCH) if slack > 0 else (CHARACTER_SHRINK, BLANK_SHRINK)
        )
        give = gaps * letter + blanks * blank
        if not give:
            return 0, 0
        letters, words = slack * letter / give if gaps else 0.0, slack * blank / give if blanks else 0.0
        size = self.setting.size
        if (
            letters > _MOST_BETWEEN_CHARACTERS * size
            or words > _MOST_AT_BLANKS * size
            or letters < _MOST_SQUEEZED * size
        ):
            return 0, 0
        return letters, words

    def gaps(self, span: _Span, pieces: list[Piece]) -> tuple[int, int]:
        """The letter-spaced gaps before the last run that the engine draws, and inside it."""
        row = self.row
        before, _ = elastic(row, span.start, span.end)
        last = 0
        path, length = pieces[-1].path, 0
        for piece in reversed(pieces):
            text = getattr(piece.inline, "text", None)
            if piece.role or text is None or piece.path is not path:
                break
            length += len(text)
        if length:
            run = max(span.start, span.end - length)
            last = max(row.spaced[span.ink] - row.spaced[run] - row.units[span.ink - 1], 0)
        return before - last, last

    # Inlines --------------------------------------------------------------------------------------

    def pieces(self, span: _Span, kept: int, *, spaced: bool) -> Iterator[Piece]:
        """The parts of the segments that stand on a line."""
        for segment in self.on_line(span.start, kept):
            leaf = self.row.leaves[segment.leaf]
            left, right = max(segment.start, span.start), min(segment.end, kept)
            part = self.row.text[left:right]
            if segment.latin:
                before = segment.before and left == segment.start and left > span.start
                after = segment.after and right == segment.end and right < span.ink
                role = _latin_role(before=before, after=after)
                # A word without gaps needs a place of its own only where characters are spaced.
                words = not isinstance(leaf.inline, Code)
                if role == LATIN and not spaced and not (words and _PROPORTIONAL.search(part)):
                    role = ""
                yield Piece(part_of(leaf, part), leaf.path, role)
            elif right - 1 in self.row.tight and right < span.ink:
                if right - left > 1:
                    yield Piece(part_of(leaf, part[:-1]), leaf.path)
                yield Piece(part_of(leaf, part[-1]), leaf.path, TIGHTENED)
            else:
                yield Piece(part_of(leaf, part), leaf.path)

    def on_line(self, start: int, end: int) -> Iterator[Segment]:
        # Lines come in order, so segments that ended before this one are done with.
        segments = self.row.segments
        while segments[self.first_segment].end <= start:
            self.first_segment += 1
        number = self.first_segment
        while number < len(segments) and segments[number].start < end:
            yield segments[number]
            number += 1


def _latin_role(*, before: bool, after: bool) -> str:
    if before:
        return LATIN_BETWEEN if after else LATIN_BEFORE
    return LATIN_AFTER if after else LATIN
