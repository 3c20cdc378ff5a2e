"""The page-break marks of an EPUB, told by opening it: where each stands, by a count of their own.

    marks = marks_of(data)      →  {page: Mark(file, id, before, behind)}

`before` is all that is counted of the document before the mark, `behind` all behind it: visible characters,
and one sign for each picture and formula.
"""

import io
import zipfile
from typing import NamedTuple
from xml.etree import ElementTree

from publish.pagination import INVISIBLE

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"
UNIT = "\U0010ffff"
_NOT_COUNTED = frozenset({"doc-noteref", "doc-backlink", "doc-footnote"})


class Mark(NamedTuple):
    """A page's mark: its file, and what is counted of that before and behind it."""

    file: str
    before: str
    behind: str


def marks_of(data: bytes) -> dict[int, Mark]:
    """The marks of an EPUB by page, in its reading order; none stands twice."""
    book = zipfile.ZipFile(io.BytesIO(data))
    package = ElementTree.fromstring(book.read("EPUB/content.opf"))
    files = {item.get("id"): item.get("href", "") for item in package.iter(f"{OPF}item")}
    found: dict[int, Mark] = {}
    for reference in package.iter(f"{OPF}itemref"):
        file = files[reference.get("idref")]
        body = ElementTree.fromstring(book.read(f"EPUB/{file}")).find(f"{XHTML}body")
        assert body is not None
        pieces: list[str | int] = []
        _count(body, pieces)
        for at, piece in enumerate(pieces):
            if isinstance(piece, int):
                assert piece not in found, f"page {piece} has two marks"
                found[piece] = Mark(file, _joined(pieces[:at]), _joined(pieces[at:]))
    return found


def page_list(data: bytes) -> list[tuple[str, str]]:
    """The page-list: the name of each page, and where it leads."""
    nav = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("EPUB/nav.xhtml"))
    return [
        (link.text or "", link.get("href", ""))
        for each in nav.iter(f"{XHTML}nav")
        if each.get(EPUB_TYPE) == "page-list"
        for link in each.iter(f"{XHTML}a")
    ]


def _joined(pieces: list[str | int]) -> str:
    return "".join(INVISIBLE.sub("", piece) for piece in pieces if isinstance(piece, str))


def _count(element: ElementTree.Element, pieces: list[str | int]) -> None:
    name = element.tag.removeprefix(XHTML)
    if element.get("role") == "doc-pagebreak":
        assert element.get(EPUB_TYPE) == "pagebreak"
        assert element.get("id") == f"page_{element.get('aria-label')}"
        assert name in ("span", "div")
        pieces.append(int(element.get("aria-label", "")))
        return
    if element.get("role") in _NOT_COUNTED or name in ("rt", "rp"):
        return
    if name == "img" or "math" in element.get("class", "").split():
        pieces.append(UNIT)
        return
    pieces.append(element.text or "")
    for child in element:
        _count(child, pieces)
        pieces.append(child.tail or "")
