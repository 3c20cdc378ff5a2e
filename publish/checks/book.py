"""An EPUB taken apart: container, package document, manifest and reading order, as programs find them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from publish.checks.archive import Archive, Element, open_archive, place, resolve
from publish.diagnostics import Diagnostic

OPF = "{http://www.idpf.org/2007/opf}"
XHTML_TYPE = "application/xhtml+xml"

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
"""How an address begins that leads out of the book."""


@dataclass
class Item:
    """An entry of the manifest; `name` is that of its file in the archive."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


@dataclass
class Book:
    """An EPUB taken apart: its package document, manifest, and reading order."""

    archive: Archive
    opf: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    spine: list[Item] = field(default_factory=list)

    def documents(self) -> Iterator[tuple[Item, Element]]:
        """Every XHTML document of the book, those of the reading order first and in that order."""
        ordered = {item.id: item for item in (*self.spine, *self.items.values())}.values()
        for item in ordered:
            root = self.archive.parse(item.name) if item.media_type == XHTML_TYPE else None
            if root is not None:
                yield item, root


def open_book(data: bytes) -> Book | list[Diagnostic]:
    """The book in an EPUB, or why there is none to be found."""
    archive = open_archive(data)
    if isinstance(archive, list):
        return archive
    book = Book(archive)
    container = archive.parse("META-INF/container.xml")
    if container is not None:
        roots = [str(root.get("full-path", "")) for root in container.iter(f"{_CONTAINER}rootfile")]
        book.opf = roots[0] if roots else ""
        if not book.opf:
            archive.find("the container names no package document", "META-INF/container.xml")
    package = archive.parse(book.opf) if book.opf else None
    if package is None:
        return archive.findings
    _read_manifest(book, package)
    _read_spine(book, package)
    return book


def _read_manifest(book: Book, package: Element) -> None:
    for element in package.iter(f"{OPF}item"):
        properties = frozenset(str(element.get("properties", "")).split())
        href, media_type = str(element.get("href", "")), str(element.get("media-type", ""))
        item = Item(str(element.get("id", "")), resolve(href, book.opf), media_type, properties)
        if not item.id or not href or not media_type:
            book.archive.find(
                "an item of the manifest has no id, href or media-type", place(book.opf, element)
            )
        elif item.id in book.items:
            book.archive.find(
                f"two items of the manifest have the id “{item.id}”", place(book.opf, element)
            )
        elif SCHEME.match(href):
            book.archive.find(f"a file of the book lies elsewhere: {href}", place(book.opf, element))
        else:
            book.items[item.id] = item


def _read_spine(book: Book, package: Element) -> None:
    seen: set[str] = set()
    for reference in package.iter(f"{OPF}itemref"):
        item = book.items.get(str(reference.get("idref")))
        if item is None:
            book.archive.find(
                f"the reading order names “{reference.get('idref')}”, which the manifest does not have",
                place(book.opf, reference),
            )
        elif item.id in seen:
            book.archive.find(f"the reading order names {item.name} twice", place(book.opf, reference))
        elif item.media_type != XHTML_TYPE:
            book.archive.find(f"{item.name} of the reading order is no XHTML", place(book.opf, reference))
        else:
            seen.add(item.id)
            book.spine.append(item)
    if not book.spine:
        book.archive.find("the reading order is empty", book.opf)
