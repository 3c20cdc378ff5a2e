"""Links and pictures whose brackets a scraper spread over several paragraphs.

A page may wrap a whole card in one link; in Markdown a link ends with its paragraph. So each paragraph
in it becomes a link, and the words of a picture, which are no paragraphs, come into one line.
"""

import re
from collections.abc import Iterator

from publish.reading.repair_signs import HIDDEN, INSERTED, JOINED

# The bracket that closes what an earlier line opened, and the address after it.
_START = r"(?:https?:|data:|//?|#|\.{1,2}/|www\.)"
_TITLE = r"(?:[ \t]+\"[^\"\n]*\")?"
_CLOSING = re.compile(
    r"^(?:[^\[\]\n]|\[[^\[\]\n]*\])*(?P<bracket>\])"
    rf"(?P<address>\({_START}(?:[^()\s]|\([^()\s]*\))*{_TITLE}\))",
    re.MULTILINE | re.IGNORECASE,
)
_REACH = 3_000
"""Characters before its end in which a link may begin."""
_MOST_PARAGRAPHS = 12
_GAP = re.compile(r"(\n[ \t]*(?:\n[ \t]*)+)")
_LINE_END = re.compile(r"[ \t]*\n\s*")
_PREFIX = re.compile(r"\s*(?:#{1,6}[ \t]+|[-+*][ \t]+|\d{1,9}[.)][ \t]+|>[ \t]?)*")
_LINK = re.compile(r"(?<!!)\[[^\[\]\n]*\]\(")


def mend_torn_links(text: str) -> str:
    """`[甲⏎⏎乙](address)` as a link in each paragraph, `![甲⏎⏎乙](address)` as a picture in one line."""
    if not any(part.count("]") > part.count("[") for part in text.split("\n\n")):
        return text
    parts: list[str] = []
    position = 0
    for opening, closing in _torn(text):
        if opening < position:
            continue
        inner, address = text[opening + 1 : closing.start("bracket")], closing["address"]
        is_picture = text[opening - 1 : opening] == "!"
        parts.append(text[position:opening])
        parts.append(_picture(inner, address) if is_picture else _links(inner, address))
        position = closing.end()
    return "".join((*parts, text[position:])) if parts else text


def _torn(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Where a link over several paragraphs begins, and its end."""
    for closing in _CLOSING.finditer(text):
        opening = _opening(text, closing.start("bracket"))
        inner = text[opening + 1 : closing.start("bracket")]
        gaps = len(_GAP.findall(inner)) if opening >= 0 else 0
        if 0 < gaps <= _MOST_PARAGRAPHS and HIDDEN not in inner and INSERTED not in inner:
            yield opening, closing


def _opening(text: str, closing: int) -> int:
    """The bracket that belongs to the closing one, or -1."""
    depth = 0
    for at in range(closing - 1, max(closing - _REACH, 0) - 1, -1):
        if text[at] == "]":
            depth += 1
        elif text[at] == "[":
            if depth == 0:
                return -1 if text[at - 1 : at] == "\\" else at
            depth -= 1
    return -1


def _picture(inner: str, address: str) -> str:
    return f"[{_LINE_END.sub(' ', inner).strip()}]{address}{JOINED * inner.count(chr(10))}"


def _links(inner: str, address: str) -> str:
    return "".join(
        piece if number % 2 or not piece.strip() else _link(piece, address)
        for number, piece in enumerate(_GAP.split(inner))
    )


def _link(paragraph: str, address: str) -> str:
    """The paragraph as a link; one that has a link of its own keeps that."""
    prefix = _PREFIX.match(paragraph)
    start = prefix.end() if prefix else 0
    core = paragraph[start:].rstrip()
    if not core or _LINK.search(core):
        return paragraph
    ended = JOINED * paragraph.count("\n", start + len(core))
    return f"{paragraph[:start]}[{core}]{address}{ended}"
