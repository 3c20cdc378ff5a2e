"""Blocks as Markdown: each a piece of text, set in by the list or quote it stands in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import assert_never

from publish.model import (
    Align,
    Block,
    Cell,
    CodeBlock,
    Definitions,
    Figure,
    Group,
    Heading,
    List,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
    Verse,
)
from publish.model import Break as LineEnd
from publish.renderers.markdown.anchors import Anchors, article_anchors
from publish.renderers.markdown.inlines import (
    InlineWriter,
    guard_line_start,
    longest_run,
)
from publish.walk import Blocks, Inlines

_LANGUAGE = re.compile(r"[\w+#.-]+")
_CLOSING_HASHES = re.compile(r"(?<![^\s])#+$")
_RULES: dict[Align, str] = {"left": ":---", "center": ":---:", "right": "---:", "default": "---"}
_MOST_ITEMS = 999_999_999
_BETWEEN_LISTS = "<!-- -->"
"""Parts two definition lists, which would else be one."""


class MarkdownWriter:
    """Writes blocks and gathers their notes, which are numbered through and written by `notes`.

    `pictures` are labels of pictures that are defined elsewhere in the file, `anchors` where links inside
    an edition lead; without, a link leads to where it does in its article.
    """

    def __init__(self, pictures: Mapping[str, str] | None = None, anchors: Anchors | None = None) -> None:
        self._pictures = pictures or {}
        self._edition = anchors
        self._notes: list[str] = []
        self._article: Anchors = {}
        self._own = ""
        self._lower = 0
        self._inlines = self._inline_writer()

    def _inline_writer(self) -> InlineWriter:
        return InlineWriter(self._call, self._anchor, self._pictures)

    def blocks(self, blocks: Blocks, lower: int = 0, own: str = "") -> str:
        """The blocks, a blank line between them; headings `lower` levels lower than they are.

        `own` is the id that they have in the edition.
        """
        if self._edition is None:
            self._article = article_anchors(blocks)
        self._lower, self._own = lower, own
        return self._row(blocks)

    def _anchor(self, name: str) -> str:
        if self._edition is None:
            return self._article.get(name, name)
        return self._edition.get(f"{self._own}/{name}") or self._edition.get(name, "")

    def notes(self) -> str:
        """The notes called so far, each a definition."""
        return "\n\n".join(note for note in self._notes if note)

    def _row(self, blocks: Blocks) -> str:
        return "\n\n".join(text for text, _ in self._pieces(blocks))

    def _pieces(self, blocks: Blocks) -> Iterator[tuple[str, Block]]:
        """The text of each block that has any. A list after a list of its kind has other marks."""
        before: Block | None = None
        other_marks = False
        for block in blocks:
            alike = isinstance(before, List) and isinstance(block, List)
            other_marks = alike and not other_marks
            text = self._list(block, other_marks) if isinstance(block, List) else self._block(block)
            if isinstance(before, Definitions) and isinstance(block, Definitions):
                text = f"{_BETWEEN_LISTS}\n\n{text}"
            if text:
                yield text, block
                before = block

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(content=content):
                return "\n".join(self._inlines.lines(content))
            case Heading(level=level, content=content):
                return self._heading(level, content)
            case Quote(content=content):
                return indented(self._row(content), "> ")
            case List():
                return self._list(block)
            case Definitions():
                return self._definitions(block)
            case CodeBlock(text=text, language=language):
                return fenced(text, language)
            case Verse(lines=lines):
                return "\n".join(self._inlines.lines(_with_line_ends(lines)))
            case Figure(content=content, caption=caption):
                return self._figure(content, caption)
            case Table():
                return self._table(block)
            case Rule():
                return "***"
            case Group(content=content):
                return self._row(content)
            case _:
                assert_never(block)

    def _heading(self, level: int, content: Inlines) -> str:
        text = self._inlines.one_line(content)
        closing = _CLOSING_HASHES.search(text)  # else taken for the end of the heading's marks
        if closing:
            text = f"{text[: closing.start()]}\\{text[closing.start() :]}"
        return f"{'#' * min(max(level + self._lower, 1), 6)} {text}" if text else ""

    # Lists -----------------------------------------------------------------------------------------

    def _list(self, block: List, other_marks: bool = False) -> str:
        tight = block.tight and all(map(_can_be_tight, block.items))
        items = []
        for number, item in enumerate(block.items):
            mark = _mark(block.start, number, other_marks)
            text = ("\n" if tight else "\n\n").join(text for text, _ in self._pieces(item))
            items.append(f"{mark} {indented(text, ' ' * (len(mark) + 1)).lstrip(' ')}".rstrip())
        return ("\n" if tight else "\n\n").join(items)

    def _definitions(self, block: Definitions) -> str:
        items = []
        for item in block.items:
            term = guard_line_start(self._inlines.one_line(item.term))
            details = [text for row in item.details if (text := self._row(row))]
            items.append((term, details))
        if all(term and details for term, details in items):
            return "\n\n".join(_definition(term, details) for term, details in items)
        pieces = [
            "\n".join([in_tags("dt", term), *(in_tags("dd", text) for text in details)])
            for term, details in items
        ]
        return "\n".join(["<dl>", *pieces, "</dl>"])

    # Figures and tables ----------------------------------------------------------------------------

    def _figure(self, content: Blocks, caption: Inlines) -> str:
        words = "\n".join(self._inlines.lines(caption))
        if not words:
            return self._row(content)
        return f"<figure>\n\n{self._row(content)}\n\n{in_tags('figcaption', words)}\n</figure>"

    def _table(self, block: Table) -> str:
        if block.caption or block.head > 1 or not all(map(_is_simple, block.rows)) or not block.columns:
            return self._table_in_tags(block)
        rows = [[self._cell(cell) for cell in row] for row in block.rows]
        width = max(len(block.columns), *(len(row) for row in rows))
        rules = [_RULES[align] for align in block.columns]
        head = rows[:1] if block.head else [[""] * width]
        body = rows[1:] if block.head else rows
        table = [*head, rules + ["---"] * (width - len(rules)), *body]
        return "\n".join(f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in table)

    def _cell(self, cell: Cell) -> str:
        content = cell.content[0].content if cell.content and isinstance(cell.content[0], Paragraph) else ()
        return self._inlines.one_line(content).replace("|", "\\|")

    def _table_in_tags(self, block: Table) -> str:
        pieces = ["<table>"]
        caption = "\n".join(self._inlines.lines(block.caption))
        if caption:
            pieces.append(in_tags("caption", caption))
        for number, row in enumerate(block.rows):
            name = "th" if number < block.head else "td"
            pieces += [
                "<tr>",
                *(in_tags(name, self._row(cell.content), _spans(cell)) for cell in row),
                "</tr>",
            ]
        return "\n".join([*pieces, "</table>"])

    # Notes -----------------------------------------------------------------------------------------

    def _call(self, note: Note) -> str:
        """The mark of a note, whose definition is kept for later."""
        number = len(self._notes) + 1
        self._notes.append("")  # its place, before the notes inside it take theirs
        writing, self._inlines = self._inlines, self._inline_writer()
        text = self._row(note.content)
        self._inlines = writing
        self._notes[number - 1] = f"[^{number}]: {indented(text, '    ').lstrip(' ')}".rstrip()
        return f"[^{number}]"


def _with_line_ends(lines: Sequence[Inlines]) -> Inlines:
    first, *rest = lines or ((),)
    return (*first, *(inline for line in rest for inline in (LineEnd(), *line)))


def _definition(term: str, details: Sequence[str]) -> str:
    return "\n".join([term, *(f":   {indented(text, '    ').lstrip(' ')}" for text in details)])


def _can_be_tight(item: Blocks) -> bool:
    """True if the blocks of an item can do without blank lines: a list may follow its paragraph at once.

    That is, unless it is numbered from elsewhere than 1 or begins with nothing (CommonMark 0.31, 5.3).
    """
    return all(
        isinstance(upper, Paragraph)
        and isinstance(lower, List)
        and lower.start in {None, 1}
        and any(lower.items[:1])
        for upper, lower in pairwise(item)
    )


def _mark(start: int | None, number: int, other: bool) -> str:
    if start is None:
        return "*" if other else "-"
    return f"{min(max(start + number, 0), _MOST_ITEMS)}{')' if other else '.'}"


def _is_simple(row: tuple[Cell, ...]) -> bool:
    """True if a pipe table can hold the row: single cells with one paragraph at most."""
    return bool(row) and all(
        cell.colspan == cell.rowspan == 1
        and (not cell.content or (len(cell.content) == 1 and isinstance(cell.content[0], Paragraph)))
        for cell in row
    )


def _spans(cell: Cell) -> str:
    columns = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return columns + (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "")


def in_tags(name: str, text: str, attributes: str = "") -> str:
    """Markdown inside an HTML element, parted from its tags by blank lines (CommonMark 0.31, 4.6)."""
    return f"<{name}{attributes}>\n\n{text}\n\n</{name}>" if text else f"<{name}{attributes}></{name}>"


def indented(text: str, by: str) -> str:
    """Every line of the text set in; blank lines without blanks at their ends."""
    return "\n".join(f"{by}{line}".rstrip(" ") if not line else f"{by}{line}" for line in text.split("\n"))


def fenced(text: str, language: str) -> str:
    """Code between fences longer than any row of backticks in it."""
    fence = "`" * max(3, longest_run(text, "`") + 1)
    return f"{fence}{language if _LANGUAGE.fullmatch(language) else ''}\n{text}\n{fence}"
