"""The text around a place as it is counted: what can be told of it, and what cannot."""

from publish.checks.counted import Surroundings, around, scopes
from publish.model import Edition, Image, Paragraph, Ruby
from publish.shorthand import article, note, p
from publish.theming.frame import PLAIN

TIDE = "潮水每天来两次，渡口的人从不看表。"
PLACEHOLDER = len("图片未能取得：example.org")


def text_of(*blocks: object, lang: str = "zh-Hans") -> str:
    edition = Edition.of(article("雾", *blocks))
    found = scopes(Edition(edition.title, edition.contents, lang=lang), PLAIN, {})
    return found["a1"]


def test_what_stands_around_a_place_is_told() -> None:
    text = text_of(p(TIDE))
    assert around(text, 1 + 4) == Surroundings("雾潮水每天", TIDE[4:], 0)


def test_what_a_page_begins_with_is_not_told_where_a_format_sets_its_own_there() -> None:
    for own in (note("注"), Ruby("潮", "cháo")):
        found = around(text_of(p(TIDE, own, TIDE)), 1 + len(TIDE))
        assert found is not None
        assert found.own


def test_words_that_may_be_in_another_language_are_counted_and_not_compared() -> None:
    foreign = Paragraph((Image("https://example.org/a.png"),), lang="zh-Hant")
    text = text_of(p(TIDE), foreign, p(TIDE))
    begin = around(text, 1 + len(TIDE))
    assert begin is not None
    assert begin.ahead == ""
    behind = around(text, 1 + len(TIDE) + PLACEHOLDER)
    assert behind is not None
    assert (behind.behind, behind.ahead) == ("", TIDE[:20])
