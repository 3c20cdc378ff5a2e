"""Inlines in Word: runs in character styles, links, notes, ruby, pictures."""

import pytest
from renderers.docx.opened import (
    WP,
    R,
    W,
    attributes,
    body_of,
    find,
    in_word,
    picture,
    theme,
    value,
    words,
)

from publish.model import Break, Image, Math, Note, Paragraph, Ruby, Styled, Tagged, Text
from publish.shorthand import bullets, code, em, h, img, inlines, link, note, p, strong


def test_an_emphasis_is_a_character_style_in_kai_and_upright() -> None:
    word = body_of(p("潮水", em("每天"), "来两次"))
    assert word.runs()[1:] == [("", "潮水"), ("Emphasis", "每天"), ("", "来两次")]
    style = word.style("Emphasis")
    assert attributes(style, "rPr/rFonts")["eastAsia"] == "LXGW WenKai"
    assert find(style, "rPr/i") is None


def test_an_emphasis_in_an_alphabet_is_in_italics() -> None:
    word = body_of(p("the tide ", em("twice")), lang="en")
    assert ("Emphasis", "twice") in word.runs()
    style = word.style("Emphasis")
    assert attributes(style, "rPr/rFonts")["ascii"] == "Noto Serif"
    assert find(style, "rPr/i") is not None


def test_styles_that_nest_make_one_style_named_after_both() -> None:
    word = body_of(p(strong("潮", em("水"))))
    assert word.runs()[1:] == [("Strong", "潮"), ("Emphasis Strong", "水")]
    style = word.style("Emphasis Strong")
    assert attributes(style, "rPr/rFonts")["eastAsia"] == "LXGW WenKai"
    assert find(style, "rPr/b") is not None


def test_code_in_a_heading_has_a_size_of_its_own() -> None:
    word = body_of(p(code("a")), h(2, code("b")), theme="book")
    assert [style for style, _ in word.runs()[1:]] == ["Code", "Code · in Heading2"]
    assert value(word.style("Code"), "rPr/sz") == "19"  # 0.9 of 10.5 pt, in half points
    assert value(word.style("Code · in Heading2"), "rPr/sz") == "22"


def test_strong_text_in_a_bold_heading_stays_bold() -> None:
    """Word toggles: bold on bold would be light."""
    word = body_of(h(2, strong("潮水")))
    [(_, _), (name, _)] = word.runs()
    assert name == "Strong · in Heading2"
    assert find(word.style(name), "rPr/b") is None


def test_foreign_words_have_their_own_language_and_faces() -> None:
    word = body_of(p("渡口", Tagged(inlines("the ferry"), lang="en")))
    assert word.runs()[2] == ("en-US", "the ferry")
    style = word.style("en-US")
    assert attributes(style, "rPr/rFonts")["ascii"] == "Noto Serif"
    assert attributes(style, "rPr/lang")["val"] == "en-US"


def test_chinese_quotation_marks_are_said_to_be_chinese() -> None:
    word = body_of(p("他说“潮来了”——"), p("没有引号"))
    hints = [run.find(f"{W}rPr/{W}rFonts") for run in word.document.iter(f"{W}r")]
    assert [hint is not None and hint.get(f"{W}hint") for hint in hints] == [False, "eastAsia", False]


def test_an_apostrophe_between_latin_letters_is_a_latin_one() -> None:
    word = body_of(p("Xi’an 的“引号”"))
    assert word.runs()[1:] == [("", "Xi"), ("en-US", "’"), ("", "an 的“引号”")]


def test_a_line_end_of_the_author_is_a_line_end() -> None:
    word = body_of(p("一", Break(), "二"))
    assert word.lines()[-1] == ("Body Text", "一\n二")


# Links ---------------------------------------------------------------------------------------------


def test_a_link_to_the_web_is_a_relationship_made_once_for_each_address() -> None:
    word = body_of(
        p(link("https://example.com/a?b=1&c=2", "甲"), link("https://example.com/a?b=1&c=2", "乙"))
    )
    links = list(word.document.iter(f"{W}hyperlink"))
    assert [words(each) for each in links] == ["甲", "乙"]
    [target] = {word.relationships()[each.attrib[f"{R}id"]] for each in links}
    assert target == "https://example.com/a?b=1&c=2"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///etc/hostname",
        "data:text/html,x",
        "#nowhere",
        "http://[::bad",
        "ftp://example.com/",
        "https://example.com/" + "a" * 2100,
        "",
    ],
)
def test_what_leads_nowhere_good_is_words_only(target: str) -> None:
    word = body_of(p("见", link(target, "此处")))
    assert word.lines()[-1] == ("Body Text", "见此处")
    assert not list(word.document.iter(f"{W}hyperlink"))
    assert target not in word.relationships().values()


def test_a_link_to_a_block_leads_to_its_bookmark() -> None:
    word = body_of(p(link("#目标-1", "下文")), Paragraph(inlines("这里"), id="目标-1"))
    [hyperlink] = word.document.iter(f"{W}hyperlink")
    *_, bookmark = word.document.iter(f"{W}bookmarkStart")
    assert hyperlink.get(f"{W}anchor") == bookmark.get(f"{W}name") == "id_1"


def test_a_link_in_a_link_is_words() -> None:
    word = body_of(p(link("https://example.com/", "外", link("https://example.org/", "内"))))
    [hyperlink] = word.document.iter(f"{W}hyperlink")
    assert words(hyperlink) == "外内"


# Notes ---------------------------------------------------------------------------------------------


