"""Tables that hold together: no cell reaches over another or beyond the table, and no place is empty."""

from publish.model import Align, Cell, Span, Table
from publish.walk import Inlines

MAX_SPANNED = 100
"""The most columns a cell is believed to cover; pages write 100 and more for “all there are”."""

Row = tuple[Cell, ...]


def fitted_table(
    rows: tuple[Row, ...],
    *,
    head: int,
    columns: tuple[Align, ...] = (),
    caption: Inlines = (),
    span: Span | None = None,
) -> Table:
    """A table of these rows, of which the first `head` are header rows.

    Cells reach as far as there are free places in the grid, short rows are filled with empty cells, and
    columns without an alignment have the default one.
    """
    width = _width(rows)
    fitted = _fit(rows, width)
    default: Align = "default"
    aligned = (*columns[:width], *[default] * (width - len(columns)))
    return Table(aligned, fitted, head=head if head < len(rows) else 0, caption=caption, span=span)


def _reach(cell: Cell, row: Row) -> int:
    """The columns a cell takes if they are free; a lone cell says nothing about the table's width."""
    return cell.colspan if cell.colspan <= MAX_SPANNED and len(row) > 1 else 1


def _width(rows: tuple[Row, ...]) -> int:
    """The number of columns: that of the longest row, cells that come down from rows above counted in."""
    width = 1
    covered: dict[int, int] = {}
    for row in rows:
        column = 0
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            for place in range(column, column + _reach(cell, row)):
                covered[place] = cell.rowspan
            column += _reach(cell, row)
        width = max(width, column)
        covered = {place: left - 1 for place, left in covered.items() if left > 1}
    return width


def _fit(rows: tuple[Row, ...], width: int) -> tuple[Row, ...]:
    covered = [0] * width
    fitted: list[Row] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        waiting = list(row)
        column = 0
        while column < width:
            if covered[column]:
                column += 1
                continue
            free = next((place for place in range(column, width) if covered[place]), width) - column
            cell = waiting.pop(0) if waiting else Cell(())
            wanted = cell.colspan if len(row) == 1 else _reach(cell, row)
            reach, down = min(wanted, free), min(cell.rowspan, len(rows) - number)
            if all(left > 1 for left in (*covered[:column], *covered[column + reach :])):
                down = 1  # else the next row would have no place of its own
            cells.append(Cell(cell.content, reach, down))
            covered[column : column + reach] = [down] * reach
            column += reach
        if waiting:  # no place left: the words stay, in the last cell
            rest = tuple(block for cell in waiting for block in cell.content)
            last = cells.pop()
            cells.append(Cell((*last.content, *rest), last.colspan, last.rowspan))
        fitted.append(tuple(cells))
        covered = [left - 1 if left else 0 for left in covered]
    return tuple(fitted)
