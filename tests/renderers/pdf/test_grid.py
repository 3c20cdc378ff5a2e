"""The baseline grid: read back from printed pages, where every line of running text stands."""

import ctypes
import inspect
import io
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw
import pytest
from msgspec.structs import replace
from printing import pdf_of
from weasyprint.layout import block, inline

from publish.diagnostics import Report
from publish.model import (
    Article,
    Asset,
    Block,
    Cell,
    CodeBlock,
    Edition,
    Figure,
    Group,
    Image,
    Math,
    Part,
    Provenance,
    Rule,
    Table,
    Text,
    Verse,
)
from publish.plugins import Context, NoOptions, Plugins
from publish.renderers.pdf import grid, press
from publish.shorthand import article, bullets, code, em, h, img, note, numbered, p, quote, strong
from publish.theming.shipped import open_theme
from publish.theming.theme import Theme

THEMES = ("journal", "digest", "book")
LINES = "潮水每天来两次，渡口的人从不看表。" * 8
PICTURE = Asset("images/a.png", "0" * 64, "image/png", 640, 333)
NEAR = 0.05
"""pt by which a baseline may be off."""


def theme_of(name: str) -> Theme:
    return open_theme(name, Plugins())


def render(edition: Edition, theme: str = "journal") -> bytes:
    return pdf_of(edition, Context(theme_of(theme), NoOptions(), Report(), lambda asset: picture()))


def picture() -> bytes:
    from PIL import Image as Picture

    buffer = io.BytesIO()
    Picture.new("RGB", (PICTURE.width, PICTURE.height), "#9e2a2b").save(buffer, "PNG")
    return buffer.getvalue()


class Line(NamedTuple):
    """What stands on one baseline in one size: the page from 0, the baseline from its top, in pt."""

    page: int
    base: float
    size: float
    text: str


def lines_of(data: bytes) -> list[Line]:
    found: dict[tuple[int, float, float], str] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        text = page.get_textpage()
        for place in range(text.count_chars()):
            letter = chr(pypdfium2.raw.FPDFText_GetUnicode(text, place))
            if letter.isspace():
                continue
            across, up = ctypes.c_double(), ctypes.c_double()
            pypdfium2.raw.FPDFText_GetCharOrigin(text, place, across, up)
            matrix = pypdfium2.raw.FS_MATRIX()
            pypdfium2.raw.FPDFText_GetMatrix(text, place, ctypes.byref(matrix))
            size = abs(matrix.a) * pypdfium2.raw.FPDFText_GetFontSize(text, place)
            key = (number, round(page.get_height() - up.value, 2), round(size, 1))
            found[key] = found.get(key, "") + letter
    return [Line(*key, text) for key, text in found.items()]


def body_lines(data: bytes, theme: Theme) -> list[Line]:
    """Lines in the size of the body, without what stands in the margins of the pages."""
    page = theme.page
    return [
        line
        for line in lines_of(data)
        if line.size == theme.size and page.head < line.base < page.height - page.foot
    ]


def off_grid(lines: list[Line], theme: Theme) -> list[Line]:
    """Those that do not stand where the lines of a page full of text stand."""
    plain = render(Edition.of(article("题", p(LINES * 12))), theme.name)
    first = min(line.base for line in body_lines(plain, theme) if line.page == 1)
    leading = theme.leading
    return [line for line in lines if abs((line.base - first + leading / 2) % leading - leading / 2) > NEAR]


