"""Whole Word files: one article, a bound edition, sections, heads, contents, metadata, the package."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import docx
import pytest
from msgspec.structs import replace
from renderers.docx.opened import (
    R,
    W,
    WordFile,
    attributes,
    body_of,
    find,
    opened,
    picture,
    value,
    word_bytes,
    words,
)

from publish.diagnostics import Code, Report
from publish.model import Article, Edition, Figure, Image, Link, Paragraph, Part, Provenance, Text
from publish.pagination import Pagination
from publish.shorthand import bullets, em, h, inlines, link, note, p, quote

GOLDEN = Path(__file__).parent / "golden"

FERRY = Article(
    "渡口",
    (p("潮水", em("每天"), "来两次。", note("见《潮汐表》。")), h(2, "规矩"), bullets("先来", "先过")),
    subtitle="一篇小记",
    authors=("林渡", "周帆"),
    source="江边月刊",
    date="2024-03-05",
    lang="zh-Hans",
    summary="人从不看表。",
    provenance=Provenance(url="https://example.com/ferry", captured="2025-01-02T03:04:05"),
    id="ferry",
)


def bound() -> Edition:
    """Two parts of two articles, one with a picture, one in English."""
    cover, ship = picture(600, 900), picture(300, 100)
    fog = Article(
        "雾",
        (p("雾里看船。"), Figure((p(Image(ship.src, "船")),), inlines("图"))),
        lang="zh-Hans",
        id="fog",
    )
    tide = Article(
        "The Tide", (p("It comes ", em("twice"), "."),), authors=("A. Moon",), lang="en", id="tide"
    )
    to_ferry = p("见", Link("#ferry", (Text("渡口"),)))
    wind = Article("风", (to_ferry,), source="河埠书局", lang="zh-Hans", id="wind")
    return Edition(
        "江边",
        (
            Part("上编", (FERRY, fog), introduction=(p("编首语。"),), id="one"),
            Part("下编", (tide, wind), id="two"),
        ),
        subtitle="文选",
        issue="第 3 期",
        identifier="urn:uuid:0",
        lang="zh-Hans",
        date="2024-12-01",
        creators=("编者",),
        publisher="江边出版社",
        rights="保留所有权利",
        cover=cover.src,
        assets=(cover, ship),
    )


def sections(word: WordFile) -> list[Element]:
    return list(word.document.iter(f"{W}sectPr"))


def furniture(word: WordFile, section: Element, kind: str) -> dict[str, str]:
    """What the headers or footers of a section say, by the pages they are for."""
    targets = word.relationships()
    said = {}
    for reference in section.iter(f"{W}{kind}Reference"):
        part = word.xml(f"word/{targets[reference.attrib[f'{R}id']]}")
        code = "".join(each.text or "" for each in part.iter(f"{W}instrText")).strip()
        said[reference.attrib[f"{W}type"]] = f"{{{code}}}{words(part)}" if code else words(part)
    return said


# One article ---------------------------------------------------------------------------------------


def test_a_small_article_as_a_whole() -> None:
    document = WordFile(word_bytes(Edition.of(FERRY))).document
    ElementTree.indent(document)
    ElementTree.register_namespace("w", W.strip("{}"))
    ElementTree.register_namespace("r", R.strip("{}"))
    assert ElementTree.tostring(document, "unicode") + "\n" == (GOLDEN / "ferry.xml").read_text("utf-8")


def test_an_article_has_its_opener_and_its_source_card() -> None:
    assert opened(FERRY).lines() == [
        ("heading 1", "渡口"),
        ("Article Subtitle", "一篇小记"),
        ("Byline", "林渡、周帆"),
        ("Source Line", "江边月刊　·　2024年3月5日"),
        ("Lead", "人从不看表。"),
        ("Body Text", "潮水每天来两次。"),
        ("heading 2", "规矩"),
        ("List Bullet", "先来"),
        ("List Bullet", "先过"),
        ("Source Card Line · in Source Card first", "来源：江边月刊　·　原文：example.com"),
        ("Source Card Line · in Source Card", "收录：2025年1月2日"),
    ]


def test_the_page_is_the_themes() -> None:
    [section] = sections(opened(FERRY))
    page, margins = attributes(section, "pgSz"), attributes(section, "pgMar")
    assert (page["w"], page["h"]) == ("9978", "14173")  # 176 by 250 mm
    measure = int(page["w"]) - int(margins["left"]) - int(margins["right"])
    assert 0 <= measure - 36 * 10.5 * 20 <= 12  # and a hair more, so that rounding keeps 36 characters
    height = int(page["h"]) - int(margins["top"]) - int(margins["bottom"])
    assert height == pytest.approx(31 * 18 * 20, abs=1)
    assert attributes(section, "docGrid") == {"type": "lines", "linePitch": "360"}
    assert find(opened(FERRY).xml("word/settings.xml"), "mirrorMargins") is not None


def test_text_from_right_to_left_has_no_grid_of_lines() -> None:
    [section] = sections(opened(replace(FERRY, lang="ar")))
    assert attributes(section, "docGrid") == {"type": "default", "linePitch": "360"}


def test_running_heads_of_one_article_stand_from_its_second_page() -> None:
    word = opened(FERRY)
    [section] = sections(word)
    assert find(section, "titlePg") is not None
    assert furniture(word, section, "header") == {
        "even": "江边月刊",
        "default": "{STYLEREF 1}渡口",
        "first": "",
    }
    assert furniture(word, section, "footer") == {
        "even": "{PAGE}1",
        "default": "{PAGE}1",
        "first": "{PAGE}1",
    }


def test_running_titles_at_the_foot_stand_inside_of_the_folio() -> None:
    word = opened(FERRY, theme="digest")
    [section] = sections(word)
    assert furniture(word, section, "header") == {"even": "", "default": "", "first": ""}
    assert furniture(word, section, "footer") == {
        "even": "{PAGE  STYLEREF 1}1\u2003渡口",
        "default": "{STYLEREF 1  PAGE}渡口\u20031",
        "first": "{PAGE}1",
    }


@pytest.mark.parametrize(
    ("theme", "left", "right"), [("journal", "", "right"), ("book", "center", "center")]
)
def test_running_heads_stand_outside_or_in_the_middle(theme: str, left: str, right: str) -> None:
    word = opened(FERRY, theme=theme)
    # A line begins at the left where no style says otherwise.
    styles = word.style("header"), word.style("Header Right")
    assert [value(style, "pPr/jc") for style in styles] == [left, right]
    assert all((find(style, "pPr/pBdr") is None) is (theme == "book") for style in styles)


def test_an_article_of_a_bound_edition_has_running_heads_of_its_own() -> None:
    word = opened(bound())
    heads = [furniture(word, section, "header")["default"] for section in sections(word)]
    assert heads == [
        *("", "", ""),  # cover, title page, contents
        *("", "{STYLEREF 2}渡口", "{STYLEREF 2}雾"),
        # The English title is in a style of our own.
        *("", '{STYLEREF "heading 2 · en-US"}The Tide', "{STYLEREF 2}风"),
        *("", ""),  # sources, colophon
    ]


def test_no_page_can_hold_a_source_card_alone() -> None:
    long = "潮水每天来两次，人从不看表。" * 5
    body = (p("早先的话。"), p(long), p("（责任编辑　林渡）"))
    torn = Provenance("", "", "https://example.com/ferry", "2025-01-02", "truncated")
    word = opened(replace(FERRY, body=body, provenance=torn))
    kept = {
        words(line): find(line, "pPr/keepNext") is not None
        for line in word.document.iter(f"{W}p")
        if words(line) in ("早先的话。", long, "（责任编辑　林渡）")
        or words(line)[:2] in ("来源", "收录", "原文")
    }
    assert kept == {
        "早先的话。": False,
        long: True,
        "（责任编辑　林渡）": True,
        "原文在此中断，抓取不完整。": True,
        "来源：江边月刊　·　原文：example.com": True,
        "收录：2025年1月2日": False,
    }


def test_a_text_without_a_source_card_ends_as_it_likes() -> None:
    word = body_of(p("甲"), p("乙"))
    assert not list(word.document.iter(f"{W}keepNext"))


# A bound edition -----------------------------------------------------------------------------------


def test_a_bound_edition_in_reading_order() -> None:
    headed = ("heading", "Title", "TOC Heading", "toc", "Sources Title", "Colophon Title")
    lines = [line for line in opened(bound()).lines() if line[0].startswith(headed)]
    assert lines == [
        ("Title", "江边"),
        ("TOC Heading", "目录"),
        ("toc 1", "上编"),
        ("toc 2", "渡口　林渡、周帆"),
        ("toc 2", "雾"),
        ("toc 1", "下编"),
        ("toc 2", "The Tide　A. Moon"),
        ("toc 2", "风"),
        ("toc 1", "来源一览"),
        ("heading 1", "上编"),
        ("heading 2", "渡口"),
        ("heading 3", "规矩"),
        ("heading 2", "雾"),
        ("heading 1", "下编"),
        ("heading 2 · en-US", "The Tide"),
        ("heading 2", "风"),
        ("Sources Title", "来源一览"),
        ("Colophon Title", "版本说明"),
    ]


def test_every_part_and_article_begins_a_section() -> None:
    word = opened(bound())
    opening = [find(section, "titlePg") is not None for section in sections(word)]
    # cover, title page, contents; a part, two articles; a part, two articles; sources, colophon
    assert opening == [False, False, False, False, True, True, False, True, True, False, False]


def test_cover_and_title_page_are_bare_and_others_say_what_they_are() -> None:
    word = opened(bound())
    cover, title, contents, part, article, *_ = sections(word)
    bare = {"even": "", "default": "", "first": ""}
    for section in (cover, title):
        assert furniture(word, section, "header") == furniture(word, section, "footer") == bare
    for section in (contents, part):
        assert furniture(word, section, "header") == bare
        assert furniture(word, section, "footer")["even"] == "{PAGE}1"
    assert furniture(word, article, "header") == {
        "even": "江边",
        "default": "{STYLEREF 2}渡口",
        "first": "",
    }


def test_the_contents_are_a_field_filled_with_links() -> None:
    word = opened(bound())
    [contents] = word.document.iter(f"{W}sdt")
    codes = [code.text for code in contents.iter(f"{W}instrText")]
    assert codes == [' TOC \\o "1-2" \\h \\z \\u ']  # no page is known: no number rather than a wrong one
    bookmarks = {mark.get(f"{W}name") for mark in word.document.iter(f"{W}bookmarkStart")}
    anchors = [each.get(f"{W}anchor") for each in contents.iter(f"{W}hyperlink")]
    assert anchors == ["one", "ferry", "fog", "two", "tide", "wind", "sources"]
    assert set(anchors) <= bookmarks


def test_page_numbers_that_are_known_stand_in_the_contents() -> None:
    word = opened(bound(), pages=Pagination(9, (), {"one": 5, "ferry": 6}))
    [contents] = word.document.iter(f"{W}sdt")
    lines = [words(line) for line in contents.iter(f"{W}p")]
    assert lines[:3] == ["上编\t5", "渡口　林渡、周帆\t6", "雾"]
    codes = [code.text for code in contents.iter(f"{W}instrText")]
    assert codes[1:] == [" PAGEREF one \\h ", " PAGEREF ferry \\h "]


def test_one_article_in_a_part_has_the_part_before_it() -> None:
    word = opened(
        Edition("刊", (Part("编", (FERRY,), introduction=(p("引言。"),), id="one"),), lang="zh-Hans")
    )
    assert word.lines()[:3] == [("heading 1", "编"), ("Body Text", "引言。"), ("Part Label", "编")]
    assert word.lines()[3] == ("heading 2", "渡口")


def test_links_lead_from_one_article_to_another() -> None:
    word = opened(bound())
    anchors = [
        each.get(f"{W}anchor") for each in word.document.iter(f"{W}hyperlink") if words(each) == "渡口"
    ]
    assert anchors == ["ferry", "ferry"]  # in the article, and in the list of sources


def test_ids_are_the_articles_own() -> None:
    one = Article("一", (Paragraph(inlines("甲"), id="x"), p(link("#x", "见甲"))), lang="zh-Hans", id="one")
    two = Article("二", (Paragraph(inlines("乙"), id="x"), p(link("#x", "见乙"))), lang="zh-Hans", id="two")
    word = opened(Edition("刊", (Part("", (one, two)),), lang="zh-Hans"))
    anchors = [each.get(f"{W}anchor") for each in word.document.iter(f"{W}hyperlink")][2:]
    assert anchors == ["x", "x_2"]


# What a file says of itself ------------------------------------------------------------------------


def test_the_file_says_what_it_is() -> None:
    file = docx.Document(io.BytesIO(word_bytes(bound())))
    said = file.core_properties
    assert (said.title, said.author, said.language, said.identifier) == (
        "江边",
        "编者",
        "zh-Hans",
        "urn:uuid:0",
    )
    assert said.subject == "文选 第 3 期"
    assert said.created is not None
    assert said.created.isoformat()[:19] == "2024-12-01T00:00:00"
    custom = {
        each.attrib["name"]: "".join(each.itertext()) for each in opened(bound()).xml("docProps/custom.xml")
    }
    assert custom["Publisher"] == "江边出版社"


def test_a_title_too_long_for_words_properties_is_cut_there_alone() -> None:
    title = "长" * 300
    word = opened(Article(title, (p("文"),), lang="zh-Hans"))
    assert ("heading 1", title) in word.lines()
    [said] = word.xml("docProps/core.xml").iter("{http://purl.org/dc/elements/1.1/}title")
    assert said.text == "长" * 254 + "…"


# The package ---------------------------------------------------------------------------------------


def test_the_package_is_the_same_in_another_process() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from hashlib import sha256\n"
        "from renderers.docx.test_document import bound, word_bytes\n"
        "print(sha256(word_bytes(bound())).hexdigest())"
    )
    folder = Path(__file__).parents[2]
    made = {
        subprocess.run(
            [sys.executable, "-c", program, str(folder)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(made) == 1


def test_nothing_in_the_package_is_opaque_or_dated() -> None:
    with zipfile.ZipFile(io.BytesIO(word_bytes(bound()))) as archive:
        entries = archive.infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.filename.rpartition(".")[2] for entry in entries} == {"xml", "rels", "png"}
    names = {entry.filename for entry in entries}
    assert not names & {"docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"}


def test_every_part_is_in_one_relationship_at_least() -> None:
    word = opened(bound())
    named = {f"word/{target}" for target in word.relationships().values()}
    named |= {name for name in word.parts if name.startswith("docProps/")}
    assert {name for name in word.parts if name.startswith("word/") and "_rels" not in name} - {
        "word/document.xml"
    } <= named


def test_text_that_looks_like_markup_is_text() -> None:
    hostile = "</w:t><w:t>&amp; <!-- ]]> \" ' \u2028"
    word = opened(
        Article(hostile, (p(hostile), quote(p(link("https://example.com/", hostile)))), lang="zh-Hans")
    )
    assert word.lines() == [("heading 1", hostile), ("Body Text", hostile), ("Quote", hostile)]


def test_text_that_looks_like_a_field_stays_text() -> None:
    word = body_of(p('{ INCLUDETEXT "/etc/hostname" }'), h(2, "STYLEREF"))
    codes = [code.text for code in word.document.iter(f"{W}instrText")]
    assert codes == []


def test_a_picture_of_a_type_that_word_does_not_show_is_told_and_replaced() -> None:
    odd = picture(10, 10, "image/webp")
    report = Report()
    edition = Edition(
        "题", (Part("", (Article("题", (p(Image(odd.src, "船")),), lang="zh-Hans"),)),), assets=(odd,)
    )
    word = WordFile(word_bytes(edition, report=report))
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_UNREADABLE]
    assert any("船" in text for _, text in word.lines())


def test_an_edition_without_articles_is_a_file_still() -> None:
    word = opened(Edition("空", (), lang="zh-Hans"))
    assert ("Title", "空") in word.lines()
