"""A theme, loaded, inherited and resolved: the one value that CSS and Word styles are compiled from.

Everything here is absolute: sizes, leadings and vertical spaces in pt, colours as #rrggbb. Indents stay in
em of the style's own size, because Word and CSS both want them so for Chinese.

One fact is stated once: a style key is a node kind (`paragraph`, `heading-2`, `quote` ...) or a role
(`byline`, `credit` ...); a role inherits its kind, a kind inherits `text`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from publish.errors import ThemeError
from publish.settings import read_toml
from publish.theming.scripts import Script, script_of
from publish.theming.tokens import (
    AlignToken,
    FontTokens,
    FurnitureTokens,
    Length,
    PageTokens,
    StyleTokens,
    ThemeTokens,
    merge,
    over,
)

THEME_FILE = "theme.toml"

INLINE_KEYS = (
    "emphasis",
    "strong",
    "underline",
    "strike",
    "superscript",
    "subscript",
    "small-caps",
    "highlight",
    "code",
    "link",
    "math",
    "note-call",
)
"""The style keys of inlines; every other key is a block's."""

_NOTE_CALL_SCALE = 0.65  # where a theme says nothing

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12.0}


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

    `font` names a role of the theme's fonts. Rules and frames are widths in pt, 0 for none; `background`
    and `rule_color` are #rrggbb or empty.
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


class Furniture(msgspec.Struct, frozen=True):
    """Running heads and folios, see `tokens.FurnitureTokens`; `rule` in pt."""

    head_left: str
    head_right: str
    rule: float
    folio: str


class Theme(msgspec.Struct, frozen=True):
    """A resolved theme: `size` and `leading` are the body's, in pt; `folders` hold templates, own first."""

    name: str
    title: str
    summary: str
    size: float
    leading: float
    page: Page
    colors: dict[str, str]
    fonts: dict[str, Font]
    styles: dict[str, Style]
    inlines: dict[str, InlineStyle]
    furniture: Furniture
    folders: tuple[Path, ...]

    def style(self, kind: str, role: str = "") -> Style:
        """The style of a block: its role's if the theme has one, else its kind's, else that of text."""
        return self.styles.get(role) or self.styles.get(kind) or self.styles["text"]

    @property
    def note_call_scale(self) -> float:
        """The size of a note's call, as a share of the text it stands in."""
        call = self.inlines.get("note-call")
        return call.scale if call and call.scale else _NOTE_CALL_SCALE

    def font(self, role: str) -> Font:
        """The font of a role."""
        return self.fonts[role]


def load_theme(folder: Path, find: "Finder") -> Theme:
    """The theme in a folder; `find` gives the folder of a theme it inherits by name.

    Raises ThemeError with file and line for what is wrong in a theme.toml.
    """
    tokens, folders = _with_parents(folder, find, ())
    return _Resolver(tokens, folder / THEME_FILE).theme(folder.name, folders)


Finder: TypeAlias = Callable[[str], Path]
"""A function from a theme's name to its folder."""


def _with_parents(
    folder: Path, find: Finder, heirs: tuple[Path, ...]
) -> tuple[ThemeTokens, tuple[Path, ...]]:
    path = folder / THEME_FILE
    if folder in heirs:
        names = " → ".join(heir.name for heir in (*heirs, folder))
        raise ThemeError(f"the theme inherits itself: {names}", where=str(path))
    tokens = read_toml(path, ThemeTokens, ThemeError)
    if not tokens.inherits:
        return tokens, (folder,)
    parent, folders = _with_parents(find(tokens.inherits), find, (*heirs, folder))
    return merge(parent, tokens), (folder, *folders)


Value = TypeVar("Value")


