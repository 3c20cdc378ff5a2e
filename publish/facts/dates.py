"""Dates as captures write them, made ISO 8601.

    2024-11-20 · 2024/11/20 · 2024.11.20 · 20241120 · 20.11.2024
    2024年11月20日 周三 09:30 · 二〇二四年十一月二十日 · 令和6年11月20日 · 2024년 11월 20일
    2024-11-20T09:30:00.123+08:00 · Wed, 20 Nov 2024 09:30:00 GMT · 20 November 2024 · Nov. 20, 2024
    20 تشرين الثاني/نوفمبر 2024 · 20 novembre 2024 · 20. November 2024
    1732060800 · 1732060800000

The day is taken as it is written: a publisher's date is not moved to another time zone, for the zone it is
written in is the publisher's own, or that of a machine that does not know it. A count of seconds has no
zone; it is a day in China, where the pages that use one come from. What may be either of two days
(03/04/2024) is none.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlsplit

FIRST_YEAR, LAST_YEAR = 1000, 2999

CHINA = timezone(timedelta(hours=8))
"""Where official accounts live: an epoch time in their pages is a time of day there."""

_LONGEST = 200

# The names of months in the languages that news are read in, with their short forms; a hyphen stands for a
# blank. Accents and case are folded away before they are compared.
_MONTHS = (
    "jan janv january januar jänner janvier enero ene januari gennaio gen janeiro января январь янв "
    "ocak stycznia يناير جانفي كانون-الثاني",
    "feb febr fev february februar février fevr febrero februari febbraio fevereiro февраля февраль фев "
    "şubat lutego فبراير فيفري شباط",
    "mar mrz march märz mars marzo maart março марта март мар mart marca مارس آذار اذار",
    "apr avr abr april avril abril aprile апреля апрель апр nisan kwietnia أبريل ابريل إبريل أفريل نيسان",
    "may mai mayo mei maggio mag maio мая май mayıs maja مايو ماي أيار ايار",
    "jun june juni juin junio giugno giu junho июня июнь июн haziran czerwca يونيو يونيه جوان حزيران",
    "jul july juli juillet juil julio luglio lug julho июля июль июл temmuz lipca يوليو يوليه جويلية تموز",
    "aug august août aout agosto ago augustus августа август авг ağustos sierpnia أغسطس اغسطس أوت آب اب",
    "sep sept september septembre septiembre settembre set setembro сентября сентябрь сен сент eylül "
    "września سبتمبر أيلول ايلول",
    "oct okt oktober october octobre octubre ottobre ott outubro out октября октябрь окт ekim października "
    "أكتوبر اكتوبر تشرين-الأول تشرين-الاول",
    "nov november novembre noviembre novembro ноября ноябрь ноя kasım listopada نوفمبر تشرين-الثاني",
    "dec dez dic december dezember décembre diciembre dicembre dezembro декабря декабрь дек aralık grudnia "
    "ديسمبر دجنبر كانون-الأول كانون-الاول",
)


def _plain(text: str) -> str:
    """Lower case without accents and hamza, as month names are compared."""
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


_MONTH_OF = {
    _plain(name).replace("-", " "): number
    for number, names in enumerate(_MONTHS, start=1)
    for name in names.split()
}
_ONE_MONTH = "(?:" + "|".join(re.escape(name) for name in sorted(_MONTH_OF, key=len, reverse=True)) + ")"
# A month may be named twice, as the Levant and as Egypt do: آب/أغسطس.
_MONTH_NAME = rf"(?P<name>{_ONE_MONTH})(?![^\W\d_])\.?(?:\s*[/(]\s*{_ONE_MONTH}\)?)?"

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}

_TIME = (
    r"(?:[T\s,，]*(?:\S{0,4}\s+)?(?P<hour>\d{1,2})[:：时時](?P<minute>\d{2})(?:[:：分](?P<second>\d{2}))?)?"
)
_OF = r"[\s.,،-]*(?:(?:de|del|of|di)\s+)?"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + _TIME, re.IGNORECASE)


_NUMERIC = tuple(
    map(
        _form,
        (
            r"(?<!\d)(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})(?:\s*[日号號일])?",
            r"(?<!\d)(?P<year>\d{4})(?P<mark>\s?[-/.‐‑–]\s?)(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
            r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
            r"(?P<era>令和|平成|昭和|大正|明治)\s*(?P<count>元|\d{1,2})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})",
            r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)",
            r"(?<![\d./-])(?P<one>\d{1,2})(?P<mark>[-/])(?P<other>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)",
            r"(?<!\d)(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})[\s,]+(?:nam\s+)?(?P<year>\d{4})(?!\d)",
        ),
    )
)
_NAMED = tuple(
    map(
        _form,
        (
            rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|o)?{_OF}{_MONTH_NAME}{_OF}(?P<year>\d{{4}})(?!\d)",
            rf"(?<![^\W\d_]){_MONTH_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,،]+(?P<year>\d{{4}})(?!\d)",
        ),
    )
)
_LETTER = re.compile(r"[^\W\d_]")

_NUMERALS = "〇一二三四五六七八九"
_WRITTEN = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)


def parse_date(text: str) -> str:
    """The day a text names, as YYYY-MM-DD; empty if there is none or no such day."""
    return parse_moment(text)[:10]


def parse_moment(text: str) -> str:
    """The day and, where given, the time: YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS; empty if there is none."""
    text = _WRITTEN.sub(_in_digits, text[:_LONGEST].strip())
    if text.isdigit() and len(text) in {10, 13}:
        return from_epoch(text)
    for form in _NUMERIC[:3]:
        if found := form.search(text):
            return _moment(found.groupdict())
    text = _plain(text) if _LETTER.search(text) else text
    return next((_moment(found.groupdict()) for form in _FORMS_LEFT if (found := form.search(text))), "")


_FORMS_LEFT = (*_NUMERIC[3:], *_NAMED)


def from_epoch(text: str) -> str:
    """The day in China of a count of seconds or milliseconds since 1970; empty if it is none."""
    if not re.fullmatch(r"[0-9]{9,13}", text):
        return ""
    seconds = int(text) / 1000 if len(text) > 10 else int(text)
    return datetime.fromtimestamp(seconds, CHINA).date().isoformat()


# /2024/03/26/ · /2024-03-26- · /2024-03/26/ · /2024/0326/ · /20240326/ · /t20240326_
_IN_PATH = re.compile(
    r"[/_t](?P<year>(?:19|20)\d\d)(?:(?P<mark>[/-])(?P<month>\d{1,2})[/-](?P<day>\d{1,2})"
    r"|[/-]?(?P<month2>\d\d)(?P<day2>\d\d))(?=[/_.-]|$)"
)


def date_in_address(address: str) -> str:
    """The day that the path of an article's address names, as those of news and blogs do; or empty."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    found = _IN_PATH.search(path)
    if not found:
        return ""
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    return _moment({"year": found["year"], "month": month, "day": day, "hour": None})


