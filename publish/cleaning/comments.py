"""Readers' comments under an article: from their head (9 Comments, 共 40 条评论) to the end."""

import re

from publish.cleaning.phrases import core, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_prose, words
from publish.model import Article, Table
from publish.plugins import cleaner
from publish.walk import Spoken

RULE = "comments"

# Forums set out replies in a table: number, name, how long ago.
_AGO = re.compile(
    r"\d+(?:秒|分钟|小时|天|周|个?月|年)前|\d+(?:second|minute|hour|day|week|month|year)s?ago"
)
_FIRST_WORDS = 60  # characters of a table in which the first reply begins
_LAST_BLOCKS = 3

_LONGEST_HEAD = 160  # characters
_FEWEST_CHARACTERS = 80  # of prose that an article has above its comments


@cleaner(RULE, reason="What readers wrote under the article, with its heading and counters.")
def comments(article: Article) -> Article:
    """Take out the comments; a counter above the article is no head of theirs."""
    heads = phrases().comments
    above = 0
    last = len(article.body) - _LAST_BLOCKS
    for number, block in enumerate(article.body):
        text = words(block)
        if above >= _FEWEST_CHARACTERS:
            head = (
                0 < len(text) <= _LONGEST_HEAD and isinstance(block, Spoken) and heads.matches(core(text))
            )
            head = head or (
                number >= last and isinstance(block, Table) and bool(_AGO.search(text[:_FIRST_WORDS]))
            )
            if head:
                return without(article, RULE, range(number, len(article.body)))
        above += len(text) if is_prose(text) else 0
    return article
