"""EPUB: what stands in the container, told by opening it."""

import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from renderers.opened_epub import (
    ARTICLE,
    BOUND,
    EPUB_TYPE,
    EVERYTHING,
    OPF,
    PICTURE,
    PNG,
    SINGLE,
    XHTML,
    XML_LANG,
    Opened,
    assert_every_link_leads_somewhere,
    hostile_edition,
    opened,
    rendered,
)
from validation import assert_valid_epub

from publish.diagnostics import Report
from publish.model import (
    Article,
    Edition,
    Image,
    Tagged,
)
from publish.plugins import Plugins
from publish.renderers.dates import modified
from publish.renderers.epub.metadata import file_as
from publish.shorthand import inlines, p

# The container -------------------------------------------------------------------------------------


def test_the_media_type_stands_first_and_as_it_is() -> None:
    first = opened(SINGLE).zip.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_bound_edition_reads_from_cover_to_colophon() -> None:
    assert opened(BOUND).spine() == [
        "cover.xhtml",
        "title-page.xhtml",
        "contents.xhtml",
        "part-01.xhtml",
        "article-001.xhtml",
        "article-002.xhtml",
        "sources.xhtml",
        "colophon.xhtml",
    ]


def test_a_single_article_is_just_itself_with_a_menu() -> None:
    book = opened(SINGLE)
    assert book.spine() == ["article-001.xhtml"]
    assert book.page("nav.xhtml").find(f".//{XHTML}nav[@{EPUB_TYPE}='toc']") is not None


def test_a_picture_is_there_once_however_often_it_is_shown() -> None:
    names = opened(BOUND).zip.namelist()
    assert [name for name in names if "images/" in name] == ["EPUB/images/pixel.png"]


def test_a_picture_that_is_not_shown_is_not_packed() -> None:
    assert not any(
        "images/" in name for name in opened(replace(BOUND, cover="", contents=())).zip.namelist()
    )


def test_a_picture_with_a_name_of_its_own_gets_a_plain_one() -> None:
    odd = replace(PICTURE, path="目录/图 1.png")
    names = opened(replace(SINGLE, assets=(odd,))).zip.namelist()
    assert f"EPUB/images/{PICTURE.sha256[:16]}.png" in names


def test_the_cover_is_said_to_be_one() -> None:
    book = opened(BOUND)
    (item,) = [each for each in book.package.iter(f"{OPF}item") if each.get("properties") == "cover-image"]
    assert item.get("href") == "images/pixel.png"
    (picture,) = book.page("cover.xhtml").iter(f"{XHTML}img")
    assert picture.get("alt") == "封面：文摘"


# The package document ------------------------------------------------------------------------------


def test_the_metadata_of_a_bound_edition() -> None:
    book = opened(BOUND)
    assert book.package.get(XML_LANG) == "zh-Hans"
    assert book.said("dc:title") == ["文摘", "每月"]
    assert book.said("title-type") == ["main", "subtitle"]
    assert book.said("dc:creator") == ["李四"]
    assert book.said("role") == ["edt"]
    assert book.said("dc:language") == ["zh-Hans"]
    assert book.said("dc:identifier") == [BOUND.identifier]
    assert book.said("dc:date") == ["2024-12"]
    assert book.said("dc:publisher") == ["某社"]
    assert book.said("dc:rights") == ["各作者"]
    assert book.said("dc:source") == []


def test_the_metadata_of_an_article() -> None:
    book = opened(SINGLE)
    assert book.said("dc:creator") == ["王思北"]
    assert book.said("role") == ["aut"]
    assert book.said("dc:source") == ["https://example.org/a?b=1&c=2"]
    assert book.said("dc:description") == ["摘要"]


def test_what_it_says_of_its_accessibility() -> None:
    book = opened(SINGLE)
    assert book.said("schema:accessMode") == ["textual", "visual"]
    assert "alternativeText" in book.said("schema:accessibilityFeature")
    assert book.said("schema:accessibilityHazard") == ["none"]
    assert book.said("schema:accessibilitySummary")


