"""What of a text is compared, and what is taken for the same."""

import unicodedata
from collections.abc import Iterator

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from publish.checks.essence import essence, is_shaped
from publish.plugins import Plugins
from publish.theming.fontcuts import code_points
from publish.theming.fontfiles import FontFile, installed_fonts
from publish.theming.shipped import open_theme


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a b\n\tc\u3000d\u00a0e", "abcde"),
        ("so\u00adft zero\u200bwidth\u2060\ufeff", "softzerowidth"),
        ("line‐end", "lineend"),
        ("non‑breaking", "non-breaking"),
        ("葛\U000e0100城", "葛城"),
        ("e\u0301", "é"),
        ("⻓江⽂字", "长江文字"),
        ("2012–2013 … ⋯", "2012–2013……"),
        ("①➀", "①①"),
        ("·•‧・∙", "·····"),
        ("⼾戶户戸", "户户户户"),
        ("ﾡﾾ", "ㄱㅎ"),
    ],
)
def test_what_is_taken_for_the_same(text: str, same: str) -> None:
    assert essence(text) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [("，", ","), ("“", '"'), ("—", "–"), ("１", "1"), ("A", "a"), ("后", "後"), ("-", "–")],
)
def test_what_is_not(one: str, other: str) -> None:
    assert essence(one) != essence(other)


@given(st.text())
def test_the_essence_of_an_essence_is_itself(text: str) -> None:
    assert essence(essence(text)) == essence(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"])))
def test_no_visible_character_is_lost(text: str) -> None:
    seen = essence(text)
    assert len(seen) >= sum(1 for each in unicodedata.normalize("NFC", text) if essence(each))


@pytest.mark.parametrize("text", ["العربية", "שלום", "हिन्दी", "ไทย", "a\u0316", "மலை"])
def test_shaped_text(text: str) -> None:
    assert is_shaped(text)


@pytest.mark.parametrize("text", ["乌镇 Wuzhen", "café", "ガギ", "한국어", "Ελλάδα", "Привет", "😀", ""])
def test_text_of_which_a_glyph_is_a_character(text: str) -> None:
    assert not is_shaped(text)


def test_what_the_fonts_of_the_themes_draw_alike_is_taken_for_the_same() -> None:
    """The characters that a face has one glyph for, as it is or in a language (`locl`)."""
    alike = {
        frozenset(essence(character) for character in characters)
        for file in _faces()
        for characters in _drawn_alike(file)
    }
    assert [sorted(spelled) for spelled in alike if len(spelled) > 1] == []


def _faces() -> Iterator[FontFile]:
    """The faces in which our themes set Chinese, as far as they are installed."""
    installed = installed_fonts()
    base = open_theme("journal", Plugins())
    families = {family for role in base.fonts for family in base.font(role).stack("zh-Hans")}
    found = {installed.find(family, 400) for family in sorted(families)}
    yield from sorted((file for file in found if file), key=lambda file: (file.path, file.index))


def _drawn_alike(file: FontFile) -> Iterator[list[str]]:
    face = hb.Face(hb.Blob.from_file_path(file.path), file.index)
    font = hb.Font(face)
    shown = [
        c for c in map(chr, code_points(file)) if unicodedata.category(c)[0] in "LNPS" and not is_shaped(c)
    ]
    for language in ("und", "zh-Hans"):
        buffer = hb.Buffer()
        buffer.add_str(" ".join(shown))
        buffer.direction, buffer.script, buffer.language = "ltr", "Hani", language
        hb.shape(
            font, buffer, dict.fromkeys(("kern", "ccmp", "liga", "calt", "ljmo", "vjmo", "tjmo"), False)
        )
        glyphs: dict[int, list[str]] = {}
        for info in buffer.glyph_infos:
            if info.cluster % 2 == 0 and info.codepoint:
                glyphs.setdefault(info.codepoint, []).append(shown[info.cluster // 2])
        yield from (characters for characters in glyphs.values() if len(characters) > 1)
