"""Pages that agree and pages that do not: in files made by hand, and at every build."""

import re
from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from small_files import docx, epub, pdf, xhtml, zipped

from publish.checks import DOCX, EPUB, PDF
from publish.checks.built import Opened, open_typed
from publish.checks.page_proof import PageProof, prove_pages
from publish.checks.pages import OtherEditionError, compare_pages, spread
from publish.checks.paginated import paginated
from publish.checks.readback import read_back
from publish.diagnostics import Report
from publish.model import Article, Edition, Math
from publish.pagination import PageBreak, PageMarks, Pagination, visible
from publish.plugins import Context, Paged, Plugins
from publish.shorthand import article, img, note, p
from publish.theming.frame import PLAIN, opener, placeholder_words
from publish.theming.shipped import open_theme
from publish.walk import plain_text

LINES = (
    "清晨五点半，渡口的灯还亮着，第一班船要等雾散了才开，",
    "等船的人彼此认识，却很少说话。",
    "The ferry leaves when the fog has lifted, and nobody complains about misunderstandings. ",
)
PARAGRAPHS = [f"第{number}段：" + "".join(LINES) * (1 + number % 3) for number in range(12)]
ARTICLE = article("渡口", *map(p, PARAGRAPHS))


def opened(media_type: str, data: bytes) -> Opened:
    found = open_typed(media_type, data)
    assert not isinstance(found, list), found
    return found


def printed_file() -> bytes:
    return pdf("<article><h1>渡口</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</article>")


@pytest.fixture(scope="module")
def printed() -> bytes:
    """The article on some small pages."""
    return printed_file()


@pytest.fixture(scope="module")
def pages(printed: bytes) -> Pagination:
    """Where they begin."""
    found = paginated(opened(PDF, printed))
    assert found.pages == len(found.starts) > 4
    return Pagination(found.pages, tuple(PageBreak(page, "a1", place) for place, page in found.starts))


def words(texts: Sequence[str], pages: Pagination, mark: str) -> list[str]:
    """The texts with marks, `{}` of which is a page's number."""
    marks = pages.marks("a1")
    return [
        "".join(mark.format(piece) if isinstance(piece, int) else piece for piece in marks.text(text))
        for text in texts
    ]


MARK = '<span epub:type="pagebreak" role="doc-pagebreak" id="page_{0}" aria-label="{0}"></span>'


def book_of(body: str, listed: Sequence[int], source: bool = True) -> bytes:
    """An EPUB with a page-list."""
    files = epub(body)
    rows = "".join(f'<li><a href="a1.xhtml#page_{page}">{page}</a></li>' for page in listed)
    nav = '<nav epub:type="toc"><ol><li><a href="a1.xhtml">渡口</a></li></ol></nav>'
    files["EPUB/nav.xhtml"] = xhtml(f'{nav}<nav epub:type="page-list"><ol>{rows}</ol></nav>')
    if source:
        meta = '<meta property="pageBreakSource">urn:uuid:0</meta></metadata>'
        files["EPUB/package.opf"] = files["EPUB/package.opf"].replace("</metadata>", meta)
    return zipped(files)


def body_of(pages: Pagination) -> str:
    title, *rest = words(["渡口", *PARAGRAPHS], pages, MARK)
    return f'<h1 id="a1">{title}</h1>' + "".join(f"<p>{text}</p>" for text in rest)


def numbers(pages: Pagination) -> list[int]:
    return [each.page for each in pages.breaks]


RUN = "<w:r><w:t>{}</w:t></w:r>"
BOOKMARK = (
    '</w:t></w:r><w:bookmarkStart w:id="{0}" w:name="page_{0}"/><w:bookmarkEnd w:id="{0}"/><w:r><w:t>'
)


