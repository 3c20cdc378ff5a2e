import pytest

from publish.typesetting.grain import Gaps, drawn_gap, exact, weasyprint

UNITS = 1024 / 0.75


def drawn_width(asked: float, size: float, gaps: Gaps) -> float:
    """How wide the gaps of a line come out, in pt: laid out exactly before its last run, drawn inside."""
    em = size * UNITS / 1000
    units = int(asked * UNITS)
    drawn = (gaps.last - gaps.squeezed) * drawn_gap(units, em)
    drawn += gaps.squeezed * (drawn_gap(units, em, 500))
    return (gaps.before * units / em + drawn) * size / 1000


@pytest.mark.parametrize("spacing", [-0.2, -0.1543, -0.011, 0.02, 0.1423, 0.15, 0.33, 1.1])
@pytest.mark.parametrize(
    "gaps", [Gaps(0, 35), Gaps(0, 35, 12), Gaps(20, 15, 1), Gaps(30, 5), Gaps(3, 1, 1)]
)
@pytest.mark.parametrize("size", [8.0, 10.5, 12.0])
def test_the_last_character_comes_to_its_place(spacing: float, gaps: Gaps, size: float) -> None:
    asked = weasyprint(spacing, size, gaps)
    meant = spacing * (gaps.before + gaps.last)
    assert drawn_width(asked, size, gaps) == pytest.approx(meant, abs=0.22)


def test_asking_for_what_is_meant_would_not_do() -> None:
    assert abs(drawn_width(0.02, 10.5, Gaps(0, 35)) - 0.02 * 35) > 0.3


def test_a_line_that_ends_in_an_unspaced_run_needs_no_correction() -> None:
    assert weasyprint(0.123, 10.5, Gaps(30, 0)) == 0.123


def test_an_exact_engine_is_asked_for_what_is_meant() -> None:
    assert exact(0.123, 10.5, Gaps(3, 30)) == 0.123
