"""A theme compiled to the CSS of the paged PDF: pages, furniture, notes at the foot, styles in pt.

Follows CSS Paged Media 3, CSS Generated Content for Paged Media and CSS Fragmentation 3, as far as
WeasyPrint knows them. Font families are custom properties per font role (`--serif`), set by language, so
that a run in another language takes the family of its own script.
"""

from collections.abc import Iterable, Mapping

from publish.model import NOTE_MARKS
from publish.theming.css import AFTER, RESET, Declarations, string, style_rules
from publish.theming.theme import Style, Theme
from publish.theming.uses import LIST_MARKS, MARKS_LANG

_NOTE_MARK = 1.5

DEEPEST = 6
"""So many quotations or lists inside each other are indented; what is further in stands under the last."""

Families = Mapping[tuple[str, str], str]
"""The CSS font-family list of each (font role, language) that an edition uses."""


def pdf_css(theme: Theme, families: Families, lang: str) -> str:
    """The style sheet for an edition whose main language is `lang`."""
    langs = {language for _, language in families}
    rules = [
        RESET,
        *_family_rules(theme, families, lang),
        *_page_rules(theme),
        *(
            _rule(where, own)
            for where, own in style_rules(theme, "pt", lambda role: f"var(--{role})", lang, langs)
        ),
        AFTER,
        _STRUCTURE,
        *_contents_rules(theme),
        *_line_rules(theme),
        *_picture_rules(theme),
        *_note_rules(theme),
        *_wide_table_rules(theme),
        *_list_rules(families),
        *_depth_rules(),
    ]
    return "\n".join(rules)


def _list_rules(families: Families) -> Iterable[str]:
    """Bullets in the fonts of an alphabet (see `uses.LIST_MARKS`), smaller ones inside."""
    stacks = [stack for (_, language), stack in sorted(families.items()) if language == MARKS_LANG]
    if stacks:
        yield f"ul > li::marker {{ font-family: {', '.join(stacks)} }}"
    for depth, mark in enumerate(LIST_MARKS, 1):
        yield f"{'ul ' * depth}{{ list-style-type: '{mark}\\a0\\a0' }}"


def _depth_rules() -> Iterable[str]:
    """What is nested without end stays within the measure."""
    items = "li " * DEEPEST
    yield f"{'blockquote ' * DEEPEST}blockquote, {items}ul, {items}ol {{ margin-left: 0; margin-right: 0 }}"


def _rule(where: str, own: Declarations) -> str:
    return f"{where} {{ {'; '.join(f'{name}: {value}' for name, value in _by_direction(own))} }}"


def _by_direction(own: Declarations) -> Iterable[tuple[str, str]]:
    """Left and right as the start and end of lines, so that Arabic is indented from the right.

    Follows CSS Logical Properties 1.
    """
    for name, value in own.items():
        match name, value.split():
            case "margin" | "padding", [top, right, bottom, left]:
                yield name, f"{top} 0 {bottom}"
                yield f"{name}-inline-start", left
                yield f"{name}-inline-end", right
            case "border-left", _:
                yield "border-inline-start", value
            case "border-right", _:
                yield "border-inline-end", value
            case _:
                yield name, value


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
            yield f":where([lang={string(language)}]) {{ {own}; font-family: var(--{body}) }}"


def _page_rules(theme: Theme) -> Iterable[str]:
    page = theme.page
    yield f"@page {{ size: {_pt(page.width)} {_pt(page.height)} }}"
    for side, margins in (
        ("right", (page.head, page.outer, page.foot, page.inner)),
        ("left", (page.head, page.inner, page.foot, page.outer)),
    ):
        margin = " ".join(_pt(margin) for margin in margins)
        yield f"@page :{side} {{ margin: {margin}; {' '.join(_furniture_boxes(theme, side))} }}"
    if theme.furniture.place == "head":
        yield "@page :nth(1 of article) { @top-left { content: none } }"
        yield "@page plain { @top-left { content: none } }"
    else:
        yield f"@page :nth(1 of article) {{ @bottom-left {{ content: {_FOLIO} }} }}"
        yield f"@page plain {{ @bottom-left {{ content: {_FOLIO} }} }}"
    for name in (":blank", "bare", "cover"):
        yield f"@page {name} {{ @top-left {{ content: none }} @bottom-left {{ content: none }} }}"
    yield from _cover_rules(theme)


