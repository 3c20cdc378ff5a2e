"""What reaches a terminal or a pipe: data on standard output, words on standard error.

Captures are written by strangers, and so are their names: whatever of them a terminal is to show goes
through `visible` first, so that no title can move the cursor, clear the screen or read backwards.
"""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import IO

# C0 and C1 controls (ESC and CSI among them), line and paragraph separators, everything that turns the
# direction of writing (Unicode TR36, 3.4), and the lone surrogates that stand for bytes in file names.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    r"""The text on one line with every character that a terminal would act on written out: `\x1b`."""
    return _UNSEEN.sub(_written_out, text)


def visible_lines(text: str) -> str:
    """As `visible`, for text of several lines: line feeds and tabs stay."""
    return "\n".join("\t".join(visible(piece) for piece in line.split("\t")) for line in text.split("\n"))


def _written_out(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


# Writing -------------------------------------------------------------------------------------------


def prepare_streams() -> None:
    """Let no character be an error: file names pass as they are, others are written out if need be."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            is_utf8 = (stream.encoding or "").lower().replace("-", "") == "utf8"
            is_data = stream is sys.stdout and is_utf8
            reconfigure(errors="surrogateescape" if is_data else "backslashreplace")


def put(text: str) -> None:
    """A line or several of data on standard output; written out (`visible`) where that is a terminal."""
    _write(sys.stdout, visible_lines(text) if is_terminal(sys.stdout) else text)


def put_line(text: str) -> None:
    """A line of words on standard output; what is not ours in it has been made `visible` before."""
    _write(sys.stdout, text)


def say(text: str) -> None:
    """A line of words on standard error; what is not ours in it has been made `visible` before."""
    _write(sys.stderr, text)


def _write(stream: IO[str] | None, text: str) -> None:
    if stream is None:  # closed by the caller: publish ... >&-
        return
    try:
        stream.write(text + "\n")
        stream.flush()
    except BrokenPipeError:
        discard(stream)


def discard(stream: IO[str]) -> None:
    """Send a stream nowhere, since its reader (`| head`) has gone: work goes on, and quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person reads this stream."""
    return stream is not None and not stream.closed and stream.isatty()


_ACCENTS = {"error": "1;31", "warning": "1;33", "info": "1;36", "ok": "32", "missing": "1;31", "name": "1"}
_ACCENTS |= {"removed": "2;9", "changed": "33", "metadata": "36", "note": "2"}


def accent(text: str, kind: str, stream: IO[str] | None = None) -> str:
    """The text in the colour of its kind, where a terminal shows colours and NO_COLOR is not set."""
    stream = sys.stderr if stream is None else stream
    if not is_terminal(stream) or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_ACCENTS[kind]}m{text}\x1b[0m"


# Tables --------------------------------------------------------------------------------------------


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines with their columns aligned, two blanks apart; Han characters count double."""
    rows = [[visible(cell) for cell in row] for row in rows]
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def width(text: str) -> int:
    """How many columns of a terminal the text takes (Unicode TR11: wide and full-width count two)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def folded(text: str, most: int) -> Iterator[str]:
    """The text in lines of at most so many columns, broken at blanks where there are any near the end."""
    line, used = "", 0
    for character in text:
        wide = width(character)
        if line and used + wide > most:
            head, blank, tail = line.rpartition(" ")
            if blank and width(tail) <= most // 3:
                yield head
                line = tail
            else:
                yield line
                line = ""
            used = width(line)
        line += character
        used += wide
    yield line


def amount(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 line`, `12 lines`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size(count: int) -> str:
    """A number of bytes as people say it: `812 bytes`, `34 kB`, `1.2 MB`."""
    if count < 1000:
        return amount(count, "byte")
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
