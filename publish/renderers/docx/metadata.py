"""`docProps`: what a file says of itself, the same for the same edition.

Core properties are Dublin Core (ECMA-376 Part 2, 11); what they have no place for (publisher, issue,
rights) stands in the extended and custom ones.
"""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from publish import __version__
from publish.markup.names import language_tag
from publish.model import Edition
from publish.normal import scrub
from publish.renderers.dates import modified
from publish.renderers.docx.container import Container
from publish.renderers.docx.xml import Element, root, x

_LONGEST = 255
"""Characters of a property: Word takes no more."""

_APPLICATION = "publish"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = f"{RELATIONSHIP_TYPE.EXTENDED_PROPERTIES.rpartition('/')[0]}/custom-properties"
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_PROPERTY = 2  # [MS-OSHARED] 2.3.3.2.3.1: 0 and 1 are taken


def write_metadata(container: Container, edition: Edition) -> None:
    """The three parts of properties."""
    for name, content_type, relation, element in (
        ("core", CONTENT_TYPE.OPC_CORE_PROPERTIES, RELATIONSHIP_TYPE.CORE_PROPERTIES, _core(edition)),
        (
            "app",
            CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
            RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
            _extended(edition),
        ),
        ("custom", _CUSTOM_TYPE, _CUSTOM_RELATION, _custom(edition)),
    ):
        if len(element):
            container.relate(container.xml_part(f"/docProps/{name}.xml", content_type, element), relation)


def _core(edition: Edition) -> Element:
    stamp = modified(edition).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)
    subject = " ".join(text for text in (edition.subtitle, edition.issue) if text)
    facts = (
        ("dc:title", edition.title),
        ("dc:subject", subject),
        ("dc:creator", "; ".join(edition.creators)),
        ("dc:identifier", edition.identifier),
        ("dc:language", language_tag(edition.lang)),
    )
    element = root("cp:coreProperties", namespaces=("cp", "dc", "dcterms", "xsi"))
    element.extend(x(tag, content=_short(value)) for tag, value in facts if value)
    when: dict[str, str | int | float] = {"xsi:type": "dcterms:W3CDTF"}
    element.extend(x(tag, when, content=stamp) for tag in ("dcterms:created", "dcterms:modified"))
    return element


def _extended(edition: Edition) -> Element:
    element = root("ep:Properties", namespaces=("ep",))
    element.append(x("ep:Application", content=_APPLICATION))
    if edition.publisher:
        element.append(x("ep:Company", content=_short(edition.publisher)))
    major, minor, *_ = (*__version__.split("."), "0")
    element.append(x("ep:AppVersion", content=f"{int(major):02d}.{int(minor):04d}"))
    return element


def _custom(edition: Edition) -> Element:
    facts = (
        ("Publisher", edition.publisher),
        ("Issue", edition.issue),
        ("Rights", edition.rights),
        ("Date", edition.date),
    )
    element = root("op:Properties", namespaces=("op", "vt"))
    for number, (name, value) in enumerate((fact for fact in facts if fact[1]), start=_FIRST_PROPERTY):
        element.append(
            x(
                "op:property",
                {"fmtid": _PROPERTY_SET, "pid": number, "name": name},
                x("vt:lpwstr", content=_short(value)),
            )
        )
    return element


def _short(value: str) -> str:
    value = scrub(value)
    return value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
