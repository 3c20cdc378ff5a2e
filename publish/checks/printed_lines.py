"""The lines of a finished PDF: its paragraphs by the structure tree, and their glyphs line by line.

WeasyPrint writes a paragraph that goes on overleaf as two elements; `overleaf` joins them again.

Follows ISO 32000-1, 14.7 and 14.8.4 (standard structure types).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal, TypeAlias

import pikepdf

from publish.checks.page_geometry import Drawn, Glyph
from publish.checks.pdf import Printed

Where: TypeAlias = Literal[
    "body", "quote", "list", "heading", "note", "caption", "table", "contents", "other"
]
"""What a block of text is part of, innermost first; `other` is text in no element for text (code)."""

_HEADINGS = frozenset({"/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Title"})
_OPENS_BLOCK: dict[str, Where] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    "/Caption": "caption",
    "/TH": "table",
    "/TD": "table",
    "/Note": "note",
    "/FENote": "note",
    "/TOCI": "contents",
}
_AROUND: dict[str, Where] = {"/BlockQuote": "quote", "/L": "list", "/Table": "table", "/TOC": "contents"}
_STYLED = frozenset({"/Link", "/NonStruct", "/Em", "/Strong", "/Code", "/Reference"})
"""What stands in a paragraph for a styled run; WeasyPrint 70 has no better name for bold, Kai and code."""
_NOT_INLINE = frozenset(
    {"/Div", "/Sect", "/Art", "/Part", "/Document", "/L", "/LI", "/BlockQuote", "/Table"}
)

_RAISED = 0.95
"""What is smaller than so much of its line's size and off its baseline is a call or a reading."""
_SAME_LINE = 0.1
"""Baselines that differ by less, in em, are one."""
_READING = 0.7
"""What stands higher above the baseline, in em, is a reading (ruby) and none of the line."""
_LEADER = re.compile(r"\.{5}|\.{2,}\s*\d+\s*\Z")
"""A block with so many full stops, or with a page number behind some, is an entry of the contents."""


