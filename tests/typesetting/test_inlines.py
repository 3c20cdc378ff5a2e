import pytest

from publish.model import Break, Inline, Link, Styled, Tagged, Text
from publish.shorthand import code, em, inlines, link, note, strong
from publish.typesetting.inlines import OBJECT, Flattener, Piece, Uncomposable, nest
from publish.typesetting.measure import Face

FACE = Face("serif", 400, "zh-Hans", 10)


def flat(*content: Inline | str) -> list[str]:
    return [text for text, _ in Flattener({}, lambda inline, face: 1.0).flatten(inlines(*content), FACE)]


def test_a_paragraph_is_one_string_whatever_its_styles() -> None:
    assert flat("a", strong("b", em("c")), link("x", "d"), code("e")) == ["abcde"]


def test_what_has_no_letters_is_one_character() -> None:
    assert flat("a", note("b"), "c") == [f"a{OBJECT}c"]


def test_a_break_ends_a_row_also_inside_a_style() -> None:
    assert flat("a", strong("b", Break(), "c"), "d") == ["ab", "cd"]


def test_white_space_is_one_blank_and_none_at_the_ends() -> None:
    assert flat("  a ", em(" b\t"), "\n c ") == ["a b c"]


def test_every_leaf_knows_its_place_and_its_path() -> None:
    bold = strong("bc")
    ((_, leaves),) = Flattener({}, lambda inline, face: 1.0).flatten(inlines("a", bold, "d"), FACE)
    assert [(leaf.start, leaf.end, leaf.path) for leaf in leaves] == [
        (0, 1, ()),
        (1, 3, (bold,)),
        (3, 4, ()),
    ]


def test_a_language_is_that_of_the_words_in_it() -> None:
    content = inlines(Tagged((Text("a"),), lang="en"))
    ((_, leaves),) = Flattener({}, lambda inline, face: 1.0).flatten(content, FACE)
    assert leaves[0].face.lang == "en"


def test_what_nobody_knows_the_width_of_cannot_be_composed() -> None:
    with pytest.raises(Uncomposable):
        Flattener({}, lambda inline, face: None).flatten(inlines(note("a")), FACE)


def test_neighbours_share_what_they_have_in_common() -> None:
    bold, target = Styled("strong", ()), Link("x", ())
    pieces = [
        Piece(Text("a"), (bold,)),
        Piece(Text("b"), (bold, target)),
        Piece(Text("c"), (bold, target), "latin"),
        Piece(Text("d"), ()),
        Piece(Text("e"), ()),
    ]
    assert nest(pieces) == (
        Styled("strong", (Text("a"), Link("x", (Text("b"), Tagged((Text("c"),), role="latin"))))),
        Text("de"),
    )


def test_two_styles_alike_stay_two() -> None:
    first, second = Styled("strong", (Text("a"),)), Styled("strong", (Text("a"),))
    assert nest([Piece(Text("a"), (first,)), Piece(Text("a"), (second,))]) == (first, second)
