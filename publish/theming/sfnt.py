"""Font files as tables: taken apart, the few tables we write ourselves, and put together again.

HarfBuzz makes the subsets; what it cannot do is written here as bytes, because parsing and compiling a
whole font with a library costs more than everything else together. The same tables give the same bytes:
nothing here knows the time.

Follows the OpenType specification 1.9.1: "The OpenType Font File", cmap and name.
"""

import sys
from array import array
from collections.abc import Mapping
from struct import pack, unpack_from

Tables = dict[str, bytes]
"""The tables of a font by tag."""

_CHECKSUM_MAGIC = 0xB1B0AFBA
_NAME_ENCODING = "utf-16-be"
_WINDOWS = (3, 1, 0x409)  # platform, encoding, language: Unicode, American English


def read_tables(font: bytes) -> Tables:
    """The tables of a font that is no collection."""
    (count,) = unpack_from(">H", font, 4)
    tables = {}
    for place in range(12, 12 + 16 * count, 16):
        tag, _, offset, size = unpack_from(">4sLLL", font, place)
        tables[tag.decode("latin-1")] = font[offset : offset + size]
    return tables


def write_font(tables: Mapping[str, bytes]) -> bytes:
    """The font of these tables, with its checksums right."""
    tables = {**tables, "head": _head(tables["head"], 0)}
    tags = sorted(tables)
    directory, place, total = [], 12 + 16 * len(tags), 0
    for tag in tags:
        checksum = _checksum(tables[tag])
        directory.append(pack(">4sLLL", tag.encode("latin-1"), checksum, place, len(tables[tag])))
        place += len(tables[tag]) + -len(tables[tag]) % 4
        total += checksum
    start = _header(tables, len(tags)) + b"".join(directory)
    tables["head"] = _head(tables["head"], (_CHECKSUM_MAGIC - total - _checksum(start)) & 0xFFFFFFFF)
    return start + b"".join([_padded(tables[tag]) for tag in tags])


def _header(tables: Mapping[str, bytes], count: int) -> bytes:
    kind = b"OTTO" if "CFF " in tables or "CFF2" in tables else b"\x00\x01\x00\x00"
    power = count.bit_length() - 1
    return kind + pack(">HHHH", count, 16 << power, power, 16 * count - (16 << power))


def _head(table: bytes, adjustment: int) -> bytes:
    return table[:8] + pack(">L", adjustment) + table[12:]


def _padded(table: bytes) -> bytes:
    return table + b"\0" * (-len(table) % 4)


def _checksum(table: bytes) -> int:
    words = array("I", _padded(table))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


# cmap ----------------------------------------------------------------------------------------------


def cmap_table(glyphs: Mapping[int, int]) -> bytes:
    """The character map of these code points: format 4 for the basic plane, format 12 for all."""
    everything = sorted(glyphs.items())
    basic = _format_4([(code, glyph) for code, glyph in everything if code < 0xFFFF])
    whole = _format_12(everything)
    head = pack(">HH", 0, 2) + pack(">HHL", 3, 1, 20) + pack(">HHL", 3, 10, 20 + len(basic))
    return head + basic + whole


def _ranges(pairs: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """(first code, last code, first glyph) of each run where both count up together."""
    ranges: list[tuple[int, int, int]] = []
    for code, glyph in pairs:
        if ranges:
            first, last, start = ranges[-1]
            if code == last + 1 and glyph == start + code - first:
                ranges[-1] = (first, code, start)
                continue
        ranges.append((code, code, glyph))
    return ranges


def _format_4(pairs: list[tuple[int, int]]) -> bytes:
    ranges = [*_ranges(pairs), (0xFFFF, 0xFFFF, 0)]
    count = len(ranges)
    power = count.bit_length() - 1
    columns = (
        [last for _, last, _ in ranges],
        [0],  # reserved
        [first for first, _, _ in ranges],
        [(glyph - first) & 0xFFFF if first != 0xFFFF else 1 for first, _, glyph in ranges],
        [0] * count,
    )
    body = b"".join(pack(f">{len(column)}H", *column) for column in columns)
    search = (2 * count, 2 << power, power, 2 * count - (2 << power))
    return pack(">HHH", 4, 14 + len(body), 0) + pack(">HHHH", *search) + body


def _format_12(pairs: list[tuple[int, int]]) -> bytes:
    groups = b"".join(pack(">LLL", *group) for group in _ranges(pairs))
    return pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(groups) // 12) + groups


# name ----------------------------------------------------------------------------------------------


def name_table(names: Mapping[int, str]) -> bytes:
    """The names of a font by name id, as every system reads them."""
    records, text = b"", b""
    for name_id, name in sorted(names.items()):
        encoded = name.encode(_NAME_ENCODING)
        records += pack(">HHHHHH", *_WINDOWS, name_id, len(encoded), len(text))
        text += encoded
    return pack(">HHH", 0, len(names), 6 + len(records)) + records + text


def read_names(table: bytes) -> dict[int, str]:
    """The English Windows names of a name table by name id."""
    count, start = unpack_from(">HH", table, 2)
    names = {}
    for place in range(6, 6 + 12 * count, 12):
        *where, name_id, size, offset = unpack_from(">HHHHHH", table, place)
        if tuple(where) == _WINDOWS:
            text = table[start + offset : start + offset + size]
            names[name_id] = text.decode(_NAME_ENCODING, "replace")
    return names
