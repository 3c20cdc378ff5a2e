"""How text ends up being set inside blocks inside blocks: the style sheet's cascade, as values.

Fonts are prepared and lines are measured before any engine has laid out a page, so what the CSS will come
to must be known here. It is read off the very rules that the style sheets are written from (`theming.css`).
"""

from typing import NamedTuple

from publish.model import (
    Block,
    CodeBlock,
    Definitions,
    Figure,
    Group,
    Heading,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
    Verse,
)
from publish.theming.classes import selector
from publish.theming.css import WITHIN, Declarations, style_rules
from publish.theming.theme import Style, Theme
from publish.theming.tokens import AlignToken

_SIDES = 2

_OF_TEXT = {
    "font": "font-family",
    "size": "font-size",
    "leading": "line-height",
    "weight": "font-weight",
    "color": "color",
    "tracking": "letter-spacing",
    "hyphenate": "hyphens",
}
"""The properties of a `Style` that text takes over from what it stands in, as CSS names them."""


class TextSetting(NamedTuple):
    """How the text of a block is set.

    font, weight  font role and CSS weight
    lang          BCP 47
    size          in pt
    tracking      in em
    first_indent  of its first line, in pt
    inset         what the boxes around it take from the measure, in pt
    """

    font: str
    weight: int
    lang: str
    size: float
    tracking: float
    align: AlignToken
    first_indent: float
    hyphenate: bool
    inset: float = 0


class Cascade:
    """The rules of a theme, applied to one block after the other on the way into the tree."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._rules: dict[str, Declarations] = {}
        for where, own in style_rules(theme, "pt", lambda role: role):
            self._rules.setdefault(where, {}).update(own)

    def body(self, lang: str) -> TextSetting:
        """The text of an edition in this language, outside any block."""
        text = self.theme.styles["text"]
        indent = self.theme.indented(text, lang).first_indent * text.size
        return TextSetting(
            text.font, text.weight, lang, text.size, text.tracking, text.align, indent, text.hyphenate
        )

    def inside(self, around: TextSetting, key: str) -> TextSetting:
        """As `around`, inside an element of this style key (a kind that is an element, or a role)."""
        if key == "group" or (key not in self.theme.styles):
            running = self.theme.indented(self.theme.style("paragraph"), around.lang)
            return around._replace(align=running.align, first_indent=running.first_indent * around.size)
        style, stated = self.theme.styles[key], self._rules.get(selector(key), {})
        size = style.size if "font-size" in stated else around.size
        indent = self.theme.indented(style, around.lang).first_indent
        return TextSetting(
            font=style.font if "font-family" in stated else around.font,
            weight=style.weight if "font-weight" in stated else around.weight,
            lang=around.lang,
            size=size,
            tracking=style.tracking if "letter-spacing" in stated else around.tracking,
            align=style.align if "text-align" in stated else around.align,
            first_indent=indent * size if "text-indent" in stated else around.first_indent,
            hyphenate=style.hyphenate if "hyphens" in stated else around.hyphenate,
            inset=around.inset + _inset(style, size),
        )

    def taken_over(self, key: str) -> tuple[str, ...]:
        """The properties of a `Style` that text of this style key takes over from what it stands in: those
        that neither its own rule states nor that of what it always stands in.
        """
        keys = [key]
        while keys[-1] in WITHIN:
            keys.append(WITHIN[keys[-1]])
        if key.startswith("heading-"):
            keys.append("heading")
        stated = {name for each in keys for name in self._rules.get(selector(each), ())}
        return tuple(name for name, said in _OF_TEXT.items() if said not in stated)

    def block(self, around: TextSetting, block: Block, contained: bool) -> TextSetting:
        """The text of a block; a paragraph without a role is set as what it is `contained` in says."""
        around = around._replace(lang=block.lang or around.lang)
        for key in _kind_keys(block, contained):
            around = self.inside(around, key)
        return self.inside(around, block.role) if block.role in self.theme.styles else around

    def inline(self, around: TextSetting, key: str) -> TextSetting:
        """Text inside an inline of this style key."""
        style = self.theme.inlines.get(key)
        if style is None:
            return around
        return around._replace(font=style.font or around.font, weight=style.weight or around.weight)


def _kind_keys(block: Block, contained: bool) -> tuple[str, ...]:
    """The style keys of a block's kind, general ones first."""
    match block:
        case Paragraph():
            return () if contained else ("paragraph",)
        case Heading(level=level):
            return ("heading", f"heading-{min(max(level, 1), 6)}")
        case CodeBlock():
            return ("code-block",)
        case Verse():
            return ("paragraph", "verse")
        case Group():
            return ("group",)
        case Quote() | List() | Definitions() | Figure() | Table() | Rule():
            return (type(block).__name__.lower(),)


def _inset(style: Style, size: float) -> float:
    """What a box takes from the measure: margins, padding, rules and frames at its sides, in pt."""
    rules = style.rule_above or style.rule_below or style.rule_left
    all_round = style.background or style.frame or not rules
    padded = _SIDES if all_round else 1 if style.rule_left else 0
    borders = style.rule_left + style.frame if style.rule_left else _SIDES * style.frame
    return (style.left + style.right + style.padding * padded) * size + borders
