"""Fonts found, covered and prepared: with test fonts under the names that the theme's stacks ask for."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont
from msgspec.structs import replace
from typefaces import EVERYTHING, HAN, LATIN, font_file, write

from publish.diagnostics import Code
from publish.errors import DependencyError
from publish.plugins import Plugins
from publish.theming.fontcache import FontCache, cache_folder
from publish.theming.fontcuts import PreparedFont
from publish.theming.fontfiles import FontFile, InstalledFonts, parse_list
from publish.theming.fonts import FontSet, FontUse, needs_glyph, prepare_fonts
from publish.theming.shipped import open_theme
from publish.theming.squeeze import Feature
from publish.theming.theme import Font, Theme

SONG, KAI, ROMAN, SYMBOLS = "Song", "Kai", "Roman", "Symbols"


@pytest.fixture(scope="module")
def theme() -> Theme:
    fonts = {
        "serif": Font(
            "serif",
            {
                "hans": (SONG,),
                "hant": (SONG,),
                "ja": (SONG,),
                "latin": (ROMAN, SONG),
                "fallback": (SYMBOLS,),
            },
        ),
        "kai": Font("kai", {"hans": ("No Such Kai", KAI), "latin": (ROMAN,), "fallback": ()}, slanted=True),
        "lost": Font("lost", {"hans": ("Gone",), "latin": ("Gone",), "fallback": (SONG,)}),
        "nothing": Font("nothing", {"latin": ("Gone",)}),
    }
    return replace(open_theme("journal", Plugins()), fonts=fonts)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> InstalledFonts:
    folder = tmp_path_factory.mktemp("fonts")

    def file(name: str, family: str, characters: str, **options: Any) -> FontFile:
        path = write(folder, name, font_file(characters, family, **options))
        bold, slanted = "bold" in name, "italic" in name
        weight = 700.0 if bold else 400.0
        return FontFile(path, 0, (family,), weight, weight, slanted)

    return InstalledFonts(
        [
            file("song.ttf", SONG, EVERYTHING),
            file("song-bold.ttf", SONG, EVERYTHING),
            file("kai.ttf", KAI, HAN + "“”‘’，。《》" + LATIN + " ", narrow=True),
            file("roman.ttf", ROMAN, LATIN + " é-"),
            file("roman-italic.ttf", ROMAN, LATIN + " é-"),
            file("symbols.ttf", SYMBOLS, "☆★ "),
        ]
    )


@pytest.fixture
def no_cache(tmp_path: Path) -> FontCache:
    return FontCache(tmp_path / "cache")


def use(characters: str, role: str = "serif", weight: int = 400, lang: str = "zh-Hans") -> FontUse:
    return FontUse(role, weight, lang, frozenset(characters))


def shaped(font: PreparedFont, text: str, lang: str = "zh-Hans", **features: bool) -> list[int]:
    """The advances of a text in thousandths of an em, as any engine shapes it."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = lang
    hb.shape(hb.Font(hb.Face(font.data)), buffer, features)
    return [position.x_advance for position in buffer.glyph_positions]


@pytest.fixture
def prepare(theme: Theme, installed: InstalledFonts, no_cache: FontCache) -> Any:
    def prepare(*uses: FontUse, squeeze: Feature = "kern") -> FontSet:
        return prepare_fonts(theme, uses, squeeze=squeeze, installed=installed, cache=no_cache)

    return prepare


# Cover ---------------------------------------------------------------------------------------------


def test_a_font_has_just_what_is_set_in_it(prepare: Any) -> None:
    (font,) = prepare(use("中文，a")).fonts
    codes = TTFont(BytesIO(font.data)).getBestCmap()
    assert set("中文，a") <= font.characters == {chr(code) for code in codes}
    assert "国" not in font.characters


def test_blanks_hyphens_and_numbers_are_always_there(prepare: Any) -> None:
    (font,) = prepare(use("中")).fonts
    assert set(" -0123456789") <= font.characters


