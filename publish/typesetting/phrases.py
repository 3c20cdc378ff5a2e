"""Where a Chinese or Japanese text may be parted between its words: the one place that knows BudouX.

Its models (zh-Hans, zh-Hant, ja) say of each place how sure they are that a phrase ends there. They are
small, and are wrong now and then where they are not sure, so the surer a place, the cheaper it is.

Follows BudouX 0.7: a model weighs the one, two and three characters around a place.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Model: TypeAlias = Mapping[str, Mapping[str, int]]
"""Weights by feature, then by the characters that it looks at."""

_FEATURES = (
    *((f"UW{number}", number - 4, number - 3) for number in range(1, 7)),
    *((f"BW{number}", number - 3, number - 1) for number in range(1, 4)),
    *((f"TW{number}", number - 4, number - 1) for number in range(1, 5)),
)
"""Which characters each feature looks at, counted from the place."""
_SURE = 1500.0
"""From this score on a place is as good as any."""
_SUREST, _DOUBTFUL, _INSIDE = 3.0, 60.0, 120.0
"""What a line end costs at a score of `_SURE`, of 0, and of - `_SURE`."""
_SINGLE = 9.0
"""What it costs besides where it leaves a phrase of one character at the end or the start of a line."""
_TRADITIONAL = ("hant", "tw", "hk", "mo")


class _Parser(NamedTuple):
    model: Model
    base: float


@lru_cache(maxsize=4)
def _parser(lang: str) -> _Parser | None:
    import budoux  # its models are read where a heading has more than one line

    primary, *others = lang.lower().replace("_", "-").split("-")
    if primary == "ja":
        model: Model = budoux.load_default_japanese_parser().model
    elif primary != "zh":
        return None
    elif any(other in _TRADITIONAL for other in others):
        model = budoux.load_default_traditional_chinese_parser().model
    else:
        model = budoux.load_default_simplified_chinese_parser().model
    return _Parser(model, -0.5 * sum(sum(weights.values()) for weights in model.values()))


@lru_cache(maxsize=256)
def phrase_costs(text: str, lang: str) -> tuple[float, ...]:
    """What a line end before each character, and behind the last, costs by the phrases of a language.

    `lang` is BCP 47; nothing for a language of which no phrases are known.
    """
    parser = _parser(lang)
    if parser is None or not text:
        return ()
    scores = [_score(text, place, parser) for place in range(1, len(text))]
    starts = [True, *(score > 0 for score in scores), True]
    costs = [
        _cost(score) + (_SINGLE if starts[place - 1] or starts[place + 1] else 0.0)
        for place, score in enumerate(scores, 1)
    ]
    return (0.0, *costs, 0.0)


def _score(text: str, place: int, parser: _Parser) -> float:
    score = parser.base
    for feature, first, end in _FEATURES:
        if place + first >= 0 and place + end <= len(text):
            score += parser.model.get(feature, {}).get(text[place + first : place + end], 0)
    return score


def _cost(score: float) -> float:
    sure = max(min(score / _SURE, 1.0), -1.0)
    if sure > 0:
        return _SUREST + (_DOUBTFUL - _SUREST) * (1 - sure) ** 2
    return _DOUBTFUL - (_INSIDE - _DOUBTFUL) * sure
