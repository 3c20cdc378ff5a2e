"""Looks read back from built files: alike as they are built, and told apart where one is changed."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import cssselect2
import pikepdf
import pytest
from lxml import etree
from msgspec.structs import replace
from small_files import docx, paragraph, zipped

from publish.checks.book import Book, open_book
from publish.checks.built import Opened
from publish.checks.docx import Document, open_document
from publish.checks.looks import Comparison, looks
from publish.checks.looks.compare import compare
from publish.checks.looks.css_cascade import Computed, StyleSheets
from publish.checks.looks.docx import read_docx
from publish.checks.looks.epub import read_epub
from publish.checks.looks.fonts import roles_of
from publish.checks.looks.guide import Guide
from publish.checks.looks.values import Block, Look, Paper, Seen
from publish.checks.page_geometry import Glyph
from publish.checks.pdf import Printed, open_pdf
from publish.checks.pdf_content import Font
from publish.checks.printed_lines import Block as PrintedBlock
from publish.checks.printed_lines import Line, Where
from publish.diagnostics import Report
from publish.model import Article, CodeBlock, Edition
from publish.plugins import Context, Paged, Plugins, Renderer
from publish.shorthand import article, bullets, h, note, p, quote
from publish.theming.shipped import open_theme
from publish.theming.theme import Theme

LONG = (
    "清晨五点半，渡口的灯还亮着，第一班船要等雾散了才开，等船的人彼此认识，却很少说话，只把手拢在袖子里。"
)


def pages_of_text() -> Article:
    """An article with a block of each common kind, among paragraphs of several lines."""
    body = [p(f"第{number}天。{LONG}{LONG}{LONG}") for number in range(12)]
    kinds = (
        body[0],
        h(2, "渡口"),
        body[10],
        quote(p(f"船家说：{LONG}{LONG}")),
        body[1],
        bullets(f"缆绳，{LONG}", f"竹篙，{LONG}"),
        body[2],
        h(3, "价钱"),
        body[3],
        CodeBlock("fare = 2\nif ferry.is_full:\n    wait()\nreturn fare"),
        p(f"附注在此。{LONG}{LONG}", note(f"民国二十三年的价钱。{LONG}")),
        *body[4:10],
        p("来源：潮间笔记", role="credit"),
    )
    one = article("渡口的灯", *kinds)
    return replace(one, authors=("周明",), source="潮间笔记", date="2025-03-01", summary=f"{LONG}{LONG}")


@pytest.fixture(scope="module")
def theme() -> Theme:
    return open_theme("journal", Plugins())


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition.of(pages_of_text())


def built(edition: Edition, theme: Theme, name: str) -> bytes:
    renderer: Renderer = Plugins().renderer(name)
    made = renderer(edition, Context(theme, renderer.options(), Report(), lambda _: b""))
    return made.data if isinstance(made, Paged) else made


@pytest.fixture(scope="module")
def files(edition: Edition, theme: Theme) -> Mapping[str, bytes]:
    """The edition in each format."""
    return {name: built(edition, theme, name) for name in ("pdf", "epub", "docx")}


def opened(files: Mapping[str, bytes]) -> dict[str, Opened]:
    openers = {"pdf": open_pdf, "epub": open_book, "docx": open_document}
    found = {name: openers[name](data) for name, data in files.items()}
    assert all(isinstance(each, Book | Document | Printed) for each in found.values())
    return found  # type: ignore[return-value]


def compared(files: Mapping[str, bytes], theme: Theme | None) -> Comparison:
    return looks(opened(files), theme)


def wrong(comparison: Comparison, file: str) -> set[str]:
    """The tokens in which a file differs."""
    place = comparison.files.index(file)
    return {row.token for row in comparison.rows if row.cells[place].is_wrong}


def with_text(data: bytes, name: str, change: tuple[str, str]) -> bytes:
    """An archive in one of whose files the first place that fits a pattern is changed."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith(name):
                text, count = re.subn(*change, content.decode(), count=1, flags=re.DOTALL)
                assert count == 1
                content = text.encode()
            new.writestr(entry, content)
    return output.getvalue()