def everything() -> Article:
    """Every kind of block between lines of text."""
    table = Table(
        ("left", "right"), ((Cell((p("年"),)), Cell((p("数"),))), (Cell((p("一"),)), Cell((p("二"),)))), 1
    )
    between = p(LINES)
    blocks: tuple[Block, ...] = (
        h(2, "小标题"),
        Figure((p(Image(PICTURE.src, "图")),), (Text("图一　渡口"),)),
        table,
        CodeBlock("a = 1\nb = 2\nc = 3", "python"),
        quote(p("引文用楷体。", LINES), bullets("其一", "其二"), quote(p("再引一层。"))),
        Rule(),
        numbered("一", p("二")),
        Verse(((Text("春江潮水连海平，"),), (Text("海上明月共潮生。"),))),
        Group((p("编者按：", LINES), p("再按一段。")), role="editor-note"),
        p(img("https://example.org/none.png", "没有的图")),
        p(Math("E = mc^2", display=True)),
        p("谁在什么时候。", role="credit"),
        h(4, "很长的小标题" * 12),
        p("English words in ", em("italics"), " and ", code("code()"), ", हिन्दी, العربية, ไทย, ①⑳ ", LINES),
        p("有", strong("重点"), "、", em("楷体"), "、注", note("注在页脚。"), "的段落。", LINES),
        p("文字中的图", Image(PICTURE.src, "图"), "后面还有文字。", LINES),
    )
    body = tuple(part for each in blocks for part in (each, between))
    origin = Provenance(url="https://example.org/x", captured="2025-10-06T19:19:01")
    return replace(
        article("渡口", *body), authors=("林舟",), source="渡口周刊", date="2025-10-06", provenance=origin
    )


def with_picture(*articles: Article) -> Edition:
    numbered_ones = tuple(replace(each, id=f"a{number}") for number, each in enumerate(articles, 1))
    return Edition("合刊", (Part("", numbered_ones),), lang="zh-Hans", assets=(PICTURE,))


@pytest.mark.parametrize("name", THEMES)
def test_all_running_text_stands_on_the_grid_whatever_stands_between(name: str) -> None:
    theme = theme_of(name)
    lines = body_lines(render(replace(Edition.of(everything()), assets=(PICTURE,)), name), theme)
    assert len(lines) > 60
    assert off_grid(lines, theme) == []


def test_without_the_grid_the_same_article_is_off_it(monkeypatch: pytest.MonkeyPatch) -> None:
    theme = theme_of("journal")
    edition = replace(Edition.of(everything()), assets=(PICTURE,))
    monkeypatch.setattr(press, "baseline_grid", nullcontext)
    lines = body_lines(render(edition), theme)
    assert len(off_grid(lines, theme)) > len(lines) / 2


def test_text_in_other_languages_stands_on_the_grid_of_the_edition() -> None:
    theme = theme_of("journal")
    others = (
        article("Moon", p("A line of text and another one. " * 30), quote(p("Quoted.")), lang="en"),
        article("月", p("潮は一日に二度来る。" * 30), lang="ja"),
        article("قمر", p("يأتي المد مرتين في اليوم. " * 20), bullets("أول", "ثان"), lang="ar"),
    )
    lines = body_lines(render(with_picture(article("潮", p(LINES)), *others)), theme)
    assert {line.page for line in lines} >= {1, 2, 3}
    assert off_grid(lines, theme) == []


@pytest.mark.parametrize("title", ["渡口", "渡口的人从不看表" * 4, "渡口的人从不看表" * 8])
def test_titles_end_on_the_grid_with_what_they_lack_above_them(title: str) -> None:
    theme = theme_of("journal")
    lines = lines_of(render(Edition.of(article(title, p(LINES)))))
    of_title = [line for line in lines if line.size == theme.style("title").size]
    assert off_grid([max(of_title, key=lambda line: line.base)], theme) == []


def test_a_picture_in_a_line_makes_it_as_many_whole_lines_high() -> None:
    theme = theme_of("journal")
    data = render(with_picture(article("图", p(Image(PICTURE.src, "图"), "之后。"), p(LINES))))
    shown, *after = sorted(body_lines(data, theme), key=lambda line: (line.page, line.base))[:3]
    assert shown.base - theme.page.head > 5 * theme.leading
    assert off_grid([shown, *after], theme) == []


def test_pictures_and_tables_stand_in_the_middle_of_the_lines_they_take_up() -> None:
    theme = theme_of("journal")
    placeholder = p(img("https://example.org/none.png", "船"))
    lines = lines_of(render(Edition.of(article("图", p("前。"), placeholder, p("后。")))))
    place = {line.text: line.base for line in lines}
    words = next(base for text, base in place.items() if "船" in text)
    assert place["后。"] - place["前。"] == pytest.approx(4 * theme.leading, abs=NEAR)
    # The words are smaller, and a baseline is not the middle of a line: together a point.
    assert abs((place["后。"] + place["前。"]) / 2 - words) < theme.leading / 10