@dataclass(frozen=True, slots=True)
class Line:
    """The glyphs of one line from left to right, without the blanks at its ends.

    raised  the places of note calls and other small signs above or below the baseline
    styled  whether any of it is a link, a note call or set apart (bold, Kai, code)
    """

    page: int
    base: float
    size: float
    glyphs: tuple[Glyph, ...]
    raised: frozenset[int]
    styled: bool

    @property
    def text(self) -> str:
        """Its text, a no-width character for each glyph that says nothing."""
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass
class Block:
    """A block of text, or what of it stands on one page.

    path      the structure types it stands in, outermost first, without those that only gather
    labelled  whether a list label stands before it
    """

    where: Where
    path: tuple[str, ...]
    page: int
    labelled: bool = False
    parts: list[tuple[int, int, bool]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def size(self) -> float:
        """The size of most of its glyphs, in pt."""
        sizes = Counter(round(glyph.size, 2) for line in self.lines for glyph in line.glyphs)
        return sizes.most_common(1)[0][0]

    @cached_property
    def text(self) -> str:
        """All its lines."""
        return "".join(line.text for line in self.lines)


def read_blocks(printed: Printed, drawn: Drawn) -> list[Block]:
    """The blocks of text of a tagged PDF in the order of its structure tree; none of an untagged one."""
    pages = {page.obj.objgen: number for number, page in enumerate(printed.pdf.pages)}
    walk = _Walk(pages)
    walk.element(printed.pdf.Root.get("/StructTreeRoot"), None, (), 0)
    found = []
    for block in walk.blocks:
        block.lines = list(_lines(block, drawn))
        if block.lines:
            if _is_contents(block):
                block.where = "contents"
            found.append(block)
    return found


# The structure tree --------------------------------------------------------------------------------


@dataclass
class _Walk:
    pages: dict[tuple[int, int], int]
    blocks: list[Block] = field(default_factory=list)

    def element(self, element: Any, around: Where | None, path: tuple[str, ...], page: int) -> None:
        """An element outside of any text: what it opens, and what is in it."""
        labelled = False
        open_block: Block | None = None
        for kid in kids(element):
            if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
                open_block = open_block or self._block(around or "other", path, page)
                self._inline(open_block, kid, page, styled=False)
                continue
            kind = str(kid.S)
            here = self._page(kid, page)
            if kind == "/Lbl":
                labelled = True
            elif kind in _OPENS_BLOCK or kind in ("/P", "/LBody"):
                for block in self._text(kid, around, path, here)[:1]:
                    block.labelled = labelled
            elif element.get("/S") == pikepdf.Name.Document and _is_foot(kid):
                for note in kids(kid):
                    self._inline(self._block("note", path, here), note, here, styled=False)
            elif kind in _NOT_INLINE or kind in _AROUND or not self._is_inline(kid):
                inner = around if around in ("table", "note") else _AROUND.get(kind, around)
                self.element(kid, inner, (*path, kind) if kind in _AROUND else path, here)
            elif kind == "/NonStruct":
                self._inline(self._block(around or "other", (*path, kind), here), kid, here, styled=False)
            else:
                open_block = open_block or self._block(around or "other", path, here)
                self._inline(open_block, kid, here, styled=False)

    def _text(self, element: Any, around: Where | None, path: tuple[str, ...], page: int) -> list[Block]:
        """The blocks of an element for text: itself, or where blocks stand in it, these."""
        kind, before = str(element.S), len(self.blocks)
        own = _OPENS_BLOCK.get(kind)
        if around in ("table", "note") and own != "caption":
            own = around
        inside = (kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)
        if any(_opens(kid) for kid in inside):
            self.element(element, own or around, (*path, kind), page)
        else:
            block = self._block(own or around or "body", (*path, kind), page)
            for kid in kids(element):
                self._inline(block, kid, page, styled=False)
        return self.blocks[before:]

    def _block(self, where: Where, path: tuple[str, ...], page: int) -> Block:
        self.blocks.append(Block(where, path, page))
        return self.blocks[-1]

    def _inline(self, block: Block, kid: Any, page: int, *, styled: bool) -> None:
        if isinstance(kid, int):
            block.parts.append((page, kid, styled))
        elif isinstance(kid, pikepdf.Dictionary):
            page = self._page(kid, page)
            if "/S" not in kid:
                number = kid.get("/MCID")
                if isinstance(number, int):
                    block.parts.append((page, number, styled))
                return
            styled = styled or str(kid.S) in _STYLED
            for inner in kids(kid):
                self._inline(block, inner, page, styled=styled)

    def _is_inline(self, element: Any) -> bool:
        return not any(
            isinstance(kid, pikepdf.Dictionary)
            and "/S" in kid
            and (_opens(kid) or not self._is_inline(kid))
            for kid in kids(element)
        )

    def _page(self, element: Any, inherited: int) -> int:
        page = element.get("/Pg")
        return inherited if page is None else self.pages.get(page.objgen, inherited)


def _opens(element: Any) -> bool:
    kind = str(element.S)
    return kind in _OPENS_BLOCK or kind in _NOT_INLINE or kind in ("/P", "/LBody")


def _is_foot(element: Any) -> bool:
    """The notes at the foot of a page as WeasyPrint tags them: a part without a meaning, only of spans."""
    return element.get("/S") == pikepdf.Name.NonStruct and all(
        isinstance(kid, pikepdf.Dictionary) and kid.get("/S") in (pikepdf.Name.Span, pikepdf.Name.Note)
        for kid in kids(element)
    )


def kids(element: Any) -> list[Any]:
    """What an element of the structure tree holds."""
    found = element.get("/K") if isinstance(element, pikepdf.Dictionary) else None
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def _is_contents(block: Block) -> bool:
    return block.where in ("body", "other") and _LEADER.search(block.text) is not None


# Lines ---------------------------------------------------------------------------------------------


def _lines(block: Block, drawn: Drawn) -> Iterable[Line]:
    """The lines of a block on its pages, from the top."""
    placed: dict[int, list[tuple[Glyph, bool]]] = {}
    for page, number, styled in block.parts:
        found = drawn.get((page, number), ())
        placed.setdefault(page, []).extend((glyph, styled) for glyph in found if glyph.text)
    for page, glyphs in placed.items():
        inked = [glyph for glyph, _ in glyphs if not glyph.text.isspace()]
        if inked:
            yield from _page_lines(page, glyphs, inked)


def _page_lines(page: int, glyphs: Sequence[tuple[Glyph, bool]], inked: Sequence[Glyph]) -> Iterable[Line]:
    size = Counter(round(glyph.size, 2) for glyph in inked).most_common(1)[0][0]
    bases = _baselines(inked, size)
    rows: dict[float, list[tuple[Glyph, bool, bool]]] = {base: [] for base in bases}
    nearest: dict[float, float] = {}
    for glyph, styled in glyphs:
        if glyph.base not in nearest:
            nearest[glyph.base] = min(bases, key=partial(_distance, glyph.base, size))
        base = nearest[glyph.base]
        above = glyph.base - base
        raised = glyph.size < _RAISED * size and abs(above) > _SAME_LINE * size
        if not (raised and above > _READING * size):
            rows[base].append((glyph, styled, raised))
    for base, row in rows.items():
        line = _line(page, base, size, row)
        if line is not None:
            yield line


def _baselines(inked: Sequence[Glyph], size: float) -> list[float]:
    """The baselines from the top; what is small has none of its own unless there is nothing else."""
    counted = Counter(round(glyph.base, 2) for glyph in inked if glyph.size >= _RAISED * size)
    found: list[float] = []
    for base in sorted(counted, reverse=True):
        if found and found[-1] - base < _SAME_LINE * size:
            if counted[base] > counted[found[-1]]:
                found[-1] = base
        else:
            found.append(base)
    return found


def _distance(of: float, size: float, base: float) -> float:
    """How far something is from a baseline: readings and calls stand above theirs rather than below it."""
    above = of - base
    return above if above >= 0 else -above * 2 if above > -_SAME_LINE * size else -above * 3


def _line(page: int, base: float, size: float, row: list[tuple[Glyph, bool, bool]]) -> Line | None:
    # By their middles: a full-width hyphen begins before the letter ends that it follows.
    ordered = sorted(row, key=lambda each: each[0].start + each[0].end)
    while ordered and ordered[-1][0].text.isspace():
        ordered.pop()
    while ordered and ordered[0][0].text.isspace():
        ordered.pop(0)
    if not ordered:
        return None
    return Line(
        page=page,
        base=base,
        size=size,
        glyphs=tuple(glyph for glyph, _, _ in ordered),
        raised=frozenset(place for place, (_, _, raised) in enumerate(ordered) if raised),
        styled=any(styled or raised for _, styled, raised in ordered),
    )
