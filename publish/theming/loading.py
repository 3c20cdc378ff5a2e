"""A theme.toml loaded, laid over those it inherits and resolved to a `Theme`.

Errors name the file and the line, and the nearest name there is.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from publish.errors import ThemeError, UsageError
from publish.settings import line_of, nearest, read_toml
from publish.theming.theme import (
    Arrangement,
    Cover,
    Font,
    Furniture,
    InlineStyle,
    Page,
    Punctuation,
    Style,
    Theme,
)
from publish.theming.tokens import (
    INLINE_KEYS,
    STYLE_KEYS,
    CoverTokens,
    FontTokens,
    FurnitureTokens,
    Length,
    PageTokens,
    Size,
    StyleTokens,
    ThemeTokens,
    merge,
    over,
)

THEME_FILE = "theme.toml"

_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pc": 12.0}


Finder: TypeAlias = Callable[[str], Path]
"""A function from a theme's name to its folder."""

Keys: TypeAlias = tuple[str, ...]
"""Where a value stands in a theme.toml: ("style", "quote", "color")."""

Value = TypeVar("Value")
Values = TypeVar("Values", bound=msgspec.Struct)


def load_theme(folder: Path, find: Finder) -> Theme:
    """The theme in a folder; `find` gives the folder of a theme it inherits by name.

    Raises ThemeError with file and line for what is wrong in a theme.toml.
    """
    tokens, folders = _with_parents(folder, find, ())
    return _Resolver(tokens, folders).theme()


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
    try:
        above = find(tokens.inherits)
    except UsageError as error:
        line = line_of(path.read_text("utf-8"), ("inherits",))
        raise ThemeError(error.message, where=f"{path}:{line}", hint=error.hint) from error
    parent, folders = _with_parents(above, find, (*heirs, folder))
    return merge(parent, tokens), (folder, *folders)