def test_each_character_is_set_in_the_first_font_that_has_it(prepare: Any) -> None:
    fonts = prepare(use("中☆")).fonts
    assert [(font.source, "中" in font.characters, "☆" in font.characters) for font in fonts] == [
        (SONG, True, False),
        (SYMBOLS, False, True),
    ]


def test_words_in_chinese_take_the_latin_of_the_chinese_font(prepare: Any) -> None:
    (font,) = prepare(use("中a")).fonts
    assert font.source == SONG


def test_a_text_in_an_alphabet_takes_its_own_font(prepare: Any) -> None:
    fonts = prepare(use("aé中", lang="en")).fonts
    assert [font.source for font in fonts] == [ROMAN, SONG]


def test_what_kai_is_to_song_italics_are_to_roman(prepare: Any) -> None:
    (kai,) = prepare(use("中", "kai")).fonts
    (italic,) = prepare(use("a", "kai", lang="en")).fonts
    assert (kai.source, kai.italic) == (KAI, False)
    assert (italic.source, italic.italic) == (ROMAN, True)


def test_a_character_that_no_font_has_is_reported_with_its_code_point(prepare: Any) -> None:
    fonts = prepare(use("中🜚"))
    assert fonts.missing == {"🜚"}
    (diagnostic,) = fonts.diagnostics
    assert diagnostic.code is Code.GLYPH_MISSING
    assert "🜚" in diagnostic.message
    assert "U+1F71A" in diagnostic.message


@pytest.mark.parametrize(
    "character", ["\u200b", "\u00ad", "\ufe0f", "\u200d", "\n", "\u2060", "\U000e0101"]
)
def test_what_is_never_drawn_needs_no_glyph(character: str, prepare: Any) -> None:
    assert not needs_glyph(character)
    assert not prepare(use(f"中{character}")).missing


def test_blanks_of_any_width_need_none_either(prepare: Any) -> None:
    assert not prepare(use("中\u2003\u202f")).missing


def test_the_next_choice_of_a_stack_is_taken_without_a_word(prepare: Any) -> None:
    assert prepare(use("中", "kai")).diagnostics == ()


def test_where_no_choice_of_the_theme_is_installed_it_is_said_what_was_taken(prepare: Any) -> None:
    (diagnostic,) = prepare(use("中", "lost")).diagnostics
    assert diagnostic.code is Code.FONT_MISSING
    assert SONG in diagnostic.message
    assert "Gone" in diagnostic.hint


def test_no_font_at_all_is_an_error(prepare: Any) -> None:
    with pytest.raises(DependencyError, match="nothing"):
        prepare(use("a", "nothing", lang="en"))


def test_a_file_that_is_gone_is_an_error(theme: Theme, no_cache: FontCache) -> None:
    gone = InstalledFonts([FontFile("/nowhere/song.ttf", 0, (SONG,), 400, 400)])
    with pytest.raises(DependencyError, match="cannot be read"):
        prepare_fonts(theme, [use("中")], installed=gone, cache=no_cache)


# The squeeze ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "advances"),
    [
        ("，《", [500, 1000]),  # closing and opening
        ("》、", [500, 1000]),  # closing and closing
        ("“《", [500, 1000]),  # opening and opening
        ("》·", [500, 1000]),  # closing and centred
        ("·《", [500, 1000]),  # centred and opening
        ("·》", [1000, 1000]),  # a centred mark keeps its blank before a closing one
        ("《》", [1000, 1000]),  # nothing between these to give up
        ("中，文", [1000, 1000, 1000]),
        ("》》》", [500, 500, 1000]),
    ],
)
def test_adjacent_marks_close_up(text: str, advances: list[int], prepare: Any) -> None:
    (font,) = prepare(use("中文，《》、“·")).fonts
    assert shaped(font, text) == advances


def test_each_mark_is_known_by_its_ink(prepare: Any) -> None:
    (font,) = prepare(use("《。·中")).fonts
    assert font.trims == {"《": (0.5, 0.0), "。": (0.0, 0.5)}


