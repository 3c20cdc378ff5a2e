"""Whether one theme looks the same in every format: looks read back from built files, token by token.

values.py   what a look is          epub.py, css_*.py   a book's style sheets, applied
tokens.py   what a theme wants      docx.py             a Word file's styles, resolved
fonts.py    which role a font has   pdf.py, guide.py    where the glyphs of a PDF stand
compare.py  all of it side by side
"""

from collections.abc import Mapping

from publish.checks.book import Book
from publish.checks.built import Opened
from publish.checks.docx import Document
from publish.checks.looks.compare import Comparison, compare
from publish.checks.looks.docx import read_docx
from publish.checks.looks.epub import read_epub
from publish.checks.looks.pdf import read_pdf
from publish.checks.looks.values import Block, Seen
from publish.checks.pdf import Printed, followed
from publish.theming.theme import Theme

__all__ = ["Comparison", "looks"]

_READERS_SIZE = 12.0
"""pt of a browser's own text (16 px): for books where neither a theme nor another file says a size."""


def looks(files: Mapping[str, Opened], theme: Theme | None = None) -> Comparison:
    """The looks of files, by name, compared with the theme or, without one, with the first that has any.

    A PDF has no names for styles: its blocks are known by their words from a book or a Word file beside it,
    else by their tags. Raises ReadError for a PDF whose structure cannot be followed.
    """
    roles = frozenset(theme.styles) if theme else None
    seen: dict[str, Seen] = {}
    for name, file in files.items():
        if isinstance(file, Document):
            seen[name] = read_docx(file, name, roles)
    size = theme.size if theme else _body_size(seen)
    for name, file in files.items():
        if isinstance(file, Book):
            seen[name] = read_epub(file, name, size, roles)
    guide = _guide(seen)
    for name, file in files.items():
        if isinstance(file, Printed):
            with followed(name):
                seen[name] = read_pdf(file, name, guide)
    return compare([seen[name] for name in files], theme)


def _body_size(seen: Mapping[str, Seen]) -> float:
    """The size of the body in a file that says it in pt."""
    blocks = (block for each in seen.values() for block in each.blocks if block.key == "paragraph")
    return next((block.look.size for block in blocks if block.look.size), _READERS_SIZE)


def _guide(seen: Mapping[str, Seen]) -> tuple[Block, ...]:
    """The blocks of the file that tells most about what stands in what: a book, else a Word file."""
    books = sorted(seen.values(), key=lambda each: each.format != "epub")
    return books[0].blocks if books else ()
