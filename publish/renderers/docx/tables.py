"""Tables: a grid of columns, header rows that repeat, cells that span (ECMA-376 Part 1, 17.4).

The model leaves out what a spanning cell covers, Word wants it there: the cells below one that reaches
down are written as its continuation. Hostile spans are bounded by the table itself.
"""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from publish.model import Align, Cell, Table
from publish.renderers.docx.desk import Pen
from publish.renderers.docx.place import Place
from publish.renderers.docx.style_elements import TABLE_STYLE, header_rule
from publish.renderers.docx.xml import Element, on, twips, w
from publish.theming.scripts import is_right_to_left
from publish.walk import Blocks, plain_text

WriteBlocks: TypeAlias = Callable[[Pen, Blocks, Place], None]

MAX_COLUMNS = 63
"""What Word can open."""

_MOST_COUNTED, _LEAST_COUNTED = 24, 4
"""The text of a column counts for its width within these bounds, in em."""

_KEPT, _MOST_KEPT = 3, 0.7
"""What each column has before the rest is shared out: in em beside its padding, at most of an even one."""


class Slot(msgspec.Struct):
    """A cell on the grid: its column, how many it covers, and whether it continues one from above."""

    column: int
    columns: int
    content: Blocks
    continues: bool = False
    reaches_down: bool = False


Rows: TypeAlias = list[list[Slot]]


def lay_out(table: Table) -> tuple[int, Rows]:
    """The number of columns, and for each row its slots, which fill all of them in order.

    Cells beyond what Word can open join the last column, text kept.
    """
    columns = _count_columns(table)
    rows: Rows = []
    reaching: dict[int, tuple[int, int]] = {}  # column -> rows still covered, columns covered
    for number, row in enumerate(table.rows):
        slots, reaching = _lay_row(row, columns, reaching, len(table.rows) - number)
        rows.append(slots)
    return columns, rows


def _count_columns(table: Table) -> int:
    """As many as are aligned or as the widest row has, the columns reached from above counted too."""
    most, reaching = len(table.columns), 0
    open_cells: list[tuple[int, int]] = []  # rows still covered, columns
    for row in table.rows:
        open_cells = [(rows - 1, columns) for rows, columns in open_cells if rows > 1]
        reaching = sum(columns for _, columns in open_cells)
        own = sum(min(max(cell.colspan, 1), MAX_COLUMNS) for cell in row)
        open_cells += [
            (cell.rowspan, min(max(cell.colspan, 1), MAX_COLUMNS)) for cell in row if cell.rowspan > 1
        ]
        most = max(most, min(own + reaching, MAX_COLUMNS))
    return min(max(most, 1), MAX_COLUMNS)


def _lay_row(
    row: tuple[Cell, ...], columns: int, reaching: dict[int, tuple[int, int]], rows_left: int
) -> tuple[list[Slot], dict[int, tuple[int, int]]]:
    slots: list[Slot] = []
    still: dict[int, tuple[int, int]] = {}
    waiting = list(row)
    column = 0
    while column < columns:
        if column in reaching:
            rows, width = reaching[column]
            slots.append(Slot(column, width, (), continues=True))
            if rows > 1:
                still[column] = (rows - 1, width)
        else:
            cell = waiting.pop(0) if waiting else Cell(())
            free = next((other for other in range(column, columns) if other in reaching), columns) - column
            width = min(max(cell.colspan, 1), free)
            rows = min(max(cell.rowspan, 1), rows_left)
            slots.append(Slot(column, width, cell.content, reaches_down=rows > 1))
            if rows > 1:
                still[column] = (rows - 1, width)
        column += width
    if waiting:  # more cells than Word has columns
        last = next((slot for slot in reversed(slots) if not slot.continues), slots[-1])
        last.continues, last.reaches_down = False, last.column in still
        last.content = (*last.content, *(block for cell in waiting for block in cell.content))
    return slots, still


