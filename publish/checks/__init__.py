"""Whether a built file is what it should be: valid in its format, and with the words of its edition.

`check` is what every build runs before a file is written: fast, and never wrong about a good file. The
outside validators (`validators`) are slower and are the tests'.
"""

from publish.diagnostics import Diagnostic
from publish.model import Edition
from publish.pagination import Pagination
from publish.theming.frame import PLAIN
from publish.theming.theme import Arrangement

__all__ = ["check"]

PDF = "application/pdf"
EPUB = "application/epub+zip"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def check(  # noqa: PLR0913 - what is known of an edition, by keyword
    media_type: str,
    edition: Edition,
    data: bytes,
    arrangement: Arrangement = PLAIN,
    *,
    ours: bool = True,
    pages: Pagination | None = None,
) -> list[Diagnostic]:
    """What is wrong with an edition's file of this media type; nothing for types that we cannot read.

    `arrangement` is the theme's, of what stands above the articles. `ours` is False for a file of a
    renderer that is not: it may set titles and sources in its own way. `pages` are those of the edition's
    paged format, of this file itself if it has pages, or None where they are not known: lists of the
    edition name them, and that pages begin there is proved.
    """
    if media_type not in (PDF, EPUB, DOCX):
        return []
    from publish.checks.built import open_typed, read_typed, structure
    from publish.checks.page_proof import prove_pages
    from publish.checks.words import words_of

    opened = open_typed(media_type, data)
    if isinstance(opened, list):
        return opened
    findings = list(structure(opened))
    found = read_typed(opened)
    if isinstance(found, list):
        return findings + found
    numbered = media_type != EPUB
    findings += words_of(edition, found, arrangement, ours=ours, pages=pages, numbered=numbered)
    if ours and pages is not None:
        findings += prove_pages(edition, opened, found, arrangement, pages).findings
    return findings
