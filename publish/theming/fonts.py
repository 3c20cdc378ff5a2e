"""The fonts of a build: found by the theme's stacks, spread over the characters, prepared for setting.

A prepared font is a small static face with just the characters that one font role sets in one script and
weight, under a family name of its own, so that what is measured is what is drawn on any machine. The
faces of one role and script have hardly a character in common (only blanks, digits and hyphens): in a
CSS family list each character finds its face, without unicode-range.

In Chinese and Japanese the squeeze of adjacent marks is written into the face (`publish.theming.squeeze`),
and the glyphs of its language are what the character map says, so that a dash is as wide in a run of
its own as between Han characters.

The only room besides `typesetting.measure` that knows HarfBuzz.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec
import uharfbuzz as hb

from publish import __version__
from publish.diagnostics import Code, Diagnostic
from publish.errors import DependencyError
from publish.theming.fontcache import FontCache, cache_folder
from publish.theming.fontfiles import FontFile, InstalledFonts, installed_fonts
from publish.theming.scripts import Script, script_of
from publish.theming.sfnt import Tables, cmap_table, name_table, read_names, read_tables, write_font
from publish.theming.squeeze import Feature, Ink, Trims, is_candidate, sort_marks, squeeze_table
from publish.theming.theme import Theme

ENGINE_CHARACTERS = frozenset(" \u00a0-\u20100123456789")
"""What an engine may add to a text: blanks, hyphens, numbers. Every prepared face has what it can of it."""

_PREPARATION = 1
"""Counts up when prepared fonts change, so that cached ones are not taken."""

# Default ignorable code points (Unicode 16, DerivedCoreProperties) that are no control characters:
# fillers, joiners and variation selectors. No font needs a glyph for them.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)

# What the squeeze and a language's glyphs need, and what careful text asks for by name.
_FEATURES = (
    "ccmp", "locl", "rlig", "rclt", "calt", "clig", "liga", "kern", "mark", "mkmk", "halt", "pwid",
    "ljmo", "vjmo", "tjmo", "lnum", "tnum", "sups", "subs", "smcp", "c2sc",
)  # fmt: skip
_UNUSED_TABLES = ("BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "MVAR", "meta", "gasp", "name")

_LANGUAGES: Mapping[Script, str] = {"hans": "zh-Hans", "hant": "zh-Hant", "ja": "ja", "ko": "ko"}
"""The language whose glyphs a script's fonts show."""
_SOLID: frozenset[Script] = frozenset({"hans", "hant", "ja"})
"""Scripts set solid in full-width characters, where adjacent marks are squeezed."""

_COPYRIGHT, _LICENSE, _LICENSE_URL = 0, 13, 14


class FontUse(msgspec.Struct, frozen=True):
    """Characters that are set in a font role, at a CSS weight, in a language (BCP 47)."""

    role: str
    weight: int
    lang: str
    characters: frozenset[str]


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


class FontSet:
    """The prepared fonts of a build.

    diagnostics  what is to be said of them; whoever knows where a character stands adds the place
    missing      the characters that no font has
    """

    def __init__(
        self,
        fonts: Iterable[PreparedFont],
        diagnostics: Iterable[Diagnostic] = (),
        missing: Iterable[str] = (),
    ) -> None:
        self.fonts = tuple(fonts)
        self.diagnostics = tuple(dict.fromkeys(diagnostics))
        self.missing = frozenset(missing)
        self._by_use: dict[tuple[str, Script], list[PreparedFont]] = {}
        for font in self.fonts:
            self._by_use.setdefault((font.role, font.script), []).append(font)

    def families(self, role: str, lang: str) -> tuple[str, ...]:
        """The CSS family list of a font role in a language, best first."""
        fonts = self._by_use.get((role, script_of(lang)), ())
        return tuple(sorted({font.family for font in fonts}, key=_rank))

    def faces(self, role: str, weight: int, lang: str) -> tuple[PreparedFont, ...]:
        """The faces that set a role at a weight in a language, in the order they are tried."""
        fonts = self._by_use.get((role, script_of(lang)), ())
        nearest = min({font.weight for font in fonts}, key=lambda own: abs(own - weight), default=weight)
        return tuple(
            sorted((font for font in fonts if font.weight == nearest), key=lambda f: _rank(f.family))
        )

    def font_faces(self, address: Callable[[PreparedFont], str]) -> str:
        """The @font-face rules; `address` gives the URL of each font."""
        return "".join(
            f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
            f'font-style: {"italic" if font.italic else "normal"}; src: url("{address(font)}") }}\n'
            for font in self.fonts
        )


