"""A theme, resolved: the one value that CSS and Word styles are compiled from.

Everything here is absolute: sizes, leadings and vertical spaces in pt, colours as #rrggbb. Indents stay in
em of the style's own size, because Word and CSS both want them so for Chinese.

One fact is stated once: a style key is a node kind (`paragraph`, `heading-2`, `quote` ...) or a role
(`byline`, `credit` ...); a role inherits its kind, a kind inherits `text`.
"""

from pathlib import Path
from typing import Literal

import msgspec

from publish.theming.scripts import Script, script_of
from publish.theming.tokens import (
    AlignToken,
    CoverDesign,
    Kinsoku,
    OpenerLine,
    RuleStyle,
    Running,
    TitlePageLine,
)

_NOTE_CALL_SCALE = 0.65  # where a theme says nothing


class Page(msgspec.Struct, frozen=True):
    """The page, in pt. `measure` is the width of the text block, `lines` how many lines it holds."""

    width: float
    height: float
    inner: float
    outer: float
    head: float
    foot: float
    measure: float
    lines: int


class Font(msgspec.Struct, frozen=True):
    """The families of a font role by script, best first. `slanted`: alphabets are set in italics."""

    role: str
    families: dict[str, tuple[str, ...]]
    slanted: bool = False

    def stack(self, lang: str) -> tuple[str, ...]:
        """The families for a language, best first, then the fallbacks for what they lack."""
        script: Script = script_of(lang)
        found = self.families.get(script) or self.families.get("latin") or ()
        return tuple(dict.fromkeys((*found, *self.families.get("fallback", ()))))


class Style(msgspec.Struct, frozen=True):
    """The looks of a block: size, leading, before and after in pt; indents and padding in em of `size`.

    `font` names a role of the theme's fonts. Rules and frames are widths in pt, 0 for none; `width` is how
    long a rule is in em, 0 for the whole measure; `background` and `rule_color` are #rrggbb or empty.
    """

    font: str
    size: float
    leading: float
    weight: int
    color: str
    align: AlignToken
    background: str = ""
    first_indent: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    tracking: float = 0
    padding: float = 0
    rule_above: float = 0
    rule_below: float = 0
    rule_left: float = 0
    rule_color: str = ""
    rule_style: RuleStyle = "solid"
    width: float = 0
    frame: float = 0
    keep_with_next: bool = False
    keep_together: bool = False
    hyphenate: bool = True


class InlineStyle(msgspec.Struct, frozen=True):
    """What an inline style changes; None leaves what surrounds it. `scale` multiplies the size."""

    font: str | None = None
    scale: float | None = None
    weight: int | None = None
    color: str | None = None
    background: str | None = None
    tracking: float | None = None
    underline: bool | None = None


class Punctuation(msgspec.Struct, frozen=True):
    """How marks are treated, see `tokens.PunctuationTokens`; `gap` in em."""

    kinsoku: Kinsoku = "normal"
    hanging: bool = False
    gap: float = 0.25


class Furniture(msgspec.Struct, frozen=True):
    """Running heads and folios, see `tokens.FurnitureTokens`; `rule` in pt."""

    head_left: Running
    head_right: Running
    place: Literal["head", "foot"]
    align: Literal["outer", "center"]
    rule: float
    folio: Literal["outer", "center"]


class Arrangement(msgspec.Struct, frozen=True):
    """What stands above an article and on the title page, in which order."""

    opener: tuple[OpenerLine, ...] = ("title", "subtitle", "byline", "source-line", "lead")
    title_page: tuple[TitlePageLine, ...] = (
        "edition-title",
        "edition-subtitle",
        "edition-issue",
        "edition-editors",
        "edition-publisher",
        "edition-date",
    )


class Cover(msgspec.Struct, frozen=True):
    """The design of generated covers and its colours as #rrggbb, see `tokens.CoverTokens`."""

    design: CoverDesign
    ground: str
    ink: str
    ornament: str


class Theme(msgspec.Struct, frozen=True):
    """A resolved theme: `size` and `leading` are the body's, in pt; `folders` hold templates, own first.

    `indents` is by script what share of a style's first-line indent it takes, where that is not all of it.
    """

    name: str
    title: str
    summary: str
    size: float
    leading: float
    page: Page
    punctuation: Punctuation
    indents: dict[str, float]
    colors: dict[str, str]
    fonts: dict[str, Font]
    styles: dict[str, Style]
    inlines: dict[str, InlineStyle]
    furniture: Furniture
    arrangement: Arrangement
    cover: Cover
    folders: tuple[Path, ...]

    def style(self, kind: str, role: str = "") -> Style:
        """The style of a block: its role's if the theme has one, else its kind's, else that of text."""
        return self.styles.get(role) or self.styles.get(kind) or self.styles["text"]

    @property
    def note_call_scale(self) -> float:
        """The size of a note's call, as a share of the text it stands in."""
        call = self.inlines.get("note-call")
        return call.scale if call and call.scale else _NOTE_CALL_SCALE

    def indent_share(self, lang: str) -> float:
        """How much of a style's first-line indent a language takes."""
        return self.indents.get(script_of(lang), 1.0)

    def indented(self, style: Style, lang: str) -> Style:
        """A style with its first-line indent in a language; one that hangs is the same in all."""
        share = self.indent_share(lang)
        if share == 1 or style.first_indent <= 0:
            return style
        return msgspec.structs.replace(style, first_indent=style.first_indent * share)

    def in_language(self, lang: str) -> "Theme":
        """The theme as it is for text in a language."""
        styles = {key: self.indented(style, lang) for key, style in self.styles.items()}
        return msgspec.structs.replace(self, styles=styles, indents={})

    def font(self, role: str) -> Font:
        """The font of a role."""
        return self.fonts[role]
