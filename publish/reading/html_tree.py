"""HTML source to a tree by lxml, whatever the source looks like.

libxml2 gives up on a document that nests deeper than 2,048 elements and drops the rest of it, so such a
document is parsed again without the tags that nest too deep. It also drops what follows `</body>` or
`</html>`, which pages put together of several files have in their middle; browsers read on (HTML,
13.2.6.4.19: after body), so there these tags are taken out. A line number above 65,535 comes out as that.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from publish.normal import one_line, scrub
from publish.reading.tags import VOID_TAGS

Element = etree._Element  # the library's name for what it gives

MAX_ELEMENT_DEPTH = 500
"""Elements nested deeper are unwrapped."""
LAST_LINE = 65_535
"""The highest line number that libxml2 keeps."""

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp)\b.*?(?:</(?P=raw)\s*>|\Z)"
    # Nothing is given back, and a tag ends before the next one: a page may break off in a tag.
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/<>\"']*+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.DOTALL | re.IGNORECASE,
)


# The end of a page, and what may hold such words without being it.
_END_TAG = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_END = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|(?P<end></(?:body|html)\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_SOMETHING = re.compile(r"<[a-z]|[^\s<>]", re.IGNORECASE)

# What is no text and makes up most of a page; of scripts, data (JSON-LD, formulas in TeX) is read.
_MUTE = re.compile(r"<!--|<(script|style)(?=[\s>])([^>]*)>", re.IGNORECASE)
_DATA = re.compile(r"json|math/|text/(?:html|plain|x-)", re.IGNORECASE)
_KEPT_OF_MUTE = 160
"""Characters that are kept of a script or style sheet to recognise it by."""


def parse_html(source: str) -> Element | None:
    """The root element of a document or fragment (`html`, with `body` inside), None for an empty one.

    Scripts and style sheets are cut to how they begin, and to their line ends.
    """
    source = _without_early_end(scrub(without_mute(source)))
    if not source.strip():
        return None
    parser = _parser()
    root = etree.fromstring(source.encode(), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        root = etree.fromstring(_shallower(source).encode(), _parser())
    return root


def without_mute(source: str) -> str:
    """The source with scripts and style sheets cut short; every line keeps its number."""
    parts: list[str] = []
    position = 0
    last = source.rfind(">") + 1  # no tag ends behind it
    while found := _MUTE.search(source, position, last):
        end = _end_of_mute(source, found)
        if end < 0:
            break
        cut = found.end() + _KEPT_OF_MUTE
        if found[1] and end > cut and not _DATA.search(found[2]):
            parts.append(source[position:cut])
            parts.append("\n" * source.count("\n", cut, end))
            position = end
        else:
            parts.append(source[position:end])
            position = end
    parts.append(source[position:])
    return "".join(parts) if len(parts) > 1 else source


def _end_of_mute(source: str, start: re.Match[str]) -> int:
    """Where the content of a script, style sheet or comment ends; -1 for one that nothing closes."""
    name = start[1]
    if not name:
        return source.find("-->", start.end())
    end = source.find(f"</{name}", start.end())
    other = source.find(f"</{name.swapcase()}", start.end(), end if end >= 0 else len(source))
    ends = [place for place in (end, other) if place >= 0]
    return min(ends, default=-1)


def _without_early_end(source: str) -> str:
    """The source without the tags that end the page, where more of the page follows the first of them."""
    first = _END_TAG.search(source)
    if first is None or not _SOMETHING.search(_END.sub("", source[first.end() :])):
        return source
    return _END.sub(lambda found: "\n" * found[0].count("\n") if found["end"] else found[0], source)


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


def inherited_language(element: Element) -> str:
    """The language (BCP 47) that an element states or the nearest one around it, or empty."""
    around = (element, *element.iterancestors())
    return next((one_line(lang) for outer in around if (lang := outer.get("lang"))), "")


def line_of(element: Element) -> int:
    """The line of the source at which an element's content begins, from 1."""
    line: Any = element.sourceline
    return int(line or 1)


def attributes_of(element: Element) -> dict[str, str]:
    """An element's attributes by name."""
    return {str(name): str(value) for name, value in element.attrib.items()}
