"""The looks of a PDF: what its glyphs and their places on the pages come to, block by block.

A PDF has no styles, only ink: size, font and colour are those that most glyphs of a block have, leading is
what lies between its baselines, indents are counted from the edges of the text block, and space between two
blocks is what remains between their baselines when half of each leading is taken off.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple, TypeVar

import msgspec

from publish.checks.looks.fonts import is_bold
from publish.checks.looks.guide import Guide
from publish.checks.looks.values import IN_TABLES, Block, Look, Paper, Seen
from publish.checks.overleaf import IndentKnown, join_fragments
from publish.checks.page_geometry import Drawn, Glyph, read_glyphs
from publish.checks.pdf import Printed
from publish.checks.printed_lines import Block as PrintedBlock
from publish.checks.printed_lines import Line, read_blocks
from publish.theming.scripts import is_right_to_left

_FLUSH = 0.3
"""pt within which lines end at the same place."""
_CENTERED = 0.1
"""em that the middle of a centred line may be off, for marks with half their blank."""
_BOLD, _REGULAR = 700, 400
_BODY = "paragraph"
_LONGEST_BYLINE = 2
"""Lines that bylines, sources and credits may have."""
_FAR = 3
"""em from the left edge: further in than an indent."""
_AS_WRITTEN = frozenset({"code-block", "verse"})
"""Styles whose lines begin where their author began them."""
_FEWEST_PAGES = 3
"""So many pages that end on the same line, the lowest, are full."""
_FEWEST_FULL = 2
"""So many lines but a paragraph's last show whether it is justified, so many pages where pages begin."""


Value = TypeVar("Value", str, float)


@dataclass(frozen=True, slots=True)
class _Column:
    """The text block on the pages of one side: its edges, in pt from the left of the page."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Known:
    """A printed block and the block of the guide that it is."""

    printed: PrintedBlock
    guide: Block


def read_pdf(printed: Printed, name: str, guide: Sequence[Block]) -> Seen:
    """The looks of a tagged PDF's blocks; `guide` are those of another format of the same edition."""
    drawn = read_glyphs(printed.pdf, printed.pages)
    fragments = read_blocks(printed, drawn)
    styled = _styled(fragments, drawn)
    names = Guide(guide)
    joined = join_fragments(fragments, IndentKnown(fragments))
    known = [_Known(block, names.block(block)) for block in joined]
    body = [each for each in known if each.guide.key == _BODY]
    columns = _columns(body)
    spaces = _spaces(known, names) if body else {}
    blocks = [
        Block(
            each.printed.text,
            each.guide.key,
            _look(each, columns, spaces, styled),
            each.guide.lang,
            each.guide.plain,
        )
        for each in known
        if each.guide.key and each.printed.lines
    ]
    if not names.has_names:
        blocks = _sure(blocks, known)
    lang = str(printed.pdf.Root.get("/Lang", ""))
    return Seen(name, "pdf", lang, tuple(blocks), _paper(printed, known, columns, lang))


def _sure(blocks: Sequence[Block], known: Sequence[_Known]) -> list[Block]:
    """Of blocks known by their tags only what is sure: bylines and sources are tagged as paragraphs too,
    and how headings are aligned nobody says. The body has its usual font and size, and is longer than
    these.
    """
    long = {each.printed.text for each in known if len(each.printed.lines) > _LONGEST_BYLINE}
    body = [block.look for block in blocks if block.key == _BODY and block.text in long]
    usual = Counter((look.families, look.size) for look in body).most_common(1)
    found = []
    for block in blocks:
        if block.key != _BODY:
            apart = msgspec.structs.replace(
                block.look, align=None, first_indent=None, left=None, right=None
            )
            found.append(msgspec.structs.replace(block, look=apart))
        elif block.text in long and (block.look.families, block.look.size) == usual[0][0]:
            found.append(block)
    return found


# Blocks --------------------------------------------------------------------------------------------


def _look(
    each: _Known, columns: dict[int, _Column], spaces: dict[int, "_Around"], styled: frozenset[int]
) -> Look:
    block = each.printed
    apart = frozenset() if each.guide.key in _AS_WRITTEN else styled
    glyphs = [glyph for glyph in _own(block.lines) if id(glyph) not in apart]
    font = _most(glyph.font.name for glyph in glyphs) if glyphs else ""
    column = columns.get(block.page % 2)
    in_table = each.guide.key in IN_TABLES or block.where == "table"
    told = column is not None and not in_table and not _is_right_to_left(block.text)
    edges = _edges(block, column) if column and told else []
    align = _align(each, edges) if edges else None
    sides = _sides(each, edges, align) if edges else _Sides()
    around = spaces.get(id(block), _Around())
    return Look(
        families=(font,) if font else (),
        size=block.size,
        leading=_leading(block.lines),
        weight=(_BOLD if is_bold(font) else _REGULAR) if font else None,
        color=_most(glyph.color for glyph in glyphs) if glyphs else None,
        align=align,
        first_indent=sides.first,
        left=sides.left,
        right=sides.right,
        before=around.before.height if around.before else None,
        after=around.after.height if around.after else None,
        play=max((space.play for space in (around.before, around.after) if space), default=0.0),
    )


