"""Banners without a word beside them: moving pictures at the borders, pictures under the last credit.

What an official account sets above its first line to be followed, and below its last one to be liked,
moves; a moving picture that shows something stands in the text. Below the line that says where the article
comes from there is no article any more. In an article of pictures nobody can tell, and nothing is taken.
"""

import re

from publish.cleaning.phrases import phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import images_of, is_pictures, words
from publish.model import Article, Block
from publish.plugins import cleaner

RULE = "border-pictures"

_MOVING = re.compile(r"mmbiz_gif|//mmbiz\.\S*wx_fmt=gif")
_FEWEST_CHARACTERS = 200  # of words that an article has in which pictures are told apart
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
    if len(pictures) <= _MOST_PICTURES and _closes(spoken[-1], body):
        gone |= set(pictures)
    return without(article, RULE, gone)


def _moves(block: Block) -> bool:
    return is_pictures(block) and all(_MOVING.search(image.src) for image in images_of(block))


def _closes(number: int, body: tuple[Block, ...]) -> bool:
    """True for a credit that is the article's: not right below a picture, whose credit it would be."""
    known = phrases().credits
    text = words(body[number])
    if not known.is_credit(text) or known.is_list_head(text):
        return False
    return not number or not is_pictures(body[number - 1])
