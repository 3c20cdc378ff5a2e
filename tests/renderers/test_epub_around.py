"""EPUB: what stands around the articles, and links between them."""

from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from renderers.opened_epub import (
    BOUND,
    EPUB_TYPE,
    PICTURE,
    XHTML,
    Opened,
    assert_every_link_leads_somewhere,
    opened,
    rendered,
)
from validation import assert_valid_epub

from publish.model import Article, Edition, Image, Indexed, Note, Part
from publish.shorthand import h, link, note, p
from publish.theming.frame import outline

FERRY = Article(
    "渡口",
    (
        replace(h(2, "船"), id="h1"),
        replace(p("见", link("#a2/h1", "桥"), link("#a2/fn", "注"), link("#a2/none", "无")), id="b1"),
    ),
    source="水边",
    date="2024-01-02",
    id="a1",
)
BRIDGE = Article(
    "桥",
    (replace(h(2, "石"), id="h1"), p("石桥", Note((replace(p("注"), id="fn"),)), link("#note/b1", "卷首"))),
    source="桥头",
    id="a2",
)
NOTE = Article(
    "",
    (h(2, "缘起"), replace(p("读", link("#a1", "渡口"), note("注")), id="b1"), p(Image(PICTURE.src, "图"))),
    authors=("顾一苇",),
    id="note",
)
SURROUNDED = Edition(
    "河",
    (Part("上", (FERRY,), id="p1"), Part("", (BRIDGE,), id="p2")),
    identifier="urn:uuid:00000000-0000-4000-8000-000000000000",
    lang="zh-Hans",
    assets=(PICTURE,),
    note=NOTE,
    index=(Indexed("沈知秋", (("a1", "b1"), ("a2", "h1"))),),
)


def nav(book: Opened, kind: str) -> ElementTree.Element:
    (found,) = [each for each in book.page("nav.xhtml").iter(f"{XHTML}nav") if each.get(EPUB_TYPE) == kind]
    return found


def links(element: ElementTree.Element) -> list[tuple[str, str]]:
    return [("".join(a.itertext()), a.get("href", "")) for a in element.iter(f"{XHTML}a")]


# Order ---------------------------------------------------------------------------------------------


def test_everything_stands_in_its_order() -> None:
    assert opened(SURROUNDED).spine() == [
        "title-page.xhtml",
        "note.xhtml",
        "contents.xhtml",
        "part-01.xhtml",
        "article-001.xhtml",
        "article-002.xhtml",
        "sources.xhtml",
        "index.xhtml",
        "colophon.xhtml",
    ]


def test_the_order_is_the_editions() -> None:
    other = replace(SURROUNDED, front=("contents", "note"), back=("colophon", "index"))
    names = opened(other).spine()
    assert names[:2] == ["contents.xhtml", "note.xhtml"]
    assert names[-2:] == ["colophon.xhtml", "index.xhtml"]


def test_what_an_edition_does_not_have_is_passed_over() -> None:
    bare = replace(SURROUNDED, note=None, index=())
    assert not {"note.xhtml", "index.xhtml"} & set(opened(bare).spine())


def test_nothing_stands_around_a_single_article() -> None:
    alone = replace(SURROUNDED, contents=(Part("", (FERRY,)),), note=None)
    assert opened(alone).spine() == ["article-001.xhtml"]


# Documents -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "matter", "kind", "title"),
    [
        ("note.xhtml", "frontmatter", "preface", "卷首语"),
        ("sources.xhtml", "backmatter", "appendix", "来源一览"),
        ("index.xhtml", "backmatter", "index", "人名索引"),
        ("colophon.xhtml", "backmatter", "colophon", "版本说明"),
    ],
)
def test_each_says_what_it_is(name: str, matter: str, kind: str, title: str) -> None:
    page = opened(SURROUNDED).page(name)
    body = page.find(f"{XHTML}body")
    assert body is not None
    section = body[0]
    assert body.get(EPUB_TYPE) == matter
    assert (section.get(EPUB_TYPE), section.get("role")) == (kind, f"doc-{kind}")
    (heading,) = page.iter(f"{XHTML}h1")
    assert heading.text == page.findtext(f"{XHTML}head/{XHTML}title") == title
    assert section.get("aria-labelledby") == heading.get("id")


