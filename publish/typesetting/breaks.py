"""Where the lines of a row end: the places there are, what each costs, and the choice among them.

Follows clreq 3.1.3 (prohibition at line ends) through `punctuation`, JLREQ 3.8 (justification), and
UAX #14 for addresses; words are parted only where lines would be loose without it.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from publish.model import Code
from publish.typesetting.fit import (
    BLANK_STRETCH,
    CHARACTER_STRETCH,
    TOLERABLE,
    Measure,
    Places,
    fit_balanced,
    fit_justified,
    fit_ragged,
)
from publish.typesetting.hyphenation import HYPHEN, LEAST, WIDE_HYPHEN_TRIM, hyphenation_points
from publish.typesetting.phrases import phrase_costs
from publish.typesetting.punctuation import (
    LATIN_LETTERS,
    NEVER,
    NO_LINE_START,
    UNIT,
    Kind,
    break_costs,
)
from publish.typesetting.rows import HAN, Row, is_solid
from publish.typesetting.setting import Setting

_IN_WORD_OF_SOLID, _IN_WORD = 120.0, 70.0
"""What parting a word costs, among Han characters and in an alphabet."""
_IN_ADDRESS = 40.0
_INSIDE_ADDRESS = 1_000.0
_FORCED = 2_000.0
_LONG_RUN = 1 / 3  # of the measure: beyond it a run may be broken behind the signs of an address
_LONG_PIECE = 1 / 5  # and an address anywhere, where nothing else could fill a line

_LONG_ADDRESS = re.compile(r"(?=[!-~]*[\d/_.])[!-~]{12,}")
_IN_ADDRESSES = frozenset({Kind.LETTER, Kind.DIGIT})
_KEPT = 3  # characters of an address that are not parted at its ends
_ADDRESS = re.compile("[/?&=_.#:;,+@)-]")
# A number and the blank before what it counts: Han characters, or the sign of a unit (BIPM, SI Brochure).
_BEFORE_UNIT = re.compile(
    rf"\d[ \u00a0](?={HAN.pattern}|(?:[kKMGTPµμmcdhn]?(?:m|g|s|t|W|Wh|V|A|Hz|B|b|bit|bps|L|l|J|Pa|K|N|Ω)"
    r"|km/h|m/s|min|h|dB|ppm|px|pt|em|°C|°F|mol|cal|kcal)[²³]?(?!\w))"
)
# Plain words: not the parts of addresses, names of files and identifiers, which a hyphen would falsify.
_JOINED = r"[\w/@#&=+~%\\]"
_WORD = re.compile(rf"(?<!{_JOINED})(?<!\w[._:-])[^\W\d_]{{{LEAST},}}(?!{_JOINED}|[._:-]\w)")
# Among Han characters, which are letters to a pattern, too, words are those of alphabets.
_LETTER_AMONG_HAN = rf"[{LATIN_LETTERS}]"
_INSIDE_NAME = re.compile("(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_JOINED_AMONG_HAN = rf"[0-9_{LATIN_LETTERS}/@#&=+~%\\]"
_WORD_AMONG_HAN = re.compile(
    rf"(?<!{_JOINED_AMONG_HAN})(?<![0-9_{LATIN_LETTERS}][._:-]){_LETTER_AMONG_HAN}{{{LEAST},}}"
    rf"(?!{_JOINED_AMONG_HAN}|[._:-][0-9_{LATIN_LETTERS}])"
)
_PAUSES = frozenset("—：；。！？…|｜:;.!?")
_READ = frozenset({Kind.HAN, Kind.SMALL, Kind.LETTER, Kind.DIGIT, Kind.HANGUL, Kind.OBJECT})
_AFTER_MARKS = frozenset({Kind.STOP, Kind.CLOSING, Kind.LATIN_STOP, Kind.LATIN_CLOSING})
_BARS = frozenset("|｜/／&＆+")
_WITHOUT_PAUSE = 24.0
"""What ending a line of a heading costs anywhere but at a pause: as much as lines a quarter uneven."""
_AT_BLANK, _AT_MARK, _AT_WORD, _AT_BAR = 3.0, 4.0, 12.0, 60.0
"""What ending a line of a heading costs at a blank, at a mark, beside a word of an alphabet, and before a
bar, which goes with what it ends.
"""
_FULL_WIDTH = 0.9  # em: a hyphen as wide as this stands in a square
_ENGLISH = "en"  # what words among Han characters mostly are


class Breaks(NamedTuple):
    """The places where the lines of a row end, at which of its places a hyphen is drawn, and the width of
    its first line in pt.
    """

    ends: list[int]
    hyphens: frozenset[int]
    first: float


def find_breaks(row: Row, setting: Setting, first: float) -> Breaks:
    """The best line ends of a row; `first` is the width of its first line in pt."""
    chooser = _Chooser(row, setting, first)
    ends = chooser.choose()
    if setting.hyphenate and chooser.is_loose(ends) and chooser.part_words():
        ends = chooser.choose()
    return Breaks(ends, frozenset(chooser.hyphens), first)


class _Chooser:
    def __init__(self, row: Row, setting: Setting, first: float) -> None:
        self.row = row
        self.setting = setting
        self.first = first
        self.hyphens = {
            place
            for place, kind in enumerate(row.kinds, 1)
            if kind == Kind.SOFT_HYPHEN and place < len(row.kinds)
        }
        self.costs = break_costs(row.kinds, setting.kinsoku)
        for place in self.hyphens:
            self.costs[place] = _IN_WORD
        for found in _BEFORE_UNIT.finditer(row.text):
            self.costs[found.end()] = max(self.costs[found.end()], UNIT)
        self.open_up()

    # Places ---------------------------------------------------------------------------------------

    def open_up(self) -> None:
        """Find places in runs that have none and are long, or even wider than a line."""
        edges, costs, start = self.row.edges, self.costs, 0
        long, too_long = self.setting.measure * _LONG_RUN, min(self.setting.measure, self.first)
        for place in range(1, len(costs) + 1):
            if place < len(costs) and costs[place] == NEVER:
                continue
            if edges[place] - edges[start] > long:
                self.open_run(start, place, forced=edges[place] - edges[start] > too_long)
            start = place
        self.open_addresses()

    def open_addresses(self) -> None:
        """Places anywhere in long addresses and the like, for lines that nothing else could fill."""
        edges = self.row.edges
        for found in _LONG_ADDRESS.finditer(self.row.text):
            start, end = found.span()
            if edges[end] - edges[start] <= self.setting.measure * _LONG_PIECE:
                continue
            for place in range(start + _KEPT, end - _KEPT):
                if self.costs[place] == NEVER and {*self.row.kinds[place - 1 : place + 1]} <= _IN_ADDRESSES:
                    self.costs[place] = _INSIDE_ADDRESS

    def open_run(self, start: int, end: int, *, forced: bool) -> None:
        """Places behind the signs of an address, or anywhere if it must be."""
        row = self.row
        for place in range(start + 1, end):
            if row.kinds[place] in (Kind.ATTACHED, Kind.BLANK) or not row.advances[place]:
                continue
            if _ADDRESS.match(row.text, place - 1) and row.kinds[place] in (Kind.LETTER, Kind.DIGIT):
                self.costs[place] = _IN_ADDRESS
            elif forced and row.kinds[place] not in NO_LINE_START:
                self.costs[place] = _FORCED

    def part_words(self) -> bool:
        """Add the places where words may be parted; False if there are none."""
        points, in_names = [], []
        for found in (_WORD_AMONG_HAN if self.row.solid else _WORD).finditer(self.row.text):
            leaf = self.row.leaf_at(found.start())
            if isinstance(leaf.inline, Code) or leaf.end < found.end() or HAN.match(found[0]):
                continue
            if not (found[0].islower() or found[0].istitle()):
                # A hyphen falsifies a name such as OpenStreetMap: only for lines that nothing else fills.
                in_names += [found.start() + part.start() for part in _INSIDE_NAME.finditer(found[0])]
                continue
            lang = _ENGLISH if is_solid(leaf.face.lang) else leaf.face.lang
            points += [found.start() + point for point in hyphenation_points(found[0], lang)]
        for point in points:
            self.costs[point] = min(self.costs[point], _IN_WORD_OF_SOLID if self.row.solid else _IN_WORD)
        for point in in_names:
            self.costs[point] = min(self.costs[point], _INSIDE_ADDRESS)
        self.hyphens.update(points, in_names)
        return bool(points or in_names)

    # The choice -----------------------------------------------------------------------------------

    def choose(self) -> list[int]:
        """The places of the line ends."""
        row, setting = self.row, self.setting
        here = [0, *(place for place, cost in enumerate(self.costs) if cost != NEVER), len(row.text)]
        inks = [row.ink_end(place) for place in here]
        places = Places(
            [row.begin(place) for place in here],
            [row.edges[ink - 1] + self.tail(ink, place) for ink, place in zip(inks, here, strict=True)],
            [0.0, *(self.costs[place] for place in here[1:-1]), 0.0],
            [row.spaced[place] for place in here],
            [row.spaced[ink] - row.last_unit(ink) for ink in inks],
            [row.blanks[place] for place in here],
            [row.blanks[ink] for ink in inks],
            frozenset(number for number, place in enumerate(here) if place in self.hyphens),
        )
        size = setting.size
        lonely = bisect_left(here, self.last_character()) if row.solid else len(here)
        room = Measure(self.first, setting.measure, size, lonely, 2 * size)
        if setting.align == "justify":
            chosen = fit_justified(places, room)
        elif setting.balance:
            chosen = fit_balanced(places, room, lambda: self.tastes(here))
        else:
            chosen = fit_ragged(places, room)
        return [here[place] for place in chosen]

    def last_character(self) -> int:
        """From where on there is but one character that is read: the marks around it keep it no company."""
        read = (place for place in range(len(self.row.text), 0, -1) if self.row.kinds[place - 1] in _READ)
        next(read, 0)
        return next(read, 1)

    def tail(self, ink: int, place: int) -> float:
        """How wide the last character of a line is that ends here, with its hyphen."""
        width = self.row.tail(ink)
        return width + hyphen_width(self.row, place) if place in self.hyphens else width

    def tastes(self, here: list[int]) -> list[float]:
        """How badly a heading breaks at each place: behind a pause not at all, inside a word most."""
        phrases = phrase_costs(self.row.text, self.setting.lang)
        return [self.taste(place, phrases) for place in here]

    def taste(self, place: int, phrases: Sequence[float]) -> float:
        """How badly a heading breaks at a place, of whose language the phrases' costs are given or none."""
        row = self.row
        if place in (0, len(row.text)):
            return 0
        ink = row.ink_end(place)
        if row.text[ink - 1] in _PAUSES and row.text[place] not in _BARS:
            return 0
        return _WITHOUT_PAUSE + self.taste_without_pause(place, ink, phrases)

    def taste_without_pause(self, place: int, ink: int, phrases: Sequence[float]) -> float:
        """How badly a heading breaks where nobody pauses, as they do at a colon."""
        row = self.row
        if row.text[place] in _BARS:
            return _AT_BAR
        if row.kinds[place - 1] == Kind.BLANK:
            return _AT_BLANK
        if row.kinds[ink - 1] in _AFTER_MARKS or row.kinds[place] == Kind.OPENING:
            return _AT_MARK
        if not phrases or not (HAN.match(row.text, place - 1) and HAN.match(row.text, place)):
            return _AT_WORD
        return phrases[place]

    def is_loose(self, ends: list[int]) -> bool:
        """True if a line is so loose that words had better be parted."""
        start = 0
        for end in ends[:-1]:
            slack = line_slack(self.row, start, end, self.setting.measure if start else self.first)
            gaps, blanks = elastic(self.row, start, end)
            give = (gaps * CHARACTER_STRETCH + blanks * BLANK_STRETCH) * self.setting.size
            if slack > (
                TOLERABLE * give if self.setting.align == "justify" else 0.2 * self.setting.measure
            ):
                return True
            start = end
        return False


