"""One style of a theme as Word's paragraph and run properties.

Three things differ from CSS. Leading is written in exact points, because Word's multiples count from the
font's own height (1.437 em for Noto Serif CJK). A background ends where its paragraph does, so padding is
a border in the same colour that stands off. And properties merge attribute by attribute down the chain of
styles, so whatever a parent may have set is always written.

Properties are kept by name and written in the order of the schema (ECMA-376 Part 1, 17.3.1.26 and
17.3.2.28).
"""

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from publish.renderers.docx.faces import faces
from publish.renderers.docx.languages import locale
from publish.renderers.docx.xml import Element, canonical, eighths, half_points, on, twips, w
from publish.theming.scripts import is_han, is_right_to_left, script_of
from publish.theming.theme import InlineStyle, Style, Theme
from publish.theming.tokens import RuleStyle

Properties: TypeAlias = dict[str, Element]
"""Property elements by their local name."""

BOLD_FROM = 600
"""The weight from which a face is bold: Word has two weights."""

_WIDEST_SPACE = 31
"""pt that a border can stand off its text."""

_TOGGLES = frozenset(
    {"keepNext", "keepLines", "suppressAutoHyphens", "bidi", "b", "bCs", "i", "iCs", "noProof", "rtl"}
)
_ALIGN = {"justify": "both", "left": "left", "right": "right", "center": "center"}
# `left` means the start of the line: Word turns both round in a right-to-left paragraph.


class Variation(msgspec.Struct, frozen=True):
    """How a paragraph differs from its plain style, because of where it stands or what it holds.

    lang         another language than the edition's
    within       the keys of what it stands in (a quotation, a note), outermost first, whose font and size
                 it takes over
    box          the key of the tinted or framed group around it
    left, right  indents of what it stands in, the padding of its box among them, in pt
    before       space of what it opens, and `after` of what it closes, in pt
    align        the alignment of its table column
    picture      it holds a picture: its line is as high as the picture
    keep_next    it stays with what follows, without space (a picture with its caption)
    """

    lang: str = ""
    within: tuple[str, ...] = ()
    box: str = ""
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    align: str = ""
    picture: bool = False
    keep_next: bool = False


PLAIN = Variation()


# Paragraphs ----------------------------------------------------------------------------------------


def paragraph_properties(style: Style, theme: Theme, lang: str, variation: Variation = PLAIN) -> Properties:
    """`w:pPr` of a style."""
    style = theme.indented(style, lang)
    box = theme.styles.get(variation.box)
    found = [
        *([on("keepNext")] if style.keep_with_next or variation.keep_next else []),
        *([on("keepLines")] if style.keep_together else []),
        *box_properties(style, box),
        *([] if style.hyphenate else [on("suppressAutoHyphens")]),
        *([on("bidi")] if is_right_to_left(lang) else []),
        on("snapToGrid", _on_grid(style, theme, lang) and not variation.picture),
        _spacing(style, variation),
        _indents(style, variation, theme.size),
        w("jc", val=_ALIGN[variation.align or style.align]),
    ]
    return by_name(found)


def _on_grid(style: Style, theme: Theme, lang: str) -> bool:
    """True for what snaps to the grid of lines. An alphabet keeps to it by its leading alone: LibreOffice
    gives a font that is higher than a line, as those of Arabic are, two lines of the grid.
    """
    return is_han(lang) and style.leading % theme.leading == 0


def _spacing(style: Style, variation: Variation) -> Element:
    return w(
        "spacing",
        before=twips(max(style.before, variation.before)),
        after=0 if variation.keep_next else twips(max(style.after, variation.after)),
        line=twips(style.leading),
        lineRule="atLeast" if variation.picture else "exact",
    )


