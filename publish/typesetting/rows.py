"""A row of text measured: what stands where, and how wide it is.

A row is what stands between two line ends of the author's. It is cut into segments that are drawn each in
one way; in Chinese and Japanese, words of alphabets and numbers are segments of their own.

Follows clreq 3.1.6 and 3.3 and JLREQ 3.1.4: quarter ems between Han characters and words, marks squeezed
against each other, their blank halves given up at line starts and ends.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

import msgspec

from publish.model import Code, Note
from publish.typesetting.inlines import Leaf, Uncomposable
from publish.typesetting.measure import Manner, Measurer
from publish.typesetting.punctuation import LATIN_LETTERS, Kind, kinds
from publish.typesetting.setting import TIGHT, Setting

_SOLID = frozenset({"zh", "ja", "yue", "lzh", "wuu"})


def is_solid(lang: str) -> bool:
    """True for languages set solid: full-width characters without blanks between words."""
    return lang.lower().replace("_", "-").partition("-")[0] in _SOLID


# Scripts whose letters join, are put in another order or are broken by dictionary, and those that run from
# right to left: Hebrew to Myanmar, Khmer and its neighbours, and the higher planes.
_NOT_OURS = re.compile(
    "[\u0590-\u109f\u1700-\u1c7f\u1cc0-\u1cff\u200e\u200f\u2066-\u2069\ua800-\ua95f\ua980-\uabff"
    "\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00011fff\U0001e800-\U0001efff]"
)

# What stands among Han characters as a word: letters, numbers and the signs that belong to them.
_LETTERS = "!-~\u00a2-\u00a5\u00a7\u00a9\u00ae\u00b0-\u00b5\u00b9\u00ba\u00bc-\u052f\u1e00-\u1fff"
_SIGNS = "\u2010-\u2013\u2030\u20ac\u2103\u2116\u2122"
# Emoji and dingbats come from fonts of their own: blanks beside them would be spaced once and a half too.
_PICTURES = "\u20e3\u2607-\u260d\u260f-\u263f\u2648-\u27bf\u2b50\ufe0f\u200d\U0001f000-\U0001faff"
_OF_WORDS = f"[{_LETTERS}{_SIGNS}{_PICTURES}]"
_APOSTROPHE = f"(?<=[{LATIN_LETTERS}])’(?=[{LATIN_LETTERS}])"
# With the blanks around them: where a run of spaced characters begins or ends with a blank, WeasyPrint 70
# spaces it once and a half.
_WORDS = re.compile(
    f"[ \u00a0]?{_OF_WORDS}(?:{_OF_WORDS}|{_APOSTROPHE}|[ \u00a0](?={_OF_WORDS}))*[ \u00a0]?"
)
_QUARTER = re.compile("[0-9A-Za-z%‰°℃\u00c0-\u052f\u1e00-\u1fff]")
HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""An ideograph or kana."""

_MARKS = frozenset({Kind.OPENING, Kind.CLOSING, Kind.STOP, Kind.MIDDLE})
_CLOSE_UP = frozenset({Kind.OPENING, Kind.CLOSING, Kind.STOP})
_TRIMMED = 0.8  # em: how wide a mark is at most that has given up what stands behind its ink
_KANA = re.compile("[\u3040-\u30ff]")
# Between a mark and a closing bracket where there are kana: Pango takes the bracket for one of the script
# that its opening one stands in, and what is of two scripts is not kerned.
_APART = re.compile("[、。，．！？”’）》」』】〕｝］](?=[”’）》」』】〕｝］])")
_HUNG = re.compile("[、。，．]")
_BLANKS = frozenset(" \u00a0")
_SAME = 1e-6  # pt


class Segment(msgspec.Struct):
    """A part of one leaf that is drawn in one way: `latin` for words among Han characters.

    `before` and `after`: whether a quarter em stands there.
    """

    start: int
    end: int
    leaf: int
    latin: bool = False
    before: bool = False
    after: bool = False


