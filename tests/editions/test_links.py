"""Links between the articles of an edition, and ids that mean one thing in it."""

import pytest
from msgspec.structs import replace

from publish.diagnostics import Code, Report
from publish.editions.links import joined
from publish.model import (
    Article,
    Block,
    Copy,
    Edition,
    Heading,
    Link,
    Note,
    Paragraph,
    Part,
    Provenance,
    Text,
)
from publish.shorthand import em, h, img, inlines, link, note, p
from publish.walk import iter_inlines, plain_text

TIDE, MOON = "https://a.example/tide", "https://www.a.example/moon/"


def captured(*body: Block, url: str = "", path: str = "", copies: tuple[Copy, ...] = ()) -> Article:
    return Article("题", body, provenance=Provenance(path=path, url=url, copies=copies))


def bound(*articles: Article) -> Edition:
    """The articles as a1, a2 ... in one part, p1."""
    contents = tuple(replace(article, id=f"a{number}") for number, article in enumerate(articles, start=1))
    return Edition("刊", (Part("辑", contents, id="p1"),))


def section(name: str, words: str = "节") -> Heading:
    return replace(h(2, words), id=name)


def leads(target: str, *others: Article, **origin: str) -> str:
    """Where a link of the first article leads when it is bound with others; its words if it is no link."""
    edition = joined(bound(captured(p("见", link(target, "此处")), section("h1"), **origin), *others))
    return where(next(edition.articles()))


def where(article: Article) -> str:
    first = next((node for node in iter_inlines(article.body) if isinstance(node, Link)), None)
    return first.target if first else plain_text(article.body[0])


# By address ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("http://a.example/moon?utm_source=x", "#a2"),
        (f"{MOON}#h1", "#a2/h1"),
        (f"{MOON}#月-相", "#a2/h1"),
        (f"{MOON}#%E6%9C%88-%E7%9B%B8", "#a2/h1"),
        (f"{MOON}#rd", "#a2"),
        ("https://a.example/sun", "https://a.example/sun"),
        ("mailto:moon@a.example", "mailto:moon@a.example"),
    ],
)
def test_an_address_of_another_article_leads_to_it(target: str, found: str) -> None:
    assert leads(target, captured(section("h1", "月 相"), url=MOON), url=TIDE) == found


def test_so_does_the_address_of_a_copy_that_was_left_out() -> None:
    kept = captured(url=MOON, copies=(Copy("c.md", url="https://c.example/moon"),))
    assert leads("http://c.example/moon/", kept) == "#a2"


def test_an_article_s_own_address_comes_before_that_of_a_copy() -> None:
    kept = captured(url=MOON, copies=(Copy("c.md", url=TIDE),))
    assert leads(TIDE, kept, captured(url=TIDE)) == "#a3"


def test_of_two_articles_with_one_address_the_first_is_meant() -> None:
    assert leads(MOON, captured(url=MOON), captured(url=MOON)) == "#a2"


@pytest.mark.parametrize(
    ("target", "found"), [(f"{TIDE}#h1", "#h1"), (TIDE, "见此处"), (f"{TIDE}#x", "见此处")]
)
def test_a_link_to_the_article_itself(target: str, found: str) -> None:
    assert leads(target, captured(url=MOON), url=TIDE) == found


def test_words_that_were_a_link_are_text_like_what_stands_around_them() -> None:
    edition = joined(bound(captured(p("见", link(TIDE, "此处"), "。"), url=TIDE)))
    assert next(edition.articles()).body == (p("见此处。"),)


def test_its_picture_stays_where_it_was() -> None:
    edition = joined(bound(captured(p(Link(TIDE, (img("x.png"),))), url=TIDE)))
    assert next(edition.articles()).body == (p(img("x.png")),)


def test_links_in_notes_are_links_like_any_other() -> None:
    edition = joined(bound(captured(p("文", note(link(MOON, "月")))), captured(url=MOON)))
    assert where(next(edition.articles())) == "#a2"


def test_the_editor_s_note_leads_into_the_edition() -> None:
    editors = replace(captured(p(link(MOON, "月"))), id="note")
    edition = joined(replace(bound(captured(url=MOON)), note=editors))
    assert edition.note is not None
    assert where(edition.note) == "#a1"


