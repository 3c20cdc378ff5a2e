"""Banners without a word beside them: moving pictures at the borders, pictures under the last credit.

What an official account sets above its first line to be followed, and below its last one to be liked,
moves; a moving picture that shows something stands in the text. Below the line that says where the article
comes from, and below its list of sources, there is no article any more. The picture under a last sentence
that invites readers to join is the code to do so. In an article of pictures nobody can tell, and nothing is
taken.
"""

import re

from publish.cleaning.looks import Look
from publish.cleaning.phrases import phrases
from publish.cleaning.removing import without
from publish.cleaning.row import Row
from publish.cleaning.shapes import images_of, is_pictures, words
from publish.model import Article, Block, Paragraph
from publish.plugins import cleaner

RULE = "border-pictures"

_MOVING = re.compile(r"mmbiz_gif|//mmbiz\.\S*wx_fmt=gif")
_FEWEST_CHARACTERS = 120  # of words that an article has in which pictures are told apart
_MOST_PICTURES = 8


@cleaner(
    RULE,
    reason="Moving pictures right above or below the text are banners, and so are pictures under "
    "its last credit.",
)
def border_pictures(article: Article) -> Article:
    """Take out moving pictures at the borders, and pictures below the credit that closes the article."""
    body = article.body
    spoken = [number for number, block in enumerate(body) if words(block)]
    if not spoken or sum(len(words(body[number])) for number in spoken) < _FEWEST_CHARACTERS:
        return article
    above, below = range(spoken[0]), range(spoken[-1] + 1, len(body))
    gone = {number for number in (*above, *below) if _moves(body[number])}
    pictures = [number for number in below if is_pictures(body[number])]
    closed = 0 < len(pictures) <= _MOST_PICTURES and _closes(spoken[-1], body)
    if closed or (len(pictures) == 1 and _invites(body[spoken[-1]])):
        gone |= set(pictures)
    return without(article, RULE, gone)


def _moves(block: Block) -> bool:
    return is_pictures(block) and all(_MOVING.search(image.src) for image in images_of(block))


def _closes(number: int, body: tuple[Block, ...]) -> bool:
    """True for a credit that is the article's: not right below a picture, whose credit it would be."""
    known = phrases()
    text = words(body[number])
    if known.credits.is_list_head(text):
        return False
    if not known.credits.is_credit(text) and Row(body[: number + 1], known).look(number) is not Look.CREDIT:
        return False
    return not number or not is_pictures(body[number - 1])


def _invites(block: Block) -> bool:
    """True for a paragraph whose last clause invites the readers: …，欢迎加入我们与大家一起交流。"""
    if not isinstance(block, Paragraph):
        return False
    clauses = [clause for clause in _CLAUSE.split(words(block)) if clause]
    return len(clauses) > 1 and phrases().prompt(clauses[-1], "ending") is not None


_CLAUSE = re.compile(r"[,。;!]+")
