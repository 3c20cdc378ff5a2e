"""A theme compiled to the CSS of the paged PDF: pages, furniture, notes at the foot, styles in pt.

Follows CSS Paged Media 3, CSS Generated Content for Paged Media and CSS Fragmentation 3, as far as
WeasyPrint knows them. Font families are custom properties per font role (`--serif`), set by language, so
that a run in another language takes the family of its own script.
"""

from collections.abc import Iterable, Mapping

from publish.model import NOTE_MARKS
from publish.theming.css import RESET, Declarations, style_rules
from publish.theming.theme import Style, Theme
from publish.theming.uses import LIST_MARKS, MARKS_LANG

Families = Mapping[tuple[str, str], str]
"""The CSS font-family list of each (font role, language) that an edition uses."""


def pdf_css(theme: Theme, families: Families, lang: str) -> str:
    """The style sheet for an edition whose main language is `lang`."""
    rules = [
        RESET,
        *_family_rules(theme, families, lang),
        *_page_rules(theme),
        *(_rule(where, own) for where, own in style_rules(theme, "pt", lambda role: f"var(--{role})")),
        _STRUCTURE,
        *_picture_rules(theme),
        *_note_rules(theme),
        *_wide_table_rules(theme),
        *_list_rules(families),
    ]
    return "\n".join(rules)


def _list_rules(families: Families) -> Iterable[str]:
    """Bullets in the fonts of an alphabet (see `uses.LIST_MARKS`), smaller ones inside."""
    stacks = [stack for (_, language), stack in sorted(families.items()) if language == MARKS_LANG]
    if stacks:
        yield f"ul > li::marker {{ font-family: {', '.join(stacks)} }}"
    for depth, mark in enumerate(LIST_MARKS, 1):
        yield f"{'ul ' * depth}{{ list-style-type: '{mark}\\a0\\a0' }}"


def _rule(where: str, own: Declarations) -> str:
    return f"{where} {{ {'; '.join(f'{name}: {value}' for name, value in own.items())} }}"


def _family_rules(theme: Theme, families: Families, lang: str) -> Iterable[str]:
    """The families of each font role as custom properties, by language.

    What is in another language takes the body's family of that language; `:where` gives way to every rule
    that names a family of its own.
    """
    for language in (lang, *sorted({language for _, language in families} - {lang})):
        own = "; ".join(
            f"--{role}: {stack}" for (role, of), stack in sorted(families.items()) if of == language
        )
        if language == lang:
            yield f":root {{ {own} }}"
        else:
            body = theme.styles["text"].font
            yield f":where([lang={_string(language)}]) {{ {own}; font-family: var(--{body}) }}"


def _page_rules(theme: Theme) -> Iterable[str]:
    page, furniture = theme.page, theme.furniture
    yield f"@page {{ size: {_pt(page.width)} {_pt(page.height)} }}"
    for side, margins in (
        ("right", (page.head, page.outer, page.foot, page.inner)),
        ("left", (page.head, page.inner, page.foot, page.outer)),
    ):
        head = furniture.head_right if side == "right" else furniture.head_left
        margin = " ".join(_pt(margin) for margin in margins)
        boxes = [_head_box(theme, head, side)] if head else []
        yield f"@page :{side} {{ margin: {margin}; {' '.join([*boxes, _folio_box(theme, side)])} }}"
    yield "@page :nth(1 of article) { @top-left { content: none } }"
    yield "@page :blank { @top-left { content: none } @bottom-left { content: none } }"
    yield "@page bare { @top-left { content: none } @bottom-left { content: none } }"
    yield "@page plain { @top-left { content: none } }"


def _head_box(theme: Theme, what: str, side: str) -> str:
    """The running head: as wide as the text, two thirds of a line above it, over its hairline."""
    style, rule = theme.style("running-head"), theme.furniture.rule
    line = f"border-bottom: {_pt(rule)} solid {style.color}; padding-bottom: 3pt; " if rule else ""
    return (
        f"@top-left {{ content: string({what}); width: 100%; box-sizing: border-box; "
        f"text-align: {side}; vertical-align: bottom; margin-bottom: {_pt(theme.leading * 0.75)}; "
        f"{line}white-space: nowrap; overflow: hidden; {_furniture(style)} }}"
    )


def _folio_box(theme: Theme, side: str) -> str:
    place = side if theme.furniture.folio == "outer" else "center"
    return (
        f"@bottom-left {{ content: counter(page); width: 100%; text-align: {place}; vertical-align: top; "
        f"margin-top: {_pt(theme.leading)}; {_furniture(theme.style('folio'))} }}"
    )