def test_the_squeeze_can_wait_for_a_reader_that_asks_for_it(prepare: Any) -> None:
    (font,) = prepare(use("，《"), squeeze="chws").fonts
    assert shaped(font, "，《", chws=False) == [1000, 1000]
    assert shaped(font, "，《", chws=True) == [500, 1000]


def test_dashes_run_into_each_other_where_the_font_does_not_join_them(prepare: Any) -> None:
    (font,) = prepare(use("中—")).fonts
    # 50 units of blank at both sides, and 30 more so that spaced letters leave no gap.
    assert shaped(font, "——") == [1000 - 130, 1000]


def test_quotes_drawn_too_narrow_for_chinese_are_widened(prepare: Any) -> None:
    (font,) = prepare(use("中“”，", "kai")).fonts
    assert shaped(font, "“中”") == [1000, 1000, 1000]
    assert shaped(font, "”，") == [500, 1000]


def test_an_apostrophe_in_a_word_is_not(prepare: Any) -> None:
    (font,) = prepare(use("中a’s", "kai")).fonts
    assert shaped(font, "a’s") == [500, 350, 500]
    assert shaped(font, "中’") == [1000, 1000]


def test_korean_and_alphabets_are_not_squeezed(prepare: Any) -> None:
    (font,) = prepare(use("“”()", lang="en")).fonts[1:]
    assert font.trims == {}


# Prepared ------------------------------------------------------------------------------------------


def test_the_file_is_sound_and_its_checksums_are_right(prepare: Any) -> None:
    for font in prepare(use(EVERYTHING), use("中“”，", "kai")).fonts:
        read = TTFont(BytesIO(font.data), checkChecksums=2)
        read.ensureDecompiled()
        assert read["name"].getDebugName(1) == font.family
        assert read["name"].getDebugName(0) == "Nobody"


def test_the_same_use_gives_the_same_bytes(theme: Theme, installed: InstalledFonts, tmp_path: Path) -> None:
    first, second = (
        prepare_fonts(theme, [use("中文，《")], installed=installed, cache=FontCache(tmp_path / name)).fonts
        for name in ("a", "b")
    )
    assert first == second


def test_a_cached_font_is_the_font(theme: Theme, installed: InstalledFonts, no_cache: FontCache) -> None:
    first, again = (
        prepare_fonts(theme, [use("中文，《")], installed=installed, cache=no_cache).fonts for _ in range(2)
    )
    assert first == again


def test_a_damaged_cache_entry_counts_as_none(
    theme: Theme, installed: InstalledFonts, tmp_path: Path
) -> None:
    cache = FontCache(tmp_path)
    first = prepare_fonts(theme, [use("中")], installed=installed, cache=cache).fonts
    (entry,) = tmp_path.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1] + b"?")
    assert prepare_fonts(theme, [use("中")], installed=installed, cache=cache).fonts == first


