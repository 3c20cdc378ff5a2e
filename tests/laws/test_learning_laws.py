"""Laws of learning: the same from any order, nothing from the middle, no credit, and still lawful cleaning.

The accounts are made up of lines that accounts and articles have; and where the private captures are at
hand, the laws hold on each of their accounts.
"""

from collections import Counter
from pathlib import Path
from random import Random

from cleaning.small_accounts import STORIES, captured, knowing, learned_from, samples
from hypothesis import given, settings
from hypothesis import strategies as st
from laws.test_cleaning_laws import accounted, is_subsequence, letters
from msgspec.structs import replace

from publish.cleaning import Sample, clean, clean_further, learn, shipped
from publish.cleaning.accounts import account_name
from publish.cleaning.learning_forms import forms_of
from publish.cleaning.phrases import fold
from publish.cleaning.shapes import words
from publish.diagnostics import Report
from publish.model import Article, Block
from publish.plugins import Plugins
from publish.reading import read_file
from publish.walk import plain_text

AROUND = (
    "愿每一扇旧窗都有人修", "运河人家是一群修屋人的笔记，每周二和周五各一篇。", "**关于本号**",
    "扫码关注我们", "点个在看", "推荐阅读", "第{n}期", "总第{n}号 修屋人的日常", "---", "谢谢大家！",
    "![](https://pictures.example/card.png)", "![](https://pictures.example/river.gif)", "**结语**",
    "（来源：水边日报）", "图片来源：水乡图库", "编辑：沈知秋", "参考资料：", "**影响范围**",
)  # fmt: skip
CREDITS = ("（来源：水边日报）", "图片来源：水乡图库", "编辑：沈知秋", "参考资料：")

around = st.lists(st.sampled_from(AROUND), max_size=4)


@st.composite
def accounts(draw: st.DrawFn) -> list[Article]:
    """Articles with lines before, inside and after them, some of which they have in common."""
    common_before, common_after = draw(around), draw(around)
    articles = []
    for n, (title, first, second) in enumerate(STORIES):
        before = common_before if draw(st.booleans()) else draw(around)
        after = common_after if draw(st.booleans()) else draw(around)
        inside = draw(around)
        story = (title, first, *inside, second)
        pieces = ("\n\n".join(lines).replace("{n}", str(n)) for lines in (before, after))
        articles.append(captured(story, *pieces))
    return articles


@given(accounts(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_articles_does_not_matter(articles: list[Article], random: Random) -> None:
    shuffled = list(articles)
    random.shuffle(shuffled)
    assert learn(samples(shuffled), shipped()) == learn(samples(articles), shipped())


@given(accounts())
@settings(max_examples=60)
def test_cleaning_by_what_was_learned_is_lawful(articles: list[Article]) -> None:
    knowledge = knowing(articles)
    for article in articles:
        cleaned = clean(article, knowledge=knowledge)
        assert clean(cleaned, knowledge=knowledge) == cleaned, "it is idempotent"
        assert cleaned == clean_further(clean(article), knowledge=knowledge), (
            "learned before or after, it is one"
        )
        assert is_subsequence(letters(cleaned.body), letters(article.body)), "it adds no text"
        assert accounted(article) <= accounted(cleaned), "every line is in the article or on record"


@given(accounts())
@settings(max_examples=60)
def test_no_credit_and_no_sentence_of_an_article_is_learned(articles: list[Article]) -> None:
    own = {paragraph for _, *paragraphs in STORIES for paragraph in paragraphs}
    for account in learned_from(articles).values():
        texts = {line.text for line in account.lines}
        assert not texts & (own | set(CREDITS))


@given(st.lists(st.sampled_from(AROUND), min_size=1, max_size=4))
@settings(max_examples=40)
def test_what_stands_in_the_middle_of_articles_is_never_learned(inside: list[str]) -> None:
    stories = [(title, first, *inside, second) for title, first, second in STORIES]
    assert learned_from(captured(story) for story in stories) == {}


# The private captures ------------------------------------------------------------------------------


def archive(shared: Path) -> list[Sample]:
    plugins = Plugins()
    files = sorted((shared / "corpus" / "archive").glob("*/*.md"))
    assert files
    articles = (read_file(file, plugins, Report()) for file in files)
    return [Sample(article, clean(article)) for article in articles]


def test_learning_from_the_private_archive_takes_only_what_repeats_and_no_credit(shared: Path) -> None:
    """No line goes that the list of credits knows, and no words that stand in fewer than three articles."""
    found = archive(shared)
    known = shipped()
    lessons = learn(found, known)
    assert [lesson.name for lesson in lessons if lesson.found], "or this shows nothing"
    knowledge = replace(known, accounts={lesson.name: lesson.account for lesson in lessons})
    articles_with = Counter(
        (account_name(one.cleaned), form)
        for one in found
        for form in {form for article in one for block in article.body for form in forms_of(block)}
    )
    for _, without in found:
        with_it = clean_further(without, knowledge=knowledge)
        where = without.provenance.path
        for block in lost(without, with_it):
            assert not any(known.credits.is_credit(fold(line)) for line in lines_in(block)), where
            if words(block):
                assert all(articles_with[account_name(without), form] >= 3 for form in forms_of(block)), (
                    where
                )
        assert clean(with_it, knowledge=knowledge) == with_it, where


def lost(before: Article, after: Article) -> list[Block]:
    """The blocks that learning has taken out of an article."""
    new = after.provenance.removals[len(before.provenance.removals) :]
    gone = {line for one in new for line in range(one.span.first, one.span.last + 1)}
    return [block for block in before.body if block.span and block.span.first in gone]


def lines_in(block: Block) -> list[str]:
    """The words of a block, and each line of them."""
    return [line for text in (plain_text(block), *plain_text(block).split("\n")) if (line := text.strip())]
