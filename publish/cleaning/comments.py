"""Readers' comments under an article: from their head (9 Comments, 共 40 条评论) to the end."""

from publish.cleaning.phrases import core, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_prose, words
from publish.model import Article, Heading, Paragraph
from publish.plugins import cleaner

RULE = "comments"

_FEWEST_CHARACTERS = 80  # of prose that an article has above its comments


@cleaner(RULE)
def comments(article: Article) -> Article:
    """Take out the comments; a counter above the article is no head of theirs."""
    heads = phrases().comments
    above = 0
    for number, block in enumerate(article.body):
        text = words(block)
        head = isinstance(block, Heading | Paragraph) and heads.matches(core(text))
        if head and above >= _FEWEST_CHARACTERS:
            return without(article, RULE, range(number, len(article.body)))
        above += len(text) if is_prose(text) else 0
    return article
