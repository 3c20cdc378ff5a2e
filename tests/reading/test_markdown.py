"""Markdown to blocks, as captures write it."""

import pytest
from reading.accounts import body, read, said

from publish.model import (
    Break,
    CodeBlock,
    Definition,
    Definitions,
    Image,
    Link,
    List,
    Math,
    Note,
    Rule,
    Span,
    Styled,
    Table,
    Tagged,
)
from publish.reading.lines import every_block
from publish.shorthand import bullets, code, em, h, img, inlines, link, note, numbered, p, quote, strong
from publish.walk import child_blocks, plain_text

# Lines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("今天下了\n一场雨", "今天下了一场雨"),
        ("今天，\n“枕水”乌镇", "今天，“枕水”乌镇"),
        ("他说：\n“好”", "他说：“好”"),
        ("雨\nの音", "雨の音"),
        ("two\nwords", "two words"),
        ("版本\n2.0 发布\n了", "版本 2.0 发布了"),
        ("she said\n“yes”", "she said “yes”"),
        ("한국어\n문장", "한국어 문장"),
        ("**雨**\n**停了**", "雨停了"),
        ("a  \n", "a"),
    ],
)
def test_a_soft_line_end_between_han_vanishes(source: str, text: str) -> None:
    assert plain_text(body(source)) == text


def test_a_line_end_that_the_author_set_stays() -> None:
    assert body("一  \n二\\\n三<br>四") == (p("一", Break(), "二", Break(), "三", Break(), "四"),)


def test_styles_nest() -> None:
    assert body("a **b *c* `d`** ~~e~~") == (
        p("a ", strong("b ", em("c"), " ", code("d")), " ", Styled("strike", inlines("e"))),
    )


def test_emphasis_works_beside_chinese_marks() -> None:
    assert body("**“企业成长计划”**是什么") == (p(strong("“企业成长计划”"), "是什么"),)
    assert body("他说：**你好。**然后*《书》*好") == (
        p("他说：", strong("你好。"), "然后", em("《书》"), "好"),
    )
    assert body("2**3**4 与 a**b** ** c") == (p("2", strong("3"), "4 与 a", strong("b"), " ** c"),)


def test_entities_and_escapes_are_resolved_once() -> None:
    assert body("&lt;b&gt; &amp;amp; \\*x\\* &#20013; &copy;") == (p("<b> &amp; *x* 中 ©"),)


# Pictures and links --------------------------------------------------------------------------------


def test_a_picture_keeps_its_address() -> None:
    address = "https://mmbiz.example/a_b/640?wx_fmt=png&from=appmsg"
    assert body(f"![封面]({address})") == (p(img(address, "封面")),)
    assert body('![雨 *天*](图/雨%20天.png "题")') == (p(Image("图/雨%20天.png", "雨 天", "题")),)
    assert body("![跳转二维码]()") == (p(img("", "跳转二维码")),)


def test_a_linked_picture() -> None:
    assert body("[![](a.png)](https://example.org/)") == (p(link("https://example.org/", img("a.png"))),)


def test_links_of_every_form() -> None:
    assert body('[a](http://a.example/x(1) "题")') == (
        p(Link("http://a.example/x(1)", inlines("a"), "题")),
    )
    assert body("<https://b.example/>") == (p(link("https://b.example/", "https://b.example/")),)
    assert body("[c][r] [r]\n\n[r]: mailto:c@d.example") == (
        p(link("mailto:c@d.example", "c"), " ", link("mailto:c@d.example", "r")),
    )


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScript:x", "&#106;avascript:x", "vbscript:x", "file:///etc/hosts"),
        *(
            "data:text/html,x",
            "\\\\\\\\host\\share",
            "ftp://a.example/",
            "http:",
            "//",
            "x.zip",
            "/x.md",
            "http://[::1",
        ),
    ],
)
def test_a_link_that_editions_cannot_carry_keeps_its_text(address: str) -> None:
    assert body(f"[文](<{address}>)") == (p("文"),)
    assert said(f"---\ntitle: t\n---\n\n[文](<{address}>)") == [("link-dropped", 5)]