def _furniture(style: Style) -> str:
    return f"font: {style.weight} {_pt(style.size)}/1.2 var(--{style.font}); color: {style.color}"


# On pages with a name WeasyPrint takes every page break for one that was asked for, and keeps the space
# above what follows it; only a first heading is to keep its own.
_STRUCTURE = """\
h2, h3, h4, h5, h6, p, ul, ol, dl, pre, hr, div, blockquote, figure, table { margin-break: discard }
html { font-variant-numeric: lining-nums }
body { margin: 0; widows: 2; orphans: 2; string-set: edition attr(data-running) }
article { page: article; break-before: page; counter-reset: footnote }
article { string-set: article attr(data-running) }
.edition-title { bookmark-level: none }
.contents-title, .part-title, .colophon-title { bookmark-level: 1 }
.in-part article h1 { bookmark-level: 2 }
.in-part article h2 { bookmark-level: 3 }
article h3, article h4, article h5, article h6 { bookmark-level: none }
.cover, .title-page { page: bare; break-after: page }
.contents, .part-page, .colophon-page { page: plain; break-before: page }
.contents a::after { content: leader('.') target-counter(attr(href url), page) }
.contents-author { margin-left: 0.75em }
.source-card { break-before: avoid }
.set { white-space: pre; hyphens: manual }
.hyphenated::after { content: "\\2010"; letter-spacing: 0; margin: 0 var(--hyphen-trim, 0) }
.latin, .latin-before, .latin-after, .latin-between {
  letter-spacing: 0; font-variant-east-asian: proportional-width }
.latin-before, .latin-between { margin-left: 0.25em }
.latin-after, .latin-between { margin-right: 0.25em }
.tight { margin-right: -0.5em }
.set em, .set strong, .set code, .set a, .set span, .set mark, .set s { line-height: 0 }
code { font-variant-east-asian: normal }
a { color: inherit; text-decoration: none }
img { max-width: 100%; object-fit: contain }
figure img { display: block; margin: 0 auto }
thead { display: table-header-group }
tr { break-inside: avoid }
pre { white-space: pre-wrap }
pre, code { overflow-wrap: anywhere }
.align-right { text-align: right }
.align-center { text-align: center }
"""


def _picture_rules(theme: Theme) -> Iterable[str]:
    """A picture leaves room for a caption and a few lines on its page."""
    yield f"figure img {{ max-height: {_pt((theme.page.lines - 6) * theme.leading)} }}"


def _wide_table_rules(theme: Theme) -> Iterable[str]:
    """A table of many columns stays on the page: small, its words broken where they must be."""
    note = theme.style("note")
    yield f".wide {{ font-size: {_pt(note.size * 0.85)}; line-height: {_pt(note.leading * 0.85)} }}"
    yield ".wide td, .wide th { overflow-wrap: anywhere; padding: 0.15em }"


def _note_rules(theme: Theme) -> Iterable[str]:
    """Notes at the foot of the page, counted ①②③ (CSS Counter Styles 3), over a short rule."""
    style = theme.style("note")
    yield (
        f"@counter-style note {{ system: fixed; symbols: {' '.join(NOTE_MARKS)}; "
        "suffix: ' '; fallback: decimal }"
    )
    # A border is as wide as the page; its image is drawn for the first six em only.
    short = f"linear-gradient(to right, {style.color} 6em, transparent 6em) 1 0 0 0"
    rule = f"border-top: 0.4pt solid {style.color}; border-image: {short}"
    space = f"padding-top: {_pt(style.leading / 3)}; margin-top: {_pt(style.leading / 2)}"
    yield f"@page {{ @footnote {{ {rule}; {space} }} }}"
    yield ".note { float: footnote; footnote-policy: line }"
    leading = f"line-height: {_pt(style.leading)}"
    yield f".set .note {{ white-space: normal; letter-spacing: 0; word-spacing: 0; {leading} }}"
    yield ".note::footnote-marker { content: counter(footnote, note) ' '; }"
    yield (
        f".note::footnote-call {{ content: counter(footnote, note); vertical-align: super; "
        f"font-size: {theme.note_call_scale}em; line-height: 0; letter-spacing: 0; margin-left: 0 }}"
    )


def _pt(length: float) -> str:
    return f"{round(length, 3):g}pt"


def _string(text: str) -> str:
    return '"' + text.replace("\\", "").replace('"', "") + '"'
