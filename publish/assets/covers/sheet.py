"""The sheet that a cover is drawn on: places and sizes in pt from its upper left corner.

Colours are #rrggbb. Shapes are drawn three times as large and brought down, so that their edges are smooth;
words are smooth as they are. What comes out is a PNG with a palette of the cover's few colours and the
steps between them.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PIL import Image, ImageFont

RESOLUTION = 240
"""Pixels an inch: B5 is 1,663 pixels wide."""

_SCALE = RESOLUTION / 72
_FINENESS = 3
_STEPS = 12  # between two colours of the palette

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom in pt."""

Color: TypeAlias = tuple[int, int, int]


class Stencil:
    """What is to be filled with one colour: drawn in pt, last over first."""

    def __init__(self, width: int, height: int) -> None:
        from PIL import Image, ImageDraw

        self._mask = Image.new("L", (width * _FINENESS, height * _FINENESS))
        self._draw = ImageDraw.Draw(self._mask)

    def rectangle(self, box: Box, *, on: bool = True) -> None:
        """Fill a rectangle, or clear it."""
        left, top, right, bottom = self._fine(box)
        if right > left and bottom > top:
            self._draw.rectangle((left, top, right - 1, bottom - 1), fill=255 if on else 0)

    def disc(self, x: float, y: float, radius: float, *, on: bool = True) -> None:
        """Fill a disc around a point, or clear it."""
        left, top, right, bottom = self._fine((x - radius, y - radius, x + radius, y + radius))
        self._draw.ellipse((left, top, right - 1, bottom - 1), fill=255 if on else 0)

    def sector(self, x: float, y: float, radius: float, quarter: int, *, on: bool = True) -> None:
        """Fill a quarter of a disc, or clear it: 0 is below right of the point, then clockwise."""
        left, top, right, bottom = self._fine((x - radius, y - radius, x + radius, y + radius))
        start = 90 * quarter
        self._draw.pieslice((left, top, right - 1, bottom - 1), start, start + 90, fill=255 if on else 0)

    def without_common(self, other: "Stencil") -> None:
        """Keep what is in one of the two only."""
        from PIL import ImageChops, ImageDraw

        self._mask = ImageChops.difference(self._mask, other._mask)
        self._draw = ImageDraw.Draw(self._mask)

    def brought_down(self) -> "Image.Image":
        """The mask at the size of the sheet."""
        return self._mask.reduce(_FINENESS)

    @staticmethod
    def _fine(box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (round(length * _SCALE * _FINENESS) for length in box)
        return left, top, right, bottom


class Sheet:
    """A sheet of a size in pt; `inked` are the places where words stand."""

    def __init__(self, width: float, height: float, ground: str) -> None:
        from PIL import Image

        self.width, self.height = width, height
        self._colors: dict[Color, None] = {rgb(ground): None}
        self._image = Image.new("RGB", (round(width * _SCALE), round(height * _SCALE)), rgb(ground))
        self.inked: list[Box] = []

    def stencil(self) -> Stencil:
        """An empty stencil of the sheet's size."""
        return Stencil(*self._image.size)

    def fill(self, stencil: Stencil, color: str) -> None:
        """Colour the sheet through a stencil."""
        self._colors.setdefault(rgb(color))
        self._image.paste(rgb(color), mask=stencil.brought_down())

    def rectangles(self, boxes: Iterable[Box], color: str) -> None:
        """Rectangles and rules, their edges on whole pixels and never thinner than one."""
        self._colors.setdefault(rgb(color))
        for box in boxes:
            left, top, right, bottom = (round(length * _SCALE) for length in box)
            self._image.paste(rgb(color), (left, top, max(right, left + 1), max(bottom, top + 1)))

    def glyphs(self, x: float, y: float, glyphs: "Glyphs", color: str) -> float:
        """Set letters of one face on a base line from x on; gives their advance in pt."""
        self._colors.setdefault(rgb(color))
        left, top, right, bottom = glyphs.extent()
        if right > left:
            self.inked.append((x + left, y + top, x + right, y + bottom))
            glyphs.write(self._image, (x * _SCALE, y * _SCALE), rgb(color))
        return glyphs.advance()

    def turned_glyphs(self, x: float, y: float, glyphs: "Glyphs", color: str) -> None:
        """The same turned by a quarter, read from above: their base line runs down at x from y on."""
        from PIL import Image

        self._colors.setdefault(rgb(color))
        left, top, right, bottom = (round(length * _SCALE) for length in glyphs.extent())
        if right > left and bottom > top:
            mask = Image.new("L", (right - left, bottom - top))
            glyphs.write(mask, (-left, -top), 255)
            turned = mask.transpose(Image.Transpose.ROTATE_270)
            place = (round(x * _SCALE) - bottom, round(y * _SCALE) + left)
            self._image.paste(rgb(color), place, turned)
            across, along = turned.size
            corner = place[0] / _SCALE, place[1] / _SCALE
            self.inked.append((*corner, corner[0] + across / _SCALE, corner[1] + along / _SCALE))

    def png(self) -> bytes:
        """The sheet as a PNG with a palette: the same bytes for the same drawing."""
        from PIL import Image

        palette = Image.new("P", (1, 1))
        palette.putpalette([channel for color in self._palette() for channel in color])
        output = io.BytesIO()
        drawn = self._image.quantize(palette=palette, dither=Image.Dither.NONE)
        drawn.save(output, "PNG", optimize=True)
        return output.getvalue()

    def _palette(self) -> Iterator[Color]:
        yield from self._colors
        for one, other in combinations(self._colors, 2):
            for step in range(1, _STEPS + 1):
                yield mixed(one, other, step / (_STEPS + 1))


class Glyphs:
    """Letters of one face at a size, and how they are shaped: BCP 47 language, OpenType features."""

    def __init__(
        self, text: str, font: "ImageFont.FreeTypeFont", lang: str = "", features: Sequence[str] = ()
    ) -> None:
        self._text, self._font = text, font
        self._lang, self._features = lang or None, list(features) or None
        self._extent: tuple[int, int, int, int] | None = None

    def advance(self) -> float:
        """The width they take, in pt."""
        return self._font.getlength(self._text, "", None, self._features, self._lang) / _SCALE

    def extent(self) -> Box:
        """Where their ink stands from their beginning on the base line, in pt; nothing for blanks."""
        if self._extent is None:
            mask, (left, top) = self._font.getmask2(
                self._text, "L", features=self._features, language=self._lang, anchor="ls"
            )
            ink = mask.getbbox() or (0, 0, 0, 0)  # the mask is as wide as the advance
            self._extent = (left + ink[0], top + ink[1], left + ink[2], top + ink[3])
        left, top, right, bottom = self._extent
        return left / _SCALE, top / _SCALE, right / _SCALE, bottom / _SCALE

    def write(self, image: "Image.Image", place: tuple[float, float], color: Color | int) -> None:
        """Draw them from a point on their base line, in pixels."""
        from PIL import ImageDraw

        ImageDraw.Draw(image).text(
            place, self._text, color, self._font, "ls", features=self._features, language=self._lang
        )


def pixels(points: float) -> float:
    """Pt to pixels of a sheet."""
    return points * _SCALE


def rgb(color: str) -> Color:
    """#rrggbb as three channels."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mixed(one: Color, other: Color, share: float) -> Color:
    """A colour between two: 0 is the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def in_between(one: str, other: str, share: float) -> str:
    """As `mixed`, in #rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*mixed(rgb(one), rgb(other), share))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(rgb(one)), _luminance(rgb(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    linear = [c / 255 / 12.92 if c <= 10 else float(((c / 255 + 0.055) / 1.055) ** 2.4) for c in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