# A line --------------------------------------------------------------------------------------------


def hyphen_width(row: Row, place: int) -> float:
    """How much of the line a hyphen takes that is drawn before a place, in pt."""
    return _drawn_hyphen(row, place) - 2 * hyphen_trim(row, place)


def hyphen_trim(row: Row, place: int) -> float:
    """What that hyphen gives up on either side, in pt, where the font has it in full width."""
    size = row.leaf_at(place - 1).face.size
    return WIDE_HYPHEN_TRIM * size if _drawn_hyphen(row, place) > _FULL_WIDTH * size else 0.0


def _drawn_hyphen(row: Row, place: int) -> float:
    return row.measurer.width(HYPHEN, row.leaf_at(place - 1).face, "words" if row.solid else "plain") or 0.0


def line_slack(row: Row, start: int, end: int, width: float, hyphen: bool = False) -> float:
    """What a line lacks to be as wide as this, in pt."""
    ink = row.ink_end(end, start)
    ends = row.edges[ink - 1] + row.tail(ink) + (hyphen_width(row, end) if hyphen else 0.0)
    return width - (ends - row.begin(start))


def elastic(row: Row, start: int, end: int) -> tuple[int, int]:
    """How many gaps between characters, and how many blanks, a line has."""
    ink = row.ink_end(end, start)
    return row.spaced[ink] - row.spaced[start] - row.last_unit(ink), row.blanks[ink] - row.blanks[start]
