"""Whether a file is an EPUB that a reading system opens: the fast check of every build.

Follows EPUB 3.3 (https://www.w3.org/TR/epub-33/) where a fault of ours would show: the container, the
package document, every reference inside the book. EPUBCheck knows all of the standard (`validators`), but
takes seconds; this takes milliseconds.
"""

import re

from publish.checks.archive import Archive, Element
from publish.checks.book import OPF, Book, Item, open_book
from publish.checks.documents import check_documents
from publish.diagnostics import Diagnostic

_DC = "{http://purl.org/dc/elements/1.1/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MIMETYPE = b"application/epub+zip"


# How files begin whose type a reading system decides by; others are parsed, or read by nobody.
_SIGNATURES = {
    "image/png": (b"\x89PNG",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "font/otf": (b"OTTO", b"\0\1\0\0"),
    "font/ttf": (b"\0\1\0\0", b"true"),
    "font/woff2": (b"wOF2",),
}


def check_epub(data: bytes) -> list[Diagnostic]:
    """What is wrong with an EPUB; nothing for a good one."""
    book = open_book(data)
    return book if isinstance(book, list) else check_book(book)


def check_book(book: Book) -> list[Diagnostic]:
    """What is wrong with a book that could be opened."""
    _check_mimetype(book.archive)
    package = book.archive.parse(book.opf)
    assert package is not None
    _check_metadata(book, package)
    _check_files(book)
    check_documents(book)
    return book.archive.findings


def _check_mimetype(archive: Archive) -> None:
    """OCF 4.3: the first file says what the archive is, in plain sight of programs that read no zip."""
    entries = archive.zip.infolist()
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype" or first.compress_type != 0 or first.extra:
        archive.find("“mimetype” must be the first file, stored as it is", "mimetype")
    elif archive.read("mimetype") != _MIMETYPE:
        archive.find("“mimetype” must say application/epub+zip and nothing else", "mimetype")


def _check_metadata(book: Book, package: Element) -> None:
    find = book.archive.find
    if package.get("version") != "3.0":
        find("the package must be of version 3.0", book.opf)
    if not package.get(f"{_XML}lang"):
        find("the package has no xml:lang", book.opf)
    for name in ("title", "language", "identifier"):
        if not any((element.text or "").strip() for element in package.iter(f"{_DC}{name}")):
            find(f"the package has no dc:{name}", book.opf)
    unique = package.get("unique-identifier")
    if not any(element.get("id") == unique for element in package.iter(f"{_DC}identifier")):
        find("unique-identifier leads to no dc:identifier", book.opf)
    modified = [
        element.text or ""
        for element in package.iter(f"{OPF}meta")
        if element.get("property") == "dcterms:modified" and not element.get("refines")
    ]
    if len(modified) != 1 or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified[0]):
        find("the package needs one dcterms:modified, as in 2026-01-31T12:00:00Z", book.opf)


def _check_files(book: Book) -> None:
    """Every file is in the manifest and every item of the manifest is a file, each once."""
    find = book.archive.find
    files = set(book.archive.names)
    named: set[str] = set()
    for item in book.items.values():
        if item.name not in files:
            find("the manifest names a file that is not in the book", item.name)
        elif item.media_type in _SIGNATURES:
            _check_signature(book.archive, item)
        if item.name in named:
            find("the manifest names the file twice", item.name)
        named.add(item.name)
    apart = {"mimetype", book.opf}
    for name in sorted(files - named - apart):
        if not name.startswith("META-INF/"):
            find("the file is not in the manifest", name)
    navigation = [item for item in book.items.values() if "nav" in item.properties]
    if len(navigation) != 1:
        find(f"the manifest has {len(navigation)} navigation documents instead of one", book.opf)


def _check_signature(archive: Archive, item: Item) -> None:
    """A picture or font is what the manifest says, and not damaged on its way into the archive."""
    data = archive.read(item.name)
    if data is not None and not data.startswith(_SIGNATURES[item.media_type]):
        archive.find(f"the file is no {item.media_type}, as the manifest says", item.name)
