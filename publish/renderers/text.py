"""Plain text: the words of an edition and nothing else, a block a paragraph.

For reading by people and by programs that count or compare words (`publish inspect --as text`). Marks stand
only where words would otherwise lose their sense: list items have numbers or dots, the cells of a row are
parted by tabs, notes are numbered in the text and stand at its end.
"""

from collections.abc import Iterator
from typing import assert_never

from publish.model import (
    Article,
    Block,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Edition,
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
    Quote,
    Ruby,
    Rule,
    Styled,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.plugins import Context, renderer
from publish.theming.frame import back_matter, note_opener
from publish.walk import Blocks, Inlines

_BULLET = "•"
_BREAK_MARK = "* * *"


@renderer("txt", suffix=".txt", media_type="text/plain")
def render_text(edition: Edition, context: Context) -> bytes:
    """Plain text, UTF-8."""
    del context  # text has no looks, no assets and nothing to report
    pieces: list[str] = []
    if not edition.single:
        pieces.append(edition.title)
        if edition.note and "note" in edition.front:
            pieces.append(_Writer().text((*note_opener(edition), *edition.note.body)))
    for part in edition.contents:
        if part.title:
            pieces.append(part.title)
        if part.introduction:
            pieces.append(_Writer().text(part.introduction))
        pieces += [_whole(article) for article in part.contents]
    pieces += [_Writer().text(matter.blocks) for matter in back_matter(edition)]
    return ("\n\n\n".join(piece for piece in pieces if piece) + "\n").encode()


def _whole(article: Article) -> str:
    """An article with its title and who stands for it above the text."""
    by = " · ".join([*article.authors, *(value for value in (article.source, article.date) if value)])
    pieces = [article.title, article.subtitle, by, article_text(article)]
    return "\n\n".join(piece for piece in pieces if piece)


def article_text(article: Article) -> str:
    """The words of an article's body, without title and metadata; no line end after the last."""
    return _Writer().text(article.body)


class _Writer:
    """Writes blocks as text and gathers the notes it meets for the end."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def text(self, blocks: Blocks) -> str:
        """The blocks, then the notes that were called in them."""
        body = self._blocks(blocks)
        written = 0
        while written < len(self._notes):  # a note may call others, which queue up behind it
            body += f"\n\n[{written + 1}] {self._notes[written]}"
            written += 1
        return body

    def _blocks(self, blocks: Blocks, between: str = "\n\n") -> str:
        return between.join(text for block in blocks if (text := self._block(block)))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(content=content) | Heading(content=content):
                return self._line(content)
            case Quote(content=content) | Group(content=content):
                return self._blocks(content)
            case List():
                return self._list(block)
            case Definitions(items=items):
                return "\n".join(
                    "\n".join(
                        [self._line(item.term), *(_indented(self._blocks(row)) for row in item.details)]
                    )
                    for item in items
                )
            case CodeBlock(text=text):
                return text.rstrip("\n")
            case Verse(lines=lines):
                return "\n".join(self._line(line) for line in lines)
            case Figure(content=content, caption=caption):
                return "\n\n".join(text for text in (self._blocks(content), self._line(caption)) if text)
            case Table():
                return self._table(block)
            case Rule():
                return _BREAK_MARK
            case _:
                assert_never(block)

    def _list(self, block: List) -> str:
        rows = []
        for number, item in enumerate(block.items):
            mark = _BULLET if block.start is None else f"{block.start + number}."
            rows.append(f"{mark} {_indented(self._blocks(item, between=chr(10))).lstrip()}")
        return "\n".join(rows)

    def _table(self, block: Table) -> str:
        rows = [
            "\t".join(self._blocks(cell.content, between=" ").replace("\n", " ") for cell in row)
            for row in block.rows
        ]
        return "\n".join(text for text in (self._line(block.caption), *rows) if text.strip())

    def _line(self, content: Inlines) -> str:
        return "".join(self._inlines(content)).strip()

    def _inlines(self, content: Inlines) -> Iterator[str]:
        for inline in content:
            yield self._inline(inline)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text) | Code(text) | Math(tex=text):
                return text
            case Styled(content=content) | Link(content=content) | Tagged(content=content):
                return "".join(self._inlines(content))
            case Ruby(base, reading):
                return f"{base}（{reading}）" if reading else base
            case Image():
                return ""
            case Note(content):
                return self._note(content)
            case Break():
                return "\n"
            case _:
                assert_never(inline)

    def _note(self, content: Blocks) -> str:
        number = len(self._notes)
        self._notes.append("")  # its place, before the notes inside it take theirs
        self._notes[number] = self._blocks(content)
        return f"[{number + 1}]"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else line for line in text.split("\n"))
