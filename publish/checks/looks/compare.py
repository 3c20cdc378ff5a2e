"""Token by token, what several files have and how far that is from what it should be.

What it should be is said by the theme, or else by the first book or Word file that has it. A token is
counted only where a format can hold it: page and grid of an EPUB, and the colour of its plain text, are the
reader's.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple, TypeAlias, TypeGuard

import msgspec

from publish.checks.looks.fonts import roles_of
from publish.checks.looks.tokens import wanted_look, wanted_paper
from publish.checks.looks.values import Block, Look, Seen
from publish.theming.scripts import script_of
from publish.theming.theme import Theme

TOLERANCE = 0.01
"""The share by which a file may differ from the theme: roundings of formats are smaller."""

READERS = "reader's"
"""What is said of a token that the format leaves to its reader."""

BOLD_FROM = 600

Measure: TypeAlias = float | str | None

_PAPER = ("width", "height", "inner", "outer", "head", "foot", "measure", "lines", "leading")
_LOOK = (
    *("font", "size", "leading", "weight", "color", "align", "first_indent", "left", "right"),
    *("before", "after", "tracking", "background"),
)
_SPACES = frozenset({"before", "after"})
_LEAST_PLAY = 0.5
"""The share of a line by which a grid may cut a space: a baseline goes to the nearest line."""
_QUIET = frozenset({"", 0.0, "regular"})
"""Values that a table need not show where all agree on them."""

_LEAST, _TEXT = 1.0, 10.0
"""Lengths of less than so many pt are as good as none: theirs is a share of about the size of text."""


class Cell(msgspec.Struct, frozen=True):
    """What one file has; `deviation` is a share of what it should be, None where it is not counted."""

    value: str
    deviation: float | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether it is further off than any rounding."""
        return self.deviation is not None and self.deviation > TOLERANCE