def _styled(blocks: Sequence[PrintedBlock], drawn: Drawn) -> frozenset[int]:
    """The glyphs, by identity, of runs set apart from their paragraph: bold, links, code."""
    places = {(page, number) for block in blocks for page, number, styled in block.parts if styled}
    return frozenset(id(glyph) for place in places for glyph in drawn.get(place, ()))


def _own(lines: Iterable[Line]) -> list[Glyph]:
    """The glyphs of lines without calls of notes and blanks."""
    return [
        glyph
        for line in lines
        for place, glyph in enumerate(line.glyphs)
        if place not in line.raised and not glyph.text.isspace()
    ]


def _most(values: Iterable[Value]) -> Value:
    return Counter(values).most_common(1)[0][0]


def _leading(lines: Sequence[Line]) -> float | None:
    steps = [round(one.base - other.base, 2) for one, other in pairwise(lines) if one.page == other.page]
    return median(steps) if steps else None


# Sides ---------------------------------------------------------------------------------------------


def _columns(body: Sequence[_Known]) -> dict[int, _Column]:
    """The text block on right and left pages, from where most lines of running text begin and end."""
    lefts: dict[int, Counter[float]] = {}
    rights: dict[int, Counter[float]] = {}
    for each in body:
        for number, line in enumerate(each.printed.lines):
            if number and _is_letter(line.glyphs[0]):
                lefts.setdefault(line.page % 2, Counter())[round(line.glyphs[0].start, 1)] += 1
            if line is not each.printed.lines[-1] and _is_letter(line.glyphs[-1]):
                rights.setdefault(line.page % 2, Counter())[round(line.glyphs[-1].end, 1)] += 1
    return {
        side: _Column(lefts[side].most_common(1)[0][0], rights[side].most_common(1)[0][0])
        for side in lefts.keys() & rights.keys()
    }


def _is_letter(glyph: Glyph) -> bool:
    """A glyph that stands where its line begins or ends: marks may hang or have their blank half cut."""
    return glyph.text[:1].isalnum()


class _Edges(NamedTuple):
    """How far a line stands in from both sides, in pt, and on which sides a letter tells so."""

    begin: float
    end: float
    begins_told: bool
    ends_told: bool


def _edges(block: PrintedBlock, column: _Column) -> list[_Edges]:
    return [
        _Edges(
            line.glyphs[0].start - column.left,
            column.right - line.glyphs[-1].end,
            _is_letter(line.glyphs[0]),
            _is_letter(line.glyphs[-1]),
        )
        for line in block.lines
        if line.page % 2 == block.page % 2
    ]


def _align(each: _Known, edges: Sequence[_Edges]) -> str | None:
    """How a block is aligned; None where its lines do not tell: a single one may fill its measure."""
    em, meant = each.printed.size, each.guide.look.align
    far = all(edge.begin > _FAR * em for edge in edges)
    alone = len(edges) == 1 and meant == "justify"
    if far and not alone and all(abs(edge.end) < _FLUSH for edge in edges):
        return "right"
    if _is_centered(edges, far, em):
        return "center"
    full = [edge.end for edge in edges[:-1] if edge.ends_told]
    if len(full) >= _FEWEST_FULL:
        return "justify" if max(full) - min(full) < _FLUSH else "left"
    begins = abs(edges[0].begin) < _FLUSH and edges[0].end > _FAR * em
    return "left" if begins and meant in ("right", "center") else None


def _is_centered(edges: Sequence[_Edges], far: bool, em: float) -> bool:
    """Whether all lines have one middle, and do not just fill their measure."""
    told = [edge for edge in edges if edge.begins_told and edge.ends_told]
    begins = [edge.begin for edge in told]
    if not far and max(begins, default=0) - min(begins, default=0) < em / 2:
        return False
    return all(abs(edge.begin - edge.end) < _CENTERED * em for edge in told or edges)


class _Sides(NamedTuple):
    """Indents in pt: of the first line, from the left, from the right."""

    first: float | None = None
    left: float | None = None
    right: float | None = None


def _sides(each: _Known, edges: Sequence[_Edges], align: str | None) -> _Sides:
    if align in ("right", "center") or each.guide.look.align in ("right", "center"):
        return _Sides()
    hangs = each.guide.look.first_indent != 0
    if each.guide.key in _AS_WRITTEN or (each.printed.where == "contents" and not hangs):
        return _Sides(left=min(edge.begin for edge in edges))
    begins = [edge.begin for edge in edges[1:] if edge.begins_told]
    ends = [edge.end for edge in edges[:-1] if edge.ends_told]
    first = edges[0].begin if edges[0].begins_told else None
    if begins:
        left = median(begins)
        right = median(ends) if ends and align == "justify" else None
        return _Sides(None if first is None else first - left, left, right)
    # Of a single line nobody can tell which indent is which, unless there is no first one.
    return _Sides(left=first if each.guide.look.first_indent == 0 else None)


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(each) in ("R", "AL") for each in text)


