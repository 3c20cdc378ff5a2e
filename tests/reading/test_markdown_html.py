"""HTML inside Markdown goes into the model like everything else; nothing raw, nothing lost."""

import pytest
from reading.accounts import body, read, without_spans

from publish.model import (
    Break,
    Cell,
    CodeBlock,
    Figure,
    Group,
    Heading,
    Paragraph,
    Ruby,
    Span,
    Styled,
    Table,
    Text,
)
from publish.shorthand import bullets, code, em, h, img, inlines, link, p, quote, strong
from publish.walk import plain_text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a <b>b</b> <i>c</i>", p("a ", strong("b"), " ", em("c"))),
        ("<b>a <i>b</b> c</i>", p(strong("a ", em("b")), " c")),
        ("**a <b>b** c</b>", p(strong("a ", strong("b")), " c")),
        ("H<sub>2</sub>O", p("H", Styled("subscript", inlines("2")), "O")),
        ("<u>下</u>", p(Styled("underline", inlines("下")))),
        ("<mark>亮</mark>", p(Styled("highlight", inlines("亮")))),
        ("<s>去</s>", p(Styled("strike", inlines("去")))),
        ("<kbd>Ctrl</kbd>", p(code("Ctrl"))),
        ("<span style='color:red'>红</span><font>字</font>", p("红字")),
        ("<a href='https://a.example/'>甲</a>", p(link("https://a.example/", "甲"))),
        ("<a href='javascript:x'>甲</a>", p("甲")),
        ("<a href=http://a.example/>甲 [乙](http://b.example/)</a>", p(link("http://a.example/", "甲 乙"))),
        ("图 <img src='a.png' alt='雨'>", p("图 ", img("a.png", "雨"))),
        ("图 <img src='data:image/gif;base64,x' data-src='a.png'>", p("图 ", img("a.png"))),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", p(Ruby("漢", "かん"))),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", p(Ruby("漢", "かん"), Ruby("字", "じ"))),
        ("a<!-- c -->b<?php x ?>c", p("abc")),
        ("a<script>b</script>c", p("ac")),
        ("x<br/>y", p("x", Break(), "y")),
    ],
)  # fmt: skip
def test_tags_in_a_line(source: str, expected: Paragraph) -> None:
    assert body(source) == (expected,)


def test_words_between_angle_brackets_that_are_no_tags_are_kept() -> None:
    assert body("使用<script>标签，List<String>，a < b") == (p("使用<script>标签，List<String>，a < b"),)
    assert body("<your-name>") == ()
    assert body("<用户名>\n\n<String>\n") == (p("<用户名>"), p("<String>"))


def test_a_script_that_never_ends_does_not_swallow_the_article() -> None:
    for open_tag in ("<script>", "<style>", "<!-- ", "<![CDATA[", "<?php", "<textarea>", "<pre>"):
        assert plain_text(body(f"前\n\n{open_tag}\n\n后\n\n最后")).endswith("后\n最后")


def test_a_tag_that_never_ends_is_text() -> None:
    assert plain_text(body('<div class="a\n*后*\n')) == '<div class="a *后*'


def test_blocks() -> None:
    assert body("<h2>题</h2>\n<p>一<br><br>二</p>") == (h(2, "题"), p("一"), p("二"))
    assert body("<ul><li>三<li>四</ul>\n<blockquote>五</blockquote>") == (
        bullets("三", "四"),
        quote(p("五")),
    )
    assert body("<pre><code class=language-c>x\n y</code></pre>") == (CodeBlock("x\n y", "c"),)


def test_blocks_have_their_own_lines() -> None:
    article = read("前\n\n<div>\n<p>一</p>\n<p>二\n三</p>\n</div>\n\n后")
    assert [block.span for block in article.body] == [Span(1, 1), Span(3, 4), Span(5, 7), Span(9, 9)]


def test_markdown_between_tags_stays_markdown() -> None:
    assert body("<div align=center>\n\n**粗**\n\n</div>") == (p(strong("粗")),)
    assert body("<details>\n<summary>问</summary>\n\n- *答*\n\n</details>\n\n后") == (
        Group((Paragraph(inlines("问"), role="summary"), bullets(p(em("答")))), role="details"),
        p("后"),
    )


def test_a_table_with_blank_lines_in_it_stays_one() -> None:
    source = (
        "<table>\n<tr><td>\n\n**一**\n\n</td><td rowspan=2>二</td></tr>\n\n<tr><td>三</td></tr>\n</table>"
    )
    article = read(source)
    assert without_spans(article.body) == (
        Table(
            ("default",) * 2, ((Cell((p(strong("一")),)), Cell((p("二"),), rowspan=2)), (Cell((p("三"),)),))
        ),
    )
    assert article.body[0].span == Span(1, 9)


def test_tables_with_spans_and_headers() -> None:
    rows = "<tr><th>a<th colspan=2>b</thead><tr><td>1<td>2<td>3<tr><td colspan=99>4"
    (table,) = body(f"<table><caption>表</caption><thead>{rows}</table>")
    assert isinstance(table, Table)
    assert (table.head, len(table.columns), plain_text(table.caption)) == (1, 3, "表")
    assert [[(plain_text(cell.content), cell.colspan) for cell in row] for row in table.rows] == [
        *([("a", 1), ("b", 2)], [("1", 1), ("2", 1), ("3", 1)], [("4", 3)]),
    ]


def test_a_cell_that_claims_the_world_is_bounded() -> None:
    row = "<tr><td colspan=100000000 rowspan=65535>x</td><td>y</td></tr>"
    (table,) = body(f"<table>{row}<tr><td>z</td></tr></table>")
    assert isinstance(table, Table)
    assert (len(table.rows), len(table.columns)) == (2, 2)
    assert body("<table><tr><td colspan=100000000>x</td></tr></table>") == (p("x"),)


def test_lists_that_count_from_far_away() -> None:
    for start, expected in (("7", 7), ("999999999999999999999", 10**9), ("-5", 1), ("x", 1), ("٣", 1)):
        (made,) = body(f"<ol start={start} reversed><li>x</ol>")
        assert getattr(made, "start", None) == expected


def test_figures() -> None:
    assert body("<figure><img src=a.png><figcaption>雨 <em>天</em></figcaption></figure>") == (
        Figure((p(img("a.png")),), inlines("雨 ", em("天"))),
    )


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul", "table", "font"])
def test_elements_nested_without_end_keep_their_words(tag: str) -> None:
    for count in (300, 3000):
        inside = f"<{tag}>" * count + "深" + f"</{tag}>" * count
        assert plain_text(body(f"前\n\n<p>\n{inside}\n</p>\n\n后")) == "前\n深\n后"


def test_nothing_of_style_or_events_is_left() -> None:
    article = read('<div style="position:fixed" onclick="x()"><p class="a" id="b">文</p></div>')
    assert without_spans(article.body) == (p("文"),)


def test_what_shows_nothing_is_on_record() -> None:
    removals = read(
        "前\n\n<script>\nx()\n</script>\n\n<style>p {}</style>\n\n<div></div>\n\n后"
    ).provenance.removals
    assert [(gone.rule, gone.span) for gone in removals] == [
        *(("script", Span(3, 5)), ("style", Span(7, 7)), ("markup", Span(9, 9))),
    ]


def test_a_heading_in_html_has_its_level_and_a_picture_in_it_follows() -> None:
    assert body("<h1><img src=a.png>题 <b>目</b></h1>") == (
        Heading(1, (img("a.png"), Text("题 "), strong("目"))),
    )
    assert body("<h2><div>题</div><div><img src=a.png></div></h2>") == (h(2, "题"), p(img("a.png")))
