"""Which part of a page is the article, in pages of any language, and what is left out inside of it."""

import pytest
from reading.accounts import body, read

from publish.model import Article, Figure
from publish.walk import iter_images, plain_text

LONG = "雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好，只好都试一遍。"
TEXT = "".join(f"<p>{LONG}{n}</p>" for n in range(6))


def page(inside: str) -> Article:
    return read(f"<html><body>{inside}</body></html>", "a.html")


def words(inside: str) -> str:
    return plain_text(page(inside).body)


def rules(article: Article) -> set[str]:
    return {removal.rule for removal in article.provenance.removals}


# The whole of it -----------------------------------------------------------------------------------


def test_an_article_in_several_boxes_of_a_kind_is_whole() -> None:
    boxes = f"<div class=part>{TEXT}</div><div class=part><p>{LONG}</p><p>{LONG}末</p></div>"
    assert words(f"<div><div>{boxes}</div></div>").endswith("末")


def test_paragraphs_beside_the_box_of_most_of_the_text_belong_to_it() -> None:
    inside = f"<div><p>{LONG}首</p><p>{LONG}二</p><div class=rest>{TEXT}</div></div>"
    assert words(inside).startswith(f"{LONG}首")


def test_the_introduction_above_the_text_belongs_to_it() -> None:
    inside = f"<div><div class='story__perex'>{LONG}引</div><div class=article-body>{TEXT}</div></div>"
    assert words(inside).startswith(f"{LONG}引")


def test_what_calls_itself_the_text_is_believed() -> None:
    other = "".join(f"<p>{LONG}外{n}</p>" for n in range(5))
    inside = (
        f"<div><div class='article__content'>{TEXT}</div><div class=wire><div>{other}</div></div></div>"
    )
    assert "外" not in words(inside)


def test_boxes_of_the_layout_are_no_kin() -> None:
    wrapped = f"<div class=container>{TEXT}</div><div class=container><p>{LONG}外</p><p>{LONG}外</p></div>"
    assert "外" not in words(f"<div>{wrapped}</div>")


# Furniture in any language -------------------------------------------------------------------------

CARD = "<li class=item><h3><a href=/{n}>{title}</a></h3><p>{teaser}</p><time>1月3日</time></li>"


@pytest.mark.parametrize(
    ("heading", "title", "teaser"),
    [
        ("社会の新着", "南の島で雪が降った日のこと", "１３日夜、南の島で雪が降った。"),
        ("많이 본 뉴스", "운하 마을의 지붕을 고치다", "비가 오기 전에 지붕을 고친다."),
        ("اقرأ أيضا", "سكان القرية يصلحون الأسقف", "قبل موسم المطر بأيام"),
        ("כתבות נוספות", "תושבי הכפר מתקנים את הגגות", "לפני עונת הגשמים"),
        ("Читайте также", "Жители чинят крыши у канала", "Перед сезоном дождей"),
        ("Mehr zum Thema", "Die Dächer am Kanal werden geflickt", "Vor der Regenzeit"),
        ("À lire aussi", "Les toits du canal sont réparés", "Avant la saison des pluies"),
    ],
)
def test_rows_of_cards_are_left_out_with_their_heading(heading: str, title: str, teaser: str) -> None:
    cards = "".join(CARD.format(n=n, title=title, teaser=teaser) for n in range(4))
    article = page(f"<div class=text>{TEXT}<div class=c1><h2>{heading}</h2><ul>{cards}</ul></div></div>")
    assert plain_text(article.body) == words(f"<div>{TEXT}</div>")
    assert "cards" in rules(article)


def test_a_list_of_products_that_is_the_article_stays() -> None:
    items = "".join(CARD.format(n=n, title=f"第{n}号瓦片的来历", teaser=LONG) for n in range(9))
    assert words(f"<article><p>{LONG}</p><ul>{items}</ul></article>").count("来历") == 9


def test_a_list_of_finds_on_other_sites_stays() -> None:
    card = CARD.replace("href=/", "href=https://other{n}.example/")
    items = "".join(card.format(n=n, title=f"别处的文章{n}号", teaser="值得一读") for n in range(4))
    head = "<link rel=canonical href=https://own.example/a>"
    article = read(f"<head>{head}</head><article>{TEXT}<ul>{items}</ul></article>", "a.html")
    assert "别处的文章3号" in plain_text(article.body)


def test_a_list_of_links_to_sources_stays() -> None:
    sources = "".join(f"<li><a href=https://s.example/{n}>来源{n}</a></li>" for n in range(5))
    assert "来源4" in words(f"<article>{TEXT}<h2>参考资料</h2><ul>{sources}</ul></article>")


