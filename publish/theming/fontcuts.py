"""Faces cut from the fonts of a machine: a few characters, under a name of our own, squeezed.

A cut is a static subset of one face of one font file, made by HarfBuzz, with the glyphs of its language and
the squeeze of adjacent marks written in. Besides `typesetting.measure` the only room that knows HarfBuzz.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec
import uharfbuzz as hb

from publish import __version__
from publish.errors import DependencyError
from publish.theming.fontcache import FontCache
from publish.theming.fontfiles import FontFile
from publish.theming.scripts import Script
from publish.theming.sfnt import Tables, cmap_table, name_table, read_names, read_tables, write_font
from publish.theming.squeeze import Feature, Ink, Trims, is_candidate, sort_marks, squeeze_table

_PREPARATION = 1
"""Counts up when prepared fonts change, so that cached ones are not taken."""

# What the squeeze and a language's glyphs need, and what careful text asks for by name.
_FEATURES = (
    "ccmp", "locl", "rlig", "rclt", "calt", "clig", "liga", "kern", "mark", "mkmk", "halt", "pwid",
    "ljmo", "vjmo", "tjmo", "lnum", "tnum", "sups", "subs", "smcp", "c2sc",
)  # fmt: skip
_UNUSED_TABLES = ("BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "MVAR", "meta", "gasp", "name")

LANGUAGES: Mapping[Script, str] = {"hans": "zh-Hans", "hant": "zh-Hant", "ja": "ja", "ko": "ko"}
"""The language whose glyphs a script's fonts show."""
_COPYRIGHT, _LICENSE, _LICENSE_URL = 0, 13, 14


class PreparedFont(msgspec.Struct, frozen=True):
    """A font ready to be set and embedded.

    family      its own family name, shared by the weights of one source family in one role and script
    weight      the CSS weight it stands for; its own may be the nearest there is
    italic      whether it is slanted
    data        the font file, OpenType or TrueType, the same bytes for the same use
    characters  the characters it has
    trims       what its full-width marks give up before and after their ink, in em
    source      the family it was made from
    """

    family: str
    role: str
    script: Script
    weight: int
    italic: bool
    data: bytes
    characters: frozenset[str]
    trims: Trims
    source: str

    @property
    def name(self) -> str:
        """Its name as a resource, ended as its kind is."""
        slant = "-italic" if self.italic else ""
        return f"{self.family}-{self.weight}{slant}.{'otf' if self.data[:4] == b'OTTO' else 'ttf'}"


@lru_cache(maxsize=32)
def _open(path: str, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(path), index)


@lru_cache(maxsize=128)
def _code_set(path: str, index: int) -> hb.Set:
    return _open(path, index).unicodes


def code_points(face: FontFile) -> hb.Set:
    """The code points that a face has a glyph for."""
    try:
        return _code_set(face.path, face.index)
    except (OSError, hb.HarfBuzzError) as error:
        raise DependencyError(f"a font cannot be read: {error}", where=face.path) from error


class Cut(msgspec.Struct, frozen=True):
    """What a prepared font is made of: all that decides its bytes but the file's contents.

    `stands_for` is a character that the only one of `characters` is shown for.
    """

    family: str
    role: str
    script: Script
    weight: int
    characters: str
    file: FontFile
    source: str
    squeeze: Feature | None
    stands_for: str = ""


def cut_font(cut: Cut, cache: FontCache) -> PreparedFont:
    """The prepared font of a cut, from the cache if it was made before; DependencyError for a bad file."""
    try:
        key = f"{_PREPARATION} {__version__} {hb.__version__} {cut.file.identity}\n{cut!r}"
        prepared = cache.get(key, PreparedFont)
        if prepared is None:
            prepared = _prepared(cut)
            cache.put(key, prepared)
    except (OSError, hb.HarfBuzzError, RuntimeError) as error:
        raise DependencyError(
            f"the font {cut.source} cannot be read: {error}",
            where=cut.file.path,
            hint="reinstall the font",
        ) from error
    return prepared


def _prepared(cut: Cut) -> PreparedFont:
    face = _open(cut.file.path, cut.file.index)
    tables = read_tables(_subset(face, cut))
    names = read_names(face.reference_table("name").data) if "name" in face.table_tags else {}
    tables["name"] = name_table(_own_names(cut, names))
    trims = _in_its_language(tables, cut) if cut.script in LANGUAGES else {}
    if cut.stands_for:
        glyph = hb.Font(hb.Face(write_font(tables))).get_nominal_glyph(ord(cut.characters)) or 0
        tables["cmap"] = cmap_table({ord(cut.stands_for): glyph})
    return PreparedFont(
        cut.family,
        cut.role,
        cut.script,
        cut.weight,
        cut.file.slanted,
        write_font(tables),
        frozenset(cut.stands_for or cut.characters),
        trims,
        cut.source,
    )


