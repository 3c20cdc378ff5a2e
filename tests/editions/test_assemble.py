"""Assembling: ids, language, date and an identifier that follows the contents."""

from pathlib import Path

from msgspec.structs import replace

from publish.editions import Plan, PlannedPart, assemble, bind, chosen
from publish.editions.duplicates import merge
from publish.editions.settings import EditionSettings
from publish.model import Article, Edition, Heading, Provenance
from publish.shorthand import article, h, p

A, B = Path("a.md"), Path("b.md")
TIDE = replace(article("潮汐", h(2, "起"), p("正文。"), h(2, "落")), date="2026-10-02", authors=("林舟",))
MOON = replace(article("Moon", p("Text."), lang="en"), date="2026-11-03")


def plan(*parts: PlannedPart, settings: EditionSettings = EditionSettings()) -> Plan:
    return Plan("issue", Path(), settings, parts)


def bound(articles: dict[Path, Article], **settings: object) -> Edition:
    parts = PlannedPart("上", "一段。\n\n两段。", (A,)), PlannedPart("下", "", (B,))
    return assemble(plan(*parts, settings=EditionSettings(**settings)), articles)  # type: ignore[arg-type]


def test_one_capture_is_an_edition_of_its_article() -> None:
    edition = assemble(plan(PlannedPart("", "", (A,))), {A: TIDE})
    assert edition.single
    assert (edition.title, edition.lang, edition.creators) == ("潮汐", "zh-Hans", ("林舟",))


def test_articles_and_headings_get_ids_that_contents_can_lead_to() -> None:
    edition = bound({A: TIDE, B: MOON}, title="期")
    assert [part.id for part in edition.contents] == ["p1", "p2"]
    assert [item.id for item in edition.articles()] == ["a1", "a2"]
    first = next(edition.articles())
    assert [block.id for block in first.body if isinstance(block, Heading)] == ["h1", "h2"]


def test_what_settings_leave_open_follows_from_the_articles() -> None:
    edition = bound({A: TIDE, B: MOON})
    assert edition.title == "issue"
    assert edition.date == "2026-11-03"
    assert edition.lang in {"zh-Hans", "en"}
    assert len(edition.contents[0].introduction) == 2


def test_a_capture_that_was_left_out_leaves_no_hole() -> None:
    edition = bound({B: MOON}, title="期")
    assert [(part.title, part.id) for part in edition.contents] == [("下", "p1")]
    assert [item.id for item in edition.articles()] == ["a1"]


def test_the_identifier_follows_the_contents_and_not_the_place() -> None:
    moved = replace(TIDE, provenance=Provenance(path="elsewhere/a.md"))
    changed = replace(TIDE, body=(p("别的。"),))
    same, place, words = (bound({A: item, B: MOON}).identifier for item in (TIDE, moved, changed))
    assert same.startswith("urn:uuid:")
    assert same == place
    assert same != words


def test_what_stands_around_the_articles_is_as_the_edition_says() -> None:
    edition = bound({A: TIDE, B: MOON}, front=["contents"], back=[], editors=["闻川", " "])
    assert (edition.front, edition.back, edition.creators) == (("contents",), (), ("闻川",))
    usual = bound({A: TIDE, B: MOON})
    assert (usual.front, usual.back) == (Edition.__struct_defaults__[-2:])


def test_an_edition_of_one_article_without_a_title_keeps_what_else_is_said_of_it() -> None:
    settings = EditionSettings(publisher="渡口", date="2026-12")
    edition = assemble(plan(PlannedPart("", "", (A,)), settings=settings), {A: TIDE})
    assert (edition.title, edition.publisher, edition.date) == ("潮汐", "渡口", "2026-12")


def test_ids_of_headings_are_none_that_the_article_has_already() -> None:
    own = replace(TIDE, body=(h(2, "起"), replace(p("正文。"), id="h1"), h(2, "落")))
    edition = bound({A: own, B: MOON})
    assert [block.id for block in next(edition.articles()).body] == ["h2", "h1", "h3"]


def test_a_copy_leaves_its_place_and_a_part_of_copies_goes() -> None:
    parts = plan(PlannedPart("上", "", (A,)), PlannedPart("下", "", (B,)))
    found = bind(parts, {A: TIDE, B: MOON}, copies={A})
    assert [(part.title, part.id) for part in found.edition.contents] == [("下", "p1")]
    assert found.set_aside == ()


def test_duplicates_are_looked_for_among_what_is_chosen() -> None:
    mine, theirs = replace(TIDE, source="甲"), replace(TIDE, source="乙", summary="更好的一份")
    wanted = plan(PlannedPart("", "", (A, B)), settings=EditionSettings(title="T", source="甲"))
    taken = chosen(wanted, {A: mine, B: theirs})
    assert list(taken) == [A]
    merged = merge(taken)
    found = bind(
        wanted, {A: mine, B: theirs} | merged.articles, copies=taken.keys() - merged.articles.keys()
    )
    assert [article.source for article in found.edition.articles()] == ["甲"]
    assert found.set_aside == (B,)