# Spaces --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Space:
    """What lies between two blocks, and by how much a grid may have moved them apart, in pt."""

    height: float
    play: float


@dataclass
class _Around:
    before: _Space | None = None
    after: _Space | None = None


def _spaces(known: Sequence[_Known], names: Guide) -> dict[int, _Around]:
    """The space before and after each block, where the block beside it asks for none of its own.

    Without two lines below each other nobody can tell the grid, nor what it added to spaces.
    """
    found: dict[int, _Around] = {}
    steps = [step for each in known if (step := _leading(each.printed.lines))]
    if not steps:
        return found
    grid = _most(steps)
    flow = [each for each in known if each.printed.where not in ("note", "table") and each.printed.lines]
    for one, other in pairwise(flow):
        space = _space(one, other, grid) if names.follow(one.guide, other.guide) else None
        if space is None:
            continue
        if one.guide.look.after == 0 and other.guide.look.before is not None:
            found.setdefault(id(other.printed), _Around()).before = space
        if other.guide.look.before == 0 and one.guide.look.after is not None:
            found.setdefault(id(one.printed), _Around()).after = space
    return found


def _space(one: _Known, other: _Known, grid: float) -> _Space | None:
    """What lies between two blocks that follow each other on a page."""
    last, first = one.printed.lines[-1], other.printed.lines[0]
    if last.page != first.page or last.base <= first.base or not (one.guide.key and other.guide.key):
        return None
    leadings = [_leading(each.printed.lines) or each.guide.look.leading for each in (one, other)]
    if None in leadings:
        return None
    boxes = (one.guide.look.below or 0) + (other.guide.look.above or 0)
    height = last.base - first.base - boxes - sum(leading / 2 for leading in leadings if leading)
    if not boxes and all(leading and abs(leading - grid) < _FLUSH for leading in leadings):
        return _Space(height, 0.0)
    # Off the grid a baseline stands where its font has it in the line, or as near to that as on it.
    return _Space(height + _middle(one) - _middle(other), grid)


def _middle(each: _Known) -> float:
    """How far the baseline stands below the middle of its line, in pt (CSS 2.2, 10.8.1)."""
    glyphs = _own(each.printed.lines)
    if not glyphs:
        return 0.0
    name = _most(glyph.font.name for glyph in glyphs)
    descriptor = next(glyph.font.descriptor for glyph in glyphs if glyph.font.name == name)
    if descriptor is None:
        return 0.0
    lowered = float(descriptor.get("/Ascent", 0)) + float(descriptor.get("/Descent", 0))
    return lowered / 2000 * each.printed.size


# Paper ---------------------------------------------------------------------------------------------


def _paper(
    printed: Printed, known: Sequence[_Known], columns: dict[int, _Column], lang: str
) -> Paper | None:
    """Page and grid; the text block is what running text fills of full pages."""
    body = [each for each in known if each.guide.key == _BODY]
    if not body or not printed.pdf.pages:
        return None
    box = [float(number) for number in printed.pdf.pages[0].trimbox]
    width, height = box[2] - box[0], box[3] - box[1]
    side = columns.get(0) or columns.get(1)
    leadings = [step for each in body if (step := _leading(each.printed.lines))]
    if side is None or not leadings:
        return Paper(width=width, height=height)
    leading = median(leadings)
    tops, bottoms = _heights(known, leading)
    high = [top for top in tops if top > max(tops) - _FLUSH]
    top = median(high) if len(high) >= _FEWEST_FULL else None
    full = [bottom for bottom, pages in Counter(bottoms).items() if pages >= _FEWEST_PAGES]
    foot = min(full) if full and min(full) == min(bottoms) else None
    inner, outer = side.left, width - side.right
    # A first page is a right one, in languages from right to left a left one; inside is where it is bound.
    if (0 in columns) == is_right_to_left(lang):
        inner, outer = outer, inner
    return Paper(
        width=width,
        height=height,
        inner=inner,
        outer=outer,
        head=None if top is None else height - top,
        foot=foot,
        measure=side.right - side.left,
        leading=leading,
        lines=None if foot is None or top is None else (top - foot) / leading,
    )


def _heights(known: Sequence[_Known], leading: float) -> tuple[list[float], list[float]]:
    """Where pages begin that begin with running text, and where running text ends on each; in pt from the
    foot of the page.
    """
    tops: dict[int, tuple[float, bool]] = {}
    bottoms: dict[int, float] = {}
    for each in known:
        body, above = each.guide.key == _BODY, leading / 2 + _middle(each)
        for line in each.printed.lines:
            top = round(line.base + above, 1)
            tops[line.page] = max(tops.get(line.page, (top, body)), (top, body))
            if body:
                bottom = round(top - leading, 1)
                bottoms[line.page] = min(bottoms.get(line.page, bottom), bottom)
    return [top for top, body in tops.values() if body], list(bottoms.values())
