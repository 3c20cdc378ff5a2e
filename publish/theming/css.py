"""A theme compiled to CSS: what the style sheets of paper and of screens share.

`declarations` turns one style into CSS, in pt for paper or in em for screens, where the size of the text
is the reader's own; `style_rules` does so for a whole theme. Both say only what inheritance does not say
already, in one fixed order, so that the same theme gives the same bytes.

Follows CSS Text 3 and CSS Fragmentation 3; the older names of page breaks are what every reader knows.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Literal, TypeAlias

from publish.theming.classes import selector
from publish.theming.theme import InlineStyle, Style, Theme
from publish.theming.tokens import INLINE_KEYS

Unit: TypeAlias = Literal["pt", "em"]
Declarations: TypeAlias = dict[str, str]
Rule: TypeAlias = tuple[str, Declarations]
"""A selector and what it declares."""
Family: TypeAlias = Callable[[str], str]
"""From a font role to what `font-family` says."""

RESET = """\
p, h1, h2, h3, h4, h5, h6, blockquote, ul, ol, dl, dd, pre, figure, hr { margin: 0; padding: 0 }
h1, h2, h3, h4, h5, h6, th { font-size: 1em; font-weight: inherit }
em { font-style: normal }
hr { border: 0 }
img { max-width: 100%; height: auto }
figure > img, figure > a > img { display: block; margin: 0 auto }
table { width: 100%; border-collapse: collapse }
td, th { vertical-align: top }
mark { color: inherit }
sup, sub { line-height: 0 }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
code { overflow-wrap: anywhere }
"""
"""Browsers' own opinions unsaid, so that the theme alone speaks, and what holds for every theme."""

AFTER = """\
pre > code { font-size: 1em; background: none }
.align-left { text-align: left }
.align-center { text-align: center }
.align-right { text-align: right }
"""
"""What stands behind a theme's own rules: the few places where two of them meet."""

# A paragraph without a role is set as what it stands in says: justified and indented in running text,
# neither in a cell. Alignment and indent inherit, so every block states its own and paragraphs take it
# over. A `div` (a group) is running text until its role says otherwise.
_CONTAINERS = ("blockquote", "li", "dd", "td", "th", "figure", "aside", "div")

WITHIN = {
    "list-item": "list",
    "term": "definitions",
    "detail": "definitions",
    "cell": "table",
    "header-cell": "table",
    "caption": "figure",
    "source-card-line": "source-card",
}
"""What stands in what: its size in em is a share of that one's, not of the body's."""

_HEADINGS = tuple(f"heading-{level}" for level in range(1, 7))
NOT_IN_THE_FLOW = frozenset({"running-head", "folio"})
"""The styles of what stands in the margins of a page."""

RULE_ROLES = frozenset({"opener-rule", "opener-ornament", "title-page-rule"})
"""The roles of the rules that stand around the articles."""

_RULE_SIDES = {
    "center": ("auto", "auto"),
    "left": ("auto", "0"),
    "justify": ("auto", "0"),
    "right": ("0", "auto"),
}
"""The margins at the right and left of a short rule."""

_STATED = ("text-align", "text-indent")
_ALIGN = {"left": "start", "right": "end", "center": "center", "justify": "justify"}


# One style -----------------------------------------------------------------------------------------


def declarations(
    style: Style, unit: Unit, *, within: Style | None = None, over: Sequence[Style] = ()
) -> Declarations:
    """A block's style as CSS, property by property; `font-family` is left to whoever knows the families.

    `within` is the style of what the block stands in: what is inherited from there is left out, and in em
    the size is a share of its size. `over` are the styles whose rules may reach the same element: what
    one of them says otherwise is stated. Alignment and indent are stated always, the other properties of
    text where no `within` tells what is inherited.
    """
    own_text, own_box = _text(style, unit, within), _box(style, unit)
    texts = [_text(other, unit, within) for other in (*((within,) if within else ()), *over)]
    boxes = [_box(other, unit) for other in (_bare(style), *over)]
    return {
        **{
            name: value
            for name, value in own_text.items()
            if name in _STATED
            or (any(said[name] != value for said in texts) if texts else value != "normal")
        },
        **{name: value for name, value in own_box.items() if any(said[name] != value for said in boxes)},
    }


def _bare(style: Style) -> Style:
    return Style(style.font, style.size, style.leading, style.weight, style.color, style.align)


