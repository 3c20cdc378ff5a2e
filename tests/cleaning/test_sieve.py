"""The sieve only spares work: what it leaves out could not have matched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.cleaning.phrases import core, phrases
from publish.cleaning.sieve import Sieve, needed

PATTERNS = [
    pattern for family in phrases().families.values() for pattern in (*family.lines, *family.phrases)
]
# Lines made of what the patterns are made of hit them often.
PIECES = sorted({piece for pattern in PATTERNS for piece in re.findall(r"[\w:/#]+", pattern)})
lines = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("关注", "关注"),
        ("(扫码|扫一扫).{0,10}关", "扫码 扫一"),
        ("扫.{0,10}关", "扫"),
        ("(点击|戳)?(原文|全文)", "原文 全文"),
        ("[赞踩]+", "赞 踩"),
        ("点[赞踩]", "点赞 点踩"),
        ("点(?:赞|踩)", "点赞 点踩"),
        ("点赞?踩", "点"),
        ("点(?=赞)踩", "点"),
        ("第?.{0,4}", ""),
        (r"\d+", ""),
        ("(a|b?)c", "c"),
        ("[^。]注", "注"),
        ("(?i)ab", ""),
        ("(?i:ab)c", "c"),
    ],
)
def test_what_a_pattern_needs(pattern: str, pieces: str) -> None:
    assert needed(pattern) == frozenset(pieces.split())


@given(lines)
def test_every_pattern_that_matches_a_line_is_left(line: str) -> None:
    left = SIEVE.left(line)
    for number, pattern in enumerate(PATTERNS):
        if re.search(pattern, line) or re.fullmatch(pattern, core(line)):
            assert number in left, pattern


SIEVE = Sieve([needed(pattern) for pattern in PATTERNS])


def test_a_pattern_that_nothing_can_be_said_of_is_always_tried() -> None:
    sieve = Sieve([needed(".*"), needed("关注")])
    assert sieve.left("河") == [0]
    assert sieve.left("请关注") == [0, 1]


def test_numbers_and_words_of_an_article_call_for_little() -> None:
    known = phrases()
    for line in (
        "01",
        "12",
        "影响范围",
        "时间线",
        "处置建议",
        "NEWS".lower(),
        "屋顶>=8.0",
        "墙根",
        "目录结构",
        "2024年",
    ):
        assert known.prompt(line, "opening") is None, line
        assert known.prompt(line, "ending") is None, line
