r"""Official accounts' pages that hold their article in a script alone, for the page to build it from.

Posts of text (`text_page_info`, `content_noencode`), of pictures (`picture_page_info_list` with a few
words), and ordinary articles saved before they were built. Strings are escaped as in JavaScript (`\x3c`,
`\x0a`), and often once or twice more as HTML (`&amp;lt;`).
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

from publish.reading.page_scripts import decode_script

_TEXT = re.compile(
    r"(?:content_noencode|text_page_info\s*:\s*\{[^{}]{0,200}?\bcontent)\s*[:=]\s*(?:JsDecode\(\s*|xml\s*\?[^:]{0,80}:\s*)?"
    r"""(?:'(?P<single>(?:\\.|[^'\\])*)'|"(?P<double>(?:\\.|[^"\\])*)")""",
    re.DOTALL,
)
_TEXT_NAMES = ("content_noencode", "text_page_info")
_PICTURES = re.compile(r"picture_page_info_list\s*[:=]\s*\[")
_TOKEN = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[{}\[\]]|\bcdn_url\s*:""", re.DOTALL)
_MARKUP = re.compile(r"<(?:p|div|section|br|span|img)\b")
# What a post of pictures has at most.
_MOST_PICTURES = 100


class Scripted(NamedTuple):
    """An article as HTML source, and the lines of the page that it stands in."""

    source: str
    first_line: int
    last_line: int


def scripted_article(text: str, summary: str = "") -> Scripted | None:
    """The article that a page's scripts hold, None if they hold none.

    `summary` is what the page says of itself: a post of pictures may have its words nowhere else.
    """
    found = max(_texts(text), key=lambda found: len(found[0]), default=("", 0))
    pictures, at = _pictures(text)
    if not found[0] and not pictures:
        return None
    words = found[0] or summary
    places = [place for place, there in ((found[1], found[0]), (at, pictures)) if there]
    shown = "".join(f'<p><img src="{escape(address)}"></p>' for address in pictures if address not in words)
    lines = sorted(text.count("\n", 0, place) + 1 for place in places)
    return Scripted(_paragraphs(words) + shown, lines[0], lines[-1])


def _texts(text: str) -> Iterator[tuple[str, int]]:
    """The texts that scripts hold, and where each begins."""
    for name in _TEXT_NAMES:
        start = text.find(name)
        while start >= 0:
            found = _TEXT.match(text, start)
            if found:
                yield _unescaped(found["single"] or found["double"] or ""), start
            start = text.find(name, found.end() if found else start + len(name))


def _unescaped(string: str) -> str:
    """A script's string as the text or HTML it stands for; a text's own angle brackets stay escaped."""
    source = decode_script(string).strip()
    if not _MARKUP.search(source) and _MARKUP.search(once := unescape(source)):
        return once
    return source


def _paragraphs(words: str) -> str:
    if _MARKUP.search(words):
        return words.replace("\n", " ")
    paragraphs = re.split(r"\n+|\\n", words)
    return "".join(f"<p>{part}</p>" for part in paragraphs if part.strip())


def _pictures(text: str) -> tuple[list[str], int]:
    """The addresses in a page's list of pictures, and where the list begins."""
    for found in _PICTURES.finditer(text):
        addresses = list(dict.fromkeys(_addresses(text, found.end())))
        if addresses:
            return addresses[:_MOST_PICTURES], found.start()
    return [], 0


def _addresses(text: str, start: int) -> Iterator[str]:
    """Each item's own `cdn_url`; those of its watermark and cover nest deeper."""
    depth, own = 1, False
    for token in _TOKEN.finditer(text, start):
        mark = token[0]
        if mark in "{[":
            depth += 1
        elif mark in "]}":
            depth -= 1
            if not depth:
                return
        elif mark[0] not in "'\"":
            own = depth == 2
        elif own:
            own = False
            if address := unescape(unescape(decode_script(mark[1:-1]))).strip():
                yield address
