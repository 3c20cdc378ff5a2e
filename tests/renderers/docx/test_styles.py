"""The theme in Word's styles: what an editor finds, and that nothing is set beside them."""

import pytest
from msgspec.structs import replace
from renderers.docx.opened import W, attributes, body_of, find, opened, theme, value

from publish.model import Article, Edition, Part, Tagged
from publish.renderers.docx.catalogue import BARE, bases
from publish.renderers.docx.faces import faces
from publish.renderers.docx.languages import Locale, locale
from publish.renderers.docx.settings import settings
from publish.renderers.docx.style_elements import everywhere
from publish.renderers.docx.styles import StyleSheet
from publish.shorthand import bullets, code, em, h, inlines, note, p, quote, strong
from publish.theming.theme import Punctuation


def test_the_body_is_song_on_the_grid() -> None:
    word = body_of(p("潮水"))
    normal, body = word.style("Normal"), word.style("Body Text")
    assert attributes(normal, "rPr/rFonts") == {
        "hint": "eastAsia",
        "ascii": "Noto Serif CJK SC",
        "hAnsi": "Noto Serif CJK SC",
        "eastAsia": "Noto Serif CJK SC",
        "cs": "Noto Naskh Arabic",
    }
    assert value(normal, "rPr/sz") == "21"  # 10.5 pt
    assert attributes(normal, "pPr/spacing") == {
        "before": "0",
        "after": "0",
        "line": "360",  # exactly 18 pt: a multiple would count from the font's own height
        "lineRule": "exact",
    }
    assert attributes(normal, "rPr/lang") == {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}
    assert attributes(body, "pPr/ind")["firstLineChars"] == "200"
    assert attributes(body, "pPr/ind")["firstLine"] == "420"
    assert value(body, "pPr/jc") == "both"


def test_chinese_lines_obey_the_rules_of_their_ends() -> None:
    normal = body_of(p("潮水")).style("Normal")
    found = {name: find(normal, f"pPr/{name}") for name in ("kinsoku", "topLinePunct", "autoSpaceDE")}
    assert None not in found.values()
    assert value(normal, "pPr/overflowPunct") == "0"
    settings = body_of(p("潮水")).xml("word/settings.xml")
    assert value(settings, "characterSpacingControl") == "compressPunctuation"


def test_marks_are_treated_as_the_theme_wants() -> None:
    def there(punctuation: Punctuation, name: str) -> bool:
        return any(
            mark.tag == f"{W}{name}" and mark.get(f"{W}val") != "0"
            for mark in everywhere(punctuation, "zh-Hans")
        )

    assert there(Punctuation(hanging=True), "overflowPunct")
    assert not there(Punctuation(hanging=False), "overflowPunct")
    assert there(Punctuation(gap=0.25), "autoSpaceDE")
    assert not there(Punctuation(gap=0), "autoSpaceDE")
    strict = replace(theme(), punctuation=Punctuation(kinsoku="strict"))
    edition = Edition("刊", (), lang="ja")
    assert settings(strict, edition).find(f"{W}strictFirstAndLastChars") is not None
    assert settings(theme(), edition).find(f"{W}strictFirstAndLastChars") is None


def test_only_han_text_snaps_to_the_grid() -> None:
    """LibreOffice gives the high fonts of other scripts two lines of it."""
    assert find(body_of(p("潮水")).style("Normal"), "pPr/snapToGrid") is not None
    assert value(body_of(p("潮水")).style("Normal"), "pPr/snapToGrid") != "0"
    assert value(body_of(p("مرحبا"), lang="ar").style("Normal"), "pPr/snapToGrid") == "0"


def test_alphabets_have_their_own_faces_and_are_hyphenated() -> None:
    word = body_of(p("tide"), lang="en")
    assert attributes(word.style("Normal"), "rPr/rFonts")["ascii"] == "Noto Serif"
    assert attributes(word.style("Normal"), "rPr/rFonts")["eastAsia"] == "Noto Serif CJK SC"
    assert find(word.style("Normal"), "pPr/kinsoku") is None
    assert find(word.xml("word/settings.xml"), "autoHyphenation") is not None
    assert find(word.style("heading 2"), "pPr/suppressAutoHyphens") is not None


def test_every_style_of_the_theme_is_there_before_it_is_used() -> None:
    word = body_of(p("潮水"))
    there = set(word.style_names().values())
    of_theme = {base.name.name for key, base in bases(theme(), 0).items() if key not in BARE}
    assert of_theme <= there
    assert {"Title", "Subtitle", "heading 1", "Quote", "caption", "List Bullet", "footnote text"} <= there
    assert {"header", "footer", "toc 1", "Emphasis", "Strong", "Hyperlink", "footnote reference"} <= there


