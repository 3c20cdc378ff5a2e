"""Draws the pictures of the sample captures: `python scripts/draw_samples.py`.

They are ours, small, and come out the same every time: line drawings in one ink and one accent, drawn three
times too large and scaled down, with no letters but digits, so that no font of the machine is needed.
"""

from collections.abc import Callable, Sequence
from math import cos, pi, radians, sin
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

FOLDER = Path(__file__).parent.parent / "content" / "captures" / "images"
OVERSIZE = 3
PAPER, INK, SOFT, FAINT, ACCENT = "#ffffff", "#2b2b2b", "#8a8a8a", "#dcdcdc", "#9e2a2b"

Point = tuple[float, float]


class Sheet:
    """A sheet of paper, sizes and places in pixels of the finished picture."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * OVERSIZE, height * OVERSIZE), PAPER)
        self._pen = ImageDraw.Draw(self._image)

    def line(self, points: Sequence[Point], colour: str = INK, width: float = 2) -> None:
        """Draw a line through points, with round joints and ends."""
        scaled = [(x * OVERSIZE, y * OVERSIZE) for x, y in points]
        pen = round(width * OVERSIZE)
        self._pen.line(scaled, fill=colour, width=pen, joint="curve")
        for x, y in (scaled[0], scaled[-1]):
            self._pen.circle((x, y), pen / 2, fill=colour)

    def dot(self, centre: Point, radius: float, colour: str = ACCENT) -> None:
        """Draw a filled dot with a rim of paper round it."""
        x, y = centre[0] * OVERSIZE, centre[1] * OVERSIZE
        self._pen.circle((x, y), (radius + 2) * OVERSIZE, fill=PAPER)
        self._pen.circle((x, y), radius * OVERSIZE, fill=colour)

    def area(self, points: Sequence[Point], colour: str) -> None:
        """Fill the area inside a line."""
        self._pen.polygon([(x * OVERSIZE, y * OVERSIZE) for x, y in points], fill=colour)

    def digits(self, text: str, at: Point, anchor: str, size: int = 22) -> None:
        """Write digits; the anchor is Pillow's ("rm": the right end, at half height)."""
        font = ImageFont.load_default(size * OVERSIZE)
        self._pen.text((at[0] * OVERSIZE, at[1] * OVERSIZE), text, SOFT, font, anchor)

    def save(self, name: str) -> None:
        """Scale down and save as a PNG with few colours."""
        image = self._image.resize((self.width, self.height), Image.Resampling.LANCZOS)
        image.quantize(palette=palette(), dither=Image.Dither.NONE).save(FOLDER / name, optimize=True)


def palette() -> Image.Image:
    """Return the colours a picture may have: each ink in four strengths on paper."""
    paper = ImageColor.getrgb(PAPER)
    colours = [
        round(light + (dark - light) * step / 4)
        for ink in (INK, SOFT, FAINT, ACCENT)
        for step in range(5)
        for light, dark in zip(paper, ImageColor.getrgb(ink), strict=True)
    ]
    image = Image.new("P", (1, 1))
    image.putpalette(colours)
    return image


def span(first: float, last: float, steps: int) -> list[float]:
    """Numbers from first to last, both included."""
    return [first + (last - first) * step / steps for step in range(steps + 1)]


# The bridge ------------------------------------------------------------------------------------------

WATER = 380.0


def draw_bridge() -> None:
    """Draw the elevation of a bridge with three arches, its courses of stone and its reflection."""
    sheet = Sheet(1400, 500)
    for centre, radius in ((336.0, 112.0), (700.0, 168.0), (1064.0, 112.0)):
        draw_arch(sheet, centre, radius)
    draw_deck(sheet)
    for first, last in ((40.0, 224.0), (448.0, 532.0), (868.0, 952.0), (1176.0, 1360.0)):
        sheet.line([(first, WATER), (last, WATER)], width=3)
    for row, (inset, gap) in enumerate(((0, 26), (70, 34), (150, 30))):
        y = WATER + 26 + row * 30
        for x in span(60 + inset, 1300 - inset, 9):
            sheet.line([(x, y), (x + gap + 30, y)], SOFT if row < 2 else FAINT, 2)
    sheet.save("bridge.png")


