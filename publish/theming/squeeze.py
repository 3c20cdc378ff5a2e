"""Full-width punctuation that closes up, written into the font itself.

Between two adjacent marks stands half an em too much: “，《” and “》、”. A font can say so in pair
positioning (GPOS), and then any engine that shapes text draws the marks closed up, with no markup and
the text untouched. What a mark is like is read off its ink, so that a comma counts as a closing mark in
simplified Chinese and Japanese and as a centred one in traditional Chinese, as each font draws it.

Follows JLREQ 3.1.4 and clreq 3.1.6 (adjacent marks), the registered feature `chws`, and the OpenType
specification 1.9.1 (GPOS). Only advances are changed where it can be helped: WeasyPrint 70 draws a
placement 2.4 % too far.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from struct import pack, unpack_from
from typing import Literal, NamedTuple, TypeAlias

HALF = 0.5
"""What a mark gives up beside another or at the end of a line, in em."""

_FULL_WIDTH = 0.95
"""From this advance on a glyph is full-width, in em."""
_MIDDLE_BLANK = 0.22
"""A centred mark has at least so much blank at each side, in em."""
_DASH_OVERLAP = 0.03
"""By how much dashes run into each other, in em, so that spaced letters leave no gap between them."""

_QUOTES = frozenset("“”‘’")
_DASH = "—"

Feature: TypeAlias = Literal["kern", "chws"]
"""Where the squeeze is written: `kern` is on everywhere, `chws` where an engine asks for it."""


class Ink(NamedTuple):
    """A glyph and where its ink stands, in em: advance, left and right edge."""

    glyph: int
    advance: float
    left: float
    right: float


Trims: TypeAlias = dict[str, tuple[float, float]]
"""What a mark can give up before and after its ink, in em."""

_ALPHABETS = frozenset({"latn", "grek", "cyrl"})
_KANA = "kana"


class Marks(NamedTuple):
    """The marks of a font, sorted by their ink, as glyph ids.

    overlap  by how much two dashes run into each other, in em, where the font does not join them
    widened  quotes drawn too narrow for Chinese: the glyph, how far to move and to widen it, in em
    trims    what each mark can give up
    """

    opening: frozenset[int]
    closing: frozenset[int]
    middle: frozenset[int]
    dash: frozenset[int]
    overlap: float
    widened: tuple[tuple[int, float, float], ...]
    trims: Trims

    def without(self, glyph: int) -> "Marks":
        """These marks but for one glyph."""
        return self._replace(
            closing=self.closing - {glyph},
            widened=tuple(quote for quote in self.widened if quote[0] != glyph),
        )


def is_candidate(character: str) -> bool:
    """True for what may be a full-width mark: any punctuation beyond ASCII."""
    return not character.isascii() and unicodedata.category(character)[0] == "P"


def sort_marks(inks: Mapping[str, Ink], joined_dashes: bool) -> Marks:
    """The marks among these characters; `joined_dashes` if the font joins two dashes itself."""
    opening, closing, middle, widened, trims = set(), set(), set(), [], {}
    for character, drawn in inks.items():
        ink = drawn
        if character in _QUOTES and drawn.advance < 1 - HALF:
            more = 1 - drawn.advance
            before = more if character in "“‘" else 0.0
            widened.append((drawn.glyph, before, more))
            ink = Ink(drawn.glyph, 1, drawn.left + before, drawn.right + before)
        if ink.advance < _FULL_WIDTH:
            continue
        before, after = ink.left, ink.advance - ink.right
        if before >= HALF - 0.01 or (character in _QUOTES and before > after):
            opening.add(ink.glyph)
            trims[character] = (HALF, 0.0)
        elif after >= HALF - 0.05:
            closing.add(ink.glyph)
            trims[character] = (0.0, HALF)
        elif min(before, after) >= _MIDDLE_BLANK and unicodedata.category(character) == "Po":
            middle.add(ink.glyph)
    dash = inks.get(_DASH)
    overlap = 0.0
    if dash and not joined_dashes and dash.advance >= _FULL_WIDTH:
        overlap = dash.left + dash.advance - dash.right + _DASH_OVERLAP
    return Marks(
        frozenset(opening),
        frozenset(closing),
        frozenset(middle),
        frozenset({dash.glyph} if dash and overlap else ()),
        overlap,
        tuple(sorted(widened)),
        trims,
    )


# Lookups -------------------------------------------------------------------------------------------


def _lookup(kind: int, subtable: bytes) -> bytes:
    return pack(">HHHH", kind, 0, 1, 8) + subtable


def _coverage(glyphs: Iterable[int]) -> bytes:
    ordered = sorted(glyphs)
    return pack(f">HH{len(ordered)}H", 1, len(ordered), *ordered)


def _classes(groups: Sequence[frozenset[int]]) -> bytes:
    """A class definition: the glyphs of the first group are class 1, and so on."""
    ranges = sorted((glyph, number) for number, group in enumerate(groups, 1) for glyph in group)
    return pack(">HH", 2, len(ranges)) + b"".join(
        pack(">HHH", glyph, glyph, number) for glyph, number in ranges
    )


def _widening(marks: Marks, upem: int) -> bytes:
    """Single positioning, format 2: each quote moved and widened."""
    coverage = _coverage(glyph for glyph, _, _ in marks.widened)
    values = b"".join(
        pack(">hh", round(left * upem), round(advance * upem)) for _, left, advance in marks.widened
    )
    placement_and_advance = 0x0005
    head = pack(">HHHH", 2, 8 + len(values), placement_and_advance, len(marks.widened))
    return _lookup(1, head + values + coverage)


def _pairs(marks: Marks, upem: int) -> bytes:
    """Pair positioning by classes, format 2: how much the first of two marks gives up."""
    groups = (marks.opening, marks.closing, marks.middle, marks.dash)
    opening, closing, middle, dash = 1, 2, 3, 4
    half = -round(HALF * upem)
    values = {
        (opening, opening): half,
        (closing, opening): half,
        (middle, opening): half,
        (closing, closing): half,
        (closing, middle): half,
        (dash, dash): -round(marks.overlap * upem),
    }
    count = len(groups) + 1
    matrix = pack(
        f">{count * count}h",
        *(values.get((first, second), 0) for first in range(count) for second in range(count)),
    )
    coverage, classes = _coverage(frozenset().union(*groups)), _classes(groups)
    advance_only, nothing = 0x0004, 0
    after_matrix = 16 + len(matrix)
    head = pack(
        ">HHHHHHHH",
        2,
        after_matrix + len(classes),
        advance_only,
        nothing,
        after_matrix,
        after_matrix,
        count,
        count,
    )
    return _lookup(2, head + matrix + classes + coverage)


# The table -----------------------------------------------------------------------------------------


class _Layout(NamedTuple):
    """A layout table read: scripts of language systems of (tag, lookups) features, and the rest as it is.

    The default language system of a script has an empty tag.
    """

    scripts: dict[str, dict[str, list[tuple[str, tuple[int, ...]]]]]
    lookups: tuple[int, ...]
    body: bytes


def squeeze_table(table: bytes, marks: Marks, upem: int, feature: Feature, apostrophe: int = 0) -> bytes:
    """The GPOS table of a font (empty for none) with the squeeze of these marks added at its end.

    Narrow quotes are widened, but for `apostrophe` in Latin, Greek and Cyrillic words. A table that would
    grow over its 64 kB is left as it is.
    """
    layout = _read(table) if table else _Layout({}, (), b"")
    first = len(layout.lookups)
    everywhere = _lookups(marks, upem)
    in_words = _lookups(marks.without(apostrophe), upem) if marks.widened else everywhere
    added = list(dict.fromkeys((*everywhere, *in_words)))
    if not added:
        return table
    default = layout.scripts.get("DFLT", {"": []})
    scripts = {"DFLT": default, **layout.scripts}
    if marks.widened:
        scripts |= {tag: default for tag in _ALPHABETS if tag not in scripts}
    if feature == "kern":
        # Kana is set solid: a font's kerning of it is for proportional kana.
        scripts[_KANA] = {
            language: [own for own in found if own[0] != feature]
            for language, found in scripts.get(_KANA, default).items()
        }
    chosen = {
        tag: tuple(first + added.index(one) for one in (in_words if tag in _ALPHABETS else everywhere))
        for tag in scripts
    }
    grown = {
        script: {
            language: _with(features, feature, chosen[script]) for language, features in languages.items()
        }
        for script, languages in scripts.items()
    }
    written = _write(grown, layout, added)
    return table if written is None else written


def _lookups(marks: Marks, upem: int) -> list[bytes]:
    lookups = [_widening(marks, upem)] if marks.widened else []
    if marks.opening or marks.closing or marks.middle or marks.dash:
        lookups.append(_pairs(marks, upem))
    return lookups


def _with(
    features: list[tuple[str, tuple[int, ...]]], tag: Feature, lookups: tuple[int, ...]
) -> list[tuple[str, tuple[int, ...]]]:
    own = next((found for name, found in features if name == tag), ())
    return [*((name, found) for name, found in features if name != tag), (tag, (*own, *lookups))]


def _read(table: bytes) -> _Layout:
    script_list, feature_list, lookup_list = unpack_from(">HHH", table, 4)
    features = []
    for tag, offset in _records(table, feature_list):
        (count,) = unpack_from(">H", table, offset + 2)
        features.append((tag, unpack_from(f">{count}H", table, offset + 4)))

    def system(offset: int) -> list[tuple[str, tuple[int, ...]]]:
        required, count = unpack_from(">HH", table, offset + 2)
        chosen = [*unpack_from(f">{count}H", table, offset + 6)]
        return [features[index] for index in ([required] if required != 0xFFFF else []) + chosen]

    scripts = {}
    for script, offset in _records(table, script_list):
        (default,) = unpack_from(">H", table, offset)
        systems = {"": system(offset + default)} if default else {}
        systems |= {tag: system(place) for tag, place in _records(table, offset + 2, offset)}
        scripts[script] = systems
    (count,) = unpack_from(">H", table, lookup_list)
    return _Layout(scripts, unpack_from(f">{count}H", table, lookup_list + 2), table[lookup_list:])


def _records(table: bytes, place: int, base: int | None = None) -> list[tuple[str, int]]:
    """The (tag, offset in the table) pairs of a list of records; offsets count from `base`."""
    (count,) = unpack_from(">H", table, place)
    found = [unpack_from(">4sH", table, place + 2 + 6 * index) for index in range(count)]
    start = place if base is None else base
    return [(tag.decode("latin-1"), start + offset) for tag, offset in found]


def _write(
    scripts: Mapping[str, Mapping[str, Sequence[tuple[str, tuple[int, ...]]]]],
    layout: _Layout,
    added: Sequence[bytes],
) -> bytes | None:
    """The table as bytes, None if it is too long for its offsets."""
    features = sorted(
        {feature for systems in scripts.values() for own in systems.values() for feature in own}
    )
    number = {feature: index for index, feature in enumerate(features)}
    feature_list = _list([(tag, pack(f">HH{len(own)}H", 0, len(own), *own)) for tag, own in features])
    script_list = _list(
        [
            (script, _script({tag: [number[own] for own in found] for tag, found in systems.items()}))
            for script, systems in sorted(scripts.items())
        ]
    )
    head = 2 + 2 * (len(layout.lookups) + len(added))
    sizes = [len(lookup) for lookup in added]
    before_body = head + sum(sizes)
    offsets = [before_body + offset for offset in layout.lookups]
    offsets += [head + sum(sizes[:index]) for index in range(len(sizes))]
    if max(offsets) > 0xFFFF or 10 + len(script_list) + len(feature_list) > 0xFFFF:
        return None
    lookup_list = pack(f">H{len(offsets)}H", len(offsets), *offsets) + b"".join(added) + layout.body
    places = (10, 10 + len(script_list), 10 + len(script_list) + len(feature_list))
    return pack(">HHHHH", 1, 0, *places) + script_list + feature_list + lookup_list


def _list(items: Sequence[tuple[str, bytes]]) -> bytes:
    """Records of a tag and an offset, and behind them what they lead to."""
    records, body, start = b"", b"", 2 + 6 * len(items)
    for tag, item in items:
        records += pack(">4sH", tag.encode("latin-1"), start + len(body))
        body += item
    return pack(">H", len(items)) + records + body


def _script(systems: Mapping[str, Sequence[int]]) -> bytes:
    written = {
        tag: pack(f">HHH{len(own)}H", 0, 0xFFFF, len(own), *own) for tag, own in sorted(systems.items())
    }
    default = written.pop("", b"")
    # Offsets count from the script: over them stands its own offset of the default language system.
    body = _list(list(written.items()))
    records = body[: 2 + 6 * len(written)]
    shifted = records[:2] + b"".join(
        records[place : place + 4] + pack(">H", unpack_from(">H", records, place + 4)[0] + 2 + len(default))
        for place in range(2, len(records), 6)
    )
    place = 2 + len(records) if default else 0
    return pack(">H", place) + shifted + default + body[len(records) :]
