"""Building WordprocessingML: `w("p", w("r", text("...")))` instead of markup in strings.

Names and order of elements follow ECMA-376 Part 1 (Transitional), chapter 17; `lxml` escapes every text
and attribute, so nothing an article says can become markup.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
Value: TypeAlias = str | int | float

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

_W: Final = {"w": NAMESPACES["w"]}
_SPACE: Final = f"{{{NAMESPACES['xml']}}}space"


@cache
def qualified(name: str) -> str:
    """`w:p` as lxml writes it: `{http://...}p`; a name without a prefix stays as it is."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


@cache
def _w(name: str) -> str:
    return f"{{{NAMESPACES['w']}}}{name}"


def w(tag: str, *children: Element, **attributes: Value) -> Element:
    """An element of the `w` namespace; its attributes are of the same namespace."""
    element = etree.Element(_w(tag), nsmap=_W)
    for name, value in attributes.items():
        element.set(_w(name), value if isinstance(value, str) else f"{value:g}")
    element.extend(children)
    return element


def x(
    tag: str, attributes: dict[str, Value] | None = None, *children: Element, content: str = ""
) -> Element:
    """An element of any namespace (`wp:inline`), its attributes named in full (`r:id`, `cx`)."""
    prefix = tag.partition(":")[0]
    element = etree.Element(qualified(tag), nsmap={prefix: NAMESPACES[prefix]})
    for name, value in (attributes or {}).items():
        element.set(qualified(name), str(value))
    if content:
        element.text = content
    element.extend(children)
    return element


def text(content: str, tag: str = "t") -> Element:
    """The text of a run, every blank kept."""
    element = etree.Element(_w(tag), nsmap=_W)
    element.set(_SPACE, "preserve")
    element.text = content
    return element


def on(tag: str, value: bool = True) -> Element:
    """A property that is on or off."""
    return w(tag) if value else w(tag, val="0")


def root(tag: str, *children: Element, namespaces: Iterable[str] = ("w",)) -> Element:
    """The root of a part, with its namespaces declared once."""
    element = etree.Element(qualified(tag), nsmap={prefix: NAMESPACES[prefix] for prefix in namespaces})
    element.extend(children)
    return element


def set_attributes(element: Element, attributes: dict[str, Value]) -> Element:
    """The element with these attributes, named in full, set."""
    for name, value in attributes.items():
        element.set(qualified(name), str(value))
    return element


def canonical(element: Element) -> bytes:
    """The element as bytes, for comparing."""
    return etree.tostring(element)


def serialize(element: Element) -> bytes:
    """A part as it stands in the package, without white space that is not there."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)


def twips(points: float) -> int:
    """Pt to twentieths of a pt, Word's unit of lengths."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Pt to half points, Word's unit of type sizes."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Pt to eighths of a pt, Word's unit of rules, within its limits of ¼ and 12 pt."""
    return min(max(round(points * 8), 2), 96)
