"""Small fonts for tests, made on the spot: every width is known, and no installed font is needed.

An em is 1,000 units. Han characters and full-width marks are one em wide, letters and digits half an em,
the blank a quarter; the ink of marks stands where it does in simplified Chinese.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_v_a_r import TupleVariation

OPENING, CLOSING = "“‘（《「『【", "”’）》」』】，、。；：！？"
HALF = dict.fromkeys(OPENING, (0.5, 0.0)) | dict.fromkeys(CLOSING, (0.0, 0.5))
"""What each mark gives up before and after its ink, in em."""

HAN = "一二三四五六七八九十中文字国人天地玄黄宇宙洪荒日月盈昃辰宿列张"
LATIN = "".join(map(chr, range(0x21, 0x7F)))
EVERYTHING = HAN + OPENING + CLOSING + LATIN + " \u00a0·—…①かなカナ\u3000\u0301"


class Typeface(NamedTuple):
    """A font as the composer wants it."""

    data: bytes
    characters: frozenset[str]
    trims: dict[str, tuple[float, float]]


def ink(character: str) -> tuple[int, int, int]:
    """Advance, left and right edge of a character's ink."""
    if character in OPENING:
        return 1000, 600, 950
    if character in CLOSING:
        return 1000, 50, 350
    if character == "·":
        return 1000, 430, 570
    if unicodedata.combining(character):
        return 0, -200, -100
    if character in " \u00a0":
        return 250, 0, 0
    if character == "\u3000":
        return 1000, 0, 0
    if character.isascii():
        return 500, 50, 450
    return 1000, 50, 950


def font_file(characters: Iterable[str], family: str = "Test", **options: object) -> bytes:
    """A TrueType font of these characters.

    Options: `narrow` quotes of 350 units, a `weight` axis from 400 to 700, adjacent marks `squeezed`.
    """
    wanted = sorted(set(characters))
    names = {character: f"u{ord(character):04X}" for character in wanted}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    inks = {names[character]: ink(character) for character in wanted} | {".notdef": (500, 50, 450)}
    if options.get("narrow"):
        inks |= {names[quote]: (350, 50, 300) for quote in "“”‘’" if quote in names}
    builder.setupGlyf({name: _box(left, right) for name, (_, left, right) in inks.items()})
    builder.setupHorizontalMetrics({name: (advance, left) for name, (advance, left, _) in inks.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=400)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "copyright": "Nobody"})
    builder.setupPost()
    if options.get("weight"):
        builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
        wider = TupleVariation({"wght": (0.0, 1.0, 1.0)}, [(0, 0)] * 4 + [(0, 0), (100, 0), (0, 0), (0, 0)])
        builder.setupGvar(
            {name: [wider] if right > left else [] for name, (_, left, right) in inks.items()}
        )
    if options.get("squeezed"):
        marks = {
            kind: " ".join(names[mark] for mark in kind if mark in names) for kind in (OPENING, CLOSING)
        }
        features = (
            f"@O = [{marks[OPENING]}]; @C = [{marks[CLOSING]}]; "
            "feature kern { pos @C @C -500; pos @C @O -500; pos @O @O -500; } kern;"
        )
        addOpenTypeFeaturesFromString(builder.font, features)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    written = BytesIO()
    builder.save(written)
    return written.getvalue()


def _box(left: int, right: int) -> object:
    pen = TTGlyphPen(None)
    if right > left:
        pen.moveTo((left, 0))
        pen.lineTo((left, 700))
        pen.lineTo((right, 700))
        pen.lineTo((right, 0))
        pen.closePath()
    return pen.glyph()


@lru_cache
def typeface(characters: str = EVERYTHING) -> Typeface:
    """The test font of these characters, as if prepared."""
    return Typeface(
        font_file(characters, squeezed=any(mark in characters for mark in OPENING)),
        frozenset(characters),
        {mark: trims for mark, trims in HALF.items() if mark in characters},
    )


def one_font(*_: object) -> tuple[Typeface, ...]:
    """Sets everything in the test font."""
    return (typeface(),)


def write(folder: Path, name: str, data: bytes) -> str:
    """The path of a font file just written."""
    path = folder / name
    path.write_bytes(data)
    return str(path)