def test_words_and_title_of_a_link_are_kept() -> None:
    edition = joined(bound(captured(p(Link(MOON, inlines(em("月"), "相"), "题"))), captured(url=MOON)))
    assert next(edition.articles()).body == (p(Link("#a2", inlines(em("月"), "相"), "题")),)


# By path -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("%E6%9C%88.md", "#a2"),
        ("./月.md?plain=1", "#a2"),
        ("../b/other.html#h1", "#a3/h1"),
        ("../b/../b/other.html#nowhere", "#a3"),
        ("tide.md#h1", "#h1"),
        ("other.html", "见此处"),
        ("../../a/月.md", "见此处"),
    ],
)
def test_a_path_leads_to_the_article_of_that_file(target: str, found: str) -> None:
    others = captured(path="in/a/月.md"), captured(section("h1"), path="in/b/other.html")
    assert leads(target, *others, path="in/a/tide.md") == found


def test_a_path_to_a_copy_leads_to_what_is_printed_for_it() -> None:
    kept = captured(path="in/b.md", copies=(Copy("in/c.md"),))
    assert leads("c.md", kept, path="in/a.md") == "#a2"


def test_a_path_that_was_resolved_against_the_page_s_address_is_found_again() -> None:
    other = captured(path="in/b/月 相.html")
    resolved = "https://a.example/b/%E6%9C%88%20%E7%9B%B8.html"
    assert leads(resolved, other, path="in/a/tide.html", url="https://a.example/a/tide.html") == "#a2"


def test_but_not_where_that_file_is_known_to_be_another_page() -> None:
    other, resolved = captured(path="in/moon.html", url="https://b.example/"), "https://a.example/moon.html"
    assert leads(resolved, other, path="in/tide.html", url="https://a.example/tide.html") == resolved


def test_a_path_to_nothing_is_told() -> None:
    report = Report()
    joined(bound(captured(p(link("%E6%9C%88.md", "月"), link(MOON, "远")), path="in/a.md")), report)
    (said,) = report.diagnostics
    assert (said.code, said.path) == (Code.LINK_DROPPED, "in/a.md")
    assert "“月.md”" in said.message


# Ids -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "own", ["a1", "a2", "A7", "p1", "note", "index", "title-page", "page_3", "a2/h1", "x y"]
)
def test_a_block_with_an_id_of_the_edition_is_renamed_and_links_follow(own: str) -> None:
    first = captured(p(link(f"#{own}", "此处")), section(own), section("h1"))
    edition = joined(bound(first, captured(section("h1"))))
    here = next(edition.articles())
    assert here.body[1].id not in ("", own)
    assert where(here) == f"#{here.body[1].id}"
    assert here.body[2].id == "h1"


def test_a_link_to_another_article_stays_one_though_a_block_was_called_so() -> None:
    edition = joined(bound(captured(section("a2"), p(link(MOON, "月"))), captured(url=MOON)))
    here = next(edition.articles())
    assert where(here) == "#a2"
    assert here.body[0].id == "block-a2"


def test_ids_are_given_once_in_an_article_in_its_notes_too() -> None:
    inside = Note((Paragraph((Text("注"),), id="x"),))
    edition = joined(
        bound(captured(section("x"), section("x"), section("block-x"), p(inside, link("#x", "上"))))
    )
    here = next(edition.articles())
    (called,) = (node for node in iter_inlines(here.body) if isinstance(node, Note))
    ids = [block.id for block in (*here.body[:3], *called.content)]
    assert ids == ["x", "block-x-2", "block-x", "block-x-3"]
    assert where(here) == "#x"


def test_what_needs_no_change_is_left_as_it_is() -> None:
    edition = bound(captured(section("h1"), p(link("#h1", "上"), link("https://x.example/", "外"))))
    assert joined(edition) == edition


def test_joining_twice_changes_nothing() -> None:
    first = captured(section("a2"), p(link(MOON, "月"), link("x.md", "无"), link(TIDE, "己")), url=TIDE)
    once = joined(bound(first, captured(section("h1"), url=MOON)))
    assert joined(once) == once