def test_every_style_is_based_on_one_that_is_there_and_no_two_have_one_name() -> None:
    styles = list(body_of(quote(p("a"), h(2, "b"))).xml("word/styles.xml").iter(f"{W}style"))
    ids = [style.attrib[f"{W}styleId"] for style in styles]
    names = [value(style, "name").lower() for style in styles]
    assert len(set(ids)) == len(ids)
    assert len(set(names)) == len(names)
    assert {value(style, "basedOn") for style in styles} <= {"", *ids}


def test_only_names_of_our_own_are_custom() -> None:
    word = body_of(p("潮水"))
    custom = {
        value(style, "name"): style.get(f"{W}customStyle") == "1"
        for style in word.xml("word/styles.xml").iter(f"{W}style")
    }
    assert not any(custom[name] for name in ("Normal", "Body Text", "heading 2", "List Bullet 3", "toc 1"))
    assert all(custom[name] for name in ("Source Card", "Byline", "Verse", "Table Text", "Code"))


def test_no_paragraph_and_no_run_has_looks_of_its_own() -> None:
    word = body_of(
        p("甲", em(strong("乙")), code("c"), note("注", em("丙"))),
        quote(p(Tagged(inlines("English"), lang="en")), h(2, "丁")),
    )
    for part in ("word/document.xml", "word/footnotes.xml"):
        for properties in word.xml(part).iter(f"{W}rPr"):
            for own in properties:
                hint_alone = own.tag == f"{W}rFonts" and set(own.attrib) == {f"{W}hint"}
                assert own.tag in (f"{W}rStyle", f"{W}rtl") or hint_alone
        for properties in word.xml(part).iter(f"{W}pPr"):
            assert {own.tag.removeprefix(W) for own in properties} <= {
                "pStyle",
                "keepNext",
                "numPr",
                "sectPr",
            }


def test_where_parts_stand_above_articles_headings_are_one_level_deeper() -> None:
    article = Article("题", (h(2, "节"),), lang="zh-Hans", id="a")
    parts = opened(Edition("刊", (Part("编", (article, article), id="p"),), lang="zh-Hans"))
    plain = opened(Edition("刊", (Part("", (article, article)),), lang="zh-Hans"))
    headings = [line for line in parts.lines() if line[0].startswith("heading")]
    assert headings == [("heading 1", "编"), *[("heading 2", "题"), ("heading 3", "节")] * 2]
    headings = [line for line in plain.lines() if line[0].startswith("heading")]
    assert headings == [("heading 1", "题"), ("heading 2", "节")] * 2


def test_a_variant_is_made_once() -> None:
    styles = StyleSheet(theme(), "zh-Hans", 0)
    text = styles.paragraph("paragraph")
    assert styles.run(("strong", "emphasis"), text, "zh") == styles.run(
        ("emphasis", "strong"), text, "zh-CN"
    )
    assert styles.run((), text, "zh-Hans") == ""


def test_fonts_that_are_missing_have_stand_ins() -> None:
    fonts = body_of(p("潮水")).xml("word/fontTable.xml")
    others = {font.attrib[f"{W}name"]: value(font, "altName").split(",") for font in fonts}
    assert "SimSun" in others["Noto Serif CJK SC"]
    assert "宋体" in others["Noto Serif CJK SC"]
    assert {"KaiTi", "楷体"} <= set(others["LXGW WenKai"])
    assert value(fonts[0], "charset") == "86"  # GB 2312


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh-Hans", Locale("en-US", "zh-CN", "ar-SA")),
        ("zh-Hant", Locale("en-US", "zh-TW", "ar-SA")),
        ("zh-HK", Locale("en-US", "zh-HK", "ar-SA")),
        ("ja", Locale("en-US", "ja-JP", "ar-SA")),
        ("en", Locale("en-US", "zh-CN", "ar-SA")),
        ("en-GB", Locale("en-GB", "zh-CN", "ar-SA")),
        ("de", Locale("de-DE", "zh-CN", "ar-SA")),
        ("he", Locale("en-US", "zh-CN", "he-IL")),
        ("<script>", Locale("en-US", "zh-CN", "ar-SA")),
        ("", Locale("en-US", "zh-CN", "ar-SA")),
    ],
)
def test_languages_are_cultures_that_word_knows(lang: str, expected: Locale) -> None:
    assert locale(lang) == expected


def test_latin_words_in_han_text_take_the_han_fonts_own_latin() -> None:
    kai = theme().font("kai")
    assert faces(kai, "zh-Hans").latin == "LXGW WenKai"
    assert not faces(kai, "zh-Hans").italic
    assert faces(kai, "en").latin == "Noto Serif"
    assert faces(kai, "en").italic


def test_a_role_in_a_quotation_keeps_the_face_that_css_would_keep() -> None:
    word = body_of(quote(p("甲", role="contents-entry"), h(2, "乙"), bullets("丙")))
    assert [name for name, _ in word.text_lines()] == [
        "toc 1 · indented",
        "heading 2 · indented",
        "List Bullet · in Quote",
    ]
    assert attributes(word.style("List Bullet · in Quote"), "rPr/rFonts")["eastAsia"] == "LXGW WenKai"
