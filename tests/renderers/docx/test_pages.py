"""Bookmarks where the pages of the PDF begin: in the right place, each once, and none without a PDF."""

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from renderers.docx.opened import W, WordFile, opened, picture, theme, word_bytes
from renderers.docx.surrounded import PAGES, surrounded
from renderers.docx.test_docx_laws import SPARINGLY
from strategies import articles

from publish.checks import DOCX
from publish.checks.words import check_words
from publish.model import (
    Article,
    Block,
    Cell,
    Code,
    CodeBlock,
    Edition,
    Figure,
    Image,
    Inline,
    Math,
    Note,
    Paragraph,
    Part,
    Ruby,
    Table,
    Text,
    Verse,
)
from publish.normal import normalize
from publish.pagination import INVISIBLE, PageBreak, Pagination
from publish.shorthand import bullets, code, em, inlines, link, note, p, strong
from publish.theming.frame import back_matter, closing, note_opener, opener, part_opening, title_page
from publish.walk import Blocks, map_inlines, rows_in_order

SHIP = picture(300, 100)


def marked(*blocks: Block, pages: Sequence[int], lang: str = "zh-Hans") -> list[str]:
    """The paragraphs of an article's body, each page that begins in them as its number in brackets.

    `pages` are the characters of the body before which pages 2, 3 ... begin.
    """
    # The title is counted, too.
    breaks = [PageBreak(number, "a1", offset + 1) for number, offset in enumerate(pages, start=2)]
    article = Article("题", blocks, lang=lang, id="a1")
    edition = Edition("题", (Part("", (article,)),), lang=lang, assets=(SHIP,))
    word = opened(edition, pages=Pagination(len(breaks) + 1, tuple(breaks)))
    lines = ["".join(shown(paragraph)) for paragraph in word.document.iter(f"{W}p")]
    return [line for line in lines[1:] if line]


def shown(element: Element) -> Iterator[str]:
    """What stands in an element: its text, ▣ for a picture, bookmarks of pages as (5)."""
    match element.tag.removeprefix(W):
        case "t":
            yield element.text or ""
        case "drawing":
            yield "▣"
        case "bookmarkStart" if found := re.fullmatch(r"page_(\d+)", element.attrib[f"{W}name"]):
            yield f"({found[1]})"
        case "rt":
            return
        case _:
            for child in element:
                yield from shown(child)


# Places --------------------------------------------------------------------------------------------


def test_a_page_begins_inside_a_paragraph() -> None:
    assert marked(p("潮水每天来两次。"), p("人从不看表。"), pages=[4, 8, 12]) == [
        "潮水每天(2)来两次。",
        "(3)人从不看(4)表。",
    ]


def test_a_page_begins_inside_of_what_is_styled_or_a_link() -> None:
    text = p("潮", em("水", strong("每天")), link("https://example.com/", "来两次"), code("ab"))
    assert marked(text, pages=[1, 3, 5, 7]) == ["潮(2)水每(3)天来(4)两次(5)ab"]


def test_a_page_begins_behind_a_word_that_its_end_parts() -> None:
    assert marked(p("It comes twice."), pages=[4], lang="en") == ["It comes(2) twice."]
    assert marked(p("在 Xi’an 城。"), pages=[3], lang="zh-Hans") == ["在 Xi(2)’an 城。"]


def test_blanks_and_line_ends_are_not_counted() -> None:
    assert marked(p("a b　c"), CodeBlock("x\n  y\tz"), pages=[2, 4]) == ["a b　(2)c", "x  (3)yz"]


def test_pictures_and_formulas_count_as_one() -> None:
    text = p("见", Image(SHIP.src, "船"), Math("x^2+y"), "之")
    assert marked(text, pages=[1, 2, 3]) == ["见(2)▣(3)x^2+y(4)之"]


def test_the_words_in_the_place_of_a_picture_are_counted() -> None:
    [line] = marked(p(Image("https://example.com/a.png", "船")), pages=[2])
    assert line == "图片(2)未能取得：船（example.com）"


