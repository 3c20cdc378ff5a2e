"""Paragraphs set in the test font: 10 pt, so a Han character is 10 pt wide, a letter 5, a blank 2.5."""

from dataclasses import dataclass

import pytest
from typefaces import one_font, typeface

from publish.model import Break, Code, Image, Inline, Link, Math, Note, Ruby, Styled, Tagged, Text
from publish.shorthand import code, em, inlines, link, note, strong
from publish.typesetting.compose import Compositor, Face, Line, Setting
from publish.walk import plain_text


@dataclass
class Look:
    font: str | None = None
    scale: float | None = None
    weight: int | None = None
    tracking: float | None = None


LOOKS = {"strong": Look(weight=700), "code": Look(font="mono", scale=0.9), "superscript": Look(scale=0.5)}
COMPOSITOR = Compositor(one_font, LOOKS, lambda inline, face: None if isinstance(inline, Image) else 5)


def composed(*content: Inline | str, ems: float = 10, **options: object) -> tuple[Line, ...]:
    setting = Setting(measure=ems * 10, size=10, **options)  # type: ignore[arg-type]
    lines = COMPOSITOR.compose(inlines(*content), setting)
    assert lines is not None
    return lines


def texts(*content: Inline | str, ems: float = 10, **options: object) -> list[str]:
    return [plain_text(line.content) for line in composed(*content, ems=ems, **options)]


# Line ends -----------------------------------------------------------------------------------------


def test_lines_of_full_width_characters_need_no_spacing() -> None:
    lines = composed("一二三四五六七八九十" * 2 + "中文字")
    assert [plain_text(line.content) for line in lines] == ["一二三四五六七八九十"] * 2 + ["中文字"]
    assert all(line == Line(line.content, ends=line.ends) for line in lines)


def test_the_first_line_is_indented_by_its_setting_not_by_text() -> None:
    assert texts("一二三四五六七八九十中文", first_indent=20) == ["一二三四五六七八", "九十中文"]


def test_no_point_begins_a_line() -> None:
    assert texts("一二三四五六七八九十，中文") == ["一二三四五六七八九", "十，中文"]


def test_a_closing_mark_at_a_line_end_is_half_as_wide() -> None:
    line = composed("一二三四五六七八九，一二三四五")[0]
    assert plain_text(line.content) == "一二三四五六七八九，"
    assert line.letter_spacing == pytest.approx(5 / 9, abs=1e-3)  # nine gaps share what the comma gave up


def test_an_opening_mark_at_a_line_start_stands_half_before_it() -> None:
    lines = composed("一二三四五六七八九十《中文》一二三四五")
    assert [line.start for line in lines] == [0, 5]


def test_no_single_character_stands_on_the_last_line() -> None:
    assert len(texts("一二三四五六七八九十" * 3 + "中", ems=30)[-1]) > 1


def test_a_number_and_its_unit_stay_together() -> None:
    assert texts("一二三四五" * 7 + "9天，中文字国", ems=36)[1] == "9天，中文字国"


def test_a_number_goes_with_the_sign_of_its_unit() -> None:
    lines = texts("one two three four 25 km five six seven eight", ems=10.5, lang="en", hyphenate=False)
    assert not any(line.strip().endswith("25") for line in lines)


def test_a_lonely_character_is_worse_than_a_loose_line() -> None:
    text = "一二三四五六七八九十" * 3 + "Abcdef中，"
    assert all(len(line.rstrip("，")) > 1 for line in texts(text, ems=34, hyphenate=False)[1:])


def test_a_stop_that_hangs_takes_no_room_in_its_line() -> None:
    line, _ = composed("一二三四五六七八九十。一二三四五", hanging=True)
    assert plain_text(line.content) == "一二三四五六七八九十。"
    assert line.letter_spacing == 0


def test_only_stops_and_commas_of_justified_lines_hang() -> None:
    assert texts("一二三四五六七八九十。一二三", hanging=True, align="left")[0] == "一二三四五六七八九"
    assert texts("一二三四五六七八九十》一二三", hanging=True)[0] == "一二三四五六七八九"


def test_a_line_of_an_address_is_filled_by_parting_its_characters_a_little() -> None:
    first, *_ = composed("https://a.example/" + "b" * 70 + "/" + "c" * 40, ems=30.2)
    assert len(plain_text(first.content)) == 60
    assert first.letter_spacing == pytest.approx(2 / 59, abs=0.01)


def test_a_heading_breaks_between_words() -> None:
    han = "我国积极推动构建网络空间命运共同体取得新的重要进展"
    compositor = Compositor(lambda *_: (typeface(han),))
    setting = Setting(measure=140, size=10, align="left", balance=True)
    lines = compositor.compose((Text(han),), setting) or ()
    assert [plain_text(line.content) for line in lines] == [
        "我国积极推动构建网络空间",
        "命运共同体取得新的重要进展",
    ]


