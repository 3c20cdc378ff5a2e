"""Paragraphs of a PDF that go on overleaf, made whole again.

WeasyPrint 70 writes an element for what stands on each page, so that the last line of a page would pass for
the last line of a paragraph, which may be short.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from publish.checks.printed_lines import Block, Where

_TERMINAL = frozenset("。！？…”’」』》）.!?:：；;—")
_FLOWING: frozenset[Where] = frozenset({"body", "quote", "list"})
_APART: frozenset[Where] = frozenset({"note", "contents"})

_AMID = 2
"""A line that ends amid a sentence is full, but for so many em."""

_Kind: TypeAlias = tuple[Where, tuple[str, ...], float]


class IndentKnown:
    """Whether a block begins with the indent of its kind; None where its kind has none.

    Kinds are those of place, structure and size; a kind has an indent if most of its blocks begin nearly an
    em further in than its lines do on pages of that side.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        edges: dict[tuple[_Kind, int], Counter[float]] = {}
        for block in blocks:
            for line in block.lines[1:]:
                side = (_kind(block), line.page % 2)
                edges.setdefault(side, Counter())[round(line.glyphs[0].start, 1)] += 1
        self._edges = {side: found.most_common(1)[0][0] for side, found in edges.items()}
        indents: dict[_Kind, list[bool]] = {}
        for block in blocks:
            if self._side(block) in self._edges:
                indents.setdefault(_kind(block), []).append(self._is_indented(block))
        self._indented = {kind for kind, found in indents.items() if sum(found) * 2 > len(found)}

    def __call__(self, block: Block) -> bool | None:
        if _kind(block) not in self._indented or self._side(block) not in self._edges:
            return None
        return self._is_indented(block)

    def _is_indented(self, block: Block) -> bool:
        edge = self._edges[self._side(block)]
        return block.lines[0].glyphs[0].start > edge + 0.9 * block.size

    @staticmethod
    def _side(block: Block) -> tuple[_Kind, int]:
        return _kind(block), block.page % 2


def _kind(block: Block) -> _Kind:
    return block.where, block.path, round(block.size, 1)


def join_fragments(blocks: Sequence[Block], indented: IndentKnown) -> list[Block]:
    """Blocks with those joined that go on overleaf.

    A block goes on if the next page begins with one of the same kind, unless that one begins as a block
    begins: with a label, or with the indent that its kind has (`indented` says so, None where its kind has
    none). Without such a sign it goes on where a full line ends amid a sentence.
    """
    flowing = [block for block in blocks if block.where not in _APART]
    first_of: dict[int, int] = {}
    last_of: dict[int, int] = {}
    for place, block in enumerate(flowing):
        first_of.setdefault(block.page, place)
        last_of[block.page] = place
    goes_on: set[int] = set()
    for page, place in first_of.items():
        before, block = flowing[place - 1], flowing[place]
        if place and last_of.get(page - 1) == place - 1 and _may_go_on(before, block):
            begins = indented(block)
            if begins is None:
                begins = not _ends_amid(before, flowing)
            if not begins:
                goes_on.add(id(block))
    whole: list[Block] = []
    last_flowing = 0
    for block in blocks:
        if id(block) in goes_on:
            before = whole[last_flowing]
            whole[last_flowing] = replace(before, lines=[*before.lines, *block.lines])
        else:
            last_flowing = len(whole) if block.where not in _APART else last_flowing
            whole.append(block)
    return whole


def _may_go_on(before: Block, after: Block) -> bool:
    return (
        before.where == after.where
        and before.where in _FLOWING
        and before.path == after.path
        and not after.labelled
        and abs(before.size - after.size) < 0.02 * before.size
    )


def _ends_amid(block: Block, blocks: Sequence[Block]) -> bool:
    """True if a block ends amid a sentence in a line as full as those on pages of that side."""
    ends = [
        line.glyphs[-1].end
        for each in blocks
        if each.page % 2 == block.page % 2
        for line in each.lines[:-1]
    ]
    full = max(ends, default=float("inf")) - _AMID * block.size
    return block.text[-1] not in _TERMINAL and block.lines[-1].glyphs[-1].end > full
