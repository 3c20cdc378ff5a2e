"""The words of an edition, whole in each language."""

import msgspec
import pytest

from publish.theming.labels import counted, in_brackets, labels, long_date, month_title

LANGS = ("zh-Hans", "zh-Hant", "en", "ja", "ko", "ar")


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_is_missing_in_a_language(lang: str) -> None:
    assert all(msgspec.structs.asdict(labels(lang)).values())


@pytest.mark.parametrize("lang", [lang for lang in LANGS if lang != "en"])
def test_no_word_is_left_in_english(lang: str) -> None:
    own, english = (msgspec.structs.asdict(labels(each)) for each in (lang, "en"))
    shared = {name for name, word in own.items() if word == english[name]} - {"colon", "names"}
    assert shared == set()


@pytest.mark.parametrize(
    ("lang", "month", "year"),
    [
        ("zh-Hans", "2024年11月", "2024年"),
        ("zh-Hant", "2024年11月", "2024年"),
        ("ja", "2024年11月", "2024年"),
        ("ko", "2024년 11월", "2024년"),
        ("en-GB", "November 2024", "2024"),
        ("ar", "نوفمبر 2024", "2024"),
        ("de", "2024-11", "2024"),
    ],
)
def test_a_part_by_month_or_year_is_called_by_it(lang: str, month: str, year: str) -> None:
    assert month_title("2024-11", lang) == month
    assert month_title("2024-11-03T12:00", lang) == month
    assert month_title("2024", lang) == year


@pytest.mark.parametrize("date", ["", "undated", "24-11", "20241", "2024/11"])
def test_what_is_no_date_names_no_month(date: str) -> None:
    assert month_title(date, "zh-Hans") == ""


def test_a_day_in_words() -> None:
    assert long_date("2024-11-03", "en") == "3 November 2024"
    assert long_date("2024-11-03", "ar") == "3 نوفمبر 2024"
    assert long_date("2024-13-03", "en") == "2024"


def test_articles_are_counted_and_sources_where_there_are_several() -> None:
    assert counted(70, 12, "zh-Hans") == "收文70篇，来自12个来源"
    assert counted(70, 1, "zh-Hans") == "收文70篇"
    assert counted(2, 2, "en") == "Articles: 2, sources: 2"


def test_brackets_are_those_of_the_language() -> None:
    assert in_brackets("二月", "zh-Hans") == "（二月）"
    assert in_brackets("February", "en") == " (February)"
    assert in_brackets("", "zh-Hans") == ""
