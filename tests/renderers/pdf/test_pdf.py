"""The PDF as readers of every kind meet it: tagged, outlined, in one language, with its own fonts."""

import io
import subprocess
import sys
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from printing import pdf_of
from validation import assert_valid_pdf_ua

from publish.checks import check
from publish.diagnostics import Report
from publish.model import (
    Article,
    Asset,
    Cell,
    Edition,
    Figure,
    Group,
    Image,
    Link,
    List,
    Part,
    Provenance,
    Rule,
    Table,
    Text,
    Verse,
)
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import (
    article,
    bullets,
    code,
    em,
    h,
    img,
    link,
    note,
    numbered,
    p,
    quote,
    strong,
)
from publish.theming.shipped import open_theme

LINES = "潮水每天来两次，渡口的人从不看表。" * 12


def render(edition: Edition, read: Callable[[Asset], bytes] = lambda asset: b"") -> bytes:
    theme = open_theme("journal", Plugins())
    return pdf_of(edition, Context(theme, NoOptions(), Report(), read))


def pages_of(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def everything() -> Article:
    """An article with every block and most inlines of the model."""
    body = (
        p(
            "第一段有",
            strong("重点"),
            "、",
            em("强调"),
            "、",
            code("x = 1"),
            "和注",
            note("注在页脚。"),
            "。",
        ),
        h(2, "小标题——"),
        p(LINES),
        quote(p("引文一段。"), bullets("其一", "其二")),
        numbered("一", "二", start=3),
        bullets(p("项目"), "项目二"),
        h(3, "再小一级"),
        Verse(((Text("春江潮水连海平，"),), (Text("海上明月共潮生。"),))),
        Figure((p(img("https://example.org/a.png", "渡口")),), (Text("图一　渡口"),)),
        Rule(),
        Group((p("编者按：旧文新刊。"),), role="editor-note"),
        p("见", link("https://example.org/tide", "潮汐", strong("表")), "。", role="credit"),
        p(Link("https://example.org/", (img("https://example.org/b.png", "图"),))),
    )
    origin = Provenance(url="https://example.org/x", captured="2025-10-06T19:19:01")
    return replace(
        article("渡口", *body), authors=("林舟",), source="渡口周刊", date="2025-10-06", provenance=origin
    )


def issue() -> Edition:
    articles = (
        replace(everything(), id="a1"),
        replace(article("Moon", p("A line of text. " * 40), lang="en"), id="a2"),
    )
    parts = (
        Part("上", articles[:1], (p("导语。", role="part-introduction"),), "p1"),
        Part("下", articles[1:], (), "p2"),
    )
    return Edition(
        "合刊", parts, lang="zh-Hans", issue="第1期", creators=("闻川",), identifier="urn:uuid:1"
    )


@pytest.mark.validators
@pytest.mark.parametrize("edition", [Edition.of(everything()), issue()], ids=["article", "issue"])
def test_it_is_pdf_ua_1(edition: Edition) -> None:
    assert_valid_pdf_ua(render(edition))


def test_title_language_and_author_are_on_record() -> None:
    with pikepdf.open(io.BytesIO(render(Edition.of(everything())))) as pdf:
        assert str(pdf.Root.Lang) == "zh-Hans"
        assert str(pdf.docinfo.Title) == "渡口"
        assert str(pdf.docinfo.Author) == "林舟"
        assert bool(pdf.Root.MarkInfo.Marked)


def test_every_font_is_an_embedded_subset_and_none_is_type_3() -> None:
    with pikepdf.open(io.BytesIO(render(issue()))) as pdf:
        fonts = [
            font
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"
            for font in [obj]
        ]
        assert {str(font.Subtype) for font in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}
        descendants = [font.DescendantFonts[0] for font in fonts if font.Subtype == "/Type0"]
        assert descendants
        for font in descendants:
            descriptor = font.FontDescriptor
            assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_the_outline_leads_to_parts_articles_and_headings() -> None:
    document = pypdfium2.PdfDocument(render(issue()))
    outline = [(item.level, item.get_title()) for item in document.get_toc()]
    assert outline == [
        (0, "目录"),
        (0, "上"),
        (1, "渡口"),
        (2, "小标题——"),
        (0, "下"),
        (1, "Moon"),
        (0, "版本说明"),
    ]


def test_contents_name_the_page_an_article_stands_on() -> None:
    pages = pages_of(render(issue()))
    contents = next(page for page in pages if "目录" in page)
    opening = next(number for number, page in enumerate(pages, 1) if "Moon" in page.splitlines()[:2])
    entry = next(line for line in contents.splitlines() if line.startswith("Moon"))
    assert entry.endswith(str(opening))


def test_long_titles_in_the_contents_hang_and_keep_clear_of_the_page_numbers() -> None:
    titles = ["渡" * length for length in (5, 32, 33, 34, 35, 36, 60)]
    articles = tuple(replace(article(title, p("正文。")), id=title) for title in titles)
    pages = pypdfium2.PdfDocument(render(Edition("周刊", (Part("", articles),), lang="zh-Hans")))
    page = next(page.get_textpage() for page in pages if "目录" in page.get_textpage().get_text_range())
    text, lines = page.get_text_range(), dict[int, list[tuple[str, float, float]]]()
    for number, char in enumerate(text):
        left, bottom, right, _ = page.get_charbox(number, loose=True)
        if char in "渡0123456789":
            lines.setdefault(round(bottom), []).append((char, left, right))
    entries = [line for line in lines.values() if line[0][0] == "渡"]
    assert len(entries) == 7 + 4  # the last four are of two lines each
    edge = min(left for line in entries for _, left, _ in line)
    assert {round((line[0][1] - edge) / 10.5, 1) for line in entries} == {0.0, 1.0}
    folios = [line[-1] for line in entries if line[-1][0] != "渡"]
    assert len({round(right) for _, _, right in folios}) == 1
    assert len(folios) == 7
    words = [right for line in entries for char, _, right in line if char == "渡"]
    assert max(words) <= folios[0][2] - 2 * 10.5 + 0.5


def test_openers_have_no_running_head_and_later_pages_have_one() -> None:
    pages = pages_of(render(Edition.of(replace(everything(), body=(p(LINES * 20),)))))
    assert pages[0].startswith("渡口\r\n林舟")
    furniture = [page.splitlines()[-2:] for page in pages[:3]]
    assert furniture[0][1:] == ["1"]
    assert furniture[1:] == [["渡口周刊", "2"], ["渡口", "3"]]


def test_a_note_stands_at_the_foot_of_its_page() -> None:
    first = pages_of(render(Edition.of(everything())))[0]
    assert first.index("和注") < first.index("注在页脚。")


def test_a_picture_of_the_edition_is_read_and_one_that_is_missing_is_said() -> None:
    from PIL import Image as Picture

    buffer = io.BytesIO()
    Picture.new("RGB", (40, 20), "#9e2a2b").save(buffer, "PNG")
    asset = Asset("images/a.png", "0" * 64, "image/png", 40, 20)
    body = (p(Image(asset.src, "红")), p(img("https://example.org/none.png", "渡口的船")))
    edition = replace(Edition.of(article("图", *body)), assets=(asset,))
    asked: list[Asset] = []

    def read(wanted: Asset) -> bytes:
        asked.append(wanted)
        return buffer.getvalue()

    data = render(edition, read)
    assert set(asked) == {asset}
    assert "图片未能取得：渡口的船" in "".join(pages_of(data)).replace("\r\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> & ]]> <!-- -- -->",
        "\u202e反\u202c \ufffe\x1b[31m",
        "emoji 😀 👩‍👩‍👧 and flags 🇨🇳",
        "مرحبا بالعالم",
        "x" * 4000,
        "，。、；：？！" * 30,
    ],
)
def test_any_text_is_only_text(text: str) -> None:
    from publish.normal import normalize

    data = render(Edition.of(normalize(article(text[:60] or "x", p(text), quote(p(text))))))
    assert pypdfium2.PdfDocument(data)


