"""The container: files, package document and spine, packed by EbookLib, the same bytes each time.

EbookLib 0.20 writes the container, the manifest and the spine. What it does otherwise than we want is done
here: it has no language on the package, takes dates from the clock, re-writes XHTML with blanks between
inline elements (so ours are plain items, which it leaves alone) and makes its own navigation.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from ebooklib import epub

_DC = epub.NAMESPACES["DC"]
_OPF = epub.NAMESPACES["OPF"]
_XML_LANG = f"{{{epub.NAMESPACES['XML']}}}lang"
_PACKED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""Media types that are compressed already."""

NCX_ID = "ncx"


class File(msgspec.Struct, frozen=True):
    """A file of the container: `properties` as EPUB 3.3, D.4 names them (nav, cover-image)."""

    id: str
    name: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()


class Meta(msgspec.Struct, frozen=True):
    """An element of the package's metadata: `dc` for dc:NAME, else a meta of the property NAME.

    `refines` is the id of the element that a meta refines.
    """

    name: str
    text: str
    dc: bool = False
    id: str = ""
    refines: str = ""
    scheme: str = ""


class Package(msgspec.Struct, frozen=True):
    """What the package document says of the edition as a whole."""

    identifier: str
    title: str
    lang: str
    modified: datetime
    metadata: tuple[Meta, ...]
    right_to_left: bool = False
    cover: str = ""
    """The id of the cover's picture, for readers of EPUB 2."""


def pack(package: Package, files: Sequence[File], spine: Sequence[str]) -> bytes:
    """The bytes of the EPUB; `spine` names files by id, in reading order."""
    book = _book(package)
    for file in files:
        item: Any = epub.EpubItem(file.id, file.name, file.media_type, file.content)
        item.properties = list(file.properties)
        book.add_item(item)
    book.spine = list(spine)
    writer = _Writer(io.BytesIO(), book, {"mtime": package.modified})  # type: ignore[no-untyped-call]
    writer.write()
    written: bytes = writer.file_name.getvalue()
    return written


def _book(package: Package) -> Any:
    book = epub.EpubBook()
    book.metadata = {}  # EbookLib begins with a random identifier and its own name as the generator
    book.IDENTIFIER_ID = "identifier"
    book.set_identifier(package.identifier)
    book.title, book.language = package.title, package.lang
    if package.right_to_left:
        book.set_direction("rtl")
    for meta in package.metadata:
        named = {"id": meta.id} if meta.id else {}
        if meta.dc:
            book.add_metadata(_DC, meta.name, meta.text, named)
            continue
        about = {"property": meta.name, **named}
        about |= {"refines": f"#{meta.refines}"} if meta.refines else {}
        about |= {"scheme": meta.scheme} if meta.scheme else {}
        book.add_metadata(_OPF, meta.name, meta.text, about)
    if package.cover:
        book.add_metadata(_OPF, "cover", "", {"name": "cover", "content": package.cover})
    return book


class _Writer(epub.EpubWriter):
    """Writes to memory, with the package's language and without the clock. (EbookLib is not typed.)"""

    def write(self) -> None:
        with _Archive(self.file_name, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as self.out:
            # First and as it is, so that programs know the file by its bytes (OCF 3.3, 4.3).
            self.out.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
            self._write_container()  # type: ignore[no-untyped-call]
            self._write_opf()  # type: ignore[no-untyped-call]
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANG, self.book.language)
        del root.attrib["prefix"]  # of a vocabulary that every reader knows already
        super()._write_opf_file(root)  # type: ignore[no-untyped-call]

    def _write_items(self) -> None:
        for item in self.book.get_items():
            stored = item.media_type in _PACKED
            name = f"{self.book.FOLDER_NAME}/{item.file_name}"
            self.out.writestr(name, item.content, zipfile.ZIP_STORED if stored else None)


class _Archive(zipfile.ZipFile):
    """A ZIP whose entries have no date of their own: the first that ZIP can tell."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        method = self.compression if compress_type is None else compress_type
        super().writestr(entry, data, method, compresslevel)
