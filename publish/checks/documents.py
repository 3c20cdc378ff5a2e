"""The XHTML documents and style sheets of an EPUB: well made, and every reference leads to something.

No document of ours has scripts, forms or frames, and nothing but a link leads out of the book.
"""

import re
from dataclasses import dataclass, field

from publish.checks.archive import Archive, Element, local_name, place, resolve
from publish.checks.book import SCHEME, Book, Item

_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPS = "{http://www.idpf.org/2007/ops}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

# What no document of ours has any use for, and what could reach out of the book.
_FORBIDDEN = frozenset({"script", "iframe", "form", "object", "embed", "base", "applet", "frame"})

_REFERENCES = frozenset({"href", "src", "poster", "data", "cite", _XLINK_HREF})

# Where a reference may lead out of the book, and how.
_LINKS = frozenset({"a", "blockquote", "q"})
_LINKS_OUT = ("http:", "https:", "mailto:")


@dataclass
class _Reference:
    """What leads from `where` to a file of the book, and to an id in it."""

    where: str
    target: str
    fragment: str


@dataclass
class _Document:
    """A document while it is being read: its ids, and where it refers to."""

    archive: Archive
    item: Item
    ids: set[str] = field(default_factory=set)
    references: list[_Reference] = field(default_factory=list)
    styles: list[tuple[str, str]] = field(default_factory=list)


def check_documents(book: Book) -> None:
    """Read every document and style sheet; what is wrong is found in the book's archive."""
    documents = {}
    for item, root in book.documents():
        document = _Document(book.archive, item)
        _check_head(document, root)
        for element in root.iter("*"):
            _check_element(document, element)
        documents[item.name] = document
    names = {item.name for item in book.items.values()}
    for document in documents.values():
        _check_references(document, documents, names)
        for where, style in document.styles:
            _check_style(book.archive, style, where, document.item.name, names)
    for item in book.items.values():
        if item.media_type == "text/css":
            _check_style_sheet(book.archive, item, names)


def _check_head(document: _Document, root: Element) -> None:
    find, name = document.archive.find, document.item.name
    if root.tag != f"{_XHTML}html":
        find("the root is no XHTML html element", name)
    if not root.get("lang") or root.get("lang") != root.get(f"{_XML}lang"):
        find("the document needs lang and xml:lang, and both the same", name)
    if not (root.findtext(f"{_XHTML}head/{_XHTML}title") or "").strip():
        find("the document has no title", name)
    if "nav" in document.item.properties and not _has_contents(root):
        find("the navigation document has no contents (epub:type “toc”)", name)


def _has_contents(root: Element) -> bool:
    return any(
        "toc" in str(nav.get(f"{_OPS}type", "")).split() and nav.find(f".//{_XHTML}a") is not None
        for nav in root.iter(f"{_XHTML}nav")
    )


def _check_element(document: _Document, element: Element) -> None:
    find, tag, where = document.archive.find, local_name(element), place(document.item.name, element)
    if tag in _FORBIDDEN:
        find(f"the element {tag} has no place in an edition", where)
    if tag == "img" and element.get("alt") is None:
        find("the picture has no alt attribute", where)
    for attribute, value in ((str(name), str(value)) for name, value in element.items()):
        if attribute == "id":
            if value in document.ids:
                find(f"the id “{value}” stands in the document twice", where)
            document.ids.add(value)
        elif attribute in _REFERENCES:
            _read_reference(document, tag, value, where)
        elif attribute == "style":
            document.styles.append((where, value))
        elif attribute.startswith("on"):
            find(f"the attribute {attribute} is a script", where)


def _read_reference(document: _Document, tag: str, value: str, where: str) -> None:
    if not SCHEME.match(value):
        target, fragment = resolve(value, document.item.name), value.partition("#")[2]
        document.references.append(_Reference(where, target, fragment))
    elif tag not in _LINKS or not value.lower().startswith(_LINKS_OUT):
        document.archive.find(f"the reference leads out of the book: {value[:80]}", where)


def _check_references(document: _Document, documents: dict[str, _Document], names: set[str]) -> None:
    find = document.archive.find
    for reference in document.references:
        target, fragment = reference.target, reference.fragment
        if target not in names:
            find(f"the reference leads to nothing: {target}", reference.where)
        elif fragment and target in documents and fragment not in documents[target].ids:
            find(f"the reference leads to nothing: {target}#{fragment}", reference.where)


# Style sheets --------------------------------------------------------------------------------------

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_REFERENCE = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|@import\s+["']([^"']*)["']"""
)


def _check_style_sheet(archive: Archive, item: Item, names: set[str]) -> None:
    data = archive.read(item.name)
    try:
        text = (data or b"").decode("utf-8")
    except UnicodeDecodeError:
        archive.find("the style sheet is no UTF-8", item.name)
        return
    _check_style(archive, text, item.name, item.name, names)


def _check_style(archive: Archive, css: str, where: str, base: str, names: set[str]) -> None:
    for found in _CSS_REFERENCE.finditer(_CSS_COMMENT.sub("", css)):
        reference = next((group for group in found.groups() if group), "")
        if SCHEME.match(reference):
            archive.find(f"the style leads out of the book: {reference[:80]}", where)
        elif not reference.startswith("#") and resolve(reference, base) not in names:
            archive.find(f"the style leads to nothing: {reference}", where)
