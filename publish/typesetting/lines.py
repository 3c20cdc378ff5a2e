"""Lines made of a row and its line ends: their inlines, and the spacing that fills the measure."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from publish.model import Code, Inline, Styled, Text
from publish.typesetting.breaks import Breaks, elastic, hyphen_trim, line_slack
from publish.typesetting.fit import BLANK_SHRINK, BLANK_STRETCH, CHARACTER_SHRINK, CHARACTER_STRETCH
from publish.typesetting.grain import Gaps, Grain, beside_pixels
from publish.typesetting.inlines import Piece, nest, part_of
from publish.typesetting.punctuation import Kind
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
_MOST_BETWEEN_CHARACTERS, _MOST_AT_BLANKS, _MOST_SQUEEZED = 0.5, 1.5, -0.05
_MOST_SPREAD = 0.05
"""What all characters of a line may be parted by, in em, where nothing else of it gives: a long address."""
_CUT = 0.0005
"""em by which WeasyPrint 70 draws gaps between letters wider than it lays them out (see `grain`)."""
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
        slack = line_slack(row, span.start, span.end, width, hyphen)
        letters, blanks = self.spacing(span, slack, ends)
        spread = 0.0 if letters or blanks else self.spread(span, slack, ends)
        tracking = self.setting.tracking * self.setting.size
        kept = span.end if flush_left else span.ink
        pieces = list(self.pieces(span, kept, spaced=bool(letters or tracking)))
        if letters or (tracking and self.is_full(slack, ends)):
            drawn = row.leaf_at(span.ink - 1).face.size
            letters = self.grain(letters + tracking, drawn, self.gaps(span, pieces))
        elif spread:
            letters = spread + tracking - _CUT * row.leaf_at(span.ink - 1).face.size
        return Line(
            content=nest(pieces),
            letter_spacing=round(letters, 4),
            word_spacing=round(beside_pixels(blanks), 4) if blanks else 0.0,
            start=round(row.heads.get(span.start, 0.0), 4),
            end=0.0 if flush_left else round(self.overhang(span.ink - 1), 4),
            hyphen=hyphen,
            hyphen_trim=round(hyphen_trim(row, span.end), 4) if hyphen else 0.0,
            ends=ends,
            blank=row.text[kept : span.end],
        )

    def is_full(self, slack: float, ends: Ends) -> bool:
        """True for a line that fills the measure as it is."""
        return self.setting.align == "justify" and ends == "soft" and abs(slack) < _UNSEEN

    def overhang(self, place: int) -> float:
        """The blank half of a mark that ends a line."""
        drawn = self.row.leaf_at(place).face.size
        tail = self.row.tails[place]
        return drawn - tail if self.row.units[place] and tail < 0.75 * drawn else 0.0

    def spacing(self, span: _Span, slack: float, ends: Ends) -> tuple[float, float]:
        """The pt to add to the tracking and to each blank so that a line fills the measure."""
        if self.setting.align != "justify":
            return 0, 0
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

    def spread(self, span: _Span, slack: float, ends: Ends) -> float:
        """The pt to part all characters by, where only so the line gets full; 0 if that would be seen."""
        if self.setting.align != "justify" or ends != "soft":
            return 0
        joined, wider = self.row.parted_ligatures(span.start, span.ink)
        slack -= wider
        count = sum(1 for advance in self.row.advances[span.start : span.ink] if advance) - 1 + joined
        if abs(slack) < _UNSEEN or count < 1 or abs(slack) > _MOST_SPREAD * self.setting.size * count:
            return 0
        apart = any(
            segment.latin and (segment.before or segment.after or self.stands_out(segment, self.row.text))
            for segment in self.on_line(span.start, span.ink)
        )
        return 0 if apart else slack / count

    def gaps(self, span: _Span, pieces: list[Piece]) -> Gaps:
        """The letter-spaced gaps before the last run that the engine draws, and inside it."""
        row = self.row
        count, _ = elastic(row, span.start, span.end)
        end = span.end
        while len(pieces) > 1 and (blank := _blank_length(pieces[-1].inline)):  # behind the ink
            end, pieces = end - blank, pieces[:-1]
        length, ending = 0, pieces[-1]
        if any(isinstance(container, Styled) and container.style == "dots" for container in ending.path):
            return Gaps(count, 0)  # each character is a run of its own
        for piece in reversed(pieces):
            inline = piece.inline
            same_run = type(inline) is type(ending.inline) and piece.path is ending.path
            if piece.role or not same_run or not isinstance(inline, Text | Code):
                break
            length += len(inline.text)
        if not length:
            return Gaps(count, 0)
        run = max(span.start, end - length)
        last = max(row.spaced[span.ink] - row.spaced[run] - row.last_unit(span.ink), 0)
        return Gaps(count - last, last, sum(row.is_squeezed(place) for place in range(run, span.ink - 1)))

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
                if role == LATIN and not spaced and not self.stands_out(segment, part):
                    role = ""
                yield Piece(part_of(leaf, part), leaf.path, role)
            elif right - 1 in self.row.tight and right < span.ink:
                mark = right - 1
                while mark > left and self.row.is_squeezed(mark - 1):  # kerning ends where a run does
                    mark -= 1
                if mark > left:
                    yield Piece(part_of(leaf, self.row.text[left:mark]), leaf.path)
                yield Piece(part_of(leaf, self.row.text[mark:right]), leaf.path, TIGHTENED)
            else:
                yield Piece(part_of(leaf, part), leaf.path)

    def stands_out(self, segment: Segment, part: str) -> bool:
        """True for words without gaps that need a place of their own even where nothing is spaced.

        Those with proportional marks; and those before an opening mark, which Pango would take for one of
        the alphabet, and its closing mark too, so that it would not be kerned with the next one.
        """
        if isinstance(self.row.leaves[segment.leaf].inline, Code):
            return False
        following = self.row.kinds[segment.end : segment.end + 1]
        return following == [Kind.OPENING] or bool(_PROPORTIONAL.search(part))

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


def _blank_length(inline: Inline) -> int:
    """How many characters a text of nothing but blanks has; 0 for anything else."""
    return len(inline.text) if isinstance(inline, Text) and not inline.text.strip() else 0
