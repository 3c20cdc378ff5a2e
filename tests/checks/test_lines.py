"""How lines are set, read back from PDFs: well set by our renderer, and badly by an engine left alone."""

import io

import pikepdf
import pytest
from msgspec.structs import replace
from printing import pdf_of
from small_files import pdf, repacked

from publish.checks.lines import FaultKind, LineFigures, line_figures
from publish.diagnostics import Report
from publish.errors import PublishError
from publish.model import Block, Break, Edition, Paragraph, Text
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import article, bullets, code, em, h, link, note, p, quote, strong
from publish.theming.shipped import open_theme

PLAIN = (
    "潮水每天来两次，渡口的人从不看表。船家说：“水到桥墩第三道石缝，就该解缆了。”"
    "他们记得2019年的那场大水，也记得《渡口志》里写过的“十年一遇”，却都说不准是哪一年。"
)
ENGLISH = "The ferry leaves when the water reaches the third stone, and nobody here owns a watch. "


def printed(*blocks: Block, lang: str = "zh-Hans") -> bytes:
    edition = Edition.of(replace(article("渡口", *blocks), lang=lang))
    theme = open_theme("journal", Plugins())
    return pdf_of(edition, Context(theme, NoOptions(), Report(), lambda _: b""))


def figures(*blocks: Block, lang: str = "zh-Hans") -> LineFigures:
    return line_figures(printed(*blocks, lang=lang))


def faults(found: LineFigures) -> list[tuple[FaultKind, str]]:
    return [(fault.kind, fault.text) for fault in found.faults]


# Well set ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good() -> LineFigures:
    return figures(
        p(PLAIN * 3),
        h(2, "小标题"),
        p(
            PLAIN,
            strong("水是有记性的，"),
            "他又补了一句，",
            em("像是说给自己听。"),
            link("https://example.org/", "渡口的老照片"),
            "里还有那座桥",
            note("桥在上游。"),
            "，桥上的人用",
            code("ferry --at 6"),
            "查船期。",
            PLAIN,
        ),
        quote(p(PLAIN * 2)),
        bullets(p(PLAIN), p(PLAIN * 2)),
        *(p(PLAIN[start:] + PLAIN) for start in range(12)),
    )


def test_what_we_set_is_flush_everywhere(good: LineFigures) -> None:
    assert good.flush == good.lines > 40
    assert {share.where for share in good.shares} == {"body", "quote", "list"}
    assert sum(share.lines for share in good.shares if share.styled) >= 2


def test_and_nothing_is_found_in_it(good: LineFigures) -> None:
    assert faults(good) == []


def test_the_body_and_its_grid_are_read_off_the_file(good: LineFigures) -> None:
    assert (good.size, good.leading) == (10.5, 18)
    assert good.on_grid == good.grid > 40


def test_a_leading_that_is_not_the_bodys_shows_in_the_grid() -> None:
    found = line_figures(printed(p(PLAIN * 5)), leading_hint=17)
    assert found.leading == 17
    assert found.on_grid < found.grid / 2
    assert found.of("off-grid")


def test_line_ends_of_the_author_are_counted_apart() -> None:
    rows = ("春江潮水连海平，", "海上明月共潮生。", "滟滟随波。")
    verse = Paragraph((Text(rows[0]), Break(), Text(rows[1]), Break(), Text(rows[2])))
    found = figures(p(PLAIN * 3), verse)
    assert found.ended == 2
    assert found.flush == found.lines


def test_a_paragraph_goes_on_overleaf() -> None:
    """What its last line on a page is, is no last line: all lines but one are counted."""
    found = figures(p(PLAIN * 40))
    assert found.pages > 1
    assert found.paragraphs == 1
    assert found.lines == found.grid - 1


def test_an_address_has_nothing_to_stretch() -> None:
    address = "https://example.org/" + "a1b2c3d4e5f6/" * 12
    found = figures(p(PLAIN * 3), p(address))
    assert found.rigid
    assert found.flush == found.lines


@pytest.mark.parametrize(("lang", "text"), [("en", ENGLISH), ("zh-Hans", PLAIN)])
def test_alphabets_are_justified_too(lang: str, text: str) -> None:
    found = figures(*(p(text * 4) for _ in range(3)), lang=lang)
    assert found.lines > 6
    assert found.flush == found.lines


def test_right_to_left_text_is_not_judged() -> None:
    found = figures(p("الماء يعرف الطريق إلى البحر " * 20), lang="ar")
    assert (found.paragraphs, found.faults) == (0, ())


# Badly set -----------------------------------------------------------------------------------------

_PAGE = "p { margin: 0; font: 12pt/18pt 'Noto Serif CJK SC'; width: 240.5pt; text-align: justify } "


