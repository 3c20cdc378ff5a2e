"""What pages say about their article, wherever they say it."""

import pytest
from reading.accounts import read

from publish.facts.origins import origin_of
from publish.model import Article

TEXT = "<p>运河两岸的老房子大多是砖木结构，雨季一到，墙根就返潮，住户们各有各的办法。</p>" * 4


def page(head: str = "", above: str = "", body: str = TEXT) -> Article:
    top = f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{above}"
    return read(f"{top}<article>{body}</article></body></html>", "page.html")


@pytest.mark.parametrize(
    ("head", "field", "value", "place"),
    [
        ('<meta property="article:published_time" content="2024-03-04T23:30:00-05:00">',
         "date", "2024-03-04", "og:"),
        ('<meta name="parsely-pub-date" content="2024-03-04T00:00:00Z">', "date", "2024-03-04", "meta"),
        ('<meta name="sailthru.date" content="Mon, 04 Mar 2024 08:00:00 +0000">',
         "date", "2024-03-04", "meta"),
        ('<meta name="citation_publication_date" content="2024/03/04">', "date", "2024-03-04", "meta"),
        ('<meta name="DC.date.issued" content="2024-03-04">', "date", "2024-03-04", "meta"),
        ('<meta itemprop="datePublished" content="2024-03-04">', "date", "2024-03-04", "meta"),
        ('<meta name="twitter:title" content="雨天">', "title", "雨天", "meta"),
        ('<meta name="author" content="By Ann Lee and Bo Li">', "authors", ("Ann Lee", "Bo Li"), "meta"),
        ('<meta property="article:author" content="https://social.example/ann">'
         '<meta name="byl" content="By Ann Lee">',
         "authors", ("Ann Lee",), "meta"),
        ('<meta property="og:article:author" content="顾南">', "authors", ("顾南",), "og:"),
        ('<meta property="og:site_name" content="水边">', "source", "水边", "og:"),
        ('<meta name="DC.publisher" content="水边">', "source", "水边", "meta"),
    ],
)  # fmt: skip
def test_metas(head: str, field: str, value: object, place: str) -> None:
    article = page(head)
    assert getattr(article, field) == value
    origin = origin_of(article, field)  # type: ignore[arg-type]
    assert origin is not None
    assert (origin.place, origin.line) == (place, 2)


@pytest.mark.parametrize(
    ("thing", "authors", "source"),
    [
        ('{"@type": "NewsArticle", "author": "顾南", "publisher": {"name": "水边"}}', ("顾南",), "水边"),
        ('{"@type": "Article", "author": {"@type": "Person", "name": "顾南"}}', ("顾南",), ""),
        ('[{"@type": "BlogPosting", "author": [{"name": "顾南"}, {"name": "沈知秋"}]}]',
         ("顾南", "沈知秋"), ""),
        ('{"@graph": [{"@type": "Article", "author": {"@id": "#a"}, "publisher": {"@id": "#b"}},'
         ' {"@id": "#a", "@type": "Person", "name": "顾南"}, {"@id": "#b", "name": "水边"}]}',
         ("顾南",), "水边"),
        ('{"@type": "WebPage", "mainEntity": {"@type": ["Article", "Thing"], "author": "顾南"}}',
         ("顾南",), ""),
        ('/* seo */ {"@type": "Article", "author": "顾南"};', ("顾南",), ""),
        ('{"@type": "Article", "author": "顾南",', (), ""),
    ],
)  # fmt: skip
def test_json_ld(thing: str, authors: tuple[str, ...], source: str) -> None:
    article = page(f'<script type="application/ld+json">{thing}</script>')
    assert (article.authors, article.source) == (authors, source)


def test_microdata_and_rel() -> None:
    marked = '<h1>雨天</h1><span itemprop="author"><b itemprop="name">顾南</b> 江边人</span>'
    assert page("", marked).authors == ("顾南",)
    assert page("", '<h1>雨天</h1><a rel="author" href="/gu">顾南</a>').authors == ("顾南",)
    assert page("", '<h1>雨天</h1><time datetime="2024-03-04T08:00">3 月</time>').date == "2024-03-04"


def test_the_lines_under_the_heading() -> None:
    """Above the heading stands the day on which the page was seen."""
    above = (
        '<div class="today-date">2026年1月1日</div><h1>雨天</h1>'
        '<div class="info">2024年3月4日 08:00 来源：水边 作者：顾南</div>'
    )
    article = page("", above)
    assert (article.date, article.source, article.authors) == ("2024-03-04", "水边", ("顾南",))


