"""What fields mean, under whatever key they stand."""

import pytest
from reading.accounts import read, said

from publish.facts.names import split_names
from publish.reading.metadata import language_tag
from publish.walk import plain_text


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


# As other scrapers and clippers write it ------------------------------------------------------------

PROSE = "\n\n运河两岸的老房子大多是砖木结构，雨季一到，墙根就返潮，住户们各有各的办法。\n"


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("---\npublish_time: 1709514000\naccount_name: 水边\ntitle: 雨\n---",
         ("雨", "水边", (), "2024-03-04")),
        ("---\ntitle: 雨\ncreate_time: 1709514000\n---", ("雨", "", (), "2024-03-04")),
        ("---\nTitle: 雨\nPublished At: 2024-03-04T08:00:00Z\n---", ("雨", "", (), "2024-03-04")),
        ("---\ntitle: 雨\npublishTime: 2024/3/4 8:00\nnickname: 水边\n---",
         ("雨", "水边", (), "2024-03-04")),
        ("---\ntitle: 雨\nsource: 微信公众号「水边」\n---", ("雨", "水边", (), "")),
        ("---\ntitle: 雨\nsource: 微信公众号\n---", ("雨", "", (), "")),
        ("---\ntitle: 雨\nsource: 微信公众平台\nauthor: '[[微信公众平台]]'\n---", ("雨", "", (), "")),
        ("---\ntitle: 雨\nsource: 微信公众平台\nsite: 水边\nauthor: WeChat\n---", ("雨", "水边", (), "")),
        ("---\ntitle: 雨\nsource: 水边公众号\n---", ("雨", "水边", (), "")),
        ("---\ntitle: 雨\nsource: '[水边](https://a.example/)'\n---", ("雨", "水边", (), "")),
        ("---\ntitle: 雨\nauthor: {name: 顾南, url: https://a.example/gu}\n---", ("雨", "", ("顾南",), "")),
        ("---\ntitle: 雨\nauthors:\n- name: 顾南\n  email: gu@a.example\n---", ("雨", "", ("顾南",), "")),
        ("---\ntitle: 雨\nauthor: 顾南, 沈知秋\n---", ("雨", "", ("顾南", "沈知秋"), "")),
        ("---\npagetitle: 雨\ncreate_date: 2024-03-04T20:37 (UTC +08:00)\n---", ("雨", "", (), "")),
        ("---\ntitle: 雨\nclip_date: 2024-03-04\ncreated: 2024-03-04\n---", ("雨", "", (), "")),
        ("---\ntitle: A &amp; B\n---", ("A & B", "", (), "")),
        ("+++\ntitle = '雨'\ndate = 2024-03-04T10:00:00+08:00\nauthors = ['顾南']\n+++",
         ("雨", "", ("顾南",), "2024-03-04")),
        ('+++\ntitle = "雨"\ndate = 2024-03-04\n[params]\nauthor = "x"\n+++', ("雨", "", (), "2024-03-04")),
        ('{\n  "title": "雨",\n  "date": "2024-03-04",\n  "site": "水边"\n}',
         ("雨", "水边", (), "2024-03-04")),
        ("Title: 雨\n\nURL Source: https://a.example/\n\nPublished Time: 2024-03-04\n\nMarkdown Content:",
         ("雨", "", (), "2024-03-04")),
        ("标题：雨\n作者：顾南\n公众号：水边\n发布时间：2024-03-04",
         ("雨", "水边", ("顾南",), "2024-03-04")),
        ("---\ntitle: 雨\ndate: Mon, 04 Mar 2024 23:30:00 GMT\n---", ("雨", "", (), "2024-03-04")),
        ("---\ntitle: 雨\ndate: 令和6年3月4日\n---", ("雨", "", (), "2024-03-04")),
    ],
)  # fmt: skip
def test_other_front_matter(head: str, facts: tuple[str, str, tuple[str, ...], str]) -> None:
    article = read(head + PROSE)
    assert (article.title, article.source, article.authors, article.date) == facts
    assert "砖木结构" in plain_text(article.body)
    assert "雨" not in plain_text(article.body).partition("运河")[0]


def test_an_article_is_not_published_after_its_capture() -> None:
    source = "---\ntitle: 雨\ndate: 2030-01-01\nfetch_date: 2025-01-01T08:00:00\n---\n正文"
    assert read(source).date == ""
    assert said(source) == [("date-invalid", 3)]
    zones = "---\ntitle: 雨\ndate: 2025-01-02\nfetch_date: 2025-01-01T23:00:00\n---\n正文"
    assert read(zones).date == "2025-01-02", "it may be tomorrow elsewhere"


