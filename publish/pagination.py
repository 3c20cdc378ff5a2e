"""Where the pages of the paged edition begin, so that one page number holds in every format.

A format with pages says where each of them begins: in which piece of the edition (its scope) and behind
how much of it. Formats without pages set marks there. What is counted is what all of them show alike, and
nothing else:

    each visible character of the text (no blank, no invisible character), the base of a ruby too
    a picture that is shown, a formula          one each
    notes, their calls, readings, list marks    nothing

So a count means the same place in a PDF, an EPUB and a Word file. Scopes are the ids of articles and of
parts (for their opening), and for what stands around them `COVER`, "title-page", "contents", "note",
"sources", "index" and "colophon".
"""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

COVER = "cover"
"""The scope of the cover's page."""

INVISIBLE = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u2010"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]+"
)
"""Blanks, line ends, invisible characters, and the hyphens that a line breaker adds (U+2010)."""

WORD = re.compile("[A-Za-z0-9\u00ad\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff]*")
"""What a hyphen may part: words of Latin, Greek and Cyrillic, with the places for hyphens in them."""


class PageBreak(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A page and where it begins: behind `offset` characters (counted as above) of a scope.

    `page` is the number that is printed on it, from 1. A page that begins with what is not counted begins
    with what is counted next.
    """

    page: int
    scope: str
    offset: int = 0


class Pagination(msgspec.Struct, frozen=True):
    """The pages of a paged edition.

    pages   how many there are
    breaks  where each begins, in order; blank pages have none
    folios  the page on which each anchor stands, by what a link to it has behind its # ("a3", "a3/h2")
    """

    pages: int
    breaks: tuple[PageBreak, ...]
    folios: Mapping[str, int] = MappingProxyType({})

    def marks(self, scope: str) -> "PageMarks":
        """The pages that begin in a scope, for a writer of it."""
        return PageMarks(found for found in self.breaks if found.scope == scope)


class PageMarks:
    """Tells a writer of one scope where pages begin, as it counts what is written.

    A mark stands directly before what is first on its page. It does not stand inside a word: of a word that
    is parted by a page's end, it stands behind the whole.
    """

    def __init__(self, breaks: Iterable[PageBreak] = ()) -> None:
        self._waiting = sorted(breaks, key=lambda found: (found.offset, found.page), reverse=True)
        self._at = 0

    def __bool__(self) -> bool:
        """Whether any page is still to begin."""
        return bool(self._waiting)

    def text(self, text: str) -> list[str | int]:
        """The text, parted by the numbers of the pages that begin in it."""
        end = self._at + visible(text)
        pieces: list[str | int] = []
        start = 0
        while self._waiting and self._waiting[-1].offset < end:
            found = self._waiting.pop()
            at = max(_behind_the_word(text, _index(text, found.offset - self._at), start), start)
            if at > start:
                pieces.append(text[start:at])
            pieces.append(found.page)
            start = at
        if start < len(text):
            pieces.append(text[start:])
        self._at = end
        return pieces

    def unit(self) -> list[int]:
        """The numbers of the pages that begin with a picture or formula, which is counted as one."""
        pages = self.due()
        self._at += 1
        return pages

    def due(self) -> list[int]:
        """The numbers of the pages that begin with what is counted next, for a writer who knows a better
        place before it.
        """
        return self._up_to(self._at)

    def rest(self) -> list[int]:
        """The numbers of the pages that begin behind all that was written."""
        return self._up_to(self._waiting[0].offset) if self._waiting else []

    def _up_to(self, offset: int) -> list[int]:
        pages = []
        while self._waiting and self._waiting[-1].offset <= offset:
            pages.append(self._waiting.pop().page)
        return pages


def visible(text: str) -> int:
    """How many characters of a text are counted."""
    return len(INVISIBLE.sub("", text))


def _index(text: str, count: int) -> int:
    """Where in a text the character stands before which `count` are counted."""
    seen, at = 0, 0
    for hidden in (*INVISIBLE.finditer(text), None):
        start, end = hidden.span() if hidden else (len(text), len(text))
        if seen + start - at > count:
            return at + count - seen
        seen, at = seen + start - at, end
    return len(text)


def _behind_the_word(text: str, at: int, start: int) -> int:
    """The place itself or, inside a word of an alphabet, behind that."""
    inside = at > start and WORD.fullmatch(text[at - 1]) and text[at - 1]
    found = WORD.match(text, at)
    return found.end() if inside and found else at
