"""The XML of styles that no text decides on: the frame of a style, the table of three rules, defaults."""

from collections.abc import Iterable

from publish.renderers.docx.catalogue import Base
from publish.renderers.docx.looks import has_box, rule, shade
from publish.renderers.docx.names import StyleName
from publish.renderers.docx.xml import Element, on, twips, w
from publish.theming.scripts import is_han
from publish.theming.theme import Punctuation, Theme

TABLE_STYLE = "EditionTable"
"""The id of the style of tables: three rules."""


def style_element(
    name: StyleName,
    kind: str,
    parent: str,
    own: tuple[Iterable[Element], Iterable[Element]],
    *,
    follows: str = "",
) -> Element:
    """`w:style`: `kind` is paragraph or character, `own` its properties of paragraph and run, `follows` the
    style of the next new paragraph.
    """
    custom = {} if name.built_in else {"customStyle": "1"}
    default = {"default": "1"} if name.id in ("Normal", "DefaultParagraphFont") else {}
    element = w("style", type=kind, **default, **custom, styleId=name.id)
    element.append(w("name", val=name.name))
    if parent:
        element.append(w("basedOn", val=parent))
    if follows:
        element.append(w("next", val=follows))
    if name.id != "DefaultParagraphFont":
        element.append(on("qFormat"))
    for tag, properties in zip(("pPr", "rPr"), map(list, own), strict=True):
        if properties:
            element.append(w(tag, *properties))
    return element


def everywhere(punctuation: Punctuation, lang: str) -> list[Element]:
    """What holds for every paragraph (Requirements for Chinese Text Layout, 3.1): no mark at the wrong end
    of a line, half-width marks at its start, a quarter em between Han and Latin; no lone lines.

    Word has one width of the gap between Han and Latin, and all or nothing of the rules of line ends;
    the small kana of the strict ones are the settings'.
    """
    gap = punctuation.gap > 0
    han = [
        on("kinsoku"),
        on("overflowPunct", punctuation.hanging),
        on("topLinePunct"),
        on("autoSpaceDE", gap),
        on("autoSpaceDN", gap),
    ]
    return [on("widowControl"), *(han if is_han(lang) else [])]


def extras(base: Base) -> list[Element]:
    """Properties of a plain style that are no looks: its list, its level in the outline, its tab."""
    found = []
    if base.outer:
        # Word's own way with page numbers: a first page may be a left or a right one.
        found.append(w("framePr", wrap="around", vAnchor="text", hAnchor="margin", xAlign="outside", y=1))
    if base.numbering:
        number, level = base.numbering
        found.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
    if base.tab:
        found.append(w("tabs", w("tab", val="right", leader="dot", pos=twips(base.tab))))
    if base.outline:
        found.append(w("outlineLvl", val=base.outline - 1))
    if has_box(base.style):
        found.append(on("contextualSpacing"))  # paragraphs in one box have their space around the box
    return found


def latent_styles() -> Element:
    """Word's other built-in styles, kept out of its lists until they are used."""
    return w(
        "latentStyles",
        defLockedState="0",
        defUIPriority="99",
        defSemiHidden="1",
        defUnhideWhenUsed="1",
        defQFormat="0",
        count="376",
    )


def fixed_styles(theme: Theme) -> list[Element]:
    """The defaults that Word asks for, and the table."""
    return [
        style_element(
            StyleName("DefaultParagraphFont", "Default Paragraph Font"), "character", "", ([], [])
        ),
        w(
            "style",
            w("name", val="Normal Table"),
            w("tblPr", w("tblInd", w=0, type="dxa"), _margins(0, 0)),
            type="table",
            default="1",
            styleId="TableNormal",
        ),
        w("style", w("name", val="No List"), type="numbering", default="1", styleId="NoList"),
        _three_rules(theme),
    ]


def _three_rules(theme: Theme) -> Element:
    """A rule above, one below, one under the header: the only ones."""
    style, cell, header = (theme.style(key) for key in ("table", "cell", "header-cell"))
    sides = (("top", style.rule_above), ("bottom", style.rule_below))
    borders = [rule(side, width, style.rule_color) for side, width in sides if width]
    return w(
        "style",
        w("name", val="Edition Table"),
        w("basedOn", val="TableNormal"),
        on("qFormat"),
        w(
            "tblPr",
            *([w("tblBorders", *borders)] if borders else []),
            _margins(cell.padding * cell.size / 2, cell.padding * cell.size),
        ),
        w(
            "tblStylePr",
            w("tcPr", *header_rule(theme), *([shade(header.background)] if header.background else [])),
            type="firstRow",
        ),
        type="table",
        customStyle="1",
        styleId=TABLE_STYLE,
    )


def header_rule(theme: Theme) -> list[Element]:
    """The rule under the header of a table."""
    header = theme.style("header-cell")
    width = header.rule_below
    return [w("tcBorders", rule("bottom", width, header.rule_color))] if width else []


def _margins(vertical: float, horizontal: float) -> Element:
    sides = (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal))
    return w("tblCellMar", *(w(side, w=twips(width), type="dxa") for side, width in sides))