class _Resolver:
    """Turns merged tokens into a Theme; `path` is named in errors."""

    def __init__(self, tokens: ThemeTokens, path: Path) -> None:
        self.tokens = tokens
        self.path = path
        self.size = self.given(tokens.grid.size, "[grid] size")
        self.leading = self.given(tokens.grid.leading, "[grid] leading")

    def theme(self, name: str, folders: tuple[Path, ...]) -> Theme:
        inline = {key: tokens for key, tokens in self.tokens.style.items() if key in INLINE_KEYS}
        blocks = [key for key in self.tokens.style if key not in INLINE_KEYS]
        if "text" not in blocks:
            raise self.error("a theme needs [style.text]")
        return Theme(
            name=name,
            title=self.tokens.theme.title or name,
            summary=self.tokens.theme.summary,
            size=self.size,
            leading=self.leading,
            page=self.page(self.tokens.page),
            colors={key: self.color(key) for key in self.tokens.colors},
            fonts={role: _font(role, tokens) for role, tokens in self.tokens.fonts.items()},
            styles={key: self.style(key) for key in blocks},
            inlines={key: self.inline_style(key, tokens) for key, tokens in inline.items()},
            furniture=self.furniture(self.tokens.furniture),
            folders=folders,
        )

    def error(self, message: str, hint: str = "") -> ThemeError:
        return ThemeError(message, where=str(self.path), hint=hint)

    def given(self, value: Value | None, what: str) -> Value:
        if value is None:
            raise self.error(f"{what} is missing", "set it, or inherit a theme that does")
        return value

    def page(self, tokens: PageTokens) -> Page:
        width = self.points(self.given(tokens.width, "[page] width"))
        height = self.points(self.given(tokens.height, "[page] height"))
        inner = self.points(self.given(tokens.inner, "[page] inner"))
        head = self.points(self.given(tokens.head, "[page] head"))
        lines = self.given(tokens.lines, "[page] lines")
        measure = self.given(tokens.measure, "[page] measure") * self.size
        outer, foot = width - inner - measure, height - head - lines * self.leading
        if outer <= 0 or foot <= 0:
            side = "measure is too wide" if outer <= 0 else "lines are too many"
            raise self.error(f"[page] {side}: nothing is left for the margin")
        return Page(width, height, inner, outer, head, foot, measure, lines)

    def style(self, key: str) -> Style:
        tokens = self.inherited(key, ())
        size = self.given(tokens.size, f"[style.{key}] size")
        font = self.font_role(self.given(tokens.font, f"[style.{key}] font"), key)
        return Style(
            font=font,
            size=size,
            leading=self.lines(1.0 if tokens.leading is None else tokens.leading),
            weight=tokens.weight or 400,
            color=self.color(tokens.color or "text"),
            align=tokens.align or "left",
            background=self.color(tokens.background or ""),
            first_indent=tokens.first_indent or 0,
            left=tokens.left or 0,
            right=tokens.right or 0,
            before=self.lines(tokens.before or 0.0),
            after=self.lines(tokens.after or 0.0),
            tracking=tokens.tracking or 0,
            padding=tokens.padding or 0,
            rule_above=tokens.rule_above or 0,
            rule_below=tokens.rule_below or 0,
            rule_left=tokens.rule_left or 0,
            rule_color=self.color(tokens.rule_color or tokens.color or "text"),
            frame=tokens.frame or 0,
            keep_with_next=bool(tokens.keep_with_next),
            keep_together=bool(tokens.keep_together),
            hyphenate=tokens.hyphenate is not False,
        )

    def inherited(self, key: str, heirs: tuple[str, ...]) -> StyleTokens:
        """The tokens of a key laid over those of its kind, up to `text`."""
        if key in heirs:
            raise self.error(f"[style.{key}] inherits itself")
        tokens = self.tokens.style.get(key)
        if tokens is None:
            raise self.error(f"there is no [style.{key}]", f"[style.{heirs[-1]}] names it as its kind")
        if key == "text":
            return tokens
        return over(self.inherited(tokens.kind or "text", (*heirs, key)), tokens)

    def inline_style(self, key: str, tokens: StyleTokens) -> InlineStyle:
        return InlineStyle(
            font=self.font_role(tokens.font, key) if tokens.font else None,
            scale=tokens.scale,
            weight=tokens.weight,
            color=self.color(tokens.color) if tokens.color else None,
            background=self.color(tokens.background) if tokens.background else None,
            tracking=tokens.tracking,
            underline=tokens.underline,
        )

    def furniture(self, tokens: FurnitureTokens) -> Furniture:
        return Furniture(
            head_left=tokens.head_left or "",
            head_right=tokens.head_right or "",
            rule=tokens.rule or 0,
            folio=tokens.folio or "center",
        )

    def font_role(self, role: str, key: str) -> str:
        if role not in self.tokens.fonts:
            known = ", ".join(sorted(self.tokens.fonts))
            raise self.error(f"[style.{key}]: there is no font role “{role}”", f"roles there are: {known}")
        return role

    def color(self, name: str) -> str:
        value = self.tokens.colors.get(name, name)
        if value and not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            known = ", ".join(sorted(self.tokens.colors))
            raise self.error(f"“{value}” is no colour", f"write #rrggbb or one of: {known}")
        return value.lower()

    def lines(self, length: Length) -> float:
        """A vertical length in pt: a bare number is lines of the grid."""
        return self.points(length) if isinstance(length, str) else length * self.leading

    def points(self, length: str) -> float:
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", length)
        if not found or found[2] not in _POINTS:
            raise self.error(f"“{length}” is no length", f"write a number and one of {', '.join(_POINTS)}")
        return float(found[1]) * _POINTS[found[2]]


def _font(role: str, tokens: FontTokens) -> Font:
    stacks = {
        key: tuple(value)
        for key, value in msgspec.structs.asdict(tokens).items()
        if isinstance(value, list) and value
    }
    return Font(role, stacks, bool(tokens.slanted))
