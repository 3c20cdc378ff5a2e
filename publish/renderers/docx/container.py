"""The package: parts and the relationships between them (Open Packaging Conventions, ECMA-376 Part 2).

python-docx's package, part and relationships do the book-keeping; the zip is written here, because its
entries must carry a fixed date and stand in a fixed order for the same edition to give the same bytes.
"""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE
from docx.opc.oxml import CT_Types
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part
from docx.package import Package

from publish.renderers.docx.xml import Element, serialize

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip entry can carry."""

_PLAIN_TYPES = {
    "rels": CONTENT_TYPE.OPC_RELATIONSHIPS,
    "xml": CONTENT_TYPE.XML,
    "png": CONTENT_TYPE.PNG,
    "jpg": CONTENT_TYPE.JPEG,
    "gif": CONTENT_TYPE.GIF,
}


class XmlPart(Part):
    """A part whose XML is built while others already refer to it; relationships are found in one step.

    (python-docx looks through all relationships for each new one, which is slow with thousands of links.)
    """

    def __init__(self, name: str, content_type: str, package: Package, element: Element) -> None:
        super().__init__(PackURI(name), content_type, None, package)
        self.element = element
        self._known: dict[tuple[str, str], str] = {}

    @property
    def blob(self) -> bytes:
        return serialize(self.element)

    def relate(self, part: Part, kind: str) -> str:
        """The id of the relationship to a part; the same for the same part."""
        return self._relation(kind, str(part.partname), part, external=False)

    def relate_address(self, address: str, kind: str) -> str:
        """The id of the relationship to an address outside the package; the same for the same address."""
        return self._relation(kind, address, address, external=True)

    def _relation(self, kind: str, key: str, target: Part | str, *, external: bool) -> str:
        known = self._known.get((kind, key))
        if known is None:
            known = f"rId{len(self._known) + 1}"
            self._known[kind, key] = known
            self.load_rel(kind, target, known, external)
        return known


class Container:
    """The parts of one Word file."""

    def __init__(self) -> None:
        self.package = Package()

    def xml_part(self, name: str, content_type: str, element: Element) -> XmlPart:
        """A new part of XML, named as in `/word/styles.xml`."""
        return XmlPart(name, content_type, self.package, element)

    def binary_part(self, name: str, content_type: str, data: bytes) -> Part:
        """A new part of bytes (a picture)."""
        return Part(PackURI(name), content_type, data, self.package)

    def relate(self, part: Part, kind: str) -> None:
        """Make a part one of those that the package itself names."""
        self.package.relate_to(part, kind)

    def to_bytes(self) -> bytes:
        """The zip: content types, then each part beside its relationships, in the order they are named."""
        parts = self.package.parts
        entries = [(CONTENT_TYPES_URI.membername, _content_types(parts))]
        entries.append((PACKAGE_URI.rels_uri.membername, self.package.rels.xml))
        for part in parts:
            entries.append((part.partname.membername, part.blob))
            if part.rels:
                entries.append((part.partname.rels_uri.membername, part.rels.xml))
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, data in entries:
                entry = ZipInfo(name, _EARLIEST)
                entry.compress_type = ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                entry.create_system = 3  # the same on every system
                archive.writestr(entry, data)
        return out.getvalue()


def _content_types(parts: list[Part]) -> bytes:
    types = CT_Types.new()
    used = {"rels", "xml"} | {part.partname.ext for part in parts}
    for extension in sorted(used & _PLAIN_TYPES.keys()):
        types.add_default(extension, _PLAIN_TYPES[extension])
    for part in sorted(parts, key=lambda part: str(part.partname)):
        if _PLAIN_TYPES.get(part.partname.ext) != part.content_type:
            types.add_override(part.partname, part.content_type)
    return serialize(types)