def test_relative_links_belong_to_the_article_s_own_address() -> None:
    front = "---\ntitle: t\nurl: https://a.example/b/c.html\n---\n\n"
    assert body(front + "[x](d.html) [y](/e) [z](//f.example)") == (
        p(
            link("https://a.example/b/d.html", "x"), " ", link("https://a.example/e", "y"), " ",
            link("https://f.example", "z"),
        ),
    )  # fmt: skip


def test_a_path_to_another_capture_is_kept_until_the_edition_is_bound() -> None:
    assert body("[续](../b/%E7%BB%AD.md#第二节) [页](页面.html)") == (
        p(
            link("../b/%E7%BB%AD.md#%E7%AC%AC%E4%BA%8C%E8%8A%82", "续"), " ",
            link("%E9%A1%B5%E9%9D%A2.html", "页"),
        ),
    )  # fmt: skip


def test_a_link_to_a_heading_finds_it() -> None:
    article = read("[去](#第二节-a) [无](#nowhere)\n\n## 第二节 A\n")
    first, second = article.body
    assert first.content[0] == link("#section-1", "去")
    assert second.id == "section-1"
    assert plain_text(first) == "去 无"
    assert "Link" not in str(first.content[1:])


# Blocks --------------------------------------------------------------------------------------------


def test_headings_have_the_level_of_the_capture() -> None:
    assert body("# 一\n\n二\n---\n\n####### 七\n\n###### 六 #\n\n#\n") == (
        *(h(1, "一"), h(2, "二"), p("####### 七"), h(6, "六")),
    )


def test_quotes_lists_and_rules_nest() -> None:
    assert body("> 引\n> > 深\n\n***\n\n3. 一\n4. 二\n   - 三\n\n     四\n") == (
        quote(p("引"), quote(p("深"))),
        Rule(),
        List(((p("一"),), (p("二"), List(((p("三"), p("四")),), tight=False))), start=3),
    )


def test_tight_and_loose_lists() -> None:
    assert body("- a\n- b") == (bullets("a", "b"),)
    assert body("1. a\n\n2. b") == (List(((p("a"),), (p("b"),)), start=1, tight=False),)
    assert body("1) a\n2) b") == (numbered("a", "b"),)


def test_task_lists_have_boxes() -> None:
    assert body("- [ ] 未做\n- [x] 做了\n- [y] 字") == (bullets("□ 未做", "✓ 做了", "[y] 字"),)


def test_lists_deeper_than_twenty_are_kept() -> None:
    source = "\n".join("  " * level + f"- 第{level}层" for level in range(40))
    assert plain_text(body(source)).split() == [f"第{level}层" for level in range(40)]


def test_what_nests_without_end_keeps_its_words() -> None:
    for source in (
        ">" * 3000 + "深",
        "> " * 3000 + "深",
        "- " * 3000 + "深",
        "[" * 3000 + "深",
        "*a **" * 3000 + "深",
    ):
        assert plain_text(body(source + "\n\n后")).endswith("深\n后")
    assert ("nesting-flattened", 0) in said("---\ntitle: t\n---\n" + "> " * 100 + "深")


def test_code() -> None:
    assert body("```python {.x}\na = 1\n\n  b\n\n```\n\n    c\n    d\n\n~~~\ne") == (
        *(CodeBlock("a = 1\n\n  b", "python"), CodeBlock("c\nd"), CodeBlock("e")),
    )


def test_tables() -> None:
    (table,) = body("| 年 | 数 |\n|:--|--:|\n| 2023 | **1** |\n| 2024 | a \\| b |\n")
    assert isinstance(table, Table)
    assert (table.columns, table.head) == (("left", "right"), 1)
    assert words(table) == [["年", "数"], ["2023", "1"], ["2024", "a | b"]]