def test_a_word_goes_to_the_next_line_as_a_whole() -> None:
    lines = texts("一二三四五六七八Gxqz中文字国人", hyphenate=False)
    assert lines[1].startswith("Gxqz")


def test_a_long_word_is_parted_where_its_language_parts_it() -> None:
    lines = composed("the international government of internationalization", ems=12, lang="en")
    assert any(line.hyphen for line in lines)
    assert all(plain_text(line.content)[-1] != "-" for line in lines)


def test_a_soft_hyphen_is_seen_only_where_the_line_ends() -> None:
    lines = composed("aaaaaaaa\u00adbbbbbbbb cc", ems=6, lang="en")
    assert [line.hyphen for line in lines] == [True, False]


def test_an_address_is_broken_behind_its_signs() -> None:
    lines = texts("一二三四五" * 4 + "https://a.example/bbbbbbbb/cccccccc。", ems=30)
    assert lines[1] == "bbbbbbbb/cccccccc。"


def test_a_word_wider_than_the_measure_is_broken_anywhere() -> None:
    assert "".join(texts("x" * 95)) == "x" * 95
    assert max(len(line) for line in texts("x" * 95)) == 20


# Spacing -------------------------------------------------------------------------------------------


def test_a_line_of_words_is_filled_at_its_blanks() -> None:
    line = composed("aaa bbb ccc ddd eee", ems=8, lang="en", hyphenate=False)[0]
    assert plain_text(line.content) == "aaa bbb ccc ddd "
    assert line.word_spacing == pytest.approx((80 - 67.5) / 3, abs=1e-3)
    assert line.letter_spacing == 0


def test_the_last_line_and_those_before_a_break_are_left_as_they_are() -> None:
    lines = composed("一二", Break(), "三四")
    assert [(plain_text(line.content), line.ends, line.letter_spacing) for line in lines] == [
        ("一二", "break", 0),
        ("三四", "paragraph", 0),
    ]


def test_the_gap_is_as_wide_as_the_setting_says() -> None:
    wide = composed("一二三四五六七八ab九十一二三四五", gap=0.5)[0]
    narrow = composed("一二三四五六七八ab九十一二三四五", gap=0)[0]
    assert plain_text(narrow.content) == "一二三四五六七八ab九"
    assert plain_text(wide.content) == "一二三四五六七八ab"


def test_marks_at_closing_brackets_among_kana_are_closed_up_by_hand() -> None:
    (line,) = composed("「かなカナ。」", lang="ja")
    assert Tagged((Text("。"),), role="tight") in line.content


def test_emoji_stand_apart_from_what_is_letter_spaced() -> None:
    compositor = Compositor(lambda *_: (typeface("一二三四五六七八九十 😀"),))
    line, *_ = (
        compositor.compose((Text("一二三😀 四五六七八九十一二三"),), Setting(measure=96, size=10)) or ()
    )
    assert Tagged((Text("😀 "),), role="latin") in line.content


def test_words_among_han_characters_stand_a_quarter_em_apart() -> None:
    (line,) = composed("一ab二")
    assert line.content == (Text("一"), Tagged((Text("ab"),), role="latin-between"), Text("二"))


def test_no_gap_beside_a_mark_a_blank_or_the_line_s_end() -> None:
    (line,) = composed("，ab。一 cd 二", ems=20)
    assert line.content == (Text("，ab。一 cd 二"),)
    (line,) = composed("ab一cd")
    assert [node.role for node in line.content if isinstance(node, Tagged)] == [
        "latin-after",
        "latin-before",
    ]


def test_a_quotation_among_words_is_not_drawn_full_width() -> None:
    (line,) = composed("一a’b二")
    assert line.content[1] == Tagged((Text("a’b"),), role="latin-between")


def test_words_are_not_letter_spaced_with_the_characters_around_them() -> None:
    line = composed("一二（abc）三四五六七八九")[0]
    assert line.letter_spacing
    assert Tagged((Text("abc"),), role="latin") in line.content


def test_marks_in_different_styles_are_squeezed_by_hand() -> None:
    (line,) = composed(strong("《一》"), "，二")
    assert line.content == (
        Styled("strong", (Text("《一"), Tagged((Text("》"),), role="tight"))),
        Text("，二"),
    )


def test_a_mark_squeezed_by_hand_stays_with_one_that_the_font_squeezes_to_it() -> None:
    (line,) = composed(strong("一《二》，"), "“三”")
    assert line.content[0] == Styled("strong", (Text("一《二"), Tagged((Text("》，"),), role="tight")))


def test_in_one_style_the_font_itself_squeezes_them() -> None:
    (line,) = composed("《一》，二")
    assert line.content == (Text("《一》，二"),)


def test_small_print_in_a_tracked_line_is_tracked_like_the_line() -> None:
    small = Styled("superscript", (Text("一二三四五六七八九十" * 2),))
    assert texts(small, ems=6, align="left", tracking=0.1) == ["一二三四五六七八九十"] * 2


