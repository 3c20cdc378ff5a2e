"""Which patterns a line can match at all: found out by its signs, before any of them is tried.

A pattern such as `(扫码|扫一扫).{0,10}(关注|入群)` needs 扫码 or 扫一. So each pattern is known by the
rarest pieces it needs, pairs of signs or single ones, and a line is tried only against those that one of
its pieces calls for: a handful of hundreds. What a pattern needs is read off its parsed form; where that
cannot be had, it is always tried.
"""

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

_COMMON = 20  # what a letter or digit counts for, which is in most lines, against a sign that is in few
_IN_PAIR = 10  # how much rarer a sign is next to a given other
_MOST_PIECES = 60  # that a pattern is known by: more would be in any line


def needed(pattern: str) -> frozenset[str]:
    """Pieces of one or two signs of which a text must have one to match; nothing if it may lack all."""
    return _of_row(_parsed(pattern)) or frozenset()


def _parsed(pattern: str) -> Any:
    """The parsed form of a pattern; empty where this Python does not tell, or where case is ignored."""
    if pattern.isalnum():  # no need to parse it
        return [("LITERAL", ord(sign)) for sign in pattern]
    try:
        parsed = import_module("re._parser").parse(pattern)
        return () if parsed.state.flags & re.IGNORECASE else parsed.data
    except (ImportError, AttributeError, re.error):
        return ()


def _of_row(row: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """What a row of parts needs: the rarest that one of its parts, or two signs side by side, need."""
    found: list[frozenset[str]] = []
    before: frozenset[str] = frozenset()  # what the sign right before may be
    for name, value in row:
        signs = _one_sign(str(name), value)
        pieces = signs or _of_part(str(name), value)
        if pieces:
            found.append(pieces)
        after = _first_sign(str(name), value) if before else before
        if 0 < len(before) * len(after) < _MOST_PIECES:
            found.append(frozenset(one + other for one in before for other in after))
        before = signs
    return min(found, key=_cost, default=None)


def _cost(pieces: frozenset[str]) -> float:
    return sum(
        (_COMMON if piece.isascii() else 1) / (_IN_PAIR if len(piece) > 1 else 1) for piece in pieces
    )


def _one_sign(name: str, value: Any) -> frozenset[str]:
    """What the sign may be that a part stands for; nothing for other parts."""
    if name == "LITERAL":
        return frozenset({chr(value)})
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return frozenset(chr(sign) for _, sign in value)
    if name == "SUBPATTERN" and len(value[3]) == 1 and not value[1] & re.IGNORECASE:
        ((inner, meant),) = value[3]
        return _one_sign(str(inner), meant)
    return frozenset()


def _first_sign(name: str, value: Any) -> frozenset[str]:
    """What the first sign may be of what a part stands for; nothing if that cannot be said."""
    match name:
        case "SUBPATTERN":
            return frozenset() if value[1] & re.IGNORECASE else _first_of_row(value[3])
        case "BRANCH":
            firsts = [_first_of_row(row) for row in value[1]]
            return frozenset().union(*firsts) if all(firsts) else frozenset()
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _first_of_row(value[2]) if value[0] else frozenset()
        case _:
            return _one_sign(name, value)


def _first_of_row(row: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    return _first_sign(str(row[0][0]), row[0][1]) if len(row) else frozenset()


def _of_part(name: str, value: Any) -> frozenset[str] | None:
    match name:
        case "BRANCH":
            rows = [_of_row(row.data) for row in value[1]]
            return None if None in rows else frozenset().union(*(row or () for row in rows))
        case "SUBPATTERN":
            return None if value[1] & re.IGNORECASE else _of_row(value[3].data)
        case "MAX_REPEAT" | "MIN_REPEAT":
            return _of_row(value[2].data) if value[0] else None
        case _:
            return None


class Sieve:
    """Sorts out, of a row of patterns, those that a line may match; `pieces` has what each one needs."""

    def __init__(self, pieces: Sequence[frozenset[str]]) -> None:
        self._always = [number for number, needs in enumerate(pieces) if not needs]
        self._called: dict[str | tuple[str, str], list[int]] = {}
        for number, needs in enumerate(pieces):
            for piece in needs:
                key = piece if len(piece) == 1 else (piece[0], piece[1])
                self._called.setdefault(key, []).append(number)
        self._pieces = frozenset(self._called)
        pairs = [piece for piece in self._pieces if not isinstance(piece, str)]
        self._signs = re.compile(_one_of(piece for piece in self._pieces if isinstance(piece, str)))
        self._pairs = re.compile(
            f"({_one_of(one for one, _ in pairs)})(?=({_one_of(two for _, two in pairs)}))"
        )

    def left(self, line: str) -> list[int]:
        """The numbers of the patterns that may match the line, in order."""
        pieces = self._pieces.intersection(self._pairs.findall(line))
        signs = self._signs.findall(line)
        if not pieces and not signs:
            return self._always
        found = set(self._always)
        for piece in (*pieces, *set(signs)):
            found.update(self._called[piece])
        return sorted(found)


def _one_of(signs: Iterable[str]) -> str:
    """The pattern of one of these signs, or of none."""
    known = "".join(map(re.escape, sorted({*signs})))
    return f"[{known}]" if known else "(?!)"
