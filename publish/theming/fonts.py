"""The fonts of a build: found by the theme's stacks, spread over the characters, prepared for setting.

A prepared font is a small static face with just the characters that one font role sets in one script and
weight, under a family name of its own, so that what is measured is what is drawn on any machine. The
faces of one role and script have hardly a character in common (only blanks, digits and hyphens): in a
CSS family list each character finds its face, without unicode-range.

In Chinese and Japanese the squeeze of adjacent marks is written into the face (`publish.theming.squeeze`),
and the glyphs of its language are what the character map says, so that a dash is as wide in a run of
its own as between Han characters.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import msgspec

from publish.diagnostics import Code, Diagnostic
from publish.errors import DependencyError
from publish.theming.fontcache import FontCache, cache_folder
from publish.theming.fontcuts import LANGUAGES, Cut, PreparedFont, code_points, cut_font
from publish.theming.fontfiles import FontFile, InstalledFonts, installed_fonts
from publish.theming.scripts import Script, script_of
from publish.theming.squeeze import Feature
from publish.theming.theme import Theme

ENGINE_CHARACTERS = frozenset(" \u00a0-\u20100123456789")
"""What an engine may add to a text: blanks, hyphens, numbers. Every prepared face has what it can of it."""

# Default ignorable code points (Unicode 16, DerivedCoreProperties) that are no control characters:
# fillers, joiners and variation selectors. No font needs a glyph for them.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)

_SOLID: frozenset[Script] = frozenset({"hans", "hant", "ja"})
"""Scripts set solid in full-width characters, where adjacent marks are squeezed."""


class FontUse(msgspec.Struct, frozen=True):
    """Characters that are set in a font role, at a CSS weight, in a language (BCP 47)."""

    role: str
    weight: int
    lang: str
    characters: frozenset[str]


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


GETA_MARK = "〓"
_STAND_IN = 1000  # behind every family of a stack
_MOST_STAND_INS = 100  # of an edition: each is a face to lay out with

_Choice: TypeAlias = tuple[int, str, FontFile]
"""A family's place in the theme's stack, its name and its face."""


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
        self.stand_ins = 0

    def prepare(self, role: str, script: Script, weight: int, characters: frozenset[str]) -> None:
        stack = self.stack(role, script, weight)
        wanted = {character for character in characters if needs_glyph(character)}
        for number, family, face in stack:
            has = code_points(face)
            found = {character for character in wanted if ord(character) in has}
            wanted -= found
            if found or number == stack[0][0]:
                found |= {character for character in ENGINE_CHARACTERS if ord(character) in has}
                own = f"publish-{role}-{script}-{number}"
                squeeze = self.squeeze if script in _SOLID else None
                text = "".join(sorted(found))
                cut = Cut(own, role, script, weight, text, face, family, squeeze)
                self.fonts.append(cut_font(cut, self.cache))
            if not wanted:
                break
        # Blanks of all widths are drawn without a glyph of their own.
        wanted = {character for character in wanted if unicodedata.category(character) != "Zs"}
        symbols = sorted(c for c in wanted if unicodedata.category(c)[0] not in "LMN")
        if symbols:
            wanted -= self.stand_in(role, script, weight, symbols, stack)
        self.miss(wanted, role, stack)

    def stack(self, role: str, script: Script, weight: int) -> list["_Choice"]:
        """The installed faces of a role, with their place in the theme's stack."""
        font = self.theme.font(role)
        families = font.stack(LANGUAGES.get(script, "ar" if script == "arabic" else "en"))
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

    def stand_in(
        self, role: str, script: Script, weight: int, symbols: Sequence[str], stack: Sequence["_Choice"]
    ) -> set[str]:
        """Add faces that show a geta mark for these; gives those that are shown so.

        The mark that printers set for a sort they lack. The text itself stays as it is, so what is copied
        or searched is the symbol (mostly an emoji newer than the fonts). Each has a face of its own, for
        in a PDF a glyph can stand for one character only.
        """
        having = (choice for choice in stack if ord(GETA_MARK) in code_points(choice[2]))
        number, family, face = next(having, (0, "", None))
        if face is None:
            return set()
        shown = symbols[: _MOST_STAND_INS - self.stand_ins]
        self.stand_ins += len(shown)
        for place, character in enumerate(shown):
            own = f"publish-{role}-{script}-{number + _STAND_IN + place}"
            cut = Cut(own, role, script, weight, GETA_MARK, face, family, None, character)
            self.fonts.append(cut_font(cut, self.cache))
            self.say(
                Code.GLYPH_REPLACED,
                f"no font of the role “{role}” has {_told(character)}; {GETA_MARK} is shown in its place",
                _install(stack),
            )
        return set(shown)

    def miss(self, characters: set[str], role: str, stack: Sequence["_Choice"]) -> None:
        for character in sorted(characters - self.missing):
            self.say(
                Code.GLYPH_MISSING,
                f"no font of the role “{role}” has {_told(character)}",
                _install(stack),
            )
        self.missing |= characters

    def say(self, code: Code, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(code, code.severity, message, hint=hint))


def _told(character: str) -> str:
    name = unicodedata.name(character, "")
    words = f", {name.lower()}" if name else ""
    return f"“{character}” (U+{ord(character):04X}{words})"


def _install(stack: Sequence["_Choice"]) -> str:
    return f"install a font that has it and name it in the theme; {len(stack)} fonts were searched"
