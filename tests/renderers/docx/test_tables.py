"""Tables in Word: the grid, header rows, spans."""

from renderers.docx.opened import W, body_of, find, value, words

from publish.model import Cell, Table
from publish.renderers.docx.tables import lay_out
from publish.shorthand import inlines, p, quote


def cell(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((p(text),) if text else (), colspan, rowspan)


def shape(table: Table) -> list[str]:
    """Each row of the grid: `甲` a cell, `甲--` one of three columns, `^` what reaches down into it."""
    columns, rows = lay_out(table)
    drawn = []
    for row in rows:
        assert sum(slot.columns for slot in row) == columns
        text = [("^" if slot.continues else _name(slot.content)) + "-" * (slot.columns - 1) for slot in row]
        drawn.append(" ".join(text))
    return drawn


def _name(content: object) -> str:
    assert isinstance(content, tuple)
    return "+".join(block.content[0].text for block in content) or "."


def test_what_spans_is_on_the_grid_wherever_it_reaches() -> None:
    table = Table(
        ("left", "left", "left"),
        (
            (cell("甲", rowspan=2), cell("乙", colspan=2)),
            (cell("丙"), cell("丁")),
            (cell("戊", colspan=3),),
        ),
    )
    assert shape(table) == ["甲 乙-", "^ 丙 丁", "戊--"]


def test_rows_that_are_too_short_are_filled() -> None:
    assert shape(Table(("left", "left"), ((cell("甲"),), (cell("乙"), cell("丙"))))) == ["甲 .", "乙 丙"]


def test_rows_may_be_longer_than_the_columns_that_were_named() -> None:
    assert shape(Table((), ((cell("甲"), cell("乙")), (cell("丙"),)))) == ["甲 乙", "丙 ."]


def test_hostile_spans_are_bounded() -> None:
    table = Table(("left",), ((cell("甲", colspan=10**9, rowspan=10**9),), (cell("乙"),)))
    columns, rows = lay_out(table)
    assert columns == 63
    assert len(rows) == 2


def test_cells_beyond_what_word_can_open_join_the_last_column() -> None:
    table = Table((), (tuple(cell(str(number)) for number in range(70)),))
    columns, [row] = lay_out(table)
    assert (columns, len(row)) == (63, 63)
    assert len(row[-1].content) == 8


def test_short_columns_beside_long_ones_hold_two_characters_a_line() -> None:
    long, short = "很长的说明" * 5, "高危"
    row = (cell(long), *[cell(short)] * 6, cell(long))
    body = body_of(Table((), (row,)))
    widths = [int(column.get(f"{W}w", "0")) / 20 for column in body.document.iter(f"{W}gridCol")]
    assert len(set(widths[1:-1])) == 1
    assert widths[0] == widths[-1] > widths[1]
    assert widths[1] >= 2 * 9 + 2 * 0.4 * 9  # two characters of 9 pt and the cell's padding
    assert abs(sum(widths) - 36 * 10.5) < 1


def test_header_rows_repeat_and_the_caption_stands_above() -> None:
    rows = ((cell("项目"), cell("数值")), (cell("甲"), cell("1")))
    word = body_of(Table(("left", "right"), rows, head=1, caption=inlines("表 1")))
    assert word.text_lines() == [
        ("caption · first with next", "表 1"),
        ("Table Heading", "项目"),
        ("Table Heading · right", "数值"),
        ("Table Text", "甲"),
        ("Table Text · right", "1"),
        ("Space 9 pt", ""),
    ]
    first, second = word.document.iter(f"{W}tr")
    assert find(first, "trPr/tblHeader") is not None
    assert find(second, "trPr/tblHeader") is None
    [table] = word.document.iter(f"{W}tbl")
    assert value(table, "tblPr/tblStyle") == "EditionTable"
    assert value(table, "tblPr/tblCaption") == "表 1"


def test_the_last_of_several_header_rows_has_the_rule() -> None:
    rows = ((cell("甲"),), (cell("乙"),), (cell("丙"),))
    word = body_of(Table(("left",), rows, head=2))
    ruled = [find(each, "tcPr/tcBorders/bottom") is not None for each in word.document.iter(f"{W}tc")]
    assert ruled == [False, True, False]


def test_a_cell_ends_with_a_paragraph_whatever_it_holds() -> None:
    inner = Table(("left",), ((cell("内"),),))
    word = body_of(Table(("left",), ((Cell((quote(p("引")), inner)),), (Cell(()),))))
    for each in word.document.iter(f"{W}tc"):
        assert each[-1].tag == f"{W}p"
    assert [words(each) for each in word.document.iter(f"{W}tc")] == ["引内", "内", ""]


def test_two_tables_never_touch() -> None:
    table = Table(("left",), ((cell("甲"),),))
    body = find(body_of(table, table).document, "body")
    assert body is not None
    tags = [child.tag.removeprefix(W) for child in body]
    assert "tbl tbl" not in " ".join(tags)