# The ends of articles and pages ----------------------------------------------------------------------


def of_all_lengths(last: Callable[[], tuple[Block, ...]]) -> Edition:
    """Articles that end on every line of a page."""
    origin = Provenance(url="https://example.org/x", captured="2025-10-06T19:19:01")

    def one(length: int) -> Article:
        body = tuple(p(f"第{number}行。") for number in range(length))
        return replace(article("潮", p(LINES * 4), *body, *last()), source="渡口周刊", provenance=origin)

    return with_picture(*(one(length) for length in range(10, 42)))


def endings(data: bytes, theme: Theme) -> Iterator[tuple[float, list[Line]]]:
    """Of each article the baseline of its source card's first line, and the body's lines on that page."""
    lines = body_lines(data, theme)
    for card in lines_of(data):
        if card.text.startswith("来源："):
            yield card.base, [line for line in lines if line.page == card.page]


@pytest.mark.parametrize("credit", [False, True])
def test_no_last_page_holds_the_source_card_alone(credit: bool) -> None:
    theme = theme_of("journal")
    edition = of_all_lengths(lambda: (p("（责任编辑：白露）", role="credit"),) if credit else ())
    found = list(endings(render(edition), theme))
    assert len(found) == 32
    assert min(len(lines) for _, lines in found) >= 3


def test_the_space_above_a_source_card_gives_way_before_the_page_ends() -> None:
    theme = theme_of("journal")
    spaces = {
        round(card - max(line.base for line in lines))
        for card, lines in endings(render(of_all_lengths(lambda: ())), theme)
    }
    assert len(spaces) > 1
    assert max(spaces) - min(spaces) > theme.leading


def test_a_table_is_not_torn_for_a_row_or_two() -> None:
    theme = theme_of("journal")
    rows = tuple((Cell((p(f"行{row}"),)), Cell((p("数"),))) for row in range(8))
    edition = of_all_lengths(lambda: (Table(("left", "left"), rows, 1), p(LINES)))
    size = theme.style("table").size
    pages = [line.page for line in lines_of(render(edition)) if line.size == size and "行" in line.text]
    assert min(pages.count(page) for page in set(pages)) >= 3


def test_no_heading_ends_a_page_and_captions_stay_with_their_pictures() -> None:
    theme = theme_of("journal")
    picture_and_caption = Figure((p(Image(PICTURE.src, "图")),), (Text("图一"),))
    edition = of_all_lengths(lambda: (h(2, "小标题"), p(LINES), picture_and_caption, p(LINES)))
    data = render(edition)
    lines = lines_of(data)
    headings = [line for line in lines if line.text == "小标题"]
    captions = [line.page for line in lines if line.text == "图一"]
    shown = [
        number
        for number, page in enumerate(pypdfium2.PdfDocument(data))
        for _ in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    body = body_lines(data, theme)
    assert len(headings) == len(captions) == 32
    assert sorted(captions) == shown
    for heading in headings:
        assert sum(line.page == heading.page and line.base > heading.base for line in body) >= 2


# WeasyPrint --------------------------------------------------------------------------------------------


def test_what_is_reached_into_still_takes_what_it_took() -> None:
    assert list(inspect.signature(block.block_level_layout).parameters)[:9] == [
        "context",
        "box",
        "bottom_space",
        "skip_stack",
        "containing_block",
        "page_is_empty",
        "absolute_boxes",
        "fixed_boxes",
        "adjoining_margins",
    ]
    assert list(inspect.signature(inline.get_next_linebox).parameters)[:6] == [
        "context",
        "linebox",
        "position_y",
        "bottom_space",
        "skip_stack",
        "containing_block",
    ]


def test_it_is_left_as_it_was_found() -> None:
    before = block.block_level_layout, inline.get_next_linebox
    with grid.baseline_grid():
        assert before[0] is not block.block_level_layout
        assert before[1] is not inline.get_next_linebox
    assert before == (block.block_level_layout, inline.get_next_linebox)
