"""What only real fonts show: glyphs by language, joined dashes, the font's own kerning kept."""

from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from publish.diagnostics import Code
from publish.plugins import Plugins
from publish.theming.fontcache import FontCache
from publish.theming.fontcuts import PreparedFont
from publish.theming.fontfiles import installed_fonts
from publish.theming.fonts import FontUse, prepare_fonts
from publish.theming.shipped import open_theme

SONG = "Noto Serif CJK SC"


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> PreparedFont:
    if not installed_fonts().has(SONG):
        pytest.skip(f"{SONG} is not installed (Debian: fonts-noto-cjk)")
    characters = frozenset("中国—…“”‘’，。《》、·AV fi’s")
    cache = FontCache(tmp_path_factory.mktemp("cache"))
    use = FontUse("serif", 400, "zh-Hans", characters)
    return prepare_fonts(open_theme("journal", Plugins()), [use], cache=cache).fonts[0]


def shaped(font: PreparedFont, text: str, script: str, **features: bool) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", script, "zh-Hans"
    hb.shape(hb.Font(hb.Face(font.data)), buffer, features)
    return [position.x_advance for position in buffer.glyph_positions]


@pytest.mark.parametrize("script", ["Hani", "Latn", "Zyyy"])
def test_a_dash_is_as_wide_in_a_run_of_its_own_as_between_han_characters(
    song: PreparedFont, script: str
) -> None:
    assert shaped(song, "—", script) == [1000]
    assert shaped(song, "——", script) == [2000]  # the font joins them into one glyph


@pytest.mark.parametrize("script", ["Hani", "Latn", "Zyyy"])
def test_marks_close_up_in_every_script(song: PreparedFont, script: str) -> None:
    assert shaped(song, "》，《", script) == [500, 500, 1000]


def test_the_font_s_own_kerning_stays(song: PreparedFont) -> None:
    assert sum(shaped(song, "AV", "Latn")) < sum(shaped(song, "AV", "Latn", kern=False))


def test_an_apostrophe_can_be_had_narrow(song: PreparedFont) -> None:
    assert shaped(song, "’", "Latn") == [1000]
    assert shaped(song, "’", "Latn", pwid=True)[0] < 400


def test_its_tables_are_sound(song: PreparedFont) -> None:
    font = TTFont(BytesIO(song.data), checkChecksums=2)
    font.ensureDecompiled()
    assert {chr(code) for code in font.getBestCmap()} == song.characters
    assert not {"vmtx", "VORG", "DSIG"} & set(font.keys())


def test_the_text_of_a_page_costs_little(song: PreparedFont) -> None:
    assert len(song.data) < 40_000


def test_the_cache_is_not_needed(tmp_path: Path, song: PreparedFont) -> None:
    use = FontUse("serif", 400, "zh-Hans", song.characters)
    again = prepare_fonts(open_theme("journal", Plugins()), [use], cache=FontCache(tmp_path)).fonts[0]
    assert again.data == song.data


def test_an_emoji_that_no_font_has_is_shown_as_a_geta_mark(tmp_path: Path) -> None:
    if not installed_fonts().has(SONG):
        pytest.skip(f"{SONG} is not installed (Debian: fonts-noto-cjk)")
    unknown = "\U0001fae9\U000f0000"  # an emoji of 2025, and one of somebody's own
    use = FontUse("serif", 400, "zh-Hans", frozenset("中" + unknown))
    fonts = prepare_fonts(open_theme("journal", Plugins()), [use], cache=FontCache(tmp_path))
    assert not fonts.missing
    assert {said.code for said in fonts.diagnostics} == {Code.GLYPH_REPLACED}
    own = [font for font in fonts.fonts if font.characters <= set(unknown)]
    assert sorted(character for font in own for character in font.characters) == sorted(unknown)
    assert all(shaped(font, "".join(font.characters), "Zyyy") == [1000] for font in own)


def test_a_text_in_unknown_signs_is_not_set_in_a_thousand_faces(tmp_path: Path) -> None:
    if not installed_fonts().has(SONG):
        pytest.skip(f"{SONG} is not installed (Debian: fonts-noto-cjk)")
    use = FontUse("serif", 400, "zh-Hans", frozenset(chr(0xF0000 + number) for number in range(1000)))
    fonts = prepare_fonts(open_theme("journal", Plugins()), [use], cache=FontCache(tmp_path))
    assert len(fonts.fonts) < 120
    codes = [said.code for said in fonts.diagnostics]
    assert codes.count(Code.GLYPH_REPLACED) == 100
    assert codes.count(Code.GLYPH_MISSING) == len(fonts.missing) > 800