# Alike ---------------------------------------------------------------------------------------------


def test_one_theme_looks_the_same_in_every_format(files: Mapping[str, bytes], theme: Theme) -> None:
    comparison = compared(files, theme)
    assert [(row.token, row.wanted, row.cells) for row in comparison.wrong] == []
    told = {row.token for row in comparison.rows if all(cell.deviation is not None for cell in row.cells)}
    assert told >= {
        *("paragraph.font", "paragraph.size", "paragraph.leading", "paragraph.first-indent"),
        *("paragraph.align", "heading-2.font", "heading-2.size", "heading-2.before", "heading-2.weight"),
        *("quote.font", "quote.left", "quote.leading", "list-item.left", "code-block.size"),
        *("code-block.font", "note.size", "note.leading", "title.size", "byline.font", "credit.align"),
        *("source-line.color", "title.scale", "heading-3.scale"),
    }


def test_page_and_grid_are_the_readers_in_a_book(files: Mapping[str, bytes], theme: Theme) -> None:
    rows = {row.token: row for row in compared(files, theme).rows}
    pdf, epub, word = rows["page.measure"].cells
    assert (epub.value, epub.deviation) == ("reader's", None)
    assert pdf.deviation is not None
    assert word.deviation is not None
    assert rows["paragraph.color"].cells[1].deviation is None, (
        "the colour of plain text is the reader's too"
    )
    assert rows["source-line.color"].cells[1].deviation == 0


def test_without_a_theme_the_first_file_is_what_others_are_compared_with(
    files: Mapping[str, bytes], edition: Edition, theme: Theme
) -> None:
    assert compared(files, None).wrong == ()
    smaller = replace(theme.styles["quote"], left=theme.styles["quote"].left + 1)
    other = built(edition, replace(theme, styles=theme.styles | {"quote": smaller}), "docx")
    assert wrong(compared({"epub": files["epub"], "docx": other}, None), "docx") == {"quote.left"}


def test_a_pdf_alone_is_known_by_its_tags(files: Mapping[str, bytes], theme: Theme) -> None:
    comparison = compared({"pdf": files["pdf"]}, theme)
    assert comparison.wrong == ()
    assert {"paragraph.size", "heading-2.size", "quote.font", "note.size"} <= {
        row.token for row in comparison.rows
    }


# A PDF's grid and words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "play", "is_wrong"),
    [(0.0, 0, False), (0.6, 1, False), (-0.3, 1, False), (0.6, 0, True), (1.2, 1, True), (-0.8, 1, True)],
)
def test_a_grid_may_round_spaces_to_whole_lines_but_no_further(
    theme: Theme, lines: float, play: float, is_wrong: bool
) -> None:
    wanted, leading = theme.styles["heading-2"].before, theme.leading
    look = Look(before=wanted + lines * leading, play=play * leading)
    printed = Seen("book", "pdf", "zh-Hans", (Block("渡口", "heading-2", look),), Paper(leading=leading))
    (row,) = [row for row in compare([printed], theme).rows if row.token == "heading-2.before"]
    assert row.is_wrong is is_wrong
    assert row.cells[0].value.endswith("(grid)") is (lines != 0 and not is_wrong)


def test_the_same_words_in_several_places_are_told_apart_by_their_order() -> None:
    known = [Block("渡口的灯", "title", Look()), Block("渡口的灯 周明", "contents-entry", Look())]
    known.append(Block("渡口的灯", "paragraph", Look()))
    guide = Guide(known)

    def found(text: str, where: Where = "body") -> str:
        glyphs = tuple(Glyph(each, 0, 0, 0, 10, Font(pikepdf.Dictionary()), 0) for each in text)
        line = Line(page=0, base=0, size=10, glyphs=glyphs, raised=frozenset(), styled=False)
        return guide.block(PrintedBlock(where, (), 0, lines=[line])).key

    assert found("渡口的灯周明......12", "contents") == "contents-entry"
    assert [found("渡口，的灯"), found("渡口的灯。"), found("渡口的灯")] == ["title", "paragraph", ""]


