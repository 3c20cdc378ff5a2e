"""Work done several pieces at a time, and few at a time in each lane: no host is crowded."""

from collections import Counter, deque
from collections.abc import Callable, Generator, Sequence
from queue import SimpleQueue
from threading import Condition, Thread
from typing import Generic, TypeVar

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def in_lanes(
    pieces: Sequence[Piece],
    work: Callable[[Piece], Done],
    lane_of: Callable[[Piece], str],
    *,
    at_once: int,
    per_lane: int,
) -> Generator[Done, None, None]:
    """What comes of each piece, as it comes. `work` runs in threads, at most `at_once` of them.

    Whatever `work` raises is raised here. Who stops listening (an error, Ctrl-C) is not kept waiting:
    pieces that are being worked on are abandoned, the others are not begun.
    """
    board = _Board(pieces, lane_of, per_lane)
    results: SimpleQueue[Done | BaseException] = SimpleQueue()
    crew = [
        Thread(target=_work, args=(board, work, results), daemon=True)
        for _ in range(min(at_once, len(pieces)))
    ]
    for thread in crew:
        thread.start()
    try:
        for _ in pieces:
            result = results.get()
            if isinstance(result, BaseException):
                raise result
            yield result
        for thread in crew:
            thread.join()
    finally:
        board.close()


class _Board(Generic[Piece]):
    """The pieces that nobody works on yet."""

    def __init__(self, pieces: Sequence[Piece], lane_of: Callable[[Piece], str], per_lane: int) -> None:
        self._waiting = deque((piece, lane_of(piece)) for piece in pieces)
        self._per_lane = per_lane
        self._busy: Counter[str] = Counter()
        self._changed = Condition()

    def take(self) -> tuple[Piece, str] | None:
        """The first piece whose lane has room, waited for if need be; None where nothing is left."""
        with self._changed:
            while self._waiting:
                for at, (piece, lane) in enumerate(self._waiting):
                    if self._busy[lane] < self._per_lane:
                        del self._waiting[at]
                        self._busy[lane] += 1
                        return piece, lane
                self._changed.wait()
            return None

    def leave(self, lane: str) -> None:
        """A piece in this lane is done."""
        with self._changed:
            self._busy[lane] -= 1
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more is taken."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()


def _work(
    board: _Board[Piece], work: Callable[[Piece], Done], results: "SimpleQueue[Done | BaseException]"
) -> None:
    while (taken := board.take()) is not None:
        piece, lane = taken
        try:
            results.put(work(piece))
        except BaseException as error:  # it is raised where the results are waited for
            results.put(error)
        finally:
            board.leave(lane)