def test_it_does_not_claim_text_alternatives_that_are_not_there() -> None:
    mute = replace(ARTICLE, body=(p(Image(PICTURE.src)),))
    book = opened(replace(Edition.of(mute), assets=(PICTURE,)))
    assert "alternativeText" not in book.said("schema:accessibilityFeature")
    assert book.said("schema:accessModeSufficient") == []


def test_an_edition_without_an_identifier_has_one_made_of_its_contents() -> None:
    (one,), (again,) = opened(SINGLE).said("dc:identifier"), opened(SINGLE).said("dc:identifier")
    (other,) = opened(replace(SINGLE, title="另一个")).said("dc:identifier")
    assert one == again != other
    assert one.startswith("urn:uuid:")


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Ada Lovelace", "en", "Lovelace, Ada"),
        ("Ursula K. Guin", "en", "Guin, Ursula K."),
        ("Associated Press", "en", ""),
        ("The Editors", "en", ""),
        ("BBC", "en", ""),
        ("王思北", "zh-Hans", ""),
        ("Wang Sibei", "zh-Hans", ""),
    ],
)
def test_names_are_turned_round_only_where_that_is_surely_right(
    name: str, lang: str, expected: str
) -> None:
    assert file_as(name, lang) == expected


def test_the_moment_of_an_edition_is_never_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert modified(BOUND) == datetime(2024, 12, 1, tzinfo=UTC)
    assert modified(replace(BOUND, date="no date")) == datetime(2000, 1, 1, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert modified(BOUND) == datetime(1970, 1, 2, tzinfo=UTC)
    assert opened(BOUND).said("dcterms:modified") == ["1970-01-02T00:00:00Z"]


# Finding one's way ---------------------------------------------------------------------------------


def test_the_menu_has_parts_articles_and_sections() -> None:
    nav = opened(BOUND).page("nav.xhtml")
    (contents,) = [each for each in nav.iter(f"{XHTML}nav") if each.get(EPUB_TYPE) == "toc"]
    assert [(a.text, a.get("href")) for a in contents.iter(f"{XHTML}a")] == [
        ("第一辑", "part-01.xhtml#p1"),
        ("乌镇之约", "article-001.xhtml#a1"),
        ("第一节", "article-001.xhtml#a1-section-1"),
        ("第二节", "article-001.xhtml#a1-section-4"),
        ("Small Tools", "article-002.xhtml#a2"),
        ("来源一览", "sources.xhtml#sources"),
    ]


def test_the_landmarks_lead_to_the_front_and_to_the_text() -> None:
    nav = opened(BOUND).page("nav.xhtml")
    (landmarks,) = [each for each in nav.iter(f"{XHTML}nav") if each.get(EPUB_TYPE) == "landmarks"]
    assert [(a.get(EPUB_TYPE), a.get("href")) for a in landmarks.iter(f"{XHTML}a")] == [
        ("cover", "cover.xhtml"),
        ("titlepage", "title-page.xhtml"),
        ("toc", "contents.xhtml"),
        ("bodymatter", "part-01.xhtml"),
    ]


def test_the_printed_contents_name_the_authors() -> None:
    text = "".join(opened(BOUND).page("contents.xhtml").itertext())
    assert "王思北" in text
    assert "第一节" not in text


def test_a_link_to_another_article_leads_to_its_file() -> None:
    assert 'href="article-001.xhtml#a1"' in opened(BOUND).text("article-002.xhtml")


def test_every_link_leads_somewhere() -> None:
    assert_every_link_leads_somewhere(opened(BOUND))
    assert_every_link_leads_somewhere(opened(SINGLE))


# Documents -----------------------------------------------------------------------------------------


def test_every_document_says_its_language_and_title() -> None:
    book = opened(BOUND)
    for name in [*book.spine(), "nav.xhtml"]:
        root = book.page(name)
        assert (
            root.get("lang") == root.get(XML_LANG) == ("en" if name == "article-002.xhtml" else "zh-Hans")
        )
        assert root.findtext(f"{XHTML}head/{XHTML}title")


def test_an_article_has_its_opener_text_notes_and_source_in_this_order() -> None:
    text = opened(BOUND).text("article-001.xhtml")
    marks = [
        "乌镇之约</h1>",
        "王思北",
        "中国信息安全",
        "摘要",
        "第一节",
        "doc-footnote",
        "source-card",
        "</section>\n</body>",
    ]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_a_language_that_runs_from_right_to_left_says_so() -> None:
    arabic = Article("مقال", (p("نص"), p(Tagged(inlines("word"), lang="en"))), lang="ar", id="a1")
    book = opened(Edition.of(arabic))
    assert book.page("article-001.xhtml").get("dir") == "rtl"
    assert 'lang="en" xml:lang="en" dir="ltr"' in book.text("article-001.xhtml")
    (spine,) = book.package.iter(f"{OPF}spine")
    assert spine.get("page-progression-direction") == "rtl"


def test_a_missing_picture_leaves_its_words_and_host() -> None:
    gone = replace(ARTICLE, body=(p(Image("https://cdn.example.org/x.png", "会场")),))
    assert "图片未能取得：会场（cdn.example.org）" in opened(Edition.of(gone)).text("article-001.xhtml")


def test_an_edition_of_unknown_language_says_that_it_is_unknown() -> None:
    book = opened(Edition.of(Article("?", (p("x"),), lang="no language at all")))
    assert book.said("dc:language") == ["und"]


# Everything at once --------------------------------------------------------------------------------


def test_hostile_text_stays_text() -> None:
    book = opened(hostile_edition())
    assert_every_link_leads_somewhere(book)
    for name in [*book.spine(), "nav.xhtml"]:
        page = book.page(name)
        assert not list(page.iter(f"{XHTML}b"))
        assert "\ufffe" not in "".join(page.itertext())
    assert "]]> &amp; <b>\"'</b>" in "".join(book.page("article-001.xhtml").itertext())


def test_nothing_in_it_is_fetched_or_run() -> None:
    for edition in (BOUND, hostile_edition()):
        book = opened(edition)
        for name in book.spine():
            page = book.page(name)
            assert not list(page.iter(f"{XHTML}script"))
            assert not any(attribute.startswith("on") for each in page.iter() for attribute in each.attrib)
            assert not any("://" in each.get("src", "") for each in page.iter())


@pytest.mark.validators
@pytest.mark.parametrize("edition", [BOUND, SINGLE, hostile_edition()], ids=["bound", "single", "hostile"])
def test_epubcheck_is_silent(edition: Edition) -> None:
    assert_valid_epub(rendered(edition))


@pytest.mark.validators
def test_epubcheck_is_silent_from_right_to_left() -> None:
    article = Article("مقال", EVERYTHING, lang="ar")
    assert_valid_epub(rendered(replace(Edition.of(article), assets=(PICTURE,))))


# Rebuilding ----------------------------------------------------------------------------------------

_REBUILD = """
import sys
from publish.diagnostics import Report
from publish.model import Edition, decode
from publish.plugins import Context, NoOptions, Plugins
from publish.theming.shipped import open_theme
edition = decode(sys.stdin.buffer.read(), Edition)
picture = bytes.fromhex(sys.argv[1])
context = Context(open_theme("journal", Plugins()), NoOptions(), Report(), lambda asset: picture)
sys.stdout.buffer.write(Plugins().renderer("epub")(edition, context))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    from publish.model import encode

    process = subprocess.run(
        [sys.executable, "-c", _REBUILD, PNG.hex()],
        input=encode(BOUND),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai"},
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout == rendered(BOUND)


# A real capture ------------------------------------------------------------------------------------


@pytest.mark.validators
def test_a_real_capture_is_valid(shared: Path) -> None:
    from publish.cleaning import clean
    from publish.reading import read_file

    article = clean(read_file(shared / "corpus/dev/zgxxaq-wuzhen.md", Plugins(), Report()))
    data = rendered(Edition.of(article))
    assert_valid_epub(data)
    assert_every_link_leads_somewhere(Opened(data))
