"""Markdown's block tokens to blocks, each with the lines it was read from."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from msgspec.structs import replace

from publish.model import (
    Align,
    Block,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Heading,
    List,
    Math,
    Paragraph,
    Quote,
    Removal,
    Rule,
    Span,
    Styled,
    Table,
    Text,
)
from publish.reading.lines import Lines
from publish.reading.markdown_html import open_containers
from publish.reading.markdown_inlines import LinkTarget, inlines_of, read_inlines
from publish.reading.markdown_notes import Notes
from publish.reading.markdown_pictures import Part, split_at_pictures
from publish.reading.tables import fitted_table
from publish.walk import Blocks, Inlines, is_blank, iter_inlines

if TYPE_CHECKING:
    from markdown_it.token import Token

_HTML_REACH = 4_000
"""How many tokens after an open HTML element its end is looked for."""
_HTML_REACH_IN_ALL = 400_000
"""... in one capture: enough for a hundred open elements, and no more than a second."""

_ALIGNS: dict[str, Align] = {
    "text-align:left": "left",
    "text-align:center": "center",
    "text-align:right": "right",
}
_LINE_ENDS = frozenset({"softbreak", "hardbreak"})
_CALLOUT = re.compile(r"\[!(?P<kind>[A-Za-z][\w -]{0,30})\][-+]?[ \t]*(?P<title>[^\n]*)")
_RUNNING_TEXT = re.compile(r"[。；，、！？;,][*_”’」』）)\s]*$|(?<![A-Z])\.[*_\s]*$|!\[[^\]]*\]\(")
_MOST_OF_HEADING = 60
_LONGEST_DIVIDER = 3
"""Hyphens that make a divider wherever they stand."""
_TASK = re.compile(r"\[([ xX])\](?=\s)")
_LANGUAGE = re.compile(r"[{.]*([A-Za-z0-9+#_.-]+)")

Fragment = Callable[[str, int, Sequence[Blocks]], Blocks]
"""HTML to blocks: its source, its first line, and the Markdown blocks that stand inside it."""


class BlockReader:
    """Reads one capture's tokens.

    `inline_notes` are the tokens of notes written where they are called, by id; `removals` collects what
    became no block.
    """

    def __init__(
        self,
        tokens: "Sequence[Token]",
        inline_notes: "dict[int, Sequence[Token]]",
        lines: Lines,
        target: Callable[[str, Span], str],
        fragment: Fragment,
    ) -> None:
        self._tokens = tokens
        self._lines = lines
        self._target = target
        self._fragment = fragment
        self._next = 0
        self._span = Span(1, 1)
        self._in_html = False
        self._reach = _HTML_REACH_IN_ALL
        self._notes = Notes(tokens, inline_notes, self._note_blocks, self._note_line)
        self._call = self._notes.call
        self.removals: list[Removal] = []

    def read(self) -> Blocks:
        """All blocks of the capture."""
        return self._blocks("")

    # Rows of blocks --------------------------------------------------------------------------------

    def _blocks(self, closing: str) -> Blocks:
        """The blocks up to the token that closes their container, which is passed."""
        blocks: list[Block] = []
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            if token.type == closing:
                self._next += 1
                break
            blocks.extend(self._block(token))
        return tuple(blocks)

    def _block(self, token: "Token") -> Blocks:
        span = self._lines.span(token.map) if token.map else self._span
        self._span = span
        position = self._next
        self._next += 1
        match token.type:
            case "inline":
                return self._paragraph(token, span)
            case "paragraph_open":
                inline = self._tokens[self._next]
                self._next += 2 if inline.type == "inline" else 1
                return self._paragraph(inline, span)
            case "heading_open":
                return self._heading(token, span)
            case "blockquote_open":
                return self._quote(span)
            case "bullet_list_open" | "ordered_list_open":
                return (self._list(token, span),)
            case "fence" | "code_block":
                return (CodeBlock(_code(token.content), _language(token.info), span=span),)
            case "hr":
                return (Rule(span=span),)
            case "table_open":
                return (self._table(span),)
            case "dl_open":
                return (self._definition_list(span),)
            case "math_block":
                return (Paragraph((Math(token.content.strip(), display=True),), span=span),)
            case "html_block":
                return self._html(position)
            case "definition":
                self._remove("link-definition", span)
                return ()
            case "footnote_reference_open":
                return self._footnote(position, span)
            case _:
                return ()

    def _remove(self, rule: str, span: Span) -> None:
        self.removals.append(Removal(rule, span, self._lines.excerpt(span)))

    # Lines -----------------------------------------------------------------------------------------

    def _line(self) -> Inlines:
        """The inlines of a block that is one line: its inline token and the token that closes it."""
        token = self._tokens[self._next]
        if token.type != "inline":
            self._next += 1
            return ()
        self._next += 2
        return self._inlines(token)

    def _inlines(self, token: "Token") -> Inlines:
        span = self._lines.span(token.map) if token.map else self._span
        return inlines_of(token, self._targets(span), self._call)

    def _targets(self, span: Span) -> LinkTarget:
        return lambda address: self._target(address, span)

    def _paragraph(self, token: "Token", span: Span) -> Blocks:
        if not token.children:  # most paragraphs
            return _plain_paragraph(token.content, span)
        if token.map and not self._in_html:
            parts = split_at_pictures(token.children)
            if parts:
                return self._paragraphs(parts, *token.map)
        content = inlines_of(token, self._targets(span), self._call)
        if all(is_blank(inline) for inline in content):
            return ()
        return (Paragraph(content, span=span),)

    def _paragraphs(self, parts: Sequence[Part], first: int, end: int) -> Blocks:
        """A paragraph for each part, from its first line to the first of the next."""
        paragraphs: list[Block] = []
        for number, (before, tokens) in enumerate(parts):
            start = min(first + before, end - 1)
            lines = sum(token.type in _LINE_ENDS for token in tokens)
            last = start + lines + 1 if number + 1 < len(parts) else end
            span = self._lines.span([start, last])
            content = read_inlines(tokens, self._targets(span), self._call)
            if not all(is_blank(inline) for inline in content):
                paragraphs.append(Paragraph(content, span=span))
        return tuple(paragraphs)

    def _heading(self, token: "Token", span: Span) -> Blocks:
        """A heading; running text over a line of hyphens is a paragraph and a rule."""
        inline = self._tokens[self._next]
        if token.markup != "-" or not token.map:
            return (Heading(int(token.tag[1]), self._line(), span=span),)
        end = token.map[1]
        above = self._lines.span([token.map[0], end - 1])
        hyphens = len(self._lines.lines[self._lines.span([end - 1, end]).last - 1].strip(" >"))
        measured = is_underline(inline.content, hyphens)
        forced = self._lines.lines[above.last - 1].endswith("  ")
        if (measured or not is_running_text(inline.content)) and not forced:
            return (Heading(int(token.tag[1]), self._line(), span=span),)
        return (Paragraph(self._line(), span=above), Rule(span=self._lines.span([end - 1, end])))

    def _quote(self, span: Span) -> Blocks:
        """A quotation; in a callout (`> [!note] Title`) the title stands strong above it."""
        first = self._tokens[self._next + 1] if self._next + 1 < len(self._tokens) else None
        title = self._callout_title(first, span) if first and first.content.startswith("[!") else ()
        blocks = (*title, *self._blocks("blockquote_close"))
        return (Quote(blocks, span=span),)

    def _callout_title(self, first: "Token", span: Span) -> Blocks:
        """The title of a callout as a paragraph; its mark and title are taken out of the first line."""
        callout = _CALLOUT.match(first.content)
        children = first.children or []
        if not callout or not children or children[0].type != "text":
            return ()
        end = next((at for at, child in enumerate(children) if child.type in _LINE_ENDS), len(children))
        mark = children[0].copy(content=children[0].content.partition("]")[2].lstrip("+-").lstrip())
        first.children = children[end + 1 :]
        content = read_inlines([mark, *children[1:end]], self._targets(span), self._call)
        return (
            (Paragraph((Styled("strong", content),), span=Span(span.first, span.first)),) if content else ()
        )

    # Containers ------------------------------------------------------------------------------------

    def _list(self, token: "Token", span: Span) -> List:
        closing = token.type.replace("open", "close")
        items: list[Blocks] = []
        tight = True
        while self._tokens[self._next].type != closing:
            self._next += 1  # the item's opening
            first = self._tokens[self._next]
            tight = tight and (first.type != "paragraph_open" or first.hidden)
            items.append(_with_task_mark(self._blocks("list_item_close")))
        self._next += 1
        start = int(token.attrs.get("start", 1)) if token.tag == "ol" else None
        return List(tuple(items), start=start, tight=tight, span=span)

    def _table(self, span: Span) -> Table:
        rows: list[tuple[Cell, ...]] = []
        columns: list[Align] = []
        cells: list[Cell] = []
        while (token := self._tokens[self._next]).type != "table_close":
            self._next += 1
            if token.type == "th_open":
                columns.append(_ALIGNS.get(str(token.attrs.get("style", "")), "default"))
            if token.type in {"th_open", "td_open"}:
                where = self._tokens[self._next].map
                content = self._line()
                cells.append(Cell((Paragraph(content, span=self._lines.span(where or [0, 1])),)))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self._next += 1
        # A header row that GFM demands and the author left empty is none.
        empty_head = len(rows) > 1 and not any(_says_something(cell) for cell in rows[0])
        rows = rows[1:] if empty_head else rows
        return fitted_table(tuple(rows), head=0 if empty_head else 1, columns=tuple(columns), span=span)

    def _definition_list(self, span: Span) -> Definitions:
        items: list[Definition] = []
        while (token := self._tokens[self._next]).type != "dl_close":
            self._next += 1
            if token.type == "dt_open":
                items.append(Definition(self._line(), ()))
            elif token.type == "dd_open":
                last = items.pop()
                items.append(Definition(last.term, (*last.details, self._blocks("dd_close"))))
        self._next += 1
        return Definitions(tuple(items), span=span)

    # Notes -----------------------------------------------------------------------------------------

    def _footnote(self, position: int, span: Span) -> Blocks:
        blocks = self._notes.definition(position, span)
        self._next = self._notes.end_of(position)
        return blocks

    def _note_blocks(self, position: int) -> Blocks:
        """The blocks of the note that is defined at this position; reading goes on where it was."""
        returning, self._next = self._next, position + 1
        blocks = self._blocks("footnote_reference_close")
        self._next = returning
        return blocks

    def _note_line(self, tokens: "Sequence[Token]") -> Blocks:
        content = read_inlines(tokens, self._targets(self._span), self._call)
        return () if all(map(is_blank, content)) else (Paragraph(content, span=self._span),)

    # HTML ------------------------------------------------------------------------------------------

    def _html(self, position: int) -> Blocks:
        """HTML up to where its elements are closed, with the Markdown blocks between its parts."""
        end = self._html_end(position)
        source: list[str] = []
        inserts: list[Blocks] = []
        first = line = (self._tokens[position].map or [0])[0]
        self._next = position
        while self._next <= end:
            token = self._tokens[self._next]
            if token.type == "html_block" and token.map:
                source += ["\n" * (token.map[0] - line), token.content]
                line = token.map[1]
                self._next += 1
            else:
                source.append(f'<publish-insert number="{len(inserts)}"></publish-insert>')
                was, self._in_html = self._in_html, True
                inserts.append(self._block(token))
                self._in_html = was
        span = self._lines.span([first, line])
        blocks = self._fragment("".join(source), span.first, inserts)
        if not blocks:
            self._remove(_hidden_rule(source[1]), span)
        return _spread(blocks, span)

    def _html_end(self, position: int) -> int:
        """The position of the HTML token that closes what the one at `position` leaves open, or its own."""
        open_tags = open_containers(self._tokens[position].content)
        depth = 0
        for at in range(position + 1, min(position + _HTML_REACH, len(self._tokens))):
            if not open_tags or self._reach == 0:
                break
            self._reach -= 1
            token = self._tokens[at]
            depth += token.nesting
            if depth < 0:
                break
            if depth == 0 and token.type == "html_block":
                open_tags = open_containers(token.content, open_tags)
                if not open_tags:
                    return at
        return position


def is_running_text(source: str) -> bool:
    """True for a paragraph over a line of hyphens that was meant as a divider and makes no heading."""
    return len(source) > _MOST_OF_HEADING or "\n" in source or bool(_RUNNING_TEXT.search(source))


def is_underline(source: str, hyphens: int) -> bool:
    """True for as many hyphens as the line has characters or columns: so tools underline a heading."""
    columns = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in source)
    return hyphens > _LONGEST_DIVIDER and hyphens in {len(source), columns} and "\n" not in source


def _plain_paragraph(text: str, span: Span) -> Blocks:
    """A paragraph of text alone; a line of equals signs is a divider."""
    if not text.strip():
        return ()
    divider = text.startswith("====") and not text.strip("=")
    return (Rule(span=span),) if divider else (Paragraph((Text(text),), span=span),)


def _hidden_rule(source: str) -> str:
    found = re.match(r"\s*<(!--|script|style)", source, re.IGNORECASE)
    return {"!--": "comment"}.get(found[1].lower(), found[1].lower()) if found else "markup"


def _spread(blocks: Blocks, span: Span) -> Blocks:
    """The blocks of one HTML passage, the first and last reaching to its ends."""
    if not blocks:
        return ()
    spans = [block.span or span for block in blocks]
    spans[0] = Span(min(span.first, spans[0].first), spans[0].last)
    spans[-1] = Span(spans[-1].first, max(span.last, spans[-1].last))
    return tuple(replace(block, span=where) for block, where in zip(blocks, spans, strict=True))


def _code(source: str) -> str:
    """The lines of a code block without blank ones around them."""
    return re.sub(r"\A(?:[ \t]*\n)+", "", source).rstrip("\n")


def _language(info: str) -> str:
    """The language of a fence: its first word, braces and dots around it dropped."""
    found = _LANGUAGE.match(info.strip())
    return found[1].lower() if found else ""


def _says_something(cell: Cell) -> bool:
    return any(not is_blank(inline) for inline in iter_inlines(cell.content))


def _with_task_mark(item: Blocks) -> Blocks:
    """An item of a task list with a box for its brackets."""
    first = item[0] if item else None
    if not isinstance(first, Paragraph) or not first.content or not isinstance(first.content[0], Text):
        return item
    text = first.content[0].text
    found = _TASK.match(text)
    if not found:
        return item
    mark = "□" if found[1] == " " else "✓"
    content = (Text(mark + text[found.end() :]), *first.content[1:])
    return (Paragraph(content, span=first.span), *item[1:])