def draw_arch(sheet: Sheet, centre: float, radius: float) -> None:
    """Draw one arch: two rings, the joints of its stones, the water line inside."""
    ring = 30.0
    outer = [arch_point(centre, radius + ring, angle) for angle in span(0, pi, 60)]
    inner = [arch_point(centre, radius, angle) for angle in span(0, pi, 60)]
    sheet.line(outer, width=2)
    sheet.line(inner, width=3.5)
    for angle in span(0, pi, 23):
        pair = [arch_point(centre, radius, angle), arch_point(centre, radius + ring, angle)]
        sheet.line(pair, width=1.5)
    keystone = [(radius, 0.47), (radius + ring, 0.475), (radius + ring, 0.525), (radius, 0.53)]
    sheet.area([arch_point(centre, r, part * pi) for r, part in keystone], ACCENT)
    sheet.line([(centre - radius + 14, WATER), (centre + radius - 14, WATER)], SOFT, 2)


def arch_point(centre: float, radius: float, angle: float) -> Point:
    """Return a point of an arch that springs from the water, angle 0 at its right foot."""
    return centre + radius * cos(angle), WATER - radius * sin(angle)


def draw_deck(sheet: Sheet) -> None:
    """Draw the gently curved deck with its parapet and posts."""

    def deck(x: float) -> float:
        return 152 + 150 * ((x - 700) / 660) ** 2

    xs = span(40, 1360, 120)
    sheet.line([(x, deck(x)) for x in xs], width=3)
    sheet.line([(x, deck(x) + 20) for x in xs], width=1.5)
    sheet.line([(x, deck(x) - 44) for x in xs], width=2)
    for x in span(40, 1360, 24):
        sheet.line([(x, deck(x)), (x, deck(x) - 58)], width=4)
    for x in (40.0, 1360.0):
        sheet.line([(x, deck(x) - 44), (x, WATER)], width=3)


# Charts ----------------------------------------------------------------------------------------------


def axes(
    sheet: Sheet,
    place: Callable[[float, float], Point],
    across: Sequence[tuple[float, str]],
    up: Sequence[tuple[float, str]],
) -> None:
    """Draw level lines with their values at the left, and values under the lowest line."""
    first, last, lowest = across[0][0], across[-1][0], up[0][0]
    for value, label in up:
        sheet.line([place(first, value), place(last, value)], FAINT if value > lowest else INK, 1.5)
        x, y = place(first, value)
        sheet.digits(label, (x - 16, y), "rm")
    for value, label in across:
        x, y = place(value, lowest)
        sheet.digits(label, (x, y + 18), "mt")


VISITORS = (60, 88, 121, 160, 214, 262, 281, 318, 342, 361, 384, 410)
"""Visitors an evening, March to February."""


def draw_library() -> None:
    """Draw visitors an evening over twelve months."""
    sheet = Sheet(1200, 530)

    def place(month: float, visitors: float) -> Point:
        return 110 + month * 93, 450 - visitors

    months = [(index, str((index + 2) % 12 + 1)) for index in range(12)]
    axes(sheet, place, months, [(level, str(level)) for level in range(0, 500, 100)])
    points = [place(month, visitors) for month, visitors in enumerate(VISITORS)]
    sheet.line(points, ACCENT, 4)
    for point in points:
        sheet.dot(point, 6)
    sheet.save("library.png")


CONSTITUENTS = ((142.0, 28.984, 229.0), (30.0, 30.0, 231.0), (14.0, 15.041, 40.0), (9.0, 13.943, 200.0))
"""Amplitude in cm, speed and phase in degrees: those of the article beside the picture."""
TIDES = ((1.75, 96.0), (7.683, 418.0), (14.133, 71.0), (20.1, 437.0))
"""Hours and cm of the day's four tides in the article's table."""


def draw_tide() -> None:
    """Draw a day's tide as computed, with the four tides of the table as dots."""
    sheet = Sheet(1200, 560)

    def place(hour: float, height: float) -> Point:
        return 110 + hour * 43, 490 - height * 0.9

    def height(hour: float) -> float:
        return 255 + sum(size * cos(radians(speed * hour - phase)) for size, speed, phase in CONSTITUENTS)

    hours = [(hour, str(hour)) for hour in range(0, 25, 3)]
    axes(sheet, place, hours, [(level, str(level)) for level in range(0, 501, 100)])
    sheet.line([place(hour, height(hour)) for hour in span(0, 24, 240)], INK, 4)
    for hour, level in TIDES:
        sheet.dot(place(hour, level), 8)
    sheet.save("tide.png")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    draw_bridge()
    draw_library()
    draw_tide()
