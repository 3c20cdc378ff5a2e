"""What a block looks like, whatever it says: a picture alone, links alone, a bold line, nothing at all."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from msgspec.structs import replace

from publish.cleaning.phrases import fold
from publish.model import (
    Block,
    Break,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Note,
    Paragraph,
    Rule,
    Span,
    Styled,
    Tagged,
    Text,
)
from publish.walk import Spoken, inline_runs, iter_blocks, iter_images, map_inlines, plain_text

Inlines: TypeAlias = tuple[Inline, ...]
Holder: TypeAlias = Styled | Link | Tagged
"""The inlines that have others in them."""

# Signs that end a sentence, also inside closing quotes and brackets.
_SENTENCE_END = re.compile(r"[。！？!?…；;.~～][”’」』）)\]】》〉\"']*$")
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN_LETTER = re.compile("[A-Za-z\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]")  # also folded
_LONGEST_SHORT = 45
_SHORTEST_SENTENCE = 14


@lru_cache(maxsize=4096)
def words(block: Block) -> str:
    """The block's text folded for comparing (see `phrases.fold`); each rule asks for it again."""
    return fold(plain_text(block))


@lru_cache(maxsize=4096)
def images_of(block: Block) -> tuple[Image, ...]:
    """The pictures anywhere in a block, in reading order."""
    if isinstance(block, Spoken):  # most blocks: no need for the general walk
        content = block.content
        return () if _is_plain(content) else tuple(_images_in(content))
    return tuple(iter_images((block,)))


def _images_in(content: Inlines) -> list[Image]:
    found: list[Image] = []
    for inline in content:
        if isinstance(inline, Text):
            continue
        if isinstance(inline, Image):
            found.append(inline)
        elif isinstance(inline, Holder):
            found += _images_in(inline.content)
        elif isinstance(inline, Note):
            found += iter_images(inline.content)
    return found


def is_blank(text: str) -> bool:
    """True for a text of white space and invisible characters only."""
    return not text or not fold(text)


def _is_plain(content: Inlines) -> bool:
    """True for a row of one text, as most are."""
    return len(content) == 1 and type(content[0]) is Text


def lines_of(content: Inlines) -> tuple[Inlines, ...]:
    """A row of inlines cut at its forced line ends (also those inside bold text and links)."""
    if _is_plain(content):
        return (content,)
    lines: list[list[Inline]] = [[]]
    for inline in content:
        if isinstance(inline, Break):
            lines.append([])
        elif isinstance(inline, Holder) and (inner := lines_of(inline.content))[1:]:
            for number, part in enumerate(inner):
                if number:
                    lines.append([])
                if part:
                    lines[-1].append(replace(inline, content=part))
        else:
            lines[-1].append(inline)
    return tuple(tuple(line) for line in lines)


def joined(lines: tuple[Inlines, ...]) -> Inlines:
    """Lines as one row of inlines with forced line ends between them."""
    row: list[Inline] = []
    for number, line in enumerate(lines):
        if number:
            row.append(Break())
        row.extend(line)
    return tuple(row)


@lru_cache(maxsize=4096)
def is_pictures(block: Block) -> bool:
    """True for a paragraph or figure of pictures only, without a word."""
    if not isinstance(block, Paragraph | Figure):
        return False
    return bool(images_of(block)) and not words(block)


def is_empty(block: Block) -> bool:
    """True for a block without text and pictures; a `Rule` is not empty."""
    if isinstance(block, Rule) or words(block):
        return False
    return not images_of(block) and not any(isinstance(inner, Rule) for inner in iter_blocks((block,)))


@lru_cache(maxsize=4096)
def is_links(block: Block) -> bool:
    """True for a paragraph, heading or list whose words all stand inside links to other pages."""
    match block:
        case Paragraph() | Heading():
            return _only_links(block.content)
        case List():
            inner = [row for item in block.items for row in item]
            return bool(inner) and all(is_links(row) or is_empty(row) for row in inner)
        case _:
            return False


def _only_links(content: Inlines) -> bool:
    linked = False
    for inline in content:
        match inline:
            case Link():
                linked = linked or not is_blank(plain_text(inline))
            case Styled() | Tagged():
                if not is_blank(plain_text(inline)) and not _only_links(inline.content):
                    return False
                linked = linked or any(isinstance(inner, Link) for inner in inline.content)
            case Text(text):
                # numbers and dots between links: "1. ", "· ", "①"
                if _PLAIN_LETTER.search(text) or (_LETTER.search(text) and _LETTER.search(fold(text))):
                    return False
            case Break() | Image():
                pass
            case _:
                return False
    return linked


def is_prose(folded: str) -> bool:
    """True for a line that is running text: long, or a whole sentence."""
    if len(folded) > _LONGEST_SHORT:
        return True
    return len(folded) >= _SHORTEST_SENTENCE and _SENTENCE_END.search(folded) is not None


def is_bold(block: Block) -> bool:
    """True for a paragraph of bold text only, on one line, without pictures."""
    if not isinstance(block, Paragraph) or _is_plain(block.content) or not words(block):
        return False
    return all(
        is_blank(inline.text) if isinstance(inline, Text) else _is_strong(inline)
        for inline in block.content
    )


def _is_strong(inline: Inline) -> bool:
    if not isinstance(inline, Styled):
        return False
    inner_plain = all(not isinstance(inner, Image | Break) for inner in _flat(inline.content))
    if inline.style == "strong":
        return inner_plain
    return len(inline.content) == 1 and _is_strong(inline.content[0])


def _flat(content: Inlines) -> list[Inline]:
    found: list[Inline] = []
    for inline in content:
        found.append(inline)
        for inner in inline_runs(inline):
            found.extend(_flat(inner))
    return found


def span_of(block: Block) -> Span:
    """The lines a block and its children were read from; lines 0-0 for one that was not read."""
    if isinstance(block, Spoken):  # most blocks: they have no children
        return block.span or Span(0, 0)
    spans = [inner.span for inner in iter_blocks((block,)) if inner.span is not None]
    if not spans:
        return Span(0, 0)
    return Span(min(span.first for span in spans), max(span.last for span in spans))


def without_inlines(block: Block, unwanted: Callable[[Inline], bool]) -> Block:
    """The block without the inlines that are not wanted; links and styles that become empty go too."""

    def kept(inline: Inline) -> Inlines:
        if unwanted(inline):
            return ()
        return () if isinstance(inline, Link | Styled | Tagged) and not inline.content else (inline,)

    (changed,) = map_inlines((block,), kept)
    return changed
