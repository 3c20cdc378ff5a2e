"""Walking and rewriting the tree: the few traversals that every room needs, written once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias, assert_never

from msgspec.structs import replace

from publish.model import (
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
    Node,
    Note,
    Paragraph,
    Quote,
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
Spoken: TypeAlias = Paragraph | Heading
"""The blocks that are one row of inlines, as most are; made once, for that takes longer than to ask."""


# Reading the tree ----------------------------------------------------------------------------------


def levels_without_gaps(levels: Sequence[int]) -> list[int]:
    """The levels of headings numbered from 2 to 6: none is more than one deeper than the one above it."""
    ranks = {level: rank for rank, level in enumerate(sorted(set(levels)), start=2)}
    above, numbered = 1, []
    for level in levels:
        above = min(ranks[level], above + 1, _DEEPEST_HEADING)
        numbered.append(above)
    return numbered


_DEEPEST_HEADING = 6


def plain_text(node: Inlines | Blocks | Inline | Block) -> str:
    """The words of a node: inline text joined, blocks and lines parted by line feeds, notes left out."""
    if isinstance(node, Spoken):  # most blocks
        node = node.content
    if isinstance(node, tuple):
        if len(node) == 1 and type(node[0]) is Text:
            return node[0].text
        if node and isinstance(node[0], Node):
            return "\n".join([text for child in node if (text := plain_text(child))])
        return "".join([child.text if type(child) is Text else plain_text(child) for child in node])
    match node:
        case Text(text) | Code(text) | CodeBlock(text=text):
            return text
        case Styled(content=content) | Link(content=content) | Tagged(content=content):
            return plain_text(content)
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
        if not isinstance(block, Spoken):
            for children in child_blocks(block):
                yield from iter_blocks(children)


def iter_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of the blocks in reading order, those inside notes too."""
    for block in blocks:
        if isinstance(block, Spoken):
            yield from _inlines_of(block.content)
            continue
        for run in inline_runs(block):
            yield from _inlines_of(run)
        for children in child_blocks(block):
            yield from iter_inlines(children)


def _inlines_of(run: Inlines) -> Iterator[Inline]:
    for inline in run:
        yield inline
        if type(inline) is Text:
            continue
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