def test_the_note_has_its_writer_its_notes_and_its_pictures() -> None:
    text = opened(SURROUNDED).text("note.xhtml")
    marks = ["卷首语</h1>", "顾一苇", "缘起", "images/pixel.png", "doc-footnote"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


# Lists ---------------------------------------------------------------------------------------------


def test_the_contents_list_what_every_format_lists() -> None:
    book = opened(SURROUNDED)
    listed = links(book.page("contents.xhtml"))
    assert [title for title, _ in listed] == [entry.title for entry in outline(SURROUNDED)]
    assert listed == [
        ("卷首语", "note.xhtml#note"),
        ("上", "part-01.xhtml#p1"),
        ("渡口", "article-001.xhtml#a1"),
        ("桥", "article-002.xhtml#a2"),
        ("来源一览", "sources.xhtml#sources"),
        ("人名索引", "index.xhtml#index"),
    ]


def test_the_menu_lists_them_with_their_sections() -> None:
    book = opened(SURROUNDED)
    listed = links(nav(book, "toc"))
    assert listed == [
        ("卷首语", "note.xhtml#note"),
        ("缘起", "note.xhtml#note-section-1"),
        ("上", "part-01.xhtml#p1"),
        ("渡口", "article-001.xhtml#a1"),
        ("船", "article-001.xhtml#a1-h1"),
        ("桥", "article-002.xhtml#a2"),
        ("石", "article-002.xhtml#a2-h1"),
        ("来源一览", "sources.xhtml#sources"),
        ("人名索引", "index.xhtml#index"),
    ]
    old = ElementTree.fromstring(book.text("toc.ncx"))
    ncx = "{http://www.daisy.org/z3986/2005/ncx/}"
    points = [point.find(f"{ncx}content") for point in old.iter(f"{ncx}navPoint")]
    assert [point.get("src") for point in points if point is not None] == [href for _, href in listed]


def test_the_landmarks_know_the_note_and_the_index() -> None:
    marks = nav(opened(SURROUNDED), "landmarks").iter(f"{XHTML}a")
    assert [(mark.get(EPUB_TYPE), mark.get("href")) for mark in marks] == [
        ("titlepage", "title-page.xhtml"),
        ("preface", "note.xhtml"),
        ("toc", "contents.xhtml"),
        ("bodymatter", "part-01.xhtml"),
        ("index", "index.xhtml"),
    ]


# Links ---------------------------------------------------------------------------------------------


def test_a_link_to_a_block_of_another_article_leads_there() -> None:
    book = opened(SURROUNDED)
    assert links(book.page("article-001.xhtml")) == [
        ("桥", "article-002.xhtml#a2-h1"),
        ("注", "article-002.xhtml#a2-fn"),
    ]
    assert ("卷首", "note.xhtml#note-b1") in links(book.page("article-002.xhtml"))
    assert ("渡口", "article-001.xhtml#a1") in links(book.page("note.xhtml"))


def test_a_link_to_no_block_is_its_words() -> None:
    assert "见" in opened(SURROUNDED).text("article-001.xhtml")
    assert "无</p>" in opened(SURROUNDED).text("article-001.xhtml")


def test_the_index_leads_to_where_names_stand() -> None:
    assert links(opened(SURROUNDED).page("index.xhtml")) == [
        ("渡口", "article-001.xhtml#a1-b1"),
        ("桥", "article-002.xhtml#a2-h1"),
    ]


def test_every_link_leads_somewhere() -> None:
    assert_every_link_leads_somewhere(opened(SURROUNDED))
    unbound = replace(SURROUNDED, front=(), back=(), note=None)
    assert_every_link_leads_somewhere(opened(unbound))


@pytest.mark.validators
def test_epubcheck_is_silent() -> None:
    assert_valid_epub(rendered(SURROUNDED))
    turned = replace(BOUND, front=("contents", "title-page"), back=("colophon", "sources"))
    assert_valid_epub(rendered(turned))