def test_notes_are_footnotes_counted_in_circles() -> None:
    word = body_of(p("甲", note("注一"), "乙", note("注二")))
    calls = [call.get(f"{W}id") for call in word.document.iter(f"{W}footnoteReference")]
    assert calls == [each.get(f"{W}id") for each in word.notes] == ["1", "2"]
    assert [words(each).strip() for each in word.notes] == ["注一", "注二"]
    section = find(word.document, "body/sectPr")
    assert section is not None
    assert value(section, "footnotePr/numFmt") == "decimalEnclosedCircle"
    assert value(section, "footnotePr/numRestart") == "continuous"


def test_notes_in_an_alphabet_have_figures() -> None:
    word = body_of(p("a", note("b")), lang="en")
    section = find(word.document, "body/sectPr")
    assert section is not None
    assert value(section, "footnotePr/numFmt") == "decimal"


def test_a_note_may_hold_blocks_links_and_notes() -> None:
    inner = Note((p("内注"),))
    outer = Note((bullets("甲"), p("见", link("https://example.com/", "此"), inner)))
    word = body_of(p("文", outer))
    [footnote] = word.notes
    assert [words(line).strip() for line in footnote.iter(f"{W}p")] == ["甲", "见此", "内注"]
    assert "https://example.com/" in word.relationships("word/footnotes.xml").values()


# Ruby, formulas, pictures --------------------------------------------------------------------------


def test_ruby_stands_over_its_base_at_half_the_size() -> None:
    word = body_of(p(Ruby("渡口", "dùkǒu")))
    [ruby] = word.document.iter(f"{W}ruby")
    assert words(ruby) == "渡口"
    assert (value(ruby, "rubyPr/hps"), value(ruby, "rubyPr/hpsBaseText")) == ("10", "21")
    assert [text.text for text in ruby.iter(f"{W}t")] == ["dùkǒu", "渡口"]


def test_a_formula_is_tex_in_its_style() -> None:
    word = body_of(p("设", Math("x^2")))
    assert word.runs()[2] == ("Math · en-US", "x^2")


def test_a_picture_in_a_line_keeps_its_size_and_says_what_it_shows() -> None:
    asset = picture(24, 12)
    word = body_of(p("图标", img(asset.src, "小船"), "在此"), assets=(asset,))
    [inline] = word.document.iter(f"{WP}inline")
    extent, name = inline.find(f"{WP}extent"), inline.find(f"{WP}docPr")
    assert extent is not None
    assert name is not None
    assert (extent.get("cx"), extent.get("cy")) == (str(18 * 12_700), str(9 * 12_700))  # 24 px is 18 pt
    assert name.get("descr") == "小船"
    style = word.style(word.lines()[-1][0])
    assert attributes(style, "pPr/spacing")["lineRule"] == "atLeast"


def test_a_picture_is_never_wider_than_the_measure_nor_taller_than_the_page() -> None:
    wide, tall = picture(4000, 400), picture(100, 9000)
    word = body_of(p(img(wide.src)), p(img(tall.src)), assets=(wide, tall))
    sizes = [
        (int(extent.attrib["cx"]) / 12_700, int(extent.attrib["cy"]) / 12_700)
        for extent in word.document.iter(f"{WP}extent")
    ]
    assert sizes[0] == pytest.approx((378, 37.8))
    assert sizes[1][1] == pytest.approx(0.8 * 31 * 18)


def test_a_picture_shown_twice_is_stored_once_and_named_twice() -> None:
    asset = picture()
    word = body_of(
        p(img(asset.src)), p("又", img(asset.src)), p(note("注", img(asset.src))), assets=(asset,)
    )
    assert [name for name in word.parts if "media" in name] == ["word/media/image1.png"]
    shown = [*word.document.iter(f"{WP}docPr"), *word.notes[0].iter(f"{WP}docPr")]
    assert [name.get("id") for name in shown] == ["1", "2", "3"]
    assert {name.get("descr") for name in shown} == {"图片"}


def test_a_picture_that_could_not_be_had_is_words() -> None:
    missing = "https://example.com/a.jpg"
    word = body_of(p(Image(missing, "渡船")), p("看", Image(missing, "渡船"), "看"))
    said = "图片未能取得：渡船（example.com）"
    assert word.text_lines() == [("Picture Placeholder", said), ("Body Text · with picture", f"看{said}看")]
    assert ("Placeholder", said) in word.runs()


def test_styles_that_word_has_no_name_for_have_ours() -> None:
    styled = [
        Styled(name, (Text(name),))
        for name in ("underline", "strike", "superscript", "subscript", "small-caps", "highlight")
    ]
    word = body_of(p(*styled))
    assert [style for style, _ in word.runs()[1:]] == [
        "Underline",
        "Strikethrough",
        "Superscript",
        "Subscript",
        "Small Caps",
        "Highlight",
    ]
    assert value(word.style("Superscript"), "rPr/vertAlign") == "superscript"
    assert attributes(word.style("Highlight"), "rPr/shd")["fill"] == in_word(
        theme().inlines["highlight"].background
    )


def test_a_note_hangs_behind_its_mark() -> None:
    word = body_of(p("潮水", note("见《潮汐表》。")))
    indents = attributes(word.style("footnote text"), "pPr/ind")
    assert (indents["left"], indents["hanging"]) == ("240", "240")  # 1.5 em of 8 pt
    assert "firstLine" not in indents
    assert words(word.notes[0]) == "\t见《潮汐表》。"
