"""Chance that is the same on every machine and every day: what an ornament grows from.

Python's own generator may change with its version; SHA-256 does not.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import count
from typing import TypeVar

Choice = TypeVar("Choice")


class Chance:
    """A row of throws that follows from a seed."""

    def __init__(self, seed: str) -> None:
        self._numbers = _numbers(seed)

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1."""
        return next(self._numbers) % limit

    def choose(self, choices: Sequence[Choice]) -> Choice:
        """One of them."""
        return choices[self.below(len(choices))]

    def between(self, low: float, high: float) -> float:
        """A number from `low` to `high`, one of a thousand steps."""
        return low + (high - low) * self.below(1001) / 1000


def _numbers(seed: str) -> Iterator[int]:
    for throw in count():
        digest = sha256(f"{seed} {throw}".encode("utf-8", "surrogatepass")).digest()
        for place in range(0, len(digest), 4):
            yield int.from_bytes(digest[place : place + 4], "big")
