"""Every rule that takes text out has a kind, and every kind a name in each language."""

from typing import get_args

import pytest

from publish.assets.store import REASONS as REASONS_OF_PICTURES
from publish.cleaning import RULES
from publish.cleaning.restoring import BY_HAND
from publish.model import Removal, Span
from publish.reading.reasons import REASONS
from publish.theming.omissions import Kind, is_missed, kind_of, kind_words, kinds_of

LANGS = ("zh-Hans", "zh-Hant", "en", "ja", "ko", "ar")
IDS = (*(rule.name for rule in RULES), *REASONS, *REASONS_OF_PICTURES, BY_HAND)


def removals(*rules: str) -> tuple[Removal, ...]:
    return tuple(Removal(rule, Span(n, n), "…") for n, rule in enumerate(rules, 1))


@pytest.mark.parametrize("rule", IDS)
def test_every_rule_and_reason_has_a_kind(rule: str) -> None:
    assert kind_of(rule) != "other"


def test_a_rule_of_somebody_elses_has_one_too() -> None:
    assert kind_of("unknown") == "other"
    assert kind_words(kinds_of(removals("unknown")), "en") == "other"


def test_a_kind_is_named_once_in_a_fixed_order() -> None:
    taken = removals("title-once", "ending", "opening", "border-pictures", "byline")
    assert kinds_of(taken) == ("prompts", "banners", "repeated")
    assert kind_words(kinds_of(taken), "zh-Hans") == "关注引导、二维码与横幅、重复的题名与署名"


def test_what_stays_elsewhere_is_not_named() -> None:
    assert kinds_of(removals("captions", "headings", "front-matter", "script")) == ()


def test_what_stands_elsewhere_is_not_missed() -> None:
    assert not is_missed(kinds_of(removals("title-once", "dividers", "tracking-pixel")))
    assert is_missed(kinds_of(removals("title-once", "ending")))


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_has_a_name_of_its_own_in_each_language(lang: str) -> None:
    kinds = [kind for kind in get_args(Kind) if kind != "nothing"]
    names = [kind_words([kind], lang) for kind in kinds]
    assert all(names)
    assert len(set(names)) == len(names)
