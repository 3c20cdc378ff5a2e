"""Others open our Word files: the Open XML rules, python-docx, LibreOffice."""

import io

import docx
import pytest
from renderers.docx.opened import picture, word_bytes
from renderers.docx.surrounded import PAGES, surrounded
from renderers.docx.test_document import FERRY, bound
from validation import assert_libreoffice_opens, assert_valid_docx

from publish.model import (
    Article,
    Break,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Edition,
    Figure,
    Group,
    Image,
    List,
    Math,
    Paragraph,
    Part,
    Ruby,
    Rule,
    Styled,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.pagination import PageBreak, Pagination
from publish.shorthand import bullets, code, em, h, img, inlines, link, note, numbered, p, quote, strong

SHIP, ICON = picture(900, 500), picture(24, 24)


def everything(lang: str) -> Edition:
    """An article with every block and inline there is."""
    styled = [
        Styled(name, (Text("样"),))
        for name in (
            *("underline", "strike", "superscript", "subscript", "small-caps", "highlight", "dots"),
        )
    ]
    cells = (
        (Cell((p("项目"),)), Cell((p("数值"),), colspan=2)),
        (Cell((p("甲"), bullets("一")), rowspan=2), Cell((p("1"),)), Cell((p("2"),))),
        (Cell((p(img(ICON.src)),)), Cell(())),
    )
    body = (
        p(
            "正文",
            em("着重"),
            strong("加粗", em("又着重")),
            *styled,
            code("x"),
            Math("x^2", display=True),
            Break(),
        ),
        p(
            link("https://example.com/?a=1&b=2", "链接"),
            link("#here", "下文"),
            Ruby("渡", "dù"),
            note("注", note("内")),
        ),
        p(
            Tagged(inlines("English"), lang="en"),
            Tagged(inlines("角色"), role="name"),
            img(ICON.src, "图标"),
        ),
        h(2, "节", note("标题的注")),
        quote(p("引"), quote(p("引中引")), bullets("引中列", numbered("一", start=0))),
        List(((p("甲"), CodeBlock("a\tb\nc")), (Table(("left",), ((Cell((p("内"),)),),)),), ()), start=7),
        Definitions((Definition(inlines("词"), ((p("义"),),)),)),
        Verse((inlines("一行"), inlines("又一行"))),
        Figure((p(img(SHIP.src, "船")), p("图里的话")), inlines("图说")),
        p(Image("https://example.com/missing.png", "没有的图")),
        Table(("left", "center", "right"), cells, head=1, caption=inlines("表")),
        Table((), cells, head=2),
        Rule(),
        Group((p("编者按"), bullets("列"), Group((p("框"),), role="source-card")), role="editor-note"),
        Paragraph(inlines("مرحبا ", em("بكم")), lang="ar", id="here"),
        Paragraph(inlines("未知角色"), role="dateline"),
    )
    article = Article("题", body, lang=lang, authors=("甲",), source="源", date="2024-01-01", id="a")
    return Edition("题", (Part("", (article,)),), lang=lang, assets=(SHIP, ICON))


@pytest.mark.parametrize("lang", ["zh-Hans", "en", "ar", "ja", ""])
def test_every_block_and_inline_is_valid_open_xml(lang: str) -> None:
    assert_valid_docx(word_bytes(everything(lang)))


def test_pages_that_begin_anywhere_are_valid_open_xml() -> None:
    edition = everything("zh-Hans")
    breaks = tuple(PageBreak(number + 1, "a", offset) for number, offset in enumerate(range(0, 99, 2)))
    assert_valid_docx(word_bytes(edition, pages=Pagination(len(breaks), breaks)))


@pytest.mark.parametrize("theme", ["journal", "digest", "book"])
def test_every_theme_is_valid_open_xml(theme: str) -> None:
    assert_valid_docx(word_bytes(everything("zh-Hans"), theme=theme))
    assert_valid_docx(word_bytes(surrounded(), theme=theme, pages=PAGES))


def test_a_bound_edition_is_valid_open_xml() -> None:
    assert_valid_docx(word_bytes(bound()))
    assert_valid_docx(word_bytes(surrounded(), pages=PAGES))


def test_an_empty_edition_is_valid_open_xml() -> None:
    assert_valid_docx(word_bytes(Edition("空", (), lang="zh-Hans")))
    assert_valid_docx(word_bytes(Edition.of(Article("", ()))))


def test_python_docx_opens_and_saves_it() -> None:
    file = docx.Document(io.BytesIO(word_bytes(Edition.of(FERRY))))
    assert [line.text for line in file.paragraphs][:3] == ["渡口", "一篇小记", "林渡、周帆"]
    assert file.paragraphs[0].style is not None
    assert file.paragraphs[0].style.name == "Heading 1"
    again = io.BytesIO()
    file.save(again)
    assert docx.Document(again).paragraphs[0].text == "渡口"


@pytest.mark.validators
def test_libreoffice_prints_it() -> None:
    assert_libreoffice_opens(word_bytes(everything("zh-Hans")))
    assert_libreoffice_opens(word_bytes(surrounded(), pages=PAGES))
