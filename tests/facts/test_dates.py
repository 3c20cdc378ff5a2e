"""Dates as captures write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.facts.dates import from_epoch, parse_date, parse_moment


@pytest.mark.parametrize(
    "written",
    [
        "2024-11-20", "2024/11/20", "2024.11.20", "20241120", "2024-11-20 09:30", "2024年11月20日",
        "2024 年 11 月 20 日", "2024年11月20日 周三 09:30", "二〇二四年十一月二十日", "2024년 11월 20일",
        "2024-11-20T09:30:00.123+08:00", "2024-11-20T23:30:00Z", "Wed, 20 Nov 2024 09:30:00 GMT",
        "20 November 2024", "20th Nov 2024", "Nov. 20, 2024", "November 20, 2024", "发布于 2024-11-20",
    ],
)  # fmt: skip
def test_a_day_is_understood(written: str) -> None:
    assert parse_date(written) == "2024-11-20"


@pytest.mark.parametrize(
    "written",
    ["", "昨天", "9999-99-99", "2024-13-01", "2023-02-29", "11-20", "12345678901", "0000-01-01"],
)
def test_what_names_no_day_gives_none(written: str) -> None:
    assert parse_date(written) == ""


def test_a_time_is_kept_where_it_is_asked_for() -> None:
    assert parse_moment("2025-10-06T19:19:01.425691") == "2025-10-06T19:19:01"
    assert parse_moment("2024年3月26日 23:59") == "2024-03-26T23:59:00"
    assert parse_moment("2024-03-26 at 9:05") == "2024-03-26T09:05:00"
    assert parse_moment("2024-03-26 25:61") == "2024-03-26"


def test_an_epoch_is_a_day_in_china() -> None:
    assert from_epoch("1762834143") == "2025-11-11"
    assert from_epoch("1732060800000") == "2024-11-20"
    assert from_epoch("1732032000") == "2024-11-20", "midnight in China is 16 o'clock before in Greenwich"
    assert from_epoch("now") == from_epoch("12") == ""


@given(
    st.dates(
        min_value=__import__("datetime").date(1000, 1, 1), max_value=__import__("datetime").date(2999, 1, 1)
    )
)
def test_every_day_is_itself(day: object) -> None:
    assert parse_date(str(day)) == str(day)


@given(st.text())
def test_any_text_is_a_day_or_none(text: str) -> None:
    assert len(parse_date(text)) in (0, 10)