def test_tracking_is_kept_where_a_line_is_spaced() -> None:
    line = composed("一二三四五六七，一二三四五", ems=10, tracking=0.1)[0]
    assert line.letter_spacing == 0 or line.letter_spacing > 0.5


# Styles --------------------------------------------------------------------------------------------


def test_a_style_that_crosses_a_line_end_is_split() -> None:
    lines = composed("一二三四五六七八", strong("九十中文"), "字")
    assert lines[0].content == (Text("一二三四五六七八"), Styled("strong", (Text("九十"),)))
    assert lines[1].content == (Styled("strong", (Text("中文"),)), Text("字"))


def test_nested_styles_stay_nested() -> None:
    lines = composed(link("https://a", "一二三四", strong("五六七八九十中文"), "字"), "国")
    assert lines[1].content == (
        Link("https://a", (Styled("strong", (Text("中文"),)), Text("字"))),
        Text("国"),
    )


def test_code_is_split_as_code() -> None:
    lines = composed(code("x" * 30))
    assert all(isinstance(node, Code) for line in lines for node in line.content)


def test_a_note_stays_with_what_it_is_called_from() -> None:
    lines = composed("一二三四五六七八九十", note("中文"), "国人天地玄黄")
    call = next(line for line in lines if any(isinstance(node, Note) for node in line.content))
    assert plain_text(call.content).startswith("十") or plain_text(call.content).endswith("十")


def test_words_in_another_language_are_set_as_such() -> None:
    (line,) = composed("一", Tagged((Text("“ab”"),), lang="en"), "二")
    assert line.content[1] == Tagged((Tagged((Text("“ab”"),), role="latin"),), lang="en")


def test_a_face_follows_its_style() -> None:
    seen = []

    def width(inline: Inline, face: Face) -> float:
        del inline
        seen.append(face)
        return 5

    compositor = Compositor(one_font, LOOKS, width)
    content = inlines(strong(Styled("superscript", (note("中"),))))
    compositor.compose(content, Setting(measure=100, size=10))
    assert seen == [Face("serif", 700, "zh-Hans", 5)]


# Headings ------------------------------------------------------------------------------------------


def test_a_heading_is_balanced_and_breaks_at_a_pause() -> None:
    title = "一二三四五六七——中文字国人天地玄黄"
    assert texts(title, ems=15, align="left", balance=True) == ["一二三四五六七——", "中文字国人天地玄黄"]


def test_lines_that_are_not_justified_are_not_spaced() -> None:
    lines = composed("一二三四五六七八九，十中文", align="left")
    assert all(not line.letter_spacing and not line.word_spacing for line in lines)


def test_a_centred_line_drops_its_blank_and_says_so() -> None:
    lines = composed("aaaa bbbb cccc", ems=5, lang="en", align="center", hyphenate=False)
    assert [(plain_text(line.content), line.blank) for line in lines] == [
        ("aaaa bbbb", " "),
        ("cccc", ""),
    ]


def test_a_line_flush_right_hangs_the_blank_half_of_its_mark() -> None:
    assert [line.end for line in composed("（中文）", align="right")] == [5]


# What is left to the engine, and what is odd --------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        (Text("שלום"),),
        (Text("مرحبا"),),
        (Text("ไทย"),),
        (Text("한\u200f국"),),
        (Text("中🜚"),),
        (Image("a.png"),),
        (Styled("small-caps", (Text("ab"),)),),
        (Math("x", display=True),),
    ],
)
def test_what_is_not_ours_is_left_to_the_engine(content: tuple[Inline, ...]) -> None:
    assert COMPOSITOR.compose(content, Setting(measure=100, size=10)) is None


def test_a_measure_narrower_than_a_character_is_none() -> None:
    assert COMPOSITOR.compose((Text("中"),), Setting(measure=9, size=10)) is None


@pytest.mark.parametrize("content", [(), (Text(""),), (Text("  "),), (Styled("strong", ()),)])
def test_nothing_has_no_lines(content: tuple[Inline, ...]) -> None:
    assert COMPOSITOR.compose(content, Setting(measure=100, size=10)) == ()


def test_breaks_in_a_row_are_empty_lines() -> None:
    lines = composed("一", Break(), Break(), "二", Break())
    assert [(plain_text(line.content), line.ends) for line in lines] == [
        ("一", "break"),
        ("", "break"),
        ("二", "break"),
    ]


def test_white_space_counts_as_in_html() -> None:
    assert texts(" a \n b", em(" c "), " ", lang="en") == ["a b c"]


@pytest.mark.parametrize("text", ["，" * 300, "（" * 300, "…" * 301, "—" * 301, "\u00a0" * 300, "“”" * 200])
def test_nothing_but_marks_is_set_all_the_same(text: str) -> None:
    assert "".join(texts(text)) == text


def test_ruby_and_formulas_are_as_wide_as_they_are() -> None:
    lines = composed("一二三四五六七八九", Ruby("十", "shí"), Math("xx"), "中文")
    assert "".join(plain_text(line.content) for line in lines) == "一二三四五六七八九十xx中文"
