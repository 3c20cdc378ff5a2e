"""Whether a file is a Word document that opens without a repair: the fast check of every build.

Follows ECMA-376 (Office Open XML) where a fault of ours would show: the package (part 2) and the names
that parts use for one another: styles, lists, notes, bookmarks, pictures. openxml-audit knows the schema
(`validators`); this takes milliseconds and looks further where a document could reach out of itself.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from publish.checks.archive import Archive, Element, local_name, open_archive, place, resolve
from publish.diagnostics import Diagnostic

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DOCUMENT = "/officeDocument"

# Where a link may lead; nothing but a link may lead out of the document at all.
_LINKS_OUT = ("http://", "https://", "mailto:")

# The fields that we write. Others read files, run programs or ask the reader (ECMA-376 part 1, 17.16.5).
_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "TOC", "SEQ", "HYPERLINK"}
)


@dataclass(frozen=True)
class Relationship:
    """What a part calls another by: an internal one by its name in the archive, an external by address."""

    type: str
    target: str
    external: bool


@dataclass
class Document:
    """A Word file taken apart: its main part, and what each part refers to."""

    archive: Archive
    main: str = ""
    relationships: dict[str, dict[str, Relationship]] = field(default_factory=dict)

    def parts(self) -> Iterator[tuple[str, Element]]:
        """The main part and those that belong to it (styles, notes, headers ...), with their roots."""
        names = [self.main, *(rel.target for rel in self._of(self.main).values() if not rel.external)]
        for name in dict.fromkeys(names):
            root = self.archive.parse(name) if name.endswith(".xml") else None
            if root is not None:
                yield name, root

    def part(self, kind: str) -> Element | None:
        """The root of the main part's only part of this kind: `styles`, `numbering`, `footnotes` ..."""
        for relationship in self._of(self.main).values():
            if relationship.type.endswith(f"/{kind}") and not relationship.external:
                return self.archive.parse(relationship.target)
        return None

    def _of(self, name: str) -> dict[str, Relationship]:
        return self.relationships.get(name, {})


def check_docx(data: bytes) -> list[Diagnostic]:
    """What is wrong with a Word file; nothing for a good one."""
    document = open_document(data)
    return document if isinstance(document, list) else check_document(document)


def open_document(data: bytes) -> Document | list[Diagnostic]:
    """The document in a Word file, or why there is none to be found."""
    archive = open_archive(data)
    if isinstance(archive, list):
        return archive
    document = Document(archive)
    for name in archive.names:
        if name.endswith(".rels"):
            _read_relationships(document, name)
    mains = [rel for rel in document.relationships.get("", {}).values() if rel.type.endswith(_DOCUMENT)]
    if len(mains) != 1 or archive.parse(mains[0].target) is None:
        archive.find("the package names no main document", "_rels/.rels")
        return archive.findings
    document.main = mains[0].target
    return document


def check_document(document: Document) -> list[Diagnostic]:
    """What is wrong with a document that could be opened."""
    _check_content_types(document.archive)
    _check_relationships(document)
    for name in document.archive.names:
        if name.endswith((".xml", ".rels")):
            document.archive.parse(name)
    _check_metadata(document)
    _check_styles(document)
    _check_lists(document)
    _check_notes(document)
    _check_bookmarks(document)
    for name, root in document.parts():
        _check_references(document, name, root)
        _check_fields(document, name, root)
    _check_pictures(document)
    return document.archive.findings


# The package ---------------------------------------------------------------------------------------


def _read_relationships(document: Document, name: str) -> None:
    """Read `a/_rels/b.xml.rels`, which says what the part `a/b.xml` refers to."""
    root = document.archive.parse(name)
    if root is None:
        return
    source = name.replace("_rels/", "").removesuffix(".rels")
    relationships: dict[str, Relationship] = {}
    for element in root.iter(f"{_RELS}Relationship"):
        external = element.get("TargetMode") == "External"
        target = str(element.get("Target", ""))
        id_ = str(element.get("Id", ""))
        if id_ in relationships:
            document.archive.find(f"two relationships have the id {id_}", place(name, element))
        relationships[id_] = Relationship(
            str(element.get("Type", "")), target if external else resolve(target, source), external
        )
    document.relationships[source] = relationships


def _check_content_types(archive: Archive) -> None:
    root = archive.parse("[Content_Types].xml")
    if root is None:
        return
    defaults = {str(element.get("Extension", "")).lower() for element in root.iter(f"{_TYPES}Default")}
    overrides = [str(element.get("PartName", "")).lstrip("/") for element in root.iter(f"{_TYPES}Override")]
    names = archive.names
    for name in names:
        given = name in overrides or name.rpartition(".")[2].lower() in defaults
        if not given and name != "[Content_Types].xml":
            archive.find("the part has no content type", name)
    for override in overrides:
        if override not in names:
            archive.find("a content type is given for a part that is not there", override)
    if b"macroEnabled" in etree.tostring(root) or any("vbaProject" in name for name in names):
        archive.find("the document holds macros", "[Content_Types].xml")


def _check_relationships(document: Document) -> None:
    names = set(document.archive.names)
    for source, relationships in document.relationships.items():
        for relationship in relationships.values():
            if relationship.external:
                link = relationship.type.endswith("/hyperlink")
                if not link or not relationship.target.lower().startswith(_LINKS_OUT):
                    message = f"the document reaches out of itself: {relationship.target[:80]}"
                    document.archive.find(message, source)
            elif relationship.target not in names:
                document.archive.find(f"the part {relationship.target} is not there", source)


