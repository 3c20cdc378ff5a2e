"""Finding a row of steps in the text of a built file, and where the two part ways if they do."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import dropwhile

from publish.checks.steps import Either, Slot, Step, Words

_SHAPED_SHARE = 0.7
"""Of the characters of a shaped text, how many must stand where it stands; so many others may."""


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a file stops saying what it should: after `at` characters it should go on with `expected`."""

    at: int
    expected: str


class PartingError(Exception):
    """The steps do not stand there."""

    def __init__(self, at: int, expected: str) -> None:
        super().__init__(expected)
        self.parting = Parting(at, expected)


def match(steps: Sequence[Step], text: str, start: int) -> int:
    """Where the steps end that begin at `start`; they are as `joined` makes them. Raises `PartingError`."""
    at, slots = _advance(steps, text, start, "")
    return _slots_end(slots, text, at)


def find(
    steps: Sequence[Step], text: str, start: int, may_end: Callable[[int], bool] = lambda at: True
) -> tuple[int, int]:
    """Where the steps begin and end, not before `start` and where they may end.

    Raises `PartingError`, of several places where the steps may begin that of the one that goes furthest.
    """
    steps = list(dropwhile(lambda step: isinstance(step, Slot), steps))
    if not steps:
        return start, start
    for known in _KNOWN_BY:
        furthest, matched = None, -1
        for at in _beginnings(steps, text, start, known):
            try:
                end = match(steps, text, at)
                if may_end(end):
                    return at, end
                raise PartingError(end, "")
            except PartingError as error:
                if error.parting.at - at > matched:
                    furthest, matched = error, error.parting.at - at
        if furthest is not None:
            raise furthest
    raise PartingError(start, _first_words(steps[0])[0])


_KNOWN_BY = (24, 6, 2)
"""By how many of its first characters a text is looked for; by fewer if it is not found."""


def _beginnings(steps: Sequence[Step], text: str, start: int, known: int) -> Iterator[int]:
    """Where the steps may begin. Shaped text is counted back from the words that follow it."""
    before = 0
    for step in steps:
        if isinstance(step, Words) and step.shaped:
            before += len(step.text)
        elif not isinstance(step, Slot):
            places = (_places(text, words[:known], start) for words in _first_words(step))
            yield from (max(place - before, start) for place in merge(*places))
            return
    yield start


def _first_words(step: Step) -> list[str]:
    """What may be read first where this step stands."""
    match step:
        case Words(text):
            return [text]
        case Either(rows):
            return [words for row in rows for words in _first_words(row[0])]
        case Slot():
            return [""]


def _places(text: str, words: str, at: int) -> Iterator[int]:
    while (at := text.find(words, at)) >= 0:
        yield at
        at += 1


# Step by step --------------------------------------------------------------------------------------


def _advance(steps: Sequence[Step], text: str, at: int, slots: str) -> tuple[int, str]:
    """Where the steps end, and what slots were still open there."""
    for number, step in enumerate(steps):
        match step:
            case Slot(pattern):
                slots += pattern
            case Words(words, False):
                at, slots = _after(words, slots, text, at), ""
            case Words():
                at, slots = _after_shaped(step, steps[number + 1 :], text, at), ""
            case Either(rows):
                at, slots = _either(rows, text, at, slots)
    return at, slots


def _either(rows: Sequence[Sequence[Step]], text: str, at: int, slots: str) -> tuple[int, str]:
    """Behind the row that reads furthest, what fills its last slots included."""
    ends: list[tuple[int, str]] = []
    partings: list[PartingError] = []
    for row in rows:
        try:
            ends.append(_advance(row, text, at, slots))
        except PartingError as error:
            partings.append(error)
    if not ends:
        raise max(partings, key=lambda error: error.parting.at)
    return max(ends, key=lambda end: _slots_end(end[1], text, end[0]))


def _after(words: str, slots: str, text: str, at: int) -> int:
    """Where the words end that stand here, or here behind what fills the slots."""
    if text.startswith(words, at):
        return at + len(words)
    starts = [at]
    if slots:
        filled = re.compile(slots)
        place = at
        reach = at + len(slots) + len(words)  # a pattern is at least as long as what it matches
        while (place := text.find(words, place, reach)) >= 0:
            if filled.fullmatch(text, at, place):
                return place + len(words)
            place += 1
        starts.append(_slots_end(slots, text, at))
    end, said = max((common(words, text, start), start) for start in starts)
    raise PartingError(said + end, words[end:])


def _slots_end(slots: str, text: str, at: int) -> int:
    found = re.compile(slots).match(text, at) if slots else None
    return found.end() if found else at


def common(words: str, text: str, at: int) -> int:
    """How many characters of the words stand at this place of a text."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(words[:middle], at):
            low = middle
        else:
            high = middle - 1
    return low


# Shaped text ---------------------------------------------------------------------------------------


def _after_shaped(shaped: Words, rest: Sequence[Step], text: str, at: int) -> int:
    """Where shaped words end: nearest to their length, where what follows them begins.

    With nothing behind them to tell, they may stand anywhere in what is left, and nothing of it is used up.
    """
    words, between = shaped.text, 0
    following: Words | None = None
    for step in rest:
        if isinstance(step, Words):
            following = step
            break
        between += _longest(step)
    if following is None:
        _refuse_other_letters(words, text[at:], at)
        return at
    longest = int((2 - _SHAPED_SHARE) * len(words)) + shaped.slack + between
    anchor = following.text[:_ANCHOR]
    nearby = text[at : at + longest + len(anchor)]
    places = [found.start() for found in re.finditer(re.escape(anchor), nearby)]
    if not places:
        raise PartingError(at, words)
    end = at + min(places, key=lambda place: abs(place - len(words)))
    _refuse_other_letters(words, text[at:end], at)
    return end


def _longest(step: Step) -> int:
    """How many characters a step may read at most."""
    match step:
        case Words(text, _, slack):
            return len(text) + slack
        case Slot(pattern):
            return len(pattern)
        case Either(rows):
            return sum(_longest(each) for each in rows[0])


_ANCHOR = 24
"""Characters by which the words after shaped ones are known."""


def _refuse_other_letters(words: str, text: str, at: int) -> None:
    missing = Counter(words) - Counter(text)
    if missing.total() > (1 - _SHAPED_SHARE) * len(words):
        raise PartingError(at, words)
