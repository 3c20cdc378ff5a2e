"""Fields at the top of a capture: strings only, bounded, and read line by line where they are no YAML."""

import pytest

from publish.diagnostics import Report
from publish.model import Capture
from publish.reading.frontmatter import FrontMatter, read_front_matter


def front(text: str, report: Report | None = None) -> FrontMatter:
    return read_front_matter(Capture("a.md", text), report or Report())


def values(text: str) -> dict[str, tuple[str, ...]]:
    return {key: field.values for key, field in front(text).fields.items()}


def complaints(text: str) -> list[tuple[str, str]]:
    report = Report()
    front(text, report)
    return [(str(one.code), one.where) for one in report.diagnostics]


def test_values_are_strings_and_nothing_else() -> None:
    text = (
        "---\ntitle: 2024-11-20\nyes: yes\nn: 1.50\nurl: null\ntilde: ~\nempty:\nquoted: 'null'\n---\n正文"
    )
    assert values(text) == {
        "title": ("2024-11-20",),
        "yes": ("yes",),
        "n": ("1.50",),
        "url": (),
        "tilde": (),
        "empty": (),
        "quoted": ("null",),
    }
    assert front(text).lines == 9


def test_lists_are_rows_of_strings() -> None:
    text = (
        "---\nauthor:\n  - 沈知秋\n  - '[[顾南]]'\ntags: [水, [墙, 瓦]]\nmap: {a: 1, b: [c, {d: e}]}\n---\n"
    )
    assert values(text) == {
        "author": ("沈知秋", "[[顾南]]"),
        "tags": ("水", "墙", "瓦"),
        "map": ("a: 1", "b: c", "b: d: e"),
    }


def test_keys_are_alike_however_they_are_spelled() -> None:
    assert list(values("---\nFetch Date: 1\nsource-url: 2\n原文链接: 3\n---\n")) == [
        "fetch_date",
        "source_url",
        "原文链接",
    ]


def test_values_may_take_several_lines() -> None:
    folded = "---\nsummary: >-\n  第一行\n  second line\ntitle: 运河\n  人家\n---\n"
    assert values(folded) == {"summary": ("第一行 second line",), "title": ("运河 人家",)}


def test_each_field_knows_its_line() -> None:
    fields = front("\n---\ntitle: 雨\n\ndate: x\n---\n").fields
    assert {key: field.line for key, field in fields.items()} == {"title": 3, "date": 5}


def test_a_title_with_colons_and_quotes_is_recovered_as_it_stands() -> None:
    text = '---\ntitle: 聚焦: 乌镇: "峰会" | 观察\nsource: 某: 报\ndate: "2024-11-20"\n---\n'
    assert values(text) == {
        "title": ('聚焦: 乌镇: "峰会" | 观察',),
        "source": ("某: 报",),
        "date": ("2024-11-20",),
    }
    assert complaints(text) == [("frontmatter-invalid", "a.md:2")]


def test_line_by_line_lists_and_continued_lines_are_kept() -> None:
    text = "---\ntitle: a: b\ntags:\n  - 水\n  - 墙\nsummary: 第一行\n  第二行\nempty: null\n---\n"
    assert values(text) == {
        "title": ("a: b",),
        "tags": ("水", "墙"),
        "summary": ("第一行 第二行",),
        "empty": (),
    }


@pytest.mark.parametrize(
    "value",
    [
        '!!python/object/apply:os.system ["echo"]',
        "&anchor x",
        "*alias",
        "!tag x",
        "{unclosed",
        "- a\n - b",
        "@x",
    ],
)
def test_what_is_more_than_plain_yaml_is_text(value: str) -> None:
    text = f"---\ntitle: {value}\ndate: 2024-01-01\n---\n正文"
    assert values(text)["date"] == ("2024-01-01",)
    assert values(text)["title"]
    assert len(complaints(text)) == 1


def test_escapes_that_are_no_characters_become_some() -> None:
    text = '---\ntitle: "坏\\uD83D代理"\nsource: "a\\0b\\x1bc"\n---\n'
    assert values(text) == {"title": ("坏\ufffd代理",), "source": ("abc",)}


def test_front_matter_never_closed_keeps_the_body() -> None:
    text = "---\ntitle: 没有结束\nsource: 水边\n\n正文: 不是字段。\n"
    assert values(text) == {"title": ("没有结束",), "source": ("水边",)}
    assert front(text).lines == 3
    assert complaints(text) == [("frontmatter-invalid", "a.md:1")]


@pytest.mark.parametrize(
    "text", ["正文", "", "---", "---\n", "---\n一句话。\n---\n又一句。", "--- x\na: b\n---\n", "- a"]
)
def test_a_rule_at_the_start_is_no_front_matter(text: str) -> None:
    assert front(text) == FrontMatter()


def test_an_empty_front_matter_is_one() -> None:
    assert front("---\n---\n正文") == FrontMatter({}, 2)
    assert front("---\ntitle: a\n...\n正文").lines == 3


def test_the_first_value_of_a_key_that_says_something_counts() -> None:
    assert values("---\ntitle:\nTitle: 一\ntitle: 二\n---\n") == {"title": ("一",)}


def test_it_is_bounded() -> None:
    assert front("---\na: b\n" + "c: d\n" * 1000 + "---\n").fields.keys() <= {"a", "c"}
    assert values("---\n" + "a: " + "[" * 5000 + "\n---\n")
    assert values("---\na: " + "{b: " * 5000 + "\n---\n")
