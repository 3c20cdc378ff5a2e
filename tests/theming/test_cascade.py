"""What text takes over from what it stands in, as the style sheets say it."""

from publish.plugins import Plugins
from publish.theming.cascade import Cascade
from publish.theming.shipped import open_theme


def cascade() -> Cascade:
    return Cascade(open_theme("journal", Plugins()))


def test_a_kind_takes_over_what_it_says_nothing_of() -> None:
    assert set(cascade().taken_over("list-item")) >= {"font", "size", "leading", "color"}
    assert "font" not in cascade().taken_over("quote")  # Kai
    assert "size" in cascade().taken_over("quote")


def test_a_heading_says_also_what_all_headings_say() -> None:
    assert "font" not in cascade().taken_over("heading-3")
    assert "color" in cascade().taken_over("heading-3")


def test_what_always_stands_in_something_has_its_looks_from_there() -> None:
    assert "size" not in cascade().taken_over("cell")  # that of the table


def test_a_role_says_everything_itself_that_its_bearer_might_say_otherwise() -> None:
    assert {"font", "size", "weight"}.isdisjoint(cascade().taken_over("contents-entry"))
