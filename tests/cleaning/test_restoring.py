"""Bringing back lines that rules took, and taking out lines that none took."""

import pytest
from msgspec.structs import replace

from publish.cleaning import clean
from publish.cleaning.restoring import BY_HAND, restored, taken_out
from publish.errors import UsageError
from publish.model import Article, Provenance, Removal, Span
from publish.shorthand import article, bullets, h, p
from publish.walk import plain_text

PROSE = "运河两岸的老房子大多是砖木结构，雨季一到，墙根就返潮，住户们各有各的办法。"

CAPTURED = article(
    "运河",
    h(1, "运河", span=(1, 1)),
    p("长按识别二维码关注我们", span=(3, 3)),
    p(PROSE, span=(5, 5)),
    p(PROSE, span=(7, 7)),
    p("欢迎关注我们", span=(9, 9)),
    p("点赞、在看、分享", span=(11, 12)),
)


def rules(cleaned: Article) -> set[str]:
    return {gone.rule for gone in cleaned.provenance.removals}


def texts(cleaned: Article) -> list[str]:
    return [plain_text(block) for block in cleaned.body]


def test_the_example_loses_its_title_and_both_ends() -> None:
    assert texts(clean(CAPTURED)) == [PROSE, PROSE]
    assert rules(clean(CAPTURED)) == {"title-once", "opening", "ending"}


def test_a_line_comes_back_where_it_stood() -> None:
    back = restored(CAPTURED, clean(CAPTURED), [Span(9, 9)])
    assert texts(back) == [PROSE, PROSE, "欢迎关注我们"]
    assert [gone.span for gone in back.provenance.removals if gone.rule == "ending"] == [Span(11, 12)]


def test_a_block_comes_back_whole_for_one_line_of_it() -> None:
    back = restored(CAPTURED, clean(CAPTURED), [Span(12, 12)])
    assert back.body[-1] == p("点赞、在看、分享", span=(11, 12))


def test_a_title_comes_back_as_a_heading_of_the_body() -> None:
    back = restored(CAPTURED, clean(CAPTURED), [Span(1, 1)])
    assert back.body[0] == h(2, "运河", span=(1, 1))


def test_everything_comes_back_in_the_order_of_the_capture() -> None:
    back = restored(CAPTURED, clean(CAPTURED), [Span(1, 12)])
    assert texts(back) == [plain_text(block) for block in CAPTURED.body]
    assert back.provenance.removals == ()


def test_what_is_left_of_a_block_gives_way_to_the_whole_of_it() -> None:
    cut = f"{PROSE}如有侵权，请联系删除。"
    captured = article("运河", p(cut, span=(1, 1)), p(PROSE, span=(3, 3)))
    cleaned = clean(captured)
    assert texts(cleaned) == [PROSE, PROSE]
    assert texts(restored(captured, cleaned, [Span(1, 1)])) == [cut, PROSE]


def test_nothing_to_restore_changes_nothing() -> None:
    cleaned = clean(CAPTURED)
    assert restored(CAPTURED, cleaned, []) is cleaned


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (Span(5, 5), "no rule took anything of line 5"),
        (Span(5, 8), "no rule took anything of lines 5-8"),
        (Span(90, 90), "line 90 is after the end of the capture"),
    ],
)
def test_lines_that_were_not_removed_are_refused(lines: Span, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        restored(CAPTURED, clean(CAPTURED), [lines])


def test_metadata_is_no_text_that_could_come_back() -> None:
    front = Provenance(removals=(Removal("front-matter", Span(1, 3), "---"),))
    captured = replace(article("运河", p(PROSE, span=(5, 5))), provenance=front)
    with pytest.raises(UsageError, match="line 2 was never text of the article: front-matter"):
        restored(captured, clean(captured), [Span(2, 2)])


def test_lines_go_that_no_rule_took() -> None:
    less = taken_out(clean(CAPTURED), [Span(7, 7)])
    assert texts(less) == [PROSE]
    assert less.provenance.removals[-1] == Removal(BY_HAND, Span(7, 7), PROSE)


def test_an_item_of_a_list_goes_alone() -> None:
    items = bullets(p("一", span=(1, 1)), p("二", span=(2, 2)))
    (left,) = taken_out(article("运河", items), [Span(1, 1)]).body
    assert plain_text(left) == "二"


def test_part_of_a_paragraph_cannot_go() -> None:
    with pytest.raises(UsageError, match=r"line 11 is part of a block that goes as a whole: lines 11-12"):
        taken_out(CAPTURED, [Span(11, 11)])


def test_what_is_not_in_the_article_cannot_go() -> None:
    with pytest.raises(UsageError, match="line 4 is not in the article"):
        taken_out(CAPTURED, [Span(4, 4)])