def _rank(family: str) -> int:
    return int(family.rpartition("-")[2])


def prepare_fonts(
    theme: Theme,
    uses: Iterable[FontUse],
    *,
    squeeze: Feature = "kern",
    installed: InstalledFonts | None = None,
    cache: FontCache | None = None,
) -> FontSet:
    """Prepare the fonts that a theme sets these characters in.

    `squeeze` says where adjacent marks close up: "kern" in any engine, "chws" where a reader asks for it.
    Raises DependencyError if no font of a stack is installed, or one cannot be read.
    """
    installed = installed_fonts() if installed is None else installed
    workshop = _Workshop(theme, squeeze, installed, FontCache(cache_folder()) if cache is None else cache)
    for (role, script, weight), characters in sorted(_merged(uses).items()):
        workshop.prepare(role, script, weight, characters)
    return FontSet(workshop.fonts, workshop.diagnostics, workshop.missing)


def _merged(uses: Iterable[FontUse]) -> dict[tuple[str, Script, int], frozenset[str]]:
    merged: dict[tuple[str, Script, int], frozenset[str]] = {}
    for use in uses:
        key = (use.role, script_of(use.lang), use.weight)
        merged[key] = merged.get(key, frozenset()) | use.characters
    return merged


def needs_glyph(character: str) -> bool:
    """False for what is never drawn: controls, format characters, joiners, variation selectors."""
    return unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp") and not _IGNORABLE.match(
        character
    )


class _Workshop:
    """Prepares one face after the other and notes what is missing."""

    def __init__(self, theme: Theme, squeeze: Feature, installed: InstalledFonts, cache: FontCache) -> None:
        self.theme = theme
        self.squeeze = squeeze
        self.installed = installed
        self.cache = cache
        self.fonts: list[PreparedFont] = []
        self.diagnostics: list[Diagnostic] = []
        self.missing: set[str] = set()

    def prepare(self, role: str, script: Script, weight: int, characters: frozenset[str]) -> None:
        stack = self.stack(role, script, weight)
        wanted = {character for character in characters if needs_glyph(character)}
        for number, family, face in stack:
            has = _codes(face)
            found = {character for character in wanted if ord(character) in has}
            wanted -= found
            if found or number == stack[0][0]:
                found |= {character for character in ENGINE_CHARACTERS if ord(character) in has}
                own = f"publish-{role}-{script}-{number}"
                squeeze = self.squeeze if script in _SOLID else None
                text = "".join(sorted(found))
                self.fonts.append(self.font(_Cut(own, role, script, weight, text, face, family, squeeze)))
            if not wanted:
                break
        # Blanks of all widths are drawn without a glyph of their own.
        self.miss(
            {character for character in wanted if unicodedata.category(character) != "Zs"}, role, stack
        )

    def stack(self, role: str, script: Script, weight: int) -> list[tuple[int, str, FontFile]]:
        """The installed faces of a role, with their place in the theme's stack."""
        font = self.theme.font(role)
        families = font.stack(_LANGUAGES.get(script, "ar" if script == "arabic" else "en"))
        slanted = font.slanted and script == "latin"
        stack = [
            (number, family, face)
            for number, family in enumerate(families, 1)
            if (face := self.installed.find(family, weight, slanted=slanted))
        ]
        if not stack:
            raise DependencyError(
                f"no font of the theme's role “{role}” ({script}) is installed",
                hint=f"install one of: {', '.join(families)}",
            )
        first = font.families.get(script) or font.families.get("latin") or ()
        if not any(self.installed.has(family) for family in first):
            self.say(
                Code.FONT_MISSING,
                f"no font of the theme's role “{role}” ({script}) is installed; {stack[0][1]} was taken",
                f"install one of: {', '.join(first)}",
            )
        return stack

    def miss(self, characters: set[str], role: str, stack: Sequence[tuple[int, str, FontFile]]) -> None:
        for character in sorted(characters - self.missing):
            self.say(
                Code.GLYPH_MISSING,
                f"no font of the role “{role}” has “{character}” (U+{ord(character):04X}"
                f"{_in_words(character)})",
                f"install a font that has it and name it in the theme; {len(stack)} fonts were searched",
            )
        self.missing |= characters

    def say(self, code: Code, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(code, code.severity, message, hint=hint))

    def font(self, cut: "_Cut") -> PreparedFont:
        try:
            key = f"{_PREPARATION} {__version__} {hb.__version__} {cut.file.identity}\n{cut!r}"
            prepared = self.cache.get(key, PreparedFont)
            if prepared is None:
                prepared = _prepared(cut)
                self.cache.put(key, prepared)
        except (OSError, hb.HarfBuzzError, RuntimeError) as error:
            raise DependencyError(
                f"the font {cut.source} cannot be read: {error}",
                where=cut.file.path,
                hint="reinstall the font",
            ) from error
        return prepared


