"""What each node becomes in XHTML, told by examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest

from publish.markup.writer import Writer
from publish.markup.xhtml import write_blocks
from publish.model import (
    Block,
    Break,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    List,
    Math,
    Note,
    Paragraph,
    Quote,
    Ruby,
    Rule,
    Styled,
    StyleName,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.shorthand import bullets, code, em, h, img, inlines, link, note, numbered, p, quote, strong

ASSET = "asset:0000"


def picture(image: Image) -> str | None:
    return "picture.png" if image.src == ASSET else None


WRITER = Writer(image=picture, placeholder=lambda image: f"not there: {image.alt}")
FLOATING = Writer(image=picture, placeholder=lambda image: "", notes="float", picture_links=False)


def written(*blocks: Block, writer: Writer = WRITER, scope: str = "") -> str:
    return write_blocks(blocks, writer, scope)


def in_line(*content: Inline | str) -> str:
    return written(p(*content)).removeprefix("<p>").removesuffix("</p>")


# Inlines -------------------------------------------------------------------------------------------


def test_text_is_escaped_and_nothing_else() -> None:
    assert in_line("a < b && c > \"d\" ]]> 'e'") == "a &lt; b &amp;&amp; c &gt; \"d\" ]]&gt; 'e'"


def test_no_blank_is_added_between_chinese_inlines() -> None:
    assert in_line("网络", strong("空间"), "是", em("共同"), "的") == (
        "网络<strong>空间</strong>是<em>共同</em>的"
    )


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("emphasis", "<em>字</em>"),
        ("strong", "<strong>字</strong>"),
        ("underline", '<span class="underline">字</span>'),
        ("strike", "<s>字</s>"),
        ("superscript", "<sup>字</sup>"),
        ("subscript", "<sub>字</sub>"),
        ("small-caps", '<span class="small-caps">字</span>'),
        ("highlight", "<mark>字</mark>"),
        ("dots", '<span class="dots">字</span>'),
    ],
)
def test_every_style_has_its_element(style: StyleName, expected: str) -> None:
    assert in_line(Styled(style, inlines("字"))) == expected


def test_code_math_ruby_and_line_ends() -> None:
    assert in_line(code("a<b"), Break(), Math("x^2"), Math("y", display=True)) == (
        '<code>a&lt;b</code><br/><span class="math">x^2</span><span class="math display">y</span>'
    )
    assert in_line(Ruby("漢字", "かんじ")) == "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>"
    assert in_line(Ruby("漢字", "")) == "漢字"


def test_a_run_in_another_language_says_so() -> None:
    assert in_line(Tagged(inlines("word"), lang="en")) == '<span lang="en" xml:lang="en">word</span>'


def test_a_run_that_runs_the_other_way_says_so() -> None:
    writer = Writer(image=picture, placeholder=str, direction=lambda lang: "rtl" if lang == "ar" else "")
    run = p(Tagged(inlines("كلمة"), lang="ar"))
    assert written(run, writer=writer) == '<p><span lang="ar" xml:lang="ar" dir="rtl">كلمة</span></p>'


def test_what_is_no_language_is_not_said() -> None:
    assert in_line(Tagged(inlines("x"), lang='"><script>')) == "<span>x</span>"


# Links ---------------------------------------------------------------------------------------------


def test_links_lead_to_the_web() -> None:
    assert in_line(link("https://example.org/?a=1&b=2", "here")) == (
        '<a href="https://example.org/?a=1&amp;b=2">here</a>'
    )


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "#none"]
)
def test_a_link_that_may_not_be_or_leads_nowhere_is_its_words(target: str) -> None:
    assert in_line(link(target, "words")) == "words"


def test_a_link_inside_the_article_follows_its_scope() -> None:
    target = Heading(2, inlines("there"), id="there")
    assert written(p(link("#there", "go")), target, scope="a1") == (
        '<p><a href="#a1-there">go</a></p>\n<h2 id="a1-there">there</h2>'
    )


def test_a_link_elsewhere_in_the_edition_leads_where_the_format_says() -> None:
    writer = Writer(image=picture, placeholder=str, href=lambda name: f"{name}.xhtml#{name}")
    assert written(p(link("#a2", "go")), writer=writer) == '<p><a href="a2.xhtml#a2">go</a></p>'


def test_no_link_stands_in_a_link() -> None:
    assert in_line(link("https://a.example/", "a", link("https://b.example/", "b"))) == (
        '<a href="https://a.example/">ab</a>'
    )


def test_a_note_called_in_a_link_is_called_behind_it() -> None:
    text = in_line(link("https://a.example/", "a", note("n")))
    assert text.startswith('<a href="https://a.example/">a</a><a class="note-call"')


def test_the_second_block_of_an_id_has_none() -> None:
    twice = (Rule(id="x"), Rule(id="x"))
    assert written(*twice) == '<hr id="x"/>\n<hr/>'


# Pictures ------------------------------------------------------------------------------------------


def test_a_picture_alone_is_a_figure() -> None:
    assert written(p(img(ASSET, "a dog"))) == '<figure><img src="picture.png" alt="a dog"/></figure>'


def test_a_picture_in_a_line_stays_in_it() -> None:
    assert in_line("see ", img(ASSET, "a dog")) == 'see <img src="picture.png" alt="a dog"/>'


def test_a_missing_picture_leaves_words() -> None:
    missing = img("https://example.org/x.png", "a dog")
    assert written(p(missing)) == '<p class="placeholder">not there: a dog</p>'
    assert in_line("see ", missing) == 'see <span class="placeholder">not there: a dog</span>'


def test_a_picture_without_words_has_those_of_the_format() -> None:
    writer = Writer(image=picture, placeholder=str, unnamed="Picture")
    assert 'alt="Picture"' in written(p(img(ASSET)), writer=writer)


def test_a_linked_picture_is_a_link_only_where_the_format_can() -> None:
    linked = p(link("https://a.example/", img(ASSET, "a dog")))
    assert written(linked) == (
        '<figure><a href="https://a.example/"><img src="picture.png" alt="a dog"/></a></figure>'
    )
    assert "<a " not in written(linked, writer=FLOATING)


def test_a_figure_holds_its_pictures_and_caption() -> None:
    figure = Figure((p(img(ASSET, "a dog")), p(img("gone.png", "a cat"))), inlines("two animals"))
    assert written(figure) == (
        '<figure><img src="picture.png" alt="a dog"/><p class="placeholder">not there: a cat</p>'
        "<figcaption>two animals</figcaption></figure>"
    )


# Blocks --------------------------------------------------------------------------------------------


def test_a_role_is_a_class_and_a_language_is_said() -> None:
    block = Paragraph(inlines("text"), id="one", role="lead", lang="en")
    assert written(block) == '<p id="one" class="lead" lang="en" xml:lang="en">text</p>'


def test_quotations_and_groups_hold_blocks() -> None:
    assert written(quote(p("a"), p("b"))) == "<blockquote><p>a</p>\n<p>b</p></blockquote>"
    assert written(Group((p("a"),), role="editor-note")) == '<div class="editor-note"><p>a</p></div>'


def test_lists_nest_and_are_tight_or_loose() -> None:
    assert written(bullets("a", "b")) == "<ul><li>a</li><li>b</li></ul>"
    assert written(numbered("c", start=3)) == '<ol start="3"><li>c</li></ol>'
    nested = List(((p("a"), bullets("b")),))
    assert written(nested) == "<ul><li>a<ul><li>b</li></ul></li></ul>"
    loose = List(((p("a"),), (p("b"),)), tight=False)
    assert written(loose) == "<ul><li><p>a</p></li><li><p>b</p></li></ul>"


def test_a_paragraph_with_a_role_keeps_its_element_in_a_tight_list() -> None:
    assert written(List(((p("a", role="credit"),),))) == '<ul><li><p class="credit">a</p></li></ul>'


def test_definitions_have_a_place_for_every_explanation() -> None:
    two = Definition(inlines("t"), ((p("a"),), (p("b"),)))
    none = Definition(inlines("u"), ())
    assert written(Definitions((two, none))) == (
        "<dl><dt>t</dt><dd><p>a</p></dd><dd><p>b</p></dd><dt>u</dt><dd></dd></dl>"
    )


def test_code_keeps_lines_and_blanks() -> None:
    assert written(CodeBlock("a <\n  b", "c++ x")) == (
        '<pre><code class="language-c-x">a &lt;\n  b</code></pre>'
    )


def test_verse_keeps_its_lines() -> None:
    assert written(Verse((inlines("一"), inlines("二")))) == '<p class="verse">一<br/>二</p>'


# Tables --------------------------------------------------------------------------------------------


def row(*cells: str | Cell) -> tuple[Cell, ...]:
    return tuple(cell if isinstance(cell, Cell) else Cell((p(cell),)) for cell in cells)


def test_a_table_has_head_caption_and_alignment() -> None:
    table = Table(("left", "right"), (row("年", "数"), row("2024", "1")), 1, inlines("表"))
    assert written(table) == (
        "<table><caption>表</caption>"
        '<thead><tr><th scope="col" class="align-left">年</th>'
        '<th scope="col" class="align-right">数</th></tr></thead>'
        '<tbody><tr><td class="align-left">2024</td><td class="align-right">1</td></tr></tbody></table>'
    )


def test_cells_below_a_tall_cell_are_aligned_by_their_own_column() -> None:
    tall = Cell((p("a"),), rowspan=2)
    table = Table(("left", "right"), (row(tall, "1"), row("2")))
    assert '<tr><td class="align-right">2</td></tr>' in written(table)


def test_hostile_spans_are_bounded() -> None:
    text = written(Table(("left",), (row(Cell((), colspan=10**8, rowspan=10**8)),)))
    assert 'colspan="1000" rowspan="65534"' in text


# Notes ---------------------------------------------------------------------------------------------


def test_notes_stand_behind_the_text_and_lead_back() -> None:
    assert written(p("a", note("n")), scope="a1") == (
        '<p>a<a class="note-call" epub:type="noteref" role="doc-noteref" id="a1_note-1-call" '
        'href="#a1_note-1">①</a></p>\n'
        '<section class="notes" epub:type="footnotes">'
        '<aside class="note" epub:type="footnote" role="doc-footnote" id="a1_note-1">'
        '<p><a class="note-mark" role="doc-backlink" href="#a1_note-1-call">①</a> n</p>'
        "</aside></section>"
    )


def test_a_note_may_call_a_note() -> None:
    text = written(p("a", note("n", note("m"))))
    assert text.index('id="_note-1"') < text.index('href="#_note-2"') < text.index('id="_note-2"')


def test_a_floating_note_is_phrasing_content() -> None:
    content = (p("a"), bullets("b", "c"), CodeBlock("d\ne"))
    assert written(p("x", Note(content)), writer=FLOATING) == (
        '<p>x<span class="note">a<br/>b<br/>c<br/><code>d</code><br/><code>e</code></span></p>'
    )


def test_a_link_into_a_floating_note_leads_nowhere() -> None:
    inside = Paragraph(inlines("b"), id="b")
    assert written(p(link("#b", "a"), Note((inside,))), writer=FLOATING) == (
        '<p>a<span class="note">b</span></p>'
    )
    assert 'href="#b"' in written(p(link("#b", "a"), Note((inside,))))


def test_the_twenty_first_note_has_a_plain_number() -> None:
    text = written(p(*(note("n") for _ in range(21))))
    assert ">⑳</a>" in text
    assert ">21</a>" in text


# Composed lines ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SetLine:
    content: tuple[Inline, ...]
    letter_spacing: float = 0
    word_spacing: float = 0
    start: float = 0
    end: float = 0
    hyphen: bool = False
    hyphen_trim: float = 0


def composing(seen: list[tuple[str, tuple[str, ...]]]) -> Writer:
    def lines(block: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[SetLine] | None:
        seen.append((key, within))
        return None if key == "credit" else [SetLine(block.content, 0.12341), SetLine(inlines("二"))]

    return Writer(image=picture, placeholder=str, lines=lines)


def test_composed_lines_are_broken_and_spaced_as_they_say() -> None:
    assert written(p("一", role="lead"), writer=composing([])) == (
        '<p class="lead set"><span style="letter-spacing:0.1234pt">一</span>\n二</p>'
    )


def test_a_line_may_begin_before_the_margin_and_end_with_a_hyphen() -> None:
    lines = [
        SetLine(inlines("“hy"), word_spacing=1, start=5.25, hyphen=True),
        SetLine(inlines("phen”"), end=5),
    ]
    writer = Writer(image=picture, placeholder=str, lines=lambda block, key, within: lines)
    assert written(h(2, "“hyphen”"), writer=writer) == (
        '<h2 class="set"><span class="hyphenated" style="word-spacing:1pt;margin-left:-5.25pt">“hy</span>'
        '\n<span style="margin-right:-5pt">phen”</span></h2>'
    )


def test_a_hyphen_of_full_width_is_trimmed() -> None:
    writer = Writer(
        image=picture,
        placeholder=str,
        lines=lambda block, key, within: [SetLine(inlines("连hy"), hyphen=True, hyphen_trim=3.3)],
    )
    assert written(h(2, "连hy"), writer=writer) == (
        '<h2 class="set"><span class="hyphenated" style="--hyphen-trim:-3.3pt">连hy</span></h2>'
    )


def set_as_it_is(block: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[SetLine]:
    return [SetLine(block.content)]


def drawing(sign: float | None = None) -> Writer:
    return Writer(
        image=picture,
        placeholder=str,
        notes="float",
        lines=set_as_it_is,
        drawn_marks=True,
        sign=lambda image: sign,
    )


def test_notes_captions_verse_and_terms_are_composed_too() -> None:
    assert written(p("一", note("二")), writer=drawing()) == (
        '<p class="set">一<span class="note set">二</span></p>'
    )
    assert '<figcaption class="set">图</figcaption>' in written(
        Figure((p("一"),), inlines("图")), writer=drawing()
    )
    assert '<p class="verse set">一<br/>二</p>' in written(
        Verse((inlines("一"), inlines("二"))), writer=drawing()
    )
    definitions = Definitions((Definition(inlines("词"), ((p("义"),),)),))
    assert '<dt class="set">词</dt><dd><p class="set">义</p></dd>' in written(definitions, writer=drawing())


def test_the_blocks_of_a_floating_note_are_parted_by_line_ends() -> None:
    seen: list[Paragraph | Heading] = []

    def lines(block: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[SetLine] | None:
        seen.append(block)
        return None

    writer = Writer(image=picture, placeholder=str, notes="float", lines=lines)
    written(p("一", Note((p("二"), bullets("三"), CodeBlock(text="x\ny")))), writer=writer)
    parts = (Text("二"), Break(), Text("三"), Break(), code("x"), Break(), code("y"))
    assert seen[-1].content == parts


def test_a_cell_has_rows_that_the_engine_breaks() -> None:
    table = Table(("default",), ((Cell((p("表"),)),), (Cell((p("一"), p("二"))),)))
    assert "<td>表</td>" in written(table, writer=drawing())
    assert "<td><p>一</p>\n<p>二</p></td>" in written(table, writer=drawing())


def test_a_composer_is_told_the_language_around_a_paragraph() -> None:
    langs: list[str] = []

    def lines(block: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[SetLine] | None:
        langs.append(block.lang)
        return None

    writer = Writer(image=picture, placeholder=str, notes="float", lines=lines)
    quoted = Quote((p("a"), p(Tagged((note("b"),), lang="fr"))), lang="en")
    write_blocks((quoted, p("c")), writer)
    assert langs == ["en", "en", "fr", ""]


def test_dots_are_drawn_at_what_is_read() -> None:
    written_dots = written(p(Styled("dots", inlines("重，", strong("点")))), writer=drawing())
    assert written_dots == (
        '<p class="set"><span class="dot">重</span>，<strong><span class="dot">点</span></strong></p>'
    )


def test_ruby_that_is_drawn_has_room_for_base_and_reading() -> None:
    assert '<ruby style="width:2em">漢字<' in written(p(Ruby("漢字", "かんじ")), writer=drawing())
    assert '<ruby style="width:1.86em">庄<' in written(p(Ruby("庄", "zhuāng")), writer=drawing())


def test_emoji_are_set_in_the_fonts_of_the_text_where_these_are_chosen() -> None:
    assert written(p("好😀✔\ufe0f"), writer=drawing()) == '<p class="set">好😀\ufe0e✔\ufe0e</p>'
    assert written(p("好😀✔\ufe0f")) == "<p>好😀✔\ufe0f</p>"


def test_a_small_picture_in_a_line_is_a_sign_of_it() -> None:
    line = written(p("一", img("a.png", "笑")), writer=drawing(1.5))
    assert 'class="sign" style="width:1.5em"' in line
    assert "sign" not in written(p("一", img("a.png", "笑")), writer=drawing())


def test_the_composer_knows_where_a_paragraph_stands() -> None:
    seen: list[tuple[str, tuple[str, ...]]] = []
    written(p("a"), quote(bullets("b"), p("c", role="credit")), writer=composing(seen))
    assert [place for place in seen if place[0] != "paragraph"] == [
        ("list-item", ("quote", "list", "list-item")),
        ("credit", ("quote",)),
    ]
    assert ("paragraph", ()) in seen


# All together --------------------------------------------------------------------------------------


def test_hostile_names_make_no_markup() -> None:
    block = Paragraph(inlines("x"), id='"/><b>', role='"/><i>', lang="en-")
    (root,) = ElementTree.fromstring(f"<r>{written(block, scope='a b')}</r>")
    assert root.tag == "p"
    assert root.text == "x"
    assert not list(root)


def test_headings_have_their_levels() -> None:
    assert written(h(1, "t"), h(2, "a"), h(3, "b"), h(2, "c")) == (
        "<h1>t</h1>\n<h2>a</h2>\n<h3>b</h3>\n<h2>c</h2>"
    )


def test_a_skipped_level_is_not_skipped_for_the_ear() -> None:
    assert written(h(4, "a"), h(4, "b"), h(6, "c"), h(2, "d")) == (
        '<h4 aria-level="2">a</h4>\n<h4 aria-level="2">b</h4>\n<h6 aria-level="3">c</h6>\n<h2>d</h2>'
    )
