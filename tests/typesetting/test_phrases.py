"""Phrases: a line ends between them for less than inside of them."""

import subprocess
import sys

import pytest

from publish.typesetting.phrases import phrase_costs


@pytest.mark.parametrize(
    ("text", "lang", "between", "inside"),
    [
        ("我国积极推动", "zh-Hans", 2, 3),
        ("網路空間取得新進展", "zh-Hant", 4, 5),
        ("今日は天気です", "ja", 3, 4),
    ],
)
def test_a_line_end_between_phrases_costs_less(text: str, lang: str, between: int, inside: int) -> None:
    costs = phrase_costs(text, lang)
    assert len(costs) == len(text) + 1
    assert costs[between] * 2 < costs[inside]


def test_the_ends_of_a_text_cost_nothing() -> None:
    costs = phrase_costs("我国积极推动", "zh-Hans")
    assert (costs[0], costs[-1]) == (0, 0)


@pytest.mark.parametrize(("text", "lang"), [("some words", "en"), ("", "zh-Hans"), ("말씀", "ko")])
def test_other_languages_have_no_phrases(text: str, lang: str) -> None:
    assert phrase_costs(text, lang) == ()


def test_models_are_loaded_only_when_a_heading_is_broken() -> None:
    program = "import sys, publish.typesetting.compose; sys.exit('budoux' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
