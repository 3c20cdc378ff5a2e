"""What can be read of the looks of a built file: its paper, and its blocks of text one by one.

All lengths are pt, whatever the format counts in. None is what a file does not say, or what its reader
decides and not we (the page of an EPUB).
"""

import msgspec

from publish.theming.css import WITHIN

MAY_STAND_IN = {
    "contents-entry": frozenset({"list", "list-item", "contents-part"}),
    "contents-part": frozenset({"list", "list-item"}),
}
"""What holds a line of the contents where these are a list, without setting it otherwise."""

IN_TABLES = frozenset({"cell", "header-cell"})
"""Styles whose indents and spaces are those of a table's columns."""

NO_KEY = ""


def chain(key: str) -> tuple[str, ...]:
    """The style keys of a block of this key and of what it always stands in, outermost first.

    What it comes to there is compared; elsewhere it may differ.
    """
    return (WITHIN[key], key) if key in WITHIN else (key,)


class Look(msgspec.Struct, frozen=True):
    """How a block of text is set. Lengths are pt: `left` and `right` from the edges of the text block to
    those of the text itself, `before` and `after` the space around all of the element, `above` and `below`
    what lies between that space and the text: rules and padding.

    A baseline grid moves what does not fill whole lines: `play` is by how much it may have added to the
    space before and after.

    `families` are names of fonts as the format has them, best first; colours are #rrggbb.
    """

    families: tuple[str, ...] = ()
    size: float | None = None
    leading: float | None = None
    weight: int | None = None
    color: str | None = None
    align: str | None = None
    first_indent: float | None = None
    left: float | None = None
    right: float | None = None
    before: float | None = None
    after: float | None = None
    above: float | None = None
    below: float | None = None
    play: float = 0.0
    tracking: float | None = None
    background: str | None = None


class Block(msgspec.Struct, frozen=True):
    """A block of text and its style key; `NO_KEY` where a format has no names for styles.

    `plain` is False for one that stands in something else than it usually does, whose looks are then those
    of both; `follows` for one that a picture or a rule stands before.
    """

    text: str
    key: str
    look: Look
    lang: str = ""
    plain: bool = True
    follows: bool = True


class Paper(msgspec.Struct, frozen=True):
    """Page and grid, in pt. `leading` is the pitch of the grid, `lines` the lines of a full page."""

    width: float | None = None
    height: float | None = None
    inner: float | None = None
    outer: float | None = None
    head: float | None = None
    foot: float | None = None
    measure: float | None = None
    leading: float | None = None
    lines: float | None = None


class Seen(msgspec.Struct, frozen=True):
    """All that was read of a file; `paper` is None where page and grid are the reader's own."""

    name: str
    format: str
    lang: str
    blocks: tuple[Block, ...]
    paper: Paper | None = None