def test_a_picture_that_word_alone_cannot_show_counts_as_one() -> None:
    odd = picture(10, 10, "image/webp")
    article = Article("题", (p(Image(odd.src, "船")), p("岸上")), lang="zh-Hans", id="a1")
    edition = Edition("题", (Part("", (article,)),), lang="zh-Hans", assets=(odd,))
    word = opened(edition, pages=Pagination(3, (PageBreak(2, "a1", 1), PageBreak(3, "a1", 3))))
    lines = ["".join(shown(paragraph)) for paragraph in word.document.iter(f"{W}p")]
    assert lines == ["题", "(2)图片未能取得：船", "岸(3)上"]


def test_readings_are_not_counted_and_no_page_begins_inside_a_ruby() -> None:
    text = p("过", Ruby("渡口", "dùkǒu"), "了")
    assert marked(text, pages=[1, 3]) == ["过(2)渡口(3)了"]
    assert marked(text, pages=[2]) == ["过渡口(2)了"]


def test_notes_are_not_counted() -> None:
    assert marked(p("潮水", note("见《潮汐表》，很长的一条注。"), "每天"), pages=[2]) == ["潮水(2)每天"]


def test_pages_begin_in_lists_tables_verse_and_captions() -> None:
    table = Table((), ((Cell((p("甲"),)), Cell((p("乙丙"),))),), caption=inlines("表题"))
    body = (
        bullets("先来", "先过"),
        table,
        Verse((inlines("一行"), inlines("二行"))),
        Figure((p(Image(SHIP.src)),), inlines("图说")),
    )
    assert marked(*body, pages=[2, 5, 8, 11, 13, 14]) == [
        *("先来", "(2)先过"),
        *("表(3)题", "甲", "乙(4)丙"),
        *("一行(5)二行", "(6)▣", "(7)图说"),
    ]


def test_a_page_that_holds_nothing_that_is_counted_begins_at_the_end_of_its_article() -> None:
    assert marked(p("潮水", note("很长的一条注")), pages=[2, 99]) == ["潮水(2)(3)"]


def test_a_page_and_a_block_of_its_name_have_bookmarks_of_their_own() -> None:
    article = Article("题", (Paragraph(inlines("甲"), id="page-2"), p(link("#page-2", "见甲"))), id="a1")
    edition = Edition("题", (Part("", (article,)),))
    word = opened(edition, pages=Pagination(2, (PageBreak(2, "a1", 1),)))
    assert names(word.document) == ["a1", "page_2_2", "page_2"]
    assert [each.get(f"{W}anchor") for each in word.document.iter(f"{W}hyperlink")] == ["page_2_2"]
    assert "page_2" in names(opened(edition).document)


def names(element: Element) -> list[str]:
    """The names of bookmarks, in their order."""
    return [mark.attrib[f"{W}name"] for mark in element.iter(f"{W}bookmarkStart")]


# A bound edition -----------------------------------------------------------------------------------


def test_every_page_of_an_edition_has_its_bookmark_once_and_in_order() -> None:
    word = opened(surrounded(), pages=PAGES)
    found = [name for name in names(word.document) if name.startswith("page_")]
    assert found == [f"page_{number}" for number in range(1, 15)]


def test_a_page_begins_before_the_first_character_on_it() -> None:
    word = opened(surrounded(), pages=PAGES)
    lines = ["".join(shown(line)) for line in word.document.iter(f"{W}p")]
    begun = [line for line in lines if re.match(r"\(\d+\)", line)]
    assert begun == [
        *("(1)▣", "(2)江边", "(3)编者的话", "(5)目录", "(6)下编10", "(7)上编", "(8)上编", "(9)上编"),
        *("(10)下编", "(11)下编", "(12)来源一览", "(13)人名索引", "(14)版本说明"),
    ]
    assert any("写水，(4)林渡领航" in line for line in lines)


def test_without_pages_there_are_no_bookmarks_of_any() -> None:
    assert not [name for name in names(opened(surrounded()).document) if name.startswith("page_")]


def test_a_page_of_what_word_does_not_show_is_not_lost() -> None:
    edition = replace(surrounded(), cover="", front=("contents",), back=())
    word = opened(edition, pages=PAGES)
    found = [name for name in names(word.document) if name.startswith("page_")]
    assert sorted(found) == sorted(f"page_{number}" for number in range(1, 15))


# Any edition ---------------------------------------------------------------------------------------


THEME = theme()