# Changed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "tokens"),
    [
        ("blockquote { margin-left: 5em }", {"quote.left"}),
        ("p { text-indent: 1em }", {"paragraph.first-indent"}),
        (
            "h2 { font-size: 1.5em; line-height: 1.2 }",
            {"heading-2.size", "heading-2.leading", "heading-2.before", "heading-2.scale"},
        ),
        (".credit { color: #ff0000 !important }", {"credit.color"}),
        ("pre, pre code { font-family: 'Noto Serif CJK SC' }", {"code-block.font"}),
        (".source-line { margin-bottom: 30pt }", {"source-line.after"}),
        (".byline { letter-spacing: 0.2em; text-align: center }", {"byline.tracking", "byline.align"}),
        ("@media (prefers-color-scheme: dark) { p { text-indent: 9em } }", set[str]()),
        ("@media print { p { text-indent: 9em } }", set[str]()),
        ("blockquote > p.nothing { margin-left: 9em }", set[str]()),
    ],
)
def test_a_changed_style_sheet_is_found(
    files: Mapping[str, bytes], theme: Theme, css: str, tokens: set[str]
) -> None:
    changed = with_text(files["epub"], "style.css", (r"\Z", css))
    assert wrong(compared({"epub": changed}, theme), "epub") == tokens


@pytest.mark.parametrize(
    ("style", "change", "tokens"),
    [
        ("Quote", ("</w:pPr>", '</w:pPr><w:rPr><w:sz w:val="26"/></w:rPr>'), {"quote.size"}),
        ("BodyText", ('w:firstLineChars="200"', 'w:firstLineChars="150"'), {"paragraph.first-indent"}),
        ("BodyText", ('<w:jc w:val="both"/>', '<w:jc w:val="left"/>'), {"paragraph.align"}),
        ("SourceLine", ('w:after="\\d+"', 'w:after="100"'), {"source-line.after"}),
        ("Byline", ('w:eastAsia="[^"]*"', 'w:eastAsia="SimHei"'), {"byline.font"}),
        ("Credit", ('w:color w:val="\\w+"', 'w:color w:val="FF0000"'), {"credit.color"}),
    ],
)
def test_a_changed_style_of_word_is_found(
    files: Mapping[str, bytes], theme: Theme, style: str, change: tuple[str, str], tokens: set[str]
) -> None:
    pattern, new = change
    one = (rf'(w:styleId="{style}">(?:(?!</w:style>).)*?){pattern}', rf"\g<1>{new}")
    changed = with_text(files["docx"], "styles.xml", one)
    assert wrong(compared({"docx": changed}, theme), "docx") == tokens


def test_a_changed_page_of_word_is_found(files: Mapping[str, bytes], theme: Theme) -> None:
    changed = with_text(files["docx"], "document.xml", (r'w:linePitch="\d+"', 'w:linePitch="400"'))
    assert wrong(compared({"docx": changed}, theme), "docx") == {"grid.leading", "page.lines"}


@pytest.mark.parametrize(
    ("key", "change", "tokens"),
    [
        ("paragraph", {"first_indent": 3}, {"paragraph.first-indent"}),
        ("paragraph", {"color": "#404040"}, {"paragraph.color"}),
        ("quote", {"left": 4}, {"quote.left"}),
        ("quote", {"font": "sans"}, {"quote.font"}),
        ("heading-2", {"size": 16}, {"heading-2.size", "heading-2.scale"}),
        ("heading-2", {"before": 54.0}, {"heading-2.before"}),
        ("code-block", {"size": 10}, {"code-block.size"}),
        ("note", {"size": 9, "leading": 15}, {"note.size", "note.leading"}),
        ("credit", {"align": "left"}, {"credit.align"}),
    ],
)
def test_what_was_printed_otherwise_is_found(
    files: Mapping[str, bytes],
    edition: Edition,
    theme: Theme,
    key: str,
    change: dict[str, object],
    tokens: set[str],
) -> None:
    other = replace(theme, styles=theme.styles | {key: replace(theme.styles[key], **change)})
    printed = built(edition, other, "pdf")
    found = wrong(compared({"pdf": printed, "epub": files["epub"]}, theme), "pdf")
    assert found >= tokens
    assert {token.partition(".")[0] for token in found} <= {key} or key == "paragraph"