def test_each_fact_has_the_line_it_stands_in() -> None:
    article = read("---\ntitle: 雨\nauthor:\n  - 顾南\ndate: 2024-03-04\n---\n正文")
    assert [(one.field, one.place, one.line) for one in article.provenance.origins] == [
        ("title", "front matter", 2),
        ("authors", "front matter", 3),
        ("date", "front matter", 5),
        ("lang", "guessed from the script", 0),
    ]


def test_a_sentence_is_no_field() -> None:
    article = read("标题：雨\n\n运河两岸的老房子大多是砖木结构。\n", "captures/雨天.md")
    assert article.title == "雨天"
    assert plain_text(article.body).startswith("标题：雨")


def test_an_archive_leads_back_to_its_account() -> None:
    way_back = "# 雨\n\n[**返回列表页**](/gzh/{})\n\n正文"
    assert read(way_back.format("水边")).source == "水边"
    assert read(way_back.format("WaterSide")).source == "WaterSide"
    assert read("# 雨\n\n[返回首页](/)\n\n正文").source == ""
    assert read("# 雨\n\n[返回列表](/category/水边)\n\n正文").source == ""
    assert read("# 雨\n\n[返回列表](/gzh/12)\n\n正文").source == ""


def test_a_file_s_name_is_the_last_resort() -> None:
    article = read("正文", "水边/水边_2024-03-04 雨.md")
    assert (article.title, article.date) == ("2024-03-04 雨", "")
    assert read("正文", "2024-03-04 雨天.md").title == "雨天"
    assert read("正文", "2024-03-04 雨天.md").date == "2024-03-04"


def test_the_account_of_a_feed_is_the_source_and_not_the_feed() -> None:
    article = read("---\ntitle: 雨\nsource_account: 水边\nsource: wewe-rss\n---\n正文")
    assert article.source == "水边"


def test_the_day_of_publication_is_surer_than_a_note_s_own() -> None:
    article = read("---\ntitle: 雨\ndate: 2025-06-10\npublished: 2019-06-18\n---\n正文")
    assert article.date == "2019-06-18"
    assert read("---\ntitle: 雨\ndate: 2025-06-10\npublished:\n---\n正文").date == "2025-06-10"


def test_fields_without_a_fence() -> None:
    article = read("Title: 雨\nUrl: https://a.example/\nAuthor: 顾南\nCreated: 2025-06-10\n\n正文。\n")
    assert (article.title, article.authors, article.date) == ("雨", ("顾南",), "")
    assert article.provenance.captured.startswith("2025-06-10")
    assert plain_text(article.body) == "正文。"


def test_an_address_quoted_above_it_does_not_hide_the_title() -> None:
    address = "https://mp.weixin.qq.com/s?__biz=" + 20 * "Mjk0"
    assert read(f"> **原文链接**: {address}\n\n# 雨天\n\n正文。\n").title == "雨天"
    assert read(f"{30 * '墙根返潮'}。\n\n# 雨天\n\n正文。\n", "captures/a.md").title == "a"


def test_the_only_heading_of_level_2_may_be_the_title() -> None:
    assert read("雨天\n----\n\n正文。\n\n### 一\n").title == "雨天"
    assert read("## 前言\n\n正文。\n\n## 雨\n", "captures/a.md").title == "a"
    assert read("正文。\n\n## 雨\n", "captures/a.md").title == "a"


def test_a_clipper_quotes_the_title_below_its_own_line() -> None:
    line = "> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [a.example](https://a.example/)"
    assert read(f"{line}\n\n> 雨天的老房子\n\n* * *\n\n正文。\n").title == "雨天的老房子"
    assert read(f"{line}\n\n> 雨季一到就返潮。\n\n* * *\n\n正文。\n", "captures/a.md").title == "a"


def test_lines_of_a_byline_end_where_they_end_in_the_capture() -> None:
    below_each_other = read("# 雨天\n\n原创\n\n沈知秋\n周老四\n\n水边\n\n正文。\n")
    assert plain_text(below_each_other.body[2]) == "沈知秋\n周老四"
    sentence = read("# 雨天\n\n雨季一到，\n墙根就返潮\n\n正文。\n")
    assert "\n" not in plain_text(sentence.body[1])
    torn = read("# 雨天\n\n打开\nhttp\n请求\n\n墙根就返潮，住户们各有各的办法。\n")
    assert "\n" not in plain_text(torn.body[1])