class Row(msgspec.Struct, frozen=True):
    """A token in every file, and what it should be."""

    token: str
    wanted: str
    cells: tuple[Cell, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether any file differs."""
        return any(cell.is_wrong for cell in self.cells)


class Comparison(msgspec.Struct, frozen=True):
    """The tokens of several files beside each other; `files` are their names, in the order of cells."""

    files: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The tokens in which a file differs."""
        return tuple(row for row in self.rows if row.is_wrong)

    @property
    def counted(self) -> int:
        """How many values were compared."""
        return sum(cell.deviation is not None for row in self.rows for cell in row.cells)


def compare(seen: Sequence[Seen], theme: Theme | None) -> Comparison:
    """The tokens of these files beside those of the theme or, without one, of the first file."""
    columns = [_Column(each, theme) for each in seen]
    rows = (_row(token, columns, theme) for token in _tokens(columns, theme))
    return Comparison(tuple(each.name for each in seen), tuple(row for row in rows if row))


class _Token(NamedTuple):
    """What is compared: of the page, of the looks of a style key, or a heading's size beside the body's."""

    key: str
    name: str

    def __str__(self) -> str:
        if self.key == _PAGE:
            return "grid.leading" if self.name == "leading" else f"page.{self.name}"
        return f"{self.key}.{self.name.replace('_', '-')}"


_PAGE, _SCALE, _BODY = "page", "scale", "paragraph"


def _tokens(columns: Sequence["_Column"], theme: Theme | None) -> Iterator[_Token]:
    """All tokens that any file can show, in the theme's order."""
    shown = dict.fromkeys(key for column in columns for key in column.blocks)
    keys = [key for key in theme.styles if key in shown] if theme else list(shown)
    yield from (_Token(_PAGE, name) for name in _PAPER)
    yield from (_Token(key, name) for key in keys for name in _LOOK)
    headings = (key for key in keys if key.startswith("heading-") or key.endswith("title"))
    yield from (_Token(key, _SCALE) for key in headings)


def _wanted(token: _Token, theme: Theme) -> Measure:
    if token.key == _PAGE:
        found: Measure = getattr(wanted_paper(theme), token.name)
        return float(found) if isinstance(found, int) else found
    look = wanted_look(theme, token.key)
    if token.name == _SCALE:
        return _ratio(look.size, theme.size)
    return look.families[0] if token.name == "font" else _value(look, token.name)


# Columns -------------------------------------------------------------------------------------------


class _Column:
    """A file's blocks by style key, those only that stand where such blocks usually do."""

    def __init__(self, seen: Seen, theme: Theme | None) -> None:
        self.seen = seen
        self.theme = theme
        self.printed = seen.format == "pdf"
        self.blocks: dict[str, list[Block]] = {}
        for block in seen.blocks:
            if block.plain:
                self.blocks.setdefault(block.key, []).append(block)

    def value(self, token: _Token, wanted: Measure) -> Measure:
        """What the file has: of several values the one that is furthest off what is wanted.

        Only what is measured on pages, and not written in a file, is what most blocks have.
        """
        if token.key == _PAGE:
            return getattr(self.seen.paper, token.name) if self.seen.paper else None
        if token.name == _SCALE:
            return _ratio(self.look(token.key, "size", None), self.look(_BODY, "size", None))
        return self.font(token.key, wanted) if token.name == "font" else self.look(*token, wanted)

    def font(self, key: str, wanted: Measure) -> Measure:
        """The role of the font of these blocks, or its name if it is none's."""
        found: Counter[str] = Counter()
        for families in (
            block.look.families for block in self.blocks.get(key, ()) if self.tells_font(block)
        ):
            roles = roles_of(families, self.theme)
            if families:
                found[str(wanted if wanted in roles else (*roles, families[0])[0])] += 1
        return self.word(found, wanted)

    def tells_font(self, block: Block) -> bool:
        """Whether a font's name is enough to know its role: alphabets have italics where Chinese has Kai,
        so without a theme only the script of the main language tells.
        """
        return self.theme is not None or script_of(block.lang) == script_of(self.seen.lang)

    def look(self, key: str, name: str, wanted: Measure) -> Measure:
        """A number or a word of the looks of these blocks."""
        found = [self.measured(block, name) for block in self.blocks.get(key, ())]
        numbers = [value for value in found if isinstance(value, float)]
        if not numbers:
            return self.word(Counter(value for value in found if isinstance(value, str)), wanted)
        if self.printed:
            return median(numbers)
        goal = wanted if isinstance(wanted, float) else Counter(numbers).most_common(1)[0][0]
        return max(numbers, key=lambda value: abs(value - goal))

    def measured(self, block: Block, name: str) -> Measure:
        """What a block has, its first-line indent as if it stood in Chinese: each script has its share."""
        value = _value(block.look, name)
        if name != "first_indent" or not isinstance(value, float) or value <= 0:
            return value
        lang = block.lang or self.seen.lang
        if self.theme is None:
            return value if script_of(lang) == script_of(self.seen.lang) else None
        share = self.theme.indent_share(lang)
        return value / share if share else None

    def word(self, found: Counter[str], wanted: Measure) -> Measure:
        """The word for most of these blocks or, where it is written in a file, one that is not wanted."""
        others = [value for value, _ in found.most_common() if value != wanted]
        if self.printed or wanted is None or not others:
            return found.most_common(1)[0][0] if found else None
        return others[0]

    def absent(self, token: _Token) -> str:
        """What is said of a token that the file does not have."""
        readers = self.seen.format == "epub" and (token.key == _PAGE or token.name == "color")
        return READERS if readers else ""

    def play(self, token: _Token, wanted: Measure) -> float:
        """By how much a grid may have added to a space, in pt: to one that is no whole number of lines, or
        between blocks that are no whole lines high.
        """
        grid = self.seen.paper.leading if self.printed and self.seen.paper else None
        if token.name not in _SPACES or not grid or not isinstance(wanted, float):
            return 0.0
        beyond = wanted % grid
        if min(beyond, grid - beyond) > TOLERANCE * grid:
            return grid
        return max((block.look.play for block in self.blocks.get(token.key, ())), default=0.0)


def _value(look: Look, name: str) -> Measure:
    if name == "weight":
        return None if look.weight is None else "bold" if look.weight >= BOLD_FROM else "regular"
    found: Measure = getattr(look, name)
    return float(found) if isinstance(found, int) else found


def _ratio(size: Measure, body: Measure) -> Measure:
    return size / body if isinstance(size, float) and isinstance(body, float) and body else None


# Rows ----------------------------------------------------------------------------------------------


def _row(token: _Token, columns: Sequence[_Column], theme: Theme | None) -> Row | None:
    """The row of a token; none where nobody has it or all agree on nothing at all."""
    wanted = _wanted(token, theme) if theme else None
    if wanted is None:
        wanted = _said_first(token, columns)
    found = [column.value(token, wanted) for column in columns]
    shown = {value for value in found if value is not None}
    if wanted is None or not shown or {*shown, wanted} <= _QUIET:
        return None
    unit = "" if token.name in ("lines", _SCALE) else " pt"
    cells = [
        Cell(column.absent(token))
        if value is None
        else _cell(value, wanted, unit, column.play(token, wanted))
        for column, value in zip(columns, found, strict=True)
    ]
    return Row(str(token), _shown(wanted, unit), tuple(cells))


def _said_first(token: _Token, columns: Sequence[_Column]) -> Measure:
    """What the first file has that writes its looks; a PDF, in which they are measured, comes last."""
    ordered = sorted(columns, key=lambda column: column.printed)
    values = (column.value(token, None) for column in ordered)
    return next((value for value in values if value is not None), None)


def _cell(found: Measure, wanted: Measure, unit: str, play: float) -> Cell:
    text, off = _shown(found, unit), _deviation(found, wanted)
    moved = found - wanted if isinstance(found, float) and isinstance(wanted, float) else 0.0
    if play and off > TOLERANCE and -_LEAST_PLAY * play <= moved < play:
        return Cell(f"{text} (grid)", 0.0)
    return Cell(text, off)


def _shown(value: Measure, unit: str) -> str:
    return f"{round(value, 2):g}{unit}" if isinstance(value, float | int) else str(value) or "none"


def _deviation(found: Measure, wanted: Measure) -> float:
    """How far a value is off, as a share: of the length, of the range of colours; 1 for another word."""
    if isinstance(found, float | int) and isinstance(wanted, float | int):
        return abs(found - wanted) / (abs(wanted) if abs(wanted) >= _LEAST else _TEXT)
    if _is_color(found) and _is_color(wanted):
        return max(abs(a - b) for a, b in zip(_channels(found), _channels(wanted), strict=True)) / 255
    return 0.0 if found == wanted else 1.0


def _is_color(value: Measure) -> TypeGuard[str]:
    return isinstance(value, str) and re.fullmatch("#[0-9a-f]{6}", value) is not None


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))
