"""Themes: inherited key by key, resolved to absolute values, wrong ones named with file and line."""

from pathlib import Path

import pytest

from publish.errors import ThemeError, UsageError
from publish.plugins import Plugins
from publish.theming.loading import load_theme
from publish.theming.shipped import THEMES, open_theme
from publish.theming.theme import Theme


def theme_of(folder: Path, text: str, name: str = "own") -> Theme:
    home = folder / name
    home.mkdir(exist_ok=True)
    (home / "theme.toml").write_text(text, "utf-8")
    return load_theme(home, lambda other: THEMES / other if (THEMES / other).is_dir() else folder / other)


def test_the_journal_is_b5_on_an_18_pt_grid_of_36_characters() -> None:
    theme = open_theme("journal", Plugins())
    assert (theme.size, theme.leading) == (10.5, 18)
    assert theme.page.measure == pytest.approx(36 * 10.5)
    assert theme.page.width == pytest.approx(176 / 25.4 * 72)
    assert theme.page.inner < theme.page.outer < theme.page.head < theme.page.foot


def test_every_block_of_the_journal_stays_on_its_grid() -> None:
    theme = open_theme("journal", Plugins())
    headings = [theme.style(f"heading-{level}") for level in range(2, 7)]
    for style in [theme.style("paragraph"), *headings]:
        lines = (style.leading + style.before + style.after) / theme.leading
        assert lines == pytest.approx(round(lines))


def test_a_role_inherits_its_kind_and_a_kind_inherits_text(tmp_path: Path) -> None:
    theme = theme_of(
        tmp_path,
        'inherits = "base"\n[style.aside]\nkind = "quote"\nsize = 9\n[style.quote]\ncolor = "accent"\n',
    )
    aside = theme.style("paragraph", "aside")
    assert aside.size == 9
    assert aside.color == theme.colors["accent"]
    assert aside.font == theme.style("quote").font == "kai"


def test_a_bare_number_of_a_space_is_lines_and_a_string_has_its_unit(tmp_path: Path) -> None:
    theme = theme_of(
        tmp_path,
        'inherits = "base"\n[grid]\nleading = 20\n[page]\nlines = 20\n'
        '[style.quote]\nbefore = 1.5\nafter = "10mm"\n',
    )
    quote = theme.style("quote")
    assert quote.before == 30
    assert quote.after == pytest.approx(28.346, abs=0.01)


def test_an_unknown_role_takes_its_kind() -> None:
    theme = open_theme("journal", Plugins())
    assert theme.style("quote", "no-such-role") == theme.style("quote")


def test_fonts_are_chosen_by_script_with_fallbacks_last() -> None:
    serif = open_theme("journal", Plugins()).font("serif")
    assert serif.stack("zh-Hans")[0] == "Noto Serif CJK SC"
    assert serif.stack("zh-TW")[0] == "Noto Serif CJK TC"
    assert serif.stack("ja")[0] == "Noto Serif CJK JP"
    assert serif.stack("en-GB")[0] == "Noto Serif"
    assert len(set(serif.stack("de"))) == len(serif.stack("de"))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            'inherits = "base"\n[style.quote]\nfnt = "kai"\n',
            "own/theme.toml:3: unknown key “fnt”",
            "“font”",
        ),
        (
            'inherits = "base"\n[style.quote]\nfont = "kaiti"\n',
            "3: [style.quote]: there is no font role “kaiti”",
            "“kai”",
        ),
        ('inherits = "base"\n[style.paragaph]\nsize = 9\n', ":2: nothing is set in", "“paragraph”"),
        ('inherits = "base"\n[style.lead]\nsize = "larg"\n', "there is no size “larg”", "sizes there are"),
        ('inherits = "base"\n[style.lead]\nsize = -3\n', ":3: ", ""),
        ('inherits = "base"\n[punctuation]\nkinsoku = "hard"\n', ":3: ", "loose"),
        ('inherits = "base"\n[arrangement]\nopener = ["title", "byelines"]\n', ":3: ", "byline"),
        ('inherits = "base"\n[style.quote]\ncolor = "red"\n', "“red” is no colour", "#rrggbb"),
        ('inherits = "base"\n[style.quote]\nafter = "3 elephants"\n', "is no length", "pt"),
        ('inherits = "base"\n[page]\nmeasure = 90\n', "measure is too wide", ""),
        ('inherits = "base"\n[style.a]\nkind = "b"\n[style.b]\nkind = "a"\n', "inherits itself", ""),
        ('inherits = "base"\n[style.a]\nkind = "b"\n', "there is no [style.b]", "names it as its kind"),
        ("[grid]\nsize = 10\nleading = 16\n", "needs [style.text]", ""),
        ('inherits = "own"\n', "inherits itself: own → own", ""),
        ("[grid\n", "own/theme.toml:1: this is not TOML", ""),
        ("[grid]\nsize = 0\n", ":2: this should be a number greater than 0", ""),
        ("[page]\nmeasure = 1\n", ":2: this should be a whole number of at least 4", ""),
    ],
)
def test_a_broken_theme_is_told_what_is_wrong(tmp_path: Path, text: str, message: str, hint: str) -> None:
    with pytest.raises(ThemeError) as caught:
        theme_of(tmp_path, text)
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_a_theme_that_inherits_an_unknown_one_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('\ninherits = "bock"\n', "utf-8")
    with pytest.raises(ThemeError) as caught:
        open_theme(str(tmp_path), Plugins())
    assert "theme.toml:2: there is no theme “bock”" in str(caught.value)
    assert "book" in caught.value.hint


def test_an_unknown_theme_lists_what_there_is() -> None:
    with pytest.raises(UsageError) as caught:
        open_theme("newspaper", Plugins())
    assert "journal" in caught.value.hint


def test_a_theme_may_be_a_folder_of_ones_own(tmp_path: Path) -> None:
    theme_of(tmp_path, 'inherits = "journal"\n[grid]\nsize = 11\n[page]\nmeasure = 34\n')
    theme = open_theme(str(tmp_path / "own"), Plugins())
    assert theme.size == 11
    assert theme.furniture.folio == "outer"
