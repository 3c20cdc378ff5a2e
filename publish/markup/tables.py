"""Tables as XHTML: header cells that say what they head, columns aligned, hostile spans bounded."""

from collections.abc import Callable
from itertools import repeat

from publish.markup.writer import Sheet
from publish.model import Align, Cell, Table
from publish.walk import Blocks

# What HTML itself allows (https://html.spec.whatwg.org/#attributes-common-to-td-and-th-elements).
_MAX_COLSPAN, _MAX_ROWSPAN = 1000, 65534

WIDE = 8
"""Tables of so many columns are of the class `wide`, for smaller type."""

CellWriter = Callable[[Blocks, Sheet, str], str]
"""Writes what stands in a cell of the style key "cell" or "header-cell"."""


def write_table(table: Table, sheet: Sheet, attributes: str, caption: str, write_cell: CellWriter) -> str:
    """A table behind its caption, written already; the rows of its head apart."""

    def group(rows: tuple[tuple[Cell, ...], ...], element: str, key: str) -> str:
        columns = _Columns(table.columns)
        written = "".join(
            [_row(row, columns, key, lambda content: write_cell(content, sheet, key)) for row in rows]
        )
        return f"<{element}>{written}</{element}>" if rows else ""

    head = group(table.rows[: table.head], "thead", "header-cell")
    body = group(table.rows[table.head :], "tbody", "cell")
    return f"<table{attributes}>{caption}{head}{body}</table>"


def _row(row: tuple[Cell, ...], columns: "_Columns", key: str, write: Callable[[Blocks], str]) -> str:
    columns.begin_row()
    tag, scope = ("th", ' scope="col"') if key == "header-cell" else ("td", "")
    cells = []
    for cell in row:
        colspan = min(max(cell.colspan, 1), _MAX_COLSPAN)
        rowspan = min(max(cell.rowspan, 1), _MAX_ROWSPAN)
        align = columns.place(colspan, rowspan)
        attributes = scope
        attributes += f' colspan="{colspan}"' if colspan > 1 else ""
        attributes += f' rowspan="{rowspan}"' if rowspan > 1 else ""
        attributes += f' class="align-{align}"' if align != "default" else ""
        cells.append(f"<{tag}{attributes}>{write(cell.content)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


class _Columns:
    """Which column each cell stands in, where cells above reach down into its row.

    Counts no further than the table's own columns: beyond them nothing is aligned.
    """

    def __init__(self, aligns: tuple[Align, ...]) -> None:
        self._aligns = aligns
        self._taken = [0] * len(aligns)
        self._next = 0

    def begin_row(self) -> None:
        """What reaches down does so for one row less."""
        self._taken = [max(rows - 1, 0) for rows in self._taken]
        self._next = 0

    def place(self, colspan: int, rowspan: int) -> Align:
        """How the next cell is aligned, which covers so many columns and rows."""
        count = len(self._taken)
        while self._next < count and self._taken[self._next]:
            self._next += 1
        column, end = self._next, min(self._next + colspan, count)
        self._taken[column:end] = repeat(rowspan, max(end - column, 0))
        self._next += colspan
        return self._aligns[column] if column < count else "default"
