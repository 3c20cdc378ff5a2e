"""Several at a time, few of a kind."""

import threading
from collections import Counter
from contextlib import closing

import pytest

from publish.assets.lanes import in_lanes


class Crew:
    """Work that waits until nobody else comes, and counts how many were at it together."""

    def __init__(self, expected: int) -> None:
        self._together = threading.Barrier(expected)
        self._lock = threading.Lock()
        self._busy: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.most_of_all = 0

    def work(self, piece: str) -> str:
        lane = piece[0]
        with self._lock:
            self._busy[lane] += 1
            self.most[lane] = max(self.most[lane], self._busy[lane])
            self.most_of_all = max(self.most_of_all, self._busy.total())
        try:
            self._together.wait(5)
        finally:
            with self._lock:
                self._busy[lane] -= 1
        return piece.upper()


def lane(piece: str) -> str:
    return piece[0]


def test_no_more_than_so_many_at_once_and_two_in_a_lane() -> None:
    crew = Crew(4)
    pieces = ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4"]
    done = sorted(in_lanes(pieces, crew.work, lane, at_once=6, per_lane=2))
    assert done == [piece.upper() for piece in pieces]
    assert crew.most == {"a": 2, "b": 2}
    assert crew.most_of_all == 4


def test_one_at_a_time() -> None:
    crew = Crew(1)
    assert list(in_lanes(["a1", "a2", "b1"], crew.work, lane, at_once=1, per_lane=2)) == ["A1", "A2", "B1"]


def test_nothing_to_do() -> None:
    assert list(in_lanes([], str.upper, lane, at_once=6, per_lane=2)) == []


def test_a_failure_is_raised_where_the_results_are_awaited() -> None:
    def work(piece: str) -> str:
        raise ValueError(piece)

    with pytest.raises(ValueError, match="a1"):
        list(in_lanes(["a1"], work, lane, at_once=6, per_lane=2))


def test_who_stops_listening_is_not_kept_waiting_and_the_rest_is_not_begun() -> None:
    begun: list[str] = []
    may_end = threading.Event()

    def work(piece: str) -> str:
        begun.append(piece)
        if len(begun) > 1:
            may_end.wait(5)
        return piece

    with closing(in_lanes(["a1", "a2", "a3", "a4"], work, lane, at_once=1, per_lane=1)) as results:
        assert next(results) == "a1"
    may_end.set()
    assert "a4" not in begun
