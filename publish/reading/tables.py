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


def _width(rows: tuple[Row, ...]) -> int:
    """The number of columns: that of the longest row, cells that come down from rows above counted in."""
    width = 0
    covered: dict[int, int] = {}
    for row in rows:
        column = 0
        for cell in row:
            while covered.get(column, 0) > 0:
                column += 1
            reach = cell.colspan if cell.colspan <= MAX_SPANNED else 1
            for place in range(column, column + reach):
                covered[place] = cell.rowspan
            column += reach
        width = max(width, column)
        covered = {place: left - 1 for place, left in covered.items() if left > 1}
    return max(width, 1)


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
            reach, down = min(cell.colspan, free), min(cell.rowspan, len(rows) - number)
            cells.append(Cell(cell.content, max(reach, 1), max(down, 1)))
            covered[column : column + reach] = [down] * reach
            column += reach
        if waiting and cells:  # no place left: the words stay, in the last cell
            rest = tuple(block for cell in waiting for block in cell.content)
            cells[-1] = Cell((*cells[-1].content, *rest), cells[-1].colspan, cells[-1].rowspan)
        fitted.append(tuple(cells))
        covered = [max(left - 1, 0) for left in covered]
    return tuple(fitted)
