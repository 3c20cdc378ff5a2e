"""What an edition is to be made of: the captures that its parts choose from, before any is read."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec

from publish.editions.amendments import Amendment
from publish.editions.places import Place
from publish.editions.settings import EditionSettings, PartsBy, Selection


class PlannedPart(msgspec.Struct, frozen=True):
    """A part before its captures are read; `title` is empty for articles outside any part.

    contents   captures and whole editions, in the order that they are given
    selection  which of them the part takes, and in which order
    draws      whether it chooses from the captures of the edition instead
    named      those of the captures that are named by their path: no other part can take them
    parts      by what publish makes parts of it
    place      where it stands in the edition.toml
    """

    title: str
    introduction: str
    contents: "tuple[Path | Plan, ...]"
    selection: Selection = Selection()
    draws: bool = False
    named: frozenset[Path] = frozenset()
    parts: PartsBy = "none"
    place: Place = Place()

    @property
    def captures(self) -> tuple[Path, ...]:
        """The captures of its contents, those of editions among them too, each once."""
        return tuple(dict.fromkeys(_captures(self.contents)))


class Plan(msgspec.Struct, frozen=True):
    """What an edition is made of: `name` is the stem of its files, `root` the folder paths start from.

    parts       the parts in order; an edition among them gives its own
    amendments  what is said of single captures, by this edition or by one that it includes
    pool        what parts without contents choose from
    numbers     the places of articles in their parts, where the edition numbers them
    left_out    captures that are not to be printed
    note        the file of the editor's note
    place       the edition.toml, if there is one
    """

    name: str
    root: Path
    settings: EditionSettings
    parts: "tuple[PlannedPart | Plan, ...]"
    amendments: dict[Path, Amendment] = {}
    pool: tuple[Path, ...] = ()
    numbers: dict[Path, int] = {}
    left_out: frozenset[Path] = frozenset()
    note: Path | None = None
    place: Place = Place()

    @property
    def captures(self) -> tuple[Path, ...]:
        """Every capture to read, each once: those of the parts in order, then what may be drawn."""
        found = dict.fromkeys(_captures(self.parts))
        return tuple(
            capture for capture in found | dict.fromkeys(self.pool) if capture not in self.left_out
        )

    def planned_parts(self) -> Iterator[PlannedPart]:
        """Every part, those of included editions too."""
        for part in self.parts:
            yield from _with_included(part)

    @property
    def included(self) -> "tuple[Plan, ...]":
        """The editions that this one includes, not those that they include."""
        pieces = (
            piece for part in self.parts for piece in ((part,) if isinstance(part, Plan) else part.contents)
        )
        return tuple(piece for piece in pieces if isinstance(piece, Plan))


Piece: TypeAlias = Path | PlannedPart | Plan


def _captures(
    pieces: "tuple[Piece, ...] | tuple[Path | Plan, ...] | tuple[PlannedPart | Plan, ...]",
) -> Iterator[Path]:
    for piece in pieces:
        match piece:
            case PlannedPart():
                yield from piece.captures
            case Plan():
                yield from piece.captures
            case _:
                yield piece


def _with_included(piece: PlannedPart | Plan) -> Iterator[PlannedPart]:
    if isinstance(piece, Plan):
        yield from piece.planned_parts()
        return
    yield piece
    for inner in piece.contents:
        if isinstance(inner, Plan):
            yield from inner.planned_parts()