def field(bookmark: str, shown: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = f"<w:r><w:instrText> PAGEREF {bookmark} \\h </w:instrText></w:r>"
    return f"{kinds[0]}{code}{kinds[1]}{RUN.format(shown)}{kinds[2]}"


def document_of(pages: Pagination, contents: str = "") -> bytes:
    """A Word file; the title has the bookmark `a1`, the last paragraph `last`."""
    rows = [f"<w:p>{RUN.format(text)}</w:p>" for text in words(["渡口", *PARAGRAPHS], pages, BOOKMARK)]
    rows[-1] = rows[-1].replace("<w:p>", '<w:p><w:bookmarkStart w:id="98" w:name="last"/>', 1)
    rows[-1] = rows[-1].replace("</w:p>", '<w:bookmarkEnd w:id="98"/></w:p>')
    listed = ""
    if contents:
        gallery = (
            '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        )
        listed = (
            f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent><w:p>{contents}</w:p></w:sdtContent></w:sdt>"
        )
    return zipped(docx(listed + "".join(rows)))


def compared(printed: bytes, media_type: str, data: bytes, sample: int = 0) -> list[str]:
    first, other = paginated(opened(PDF, printed)), paginated(opened(media_type, data))
    return [each.message for each in compare_pages(first, other, sample).findings]


# Built files alone ---------------------------------------------------------------------------------


def test_the_same_pages_agree(printed: bytes, pages: Pagination) -> None:
    other = paginated(opened(EPUB, book_of(body_of(pages), numbers(pages))))
    figures = compare_pages(paginated(opened(PDF, printed)), other)
    assert figures.findings == []
    assert figures.pages == figures.marks == figures.begun == figures.agreeing_pages
    assert figures.paragraphs == figures.agreeing_paragraphs == len(PARAGRAPHS) + 1
    assert compared(printed, DOCX, document_of(pages)) == []


def test_a_sample_is_spread_evenly() -> None:
    assert spread(range(1000), 4) == [0, 250, 500, 750]
    assert spread([1, 2], 200) == [1, 2]
    assert spread([1, 2], 0) == [1, 2]


@pytest.mark.parametrize("by", [-30, 30])
def test_a_mark_that_is_moved_by_a_sentence_is_found(printed: bytes, pages: Pagination, by: int) -> None:
    third = pages.breaks[2]
    moved = replace(
        pages, breaks=tuple(replace(b, offset=b.offset + by) if b == third else b for b in pages.breaks)
    )
    for media_type, data in (
        (EPUB, book_of(body_of(moved), numbers(pages))),
        (DOCX, document_of(moved)),
    ):
        said = compared(printed, media_type, data)
        assert any(each.startswith(f"page {third.page} begins with") for each in said)


def test_a_paragraph_on_another_page_is_named(printed: bytes, pages: Pagination) -> None:
    """All marks from the third a page too early: each stands before what begins the page before it."""
    early = [replace(b, page=b.page + 1) for b in pages.breaks[2:-1]]
    moved = replace(pages, breaks=(*pages.breaks[:2], *early))
    said = compared(printed, EPUB, book_of(body_of(moved), numbers(moved)))
    assert any(
        re.match("the paragraph “第.*” begins on page 4 in the PDF, but its mark", each) for each in said
    )
    assert any(each.startswith("page 3 has no mark") for each in said)


def test_a_page_without_mark_is_found(printed: bytes, pages: Pagination) -> None:
    fewer = replace(pages, breaks=pages.breaks[:3] + pages.breaks[4:])
    for media_type, data in ((EPUB, book_of(body_of(fewer), numbers(fewer))), (DOCX, document_of(fewer))):
        assert f"page {pages.breaks[3].page} has no mark" in "\n".join(compared(printed, media_type, data))


def test_a_mark_of_no_page_is_found(printed: bytes, pages: Pagination) -> None:
    more = replace(pages, breaks=(*pages.breaks, PageBreak(99, "a1", pages.breaks[-1].offset + 5)))
    assert "there is a mark of page 99" in "\n".join(compared(printed, DOCX, document_of(more)))


def test_marks_and_the_page_list_are_the_same(printed: bytes, pages: Pagination) -> None:
    body, listed = body_of(pages), numbers(pages)
    assert "does not stand in the page-list" in "\n".join(
        compared(printed, EPUB, book_of(body, listed[:-1]))
    )
    assert "leads to page 77, which has no mark" in "\n".join(
        compared(printed, EPUB, book_of(body, [*listed, 77]))
    )
    assert "pageBreakSource" in "\n".join(compared(printed, EPUB, book_of(body, listed, source=False)))


def test_a_wrong_number_in_the_contents_of_word_is_found(printed: bytes, pages: Pagination) -> None:
    last = paginated(opened(DOCX, document_of(pages))).page_at(visible("渡口" + "".join(PARAGRAPHS[:-1])))
    right = f"{RUN.format('第11段')}{field('last', str(last))}"
    wrong = f"{RUN.format('第11段')}{field('last', str(last - 1))}"
    assert compared(printed, DOCX, document_of(pages, right)) == []
    (said,) = compared(printed, DOCX, document_of(pages, wrong))
    assert said == f"the contents say page {last - 1} for last, which stands on page {last}"


def test_a_file_without_marks_says_so(printed: bytes) -> None:
    body = '<h1 id="a1">渡口</h1>' + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    assert compared(printed, EPUB, zipped(epub(body))) == ["no page of the PDF has a mark in the file"]


def test_another_edition_is_not_compared(printed: bytes) -> None:
    body = f"{MARK.format(1)}<p>别的书，别的话，一句也不相同。</p><p>真的没有一句相同，你看。</p>"
    with pytest.raises(OtherEditionError):
        compared(printed, EPUB, book_of(body, [1]))


# At every build ------------------------------------------------------------------------------------

BARE = Edition.of(ARTICLE)


def proof(media_type: str, data: bytes, pages: Pagination, edition: Edition = BARE) -> PageProof:
    found = opened(media_type, data)
    return prove_pages(edition, found, read_back(found), PLAIN, pages)


def test_the_model_of_these_tests_is_what_the_files_have() -> None:
    assert plain_text(opener(ARTICLE, "")) == "渡口"


def test_true_pages_pass(printed: bytes, pages: Pagination) -> None:
    for media_type, data in (
        (PDF, printed),
        (EPUB, book_of(body_of(pages), numbers(pages))),
        (DOCX, document_of(pages)),
    ):
        assert proof(media_type, data, pages) == PageProof([], len(pages.breaks), 0)


@pytest.mark.parametrize("by", [-8, -1, 1, 8])
def test_pages_that_are_not_true_are_found(printed: bytes, pages: Pagination, by: int) -> None:
    """The pagination says one thing, the file another, by a single character."""
    wrong = replace(
        pages, breaks=tuple(replace(b, offset=b.offset + by) if b.page == 3 else b for b in pages.breaks)
    )
    assert len(proof(PDF, printed, wrong).findings) == 1


def test_a_mark_that_is_not_there_or_elsewhere_is_found(pages: Pagination) -> None:
    fewer = replace(pages, breaks=pages.breaks[:3] + pages.breaks[4:])
    (said,) = proof(DOCX, document_of(fewer), pages).findings
    assert said.message == f"page {pages.breaks[3].page} has no mark"
    moved = replace(
        pages, breaks=tuple(replace(b, offset=b.offset + 30) if b.page == 3 else b for b in pages.breaks)
    )
    (said,) = proof(EPUB, book_of(body_of(moved), numbers(moved)), pages).findings
    assert said.message.startswith("page 3 (a1) has its mark at")


def test_a_pdf_with_other_pages_than_its_pagination_is_found(printed: bytes, pages: Pagination) -> None:
    (said,) = proof(PDF, printed, replace(pages, pages=pages.pages + 1)).findings
    assert said.message == f"the PDF has {pages.pages} pages, its pagination {pages.pages + 1}"


def test_scopes_that_each_format_sets_in_its_own_way_are_passed_over(pages: Pagination) -> None:
    breaks = (PageBreak(1, "cover"), PageBreak(2, "contents"), PageBreak(3, "contents", 40))
    body = "".join(map(MARK.format, (1, 2, 3))) + body_of(Pagination(0, ()))
    assert proof(EPUB, book_of(body, [1, 2, 3]), Pagination(9, breaks)) == PageProof([], 0, 3)


GONE = placeholder_words(img("gone.png"), "zh-Hans")


@pytest.mark.parametrize(
    ("model", "html", "at", "compared"),
    [
        (article("题", p("前文前文", note("注"), "后文后文")), "题前文前文@①后文后文", 5, 1),
        (article("题", p("前文前文", Math("x"), "后文后文")), "题前文前文@x后文后文", 5, 1),
        (article("题", p("前文前文", img("gone.png"), "后文")), f"题前文前文@{GONE}后文", 5, 1),
        (article("题", p("一句 internationally 话")), "题一句 internationally@话", 8, 1),
        (article("题", p("一句 مرحبا بكم")), "题一句 مرحبا@بكم", 4, 0),
    ],
    ids=["note", "formula", "placeholder", "parted word", "shaped"],
)
def test_what_stands_where_a_page_begins(model: Article, html: str, at: int, compared: int) -> None:
    body = f"<p>{html.replace('@', MARK.format(2)).replace('①', '')}</p>"
    found = proof(EPUB, book_of(body, [2]), Pagination(2, (PageBreak(2, "a1", at),)), Edition.of(model))
    assert found.findings == []
    assert found.compared == compared


def test_marks_count_as_the_proof_does(pages: Pagination) -> None:
    """The cursor of the writers and the text of the proof agree on what is before and behind each break."""
    marks = PageMarks(pages.breaks)
    pieces = [piece for text in ("渡口", *PARAGRAPHS) for piece in marks.text(text)]
    assert [piece for piece in pieces if isinstance(piece, int)] == numbers(pages)


# Built by us ---------------------------------------------------------------------------------------


def test_marks_that_we_write_are_true_and_agree() -> None:
    """The pages of our PDF, read back, given to our Word format: its marks pass both proofs."""
    body = [p(text) for text in PARAGRAPHS * 4]
    edition = replace(Edition.of(article("渡口", *body)), identifier="urn:uuid:0")
    plugins = Plugins()
    theme = open_theme("journal", plugins)

    def rendered(name: str, pages: Pagination | None = None) -> Opened:
        renderer = plugins.renderer(name)
        context = Context(theme, renderer.options(), Report(), lambda asset: b"", pages)
        made = renderer(edition, context)
        return opened(renderer.media_type, made.data if isinstance(made, Paged) else made)

    printed = rendered("pdf")
    there = paginated(printed)
    breaks = tuple(PageBreak(page, "a1", place) for place, page in there.starts)
    pages = Pagination(there.pages, breaks)
    assert len(breaks) > 3
    word = rendered("docx", pages)
    for file in (printed, word):
        assert prove_pages(edition, file, read_back(file), theme.arrangement, pages) == PageProof(
            [], len(breaks), 0
        )
    figures = compare_pages(there, paginated(word))
    assert figures.findings == []
    assert figures.agreeing_pages == len(breaks)
    assert figures.agreeing_paragraphs == len(body) + 1
