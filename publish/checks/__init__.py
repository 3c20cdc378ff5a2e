"""Whether a built file is what it should be: valid in its format, and with the words of its edition.

`check` is what every build runs before a file is written: fast, and never wrong about a good file. The
outside validators (`validators`) are slower and are the tests'.
"""

from publish.diagnostics import Diagnostic
from publish.model import Edition
from publish.theming.frame import PLAIN
from publish.theming.theme import Arrangement

__all__ = ["check"]

PDF = "application/pdf"
EPUB = "application/epub+zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check(
    media_type: str, edition: Edition, data: bytes, arrangement: Arrangement = PLAIN, *, ours: bool = True
) -> list[Diagnostic]:
    """What is wrong with an edition's file of this media type; nothing for types that we cannot read.

    `arrangement` is the theme's, of what stands above the articles. `ours` is False for a file of a
    renderer that is not: it may set titles and sources in its own way.
    """
    if media_type == PDF:
        return _check_pdf(edition, data, arrangement, ours)
    if media_type == EPUB:
        return _check_epub(edition, data, arrangement, ours)
    if media_type == DOCX:
        return _check_docx(edition, data, arrangement, ours)
    return []


def _check_pdf(edition: Edition, data: bytes, arrangement: Arrangement, ours: bool) -> list[Diagnostic]:
    from publish.checks.pdf import check_printed, open_pdf
    from publish.checks.words import words_of_printed

    printed = open_pdf(data)
    if isinstance(printed, list):
        return printed
    return check_printed(printed) + words_of_printed(edition, printed, arrangement, ours=ours)


def _check_epub(edition: Edition, data: bytes, arrangement: Arrangement, ours: bool) -> list[Diagnostic]:
    from publish.checks.book import open_book
    from publish.checks.epub import check_book
    from publish.checks.words import words_of_book

    book = open_book(data)
    return (
        book
        if isinstance(book, list)
        else check_book(book) + words_of_book(edition, book, arrangement, ours=ours)
    )


def _check_docx(edition: Edition, data: bytes, arrangement: Arrangement, ours: bool) -> list[Diagnostic]:
    from publish.checks.docx import check_document, open_document
    from publish.checks.words import words_of_document

    document = open_document(data)
    if isinstance(document, list):
        return document
    return check_document(document) + words_of_document(edition, document, arrangement, ours=ours)