def words(table: Table) -> list[list[str]]:
    return [[plain_text(cell.content) for cell in row] for row in table.rows]


def test_a_row_longer_than_the_header_keeps_its_cells() -> None:
    (table,) = body("|a|b|\n|-|-|\n|1|2|3|**4**|\n|5|")
    assert isinstance(table, Table)
    assert len(table.columns) == 4
    assert words(table) == [["a", "b", "", ""], ["1", "2", "3", "4"], ["5", "", "", ""]]


def test_a_header_row_that_is_empty_is_none() -> None:
    (table,) = body("|  |  |\n|--|--|\n| a | b |")
    assert isinstance(table, Table)
    assert (table.head, len(table.rows)) == (0, 1)


def test_definitions() -> None:
    assert body("乌镇\n: 古镇\n: 枕水\n\n运河\n\n: 水道\n\n  又一段") == (
        Definitions(
            (
                Definition(inlines("乌镇"), ((p("古镇"),), (p("枕水"),))),
                Definition(inlines("运河"), ((p("水道"), p("又一段")),)),
            )
        ),
    )


def test_a_tilde_is_an_ornament_and_no_definition() -> None:
    assert body("全文\n~ 完 ~") == (p("全文 ~ 完 ~"),)


# Notes ---------------------------------------------------------------------------------------------


def test_a_note_stands_where_it_is_called() -> None:
    assert body("甲[^1]乙[^b]。\n\n[^1]: 注一\n\n    第二段\n\n[^b]: 注 **二**\n\n丙") == (
        p("甲", Note((p("注一"), p("第二段"))), "乙", note("注 ", strong("二")), "。"),
        p("丙"),
    )
    assert body("甲^[注]乙") == (p("甲", note("注"), "乙"),)


def test_a_note_called_again_is_set_again_and_one_never_called_stays() -> None:
    assert body("甲[^1]乙[^1]\n\n[^1]: 注\n\n[^2]: 没人用") == (
        p("甲", note("注"), "乙", note("注")),
        p("[^2]: 没人用"),
    )


def test_a_call_inside_a_note_is_text() -> None:
    assert body("甲[^1]\n\n[^1]: 见[^1]与[^2]和^[内]\n\n[^2]: 注二") == (
        p("甲", note("见[^1]与[^2]和[内]")),
        p("[^2]: 注二"),
    )


def test_calls_without_number_do_not_multiply_a_note() -> None:
    article = read("[^1]" * 1000 + "\n\n[^1]: " + "长" * 1000)
    assert sum(len(plain_text(block)) for block in every_block(article.body)) < 50_000


def test_a_note_in_a_link_follows_it() -> None:
    source = "<a href='https://a.example/'>甲[^1]</a>\n\n[^1]: 注"
    assert body(source) == (p(link("https://a.example/", "甲"), note("注")),)


# Formulas ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("$$a^2$$", Math("a^2", display=True)),
        ("\\(x_1 = y\\)", Math("x_1 = y")),
        ("\\[\\frac{a}{b}\\]", Math("\\frac{a}{b}", display=True)),
        ("$E=mc^2$", Math("E=mc^2")),
        ("$\\alpha$", Math("\\alpha")),
        ("$x_{\\text{最大}}$", Math("x_{\\text{最大}}")),
    ],
)
def test_formulas_are_kept_as_tex(source: str, formula: Math) -> None:
    assert body(f"设 {source} 则") == (p("设 ", formula, " 则"),)


@pytest.mark.parametrize(
    "text",
    [
        "$5 和 $6",
        "US$100-$200",
        "$HOME/$PATH",
        "每股$3.5，共$7",
        "a $ b $ c",
        "$变量=值$",
        "$a 与 b$",
        "赚$$",
    ],
)
def test_dollars_as_money_are_text(text: str) -> None:
    assert body(text) == (p(text),)