def _in_words(character: str) -> str:
    name = unicodedata.name(character, "")
    return f", {name.lower()}" if name else ""


# Faces ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _open(path: str, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(path), index)


@lru_cache(maxsize=128)
def _code_set(path: str, index: int) -> hb.Set:
    return _open(path, index).unicodes


def _codes(face: FontFile) -> hb.Set:
    """The code points that a face has a glyph for."""
    try:
        return _code_set(face.path, face.index)
    except (OSError, hb.HarfBuzzError) as error:
        raise DependencyError(f"a font cannot be read: {error}", where=face.path) from error


class _Cut(msgspec.Struct, frozen=True):
    """What a prepared font is made of: all that decides its bytes but the file's contents."""

    family: str
    role: str
    script: Script
    weight: int
    characters: str
    file: FontFile
    source: str
    squeeze: Feature | None


def _prepared(cut: _Cut) -> PreparedFont:
    face = _open(cut.file.path, cut.file.index)
    tables = read_tables(_subset(face, cut))
    names = read_names(face.reference_table("name").data) if "name" in face.table_tags else {}
    tables["name"] = name_table(_own_names(cut, names))
    trims = _in_its_language(tables, cut) if cut.script in _LANGUAGES else {}
    return PreparedFont(
        cut.family,
        cut.role,
        cut.script,
        cut.weight,
        cut.file.slanted,
        write_font(tables),
        frozenset(cut.characters),
        trims,
        cut.source,
    )


def _in_its_language(tables: Tables, cut: _Cut) -> Trims:
    """Give the tables of a face the glyphs of its language and the squeeze; the trims of its marks."""
    language = _LANGUAGES[cut.script]
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


def _subset(face: hb.Face, cut: _Cut) -> bytes:
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


def _own_names(cut: _Cut, source: Mapping[int, str]) -> dict[int, str]:
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


def _joins_dashes(font: hb.Font, language: str, characters: str) -> bool:
    if "—" not in characters:
        return False
    buffer = hb.Buffer()
    buffer.add_str("——")
    buffer.direction, buffer.script, buffer.language = "ltr", "Hani", language
    hb.shape(font, buffer)
    return len(buffer.glyph_infos) == 1
