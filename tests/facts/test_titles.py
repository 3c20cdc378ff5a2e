"""What stands in a title line beside the title."""

import pytest

from publish.facts.titles import from_file_name, without_date, without_site


@pytest.mark.parametrize(
    ("line", "title", "day"),
    [
        ("2022-11-06 - 雨天", "雨天", "2022-11-06"),
        ("2022-11-06 雨天", "雨天", "2022-11-06"),
        ("[2022-11-06] 雨天", "雨天", "2022-11-06"),
        ("20221106_雨天", "雨天", "2022-11-06"),
        ("2022.11.06：雨天", "雨天", "2022-11-06"),
        ("雨天 - 2022年11月6日", "雨天", "2022-11-06"),
        ("雨天 | 2022-11-06", "雨天", "2022-11-06"),
        ("2022年11月6日 雨天", "2022年11月6日 雨天", ""),
        ("2022年，雨下了三个月", "2022年，雨下了三个月", ""),
        ("2022-13-06 - 雨天", "2022-13-06 - 雨天", ""),
        ("2022-11-06", "2022-11-06", ""),
    ],
)
def test_the_day(line: str, title: str, day: str) -> None:
    assert without_date(line) == (title, day)


@pytest.mark.parametrize(
    ("line", "site", "title"),
    [
        ("雨天 - 水边", "水边", "雨天"),
        ("雨天_水边新闻", "水边新闻", "雨天"),
        ("雨天-水边博客", "水边", "雨天"),
        ("雨天——水边网", "水边", "雨天"),
        ("雨天 | 城市 | 水边", "水边", "雨天 | 城市"),
        ("雨天 - 水边", "水边 - 一本关于水的杂志", "雨天"),
        ("水边 | 雨天", "水边", "雨天"),
        ("Rain: a diary - The Bank", "The Bank", "Rain: a diary"),
        ("聚焦 - 水边", "水边信息安全", "聚焦 - 水边"),
        ("雨天 | 修缮", "水边", "雨天 | 修缮"),
        ("水边", "水边", "水边"),
        ("雨天 - 水边", "", "雨天 - 水边"),
    ],
)
def test_the_site(line: str, site: str, title: str) -> None:
    assert without_site(line, site) == title


def test_a_file_s_name() -> None:
    assert from_file_name("2024-11-20 雨天") == ("雨天", "2024-11-20", "")
    assert from_file_name("水边_雨天") == ("水边_雨天", "", "水边")
    assert from_file_name("雨天") == ("雨天", "", "")


def test_the_last_of_several_parts_that_begins_with_the_sites_name() -> None:
    title = "Quickstart  |  Some API  |  Google AI for Developers"
    assert without_site(title, "", "google") == "Quickstart  |  Some API"
    assert without_site("Rain | Google opens a school", "", "google") == "Rain | Google opens a school"
