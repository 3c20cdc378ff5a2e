"""The words of a built file as its readers get them: the text, and apart from it the notes.

What a format adds by its own means is left out where the format marks it as such: calls of notes and ways
back, readings over their base, markers of lists, running heads and folios. Where pages and paragraphs begin
is kept as the number of pieces of text that stand before them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from publish.checks.archive import Element, local_name
from publish.checks.book import Book
from publish.checks.docx import Document, W
from publish.checks.essence import essence
from publish.checks.pdf import Printed


@dataclass
class Readback:
    """Text in reading order, in pieces; `notes` has a text for each note, or each piece of one.

    `pages` and `paragraphs` say behind how many pieces they begin, `contents` from which to which piece a
    list of contents goes, `readings` what stands over ruby (PDFs do not tell: there, none of these is
    known). `bookmarks` are a Word file's. `exact` is False for a PDF, which cannot tell shaped text
    character by character.
    """

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pages: list["PageStart"] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    readings: set[str] = field(default_factory=set)
    bookmarks: dict[str, int] = field(default_factory=dict)
    exact: bool = True

    def begin_page(self, name: str) -> None:
        """A page begins with the next piece of text; its name is its number or, of a mark, its id."""
        self.pages.append(PageStart(name, len(self.text)))


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page that begins behind so many pieces of text; what it is called in the file."""

    name: str
    at: int


def read_back(opened: Book | Document | Printed) -> Readback:
    """The words of a file that is open.

    Raises what `pdf.MALFORMED` has for a PDF that cannot be followed.
    """
    if isinstance(opened, Book):
        return read_book(opened)
    return read_document(opened) if isinstance(opened, Document) else read_printed(opened)


# EPUB ----------------------------------------------------------------------------------------------

_BODY = "{http://www.w3.org/1999/xhtml}body"

_TYPE = "{http://www.idpf.org/2007/ops}type"
_PAGE_BREAK = "doc-pagebreak"
_CONTENTS = "doc-toc"
_PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "th", "td", "figcaption", "caption"}
)

# The part that generated elements play (DPUB-ARIA 1.1), and elements that are not read.
_GENERATED_ROLES = frozenset({"doc-noteref", "doc-backlink", _PAGE_BREAK})
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote"})
_UNREAD = frozenset({"rt", "rp", "script", "style", "template"})


def read_book(book: Book) -> Readback:
    """The words of an EPUB's reading order; its page-break marks by `file#id` of the archive."""
    found = Readback()
    for item in book.spine:
        root = book.archive.parse(item.name)
        body = None if root is None else root.find(_BODY)
        if body is not None:
            _BookReader(item.name, found).read(body, found.text)
    return found


class _BookReader:
    def __init__(self, name: str, found: Readback) -> None:
        self._name = name
        self._found = found

    def read(self, element: Element, into: list[str]) -> None:
        """An element's words, without the text behind it."""
        in_text = into is self._found.text
        if in_text and local_name(element) in _PARAGRAPHS:
            self._found.paragraphs.append(len(into))
        if element.text:
            into.append(element.text)
        for child in element:
            role = child.get("role")
            if in_text and is_page_break(child):
                self._found.begin_page(f"{self._name}#{child.get('id', '')}")
            if role in _NOTE_ROLES:
                note: list[str] = []
                self.read(child, note)
                self._found.notes.append("".join(note))
            elif (
                isinstance(child.tag, str)
                and role not in _GENERATED_ROLES
                and local_name(child) not in _UNREAD
            ):
                start = len(into)
                self.read(child, into)
                if in_text and role == _CONTENTS:
                    self._found.contents.append((start, len(into)))
            elif local_name(child) == "rt" and child.text:
                self._found.readings.add(child.text)
            if child.tail:
                into.append(child.tail)


def is_page_break(element: Element) -> bool:
    """Whether an element marks where a page of the paged edition begins (EPUB Accessibility 1.1, 4.2)."""
    return element.get("role") == _PAGE_BREAK or "pagebreak" in str(element.get(_TYPE, "")).split()


# Word ----------------------------------------------------------------------------------------------

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_TEXTS = (f"{W}t", f"{_MATH}t")
_GALLERY = f"{W}docPartGallery"
_PAGE_MARK = re.compile(r"page_([0-9]+)")

# What is not read: readings, a second spelling of the same thing, what was struck out.
_APART = (f"{W}rt", f"{_COMPATIBILITY}Fallback", f"{W}del", f"{W}moveFrom")


def read_document(document: Document) -> Readback:
    """The words of a Word file's main text, and those of its notes in the order of their calls."""
    root = document.archive.parse(document.main)
    if root is None:
        return Readback()
    found = Readback()
    _read_words(root, found)
    for kind in ("footnote", "endnote"):
        part = document.part(f"{kind}s")
        if part is not None:
            notes = {str(note.get(f"{W}id")): "".join(_words(note)) for note in part.iter(f"{W}{kind}")}
            calls = (str(call.get(f"{W}id")) for call in root.iter(f"{W}{kind}Reference"))
            found.notes += [notes.get(call, "") for call in calls]
    return found


def _words(root: Element) -> list[str]:
    found = Readback()
    _read_words(root, found)
    return found.text


