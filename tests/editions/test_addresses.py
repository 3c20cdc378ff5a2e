"""Addresses of one article in several spellings."""

import pytest

from publish.editions.addresses import address_key

WEIXIN = "https://mp.weixin.qq.com/s?__biz=MzA3&mid=26502&idx=2&sn=1f0e"


@pytest.mark.parametrize(
    "same",
    [
        "http://a.example/b/c",
        "https://www.a.example/b/c",
        "HTTPS://A.Example/b/c/",
        "https://a.example:443/b/c",
        "https://a.example./b/c#part",
        "https://a.example/b/c/index.html",
        "https://a.example/b/c/Default.aspx",
        "https://a.example/b/c?utm_source=x&utm_medium=y&from=timeline&fbclid=1",
    ],
)
def test_spellings_of_one_address(same: str) -> None:
    assert address_key(same) == address_key("https://a.example/b/c") != ""


@pytest.mark.parametrize(
    "other",
    [
        "https://a.example/b/C",
        "https://b.a.example/b/c",
        "https://a.example:8000/b/c",
        "https://a.example/b/c?id=1",
        "https://a.example/b/c/home",
    ],
)
def test_other_addresses(other: str) -> None:
    assert address_key(other) not in ("", address_key("https://a.example/b/c"))


def test_the_order_of_a_query_and_how_it_is_escaped_do_not_count() -> None:
    assert address_key("https://a.example/雨?b=2&a=雪") == address_key(
        "https://a.example/%e9%9b%a8?a=%E9%9B%AA&b=2"
    )


@pytest.mark.parametrize(
    "same",
    [
        "http://mp.weixin.qq.com/s?__biz=MzA3&mid=26502&idx=2&sn=1f0e&chksm=88&scene=58&subscene=0#rd",
        "https://mp.weixin.qq.com/s?idx=2&__biz=MzA3&mid=26502",
        "https://mp.weixin.qq.com/s?__biz=MzA3&amp;mid=26502&amp;idx=2",
        "https://mp.weixin.qq.com/mp/appmsg/show?__biz=MzA3&appmsgid=26502&itemidx=2",
    ],
)
def test_an_article_of_wechat_is_known_by_account_message_and_place(same: str) -> None:
    assert address_key(same) == address_key(WEIXIN)


def test_other_articles_of_wechat() -> None:
    short = address_key("https://mp.weixin.qq.com/s/Sb-B4_0?scene=1#rd")
    assert short == address_key("https://mp.weixin.qq.com/s/Sb-B4_0")
    keys = {short, address_key(WEIXIN), address_key(WEIXIN.replace("idx=2", "idx=1"))}
    assert len(keys) == 3
    assert address_key("https://mp.weixin.qq.com/s?src=11&ver=1&signature=x") not in keys


def test_half_a_character_does_no_harm() -> None:
    assert address_key("https://a.example/\ud83d?b=\ud83d") != ""


@pytest.mark.parametrize(
    "none", ["", "#a", "mailto:a@b.example", "a.md", "https:", "http://[::1", "http://a:b/"]
)
def test_what_is_no_address_of_a_page(none: str) -> None:
    assert address_key(none) == ""