def test_the_same_edition_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from renderers.pdf.test_pdf import issue, render\n"
        "print(hashlib.sha256(render(issue())).hexdigest())"
    )
    tests = str(__file__).rsplit("/renderers/", 1)[0]
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, tests],
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.validators
def test_lists_in_items_keep_their_place_in_the_reading_order() -> None:
    inner = bullets("乙", "丙")
    item = (p("甲"), inner, p("甲的第二段"))
    body = (List((item, (p("丁"),)), start=1, tight=False), quote(List((item,))))
    edition = Edition.of(article("列表", *body))
    data = render(edition)
    assert_valid_pdf_ua(data)
    assert not check("application/pdf", edition, data)


@pytest.mark.validators
@pytest.mark.parametrize("title", ["渡口的潮水" * 30, "The tide at the ferry " * 12])
def test_a_long_title_is_cut_in_the_running_head_and_stays_valid(title: str) -> None:
    data = render(Edition.of(article(title.strip(), p(LINES * 20))))
    assert_valid_pdf_ua(data)
    assert pages_of(data)[2].splitlines()[-2].endswith("…")


def test_a_wide_table_stays_on_its_page() -> None:
    row = tuple(Cell((p("11,345.6"),)) for _ in range(12))
    data = render(Edition.of(article("表", Table(("default",) * 12, (row, row)))))
    page = pypdfium2.PdfDocument(data)[0]
    text = page.get_textpage()
    right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
    theme = open_theme("journal", Plugins())
    assert right <= theme.page.width - theme.page.outer + 1
