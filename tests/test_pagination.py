"""Where pages begin: counted alike whatever pieces a text is written in."""

import re

from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from publish.pagination import INVISIBLE, PageBreak, PageMarks, Pagination, visible

WORD_END = re.compile("[A-Za-z0-9\u00ad\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff]*")

pieces = st.lists(texts(), max_size=6)
offsets = st.lists(st.integers(0, 40), max_size=6).map(sorted)


def breaks(found: list[int]) -> list[PageBreak]:
    return [PageBreak(page, "a1", offset) for page, offset in enumerate(found, start=2)]


def marks(*found: int) -> PageMarks:
    return PageMarks(breaks(list(found)))


# Examples ------------------------------------------------------------------------------------------


def test_a_mark_stands_before_the_first_character_of_its_page() -> None:
    assert marks(2).text("乌镇之约") == ["乌镇", 2, "之约"]


def test_blanks_and_invisible_characters_are_not_counted() -> None:
    assert marks(2).text(" 乌\u200b 镇 之\n约") == [" 乌\u200b 镇 ", 2, "之\n约"]


def test_a_page_that_begins_between_two_pieces_begins_with_the_second() -> None:
    cursor = marks(2)
    assert cursor.text("乌镇") == ["乌镇"]
    assert cursor.text("　") == ["　"]
    assert cursor.text("之约") == [2, "之约"]


def test_a_mark_stands_behind_a_word_that_the_end_of_a_page_parts() -> None:
    assert marks(7).text("we compare them") == ["we compare", 2, " them"]
    assert marks(2).text("те\u00adатр да") == ["те\u00adатр", 2, " да"]


def test_a_page_that_begins_with_a_word_has_its_mark_before_it() -> None:
    assert marks(2).text("we compare") == ["we ", 2, "compare"]


def test_two_pages_that_begin_in_one_word_begin_behind_it() -> None:
    assert marks(1, 2).text("word 字") == ["word", 2, 3, " 字"]


def test_a_picture_counts_as_one() -> None:
    cursor = marks(1, 2)
    assert cursor.text("图") == ["图"]
    assert cursor.unit() == [2]
    assert cursor.text("后") == [3, "后"]


def test_what_is_due_may_be_asked_for_before_it_is_written() -> None:
    cursor = marks(0, 1)
    assert cursor.due() == [2]
    assert cursor.text("甲乙") == ["甲", 3, "乙"]
    assert not cursor


def test_pages_behind_the_end_of_a_text_are_left_for_its_end() -> None:
    cursor = marks(1, 9, 99)
    assert cursor.text("甲乙") == ["甲", 2, "乙"]
    assert cursor.rest() == [3, 4]
    assert cursor.rest() == []


def test_a_pagination_knows_the_marks_of_each_scope() -> None:
    pages = Pagination(3, (PageBreak(1, "a1"), PageBreak(2, "a2"), PageBreak(3, "a2", 1)))
    assert pages.marks("a2").text("甲乙") == [2, "甲", 3, "乙"]
    assert not pages.marks("a3")


# Laws ----------------------------------------------------------------------------------------------


@given(pieces, offsets)
def test_the_pieces_join_to_the_text_and_every_mark_stands_once_in_order(
    written: list[str], found: list[int]
) -> None:
    cursor = PageMarks(breaks(found))
    numbers: list[int] = []
    for text in written:
        parts = cursor.text(text)
        assert "".join(part for part in parts if isinstance(part, str)) == text
        assert "" not in parts
        numbers += [part for part in parts if isinstance(part, int)]
    assert numbers + cursor.rest() == [each.page for each in breaks(found)]


@given(pieces, offsets)
def test_what_stands_before_a_mark_has_been_counted(written: list[str], found: list[int]) -> None:
    cursor = PageMarks(breaks(found))
    whole = INVISIBLE.sub("", "".join(written))
    before = 0
    for text in written:
        for part in cursor.text(text):
            if isinstance(part, str):
                before += visible(part)
                continue
            offset = found[part - 2]
            assert offset <= before
            assert WORD_END.fullmatch(whole[offset:before])


@given(st.text(), offsets)
def test_it_does_not_matter_in_which_pieces_a_text_of_no_words_is_written(
    text: str, found: list[int]
) -> None:
    text = re.sub("[A-Za-z0-9\u00ad\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff]", "字", text)

    def counted(written: list[str]) -> list[tuple[int, int]]:
        cursor, before, places = PageMarks(breaks(found)), 0, []
        for piece in written:
            for part in cursor.text(piece):
                if isinstance(part, int):
                    places.append((part, before))
                else:
                    before += visible(part)
        return places

    assert counted([text]) == counted(list(text))
