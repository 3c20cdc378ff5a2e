"""Walking and rewriting the tree: the few traversals that every room needs, written once."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from msgspec.structs import replace

from publish.model import (
    MAX_DEPTH,
    Article,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Note,
    Paragraph,
    Provenance,
    Quote,
    Removal,
    Ruby,
    Rule,
    Styled,
    Table,
    Tagged,
    Text,
    Verse,
)

Inlines = tuple[Inline, ...]
Blocks = tuple[Block, ...]

# Characters that XML 1.0 forbids, lone surrogates, and the bidi embeddings and overrides that can make
# text read otherwise than it is stored (Unicode TR36, 3.4). Isolates (U+2066-2069) are harmless and stay.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e]")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def scrub(text: str) -> str:
    """The text with legal XML 1.0 characters only.

    Surrogate pairs (from JSON or YAML escapes) are joined, control characters dropped, anything else
    that XML forbids becomes U+FFFD, and bidi overrides are dropped. Tabs stay, and line ends as line feeds,
    which is what an XML parser makes of them (XML 1.0, 2.11).
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE_PAIR.sub(_join_surrogates, text)
    text = _ILLEGAL.sub(lambda found: "" if found[0] < " " else "\ufffd", text)
    return _BIDI_OVERRIDES.sub("", text)