def headed(article: Article) -> Blocks:
    return opener(article, "zh-Hans", THEME.arrangement.opener, "编")


def shown_image(inline: Inline) -> tuple[Inline, ...]:
    """The inline, its picture one that the edition has."""
    return (replace(inline, src=SHIP.src) if isinstance(inline, Image) else inline,)


def units(nodes: Iterable[Block | Inline]) -> list[str]:
    """What is counted as one each, as it is shown; the base of a ruby with its first character."""
    found: list[str] = []
    for node in nodes:
        match node:
            case Text(text) | Code(text) | CodeBlock(text=text) | Ruby(text, ""):
                found += bare(text)
            case Ruby(base):
                # A page that begins inside of it stands behind it: the first bears all that is shown.
                found += [bare(base), *[""] * len(bare(base))][: len(bare(base))]
            case Math(tex):
                found.append(bare(tex))
            case Image():
                found.append("▣")
            case Note():
                pass
            case _:
                for row in rows_in_order(node):
                    found += units(row)
    return found


def bare(text: str) -> str:
    """The text without what is not seen."""
    return INVISIBLE.sub("", text)


@st.composite
def paged(draw: st.DrawFn) -> tuple[Edition, list[tuple[str, list[str]]], Pagination]:
    """Any edition, its scopes with the units they are counted by, and pages that begin anywhere in them."""
    bodies = [normalize(draw(articles())) for _ in range(3)]
    first, second, editors = (
        replace(body, id=id_, body=map_inlines(body.body, shown_image), lang="zh-Hans")
        for body, id_ in zip(bodies, ("a1", "a2", "note"), strict=True)
    )
    part = Part("编", (first, second), introduction=(p("编首语。"),), id="p1")
    edition = Edition("刊", (part,), lang="zh-Hans", assets=(SHIP,), note=editors)
    scopes = [
        ("title-page", units(title_page(edition, THEME.arrangement.title_page))),
        ("note", units((*note_opener(edition), *editors.body))),
        ("p1", units(part_opening(part))),
        *(
            (
                article.id,
                units((*headed(article), *article.body, *closing(article, "zh-Hans"))),
            )
            for article in (first, second)
        ),
        *((matter.kind, units(matter.blocks)) for matter in back_matter(edition)),
    ]
    breaks: list[PageBreak] = []
    for scope, counted in scopes:
        for offset in sorted(draw(st.sets(st.integers(0, len(counted) + 2), max_size=5))):
            breaks.append(PageBreak(len(breaks) + 1, scope, offset))
    return edition, scopes, Pagination(len(breaks), tuple(breaks))


@SPARINGLY
@given(paged())
def test_every_page_begins_where_it_does_in_the_pdf(
    made: tuple[Edition, list[tuple[str, list[str]]], Pagination],
) -> None:
    edition, scopes, pages = made
    data = word_bytes(edition, pages=pages)
    found = read_back(WordFile(data))
    for scope, counted in scopes:
        text, marks = found.pop(0)
        while text.startswith("目录"):
            text, marks = found.pop(0)
        assert text == "".join(counted), scope
        wanted = {each.page: each.offset for each in pages.breaks if each.scope == scope}
        assert marks.keys() == wanted.keys()
        for page, offset in wanted.items():
            expected = len("".join(counted[:offset]))
            # Behind a word that is parted, if not where it begins.
            assert marks[page] >= expected
            assert PARTED.fullmatch(text[expected : marks[page]])
    assert not found
    assert check_words(edition, DOCX, data, THEME.arrangement) == []


PARTED = re.compile("[A-Za-z0-9\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff]*")


def read_back(word: WordFile) -> list[tuple[str, dict[int, int]]]:
    """The sections of a file: what is seen in each, and behind how much of that its pages begin."""
    found: list[tuple[str, dict[int, int]]] = [("", {})]
    for line in word.document.iter(f"{W}p"):
        for piece in shown(line):
            text, marks = found[-1]
            if page := re.fullmatch(r"\((\d+)\)", piece):
                marks[int(page[1])] = len(text)
            else:
                found[-1] = (text + bare(piece), marks)
        if line.find(f"{W}pPr/{W}sectPr") is not None:
            found.append(("", {}))
    return found
