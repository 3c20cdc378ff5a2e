"""What characters are to a typesetter, and where a line may end between two of them (kinsoku).

Every character is of one `Kind`; a table for each strictness says what a break between two kinds costs:
nothing, something, or that it is never made.

Follows GB/T 15834-2011, 5.1 (marks at line ends), clreq 3.1.3 (line-start and line-end prohibition), JLREQ
3.1.7 to 3.1.10, and UAX #14 for alphabets. `strict`, `normal` and `loose` are those of CSS Text 3,
`line-break`: strict also keeps dashes and ellipses from line starts, loose lets small kana, middle dots
and iteration marks stand there.
"""

import re
import unicodedata
from enum import IntEnum
from math import inf
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["loose", "normal", "strict"]

NEVER = inf
"""The cost of a break that is never made."""


class Kind(IntEnum):
    """What a character is to line breaking."""

    HAN = 0  # ideographs, kana, and all that is as wide and stands alone
    SMALL = 1  # small kana, the long vowel mark, iteration marks
    OPENING = 2
    CLOSING = 3
    STOP = 4  # full-width points: ，、。；：！？
    MIDDLE = 5  # ·・
    DASH = 6  # one dash, which joins: 中国—东盟
    LONG_DASH = 7  # the first of two: ——
    ELLIPSIS = 8
    LETTER = 9
    DIGIT = 10
    HYPHEN = 11
    SLASH = 12
    LATIN_OPENING = 13
    LATIN_CLOSING = 14
    LATIN_STOP = 15
    QUOTE = 16  # straight quotes, which do not say on which side they stand
    PREFIX = 17  # what stands before a number
    POSTFIX = 18  # what stands after one
    HANGUL = 19
    BLANK = 20
    GLUE = 21  # no-break spaces, word joiners
    GAP = 22  # zero-width space: a place to break
    ATTACHED = 23  # combining marks, joiners, note calls: never parted from what they follow
    SOFT_HYPHEN = 24
    OBJECT = 25  # a picture in the line


_LISTED = {
    Kind.SMALL: "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶー々〻ゝゞヽヾ〜～"
    + "".join(map(chr, range(0x31F0, 0x3200))),
    Kind.OPENING: "“‘（《〈「『【〔［｛〖〘〚｟〝﹁﹃",
    Kind.CLOSING: "”’）》〉」』】〕］｝〗〙〛｠〞〟﹂﹄",
    Kind.STOP: "，、。．；：！？‼⁇⁈⁉｡､",
    Kind.MIDDLE: "·・‧•",
    Kind.DASH: "—―⸺⸻",
    Kind.ELLIPSIS: "…⋯‥",
    Kind.HYPHEN: "-\u2010–",
    Kind.SLASH: "/\\",
    Kind.LATIN_OPENING: "([{«‹¿¡",
    Kind.LATIN_CLOSING: ")]}»›",
    Kind.LATIN_STOP: ".,:;!?",
    Kind.QUOTE: "\"'",
    Kind.PREFIX: "$£¥€₩₹№§",
    Kind.POSTFIX: "%‰‱°℃℉′″％￠",
    Kind.BLANK: " \u3000",
    Kind.GLUE: "\u00a0\u202f\u2007\u2011\u2060\ufeff\u200d",
    Kind.GAP: "\u200b",
    Kind.SOFT_HYPHEN: "\u00ad",
    Kind.OBJECT: "\ufffc",
    Kind.ATTACHED: "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff",  # skin tones
}


_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")


class _Kinds(dict[str, int]):
    """The kind of each character, worked out when first asked for."""

    def __missing__(self, character: str) -> int:
        self[character] = kind = _kind(character)
        return kind


def _kind(character: str) -> Kind:
    category = unicodedata.category(character)
    if category in ("Mn", "Mc", "Me", "Cf"):
        return Kind.ATTACHED
    if _HANGUL.match(character):
        return Kind.HANGUL
    if unicodedata.east_asian_width(character) in "WF":
        by_category = {"Ps": Kind.OPENING, "Pi": Kind.OPENING, "Pe": Kind.CLOSING, "Pf": Kind.CLOSING}
        return by_category.get(category, Kind.HAN)
    if category == "Nd":
        return Kind.DIGIT
    return Kind.LETTER if character.isalpha() or character.isascii() else Kind.HAN


_KINDS = _Kinds({character: kind for kind, listed in _LISTED.items() for character in listed})

LATIN_LETTERS = "A-Za-z\u00c0-\u024f"
"""Between two of them a single quotation mark is an apostrophe."""

# Where what stands around a character makes another of it.
_IN_ITS_PLACE: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile("([—―])(?=\\1)"), Kind.LONG_DASH),
    (re.compile(f"(?<=[{LATIN_LETTERS}])[’'](?=[{LATIN_LETTERS}])"), Kind.LETTER),  # an apostrophe
    (re.compile(r"(?:(?<=\s)|(?<=[(（“\"'，、])|^)[-–](?=\w)"), Kind.PREFIX),  # a minus sign
)
_CHANGED = re.compile("[—―’'–-]")
# In alphabets the curly quotes and the ellipsis are as wide as letters and part no words.
_IN_ALPHABETS = {
    ord("“"): Kind.LATIN_OPENING,
    ord("‘"): Kind.LATIN_OPENING,
    ord("”"): Kind.LATIN_CLOSING,
    ord("’"): Kind.LATIN_CLOSING,
    ord("…"): Kind.LATIN_STOP,
}


