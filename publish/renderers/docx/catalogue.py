"""The plain paragraph styles of a Word edition: which there are, and what each means to Word."""

import msgspec
from msgspec.structs import replace

from publish.renderers.docx import names
from publish.renderers.docx.names import StyleName
from publish.theming.css import RULE_ROLES
from publish.theming.theme import Style, Theme
from publish.theming.tokens import INLINE_KEYS

LIST_DEPTH = 5
"""How many levels of lists Word has styles for; what is deeper takes the last."""

BULLETS, NUMBERS = 1, 2
"""The lists (`w:numId`) that the list styles belong to; every list of a text gets a further one."""

CHARACTER_ROLES = ("contents-author",)
"""Style keys of blocks that Word sets as part of a line."""

BARE = frozenset({"heading", "heading-1", "list", "list-item", "definitions", "table", *CHARACTER_ROLES})
"""Style keys that no paragraph bears: others inherit from them, or they are set otherwise."""

_NEEDED = (
    *("paragraph", "quote", "term", "detail", "code-block", "verse", "figure", "caption", "cell"),
    *("header-cell", "rule", "note", "placeholder", "title", "running-head", "folio", "contents-title"),
)
"""Style keys that there must be, be they in a theme or not."""

TITLES_AROUND = ("note-title", "sources-title", "index-title")
"""The titles of what stands around the articles and in the contents, beside the parts; not the colophon's:
what has a level in the outline stands in the contents as soon as Word makes them anew."""

HEAD_GAP = 3
"""pt between a running head and its rule."""


class Base(msgspec.Struct, frozen=True):
    """A plain paragraph style: its name, its looks, and what Word must know besides.

    kind       the style key whose looks it has, where that is another than its own
    outline    the level of a heading, from 1
    numbering  the list and level (from 0) of a list's style
    tab        where the page numbers of a line of the contents end, in pt
    inset      indents from the left and right, in pt (a short rule)
    picture    its lines are as high as the pictures in them
    outer      it stands at the outer edge, on the left of left pages and on the right of right ones
    """

    name: StyleName
    style: Style
    kind: str = ""
    outline: int = 0
    numbering: tuple[int, int] | None = None
    tab: float = 0
    inset: tuple[float, float] = (0, 0)
    picture: bool = False
    outer: bool = False


def bases(theme: Theme, depth: int) -> dict[str, Base]:
    """The plain styles by key, `text` first; `depth` is 1 where parts stand above the articles, else 0."""
    keys = [key for key in (*theme.styles, *_NEEDED) if key not in BARE]
    found = {"text": Base(names.NORMAL, theme.styles["text"])}
    found |= {key: Base(_name(key), theme.style(key)) for key in keys if key != "text"}
    return found | _headings(theme, depth) | _lists(theme) | _contents(theme, depth) | _special(theme)


def _name(key: str) -> StyleName:
    return names.BLOCKS.get(key) or names.titled(key)


def _headings(theme: Theme, depth: int) -> dict[str, Base]:
    """Headings at the depth at which they stand in the edition, so that Word's outline has no gaps."""
    found = {
        f"heading-{level}": Base(
            names.heading(level + depth), theme.style(f"heading-{level}"), outline=level + depth
        )
        for level in range(2, 7)
    }
    found["title"] = Base(names.heading(1 + depth), theme.style("title"), outline=1 + depth)
    if depth:
        found["part-title"] = Base(names.heading(1), theme.style("part-title"), outline=1)
    for key in TITLES_AROUND:
        found[key] = Base(_name(key), theme.style(key), outline=1)
    return found


def _lists(theme: Theme) -> dict[str, Base]:
    item = replace(theme.style("list-item"), first_indent=0)
    step = list_step(theme) / item.size
    found = {}
    for level in range(1, LIST_DEPTH + 1):
        style = replace(item, left=step * level)
        for kind, number in (("bullet", BULLETS), ("number", NUMBERS), ("continue", 0)):
            key = f"list-{kind}-{level}"
            numbering = (number, level - 1) if number else None
            found[key] = Base(names.BLOCKS[key], style, kind="list-item", numbering=numbering)
    return found


def list_step(theme: Theme) -> float:
    """How far each level of a list stands in, in pt."""
    style = theme.style("list")
    return style.left * style.size or 2 * theme.size


def _contents(theme: Theme, depth: int) -> dict[str, Base]:
    measure = theme.page.measure
    # No indent on the right, where the page numbers stand: LibreOffice 7.4 then shows none of them.
    entry = Base(names.contents_line(1 + depth), theme.style("contents-entry"), tab=measure)
    part = Base(names.contents_line(1), theme.style("contents-part"), tab=measure)
    return {"contents-entry": entry, **({"contents-part": part} if depth else {})}


def _special(theme: Theme) -> dict[str, Base]:
    """Running heads and folios, rules between scenes, pictures: what is more than a theme's style."""
    head, folio = (furniture_style(theme, key) for key in ("running-head", "folio"))
    ruled = replace(
        head, rule_below=theme.furniture.rule, rule_color=head.color, padding=HEAD_GAP / head.size
    )
    centered = theme.furniture.align == "center"
    left_head = replace(ruled, align="center" if centered else "left")
    right_head = replace(ruled, align="center" if centered else "right")
    outer = theme.furniture.folio == "outer"
    right = replace(folio, align="right" if outer else "center")
    return {
        "running-head": Base(names.BLOCKS["running-head"], left_head),
        "running-head-right": Base(names.BLOCKS["running-head-right"], right_head),
        "folio": Base(names.BLOCKS["folio"], replace(folio, align="left" if outer else "center")),
        "folio-right": Base(names.BLOCKS["folio-right"], right),
        "folio-outer": Base(names.BLOCKS["folio-outer"], right, outer=outer),
        **{key: _rule(theme, key) for key in ("rule", *RULE_ROLES) if key == "rule" or key in theme.styles},
        **{key: Base(names.BLOCKS[key], _in_table(theme.style(key))) for key in ("cell", "header-cell")},
        "figure": Base(names.BLOCKS["figure"], theme.style("figure"), picture=True),
    }


def _in_table(style: Style) -> Style:
    """The rules, tints and padding of cells are the table's own style's."""
    return replace(style, rule_above=0, rule_below=0, rule_left=0, frame=0, background="", padding=0)


def furniture_style(theme: Theme, key: str) -> Style:
    """A running head or a folio: a line of its own, off the grid."""
    style = theme.style(key)
    return replace(style, leading=style.size * 1.2)


def _rule(theme: Theme, key: str) -> Base:
    """A rule takes its space above and below, and no line: the space below is its empty paragraph.

    What the line itself takes is part of the space below, so that the text stays on the grid.
    """
    style = theme.style("rule", key)
    below = style.after - style.rule_above - style.rule_below
    drawn = replace(style, leading=max(below, 1), after=0, first_indent=0)
    free = max(theme.page.measure - style.width * style.size, 0) if style.width else 0
    left = {"center": free / 2, "right": free}.get(style.align, 0)
    return Base(_name(key), drawn, inset=(left, free - left))


def can_be_borne(role: str) -> bool:
    """True for a role that a paragraph may be set in."""
    return bool(role) and role not in BARE and role not in INLINE_KEYS
