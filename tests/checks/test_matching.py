"""Finding steps in a text: where they stand, and where text and steps part ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.checks.matching import PartingError, find, match
from publish.checks.steps import NOTE_MARK, Either, Expected, Slot, Step, Words, joined
from publish.model import Figure
from publish.shorthand import bullets, h, img, inlines, note, p

CALL = Slot(NOTE_MARK)


@pytest.mark.parametrize(
    ("steps", "text", "end"),
    [
        ([Words("前后")], "前后", 2),
        ([Words("前"), CALL, Words("后")], "前后", 2),
        ([Words("前"), CALL, Words("后")], "前①后", 3),
        ([Words("前"), CALL, Words("后")], "前[12]后", 6),
        ([Words("前"), CALL, Words("2024年")], "前2024年", 6),
        ([Words("前"), CALL, Words("2024年")], "前32024年", 7),
        ([Words("前"), CALL], "前①", 2),
        ([Either(((Words("题"), Words("图")), (Words("图"), Words("题")))), Words("后")], "图题后", 3),
        ([Either(((Slot("(?:图)?"), Words("题")), (Words("题"), Slot("(?:图)?"))))], "题图", 2),
        ([Words("前"), CALL, Either(((Words("题"),), (Words("图"),)))], "前①图", 3),
        ([Words("前"), Words("אבגד", shaped=True), Words("后")], "前דגבא后", 6),
        ([], "前", 0),
    ],
)
def test_steps_that_stand_there(steps: list[Step], text: str, end: int) -> None:
    assert match(steps, text, 0) == end


@pytest.mark.parametrize(
    ("steps", "text", "at", "expected"),
    [
        ([Words("前后")], "前中后", 1, "后"),
        ([Words("前"), CALL, Words("后文")], "前①后中文", 3, "文"),
        ([Words("前"), CALL, Words("后文")], "前一二三后文", 1, "后文"),
        ([Either(((Words("题"), Words("图")), (Words("图"), Words("题"))))], "图后", 1, "题"),
        ([Words("אבגד", shaped=True), Words("后")], "אב后", 0, "אבגד"),
        ([Words("אבגד", shaped=True), Words("后")], "אבגדאבגד后", 0, "אבגד"),
        ([Words("אבגד", shaped=True), Words("后")], "אבגד", 0, "אבגד"),
        ([Words("אבגד", shaped=True)], "他的话", 0, "אבגד"),
    ],
)
def test_where_text_and_steps_part(steps: list[Step], text: str, at: int, expected: str) -> None:
    with pytest.raises(PartingError) as caught:
        match(steps, text, 0)
    assert (caught.value.parting.at, caught.value.parting.expected) == (at, expected)


def test_steps_are_found_behind_what_only_begins_like_them() -> None:
    steps = [Words("乌镇"), CALL, Words("峰会召开")]
    assert find(steps, "目录乌镇峰会乌镇①峰会召开了", 0) == (6, 13)


def test_of_several_beginnings_the_one_that_goes_furthest_is_shown() -> None:
    with pytest.raises(PartingError) as caught:
        find([Words("乌镇峰会今天召开")], "乌镇峰会今天开幕，乌镇峰会，乌镇", 0)
    assert caught.value.parting.at == 6


def test_a_slot_at_the_beginning_belongs_to_what_stands_before() -> None:
    assert find([CALL, Words("前")], "①前", 0) == (1, 2)


def test_shaped_words_are_counted_back_from_what_follows() -> None:
    assert find([Words("אבגד", shaped=True), Words("后")], "封面目录דגבא后", 0) == (4, 9)


def test_the_steps_of_an_article() -> None:
    body = (p("前", note("注"), "后"), h(2, "题"), bullets("甲", p("乙", img("asset:0"))))
    expected = Expected("zh", shown=frozenset({"asset:0"})).blocks(body)
    assert expected.body == [Words("前"), CALL, Words("后题甲乙")]
    assert expected.notes == [[CALL, Words("注")]]


def test_a_caption_stands_above_or_below() -> None:
    expected = Expected("zh").blocks((p("前"), Figure((p("图"),), inlines("题"))))
    assert expected.body == [Words("前"), Either(((Words("图题"),), (Words("题图"),)))]


def test_shaped_words_and_the_slots_between_them_are_one_step() -> None:
    steps = [Words("אב", True), Slot("x?"), Words("ג", True, slack=5), Slot("y?"), Words("后"), Slot("")]
    assert joined(steps) == [Words("אבג", True, slack=7), Slot("y?"), Words("后")]


texts = st.text("甲乙①1。", max_size=6)
rows = st.lists(st.one_of(texts.map(Words), st.just(CALL)), max_size=6)


@given(rows, texts, texts)
def test_what_was_written_is_found(steps: list[Step], before: str, after: str) -> None:
    words = "".join(step.text for step in steps if isinstance(step, Words))
    begin, end = find(joined(steps), before + words + after, 0)
    assert begin <= len(before)
    assert end <= len(before + words + after)


@given(rows)
def test_words_without_their_calls_are_matched_to_the_end(steps: list[Step]) -> None:
    words = "".join(step.text for step in steps if isinstance(step, Words))
    assert match(joined(steps), words, 0) == len(words)
