"""HTML source to a tree by lxml, whatever the source looks like.

libxml2 gives up on a document that nests deeper than 2,048 elements and drops the rest of it, so such a
document is parsed again without the tags that nest too deep. A line number above 65,535 comes out as that.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from publish.normal import scrub
from publish.reading.tags import VOID_TAGS

Element = etree._Element  # the library's name for what it gives

MAX_ELEMENT_DEPTH = 500
"""Elements nested deeper are unwrapped."""
LAST_LINE = 65_535
"""The highest line number that libxml2 keeps."""

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)


def parse_html(source: str) -> Element | None:
    """The root element of a document or fragment (`html`, with `body` inside), None for an empty one."""
    source = scrub(source)
    if not source.strip():
        return None
    parser = _parser()
    root = etree.fromstring(source.encode(), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        root = etree.fromstring(_shallower(source).encode(), _parser())
    return root


def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)


def _shallower(source: str) -> str:
    """The source without the tags of elements that nest deeper than `MAX_ELEMENT_DEPTH`."""
    depth = 0

    def keep(found: re.Match[str]) -> str:
        nonlocal depth
        name = (found["name"] or "").lower()
        if not name or name in VOID_TAGS or found[0].endswith("/>"):
            return found[0]
        if found["close"]:
            depth = max(depth - 1, 0)
            return found[0] if depth < MAX_ELEMENT_DEPTH else "\n" * found[0].count("\n")
        depth += 1
        return found[0] if depth <= MAX_ELEMENT_DEPTH else "\n" * found[0].count("\n")

    return _TOKEN.sub(keep, source)


def classes_of(element: Element) -> str:
    """The class, id and role of an element, in lower case: what its author calls it."""
    return " ".join(element.get(name, "") for name in ("class", "id", "role")).lower()


def text_of(element: Element) -> str:
    """All text inside an element, white space as it stands."""
    pieces: Iterator[Any] = element.itertext()
    return "".join(pieces)


def line_of(element: Element) -> int:
    """The line of the source at which an element's content begins, from 1."""
    line: Any = element.sourceline
    return int(line or 1)


def attributes_of(element: Element) -> dict[str, str]:
    """An element's attributes by name."""
    return {str(name): str(value) for name, value in element.attrib.items()}
