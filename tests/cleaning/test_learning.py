"""Learning what an account repeats: at its borders, with evidence, never a credit or standard subhead."""

import pytest
from cleaning.small_accounts import STORIES, account, captured, knowing, learned_from, lines_of

from publish.cleaning import clean
from publish.cleaning.accounts import Line, Picture
from publish.cleaning.learning import BORDER_RULES
from publish.cleaning.learning_forms import form_of_picture
from publish.cleaning.order import RULES
from publish.walk import plain_text

SLOGAN = "愿每一扇旧窗都有人修"
ABOUT = "运河人家是一群修屋人的笔记，记录老屋与手艺，每周二和周五各一篇。"


def test_a_line_after_most_articles_is_learned_with_its_evidence() -> None:
    articles = account(after=SLOGAN, stories=STORIES[:6]) + account(stories=STORIES[6:])
    found = learned_from(articles)["运河人家"]
    assert found.lines == (Line(text=SLOGAN, seen=6, of=8, where="last tenth"),)


def test_what_was_learned_goes_and_says_why() -> None:
    articles = account(after=SLOGAN)
    knowledge = knowing(articles)
    cleaned = clean(articles[0], knowledge=knowledge)
    (gone,) = [gone for gone in cleaned.provenance.removals if gone.rule == "learned"]
    assert (gone.excerpt, gone.why) == (SLOGAN, "in 8 of 8 articles of 运河人家, in the last tenth")
    assert plain_text(cleaned.body).split("\n") == list(STORIES[0][1:])


def test_a_whole_run_of_blocks_is_learned() -> None:
    run = f"**关于本号**\n\n{ABOUT}\n\n![](https://pictures.example/card.png)\n\n{SLOGAN}"
    found = learned_from(account(after=run))["运河人家"]
    assert {line.text for line in found.lines} == {"关于本号", ABOUT, SLOGAN}
    assert [picture.src for picture in found.pictures] == ["https://pictures.example/card.png"]


@pytest.mark.parametrize(
    "line",
    [
        "第{n}期到这里为止，下周再见于桥头",
        "运河手记 总第{n}号 2024年3月{n}日",
        "下一站《石桥{n}》，不见不散的老地方",
    ],
)
def test_numbers_dates_and_names_in_a_line_may_differ(line: str) -> None:
    (found,) = lines_of(account(after=line))
    assert found == line.replace("{n}", "101")
    articles = account(after=line)
    assert all(len(clean(article, knowledge=knowing(articles)).body) == 2 for article in articles)


def test_a_sentence_with_a_date_tells_of_that_day() -> None:
    assert lines_of(account(after="2024年3月{n}日，修屋队完成了这一户的验收并交还钥匙。")) == []


@pytest.mark.parametrize(
    "credit",
    [
        "（来源：水边日报）", "图片来源：水乡图库", "编辑：沈知秋", "*头图来源：水乡图库",
        "本文转载自水边日报", "责编 | 沈知秋 校对 | 顾南", "（原载《水边》月刊）",
        "（作者系水边大学教授）", "新华社水边分社供稿",
    ],
)  # fmt: skip
def test_credits_are_never_learned(credit: str) -> None:
    assert lines_of(account(after=credit)) == []
    assert lines_of(account(before=credit)) == []


@pytest.mark.parametrize(
    "line", ["谢谢大家！", "特此公告。", "水边市房屋修缮办公室", "（未完待续）", "以上。"]
)
def test_thanks_and_signatures_are_the_articles_own(line: str) -> None:
    assert lines_of(account(after=line)) == []


def test_what_is_listed_under_a_head_of_sources_is_never_learned() -> None:
    bio = "沈知秋，水边大学建筑系讲师，长年在运河沿岸做老屋测绘，著有测绘笔记三卷。"
    assert lines_of(account(after=f"作者简介：\n\n{bio}")) == []


def test_standard_subheads_are_safe() -> None:
    """A heading or bold line above text that differs heads that text, wherever it stands."""
    parts = ("影响范围", "修复建议", "参考资料")
    stories = [
        (title, "**事情经过**", first, *(f"**{part}**\n\n{title}的{part}，{second}" for part in parts))
        for title, first, second in STORIES
    ]
    assert lines_of(account(stories=stories)) == []


def test_what_stands_below_a_standard_subhead_is_its_text() -> None:
    """Advice that all articles end with, below a head under which others say something of their own."""
    advice = "目前已有修缮好的样板，建议各户尽快照样更换檐口的瓦片。"
    alike = [(*story, "**修缮建议**", advice) for story in STORIES[:5]]
    others = [
        (*story, "**修缮建议**", f"{story[0]}的檐口不必换，先看一个冬天再说。") for story in STORIES[5:]
    ]
    assert lines_of(account(stories=[*alike, *others])) == []


def test_code_is_the_authors_own() -> None:
    code = "```\nsudo apt install lantern\n```"
    assert lines_of(account(before=code, after=code)) == []
    assert lines_of(account(after="先运行 `lantern --light` 再往下看")) == []


def test_a_line_in_the_middle_is_never_learned() -> None:
    stories = [(title, first, SLOGAN, second) for title, first, second in STORIES]
    assert lines_of(account(stories=stories)) == []


