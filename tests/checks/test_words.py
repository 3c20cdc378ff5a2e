"""The proof of the words: what it lets pass and what it finds, in small files made by hand."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace
from small_files import docx, epub, paragraph, pdf, repacked, xhtml, zipped

from publish.checks import DOCX, EPUB, PDF, check
from publish.checks.book import Book, open_book
from publish.checks.pdf import Printed, open_pdf
from publish.checks.readback import read_book, read_printed
from publish.checks.words import check_words, words_of
from publish.diagnostics import Code
from publish.model import (
    Article,
    Asset,
    BackMatter,
    Cell,
    Definition,
    Definitions,
    Edition,
    Figure,
    Note,
    Part,
    Provenance,
    Ruby,
    Table,
    Verse,
)
from publish.pagination import Pagination
from publish.shorthand import article, bullets, code, em, h, img, inlines, link, note, numbered, p, quote
from publish.theming.frame import PLAIN, back_matter
from publish.walk import plain_text

Maker = Callable[[str], bytes]


def make_epub(body: str) -> bytes:
    return zipped(epub(body))


def make_pdf(body: str) -> bytes:
    return pdf(f"<article>{body}</article>")


def differences(edition: Edition, media_type: str, data: bytes, *, ours: bool = True) -> list[str]:
    found = check_words(edition, media_type, data, ours=ours)
    assert {each.code for each in found} <= {Code.WORDS_DIFFER}
    return [each.message for each in found]


FIRST = "当今时代，互联网发展日新月异，信息化浪潮席卷全球。"
SECOND = "The world’s offices efficiently affect “fluffy” ligatures; 2024年11月20日。"
LAST = "（来源：新华网）"
MODEL = article("乌镇", p(FIRST), h(2, "共建——"), p(SECOND), p(LAST))
SAME = f'<h1 id="a1">乌镇</h1><p>{FIRST}</p>\n<h2>共建——</h2><p>{SECOND}</p> <p>{LAST}</p>'


@pytest.fixture(params=[(EPUB, make_epub), (PDF, make_pdf)], ids=["epub", "pdf"])
def made(request: pytest.FixtureRequest) -> tuple[str, Maker]:
    """A format and what makes a file of it from the body of a document."""
    return request.param  # type: ignore[no-any-return]


def test_the_same_words_pass(made: tuple[str, Maker]) -> None:
    media_type, make = made
    assert differences(Edition.of(MODEL), media_type, make(SAME)) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (f"<p>{FIRST}</p>", "", "after “…乌镇” stands “共建"),
        (
            f"<p>{FIRST}</p>",
            f"<p>{FIRST}</p><p>{FIRST}</p>",
            "stands “当今时代，互联网发展日新…”, not “共建",
        ),
        (
            f"<p>{LAST}</p>",
            f"<p>{LAST}</p><p>{LAST}</p>",
            "stands “（来源：新华网）…”, which should not be there",
        ),
        ("席卷全球。</p>", "席卷全球</p>", "not “。共建"),
        ("当今时代", "今时代", "after “…乌镇” stands “今时代"),
        ("日新月异", "日新新月异", "stands “新月异，信息化浪潮席卷全…”, not “月异"),
        ("信息化", "资讯化", "stands “资讯化"),
        ("“fluffy”", "&quot;fluffy&quot;", "not ““fluffy”"),
        ("，信息化", ",信息化", "not “，信息化"),
        ("2024年", "2023年", "stands “3年11月20日。"),
        (f"<p>{SECOND}</p>", f"<p>{SECOND[::-1]}</p>", "the words differ"),
        ("新华网）", "新华网）。", "stands “。…”, which should not be there"),
        ('"a1">乌镇', '"a1">乌镇镇', "stands “镇当今"),
        ('<h1 id="a1">乌镇</h1>', '<h1 id="a1">峰会</h1>', "not “乌镇当今"),
    ],
)
def test_any_difference_is_found(made: tuple[str, Maker], old: str, new: str, sentence: str) -> None:
    media_type, make = made
    assert old in SAME
    said = differences(Edition.of(MODEL), media_type, make(SAME.replace(old, new)))
    assert len(said) == 1
    assert sentence in said[0]


def test_the_capture_is_named(made: tuple[str, Maker]) -> None:
    media_type, make = made
    model = replace(MODEL, provenance=Provenance(path="captures/wuzhen.md"))
    (found,) = check_words(Edition.of(model), media_type, make(SAME.replace("日新", "")))
    assert found.where == "captures/wuzhen.md"
    assert found.hint


def edition_of(*body: object) -> Edition:
    """An edition of these blocks in which the picture `asset:0` can be had."""
    only = Article("乌镇", body, lang="zh-Hans")  # type: ignore[arg-type]
    return replace(Edition.of(only), assets=(Asset("0.png", "0", "image/png", 9, 9),))


CIRCLED = '<a role="doc-noteref" href="#a1">①</a>'
BACK = '<a role="doc-backlink" href="#a1">①</a>'
ASIDE = f'<section><aside role="doc-footnote"><p>{BACK} {{}}</p></aside></section>'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ((p("强调", em("文字"), "与 ", code("a  b")),), "<p>强调<em>文字</em>与 <code>a b</code></p>"),
        (
            (p(link("https://example.org", "链接"), "。"),),
            '<p><a href="https://example.org">链接</a>。</p>',
        ),
        ((quote(p("引文"), p("又一段")),), "<blockquote><p>引文</p><p>又一段</p></blockquote>"),
        ((bullets("甲", "乙"), p("后")), "<ul><li>甲</li><li>乙</li></ul><p>后</p>"),
        (
            (numbered("甲", numbered("子"), start=3), p("后")),
            '<ol start="3"><li>甲</li><li><ol><li>子</li></ol></li></ol><p>后</p>',
        ),
        ((Verse((inlines("一行"), inlines("二行"))),), "<p>一行<br/>二行</p>"),
        ((Definitions((Definition(inlines("词"), ((p("义"),),)),)),), "<dl><dt>词</dt><dd>义</dd></dl>"),
        (
            (p(Ruby("汉字", "hàn zì"), "。"),),
            "<p><ruby>汉字<rp>(</rp><rt>hàn zì</rt><rp>)</rp></ruby>。</p>",
        ),
        (
            (Figure((p("内"),), inlines("题")), p("后")),
            "<figure><p>内</p><figcaption>题</figcaption></figure><p>后</p>",
        ),
        (
            (Figure((p("内"),), inlines("题")), p("后")),
            "<figure><figcaption>题</figcaption><p>内</p></figure><p>后</p>",
        ),
        (
            (
                Table(("left", "left"), ((Cell((p("甲"),)), Cell((p("乙"),))),), caption=inlines("表")),
                p("后"),
            ),
            "<table><caption>表</caption><tr><td>甲</td><td>乙</td></tr></table><p>后</p>",
        ),
        (
            (p("前", img("gone.png", "地图"), "后"),),
            "<p>前<span>图片未能取得：地图（gone.png）</span>后</p>",
        ),
        ((p("前", img("gone.png", "地图"), "后"),), "<p>前后</p>"),
        ((p("前", img("asset:0", "地图"), "后"),), "<p>前后</p>"),
        ((p("a\u200bb\u00adc\ufeff\u2060 d"),), "<p>abc d</p>"),
        ((p("é ガ"),), "<p>e\u0301 カ\u3099</p>"),
    ],
)
def test_what_formats_may_do_around_the_words(
    made: tuple[str, Maker], body: tuple[object, ...], html: str
) -> None:
    media_type, make = made
    edition = edition_of(*body)
    assert differences(edition, media_type, make(f'<h1 id="a1">乌镇</h1>{html}')) == []


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ((p("前", img("gone.png", "地图"), "后"),), "<p>前别的话后</p>"),
        ((p("前", img("asset:0", "地图"), "后"),), "<p>前图后</p>"),
        ((Figure((p("内"),), inlines("题")), p("后")), "<p>题</p><p>内</p><p>题</p><p>后</p>"),
        ((bullets("甲", "乙"),), "<ul><li>乙</li><li>甲</li></ul>"),
        ((p("前", note("注"), "后"),), "<p>前一二三四五后</p>"),
    ],
)
def test_and_what_they_may_not(made: tuple[str, Maker], body: tuple[object, ...], html: str) -> None:
    media_type, make = made
    edition = edition_of(*body)
    assert len(differences(edition, media_type, make(f'<h1 id="a1">乌镇</h1>{html}'))) >= 1


# Notes ---------------------------------------------------------------------------------------------

NOTED = article(
    "乌镇", p("前文", note("第一条注。"), "，2024年后文", note("第二条", em("注"), "。")), p("末段。")
)


def noted_epub(first: str, second: str) -> bytes:
    notes = "".join(ASIDE.format(text) for text in (first, second))
    return make_epub(f'<h1 id="a1">乌镇</h1><p>前文{CIRCLED}，2024年后文{CIRCLED}</p><p>末段。</p>{notes}')


def noted_pdf(first: str, second: str) -> bytes:
    calls = [f'<span class="note">{text}</span>' for text in (first, second)]
    return make_pdf(f"<h1>乌镇</h1><p>前文{calls[0]}，2024年后文{calls[1]}</p><p>末段。</p>")


@pytest.mark.parametrize(("media_type", "make"), [(EPUB, noted_epub), (PDF, noted_pdf)])
def test_notes_are_read_apart_from_the_text(media_type: str, make: Callable[[str, str], bytes]) -> None:
    edition = Edition.of(NOTED)
    assert differences(edition, media_type, make("第一条注。", "第二条<em>注</em>。")) == []
    for first, second in [
        ("第一条。", "第二条注。"),
        ("第一条注。", "第二条注。注。"),
        ("第二条注。", "第一条注。"),
    ]:
        assert len(differences(edition, media_type, make(first, second))) == 1


def test_a_note_that_runs_over_the_foot_of_a_page() -> None:
    """Whole pages of notes: they part the body, and each other."""
    long = "很长的注文，" * 60
    paragraphs = [p(f"第{number}段", note(f"{number}、{long}"), "完。") for number in range(6)]
    html = "".join(
        f'<p>第{number}段<span class="note">{number}、{long}</span>完。</p>' for number in range(6)
    )
    edition = Edition.of(article("乌镇", *paragraphs))
    assert differences(edition, PDF, make_pdf(f"<h1>乌镇</h1>{html}")) == []
    assert len(differences(edition, PDF, make_pdf(f"<h1>乌镇</h1>{html.replace('第3段', '第段')}"))) == 1


def test_a_note_inside_a_note_stands_behind_it_or_in_it() -> None:
    edition = Edition.of(article("乌镇", p("文", Note((p("外", note("内注"), "注"),)))))
    head = f'<h1 id="a1">乌镇</h1><p>文{CIRCLED}</p>'
    for notes in (("外注", "内注"), ("外（内注）注",)):
        html = head + "".join(ASIDE.format(text) for text in notes)
        assert differences(edition, EPUB, make_epub(html)) == []
    for notes in (("外注", "注"), ("外（注）注",)):
        html = head + "".join(ASIDE.format(text) for text in notes)
        assert len(differences(edition, EPUB, make_epub(html))) == 1


# PDF -----------------------------------------------------------------------------------------------


def test_furniture_is_not_read_and_pages_may_part_anything() -> None:
    text = "互联网发展日新月异，信息化浪潮席卷全球。" * 60
    edition = Edition.of(article("乌镇", p(text), bullets(text, text)))
    html = f"<h1>乌镇</h1><p>{text}</p><ul><li>{text}</li><li>{text}</li></ul>"
    assert differences(edition, PDF, make_pdf(html)) == []


def test_hyphens_that_the_line_breaker_adds_are_not_read() -> None:
    text = "internationalization responsibilities extraordinarily unquestionably " * 9 + "well-known."
    css = "p { hyphens: auto; width: 22mm } * { font-family: 'Noto Serif' }"
    edition = Edition.of(article("Words", p(text), lang="en"))
    printed = pdf(f"<article><h1>Words</h1><p>{text}</p></article>", css, lang="en")
    assert "‐" in _read(printed)
    assert differences(edition, PDF, printed) == []
    without = pdf(
        f"<article><h1>Words</h1><p>{text.replace('well-k', 'wellk')}</p></article>", css, lang="en"
    )
    assert len(differences(edition, PDF, without)) == 1


def _read(data: bytes) -> str:
    printed = open_pdf(data)
    assert isinstance(printed, Printed)
    return "".join(read_printed(printed).text)


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    document = pikepdf.open(io.BytesIO(data))
    change(document)
    return repacked(document)


def element(document: pikepdf.Pdf, *path: int) -> Any:
    """An element of the structure tree by the numbers of kids on the way from the document."""
    found: Any = document.Root.StructTreeRoot.K[0]
    for number in path:
        found = found.K[number]
    return found


def test_text_that_an_element_says_it_has_instead_is_read() -> None:
    def change(document: pikepdf.Pdf) -> None:
        element(document, 0, 1)["/ActualText"] = "另一文。"

    assert _read(make_pdf("<h1>乌镇</h1><p>正文。</p><p>末</p>")) == "乌镇正文。末"
    assert _read(changed(make_pdf("<h1>乌镇</h1><p>正文。</p><p>末</p>"), change)) == "乌镇另一文。末"


def test_text_that_marked_content_says_it_has_instead_is_read() -> None:
    def change(document: pikepdf.Pdf) -> None:
        content = document.pages[0].Contents
        marked = content.read_bytes().replace(b"/MCID 1", b"/MCID 1 /ActualText <FEFF53E6>", 1)
        content.write(marked)

    assert _read(changed(make_pdf("<h1>乌镇</h1><p>正文。</p>"), change)) == "乌镇另"


def test_what_is_tagged_as_a_note_is_one_and_labels_are_not_read() -> None:
    def change(document: pikepdf.Pdf) -> None:
        element(document, 0, 1).S = pikepdf.Name.Note
        element(document, 0, 2).S = pikepdf.Name.Lbl

    data = changed(make_pdf("<h1>乌镇</h1><p>① 注。</p><p>标</p><p>末</p>"), change)
    printed = open_pdf(data)
    assert isinstance(printed, Printed)
    found = read_printed(printed)
    assert (found.text, found.notes) == (["乌镇", "末"], ["① 注。"])


def test_references_to_marked_content_and_forms_are_followed() -> None:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        form = document.make_stream(
            page.Contents.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form
        )
        form.Resources = page.obj.Resources
        page.obj.Contents = document.make_stream(b"/Inner Do")
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Inner=form))
        paragraph_ = element(document, 0, 1, 0)
        reference = pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page.obj, MCID=1)
        paragraph_.K = document.make_indirect(reference)

    assert _read(changed(make_pdf("<h1>乌镇</h1><p>正文。</p>"), change)) == "乌镇正文。"


def test_a_structure_tree_that_leads_in_a_circle_is_said() -> None:
    def change(document: pikepdf.Pdf) -> None:
        element(document, 0, 1).K = pikepdf.Array([element(document, 0)])

    data = changed(make_pdf("<h1>乌镇</h1><p>正文。</p>"), change)
    (found,) = check_words(Edition.of(article("乌镇", p("正文。"))), PDF, data)
    assert found.code is Code.FILE_INVALID
    assert "structure tree" in found.message


def test_the_head_of_a_table_stands_on_every_page_and_is_read_once() -> None:
    rows = tuple((Cell((p(f"第{number}行"),)),) for number in range(80))
    table = Table(("left",), ((Cell((p("表头"),)),), *rows), head=1)
    html = "<table><thead><tr><th>表头</th></tr></thead><tbody>"
    html += "".join(f"<tr><td>第{number}行</td></tr>" for number in range(80)) + "</tbody></table><p>后</p>"
    edition = Edition.of(article("乌镇", table, p("后")))
    assert differences(edition, PDF, make_pdf(f"<h1>乌镇</h1>{html}")) == []
    assert len(differences(edition, PDF, make_pdf(f"<h1>乌镇</h1>{html.replace('第50行', '第5行')}"))) == 1


ARABIC = "أكدت جهات سورية معارضة أن فصائل مسلحة معارضة لنظام الرئيس بشار الأسد"


def test_shaped_text_is_compared_as_a_whole_in_pdf_and_exactly_elsewhere() -> None:
    edition = Edition.of(article("乌镇", p("前"), p(ARABIC), p("后文。")))
    html = f'<h1 id="a1">乌镇</h1><p>前</p><p>{ARABIC}</p><p>后文。</p>'
    for media_type, make in ((EPUB, make_epub), (PDF, make_pdf)):
        assert differences(edition, media_type, make(html)) == []
        for change in ("", f"{ARABIC}{ARABIC * 2}"):
            assert len(differences(edition, media_type, make(html.replace(ARABIC, change)))) == 1
    assert len(differences(edition, EPUB, make_epub(html.replace("جهات", "جها")))) == 1


def test_an_article_from_right_to_left() -> None:
    edition = Edition.of(article("عنوان", p(ARABIC), p("CNN: 2013 (GMT)"), lang="ar"))
    body = f"<article><h1>عنوان</h1><p>{ARABIC}</p><p>CNN: 2013 (GMT)</p></article>"
    assert differences(edition, PDF, pdf(body, "* { direction: rtl }", lang="ar")) == []
    other = f"<article><h1>عنوان</h1><p>{'كتاب ' * 9}</p></article>"
    assert len(differences(edition, PDF, pdf(other, lang="ar"))) == 1


# Word ----------------------------------------------------------------------------------------------


def test_a_word_file_is_read_with_its_notes_in_the_order_of_their_calls() -> None:
    first, second = (f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (3, 2))
    body = (
        paragraph("乌镇", "Title")
        + f"<w:p><w:r><w:t>前文</w:t></w:r>{first}<w:r><w:t>，2024年后文</w:t></w:r>{second}</w:p>"
        + "<w:p><w:r><w:t>末</w:t></w:r>"
        + '<w:hyperlink w:anchor="x"><w:r><w:t>段。</w:t></w:r></w:hyperlink></w:p>'
    )
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{paragraph("第二条注。")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("第一条注。")}</w:footnote>'
    )
    edition = Edition.of(NOTED)
    assert differences(edition, DOCX, zipped(docx(body, notes))) == []
    assert len(differences(edition, DOCX, zipped(docx(body, notes.replace("二", "三"))))) == 1
    assert len(differences(edition, DOCX, zipped(docx(body.replace("段。", "段"), notes)))) == 1


def test_what_word_knows_beside_the_text_is_not_read() -> None:
    body = (
        paragraph("乌镇", "Title")
        + "<w:p><w:r><w:ruby><w:rt><w:r><w:t>wū zhèn</w:t></w:r></w:rt>"
        + "<w:rubyBase><w:r><w:t>乌镇</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        + "<w:r><w:instrText>PAGE</w:instrText></w:r><w:del><w:r><w:t>删</w:t></w:r></w:del>"
        + "<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:tab/><w:br/></w:r></w:p>"
    )
    edition = Edition.of(article("乌镇", p(Ruby("乌镇", "wū zhèn"), "well-known")))
    assert differences(edition, DOCX, zipped(docx(body))) == []


# Bound editions ------------------------------------------------------------------------------------


def bound() -> Edition:
    parts = (
        Part("卷一", (article("甲", p(FIRST)), article("乙", p(SECOND))), (p("导言。"),)),
        Part("卷二", (article("丙", p(LAST)),)),
    )
    return Edition("期刊", parts, identifier="urn:uuid:0", lang="zh-Hans")


def end_of(edition: Edition) -> str:
    """The lists and the colophon that stand behind the articles of an edition, as XHTML."""
    blocks = (block for matter in back_matter(edition) for block in matter.blocks)
    return "".join(f"<p>{plain_text(block)}</p>" for block in blocks)


def bound_epub(front: str = "<p>目录 甲 乙 丙</p>", end: str | None = None) -> bytes:
    """The whole edition in one document, with what we set behind its articles."""
    end = end_of(bound()) if end is None else end
    return make_epub(
        f'<div id="a1"/>{front}<h1>卷一</h1><p>导言。</p><h1>甲</h1><p>{FIRST}</p>'
        f"<h1>乙</h1><p>{SECOND}</p><h1>卷二</h1><h1>丙</h1><p>{LAST}</p>{end}"
    )


def test_a_bound_edition() -> None:
    assert differences(bound(), EPUB, bound_epub()) == []
    assert len(differences(bound(), EPUB, bound_epub(end=""))) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<h1>卷二</h1>", ""),
        ("<h1>卷二</h1>", "<h1>卷三</h1>"),
        ("导言。", ""),
        (f"<p>{FIRST}</p>", f"<p>{FIRST}</p><p>{FIRST}</p>"),
        ("<h1>乙</h1>", ""),
        ("<h1>甲</h1>", "<h1>甲</h1><p>甲</p>"),
        (f"<p>{LAST}</p>", f"<p>{LAST}</p><p>还有</p>"),
    ],
)
def test_between_the_articles_of_an_edition_stands_nothing_else(old: str, new: str) -> None:
    body = zipped_text(bound_epub())
    assert old in body
    assert len(differences(bound(), EPUB, zipped({**epub(), "EPUB/a1.xhtml": body.replace(old, new)}))) == 1


def with_note() -> Edition:
    return replace(bound(), note=replace(article("致读者", p("三篇，", note("注。"), "一读。")), id="note"))


NOTE = f"<h1>致读者</h1><p>三篇，{CIRCLED}一读。</p>"
NOTED_END = f"<aside role='doc-footnote'><p>{BACK} 注。</p></aside>"


@pytest.mark.parametrize("front", [f"{NOTE}<p>目录 甲 乙 丙</p>", f"<p>目录 甲 乙 丙</p>{NOTE}"])
def test_the_note_of_the_editor_stands_before_the_articles(front: str) -> None:
    """Before the contents or behind them: a theme's template arranges those in its own way."""
    edition = with_note()
    assert differences(edition, EPUB, bound_epub(front, end_of(edition) + NOTED_END)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("一读", "细读"), (NOTE, ""), ("致读者", ""), ("注。", "注"), (NOTED_END, "")],
)
def test_a_note_that_is_another_or_none_is_found(old: str, new: str) -> None:
    edition = with_note()
    body = zipped_text(bound_epub(f"<p>目录</p>{NOTE}", end_of(edition) + NOTED_END))
    assert old in body
    files = {**epub(), "EPUB/a1.xhtml": body.replace(old, new)}
    assert len(differences(edition, EPUB, zipped(files))) >= 1


