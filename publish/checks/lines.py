"""The proof of how lines are set, for any finished PDF of ours, read from the file alone.

`figures_of` counts what a reader with a rule and a good eye would: are lines flush, does one begin or end
with what may not stand there, are neighbouring marks squeezed, is there a quarter em between Han characters
and words, does a paragraph end in a lone character, do baselines stand on the grid. Every line at fault is
named with its page.

Follows GB/T 15834-2011, 5.1; clreq 3.1.3 (prohibitions), 3.1.6 (adjacent marks), 3.3.2 (Han and words),
3.6 (grid). The classes of marks for line starts and ends are those of `typesetting.punctuation`; which
marks have a blank half is read off the ink of the embedded fonts.

Which paragraphs are justified a file does not say. Here they are those of the text (`P`, and `P` or text in
`LBody` and `BlockQuote`) with more than one line; headings, captions, tables, notes, contents and code are
not judged for flushness, right-to-left text not at all. Of these, text of mainly Han characters is taken
to be justified wherever it stands in a quote, a list, or in the size of the body. What is of another
size, or in an alphabet, is judged by its kind (structure, size, left edge): if fewer than half of the
kind's lines are flush it is set ragged on purpose (source cards, credits, English), else every one of them
must be, too. Centred paragraphs are told by their lines' middles.

The right edge is that of the column: where most lines of the same kind and left edge end, over all pages
of the same side, and where too few do, the edge of the body, minus an inset like that on the left. It is
never what a paragraph's own longest line says. A line more than two em short, although what begins the
next would have fitted, was ended by its author (a line break in the model); those are counted apart, as
are short lines of one word, in which there is nothing to stretch.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec

from publish.checks.columns import Column, Columns, is_centred
from publish.checks.line_marks import (
    MarkBook,
    faults_in_line,
    is_lone,
    is_rigid,
    spacing,
    starts_and_ends,
    would_fit,
)
from publish.checks.overleaf import IndentKnown, join_fragments
from publish.checks.page_geometry import read_glyphs
from publish.checks.pdf import Printed, open_pdf
from publish.checks.printed_lines import Block, Line, Where, read_blocks
from publish.errors import PublishError
from publish.theming.squeeze import HALF
from publish.typesetting.rows import HAN

FLUSH = 0.2
"""A line is flush within so many pt of its right edge."""
ON_GRID = 0.3
"""A baseline is on the grid within so many pt."""
_ENDED = 2.0
"""So many em short, a line was ended by its author if what follows would have fitted."""
_FLOWING: frozenset[Where] = frozenset({"body", "quote", "list"})

FaultKind: TypeAlias = Literal[
    "not-flush", "line-start", "line-end", "unsqueezed", "untrimmed", "no-gap", "lone", "off-grid"
]


class Fault(msgspec.Struct, frozen=True):
    """A line that is not set as it should be.

    page    counted from 1
    amount  in pt: from the right edge (short is negative), of the blank that is too much or too little, or
            from the grid; 0 where there is nothing to measure
    around  the characters in question
    """

    kind: FaultKind
    page: int
    where: Where
    text: str
    amount: float = 0.0
    around: str = ""


class Share(msgspec.Struct, frozen=True):
    """How many of the non-final lines of justified paragraphs are flush.

    styled  lines with a link, a note call, or a run set apart (bold, Kai, code)
    """

    where: Where
    styled: bool
    lines: int
    flush: int


class LineFigures(msgspec.Struct, frozen=True):
    """What `figures_of` found.

    shares     by place and by whether there are styled runs
    faults     in the order of the text
    ended      lines that end where their author broke them
    rigid      short lines of one long word (an address), in which nothing can be stretched
    ragged     non-final lines of paragraphs that are not justified
    size       of the body, in pt
    leading    of the body, in pt; 0 if unknown
    grid       how many baselines there are of the body's size
    on_grid    how many of them stand on the grid
    notdef     characters that show as empty boxes
    type3      the names of Type 3 fonts
    """

    pages: int
    paragraphs: int
    shares: tuple[Share, ...]
    faults: tuple[Fault, ...]
    ended: int
    rigid: int
    ragged: int
    size: float
    leading: float
    grid: int
    on_grid: int
    notdef: str
    type3: tuple[str, ...]

    @property
    def lines(self) -> int:
        """The non-final lines of justified paragraphs."""
        return sum(share.lines for share in self.shares)

    @property
    def flush(self) -> int:
        """How many of them are flush."""
        return sum(share.flush for share in self.shares)

    def of(self, kind: FaultKind, *, everywhere: bool = False) -> list[Fault]:
        """The faults of a kind in body, quotes, lists and headings, or also in notes, tables, captions."""
        set_by_us = _FLOWING | {"heading"}
        return [
            each for each in self.faults if each.kind == kind and (everywhere or each.where in set_by_us)
        ]


def line_figures(data: bytes, leading_hint: float | None = None) -> LineFigures:
    """As `figures_of`, from the bytes of a file. Raises PublishError for what is no PDF."""
    printed = open_pdf(data)
    if isinstance(printed, list):
        raise PublishError(printed[0].message)
    return figures_of(printed, leading_hint)


def figures_of(printed: Printed, leading_hint: float | None = None) -> LineFigures:
    """The figures of a tagged PDF; `leading_hint` is the body's leading in pt where it is known.

    Raises what pikepdf raises for a PDF that is not what it should be (`checks.pdf.MALFORMED`).
    """
    blocks = read_blocks(printed, read_glyphs(printed.pdf, printed.pages))
    blocks = join_fragments(blocks, IndentKnown(blocks))
    blocks = [block for block in blocks if block.where != "contents" and not _is_right_to_left(block.text)]
    judge, fonts = _Judge(blocks), printed.pages.fonts.values()
    flowing = [block for block in blocks if block.where in _FLOWING and len(block.lines) > 1]
    shares = judge.flush(flowing)
    for block in blocks:
        if block.where != "other":
            judge.look_closely(block)
    leading = leading_hint or judge.leading()
    grid, on_grid = judge.grid(leading)
    return LineFigures(
        pages=len(printed.pdf.pages),
        paragraphs=len(flowing),
        shares=shares,
        faults=tuple(judge.faults),
        ended=len(judge.ended),
        rigid=judge.rigid,
        ragged=judge.ragged,
        size=judge.columns.size,
        leading=leading,
        grid=grid,
        on_grid=on_grid,
        notdef="".join(font.to_unicode.get(code, "\ufffd") for font in fonts for code in font.missing),
        type3=tuple(sorted(font.name for font in fonts if font.subtype == "/Type3" and font.shown)),
    )


def _is_right_to_left(text: str) -> bool:
    return any("\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefe" for character in text)


# The judge -----------------------------------------------------------------------------------------

_Count: TypeAlias = dict[tuple[Where, bool], list[int]]


class _Judge:
    """Goes through the blocks of one PDF and notes what is at fault."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.marks = MarkBook()
        self.columns = Columns(blocks, self.marks)
        self.faults: list[Fault] = []
        self.ended: set[int] = set()
        self.rigid = 0
        self.ragged = 0

    def fault(
        self, kind: FaultKind, line: Line, where: Where, amount: float = 0.0, around: str = ""
    ) -> None:
        """Note a line at fault."""
        self.faults.append(Fault(kind, line.page + 1, where, line.text, round(amount, 2), around))

    # Flush lines ----------------------------------------------------------------------------------

    def flush(self, blocks: Sequence[Block]) -> tuple[Share, ...]:
        """The shares of flush lines of blocks that have more than one line."""
        surely: dict[Column, list[tuple[Line, float]]] = {}
        perhaps: dict[Column, list[tuple[Line, float]]] = {}
        for block in blocks:
            column, edge = self.columns.of(block), self.columns.edge(block)
            if edge is None or is_centred(block.lines):
                self.ragged += len(block.lines) - 1
                continue
            sure = self.columns.is_body_size(block) or block.where != "body"
            into = surely if sure and _is_of(HAN, block.text, 2) else perhaps
            into.setdefault(column, []).extend(self._deviations(block, edge))
        counts: _Count = {}
        for column, found in surely.items():
            self._count(column.where, found, counts)
        for column, found in perhaps.items():
            if sum(abs(off) <= FLUSH for _, off in found) * 2 >= len(found):
                self._count(column.where, found, counts)
            else:
                self.ragged += len(found)
        return tuple(Share(where, styled, *count) for (where, styled), count in sorted(counts.items()))

    def _deviations(self, block: Block, edge: float) -> Iterator[tuple[Line, float]]:
        """How far each line but the last is from the edge, in pt; lines ended by the author apart."""
        for line, following in pairwise(block.lines):
            ends = [end - edge for end in self.columns.ends(line)]
            off = min(ends, key=abs)
            last = line.glyphs[-1]
            if ends.index(off) == 1 and abs(off) <= FLUSH and self.marks.is_closing(last):
                self.fault("untrimmed", line, block.where, HALF * last.size, last.text)
            if off < -_ENDED * line.size and would_fit(following, -off):
                self.ended.add(id(line))
            elif off < -FLUSH and is_rigid(line):
                self.rigid += 1
            else:
                yield line, off

    def _count(self, where: Where, found: Sequence[tuple[Line, float]], counts: _Count) -> None:
        for line, off in found:
            count = counts.setdefault((where, line.styled), [0, 0])
            count[0] += 1
            if abs(off) <= FLUSH:
                count[1] += 1
            else:
                self.fault("not-flush", line, where, off)

    # What stands in lines -------------------------------------------------------------------------

    def look_closely(self, block: Block) -> None:
        """Note what is wrong in the lines of a block, after `flush` has told which its author ended."""
        solid = _is_of(HAN, block.text, 3)
        for line in block.lines:
            for kind, amount, around in faults_in_line(line, self.marks, spacing(line)):
                self.fault(kind, line, block.where, amount, around)
            if block.where != "heading" and self.columns.is_untrimmed(block, line):
                first = line.glyphs[0]
                self.fault("untrimmed", line, block.where, HALF * first.size, first.text)
        for line, place, around in starts_and_ends(block.lines, solid=solid, skipped=self.ended):
            self.fault(place, line, block.where, 0.0, around)
        if is_lone(block.lines) and id(block.lines[-2]) not in self.ended:
            self.fault("lone", block.lines[-1], block.where, 0.0, block.lines[-2].text[-6:])

    # The grid -------------------------------------------------------------------------------------

    def leading(self) -> float:
        """The step between most lines of the body, in pt; 0 if there are none."""
        steps = Counter(
            round(above.base - below.base, 1)
            for block in self.blocks
            if block.where == "body" and self.columns.is_body_size(block)
            for above, below in pairwise(block.lines)
            if above.page == below.page
        )
        return steps.most_common(1)[0][0] if steps else 0.0

    def grid(self, leading: float) -> tuple[int, int]:
        """How many lines there are in the body's size, and how many of them stand on the grid.

        The grid is one for all pages: that on which most of these lines stand.
        """
        lines = [
            (block, line)
            for block in self.blocks
            if block.where in _FLOWING and self.columns.is_body_size(block)
            for line in block.lines
        ]
        if not leading or not lines:
            return 0, 0
        phase = Counter(round(line.base % leading, 1) for _, line in lines).most_common(1)[0][0]
        off = [(line.base - phase + leading / 2) % leading - leading / 2 for _, line in lines]
        for (block, line), away in zip(lines, off, strict=True):
            if abs(away) > ON_GRID:
                self.fault("off-grid", line, block.where, away)
        return len(lines), sum(abs(away) <= ON_GRID for away in off)


def _is_of(script: re.Pattern[str], text: str, part: int) -> bool:
    """True if at least one letter of so many is of a script; for text without letters too."""
    letters = [character for character in text if character.isalnum()]
    return sum(1 for character in letters if script.match(character)) * part >= len(letters)
