"""The baseline grid: every line of running text stands on the same lines of every page.

CSS knows no grid that WeasyPrint follows (CSS Rhythmic Sizing is not implemented by any engine), and what
stands between the paragraphs is not a whole number of lines high: pictures, tables, code, tints, titles.
So while `baseline_grid` is open, WeasyPrint's layout of blocks and of lines is corrected as it happens:

    text in the body's leading   starts on the grid, padding and rules outside it; every line of it is a
                                 whole number of leadings high, its baseline where the body's font has it,
                                 whatever other fonts, sizes and small pictures the line holds
    titles in a wider leading    end on the grid: what they lack goes above them
    pictures, tables, code ...   are set in the middle of the whole lines they take up

What is in smaller print inside them (captions, cells, notes) keeps its own leading. A block too high for
the rest of its page gives up space above it, down to half a line, before it goes to the next page.

This reaches into WeasyPrint (`layout.block.block_level_layout`, `layout.inline.get_next_linebox`), whose
version is therefore pinned; tests/renderers/pdf/test_grid.py fails if either is no longer asked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import strut

Box = Any
"""A box of WeasyPrint's; lengths in px."""
Layout = Callable[..., Any]

_TEXT_OVERHANG = 0.75
"""How much higher than its leading a line of text may come out and still count as one line: other fonts
are set about another middle, which adds to the height of the line, not to that of its letters."""

_PICTURE_OVERHANG = 0.15
"""How far pictures in a line may reach into the space above it."""

_SPACE_SPARED = 0.2
"""The share of a leading by which space may also be cut to reach the grid, if there is twice as much."""

_LEAST_SPACE = 0.5
"""The share of a leading that stays above a block which would otherwise go to the next page."""

_CLOSE = 1e-6

_IN_FLOW = 9
"""How many arguments `block_level_layout` is given for a block in the flow, up to the margins above it."""


class Grid(NamedTuple):
    """The grid as a block sees it, in px.

    origin    where the first line of the page starts
    leading   the body's, which is the grid's
    baseline  where the baseline is in a line of the body, from its top
    own       the leading of the block's own text
    """

    origin: float
    leading: float
    baseline: float
    own: float

    def of(self, box: Box) -> "Grid":
        """The same grid, as a block sees it."""
        said = box.style["line_height"]
        own = said.value if getattr(said, "unit", "") == "px" else strut(box.style)[0]
        return self if own == self.own else self._replace(own=own)

    def beyond(self, place: float) -> float:
        """How far a place is below the grid line before it, from 0 to less than a leading."""
        beyond = (place - self.origin) % self.leading
        return 0.0 if min(beyond, self.leading - beyond) < _CLOSE else beyond

    def way(self, place: float, space: float) -> float:
        """How far to move what starts or ends at a place so that it does so on the grid.

        That is down, or a little up into the `space` above it.
        """
        beyond = self.beyond(place)
        if beyond <= min(_SPACE_SPARED * self.leading, space / 2):
            return -beyond
        return self.leading - beyond


@contextmanager
def baseline_grid() -> Iterator[None]:
    """While it is open, WeasyPrint lays out documents on the grid of their body's leading."""
    lay_out_block, next_line = block.block_level_layout, inline.get_next_linebox
    block.block_level_layout = _blocks_on_grid(lay_out_block)
    inline.get_next_linebox = _lines_on_grid(next_line)
    try:
        yield
    finally:
        block.block_level_layout, inline.get_next_linebox = lay_out_block, next_line


# Blocks --------------------------------------------------------------------------------------------


def _blocks_on_grid(lay_out: Layout) -> Layout:
    """WeasyPrint's layout of a block, given a grid where what the block stands in has one.

    A box has a `grid_of_ours` while what stands in it is set on it; tables, captions, notes at the foot
    and boxes out of the flow never get one, and so nothing in them does.
    """

    def block_level_layout(*given: Any, **named: Any) -> Any:
        if named or len(given) < _IN_FLOW:  # not asked for the next block in the flow
            return lay_out(*given, **named)
        context, box, _, skip_stack, containing_block, page_is_empty, _, _, margins, *_ = given
        grid = _grid(box, containing_block)
        if grid is None:
            return lay_out(*given)
        context.grid_of_ours = grid
        box.grid_of_ours = grid if _holds_text(box, grid) else None
        if skip_stack is not None:  # goes on at the head of a page, which is on the grid
            return lay_out(*given)
        space = _space_above(context, box, containing_block, page_is_empty, margins)
        if box.grid_of_ours and grid.own == grid.leading:
            start = box.position_y + space + box.border_top_width + box.padding_top
            box.position_y += grid.way(start, space) if grid.beyond(start) else 0
            return lay_out(*given)
        result = lay_out(*given)
        spare = space - _LEAST_SPACE * grid.leading
        if result[0] is None and not page_is_empty and spare > 0 and _whole(box):
            box.position_y -= spare
            result = lay_out(*given)
        new_box, resume_at, _, _, collapsed_through, _ = result
        if new_box is not None and resume_at is None and not collapsed_through:
            if box.grid_of_ours:
                new_box.translate(dy=_end_on_grid(new_box, grid, space))
            elif not page_is_empty:  # at the head of a page there is nothing to stand off from
                new_box.translate(dy=_centre_on_grid(new_box, grid, space))
        return result

    return block_level_layout