class Row:
    """A row and its measures, in pt.

    kinds     what each character is
    advances  how far each moves on, with the kerning, gap or squeeze before its neighbour
    tails     how wide each is where it is the last of a line
    heads     what marks give up at the start of a line
    units     1 for what letter-spacing stands after
    tight     where the squeeze between two marks must be asked for
    """

    def __init__(self, text: str, leaves: Sequence[Leaf], setting: Setting, measurer: Measurer) -> None:
        if _NOT_OURS.search(text):
            raise Uncomposable
        self.text = text
        self.leaves = leaves
        self.measurer = measurer
        self.solid = is_solid(setting.lang)
        self.tracking = setting.tracking * setting.size
        self.kana = bool(_KANA.search(text))
        self.segments = list(self._segments())
        self.kinds = kinds(text, solid=self.solid)
        for leaf in leaves:
            if isinstance(leaf.inline, Note):
                self.kinds[leaf.start] = Kind.ATTACHED
        self.advances: list[float] = []
        self.tails: list[float] = []
        self.units: list[int] = []
        self.heads: dict[int, float] = {}
        self.tight: set[int] = set()
        self._measure()
        if self.solid:
            self._marks()
            self._tighten()
            self._gaps(setting.gap)
            if setting.hanging and setting.align == "justify":
                self._hang()

    @cached_property
    def edges(self) -> list[float]:
        """Where each character begins, and at last where the row ends."""
        return [0.0, *accumulate(self.advances)]

    @cached_property
    def spaced(self) -> list[int]:
        """How many characters before each are letter-spaced."""
        return [0, *accumulate(self.units)]

    @cached_property
    def blanks(self) -> list[int]:
        """How many blanks stand before each character."""
        return [0, *accumulate(1 if character in _BLANKS else 0 for character in self.text)]

    def leaf_at(self, place: int) -> Leaf:
        """The leaf that a character stands in."""
        return self.leaves[bisect_right(self._starts, place) - 1]

    @cached_property
    def _starts(self) -> list[int]:
        return [leaf.start for leaf in self.leaves]

    def tail(self, ink: int) -> float:
        """How wide the character before a place is where a line ends there, in pt.

        A letter of a word that is parted is not kerned with the next one.
        """
        last = ink - 1
        if (
            not 0 < ink < len(self.text)
            or self.units[last]
            or self.text[ink] in _BLANKS
            or last in self.heads
        ):
            return self.tails[last]
        leaf = self.leaf_at(last)
        if (
            leaf.width is not None
            or ink >= leaf.end
            or not (self.advances[last] or self._goes_with_the_last(last))
        ):
            return self.tails[last]
        first = last
        while first > leaf.start and self._goes_with_the_last(first):
            first -= 1
        alone = self._alone(first, ink)
        return self.tails[last] if alone is None else alone + self.edges[first] - self.edges[last]

    def last_unit(self, ink: int) -> int:
        """1 if letter-spacing stands after the last character of a line, where nothing is to be spaced.

        What has no width (the second of two joined dashes) is drawn with what stands before it.
        """
        last = ink - 1
        while last > 0 and not self.advances[last]:
            last -= 1
        return self.units[last]

    def begin(self, place: int) -> float:
        """Where the ink of a line that begins here begins, in pt along the row.

        A mark gives up its blank half; letters that are drawn as part of the one before them (a ligature)
        have no width in the row, but have one at the start of a line.
        """
        begin = self.edges[place] + self.heads.get(place, 0.0)
        end = place
        while end < len(self.text) and self._goes_with_the_last(end):
            end += 1
        return begin - (self._alone(place, end) or 0.0) if end > place else begin

    def parted_ligatures(self, start: int, end: int) -> tuple[int, float]:
        """How many letters of a line are drawn as part of the one before them, and by how much it is wider
        in pt where letters are spaced: then nothing is joined.
        """
        joined = [place for place in range(start + 1, end) if self._goes_with_the_last(place)]
        wider = 0.0
        for first, last in _stretches(joined):
            apart = sum(self._alone(place, place + 1) or 0.0 for place in range(first - 1, last + 1))
            wider += apart - self.advances[first - 1]
        return len(joined), wider

    def _goes_with_the_last(self, place: int) -> bool:
        return not self.advances[place] and self.kinds[place] == Kind.LETTER

    def _alone(self, start: int, end: int) -> float | None:
        """How wide some letters are with nothing before and after them, in pt."""
        leaf = self.leaf_at(start)
        manner: Manner = "words" if self.solid and not isinstance(leaf.inline, Code) else "plain"
        alone = self.measurer.alone(self.text[start:end], leaf.face, manner)
        return None if alone is None else alone * leaf.face.size

    def ink_end(self, place: int, start: int = 0) -> int:
        """Where the last character before a place ends that is no blank; after `start` at least."""
        while place > start + 1 and self.kinds[place - 1] in (Kind.BLANK, Kind.GAP):
            place -= 1
        return place

    def is_squeezed(self, place: int) -> bool:
        """True for a full-width mark that kerning draws to the next one."""
        if not self.units[place] or self.kinds[place] not in _MARKS:
            return False
        return self.advances[place] < 0.75 * self.leaf_at(place).face.size

    # Segments -------------------------------------------------------------------------------------

    def _segments(self) -> Iterator[Segment]:
        for number, leaf in enumerate(self.leaves):
            if leaf.width is not None or not self.solid:
                yield Segment(leaf.start, leaf.end, number)
            elif not is_solid(leaf.face.lang) or (
                isinstance(leaf.inline, Code) and not HAN.search(self.text, leaf.start, leaf.end)
            ):
                yield Segment(leaf.start, leaf.end, number, latin=True)
            else:
                yield from self._words(number, leaf)

    def _words(self, number: int, leaf: Leaf) -> Iterator[Segment]:
        place = leaf.start
        for found in _WORDS.finditer(self.text, leaf.start, leaf.end):
            if found.start() > place:
                yield from self._between(number, place, found.start(), leaf)
            yield Segment(found.start(), found.end(), number, latin=True)
            place = found.end()
        if place < leaf.end:
            yield from self._between(number, place, leaf.end, leaf)

    def _between(self, number: int, start: int, end: int, leaf: Leaf) -> Iterator[Segment]:
        """What stands between words; a blank at an end of the leaf apart."""
        if start == leaf.start and self.text[start] in _BLANKS:
            yield Segment(start, start + 1, number, latin=True)
            start += 1
        last = end - 1 if end == leaf.end and self.text[end - 1] in _BLANKS else end
        if self.kana:
            for found in _APART.finditer(self.text, start, last):
                yield Segment(start, found.end(), number)
                start = found.end()
        if start < last:
            yield Segment(start, last, number)
        if start <= last < end:
            yield Segment(last, end, number, latin=True)

    # Widths ---------------------------------------------------------------------------------------

    def _measure(self) -> None:
        for segment in self.segments:
            leaf = self.leaves[segment.leaf]
            if leaf.width is not None:
                self.advances.append(leaf.width)
                self.tails.append(leaf.width)
                self.units.append(0)
                continue
            manner = self._manner(segment, leaf)
            part = self.text[segment.start : segment.end]
            advances = self.measurer.advances(part, leaf.face, manner)
            if advances is None:
                raise Uncomposable
            size = leaf.face.size
            tracking = 0.0 if segment.latin else leaf.face.tracking * size
            own = (
                abs(tracking - self.tracking) > _SAME and not segment.latin
            )  # which a line's does not change
            unit = 1 if self.solid and not segment.latin and not own else 0
            self.tails += [advance * size for advance in advances]
            self.advances += [advance * size + tracking if advance else 0.0 for advance in advances]
            self.units += [unit if advance else 0 for advance in advances]

    def _manner(self, segment: Segment, leaf: Leaf) -> Manner:
        if segment.latin:
            return "plain" if isinstance(leaf.inline, Code) else "words"
        return "solid" if self.solid else "plain"

    def _marks(self) -> None:
        for segment in self.segments:
            leaf = self.leaves[segment.leaf]
            if segment.latin or leaf.width is not None:
                continue
            for place in range(segment.start, segment.end):
                if self.kinds[place] in _MARKS:
                    before, after = self.measurer.trims(self.text[place], leaf.face)
                    if before:
                        self.heads[place] = before * leaf.face.size
                    if before or after:
                        self.tails[place] = (1 - after) * leaf.face.size
                    elif self.is_squeezed(place):
                        # At the end of a line no kerning draws it to the next one.
                        alone = self.measurer.alone(self.text[place], leaf.face, "solid") or 0.0
                        self.tails[place] = alone * leaf.face.size

    def _tighten(self) -> None:
        """Close up neighbouring marks that stand in different runs, where no kerning reaches them."""
        for segment, following in zip(self.segments, self.segments[1:], strict=False):
            left, right = segment.end - 1, following.start
            if segment.latin or self.kinds[left] not in _CLOSE_UP or self.kinds[right] not in _CLOSE_UP:
                continue
            size = self.leaves[segment.leaf].face.size
            opening = self.kinds[left] == Kind.OPENING
            closing = not opening and self.tails[left] <= _TRIMMED * size
            if not following.latin and (closing or right in self.heads):
                self.tight.add(left)
                self.advances[left] -= TIGHT * size

    def _hang(self) -> None:
        """Stops and commas take no room at line ends (clreq 3.1.3, JLREQ 3.8.2)."""
        for place in _HUNG.finditer(self.text):
            if self.units[place.start()]:
                self.tails[place.start()] = 0.0

    def _gaps(self, em: float) -> None:
        text = self.text
        for segment in self.segments:
            if not segment.latin:
                continue
            start, end = segment.start, segment.end
            gap = em * self.leaves[segment.leaf].around
            if start and HAN.match(text, start - 1) and _QUARTER.match(text, start):
                segment.before = True
                self.advances[start - 1] += gap
            if end < len(text) and HAN.match(text, end) and _QUARTER.match(text, end - 1):
                segment.after = True
                self.advances[end - 1] += gap


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of the places that follow each other."""
    for number, place in enumerate(places):
        if not number or places[number - 1] != place - 1:
            first = place
        if number + 1 == len(places) or places[number + 1] != place + 1:
            yield first, place