def test_a_note_that_the_front_matter_does_not_name_is_not_expected() -> None:
    edition = replace(with_note(), front=("contents",))
    assert differences(edition, EPUB, bound_epub(end=end_of(edition))) == []


@pytest.mark.parametrize("back", [("sources", "colophon"), ("colophon", "sources"), ("sources",), ()])
def test_what_stands_behind_the_articles_has_its_order(back: tuple[BackMatter, ...]) -> None:
    sources = dict(zip("甲乙丙", ("新华网", "光明网", "新华网"), strict=True))
    sourced = [
        replace(part, contents=tuple(replace(each, source=sources[each.title]) for each in part.contents))
        for part in bound().contents
    ]
    edition = replace(bound(), contents=tuple(sourced), back=back)
    heads = [f"<h1>{title}</h1><p>{source}</p>" for title, source in sources.items()]
    body = zipped_text(bound_epub(end=end_of(edition)))
    for title, head in zip("甲乙丙", heads, strict=True):
        body = body.replace(f"<h1>{title}</h1>", head)
    assert differences(edition, EPUB, zipped({**epub(), "EPUB/a1.xhtml": body})) == []
    if len(back) == 2:
        other = replace(edition, back=back[::-1])
        assert len(differences(other, EPUB, zipped({**epub(), "EPUB/a1.xhtml": body}))) == 1


