"""Where words may be parted, by language: the one place that knows the dictionaries (pyphen's)."""

from functools import lru_cache
from typing import Any

HYPHEN = "\u2010"
"""What is drawn where a word is parted; a hyphen of the text itself is mostly U+002D."""
WIDE_HYPHEN_TRIM = 0.33
"""What a hyphen of full width gives up on either side, in em: East Asian fonts centre it in a square."""
LEAST = 6
"""Words shorter than this many letters are never parted."""
_BEFORE, _AFTER = 2, 3  # letters that stay on a line


@lru_cache(maxsize=16)
def _dictionary(lang: str) -> Any:
    import pyphen  # loading a dictionary takes longer than setting an article that needs none

    known = pyphen.language_fallback(lang.replace("-", "_"))
    return pyphen.Pyphen(lang=known, left=_BEFORE, right=_AFTER) if known else None


@lru_cache(maxsize=4096)
def hyphenation_points(word: str, lang: str) -> tuple[int, ...]:
    """After how many letters a word may be parted in a language (BCP 47); nowhere without a dictionary."""
    if len(word) < LEAST or not word.isalpha():
        return ()
    dictionary = _dictionary(lang)
    return tuple(int(place) for place in dictionary.positions(word)) if dictionary else ()
