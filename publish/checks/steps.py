"""What a reader should meet in a built file, in order: words, and places where a format adds some.

p("前", note("注"), "后")  →  Words("前") Slot(a call) Words("后"), and the note's own steps apart
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from publish.checks.essence import essence, is_shaped
from publish.model import (
    Block,
    Break,
    Code,
    CodeBlock,
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
    Quote,
    Ruby,
    Rule,
    Styled,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.theming.frame import placeholder_words
from publish.theming.scripts import is_right_to_left
from publish.walk import Blocks, Inlines, plain_text


@dataclass(frozen=True, slots=True)
class Words:
    """Characters that must stand here; of `shaped` ones (see `is_shaped`) about these."""

    text: str
    shaped: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a format may set something of its own: a regular expression that may match nothing."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Either:
    """Rows of which one stands here: a caption above or below."""

    rows: "tuple[tuple[Step, ...], ...]"


Step: TypeAlias = Words | Slot | Either

NOTE_MARK = (
    r"(?:[\u2460-\u2473\u24ea\u24f5-\u24fe\u3251-\u325f\u32b1-\u32bf*†‡]|[\[(（〔]?\d{1,4}[\])）〕.]?)?"
)
"""The call of a note, and the mark before the note itself."""


@dataclass
class Expected:
    """The steps of an article's body and of each of its notes, in the order of their calls.

    `exact` is False for a format that cannot tell shaped text character by character (PDF). A note inside
    a note may stand after it or in it, as the format likes: `optional` has the numbers of such notes.
    """

    lang: str
    exact: bool = True
    body: list[Step] = field(default_factory=list)
    notes: list[list[Step]] = field(default_factory=list)
    optional: set[int] = field(default_factory=set)

    def blocks(self, blocks: Blocks) -> "Expected":
        """Expect these blocks next."""
        self.body = joined([*self.body, *self._blocks(blocks, in_note=False)])
        return self

    def is_shaped(self, text: str) -> bool:
        """Whether a text can only be compared as a whole: for its letters, or for those around it."""
        return not self.exact and (is_right_to_left(self.lang) or is_shaped(text))

    def _blocks(self, blocks: Blocks, in_note: bool) -> list[Step]:
        return [step for block in blocks for step in self._block(block, in_note)]

    def _block(self, block: Block, in_note: bool) -> list[Step]:
        match block:
            case Paragraph(content=content) | Heading(content=content):
                return self._line(content, in_note)
            case Quote(content=content) | Group(content=content):
                return self._blocks(content, in_note)
            case List(items=items):
                return [step for item in items for step in self._blocks(item, in_note)]
            case Definitions(items=items):
                steps = []
                for item in items:
                    steps += self._line(item.term, in_note)
                    steps += [step for row in item.details for step in self._blocks(row, in_note)]
                return steps
            case CodeBlock(text=text):
                return self._words(text)
            case Verse(lines=lines):
                return [step for line in lines for step in self._line(line, in_note)]
            case Figure(content=content, caption=caption):
                return self._captioned(self._blocks(content, in_note), caption, in_note)
            case Table(rows=rows, caption=caption):
                cells = [cell.content for row in rows for cell in row]
                steps = [step for cell in cells for step in self._blocks(cell, in_note)]
                return self._captioned(steps, caption, in_note)
            case Rule():
                return []
            case _:
                assert_never(block)

    def _captioned(self, steps: list[Step], caption: Inlines, in_note: bool) -> list[Step]:
        """A caption stands above or below, as the format and the theme like."""
        said = self._line(caption, in_note)
        if not said or not steps:
            return [*steps, *said]
        return [Either((tuple(joined([*steps, *said])), tuple(joined([*said, *steps]))))]

    def _line(self, run: Inlines, in_note: bool) -> list[Step]:
        """A row of inlines; with shaped text in it, all its words as one."""
        if len(run) == 1 and isinstance(run[0], Text):
            return self._words(run[0].text)
        steps = [step for inline in run for step in self._inline(inline, in_note)]
        if self.exact or not self.is_shaped(plain_text(run)):
            return steps
        return [Words("".join(step.text for step in steps if isinstance(step, Words)), shaped=True)]

    def _inline(self, inline: Inline, in_note: bool) -> list[Step]:
        match inline:
            case Text(text) | Code(text) | Math(tex=text):
                return self._words(text)
            case Styled(content=content) | Link(content=content) | Tagged(content=content):
                return [step for child in content for step in self._inline(child, in_note)]
            case Ruby(base, reading):
                return [*self._words(base), _optional([f"({reading})", f"（{reading}）", reading])]
            case Image():
                return [] if inline.src.startswith("asset:") else [self._placeholder(inline)]
            case Note(content):
                return [self._note(content, in_note)]
            case Break():
                return []
            case _:
                assert_never(inline)

    def _words(self, text: str) -> list[Step]:
        return [Words(text, not self.exact and self.is_shaped(text))]

    def _placeholder(self, image: Image) -> Slot:
        """What stands in the place of a picture that could not be had, in any of the ways to say it."""
        return _optional([placeholder_words(image, self.lang), image.alt, image.title])

    def _note(self, content: Blocks, in_note: bool) -> Slot:
        number = len(self.notes)
        self.notes.append([])  # its place, before those of the notes inside it
        self.notes[number] = joined([Slot(NOTE_MARK), *self._blocks(content, in_note=True)])
        if not in_note:
            return Slot(NOTE_MARK)
        self.optional.add(number)
        words = re.escape(essence(plain_text(content)))
        return Slot(f"(?:{NOTE_MARK}|[(（]{words}[)）])")


def _optional(texts: Iterable[str]) -> Slot:
    spelled = [re.escape(essence(text)) for text in texts if essence(text)]
    return Slot(f"(?:{'|'.join(spelled)})?" if spelled else "")


def joined(steps: Iterable[Step]) -> list[Step]:
    """The steps ready to be matched: words by their essence, what is adjacent as one, nothing empty.

    Slots between shaped words go too: what they hold is among what shaped text may have more.
    """
    found: list[Step] = []
    words: list[str] = []
    shaped = False
    for step in steps:
        if isinstance(step, Words):
            if words and step.shaped != shaped:
                _add_words(found, words, shaped)
            words.append(step.text)
            shaped = step.shaped
        else:
            _add_words(found, words, shaped)
            _add_other(found, step)
    _add_words(found, words, shaped)
    return found


def _add_words(found: list[Step], words: list[str], shaped: bool) -> None:
    text = essence("".join(words))
    words.clear()
    if not text:
        return
    slot = bool(found) and isinstance(found[-1], Slot)
    before = found[-2] if slot and len(found) > 1 else found[-1] if found else None
    if isinstance(before, Words) and before.shaped == shaped and (shaped or not slot):
        del found[-2 if slot else -1 :]
        text = before.text + text
    found.append(Words(text, shaped))


def _add_other(found: list[Step], step: Slot | Either) -> None:
    last = found[-1] if found else None
    if not isinstance(step, Slot):
        found.append(step)
    elif isinstance(last, Slot):
        found[-1] = Slot(last.pattern + step.pattern)
    elif step.pattern:
        found.append(step)
