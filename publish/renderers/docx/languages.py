"""Languages as Word names them: a culture for each of the three kinds of script it tells apart."""

import re
from functools import lru_cache

import msgspec

from publish.theming.scripts import is_han, is_right_to_left, script_of

_LATIN, _EAST_ASIAN, _COMPLEX = "en-US", "zh-CN", "ar-SA"

# Word knows cultures, not bare languages: "de" is unknown to it, "de-DE" is not.
_CULTURES = {
    "ar": "ar-SA",
    "cs": "cs-CZ",
    "da": "da-DK",
    "de": "de-DE",
    "el": "el-GR",
    "en": "en-US",
    "es": "es-ES",
    "fa": "fa-IR",
    "fi": "fi-FI",
    "fr": "fr-FR",
    "he": "he-IL",
    "hi": "hi-IN",
    "hu": "hu-HU",
    "id": "id-ID",
    "it": "it-IT",
    "nb": "nb-NO",
    "nl": "nl-NL",
    "pl": "pl-PL",
    "pt": "pt-BR",
    "ro": "ro-RO",
    "ru": "ru-RU",
    "sv": "sv-SE",
    "th": "th-TH",
    "tr": "tr-TR",
    "uk": "uk-UA",
    "ur": "ur-PK",
    "vi": "vi-VN",
}

_WELL_FORMED = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-[A-Za-z]{2}|-[0-9]{3})?")


class Locale(msgspec.Struct, frozen=True):
    """The language of a text as `w:lang` has it: of its Latin, East-Asian and right-to-left characters."""

    latin: str
    east_asian: str
    complex: str


@lru_cache(maxsize=256)
def locale(lang: str) -> Locale:
    """The Word locale of a BCP 47 language; what is no language counts as English.

    Latin words inside Chinese, Japanese and Korean text count as English, as Word does it there.
    """
    if is_han(lang):
        return Locale(_LATIN, _han_culture(lang), _COMPLEX)
    if is_right_to_left(lang):
        return Locale(_LATIN, _EAST_ASIAN, _culture(lang))
    return Locale(_culture(lang), _EAST_ASIAN, _COMPLEX)


def culture(lang: str) -> str:
    """The one culture that a language is itself."""
    found = locale(lang)
    if is_han(lang):
        return found.east_asian
    return found.complex if is_right_to_left(lang) else found.latin


def _han_culture(lang: str) -> str:
    region = lang.upper().replace("_", "-").split("-")[-1]
    match script_of(lang):
        case "ja":
            return "ja-JP"
        case "ko":
            return "ko-KR"
        case "hant":
            return f"zh-{region}" if region in {"HK", "MO"} else "zh-TW"
        case _:
            return "zh-SG" if region == "SG" else "zh-CN"


def _culture(lang: str) -> str:
    found = _WELL_FORMED.match(lang.replace("_", "-"))
    if not found:
        return _LATIN
    return _CULTURES.get(found[0].lower(), found[0])
