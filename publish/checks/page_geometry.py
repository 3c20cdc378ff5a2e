"""Where each glyph of a PDF stands: its page, place, size and font, read off the content streams.

The text operators of ISO 32000-1, 9.3 and 9.4, as far as WeasyPrint and what it places write them:
matrices, character spacing, rise, strings and the adjustments between their glyphs. Lengths are in pt of
the page, x to the right and y upwards.
"""

from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeAlias

import pikepdf

from publish.checks.pdf_content import MAX_FORM_DEPTH, Font, PageReader

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OPERATORS = "q Q cm rg g k sc scn BT Tm Td Tf Tc Ts Tj TJ BMC BDC EMC Do"


class Glyph(NamedTuple):
    """A glyph drawn.

    text   what it stands for, by ToUnicode
    start  where it begins (its origin), in pt
    end    where its own advance ends, in pt, whatever was kerned or spaced after it
    base   its baseline, in pt
    size   in pt
    font   and its code in it
    color  its fill as #rrggbb; empty for one that is no plain colour (a pattern)
    """

    text: str
    start: float
    end: float
    base: float
    size: float
    font: Font
    code: int
    color: str = "#000000"


Drawn: TypeAlias = dict[tuple[int, int], list[Glyph]]
"""The glyphs of each page (from 0) and MCID, in the order they are drawn."""


def read_glyphs(pdf: pikepdf.Pdf, pages: PageReader) -> Drawn:
    """All glyphs that the structure tree can name; those of furniture (artifacts) are left out.

    `pages` has read the same PDF: its fonts are taken, so that what is worked out is worked out once.
    Raises what pikepdf raises where objects are not what they should be (`checks.pdf.MALFORMED`).
    """
    reader = _Reader(pages.fonts)
    for number, page in enumerate(pdf.pages):
        reader.read(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), number)
    return reader.drawn


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` saves, as far as text needs it."""

    matrix: Matrix = _UNIT
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    rise: float = 0.0
    color: str = "#000000"


@dataclass
class _Reader:
    fonts: dict[tuple[int, int], Font]
    drawn: Drawn = field(default_factory=dict)
    state: _State = _State()
    place: Matrix = _UNIT
    """The text matrix; its last two move on with what is drawn."""
    marks: list[int | None] = field(default_factory=list)
    page: int = 0

    def read(self, content: Any, resources: Any, page: int) -> None:
        """Read a page from its beginning."""
        self.state, self.marks, self.page = _State(), [], page
        self._read(content, resources, 0)

    def _read(self, content: Any, resources: Any, depth: int) -> None:
        saved: list[_State] = []
        for instruction in pikepdf.parse_content_stream(content, _OPERATORS):
            operands, operator = instruction.operands, str(instruction.operator)
            match operator:
                case "TJ":
                    self._show(operands[0])
                case "Tj":
                    self._show(operands)
                case "BT" | "Tm" | "Td":
                    self._place(operator, operands)
                case "BDC" | "BMC" | "EMC":
                    self._mark(operator, operands, resources)
                case "q":
                    saved.append(self.state)
                case "Q" if saved:
                    self.state = saved.pop()
                case "Do":
                    self._do(resources, str(operands[0]), depth)
                case _:
                    self._set(operator, operands, resources)

    def _place(self, operator: str, operands: Any) -> None:
        if operator == "Td":
            self.place = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.place)
        else:
            self.place = _UNIT if operator == "BT" else _matrix(operands)

    def _mark(self, operator: str, operands: Any, resources: Any) -> None:
        if operator != "EMC":
            self.marks.append(_mcid(operands[1], resources) if operator == "BDC" else None)
        elif self.marks:
            self.marks.pop()

    def _set(self, operator: str, operands: Any, resources: Any) -> None:
        state = self.state
        match operator:
            case "Tf":
                font = self._font(resources, str(operands[0]))
                self.state = replace(state, font=font, size=float(operands[1]))
            case "cm":
                self.state = replace(state, matrix=_times(_matrix(operands), state.matrix))
            case "Tc":
                self.state = replace(state, spacing=float(operands[0]))
            case "Ts":
                self.state = replace(state, rise=float(operands[0]))
            case "rg" | "g" | "k" | "sc" | "scn":
                self.state = replace(state, color=_color(operands))

    def _font(self, resources: Any, name: str) -> Font | None:
        dictionary = resources.get("/Font", pikepdf.Dictionary()).get(name)
        return None if dictionary is None else self.fonts.setdefault(dictionary.objgen, Font(dictionary))

    def _do(self, resources: Any, name: str, depth: int) -> None:
        form = resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if form is None or form.get("/Subtype") != pikepdf.Name.Form or depth >= MAX_FORM_DEPTH:
            return
        state = self.state
        self.state = replace(state, matrix=_times(_matrix(form.get("/Matrix", _UNIT)), state.matrix))
        self._read(form, form.get("/Resources", resources), depth + 1)
        self.state = state

    def _show(self, operands: Any) -> None:
        """Strings, and between them how far to step back, in thousandths of an em."""
        state = self.state
        if state.font is None:
            return
        whole = _times(self.place, state.matrix)
        across, turned, _, up, left, base = whole
        moved, step = 0.0, state.size / 1000
        into = self._into() if not turned and across > 0 else None
        base, size = base + state.rise * up, state.size * abs(up)
        font, em, spacing = state.font, state.size, state.spacing
        texts, widths, default = font.to_unicode, font.widths, font.default_width
        for operand in operands:
            if not isinstance(operand, pikepdf.String):
                moved -= float(operand) * step
                continue
            for code in font.codes(bytes(operand)):
                start, advance = left + moved * across, widths.get(code, default) * em
                if into is not None:
                    end = start + advance * across
                    into.append(Glyph(texts.get(code, ""), start, end, base, size, font, code, state.color))
                moved += advance + spacing
        self.place = _times((1, 0, 0, 1, moved, 0), self.place)

    def _into(self) -> list[Glyph] | None:
        for mark in reversed(self.marks):
            if mark is not None:
                return self.drawn.setdefault((self.page, mark), [])
        return None


def _mcid(properties: Any, resources: Any) -> int | None:
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", pikepdf.Dictionary()).get(str(properties))
    number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    return number if isinstance(number, int) else None


def _color(operands: Any) -> str:
    """Gray, RGB or CMYK as #rrggbb (ISO 32000-1, 8.6.4); nothing for a pattern."""
    if any(isinstance(operand, pikepdf.Name) for operand in operands):
        return ""
    parts = [float(operand) for operand in operands]
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    if len(parts) not in (1, 3):
        return ""
    return "#" + "".join(f"{round(255 * part):02x}" for part in (parts * 3)[:3])


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """First `one`, then the `other` (ISO 32000-1, 8.3.3)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