_FOLIO = "counter(page)"


_COVER_OVERLAP = 0.1
"""pt by which a cover reaches over the page: a picture of whole pixels is a little off its shape."""


def _cover_rules(theme: Theme) -> Iterable[str]:
    """The cover fills its page to the edges; a picture of another shape is shown whole, in the middle.

    It is out of the flow, where nothing moves it to a line of the grid.
    """
    width, height, over = theme.page.width, theme.page.height, _COVER_OVERLAP
    yield "@page cover { margin: 0 }"
    yield (
        f".cover img {{ position: absolute; left: {_pt(-over)}; top: {_pt(-over)}; "
        f"width: {_pt(width + 2 * over)}; height: {_pt(height + 2 * over)}; "
        "max-width: none; max-height: none; object-fit: contain }"
    )


def _furniture_boxes(theme: Theme, side: str) -> Iterable[str]:
    """What stands in the margins of left or right pages."""
    furniture = theme.furniture
    running = furniture.head_right if side == "right" else furniture.head_left
    if running and furniture.place == "head":
        yield _head_box(theme, running, side)
    content = _FOLIO
    if running and furniture.place == "foot":
        # The folio stands outside, an em from what runs beside it.
        words = [f"string({running})", "'\\2003'", _FOLIO]
        content = " ".join(words if side == "right" else reversed(words))
    yield _folio_box(theme, side, content)


def _head_box(theme: Theme, running: str, side: str) -> str:
    """The running head: as wide as the text, two thirds of a line above it, over its hairline."""
    style, rule = theme.style("running-head"), theme.furniture.rule
    place = "center" if theme.furniture.align == "center" else side
    line = f"border-bottom: {_pt(rule)} solid {style.color}; padding-bottom: 3pt; " if rule else ""
    return (
        f"@top-left {{ content: string({running}); width: 100%; box-sizing: border-box; "
        f"text-align: {place}; vertical-align: bottom; margin-bottom: {_pt(theme.leading * 0.75)}; "
        f"{line}white-space: nowrap; overflow: hidden; {_furniture(style)} }}"
    )


def _folio_box(theme: Theme, side: str, content: str) -> str:
    place = side if theme.furniture.folio == "outer" else "center"
    return (
        f"@bottom-left {{ content: {content}; width: 100%; text-align: {place}; vertical-align: top; "
        f"margin-top: {_pt(theme.leading)}; white-space: nowrap; {_furniture(theme.style('folio'))} }}"
    )


def _furniture(style: Style) -> str:
    return f"font: {style.weight} {_pt(style.size)}/1.2 var(--{style.font}); color: {style.color}"


# On pages with a name WeasyPrint takes every page break for one that was asked for, and keeps the space
# above what follows it; only a first heading is to keep its own.
# An article's last page shall not hold its source card alone: the last blocks of the text are kept
# together, so that some lines of it come along.
_STRUCTURE = """\
h2, h3, h4, h5, h6, p, ul, ol, dl, pre, hr, div, blockquote, figure, table { margin-break: discard }
html { font-variant-numeric: lining-nums }
body { margin: 0; widows: 2; orphans: 2; string-set: edition attr(data-running) }
article { page: article; break-before: page; counter-reset: footnote }
article { string-set: article attr(data-running) }
.edition-title { bookmark-level: none }
.note-title, .contents-title, .part-title, .sources-title, .index-title,
  .colophon-title { bookmark-level: 1 }
.in-part article h1 { bookmark-level: 2 }
.in-part article h2 { bookmark-level: 3 }
article h3, article h4, article h5, article h6 { bookmark-level: none }
.cover { page: cover; break-after: page }
.title-page { page: bare; break-after: page }
.title-page > :first-child { margin-break: keep }
.page-before { page: bare }
.contents, .part-page, .note-page, .sources-page, .index-page, .colophon-page {
  page: plain; break-before: page }
.contents > p { padding-inline-end: 2em; text-indent: 0 }
.contents a::after { content: leader('.') attr(data-folio); margin-inline-end: -2em }
.contents-gap { word-spacing: 0.75em }
.contents-author { hyphens: none }
.source-card, article > :is(p, ul, ol, blockquote):nth-last-child(-n+3),
  article > :is(p, ul, ol, blockquote):nth-last-child(4):has(~ .credit) { break-before: avoid }
article > p:nth-last-child(-n+4) { widows: 3 }
.set { white-space: pre; hyphens: manual }
.hyphenated::after { content: "\\2010"; letter-spacing: 0; margin: 0 var(--hyphen-trim, 0) }
.latin, .latin-before, .latin-after, .latin-between {
  letter-spacing: 0; font-variant-east-asian: proportional-width }
.tight { margin-right: -0.5em }
.set em, .set strong, .set code, .set a, .set span, .set mark, .set s { line-height: 0 }
code { font-variant-east-asian: normal }
a { color: inherit; text-decoration: none }
img { object-fit: contain }
figure img { display: block; margin: 0 auto }
thead { display: table-header-group }
tr { break-inside: avoid }
tbody > tr:nth-child(-n+2) { break-after: avoid }
tbody > tr:nth-last-child(-n+2) { break-before: avoid }
"""


