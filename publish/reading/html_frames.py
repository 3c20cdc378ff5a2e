"""What elements become once they are closed: lists, tables, headings, code, rows of inlines."""

import re
from dataclasses import dataclass, field

from publish.model import (
    Block,
    Break,
    Cell,
    CodeBlock,
    Definition,
    Figure,
    Heading,
    Inline,
    List,
    Paragraph,
    Span,
    Verse,
)
from publish.normal import one_line
from publish.reading.html_tree import Element, attributes_of
from publish.reading.runs import RunBuilder
from publish.reading.tables import fitted_table
from publish.reading.tags import image_of
from publish.walk import Blocks, Inlines, is_blank, lone_image, plain_text

MAX_SPAN = 1_000
"""The most columns or rows that a cell claims (HTML allows a cell 1,000 columns)."""
MAX_START = 1_000_000_000
"""The highest number a list begins with."""

_CODE_LANGUAGES = (
    re.compile(r"(?:^|\s)(?:language-|lang-|brush:\s*|highlight-(?:source-|text-)?)([a-z0-9+#_.-]+)"),
    re.compile(r"(?:^|\s)(?:hljs|highlight|sourcecode|src|prettyprint)\s+([a-z0-9+#_.-]+)"),
)
# Words beside these that name no language.
_NO_LANGUAGE = frozenset(
    {"hljs", "highlight", "copyable", "line", "linenums", "numberlines", "wrap", "none"}
)
_LANGUAGE_NAMES = ("data-lang", "data-language", "data-code-language", "lang-name")


_CONTAINERS = frozenset(
    {"ul", "ol", "menu", "dir", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "blockquote"}
    | {"pre", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "details", "summary"}
)
# What pages call a poem or song, and the words under a picture.
_VERSE = re.compile(r"(?:^|\s)(?:poem|poetry|verse|stanza|lyrics?|wp-block-verse|song-lyrics)(?=\s|$)")
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|wp-caption-text|imagecaption|photocaption|bildunterschrift|legende)(?:-text|__text)?"
    r"(?=\s|$)"
)


def container_of(name: str, element: Element) -> str:
    """What an element is to the model, if it holds blocks of its own; empty for any other."""
    if name in {"p", "div", "section", "pre", "blockquote"} and (names := element.get("class")):
        if _VERSE.search(names.lower()):
            return "verse"
        if (
            name in {"p", "div"}
            and _CAPTION.search(names.lower())
            and next(element.iter("img"), None) is None
        ):
            return "picture-caption"
    return name if name in _CONTAINERS else ""


@dataclass(slots=True)
class Frame:
    """An open element: the blocks in it, and rows, terms or a caption for those that have such."""

    name: str
    line: int
    element: Element
    blocks: list[Block] = field(default_factory=list)
    items: list[Blocks] = field(default_factory=list)
    terms: list[Definition] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    headers: list[bool] = field(default_factory=list)
    caption: Inlines = ()


# Code ----------------------------------------------------------------------------------------------


def code_of(frame: Frame, text: str, span: Span) -> Blocks:
    """The code that stands in a `pre`, and the pictures."""
    text = text.removeprefix("\n").rstrip().replace("\xa0", " ")
    images = [image_of(attributes_of(image)) for image in frame.element.iter("img")]
    pictures = tuple(Paragraph((image,), span=span) for image in images)
    code = (CodeBlock(text, _code_language(frame.element), span=span),) if text.strip() else ()
    return (*code, *pictures)


def is_code_line(element: Element) -> bool:
    """True where each line of code is an element of its own, as in official accounts' pages."""
    following = element.getnext()
    return following is not None and following.tag == "code" and "\n" not in (element.tail or "")


def _code_language(element: Element) -> str:
    outer = list(element.iterancestors("div", "figure", "section"))[:1]
    for candidate in (element, *element.iter("code"), *outer):
        for name in _LANGUAGE_NAMES:
            if stated := one_line(candidate.get(name, "")):
                return stated.lower()
        for pattern in _CODE_LANGUAGES:
            found = pattern.search(candidate.get("class", "").lower())
            if found and found[1] not in _NO_LANGUAGE:
                return found[1]
    return ""


# Rows of inlines -----------------------------------------------------------------------------------


def paragraphs_of(content: Inlines) -> list[Inlines]:
    """A row of inlines parted where two line ends follow each other, blank parts left out."""
    parts: list[list[Inline]] = [[]]
    breaks = 0
    for inline in content:
        if isinstance(inline, Break):
            breaks += 1
            continue
        if is_blank(inline) and breaks:
            continue
        if breaks > 1:
            parts.append([])
        elif breaks and parts[-1]:
            parts[-1].append(Break())
        breaks = 0
        parts[-1].append(inline)
    return [tuple(part) for part in parts if not all(is_blank(inline) for inline in part)]


