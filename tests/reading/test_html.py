"""Saved pages: which part is the article, what the page says about it, and what happened to the rest."""

from pathlib import Path

import pytest
from reading.accounts import body, lost_lines, read, said, without_spans

from publish.model import Article, CodeBlock, Figure, Heading, Image, List, Paragraph, Span, Table
from publish.shorthand import bullets, em, h, img, inlines, link, p, quote, strong
from publish.walk import iter_images, plain_text

PAGES = Path(__file__).parent / "pages"
SENTENCE = "雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好，只好都试一遍。"


def page(name: str) -> Article:
    return read((PAGES / name).read_bytes(), name)


def rules(article: Article) -> set[str]:
    return {removal.rule for removal in article.provenance.removals}


# Official accounts ---------------------------------------------------------------------------------


def test_an_official_account_s_page() -> None:
    article = page("official_account.html")
    assert (article.title, article.authors, article.source) == ("运河边的修缮队", ("沈知秋",), "水边")
    assert (article.date, article.lang, article.summary) == ("2024-03-04", "zh-Hans", "墙根的事")
    assert article.provenance.url == "https://mp.weixin.qq.com/s/abcDEF"
    assert article.cover == "https://mmbiz.example/cover/0?wx_fmt=jpeg"
    assert without_spans(article.body) == (
        p("雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好。"),
        p(Image("https://mmbiz.example/a/640?wx_fmt=png", "图片")),
        p(strong("一、墙根")),
        p("修缮队把瓦片一片片取下来编号，再换掉朽坏的椽子。"),
        p("最后照原样铺回去，", link("https://mp.weixin.qq.com/s/x", "见上一篇"), "。"),
        CodeBlock("瓦 = 1\n  椽 = 2", "python"),
        quote(p("水不等人。")),
        List(((p("编号"),), (p("铺设"), bullets("重铺")))),
    )


def test_every_block_of_a_page_has_its_lines() -> None:
    article = page("official_account.html")
    firsts = [block.span.first for block in article.body if block.span]
    assert firsts == [23, 25, 26, 27, 27, 29, 30, 31]
    assert article.body[0].span == Span(23, 24)


def test_what_is_not_seen_or_not_the_article_is_on_record() -> None:
    article = page("official_account.html")
    gone = [(removal.rule, removal.span) for removal in article.provenance.removals]
    assert gone == [
        ("outside-article", Span(1, 22)),
        ("hidden", Span(28, 28)),
        ("outside-article", Span(32, 41)),
    ]
    text = (PAGES / "official_account.html").read_text(encoding="utf-8")
    assert lost_lines(text, article) == []


def test_a_page_that_holds_its_text_in_a_script_alone() -> None:
    article = page("account_text.html")
    assert (article.title, article.source, article.date) == ("一段话", "水边", "2024-03-04")
    assert without_spans(article.body) == (
        p('雨下了三天，河水涨到了"第三级"石阶。'),
        p("船都不开了，各家都在门口看水。"),
    )
    assert {block.span for block in article.body} == {Span(9, 9)}


# News ----------------------------------------------------------------------------------------------


def test_a_news_page() -> None:
    article = page("news.html")
    assert (article.title, article.source) == ("Canal town repairs its roofs", "The Waterside")
    assert (article.authors, article.date, article.lang) == (("Ann Lee", "Bo Li"), "2024-03-04", "en-GB")
    assert (article.cover, article.summary) == ("https://news.example/lead.jpg", "Tile by tile.")
    assert article.provenance.url == "https://news.example/2024/03/roofs"
    kinds = [type(block) for block in article.body]
    assert kinds == [Heading, Paragraph, Figure, Paragraph, Paragraph, Heading, Paragraph, Table, Paragraph]
    figure, linking = article.body[2], article.body[4]
    assert without_spans((figure,)) == (
        Figure((p(img("/lead.jpg", "A roof")),), inlines("A roof, ", em("unfinished"))),
    )
    assert link("https://news.example/2024/old", "as before") in linking.content


def test_menus_share_bars_and_comments_are_no_part_of_it() -> None:
    article = page("news.html")
    text = plain_text(article.body)
    for words in (
        "Home",
        "cookies",
        "Share",
        "Copy link",
        "Another story",
        "Subscribe",
        "comment",
        "Copyright",
    ):
        assert words not in text
    assert {"page-furniture", "aside", "form", "outside-article"} <= rules(article)


# Content -------------------------------------------------------------------------------------------