def test_an_introduction_may_hold_notes() -> None:
    first, second = bound().contents
    edition = replace(
        bound(), contents=(replace(first, introduction=(p("导", note("注。"), "言。"),)), second)
    )
    body = zipped_text(bound_epub(end=end_of(edition) + NOTED_END)).replace("导言", f"导{CIRCLED}言")
    assert differences(edition, EPUB, zipped({**epub(), "EPUB/a1.xhtml": body})) == []


def bound_with_ids() -> Edition:
    """The edition as it is bound: its parts and articles have ids."""
    first, second = bound().contents
    one, two = first.contents
    first = replace(first, id="p1", contents=(replace(one, id="a1"), replace(two, id="a2")))
    return replace(
        bound(),
        contents=(first, replace(second, id="p2", contents=(replace(second.contents[0], id="a3"),))),
    )


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("<p>目录</p><p>卷一 3</p><p>甲 4</p><p>乙 12</p><p>卷二 13</p><p>丙 14</p>", []),
        (
            "<p>2024年，目录里有甲、乙、卷二。</p><p>目录</p><p>卷一…3</p><p>甲…4</p><p>乙…12</p><p>卷二…13</p><p>丙…14</p>",
            [],
        ),
        (
            "<p>目录</p><p>卷一 3</p><p>甲 4</p><p>乙 11</p><p>卷二 13</p><p>丙 14</p>",
            ["the contents give page 11 for “乙”, which begins on 12"],
        ),
        (
            "<p>目录</p><p>卷一 3</p><p>甲 4</p><p>乙</p><p>卷二 13</p><p>丙 14</p>",
            ["the contents give page none for “乙”, which begins on 12"],
        ),
    ],
)
def test_the_contents_name_the_pages_that_articles_begin_on(front: str, said: list[str]) -> None:
    edition = bound_with_ids()
    pages = Pagination(20, (), {"p1": 3, "a1": 4, "a2": 12, "p2": 13, "a3": 14})
    book = open_book(bound_epub(front, end_of(edition)))
    assert isinstance(book, Book)
    found = words_of(edition, read_book(book), PLAIN, pages=pages)
    assert [each.message for each in found] == said