def _join_surrogates(found: re.Match[str]) -> str:
    return found[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")


# Reading the tree ----------------------------------------------------------------------------------


def plain_text(node: Inlines | Blocks | Inline | Block) -> str:
    """The words of a node: inline text joined, blocks and lines parted by line feeds, notes left out."""
    if isinstance(node, tuple):
        if node and isinstance(node[0], Block):
            return "\n".join(text for child in node if (text := plain_text(child)))
        return "".join(plain_text(child) for child in node)
    match node:
        case Text(text) | Code(text) | CodeBlock(text=text):
            return text
        case Math(tex):
            return tex
        case Ruby(base):
            return base
        case Break():
            return "\n"
        case Image() | Note() | Rule():
            return ""
        case _:
            return "\n".join(text for row in rows_in_order(node) if (text := plain_text(row)))


def rows_in_order(node: Block | Inline) -> Iterator[Inlines | Blocks]:
    """What stands directly in a node, row by row as it is read.

    A table's caption comes first, a figure's last, and each term before its explanations.
    """
    match node:
        case Figure(content=content, caption=caption):
            yield content
            yield caption
        case Definitions(items=items):
            for item in items:
                yield item.term
                yield from item.details
        case _:
            yield from inline_runs(node)
            yield from child_blocks(node)


def inline_runs(node: Block | Inline) -> Iterator[Inlines]:
    """The rows of inlines that stand directly in a node (a figure's caption, a verse's lines ...)."""
    match node:
        case Paragraph(content=content) | Heading(content=content):
            yield content
        case Styled(content=content) | Link(content=content) | Tagged(content=content):
            yield content
        case Verse(lines=lines):
            yield from lines
        case Figure(caption=caption) | Table(caption=caption):
            yield caption
        case Definitions(items=items):
            yield from (item.term for item in items)
        case _:
            return


def child_blocks(node: Block | Inline) -> Iterator[Blocks]:
    """The rows of blocks that stand directly in a node."""
    match node:
        case Quote(content=content) | Group(content=content) | Figure(content=content):
            yield content
        case Note(content=content):
            yield content
        case List(items=items):
            yield from items
        case Definitions(items=items):
            yield from (detail for item in items for detail in item.details)
        case Table(rows=rows):
            yield from (cell.content for row in rows for cell in row)
        case _:
            return


def iter_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, parents before children, notes' blocks left out."""
    for block in blocks:
        yield block
        for children in child_blocks(block):
            yield from iter_blocks(children)


def iter_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of the blocks in reading order, those inside notes too."""
    for block in blocks:
        for run in inline_runs(block):
            yield from _inlines_of(run)
        for children in child_blocks(block):
            yield from iter_inlines(children)


def _inlines_of(run: Inlines) -> Iterator[Inline]:
    for inline in run:
        yield inline
        for inner in inline_runs(inline):
            yield from _inlines_of(inner)
        for blocks in child_blocks(inline):
            yield from iter_inlines(blocks)


def iter_images(blocks: Iterable[Block]) -> Iterator[Image]:
    """Every image of the blocks in reading order."""
    return (inline for inline in iter_inlines(blocks) if isinstance(inline, Image))


def lone_image(block: Block) -> Image | None:
    """The image that is all there is in a paragraph (perhaps inside a link), or None."""
    if not isinstance(block, Paragraph):
        return None
    content = [node for node in block.content if not is_blank(node)]
    if len(content) == 1 and isinstance(content[0], Link):
        content = [node for node in content[0].content if not is_blank(node)]
    return content[0] if len(content) == 1 and isinstance(content[0], Image) else None


def is_blank(inline: Inline) -> bool:
    """True for text of white space only and for forced line ends."""
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.strip())


# Rewriting the tree --------------------------------------------------------------------------------


def map_blocks(blocks: Blocks, change: Callable[[Block], Blocks]) -> Blocks:
    """The blocks with each replaced by what `change` makes of it, children before their parents.

    `change` returns a row: the block alone to keep it, nothing to drop it, several to split it.
    Blocks inside notes are not visited.
    """
    return tuple(
        changed
        for block in blocks
        for changed in change(_with_children(block, lambda row: map_blocks(row, change)))
    )


def _with_children(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    match block:
        case Quote() | Group() | Figure():
            return replace(block, content=change(block.content))
        case List():
            return replace(block, items=tuple(change(item) for item in block.items))
        case Definitions():
            items = tuple(
                Definition(item.term, tuple(change(detail) for detail in item.details))
                for item in block.items
            )
            return replace(block, items=items)
        case Table():
            rows = tuple(
                tuple(Cell(change(cell.content), cell.colspan, cell.rowspan) for cell in row)
                for row in block.rows
            )
            return replace(block, rows=rows)
        case Paragraph() | Heading() | CodeBlock() | Verse() | Rule():
            return block
        case _:
            assert_never(block)


def map_inlines(blocks: Blocks, change: Callable[[Inline], Inlines]) -> Blocks:
    """The blocks with each inline replaced by what `change` makes of it, inner inlines first.

    Inlines inside notes are visited too; `change` returns a row, as for `map_blocks`.
    """

    def change_run(run: Inlines) -> Inlines:
        return tuple(changed for inline in run for changed in change(_with_inner(inline, change_run)))

    return map_runs(blocks, change_run)


def map_runs(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """The blocks with each whole row of inlines replaced by what `change` makes of it.

    Rows inside styled text and links are the business of `change`; rows inside notes are not visited
    unless `change` does so (`map_inlines` does).
    """

    def one(block: Block) -> Blocks:
        match block:
            case Paragraph() | Heading():
                return (replace(block, content=change(block.content)),)
            case Verse():
                return (replace(block, lines=tuple(change(line) for line in block.lines)),)
            case Figure() | Table():
                return (replace(block, caption=change(block.caption)),)
            case Definitions():
                items = tuple(Definition(change(item.term), item.details) for item in block.items)
                return (replace(block, items=items),)
            case _:
                return (block,)

    return map_blocks(blocks, one)


def _with_inner(inline: Inline, change_run: Callable[[Inlines], Inlines]) -> Inline:
    match inline:
        case Styled() | Link() | Tagged():
            return replace(inline, content=change_run(inline.content))
        case Note():
            return replace(inline, content=map_runs(inline.content, change_run))
        case _:
            return inline


# Normal form ---------------------------------------------------------------------------------------


def normalize(article: Article) -> Article:
    """The article in normal form; doing it twice changes nothing more.

    Text is scrubbed, adjacent texts are joined, empty texts, styles and blocks go, and what nests deeper
    than `MAX_DEPTH` is flattened with its text kept. Metadata is scrubbed and set on one line.
    """
    return replace(
        article,
        title=one_line(article.title),
        subtitle=one_line(article.subtitle),
        authors=tuple(name for author in article.authors if (name := one_line(author))),
        source=one_line(article.source),
        credit=one_line(article.credit),
        date=one_line(article.date),
        lang=one_line(article.lang),
        summary=one_line(article.summary),
        cover=one_line(article.cover),
        body=normalize_blocks(article.body),
        provenance=_normal_provenance(article.provenance),
    )


def _normal_provenance(provenance: Provenance) -> Provenance:
    return replace(
        provenance,
        path=scrub(provenance.path),
        url=one_line(provenance.url),
        captured=one_line(provenance.captured),
        reason=one_line(provenance.reason),
        removals=tuple(
            Removal(gone.rule, gone.span, one_line(gone.excerpt)) for gone in provenance.removals
        ),
    )


def one_line(text: str) -> str:
    """The text scrubbed, with every run of white space made one blank."""
    return " ".join(scrub(text).split())


def normalize_blocks(blocks: Blocks, depth: int = 0) -> Blocks:
    """The blocks in normal form (see `normalize`); `depth` is how deep they stand already."""
    return tuple(normal for block in blocks for normal in _normal_block(_scrubbed_node(block), depth + 1))


def _scrubbed_node(block: Block) -> Block:
    names = (one_line(block.id), one_line(block.role), one_line(block.lang))
    if names == (block.id, block.role, block.lang):
        return block
    return replace(block, id=names[0], role=names[1], lang=names[2])


def _normal_block(block: Block, depth: int) -> Blocks:
    if depth >= MAX_DEPTH and any(True for _ in child_blocks(block)):
        text = one_line(plain_text(block))
        return (Paragraph((Text(text),), span=block.span),) if text else ()
    match block:
        case Paragraph():
            content = normalize_inlines(block.content, depth)
            return (replace(block, content=content),) if content else ()
        case Heading():
            content = normalize_inlines(block.content, depth)
            level = min(max(block.level, 1), 6)
            return (replace(block, content=content, level=level),) if content else ()
        case Quote() | Group():
            blocks = normalize_blocks(block.content, depth)
            return (replace(block, content=blocks),) if blocks else ()
        case List():
            rows = tuple(normalize_blocks(item, depth) for item in block.items)
            kept = tuple(row for row in rows if row)
            return (replace(block, items=kept),) if kept else ()
        case Definitions():
            return _normal_definitions(block, depth)
        case CodeBlock():
            text = scrub(block.text.replace("\r\n", "\n").replace("\r", "\n"))
            return (replace(block, text=text, language=one_line(block.language)),) if text.strip() else ()
        case Verse():
            lines = tuple(normalize_inlines(line, depth) for line in block.lines)
            return (replace(block, lines=lines),) if any(lines) else ()
        case Figure():
            blocks = normalize_blocks(block.content, depth)
            caption = normalize_inlines(block.caption, depth)
            if not blocks:
                return (Paragraph(caption, span=block.span),) if caption else ()
            return (replace(block, content=blocks, caption=caption),)
        case Table():
            return _normal_table(block, depth)
        case Rule():
            return (block,)
        case _:
            assert_never(block)


def _normal_definitions(block: Definitions, depth: int) -> Blocks:
    items = []
    for item in block.items:
        details = tuple(normalize_blocks(detail, depth) for detail in item.details)
        term = normalize_inlines(item.term, depth)
        if term or any(details):
            items.append(Definition(term, tuple(detail for detail in details if detail)))
    return (replace(block, items=tuple(items)),) if items else ()


def _normal_table(block: Table, depth: int) -> Blocks:
    rows = tuple(
        tuple(
            Cell(normalize_blocks(cell.content, depth), max(cell.colspan, 1), max(cell.rowspan, 1))
            for cell in row
        )
        for row in block.rows
        if row
    )
    caption = normalize_inlines(block.caption, depth)
    if not rows:
        return (Paragraph(caption, span=block.span),) if caption else ()
    head = min(max(block.head, 0), len(rows))
    return (replace(block, rows=rows, caption=caption, head=head),)


def normalize_inlines(run: Inlines, depth: int = 0) -> Inlines:
    """The row of inlines in normal form (see `normalize`)."""
    joined: list[Inline] = []
    texts: list[str] = []
    for inline in run:
        for normal in _normal_inline(inline, depth + 1):
            if isinstance(normal, Text):
                texts.append(normal.text)
                continue
            if texts:
                joined.append(_joined(texts))
                texts = []
            joined.append(normal)
    if texts:
        joined.append(_joined(texts))
    return tuple(joined)


def _joined(texts: list[str]) -> Text:
    return Text(texts[0] if len(texts) == 1 else scrub("".join(texts)))


def _normal_inline(inline: Inline, depth: int) -> Inlines:
    if depth >= MAX_DEPTH and isinstance(inline, Styled | Link | Tagged | Note):
        text = one_line(plain_text(inline))
        return (Text(text),) if text else ()
    match inline:
        case Text(text):
            text = scrub(re.sub("[\r\n\t]+", " ", text))
            return (Text(text),) if text else ()
        case Styled(style, content):
            content = normalize_inlines(content, depth)
            return (Styled(style, content),) if content else ()
        case Code(text):
            text = scrub(re.sub("[\r\n]+", " ", text))
            return (Code(text),) if text else ()
        case Math(tex, display):
            tex = scrub(tex)
            return (Math(tex, display),) if tex.strip() else ()
        case Link(target, content, title):
            content = normalize_inlines(content, depth)
            return (Link(one_line(target), content, one_line(title)),) if content else ()
        case Image(src, alt, title):
            return (Image(one_line(src), one_line(alt), one_line(title)),)
        case Ruby(base, reading):
            base = one_line(base)
            return (Ruby(base, one_line(reading)),) if base else ()
        case Note(content):
            blocks = normalize_blocks(content, depth)
            return (Note(blocks),) if blocks else ()
        case Tagged(content, role, lang):
            content = normalize_inlines(content, depth)
            return (Tagged(content, one_line(role), one_line(lang)),) if content else ()
        case Break():
            return (inline,)
        case _:
            assert_never(inline)
