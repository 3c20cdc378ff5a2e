"""Where a line may end: the texts are written with | at every such place."""

import pytest

from publish.typesetting.punctuation import NEVER, UNIT, Kind, Level, break_costs, kinds


def places(text: str, level: Level = "normal", *, solid: bool = True) -> str:
    costs = break_costs(kinds(text, solid=solid), level)
    return "".join(f"|{c}" if cost != NEVER else c for c, cost in zip(text, costs, strict=True))


def cost(before: str, after: str, level: Level = "normal") -> float:
    return break_costs(kinds(before + after, solid=True), level)[len(before)]


@pytest.mark.parametrize(
    "expected",
    [
        "他|说：|“你|好，|世|界。”",  # no point at a line start, no opening mark at a line end
        "发|布|《书|名》、|签|署|（文|件）；",  # book title marks and brackets stay with what they hold
        "卡|尔·|马|克|思",
        "中|国—|东|盟",  # a dash that joins ends a line, it begins none
        "共|赴|未|来|——|我|国",  # two of them are one sign
        "有|序|……",
        "同|比|增|长|5.5%，|约|2|亿",
        "使|用 |Python |3.11 |与|C++|语|言",  # words are whole, blanks stay behind
        "China’s |‘AI’|是",  # an apostrophe is a letter, a quotation mark is none
        "约 |-5 |到 |+5 |度",
        "花|了|¥100",
        "state-|of-|the-|art",
        "a.b/|c?d=e",
        "一〜|二|人|々".replace("|々", "々"),
        "ちょっ|と|コー|ヒー",  # small kana and the long vowel mark
        "“AI”|时|代",
    ],
)
def test_lines_end_where_they_may(expected: str) -> None:
    assert places(expected.replace("|", "")) == expected


def test_an_ellipsis_better_stands_at_no_line_start() -> None:
    assert places("说……了") == "说|……|了"
    assert cost("说", "……") > cost("说", "了")


def test_strict_keeps_dashes_and_ellipses_from_line_starts() -> None:
    assert places("未来——我说……", "strict") == "未|来——|我|说……"


def test_loose_lets_small_kana_and_middle_dots_begin_a_line() -> None:
    assert places("ちょっと", "loose") == "ち|ょ|っ|と"
    assert places("甲·乙", "loose") == "甲|·|乙"


def test_a_number_is_better_not_parted_from_what_it_counts() -> None:
    assert cost("2024", "年") == UNIT
    assert cost("年", "2024") == 0


def test_korean_breaks_at_blanks_and_only_if_it_must_inside_words() -> None:
    assert cost("한국", "어") > 0
    assert cost("한국 ", "어") == 0


def test_in_an_alphabet_curly_quotes_and_ellipses_part_no_words() -> None:
    assert places("it’s “so-called” … yes", solid=False) == "it’s |“so-|called” … |yes"


def test_what_is_attached_counts_as_what_it_follows() -> None:
    assert places("e\u0301a") == "e\u0301a"
    assert places("字\u0301，一") == "字\u0301，|一"
    assert places("👩\u200d🔬一") == "👩\u200d🔬|一"


def test_every_kind_of_space() -> None:
    assert places("a\u00a0b") == "a\u00a0b"
    assert places("汉\u200b字") == "汉\u200b|字"
    assert places("汉\u2060字") == "汉\u2060字"
    assert places("一\u3000二") == "一\u3000|二"


def test_a_single_dash_is_another_sign_than_the_first_of_two() -> None:
    assert kinds("—东", solid=True)[0] == Kind.DASH
    assert kinds("——东", solid=True)[:2] == [Kind.LONG_DASH, Kind.DASH]


def test_no_text_has_no_place() -> None:
    assert break_costs([], "normal") == [NEVER]
