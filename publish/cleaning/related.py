"""Lists of other articles: 推荐阅读, 往期回顾, 前情回顾 and the links right under such a line, anywhere."""

from publish.cleaning.looks import has_link
from publish.cleaning.phrases import Phrases, core, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_links, is_pictures, words
from publish.model import Article, Block
from publish.plugins import cleaner
from publish.walk import lone_image

RULE = "related"


@cleaner(RULE)
def related(article: Article) -> Article:
    """Take out a line that announces other articles together with the links under it."""
    known = phrases()
    gone: set[int] = set()
    for number, block in enumerate(article.body):
        end = _end_of_links(article.body, number + 1)
        if end > number + 1 and _announces(block, known):
            gone |= set(range(number, end))
    return without(article, RULE, gone)


def _announces(block: Block, known: Phrases) -> bool:
    text = words(block)
    if not text or known.credits.is_list_head(text):
        return False
    return any(
        family.head and "inside" in family.where and family.matches(text, core(text))
        for family in known.families.values()
    )


def _end_of_links(body: tuple[Block, ...], number: int) -> int:
    """The number after the run of links (text or pictures) that begins at `number`."""
    end = number
    while end < len(body) and (is_links(body[end]) or _is_linked_picture(body[end])):
        end += 1
    return end


def _is_linked_picture(block: Block) -> bool:
    return is_pictures(block) and lone_image(block) is not None and has_link(block)
