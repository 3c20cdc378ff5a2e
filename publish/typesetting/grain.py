"""What letter-spacing to ask for so that the engine draws what was meant.

WeasyPrint 70 lays a line out with exact widths, but draws the characters of each run of text one after
the other, each gap cut to whole thousandths of an em (`draw_first_line`: `int(kerning)`) after Pango has
put half of the spacing before each character. Over a line of 36 characters that adds up to 0.4 pt. The
next run begins again where the layout has it, so only the last run of a line shows. Asking for a hair
more or less brings the last character to its place.
"""

from collections.abc import Callable
from math import remainder
from typing import NamedTuple, TypeAlias


class Gaps(NamedTuple):
    """The letter-spaced gaps of a line: before its last run, inside it, how many of these are squeezed."""

    before: int
    last: int
    squeezed: int = 0


Grain: TypeAlias = Callable[[float, float, Gaps], float]
"""From the spacing meant (pt), the size of a line's last run (pt) and its gaps to what to ask for (pt)."""

_HALF_PIXEL, _HAIR = 0.375, 0.002  # pt
_UNITS = 1024 / 0.75  # Pango's units in a pt
_REACH = 2.1  # thousandths of an em: one tooth of the saw below, either way
_SQUEEZE = 500  # thousandths of an em


def exact(spacing: float, size: float, gaps: Gaps) -> float:
    """For an engine that draws what it is asked for."""
    del size, gaps
    return spacing


def weasyprint(spacing: float, size: float, gaps: Gaps) -> float:
    """For WeasyPrint 70."""
    if not gaps.last:
        return spacing
    em = size * _UNITS / 1000  # a thousandth of an em in Pango's units
    meant = spacing * _UNITS / em * (gaps.before + gaps.last)
    near, reach = round(spacing * _UNITS), int(_REACH * em) + 1

    def miss(units: int) -> tuple[float, int]:
        drawn = (gaps.last - gaps.squeezed) * drawn_gap(units, em)
        drawn += gaps.squeezed * drawn_gap(units, em, _SQUEEZE)
        return abs(gaps.before * units / em + drawn - meant), abs(units - near)

    units = min(range(near - reach, near + reach + 1), key=miss)
    # A quarter of a unit more, for what is written in CSS is read and cut to whole units again.
    return (units + (0.25 if units > 0 else -0.25)) / _UNITS if units else 0.0


def beside_pixels(spacing: float) -> float:
    """A spacing of blanks, a hair off if it is half a pixel's multiple.

    Pango gives a glyph half of its spacing on either side, rounded to whole pixels if the spacing is whole
    pixels (`pango_glyph_item_letter_space`), and WeasyPrint 70 asks for twice of it for a blank at the end
    of a run, of which one half is dropped: that would be half a pixel too much or too little.
    """
    return spacing + _HAIR if abs(remainder(spacing, _HALF_PIXEL)) < _HAIR else spacing


def drawn_gap(units: int, em: float, squeeze: int = 0) -> float:
    """What is drawn between two characters, in thousandths of an em, for a spacing in Pango's units.

    `squeeze` is the kerning between them, which is cut together with the spacing.
    """
    half = int(units / 2) / em * 1.024  # a placement, read in another unit by the engine
    return half - int(squeeze + half - units / em) + squeeze
