"""Styles as CSS: minimal, in the unit asked for."""

import re

import pytest

from publish.plugins import Plugins
from publish.theming.css import declarations, inline_declarations, style_rules
from publish.theming.css_epub import epub_css
from publish.theming.shipped import open_theme
from publish.theming.theme import InlineStyle, Style, Theme

TEXT = Style(font="serif", size=10, leading=18, weight=400, color="#111111", align="left")
QUOTE = Style(
    font="kai",
    size=9,
    leading=18,
    weight=400,
    color="#111111",
    align="justify",
    first_indent=2,
    left=2,
    before=9,
)


@pytest.fixture(scope="module")
def theme() -> Theme:
    return open_theme("journal", Plugins())


# One style -----------------------------------------------------------------------------------------


def test_on_paper_everything_is_pt_but_indents() -> None:
    assert declarations(QUOTE, "pt") == {
        "font-size": "9pt",
        "line-height": "18pt",
        "font-weight": "400",
        "color": "#111111",
        "text-align": "justify",
        "text-indent": "2em",
        "hyphens": "auto",
        "margin": "9pt 0 0 2em",
    }


def test_on_screens_sizes_are_shares_of_what_a_block_stands_in() -> None:
    said = declarations(QUOTE, "em", within=TEXT)
    assert said["font-size"] == "0.9em"
    assert said["line-height"] == "2"
    assert said["margin"] == "1em 0 0 2em"


def test_what_is_inherited_is_not_said_again() -> None:
    assert set(declarations(QUOTE, "pt", within=TEXT)) == {
        "font-size",
        "text-align",
        "text-indent",
        "margin",
    }
    assert declarations(TEXT, "pt", within=TEXT) == {"text-align": "start", "text-indent": "0"}


def test_what_another_rule_says_otherwise_is_said() -> None:
    heading = Style("sans", 20, 27, 700, "#111111", "left", before=18, keep_with_next=True)
    said = declarations(TEXT, "pt", within=TEXT, over=(heading,))
    assert said["font-weight"] == "400"
    assert said["margin"] == "0"
    assert said["page-break-after"] == "auto"
    assert "color" not in said


def test_rules_frames_and_padding() -> None:
    def box(**tokens: float | str) -> dict[str, str]:
        style = Style("serif", 10, 18, 400, "#111111", "left", rule_color="#222222", **tokens)  # type: ignore[arg-type]
        return {
            name: value
            for name, value in declarations(style, "em").items()
            if name[:3] in ("bor", "pad", "bac")
        }

    assert box(rule_below=0.4) == {"border-bottom": "0.4pt solid #222222"}
    assert box(rule_left=2, padding=0.8) == {"padding": "0 0 0 0.8em", "border-left": "2pt solid #222222"}
    assert box(background="#f4f2ee", padding=1) == {"padding": "1em", "background": "#f4f2ee"}
    assert len(box(frame=0.4, padding=1)) == 5


def test_inline_styles_change_only_what_they_name() -> None:
    assert inline_declarations("strong", InlineStyle(weight=700)) == {"font-weight": "700"}
    assert inline_declarations("code", InlineStyle(scale=0.9, background="#eeeeee")) == {
        "font-size": "0.9em",
        "background": "#eeeeee",
    }
    assert inline_declarations("note-call", InlineStyle())["vertical-align"] == "super"


# A theme -------------------------------------------------------------------------------------------


def rules_of(theme: Theme) -> dict[str, dict[str, str]]:
    return dict(style_rules(theme, "em", lambda role: role))


def test_paragraphs_take_over_from_what_they_stand_in(theme: Theme) -> None:
    rules = rules_of(theme)
    assert rules["p"]["text-indent"] == "2em"
    (where,) = [where for where in rules if where.startswith("blockquote > p")]
    assert "li > p" in where
    assert rules[where] == {"text-align": "inherit", "text-indent": "inherit"}


def test_a_role_says_all_that_a_heading_would_say_otherwise(theme: Theme) -> None:
    byline = rules_of(theme)[".byline"]
    assert byline["font-weight"] == "400"
    assert byline["font-family"] == "kai"


def test_headings_say_only_how_they_differ_from_each_other(theme: Theme) -> None:
    rules = rules_of(theme)
    assert rules["h1, h2, h3, h4, h5, h6"]["font-family"] == "sans"
    assert "font-family" not in rules["h2"]


def test_what_stands_in_the_margins_of_a_page_is_no_rule_of_the_text(theme: Theme) -> None:
    assert not {".running-head", ".folio"} & set(rules_of(theme))


# EPUB ----------------------------------------------------------------------------------------------


def test_size_and_colour_of_the_text_are_the_readers(theme: Theme) -> None:
    (body,) = re.findall(r"^body \{ (font-family.*) \}$", epub_css(theme), re.MULTILINE)
    assert "font-size" not in body
    assert "color" not in body
    assert body.startswith('font-family: "Noto Serif CJK SC"')


def test_one_script_needs_no_rule_by_language(theme: Theme) -> None:
    assert "[lang" not in epub_css(theme, "zh-Hans", {"zh-Hans", "zh"})
    assert "font-style: italic" not in epub_css(theme, "zh-Hans")


def test_alphabets_are_slanted_where_chinese_is_kai(theme: Theme) -> None:
    css = epub_css(theme, "en")
    (slanted,) = re.findall(r"^(.*) \{ font-style: italic \}$", css, re.MULTILINE)
    assert "em" in slanted.split(", ")
    (upright,) = re.findall(r"^(.* em) \{ font-style: normal \}$", css, re.MULTILINE)
    assert {"blockquote em", ".lead em"} <= set(upright.split(", "))


def test_each_language_has_its_own_families(theme: Theme) -> None:
    css = epub_css(theme, "zh-Hans", {"en", "ja"})
    assert re.search(r':root \{ --serif: "Noto Serif CJK SC"', css)
    assert re.search(r'\[lang\|="ja"\] \{ --serif: "Noto Serif CJK JP"', css)
    assert re.search(r'\[lang\|="en"\] \{.*--slant: italic \}', css)
    # Readers without custom properties keep the first.
    assert re.search(
        r'^em \{ font-family: "LXGW WenKai".*; font-family: var\(--kai\) \}$', css, re.MULTILINE
    )


def test_indents_are_mirrored_for_languages_from_right_to_left(theme: Theme) -> None:
    assert "blockquote:lang(ar) { margin-left: 0; margin-right: 2em }" in epub_css(theme, "ar")
    assert ":lang(" not in epub_css(theme, "zh-Hans")


def test_nothing_stands_in_it_that_an_epub_may_not_have(theme: Theme) -> None:
    css = epub_css(theme, "zh-Hans", {"ar", "en"})
    assert not re.search(r"[ {]direction:|unicode-bidi|position: fixed|@import|url\(", css)


def test_braces_are_paired_and_the_sheet_is_the_same_each_time(theme: Theme) -> None:
    css = epub_css(theme, "zh-Hans", ["en", "ja", "ar"])
    assert css.count("{") == css.count("}")
    assert css == epub_css(theme, "zh-Hans", ["ar", "ja", "en"])
