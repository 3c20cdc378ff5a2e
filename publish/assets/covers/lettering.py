"""The words of a cover as letters of installed faces: measured and set in lines, each letter in the first
family of its stack that has it.

What no font has is left out: an empty box would be worse, and the title page says all of it. Letters that
join or run from right to left need Raqm (HarfBuzz and FriBidi) in Pillow; without it words of such scripts
are left out as well.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from publish.assets.covers.sheet import Box, Glyphs, Sheet, pixels
from publish.theming.fontcuts import code_points
from publish.theming.fontfiles import FontFile, InstalledFonts
from publish.theming.fonts import needs_glyph
from publish.theming.scripts import is_right_to_left
from publish.theming.theme import Theme
from publish.typesetting.rows import HAN, is_solid

if TYPE_CHECKING:
    from PIL import ImageFont

# Hebrew to Myanmar, Khmer and its neighbours, presentation forms, and the higher planes.
_SHAPED = re.compile(
    "[\u0590-\u109f\u1780-\u1c7f\ua800-\ua95f\ua980-\uabff\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
_WORD = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]")
_GAP = 0.2  # em between Han and Latin: a little less than in text, for these are large
_OTHER_ROLES = ("serif", "sans")


class Look(NamedTuple):
    """How words are set: font role, CSS weight, size in pt, tracking in em."""

    role: str
    weight: int
    size: float
    tracking: float = 0.0

    def sized(self, size: float) -> "Look":
        """The same at another size."""
        return self._replace(size=size)


class Piece(NamedTuple):
    """Letters of one face, and the gap before them in pt."""

    glyphs: Glyphs
    gap: float


class Lettering:
    """Sets the words of one cover in the fonts of a theme and the language of an edition."""

    def __init__(self, sheet: Sheet, theme: Theme, lang: str, installed: InstalledFonts) -> None:
        self.sheet = sheet
        self.lang = lang
        self.leftwards = is_right_to_left(lang)
        self._theme = theme
        self._installed = installed
        self._faces: dict[tuple[str, int], list[FontFile]] = {}
        self._fonts: dict[tuple[FontFile, int, float], ImageFont.FreeTypeFont] = {}

    def sayable(self, text: str) -> str:
        """The text without what cannot be set here, on one line."""
        text = " ".join("".join(c if needs_glyph(c) else " " * c.isspace() for c in text).split())
        if _SHAPED.search(text) and not self.shapes:
            return ""
        faces = [*self._stack(self._theme.styles["text"].font, 400)]
        kept = (c for c in text if c == " " or any(ord(c) in code_points(face) for face in faces))
        return " ".join("".join(kept).split())

    def width(self, text: str, look: Look) -> float:
        """How wide a line is, in pt."""
        return sum(piece.gap + piece.glyphs.advance() for piece in self.pieces(text, look))

    def ink(self, text: str, look: Look) -> Box:
        """Where the ink of a line stands from its beginning on the base line, in pt."""
        x, boxes = 0.0, []
        for piece in self.pieces(text, look):
            left, top, right, bottom = piece.glyphs.extent()
            x += piece.gap
            boxes.append((x + left, top, x + right, bottom))
            x += piece.glyphs.advance()
        if not boxes:
            return 0, 0, 0, 0
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def line(self, place: tuple[float, float], text: str, look: Look, color: str) -> None:
        """Set a line from a point on its base line on."""
        x, y = place
        for piece in self.pieces(text, look):
            x += piece.gap
            x += self.sheet.glyphs(x, y, piece.glyphs, color)

    def aligned(
        self, place: tuple[float, float], text: str, look: Look, color: str, *, end: bool = False
    ) -> None:
        """Set a line so that its ink begins at a point, or ends there: large letters want to be aligned so.

        Where a line begins is the language's affair: on the right in Arabic.
        """
        x, y = place
        left, _, right, _ = self.ink(text, look)
        self.line((x - (right if end != self.leftwards else left), y), text, look, color)

    def centered(self, place: tuple[float, float], text: str, look: Look, color: str) -> None:
        """Set a line so that the middle of its ink is at a point."""
        x, y = place
        left, _, right, _ = self.ink(text, look)
        self.line((x - (left + right) / 2, y), text, look, color)

    def pieces(self, text: str, look: Look) -> list[Piece]:
        """The runs of a line from left to right."""
        pieces = list(self._pieces(text, look))
        return pieces[::-1] if self.leftwards else pieces

    def _pieces(self, text: str, look: Look) -> Iterator[Piece]:
        before = ""
        for run, face in self._runs(text, look):
            gap = _GAP if _needs_gap(before[-1:], run[0]) else 0.0
            before = run
            tracking = look.tracking if len(run) == 1 else 0.0
            yield Piece(self.glyphs(run, face, look), (gap + tracking) * look.size)

    def _runs(self, text: str, look: Look) -> Iterator[tuple[str, FontFile]]:
        """What stands in one face and takes no gap inside."""
        run, own = "", None
        for character in text:
            face = self.face(character, look)
            if face is None:
                continue
            attached = bool(unicodedata.combining(character)) or character == " "
            apart = _needs_gap(run[-1:], character) or (look.tracking and not attached)
            if run and own is not None and (apart or (face != own and not attached)):
                yield run, own
                run = ""
            if not run:
                own = face
            run += character
        if run and own is not None:
            yield run, own

    def face(self, character: str, look: Look) -> FontFile | None:
        """The first face of a stack that has a character."""
        faces = self._stack(look.role, look.weight)
        return next((face for face in faces if ord(character) in code_points(face)), None)

    def glyphs(self, text: str, face: FontFile, look: Look, feature: str = "") -> Glyphs:
        """Letters of one face, shaped for the language as far as Pillow can.

        `feature` is an OpenType feature to ask for; without one, marks in lines set solid are half as wide.
        """
        font = self._font(face, look)
        if not self.shapes:
            return Glyphs(text, font)
        features = [feature] if feature else ["halt"] if is_solid(self.lang) else []
        return Glyphs(text, font, self.lang, features)

    def _stack(self, role: str, weight: int) -> list[FontFile]:
        """The installed faces of a role, then those of the others."""
        if (role, weight) not in self._faces:
            fonts = self._theme.fonts
            families = [
                family
                for name in dict.fromkeys((role, *_OTHER_ROLES, *fonts))
                if name in fonts
                for family in fonts[name].stack(self.lang)
            ]
            found = (self._installed.find(family, weight) for family in dict.fromkeys(families))
            self._faces[role, weight] = [face for face in found if face is not None]
        return self._faces[role, weight]

    def _font(self, face: FontFile, look: Look) -> "ImageFont.FreeTypeFont":
        key = (face, look.weight if face.variable else 0, look.size)
        if key not in self._fonts:
            from PIL import ImageFont

            font = ImageFont.truetype(face.path, pixels(look.size), face.index)
            if face.variable:
                _weigh(font, look.weight)
            self._fonts[key] = font
        return self._fonts[key]

    @cached_property
    def shapes(self) -> bool:
        """Whether Pillow can join letters and set them from right to left."""
        from PIL import features

        return bool(features.check("raqm"))


def _weigh(font: "ImageFont.FreeTypeFont", weight: int) -> None:
    """Give a variable font a weight, and leave its other axes as they are."""
    values: list[float] = []
    for axis in font.get_variation_axes():
        wanted = weight if axis["name"] == b"Weight" else axis["default"]
        values.append(min(max(wanted or 0, axis["minimum"] or 0), axis["maximum"] or 0))
    font.set_variation_by_axes(values)


def _needs_gap(before: str, after: str) -> bool:
    """Between Han and Latin that no blank parts."""
    pair = before, after
    return any(HAN.match(one) and _WORD.match(other) for one, other in (pair, pair[::-1]) if one and other)
