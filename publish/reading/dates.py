"""Dates as captures write them, made ISO 8601.

    2024-11-20 · 2024/11/20 · 2024.11.20 · 20241120 · 2024年11月20日 周三 09:30 · 二〇二四年十一月二十日
    2024-11-20T09:30:00.123+08:00 · Wed, 20 Nov 2024 09:30:00 GMT · 20 November 2024 · Nov. 20, 2024

The day is taken as it is written: a publisher's date is not moved to another time zone.
"""

import re
from datetime import datetime, timedelta, timezone

FIRST_YEAR, LAST_YEAR = 1000, 2999

CHINA = timezone(timedelta(hours=8))
"""Where official accounts live: an epoch time in their pages is a time of day there."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"

_TIME = (
    r"(?:[T\s,，]*(?:\S{0,4}\s+)?(?P<hour>\d{1,2})[:：时](?P<minute>\d{2})(?:[:：分](?P<second>\d{2}))?)?"
)
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})(?:\s*[日号號일])?",
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+" + _MONTH_NAME + r"[\s,-]+(?P<year>\d{4})(?!\d)",
        r"\b" + _MONTH_NAME + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s,]+(?P<year>\d{4})(?!\d)",
    )
)

_NUMERALS = "〇一二三四五六七八九"
_WRITTEN = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)


def parse_date(text: str) -> str:
    """The day a text names, as YYYY-MM-DD; empty if there is none or no such day."""
    return parse_moment(text)[:10]


def parse_moment(text: str) -> str:
    """The day and, where given, the time: YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS; empty if there is none."""
    text = _WRITTEN.sub(_in_digits, text[:200])
    for form in _FORMS:
        found = form.search(text)
        if found:
            return _moment(found.groupdict())
    return ""


def from_epoch(text: str) -> str:
    """The day in China of a count of seconds or milliseconds since 1970; empty if it is none."""
    if not re.fullmatch(r"\d{9,13}", text):
        return ""
    seconds = int(text) / 1000 if len(text) > 10 else int(text)
    return datetime.fromtimestamp(seconds, CHINA).date().isoformat()


def _moment(found: dict[str, str | None]) -> str:
    name = found.get("name")
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(found.get("month") or 0)
    year = int(found["year"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        day = datetime(year, month, int(found["day"] or 0))
    except ValueError:
        return ""
    if not found["hour"]:
        return day.date().isoformat()
    try:
        time = day.replace(
            hour=int(found["hour"]), minute=int(found["minute"] or 0), second=int(found["second"] or 0)
        )
    except ValueError:
        return day.date().isoformat()
    return time.isoformat()


def _in_digits(found: re.Match[str]) -> str:
    year = "".join(str(_NUMERALS.index("〇" if digit in "○零" else digit)) for digit in found[1])
    return f"{year}年{_number(found[2])}月{_number(found[3])}日"


def _number(written: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = written.rpartition("十")
    count = _NUMERALS.index(tens) if tens in _NUMERALS and tens else 1
    return (count * 10 if ten else 0) + (_NUMERALS.index(ones[0]) if ones else 0)