def _text(style: Style, unit: Unit, within: Style | None) -> Declarations:
    """What is inherited."""
    paper = unit == "pt"
    return {
        "font-size": length(style.size, "pt")
        if paper
        else length(style.size / (within or style).size, "em"),
        "line-height": length(style.leading, "pt") if paper else number(style.leading / style.size),
        "font-weight": str(style.weight),
        "color": style.color,
        "letter-spacing": length(style.tracking, "em") if style.tracking else "normal",
        "text-align": _ALIGN[style.align],
        "text-indent": length(style.first_indent, "em"),
        "hyphens": "auto" if style.hyphenate else "manual",
    }


def _box(style: Style, unit: Unit) -> Declarations:
    """What is not inherited: spaces, rules, backgrounds, and how the block breaks over pages."""
    above, below = _spaces(style, unit)
    rules = {"top": style.rule_above, "bottom": style.rule_below, "left": style.rule_left, "right": 0.0}
    return {
        "margin": _sides(above, length(style.right, "em"), below, length(style.left, "em")),
        "padding": _padding(style),
        **{f"border-{side}": _border(width or style.frame, style) for side, width in rules.items()},
        "background": style.background or "none",
        "page-break-after": "avoid" if style.keep_with_next else "auto",
        "page-break-inside": "avoid" if style.keep_together else "auto",
    }


def _spaces(style: Style, unit: Unit) -> tuple[str, str]:
    scale = 1 if unit == "pt" else style.size
    return length(style.before / scale, unit), length(style.after / scale, unit)


def _padding(style: Style) -> str:
    """On all sides of what is tinted, framed or has no rules at all, else only beside its rules."""
    padding, rules = length(style.padding, "em"), (style.rule_above, style.rule_below, style.rule_left)
    if style.background or style.frame or not any(rules):
        return padding
    above, below, left = (padding if rule else "0" for rule in rules)
    return _sides(above, "0", below, left)


def _border(width: float, style: Style) -> str:
    # Hairlines are pt on screens too: a share of the text size would vanish in small print.
    return f"{length(width, 'pt')} {style.rule_style} {style.rule_color}" if width else "0"


def inline_declarations(key: str, style: InlineStyle) -> Declarations:
    """An inline style as CSS; its size is a share of what surrounds it in every unit."""
    found: Declarations = {}
    if style.scale is not None:
        found["font-size"] = length(style.scale, "em")
    if style.weight is not None:
        found["font-weight"] = str(style.weight)
    if style.color is not None:
        found["color"] = style.color
    if style.background is not None:
        found["background"] = style.background
    if style.tracking is not None:
        found["letter-spacing"] = length(style.tracking, "em")
    if style.underline is not None:
        found["text-decoration"] = "underline" if style.underline else "none"
    if key == "small-caps":
        found["font-variant"] = "small-caps"
    if key == "note-call":
        found |= {"vertical-align": "super", "line-height": "0"}
    return found


def length(value: float, unit: str) -> str:
    """A CSS length, to three decimals; 0 has no unit."""
    return f"{number(value)}{unit}" if round(value, 3) else "0"


def number(value: float) -> str:
    """A number as CSS writes it, to three decimals."""
    return f"{round(value, 3):g}"


def string(text: str) -> str:
    """A text as CSS quotes it, as the name of a family; what would end the quotation is left out."""
    return '"' + text.replace("\\", "").replace('"', "") + '"'


def _sides(top: str, right: str, bottom: str, left: str) -> str:
    if left != right:
        return f"{top} {right} {bottom} {left}"
    if top != bottom:
        return f"{top} {right} {bottom}"
    return top if top == right else f"{top} {right}"


# A whole theme -------------------------------------------------------------------------------------


def style_rules(
    theme: Theme, unit: Unit, family: Family, lang: str = "zh-Hans", langs: Collection[str] = ()
) -> list[Rule]:
    """Every style of a theme as rules, to stand between `RESET` and `AFTER`: body, kinds, roles, inlines.

    What a kind does not say comes from the body or from what it stands in, so a paragraph in a quotation
    is set in the quotation's Kai. A role states all that the paragraph or heading which bears it would
    say otherwise: a role wins over its kind.

    `lang` is the main language and `langs` are all there are, for what depends on the language.
    """
    said, theme = theme, theme.in_language(lang)
    text = theme.styles["text"]
    kinds = [key for key in theme.styles if not selector(key).startswith(".") and key != "text"]
    roles = [key for key in theme.styles if selector(key).startswith(".") and key not in NOT_IN_THE_FLOW]
    rules = [
        ("body", {"font-family": family(text.font), **declarations(text, unit)}),
        *((selector(key), _kind(theme, key, unit, family)) for key in kinds),
        *_running_text(theme, unit),
        *((selector(key), _role(theme, key, unit, family)) for key in roles),
        *((selector(key), _inline(theme, key, family)) for key in INLINE_KEYS if key in theme.inlines),
        *_first_indents(said, lang, langs),
    ]
    return [(where, own) for where, own in rules if own]


