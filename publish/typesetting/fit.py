"""Total fit: the line ends of a whole paragraph chosen together, so that no line pays for another.

A paragraph is a row of places where a line may end, each with its cost. What a line from one place to
another would cost is worked out only where it can be set at all, which for Chinese, where nearly every
character is a place, leaves a handful of lines for each: the work grows with the length of the text.

After Knuth and Plass, "Breaking Paragraphs into Lines" (Software - Practice and Experience 11, 1981), with
the elasticity of Chinese: a little between all characters, more at the blanks between words.
"""

from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import NamedTuple

CHARACTER_STRETCH, CHARACTER_SHRINK = 0.02, 0.016
"""What a gap between two full-width characters gives at a ratio of 1, in em."""
BLANK_STRETCH, BLANK_SHRINK = 0.125, 0.06
"""What a blank between words gives at a ratio of 1, in em."""
LOOSEST, TIGHTEST = 4.0, -1.15
"""The ratios between which lines are chosen; a looser one is set only where there is no other way."""
_LOOSEST_OF_ALL = 8.0
"""How loose a line may be that spares the last one a lonely character."""
TOLERABLE = 1.6
"""Beyond this ratio a line is loose enough to look for hyphens."""

# Costs. A line at a ratio of 1 costs about 20.
_LINE, _SQUARE, _FOURTH = 1.0, 10.0, 10.0
_DESPERATE, _TOO_LONG = 3_000.0, 100_000.0
_LONELY, _SHORT_END = 250.0, 20.0
_LADDER = 80.0  # a hyphen under a hyphen, or the end of a word for a last line
_RAGGED, _UNEVEN = 300.0, 400.0
_ONE_MORE = 70.0  # a line of a heading: more than the worst break between words, less than one inside
_WIDEST_RAG = 0.35  # of the measure
_NEAR = 0.7  # of the measure: shorter lines are not even tried
_MOST_BALANCED = 400  # places: what is longer is no heading


class Places(NamedTuple):
    """The places where a line may end, in pt along the paragraph set in one line; place 0 is its start.

    starts      where the ink of a line that begins here begins
    ends        where the ink of a line that ends here ends
    costs       what ending a line here costs
    characters  the gaps between full-width characters before the start of a line that begins here
    set_before  those before the end of a line that ends here
    blanks, blanks_before   the same for blanks between words
    parted      the places inside words
    """

    starts: Sequence[float]
    ends: Sequence[float]
    costs: Sequence[float]
    characters: Sequence[int]
    set_before: Sequence[int]
    blanks: Sequence[int]
    blanks_before: Sequence[int]
    parted: frozenset[int] = frozenset()


class Measure(NamedTuple):
    """The room for lines in pt; `em` is the size of the text.

    A last line that begins at the place `lonely` or later holds one character, one that is not wider than
    `short` less than it should.
    """

    first: float
    rest: float
    em: float
    lonely: int
    short: float


class _Course:
    """The cheapest way found so far to each place."""

    def __init__(self, count: int) -> None:
        self.best = [0.0, *[inf] * (count - 1)]
        self._back = [0] * count

    def reached(self) -> Iterator[int]:
        """The places that lines can begin at, one after the other."""
        return (place for place in range(len(self.best) - 1) if self.best[place] != inf)

    def offer(self, here: int, there: int, cost: float) -> None:
        """A line from one place to another, at a cost."""
        total = self.best[here] + cost
        if total < self.best[there]:
            self.best[there], self._back[there] = total, here

    def way(self) -> list[int]:
        """The line ends of the cheapest way to the last place."""
        way, place = [], len(self.best) - 1
        while place:
            way.append(place)
            place = self._back[place]
        return way[::-1]


def fit_justified(places: Places, room: Measure) -> list[int]:
    """The places of the line ends that make the paragraph most even, the last place the last of them.

    A lonely last line is worse than looser ones: it is left only where it cannot be helped.
    """
    ends = _most_even(places, room, LOOSEST)
    if len(ends) > 1 and ends[-2] >= room.lonely:
        looser = _most_even(places, room, _LOOSEST_OF_ALL)
        return looser if len(looser) < 2 or looser[-2] < room.lonely else ends
    return ends


def _most_even(places: Places, room: Measure, loosest: float) -> list[int]:
    course, low, last = _Course(len(places.starts)), 1, len(places.starts) - 1
    for here in course.reached():
        near = places.starts[here] + (room.rest if here else room.first) * _NEAR
        low = max(low, here + 1)
        while low < last and places.ends[low] < near:
            low += 1
        for there, cost in _lines_from(places, room, here, low, loosest):
            ladder = here in places.parted and (there in places.parted or there == last)
            course.offer(here, there, cost + places.costs[there] + (_LADDER if ladder else 0))
    return course.way()