class _Resolver:
    """Turns merged tokens into a Theme; `folders` are the theme's own and those of what it inherits."""

    def __init__(self, tokens: ThemeTokens, folders: tuple[Path, ...]) -> None:
        self.tokens = tokens
        self.folders = folders
        self.size = self.given(tokens.grid.size, ("grid", "size"))
        self.leading = self.given(tokens.grid.leading, ("grid", "leading"))

    def theme(self) -> Theme:
        tokens = self.tokens
        inline = {key: own for key, own in tokens.style.items() if key in INLINE_KEYS}
        blocks = [key for key in tokens.style if key not in INLINE_KEYS]
        if "text" not in blocks:
            raise self.error("a theme needs [style.text]", ())
        name = self.folders[0].name
        return Theme(
            name=name,
            title=tokens.theme.title or name,
            summary=tokens.theme.summary,
            size=self.size,
            leading=self.leading,
            page=self.page(tokens.page),
            punctuation=_set(Punctuation(), tokens.punctuation),
            indents={
                script: share
                for script, share in msgspec.structs.asdict(tokens.indents).items()
                if share is not None
            },
            colors={key: self.color(key, ("colors", key)) for key in tokens.colors},
            fonts={role: _font(role, own) for role, own in tokens.fonts.items()},
            styles={key: self.style(key) for key in blocks},
            inlines={key: self.inline_style(key, own) for key, own in inline.items()},
            furniture=_furniture(tokens.furniture),
            arrangement=_set(Arrangement(), tokens.arrangement),
            cover=self.cover(tokens.cover),
            folders=self.folders,
        )

    # Errors ---------------------------------------------------------------------------------------

    def error(self, message: str, keys: Keys, hint: str = "") -> ThemeError:
        return ThemeError(message, where=self.where(keys), hint=hint)

    def where(self, keys: Keys) -> str:
        """The file and line that set a value: the theme's own, or that of one it inherits."""
        for folder in self.folders:
            path = folder / THEME_FILE
            if keys and (line := line_of(path.read_text("utf-8"), keys)):
                return f"{path}:{line}"
        return str(self.folders[0] / THEME_FILE)

    def given(self, value: Value | None, keys: Keys) -> Value:
        if value is None:
            raise self.missing(keys)
        return value

    def missing(self, keys: Keys) -> ThemeError:
        table = ".".join(keys[:-1])
        return self.error(f"[{table}] {keys[-1]} is missing", (), "set it, or inherit a theme that does")

    def named(self, name: str, known: Mapping[str, Value], what: str, keys: Keys) -> Value:
        """What is known by a name; ThemeError with the nearest name there is."""
        if name not in known:
            style = f"[style.{keys[1]}]: " if keys[0] == "style" else ""
            raise self.error(
                f"{style}there is no {what} “{name}”", keys, nearest(name, sorted(known), f"{what}s")
            )
        return known[name]

    # Values ---------------------------------------------------------------------------------------

    def page(self, tokens: PageTokens) -> Page:
        width, height, inner, head = (
            self.points(self.given(getattr(tokens, key), ("page", key)), ("page", key))
            for key in ("width", "height", "inner", "head")
        )
        lines = self.given(tokens.lines, ("page", "lines"))
        measure = self.given(tokens.measure, ("page", "measure")) * self.size
        outer, foot = width - inner - measure, height - head - lines * self.leading
        if outer <= 0:
            raise self.error("[page] measure is too wide: no margin is left", ("page", "measure"))
        if foot <= 0:
            raise self.error("[page] lines are too many: no margin is left", ("page", "lines"))
        return Page(width, height, inner, outer, head, foot, measure, lines)

    def style(self, key: str) -> Style:
        tokens = self.inherited(key, ())
        if tokens.size is None:
            raise self.missing(("style", key, "size"))
        font = self.given(tokens.font, ("style", key, "font"))
        return Style(
            font=self.font_role(font, key),
            size=self.points_of(tokens.size, key),
            leading=self.lines(1.0 if tokens.leading is None else tokens.leading, (key, "leading")),
            weight=tokens.weight or 400,
            color=self.color(tokens.color or "text", ("style", key, "color")),
            align=tokens.align or "left",
            background=self.color(tokens.background or "", ("style", key, "background")),
            first_indent=tokens.first_indent or 0,
            left=tokens.left or 0,
            right=tokens.right or 0,
            before=self.lines(tokens.before or 0.0, (key, "before")),
            after=self.lines(tokens.after or 0.0, (key, "after")),
            tracking=tokens.tracking or 0,
            padding=tokens.padding or 0,
            rule_above=tokens.rule_above or 0,
            rule_below=tokens.rule_below or 0,
            rule_left=tokens.rule_left or 0,
            rule_color=self.color(
                tokens.rule_color or tokens.color or "text", ("style", key, "rule_color")
            ),
            rule_style=tokens.rule_style or "solid",
            width=tokens.width or 0,
            frame=tokens.frame or 0,
            keep_with_next=bool(tokens.keep_with_next),
            keep_together=bool(tokens.keep_together),
            hyphenate=tokens.hyphenate is not False,
        )

    def inherited(self, key: str, heirs: Keys) -> StyleTokens:
        """The tokens of a key laid over those of its kind, up to `text`."""
        if key in heirs:
            raise self.error(f"[style.{key}] inherits itself", ("style", key, "kind"))
        tokens = self.tokens.style.get(key)
        if tokens is None:
            near = nearest(key, sorted(self.tokens.style), "styles")
            hint = f"[style.{heirs[-1]}] names it as its kind; {near}"
            raise self.error(f"there is no [style.{key}]", ("style", heirs[-1], "kind"), hint)
        if key == "text":
            return tokens
        if not tokens.kind and key not in STYLE_KEYS:
            near = nearest(key, sorted(STYLE_KEYS), "styles")
            hint = f"the style of a role of your own names its `kind`; {near}"
            raise self.error(f"nothing is set in [style.{key}]", ("style", key), hint)
        return over(self.inherited(tokens.kind or "text", (*heirs, key)), tokens)

    def inline_style(self, key: str, tokens: StyleTokens) -> InlineStyle:
        def color(name: str | None, token: str) -> str | None:
            return self.color(name, ("style", key, token)) if name else None

        return InlineStyle(
            font=self.font_role(tokens.font, key) if tokens.font else None,
            scale=tokens.scale,
            weight=tokens.weight,
            color=color(tokens.color, "color"),
            background=color(tokens.background, "background"),
            tracking=tokens.tracking,
            underline=tokens.underline,
        )

    def cover(self, tokens: CoverTokens) -> Cover:
        return Cover(
            design=tokens.design or "columns",
            ground=self.color(tokens.ground or "#ffffff", ("cover", "ground")),
            ink=self.color(tokens.ink or "text", ("cover", "ink")),
            ornament=self.color(tokens.ornament or tokens.ink or "text", ("cover", "ornament")),
        )

    def font_role(self, role: str, key: str) -> str:
        self.named(role, self.tokens.fonts, "font role", ("style", key, "font"))
        return role

    def color(self, name: str, keys: Keys) -> str:
        """#rrggbb of a colour or of the name of one, or nothing."""
        value = self.tokens.colors.get(name, name)
        if value and not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            known = nearest(value, sorted(self.tokens.colors), "colours")
            raise self.error(f"“{value}” is no colour", keys, f"write #rrggbb or the name of one; {known}")
        return value.lower()

    def points_of(self, size: Size, key: str) -> float:
        """A size in pt, be it a number or a name of the type scale."""
        if isinstance(size, str):
            scale = {"body": self.size, **self.tokens.sizes}
            return self.named(size, scale, "size", ("style", key, "size"))
        return size

    def lines(self, length: Length, keys: Keys) -> float:
        """A vertical length in pt: a bare number is lines of the grid."""
        if isinstance(length, str):
            return self.points(length, ("style", *keys))
        return length * self.leading

    def points(self, length: str, keys: Keys) -> float:
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", length)
        if not found or found[2] not in _POINTS:
            units = ", ".join(_POINTS)
            raise self.error(f"“{length}” is no length", keys, f"write a number and one of {units}")
        return float(found[1]) * _POINTS[found[2]]


def _set(value: Values, tokens: msgspec.Struct) -> Values:
    """The value, with what the tokens of the same names set in their place."""
    given = {
        key: tuple(token) if isinstance(token, list) else token
        for key, token in msgspec.structs.asdict(tokens).items()
        if token is not None
    }
    return msgspec.structs.replace(value, **given)


def _furniture(tokens: FurnitureTokens) -> Furniture:
    return Furniture(
        head_left=tokens.head_left or "",
        head_right=tokens.head_right or "",
        place=tokens.place or "head",
        align=tokens.align or "outer",
        rule=tokens.rule or 0,
        folio=tokens.folio or "center",
    )


def _font(role: str, tokens: FontTokens) -> Font:
    stacks = {
        key: tuple(value)
        for key, value in msgspec.structs.asdict(tokens).items()
        if isinstance(value, list) and value
    }
    return Font(role, stacks, bool(tokens.slanted))
