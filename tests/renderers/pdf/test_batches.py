"""An edition printed in batches: the same pages as in one piece."""

import io
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from validation import assert_valid_pdf_ua

from publish.checks import check
from publish.diagnostics import Report
from publish.errors import ThemeError
from publish.model import Article, Edition, Part
from publish.plugins import Context, NoOptions, Paged, Plugins
from publish.renderers.pdf.document import _bound, print_edition
from publish.renderers.pdf.manuscript import LineClasses
from publish.shorthand import article, bullets, h, link, note, p, quote
from publish.theming.shipped import THEMES, open_theme
from publish.theming.theme import Theme

JOURNAL = open_theme("journal", Plugins())
TIDE = "潮水每天来两次，渡口的人从不看表。"
IN_ONE_PIECE = 10**9
ONE_ARTICLE_EACH = 1


def long_article(name: str, pages: int, **more: object) -> Article:
    body = (
        h(2, f"{name}的小标题"),
        p(TIDE, note("注在页脚。"), TIDE * 3, note("又一条。")),
        p("另见", link("#east", "东岸"), "与", link("https://example.org/", "潮汐表"), "。"),
        bullets("涨潮", "落潮"),
        quote(p(TIDE * 2)),
        *(p(TIDE * 12) for _ in range(3 * pages)),
    )
    return replace(article(name, *body), **more)


def issue() -> Edition:
    river = (
        long_article("西岸", 1, id="west"),
        long_article("东岸", 2, id="east"),
        long_article("The Moon", 0, id="moon", lang="en", body=(p("A line of text. " * 90),)),
    )
    sea = (long_article("海", 1, id="sea"), long_article("灯塔", 0, id="light"))
    parts = (Part("河", river, (p("导语。", role="part-introduction"),), "p1"), Part("大洋", sea, (), "p2"))
    return Edition(
        "合刊", parts, lang="zh-Hans", issue="第1期", creators=("闻川",), identifier="urn:uuid:2"
    )


def printed(edition: Edition, batch: int, theme: Theme = JOURNAL) -> Paged:
    context = Context(theme, NoOptions(), Report(), lambda asset: b"")
    return print_edition(edition, context, batch)


class Page(NamedTuple):
    text: str
    picture: bytes
    links: int


def pages_of(data: bytes) -> list[Page]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [len(page.get("/Annots", ())) for page in pdf.pages]
    return [
        Page(page.get_textpage().get_text_range(), bytes(page.render(scale=1).buffer), linked)
        for page, linked in zip(pypdfium2.PdfDocument(data), links, strict=True)
    ]


def outline_of(data: bytes) -> list[tuple[int, str, int]]:
    document = pypdfium2.PdfDocument(data)
    return [(item.level, item.get_title(), item.get_dest().get_index()) for item in document.get_toc()]


