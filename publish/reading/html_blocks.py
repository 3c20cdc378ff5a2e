"""An HTML tree to blocks, in one walk without recursion.

The walk keeps a stack of the few elements that mean something to the model (lists, tables, quotes ...); all
others only end a paragraph or nothing at all. Every block has the lines it was read from: an element knows
its line, and the line feeds in text are counted from there.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from lxml import etree

from publish.model import (
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Group,
    List,
    Note,
    Paragraph,
    Quote,
    Removal,
    Rule,
    Span,
)
from publish.normal import one_line
from publish.reading.html_frames import (
    Frame,
    captioned,
    code_of,
    container_of,
    heading_of,
    in_table_head,
    inlines_of,
    is_code_line,
    list_of,
    paragraphs_of,
    span_count,
    table_of,
    verse_of,
)
from publish.reading.html_hidden import embedded_title, hidden_rule
from publish.reading.html_math import formula_of, with_formulas
from publish.reading.html_notes import Notes
from publish.reading.html_pictures import is_enlargement, with_sources
from publish.reading.html_tree import (
    LAST_LINE,
    Element,
    attributes_of,
    inherited_language,
    line_of,
    text_of,
)
from publish.reading.lines import EXCERPT
from publish.reading.metadata import language_tag
from publish.reading.runs import RunBuilder
from publish.reading.tags import BLOCK_TAGS, CODE_TAGS, PICTURE_TAGS, open_inline_tag
from publish.walk import Blocks, Inlines, plain_text

MAX_CONTAINERS = 60
"""Lists, quotes and the like nest at most this deep; what is deeper keeps its text alone."""

_CODE_BREAKS = frozenset({"code", "div", "li", "p", "section"})

Target: TypeAlias = Callable[[str, Span], str]
"""From a link's address and the line it stands in to what it may have as its target."""
Dropped: TypeAlias = Callable[[Element], str]
"""The rule by which an element is left out with all that is in it, or empty."""


def read_blocks(  # noqa: PLR0913 - what each place of use has of its own
    root: Element,
    *,
    target: Target,
    where: Span,
    inserts: Sequence[Blocks] = (),
    dropped: Dropped = hidden_rule,
    notes: Notes | None = None,
    tex: bool = False,
) -> tuple[Blocks, tuple[Removal, ...]]:
    """The blocks inside an element, and what was left out of it.

    `where` are the lines of the capture that the tree's source takes; `inserts` are blocks that stand where
    the source has `<publish-insert number="0">` and so on; `notes` are set where they are called.
    With `tex`, TeX between its marks in the text is a formula.
    """
    return _Walk(target, where, inserts, dropped, notes or Notes(), tex).read(root)


