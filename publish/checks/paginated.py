"""A built file as text with its pages: what stands on which page of a PDF, or behind which page's mark.

In a PDF a page begins where its first text stands; in an EPUB at a page-break mark, whose number is that of
the page-list (EPUB 3.3, 7.3; EPUB Accessibility 1.1, 4.2); in a Word file at a bookmark `page_N`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from publish.checks.archive import Element, local_name, resolve
from publish.checks.book import OPF, Book
from publish.checks.built import Opened
from publish.checks.docx import Document, W
from publish.checks.essence import essence
from publish.checks.findings import paged_otherwise
from publish.checks.pdf import Printed
from publish.checks.readback import Readback, read_back
from publish.diagnostics import Diagnostic
from publish.pagination import INVISIBLE, WORD

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass
class Paginated:
    """The text of a file and the pages in it; places are counted in characters of the text.

    text        what is compared of it (`essence`)
    starts      where each page begins: (place, number), in the order of the file
    paragraphs  where paragraphs begin
    contents    from where to where lists of contents go, which each format sets in its own way
    readings    what stands over ruby
    pages       how many pages there are, of a PDF
    parted      how many characters of a word that began on the page before each page begins with
    findings    what is wrong in the file itself
    disorder    marks that stand behind those of later pages
    """

    text: str
    starts: list[tuple[int, int]]
    paragraphs: list[int] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    readings: frozenset[str] = frozenset()
    pages: int = 0
    parted: dict[int, int] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    disorder: list[Diagnostic] = field(default_factory=list)

    def page_at(self, place: int) -> int:
        """The page on which a character stands; 0 before the first."""
        number = bisect_right(self.starts, place, key=lambda start: start[0])
        return self.starts[number - 1][1] if number else 0


def paginated(opened: Opened, found: Readback | None = None) -> Paginated:
    """The text and pages of a file that is open; `found` are its words, if they have been read.

    Raises what `pdf.MALFORMED` has for a PDF that cannot be followed.
    """
    found = read_back(opened) if found is None else found
    if isinstance(opened, Book):
        return _of_book(opened, found)
    if isinstance(opened, Document):
        return _of_document(opened, found)
    return _of_printed(opened, found)


def _placed(found: Readback, pages: dict[str, int]) -> Paginated:
    """What was read, by characters; of pages those that have a number."""
    pieces = [essence(piece) for piece in found.text]
    ends = [0, *accumulate(map(len, pieces))]
    return Paginated(
        "".join(pieces),
        [(ends[start.at], pages[start.name]) for start in found.pages if start.name in pages],
        sorted({ends[at] for at in found.paragraphs}),
        [(ends[first], ends[last]) for first, last in found.contents],
        frozenset(filter(None, map(essence, found.readings))),
    )


# PDF -----------------------------------------------------------------------------------------------


def _of_printed(printed: Printed, found: Readback) -> Paginated:
    pages = {start.name: int(start.name) for start in found.pages}
    placed = _placed(found, pages)
    placed.pages = len(printed.pdf.pages)
    for before, after in pairwise(placed.starts):
        if after[1] < before[1]:
            message = f"page {after[1]} is read behind page {before[1]}"
            placed.disorder.append(paged_otherwise(message))
    for start in found.pages:
        ahead = "".join(found.text[start.at : start.at + _PIECES]).lstrip()
        behind = "".join(found.text[max(start.at - _PIECES, 0) : start.at])
        placed.parted[pages[start.name]] = rest_of_word(behind, ahead)
    return placed


_PIECES = 12
"""Pieces of text in which a word ends; a PDF has one for each run of a font in a line."""


def rest_of_word(behind: str, ahead: str) -> int:
    """How many characters of what is ahead belong to the word that ends what is behind."""
    last = re.sub("[\u2010\u00ad-]$", "", behind)[-1:]
    if not last or not WORD.fullmatch(last):
        return 0
    found = WORD.match(ahead)
    return len(INVISIBLE.sub("", found[0])) if found else 0


# EPUB ----------------------------------------------------------------------------------------------


def _of_book(book: Book, found: Readback) -> Paginated:
    listed = list(page_list(book))
    numbers = {address: int(name) for address, name in listed if name.isdecimal()}
    placed = _placed(found, numbers)
    marks = [start.name for start in found.pages]
    say = placed.findings.append
    for address, name in listed:
        if not name.isdecimal():
            say(paged_otherwise(f"the page-list names a page “{name}”, which is no number"))
        if address not in marks:
            say(paged_otherwise(f"the page-list leads to page {name}, which has no mark there"))
    known = {address for address, _ in listed}
    for mark in marks:
        if mark not in known:
            say(paged_otherwise(f"the mark {mark} does not stand in the page-list"))
    _add_twice(placed, "the page-list names")
    if marks and not _names_source(book):
        say(paged_otherwise("the package does not say whose pages these are (pageBreakSource)"))
    return placed


def page_list(book: Book) -> Iterator[tuple[str, str]]:
    """The entries of an EPUB's page-list: `file#id` of the archive, and the page's name."""
    for item in book.items.values():
        root = book.archive.parse(item.name) if "nav" in item.properties else None
        for nav in () if root is None else root.iter(f"{_XHTML}nav"):
            if "page-list" in str(nav.get(_TYPE, "")).split():
                for link in nav.iter(f"{_XHTML}a"):
                    file, _, mark = str(link.get("href", "")).partition("#")
                    name = "".join(str(piece) for piece in link.itertext())
                    yield f"{resolve(file, item.name)}#{mark}", name.strip()


def _names_source(book: Book) -> bool:
    root = book.archive.parse(book.opf)
    metas = () if root is None else root.iter(f"{OPF}meta")
    said = (str(meta.get("property", "")).rpartition(":")[2] for meta in metas)
    return any(name in {"pageBreakSource", "source-of"} for name in said)


# Word ----------------------------------------------------------------------------------------------


def _of_document(document: Document, found: Readback) -> Paginated:
    placed = _placed(found, {start.name: int(start.name) for start in found.pages})
    _add_twice(placed, "the document has bookmarks for")
    root = document.archive.parse(document.main)
    if root is None or not placed.starts:
        return placed
    ends = [0, *accumulate(len(essence(piece)) for piece in found.text)]
    places = {name: ends[at] for name, at in found.bookmarks.items()}
    for bookmark, shown in _references(root):
        if bookmark not in places:
            continue
        stands = _pages_from(placed, places[bookmark])
        if shown != "" and stands and shown not in stands:
            message = f"the contents say page {shown} for {bookmark}, which stands on page {min(stands)}"
            placed.findings.append(paged_otherwise(message))
    return placed


def _pages_from(placed: Paginated, place: int) -> set[str]:
    """The pages that begin here, several if some have no text; without such, the one before."""
    first = bisect_left(placed.starts, place, key=lambda start: start[0])
    behind = bisect_right(placed.starts, place, key=lambda start: start[0])
    return {
        str(page) for _, page in placed.starts[first:behind] or placed.starts[max(first - 1, 0) : first]
    }


def _references(root: Element) -> Iterator[tuple[str, str]]:
    """The PAGEREF fields (ECMA-376 part 1, 17.16.5.43): which bookmark, and what is shown."""
    stack: list[list[str]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = str(element.get(f"{W}fldCharType", ""))
        if kind == "begin":
            stack.append(["", "", ""])
        elif kind == "separate" and stack:
            stack[-1][2] = "shown"
        elif kind == "end" and stack:
            words, shown, _ = stack.pop()
            code = words.split()
            if len(code) > 1 and code[0].upper() == "PAGEREF":
                yield code[1], shown.strip()
        elif local_name(element) != "fldChar":
            for field_ in stack[-1:]:
                field_[1 if field_[2] else 0] += element.text or ""


# What is common ------------------------------------------------------------------------------------


def _add_twice(placed: Paginated, who: str) -> None:
    for page, times in Counter(page for _, page in placed.starts).items():
        if times > 1:
            placed.findings.append(paged_otherwise(f"{who} page {page} {times} times"))
    for before, after in pairwise(placed.starts):
        if after[1] < before[1]:
            said = f"the mark of page {after[1]} stands behind that of page {before[1]}"
            placed.disorder.append(paged_otherwise(said))
