"""What stands before and behind the articles: its order, the editors' note, lists, links into articles."""

import pytest
from msgspec.structs import replace
from renderers.docx.opened import W, WordFile, find, opened, value, word_bytes, words
from renderers.docx.surrounded import PAGES, surrounded
from renderers.docx.test_document import furniture, sections

from publish.model import Article, BackMatter, Edition, FrontMatter, Part
from publish.shorthand import link, p
from publish.theming.frame import outline

TITLES = ("Title", "Note Title", "TOC Heading", "Sources Title", "index heading", "Colophon Title")


def titles(word: WordFile) -> list[str]:
    """The titles of what stands around the articles, in their order."""
    return [text for name, text in word.lines() if name in TITLES]


def links(word: WordFile) -> dict[str, str]:
    """The bookmarks that links lead to, by their words."""
    found = word.document.iter(f"{W}hyperlink")
    return {words(each): each.get(f"{W}anchor", "") for each in found}


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        (
            ("title-page", "note", "contents"),
            ("sources", "index", "colophon"),
            ["江边", "编者的话", "目录", "来源一览", "人名索引", "版本说明"],
        ),
        (("contents", "note"), ("colophon", "index"), ["目录", "编者的话", "版本说明", "人名索引"]),
        ((), (), []),
    ],
)
def test_they_stand_in_the_order_of_the_edition(
    front: tuple[FrontMatter, ...], back: tuple[BackMatter, ...], expected: list[str]
) -> None:
    assert titles(opened(replace(surrounded(), front=front, back=back))) == expected


def test_an_edition_of_nothing_is_a_file_still() -> None:
    word = opened(Edition("空", (), lang="zh-Hans", front=(), back=()))
    assert len(sections(word)) == 1


# The editor's note ---------------------------------------------------------------------------------


def test_the_editors_note_is_set_like_an_article() -> None:
    word = opened(surrounded())
    lines = word.lines()
    start = lines.index(("Note Title", "编者的话"))
    assert lines[start + 1 : start + 5] == [
        ("Source Line", "编者"),
        ("Body Text", "这一期写水，林渡领航。"),
        ("heading 3", "致谢"),
        ("Figure", ""),
    ]
    assert words(word.notes[0]).strip() == "编者注"
    assert len(list(word.document.iter(f"{W}drawing"))) == 3  # the cover, the stamp, the ship


def test_the_editors_note_has_its_title_in_its_running_heads() -> None:
    word = opened(surrounded())
    note = sections(word)[2]
    assert furniture(word, note, "header") == {
        "even": "江边",
        "default": '{STYLEREF "Note Title"}编者的话',
        "first": "",
    }


def test_an_untitled_note_in_another_language_is_called_by_its_own_style() -> None:
    note = Article("", (p("Hello."),), lang="en", id="note")
    word = opened(replace(surrounded(), note=note))
    assert furniture(word, sections(word)[2], "header")["default"] == (
        '{STYLEREF "Note Title · en-US"}卷首语'
    )


# Lists ---------------------------------------------------------------------------------------------


def test_sources_and_index_name_pages_and_lead_to_them() -> None:
    word = opened(surrounded(), pages=PAGES)
    lines = word.lines()
    assert ("Sources Name", "江边月刊") in lines
    assert ("Sources Entry", "渡口　2024年3月5日　8") in lines
    assert ("index 1", "林渡　9、11") in lines
    assert links(word)["9"] == "lin"
    assert links(word)["11"] == "lin_2"


def test_without_pages_the_index_names_articles() -> None:
    assert ("index 1", "林渡　雾、风") in opened(surrounded()).lines()


# Contents ------------------------------------------------------------------------------------------


def test_the_contents_have_the_pages_of_the_pdf() -> None:
    word = opened(surrounded(), pages=PAGES)
    [contents] = word.document.iter(f"{W}sdt")
    assert [words(line) for line in contents.iter(f"{W}p")] == [
        *("编者的话　编者\t3", "上编\t7", "渡口　林渡、周帆\t8", "雾\t9"),
        *("下编\t10", "The Tide　A. Moon\t11", "风\t11", "来源一览\t12", "人名索引\t13"),
    ]
    codes = [code.text or "" for code in contents.iter(f"{W}instrText")]
    assert codes[1].strip() == "PAGEREF note \\h"
    assert codes[-1].strip() == "PAGEREF index \\h"


def test_page_numbers_stand_at_the_measure_behind_dots() -> None:
    word = opened(surrounded(), pages=PAGES)
    for name in ("toc 1", "toc 2"):
        tab = find(word.style(name), "pPr/tabs/tab")
        assert tab is not None
        assert (tab.get(f"{W}val"), tab.get(f"{W}leader")) == ("right", "dot")
        assert tab.get(f"{W}pos") == str(round(36 * 10.5 * 20))


@pytest.mark.parametrize("parts", [True, False])
def test_word_would_collect_the_same_contents(parts: bool) -> None:
    edition = surrounded()
    if not parts:
        edition = replace(edition, contents=(Part("", tuple(edition.articles())),))
    word = opened(edition)
    levels = outline_levels(word)
    deepest = 2 if parts else 1
    collected = [
        (levels[style], text)
        for line in word.document.iter(f"{W}p")
        if levels.get(style := value(line, "pPr/pStyle"), 9) <= deepest and (text := words(line))
    ]
    wanted = [({"part": 1, "entry": deepest}[entry.kind], entry.title) for entry in outline(edition)]
    assert collected == wanted


def outline_levels(word: WordFile) -> dict[str, int]:
    """The levels of styles in the outline, from 1, by their ids; those of their parents are theirs."""
    levels: dict[str, int] = {}
    for style in word.xml("word/styles.xml").iter(f"{W}style"):
        level, parent = value(style, "pPr/outlineLvl"), value(style, "basedOn")
        if level or parent in levels:
            levels[style.attrib[f"{W}styleId"]] = int(level) + 1 if level else levels[parent]
    return levels


# Links ---------------------------------------------------------------------------------------------


def test_a_link_leads_to_a_block_of_another_article() -> None:
    word = opened(surrounded())
    assert links(word)["林渡"] == "lin"  # in the editor's note, to an article


def test_a_link_to_no_block_of_another_article_is_its_words() -> None:
    one = Article("一", (p(link("#two/none", "甲"), link("#none/x", "乙")),), lang="zh-Hans", id="one")
    two = Article("二", (), lang="zh-Hans", id="two")
    word = opened(Edition("刊", (Part("", (one, two)),), lang="zh-Hans"))
    assert ("Body Text", "甲乙") in word.lines()
    assert "甲" not in links(word)


def test_a_link_leads_to_what_stands_around_the_articles() -> None:
    one = Article("一", (p(link("#colophon", "版本"), link("#note", "卷首")),), lang="zh-Hans", id="one")
    two = Article("二", (), lang="zh-Hans", id="two")
    found = links(opened(replace(surrounded(), contents=(Part("编", (one, two)),))))
    assert (found["版本"], found["卷首"]) == ("colophon", "note")


def test_the_same_bytes_twice() -> None:
    assert word_bytes(surrounded(), pages=PAGES) == word_bytes(surrounded(), pages=PAGES)