# Writing -------------------------------------------------------------------------------------------


def write_table(pen: Pen, table: Table, place: Place, write_blocks: WriteBlocks) -> None:
    """The table, without its caption."""
    columns, rows = lay_out(table)
    cell_style = pen.desk.context.theme.style("cell")
    kept = (_KEPT + 2 * cell_style.padding) * cell_style.size
    widths = _widths(rows, columns, place.width, kept)
    head = min(max(table.head, 0), len(rows))
    element = w(
        "tbl",
        _properties(table, head, place),
        w("tblGrid", *(w("gridCol", w=twips(width)) for width in widths)),
    )
    pen.out.append(element)
    for number, slots in enumerate(rows):
        row = w("tr", w("trPr", on("cantSplit"), *([on("tblHeader")] if number < head else [])))
        element.append(row)
        key = "header-cell" if number < head else "cell"
        style = pen.desk.context.theme.style(key)
        padding = style.padding * style.size
        for slot in slots:
            width = sum(widths[slot.column : slot.column + slot.columns])
            # The style rules off the first row alone.
            ruled = header_rule(pen.desk.context.theme) if head > 1 and number == head - 1 else []
            cell = w("tc", _cell_properties(slot, width, ruled))
            row.append(cell)
            inside = place.in_cell(key, width - 2 * padding, _align(table.columns, slot.column))
            _fill(pen.into(cell), slot, inside, write_blocks)


def _fill(pen: Pen, slot: Slot, place: Place, write_blocks: WriteBlocks) -> None:
    write_blocks(pen, slot.content, place)
    if len(pen.out) == 1 or not str(pen.out[-1].tag).endswith("}p"):
        pen.begin(place.key, place)  # a cell ends with a paragraph


def _align(columns: tuple[Align, ...], column: int) -> str:
    align = columns[column] if column < len(columns) else "default"
    return "" if align == "default" else align


def _properties(table: Table, head: int, place: Place) -> Element:
    caption = plain_text(table.caption).strip()
    return w(
        "tblPr",
        w("tblStyle", val=TABLE_STYLE),
        *([on("bidiVisual")] if is_right_to_left(place.lang) else []),
        w("tblW", w=twips(place.width), type="dxa"),
        w("tblInd", w=twips(place.left), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020" if head == 1 else "0000"),
        *([w("tblCaption", val=caption)] if caption else []),
    )


def _cell_properties(slot: Slot, width: float, ruled: list[Element]) -> Element:
    merge = w("vMerge") if slot.continues else w("vMerge", val="restart")
    return w(
        "tcPr",
        w("tcW", w=twips(width), type="dxa"),
        *([w("gridSpan", val=slot.columns)] if slot.columns > 1 else []),
        *([merge] if slot.continues or slot.reaches_down else []),
        *ruled,
    )


def _widths(rows: Rows, columns: int, width: float, kept: float) -> list[float]:
    """The width of each column in pt: `kept` for each of many, and by its longest text, within bounds."""
    longest = [float(_LEAST_COUNTED)] * columns
    for row in rows:
        for slot in row:
            text = max((_breadth(line) for line in plain_text(slot.content).split("\n")), default=0)
            share = min(text, _MOST_COUNTED * slot.columns) / slot.columns
            for column in range(slot.column, slot.column + slot.columns):
                longest[column] = max(longest[column], share)
    by_text = [width * share / sum(longest) for share in longest]
    kept = min(kept, _MOST_KEPT * width / columns)
    if min(by_text) >= kept:
        return by_text
    # Narrow columns would hold a character a line.
    rest = [share - _KEPT for share in longest]
    return [kept + (width - columns * kept) * share / sum(rest) for share in rest]


def _breadth(text: str) -> float:
    """How wide a line of text is in em, roughly: a Han character is one, a letter half."""
    return sum(1 if char >= "\u1100" else 0.5 for char in text)
