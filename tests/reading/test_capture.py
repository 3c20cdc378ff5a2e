"""Bytes to text: charsets, line ends, limits."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.diagnostics import Report
from publish.errors import ReadError
from publish.model import Capture
from publish.reading.capture import MAX_BYTES, decode_capture, load_capture

SIMPLIFIED = "今天的乌镇下了一场雨，石板路上没有什么人，只有船在河里慢慢地走。"
TRADITIONAL = "今天的烏鎮下了一場雨，石板路上沒有什麼人，只有船在河裡慢慢地走。"
JAPANESE = "今日の烏鎮は雨でした。石畳の道には誰もいませんでした。"
KOREAN = "오늘 우전에는 비가 내렸다. 돌길에는 아무도 없었다."
FRENCH = "Il a plu aujourd’hui à Wuzhen ; les pavés étaient déserts, même près du café."


def decoded(data: bytes, report: Report | None = None) -> Capture:
    return decode_capture(data, "a.md", report or Report())


@pytest.mark.parametrize(
    ("text", "written_in", "charset"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gb2312", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (KOREAN, "euc_kr", "cp949"),
        (FRENCH, "cp1252", "cp1252"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED + "\n", "utf-16-be", "utf-16-be"),
        ("---\ntitle: 雨\n---\n" + SIMPLIFIED, "utf-16-le", "utf-16-le"),
        ("plain ASCII text\n", "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-32", "utf-32-le"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_the_charset_is_found_and_the_text_exact(text: str, written_in: str, charset: str) -> None:
    report = Report()
    capture = decoded(text.encode(written_in), report)
    assert (capture.text, capture.charset) == (text, charset)
    assert report.diagnostics == ()


def test_a_declared_charset_decides_where_the_bytes_do_not() -> None:
    page = '<html><head><meta charset="{}"></head><body>Łódź, żółw</body></html>'
    assert "Łódź" in decoded(page.format("iso-8859-2").encode("iso-8859-2")).text


def test_a_charset_wrongly_declared_does_not() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>{SIMPLIFIED}</p>'
    assert decoded(page.encode()).text == page
    page = f'<meta charset="iso-8859-1"><p>{SIMPLIFIED}</p>'
    assert decoded(page.encode("gb18030")).text == page


def test_what_is_declared_but_no_charset_is_no_harm() -> None:
    for name in ("rot13", "nonsense", "hex", "idna", "utf-7"):
        assert SIMPLIFIED in decoded(f'<meta charset="{name}">{SIMPLIFIED}'.encode("gb18030")).text


def test_utf_8_with_a_few_bad_bytes_stays_utf_8() -> None:
    report = Report()
    capture = decoded(f"题\n\n{SIMPLIFIED}".encode().replace("雨".encode(), b"\xe9\x9b"), report)
    assert capture.text == f"题\n\n{SIMPLIFIED}".replace("雨", "\ufffd")
    assert [(one.code, one.where) for one in report.diagnostics] == [("charset-replaced", "a.md:3")]


def test_a_replacement_character_that_was_captured_is_not_said_to_be_replaced() -> None:
    report = Report()
    assert decoded("坏\ufffd字".encode(), report).text == "坏\ufffd字"
    assert report.diagnostics == ()


def test_line_ends_become_line_feeds_and_lines_keep_their_numbers() -> None:
    assert decoded(b"a\r\nb\rc\n\r\nd").text == "a\nb\nc\n\nd"
    assert decoded(b"\xef\xbb\xbf\x00a\x00b\n").text == "ab\n"


def test_the_hash_is_that_of_the_bytes() -> None:
    assert decoded(b"abc").sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_that_cannot_be_read_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read: No such file"):
        load_capture(tmp_path / "nothing.md", Report())
    with pytest.raises(ReadError, match="is no file"):
        load_capture(tmp_path, Report())
    with pytest.raises(ReadError, match="cannot be read"):
        load_capture(Path("a\0b"), Report())


def test_a_file_too_large_is_a_read_error(tmp_path: Path) -> None:
    file = tmp_path / "large.md"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="larger than 32 MB") as error:
        load_capture(file, Report())
    assert error.value.where == str(file)


@given(st.text(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")))
def test_unicode_is_never_taken_for_something_else(text: str, charset: str) -> None:
    text = text.replace("\0", "").replace("\r", "").replace("\ufeff", "")
    if charset.startswith("utf-8") or text:
        assert decoded(text.encode(charset)).text == text
