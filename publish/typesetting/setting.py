"""What the composer is told of a paragraph, and the lines it answers with.

The engine that draws the page breaks lines only where blanks are, stretches nothing but blanks, and knows
nothing of marks at line ends. So lines are made here, and the engine sets each as it is: its characters
`letter_spacing` apart, its blanks `word_spacing` wider, its begin moved by `start`. What needs a place of
its own inside a line stands in a `Tagged` with one of these roles, each a class with one meaning:

    latin           words and numbers among Han characters: not letter-spaced, proportional marks
    latin-before    the same, the gap (a quarter em) before it
    latin-after     the same, the gap after it
    latin-between   the same, the gap at both sides
    tight           a full-width mark before another one that no kerning reaches: half an em less after it
"""

from typing import Literal, TypeAlias

import msgspec

from publish.typesetting.punctuation import Level
from publish.walk import Inlines

GAP = 0.25
"""Between Han characters and words or numbers (clreq 3.3.2), in em of the text around them."""
TIGHT = 0.5
"""What a mark gives up before another, in em of the mark."""

LATIN, LATIN_BEFORE, LATIN_AFTER, LATIN_BETWEEN = (
    "latin",
    "latin-before",
    "latin-after",
    "latin-between",
)
TIGHTENED = "tight"

Align: TypeAlias = Literal["justify", "left", "center", "right"]
Ends: TypeAlias = Literal["soft", "break", "paragraph"]


class Setting(msgspec.Struct, frozen=True):
    """How a paragraph is set.

    measure       the width its lines have, in pt
    size          of its text, in pt
    font, weight  font role and CSS weight
    lang          BCP 47
    first_indent  of its first line, in pt
    tracking      between its characters, in em
    kinsoku       how much is kept from line starts and ends
    hanging       stops and commas at the ends of justified lines stand outside of the measure
    gap           between Han characters and words or numbers, in em of the text around them
    balance       lines about as wide as each other, for headings that are not justified
    """

    measure: float
    size: float
    font: str = "serif"
    weight: int = 400
    lang: str = "zh-Hans"
    first_indent: float = 0
    align: Align = "justify"
    tracking: float = 0
    kinsoku: Level = "normal"
    hanging: bool = False
    gap: float = GAP
    hyphenate: bool = True
    balance: bool = False


class Line(msgspec.Struct, frozen=True):
    """One line of a paragraph.

    content         its inlines: the paragraph's, cut at its ends
    letter_spacing  what stands after each character outside of `latin`, in pt, in place of the paragraph's
                    own tracking; 0 leaves that as it is
    word_spacing    to add to each blank, in pt
    start, end      by how much it stands out before and behind its place, in pt: the blank halves of marks
    hyphen          a hyphen is to be drawn at its end, which is none of the text
    hyphen_trim     what that hyphen gives up on either side, in pt
    ends            how it ends: broken here, at a line end of the author's, or with the paragraph
    blank           the blank that was dropped at its end (lines that are centred or flush right)
    """

    content: Inlines
    letter_spacing: float = 0
    word_spacing: float = 0
    start: float = 0
    end: float = 0
    hyphen: bool = False
    hyphen_trim: float = 0
    ends: Ends = "soft"
    blank: str = ""