def _indents(style: Style, variation: Variation, size: float) -> Element:
    """Indents in pt and, where nothing but the style's own em counts, in hundredths of a character too.

    A first line that stands out is one that hangs: Word knows no negative indents of it (17.3.1.12).
    """
    inset = insets(style)
    outside = (variation.left + inset[0], variation.right + inset[1])
    characters = style.size == size  # Word counts them by the body's size
    plain = characters and outside == (0, 0)
    first = "hanging" if style.first_indent < 0 else "firstLine"
    indent = abs(style.first_indent)
    return w(
        "ind",
        left=twips(style.left * style.size + outside[0]),
        leftChars=round(style.left * 100) if plain else 0,
        right=twips(style.right * style.size + outside[1]),
        rightChars=round(style.right * 100) if plain else 0,
        **{
            first: twips(indent * style.size),
            f"{first}Chars": round(indent * 100) if characters else 0,
        },
    )


# Rules, frames and tints ---------------------------------------------------------------------------


def has_box(style: Style) -> bool:
    """True for a style that is tinted, framed or has rules."""
    return bool(style.background or style.frame or style.rule_above or style.rule_below or style.rule_left)


def insets(style: Style) -> tuple[float, float]:
    """How far the text of a style stands in from its left and right rules and edges, in pt.

    As in CSS, padding is on all sides of what is tinted, framed or has no rules, else beside its rules.
    """
    padding = min(style.padding * style.size, _WIDEST_SPACE)
    rules = style.rule_above or style.rule_below or style.rule_left
    if style.background or style.frame or not rules:
        return padding + (style.rule_left or style.frame), padding + style.frame
    return (padding + style.rule_left, 0) if style.rule_left else (0, 0)


def box_properties(style: Style, box: Style | None) -> list[Element]:
    """`w:pBdr` and `w:shd` of a style, or of the box that it stands in if it has none of its own."""
    boxed = style if has_box(style) or box is None else box
    if not has_box(boxed):
        return []
    borders = [border for side in _SIDES for border in _border(boxed, side)]
    return [
        *([w("pBdr", *borders)] if borders else []),
        *([shade(boxed.background)] if boxed.background else []),
    ]


_SIDES = ("top", "left", "bottom", "right")


def _border(style: Style, side: str) -> list[Element]:
    rules = {"top": style.rule_above, "left": style.rule_left, "bottom": style.rule_below}
    width, color = rules.get(side) or style.frame, style.rule_color
    if not width and style.background and style.padding:
        width, color = 0.25, style.background  # an edge of the tint, to carry the padding
    if not width:
        return []
    padding = round(min(style.padding * style.size, _WIDEST_SPACE))
    return [rule(side, width, color, space=max(padding, 1), style=style.rule_style)]


_LINES: dict[RuleStyle, str] = {"solid": "single", "double": "double", "dotted": "dotted"}


def rule(side: str, width: float, color: str, *, space: int = 0, style: RuleStyle = "solid") -> Element:
    """A border on one side: width and the space between it and the text in pt.

    The width of a double rule is that of both lines and what is between them, as in CSS; Word has that of
    a line.
    """
    line = width / 3 if style == "double" else width
    return w(side, val=_LINES[style], sz=eighths(line), space=space, color=_color(color))


def shade(color: str) -> Element:
    """A background."""
    return w("shd", val="clear", color="auto", fill=_color(color))


# Characters ----------------------------------------------------------------------------------------


def run_properties(style: Style, theme: Theme, lang: str) -> Properties:
    """`w:rPr` of a block's style."""
    family = faces(theme.font(style.font), lang)
    found = [
        family.element(),
        *_weight(style.weight),
        *([on("i"), on("iCs")] if family.italic else []),
        *([on("noProof")] if style.font == "mono" else []),
        w("color", val=_color(style.color)),
        *([_tracking(style.tracking * style.size)] if style.tracking else []),
        *_size(style.size),
        language(lang),
    ]
    return by_name(found)


