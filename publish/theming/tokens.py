"""theme.toml as it is written: the schema of tokens, all optional so that themes can inherit.

Units: a bare number of a size is points (pt), of an indent em of the style's own size, of a vertical
space or a leading *lines* of the body grid, so that whatever a theme sets stays on the grid. A string
carries its own unit: "13pt", "176mm".
"""

from typing import Annotated, Literal, TypeAlias, TypeVar

import msgspec

Length: TypeAlias = float | str
Positive: TypeAlias = Annotated[float, msgspec.Meta(gt=0)]
Size: TypeAlias = Positive | str
"""A size in pt, or the name of one in the type scale, `[sizes]`; "body" is that of the grid."""
Weight: TypeAlias = Annotated[int, msgspec.Meta(ge=100, le=900)]
AlignToken: TypeAlias = Literal["justify", "left", "center", "right"]
RuleStyle: TypeAlias = Literal["solid", "double", "dotted"]
Kinsoku: TypeAlias = Literal["loose", "normal", "strict"]
Running: TypeAlias = Literal["edition", "article", ""]
CoverDesign: TypeAlias = Literal["columns", "arcs", "slip"]
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
    measure: Annotated[int, msgspec.Meta(ge=4)] | None = None
    lines: Annotated[int, msgspec.Meta(ge=4)] | None = None
    inner: str | None = None
    head: str | None = None


class GridTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[grid]`: the body's size and leading, in pt; every line and space is a multiple of this leading."""

    size: Positive | None = None
    leading: Positive | None = None


class PunctuationTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[punctuation]`: how marks are treated where the text is Chinese, Japanese or Korean.

    `kinsoku` is how much is kept from the starts and ends of lines (as in CSS `line-break`), `hanging` lets
    stops and commas hang in the margin behind a full line, `gap` is the space between Han characters and
    words or numbers, in em (Requirements for Chinese Text Layout, 3.1.3 and 3.3).
    """

    kinsoku: Kinsoku | None = None
    hanging: bool | None = None
    gap: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None


Share: TypeAlias = Annotated[float, msgspec.Meta(ge=0, le=2)]


class IndentTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[indents]`: how much of a style's first-line indent each script takes, 1 where nothing is said.

    Styles say what Chinese takes, two em; Japanese and Korean take one, alphabets a little more.
    """

    hans: Share | None = None
    hant: Share | None = None
    ja: Share | None = None
    ko: Share | None = None
    latin: Share | None = None
    arabic: Share | None = None


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


class StyleTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[style.KEY]`: the looks of a node kind or of a role.

    A role inherits what its `kind` says, a kind inherits `text`. Inline styles (emphasis, strong, code,
    link ...) inherit nothing but what surrounds them: what they leave out stays as it is, and their size
    is a `scale` of it. `width` is how long a rule is, in em; 0 for the whole measure.
    """

    kind: str | None = None
    font: str | None = None
    size: Size | None = None
    scale: Positive | None = None
    leading: Length | None = None
    weight: Weight | None = None
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
    rule_style: RuleStyle | None = None
    width: float | None = None
    frame: float | None = None
    keep_with_next: bool | None = None
    keep_together: bool | None = None
    hyphenate: bool | None = None
    underline: bool | None = None


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

STYLE_KEYS = frozenset(
    (
        *("text", "paragraph", "heading", *(f"heading-{level}" for level in range(1, 7)), "quote", "list"),
        *("list-item", "definitions", "term", "detail", "code-block", "verse", "figure", "caption"),
        *("table", "cell", "header-cell", "rule", "note", "placeholder"),
        *("part-label", "opener-rule", "title", "opener-ornament", "subtitle", "byline", "source-line"),
        *("lead", "credit", "editor-note", "notice", "source-card", "source-card-line"),
        *("edition-title", "title-page-rule", "edition-subtitle", "edition-issue", "edition-detail"),
        *("part-title", "part-introduction", "contents-title", "contents-part", "contents-entry"),
        *("contents-author", "note-title", "sources-title", "sources-name", "sources-entry"),
        *("index-title", "index-entry", "colophon-title", "colophon", "running-head", "folio"),
        *INLINE_KEYS,
    )
)
"""The keys of styles that our own blocks and inlines bear; a plugin's roles name their `kind`."""


class FurnitureTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[furniture]`: running heads and folios.

    `head_left` and `head_right` say what runs on left and right pages: "edition", "article" or nothing;
    `place` whether it stands at the head or at the foot, beside the folio; `align` whether at the outer
    edge or in the middle; `rule` is the hairline under a head in pt; `folio` where the page number stands.
    """

    head_left: Running | None = None
    head_right: Running | None = None
    place: Literal["head", "foot"] | None = None
    align: Literal["outer", "center"] | None = None
    rule: float | None = None
    folio: Literal["outer", "center"] | None = None


OpenerLine: TypeAlias = Literal[
    "part-label",
    "opener-rule",
    "title",
    "opener-ornament",
    "subtitle",
    "byline",
    "source-line",
    "byline-and-source",
    "lead",
]
TitlePageLine: TypeAlias = Literal[
    "edition-issue",
    "edition-title",
    "title-page-rule",
    "edition-subtitle",
    "edition-editors",
    "edition-publisher",
    "edition-date",
]


class ArrangementTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[arrangement]`: what stands above an article and on the title page, in which order.

    What an article or an edition does not have is left out. "byline-and-source" is both on one line;
    the rules and ornaments are drawn in the styles of their names.
    """

    opener: list[OpenerLine] | None = None
    title_page: list[TitlePageLine] | None = None


class CoverTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[cover]`: the design of the covers that are drawn for editions without a picture for one.

    `ground` is the colour of the cover, `ink` that of its words, `ornament` that of what is drawn on
    it: of the slip its paper.
    """

    design: CoverDesign | None = None
    ground: str | None = None
    ink: str | None = None
    ornament: str | None = None


class ThemeTokens(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole theme.toml."""

    inherits: str = ""
    theme: ThemeHead = ThemeHead()
    page: PageTokens = PageTokens()
    grid: GridTokens = GridTokens()
    sizes: dict[str, Positive] = {}
    punctuation: PunctuationTokens = PunctuationTokens()
    indents: IndentTokens = IndentTokens()
    colors: dict[str, str] = {}
    fonts: dict[str, FontTokens] = {}
    style: dict[str, StyleTokens] = {}
    furniture: FurnitureTokens = FurnitureTokens()
    arrangement: ArrangementTokens = ArrangementTokens()
    cover: CoverTokens = CoverTokens()


def merge(parent: ThemeTokens, child: ThemeTokens) -> ThemeTokens:
    """The tokens of a theme laid over those of the theme it inherits, key by key."""
    return ThemeTokens(
        inherits=parent.inherits,
        theme=child.theme,
        page=over(parent.page, child.page),
        grid=over(parent.grid, child.grid),
        sizes=parent.sizes | child.sizes,
        punctuation=over(parent.punctuation, child.punctuation),
        indents=over(parent.indents, child.indents),
        colors=parent.colors | child.colors,
        fonts=_over_each(parent.fonts, child.fonts),
        style=_over_each(parent.style, child.style),
        furniture=over(parent.furniture, child.furniture),
        arrangement=over(parent.arrangement, child.arrangement),
        cover=over(parent.cover, child.cover),
    )


def _over_each(parent: dict[str, Tokens], child: dict[str, Tokens]) -> dict[str, Tokens]:
    merged = {key: over(parent[key], tokens) if key in parent else tokens for key, tokens in child.items()}
    return parent | merged


def over(parent: Tokens, child: Tokens) -> Tokens:
    """The parent's tokens with those that the child sets in their place."""
    given = {key: value for key, value in msgspec.structs.asdict(child).items() if value is not None}
    return msgspec.structs.replace(parent, **given)