def test_the_contents_of_an_epub_name_no_pages() -> None:
    edition = bound_with_ids()
    front = "<p>目录</p><p>卷一</p><p>甲（第2版）</p><p>乙</p><p>卷二</p><p>丙</p>"
    pages = Pagination(20, (), {"p1": 3, "a1": 4, "a2": 12, "p2": 13, "a3": 14})
    assert check_words(edition, EPUB, bound_epub(front, end_of(edition)), pages=pages) == []


def zipped_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("EPUB/a1.xhtml").decode()


def test_each_article_that_differs_is_named_once() -> None:
    body = zipped_text(bound_epub()).replace("当今", "").replace("新华", "")
    said = differences(bound(), EPUB, zipped({**epub(), "EPUB/a1.xhtml": body}))
    assert len(said) == 2


# Renderers of somebody else ------------------------------------------------------------------------


def test_another_renderer_may_set_titles_and_sources_in_its_own_way() -> None:
    model = replace(MODEL, authors=("王思北",), source="新华网", date="2024-11-20")
    html = SAME.replace("</h1>", "</h1><p>by 王思北, Nov 2024</p>") + "<p>found at 新华网</p>"
    assert differences(Edition.of(model), EPUB, make_epub(html), ours=False) == []
    assert differences(Edition.of(model), EPUB, make_epub(html)) != []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("by 王思北", "by", "the author “王思北” does not stand near the article"),
        (">乌镇<", "><", "the title “乌镇” does not stand near"),
        ("<p>by", f"<p>{FIRST}</p><p>by", "the paragraph “当今时代，互联网发展日新…” stands twice"),
        ("日新月异", "日新异", "the words differ"),
    ],
)
def test_but_it_must_set_them_and_nothing_twice(old: str, new: str, sentence: str) -> None:
    model = replace(MODEL, authors=("王思北",))
    html = SAME.replace("</h1>", "</h1><p>by 王思北</p>").replace(old, new)
    said = differences(Edition.of(model), EPUB, make_epub(html), ours=False)
    assert any(sentence in each for each in said)


