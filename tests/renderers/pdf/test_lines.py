"""Lines in the finished PDF: in notes, around ruby, dots and signs, with marks that hang, in headings."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

import PIL.Image
import pypdfium2
import pytest
from msgspec.structs import replace
from printing import pdf_of
from validation import assert_valid_pdf_ua

from publish.checks import check
from publish.checks.lines import FaultKind, line_figures
from publish.diagnostics import Report
from publish.model import Asset, Block, Edition, Image, Note, Ruby, Styled
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import article, bullets, code, h, inlines, link, note, p, quote, strong
from publish.theming.shipped import open_theme
from publish.theming.theme import InlineStyle, Theme

TEXT = (
    "潮水每天来两次，渡口的人从不看表（他们听水声）。2024年“新渡口”《章程》说：船到10点才开，Tide tables"
    "都在墙上；等船的3.5万人次，一次也没有误过。"
)
JOURNAL = open_theme("journal", Plugins())


def picture() -> bytes:
    data = BytesIO()
    PIL.Image.new("RGB", (48, 40), "white").save(data, "PNG")
    return data.getvalue()


SIGN = picture()
ASSET = Asset("a.png", hashlib.sha256(SIGN).hexdigest(), "image/png", 48, 40)


@dataclass(frozen=True)
class Book:
    edition: Edition
    data: bytes

    def faults(self, *, flush: int) -> set[FaultKind]:
        """The kinds of faults there are, in notes and tables too, of at least so many flush lines."""
        figures = line_figures(self.data)
        assert figures.flush >= flush
        return {fault.kind for fault in figures.faults}


def book(*blocks: Block, theme: Theme = JOURNAL, lang: str = "zh-Hans") -> Book:
    edition = Edition.of(article("渡口", *blocks, lang=lang))
    edition = replace(edition, assets=(ASSET,), identifier="urn:uuid:1")
    return Book(edition, pdf_of(edition, Context(theme, NoOptions(), Report(), lambda asset: SIGN)))


def everything() -> tuple[Block, ...]:
    long_note = p(TEXT, strong("重"), link("https://example.org/", "潮汐"), code("x1"), TEXT)
    dots = Styled("dots", inlines("字下有点，2024年"))
    sign = Image(ASSET.src, "笑")
    return (
        p(TEXT, Note((long_note, bullets(TEXT))), TEXT, strong("又", note(TEXT * 2)), TEXT),
        quote(p(TEXT, note(TEXT), TEXT)),
        p(TEXT, Ruby("潮", "cháo"), Ruby("汐", "xī"), TEXT, dots, TEXT),
        p(TEXT, sign, TEXT, sign, "潮。", TEXT),
    )


def test_every_line_is_in_order_in_notes_and_around_what_is_drawn() -> None:
    assert book(*everything()).faults(flush=15) == set()


def test_stops_that_hang_leave_every_line_flush() -> None:
    hanging = replace(JOURNAL, punctuation=replace(JOURNAL.punctuation, hanging=True, gap=0.2))
    turned = [p(TEXT[turn:] + TEXT * 2) for turn in range(0, 30, 2)]
    plain, hung = book(*turned), book(*turned, theme=hanging)
    assert "not-flush" not in plain.faults(flush=40)
    assert "not-flush" not in hung.faults(flush=40)
    assert plain.data != hung.data


EDGES = {
    "marks that are squeezed in the middle of a line": (
        "他說：「水」。「渡口」、「船」也說：「來」",
        "zh-Hant",
    ),
    "dots that stand in the middle of their square": ("渡し・「船」・『水』と言った：「来る」", "ja"),
    "a ligature that is parted": ("The efficient officer’s efforts differ; affine offices suffice. ", "en"),
    "code that is parted": ("上限是`", "zh-Hans"),
    "words of an alphabet among Han characters": (
        "数据显示昆明新增Kubernetes相关企业Infrastructure家",
        "zh-Hans",
    ),
    "blanks that do not break": ("导航栏\xa0-\xa0“奖励”（tide.example）-\xa0提交\xa0*1个", "zh-Hans"),
    "blanks at the ends of words": ("报社区定制鼠标垫*1个 & Swisse奶蓟草护肝片", "zh-Hans"),
    "dashes that are joined": ("出海期活动《AI与变革——应用峰会——》聚焦——", "zh-Hans"),
    "a short address that must be parted": ("点击报名：#小程序://扬帆出海/PvY7A0BTImcEB3e", "zh-Hans"),
}


@pytest.mark.parametrize("case", EDGES)
def test_a_line_is_flush_whatever_stands_at_its_ends(case: str) -> None:
    text, lang = EDGES[case]
    filler = "tide " if lang == "en" else "潮"
    paragraphs = []
    for turn in range(24):
        content = (code("multipart.max-file-size"), "的值") if text.endswith("`") else ()
        repeated = [filler * turn, *([text.rstrip("`"), *content] * 6)]
        paragraphs.append(p(*repeated))
    faults = book(*paragraphs, lang=lang).faults(flush=60)
    assert faults == set()


@pytest.mark.parametrize("tracked", ["inline", "paragraph"])
def test_text_that_a_theme_tracks_is_flush_too(tracked: str) -> None:
    strong_text = InlineStyle(weight=700, tracking=0.1)
    wide = replace(JOURNAL.style("paragraph"), tracking=0.05)
    theme = (
        replace(JOURNAL, inlines={**JOURNAL.inlines, "strong": strong_text})
        if tracked == "inline"
        else replace(JOURNAL, styles={**JOURNAL.styles, "paragraph": wide})
    )
    turned = [
        p(TEXT[:turn], strong("要紧的字"), TEXT, strong("再来"), TEXT[turn:]) for turn in range(5, 45, 3)
    ]
    assert "not-flush" not in book(*turned, theme=theme).faults(flush=40)


def test_its_words_are_read_back_with_ruby_dots_signs_and_notes() -> None:
    made = book(*everything())
    assert check("application/pdf", made.edition, made.data) == []


@pytest.mark.validators
def test_what_is_drawn_is_pdf_ua_1() -> None:
    assert_valid_pdf_ua(book(*everything()).data)


def test_a_heading_breaks_between_words() -> None:
    made = book(
        h(2, "潮水每天来两次，渡口的人从不看表我国积极推动构建网络空间命运共同体取得新的重要进展"), p(TEXT)
    )
    text = pypdfium2.PdfDocument(made.data)[0].get_textpage().get_text_range()
    assert "我国积极\r\n推动构建" in text


def test_a_title_breaks_rather_at_a_pause() -> None:
    edition = Edition.of(article("营造手记 | 让每块石头回到原处——一座老石桥的三年修缮", p(TEXT)))
    data = pdf_of(edition, Context(JOURNAL, NoOptions(), Report(), lambda asset: b""))
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "原处——\r\n一座" in text


def test_emoji_are_drawn_in_the_fonts_of_the_edition() -> None:
    made = book(p("潮😀水✔\ufe0f来"))
    names = {str(font) for font in fonts_of(made.data)}
    assert names
    assert all("publish-" in name for name in names)


def fonts_of(data: bytes) -> list[str]:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        return [str(item.BaseFont) for item in pdf.objects if _is_font(item)]


def _is_font(item: object) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
