"""Every property of an article that is not empty has one origin, in a known place; no other has any."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.cleaning import clean
from publish.diagnostics import Report
from publish.facts.origins import FACTS, PLACES, fact
from publish.model import Article, Capture
from publish.plugins import Plugins
from publish.reading import read_capture, read_file

PLUGINS = Plugins()
LINES = st.sampled_from(
    (
        *(
            "---",
            "+++",
            "{",
            "}",
            "title: 雨",
            "title = '雨'",
            '"title": "雨"',
            "author: [[顾南]]",
            "date: 2024-03-04",
        ),
        *(
            "source: 水边",
            "lang: zh",
            "# 雨 | 水边",
            "# 2024-03-04 雨",
            "> 公众号: 水边",
            "> 发布时间: 2024-03-04",
            "",
        ),
        *(
            "原创 顾南  水边   2024-03-26 23:59",
            "作者：顾南",
            "来源：江声",
            "本文版权归「水边」所有。",
            "关注公众号「水边」",
        ),
        *(
            "以下文章来源于江声 ，作者顾南",
            "运河两岸的老房子大多是砖木结构，雨季一到，墙根就返潮。",
            "![cover_image](a.png)",
        ),
        *(
            "Title: 雨",
            "URL Source: https://a.example/2024/03/04/",
            "[返回列表](/gzh/水边)",
            "向上滑动看下一个",
        ),
    )
)


def assert_accounted_for(article: Article, path: str) -> None:
    fields = [origin.field for origin in article.provenance.origins]
    assert fields == [field for field in FACTS if fact(article, field)], path
    for origin in article.provenance.origins:
        assert origin.place in PLACES, path
        assert origin.line >= 0, path


@given(
    st.lists(LINES, max_size=14).map("\n".join),
    st.sampled_from(("a.md", "2024-03-04 雨.md", "水边/水边_雨.txt")),
)
@settings(max_examples=300)
def test_of_any_capture(text: str, path: str) -> None:
    article = read_capture(Capture(path, text), PLUGINS, Report())
    assert_accounted_for(article, path)
    assert_accounted_for(clean(article), path)


def test_of_the_private_captures(shared: Path) -> None:
    corpus = shared / "corpus"
    files = [
        corpus / "dev" / json.loads(path.read_text("utf-8"))["file"]
        for path in (corpus / "dev").glob("*.json")
    ]
    files += sorted((corpus / "archive").glob("*/*.md"))
    assert len(files) > 400
    for path in files:
        article = read_file(path, PLUGINS, Report())
        lines = path.read_bytes().count(b"\n") + 2
        assert_accounted_for(article, str(path))
        cleaned = clean(article)
        assert_accounted_for(cleaned, str(path))
        assert all(origin.line <= lines for origin in cleaned.provenance.origins), path