# The cascade of a book -----------------------------------------------------------------------------


def computed(css: str, body: str, where: str, size: float = 10.0) -> Computed:
    """The values of the first element of a name in a document with this style sheet."""
    root = etree.fromstring(f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>')
    sheets = StyleSheets(size)
    sheets.add(css)

    def visit(node: cssselect2.ElementWrapper, around: Computed | None) -> Computed | None:
        style = sheets.computed(node, around)
        if node.local_name == where:
            return style
        found = (visit(child, style) for child in node.iter_children())
        return next((each for each in found if each), None)

    style = visit(cssselect2.ElementWrapper.from_xml_root(root), None)
    assert style is not None
    return style


def test_em_is_of_the_parent_for_sizes_and_of_the_element_for_all_else() -> None:
    style = computed(
        "section { font-size: 1.5em; text-indent: 2em } p { font-size: 2em; margin: 1em 0 0 0.5em }",
        "<section><p>渡</p></section>",
        "p",
    )
    assert style.size == 30
    assert (style.length("margin-top"), style.length("margin-left")) == (30, 15)
    assert style.length("text-indent") == 30, "an indent in em is inherited as a length"


def test_a_leading_without_a_unit_is_inherited_as_a_number() -> None:
    css = "section { line-height: 1.5 } aside { line-height: 150% } p { font-size: 2em }"
    assert computed(css, "<section><p>渡</p></section>", "p").leading == 30
    assert computed(css, "<aside><p>渡</p></aside>", "p").leading == 15


@pytest.mark.parametrize(
    "css",
    [
        "p { color: #111111 } .lead { color: #222222 }",
        ".lead { color: #222222 } p { color: #111111 }",
        "p.lead { color: #222222 } .lead { color: #111111 }",
        "p { color: #222222 !important } #one { color: #111111 }",
        ":where(#one) { color: #111111 } p { color: #222222 }",
        ".lead { color: #222222; color: no-colour }",
        ".lead { color: #222222; color: oklch(60% 0.15 50) }",
        ":root { --ink: #222222 } p { color: #111111; color: var(--ink) }",
        ":root { --ink: var(--soft); --soft: #222222 } p { color: var(--ink) }",
        "p { color: var(--unsaid, #222222) }",
        "body { color: #222222 } p { color: inherit }",
    ],
)
def test_which_declaration_wins(css: str) -> None:
    assert computed(css, '<p id="one" class="lead">渡</p>', "p").color("color") == "#222222"


def test_shorthands_are_taken_apart() -> None:
    style = computed("p { margin: 1pt 2pt 3pt; border-left: 2pt solid #9e2a2b }", "<p>渡</p>", "p")
    assert [style.length(f"margin-{side}") for side in ("top", "right", "bottom", "left")] == [1, 2, 3, 2]
    assert (style.length("border-left-width"), style.color("border-left-color")) == (2, "#9e2a2b")


@pytest.mark.validators
def test_a_browser_comes_to_the_same(files: Mapping[str, bytes], theme: Theme, tmp_path: Path) -> None:
    """A second opinion on the cascade: Chromium's computed styles of the same paragraphs."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("Chromium is not installed")
    asked = (
        "for (const e of document.querySelectorAll('p, h1, h2, h3, pre')) { const s = getComputedStyle(e);"
        " e.setAttribute('data-look', [s.fontSize, s.lineHeight, s.textIndent, s.fontWeight].join(' ')) }"
    )
    with zipfile.ZipFile(io.BytesIO(files["epub"])) as archive:
        archive.extractall(tmp_path)
    page = next(path for path in tmp_path.rglob("*.xhtml") if LONG in path.read_text("utf-8"))
    size = f"<style>html {{ font-size: {theme.size}pt }}</style>"
    text = page.read_text("utf-8").replace("</head>", f"{size}</head>")
    page.write_text(text.replace("</body>", f"<script>{asked}</script></body>"), "utf-8")
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}/profile",
    ]
    done = subprocess.run(
        [*command, "--dump-dom", page.as_uri()], capture_output=True, text=True, check=True
    )
    theirs = {
        tuple(float(part.removesuffix("px")) for part in found.split())
        for found in re.findall(r'data-look="([^"]*)"', done.stdout)
    }
    book = opened({"epub": files["epub"]})["epub"]
    assert isinstance(book, Book)
    blocks = [
        each
        for each in read_epub(book, "book", theme.size, frozenset(theme.styles)).blocks
        if each.key != "list-item"
    ]
    ours = {_in_pixels(block.look) for block in blocks}
    assert len(theirs) > 5
    for each in ours:
        assert any(each == pytest.approx(other, abs=0.05) for other in theirs), each


def _in_pixels(look: Look) -> tuple[float, ...]:
    assert look.size
    assert look.leading
    assert look.first_indent is not None
    assert look.weight
    return look.size / 0.75, look.leading / 0.75, look.first_indent / 0.75, look.weight


# The styles of Word --------------------------------------------------------------------------------

STYLES = """\
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:pPr><w:spacing w:before="40" w:line="360" w:lineRule="exact"/><w:ind w:left="100"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:after="60"/><w:ind w:firstLine="999" w:firstLineChars="200"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Body"/>
<w:pPr><w:ind w:firstLine="120" w:firstLineChars="0"/></w:pPr>
<w:rPr><w:sz w:val="24"/><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="Verse"/><w:basedOn w:val="Quote"/>
<w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
</w:styles>"""


def word_look(style: str) -> Look:
    """The looks of a paragraph of this style among `STYLES`."""
    parts = docx(paragraph("渡口", style))
    parts = {name: STYLES if name.endswith("styles.xml") else text for name, text in parts.items()}
    document = open_document(zipped(parts))
    assert isinstance(document, Document)
    return read_docx(document, "one", None).blocks[0].look


def test_styles_inherit_attribute_by_attribute() -> None:
    look = word_look("Body")
    assert (look.before, look.after, look.leading, look.left, look.size) == (2, 3, 18, 5, 10)


def test_indents_in_characters_win_unless_they_are_none() -> None:
    assert word_look("Body").first_indent == 20, "two characters of the document's own size"
    assert word_look("Quote").first_indent == 6


def test_what_a_style_turns_on_another_turns_off() -> None:
    assert (word_look("Quote").size, word_look("Quote").weight) == (12, 700)
    assert word_look("Plain").weight == 400


def test_leading_in_multiples_of_a_font_is_not_known() -> None:
    assert word_look("Plain").leading is None


# Fonts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "role"),
    [
        ("publish-kai-hans-1", "kai"),
        ("publish-sans-latin-2-Bold", "sans"),
        ("Noto Serif CJK SC", "serif"),
        ("NotoSerifCJKsc-Regular", "serif"),
        ("Noto Sans Mono CJK SC", "mono"),
        ("LXGW WenKai", "kai"),
        ("Noto Sans CJK SC", "sans"),
        ("SimHei", "sans"),
        ("SimSun", "serif"),
    ],
)
def test_names_tell_the_role_of_a_font(family: str, role: str) -> None:
    assert roles_of((family,), None) == (role,)


def test_a_theme_knows_the_roles_of_its_fonts(theme: Theme) -> None:
    assert "kai" in roles_of((theme.fonts["kai"].families["hans"][0],), theme)
    assert roles_of(("Comic Sans",), theme) == ()


def test_a_comparison_can_be_a_record(files: Mapping[str, bytes], theme: Theme) -> None:
    from publish.cli.check_tables import look_records

    records = [json.loads(json.dumps(record)) for record in look_records(compared(files, theme))]
    assert all(record["files"].keys() == {"pdf", "epub", "docx"} for record in records)
