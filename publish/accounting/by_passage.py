"""Passage by passage: a saved page, whose lines are those of its source."""

from collections import Counter
from collections.abc import Iterator, Sequence

from publish.accounting.telling import Teller, Told, letters
from publish.accounting.values import Row
from publish.model import Block, Figure, Paragraph, Removal, Rule, Span, Table
from publish.reading.lines import every_block
from publish.walk import child_blocks, iter_images, plain_text

MARKUP = "markup"
"""Lines of tags and marks only: told in the account of lines, left out where no line is shown."""


class ByPassage(Teller):
    """The innermost blocks of a capture in order, and between them what its reader left out."""

    def told(self) -> Iterator[Told]:
        left = Counter(_key(block) for block in _innermost(self.article.body))
        by_reader = set(self.captured.provenance.removals)
        self._by_rules = [gone for gone in self.removals if gone not in by_reader]
        self._printed_text = _by_span(self.article.body)
        waiting = sorted(
            (gone for gone in self.removals if gone in by_reader and gone.rule != MARKUP), key=_place
        )
        for block in _innermost(self.captured.body):
            span = block.span or Span(0, 0)
            while waiting and waiting[0].span.first < span.first:
                yield self._left_out(waiting.pop(0))
            if left[_key(block)]:
                left[_key(block)] -= 1
                yield from self._rows(block, span, [])
            else:
                yield from self._rows(block, span, self._takers(block, span))
        for gone in waiting:
            yield self._left_out(gone)

    def _left_out(self, gone: Removal) -> Told:
        lines = gone.span.last - gone.span.first
        text = f"{gone.excerpt} … (to line {gone.span.last})" if lines else gone.excerpt
        return self.gone(Row(gone.span.first, text), gone.span, [gone])

    def _rows(self, block: Block, span: Span, removals: list[Removal]) -> Iterator[Told]:
        """The block's lines; without removals it is printed, as it is or as what a rule made of it."""
        texts = _shown(block)
        for text in texts:
            row = Row(span.first, text)
            if not removals or (len(texts) > 1 and self._is_printed(letters(text), span)):
                yield self.kept(row, span)
            elif self._is_cut(letters(text), span, removals):
                yield self.changed(row, span, removals)
            else:
                yield self.gone(row, span, removals)

    def _takers(self, block: Block, span: Span) -> list[Removal]:
        """The removals that may be this block's: where they tell its words, only those."""
        around = [
            gone for gone in self._by_rules if gone.span.first <= span.first and span.last <= gone.span.last
        ]
        words = letters("".join(_shown(block)))
        telling = [gone for gone in around if _tells(letters(gone.excerpt), words)]
        rules = {gone.rule for gone in around}
        return telling or (around if len(rules) == 1 else around[:1])

    def _is_cut(self, words: str, span: Span, removals: list[Removal]) -> bool:
        """Whether only a piece of the text went, and what stands before or after the piece is printed."""
        for gone in removals:
            piece = letters(gone.excerpt)
            before, found, after = words.partition(piece) if piece else ("", "", "")
            if found and (self._is_printed(before, span) or self._is_printed(after, span)):
                return True
        return False

    def _is_printed(self, words: str, span: Span) -> bool:
        return bool(words) and words in self._printed_text.get(span, "")


def _tells(excerpt: str, words: str) -> bool:
    return bool(excerpt and words) and (excerpt in words or words in excerpt)


def _place(gone: Removal) -> Span:
    return gone.span


def _key(block: Block) -> tuple[Span | None, tuple[str, ...]]:
    return block.span, tuple(_shown(block))


def _innermost(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks without blocks in them, in order; captions as paragraphs."""
    for block in every_block(blocks):
        if not any(child_blocks(block)):
            if _shown(block):
                yield block
        elif isinstance(block, Figure | Table) and block.caption:
            yield Paragraph(block.caption, span=block.span)


def _by_span(blocks: Sequence[Block]) -> dict[Span, str]:
    texts: dict[Span, str] = {}
    for block in _innermost(blocks):
        if block.span:
            texts[block.span] = texts.get(block.span, "") + letters("".join(_shown(block)))
    return texts


def _shown(block: Block) -> list[str]:
    """The lines of a block as people see them, its pictures as Markdown writes them."""
    if isinstance(block, Rule):
        return ["* * *"]
    lines = [line for line in plain_text(block).split("\n") if line.strip()]
    return lines + [f"![{image.alt}]({image.src})" for image in iter_images((block,))]
