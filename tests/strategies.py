"""Hypothesis strategies for the document model: any Article that a reader may give, before normal form.

Texts are wild on purpose (control characters, lone surrogates, bidi marks, blanks at the ends): who wants
what renderers get takes `normalize(article)`. What the model forbids is not made: a link inside a link, a
note inside a note or a link, cells that overlap, an id given twice. A `#id` may lead nowhere, as it does
when cleaning removes what it led to.
"""

from functools import cache
from itertools import count

from hypothesis import strategies as st
from msgspec.structs import replace

from publish.model import (
    Article,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Note,
    Origin,
    Paragraph,
    Provenance,
    Quote,
    Removal,
    Ruby,
    Rule,
    Span,
    Styled,
    StyleName,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.walk import Blocks, Inlines, map_blocks

STYLES: tuple[StyleName, ...] = (
    *("emphasis", "strong", "underline", "strike", "superscript", "subscript", "small-caps", "highlight"),
    "dots",
)
ROLES = ("", "", "", "byline", "lead", "credit", "editor-note", "summary", "details")
LANGUAGES = ("", "", "", "zh-Hans", "zh-Hant", "ja", "ko", "en", "ar")
ADDRESSES = (
    "https://example.org/a?b=1&c=2",
    "http://example.org/",
    "mailto:a@example.org",
    "#n1",
    "#nowhere",
)
SOURCES = ("https://example.org/a.png?wx_fmt=png", "images/图 1.jpg", "", "asset:" + "0a" * 32)

PHRASES = (
    *("今天，乌镇下雨了。", "“枕水乌镇”——再次点亮", "第1章 Hello World", "の本", "한국어 문장", "مرحبا"),
    *("a < b & c > d", "]]>", "--", "{{ x }}", "\\frac{a}{b}", "**", "\u00a0", " ", "\t", "\n", "𠀀"),
    *("👩‍👩‍👧", "e\u0301", "\u200b", "\u202e", "\x00", "\x1b", "\ufffe", "\ud83d", "\ufeff"),
    *("\u2028", "\r\n", "\r", ""),
)  # fmt: skip


@cache
def texts() -> st.SearchStrategy[str]:
    """Text of any kind, wild characters among plain ones."""
    return st.lists(st.one_of(st.sampled_from(PHRASES), st.text(max_size=6)), max_size=4).map("".join)


@cache
def spans() -> st.SearchStrategy[Span | None]:
    """Some lines of a capture, or none."""
    lines = st.tuples(st.integers(1, 400), st.integers(0, 9)).map(lambda pair: Span(pair[0], sum(pair)))
    return st.one_of(st.none(), lines)


# Inlines -------------------------------------------------------------------------------------------


@cache
def inlines(depth: int = 2, *, links: bool = True, notes: bool = True) -> st.SearchStrategy[Inlines]:
    """A row of inlines that nest at most this deep; without links or notes where none may stand."""
    return st.lists(_inline(depth, links, notes), max_size=3).map(tuple)


@cache
def _inline(depth: int, links: bool, notes: bool) -> st.SearchStrategy[Inline]:
    text = texts()
    kinds: list[st.SearchStrategy[Inline]] = [
        *[st.builds(Text, text)] * 4,
        st.builds(Code, text),
        st.builds(Math, text, st.booleans()),
        st.builds(Image, st.sampled_from(SOURCES), text, text),
        st.builds(Ruby, text, text),
        st.just(Break()),
    ]
    if depth:
        inner = st.deferred(lambda: inlines(depth - 1, links=links, notes=notes))
        kinds.append(st.builds(Styled, st.sampled_from(STYLES), inner))
        kinds.append(st.builds(Tagged, inner, st.sampled_from(ROLES), st.sampled_from(LANGUAGES)))
    if depth and links:
        linked = st.deferred(lambda: inlines(depth - 1, links=False, notes=False))
        kinds.append(st.builds(Link, st.sampled_from(ADDRESSES), linked, text))
    if depth and notes:
        kinds.append(st.builds(Note, st.deferred(lambda: blocks(0, notes=False))))
    return st.one_of(kinds)


# Blocks --------------------------------------------------------------------------------------------


@cache
def blocks(depth: int = 2, *, notes: bool = True) -> st.SearchStrategy[Blocks]:
    """A row of blocks that nest at most this deep."""
    return st.lists(_block(depth, notes), max_size=3).map(tuple)


@cache
def _block(depth: int, notes: bool) -> st.SearchStrategy[Block]:
    row = inlines(notes=notes)
    node = {"role": st.sampled_from(ROLES), "lang": st.sampled_from(LANGUAGES), "span": spans()}
    kinds: list[st.SearchStrategy[Block]] = [
        *[st.builds(Paragraph, row, **node)] * 3,
        st.builds(Heading, st.integers(-1, 9), row, **node),
        st.builds(CodeBlock, texts(), st.sampled_from(("", "python", "c++")), **node),
        st.builds(Verse, st.lists(row, max_size=3).map(tuple), **node),
        st.builds(Rule, **node),
    ]
    if depth:
        inner = st.deferred(lambda: blocks(depth - 1, notes=notes))
        rows = st.lists(inner, max_size=3).map(tuple)
        definition = st.builds(Definition, row, rows)
        kinds += [
            st.builds(Quote, inner, **node),
            st.builds(Group, inner, **node),
            st.builds(List, rows, st.one_of(st.none(), st.integers(0, 99)), st.booleans(), **node),
            st.builds(Definitions, st.lists(definition, max_size=2).map(tuple), **node),
            st.builds(Figure, inner, row, **node),
            _tables(depth - 1, notes),
        ]
    return st.one_of(kinds)


@st.composite
def _tables(draw: st.DrawFn, depth: int, notes: bool) -> Table:
    """A table up to three by three, some cells of which cover others; every place is covered once."""
    width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    free = {(row, column) for row in range(height) for column in range(width)}
    rows: list[tuple[Cell, ...]] = []
    for row in range(height):
        cells: list[Cell] = []
        for column in range(width):
            if (row, column) in free:
                across, down = draw(st.integers(1, width - column)), draw(st.integers(1, height - row))
                reach = {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
                if not reach <= free:
                    across, down, reach = 1, 1, {(row, column)}
                free -= reach
                cells.append(Cell(draw(blocks(depth, notes=notes)), across, down))
        rows.append(tuple(cells))
    aligns = st.sampled_from(("left", "center", "right", "default"))
    columns = tuple(draw(st.lists(aligns, min_size=width, max_size=width)))
    head, caption = draw(st.integers(0, 1)), draw(inlines(1, notes=notes))
    return Table(columns, tuple(rows), head=head, caption=caption, span=draw(spans()))


# Articles ------------------------------------------------------------------------------------------


@cache
def articles() -> st.SearchStrategy[Article]:
    """Any article, its blocks' ids unique."""
    rules = st.sampled_from(("front-matter", "markup"))
    removal = st.builds(Removal, rules, spans().filter(bool), texts(), texts())
    origin = st.builds(Origin, st.sampled_from(("title", "date")), st.just("byline"), st.integers(0, 99))
    provenance = st.builds(
        Provenance,
        path=st.just("captures/a.md"),
        url=st.sampled_from(("", "https://example.org/a")),
        removals=st.lists(removal, max_size=2).map(tuple),
        origins=st.lists(origin, max_size=2).map(tuple),
    )
    made = st.builds(
        Article,
        title=texts(),
        body=blocks(),
        subtitle=texts(),
        authors=st.lists(texts(), max_size=2).map(tuple),
        source=texts(),
        credit=texts(),
        date=st.one_of(st.just(""), st.dates().map(str)),
        lang=st.sampled_from(LANGUAGES),
        summary=texts(),
        cover=st.sampled_from(SOURCES),
        provenance=provenance,
    )
    return st.builds(_with_ids, made, st.booleans())


def _with_ids(article: Article, wanted: bool) -> Article:
    """The article with an id on every block or on none."""
    numbers = count(1)

    def name(block: Block) -> Blocks:
        return (replace(block, id=f"n{next(numbers)}"),)

    return replace(article, body=map_blocks(article.body, name)) if wanted else article
