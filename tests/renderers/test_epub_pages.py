"""EPUB: the pages of the paged edition, as marks, as a list, and in the package."""

import re
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from page_marks import UNIT, marks_of, page_list
from renderers.opened_epub import BOUND, EPUB_TYPE, EVERYTHING, PICTURE, PNG, XHTML, Opened, rendered
from validation import assert_valid_epub

from publish.diagnostics import Report
from publish.model import Article, Block, CodeBlock, Edition, Image, Math, Ruby
from publish.pagination import PageBreak, Pagination
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import bullets, h, link, note, p, strong
from publish.theming.shipped import open_theme

TITLE = 3
"""What is counted before the body of the articles made here: their title."""


def paged(edition: Edition, *breaks: tuple[str, int], folios: dict[str, int] | None = None) -> bytes:
    """The EPUB of an edition whose pages begin here: scopes and how much is counted before."""
    found = tuple(PageBreak(page, scope, offset) for page, (scope, offset) in enumerate(breaks, start=1))
    pages = Pagination(len(found), found, folios or {})
    context = Context(open_theme("journal", Plugins()), NoOptions(), Report(), lambda asset: PNG, pages)
    data = Plugins().renderer("epub")(edition, context)
    assert isinstance(data, bytes)
    return data


def body(offset: int, *blocks: Block) -> str:
    """The body of an article with a page that begins so far into it; the page's mark is written ¶."""
    alone = replace(Edition.of(Article("题目甲", blocks, lang="zh-Hans", id="a1")), assets=(PICTURE,))
    text = Opened(paged(alone, ("a1", TITLE + offset))).text("article-001.xhtml")
    inside = text[text.index("</header>\n") + len("</header>\n") : text.index("\n</section>\n</body>")]
    assert inside.count('aria-label="1"') == 1
    return re.sub(r'<(span|div) epub:type="pagebreak"[^>]*></\1>', "¶", inside)


# Where marks stand ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offset", "block", "expected"),
    [
        (0, p("甲乙"), "<p>¶甲乙</p>"),
        (1, p("甲乙"), "<p>甲¶乙</p>"),
        (1, p("甲", strong("乙")), "<p>甲<strong>¶乙</strong></p>"),
        (0, p(link("https://a.example/", "甲乙")), '<p>¶<a href="https://a.example/">甲乙</a></p>'),
        (1, p(link("https://a.example/", "甲乙")), '<p><a href="https://a.example/">甲¶乙</a></p>'),
        (1, p("甲", Math("x"), "乙"), '<p>甲¶<span class="math">x</span>乙</p>'),
        (2, p("甲", Math("x^2"), "乙"), '<p>甲<span class="math">x^2</span>¶乙</p>'),
        (0, p(Ruby("乌", "wū")), "<p>¶<ruby>乌<rp>(</rp><rt>wū</rt><rp>)</rp></ruby></p>"),
        (1, CodeBlock("a\n  b"), "<pre><code>a\n  ¶b</code></pre>"),
        (0, h(2, "甲"), '¶<h2 id="a1-section-1">甲</h2>'),
        (1, h(2, "甲乙"), '<h2 id="a1-section-1">甲¶乙</h2>'),
        (1, bullets("甲", "乙"), "<ul><li>甲</li><li>¶乙</li></ul>"),
        (0, p(Image(PICTURE.src, "图")), '<figure>¶<img src="images/pixel.png" alt="图"/></figure>'),
        (2, p("甲", Image(PICTURE.src, "图"), "乙"), '<p>甲<img src="images/pixel.png" alt="图"/>¶乙</p>'),
        (0, p(Image("x.png")), '<p class="placeholder">¶图片未能取得：x.png</p>'),
        (9, p("甲乙"), "<p>甲乙</p>\n¶"),
    ],
)
def test_a_mark_stands_before_what_is_first_on_its_page(offset: int, block: Block, expected: str) -> None:
    assert body(offset, block) == expected


def test_notes_are_not_counted_and_have_no_marks() -> None:
    text = body(2, p("甲", note("很长的注"), "乙"), p("丙"))
    assert "<p>¶丙</p>" in text
    assert text.index("丙") < text.index("很长的注")


def test_an_article_is_counted_from_its_opener_to_its_source() -> None:
    article = Article("题目甲", (p("一二三四"),), source="水边", id="a1")
    source = replace(article, provenance=replace(article.provenance, url="https://example.org/a"))
    data = paged(Edition.of(replace(source, lang="zh-Hans")), ("a1", 0), ("a1", 7), ("a1", 9))
    marks = marks_of(data)
    assert [mark.before for mark in marks.values()] == ["", "题目甲水边一二", "题目甲水边一二三四"]
    assert marks[3].behind.startswith("来源：水边")


def test_marks_of_one_place_stand_in_order() -> None:
    data = paged(Edition.of(Article("题", (p("甲"),), id="a1")), ("a1", 1), ("a1", 1), ("a1", 5), ("a1", 9))
    assert list(marks_of(data)) == [1, 2, 3, 4]