LONG = "雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好，只好都试一遍。"


def test_the_article_is_where_the_running_text_is() -> None:
    menu = "<ul>" + "".join(f"<li><a href=/{n}>{LONG}</a></li>" for n in range(30)) + "</ul>"
    text = "".join(f"<div><p>{LONG}{n}</p></div>" for n in range(5))
    assert len(body(f"<body>{menu}<div><div>{text}</div></div><p>页脚</p></body>", "a.html")) == 5


def test_furniture_that_holds_most_of_the_text_is_none() -> None:
    text = "".join(f"<p>{LONG}{n}</p>" for n in range(5))
    assert len(body(f"<body><div class='sidebar widget'>{text}</div></body>", "a.html")) == 5


def test_a_page_that_lays_itself_out_with_tables() -> None:
    cell = "".join(f"<p>{LONG}{n}</p>" for n in range(5))
    menu = "<td><a href=/>首页</a></td>"
    assert len(body(f"<table><tr>{menu}<td>{cell}</td></tr></table>", "a.html")) == 5


def test_pictures_that_load_late_have_their_own_address() -> None:
    source = "<img src=spacer.gif data-original=a.png><img data-src=b.png><img src=c.png data-x=y>"
    article = read(f"<article><p>{LONG}{source}</p></article>", "a.html")
    assert [image.src for image in iter_images(article.body)] == ["a.png", "b.png", "c.png"]


@pytest.mark.parametrize("source", ["", "   ", "<", "<!-- x", "<html>", "\x00\x01", "<p>", "]]>", "<svg/>"])
def test_a_page_with_nothing_in_it_is_empty(source: str) -> None:
    article = read(source, "notes/雨.html")
    assert (article.title, article.provenance.kind) == ("雨", "empty")


def test_a_title_without_the_site_s_name() -> None:
    head = "<meta property=og:site_name content=水边网><title>雨季 - 水边网</title>"
    assert read(f"<html><head>{head}</head><p>{LONG}</p>", "a.html").title == "雨季"
    assert (
        read(f"<html><head><title>雨季 - 水边</title></head><p>{LONG}</p>", "a.html").title == "雨季 - 水边"
    )


def test_a_page_without_title_takes_its_heading_or_its_name() -> None:
    assert read(f"<h1>雨季</h1><p>{LONG}</p>", "a.html").title == "雨季"
    assert said(f"<p>{LONG}</p>", "a.html") == [("title-missing", 0)]


def test_json_ld_that_is_broken_or_nests_without_end_is_no_harm() -> None:
    for json in (
        "{",
        "[" * 100_000,
        '{"@type": "Article", "headline": 1, "author": [[["x"]]]}',
        "null",
        '"x"',
    ):
        page = f'<script type="application/ld+json">{json}</script><h1>雨</h1><p>{LONG}</p>'
        assert read(page, "a.html").title == "雨"


def test_blanks_that_a_paragraph_begins_with_are_its_indent_and_no_text() -> None:
    source = f"<p>\ufeff\u3000\u3000{SENTENCE}</p><p>&nbsp;&emsp;<b>\u3000{SENTENCE}</b></p>"
    article = read(f"<article>{source}</article>".encode(), "page.html")
    assert without_spans(article.body) == (p(SENTENCE), p(strong(SENTENCE)))


def test_headings_keep_their_level() -> None:
    assert body(f"<article><h1>一</h1><h3>三</h3><p>{LONG}</p></article>", "a.html")[:2] == (
        h(1, "一"),
        h(3, "三"),
    )


@pytest.mark.parametrize("end", ["</html>", "</body>", "</BODY >\n</HTML>"])
def test_the_end_of_the_page_in_its_middle_ends_nothing(end: str) -> None:
    """A page put together of a head and a text, of which each is a whole file."""
    source = f"<html><body><div>菜单</div>{end}\n<!-- 正文 -->\n<p>{SENTENCE}</p></body></html>"
    article = read(source, "a.html")
    assert SENTENCE in plain_text(article.body)
    assert lost_lines(source, article) == []


def test_the_end_of_the_page_in_a_script_or_comment_stays_there() -> None:
    data = '<script type="application/ld+json">{"@type": "Article", "headline": "a</body>b"}</script>'
    article = read(f"<head>{data}</head><!-- </html> --><p>{SENTENCE}</p></body></html>", "a.html")
    assert article.title == "a</body>b"
    assert plain_text(article.body) == SENTENCE
