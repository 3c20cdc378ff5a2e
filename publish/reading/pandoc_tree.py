"""Pandoc's blocks to ours: `Text.Pandoc.Definition` as JSON, `{"t": name, "c": content}`.

What has not the form it should have is passed over, its words kept as far as they can be found: a filter
of Pandoc's may have written anything.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from publish.model import (
    Align,
    Block,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    Text,
    Verse,
)
from publish.normal import one_line
from publish.reading.html_fragment import blocks_from_html
from publish.reading.pandoc_inlines import (
    HTML,
    InlineReader,
    Node,
    classes,
    identifier,
    language,
    nodes_of,
    words_of,
)
from publish.reading.tables import fitted_table
from publish.walk import (
    Blocks,
    Inlines,
    iter_blocks,
    iter_inlines,
    lone_image,
    map_blocks,
    map_inlines,
)

_ALIGNS: dict[str, Align] = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
_FIGURE_MARK = "fig:"
"""With this a picture's title began, before pandoc-types 1.23, where its paragraph was a figure."""


class TreeReader:
    """Reads a document's blocks; all have the span of the whole document, for JSON has no lines.

    `target` is what a link may have as its target, empty for none.
    """

    def __init__(self, whole: Span, target: Callable[[str], str]) -> None:
        self._whole = whole
        self._target = target
        self._inlines = InlineReader(target, self.blocks)

    @property
    def unread(self) -> tuple[str, ...]:
        """How each piece of raw markup begins that could not be read."""
        return tuple(self._inlines.unread)

    def blocks(self, nodes: Node) -> Blocks:
        """A row of blocks."""
        return tuple(block for node in nodes_of(nodes) for block in self._block(node))

    def _block(self, node: Node) -> Blocks:
        leaf = self._leaf(node)
        if leaf is not None:
            return (leaf,)
        holder = self._holder(node)
        return (holder,) if holder is not None else self._open(node)

    def _leaf(self, node: Node) -> Block | None:
        """A block without blocks in it."""
        whole = self._whole
        match node:
            case {"t": "Para" | "Plain", "c": content}:
                return self._paragraph(content)
            case {"t": "Header", "c": [int(level), attributes, content]}:
                words = self._inlines.read(content)
                return Heading(min(max(level, 1), 6), words, id=identifier(attributes), span=whole)
            case {"t": "CodeBlock", "c": [attributes, str(text)]}:
                return CodeBlock(text, next(iter(classes(attributes)), ""), span=whole)
            case {"t": "LineBlock", "c": lines}:
                return Verse(tuple(self._inlines.read(line) for line in nodes_of(lines)), span=whole)
            case {"t": "HorizontalRule"}:
                return Rule(span=whole)
        return None

    def _holder(self, node: Node) -> Block | None:
        """A block with blocks in it."""
        whole = self._whole
        match node:
            case {"t": "BlockQuote", "c": content}:
                return Quote(self.blocks(content), span=whole)
            case {"t": "BulletList", "c": items}:
                return self._list(items, None)
            case {"t": "OrderedList", "c": [[int(start), *_], items]}:
                return self._list(items, max(start, 0))
            case {"t": "DefinitionList", "c": items}:
                return Definitions(tuple(self._definitions(items)), span=whole)
            case {"t": "Figure", "c": [attributes, caption, content]}:
                words = self._caption(caption)
                return Figure(self.blocks(content), words, id=identifier(attributes), span=whole)
            case {"t": "Table", "c": content}:
                return self._table(content)
        return None

    def _open(self, node: Node) -> Blocks:
        """What is no block with us; of what is unknown, the words."""
        match node:
            case {"t": "RawBlock", "c": [str(form), str(text)]}:
                return self._raw(form, text)
            case {"t": "Div", "c": [attributes, content]}:
                return self._division(attributes, content)
        words = words_of([node])
        return (Paragraph((Text(words),), span=self._whole),) if words else ()

    def _paragraph(self, content: Node) -> Block:
        paragraph = Paragraph(self._inlines.read(content), span=self._whole)
        image = lone_image(paragraph)
        if image is None or not image.title.startswith(_FIGURE_MARK):
            return paragraph
        caption = (Text(image.alt),) if image.alt else ()
        picture = replace(image, title=image.title.removeprefix(_FIGURE_MARK))
        return Figure((Paragraph((picture,), span=self._whole),), caption, span=self._whole)

    def _raw(self, form: str, text: str) -> Blocks:
        if form not in HTML:
            self._inlines.unread.append(one_line(text)[:80])
            return ()
        read = blocks_from_html(text, target=lambda address, _: self._target(address), first_line=1)
        return map_blocks(read, lambda block: (replace(block, span=self._whole),))

    def _list(self, items: Node, start: int | None) -> List:
        rows = nodes_of(items)
        tight = all(isinstance(row, list) and _is_tight(row) for row in rows)
        return List(tuple(map(self.blocks, rows)), start, tight=tight, span=self._whole)

    def _definitions(self, items: Node) -> Iterator[Definition]:
        for item in nodes_of(items):
            match item:
                case [term, details]:
                    yield Definition(self._inlines.read(term), tuple(map(self.blocks, nodes_of(details))))

    def _division(self, attributes: Node, content: Node) -> Blocks:
        """A division means nothing to us but for its language."""
        lang = language(attributes)
        read = self.blocks(content)
        return tuple(replace(block, lang=block.lang or lang) for block in read) if lang else read

    # Tables ----------------------------------------------------------------------------------------

    def _table(self, content: Node) -> Table | None:
        match content:
            case [_, caption, columns, [_, head], [*bodies], [_, foot]]:
                rows = [
                    *nodes_of(head),
                    *(each for body in bodies for each in _body_rows(body)),
                    *nodes_of(foot),
                ]
                return self._fitted(
                    caption, columns, [self._cells(each) for each in rows], len(nodes_of(head))
                )
            case [[*caption], columns, _, head, rows]:  # before pandoc-types 1.21
                headed = any(nodes_of(head))
                cells = [
                    tuple(Cell(self.blocks(cell)) for cell in nodes_of(each))
                    for each in ([head, *nodes_of(rows)] if headed else nodes_of(rows))
                ]
                return self._fitted([None, [{"t": "Plain", "c": caption}]], columns, cells, int(headed))
        return None

    def _fitted(self, caption: Node, columns: Node, rows: list[tuple[Cell, ...]], head: int) -> Table:
        aligns = tuple(_align(column) for column in nodes_of(columns))
        return fitted_table(
            tuple(row for row in rows if row) or ((Cell(()),),),
            head=head,
            columns=aligns,
            caption=self._caption(caption),
            span=self._whole,
        )

    def _cells(self, row: Node) -> tuple[Cell, ...]:
        match row:
            case [_, [*cells]]:
                return tuple(made for cell in cells for made in self._cell(cell))
        return ()

    def _cell(self, cell: Node) -> Iterator[Cell]:
        match cell:
            case [_, _, int(down), int(across), content]:
                yield Cell(self.blocks(content), max(across, 1), max(down, 1))

    def _caption(self, caption: Node) -> Inlines:
        """A caption's blocks as one row of inlines: ours has no paragraphs."""
        match caption:
            case [_, [*content]]:
                rows = [
                    block for block in iter_blocks(self.blocks(content)) if isinstance(block, Paragraph)
                ]
                joined = ((*_BLANK[: number > 0], *each.content) for number, each in enumerate(rows))
                return tuple(inline for each in joined for inline in each)
        return ()

    # Links inside the article ----------------------------------------------------------------------

    def with_anchors(self, blocks: Blocks) -> Blocks:
        """The blocks with those ids alone that a link names; links to nothing become their words."""
        wanted = {
            inline.target[1:]
            for inline in iter_inlines(blocks)
            if isinstance(inline, Link) and inline.target.startswith("#")
        }
        ids: dict[str, str] = {}  # Pandoc's may begin with a figure, which XML does not allow

        def name(block: Block) -> Blocks:
            if not block.id:
                return (block,)
            if block.id not in wanted or block.id in ids:
                return (replace(block, id=""),)
            ids[block.id] = f"section-{len(ids) + 1}"
            return (replace(block, id=ids[block.id]),)

        def lead(inline: Inline) -> Inlines:
            if not (isinstance(inline, Link) and inline.target.startswith("#")):
                return (inline,)
            found = ids.get(inline.target[1:])
            return (replace(inline, target=f"#{found}"),) if found else inline.content

        return map_inlines(map_blocks(blocks, name), lead)


_BLANK: Inlines = (Text(" "),)


def _body_rows(body: Node) -> Sequence[Node]:
    match body:
        case [_, _, [*head], [*rows]]:
            return [*head, *rows]
    return ()


def _is_tight(row: Sequence[Node]) -> bool:
    return not any(isinstance(node, dict) and node.get("t") == "Para" for node in row)


def _align(column: Node) -> Align:
    match column:
        case {"t": str(name)} | [{"t": str(name)}, *_]:
            return _ALIGNS.get(name, "default")
    return "default"