def is_later(day: str, other: str) -> bool:
    """True if a day (ISO 8601) is more than a day later than the other: two zones differ by one at most."""
    if not day or not other:
        return False
    try:
        return date.fromisoformat(day[:10]) > date.fromisoformat(other[:10]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return False


def _moment(found: dict[str, str | None]) -> str:
    year, month, day = _day_of(found)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ""
    try:
        moment = datetime(year, month, day)
    except ValueError:
        return ""
    if not found["hour"]:
        return moment.date().isoformat()
    try:
        time = moment.replace(
            hour=int(found["hour"]), minute=int(found["minute"] or 0), second=int(found["second"] or 0)
        )
    except ValueError:
        return moment.date().isoformat()
    return time.isoformat()


def _day_of(found: dict[str, str | None]) -> tuple[int, int, int]:
    """Year, month and day of a form; zeros where they cannot be told."""
    if era := found.get("era"):
        count = found["count"] or ""
        year = _ERAS[era] + (1 if count == "元" else int(count))
    else:
        year = int(found["year"] or 0)
    if found.get("one"):
        day, month = _of_two(int(found["one"] or 0), int(found["other"] or 0))
        return year, month, day
    name = found.get("name")
    month = _MONTH_OF[re.sub(r"\s+", " ", name)] if name else int(found.get("month") or 0)
    return year, month, int(found["day"] or 0)


def _of_two(one: int, other: int) -> tuple[int, int]:
    """Day and month in an order that is not said: the one above 12 is the day, or both are alike."""
    if one > 12 or one == other:
        return one, other
    return (other, one) if other > 12 else (0, 0)


def _in_digits(found: re.Match[str]) -> str:
    year = "".join(str(_NUMERALS.index("〇" if digit in "○零" else digit)) for digit in found[1])
    return f"{year}年{_number(found[2])}月{_number(found[3])}日"


def _number(written: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = written.rpartition("十")
    count = _NUMERALS.index(tens) if tens in _NUMERALS and tens else 1
    return (count * 10 if ten else 0) + (_NUMERALS.index(ones[0]) if ones else 0)
