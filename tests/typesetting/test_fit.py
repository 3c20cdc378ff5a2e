"""Total fit on places by hand: every character is an em of 10 pt, and a line may end after any of them."""

from math import inf

import pytest

from publish.typesetting.fit import Measure, Places, fit_balanced, fit_justified, fit_ragged


def places(count: int, costs: dict[int, float] | None = None, width: float = 10.0) -> Places:
    """A text of so many characters with a place after each; `costs` by place."""
    edges = [width * number for number in range(count + 1)]
    return Places(
        starts=edges,
        ends=edges,
        costs=[(costs or {}).get(number, 0.0) for number in range(count + 1)],
        characters=list(range(count + 1)),
        set_before=[max(number - 1, 0) for number in range(count + 1)],
        blanks=[0] * (count + 1),
        blanks_before=[0] * (count + 1),
    )


def room(measure: float, first: float | None = None, lonely: int = 1000) -> Measure:
    return Measure(measure if first is None else first, measure, 10, lonely, short=20)


def test_a_short_text_is_one_line() -> None:
    assert fit_justified(places(5), room(100)) == [5]


def test_full_lines_where_they_come_out_even() -> None:
    assert fit_justified(places(25), room(100)) == [10, 20, 25]


def test_the_first_line_is_shorter_by_its_indent() -> None:
    assert fit_justified(places(25), room(100, first=80)) == [8, 18, 25]


def test_no_single_character_on_the_last_line() -> None:
    assert fit_justified(places(73), room(360)) == [36, 72, 73]
    ends = fit_justified(places(73), room(360, lonely=72))
    assert ends[-1] - ends[-2] > 1


def test_a_dear_place_is_avoided_if_another_line_end_will_do() -> None:
    assert 36 not in fit_justified(places(100, {36: 1000.0}), room(360))


def test_where_no_line_can_be_set_the_widest_that_fits_is_taken() -> None:
    nowhere = {number: inf for number in range(1, 40) if number not in (7, 30)}
    found = [0, 7, 30, 40]
    some = Places(*[[row[place] for place in found] for row in places(40, nowhere)[:7]])
    assert fit_justified(some, room(100)) == [1, 2, 3]


def test_what_is_wider_than_the_measure_stands_alone() -> None:
    assert fit_justified(places(4, width=200.0), room(100)) == [1, 2, 3, 4]


def test_no_hyphen_under_a_hyphen_if_it_can_be_helped() -> None:
    free = places(100)._replace(parted=frozenset({36, 72}))
    ends = fit_justified(free, room(360))
    assert not {36, 72} <= set(ends)


def test_ragged_lines_are_even_too() -> None:
    assert fit_ragged(places(25), room(100)) == [10, 20, 25]
    assert fit_ragged(places(11), room(100)) == [8, 11]  # no last line of one or two characters


def test_a_balanced_heading_has_lines_of_one_width() -> None:
    assert fit_balanced(places(22), room(200), lambda: [0.0] * 23) == [11, 22]


def test_a_balanced_heading_breaks_at_a_pause_nearby() -> None:
    tastes = [12.0] * 23
    tastes[13] = 0.0
    assert fit_balanced(places(22), room(200), lambda: tastes) == [13, 22]


def test_a_balanced_heading_has_no_more_lines_than_it_needs() -> None:
    assert len(fit_balanced(places(39), room(200), lambda: [0.0] * 40)) == 2


@pytest.mark.parametrize("fit", [fit_justified, fit_ragged])
@pytest.mark.parametrize("count", [1, 2, 9, 10, 11, 500])
def test_line_ends_go_up_to_the_end(fit: object, count: int) -> None:
    ends = fit(places(count), room(100))  # type: ignore[operator]
    assert ends == sorted(set(ends))
    assert ends[-1] == count
