"""Marks inside a line of a PDF, at its start and at its end: what is squeezed, trimmed, gapped, forbidden.

Which marks are full-width with a blank half, and on which side, is read off the ink of the embedded fonts
(`theming.squeeze`), so that a comma counts as each font draws it. Follows clreq 3.1.3, 3.1.6 and 3.3.2.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple, TypeAlias

from publish.checks.page_geometry import Glyph
from publish.checks.pdf_content import Font
from publish.checks.printed_lines import Line
from publish.theming.fontcuts import glyph_inks
from publish.theming.squeeze import HALF, is_candidate, sort_marks
from publish.typesetting.hyphenation import WIDE_HYPHEN_TRIM
from publish.typesetting.punctuation import NO_LINE_END, NO_LINE_START, Kind, kinds
from publish.typesetting.rows import HAN

_WIDE = 0.95
"""From this advance on a glyph is full-width, in em."""
_SQUEEZED = 0.75
"""Between an em and half of one: what moves on by more is not squeezed."""
_GAP = 0.15
"""A gap between Han and words must be wider, in em."""
_HYPHENS = frozenset("-\u2010")

Side: TypeAlias = Literal["opening", "closing", "middle"]
InLine: TypeAlias = Literal["unsqueezed", "no-gap"]

# Pairs of which the first gives up half an em (clreq 3.1.6).
_CLOSE_UP: frozenset[tuple[Side | None, Side | None]] = frozenset(
    {
        ("opening", "opening"),
        ("closing", "opening"),
        ("middle", "opening"),
        ("closing", "closing"),
        ("closing", "middle"),
    }
)


class Mark(NamedTuple):
    """A mark as its font draws it; one that is not `wide` may be widened by the font's positioning."""

    side: Side
    wide: bool


class MarkBook:
    """The marks of the fonts of a PDF."""

    def __init__(self) -> None:
        self._fonts: dict[int, dict[int, Mark]] = {}

    def mark(self, glyph: Glyph) -> Mark | None:
        """What mark a glyph is; None for all that is none with a blank half."""
        if not is_candidate(glyph.text[0]):
            return None
        known = self._fonts.get(id(glyph.font))
        if known is None:
            known = self._fonts[id(glyph.font)] = _marks_of(glyph.font)
        return known.get(glyph.code)

    def side(self, glyph: Glyph) -> Side | None:
        """Where the ink of a mark with a blank half stands; None for all else."""
        mark = self.mark(glyph)
        return None if mark is None else mark.side

    def is_closing(self, glyph: Glyph) -> bool:
        """True for a full-width mark with its blank half behind it."""
        mark = self.mark(glyph)
        return mark is not None and mark.side == "closing" and mark.wide

    def box(self, glyph: Glyph) -> float:
        """Where the em box of a glyph begins, in pt: a widened opening quote stands at its end."""
        mark = self.mark(glyph)
        if mark is None or mark.wide or mark.side != "opening":
            return glyph.start
        return glyph.end - glyph.size

    def line_start(self, line: Line) -> float:
        """Where a line begins, in pt, without the blank half of an opening mark."""
        first = line.glyphs[0]
        mark = self.mark(first)
        if mark is None or mark.side != "opening":
            return first.start
        return first.end - HALF * first.size

    def line_ends(self, line: Line) -> list[float]:
        """Where a line may be said to end, in pt, the likeliest first.

        Without the blank half of a mark, with it, or before it if it hangs; without what a full-width
        hyphen gives up.
        """
        last = line.glyphs[-1]
        mark = self.mark(last)
        if mark is not None and mark.side == "closing":
            return [last.start + HALF * last.size, last.end, last.start]
        if last.text in _HYPHENS and last.end - last.start > _WIDE * last.size:
            return [last.end - WIDE_HYPHEN_TRIM * last.size, last.end]
        return [last.end]


def _marks_of(font: Font) -> dict[int, Mark]:
    """The marks of a font by code."""
    if font.program is None or font.glyphs is None:
        return {}
    candidates = {
        code: text
        for code, text in font.to_unicode.items()
        if len(text) == 1 and code in font.shown and is_candidate(text)
    }
    glyphs = {code: font.glyphs(code) for code in candidates}
    inks = glyph_inks(font.program.read_bytes(), glyphs.values())
    found = {}
    for code, text in candidates.items():
        ink = inks.get(glyphs[code])
        if ink is None:
            continue
        marks = sort_marks({text: ink}, joined_dashes=True)
        sides: tuple[Side, ...] = ("opening", "closing", "middle")
        for side in sides:
            if ink.glyph in getattr(marks, side):
                found[code] = Mark(side, ink.advance >= _WIDE)
    return found


# Inside a line -------------------------------------------------------------------------------------


def spacing(line: Line) -> float:
    """What stands between the Han characters of a line beyond their own advance, in pt."""
    found = [
        second.start - first.end
        for first, second in pairwise(line.glyphs)
        if HAN.match(first.text) and HAN.match(second.text)
    ]
    return median(found) if found else 0.0


