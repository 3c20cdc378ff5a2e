"""The words of a built file as its readers get them: the text, and apart from it the notes.

What a format adds by its own means is left out where the format marks it as such: calls of notes and ways
back, readings over their base, markers of lists, running heads and folios.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from publish.checks.archive import Element, local_name
from publish.checks.book import Book
from publish.checks.docx import Document, W
from publish.checks.pdf import Printed


@dataclass
class Readback:
    """Text in reading order, in pieces; `notes` has a text for each note, or each piece of one."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


# EPUB ----------------------------------------------------------------------------------------------

_BODY = "{http://www.w3.org/1999/xhtml}body"

# The part that generated elements play (DPUB-ARIA 1.1), and elements that are not read.
_GENERATED_ROLES = frozenset({"doc-noteref", "doc-backlink", "doc-pagebreak"})
_NOTE_ROLES = frozenset({"doc-footnote", "doc-endnote"})
_UNREAD = frozenset({"rt", "rp", "script", "style", "template"})


def read_book(book: Book) -> Readback:
    """The words of an EPUB's reading order."""
    found = Readback()
    for item in book.spine:
        root = book.archive.parse(item.name)
        body = None if root is None else root.find(_BODY)
        if body is not None:
            _read_element(body, found.text, found)
    return found


def _read_element(element: Element, into: list[str], found: Readback) -> None:
    if element.text:
        into.append(element.text)
    for child in element:
        role = child.get("role")
        if role in _NOTE_ROLES:
            note: list[str] = []
            _read_element(child, note, found)
            found.notes.append("".join(note))
        elif (
            isinstance(child.tag, str) and role not in _GENERATED_ROLES and local_name(child) not in _UNREAD
        ):
            _read_element(child, into, found)
        if child.tail:
            into.append(child.tail)


# Word ----------------------------------------------------------------------------------------------

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# What is not read: readings, a second spelling of the same thing, what was struck out.
_APART = (f"{W}rt", f"{_COMPATIBILITY}Fallback", f"{W}del", f"{W}moveFrom")


def read_document(document: Document) -> Readback:
    """The words of a Word file's main text, and those of its notes in the order of their calls."""
    root = document.archive.parse(document.main)
    if root is None:
        return Readback()
    found = Readback(list(_words(root)))
    for kind in ("footnote", "endnote"):
        part = document.part(f"{kind}s")
        if part is not None:
            notes = {str(note.get(f"{W}id")): "".join(_words(note)) for note in part.iter(f"{W}{kind}")}
            calls = (str(call.get(f"{W}id")) for call in root.iter(f"{W}{kind}Reference"))
            found.notes += [notes.get(call, "") for call in calls]
    return found


def _words(root: Element) -> Iterator[str]:
    apart = {text for element in root.iter(*_APART) for text in element.iter(f"{W}t", f"{_MATH}t")}
    for element in root.iter(f"{W}t", f"{_MATH}t", f"{W}noBreakHyphen"):
        if local_name(element) == "noBreakHyphen":
            yield "-"
        elif element.text and element not in apart:
            yield element.text


# PDF -----------------------------------------------------------------------------------------------


def read_printed(printed: Printed) -> Readback:
    """The words of a PDF in the order of its structure tree (ISO 32000-1, 14.7).

    Running heads and folios do not stand in the tree. Notes are what is tagged so; WeasyPrint sets the
    foot of a page beside its body, as a part without a meaning in which there are only spans.
    """
    found = Readback()
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
            into += self._text.get((page, kid), ())
        if not isinstance(kid, pikepdf.Dictionary):
            return
        page = self._page(kid, page)
        match str(kid.get("/S", "")):
            case "":
                number = kid.get("/MCID")
                into += self._text.get((page, number), ()) if isinstance(number, int) else ()
            case _ if "/ActualText" in kid:
                into.append(str(kid.ActualText))
            case "/Note" | "/FENote":
                self._read_note(_kids(kid), page)
            case "/Lbl" | "/Artifact":
                pass
            case "/Table":
                self._read_table(kid, page, into)
            case _:
                for child in _kids(kid):
                    self._read(child, page, into)

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
                    into += head
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
