"""What fields mean, under whatever key they stand."""

import pytest
from reading.accounts import read, said

from publish.reading.metadata import language_tag, split_names


def test_the_first_capture_the_project_read() -> None:
    article = read(
        "---\ntitle: 运河边的老房子 | 修缮\nurl: https://mp.weixin.qq.com/s?__biz=M&idx=3#rd\n"
        "source: 水边\ndate: 2024-03-04\nfetch_date: 2025-10-06T19:19:01.425691\n---\n\n正文。\n"
    )
    assert (article.title, article.source, article.date) == ("运河边的老房子 | 修缮", "水边", "2024-03-04")
    assert article.provenance.url == "https://mp.weixin.qq.com/s?__biz=M&idx=3#rd"
    assert article.provenance.captured == "2025-10-06T19:19:01"


def test_a_clippers_fields() -> None:
    article = read(
        '---\ntitle: "雨"\nsource: "https://example.org/yu"\nauthor:\n  - "[[沈知秋]]"\n'
        '  - "[[a/gu|顾南]]"\npublished: 2025.07.10\ncreated: 2025-07-11\ndescription: "下雨了"\n'
        "lang: zh_CN\ncover: a.png\n---\n"
    )
    assert article.authors == ("沈知秋", "顾南")
    assert (article.source, article.provenance.url) == ("", "https://example.org/yu")
    assert (article.date, article.provenance.captured) == ("2025-07-10", "2025-07-11")
    assert (article.summary, article.lang, article.cover) == ("下雨了", "zh-Hans", "a.png")


def test_the_day_of_the_capture_is_not_the_article_s() -> None:
    article = read("---\nTitle: 雨\nUrl: https://example.org/\nCreated: 2026-06-30 22:50:43\n---\n正文")
    assert (article.date, article.provenance.captured) == ("", "2026-06-30T22:50:43")


def test_chinese_keys() -> None:
    article = read(
        "---\n标题: 雨\n公众号: 水边\n作者: 沈知秋、顾南\n发布时间: 2024年3月4日 09:30\n原文链接: https://a.example/\n---\n"
    )
    assert (article.title, article.source, article.date) == ("雨", "水边", "2024-03-04")
    assert article.authors == ("沈知秋", "顾南")
    assert article.provenance.url == "https://a.example/"


def test_a_date_that_is_none_is_left_out_and_said() -> None:
    source = "---\ntitle: 雨\ndate: 9999-99-99\n---\n正文"
    assert read(source).date == ""
    assert said(source) == [("date-invalid", 3)]


def test_an_address_that_is_none_is_left_out() -> None:
    assert read("---\ntitle: 雨\nurl: javascript:alert(1)\n---\n").provenance.url == ""
    assert read("---\ntitle: 雨\nurl: file:///etc/hosts\nsource: 水边\n---\n").provenance.url == ""


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("沈知秋", ("沈知秋",)),
        ("沈知秋、顾南；林小满", ("沈知秋", "顾南", "林小满")),
        ("沈知秋，顾南", ("沈知秋", "顾南")),
        ("Smith, John", ("Smith, John",)),
        ("Ann Lee; Bo Li", ("Ann Lee", "Bo Li")),
        ("", ()),
    ],
)
def test_names_in_a_line(line: str, names: tuple[str, ...]) -> None:
    assert split_names(line) == names


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("zh", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"),
        ("en_US", "en-US"), ("EN", "en"), ("ja", "ja"), ("kr", "ko"), ("pt-br", "pt-BR"), ("中文", ""),
        ("", ""), ("x", ""),
    ],
)  # fmt: skip
def test_a_language_is_named_by_its_tag(written: str, tag: str) -> None:
    assert language_tag(written) == tag
