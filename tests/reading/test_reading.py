"""Reading a file: by which reader, and what every Article has whatever it was read by."""

from hashlib import sha256
from pathlib import Path

import pytest
from reading.accounts import PLUGINS, read

from publish.diagnostics import Report
from publish.errors import PluginError, ReadError
from publish.model import Capture, Removal, Span
from publish.plugins import Plugins
from publish.reading import read_capture, read_file
from publish.walk import plain_text

PLUGIN = """
from publish import Article, reader
from publish.model import Paragraph, Span, Text

@reader("lines", suffixes=[".lines", ".md"])
def read_lines(capture, report):
    first, *rest = capture.text.split("\\n")
    if first == "break":
        raise ValueError("no good")
    lines = enumerate(rest[1:], 3)
    return Article(first, tuple(Paragraph((Text(line),), span=Span(n, n)) for n, line in lines))
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "# 雨\n\n<p>正文</p>", "雨"),
        ("a.MARKDOWN", "# 雨", "雨"),
        ("a.txt", "# 雨", "雨"),
        ("a.html", "<h1>雨</h1><p># 正文</p>", "雨"),
        ("a.HTM", "<title>雨</title>", "雨"),
        ("a", "<!DOCTYPE html><title>雨</title>", "雨"),
        ("a.page", "\n<html><body><h1>雨</h1></body></html>", "雨"),
        ("a.unknown", "# 雨", "雨"),
        ("雨", "正文", "雨"),
    ],
)
def test_the_reader_is_that_of_the_suffix_or_the_looks(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    assert read_file(written(tmp_path, name, text), PLUGINS, Report()).title == title


def test_an_article_knows_where_it_comes_from(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.md", "---\ntitle: 雨\nurl: https://a.example/\nfetch_date: 2025-10-06\n---\n\n正文"
    )
    provenance = read_file(path, PLUGINS, Report()).provenance
    assert (provenance.path, provenance.sha256) == (str(path), sha256(path.read_bytes()).hexdigest())
    assert (provenance.url, provenance.captured) == ("https://a.example/", "2025-10-06")
    assert (provenance.kind, provenance.reason) == ("article", "")
    assert provenance.removals == (Removal("front-matter", Span(1, 5), "---"),)


def test_a_file_that_is_not_there_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_file(tmp_path / "nothing.md", PLUGINS, Report())


def test_a_project_s_reader_wins_and_its_lines_are_accounted_for(tmp_path: Path) -> None:
    plugins = Plugins([written(tmp_path, "lines.py", PLUGIN)])
    for name in ("a.lines", "a.md"):
        article = read_file(
            written(tmp_path, name, "雨\n丢了的一行\n正文一\n\n正文\u202e二"), plugins, Report()
        )
        assert (article.title, plain_text(article.body)) == ("雨", "正文一\n正文二")
        assert article.lang == "zh-Hans"
        assert [gone.span for gone in article.provenance.removals] == [Span(1, 2)]
    assert read_file(written(tmp_path, "a.html", "<h1>雪</h1>"), plugins, Report()).title == "雪"


def test_a_foreign_reader_that_fails_says_so(tmp_path: Path) -> None:
    plugins = Plugins([written(tmp_path, "lines.py", PLUGIN)])
    with pytest.raises(PluginError, match="“lines” failed: ValueError: no good") as error:
        read_file(written(tmp_path, "a.lines", "break"), plugins, Report())
    assert error.value.where.endswith("a.lines")


def test_reading_twice_gives_the_same() -> None:
    capture = Capture("a.md", "甲[^1]\n\n[^1]: 注\n\n<b>乙</b>\n\n[r]: x\n", "0" * 64)
    assert read_capture(capture, PLUGINS, Report()) == read_capture(capture, PLUGINS, Report())


def test_a_heading_of_level_one_stays_one_until_cleaning() -> None:
    assert [getattr(block, "level", 0) for block in read("# 一\n\n# 一\n\n## 二").body] == [1, 1, 2]