def by_the_engine(*paragraphs: str, css: str = "", lang: str = "zh-Hans") -> LineFigures:
    """Paragraphs as WeasyPrint sets them by itself, 20 characters to a line."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return line_figures(pdf(f"<article><h1>乌镇</h1>{body}</article>", _PAGE + css, lang))


def test_an_engine_left_alone_sets_ragged_lines() -> None:
    found = by_the_engine(*(PLAIN[start:] + PLAIN for start in range(8)))
    assert found.lines > 40
    assert found.flush < found.lines
    ragged = found.of("not-flush")
    assert len(ragged) == found.lines - found.flush
    assert all(fault.amount < 0 and fault.page and fault.text for fault in ragged)


def test_squeezes_no_marks() -> None:
    found = by_the_engine("十年一遇，《渡口志》、《桥》。“" + "水" * 40)
    assert [fault.around for fault in found.of("unsqueezed")] == ["，《", "》、", "、《", "》。", "。“"]


def test_leaves_their_blank_halves_at_line_starts() -> None:
    found = by_the_engine("一二三四五六七八九十一二三四五六七八九十" * 3 + "「水」" + "水" * 30)
    assert [fault.around for fault in found.of("untrimmed")] == ["「"]


def test_and_at_line_ends() -> None:
    line = "一二三四五六七八九十一二三四五六七八九，"
    found = by_the_engine(line * 2 + "水" * 50)
    assert [fault.around for fault in found.of("untrimmed")] == ["，", "，"]


def test_knows_no_gaps_between_han_characters_and_words() -> None:
    found = by_the_engine("记得2019年的flood吗，" + "水" * 40)
    assert [fault.around for fault in found.of("no-gap")] == ["得2", "9年", "的f", "d吗"]


def test_a_blank_of_the_authors_is_a_gap() -> None:
    assert not by_the_engine("记得 2019 年的 flood 吗，" + "水" * 40).of("no-gap")


def test_and_leaves_a_lone_character_on_the_last_line() -> None:
    found = by_the_engine("水" * 41, "水" * 40 + "吗？", "水" * 42, "水" * 37 + "<br>吗？")
    assert [fault.text for fault in found.of("lone")] == ["水", "吗？"]


@pytest.mark.parametrize(
    ("text", "kind", "around"),
    [
        ("水" * 20 + "<br>，" + "水" * 25, "line-start", "，水水水"),
        ("水" * 20 + "<br>）" + "水" * 25, "line-start", "）水水水"),
        ("水" * 20 + "<br>々" + "水" * 25, "line-start", "々水水水"),
        ("水" * 20 + "<br>%" + "水" * 25, "line-start", "%水水水"),
        ("水" * 19 + "（<br>" + "水" * 25, "line-end", "水水水（"),
        ("水" * 19 + "$<br>100" + "水" * 22, "line-end", "水水水$"),
        ("水" * 19 + "—<br>—" + "水" * 22, "line-start", "—水水水"),
        ("水" * 19 + "…<br>…" + "水" * 22, "line-start", "……"),
    ],
)
def test_forbidden_line_starts_and_ends(text: str, kind: FaultKind, around: str) -> None:
    """Forced with line breaks, which the PDF does not show: the lines are full."""
    assert [fault.around for fault in by_the_engine(text, "水" * 90).of(kind)] == [around]


def test_a_note_call_does_not_begin_a_line() -> None:
    call = "<sup style='font-size: 60%; line-height: 0'>①</sup>"
    found = by_the_engine("水" * 20 + f"<br>{call}" + "水" * 25, "水" * 90)
    assert [fault.around[0] for fault in found.of("line-start")] == ["①"]


def test_a_hanging_mark_stands_outside() -> None:
    """Line by line: 20 characters and a stop that hangs at the edge; that is flush."""
    line = "水" * 20 + "<span style='margin-right: -1em'>，</span><br>"
    found = by_the_engine("水" * 90, line * 3 + "水" * 5)
    assert found.flush == found.lines == 4 + 3


def test_english_that_is_ragged_on_purpose_is_not_judged() -> None:
    found = by_the_engine(ENGLISH * 8, css="p { text-align: left }", lang="en")
    assert found.lines == 0
    assert found.ragged > 8


def test_chinese_that_is_ragged_is() -> None:
    found = by_the_engine(*[PLAIN * 2] * 3, css="p { text-align: left }")
    assert found.ragged == 0
    assert found.of("not-flush")


def test_centred_lines_are_not_judged() -> None:
    found = by_the_engine("水" * 90, "水" * 15 + "<br>" + "水" * 9, css="p + p { text-align: center }")
    assert (found.ragged, found.flush, found.lines) == (1, 4, 4)


def test_notes_tables_and_captions_are_reported_apart() -> None:
    cells = "<table><tr><th>年</th></tr><tr><td>记得2019年</td></tr></table>"
    body = f"<article><h1>乌镇</h1><p>{'水' * 50}</p>{cells}</article>"
    found = line_figures(pdf(body, _PAGE))
    assert found.of("no-gap") == []
    assert [fault.where for fault in found.of("no-gap", everywhere=True)] == ["table", "table"]


def test_a_single_line_off_the_grid_is_found() -> None:
    found = by_the_engine("水" * 90, "水" * 50, "水" * 10, css="p:last-of-type { margin-top: 7pt }")
    assert (found.on_grid, found.grid) == (8, 9)
    assert [round(abs(fault.amount)) for fault in found.of("off-grid")] == [7]


def test_missing_glyphs_and_drawn_fonts_are_told() -> None:
    assert by_the_engine("文\U0010fffd字").notdef == "\U0010fffd"
    document = pikepdf.open(io.BytesIO(pdf()))
    for page in document.pages:
        for _, font in page.obj.Resources.Font.items():
            font.Subtype = pikepdf.Name.Type3
    assert line_figures(repacked(document)).type3


# No PDF of ours ------------------------------------------------------------------------------------


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(PublishError, match="cannot be opened"):
        line_figures(b"no pdf")


def test_an_untagged_pdf_has_no_paragraphs() -> None:
    document = pikepdf.open(io.BytesIO(pdf()))
    del document.Root.StructTreeRoot
    found = line_figures(repacked(document))
    assert (found.paragraphs, found.lines, found.grid) == (0, 0, 0)
