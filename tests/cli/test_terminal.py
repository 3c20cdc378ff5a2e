"""What a terminal may see."""

import io
from contextlib import redirect_stderr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.cli import terminal
from publish.cli.meter import Meter
from publish.cli.terminal import accent, amount, columns, size, visible, visible_lines


@given(st.text())
def test_what_is_visible_prints_on_one_line_and_moves_nothing(text: str) -> None:
    shown = visible(text)
    assert len(f"a{shown}b".splitlines()) == 1
    assert not any(char < " " or "\x7f" <= char <= "\x9f" for char in shown)
    assert not set(shown) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text("ab 中文。[]\\é🀄"))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_control_characters_are_written_out() -> None:
    assert visible("a\x1b[31m\r\n\u202e\udcff") == "a\\x1b[31m\\r\\n\\u202e\\udcff"
    assert visible_lines("a\tb\nc\x1b") == "a\tb\nc\\x1b"


def test_columns_align_han_with_latin() -> None:
    assert list(columns([("雾", "a"), ("fog", "b"), ("e\u0301", "")])) == ["雾   a", "fog  b", "e\u0301"]


def test_numbers_with_their_nouns() -> None:
    assert [amount(1, "line"), amount(0, "line"), amount(2, "entry", "entries")] == [
        "1 line",
        "0 lines",
        "2 entries",
    ]
    assert [size(999), size(12_345), size(1_250_000)] == ["999 bytes", "12 kB", "1.2 MB"]


class Terminal(io.StringIO):
    """A terminal of which we see what was sent to it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def test_colours_are_for_terminals_that_want_them(
    screen: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert accent("error:", "error", screen) == "\x1b[1;31merror:\x1b[0m"
    assert accent("error:", "error", io.StringIO()) == "error:"
    monkeypatch.setenv("NO_COLOR", "1")
    assert accent("error:", "error", screen) == "error:"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert accent("error:", "error", screen) == "error:"


def test_progress_is_shown_on_a_terminal_and_names_are_no_markup(screen: Terminal) -> None:
    with redirect_stderr(screen), Meter(2) as meter:
        show = meter.watch("[red]\x1b[2J")
        show("read", 1, 3)
        with meter.aside():
            terminal.say("a line")
        show("render pdf", 0, 1)
    text = screen.getvalue()
    assert "1/2 [red]\\x1b[2J: read" in text
    assert "a line\n" in text


@pytest.mark.parametrize("kind", ["dumb", "pipe", "unwanted"])
def test_progress_is_silent_elsewhere(kind: str, screen: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    if kind == "pipe":
        monkeypatch.setattr(screen, "isatty", lambda: False)
    with redirect_stderr(screen), Meter(1, wanted=kind != "unwanted") as meter:
        meter.watch("fog")("read", 1, 3)
    assert screen.getvalue() == ""