# All together --------------------------------------------------------------------------------------


def test_check_says_what_is_wrong_with_the_file_and_with_its_words() -> None:
    edition = Edition.of(MODEL)
    assert check(EPUB, edition, make_epub(SAME)) == []
    assert check(PDF, edition, make_pdf(SAME)) == []
    body = paragraph("乌镇", "Title") + "".join(map(paragraph, (FIRST, "共建——", SECOND, LAST)))
    assert check(DOCX, edition, zipped(docx(body))) == []
    broken = make_epub(SAME.replace("日新", "").replace("<p>", '<p id="a1">', 1))
    assert [each.code for each in check(EPUB, edition, broken)] == [Code.FILE_INVALID, Code.WORDS_DIFFER]


def test_check_knows_only_its_formats() -> None:
    assert check("text/plain", Edition.of(MODEL), b"anything") == []


@pytest.mark.parametrize("media_type", [PDF, EPUB, DOCX])
def test_a_file_that_cannot_be_opened_has_no_words(media_type: str) -> None:
    assert [each.code for each in check(media_type, Edition.of(MODEL), b"junk")] == [Code.FILE_INVALID]
    assert [each.code for each in check_words(Edition.of(MODEL), media_type, b"junk")] == [
        Code.FILE_INVALID
    ]


def test_documents_are_read_in_reading_order() -> None:
    files = epub(f'<h1 id="a1">乌镇</h1><p>{FIRST}</p>')
    files["EPUB/a2.xhtml"] = xhtml(f"<p>{LAST}</p>")
    files["EPUB/package.opf"] = (
        files["EPUB/package.opf"]
        .replace(
            "</manifest>", '<item id="a2" href="a2.xhtml" media-type="application/xhtml+xml"/></manifest>'
        )
        .replace("</spine>", '<itemref idref="a2"/></spine>')
    )
    edition = Edition.of(article("乌镇", p(FIRST), p(LAST)))
    assert check(EPUB, edition, zipped(files)) == []