@pytest.mark.parametrize(
    "names",
    [
        *(
            "class=share-bar",
            "class='article_related'",
            "id=related1",
            "class=more-articles",
            "role=tooltip",
        ),
        *("class='c js-tooltip-content'", "data-component=newsletter-signup", "class=cookie-consent"),
        *(
            "class=fb-comments",
            "id=disqus_thread",
            "class='ai-summary'",
            "class=werbung",
            "class=xiangguan",
        ),
        "itemscope itemtype=https://schema.org/WPSideBar",
    ],
)
def test_boxes_named_as_furniture_are_left_out(names: str) -> None:
    article = page(f"<article>{TEXT}<div {names}><p>{LONG}杂</p></div><p>{LONG}末</p></article>")
    assert "杂" not in plain_text(article.body)
    assert "page-furniture" in rules(article)


@pytest.mark.parametrize(
    "names",
    [
        *(
            "class=elementor-widget",
            "class=overflow-hidden",
            "class='hidden md:block'",
            "class=lead-banner",
        ),
        *("class='sharing-economy-and-its-critics'", "class=commentary", "class=print-only-not"),
    ],
)
def test_words_of_layouts_and_headings_are_no_reason(names: str) -> None:
    assert "杂" in words(f"<article>{TEXT}<div {names}><p>{LONG}杂</p><p>{LONG}</p></div></article>")


@pytest.mark.parametrize(
    "part",
    [
        "<h2 id=related-work>Related work</h2><p>杂</p>",
        "<section id=related-work><h2>Related work</h2><p>杂</p></section>",
        "<section id=newsletter><h3>Newsletter</h3><p>杂</p></section>",
    ],
)
def test_a_section_that_is_named_after_its_heading_is_text(part: str) -> None:
    found = words(f"<article>{TEXT}{part}</article>")
    assert "杂" in found
    assert found.lower().splitlines()[-2] in {"related work", "newsletter"}


def test_the_buttons_of_a_player_are_left_out_and_its_words_are_not() -> None:
    player = "<div class=controls><span>1 / 12</span><span>全屏</span></div>"
    found = words(f"<article>{TEXT}{player}<div class=player><p>{LONG}{LONG}放</p></div></article>")
    assert "全屏" not in found
    assert "放" in found


def test_the_house_rules_before_comments_go_with_them() -> None:
    sentence = "Please read <a href=/r>our rules</a> before you comment here."
    rules_box = f"<div style='padding:1px'><p>{sentence}</p></div>"
    article = page(f"<div class=t>{TEXT}{rules_box}<div class=fb-comments></div></div>")
    assert "rules" not in plain_text(article.body)
    assert "comments" in rules(article)


def test_the_author_s_box_before_comments_stays() -> None:
    box = "<div class=bio><p>沈知秋，修缮队的老师傅，写过许多关于屋顶与雨水的文章，住在河边。</p></div>"
    assert "沈知秋" in words(f"<div class=t>{TEXT}{box}<div class=comments></div></div>")


def test_a_long_list_of_choices_is_never_text() -> None:
    countries = "".join(f"<option>Country number {n}</option>" for n in range(200))
    assert "Country" not in words(f"<div><p>{LONG}</p><select>{countries}</select></div>")


# Beside the text -----------------------------------------------------------------------------------


def test_the_author_of_a_quotation_and_boxes_of_notes_stay() -> None:
    quote = "<blockquote><p>水不等人。</p><footer>老师傅</footer></blockquote>"
    note = "<aside class='callout tip'><p>先量再锯。</p></aside>"
    found = words(f"<article>{TEXT}{quote}{note}<aside>别处</aside></article>")
    assert "老师傅" in found
    assert "先量再锯" in found
    assert "别处" not in found


@pytest.mark.parametrize(
    "hidden",
    [
        *("hidden", "style='display: none'", "class=sr-only", "class='blind'", "class='btn hidden'"),
        "class='x visually-hidden'",
    ],
)
def test_what_the_page_does_not_show(hidden: str) -> None:
    article = page(f"<article>{TEXT}<div {hidden}>看不见</div></article>")
    assert "看不见" not in plain_text(article.body)
    assert "hidden" in rules(article)


def test_a_text_that_is_shown_once_a_script_has_run() -> None:
    assert LONG in words(f"<div class=article-body style='visibility:hidden'>{TEXT}</div>")


def test_scripts_in_the_text_leave_its_lines_in_place() -> None:
    script = "<script>\nvar a = '<p>';\n" + "x = 1;\n" * 60 + "</script>"
    source = f"<article>\n<p>{LONG}</p>\n{script}\n<p>{LONG}末</p></article>"
    article = read(source, "a.html")
    first, last = article.body
    assert (first.span.first, last.span.first) == (2, 66)  # type: ignore[union-attr]
    assert [removal.rule for removal in article.provenance.removals if removal.span.first == 3] == [
        "script"
    ]


def test_a_comment_with_half_a_script_in_it_hides_nothing() -> None:
    source = f"<article><!-- <script> --><p>{LONG}</p>{TEXT}<script>{'x' * 500}</script></article>"
    assert len(body(source, "a.html")) == 7


