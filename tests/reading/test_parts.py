"""Small parts of reading: addresses, rows of inlines, tables, lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import inlines as any_inlines

from publish.model import Break, Cell, Link, Span, Table, Text
from publish.reading.addresses import link_in, link_target
from publish.reading.lines import Lines
from publish.reading.runs import RunBuilder, settle, styled
from publish.reading.tables import fitted_table
from publish.shorthand import em, inlines, note, p, strong
from publish.walk import plain_text

# Addresses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&e=f#g"),
        (" HTTPS://a.example/ ", "HTTPS://a.example/"),
        ("//a.example/b", "https://a.example/b"),
        ("https://a.example/雨 季%20", "https://a.example/%E9%9B%A8%20%E5%AD%A3%20"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#节", "#节"),
        ("#", ""),
        ("", ""),
        ("java\nscript:alert(1)", ""),
        ("\x01javascript:x", ""),
        ("https:", ""),
        ("http://[bad", ""),
        ("https://a.example/\ud83d", ""),
        ("C:\\x", ""),
    ],
)
def test_what_a_link_may_lead_to(address: str, target: str) -> None:
    assert link_target(address) == target


def test_a_relative_address_needs_a_base() -> None:
    assert link_target("../c?d", "https://a.example/b/x/") == "https://a.example/b/c?d"
    assert link_target("../c?d") == ""
    assert link_target("javascript:x", "https://a.example/") == ""


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("other.md", "other.md"),
        ("../b/续 一.html#节", "../b/%E7%BB%AD%20%E4%B8%80.html#%E8%8A%82"),
        ("./a.pandoc.json", "./a.pandoc.json"),
        ("https://a.example/x.md", "https://a.example/x.md"),
        *(
            (none, "")
            for none in ("/etc/x.md", "C:\\x.md", "x.zip", "x", "javascript:x.md", "x\n.md", "?x.md")
        ),
    ],
)
def test_a_link_may_be_the_path_to_another_capture(address: str, target: str) -> None:
    assert link_in(address) == target


def test_a_path_on_a_page_with_an_address_belongs_to_that() -> None:
    assert link_in("../c.html", "https://a.example/b/x/") == "https://a.example/b/c.html"


@given(st.text(), st.sampled_from(("", "https://a.example/b")))
def test_no_address_of_another_kind_comes_through(address: str, base: str) -> None:
    target = link_target(address, base)
    assert not target or target.lower().startswith(("http://", "https://", "mailto:", "#"))
    assert target.startswith("#") or target.isascii()


# Rows of inlines -----------------------------------------------------------------------------------


def test_elements_need_not_be_closed_in_order() -> None:
    run = RunBuilder()
    run.text("a")
    run.open("b", styled("strong"))
    run.text("b")
    run.open("i", styled("emphasis"))
    run.text("c")
    run.close("b")
    run.text("d")
    run.close("i")
    run.close("never opened")
    assert run.finish() == inlines("a", strong("b", em("c")), "d")
    assert run.empty


def test_a_style_goes_on_over_a_split() -> None:
    run = RunBuilder()
    run.open("b", styled("strong"))
    run.text("一")
    assert run.split() == inlines(strong("一"))
    run.text("二")
    assert run.finish() == inlines(strong("二"))


def test_white_space_of_html_is_of_no_meaning() -> None:
    run = RunBuilder()
    run.flow("\n  一 \n ")
    run.open("b", styled("strong"))
    run.flow(" 二\t三 ")
    run.close("b")
    run.flow("\n four  ")
    run.line_break()
    run.flow("  five\n")
    assert run.finish() == inlines("一", strong("二 三 "), "four", Break(), "five")


def test_links_do_not_nest_and_notes_leave_them() -> None:
    run = RunBuilder()
    run.open_link("a", "https://a.example/")
    run.text("甲")
    run.open_link("a", "https://b.example/")
    run.text("乙")
    run.add(note("注"))
    run.close("a")
    run.text("丙")
    run.close("a")
    assert run.finish() == (Link("https://a.example/", inlines("甲", "乙", "丙")), note("注"))


def test_styles_too_deep_keep_their_text() -> None:
    run = RunBuilder()
    for level in range(2000):
        run.open("b", styled("strong"))
        run.text(str(level % 10))
    for _ in range(2000):
        run.close("b")
    run.text("后")
    made = run.finish()
    assert made[-1] == Text("后")
    assert len(plain_text(made)) == 2001


@given(any_inlines())
def test_settling_blanks_changes_no_word_and_is_done_once(run: tuple[Text, ...]) -> None:
    settled = settle(run)
    assert "".join(plain_text(settled).split()) == "".join(plain_text(run).split())
    assert settle(settled) == settled


# Tables --------------------------------------------------------------------------------------------

CELLS = st.builds(Cell, st.just((p("x"),)), st.integers(1, 5) | st.just(1000), st.integers(1, 5))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5).map(tuple), min_size=1, max_size=6).map(tuple))
def test_every_place_of_a_table_is_covered_once(rows: tuple[tuple[Cell, ...], ...]) -> None:
    table = fitted_table(rows, head=1)
    covered = [0] * (len(table.rows) * len(table.columns))
    for number, row in enumerate(table.rows):
        column = 0
        assert row
        for cell in row:
            while covered[number * len(table.columns) + column]:
                column += 1
            for down in range(cell.rowspan):
                for across in range(cell.colspan):
                    covered[(number + down) * len(table.columns) + column + across] += 1
    assert set(covered) == {1}
    assert sum(len(cell.content) for row in table.rows for cell in row) == sum(map(len, rows))
    assert len(table.rows) == len(rows)


def test_a_lone_cell_that_claims_many_columns_takes_those_there_are() -> None:
    wide, one = Cell((p("x"),), colspan=99), Cell((p("y"),))
    assert fitted_table(((wide,), (one, one)), head=0) == Table(
        ("default", "default"), ((Cell((p("x"),), colspan=2),), (one, one))
    )


# Lines ---------------------------------------------------------------------------------------------


def test_spans_end_with_a_line_that_holds_something() -> None:
    lines = Lines("---\n---\n一\n二\n\n \n三", offset=2)
    assert lines.span([0, 4]) == Span(3, 4)
    assert lines.span([2, 4]) == Span(5, 5)
    assert lines.excerpt(Span(5, 7)) == "三"


def test_lines_that_nobody_claims() -> None:
    lines = Lines("一\n\n二\n三\n\n四\n\n")
    assert list(lines.unclaimed([Span(3, 3)])) == [Span(1, 1), Span(4, 6)]
    assert list(lines.unclaimed([Span(1, 99)])) == []
    assert list(Lines("").unclaimed([])) == []
