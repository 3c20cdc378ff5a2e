"""Captures that are no article, by what platforms show in its place."""

import pytest
from reading.accounts import read

from publish.model import Article, CaptureKind
from publish.reading import kind_of

FRONT = "---\ntitle: 雨季\nurl: https://mp.weixin.qq.com/s?x\n---\n\n# 雨季\n\n"
TOOLBAR = "\n\n：\n，\n。\n\n视频\n小程序\n赞\n，轻点两下取消赞\n在看\n，轻点两下取消在看\n"
LONG = "修缮队把瓦片一片片取下来编号，再换掉朽坏的椽子，最后照原样铺回去。" * 20


def kind(source: str, path: str = "a.md") -> str:
    return read(source, path).provenance.kind


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        ("", "empty"),
        ("![cover_image](a.png)", "empty"),
        ("## 环境异常\n\n当前环境异常，完成验证后即可继续访问。\n\n去验证", "captcha"),
        ("您的访问过于频繁，请稍后再试", "captcha"),
        ("Checking your browser before accessing the site", "captcha"),
        ("该内容已被发布者删除\n\n[微信公众平台运营中心](https://mp.weixin.qq.com/x)", "deleted"),
        ("抱歉，您访问的页面不存在", "deleted"),
        ("该链接已过期", "deleted"),
        ("404 Not Found", "deleted"),
        (
            "此内容因违规无法查看\n\n由用户投诉并经平台审核，涉嫌违反相关法律法规和政策，查看详细内容",
            "blocked",
        ),
        ("此帐号已被屏蔽，内容无法查看", "blocked"),
        ("接相关投诉，此内容违反《互联网用户公众账号信息服务管理规定》，查看详情", "blocked"),
        ("请先登录\n\n登录后即可查看全部回答", "blocked"),
        ("Sina Visitor System", "blocked"),
        ("Redirect\n\n[Click here](https://canal.example/new) to be redirected.", "empty"),
        ("Redirecting…\n\nClick here if you are not redirected.", "empty"),
        ("![](a.png)\n\n![作者头像](a.png)", "empty"),
        ("Sorry, you have been blocked", "blocked"),
        ("You need to enable JavaScript to run this app.", "blocked"),
        ("Attention Required! | Cloudflare", "captcha"),
        (
            "该公众号已迁移\n\n该公众号已迁移至新的账号，原账号已回收。若需访问原文章链接，请点击下方按钮。",
            "migrated",
        ),
    ],
)
def test_what_a_platform_shows_in_an_article_s_place(notice: str, expected: CaptureKind) -> None:
    article = read(FRONT + notice + TOOLBAR)
    assert article.provenance.kind == expected
    assert article.provenance.reason


@pytest.mark.parametrize(
    "text",
    [
        "短短一句。",
        "![](a.png)",
        LONG + "\n\n环境异常的时候，去验证就是。",
        LONG + "\n\n此内容因违规无法查看",
        "这一篇讲账号已迁移以后怎么办。" + LONG,
        LONG + "\n\n有的网站要人关注博主即可阅读全文，" + LONG,
        "说到一半……",
        "他说：“等等...”\n\n我没有等...\n\n于是走了。",
    ],
)
def test_what_is_an_article(text: str) -> None:
    article = read(FRONT + text + TOOLBAR)
    assert (article.provenance.kind, article.provenance.reason) == ("article", "")


@pytest.mark.parametrize(
    "end",
    [
        *("再换掉朽坏的椽...", "![](https://mmbiz.example/sz_mmbiz_png/KQ7X2c...", "```\nvar a = {b..."),
        *(
            "- 一\n- 二三...",
            "| a | b |\n|---|---|\n| c | https://a.exa...",
            "[上一篇](https://a.example/s?x...",
        ),
    ],
)
def test_what_breaks_off_was_cut(end: str) -> None:
    article = read(FRONT + LONG + "\n\n" + end)
    assert article.provenance.kind == "truncated"
    assert article.provenance.reason


@pytest.mark.parametrize(
    "wall",
    [
        "关注博主即可阅读全文",
        "最低0.47元/天 解锁文章",
        "剩余60%的内容",
        "This post is for paid subscribers",
        "The author made this story available to Medium members only.",
        "続きを読むには会員登録が必要です。",
    ],
)
def test_what_stands_above_a_wall_is_not_all(wall: str) -> None:
    article = read(FRONT + LONG + "\n\n" + wall + "\n\n相关文章")
    assert article.provenance.kind == "truncated"
    assert "members" in article.provenance.reason


def test_who_reached_the_platform_s_tail_is_whole() -> None:
    assert (
        kind(FRONT + LONG + "\n\n预览时标签不可点\n\n微信扫一扫\n关注该公众号\n\n![](https://mmb...")
        == "article"
    )


def test_an_author_who_ends_in_three_dots_is_not_cut() -> None:
    assert kind("# 雨\n\n未完待续...") == "article"
    assert kind("# 雨\n\n未完待续...\n\n" + LONG) == "article"


def test_a_page_of_a_platform() -> None:
    notice = "<h2>环境异常</h2><p>完成验证后即可继续访问</p>"
    assert kind(f"<title>验证</title><body><div class=weui-msg>{notice}</div>", "a.html") == "captcha"


def test_the_title_counts_where_there_is_nothing_else() -> None:
    assert kind_of(Article("该内容已被发布者删除", ())) == ("deleted", "the article was deleted")


MENU = "".join(f"* [Damp walls, part {number}](https://canal.example/{number})\n" for number in range(12))


def test_a_page_of_nothing_but_links_is_no_article() -> None:
    page = "[![Canal](logo.png)](https://canal.example/)\n\n* [News](#news)\n\n  + Latest\n\n" + MENU
    article = read(FRONT + page)
    assert article.provenance.kind == "empty"
    assert "menu" in article.provenance.reason


@pytest.mark.parametrize(
    "beside",
    [
        "What we have written about damp walls so far.",
        "![](a.png)",
        "## Three years of damp",
        "* The first part, on how salt climbs a hand's breadth a year, is [here](https://canal.example/1)",
    ],
)
def test_links_with_anything_beside_them_are_an_article(beside: str) -> None:
    assert kind(FRONT + beside + "\n\n" + MENU) == "article"


def test_an_account_and_its_picture_are_no_article() -> None:
    front = FRONT.replace("url:", "source: 城南手记\nurl:")
    account = "城南手记\n\n轻触阅读原文\n\n![](b.png)\n\n城南手记\n\n![作者头像](b.png)"
    assert kind(front + account + TOOLBAR) == "empty"
    assert kind(front + account + "\n\n![](c.png)" + TOOLBAR) == "article"
