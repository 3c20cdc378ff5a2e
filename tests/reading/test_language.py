"""The language of a text by its script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.accounts import read

from publish.reading.language import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今天的乌镇下了一场雨，石板路上没有什么人。", "zh-Hans"),
        ("今天的烏鎮下了一場雨，石板路上沒有什麼人。", "zh-Hant"),
        ("人山人海", "zh-Hans"),
        ("今日の烏鎮は雨でした。石畳の道には誰もいません。", "ja"),
        ("오늘 烏鎭에는 비가 내렸다.", "ko"),
        ("It rained in Wuzhen today, and there was nobody on the road to the bridge.", "en"),
        ("Es regnete heute in Wuzhen, und auf der Straße war niemand, der das sah.", "de"),
        ("Il pleut sur les toits et dans la ville, les pavés sont déserts pour une fois.", "fr"),
        ("هطل المطر اليوم", "ar"),
        ("ירד היום גשם", "he"),
        ("Сегодня шёл дождь", "ru"),
        ("หนังสือ", "th"),
        ("Kubernetes Docker API", "en"),
        ("GitHub 上的 Kubernetes 项目：用 Docker 部署 nginx 服务器的一些经验与教训", "zh-Hans"),
        ("Zażółć gęślą jaźń", "und"),
        ("123 — …", "und"),
        ("", "und"),
    ],
)
def test_a_language_is_told_by_its_script(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_what_the_capture_says_counts() -> None:
    assert read("---\ntitle: t\nlang: ja\n---\n\n雨").lang == "ja"
    assert read("---\ntitle: t\n---\n\n雨").lang == "zh-Hans"
    assert read("---\ntitle: 雨季的乌镇与运河\n---\n\n![](a.png)").lang == "zh-Hans"


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert guess_language(text)
