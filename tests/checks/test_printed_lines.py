"""The paragraphs of a PDF and their lines, by the structure tree."""

from small_files import pdf

from publish.checks.overleaf import IndentKnown, join_fragments
from publish.checks.page_geometry import read_glyphs
from publish.checks.pdf import Printed, open_pdf
from publish.checks.printed_lines import Block, read_blocks

_CSS = "p, li { margin: 0; font: 12pt/18pt 'Noto Serif CJK SC'; width: 120.5pt }"


def blocks(body: str, css: str = "") -> list[Block]:
    printed = open_pdf(pdf(f"<article>{body}</article>", _CSS + css))
    assert isinstance(printed, Printed)
    return read_blocks(printed, read_glyphs(printed.pdf, printed.pages))


def told(found: list[Block]) -> list[tuple[str, str]]:
    return [(block.where, block.text) for block in found]


def test_a_block_knows_what_it_is_part_of() -> None:
    body = (
        "<h1>乌镇</h1><p>正文。</p><blockquote><p>引文。</p></blockquote>"
        "<ul><li><p>其一。</p></li><li>其二。</li></ul><pre>code</pre>"
        "<table><caption>表</caption><tr><th>年</th><td><p>元</p></td></tr></table>"
        "<figure><figcaption>图</figcaption></figure>"
    )
    assert told(blocks(body)) == [
        ("heading", "乌镇"),
        ("body", "正文。"),
        ("quote", "引文。"),
        ("list", "其一。"),
        ("list", "其二。"),
        ("other", "code"),
        ("caption", "表"),
        ("table", "年"),
        ("table", "元"),
        ("caption", "图"),
    ]


def test_notes_at_the_foot_are_no_part_of_the_text() -> None:
    found = blocks("<p>正文<span class='note'>注文一。</span>还有<span class='note'>注文二。</span>。</p>")
    assert sorted(block.where for block in found) == ["body", "note", "note"]
    assert next(block.text for block in found if block.where == "body") == "正文1还有2。"


def test_running_heads_and_folios_are_left_out() -> None:
    assert told(blocks("<p>正文。</p>")) == [("body", "正文。")]


def test_lines_are_told_by_their_baselines() -> None:
    (block,) = blocks("<p>一二三四五六七八九十一二三</p>")
    assert [line.text for line in block.lines] == ["一二三四五六七八九十", "一二三"]
    assert round(block.lines[0].base - block.lines[1].base, 1) == 18


def test_a_call_belongs_to_the_line_that_it_is_raised_over() -> None:
    call = "<sup style='font-size: 60%; line-height: 0'>①</sup>"
    (block,) = blocks(f"<p>一二三四五六七八九十一二{call}三</p>")
    assert [line.text for line in block.lines] == ["一二三四五六七八九十", "一二①三"]
    assert [sorted(line.raised) for line in block.lines] == [[], [2]]


def test_readings_are_none_of_the_line() -> None:
    reading = "<span style='font-size: 50%; position: relative; top: -11pt'>du</span>"
    (block,) = blocks(f"<p>一二{reading}三</p>")
    assert [line.text for line in block.lines] == ["一二三"]


def test_links_and_what_is_set_apart_are_styled() -> None:
    (block,) = blocks(
        "<p>一二三四五六七八九十<em>一二三</em>四五六七八九十<a href='https://e.org/'>甲</a></p>"
    )
    assert [line.styled for line in block.lines] == [False, True, True]


# Overleaf ------------------------------------------------------------------------------------------

_SHORT = "@page { size: 100mm 60mm } p { widows: 1; orphans: 1 } p { text-indent: 24pt }"


def whole(body: str, css: str) -> list[int]:
    """How many lines each paragraph has."""
    found = blocks(body, css)
    assert len({block.page for block in found}) > 1
    return [len(block.lines) for block in join_fragments(found, IndentKnown(found))]


def test_a_paragraph_overleaf_is_one_by_its_missing_indent() -> None:
    """Its first line overleaf has none, though a sentence ended on the page before."""
    sentences = "一二三四五六七。" + "一二三四五六七八九。" * 7
    assert whole(f"<p>短。</p><p>{sentences}</p><p>短。</p>", _SHORT) == [1, 8, 1]


def test_and_by_an_indent_a_new_one_begins() -> None:
    assert whole(f"<p>{'水' * 15}</p>" + "<p>短</p>" * 6, _SHORT) == [2] + [1] * 6


def test_short_lines_do_not_go_on() -> None:
    assert whole("<p>短</p>" * 6, _SHORT + "p { text-indent: 0 }") == [1] * 6


def test_without_indents_it_goes_on_amid_a_sentence() -> None:
    flat = _SHORT + "p { text-indent: 0 }"
    assert whole(f"<p>{'水' * 80}</p>", flat) == [8]
    assert whole(f"<p>{('水' * 9 + '。') * 4}</p><p>{('水' * 9 + '。') * 2}</p>", flat) == [4, 2]