def test_escaped_brackets_are_no_formula() -> None:
    assert body("见 \\[1\\] 与 \\(笑\\)") == (p("见 [1] 与 (笑)"),)


def test_a_formula_of_several_lines_is_a_paragraph() -> None:
    assert body("$$\n\\int_0^1 x\n= 1\n$$\n") == (p(Math("\\int_0^1 x\n= 1", display=True)),)


# Title and spans -----------------------------------------------------------------------------------


def test_the_title_is_the_first_heading_at_the_start() -> None:
    assert read("# 乌镇\n\n正文").title == "乌镇"
    assert read("![](a.png)\n\n短行\n\n乌镇\n===\n").title == "乌镇"
    assert read("---\ntitle: 题\n---\n# 乌镇").title == "题"
    assert read("# ![](logo.png)\n\n# 乌镇").title == "乌镇"


def test_without_a_title_the_file_s_name_is_taken_and_said() -> None:
    source = "## 二级\n\n# 后来的\n"
    assert read(source, "captures/运河 人家.md").title == "运河 人家"
    assert said(source) == [("title-missing", 0)]
    assert read("一段很长的正文，" * 20 + "\n\n# 后来的", "a.md").title == "a"
    assert read("", ".md").title == ".md"


def test_every_block_has_the_lines_it_was_read_from() -> None:
    article = read(
        "---\ntitle: t\n---\n\n# 一\n\n二\n三\n\n- 四\n\n  > 五\n\n| 六 |\n|--|\n| 七 |\n\n```\n八\n"
    )
    spans = {
        plain_text(block)[:1]: block.span
        for block in every_block(article.body)
        if not any(child_blocks(block))
    }
    assert spans == {
        "一": Span(5, 5), "二": Span(7, 8), "四": Span(10, 10), "五": Span(12, 12), "六": Span(14, 14),
        "七": Span(16, 16), "八": Span(18, 19),
    }  # fmt: skip
    assert [block.span for block in article.body][2:4] == [Span(10, 12), Span(14, 16)]


def test_what_became_no_block_is_on_record() -> None:
    article = read(
        "---\ntitle: t\n---\n\n[r]: https://a.example/\n\n<!-- c\n\nd -->\n\n#\n\n> \n\n正文 [r]\n"
    )
    assert [(gone.rule, gone.span, gone.excerpt) for gone in article.provenance.removals] == [
        ("front-matter", Span(1, 3), "---"),
        ("link-definition", Span(5, 5), "[r]: https://a.example/"),
        ("comment", Span(7, 9), "<!-- c"),
        ("markup", Span(11, 13), "#"),
    ]


def test_control_characters_and_bidi_marks_do_not_come_through() -> None:
    assert body("a\x1b[31mb\u202ec\x00d") == (p("a[31mbcd"),)


def test_languages_of_a_passage_are_kept() -> None:
    assert body('他说 <span lang="en">hello</span>') == (p("他说 ", Tagged(inlines("hello"), lang="en")),)


@pytest.mark.parametrize(
    "source",
    ["[王思北]{.name}说", '<span class="name">王思北</span>说', '[王思北]{#w .person .name k="v"}说'],
)
def test_words_may_be_marked_as_a_name(source: str) -> None:
    assert body(source) == (p(Tagged(inlines("王思北"), role="name"), "说"),)


def test_no_other_class_means_anything() -> None:
    assert body('[甲]{.names} <span class="person-name">乙</span> `[丙]{.name}`') == (
        p("甲 乙 ", code("[丙]{.name}")),
    )


def test_a_name_may_be_in_a_language_and_hold_styles() -> None:
    marked = Tagged(inlines("Ada ", em("Lovelace")), role="name", lang="en")
    assert body('<span class="name" lang="en">Ada *Lovelace*</span>') == (p(marked),)
