"""Laws of restoring: what comes back is what was read, nothing is lost from the record, nothing doubled."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laws.test_cleaning_laws import accounted, captures, letters

from publish.cleaning import clean
from publish.cleaning.phrases import fold
from publish.cleaning.restoring import restored, taken_out
from publish.errors import UsageError
from publish.model import Article, Span
from publish.walk import iter_blocks


def gone(captured: Article, cleaned: Article) -> Iterator[Span]:
    """The lines that rules took."""
    read = set(captured.provenance.removals)
    yield from (one.span for one in cleaned.provenance.removals if one not in read)


@given(captures())
@settings(max_examples=200, deadline=None)
def test_restoring_all_that_was_removed_gives_back_all_the_text(captured: Article) -> None:
    cleaned = clean(captured)
    back = restored(captured, cleaned, list(gone(captured, cleaned)))
    assert fold(letters(back.body)) == fold(letters(captured.body))
    assert accounted(captured) <= accounted(back)


@given(captures(), st.data())
@settings(max_examples=200, deadline=None)
def test_restoring_some_of_it_gives_back_those_lines_and_keeps_the_rest(
    captured: Article, data: st.DataObject
) -> None:
    cleaned = clean(captured)
    spans = sorted(set(gone(captured, cleaned)))
    wanted = data.draw(st.lists(st.sampled_from(spans), unique=True)) if spans else []
    back = restored(captured, cleaned, wanted)
    assert accounted(captured) <= accounted(back)
    places = [block.span.first for block in back.body if block.span]
    assert places == sorted(places), "in the order of the capture"
    assert len(places) == len(set(places)), "nothing stands twice"
    assert set(back.provenance.removals) <= set(cleaned.provenance.removals)
    words = letters(back.body)
    for block in captured.body:
        if block.span in wanted:
            assert letters((block,)) in words


@given(captures())
@settings(deadline=None)
def test_restoring_nothing_changes_nothing(captured: Article) -> None:
    cleaned = clean(captured)
    assert restored(captured, cleaned, []) == cleaned


@given(captures(), st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_what_is_taken_out_is_on_record(captured: Article, line: int) -> None:
    cleaned = clean(captured)
    try:
        less = taken_out(cleaned, [Span(line, line)])
    except UsageError:
        assert not [block for block in iter_blocks(cleaned.body) if block.span == Span(line, line)]
        return
    assert accounted(cleaned) == accounted(less)
    assert not [block for block in less.body if block.span and block.span.first <= line <= block.span.last]


@given(captures())
@settings(deadline=None)
def test_what_was_taken_out_by_hand_is_no_longer_there_to_take(captured: Article) -> None:
    cleaned = clean(captured)
    spans = [block.span for block in cleaned.body if block.span]
    less = taken_out(cleaned, spans)
    assert less.body == ()
    for span in spans:
        with pytest.raises(UsageError):
            taken_out(less, [span])