def test_pictures_and_formulas_count_one_each() -> None:
    alone = replace(
        Edition.of(Article("题", (p("甲", Math("x^2"), "乙"), p(Image(PICTURE.src))), id="a1")),
        assets=(PICTURE,),
    )
    marks = marks_of(paged(alone, ("a1", 4), ("a1", 5)))
    assert marks[1] == ("article-001.xhtml", f"题甲{UNIT}乙", UNIT)
    assert marks[2].behind == ""


# Every piece of an edition -------------------------------------------------------------------------

BREAKS = (
    *(("cover", 0), ("title-page", 0), ("contents", 0), ("contents", 50), ("p1", 0), ("p1", 4)),
    *(("a1", 0), ("a1", 30), ("p2", 0), ("a2", 0), ("sources", 0), ("colophon", 0), ("colophon", 9)),
)
FOLIOS = {"a1": 7, "a2": 10}


def test_every_piece_has_its_pages() -> None:
    marks = marks_of(paged(BOUND, *BREAKS))
    assert [mark.file for mark in marks.values()] == [
        "cover.xhtml",
        "title-page.xhtml",
        *["contents.xhtml"] * 2,
        *["part-01.xhtml"] * 2,
        *["article-001.xhtml"] * 2,
        *["article-002.xhtml"] * 2,  # the second part has no opening: its page is that of what follows
        "sources.xhtml",
        *["colophon.xhtml"] * 2,
    ]


def test_a_page_of_what_the_edition_has_not_begins_with_what_follows() -> None:
    bare = replace(BOUND, cover="", back=("colophon",))
    marks = marks_of(paged(bare, *BREAKS))
    assert list(marks) == list(range(1, 14))
    assert marks[1].file == "title-page.xhtml"
    assert marks[11].file == "colophon.xhtml"


def test_pages_behind_everything_stand_at_its_end() -> None:
    marks = marks_of(paged(BOUND, ("a1", 0), ("nowhere", 0)))
    assert (marks[2].file, marks[2].behind) == ("colophon.xhtml", "")


def test_pages_of_the_contents_begin_at_its_lines() -> None:
    data = paged(BOUND, *[("contents", 0)] * 3)
    whole = "目录第一辑乌镇之约王思北SmallTools来源一览"
    assert [mark.before for mark in marks_of(data).values()] == [
        "",
        "目录第一辑",
        "目录第一辑乌镇之约王思北",
    ]
    assert all(mark.before + mark.behind == whole for mark in marks_of(data).values())


# Lists ---------------------------------------------------------------------------------------------


def test_the_page_list_leads_to_every_mark_in_order() -> None:
    data = paged(BOUND, *BREAKS)
    marks = marks_of(data)
    assert page_list(data) == [(str(page), f"{mark.file}#page_{page}") for page, mark in marks.items()]
    nav = Opened(data).page("nav.xhtml")
    (found,) = [each for each in nav.iter(f"{XHTML}nav") if each.get(EPUB_TYPE) == "page-list"]
    assert (found.get("role"), found.get("hidden")) == ("doc-pagelist", "hidden")
    assert found.findtext(f"{XHTML}h1") == "页码"


def test_the_old_menu_has_the_same_list() -> None:
    data = paged(BOUND, *BREAKS)
    menu = ElementTree.fromstring(Opened(data).text("toc.ncx"))
    ncx = "{http://www.daisy.org/z3986/2005/ncx/}"
    targets = [
        (target.get("value"), content.get("src"))
        for target in menu.iter(f"{ncx}pageTarget")
        if (content := target.find(f"{ncx}content")) is not None
    ]
    assert targets == page_list(data)
    said = {meta.get("name"): meta.get("content") for meta in menu.iter(f"{ncx}meta")}
    assert said["dtb:totalPageCount"] == said["dtb:maxPageNumber"] == "13"


def test_the_package_says_whose_pages_these_are() -> None:
    book = Opened(paged(BOUND, *BREAKS))
    assert book.said("pageBreakSource") == [f"文摘, 第12期, PDF, {BOUND.identifier}"]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(book.said("schema:accessibilityFeature"))


def test_the_list_of_sources_names_pages() -> None:
    text = Opened(paged(BOUND, *BREAKS, folios=FOLIOS)).text("sources.xhtml")
    assert "</a>　2024年11月20日　7</p>" in text


def test_without_pages_there_is_nothing_of_all_this() -> None:
    book = Opened(rendered(BOUND))
    assert book.said("pageBreakSource") == []
    assert "pageNavigation" not in book.said("schema:accessibilityFeature")
    assert "page-list" not in book.text("nav.xhtml")
    assert "pageList" not in book.text("toc.ncx")
    assert not any("pagebreak" in book.text(name) for name in book.spine())


@pytest.mark.validators
def test_epubcheck_is_silent() -> None:
    assert_valid_epub(paged(BOUND, *BREAKS, folios=FOLIOS))


@pytest.mark.validators
def test_epubcheck_is_silent_where_every_character_begins_a_page() -> None:
    article = Article("题目", EVERYTHING, lang="zh-Hans", id="a1")
    edition = replace(Edition.of(article), assets=(PICTURE,))
    assert_valid_epub(paged(edition, *(("a1", offset) for offset in range(150))))
