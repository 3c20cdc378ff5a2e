"""The Markdown that comes of each kind of block and inline, as people would write it."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model import (
    Article,
    Asset,
    Block,
    Break,
    Capture,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Edition,
    Figure,
    Indexed,
    Inline,
    Link,
    Math,
    Note,
    Part,
    Provenance,
    Ruby,
    Rule,
    Styled,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.normal import scrub
from publish.plugins import Context
from publish.reading.frontmatter import read_front_matter
from publish.renderers.markdown import article_markdown, render_markdown
from publish.renderers.markdown.frontmatter import front_matter
from publish.shorthand import bullets, em, h, img, inlines, link, note, numbered, p, quote, strong


def body(*blocks: Block) -> str:
    return article_markdown(Article("", blocks)).removesuffix("\n")


def line(*content: Inline | str) -> str:
    return body(p(*content))


# Inlines -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ((strong("很重要"), "的事"), "**很重要**的事"),
        (("他说", strong("“是”"), "了"), "他说<strong>“是”</strong>了"),  # asterisks would not open here
        (("，", strong("“是”"), "。"), "，**“是”**。"),
        (("a ", em("b "), "c"), "a *b* c"),
        ((strong(em("a")),), "**<em>a</em>**"),
        ((strong("a"), em("b")), "**a**<em>b</em>"),
        ((Styled("strike", inlines("旧")),), "~~旧~~"),
        ((Styled("underline", inlines("线")),), "<u>线</u>"),
        ((Styled("highlight", inlines("亮")),), "<mark>亮</mark>"),
        (("H", Styled("subscript", inlines("2")), "O"), "H<sub>2</sub>O"),
        ((Code("a`b"), Code("`")), "``a`b``<!-- -->`` ` ``"),
        ((link("https://a.example/b", "看"),), "[看](https://a.example/b)"),
        ((Link("http://a.example/(c", inlines("x]"), '"b'),), '[x&#93;](<http://a.example/(c> "\\"b")'),
        ((img("图/a b.png", "潮[位]"),), "![潮\\[位&#93;](<图/a b.png>)"),
        (("啊!", link("#x", "y")), "啊\\![y](#x)"),
        ((Math("x^2"), "次"), "$x^2$<!-- -->次"),
        ((Math("a$b"),), "`a$b`"),
        ((Ruby("漢字", "かんじ"),), "<ruby>漢字<rt>かんじ</rt></ruby>"),
        ((Tagged(inlines("fog"), lang="en"),), '<span lang="en">fog</span>'),
        (("一", Break(), "二"), "一\\\n二"),
    ],
)  # fmt: skip
def test_inlines(content: tuple[Inline | str, ...], written: str) -> None:
    assert line(*content) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("snake_case and 5 * 3", "snake_case and 5 \\* 3"),
        ("[1] <b> & &amp; $5 ~10", "\\[1] \\<b> & \\&amp; \\$5 \\~10"),
        ("# 标题", "\\# 标题"),
        ("#话题#", "#话题#"),
        ("- 破折", "\\- 破折"),
        ("-5度", "-5度"),
        ("1. 一", "1\\. 一"),
        ("2024.11", "2024.11"),
        ("> 引", "\\> 引"),
        (": 解释", "\\: 解释"),
        ("===", "\\==="),
        ("---", "\\---"),
        ("|---|", "\\|---|"),
        ("C:\\dir\\]", "C:\\\\dir&#92;]"),
    ],
)
def test_text_is_escaped_where_it_would_be_more_than_text_and_nowhere_else(text: str, written: str) -> None:
    assert line(text) == written


# Blocks --------------------------------------------------------------------------------------------


def test_headings_quotes_rules_and_code() -> None:
    assert body(
        h(2, "小标题 #"), quote(p("甲"), quote(p("乙"))), Rule(), CodeBlock("a\n```\n", "python")
    ) == ("## 小标题 \\#\n\n> 甲\n>\n> > 乙\n\n***\n\n````python\na\n```\n\n````")


def test_lists_nest_and_number() -> None:
    inner = bullets("里一", "里二")
    tight = type(inner)(((p("外"), inner), (p("外二"),)), start=3)
    assert body(tight) == "3. 外\n   - 里一\n   - 里二\n4. 外二"
    loose = type(inner)(((p("一"), p("二")), (CodeBlock("x"),)), tight=False)
    assert body(loose) == "- 一\n\n  二\n\n- ```\n  x\n  ```"


def test_lists_in_a_row_stay_apart() -> None:
    assert body(bullets("a"), bullets("b"), bullets("c"), numbered("d"), numbered("e")) == (
        "- a\n\n* b\n\n- c\n\n1) d\n\n1. e"
    )


def test_plain_tables_are_drawn_with_pipes() -> None:
    rows = tuple(
        tuple(Cell((p(text),)) for text in row) for row in (("潮", "高|低"), ("一", ""), ("a\\", "b"))
    )
    assert body(Table(("left", "right"), rows, head=1)) == (
        "| 潮 | 高\\|低 |\n| :--- | ---: |\n| 一 |  |\n| a\\\\ | b |"
    )
    assert body(Table(("default", "center"), rows[:1])) == "|  |  |\n| --- | :---: |\n| 潮 | 高\\|低 |"


def test_other_tables_are_html_with_markdown_inside() -> None:
    rows = ((Cell((p("*"),), colspan=2),), (Cell((bullets("a"),)), Cell(())))
    assert body(Table(("default", "default"), rows, head=1, caption=inlines("表一"))) == (
        "<table>\n<caption>\n\n表一\n\n</caption>\n"
        '<tr>\n<th colspan="2">\n\n\\*\n\n</th>\n</tr>\n'
        "<tr>\n<td>\n\n- a\n\n</td>\n<td></td>\n</tr>\n</table>"
    )


def test_figures_verse_and_definitions() -> None:
    assert body(Figure((p(img("a.png")),), inlines("图一"))) == (
        "<figure>\n\n![](a.png)\n\n<figcaption>\n\n图一\n\n</figcaption>\n</figure>"
    )
    assert body(Verse((inlines("床前"), inlines("明月")))) == "床前\\\n明月"
    terms = (
        Definition(inlines("潮"), ((p("水"), p("来去")),)),
        Definition(inlines("汐"), ((p("夜"),), (p("水"),))),
    )
    assert body(Definitions(terms)) == "潮\n:   水\n\n    来去\n\n汐\n:   夜\n:   水"
    assert body(Definitions((Definition((), ((p("无名"),),)),))).startswith("<dl>\n<dt></dt>\n<dd>\n\n无名")


def test_notes_are_numbered_and_stand_at_the_end() -> None:
    long = Note((p("长注"), CodeBlock("x")))
    assert body(p("甲", note("短注"), "：乙", long)) == (
        "甲[^1]：乙[^2]\n\n[^1]: 短注\n\n[^2]: 长注\n\n    ```\n    x\n    ```"
    )
    assert line(note("x"), ": y").startswith("[^1]\\: y")


def test_links_inside_the_article_lead_to_the_words_of_a_heading() -> None:
    heading = type(h(2))(2, inlines("第一节 潮, 汐"), id="section-1")
    assert "[见](#第一节-潮-汐)" in body(p(link("#section-1", "见")), heading)


# Front matter --------------------------------------------------------------------------------------


def test_front_matter_is_plain_where_yaml_allows_it() -> None:
    article = Article(
        "聚焦 | 观察: “一”",
        (p("文"),),
        authors=("王思北", "@someone"),
        source="true",
        date="2024-11-20",
        lang="zh-Hans",
        provenance=Provenance(url="https://a.example/", captured="2025-10-06T19:19:01"),
    )
    assert article_markdown(article).splitlines()[:11] == [
        "---",
        'title: "聚焦 | 观察: “一”"',
        "authors:",
        "  - 王思北",
        '  - "@someone"',
        'source: "true"',
        "date: 2024-11-20",
        "lang: zh-Hans",
        'url: "https://a.example/"',
        'captured: "2025-10-06T19:19:01"',
        "---",
    ]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).map(
        lambda text: " ".join(text.split())
    )
)
def test_any_line_is_read_back_from_yaml(text: str) -> None:
    report = Report()
    capture = Capture("a.md", front_matter({"title": text, "authors": (text,)}) + "\n")
    fields = read_front_matter(capture, report).fields
    expected = scrub(text).strip()
    assert fields["title"].text == expected if text else "title" not in fields
    assert report.diagnostics == ()


# The format ----------------------------------------------------------------------------------------

PICTURE = Asset("a.png", "ab" * 32, "image/png", 2, 1)


def context() -> Context:
    return Context(theme=None, options=None, report=Report(), read=lambda asset: b"\x89PNG")  # type: ignore[arg-type]


def test_one_article_is_written_with_its_pictures_inside() -> None:
    article = Article("雾", (p(img(PICTURE.src, "船")),), cover=PICTURE.src, id="a1")
    edition = Edition("雾", (Part("", (article,)),), assets=(PICTURE,))
    data = base64.b64encode(b"\x89PNG").decode()
    assert render_markdown(edition, context()).decode() == (
        f"---\ntitle: 雾\n---\n\n![船][picture-1]\n\n[picture-1]: data:image/png;base64,{data}\n"
    )


def test_a_bound_edition_has_parts_articles_and_one_row_of_notes() -> None:
    fog = Article("雾", (h(2, "节"), p("甲", note("一"))), authors=("顾一苇",), lang="zh-Hans", id="a1")
    boat = Article("船", (p("乙", note("二")),), lang="zh-Hans", id="a2")
    edition = Edition(
        "渡口", (Part("上", (fog,), id="p1"), Part("", (boat,))), issue="第1期", lang="zh-Hans", back=()
    )
    assert render_markdown(edition, context()).decode() == (
        "---\ntitle: 渡口\nissue: 第1期\nlang: zh-Hans\n---\n\n"
        "# 上\n\n## 雾\n\n顾一苇\n\n### 节\n\n甲[^1]\n\n# 船\n\n乙[^2]\n\n[^1]: 一\n\n[^2]: 二\n"
    )


def named(own: str, block: Block) -> Block:
    return replace(block, id=own)


def bound(*articles: Article) -> Edition:
    return Edition("渡口", (Part("上", articles, id="p1"),), lang="zh-Hans", back=())


def test_what_stands_around_the_articles_stands_in_its_order() -> None:
    fog = Article("雾", (named("b1", p("甲")),), source="水边", date="2024-01-02", lang="zh-Hans", id="a1")
    boat = Article("船", (p("乙"),), source="船上", lang="zh-Hans", id="a2")
    edition = replace(
        bound(fog, boat),
        note=Article("开卷", (p("见", link("#a2", "后文")),), authors=("沈知秋",), id="note"),
        index=(Indexed("顾一苇", (("a1", "b1"), ("a2", ""))),),
        back=("sources", "index"),
    )
    assert render_markdown(edition, context()).decode() == (
        "---\ntitle: 渡口\nlang: zh-Hans\n---\n\n"
        "# 开卷\n\n沈知秋\n\n见[后文](#船)\n\n"
        "# 上\n\n## 雾\n\n水边　·　2024年1月2日\n\n甲\n\n## 船\n\n船上\n\n乙\n\n"
        "# 来源一览\n\n水边\n\n[雾](#雾)　2024年1月2日\n\n船上\n\n[船](#船)\n\n"
        "# 人名索引\n\n顾一苇　[雾](#雾)、船\n"
    )


def test_headings_of_the_same_words_are_told_apart_as_github_does() -> None:
    one = Article("雾", (named("h1", h(2, "节")), p(link("#a2/h1", "乙的节"))), id="a1")
    two = Article("雾", (p(link("#a1/h1", "甲的节"), link("#h1", "节")), named("h1", h(2, "节"))), id="a2")
    text = render_markdown(bound(one, two), context()).decode()
    assert "[乙的节](#节-1)" in text
    assert "[甲的节](#节)[节](#节-1)" in text


def test_a_link_to_a_paragraph_leads_to_its_heading_and_one_to_nothing_is_its_words() -> None:
    one = Article("雾", (named("b1", p("甲")), h(2, "节"), named("b2", p("乙"))), id="a1")
    two = Article(
        "船", (p(*(link(f"#{name}", "见") for name in ("a1/b1", "a1/b2", "a1/b3", "a9"))),), id="a2"
    )
    assert "[见](#雾)[见](#节)见见" in render_markdown(bound(one, two), context()).decode()


def test_text_inside_text_nodes_only() -> None:
    """A heading, term or cell with a forced line end stays on its line."""
    assert body(h(3, "一", Break(), "二")) == "### 一<br>二"
    assert body(Table(("default",), ((Cell((p(Text("一"), Break(), Text("二")),)),),))).endswith(
        "| 一<br>二 |"
    )
