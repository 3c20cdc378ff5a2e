"""Pandoc's JSON: every element of pandoc-types, in its older and newer spellings."""

import json
from typing import Any

import pytest
from reading.accounts import body, read, said

from publish.diagnostics import Code
from publish.errors import ReadError
from publish.model import (
    Article,
    Block,
    Break,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Image,
    Inline,
    List,
    Math,
    Note,
    Paragraph,
    Rule,
    Styled,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.model import Code as CodeInline
from publish.shorthand import bullets, em, h, img, inlines, link, numbered, p, quote, strong
from publish.walk import plain_text

NO_ATTRIBUTES = ["", [], []]


def node(name: str, *content: Any) -> dict[str, Any]:
    """`{"t": name, "c": content}`; a single content stands alone, as Pandoc writes it."""
    if not content:
        return {"t": name}
    return {"t": name, "c": content[0] if len(content) == 1 else list(content)}


def words(text: str) -> list[Any]:
    """A text as Pandoc writes it: words and blanks."""
    row: list[Any] = []
    for word in text.split(" "):
        row += [node("Space"), node("Str", word)]
    return row[1:]


def para(*content: Any) -> dict[str, Any]:
    row: list[Any] = []
    for each in content:
        row += words(each) if isinstance(each, str) else [each]
    return node("Para", row)


def document(*blocks: Any, **meta: Any) -> str:
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": list(blocks)})


def pandoc(*blocks: Any, **meta: Any) -> Article:
    return read(document(*blocks, **meta), "book.pandoc.json")


def only(*blocks: Any) -> Block:
    (block,) = body(document(*blocks), "book.pandoc.json")
    return block


def row_of(*content: Any) -> tuple[Inline, ...]:
    block = only(node("Para", list(content)))
    assert isinstance(block, Paragraph)
    return block.content


# Metadata ------------------------------------------------------------------------------------------


def test_metadata() -> None:
    article = pandoc(
        para("Text."),
        title=node("MetaInlines", words("The Reed Bed")),
        author=node(
            "MetaList",
            [
                node("MetaInlines", words("Ada Marsh")),
                node("MetaMap", {"name": node("MetaString", "Bo Fen"), "place": node("MetaString", "x")}),
            ],
        ),
        date=node("MetaInlines", words("2024-03-04")),
        lang=node("MetaString", "de-DE"),
        draft=node("MetaBool", True),
    )
    assert (article.title, article.authors) == ("The Reed Bed", ("Ada Marsh", "Bo Fen"))
    assert (article.date, article.lang) == ("2024-03-04", "de-DE")


def test_a_document_without_a_title_takes_its_first_heading() -> None:
    article = pandoc(node("Header", 1, NO_ATTRIBUTES, words("The Reed Bed")), para("Text."))
    assert article.title == "The Reed Bed"


# Blocks --------------------------------------------------------------------------------------------

_CELL = [NO_ATTRIBUTES, node("AlignDefault"), 1, 1]
_WIDTH = node("ColWidthDefault")


def cell(text: str, down: int = 1, across: int = 1) -> list[Any]:
    return [NO_ATTRIBUTES, node("AlignDefault"), down, across, [node("Plain", words(text))]]


def table_row(*cells: Any) -> list[Any]:
    return [NO_ATTRIBUTES, list(cells)]


TABLE = node(
    "Table",
    NO_ATTRIBUTES,
    [None, [node("Plain", words("Two birds"))]],
    [[node("AlignLeft"), _WIDTH], [node("AlignRight"), _WIDTH]],
    [NO_ATTRIBUTES, [table_row(cell("bird"), cell("eggs"))]],
    [[NO_ATTRIBUTES, 0, [], [table_row(cell("heron", across=2)), table_row(cell("coot"), cell("7"))]]],
    [NO_ATTRIBUTES, [table_row(cell("sum"), cell("7"))]],
)
OLD_TABLE = node(
    "Table",
    words("Two birds"),
    [node("AlignLeft"), node("AlignRight")],
    [0, 0],
    [[node("Plain", words("bird"))], [node("Plain", words("eggs"))]],
    [[[node("Plain", words("coot"))], [node("Plain", words("7"))]]],
)
BLOCKS: dict[str, tuple[Any, Block]] = {
    "header": (node("Header", 3, NO_ATTRIBUTES, words("A b")), h(3, "A b")),
    "code": (node("CodeBlock", ["", ["python", "numberLines"], []], "a\n b"), CodeBlock("a\n b", "python")),
    "quote": (node("BlockQuote", [para("A.")]), quote(p("A."))),
    "bullets": (
        node("BulletList", [[node("Plain", words("a"))], [node("Plain", words("b"))]]),
        bullets("a", "b"),
    ),
    "loose bullets": (node("BulletList", [[para("a")]]), List(((p("a"),),), tight=False)),
    "numbers": (
        node("OrderedList", [4, node("Decimal"), node("Period")], [[node("Plain", words("a"))]]),
        numbered("a", start=4),
    ),
    "definitions": (
        node("DefinitionList", [[words("coot"), [[para("A bird.")], [para("Black.")]]]]),
        Definitions((Definition(inlines("coot"), ((p("A bird."),), (p("Black."),))),)),
    ),
    "verse": (
        node("LineBlock", [words("The reed"), words("bends")]),
        Verse((inlines("The reed"), inlines("bends"))),
    ),
    "rule": (node("HorizontalRule"), Rule()),
    "figure": (
        node(
            "Figure",
            NO_ATTRIBUTES,
            [None, [para("A coot"), para("in spring")]],
            [node("Plain", [node("Image", NO_ATTRIBUTES, words("coot"), ["coot.png", ""])])],
        ),
        Figure((p(img("coot.png", "coot")),), inlines("A coot in spring")),
    ),
    "older figure": (
        para(node("Image", NO_ATTRIBUTES, words("A coot"), ["coot.png", "fig:"])),
        Figure((p(img("coot.png", "A coot")),), inlines("A coot")),
    ),
    "division with a language": (
        node("Div", ["", [], [["lang", "fr"]]], [para("Oui.")]),
        Paragraph(inlines("Oui."), lang="fr"),
    ),
    "raw HTML": (
        node("RawBlock", "html", "<p>Read <b>so</b>.</p><script>no()</script>"),
        p("Read ", strong("so"), "."),
    ),
    "table": (
        TABLE,
        Table(
            ("left", "right"),
            (
                (Cell((p("bird"),)), Cell((p("eggs"),))),
                (Cell((p("heron"),), 2),),
                (Cell((p("coot"),)), Cell((p("7"),))),
                (Cell((p("sum"),)), Cell((p("7"),))),
            ),
            head=1,
            caption=inlines("Two birds"),
        ),
    ),
    "older table": (
        OLD_TABLE,
        Table(
            ("left", "right"),
            ((Cell((p("bird"),)), Cell((p("eggs"),))), (Cell((p("coot"),)), Cell((p("7"),)))),
            head=1,
            caption=inlines("Two birds"),
        ),
    ),
    "unknown, with words": (
        node("Aside", [NO_ATTRIBUTES, [para("Kept all the same.")]]),
        p("Kept all the same."),
    ),
}


@pytest.mark.parametrize(("given", "wanted"), BLOCKS.values(), ids=BLOCKS)
def test_block(given: Any, wanted: Block) -> None:
    assert only(given) == wanted


# Inlines -------------------------------------------------------------------------------------------

INLINES: dict[str, tuple[Any, Inline]] = {
    "emphasis": (node("Emph", words("a b")), em("a b")),
    "small capitals": (node("SmallCaps", words("a")), Styled("small-caps", inlines("a"))),
    "strike": (node("Strikeout", words("a")), Styled("strike", inlines("a"))),
    "quoted": (node("Quoted", node("DoubleQuote"), words("a")), Text("“a”")),
    "citation": (node("Cite", [{"citationId": "x"}], words("[@x]")), Text("[@x]")),
    "code": (node("Code", NO_ATTRIBUTES, "a b"), CodeInline("a b")),
    "formula": (node("Math", node("InlineMath"), "x^2"), Math("x^2")),
    "link": (
        node("Link", NO_ATTRIBUTES, words("a"), ["https://example.org/", ""]),
        link("https://example.org/", "a"),
    ),
    "link that may not stand": (node("Link", NO_ATTRIBUTES, words("a"), ["javascript:x()", ""]), Text("a")),
    "picture": (node("Image", NO_ATTRIBUTES, words("a b"), ["x.png", "T"]), Image("x.png", "a b", "T")),
    "note": (node("Note", [para("Below.")]), Note((p("Below."),))),
    "span of a class": (
        node("Span", ["", ["underline"], []], words("a")),
        Styled("underline", inlines("a")),
    ),
    "span of a name": (
        node("Span", ["", ["name"], []], words("葦")),
        Tagged(inlines("葦"), role="name"),
    ),
    "span of a language": (
        node("Span", ["", [], [["lang", "ja"]]], words("葦")),
        Tagged(inlines("葦"), lang="ja"),
    ),
    "line end": (node("LineBreak"), Break()),
}


@pytest.mark.parametrize(("given", "wanted"), INLINES.values(), ids=INLINES)
def test_inline(given: Any, wanted: Inline) -> None:
    around = "x", "y"
    row = row_of(node("Str", around[0]), given, node("Str", around[1]))
    expected = p(around[0], wanted, around[1]).content
    assert plain_text(row) == plain_text(expected)
    assert wanted in row or isinstance(wanted, Text)


def test_soft_line_ends_between_han_vanish() -> None:
    assert row_of(node("Str", "芦苇"), node("SoftBreak"), node("Str", "荡")) == inlines("芦苇荡")


def test_links_inside_lead_to_headings() -> None:
    article = pandoc(
        node("Header", 2, ["2-reeds", [], []], words("Reeds")),
        node("Header", 2, ["coots", [], []], words("Coots")),
        para(
            node("Link", NO_ATTRIBUTES, words("above"), ["#2-reeds", ""]),
            node("Link", NO_ATTRIBUTES, words("nowhere"), ["#gone", ""]),
        ),
    )
    reeds, coots, text = article.body
    assert isinstance(text, Paragraph)
    assert (reeds.id, coots.id) == ("section-1", "")
    assert text.content == inlines(link("#section-1", "above"), "nowhere")


# What is not as it should be ----------------------------------------------------------------------


def test_what_was_kept_raw_is_on_record() -> None:
    article = pandoc(para("Text."), node("RawBlock", "latex", "\\newpage now"))
    assert [(gone.rule, gone.excerpt) for gone in article.provenance.removals] == [
        ("markup", "\\newpage now")
    ]


def test_a_link_that_may_not_stand_is_named() -> None:
    text = document(para(node("Link", NO_ATTRIBUTES, words("a"), ["file:///etc/passwd", ""])))
    assert (str(Code.LINK_DROPPED), 1) in said(text, "book.pandoc.json")


@pytest.mark.parametrize(
    "block",
    [None, 3, "x", [], {}, {"t": 3}, {"t": "Para"}, {"t": "Header", "c": "x"}, {"t": "Table", "c": [1, 2]}],
)
def test_a_malformed_block_is_passed_over(block: Any) -> None:
    assert body(document(block, para("Text.")), "a.json") == (p("Text."),)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"blocks": 3}', "[" * 100_000])
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="is no"):
        read(text, "a.json")


def test_standard_input_is_judged_by_its_looks() -> None:
    assert read(document(para("Text.")), "stdin").body == pandoc(para("Text.")).body
