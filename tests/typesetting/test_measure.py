import pytest
from typefaces import EVERYTHING, HALF, Typeface, font_file, one_font, typeface

from publish.typesetting.measure import Face, Measurer

FACE = Face("serif", 400, "zh-Hans", 10)


@pytest.fixture
def measurer() -> Measurer:
    return Measurer(one_font)


def test_han_characters_are_an_em_and_letters_half_of_one(measurer: Measurer) -> None:
    assert measurer.advances("中文", FACE, "solid") == pytest.approx([1, 1])
    assert measurer.advances("a b", FACE, "words") == pytest.approx([0.5, 0.25, 0.5])


def test_a_width_is_in_points(measurer: Measurer) -> None:
    assert measurer.width("中文ab", FACE) == pytest.approx(30)


def test_a_combining_mark_has_no_width_of_its_own(measurer: Measurer) -> None:
    advances = measurer.advances("e\u0301", FACE, "words")
    assert advances is not None
    assert sum(advances) == pytest.approx(0.5)


def test_a_character_that_no_font_has_cannot_be_measured(measurer: Measurer) -> None:
    assert measurer.advances("中🜚", FACE, "solid") is None
    assert measurer.width("🜚", FACE) is None


def test_the_next_font_of_the_stack_sets_what_the_first_lacks() -> None:
    stack = (typeface("中 "), typeface("国"), typeface("文"))
    measurer = Measurer(lambda *_: stack)
    assert measurer.advances("中文 国中", FACE, "solid") == pytest.approx([1, 1, 0.25, 1, 1])


def test_what_is_never_drawn_needs_no_glyph(measurer: Measurer) -> None:
    advances = measurer.advances("a\u00adb\u200b", FACE, "words")
    assert advances is not None
    assert sum(advances) == pytest.approx(1)


def test_marks_give_up_what_their_font_says(measurer: Measurer) -> None:
    assert measurer.trims("《", FACE) == (0.5, 0)
    assert measurer.trims("。", FACE) == (0, 0.5)
    assert measurer.trims("中", FACE) == (0, 0)


def test_no_font_measures_nothing() -> None:
    assert Measurer(lambda *_: ()).width("中", FACE) is None


def test_each_role_weight_and_language_has_its_own_fonts() -> None:
    asked = []

    def choose(role: str, weight: int, lang: str) -> tuple[Typeface, ...]:
        asked.append((role, weight, lang))
        return (Typeface(font_file(EVERYTHING), frozenset(EVERYTHING), HALF),)

    measurer = Measurer(choose)
    for face in (FACE, FACE, FACE._replace(weight=700), FACE._replace(lang="en", size=20)):
        measurer.width("a", face)
    assert asked == [("serif", 400, "zh-Hans"), ("serif", 700, "zh-Hans"), ("serif", 400, "en")]