# What the engine does not know: a reading is centred over its base, which has the width that both need; an
# emphasis dot is drawn in the ground of its character, under Chinese and over Japanese.
_MARKS = """\
ruby { display: inline-block; position: relative; line-height: 0; letter-spacing: 0; text-align: center;
  text-indent: 0; white-space: pre }
rt { display: block; position: absolute; left: -2em; right: -2em; top: -1.72em; font-size: 0.5em;
  line-height: 0; text-align: center; font-weight: 400 }
rp { display: none }
.sign { height: 1em; max-width: none; vertical-align: -0.12em }
.dot { padding: 0.2em 0 }"""


def _line_rules(theme: Theme) -> Iterable[str]:
    """What stands around words among Han characters in composed lines."""
    gap = f"{theme.punctuation.gap:g}em"
    yield f".latin-before, .latin-between {{ margin-left: {gap} }}"
    yield f".latin-after, .latin-between {{ margin-right: {gap} }}"
    yield _MARKS
    dot = f"radial-gradient(circle closest-side, {theme.style('text').color} 92%, transparent)"
    yield f".dot {{ background: {dot} no-repeat center bottom; background-size: 0.17em 0.17em }}"
    yield ":lang(ja) .dot, :lang(ko) .dot { background-position: center top }"


def _contents_rules(theme: Theme) -> Iterable[str]:
    """Titles in the contents hang by a margin of their words: a text-indent misplaces leaders."""
    for key in ("contents-part", "contents-entry"):
        yield f".{key} > a {{ margin-inline-start: {theme.style(key).first_indent:g}em }}"


def _picture_rules(theme: Theme) -> Iterable[str]:
    """A picture leaves room for a caption and a few lines on its page."""
    yield f"figure img {{ max-height: {_pt((theme.page.lines - 6) * theme.leading)} }}"


def _wide_table_rules(theme: Theme) -> Iterable[str]:
    """A table of many columns stays on the page: small, its words broken where they must be."""
    note = theme.style("note")
    yield f".wide {{ font-size: {_pt(note.size * 0.85)}; line-height: {_pt(note.leading * 0.85)} }}"
    yield ".wide td, .wide th { overflow-wrap: anywhere; padding: 0.15em }"
    # What has still more columns is tiny, but none of it leaves the page.
    widest = ".wide:has(tr > :nth-child(24))"
    yield f"{widest} {{ table-layout: fixed; font-size: {_pt(note.size * 0.6)} }}"
    yield f"{widest} td, {widest} th {{ padding: 0.15em 0 }}"


def note_mark_width(theme: Theme) -> float:
    """How wide a note's mark is with what parts it from its text, in em: as far as its first line hangs."""
    return max(_NOTE_MARK, -theme.style("note").first_indent)


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
    yield f".set .note {{ white-space: normal; word-spacing: 0; {leading} }}"
    yield f".note.set, .set .note.set {{ white-space: pre; {leading} }}"
    yield (
        f".note::footnote-marker {{ content: counter(footnote, note); display: inline-block; "
        f"text-indent: 0; min-width: {note_mark_width(theme):g}em }}"
    )
    yield (
        # It inherits from the note, wherever it stands: its size is a share of the body's.
        f".note::footnote-call {{ content: counter(footnote, note); vertical-align: super; "
        f"font-size: {_pt(theme.note_call_scale * theme.size)}; line-height: 0; letter-spacing: 0; "
        "margin-left: 0 }"
    )


def _pt(length: float) -> str:
    return f"{round(length, 3):g}pt"