def kinds(text: str, *, solid: bool) -> list[int]:
    """The kind of each character; `solid` for text set in full-width characters, without blanks."""
    found = list(map(_KINDS.__getitem__, text))
    if _CHANGED.search(text):
        for pattern, kind in _IN_ITS_PLACE:
            for match in pattern.finditer(text):
                found[match.start()] = kind
    if not solid:
        for place, character in enumerate(text):
            kind_here = _IN_ALPHABETS.get(ord(character))
            if kind_here is not None and found[place] != Kind.LETTER:
                found[place] = kind_here
    return found


# Breaks --------------------------------------------------------------------------------------------

NO_LINE_START = frozenset(
    {Kind.CLOSING, Kind.STOP, Kind.MIDDLE, Kind.SMALL, Kind.LATIN_CLOSING, Kind.LATIN_STOP, Kind.POSTFIX}
    | {Kind.DASH, Kind.HYPHEN, Kind.SLASH, Kind.SOFT_HYPHEN, Kind.ATTACHED, Kind.BLANK, Kind.GLUE, Kind.GAP}
)  # fmt: skip
"""What does not stand at the start of a line."""
NO_LINE_END = frozenset({Kind.OPENING, Kind.LATIN_OPENING, Kind.PREFIX, Kind.GLUE})
"""What does not stand at its end."""

_IN_WORDS = frozenset({Kind.LETTER, Kind.DIGIT})
_WORD_STARTS = _IN_WORDS | {Kind.PREFIX, Kind.LATIN_OPENING, Kind.QUOTE}
_WORD_ENDS = _IN_WORDS | {Kind.LATIN_STOP, Kind.LATIN_CLOSING, Kind.POSTFIX}

# What breaks cost that are better avoided. A line stretched by one character of 36 costs about 70.
UNIT = 300.0
"""Between a number and what it counts (2024|年, 5| km)."""
_AFTER_HYPHEN, _BETWEEN_NUMBERS, _AFTER_SLASH = 10.0, 40.0, 25.0
_IN_KOREAN_WORD = 40.0
_BEFORE_LONG_DASH, _BEFORE_ELLIPSIS = 30.0, 60.0

_LOOSE_STARTS = frozenset({Kind.SMALL, Kind.MIDDLE, Kind.DASH})


def _cost(before: Kind, after: Kind, level: Level) -> float:
    """What a break between two kinds costs; blanks are looked through by `break_cost`."""
    if before is Kind.GAP:
        return 0 if after is not Kind.BLANK else NEVER
    if after is Kind.LONG_DASH or after is Kind.ELLIPSIS:
        return _before_pause(before, after, level)
    if after in NO_LINE_START and not (level == "loose" and after in _LOOSE_STARTS):
        return NEVER
    if before in NO_LINE_END or before is Kind.LONG_DASH:
        return NEVER
    return _between_words(before, after)


def _before_pause(before: Kind, after: Kind, level: Level) -> float:
    """—— and …… are one sign each, and better not at the start of a line."""
    if before in NO_LINE_END or before is Kind.LONG_DASH or before == after or level == "strict":
        return NEVER
    if level == "loose":
        return 0
    return _BEFORE_LONG_DASH if after is Kind.LONG_DASH else _BEFORE_ELLIPSIS


def _between_words(before: Kind, after: Kind) -> float:
    match before, after:
        case Kind.BLANK, _:
            return 0
        case (Kind.QUOTE, _) | (_, Kind.QUOTE):
            return NEVER
        case Kind.HYPHEN, _:
            return {Kind.LETTER: _AFTER_HYPHEN, Kind.DIGIT: _BETWEEN_NUMBERS}.get(after, 0)
        case Kind.SLASH, _:
            return _BETWEEN_NUMBERS if after is Kind.DIGIT else _AFTER_SLASH
        case Kind.HANGUL, Kind.HANGUL | Kind.LETTER | Kind.DIGIT:
            return _IN_KOREAN_WORD
        case ((Kind.LETTER | Kind.DIGIT), Kind.HANGUL):
            return _IN_KOREAN_WORD
        case Kind.DIGIT, Kind.HAN:
            return UNIT
        case _ if before in _WORD_ENDS and after in _WORD_STARTS:
            return NEVER
        case _:
            return 0


def _table(level: Level) -> list[list[float]]:
    return [[_cost(before, after, level) for after in Kind] for before in Kind]


_TABLES: dict[Level, list[list[float]]] = {
    "loose": _table("loose"),
    "normal": _table("normal"),
    "strict": _table("strict"),
}


def break_costs(found: list[int], level: Level) -> list[float]:
    """What a line end before each character costs, at the level; the first is no place to break.

    What is attached counts as what it follows; a break after blanks is one after what stands before them.
    """
    table = _TABLES[level]
    costs = [NEVER]
    before: int = found[0] if found else 0
    parted: int = before
    for kind in found[1:]:
        cost = table[parted][kind]
        if parted == Kind.BLANK and before in NO_LINE_END:
            cost = NEVER
        costs.append(cost)
        if kind != Kind.ATTACHED:
            parted = kind
            if kind != Kind.BLANK:
                before = kind
    return costs
