"""What a theme wants of each style, in the terms in which looks are read back from files.

Worked out from the tokens themselves and not from the style sheets that are compiled from them, so that a
fault in compiling cannot excuse itself.
"""

from publish.checks.looks.values import Look, Paper, chain
from publish.theming.theme import Style, Theme


def wanted_paper(theme: Theme) -> Paper:
    """The page and the grid of a theme."""
    page = theme.page
    return Paper(
        width=page.width,
        height=page.height,
        inner=page.inner,
        outer=page.outer,
        head=page.head,
        foot=page.foot,
        measure=page.measure,
        leading=theme.leading,
        lines=page.lines,
    )


def wanted_look(theme: Theme, key: str) -> Look:
    """The looks of a block of this key, standing where such a block usually does.

    `families` holds the role of its font.
    """
    style = theme.style(key)
    around = [theme.style(each) for each in chain(key)]
    return Look(
        families=(style.font,),
        size=style.size,
        leading=style.leading,
        weight=style.weight,
        color=style.color,
        align=style.align,
        first_indent=style.first_indent * style.size,
        left=sum(_inset(each, "left") for each in around),
        right=sum(_inset(each, "right") for each in around),
        before=max(each.before for each in around),
        after=max(each.after for each in around),
        tracking=style.tracking * style.size,
        background=next((each.background for each in reversed(around) if each.background), ""),
    )


def _inset(style: Style, side: str) -> float:
    """How far a style's text stands in from one side: its indent, its rule or frame, its padding.

    Padding is on all sides of what is tinted, framed or has no rules at all, else beside its rules only.
    """
    rule = (style.rule_left if side == "left" else 0) or style.frame
    ruled = style.rule_above or style.rule_below or style.rule_left
    padded = bool(style.background or style.frame or not ruled or (side == "left" and style.rule_left))
    indent = style.left if side == "left" else style.right
    return indent * style.size + rule + (style.padding * style.size if padded else 0)
