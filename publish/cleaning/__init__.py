"""Cleaning: from an Article as it was captured to one that holds the article and nothing else.

    order.py      the rules, in the one order they are applied
    phrases.py    what the rules know of texts: sources/*.toml
    shapes.py     how a block looks        looks.py   what it is, seen from an article's borders
    removing.py   taking blocks out, with a record
    title_once.py byline.py ...            a small module for each rule

A rule is a `Cleaner`: an Article to an Article with less in it and a `Removal` for all that is gone. Rules
never add text. They know how debris comes about (position, shape, the platform's fixed texts, families of
phrases), never the words of one article. What is not sure stays.
"""

from collections.abc import Collection, Sequence

from publish.cleaning.order import RULES
from publish.model import Article
from publish.plugins import Cleaner

__all__ = ["RULES", "clean"]

_CLEANED = frozenset({"article", "truncated"})
_MOST_PASSES = 64


def clean(
    article: Article, rules: Sequence[Cleaner] = RULES, keep: Collection[str] = frozenset()
) -> Article:
    """The article without its debris, every removal on record in `provenance.removals`.

    `keep` names rules that are left out, which brings back what they took. The rules are applied until
    none changes anything, so cleaning a clean article does nothing: usually the second pass only sees
    that the first was enough. (A foreign rule that never comes to rest is stopped.)

    A capture that is no article (`provenance.kind` empty, captcha, deleted ...) is left as it is: its
    text is the evidence for what happened to it, and nobody prints it.
    """
    if article.provenance.kind not in _CLEANED:
        return article
    chosen = [rule for rule in rules if rule.name not in keep]
    for _ in range(_MOST_PASSES):
        cleaned = article
        for rule in chosen:
            cleaned = rule(cleaned)
        if cleaned == article:
            return article
        article = cleaned
    return article