def test_a_day_in_arabic() -> None:
    above = '<h1>مطر</h1><div class="story-tmstmp">الاثنين، 4 آذار/مارس 2024، آخر تحديث 14:00</div>'
    assert page("", above).date == "2024-03-04"


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("<title>雨天 - 水边</title><meta property='og:site_name' content='水边'>", ""),
        ("<title>雨天_城市频道_水边网</title>", "<h1>雨天</h1>"),
        ("<meta property='og:title' content='雨天 | 水边'>", "<h1>雨天</h1>"),
        ("<meta property='og:title' content='雨天'><title>雨天 | 水边</title>", ""),
    ],
)
def test_the_title_is_without_the_site(head: str, heading: str) -> None:
    assert page(head, heading).title == "雨天"


def test_the_page_of_an_account() -> None:
    article = page(
        '<meta property="og:title" content="雨天"><meta property="og:site_name" content="微信公众平台">'
        '<meta property="og:url" content="https://mp.weixin.qq.com/s/abc">'
        '<meta name="author" content="顾南">'
        "<script>\nvar nickname = htmlDecode(\"水边\");\nvar ct = '1709514000';\n</script>"
    )
    assert (article.source, article.date, article.authors) == ("水边", "2024-03-04", ("顾南",))
    lines = {one.field: (one.place, one.line) for one in article.provenance.origins}
    assert lines["source"] == ("page script", 3)
    assert lines["date"] == ("page script", 4)


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        ("<title>雨季的屋顶 :  水边博客 | 修房子的笔记 | 第六年</title>",
         "<h1>水边博客</h1><h3 class=entry-title>雨季的屋顶</h3>", "雨季的屋顶"),
        ("<title>雨季　的屋顶？ - 水边</title>", "<h2>雨季的屋顶？¶</h2>", "雨季的屋顶？"),
        ("<title>雨季的屋顶怎么办才好__公报_水边网</title>", "", "雨季的屋顶怎么办才好"),
        ("<title>Document</title>", "<h3>雨季的屋顶</h3>", "雨季的屋顶"),
        ("<title>无标题文档</title><meta property='og:title' content='雨季的屋顶'>", "<h2>别的</h2>",
         "雨季的屋顶"),
        ("<title>Roofs: a history - Water</title>", "<h2>Roofs</h2>", "Roofs: a history - Water"),
        ("<meta name=ArticleTitle content=雨季的屋顶><title>水边市政府</title>", "", "雨季的屋顶"),
    ],
)  # fmt: skip
def test_a_title_is_what_a_heading_says_of_it(head: str, above: str, title: str) -> None:
    assert page(head, above).title == title


def test_the_site_behind_an_underscore_is_the_source() -> None:
    article = page("<title>雨季的屋顶怎么办才好_公报_水边网</title>")
    origin = origin_of(article, "source")
    assert (article.source, origin and origin.place) == ("水边网", "page elements")


@pytest.mark.parametrize(
    ("row", "authors"),
    [
        ("<h4 class='vcard author'>vom <span class=fn>Uferbauer</span></h4>", ("Uferbauer",)),
        ("<p class=byline>von Ann Lee</p>", ("Ann Lee",)),
        ("<p class=byline>Von Hirsch</p>", ("Von Hirsch",)),
        ("<a href=/contributor/ann-lee/>Ann Lee</a> 4.3.2024", ("Ann Lee",)),
        ("<a href='https://a.example/people/ann?x=1'>Ann Lee</a>", ("Ann Lee",)),
        ("<a href=/authors/>All of our authors</a>", ()),
        ("<div class=info>글 작성자: 김재호</div>", ("김재호",)),
        ("<h6>김재호 수변일보 기자(kim@a.example)  2024. 3. 4. 05:48</h6>", ("김재호",)),
        (f"{TEXT}<a href=/profile/reader>Eve Reader</a>", ()),
    ],
)
def test_who_wrote_it_stands_under_the_heading(row: str, authors: tuple[str, ...]) -> None:
    assert page("<title>雨天来了</title>", f"<h1>雨天来了</h1>{row}").authors == authors


@pytest.mark.parametrize(
    ("row", "date"),
    [
        ("<h6>김재호 수변일보 기자(kim@a.example)  2024. 3. 4. 05:48</h6>", "2024-03-04"),
        ("<p>2024年3月4日</p>", "2024-03-04"),
        ("<p>2024年3月4日，河水漫过了第三级台阶。</p>", ""),
    ],
)
def test_a_row_under_the_heading_that_is_a_date(row: str, date: str) -> None:
    assert page("", f"<h1>雨天来了</h1>{row}").date == date


def test_the_day_above_the_headline_counts_under_the_site_s_heading() -> None:
    above = "<h1>水边博客</h1><h2 class=date-header>2024年3月4日</h2><h3 class=post-title>雨天来了</h3>"
    assert page("<title>水边博客: 雨天来了</title>", above).date == "2024-03-04"


def test_the_day_an_authority_published() -> None:
    assert page('<meta name="firstpublishedtime" content="2024-03-04-23:59:59">').date == "2024-03-04"
