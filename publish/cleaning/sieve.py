"""Which patterns a line can match at all: found out by its characters, before any of them is tried.

A pattern such as `(扫码|扫一扫).{0,10}(关注|入群)` needs a 扫. So each pattern is known by the rarest
characters it needs, and a line is tried only against those that one of its characters calls for: a handful
of hundreds. What a pattern needs is read off its parsed form; where that cannot be had, it is always tried.
"""

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

_COMMON = 20  # what a letter or digit counts for, which is in most lines, against a sign that is in few


def needed(pattern: str) -> frozenset[str]:
    """Characters of which a text must have at least one to match; none if nothing can be said."""
    return _of_row(_parsed(pattern)) or frozenset()


def _parsed(pattern: str) -> Any:
    """The parsed form of a pattern; empty if this Python does not give it away."""
    try:
        return import_module("re._parser").parse(pattern)
    except (ImportError, AttributeError, re.error):
        return ()


def _of_row(row: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """What a row of parts needs: the rarest that one of its parts needs."""
    found = [signs for name, value in row if (signs := _of_part(str(name), value))]
    return min(found, key=_cost, default=None)


def _cost(signs: frozenset[str]) -> int:
    return sum(_COMMON if sign.isascii() else 1 for sign in signs)


def _of_part(name: str, value: Any) -> frozenset[str] | None:
    match name:
        case "LITERAL":
            return frozenset({chr(value)})
        case "IN":
            literal = all(str(kind) == "LITERAL" for kind, _ in value)
            return frozenset(chr(sign) for _, sign in value) if literal else None
        case "BRANCH":
            rows = [_of_row(row) for row in value[1]]
            return None if None in rows else frozenset().union(*(row or () for row in rows))
        case "SUBPATTERN":
            return _of_row(value[3])
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _of_row(value[2]) if value[0] else None
        case _:
            return None


class Sieve:
    """Sorts out, of a row of patterns, those that a line may match."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._always: list[int] = []
        self._called: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            signs = needed(pattern)
            for sign in signs:
                self._called.setdefault(sign, []).append(number)
            if not signs:
                self._always.append(number)

    def left(self, line: str) -> list[int]:
        """The numbers of the patterns that may match the line, in order."""
        called = self._called
        found = set(self._always)
        for sign in called.keys() & set(line):
            found.update(called[sign])
        return sorted(found)