class _Walk:
    def __init__(  # noqa: PLR0913, PLR0917 - those of `read_blocks`
        self,
        target: Target,
        where: Span,
        inserts: Sequence[Blocks],
        dropped: Dropped,
        notes: Notes,
        tex: bool,
    ) -> None:
        self._target = target
        self._where = where
        self._notes = notes
        self._tex = tex
        self._in_code = 0
        self._offset = where.first - 1
        self._last_line = where.last
        self._inserts = {str(number): blocks for number, blocks in enumerate(inserts)}
        self._dropped = dropped
        self._line = 1
        self._run = RunBuilder()
        self._run_line = 0
        self._frames: list[Frame] = []
        self._removals: list[Removal] = []
        self._verbatim: list[str] | None = None
        self._skipped: Element | None = None
        self._langs: list[tuple[Element, str]] = []

    def read(self, root: Element) -> tuple[Blocks, tuple[Removal, ...]]:
        self._frames = [Frame("", line_of(root), root)]
        self._line = line_of(root) if line_of(root) < LAST_LINE else 1
        self._langs = [(root, inherited_language(root))]
        events = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in events:
            if event == "start" and (self._replaced(element) or self._skip(element, root)):
                events.skip_subtree()
            elif element is root:
                self._text(element.text if event == "start" else None)
            elif event == "start":
                self._start(element)
            elif event == "end":
                self._end(element)
            else:
                self._line += (element.text or "").count("\n")
                self._text(element.tail)
        self._flush()
        left = [block for blocks in self._inserts.values() for block in blocks]
        return (*self._frames[0].blocks, *left), tuple(self._removals)

    # Events ----------------------------------------------------------------------------------------

    def _replaced(self, element: Element) -> bool:
        """True for an element in whose place a formula or a note stands."""
        inline = None if self._verbatim is not None else formula_of(element) or self._note(element)
        if inline is None:
            return False
        self._line = max(self._line, line_of(element))
        self._run_line = self._run_line or self._line
        self._run.add(inline)
        self._line += text_of(element).count("\n")
        self._skipped = element
        return True

    def _note(self, call: Element) -> Note | None:
        note = self._notes.calls.get(call)
        if note is None:
            return None
        inside = Notes(returns=self._notes.returns)
        blocks, removals = read_blocks(
            note,
            target=self._target,
            where=self._where,
            dropped=self._dropped,
            notes=inside,
            tex=self._tex,
        )
        self._removals.extend(removals)
        return Note(blocks) if blocks else None

    def _rule(self, element: Element) -> str:
        """The rule by which an element is left out here, or empty."""
        if element in self._notes.returns:
            return "note-mark"
        if element in self._notes.headings:
            return "notes-heading"
        return self._dropped(element)

    def _skip(self, element: Element, root: Element) -> bool:
        """True for an element that is left out, of which the lines are recorded."""
        if element is root:
            return False
        rule = self._rule(element)
        if not rule and element not in self._notes.targets:
            return False
        first = self._line = max(self._line, line_of(element))
        text = text_of(element)
        self._line += text.count("\n")
        excerpt = one_line(text[:2000])[:EXCERPT]
        if rule == "embedded":
            excerpt = excerpt or embedded_title(element)[:EXCERPT]
        if excerpt and rule:
            self._removals.append(Removal(rule, self._span(first), excerpt))
        self._skipped = element
        return True

    def _start(self, element: Element) -> None:
        name = str(element.tag)
        if line_of(element) < LAST_LINE:
            self._line = line_of(element)
        if element.get("lang") and name in BLOCK_TAGS:
            self._flush()
            self._langs.append((element, one_line(element.get("lang", ""))))
        if name == "publish-insert":
            self._insert(element)
        elif self._verbatim is not None:
            self._start_in_code(name)
        elif (kind := container_of(name, element)) and len(self._frames) < MAX_CONTAINERS:
            self._open(kind, element)
        elif name == "hr":
            self._flush()
            self._frames[-1].blocks.append(Rule(span=self._span(self._line)))
        elif name in BLOCK_TAGS:
            self._flush()
        else:
            self._inline(name, element)
        self._text(element.text)

    def _end(self, element: Element) -> None:
        name = str(element.tag)
        if element is self._skipped:
            self._skipped = None
        elif self._frames[-1].element is element:
            self._close(self._frames[-1])
        elif self._verbatim is not None:
            if name in _CODE_BREAKS and self._verbatim[-1:] != ["\n"]:
                self._verbatim.append("\n" if name != "code" or is_code_line(element) else "")
        elif name in BLOCK_TAGS:
            self._flush()
        else:
            self._in_code -= name in CODE_TAGS
            self._run.close(name)
        if self._langs[-1][0] is element:
            self._langs.pop()
        self._text(element.tail)

    def _inline(self, name: str, element: Element) -> None:
        if (name == "br" or name in PICTURE_TAGS) and not self._run_line:
            self._run_line = self._line
        if name == "a" and is_enlargement(element):
            return
        self._in_code += name in CODE_TAGS
        span = self._span(self._line)
        attributes = with_sources(element) if name in PICTURE_TAGS else attributes_of(element)
        open_inline_tag(self._run, name, attributes, lambda address: self._target(address, span))

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._verbatim is not None:
            self._verbatim.append(text)
        else:
            if not self._run_line and not text.isspace():
                self._run_line = self._line + text[: len(text) - len(text.lstrip())].count("\n")
            self._flow(text)
        self._line += text.count("\n")

    def _flow(self, text: str) -> None:
        if not self._tex or self._in_code:
            self._run.flow(text)
            return
        for part in with_formulas(text):
            if isinstance(part, str):
                self._run.flow(part)
            else:
                self._run.add(part)

    def _insert(self, element: Element) -> None:
        """Set the blocks of this number here; none is set twice, and those never set come last."""
        blocks = self._inserts.pop(element.get("number", ""), ())
        if self._verbatim is not None:
            self._verbatim.append(plain_text(blocks))
        else:
            self._flush()
            self._frames[-1].blocks.extend(blocks)

    # Paragraphs ------------------------------------------------------------------------------------

    def _span(self, first: int) -> Span:
        """From a line of the source to the current one; where the library stops counting, to the last."""
        last = self._last_line if self._line >= LAST_LINE else max(first, self._line) + self._offset
        first = min(first + self._offset, self._last_line)
        return Span(first, max(first, min(last, self._last_line)))

    def _lang(self) -> str:
        """The language of what is read here, where it is another than that of the whole."""
        lang, whole = (language_tag(found) for found in (self._langs[-1][1], self._langs[0][1]))
        main, _, rest = lang.partition("-")
        same = main == whole.partition("-")[0] and (main != "zh" or lang == whole or not rest)
        return "" if same else lang

    def _taken(self) -> Inlines:
        """The line so far; the styles that are open go on in the next."""
        self._run_line = 0
        return self._run.split()

    def _flush(self) -> None:
        """End the paragraph, if there is one."""
        if self._verbatim is not None:
            return
        first = self._run_line
        content = self._taken()
        if first or content:
            span = self._span(first or self._line)
            for part in paragraphs_of(content):
                self._frames[-1].blocks.append(Paragraph(part, lang=self._lang(), span=span))

    # Containers ------------------------------------------------------------------------------------

    def _open(self, name: str, element: Element) -> None:
        self._flush()
        self._frames.append(Frame(name, self._line, element))
        if name == "pre":
            self._verbatim = []

    def _close(self, frame: Frame) -> None:
        self._flush()
        self._frames.pop()
        outer = self._frames[-1]
        span = self._span(frame.line)
        blocks = tuple(frame.blocks)
        match frame.name:
            case "ul" | "ol" | "menu" | "dir":
                outer.blocks.extend(list_of(frame, span))
            case "li" if outer.name in {"ul", "ol", "menu", "dir"}:
                outer.items.append(blocks)
            case "li":
                outer.blocks.append(List((blocks,), span=span))
            case "dt":
                outer.terms.append(Definition(inlines_of(blocks), ()))
            case "dd":
                last = outer.terms.pop() if outer.terms else Definition((), ())
                outer.terms.append(Definition(last.term, (*last.details, blocks)))
            case "td" | "th":
                colspan, rowspan = (
                    span_count(frame.element.get(name, "1")) for name in ("colspan", "rowspan")
                )
                outer.cells.append(Cell(blocks, colspan, rowspan))
                outer.headers.append(frame.name == "th" or in_table_head(frame.element))
            case "tr":
                self._close_row(frame, outer)
            case "figcaption" | "caption" if outer.name in {"figure", "table"}:
                outer.caption = (*outer.caption, *inlines_of(blocks))
            case "picture-caption":
                captioned(outer, blocks, span)
            case _:
                outer.blocks.extend(self._made(frame, blocks, span))
        self._stray(frame, outer, span)

    def _made(self, frame: Frame, blocks: Blocks, span: Span) -> Blocks:
        match frame.name:
            case "dl":
                return (*([Definitions(tuple(frame.terms), span=span)] if frame.terms else ()), *blocks)
            case "table":
                return table_of(frame, span)
            case "blockquote":
                return (Quote(blocks, span=span),) if blocks else ()
            case "pre":
                text, self._verbatim = "".join(self._verbatim or ()), None
                return code_of(frame, text, span)
            case "figure":
                if not blocks:
                    return (Paragraph(frame.caption, span=span),) if frame.caption else ()
                if not frame.caption and all(isinstance(block, CodeBlock) for block in blocks):
                    return blocks
                return (Figure(blocks, frame.caption, span=span),)
            case "details":
                return (Group(blocks, role="details", span=span),) if blocks else ()
            case "summary":
                content = inlines_of(blocks)
                return (Paragraph(content, role="summary", span=span),) if content else ()
            case "verse":
                return verse_of(blocks, span)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return heading_of(int(frame.name[1]), blocks, span)
            case _:
                return blocks

    def _close_row(self, frame: Frame, outer: Frame) -> None:
        if frame.blocks:  # what stands in a row outside its cells
            frame.cells.append(Cell(tuple(frame.blocks)))
        if frame.cells:
            outer.rows.append(tuple(frame.cells))
            outer.headers.append(bool(frame.headers) and all(frame.headers))

    def _stray(self, frame: Frame, outer: Frame, span: Span) -> None:
        """Cells, rows, terms outside the element they belong in become a table or list of their own."""
        if frame.name in {"td", "th"} and outer.name != "tr":
            outer.blocks.extend(outer.cells.pop().content)
            outer.headers.pop()
        elif frame.name == "tr" and outer.name != "table" and outer.rows:
            lone = Frame(
                "table", frame.line, frame.element, rows=[outer.rows.pop()], headers=[outer.headers.pop()]
            )
            outer.blocks.extend(table_of(lone, span))
        elif frame.name in {"dt", "dd"} and outer.name != "dl" and outer.terms:
            outer.blocks.append(Definitions((outer.terms.pop(),), span=span))

    # Code ------------------------------------------------------------------------------------------

    def _start_in_code(self, name: str) -> None:
        assert self._verbatim is not None
        if name == "br":
            self._verbatim.append("\n")
