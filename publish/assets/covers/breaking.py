"""Titles in lines: broken between phrases, about as long as each other, as large as their room allows."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from math import inf
from typing import NamedTuple

from publish.assets.covers.lettering import Lettering, Look
from publish.typesetting.phrases import phrase_costs
from publish.typesetting.punctuation import break_costs, kinds
from publish.typesetting.rows import is_solid

_IN_WORD = 400.0
_UNEVEN = 400.0
_PAUSES = frozenset("—：；。！？…|｜、，:;.!?,")
"""Behind these a reader pauses, whatever the phrases."""
_MOST_CHARACTERS = 120  # of a title that is broken between phrases; there is room for hardly more
_CUT = "…"
_LARGE, _LINES_OF_LARGE = 0.55, 2


class Lines(NamedTuple):
    """A title as it is set: its lines and the look that they fit in."""

    lines: tuple[str, ...]
    look: Look


class Room(NamedTuple):
    """What a title may take: pt, lines, and how far lines are apart in em."""

    width: float
    height: float
    lines: int
    leading: float


def fit_title(letters: Lettering, text: str, look: Look, sizes: Iterable[float], room: Room) -> Lines:
    """The title at the largest of these sizes (pt, falling) at which it fits; at the last it is cut.

    The largest letters stand in two lines at most: more would shout.
    """
    last, large = Lines((), look), 0.0
    for size in sizes:
        last, large = Lines((), look.sized(size)), large or size * _LARGE
        lines = _LINES_OF_LARGE if size > large else room.lines
        most = min(room.lines, lines, max(int(room.height / (size * room.leading)), 1))
        measure = partial(letters.width, look=last.look)
        for count in range(1, most + 1):
            found = broken(text, letters.lang, measure, count)
            if found and max(map(measure, found)) <= room.width:
                return Lines(found, last.look)
    return Lines(fill(letters, text, last.look, room), last.look)


def fill(letters: Lettering, text: str, look: Look, room: Room) -> tuple[str, ...]:
    """As much of a text as there is room for, line by line, with an ellipsis where it is cut."""
    lines: list[str] = []
    most = min(room.lines, max(int(room.height / (look.size * room.leading)), 1))
    costs = line_costs(text, letters.lang)
    start = 0
    while start < len(text) and len(lines) < most:
        end = start + _reach(letters, text[start:], look, room.width)
        if end < len(text):
            allowed = [place for place in range(start + 1, end + 1) if costs[place] < _IN_WORD]
            end = allowed[-1] if allowed and len(lines) + 1 < most else end
        lines.append(text[start:end].strip())
        start = end
    if start < len(text) and lines:
        kept = lines[-1]
        while kept and letters.width(kept + _CUT, look) > room.width:
            kept = kept[:-1]
        lines[-1] = kept.rstrip() + _CUT
    return tuple(lines)


def _reach(letters: Lettering, text: str, look: Look, width: float) -> int:
    """How many characters fit in a line, at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if letters.width(text[:middle], look) <= width else (low, middle - 1)
    return low


def broken(text: str, lang: str, measure: Callable[[str], float], count: int) -> tuple[str, ...]:
    """The text in so many lines of about the same length; nothing if it has too few places to break."""
    if count == 1:
        return (text,)
    if len(text) > _MOST_CHARACTERS:
        return ()
    costs = line_costs(text, lang)
    places = [0, *(place for place in range(1, len(text)) if costs[place] < inf), len(text)]
    extents = [measure(text[:place].rstrip()) for place in places]
    ends = _balanced(extents, [costs[place] for place in places], count)
    starts = [0, *ends[:-1]] if ends else []
    return tuple(text[places[a] : places[b]].strip() for a, b in zip(starts, ends, strict=True))


def _balanced(extents: Sequence[float], costs: Sequence[float], count: int) -> list[int]:
    """The places that end `count` lines at the least cost; nothing if there are too few."""
    share = extents[-1] / count
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number in range(1, count + 1):
        following: dict[int, tuple[float, list[int]]] = {}
        for here, (spent, ends) in ways.items():
            for there in range(here + 1, len(extents)):
                if (there == len(extents) - 1) != (number == count):
                    continue
                uneven = (extents[there] - extents[here]) / share - 1
                cost = spent + _UNEVEN * uneven * uneven + costs[there]
                if there not in following or cost < following[there][0]:
                    following[there] = (cost, [*ends, there])
        ways = following
    return ways[len(extents) - 1][1] if len(extents) - 1 in ways else []


@lru_cache(maxsize=16)
def line_costs(text: str, lang: str) -> tuple[float, ...]:
    """What a line end before each character costs, and behind the last; infinite where there is none."""
    costs = break_costs(kinds(text, solid=is_solid(lang)), "normal")
    phrases = phrase_costs(text, lang)
    if phrases:
        costs = [
            cost if place and text[place - 1] in _PAUSES else cost + phrase
            for place, (cost, phrase) in enumerate(zip(costs, phrases, strict=False))
        ]
    if lang.startswith("ko"):  # large letters are broken at blanks only, where it can be
        costs = [cost if text[place - 1] == " " else cost + _IN_WORD for place, cost in enumerate(costs)]
    return (*costs, 0.0)
