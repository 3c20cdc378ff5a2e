"""Assembling: ids, language, date and an identifier that follows the contents."""

from pathlib import Path

from msgspec.structs import replace

from publish.editions import Plan, PlannedPart, assemble
from publish.model import Article, Edition, Heading, Provenance
from publish.settings import EditionSettings
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
