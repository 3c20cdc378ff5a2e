"""What of a text is compared, and what is taken for the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.checks.essence import essence, is_shaped


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