def faults_in_line(line: Line, marks: MarkBook, spaced: float) -> Iterator[tuple[InLine, float, str]]:
    """Marks that are not squeezed and gaps that are missing, with the pt in question and the characters."""
    calls = {line.glyphs[place].start for place in line.raised}
    shown = [glyph for place, glyph in enumerate(line.glyphs) if place not in line.raised]
    places = [place for place, glyph in enumerate(shown) if not glyph.text.isspace()]
    for place, after in pairwise(places):
        first, second = shown[place], shown[after]
        one, other = first.text[-1], second.text[0]
        before, behind = bool(HAN.match(one)), bool(HAN.match(other))
        if (before and behind) or any(first.start < start < second.start for start in calls):
            continue
        if before or behind:
            # Letter-spacing stands after Han characters only.
            gap = second.start - first.end - (max(spaced, 0.0) if before else 0.0)
            if gap < _GAP * min(first.size, second.size) and _is_of_word(other if before else one):
                yield "no-gap", gap, one + other
        elif after == place + 1 and (marks.side(first), marks.side(second)) in _CLOSE_UP:
            moved = marks.box(second) - marks.box(first) - spaced
            if moved > _SQUEEZED * first.size:
                yield "unsqueezed", moved - HALF * first.size, one + other


def _is_of_word(character: str) -> bool:
    """A letter of an alphabet or a digit, not full-width."""
    category = unicodedata.category(character)
    return (category[0] == "L" or category == "Nd") and (
        unicodedata.east_asian_width(character) not in "WF" and not HAN.match(character)
    )


# Line starts and ends ------------------------------------------------------------------------------

_ALWAYS = frozenset({Kind.BLANK, Kind.GAP, Kind.GLUE, Kind.SOFT_HYPHEN})
"""What is not seen at a line start or end."""


def starts_and_ends(
    lines: Sequence[Line], *, solid: bool, skipped: AbstractSet[int]
) -> Iterator[tuple[Line, Literal["line-start", "line-end"], str]]:
    """What may not stand at the start or end of a line; line ends of the author's are `skipped`."""
    text, places = _joined(lines)
    found = kinds(text, solid=solid)
    for place, before, line in zip(places[1:], lines, lines[1:], strict=False):
        if id(before) in skipped:
            continue
        last = place - 1 - (text[place - 1] == " ")
        start, end = found[place], found[last]
        if 0 in line.raised or (start in NO_LINE_START and start not in _ALWAYS):
            yield line, "line-start", line.text[:4]
        elif end == Kind.LONG_DASH or (start == end == Kind.ELLIPSIS):
            yield line, "line-start", text[last] + text[place]
        if end in NO_LINE_END and end not in _ALWAYS:
            yield before, "line-end", before.text[-4:]


def _joined(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """The text of lines, a blank between those that end and begin in an alphabet; where each begins.

    A hyphen that a blank stands before is a dash: it has one behind it too.
    """
    text, places = "", []
    for line in lines:
        parted = text[-1:].isascii() and line.text[:1].isascii()
        if text and parted and (text[-1] not in _HYPHENS or text[-2:-1].isspace()):
            text += " "
        places.append(len(text))
        text += line.text
    return text, places


def is_rigid(line: Line) -> bool:
    """True for one long word, an address say: nothing in it can be stretched."""
    return all(glyph.text.isascii() and not glyph.text.isspace() for glyph in line.glyphs[:-1])


def is_lone(lines: Sequence[Line]) -> bool:
    """True for a last line of one Han character, with or without marks.

    A break can always avoid that where another line has characters to spare.
    """
    if len(lines) < 2:
        return False
    last = "".join(
        glyph.text for place, glyph in enumerate(lines[-1].glyphs) if place not in lines[-1].raised
    )
    others = [character for character in last if unicodedata.category(character)[0] not in "PZ"]
    return (
        len(others) == 1 and bool(HAN.match(others[0])) and any(len(line.glyphs) > 3 for line in lines[:-1])
    )


_WITH_WHAT_STANDS_BEFORE = frozenset(
    {Kind.CLOSING, Kind.STOP, Kind.ATTACHED, Kind.LATIN_STOP, Kind.LATIN_CLOSING}
)
_IN_WORDS = frozenset({Kind.LETTER, Kind.DIGIT})


def would_fit(line: Line, room: float) -> bool:
    """Whether what begins a line, a character or a word with its marks, fits into so many pt."""
    found = kinds(line.text, solid=True)
    if len(found) != len(line.glyphs):  # ligatures
        found = [kinds(glyph.text[0], solid=True)[0] for glyph in line.glyphs]
    place = 1
    while place < len(found) and (
        found[place] in _WITH_WHAT_STANDS_BEFORE
        or (found[place] in _IN_WORDS and found[place - 1] in _IN_WORDS)
        or found[place - 1] == Kind.OPENING
    ):
        place += 1
    return line.glyphs[place - 1].end - line.glyphs[0].start <= room