def inline_properties(
    styles: list[tuple[str, InlineStyle]], theme: Theme, context: Style, lang: str, *, foreign: bool
) -> Properties:
    """`w:rPr` of inline styles laid one over the other, standing in text of style `context`.

    `foreign` text is in another language than its paragraph and brings its own faces.
    """
    role = next((style.font for _, style in reversed(styles) if style.font), None)
    family = faces(theme.font(role or context.font), lang)
    names = {name for name, _ in styles}
    merged = _merged([style for _, style in styles])
    scale = _scale(styles)
    # Bold over bold would be light again: Word toggles it.
    weight = merged.weight if context.weight < BOLD_FROM else None
    found = [
        *([family.element()] if role or foreign else []),
        *_weight(weight or 0),
        *([on("i"), on("iCs")] if role and family.italic else []),
        *([on("smallCaps")] if "small-caps" in names else []),
        *([w("em", val=_dots(lang))] if "dots" in names else []),
        *([on("strike")] if "strike" in names else []),
        *([on("noProof")] if names & {"code", "math"} else []),
        *([w("color", val=_color(merged.color))] if merged.color else []),
        *([_tracking(merged.tracking * context.size)] if merged.tracking else []),
        *(_size(context.size * scale) if scale != 1 else []),
        *([w("u", val="single" if merged.underline else "none")] if merged.underline is not None else []),
        *([shade(merged.background)] if merged.background else []),
        *_vertical(names),
        *([language(lang)] if foreign else []),
    ]
    return by_name(found)


def _dots(lang: str) -> str:
    """Emphasis dots (ECMA-376 Part 1, 17.18.24): under Chinese, over other text."""
    return "underDot" if script_of(lang) in ("hans", "hant") else "dot"


_SET_BY_POSITION = frozenset({"superscript", "subscript", "note-call"})
"""Raised and lowered characters, which Word makes smaller by itself, by about a third."""


def _scale(styles: list[tuple[str, InlineStyle]]) -> float:
    scale = 1.0
    for name, style in styles:
        scale *= 1 if name in _SET_BY_POSITION else style.scale or 1
    return scale


def _merged(styles: list[InlineStyle]) -> InlineStyle:
    merged: dict[str, object] = {}
    for style in styles:
        merged |= {
            name: value for name, value in msgspec.structs.asdict(style).items() if value is not None
        }
    return msgspec.convert(merged, InlineStyle)


def _vertical(names: set[str]) -> list[Element]:
    if names & {"superscript", "note-call"}:
        return [w("vertAlign", val="superscript")]
    return [w("vertAlign", val="subscript")] if "subscript" in names else []


def _weight(weight: int) -> list[Element]:
    return [on("b"), on("bCs")] if weight >= BOLD_FROM else []


def _size(size: float) -> list[Element]:
    return [w("sz", val=half_points(size)), w("szCs", val=half_points(size))]


def _tracking(points: float) -> Element:
    return w("spacing", val=twips(points))


def language(lang: str) -> Element:
    """`w:lang`."""
    names = locale(lang)
    return w("lang", val=names.latin, eastAsia=names.east_asian, bidi=names.complex)


def _color(color: str) -> str:
    return color.removeprefix("#").upper()


# Comparing -----------------------------------------------------------------------------------------


def differences(own: Properties, parent: Properties, order: tuple[str, ...]) -> list[Element]:
    """The properties that a style must state beside those of the style it is based on."""
    stated = {name: element for name, element in own.items() if not _same(element, parent.get(name))}
    stated |= {name: on(name, False) for name in parent if name in _TOGGLES and name not in own}
    return [stated[name] for name in order if name in stated]


PARAGRAPH_ORDER = (
    *("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr", "shd"),
    "tabs",
    *("suppressAutoHyphens", "kinsoku", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),
    *("bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl"),
)
RUN_ORDER = (
    *("rFonts", "b", "bCs", "i", "iCs", "smallCaps", "strike", "noProof", "color", "spacing"),
    *("sz", "szCs", "u", "shd", "vertAlign", "rtl", "lang"),
)


def _same(element: Element, other: Element | None) -> bool:
    return other is not None and canonical(element) == canonical(other)


def by_name(elements: Iterable[Element]) -> Properties:
    """Property elements by their local name."""
    return {element.tag.rpartition("}")[2]: element for element in elements}
