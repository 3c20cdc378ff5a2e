"""What a reader should meet in a built file, in order: words, and places where a format adds some.

p("前", note("注"), "后")  →  Words("前") Slot(a call) Words("后"), and the note's own steps apart
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
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
    """Characters that must stand here.

    Of `shaped` ones (see `is_shaped`) about these must; `slack` is how many others may stand among them.
    """

    text: str
    shaped: bool = False
    slack: int = 0


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

    `exact` is False for a format that cannot tell shaped text character by character (PDF), `shown` has the
    src of every picture that could be had. A note inside a note may stand after it or in it, as the format
    likes: `optional` has the numbers of such notes.
    """

    lang: str
    exact: bool = True
    shown: frozenset[str] = frozenset()
    body: list[Step] = field(default_factory=list)
    notes: list[list[Step]] = field(default_factory=list)
    optional: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.article_lang = self.lang

    def blocks(self, blocks: Blocks) -> "Expected":
        """Expect these blocks next."""
        self.body = joined([*self.body, *self._blocks(blocks, in_note=False)])
        return self

    def is_shaped(self, text: str) -> bool:
        """Whether a text can only be compared as a whole: for its letters, or for those around it."""
        return not self.exact and (is_right_to_left(self.lang) or is_shaped(text))

    @contextmanager
    def _speaking(self, lang: str) -> Iterator[None]:
        """Inside something in a language of its own."""
        before, self.lang = self.lang, lang or self.lang
        yield
        self.lang = before

    def _blocks(self, blocks: Blocks, in_note: bool) -> list[Step]:
        steps: list[Step] = []
        for block in blocks:
            if block.lang:
                with self._speaking(block.lang):
                    steps += self._block(block, in_note)
            else:
                steps += self._block(block, in_note)
        return steps

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
                inside = self._blocks(content, in_note)
                return _captioned(inside, self._line(caption, in_note))
            case Table(rows=rows, caption=caption):
                said = self._line(caption, in_note)  # before the cells: so are its notes counted
                cells = [cell.content for row in rows for cell in row]
                return _captioned([step for cell in cells for step in self._blocks(cell, in_note)], said)
            case Rule():
                return []
            case _:
                assert_never(block)

    def _line(self, run: Inlines, in_note: bool) -> list[Step]:
        """A row of inlines; with shaped text in it, all its words as one."""
        if len(run) == 1 and isinstance(run[0], Text):
            return self._words(run[0].text)
        steps = [step for inline in run for step in self._inline(inline, in_note)]
        return [_as_shaped(steps)] if _are_shaped(steps) else steps

    def _inline(self, inline: Inline, in_note: bool) -> list[Step]:
        match inline:
            case Text(text) | Code(text) | Math(tex=text):
                return self._words(text)
            case Styled(content=content) | Link(content=content):
                return [step for child in content for step in self._inline(child, in_note)]
            case Tagged(content, _, lang):
                with self._speaking(lang):
                    return [step for child in content for step in self._inline(child, in_note)]
            case Ruby(base, reading):
                return [*self._words(base), _optional([f"({reading})", f"（{reading}）", reading])]
            case Image():
                return [] if inline.src in self.shown else [self._placeholder(inline)]
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
        said = (placeholder_words(image, lang) for lang in dict.fromkeys((self.lang, self.article_lang)))
        return _optional([*said, image.alt, image.title])

    def _note(self, content: Blocks, in_note: bool) -> Slot:
        number = len(self.notes)
        self.notes.append([])  # its place, before those of the notes inside it
        self.notes[number] = joined([Slot(NOTE_MARK), *self._blocks(content, in_note=True)])
        if not in_note:
            return Slot(NOTE_MARK)
        self.optional.add(number)
        words = re.escape(essence(plain_text(content)))
        return Slot(f"(?:{NOTE_MARK}|[(（]{words}[)）])")


def _captioned(steps: list[Step], said: list[Step]) -> list[Step]:
    """What has a caption, which stands above or below as the format and the theme like."""
    if not said or not steps:
        return [*steps, *said]
    if _are_shaped([*steps, *said]):
        return [_as_shaped([*steps, *said])]
    return [Either((tuple(joined([*steps, *said])), tuple(joined([*said, *steps]))))]


def _are_shaped(steps: Iterable[Step]) -> bool:
    return any(isinstance(step, Words) and step.shaped for step in steps)


def _as_shaped(steps: Iterable[Step]) -> Words:
    """All the words of steps as one, in no order, with room for what their slots may hold."""
    words, slack = [], 0
    for step in steps:
        match step:
            case Words(text):
                words.append(text)
            case Slot(pattern):
                slack += len(pattern)
            case Either(rows):
                inner = _as_shaped(rows[0])
                words.append(inner.text)
                slack += inner.slack
    return Words("".join(words), True, slack)


def _optional(texts: Iterable[str]) -> Slot:
    spelled = [re.escape(essence(text)) for text in texts if essence(text)]
    return Slot(f"(?:{'|'.join(spelled)})?" if spelled else "")


def joined(steps: Iterable[Step]) -> list[Step]:
    """The steps ready to be matched: words by their essence, what is adjacent as one, nothing empty.

    Slots between shaped words go too: what they hold is among what shaped text may have more.
    """
    found: list[Step] = []
    for kind, group in groupby(steps, key=_kind):
        if kind is Words or kind is None:
            words = [step for step in group if isinstance(step, Words)]
            text = essence("".join(step.text for step in words))
            if text:
                _add_words(found, Words(text, kind is None, sum(step.slack for step in words)))
        else:
            for step in group:
                _add_other(found, step)
    return found


def _kind(step: Step) -> type[Step] | None:
    """What is joined: words with words, and shaped words (None) with such."""
    return None if isinstance(step, Words) and step.shaped else type(step)


def _add_words(found: list[Step], words: Words) -> None:
    slot = found[-1] if found and isinstance(found[-1], Slot) else None
    before = found[-2 if slot else -1] if len(found) > (1 if slot else 0) else None
    if isinstance(before, Words) and before.shaped == words.shaped and (words.shaped or not slot):
        del found[-2 if slot else -1 :]
        slack = before.slack + words.slack + (len(slot.pattern) if slot else 0)
        words = Words(before.text + words.text, words.shaped, slack)
    found.append(words)


def _add_other(found: list[Step], step: Step) -> None:
    last = found[-1] if found else None
    if not isinstance(step, Slot):
        found.append(step)
    elif isinstance(last, Slot):
        found[-1] = Slot(last.pattern + step.pattern)
    elif step.pattern:
        found.append(step)
