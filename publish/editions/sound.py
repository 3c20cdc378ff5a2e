"""Values of an edition.toml that have the right type and still cannot be meant."""

import re
from collections.abc import Sequence
from datetime import date

from publish.editions.places import Place
from publish.editions.settings import EditionSettings, Selection
from publish.errors import ConfigError

# What a language tag looks like (RFC 5646, 2.1); whether its subtags are registered is not known here.
_LANG = re.compile(r"(?:[a-z]{2,3}|x(?=-))(?:-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def refuse_unsound(settings: EditionSettings, place: Place) -> None:
    """Raises ConfigError with the line: no date, no language, a range without an inside, matter twice."""
    _refuse_no_date(settings.date, place, "date")
    _refuse_no_language(settings.lang, place)
    _refuse_unsound_selection(settings, place)
    for number, article in enumerate(settings.article):
        _refuse_no_language(article.lang, place.inside("article", number))
    for number, part in enumerate(settings.part):
        _refuse_unsound_selection(part, place.inside("part", number))
    for key in ("front", "back"):
        _refuse_twice(getattr(settings, key) or (), place, key)


def is_date(text: str) -> bool:
    """True for a year, a month or a day of the calendar in ISO 8601: 2024, 2024-11, 2024-11-05."""
    found = _DATE.fullmatch(text)
    if not found or not text.isascii():
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def _refuse_no_date(text: str, place: Place, key: str) -> None:
    if text and not is_date(text):
        raise ConfigError(
            f"{key}: “{text}” is no date",
            where=place.of(key),
            hint="write it as YYYY, YYYY-MM or YYYY-MM-DD",
        )


def _refuse_no_language(tag: str, place: Place) -> None:
    if tag and not _LANG.fullmatch(tag):
        raise ConfigError(
            f"lang: “{tag}” is no language tag",
            where=place.of("lang"),
            hint="for example zh-Hans, zh-Hant, en, ja, ko",
        )


def _refuse_unsound_selection(said: Selection, place: Place) -> None:
    _refuse_no_date(said.since, place, "since")
    _refuse_no_date(said.until, place, "until")
    shared = min(len(said.since), len(said.until))
    if said.since[:shared] > said.until[:shared]:
        raise ConfigError(
            f"since {said.since} is later than until {said.until}",
            where=place.of("since"),
            hint="no article can be from between them",
        )
    if said.fewest_words and said.most_words and said.fewest_words > said.most_words:
        raise ConfigError(
            f"fewest_words {said.fewest_words} is more than most_words {said.most_words}",
            where=place.of("fewest_words"),
            hint="no article can have as many",
        )


def _refuse_twice(names: Sequence[str], place: Place, key: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"“{name}” stands in {key} twice", where=place.of(key), hint="name it once")