def _in_its_language(tables: Tables, cut: Cut) -> Trims:
    """Give the tables of a face the glyphs of its language and the squeeze; the trims of its marks."""
    language = LANGUAGES[cut.script]
    font = hb.Font(hb.Face(write_font(tables)))
    glyphs = {ord(c): font.get_nominal_glyph(ord(c)) or 0 for c in cut.characters}
    shown = _shown_glyphs(font, cut.characters, language)
    if any(glyphs[code] != glyph for code, glyph in shown.items()):
        glyphs |= shown
        tables["cmap"] = cmap_table(glyphs)
    if cut.squeeze is None:
        return {}
    marks = sort_marks(_inks(font, shown), _joins_dashes(font, language, cut.characters))
    apostrophe = glyphs.get(ord("’"), 0)
    table = squeeze_table(tables.get("GPOS", b""), marks, font.face.upem, cut.squeeze, apostrophe)
    if table:
        tables["GPOS"] = table
    return marks.trims


def _subset(face: hb.Face, cut: Cut) -> bytes:
    order = hb.SubsetInput()
    order.unicode_set.update(map(ord, cut.characters))
    features = order.layout_feature_tag_set
    features.update(map(_tag, _FEATURES))
    for unused in ("palt", "vpal", "vhal", "vkrn", "vert", "vrt2", "chws", "vchw", "valt", "jalt"):
        features.discard(_tag(unused))
    order.drop_table_tag_set.update(map(_tag, _UNUSED_TABLES))
    flags = hb.SubsetFlags.NO_HINTING
    if cut.file.variable:
        order.pin_all_axes_to_default(face)
        weight = min(max(cut.weight, cut.file.lightest), cut.file.heaviest)
        order.pin_axis_location(face, "wght", weight)
        flags |= hb.SubsetFlags.DOWNGRADE_CFF2
    order.flags = flags
    return bytes(hb.subset(face, order).blob.data)


def _tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")


def _own_names(cut: Cut, source: Mapping[int, str]) -> dict[int, str]:
    """A family name of our own (OFL 1.1, 3: reserved names), the source's copyright and licence."""
    kept = {number: source[number] for number in (_COPYRIGHT, _LICENSE, _LICENSE_URL) if number in source}
    style = "Bold" if cut.weight >= 600 else "Regular"
    unique = f"{cut.family}-{cut.weight}"
    return kept | {1: cut.family, 2: style, 3: unique, 4: unique, 5: "Version 1.0", 6: unique}


def _shown_glyphs(font: hb.Font, characters: Iterable[str], language: str) -> dict[int, int]:
    """The glyph that each character has between Han characters of a language, by code point."""
    ordered = sorted(characters)
    buffer = hb.Buffer()
    buffer.add_str(" ".join(ordered))
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", language
    hb.shape(font, buffer, {"kern": False, "ccmp": False, "liga": False, "calt": False})
    return {
        ord(ordered[info.cluster // 2]): info.codepoint
        for info in buffer.glyph_infos
        if info.cluster % 2 == 0 and info.codepoint
    }


def _inks(font: hb.Font, shown: Mapping[int, int]) -> dict[str, Ink]:
    upem, inks = font.face.upem, {}
    for code, glyph in sorted(shown.items()):
        if is_candidate(chr(code)) and (extents := font.get_glyph_extents(glyph)):
            left = extents.x_bearing / upem
            advance = font.get_glyph_h_advance(glyph) / upem
            inks[chr(code)] = Ink(glyph, advance, left, left + extents.width / upem)
    return inks


def glyph_inks(data: bytes, glyphs: Iterable[int]) -> dict[int, Ink]:
    """Where the ink of glyphs of a font file stands; those without ink are left out."""
    font = hb.Font(hb.Face(data))
    upem = font.face.upem
    found = {}
    for glyph in glyphs:
        extents = font.get_glyph_extents(glyph)
        if extents and extents.width:
            left, right = extents.x_bearing / upem, (extents.x_bearing + extents.width) / upem
            found[glyph] = Ink(glyph, font.get_glyph_h_advance(glyph) / upem, left, right)
    return found


def _joins_dashes(font: hb.Font, language: str, characters: str) -> bool:
    if "—" not in characters:
        return False
    buffer = hb.Buffer()
    buffer.add_str("——")
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", language
    hb.shape(font, buffer)
    return len(buffer.glyph_infos) == 1