def _read_words(root: Element, found: Readback) -> None:
    apart = {text for element in root.iter(*_APART) for text in element.iter(*_TEXTS)}
    found.readings |= {
        "".join(text.text or "" for text in reading.iter(f"{W}t")) for reading in root.iter(f"{W}rt")
    }
    listed = {text for gallery in root.iter(_GALLERY) for text in _listed(gallery)}
    begun: int | None = None
    for element in root.iter(*_TEXTS, f"{W}noBreakHyphen", f"{W}p", f"{W}bookmarkStart"):
        if (element in listed) != (begun is not None):
            if begun is not None:
                found.contents.append((begun, len(found.text)))
            begun = len(found.text) if begun is None else None
        match local_name(element):
            case "noBreakHyphen":
                found.text.append("-")
            case "p":
                found.paragraphs.append(len(found.text))
            case "bookmarkStart":
                name = str(element.get(f"{W}name", ""))
                found.bookmarks.setdefault(name, len(found.text))
                if page := _PAGE_MARK.fullmatch(name):
                    found.begin_page(page[1])
            case _ if element.text and element not in apart:
                found.text.append(element.text)


def _listed(gallery: Element) -> Iterator[Element]:
    """What stands in the block of content that Word keeps a table of contents in."""
    block = next(gallery.iterancestors(f"{W}sdt"), None)
    if block is not None and gallery.get(f"{W}val") == "Table of Contents":
        yield from block.iter(*_TEXTS, f"{W}noBreakHyphen", f"{W}p", f"{W}bookmarkStart")


# PDF -----------------------------------------------------------------------------------------------


def read_printed(printed: Printed) -> Readback:
    """The words of a PDF in the order of its structure tree (ISO 32000-1, 14.7).

    Running heads and folios do not stand in the tree. Notes are what is tagged so; WeasyPrint sets the
    foot of a page beside its body, as a part without a meaning in which there are only spans.
    """
    found = Readback(exact=False)
    pages = {page.obj.objgen: number for number, page in enumerate(printed.pdf.pages)}
    root = printed.pdf.Root.get("/StructTreeRoot")
    reader = _TreeReader(printed, pages, found)
    for element in _kids(root):
        if isinstance(element, pikepdf.Dictionary):
            reader.read_document(element)
    return found


class _TreeReader:
    def __init__(self, printed: Printed, pages: dict[tuple[int, int], int], found: Readback) -> None:
        self._text = printed.pages.text
        self._pages = pages
        self._found = found
        self._table = _Table([], -1, -1)
        self._now = -1

    def read_document(self, element: Any) -> None:
        for child in _kids(element):
            if isinstance(child, pikepdf.Dictionary) and _is_foot(child):
                for note in _kids(child):
                    self._read_note([note], 0)
            else:
                self._read(child, self._page(element, 0), self._found.text)

    def _read(self, kid: Any, page: int, into: list[str]) -> None:
        """A kid of the tree and what is in it: a number, a reference to marked content, or an element."""
        if isinstance(kid, int):
            self._add(self._text.get((page, kid), ()), page, into)
        if not isinstance(kid, pikepdf.Dictionary):
            return
        page = self._page(kid, page)
        match str(kid.get("/S", "")):
            case "":
                number = kid.get("/MCID")
                self._add(self._text.get((page, number), ()) if isinstance(number, int) else (), page, into)
            case _ if "/ActualText" in kid:
                self._add((str(kid.ActualText),), page, into)
            case "/Note" | "/FENote":
                self._read_note(_kids(kid), page)
            case "/Lbl" | "/Artifact":
                pass
            case "/Table":
                self._read_table(kid, page, into)
            case _:
                for child in _kids(kid):
                    self._read(child, page, into)

    def _add(self, pieces: Sequence[str], page: int, into: list[str]) -> None:
        """Text of a page; of the first that is seen of it, remember that the page begins there."""
        if into is self._found.text and page != self._now and any(map(essence, pieces)):
            self._now = page
            self._found.begin_page(str(page + 1))
        into += pieces

    def _read_note(self, kids: list[Any], page: int) -> None:
        note: list[str] = []
        for child in kids:
            self._read(child, page, note)
        self._found.notes.append("".join(note))

    def _read_table(self, element: Any, page: int, into: list[str]) -> None:
        """A table, or what of it stands on one page: its head stands there anew, and is read once."""
        before = self._table
        for child in _kids(element):
            if isinstance(child, pikepdf.Dictionary) and child.get("/S") == pikepdf.Name.THead:
                head: list[str] = []
                self._read(child, page, head)
                if not (before.head == head and before.page < page and before.end == len(into)):
                    self._add(head, page, into)
                before = self._table = _Table(head, page, -1)
            else:
                self._read(child, page, into)
        self._table = _Table(self._table.head, page, len(into))

    def _page(self, element: Any, inherited: int) -> int:
        page = element.get("/Pg")
        return inherited if page is None else self._pages.get(page.objgen, inherited)


@dataclass(frozen=True, slots=True)
class _Table:
    """The table last read: the text of its head, its page, and how many pieces of text stood at its end."""

    head: list[str]
    page: int
    end: int


def _kids(element: Any) -> list[Any]:
    kids = None if element is None else element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_foot(element: Any) -> bool:
    """The foot of a page as WeasyPrint tags it: the notes, each a span."""
    kids = _kids(element)
    return (
        element.get("/S") == pikepdf.Name.NonStruct
        and bool(kids)
        and all(isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == pikepdf.Name.Span for kid in kids)
    )
