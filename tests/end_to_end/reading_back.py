"""The words of a built file, as whoever opens it reads them: the end-to-end tests' own eyes.

They share nothing with the renderers or the checks, so that a fault in those cannot hide itself.
"""

import io
import re
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

_UNSEEN = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060\ufeff\xad]+")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def words(text: str) -> str:
    """Text without white space and invisible characters, compatibility forms folded, lower case."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def lines_of(path: Path) -> list[str]:
    """The paragraphs (Word, EPUB) or lines (PDF) of a built file in reading order."""
    readers = {".pdf": _pdf_lines, ".epub": _epub_lines, ".docx": _docx_lines}
    return readers[path.suffix](path.read_bytes())


def _pdf_lines(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    return [line for page in pages for line in page.replace("\ufffe", "").splitlines()]


def _epub_lines(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml") and "nav" not in name]
        pages = [ElementTree.fromstring(archive.read(name)) for name in names]
    names = ("p", "h1", "h2", "h3", "h4", "li", "td", "th", "pre", "figcaption", "dt")
    blocks = {f"{_XHTML}{name}" for name in names}
    return ["".join(block.itertext()) for page in pages for block in page.iter() if block.tag in blocks]


def _docx_lines(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = ("word/document.xml", "word/footnotes.xml")
        trees = [ElementTree.fromstring(archive.read(name)) for name in parts if name in archive.namelist()]
    paragraphs = [paragraph for tree in trees for paragraph in tree.iter(f"{_WORD}p")]
    return ["".join(text.text or "" for text in paragraph.iter(f"{_WORD}t")) for paragraph in paragraphs]
