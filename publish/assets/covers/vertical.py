"""Words set from above to below, character under character.

Follows JLREQ 2.3 and UAX #50: Han, kana and Hangul stand upright, numbers of two figures and words of two
letters side by side in one square, longer words of alphabets turned by a quarter, longer numbers figure by
figure. Quotation marks become corner brackets, as GB/T 15834 wants them in vertical text; other marks take
the font's vertical forms, or Unicode's (FE10 to FE48) where Pillow cannot ask for the font's.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from publish.assets.covers.lettering import Lettering, Look
from publish.assets.covers.sheet import Glyphs, Sheet
from publish.typesetting.punctuation import Kind, kinds

_BRACKETS = {"“": "﹃", "”": "﹄", "‘": "﹁", "’": "﹂"}
_FORMS = dict(
    zip(
        "，、。：；！？…—–（）｛｝〔〕【】《》〈〉「」『』_［］",
        "︐︑︒︓︔︕︖︙︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄︳﹇﹈",
        strict=True,
    )
)
_PARTS = re.compile(r"[0-9]+|[A-Za-z\u00c0-\u024f][0-9A-Za-z\u00c0-\u024f.+&’'-]*|\s+|.", re.DOTALL)
_ALPHABET = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_ABREAST = 2  # figures or letters side by side
_ASCENT = 0.88  # em: from the base line to the upper edge of the square, in fonts with Han characters
_CAPITALS = 0.36  # em: half of what capitals rise, to centre turned words
_BLANK = 0.3

_MARKS = frozenset({Kind.OPENING, Kind.CLOSING, Kind.STOP, Kind.MIDDLE})
_AROUND = 0.12  # em above and below the ink of a mark: in a title none takes a whole square


class Cell(NamedTuple):
    """What stands in one place: its glyphs (none for a blank), how long it is and moved up, in em."""

    glyphs: Glyphs | None
    extent: float
    raised: float = 0.0
    turned: bool = False

    def draw(self, sheet: Sheet, place: tuple[float, float], size: float, color: str) -> None:
        """Set it around a vertical line at x, from y down, in letters of a size in pt."""
        if self.glyphs is None:
            return
        x, y = place[0], place[1] - self.raised * size
        if self.turned:
            sheet.turned_glyphs(x - _CAPITALS * size, y, self.glyphs, color)
        else:
            sheet.glyphs(x - self.glyphs.advance() / 2, y + _ASCENT * size, self.glyphs, color)


class Column(NamedTuple):
    """A column of cells in one look; `tracking` stands between them, in em."""

    cells: tuple[Cell, ...]
    look: Look
    tracking: float = 0.0

    @property
    def height(self) -> float:
        """In pt."""
        between = self.tracking * max(len(self.cells) - 1, 0)
        return self.look.size * (sum(cell.extent for cell in self.cells) + between)

    def draw(self, sheet: Sheet, place: tuple[float, float], color: str) -> None:
        """Set the column around a vertical line at x, from y down."""
        x, y = place
        for cell in self.cells:
            cell.draw(sheet, (x, y), self.look.size, color)
            y += (cell.extent + self.tracking) * self.look.size


def column(letters: Lettering, text: str, look: Look, tracking: float = 0.0) -> Column:
    """A text as one column."""
    return Column(tuple(_cells(letters, text, look)), look, tracking)


def is_vertical(text: str) -> bool:
    """Whether most of a text stands upright in vertical lines, and not turned words."""
    parts = [part for part in _PARTS.findall(text) if not part.isspace()]
    words = (part for part in parts if _ALPHABET.match(part) and not part.isdigit())
    turned = sum(len(word) for word in words if len(word) > _ABREAST)
    upright = sum(1 for part in parts if not _ALPHABET.match(part))
    return upright > 0 and turned <= upright


def _cells(letters: Lettering, text: str, look: Look) -> Iterator[Cell]:
    of_kind = kinds(text, solid=True)
    for match in _PARTS.finditer(text):
        part = match[0]
        if part.isspace():
            yield Cell(None, _BLANK)
        elif not _ALPHABET.match(part):
            yield from _upright(letters, part, Kind(of_kind[match.start()]), look)
        elif len(part) <= _ABREAST:
            yield from _word(letters, part, look)
        elif part.isdigit():
            for figure in part:
                yield from _word(letters, figure, look)
        else:
            yield from _word(letters, part, look, turned=True)


def _upright(letters: Lettering, character: str, kind: Kind, look: Look) -> Iterator[Cell]:
    form = _BRACKETS.get(character) or ("" if letters.shapes else _FORMS.get(character, ""))
    if form and letters.face(form, look):
        character, feature = form, "-vert"
    else:
        feature = "vert"
    face = letters.face(character, look)
    if face is not None:
        glyphs = letters.glyphs(character, face, look, feature)
        yield _mark(glyphs, look.size) if kind in _MARKS else Cell(glyphs, 1.0)


def _mark(glyphs: Glyphs, size: float) -> Cell:
    _, top, _, bottom = glyphs.extent()
    return Cell(glyphs, (bottom - top) / size + 2 * _AROUND, _ASCENT + top / size - _AROUND)


def _word(letters: Lettering, word: str, look: Look, *, turned: bool = False) -> Iterator[Cell]:
    face = letters.face(word[0], look)
    if face is None:
        return
    glyphs = letters.glyphs(word, face, look, "-vert")
    extent = glyphs.advance() / look.size + 0.15 if turned else 1.0 if len(word) > 1 else 0.9
    yield Cell(glyphs, extent, turned=turned)