def test_a_line_that_articles_also_say_themselves_is_not_learned() -> None:
    inside = [(title, first, SLOGAN, second) for title, first, second in STORIES[5:]]
    assert lines_of(account(after=SLOGAN, stories=STORIES[:5]) + account(stories=inside)) == []


def test_what_is_learned_goes_only_at_the_border() -> None:
    knowledge = knowing(account(after=SLOGAN))
    said = captured(("匾额", "他在匾上写了一句话：", SLOGAN, "字写得很慢，写完已经是黄昏。"))
    assert clean(said, knowledge=knowledge).body == clean(said).body


def test_fewer_than_four_articles_teach_nothing() -> None:
    assert lines_of(account(after=SLOGAN, stories=STORIES[:3])) == []
    assert lines_of(account(after=SLOGAN, stories=STORIES[:4])) == [SLOGAN]


def test_an_article_captured_twice_counts_once() -> None:
    twice = [captured(STORIES[0], after=SLOGAN, path=f"captures/{n}.md") for n in range(6)]
    assert lines_of(twice + account(stories=STORIES[1:])) == []


def test_an_advert_sent_again_under_another_title_counts_once() -> None:
    advert = (
        "老屋修缮课由三位匠人主讲，从识木讲到翻瓦，全部实地操作。",
        "第一讲在渡口边的旧仓库里开，来的人请自带手套和围裙。",
        "学完的人可以留下来，跟着修缮队再做满一个春天。",
    )
    again = [captured((f"开课{name}", *advert)) for name in ("啦", "通知", "最后一天")]
    assert lines_of(again + account()) == []


def test_accounts_do_not_teach_one_another() -> None:
    ours = account(after=SLOGAN, stories=STORIES[:4])
    theirs = account(after=SLOGAN, stories=STORIES[4:6], source="渡口来信")
    assert learned_from(ours + theirs).keys() == {"运河人家"}


def test_articles_without_a_source_are_told_apart_by_their_folders() -> None:
    articles = [
        captured(story, after=SLOGAN, source="", path=f"saved/{folder}/{story[0]}.md")
        for folder, stories in (("桥头", STORIES[:4]), ("桥尾", STORIES[4:7]))
        for story in stories
    ]
    assert learned_from(articles).keys() == {"桥头"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x/1.png?w=640", "http://a.example/x/1.png#card", True),
        (
            "https://mmbiz.qpic.cn/mmbiz_png/AbCdEfGh/640",
            "http://mmbiz.qpic.cn/sz_mmbiz_jpg/AbCdEfGh/0",
            True,
        ),
        ("https://a.example/x/1.png", "a.example/x/1.png", True),
        ("https://a.example/x/1.png", "https://b.example/x/1.png", False),
        ("../img/6f1ed002ab5595859014ebf0951522d9.png", "img/6f1ed002ab5595859014ebf0951522d9.jpg", True),
    ],
)
def test_forms_of_pictures(one: str, other: str, same: bool) -> None:
    assert form_of_picture(one)
    assert (form_of_picture(one) == form_of_picture(other)) is same


def test_pictures_are_the_same_wherever_they_are_served_from() -> None:
    name = "RiverBannerRiverBannerRiverBanner01"
    addresses = [
        f"https://mmbiz.qpic.cn/{kind}_png/{name}/640?wx_fmt=png&n={n}"
        for n, kind in enumerate(("mmbiz", "sz_mmbiz") * 4)
    ]
    articles = [
        captured(story, before=f"![]({address})") for story, address in zip(STORIES, addresses, strict=True)
    ]
    found = learned_from(articles)["运河人家"].pictures
    assert found == (Picture(src=addresses[0].partition("?")[0], seen=8, of=8, where="first tenth"),)


def test_pictures_beside_their_captures_are_told_apart() -> None:
    """images/1.png is another picture in each folder."""
    assert learned_from(account(before="![](images/1.png)")) == {}


def test_what_the_rules_took_elsewhere_counts_as_evidence() -> None:
    """In some articles the rules know the line by what stands around it; in the others it stands alone."""
    known = account(after=f"扫码关注我们\n\n{SLOGAN}\n\n点个在看", stories=STORIES[:6])
    assert all(len(clean(article).body) == 2 for article in known), "or this shows nothing"
    alone = account(after=SLOGAN, stories=STORIES[6:])
    (found,) = learned_from(known + alone)["运河人家"].lines
    assert (found.text, found.seen, found.of) == (SLOGAN, 8, 8)


def test_the_rules_that_count_as_evidence_are_rules() -> None:
    assert {rule.name for rule in RULES} >= BORDER_RULES


def test_captures_that_are_no_article_teach_nothing() -> None:
    page = "环境异常\n\n当前环境异常，完成验证后即可继续访问。\n\n去验证"
    failed = [captured((f"墙{n}", page)) for n in range(6)]
    assert {article.provenance.kind for article in failed} == {"captcha"}
    assert learned_from(failed) == {}


def test_what_was_learned_can_be_kept() -> None:
    articles = account(after=SLOGAN)
    kept = clean(articles[0], keep={"learned"}, knowledge=knowing(articles))
    assert kept.body == clean(articles[0]).body