def _lines_from(
    places: Places, room: Measure, here: int, low: int, loosest: float
) -> Iterator[tuple[int, float]]:
    """The lines that can be set from a place, not ending before `low`, and what each costs.

    Where none can, there is one all the same: as wide as it goes, or the shortest that stands out.
    """
    width, last = room.rest if here else room.first, len(places.starts) - 1
    limit, gaps, blanks = places.starts[here] + width, places.characters[here], places.blanks[here]
    widest, found = 0, False
    for there in range(low, last + 1):
        slack = limit - places.ends[there]
        characters, words = places.set_before[there] - gaps, places.blanks_before[there] - blanks
        if slack >= 0:
            widest = there
            give = (characters * CHARACTER_STRETCH + words * BLANK_STRETCH) * room.em
            if there == last:
                found = True
                lonely = here >= room.lonely and loosest > LOOSEST
                yield there, _TOO_LONG if lonely else _end_cost(here, width - slack, room)
            elif slack <= loosest * give:
                found = True
                yield there, _badness(slack, give)
            continue
        give = (characters * CHARACTER_SHRINK + words * BLANK_SHRINK) * room.em
        if slack >= TIGHTEST * give:
            found = True
            yield there, _badness(slack, give)
        elif -slack > room.em:  # nothing that follows is narrower
            break
    if not found:
        there = widest or _widest(places.ends, here, limit)
        slack = limit - places.ends[there]
        yield there, (_DESPERATE if slack >= 0 else _TOO_LONG) + 100 * abs(slack) / width


def _badness(slack: float, give: float) -> float:
    square = (slack / give) ** 2 if give else 0.0
    return _LINE + _SQUARE * square + _FOURTH * square * square


def _end_cost(here: int, width: float, room: Measure) -> float:
    if here >= room.lonely:
        return _LONELY
    return _SHORT_END if width <= room.short else 0


def _widest(ends: Sequence[float], here: int, limit: float) -> int:
    """The last place within the limit, at least the next one."""
    there = here + 1
    while there + 1 < len(ends) and ends[there + 1] <= limit:
        there += 1
    return there


def fit_ragged(places: Places, room: Measure) -> list[int]:
    """The line ends for lines that are not stretched: as even as may be, the last as long as it gets."""
    course, last = _Course(len(places.starts)), len(places.starts) - 1
    for here in course.reached():
        width = room.rest if here else room.first
        limit = places.starts[here] + width
        widest = there = _widest(places.ends, here, limit)
        while there > here and (there == widest or limit - places.ends[there] <= _WIDEST_RAG * width):
            rag = (limit - places.ends[there]) / width
            if rag < 0:
                cost = _TOO_LONG
            else:
                cost = _end_cost(here, width * (1 - rag), room) if there == last else _RAGGED * rag * rag
            course.offer(here, there, cost + _LINE + places.costs[there])
            there -= 1
    return course.way()


def fit_balanced(places: Places, room: Measure, taste: Callable[[], Sequence[float]]) -> list[int]:
    """The line ends of a heading, about as wide as each other: in as few lines as can be, or one more.

    `taste` says what each place costs besides, so that a heading breaks where it is read with a pause; it
    is asked only where there is more than one line.
    """
    plain = fit_ragged(places, room)
    if len(plain) < 2 or len(places.starts) > _MOST_BALANCED:
        return plain
    tastes, fewest = taste(), len(plain)
    ways = [_even_way(places, room, tastes, number) for number in (fewest, fewest + 1)]
    costs = [way.cost + _ONE_MORE * number for number, way in enumerate(ways)]
    best = ways[costs.index(min(costs))]
    return list(best.ends) or plain


def _even_way(places: Places, room: Measure, tastes: Sequence[float], count: int) -> "_Way":
    """The best way to set a heading in so many lines; without ends where there is none."""
    last = len(places.starts) - 1
    share = (places.ends[-1] - places.starts[0]) / count
    ways: dict[int, _Way] = {0: _Way(0, ())}
    for number in range(1, count + 1):
        width = room.first if number == 1 else room.rest
        following: dict[int, _Way] = {}
        for here, way in ways.items():
            for there in range(here + 1, last + 1):
                extent = places.ends[there] - places.starts[here]
                if extent > width and there > here + 1:
                    break
                if (there == last) == (number == count):
                    uneven = (extent - share) / width
                    cost = way.cost + _UNEVEN * uneven * uneven + places.costs[there] + tastes[there]
                    if there not in following or cost < following[there].cost:
                        following[there] = _Way(cost, (*way.ends, there))
        ways = following
    return ways.get(last, _Way(inf, ()))


class _Way(NamedTuple):
    cost: float
    ends: tuple[int, ...]