def destinations(data: bytes) -> dict[str, int]:
    """The number of the page that each name of a PDF leads to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return {
            name: numbers[target[0].objgen]
            for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items()
        }


@pytest.mark.parametrize("batch", [ONE_ARTICLE_EACH, 12_000])
def test_pages_do_not_show_where_a_batch_ends(batch: int) -> None:
    whole, pieces = (printed(issue(), size) for size in (IN_ONE_PIECE, batch))
    assert pieces.pages == whole.pages
    assert whole.pages.pages >= 10
    for one, other in zip(pages_of(whole.data), pages_of(pieces.data), strict=True):
        assert one == other
    assert outline_of(pieces.data) == outline_of(whole.data)
    assert destinations(pieces.data) == destinations(whole.data)


def test_the_fonts_are_embedded_once() -> None:
    def fonts(data: bytes) -> list[str]:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            dictionaries = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary)]
            return sorted(str(obj.BaseFont) for obj in dictionaries if obj.get("/Subtype") == "/Type0")

    assert fonts(printed(issue(), ONE_ARTICLE_EACH).data) == fonts(printed(issue(), IN_ONE_PIECE).data)


def test_each_batch_goes_on_with_the_page_number_and_the_side() -> None:
    pages = pages_of(printed(issue(), ONE_ARTICLE_EACH).data)
    folios = [page.text.split()[-1] for page in pages]
    assert folios[2:-1] == [str(number) for number in range(3, len(pages))]


def test_the_page_of_each_article_is_told_and_is_what_the_contents_say() -> None:
    edition = issue()
    result = printed(edition, ONE_ARTICLE_EACH)
    pages = pages_of(result.data)
    contents = next(page.text for page in pages if "目录" in page.text)
    for part in edition.contents:
        for one in part.contents:
            folio = result.pages.folios[one.id]
            assert one.title in pages[folio - 1].text.splitlines()[:2]
            line = next(line for line in contents.splitlines() if line.startswith(one.title))
            assert line.replace(" ", "").endswith(f"..{folio}")


@pytest.mark.validators
def test_what_is_joined_is_pdf_ua_1_and_says_every_word() -> None:
    data = printed(issue(), ONE_ARTICLE_EACH).data
    assert_valid_pdf_ua(data)
    assert not check("application/pdf", issue(), data, JOURNAL.arrangement)


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert printed(issue(), ONE_ARTICLE_EACH).data == printed(issue(), ONE_ARTICLE_EACH).data


def test_an_edition_without_articles_is_its_front_and_its_colophon() -> None:
    edition = Edition("空", (), lang="zh-Hans", identifier="urn:uuid:3")
    result = printed(edition, ONE_ARTICLE_EACH)
    assert "版本说明" in pages_of(result.data)[-1].text


def test_what_follows_is_laid_out_again_if_the_contents_become_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A front of two pages while its numbers are a guess, of three with the true ones."""
    laid_out: list[tuple[str, int]] = []
    monkeypatch.setattr("publish.renderers.pdf.document.page_breaks", lambda pages, first: [])

    def pages(*anchors: str) -> SimpleNamespace:
        found = [SimpleNamespace(anchors={anchor: None}) for anchor in anchors]
        return SimpleNamespace(pages=found, copy=lambda pages: None)

    class Manuscript:
        def front(self, folios: dict[str, int]) -> Any:
            laid_out.append(("front", folios.get("a", 0)))
            return pages("front", *(["contents", "more"] if "a" in folios else ["contents"]))

        def batches(self) -> list[str]:
            return ["batch"]

        def document(self, batch: str, page: int) -> Any:
            laid_out.append((batch, page))
            return pages("before", "a", "b")

        def back(self, folios: dict[str, int], page: int) -> Any:
            laid_out.append((f"back, which is told of {folios['a']}", page))
            return pages("before", "index")

    press: Any = SimpleNamespace(lay_out=lambda document: document, paint=lambda document, pages: pages)
    manuscript: Any = Manuscript()
    targets = {name: name for name in ("a", "index")}
    joined = [page for part in _bound(manuscript, press, targets) for page in part.painted]
    assert [next(iter(page.anchors)) for page in joined] == ["front", "contents", "more", "a", "b", "index"]
    assert laid_out == [
        ("front", 0),
        ("batch", 2),
        ("back, which is told of 3", 4),
        ("front", 3),
        ("batch", 3),
        ("back, which is told of 4", 5),
        ("front", 4),
    ]


def test_lines_that_are_set_alike_share_a_class() -> None:
    lines = LineClasses()
    names = [lines.name(said) for said in ("letter-spacing:1pt", "word-spacing:1pt", "letter-spacing:1pt")]
    assert names[0] == names[2] != names[1]
    assert lines.rules().splitlines() == [
        f".{names[0]} {{ letter-spacing:1pt }}",
        f".{names[1]} {{ word-spacing:1pt }}",
    ]


def test_a_template_that_knows_of_no_page_before_is_told_so(tmp_path: Path) -> None:
    ours = (THEMES / "base" / "templates" / "edition.html").read_text("utf-8")
    older = re.sub(r"(?s){% if page_before %}.*?{% endif %}\n", "", ours)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "edition.html").write_text(older, "utf-8")
    theme = replace(JOURNAL, folders=(tmp_path, *JOURNAL.folders))
    with pytest.raises(ThemeError, match="no page for the one before") as told:
        printed(issue(), IN_ONE_PIECE, theme)
    assert told.value.where == "theme journal, edition.html"
    single = Edition.of(long_article("西岸", 0, id="west"))
    assert printed(single, IN_ONE_PIECE, theme).pages.pages == 1
