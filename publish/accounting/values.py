"""What an account is made of."""

from enum import StrEnum

import msgspec

from publish.model import Span

METADATA_RULES = frozenset({"front-matter"})
"""Lines on record as not in the body that are no loss: they are printed as title, source, date."""

PRINTED = frozenset({"article", "truncated"})
"""The kinds of capture of which something is printed."""


class Fate(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    CHANGED = "changed"
    REMOVED = "removed"
    METADATA = "metadata"


class Cause(msgspec.Struct, frozen=True):
    """Why lines are not in the article: the rule and its reason, and how what it took begins."""

    rule: str
    reason: str
    excerpt: str = ""


class Row(msgspec.Struct, frozen=True):
    """A line of an account: `number` is that of the capture's line it stands in.

    `why` is what a rule had to go on for this line, where it knew more than its reason says; `fields` names
    the metadata that were read in it.
    """

    number: int
    text: str
    why: str = ""
    fields: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True):
    """Adjacent lines with one fate, for the same causes."""

    span: Span
    fate: Fate
    rows: tuple[Row, ...]
    causes: tuple[Cause, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The metadata that were read in these lines."""
        return tuple(dict.fromkeys(field for row in self.rows for field in row.fields))


class Tally(msgspec.Struct, frozen=True):
    """What one rule took: so many lines, in these stretches."""

    rule: str
    reason: str
    lines: int
    stretches: tuple[Span, ...]


class Fact(msgspec.Struct, frozen=True):
    """A property of the article and where it was found; `line` is 0 where it stands in no line."""

    field: str
    value: str
    place: str = ""
    line: int = 0


class Account(msgspec.Struct, frozen=True):
    """What became of a capture. `by_line` says whether the rows are the capture's own lines."""

    path: str
    title: str
    lang: str
    kind: str
    reason: str
    passages: tuple[Passage, ...]
    tallies: tuple[Tally, ...]
    facts: tuple[Fact, ...]
    by_line: bool = True

    def lines(self, fate: Fate) -> int:
        """How many lines that hold something have this fate."""
        return sum(
            bool(row.text.strip())
            for passage in self.passages
            if passage.fate is fate
            for row in passage.rows
        )
