"""HTML inside Markdown to blocks: the same walk as for a page, on a passage."""

import re
from collections.abc import Sequence
from html import escape

from publish.model import Span
from publish.reading.html_blocks import Target, read_blocks
from publish.reading.html_tree import parse_html
from publish.reading.tags import HIDDEN_TAGS, VOID_TAGS, is_tag_name
from publish.walk import Blocks

_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_TAG_START = re.compile(r"<(?:!--|/?[A-Za-z])")
_WHOLE_TAG = re.compile(r"""</?[A-Za-z](?>[^<>"']+|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"<(/?)([^\s/>]+)")
_CLOSED_NAME = re.compile(r"</([^\s/>]+)")
# After so many tags without an end no further `<` is taken for a tag.
_MOST_UNCLOSED = 50


def blocks_from_html(
    source: str, *, target: Target, first_line: int, inserts: Sequence[Blocks] = ()
) -> Blocks:
    """The blocks of a passage of HTML that begins at this line of the capture.

    `target` says which links may stand; `inserts` are blocks for the elements `<publish-insert number="0">`
    and so on in it. Scripts, comments and what is hidden give nothing.
    """
    root = parse_html(_mended(source))
    if root is None:
        return tuple(block for blocks in inserts for block in blocks)
    where = Span(first_line, first_line + source.rstrip("\n").count("\n"))
    blocks, _ = read_blocks(root, target=target, where=where, inserts=inserts)
    return blocks


def _mended(source: str) -> str:
    """The source with the text kept that HTML's grammar would hide: CDATA sections, tags without an end."""
    source = _CDATA.sub(lambda found: escape(found[1], quote=False), source)
    closed = {name.lower() for name in _CLOSED_NAME.findall(source)}
    parts: list[str] = []
    position = unclosed = 0
    while unclosed < _MOST_UNCLOSED and (start := _TAG_START.search(source, position)):
        parts.append(source[position : start.start()])
        end = _end_of_tag(source, start)
        unclosed += not end
        if end and _means_something(source, start.start(), end, closed):
            parts.append(source[start.start() : end])
        else:
            parts.append("&lt;")
            end = start.start() + 1
        position = end
    rest = source[position:]
    return "".join(parts) + (rest if unclosed < _MOST_UNCLOSED else rest.replace("<", "&lt;"))


def _end_of_tag(source: str, start: re.Match[str]) -> int:
    """Where a tag or comment ends, or 0 for a tag that does not."""
    if start[0] == "<!--":
        end = source.find("-->", start.end() - 2)  # `<!-->` is a whole comment
        return end + 3 if end >= 0 else len(source)
    found = _WHOLE_TAG.match(source, start.start())
    return found.end() if found else 0


def _means_something(source: str, start: int, end: int, closed: set[str]) -> bool:
    """False for a name that HTML has not, and for a script or the like, that nothing closes: it is text."""
    found = _NAME.match(source, start, end)
    if not found or found[1] or source.startswith("<!--", start):
        return True
    name = found[2].lower()
    if name in VOID_TAGS or source[end - 2] == "/" or name in closed:
        return True
    return is_tag_name(name) and name not in HIDDEN_TAGS