def inlines_of(blocks: Blocks) -> Inlines:
    """The words of some blocks as one row, for places that take no blocks: captions, terms, headings."""
    row: list[Inline] = []
    for block in blocks:
        if row:
            row.append(Break())
        if isinstance(block, Paragraph | Heading):
            row.extend(block.content)
        else:
            run = RunBuilder()
            run.flow(plain_text(block))
            row.extend(run.finish())
    return tuple(row)


def heading_of(level: int, blocks: Blocks, span: Span) -> Blocks:
    """The heading; pictures and tables that stand in its element follow it."""
    words = tuple(
        block for block in blocks if isinstance(block, Paragraph) and plain_text(block.content).strip()
    )
    others = tuple(block for block in blocks if block not in words)
    return (Heading(level, inlines_of(words), span=span), *others) if words else others


# Verse and captions --------------------------------------------------------------------------------


def verse_of(blocks: Blocks, span: Span) -> Blocks:
    """The stanzas of a poem; paragraphs of a line each are the lines of one. Headings and pictures stay."""
    if not blocks or not all(isinstance(block, Paragraph) for block in blocks):
        return blocks
    stanzas = [lines_of(block.content) for block in blocks if isinstance(block, Paragraph)]
    if all(len(lines) == 1 for lines in stanzas):
        return (Verse(tuple(line for lines in stanzas for line in lines), span=span),)
    return tuple(Verse(lines, span=block.span) for lines, block in zip(stanzas, blocks, strict=True))


def lines_of(content: Inlines) -> tuple[Inlines, ...]:
    """A row of inlines parted at its line ends."""
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, Break):
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(tuple(line) for line in lines if line)


def captioned(outer: Frame, blocks: Blocks, span: Span) -> None:
    """Set what is named a caption under the picture before it; without one it is what it is."""
    last = outer.blocks[-1] if outer.blocks else None
    words = all(isinstance(block, Paragraph) for block in blocks)
    if blocks and words and last is not None and lone_image(last):
        first = last.span.first if last.span else span.first
        outer.blocks[-1] = Figure((last,), inlines_of(blocks), span=Span(min(first, span.first), span.last))
    else:
        outer.blocks.extend(blocks)


# Lists and tables ----------------------------------------------------------------------------------


def list_of(frame: Frame, span: Span) -> Blocks:
    """The list, or nothing if it has no items."""
    items = list(frame.items)
    if frame.blocks:  # what stands in a list outside its items: mostly a list inside it
        items = [*items[:-1], (*items[-1], *frame.blocks)] if items else [tuple(frame.blocks)]
    items = [item for item in items if item]
    if not items:
        return ()
    tight = all(sum(isinstance(block, Paragraph) for block in item) <= 1 for item in items)
    start = _start(frame.element) if frame.name == "ol" else None
    return (List(tuple(items), start=start, tight=tight, span=span),)


def _start(element: Element) -> int:
    text = element.get("start", "").strip()
    return min(int(text[:12]), MAX_START) if re.fullmatch(r"\d+", text, re.ASCII) else 1


def span_count(text: str) -> int:
    """How many columns or rows an attribute claims."""
    found = re.match(r"\s*(\d{1,12})", text, re.ASCII)
    return max(1, min(int(found[1]), MAX_SPAN)) if found else 1


def in_table_head(element: Element) -> bool:
    """True for a cell in a `thead`."""
    row = element.getparent()
    section = row.getparent() if row is not None else None
    return section is not None and section.tag == "thead"


def table_of(frame: Frame, span: Span) -> Blocks:
    """The table; one of a single cell, or laid out for looks, is only the blocks in it."""
    stray = tuple(frame.blocks)
    rows = tuple(row for row in frame.rows if any(cell.content for cell in row))
    if not rows:
        caption = (Paragraph(frame.caption, span=span),) if frame.caption else ()
        return (*caption, *stray)
    if (len(rows) == 1 and len(rows[0]) == 1) or frame.element.get("role") == "presentation":
        cells = tuple(block for row in rows for cell in row for block in cell.content)
        caption = (Paragraph(frame.caption, span=span),) if frame.caption else ()
        return (*caption, *stray, *cells)
    headers = [
        header for row, header in zip(frame.rows, frame.headers, strict=True) if any(c.content for c in row)
    ]
    head = next((number for number, header in enumerate(headers) if not header), len(headers))
    return (*stray, fitted_table(rows, head=head, caption=frame.caption, span=span))
