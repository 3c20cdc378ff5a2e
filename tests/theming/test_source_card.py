"""The card at the end of an article: what it tells, in how few lines, and where there is none."""

import pytest
from msgspec.structs import replace

from publish.model import Article, Copy, Group, Link, Provenance, Removal, Span
from publish.shorthand import p
from publish.theming.source_card import source_card
from publish.walk import iter_inlines, plain_text

HASH = "3f2a9c41b07d" + "0" * 52
URL = "https://mp.weixin.qq.com/s/abc"
ORIGIN = Provenance(url=URL, captured="2025-01-02T08:00:00", sha256=HASH)
FERRY = Article("渡口", (p("潮水。"),), source="江边月刊", date="2024-03-05", provenance=ORIGIN)


def lines(article: Article, lang: str = "zh-Hans") -> list[str]:
    return plain_text(source_card(article, lang)).splitlines()


def removed(*rules: str) -> Provenance:
    return replace(ORIGIN, removals=tuple(Removal(rule, Span(1, 1), "…") for rule in rules))


def copied(*copies: Copy) -> Article:
    return replace(FERRY, provenance=replace(ORIGIN, copies=copies))


def test_a_card_in_four_lines_at_most() -> None:
    copy = Copy("b.md", source="河畔札记", date="2024-04-02")
    whole = replace(FERRY, provenance=replace(removed("ending", "platform-tail"), copies=(copy,)))
    assert lines(whole) == [
        "来源：江边月刊　·　原文：mp.weixin.qq.com",
        "收录：2025年1月2日　·　指纹：3f2a9c41b07d",
        "略去：关注引导、平台文字与计数",
        "另见刊于：河畔札记（2024年4月2日）",
    ]


def test_it_is_one_framed_group() -> None:
    [card] = source_card(FERRY, "zh-Hans")
    assert isinstance(card, Group)
    assert card.role == "source-card"
    assert {line.role for line in card.content} == {"source-card-line"}


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("zh-Hant", "來源：江边月刊　·　原文：mp.weixin.qq.com"),
        ("ja", "出典：江边月刊　·　原文：mp.weixin.qq.com"),
        ("en", "Source: 江边月刊　·　Original: mp.weixin.qq.com"),
        ("ko", "출처: 江边月刊　·　원문: mp.weixin.qq.com"),
    ],
)
def test_it_speaks_the_language_of_the_article(lang: str, first: str) -> None:
    assert lines(replace(FERRY, lang=lang))[0] == first


def test_the_host_leads_to_the_page() -> None:
    card = source_card(FERRY, "zh-Hans")
    assert [inline.target for inline in iter_inlines(card) if isinstance(inline, Link)] == [URL]


def test_an_address_that_is_none_is_not_shown() -> None:
    for url in ("captures/ferry.html", "https://[broken", "javascript:alert(1)"):
        assert lines(replace(FERRY, provenance=replace(ORIGIN, url=url)))[0] == "来源：江边月刊"


def test_an_article_of_which_nothing_is_known_has_no_card() -> None:
    assert source_card(replace(FERRY, provenance=Provenance(path="ferry.md", sha256=HASH)), "zh-Hans") == ()


def test_a_title_printed_once_is_nothing_to_tell() -> None:
    own = replace(FERRY, provenance=replace(removed("title-once", "emptiness"), url="", captured=""))
    assert source_card(own, "zh-Hans") == ()


def test_text_that_is_missing_is_told_even_of_a_file_from_nowhere() -> None:
    own = replace(FERRY, provenance=replace(removed("comments"), url="", captured=""))
    assert lines(own) == ["来源：江边月刊", "指纹：3f2a9c41b07d", "略去：读者留言"]


def test_copies_are_named_once_each_and_lead_where_they_stand() -> None:
    here = copied(
        Copy("b.md", source="河畔札记", url="https://example.org/b"),
        Copy("c.md", source="河畔札记", url="https://example.org/c"),
        Copy("d.md", url="https://example.net/d", date="2024-04"),
    )
    assert lines(here)[-1] == "另见刊于：河畔札记、example.net（2024年4月）"
    card = source_card(here, "zh-Hans")
    targets = [inline.target for inline in iter_inlines(card) if isinstance(inline, Link)]
    assert targets == [URL, "https://example.org/b", "https://example.net/d"]


def test_a_copy_that_says_nothing_new_is_not_named() -> None:
    same = copied(
        Copy("b.md", source="江边月刊", date="2024-03-05"), Copy("c.md", source="江边月刊"), Copy("d")
    )
    assert lines(same) == lines(FERRY)
    again = copied(Copy("b.md", source="江边月刊", date="2024-09-01"))
    assert lines(again)[-1] == "另见刊于：江边月刊（2024年9月1日）"
