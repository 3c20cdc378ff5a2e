"""Laws of merging: done twice it changes nothing, order does not matter, nothing is lost unnamed."""

from pathlib import Path

from editions.texts import han
from hypothesis import given
from hypothesis import strategies as st
from strategies import articles

from publish.editions.duplicates import merge
from publish.model import Article, Provenance
from publish.shorthand import p
from publish.walk import plain_text

TEXTS = [han(number, 700) for number in range(3)]


@st.composite
def captures(draw: st.DrawFn) -> Article:
    """A piece of one of three texts, perhaps with words of its own at either end or amid of it."""
    text = draw(st.sampled_from(TEXTS))
    start, end = draw(st.integers(0, 60)), draw(st.sampled_from((180, 300, 600, 680, 690, 700)))
    middle = draw(st.sampled_from(("", "第12期", "第13期", han(9, 25), "CVE-2024-1", "CVE-2024-2")))
    at = draw(st.integers(start, end))
    kind = draw(st.sampled_from(("article", "article", "truncated")))
    url = draw(st.sampled_from(("", "https://a.example/1", "https://a.example/2")))
    return Article(
        draw(st.sampled_from(("潮汐", "月相"))),
        (p(text[start:at] + middle + text[at:end]),),
        source=draw(st.sampled_from(("", "甲", "乙"))),
        credit=draw(st.sampled_from(("", "来源：甲", "乙网站"))),
        date=draw(st.sampled_from(("", "2026-01-01", "2026-01-02"))),
        provenance=Provenance(kind=kind, url=url),
    )


def folder(members: list[Article]) -> dict[Path, Article]:
    return {Path(f"{number % 3}/{number}.md"): article for number, article in enumerate(members)}


editions = st.lists(st.one_of(captures(), captures(), articles()), max_size=9).map(folder)
likenesses = st.sampled_from((0.0, 0.5, 0.8, 0.9, 0.98, 1.0))


@given(editions, likenesses)
def test_what_is_merged_is_not_merged_again(captured: dict[Path, Article], likeness: float) -> None:
    once = merge(captured, likeness)
    assert merge(once.articles, likeness) == (once.articles, ())


@given(editions, likenesses, st.randoms(use_true_random=False))
def test_the_order_of_captures_does_not_matter(
    captured: dict[Path, Article], likeness: float, random
) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(captured.items())
    random.shuffle(shuffled)
    assert merge(dict(shuffled), likeness) == merge(captured, likeness)


@given(editions, likenesses)
def test_each_capture_is_printed_or_named_as_a_copy(captured: dict[Path, Article], likeness: float) -> None:
    found = merge(captured, likeness)
    assert list(found.articles) == [path for path in captured if path in found.articles]
    left_out = {Path(each.path): Path(each.of) for each in found.duplicates}
    assert left_out.keys() == captured.keys() - found.articles.keys()
    assert found.articles.keys() >= set(left_out.values())
    assert all(likeness <= each.likeness <= 1 for each in found.duplicates)
    named = sum(len(article.provenance.copies) for article in found.articles.values())
    paths = {captured[path].provenance.path or str(path) for path in left_out}
    assert named >= len(paths)


@given(editions)
def test_at_one_no_words_are_lost(captured: dict[Path, Article]) -> None:
    def words(members: dict[Path, Article]) -> set[str]:
        texts = (plain_text(article.body) for article in members.values())
        return {"".join(filter(str.isalnum, text)).casefold() for text in texts}

    assert words(merge(captured, 1).articles) == words(captured)