def _first_indents(theme: Theme, main: str, langs: Collection[str]) -> Iterable[Rule]:
    """The first-line indents of other languages than the main one, where theirs are others.

    `:where` gives way to every rule that says more of its element than the one which it follows.
    """
    for lang in sorted(lang for lang in langs if theme.indent_share(lang) != theme.indent_share(main)):
        indents: dict[float, list[str]] = {}
        for key, style in theme.styles.items():
            if style.first_indent > 0:
                indent = theme.indented(style, lang).first_indent
                indents.setdefault(indent, []).extend(selector(key).split(", "))
        if running := theme.indented(theme.style("paragraph"), lang).first_indent:
            indents.setdefault(running, []).append("div")
        for indent, selectors in indents.items():
            where = ", ".join(f"{one}:where(:lang({lang}))" for one in selectors)
            yield where, {"text-indent": length(indent, "em")}


def _kind(theme: Theme, key: str, unit: Unit, family: Family) -> Declarations:
    style, around = theme.styles[key], _around(theme, key)
    # The six headings say only where they differ from what all headings say.
    heading = theme.styles.get("heading") if key in _HEADINGS else None
    own = declarations(style, unit, within=around, over=(heading,) if heading else ())
    if heading:
        said = declarations(heading, unit, within=around)
        own = {name: value for name, value in own.items() if said.get(name) != value}
    if key in ("cell", "header-cell"):
        own["padding"] = length(style.padding, "em")
    if key == "rule":
        own |= _short_rule(style, unit)
    return _with_family(own, style, (heading or around,), family)


def _role(theme: Theme, key: str, unit: Unit, family: Family) -> Declarations:
    style = theme.styles[key]
    if key == "note" and unit == "pt":
        # At the foot of a page it stands in whatever it was called from, and inherits from there.
        own = {"font-family": family(style.font), **declarations(style, unit)}
        return own | {"letter-spacing": length(style.tracking, "em")}
    bearers = ("text", "paragraph", "heading", *_HEADINGS)
    over = [theme.styles[bearer] for bearer in bearers if bearer in theme.styles]
    own = declarations(style, unit, within=_around(theme, key), over=over)
    if key in RULE_ROLES:
        own |= _short_rule(style, unit)
    return _with_family(own, style, over, family)


def _short_rule(style: Style, unit: Unit) -> Declarations:
    """How long a rule is and where it stands: its element has nothing in it that could tell."""
    if not style.width:
        return {}
    above, below = _spaces(style, unit)
    right, left = _RULE_SIDES[style.align]
    return {"margin": _sides(above, right, below, left), "width": length(style.width, "em")}


def _around(theme: Theme, key: str) -> Style:
    return theme.styles.get(WITHIN.get(key, "text"), theme.styles["text"])


def _with_family(own: Declarations, style: Style, over: Sequence[Style], family: Family) -> Declarations:
    if all(style.font == other.font for other in over):
        return own
    return {"font-family": family(style.font), **own}


def _inline(theme: Theme, key: str, family: Family) -> Declarations:
    style = theme.inlines[key]
    own = {"font-family": family(style.font)} if style.font else {}
    return own | inline_declarations(key, style)


def _running_text(theme: Theme, unit: Unit) -> Iterable[Rule]:
    """Where paragraphs without a role take over what they stand in says."""
    running = declarations(theme.style("paragraph"), unit)
    yield "div", {name: running[name] for name in _STATED}
    where = ", ".join(f"{container} > {child}" for child in ("p", "div") for container in _CONTAINERS)
    yield where, dict.fromkeys(_STATED, "inherit")
    # A caption is written for a figure; a table's text is smaller already.
    caption, table = theme.style("caption"), theme.style("table")
    if unit == "em" and table.size != theme.style("figure").size:
        yield "caption", {"font-size": length(caption.size / table.size, "em")}


def sheet(rules: Iterable[Rule]) -> str:
    """Rules as text, one a line."""
    return "".join(
        f"{where} {{ {'; '.join(f'{name}: {value}' for name, value in own.items())} }}\n"
        for where, own in rules
    )
