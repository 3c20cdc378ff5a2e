"""The style sheet of EPUBs: marks as the theme wants them, dots on the right side, legible at night."""

import re

import pytest
from msgspec.structs import replace

from publish.plugins import Plugins
from publish.theming.css_epub import epub_css
from publish.theming.shipped import open_theme
from publish.theming.theme import Punctuation, Theme

TINT = "#272727"
"""A tint of 16 % grey over the dark page."""


@pytest.fixture(params=["journal", "digest", "book"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return open_theme(request.param, Plugins())


def declared(css: str, selector: str) -> dict[str, str]:
    """What the rules of exactly this selector say by day, the later over the earlier."""
    day = css.partition("@media")[0]
    found = re.findall(rf"^{re.escape(selector)} \{{ (.*) \}}$", day, re.MULTILINE)
    return dict(pair.split(": ", 1) for rule in found for pair in rule.split("; "))


# Marks ---------------------------------------------------------------------------------------------


def test_marks_are_treated_as_the_theme_wants(theme: Theme) -> None:
    hung = replace(theme, punctuation=Punctuation(kinsoku="strict", hanging=True, gap=0.25))
    body = declared(epub_css(hung), "body")
    assert (body["line-break"], body["-webkit-line-break"]) == ("strict", "strict")
    assert body["hanging-punctuation"] == "allow-end last"
    assert body["text-autospace"] == "normal"
    inside = replace(theme, punctuation=Punctuation(kinsoku="loose", hanging=False, gap=0))
    body = declared(epub_css(inside), "body")
    assert body["line-break"] == "loose"
    assert "hanging-punctuation" not in body
    assert body["text-autospace"] == "no-autospace"


def test_the_squeeze_of_marks_and_good_last_lines_are_asked_for(theme: Theme) -> None:
    css = epub_css(theme)
    assert declared(css, "body")["text-spacing-trim"] == "trim-start"
    assert declared(css, "body")["text-wrap"] == "pretty"
    titles = "h1, h2, h3, h4, h5, h6, figcaption, caption, .subtitle"
    assert declared(css, titles) == {"text-wrap": "balance"}


def test_emphasis_dots_stand_under_chinese_and_over_other_text(theme: Theme) -> None:
    chinese = epub_css(theme, "zh-Hant", {"zh-Hans"})
    assert declared(chinese, ".dots")["text-emphasis-position"] == "under right"
    assert "over right" not in chinese
    mixed = epub_css(theme, "zh-Hans", {"ja"})
    assert declared(mixed, '[lang|="ja"] .dots')["text-emphasis-position"] == "over right"


# Rules ---------------------------------------------------------------------------------------------


def test_short_rules_have_the_length_and_the_place_the_theme_gives_them() -> None:
    digest = declared(epub_css(open_theme("digest", Plugins())), ".opener-rule")
    assert digest["width"] == "3em"
    assert digest["margin"].split()[3] == "0"  # at the left
    book = declared(epub_css(open_theme("book", Plugins())), ".opener-ornament")
    assert book["width"] == "3em"
    assert book["margin"].split()[1] == "auto"  # in the middle
    assert book["border-top"].startswith("2pt double #")


def test_the_rule_above_the_notes_begins_where_their_marks_do(theme: Theme) -> None:
    note = declared(epub_css(theme), ".note")
    rule = declared(epub_css(theme), ".note:first-child::before")
    assert rule["margin"].split()[3] == f"-{note['margin'].split()[3]}" == note["text-indent"]


def test_a_rule_at_the_side_is_on_the_other_one_in_arabic_and_of_its_own_kind(theme: Theme) -> None:
    notice = replace(theme.styles["notice"], rule_style="double")
    css = epub_css(replace(theme, styles=theme.styles | {"notice": notice}), "ar")
    mirrored = declared(css, ".notice:lang(ar)")
    assert mirrored["border-left"] == "0"
    assert " double #" in mirrored["border-right"]


# Night ---------------------------------------------------------------------------------------------


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""

    def luminance(color: str) -> float:
        channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_is_legible_at_night(theme: Theme) -> None:
    night = epub_css(theme).partition("prefers-color-scheme: dark")[2]
    (page,) = re.findall(r"html \{ background: (#\w{6})", night)
    colours = set(re.findall(r"[ -]color: (#\w{6})", night))
    assert colours
    assert min(contrast(colour, page) for colour in colours) >= 4.5
    for rule in night.splitlines():
        if "background: rgba" in rule:
            assert all(contrast(colour, TINT) >= 4.5 for colour in re.findall(r" color: (#\w{6})", rule))


@pytest.mark.parametrize("name", ["journal", "digest"])
def test_the_accent_is_the_same_hue_at_night_and_only_lighter(name: str) -> None:
    theme = open_theme(name, Plugins())
    night = epub_css(theme).partition("prefers-color-scheme: dark")[2]
    (found,) = re.findall(r"\.part-title\b[^{]*\{ color: (#\w{6})", night)
    accent = theme.colors["accent"]
    day, dark = ([int(each[place : place + 2], 16) for place in (1, 3, 5)] for each in (accent, found))
    assert sorted(range(3), key=day.__getitem__) == sorted(range(3), key=dark.__getitem__)
    assert all(after > before for before, after in zip(day, dark, strict=True))
