"""Cleaning: from an Article as it was captured to one that holds the article and nothing else.

    order.py      the rules, in the one order they are applied
    phrases.py    what the rules know of texts: sources/*.toml
    shapes.py     how a block looks        looks.py   what it is, seen from an article's borders
    removing.py   taking blocks out, with a record
    title_once.py byline.py ...            a small module for each rule
    learning*.py  what a source repeats    accounts.py what is known of a source

A rule is a `Cleaner`: an Article to an Article with less in it and a `Removal` for all that is gone. Rules
never add text. They know how debris comes about (position, shape, the platform's fixed texts, families of
phrases), never the words of one article. What is not sure stays.
"""

from collections.abc import Collection, Sequence

from publish.cleaning.learned import RULE as LEARNED
from publish.cleaning.learned import knows_account, learned
from publish.cleaning.learning import FEWEST, Lesson, Sample, learn
from publish.cleaning.order import RULES
from publish.cleaning.phrases import Phrases, knowing, shipped
from publish.model import Article
from publish.plugins import Cleaner

__all__ = [
    "FEWEST",
    "LEARNED",
    "RULES",
    "Lesson",
    "Phrases",
    "Sample",
    "clean",
    "clean_further",
    "knows_account",
    "learn",
    "shipped",
]

_CLEANED = frozenset({"article", "truncated"})
_MOST_PASSES = 64


def clean(
    article: Article,
    rules: Sequence[Cleaner] = RULES,
    keep: Collection[str] = frozenset(),
    knowledge: Phrases | None = None,
) -> Article:
    """The article without its debris, every removal on record in `provenance.removals`.

    `keep` names rules that are left out, which brings back what they took. `knowledge` is what the rules
    know: without it, what comes with publish. The rules are applied until
    none changes anything, so cleaning a clean article does nothing: usually the second pass only sees
    that the first was enough. (A foreign rule that never comes to rest is stopped.)

    A capture that is no article (`provenance.kind` empty, captcha, deleted ...) is left as it is: its
    text is the evidence for what happened to it, and nobody prints it.
    """
    if article.provenance.kind not in _CLEANED:
        return article
    first = [rule for rule in rules if rule is not learned and rule.name not in keep]
    with knowing(knowledge):
        article = _at_rest(article, first)
    return clean_further(article, rules, keep, knowledge)


def clean_further(
    article: Article,
    rules: Sequence[Cleaner] = RULES,
    keep: Collection[str] = frozenset(),
    knowledge: Phrases | None = None,
) -> Article:
    """A clean article without what its source is known to repeat: the second half of `clean`.

    What a source repeats was learned from articles that the other rules had left as they are now.
    """
    if learned not in rules or learned.name in keep or article.provenance.kind not in _CLEANED:
        return article
    with knowing(knowledge):
        further = learned(article)
        if further is article:
            return article
        return _at_rest(further, [rule for rule in rules if rule.name not in keep])


def _at_rest(article: Article, rules: Sequence[Cleaner]) -> Article:
    for _ in range(_MOST_PASSES):
        cleaned = article
        for rule in rules:
            cleaned = rule(cleaned)
        if cleaned is article or cleaned == article:
            return article
        article = cleaned
    return article