def test_what_plays_is_on_record() -> None:
    frame = "<iframe src=https://video.example/embed/x></iframe>"
    profile = "<mp-common-profile data-nickname=水边></mp-common-profile>"
    article = page(f"<article>{TEXT}{frame}{profile}</article>")
    embedded = [gone.excerpt for gone in article.provenance.removals if gone.rule == "embedded"]
    assert embedded == ["https://video.example/embed/x", "水边"]


# After the text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        "<div class=pagedate>Created <time pubdate datetime=2024-03-04>4. März 2024</time></div>",
        "<p class=entry-meta><time datetime=2024-03-04>2024年3月4日 08:00</time> 发布</p>",
        "<div><span>Posted <time itemprop=datePublished>4 March 2024</time></span></div>",
    ],
)
def test_a_row_after_the_text_that_says_when_it_was_made(row: str) -> None:
    article = page(f"<article>{TEXT}{row}</article>")
    assert plain_text(article.body) == words(f"<article>{TEXT}</article>")
    assert "page-furniture" in rules(article)


@pytest.mark.parametrize(
    "inside",
    [
        f"{TEXT}<div class=meta><time pubdate>2024年3月4日</time></div><p>{LONG}</p>",
        f"{TEXT}<p>河边，<time>2024年3月4日</time></p>",
        f"{TEXT}<p class=date>The works on the canal were finished on <time pubdate>4 March</time>.</p>",
    ],
)
def test_a_day_in_or_under_the_text_is_of_it(inside: str) -> None:
    assert "March" in words(f"<article>{inside}</article>") or "3月4日" in words(
        f"<article>{inside}</article>"
    )


def test_the_other_articles_of_a_category_are_left_out() -> None:
    table = "<table><tr><td><a href=/1>另一篇</a></td><td>2019.06.20</td></tr></table>"
    box = f"<div class='another_category another_category_color_gray'><h4>更多</h4>{table}</div>"
    assert "另一篇" not in words(f"<div class=t>{TEXT}{box}</div>")


# The picture at the heading ------------------------------------------------------------------------

WIDE = "<img src=/photos/canal.jpg width=942 height=222>"


def leads(above: str, inside: str = TEXT) -> list[str]:
    article = page(
        f"<div class=all><div class=menu><a href=/>首页</a></div>{above}<div>{inside}</div></div>"
    )
    return [image.src for image in iter_images(article.body)]


@pytest.mark.parametrize(
    ("above", "inside"),
    [
        (f"<div class=box>{WIDE}</div>", f"<h3>雨季的屋顶</h3>{TEXT}"),
        (f"<h1>雨季的屋顶</h1><div>{WIDE}</div>", TEXT),
        (f"<h1>雨季的屋顶</h1><p>顾南 2024-03-04</p><div>{WIDE}</div><p>分享</p>", TEXT),
        (f"<figure>{WIDE}</figure><h1>雨季的屋顶</h1>", TEXT),
        (f"<header><h1>雨季的屋顶</h1><figure>{WIDE}</figure></header>", TEXT),
        (f"<h1>雨季的屋顶</h1><div>{WIDE}<noscript>{WIDE}</noscript></div>", TEXT),
    ],
)
def test_a_picture_at_the_heading_is_of_the_article(above: str, inside: str) -> None:
    assert leads(above, inside) == ["/photos/canal.jpg"]


@pytest.mark.parametrize(
    ("above", "inside"),
    [
        ("<h1>雨</h1><div><a href=/other><img src=/photos/canal.jpg></a></div>", TEXT),
        ("<h1>雨</h1><div class=author><img src=/photos/gu.jpg></div>", TEXT),
        ("<h1>雨</h1><div><img src=/site-logo.png></div>", TEXT),
        ("<h1>雨</h1><div><img src=/photos/a.jpg width=60></div>", TEXT),
        ("<div><img src=/photos/a.jpg></div><h1>雨</h1>", TEXT),
        (f"<div>{WIDE}</div><p>{LONG}别的一篇</p><h1>雨</h1><p>顾南</p>", TEXT),
        (f"<div>{WIDE}</div>", TEXT),
        (f"<h1>雨</h1><div>{WIDE}{WIDE.replace('canal', 'roof')}</div>", TEXT),
    ],
)
def test_links_signs_and_galleries_are_no_such_picture(above: str, inside: str) -> None:
    assert leads(above, inside) == []


def test_a_picture_at_the_heading_has_its_caption_and_stands_once() -> None:
    figure = f"<figure>{WIDE}<figcaption>运河。摄影：顾南</figcaption></figure>"
    article = page(f"<div><h1>雨季的屋顶</h1>{figure}<div class=t>{TEXT}</div></div>")
    assert isinstance(article.body[0], Figure)
    assert plain_text(article.body[0].caption) == "运河。摄影：顾南"
    assert leads(f"<h1>雨</h1>{figure}", f"{WIDE}{TEXT}") == ["/photos/canal.jpg"]