PARAGRAPH = (
    "河边的人家都姓沈，祖上是从北边逃难来的，靠着一条船起家，到第三代才在岸上盖起房子，院里种着桂花树。"
)


def test_a_heading_of_any_level_that_stands_first_alone_is_the_title() -> None:
    assert read(f"### 古镇的桥\n\n{PARAGRAPH}\n", "captures/a.md").title == "古镇的桥"
    assert read(f"### 一\n\n{PARAGRAPH}\n\n### 二\n\n{PARAGRAPH}\n", "captures/a.md").title == "a"
    assert read(f"{PARAGRAPH}\n\n### 古镇的桥\n\n{PARAGRAPH}\n", "captures/a.md").title == "a"


def test_what_a_clipper_quotes_is_the_title_without_a_rule_below() -> None:
    line = "> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [a.example](https://a.example/)"
    assert (
        read(f"{line}\n\n> [原创] 古镇的桥 — 上\n\n{PARAGRAPH}\n", "captures/a.md").title
        == "[原创] 古镇的桥 — 上"
    )
    assert read(f"{line}\n\n> 桥在河上。\n\n{PARAGRAPH}\n", "captures/a.md").title == "a"


def test_a_first_heading_that_leads_to_a_first_page_names_the_source() -> None:
    page = (
        "# [沈家 Shen](https://a.example/shen/)\n\n一条河\n\n## 古镇的桥\n\n2024-3-4 沈知秋\n\n" + PARAGRAPH
    )
    article = read(page + "\n", "captures/a.md")
    assert (article.title, article.source) == ("古镇的桥", "沈家 Shen")
    own = page.replace("shen/", "post/17.html")  # the title, linked to its own page
    assert read(own, "captures/a.md").title == "沈家 Shen"
    undated = page.replace("2024-3-4 ", "")
    assert read(undated, "captures/a.md").title == "沈家 Shen"


def test_the_page_s_address_by_the_link_to_its_comments() -> None:
    article = read(f"# 桥\n\n[3 条评论](https://a.example/qiao#comments)\n\n{PARAGRAPH}\n")
    assert article.provenance.url == "https://a.example/qiao"
    two = "[1](https://a.example/a#comments) [2](https://a.example/b#comments)"
    assert read(f"# 桥\n\n{two}\n\n{PARAGRAPH}\n").provenance.url == ""


@pytest.mark.parametrize("stated", ["[[Site]]", ""])
def test_the_author_by_a_handle_where_the_site_stands_for_it(stated: str) -> None:
    fields = f'---\ntitle: 桥\nsource: "https://site.example/gunan/items/1"\nauthor: "{stated}"\n---\n'
    page = f"{fields}[@gunan(顾 南)](https://site.example/gunan)\n\n## 桥\n\n{PARAGRAPH}\n"
    assert read(page).authors == ("顾 南",)
    assert read(page.replace("site.example/gunan)", "other.example/gunan)")).authors != ("顾 南",)
    assert read(page.replace('author: "', 'author: "沈知秋')).authors[0].startswith("沈知秋")


@pytest.mark.parametrize(
    ("heading", "path", "title"),
    [
        ("修书的人", "captures/yunhe-1.md", "修书的人"),
        ("10 个修书的人", "captures/yunhe-1.md", "10 个修书的人"),
        ("一、修书的人", "captures/yunhe-1.md", "yunhe-1"),  # a section's, not the article's
        ("前言", "captures/yunhe-1.md", "yunhe-1"),
        ("修书的人", "captures/运河边的修书铺.md", "运河边的修书铺"),
    ],
)
def test_heading_below_a_bare_byline(heading: str, path: str, title: str) -> None:
    above = f"原创 沈知秋 运河人家\n\n_2024年03月04日 16:58_ _江苏_\n\n## {heading}\n\n正文。\n\n## 尾声\n"
    assert read(above, path).title == title


def test_heading_below_no_byline_is_none() -> None:
    assert (
        read("2024-03-04\n\n## 修书的人\n\n正文。\n\n## 尾声\n", "captures/yunhe-1.md").title == "yunhe-1"
    )