def test_a_cache_that_cannot_be_written_is_no_error(
    theme: Theme, installed: InstalledFonts, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    cache = FontCache(tmp_path / "file" / "fonts")
    assert prepare_fonts(theme, [use("中")], installed=installed, cache=cache).fonts


def test_the_cache_is_where_caches_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "publish" / "fonts"


def test_a_variable_font_becomes_a_static_one(theme: Theme, tmp_path: Path, no_cache: FontCache) -> None:
    path = write(tmp_path, "variable.ttf", font_file(EVERYTHING, weight=True))
    installed = InstalledFonts([FontFile(path, 0, (SONG,), 400, 700, variable=True)])
    fonts = prepare_fonts(
        theme, [use("中"), use("中", weight=700)], installed=installed, cache=no_cache
    ).fonts
    assert all("fvar" not in TTFont(BytesIO(font.data)) for font in fonts)
    assert [shaped(font, "中") for font in fonts] == [[1000], [1100]]


def test_a_css_list_names_the_families_in_their_order(prepare: Any) -> None:
    fonts = prepare(use("中☆"), use("中", weight=700), use("a", lang="en"))
    assert fonts.families("serif", "zh-CN") == ("publish-serif-hans-1", "publish-serif-hans-2")
    assert fonts.families("serif", "en") == ("publish-serif-latin-1",)
    assert fonts.families("serif", "ko") == ()


def test_the_faces_of_a_weight_are_those_that_set_it(prepare: Any) -> None:
    fonts = prepare(use("中☆"), use("中", weight=700))
    assert [font.source for font in fonts.faces("serif", 400, "zh")] == [SONG, SYMBOLS]
    assert [font.weight for font in fonts.faces("serif", 700, "zh")] == [700]
    assert [font.weight for font in fonts.faces("serif", 500, "zh")] == [400, 400]


def test_uses_in_one_script_share_a_font(prepare: Any) -> None:
    (font,) = prepare(use("中", lang="zh"), use("文", lang="zh-CN")).fonts
    assert set("中文") <= font.characters


def test_font_faces_say_where_each_file_is(prepare: Any) -> None:
    css = prepare(use("中")).font_faces(lambda font: f"font:{font.name}")
    assert css == (
        '@font-face { font-family: "publish-serif-hans-1"; font-weight: 400; font-style: normal; '
        'src: url("font:publish-serif-hans-1-400.ttf") }\n'
    )


# Installed -----------------------------------------------------------------------------------------

_LISTED = """\
Song,宋\t80\t0\t100\t2\t/f/song.ttc\tFalse\tFalse
Song\t200\t0\t100\t2\t/f/song-bold.ttc\tFalse\tFalse
Song\t80\t0\t75\t0\t/f/condensed.ttf\tFalse\tFalse
Roman\t80\t0\t100\t0\t/f/roman.ttf\tFalse\tFalse
Roman\t80\t100\t100\t0\t/f/italic.ttf\tFalse\tFalse
Varied\t[0 210]\t0\t100\t0\t/f/varied.ttf\tTrue\tFalse
Varied\t200\t0\t100\t65536\t/f/varied.ttf\tFalse\tFalse
Emoji\t80\t0\t100\t0\t/f/emoji.ttf\tFalse\tTrue
"""


@pytest.fixture
def listed() -> InstalledFonts:
    return InstalledFonts(parse_list(_LISTED))


def test_a_family_is_found_by_any_of_its_names(listed: InstalledFonts) -> None:
    assert listed.has("song")
    assert listed.has("宋")
    assert not listed.has("Hei")


def test_the_face_nearest_in_width_slant_and_weight_is_found(listed: InstalledFonts) -> None:
    def path(family: str, weight: int, *, slanted: bool = False) -> str:
        found = listed.find(family, weight, slanted=slanted)
        return found.path if found else ""

    assert path("Song", 400) == "/f/song.ttc"
    assert path("Song", 500) == "/f/song.ttc"
    assert path("Song", 600) == path("Song", 900) == "/f/song-bold.ttc"
    assert path("Roman", 400, slanted=True) == "/f/italic.ttf"
    assert path("Song", 400, slanted=True) == "/f/song.ttc"
    assert path("Hei", 400) == ""


def test_a_font_of_a_collection_is_known_by_its_number(listed: InstalledFonts) -> None:
    found = listed.find("Song", 400)
    assert found is not None
    assert found.index == 2


def test_a_variable_font_has_every_weight_and_its_instances_do_not_count(listed: InstalledFonts) -> None:
    found = listed.find("Varied", 650)
    assert found is not None
    assert (found.lightest, found.heaviest, found.variable) == (100, 900, True)


def test_colour_fonts_are_pictures_and_not_for_text(listed: InstalledFonts) -> None:
    assert not listed.has("Emoji")


def test_without_fontconfig_there_is_one_clear_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from publish.theming import fontfiles

    monkeypatch.setenv("PATH", "")
    fontfiles.installed_fonts.cache_clear()
    with pytest.raises(DependencyError, match="fc-list is missing"):
        fontfiles.installed_fonts()
