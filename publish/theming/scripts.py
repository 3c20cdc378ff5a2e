"""From a language to the script that its fonts are chosen by."""

from typing import Literal, TypeAlias

Script: TypeAlias = Literal["hans", "hant", "ja", "ko", "arabic", "latin"]

HAN_SCRIPTS: frozenset[Script] = frozenset({"hans", "hant", "ja", "ko"})
"""The scripts that are set in full-width characters, without blanks between words (Korean has both)."""

_TRADITIONAL = ("hant", "tw", "hk", "mo")
_ARABIC = ("ar", "fa", "ur", "ps", "ckb")


def script_of(lang: str) -> Script:
    """The script of a BCP 47 language tag; "latin" stands for every alphabet."""
    subtags = lang.lower().replace("_", "-").split("-")
    match subtags[0]:
        case "zh" | "yue" | "lzh" | "wuu":
            return "hant" if any(tag in _TRADITIONAL for tag in subtags[1:]) else "hans"
        case "ja":
            return "ja"
        case "ko":
            return "ko"
        case language if language in _ARABIC:
            return "arabic"
        case _:
            return "latin"


def is_han(lang: str) -> bool:
    """True for Chinese, Japanese and Korean."""
    return script_of(lang) in HAN_SCRIPTS


def is_right_to_left(lang: str) -> bool:
    """True for languages written from right to left."""
    return lang.lower().split("-")[0] in {*_ARABIC, "he", "yi", "dv"}


def direction(lang: str) -> Literal["ltr", "rtl"]:
    """The direction that a language is written in, as HTML says it."""
    return "rtl" if is_right_to_left(lang) else "ltr"


def direction_within(lang: str, around: str) -> str:
    """The direction of a language inside text of another; nothing where both run the same way."""
    return "" if direction(lang) == direction(around) else direction(lang)
