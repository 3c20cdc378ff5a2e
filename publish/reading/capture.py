"""Bytes to a `Capture`: which charset they are in, and text with plain line ends.

A byte order mark decides; then UTF-16 by its pattern of zero bytes; then strict UTF-8, which other
charsets hardly ever satisfy; then UTF-8 with a few bad bytes, which stays UTF-8; then whatever of the
declared charset and the charsets of East Asia makes the most plausible text (`plausibility`).
Line ends become line feeds one for one, so that lines keep their numbers.
"""

import codecs
import re
import stat
from hashlib import sha256
from pathlib import Path

from publish.diagnostics import Code, Report
from publish.errors import ReadError
from publish.model import Capture, Span
from publish.reading.plausibility import plausibility

MAX_BYTES = 32 * 2**20
"""The largest capture that is read; saved pages of the largest kind have 4 MB."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# In the order in which a draw is decided; the charsets of East Asia share most of their byte pairs.
_GUESSES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1252")
# Labels that pages use for more than they name (WHATWG Encoding, section 4.2).
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
}
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})"""
)
# The codecs of Python that are charsets of pages, and no other transformation.
_OF_PAGES = re.compile(
    r"cp\d+|iso8859-\d+|koi8-\w|mac-\w+|gb\w+|hz|big5\w*|shift_jis\w*|euc_\w+|iso2022_\w+|tis-620|johab"
)
_SAMPLE = 2**16
# A capture whose UTF-8 sequences are broken in at most one of ten is UTF-8 that was damaged.
_DAMAGED_SHARE = 0.1


def load_capture(path: Path, report: Report) -> Capture:
    """The capture in this file; raises `ReadError` for what cannot be read or is too large."""
    return decode_capture(bytes_of(path), str(path), report)


def bytes_of(path: Path) -> bytes:
    """The bytes of a capture's file, up to one more than captures may have. Raises `ReadError`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("is no file", where=str(path), hint="give a file, or a folder of captures")
        with path.open("rb") as file:
            # To read up to a limit, room is made for as much: only where the file may be larger.
            data = file.read() if status.st_size <= MAX_BYTES else file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReadError(f"cannot be read: {reason}", where=str(path), hint="check the path") from error
    return data


def decode_capture(data: bytes, path: str, report: Report) -> Capture:
    """The capture in these bytes; `path` is for messages and for the fallback title.

    Raises `ReadError` above `MAX_BYTES`. Bytes that are no text in their charset become U+FFFD and a
    `CHARSET_REPLACED`.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(
            f"is larger than {MAX_BYTES // 2**20} MB",
            where=path,
            hint="split it, or save the article alone",
        )
    charset = _charset(data)
    text = data.decode(charset, "replace")
    if "\ufffd" in text and not _decodes(data, charset):
        _say_replaced(text, charset, path, report)
    return Capture(path, _plain_lines(text), sha256(data).hexdigest(), charset)


def _plain_lines(text: str) -> str:
    # Byte order marks stand inside, too, where a page was put together of files.
    text = text.replace("\0", "").replace("\ufeff", "")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _say_replaced(text: str, charset: str, path: str, report: Report) -> None:
    line = _plain_lines(text[: text.index("\ufffd")]).count("\n") + 1
    report.add(
        Code.CHARSET_REPLACED,
        f"some bytes are no {charset} text; {text.count(chr(0xFFFD))} characters were replaced",
        path=path,
        span=Span(line, line),
        hint="save the capture again as UTF-8",
    )


# Charsets ------------------------------------------------------------------------------------------


def _charset(data: bytes) -> str:
    for mark, charset in _MARKS:
        # FF FE 00 00 also begins a UTF-16 text that opens with a NUL.
        if data.startswith(mark) and (not charset.startswith("utf-32") or _decodes(data, charset)):
            return charset
    valid = _decodes(data, "utf-8")
    wide = _wide_charset(data, valid)
    if wide:
        return wide
    if valid or _is_damaged_utf8(data):
        return "utf-8"
    return _most_plausible(data)


def _decodes(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _wide_charset(data: bytes, valid_utf8: bool) -> str:
    """UTF-16 without a mark: it has zero bytes (blanks, line ends), and reads well one way round."""
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if zeros == 0 or len(data) % 2 or (valid_utf8 and zeros < len(sample) / 5):
        return ""
    if valid_utf8:  # nothing but ASCII: the zero bytes all stand on one side
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    worth = {name: plausibility(sample.decode(name, "replace")) for name in ("utf-16-le", "utf-16-be")}
    best = max(worth, key=worth.__getitem__)
    return best if worth[best] > 0 and _decodes(data, best) else ""


def _is_damaged_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return bad <= _DAMAGED_SHARE * (good + bad)


def _most_plausible(data: bytes) -> str:
    sample = data[:_SAMPLE]
    charsets = dict.fromkeys([*_declared(data), *_GUESSES])
    return max(charsets, key=lambda charset: plausibility(sample.decode(charset, "replace")))


def _declared(data: bytes) -> list[str]:
    """The charset a page or an XML declaration names, if there is such a charset; first in any draw."""
    found = _DECLARED.search(data[:8192])
    if not found:
        return []
    label = found[1].decode("ascii").lower()
    try:
        name = codecs.lookup(_WIDER.get(label, label)).name
    except LookupError:
        return []
    return [name] if _OF_PAGES.fullmatch(name) else []
