"""theme.toml as it is written: the schema of tokens, all optional so that themes can inherit.

Units: a bare number of a size is points (pt), of an indent em of the style's own size, of a vertical
space or a leading *lines* of the body grid, so that whatever a theme sets stays on the grid. A string
carries its own unit: "13pt", "176mm".
"""

from typing import Literal, TypeAlias, TypeVar

import msgspec

Length: TypeAlias = float | str
Tokens = TypeVar("Tokens", bound=msgspec.Struct)


class ThemeHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[theme]`: what a list of themes says of it."""

    title: str = ""
    summary: str = ""


class PageTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[page]`: the trimmed page and where the text block stands on it.

    `measure` is the line in em of the body size, `lines` the lines of a full page; the inner and head
    margins are given, the outer and foot margins are what is left of the page.
    """

    width: str | None = None
    height: str | None = None
    measure: int | None = None
    lines: int | None = None
    inner: str | None = None
    head: str | None = None


class GridTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[grid]`: the body's size and leading, in pt; every line and space is a multiple of this leading."""

    size: float | None = None
    leading: float | None = None


class FontTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[fonts.ROLE]`: the font families of a role, best first, by script.

    `latin` is for text in languages written with alphabets; Latin words inside Chinese, Japanese and
    Korean text take the Latin of that script's own font. `slanted` sets alphabets in italics: what Kai is
    to Song, italics are to roman. `fallback` is for characters that no other family of the role has.
    """

    hans: list[str] | None = None
    hant: list[str] | None = None
    ja: list[str] | None = None
    ko: list[str] | None = None
    latin: list[str] | None = None
    arabic: list[str] | None = None
    fallback: list[str] | None = None
    slanted: bool | None = None


AlignToken: TypeAlias = Literal["justify", "left", "center", "right"]


class StyleTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[style.KEY]`: the looks of a node kind or of a role.

    A role inherits what its `kind` says, a kind inherits `text`. Inline styles (emphasis, strong, code,
    link ...) inherit nothing but what surrounds them: what they leave out stays as it is, and their size
    is a `scale` of it.
    """

    kind: str | None = None
    font: str | None = None
    size: float | None = None
    scale: float | None = None
    leading: Length | None = None
    weight: int | None = None
    color: str | None = None
    background: str | None = None
    align: AlignToken | None = None
    first_indent: float | None = None
    left: float | None = None
    right: float | None = None
    before: Length | None = None
    after: Length | None = None
    tracking: float | None = None
    padding: float | None = None
    rule_above: float | None = None
    rule_below: float | None = None
    rule_left: float | None = None
    rule_color: str | None = None
    frame: float | None = None
    keep_with_next: bool | None = None
    keep_together: bool | None = None
    hyphenate: bool | None = None
    underline: bool | None = None


class FurnitureTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[furniture]`: running heads and folios.

    `head_left` and `head_right` say what stands at the head of left and right pages: "edition", "article"
    or nothing; `rule` is the hairline under it in pt; `folio` where the page number stands.
    """

    head_left: Literal["edition", "article", ""] | None = None
    head_right: Literal["edition", "article", ""] | None = None
    rule: float | None = None
    folio: Literal["outer", "center"] | None = None


class ThemeTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole theme.toml."""

    inherits: str = ""
    theme: ThemeHead = ThemeHead()
    page: PageTokens = PageTokens()
    grid: GridTokens = GridTokens()
    colors: dict[str, str] = {}
    fonts: dict[str, FontTokens] = {}
    style: dict[str, StyleTokens] = {}
    furniture: FurnitureTokens = FurnitureTokens()


def merge(parent: ThemeTokens, child: ThemeTokens) -> ThemeTokens:
    """The tokens of a theme laid over those of the theme it inherits, key by key."""
    return ThemeTokens(
        inherits=parent.inherits,
        theme=child.theme,
        page=over(parent.page, child.page),
        grid=over(parent.grid, child.grid),
        colors=parent.colors | child.colors,
        fonts=_over_each(parent.fonts, child.fonts),
        style=_over_each(parent.style, child.style),
        furniture=over(parent.furniture, child.furniture),
    )


def _over_each(parent: dict[str, Tokens], child: dict[str, Tokens]) -> dict[str, Tokens]:
    merged = {key: over(parent[key], tokens) if key in parent else tokens for key, tokens in child.items()}
    return parent | merged


def over(parent: Tokens, child: Tokens) -> Tokens:
    """The parent's tokens with those that the child sets in their place."""
    given = {key: value for key, value in msgspec.structs.asdict(child).items() if value is not None}
    return msgspec.structs.replace(parent, **given)
