"""Plain text says every word once, in reading order, and no mark-up."""

from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model import (
    Article,
    Break,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Edition,
    Figure,
    Indexed,
    Math,
    Note,
    Paragraph,
    Part,
    Ruby,
    Rule,
    Table,
    Text,
    Verse,
)
from publish.plugins import Context
from publish.renderers.text import article_text, render_text
from publish.shorthand import (
    article,
    bullets,
    code,
    h,
    img,
    inlines,
    link,
    note,
    numbered,
    p,
    quote,
    strong,
)


def body(*blocks: object) -> str:
    return article_text(Article("t", blocks))  # type: ignore[arg-type]


def test_blocks_are_parted_by_a_blank_line_and_marks_are_gone() -> None:
    assert (
        body(
            h(2, "墙"),
            p("先看", strong("墙根"), "，再看", link("https://a.example", "瓦"), code("x")),
            quote(p("河水。")),
        )
        == "墙\n\n先看墙根，再看瓦x\n\n河水。"
    )


def test_lists_have_their_marks() -> None:
    assert body(bullets("a", "b")) == "• a\n• b"
    assert body(numbered("a", numbered("b", "c"), start=3)) == "3. a\n4. 1. b\n  2. c"


def test_cells_are_parted_by_tabs() -> None:
    rows = ((Cell((p("年"),)), Cell((p("瓦"), p("片")))), (Cell((p("1"),)), Cell(())))
    assert body(Table(("default", "default"), rows, caption=inlines("表一"))) == "表一\n年\t瓦 片\n1\t"


def test_notes_are_numbered_and_stand_at_the_end() -> None:
    inner = Note((p("外", note("里")),))
    assert (
        body(p("一", inner, "。"), p("二", note("乙")))
        == "一[1]。\n\n二[3]\n\n[1] 外[2]\n\n[2] 里\n\n[3] 乙"
    )


def test_other_blocks() -> None:
    assert body(CodeBlock("a\n  b\n")) == "a\n  b"
    assert body(Verse((inlines("一"), inlines("二")))) == "一\n二"
    assert body(p("a"), Rule(), p("b")) == "a\n\n* * *\n\nb"
    assert body(Figure((p(img("x.png", "图")),), inlines("说明"))) == "说明"
    assert body(Definitions((Definition(inlines("椽"), ((p("屋顶的木条"),),)),))) == "椽\n  屋顶的木条"
    assert body(Paragraph((Ruby("漢", "かん"), Math("x^2"), Break(), Text("b")))) == "漢（かん）x^2\nb"


def test_an_edition_has_its_titles() -> None:
    one = replace(article("墙", p("墙根")), authors=("沈知秋",), source="水边", date="2024-01-02")
    two = article("瓦", p("瓦片"))
    edition = Edition("河", (Part("上", (one,), introduction=(p("引子"),)), Part("下", (two,))), back=())
    context = Context(theme=None, options=None, report=Report(), read=lambda _: b"")  # type: ignore[arg-type]

    text = render_text(edition, context).decode()

    assert (
        text
        == "河\n\n\n上\n\n\n引子\n\n\n墙\n\n沈知秋 · 水边 · 2024-01-02\n\n墙根\n\n\n下\n\n\n瓦\n\n瓦片\n"
    )
    assert render_text(Edition.of(two), context).decode() == "瓦\n\n瓦片\n"


def test_what_stands_around_the_articles_stands_in_its_order() -> None:
    wall = replace(article("墙", p("墙根")), source="水边", id="a1")
    tile = replace(article("瓦", p("瓦片")), source="瓦上", id="a2")
    edition = Edition(
        "河",
        (Part("", (wall, tile)),),
        lang="zh-Hans",
        note=Article("", (p("开卷"),), authors=("顾一苇",), id="note"),
        index=(Indexed("沈知秋", (("a2", "b1"),)),),
        back=("index", "sources"),
    )
    context = Context(theme=None, options=None, report=Report(), read=lambda _: b"")  # type: ignore[arg-type]
    assert render_text(edition, context).decode().split("\n\n\n") == [
        "河",
        "卷首语\n\n顾一苇\n\n开卷",
        "墙\n\n水边\n\n墙根",
        "瓦\n\n瓦上\n\n瓦片",
        "人名索引\n\n沈知秋　瓦",
        "来源一览\n\n水边\n\n墙\n\n瓦上\n\n瓦\n",
    ]
