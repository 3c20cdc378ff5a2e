"""Who is named in what captures give as authors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.facts.names import account_in_path, author_names, split_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("文/沈知秋", ["沈知秋"]),
        ("沈知秋/文", ["沈知秋"]),
        ("作者：沈知秋 顾南", ["沈知秋", "顾南"]),
        ("作者 | 顾南", ["顾南"]),
        ("By Ann Lee and Bo Li", ["Ann Lee", "Bo Li"]),
        ("by Ann Lee, Bo Li & Cy Ray", ["Ann Lee", "Bo Li", "Cy Ray"]),
        ("[[沈知秋]]", ["沈知秋"]),
        ("[沈知秋](https://a.example/shen)", ["沈知秋"]),
        ("jane@a.example (Jane Roe)", ["Jane Roe"]),
        ("Jane Roe <jane@a.example>", ["Jane Roe"]),
        ("@gunan", ["gunan"]),
        ("沈知秋 @shen", ["沈知秋"]),
        ("沈知秋，江南大学教授", ["沈知秋"]),
        ("江南大学教授 沈知秋", ["沈知秋"]),
        ("沈知秋（江南大学教授）", ["沈知秋"]),
        ("本报记者 沈知秋", ["沈知秋"]),
        ("水边社记者沈知秋", ["沈知秋"]),
        ("구현우 기자", ["구현우"]),
        ("枌谷 力（56）", ["枌谷 力"]),
        ("顾南 | 水边", ["顾南"]),
        ("Ann Lee, Staff Writer", ["Ann Lee"]),
        ("Ann Lee, PhD", ["Ann Lee"]),
        ("J. R. R. Field", ["J. R. R. Field"]),
        ("Smith, John", ["Smith, John"]),
        ("By Ann Lee May 20, 2019", ["Ann Lee"]),
        ("顾南 2024-03-04", ["顾南"]),
        ("赵知远 文水生", ["赵知远", "文水生"]),
        ("水边研究所", ["水边研究所"]),
        ("vom Waldläufer", ["Waldläufer"]),
        ("Par Holm", ["Par Holm"]),
        ("بقلم: ليلى حداد", ["ليلى حداد"]),
        ("知秋新知答主已关注", ["知秋"]),
        ("太田 賢一／三枝 汐里", ["太田 賢一", "三枝 汐里"]),
        ("admin", []),
        ("佚名", []),
        ("原创", []),
        ("https://social.example/gunan", []),
        ("查看更多文章", []),
        ("写作十年，做过编辑。现在住在江边！", []),
    ],
)
def test_a_line_of_authors(line: str, names: list[str]) -> None:
    assert list(split_names(line)) == names


def test_a_list_ends_where_a_biography_begins() -> None:
    """Clippers take every link of the author's box, and of the boxes of other authors below it."""
    stated = [
        "水野葵",
        "水野葵 編集",
        "出版社で十年働いたあと独立。猫が好き。",
        "別の人（12）",
        "他の執筆者を見る",
    ]
    assert author_names(stated) == ("水野葵",)


def test_what_is_no_name_before_the_first_is_passed_over() -> None:
    assert author_names(["https://a.example/", "顾南"]) == ("顾南",)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_names_are_short_and_stated_once(values: list[str]) -> None:
    names = author_names(values)
    assert len(set(names)) == len(names)
    assert all(name == name.strip() and 0 < len(name) <= 60 for name in names)


def test_a_slash_inside_a_link_to_one_author_parts_nothing() -> None:
    assert author_names(["[[太田 賢一／Design]]"]) == ("太田 賢一／Design",)
    assert author_names(["太田 賢一／三枝 汐里"]) == ("太田 賢一", "三枝 汐里")


def test_the_account_in_the_address_of_an_archives_list() -> None:
    assert account_in_path("/gzh/WaterSide/") == "WaterSide"
    assert account_in_path("/list/%E6%B0%B4%E8%BE%B9") == "水边"
    assert account_in_path("/me/rain-on-the-canal-18c5807b4e1") == "", "an article's own name"