def _check_metadata(document: Document) -> None:
    core = next(
        (
            rel
            for rel in document.relationships.get("", {}).values()
            if rel.type.endswith("/core-properties")
        ),
        None,
    )
    root = document.archive.parse(core.target) if core else None
    if root is None or not (root.findtext(f"{_DC}title") or "").strip():
        document.archive.find("the document has no title in its core properties", "docProps/core.xml")


# Names that parts use for one another --------------------------------------------------------------


def _value(element: Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _check_styles(document: Document) -> None:
    styles = document.part("styles")
    if styles is None:
        document.archive.find("the document has no styles", document.main)
        return
    ids = [str(style.get(f"{W}styleId", "")) for style in styles.iter(f"{W}style")]
    for id_, count in Counter(ids).items():
        if count > 1:
            document.archive.find(f"{count} styles have the id {id_}", "styles")
    uses = [f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")]
    for name, root in document.parts():
        for element in root.iter(*uses):
            if _value(element) not in ids:
                document.archive.find(f"there is no style “{_value(element)}”", place(name, element))


def _check_lists(document: Document) -> None:
    numbering = document.part("numbering")
    lists: dict[str, str] = {}
    abstract: set[str] = set()
    if numbering is not None:
        abstract = {str(each.get(f"{W}abstractNumId")) for each in numbering.iter(f"{W}abstractNum")}
        for each in numbering.iter(f"{W}num"):
            lists[str(each.get(f"{W}numId"))] = _value(each.find(f"{W}abstractNumId"))
    for id_, kind in lists.items():
        if kind not in abstract:
            document.archive.find(f"the list {id_} is of a kind {kind} that is not there", "numbering")
    for name, root in document.parts():
        for element in root.iter(f"{W}numId"):
            if _value(element) not in lists and _value(element) != "0":  # 0 ends a list
                document.archive.find(f"there is no list {_value(element)}", place(name, element))


def _check_notes(document: Document) -> None:
    for kind in ("footnote", "endnote"):
        notes = document.part(f"{kind}s")
        ids = set() if notes is None else {str(note.get(f"{W}id")) for note in notes.iter(f"{W}{kind}")}
        for name, root in document.parts():
            for element in root.iter(f"{W}{kind}Reference"):
                if str(element.get(f"{W}id")) not in ids:
                    message = f"there is no {kind} {element.get(f'{W}id')}"
                    document.archive.find(message, place(name, element))


def _check_bookmarks(document: Document) -> None:
    """Bookmarks are unique in all of the document, and links inside it lead to one."""
    find = document.archive.find
    names: set[str] = set()
    starts: list[str] = []
    ends: list[str] = []
    for part, root in document.parts():
        ends += (str(element.get(f"{W}id")) for element in root.iter(f"{W}bookmarkEnd"))
        for element in root.iter(f"{W}bookmarkStart"):
            starts.append(str(element.get(f"{W}id")))
            name = str(element.get(f"{W}name", ""))
            if not _BOOKMARK.fullmatch(name):
                find(f"Word does not take “{name}” as the name of a bookmark", place(part, element))
            if name.lower() in names:
                find(f"two bookmarks have the name {name}", place(part, element))
            names.add(name.lower())
    if len(set(starts)) < len(starts):
        find("two bookmarks have the same id", document.main)
    if sorted(starts) != sorted(ends):
        find("a bookmark begins and does not end, or ends and did not begin", document.main)
    for part, root in document.parts():
        for element in root.iter(f"{W}hyperlink"):
            anchor = element.get(f"{W}anchor")
            if anchor is not None and str(anchor).lower() not in names:
                find(f"a link leads to the bookmark {anchor}, which is not there", place(part, element))


_BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")

_REFERRING = etree.XPath("//*[@r:*]", namespaces={"r": _R.strip("{}")})


def _check_references(document: Document, name: str, root: Element) -> None:
    """Every r:id, r:embed and r:link stands in the part's own relationships."""
    known = document.relationships.get(name, {})
    for element in cast("list[Element]", _REFERRING(root)):
        for attribute, value in element.items():
            if str(attribute).startswith(_R) and str(value) not in known:
                document.archive.find(f"the relationship {value!s} is not there", place(name, element))
    for element in root.iter(f"{W}altChunk"):
        document.archive.find("the document holds a file in another format", place(name, element))


def _check_fields(document: Document, name: str, root: Element) -> None:
    for instruction in _instructions(root):
        words = instruction.split()
        if words and words[0].upper() not in _FIELDS:
            document.archive.find(f"the field {words[0]} has no place in an edition", name)


def _instructions(root: Element) -> Iterator[str]:
    """The instruction of every field, simple ones and those in pieces between `begin` and the next mark."""
    for simple in root.iter(f"{W}fldSimple"):
        yield str(simple.get(f"{W}instr", ""))
    pieces: list[str] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        if local_name(element) == "instrText":
            pieces.append(element.text or "")
        elif pieces:
            yield "".join(pieces)
            pieces = []


def _check_pictures(document: Document) -> None:
    """Each picture has an id of its own and, though it may be empty, a text in its place."""
    seen: set[str] = set()
    for name, root in document.parts():
        for element in root.iter(f"{_WP}docPr"):
            id_ = str(element.get("id"))
            if id_ in seen:
                document.archive.find(f"two pictures have the id {id_}", place(name, element))
            seen.add(id_)
            if element.get("descr") is None:
                document.archive.find("a picture has no alternative text", place(name, element))