def _grid(box: Box, containing_block: Box) -> Grid | None:
    """The grid that a block is to be set on, if any: the page's for the body, else that of its parent."""
    if getattr(containing_block, "is_for_root_element", False):
        leading, baseline = strut(box.style)
        return Grid(containing_block.content_box_y(), leading, baseline, leading)
    grid: Grid | None = getattr(containing_block, "grid_of_ours", None)
    return grid and grid.of(box)


def _holds_text(box: Box, grid: Grid) -> bool:
    """Whether what stands in a block is set on the grid: running text, and titles in a wider leading."""
    if not isinstance(box, boxes.BlockBox) or box.is_table_wrapper or not box.children:
        return False
    if any(isinstance(child, boxes.LineBox) for child in box.children):
        return grid.own >= grid.leading
    return grid.own == grid.leading and not _whole(box)


def _whole(box: Box) -> bool:
    """Whether a block may not be broken: a picture with its caption, a card."""
    return box.style["break_inside"] in ("avoid", "avoid-page")


def _space_above(
    context: Any, box: Box, containing_block: Box, page_is_empty: bool, adjoining: Any
) -> float:
    """The space above a block: its margin and those that collapse with it.

    At the head of a page margins are dropped, as in `block_level_layout`.
    """
    resolve_percentages(box, containing_block)
    own = 0 if box.margin_top == "auto" else box.margin_top
    at_break = page_is_empty and context.current_page > 1
    kept = {"keep", *(("auto",) if context.forced_break else ())}
    dropped = at_break and box.style["margin_break"] not in kept
    space: float = block.collapse_margin([*adjoining, 0 if dropped else own])
    return space


def _end_on_grid(box: Box, grid: Grid, space: float) -> float:
    """How far to move a title down: what it lacks to whole lines stands above it, also at a page head."""
    end = box.border_box_y() + box.border_height()
    return grid.way(end, space) if grid.beyond(end) else 0


def _centre_on_grid(box: Box, grid: Grid, space: float) -> float:
    """How far to move a picture, table or card: half of what it and its space lack to whole lines.

    What follows reaches the grid by itself.
    """
    end = box.border_box_y() + box.border_height() + max(0, box.margin_bottom)
    return grid.way(end, space) / 2 if grid.beyond(end) else 0


# Lines ---------------------------------------------------------------------------------------------


def _lines_on_grid(next_line: Layout) -> Layout:
    """WeasyPrint's layout of a line; in a block with a grid it takes up whole leadings."""

    def get_next_linebox(context: Any, *given: Any) -> Any:
        line, resume_at = next_line(context, *given)
        containing_block = given[_CONTAINING_BLOCK]
        grid = _grid_of_lines(context, containing_block)
        if grid and line is not None and line.height:
            _set_on_grid(line, grid)
        return line, resume_at

    return get_next_linebox


_CONTAINING_BLOCK = 4
"""Which of the arguments of `get_next_linebox`, after the first, is the block that the line is in."""


def _grid_of_lines(context: Any, box: Box) -> Grid | None:
    """The grid of the lines in a block; a list's numbers and bullets have that of the page."""
    if not box.is_outside_marker:
        return getattr(box, "grid_of_ours", None)
    page: Grid | None = getattr(context, "grid_of_ours", None)
    grid = page and page.of(box)
    return grid if grid and grid.own == grid.leading else None


def _set_on_grid(line: Box, grid: Grid) -> None:
    """Make a line as high as it counts, and put its baseline where the grid has one.

    In a wider leading that is the nearest place, counted from the foot of the line.
    """
    top, over = line.position_y, line.height - grid.own
    allowed = (_PICTURE_OVERHANG if _holds_objects(line) else _TEXT_OVERHANG) * grid.leading
    lines = max(0, -((allowed - over) // grid.leading)) if over > allowed else 0
    height = grid.own + lines * grid.leading
    below = height - line.baseline
    wanted = grid.leading - grid.baseline
    if lines:
        shift = below - wanted
    else:
        shift = (below - wanted + grid.leading / 2) % grid.leading - grid.leading / 2
    if abs(shift) > _CLOSE:
        line.translate(dy=shift)
        line.baseline += shift
    line.position_y, line.height = top, height


def _holds_objects(line: Box) -> bool:
    """Whether a line holds pictures or boxes besides its text."""
    return any(isinstance(part, boxes.AtomicInlineLevelBox) for part in line.descendants())
