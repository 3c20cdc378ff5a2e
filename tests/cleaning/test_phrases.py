"""What the rules know of texts: folding, and the tables of sources/*.toml."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.cleaning.phrases import Family, Place, core, fold, phrases


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("关 注　我们！", "关注我们!"),
        ("今 日 推 荐", "今日推荐"),
        ("\u200b来源：\u200d新华网", "来源:新华网"),
        ("Follow\u00a0US", "followus"),
        ("1️⃣ 步骤", "1步骤"),
        ("", ""),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(folded) == folded


SIGNS = st.sampled_from("，：；！？（）ＡＺ Å\u0308\u0338\u00a8\u203e\ufdfa\u200b\u3164㎡①ﬁ好a")


@given(st.text(SIGNS | st.characters(exclude_categories=["Cs"])))
def test_folding_leaves_no_white_space_and_no_full_width_sign(text: str) -> None:
    assert not re.search(r"[\s\u00ad\u200b-\u200f\u3164\ufeff\uff01-\uff5e]", fold(text))


@given(st.text(st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E)))
def test_folding_normalizes_full_width_signs(text: str) -> None:
    assert fold(text) == unicodedata.normalize("NFKC", text).lower()


def test_the_core_of_a_line_has_no_signs_at_its_ends() -> None:
    assert core("—【theend】—") == "theend"
    assert core("👉扫码加入!") == "扫码加入"
    assert core("——") == "——"


@pytest.mark.parametrize(
    ("line", "place", "family"),
    [
        ("点击上方蓝字关注我们", "opening", "follow"),
        ("长按识别二维码，进入报名页", "ending", "scan"),
        ("邮发代号 82-000", "opening", "subscribe"),
        ("戳“阅读原文”看完整版", "ending", "read-more"),
        ("“点赞”“在看”，让更多人看到", "ending", "like-share"),
        ("快来加入我们的读者群吧！", "ending", "group"),
        ("往期精彩", "inside", "related"),
        ("未经授权，不得转载", "ending", "reprint"),
        ("— END —", "ending", "end-mark"),
        ("商务合作微信：abc", "ending", "contact"),
        ("《水边》杂志倾力推荐", "ending", "advert"),
        ("Share", "ending", "share"),
        ("続きを読むには会員登録が必要です。", "ending", "login"),
        ("© 2020 Canal notes. All rights reserved.", "ending", "copyright"),
        ("小水自动备份，仅供查阅学习", "opening", "archive"),
    ],
)
def test_prompts_by_family(line: str, place: Place, family: str) -> None:
    known = phrases()
    assert known.prompt(fold(line), place) is known.families[family]


@pytest.mark.parametrize(
    "line",
    [
        "他关注我们这条河已经二十年，每个月都来拍一组照片，从不间断。",
        "店主把二维码贴在门口，来往的客人扫码点单，队伍反而更长了。",
        "法院认定该公司未经许可使用照片构成侵权，须删除图片并公开道歉。",
        "第二天清早，报社收到三百多封来信。",
        "数据来源广泛",
        "What they shared was a wall.",
        "墙根",
    ],
)
def test_sentences_about_the_same_things_are_no_prompts(line: str) -> None:
    assert phrases().prompt(fold(line), "opening") is None
    assert phrases().prompt(fold(line), "ending") is None


@pytest.mark.parametrize(
    "line",
    [
        "（来源：新华网）", "作者 | 张三", "责编/李四", "*图片来源：视觉中国", "策划、撰文 / 王五",
        "本文转载自水边日报", "参考资料：", "References", "本文由论坛 ab 原创，转载请注明来自论坛",
        "摄影@赵六", "文字・写真：山田",
    ],
)  # fmt: skip
def test_credits(line: str) -> None:
    assert phrases().credits.is_credit(fold(line))


@pytest.mark.parametrize(
    "line", ["作者在河边住了四十年", "图书馆：旧楼", "文化是水做的", "来源于山的河", "编辑部的灯还亮着"]
)
def test_no_credits(line: str) -> None:
    assert not phrases().credits.is_credit(fold(line))


def test_platform_texts_are_told_from_words_by_their_company() -> None:
    platform = phrases().platform
    assert platform.texts_of(fold("视频 小程序 赞")) == ("视频", "小程序", "赞")
    assert not platform.is_certain(fold("视频 小程序 赞"))
    assert platform.is_certain(fold("赞 ，轻点两下取消赞 在看"))
    assert platform.texts_of(fold("赞美")) == ()


def test_every_pattern_is_written_folded() -> None:
    """A pattern with capitals, blanks or full-width signs would never match."""
    for name, family in phrases().families.items():
        for pattern in (*family.lines, *family.phrases):
            letters = re.sub(r"\\.", "", pattern)
            assert fold(letters) == letters, f"{name}: {pattern}"


def test_a_long_line_is_no_prompt() -> None:
    family = Family(where=("ending",), phrases=("扫码",), longest=5)
    assert family.matches("快来扫码", "快来扫码")
    assert not family.matches("快来扫码领取", "快来扫码领取")
