"""A built file by itself, without its edition: opened by its ending, and what is wrong with it.

What `check` proves while an edition is built needs the edition; a file on its own can still be valid or
not, and its words can be read or not.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from publish.checks import DOCX, EPUB, PDF
from publish.checks.book import Book, open_book
from publish.checks.docx import Document, check_document, open_document
from publish.checks.epub import check_book
from publish.checks.essence import essence
from publish.checks.findings import invalid
from publish.checks.pdf import MALFORMED, Printed, check_printed, open_pdf
from publish.checks.readback import Readback, read_back
from publish.diagnostics import Diagnostic

Opened: TypeAlias = Book | Document | Printed
"""A built file that could be opened."""

_OPEN: dict[str, Callable[[bytes], Opened | list[Diagnostic]]] = {
    ".pdf": open_pdf,
    ".epub": open_book,
    ".docx": open_document,
}
_TYPED = {PDF: open_pdf, EPUB: open_book, DOCX: open_document}
SUFFIXES = tuple(_OPEN)
"""The endings of files that can be checked."""


def is_built(path: Path) -> bool:
    """Whether a path has the ending of a built file."""
    return path.suffix.lower() in _OPEN


def open_built(path: Path, data: bytes) -> Opened | list[Diagnostic]:
    """What is in a built file, opened by the ending of its name; or why that cannot be done."""
    return _OPEN[path.suffix.lower()](data)


def open_typed(media_type: str, data: bytes) -> Opened | list[Diagnostic]:
    """As `open_built`, for data of a media type that we read."""
    return _TYPED[media_type](data)


def read_typed(opened: Opened) -> Readback | list[Diagnostic]:
    """The words of a file that is open, or why they cannot be read."""
    try:
        return read_back(opened)
    except MALFORMED as error:
        if not isinstance(opened, Printed):
            raise
        return [invalid(f"the structure tree of the PDF cannot be read ({error})")]


def check_built(opened: Opened) -> list[Diagnostic]:
    """What is wrong with a file that could be opened, as far as it shows without the edition."""
    findings = structure(opened)
    if not findings and not letters(opened):
        return [invalid("no words can be read in the file")]
    return findings


def structure(opened: Opened) -> list[Diagnostic]:
    """What is wrong with how a file is made; its words are another matter."""
    if isinstance(opened, Book):
        return check_book(opened)
    return check_document(opened) if isinstance(opened, Document) else check_printed(opened)


def letters(opened: Opened) -> int:
    """How many characters of text, notes among it, a reader gets from the file; blanks are not counted."""
    try:
        words = read_back(opened)
    except MALFORMED:
        return 0
    return sum(len(essence("".join(pieces))) for pieces in (words.text, words.notes))
