"""A block print: squares, quarters of discs, arcs and lines on a grid, in one colour.

A small field is thrown first and then mirrored, turned or repeated, so that the whole has an order that the
eye finds, as in woven and printed patterns.
"""

from collections.abc import Callable
from typing import TypeAlias

from publish.assets.covers.chance import Chance
from publish.assets.covers.sheet import Stencil

Motif: TypeAlias = Callable[[Stencil, float, float, float, int], None]
"""Draws in a square: its left and upper edge and its side in pt, and a quarter turn from 0 to 3."""

Cell: TypeAlias = tuple[int, int]
"""A motif's number, and its turn."""


def block_print(
    stencil: Stencil, corner: tuple[float, float], side: float, size: tuple[int, int], seed: str
) -> None:
    """Print a block of `size` (columns, rows), its upper left corner in pt, its squares `side` pt wide."""
    columns, rows = size
    chance = Chance(f"block {seed}")
    motifs = _palette(chance)
    order = chance.choose((_mirrored, _turned, _repeated))
    half = columns // 2
    field = [_row(chance, half, len(motifs)) for _ in range(rows)]
    for row, cells in enumerate(order(field)):
        for column, (motif, turn) in enumerate(cells):
            if motif >= 0:
                motifs[motif](stencil, corner[0] + column * side, corner[1] + row * side, side, turn)


def _palette(chance: Chance) -> list[Motif]:
    """Three motifs: quarters always, for they join to larger shapes, and two others."""
    others = [_square, _rings, _lines, _pair, _disc]
    first = others.pop(chance.below(len(others)))
    return [_quarter, _quarter, first, others[chance.below(len(others))]]


def _row(chance: Chance, width: int, motifs: int) -> list[Cell]:
    """A row with hardly an empty square: a print has edges."""
    while True:
        row = [_cell(chance, motifs) for _ in range(width)]
        if sum(motif < 0 for motif, _ in row) <= width // 3:
            return row


def _cell(chance: Chance, motifs: int) -> Cell:
    thrown = chance.below(10)
    turn = chance.below(4)
    return (-1 if thrown < 2 else thrown % motifs), turn


def _mirrored(field: list[list[Cell]]) -> list[list[Cell]]:
    """The right half is the left one in a mirror; quarters are turned accordingly."""
    return [[*row, *((motif, _MIRROR[turn]) for motif, turn in reversed(row))] for row in field]


_MIRROR = (1, 0, 3, 2)


def _turned(field: list[list[Cell]]) -> list[list[Cell]]:
    """The right half is the left one upside down."""
    turned = [[(motif, (turn + 2) % 4) for motif, turn in reversed(row)] for row in reversed(field)]
    return [[*left, *right] for left, right in zip(field, turned, strict=True)]


def _repeated(field: list[list[Cell]]) -> list[list[Cell]]:
    """The right half is the left one, each row one further down."""
    shifted = [field[-1], *field[:-1]]
    return [[*left, *right] for left, right in zip(field, shifted, strict=True)]


# Motifs --------------------------------------------------------------------------------------------


def _pivot(x: float, y: float, side: float, turn: int) -> tuple[float, float]:
    """The corner of a square that a quarter disc of this turn spreads from."""
    return (x if turn in (0, 3) else x + side), (y if turn in (0, 1) else y + side)


def _square(stencil: Stencil, x: float, y: float, side: float, turn: int) -> None:
    del turn
    stencil.rectangle((x, y, x + side, y + side))


def _quarter(stencil: Stencil, x: float, y: float, side: float, turn: int) -> None:
    stencil.sector(*_pivot(x, y, side, turn), side, turn)


def _rings(stencil: Stencil, x: float, y: float, side: float, turn: int) -> None:
    pivot = _pivot(x, y, side, turn)
    for step in range(4, 0, -1):
        stencil.sector(*pivot, side * step / 4, turn, on=step % 2 == 0)


def _lines(stencil: Stencil, x: float, y: float, side: float, turn: int) -> None:
    for number in range(4):
        start, end = side * number / 4, side * (number + 0.5) / 4
        if turn % 2:
            stencil.rectangle((x + start, y, x + end, y + side))
        else:
            stencil.rectangle((x, y + start, x + side, y + end))


def _pair(stencil: Stencil, x: float, y: float, side: float, turn: int) -> None:
    """Two half discs above each other, both open to the same side."""
    quarters = (2, 3) if turn < 2 else (0, 1)
    for row in (0, 1):
        foot = y + side / 2 * (row + (turn < 2))
        for quarter in quarters:
            stencil.sector(x + side / 2, foot, side / 2, quarter)


def _disc(stencil: Stencil, x: float, y: float, side: float, turn: int) -> None:
    del turn
    stencil.disc(x + side / 2, y + side / 2, side / 2)
