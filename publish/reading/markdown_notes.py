"""Notes in Markdown: where they are defined, and what stands where they are called."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from publish.model import Note, Paragraph, Span, Text
from publish.walk import Blocks, Inlines, plain_text

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_REPEATED_NOTES = 20_000
"""Characters of notes that are set again because they are called again; further calls stay as they are."""


class Notes:
    """The notes of one capture's tokens.

    `inline_notes` are the tokens of notes written where they are called, by id; `read_blocks` reads the
    blocks of the note that is defined at a position, `read_line` those of a note in a line.
    """

    def __init__(
        self,
        tokens: "Sequence[Token]",
        inline_notes: "dict[int, Sequence[Token]]",
        read_blocks: Callable[[int], Blocks],
        read_line: "Callable[[Sequence[Token]], Blocks]",
    ) -> None:
        self._tokens = tokens
        self._inline_notes = inline_notes
        self._read_blocks = read_blocks
        self._read_line = read_line
        self._definitions = _definitions(tokens)
        self._called = _called(tokens) if self._definitions else set()
        self._read: dict[str, Blocks] = {}
        self._inside = False
        self._repeated = 0

    def definition(self, position: int, span: Span) -> Blocks:
        """A note's definition where it stands: nothing, for its call has it; its text, if none calls it."""
        label = self._tokens[position].meta["label"]
        if label in self._called and self._definitions[label] == position:
            return ()
        content = self._blocks(position)
        mark = Text(f"[^{label}]: ")
        if content and isinstance(content[0], Paragraph):
            return (Paragraph((mark, *content[0].content), span=span), *content[1:])
        return (Paragraph((mark,), span=span), *content)

    def end_of(self, position: int) -> int:
        """The position after the token that closes the definition."""
        depth = 0
        for at in range(position, len(self._tokens)):
            depth += self._tokens[at].nesting
            if depth == 0:
                return at + 1
        return len(self._tokens)

    def call(self, token: "Token") -> Inlines:
        """What stands where a note is called; inside another note that is its label."""
        label = token.meta.get("label")
        if label is None:
            return self._inline_note(token)
        if self._inside:
            return (Text(f"[^{label}]"),)
        if label not in self._read:
            self._read[label] = self._blocks(self._definitions[label])
            return _note(self._read[label])
        self._repeated += len(plain_text(self._read[label]))
        if self._repeated > MAX_REPEATED_NOTES:
            return (Text(f"[^{label}]"),)
        return _note(self._read[label])

    def _blocks(self, position: int) -> Blocks:
        was, self._inside = self._inside, True
        blocks = self._read_blocks(position)
        self._inside = was
        return blocks

    def _inline_note(self, token: "Token") -> Inlines:
        was, self._inside = self._inside, True
        blocks = self._read_line(self._inline_notes.get(token.meta["id"], ()))
        self._inside = was
        if not was:
            return _note(blocks)
        content = blocks[0].content if blocks and isinstance(blocks[0], Paragraph) else ()
        return (Text("["), *content, Text("]"))


def _note(blocks: Blocks) -> Inlines:
    """The note, or nothing if there is nothing in it."""
    return (Note(blocks),) if blocks else ()


def _definitions(tokens: "Sequence[Token]") -> dict[str, int]:
    """Where each note is defined; the first of a label counts."""
    found: dict[str, int] = {}
    for position, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            found.setdefault(token.meta["label"], position)
    return found


def _called(tokens: "Sequence[Token]") -> set[str]:
    """The labels of the notes that the article calls, calls inside notes left out."""
    labels: set[str] = set()
    inside = 0
    for token in tokens:
        if token.type in {"footnote_reference_open", "footnote_reference_close"}:
            inside += token.nesting
        elif not inside and token.children:
            labels |= {child.meta["label"] for child in token.children if child.meta.get("label")}
    return labels
