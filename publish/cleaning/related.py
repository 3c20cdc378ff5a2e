"""Lists of other articles: 推荐阅读, 往期回顾, 前情回顾 and the links right under such a line, anywhere."""

from publish.cleaning.looks import has_link
from publish.cleaning.phrases import Phrases, core, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_links, is_pictures, words
from publish.model import Article, Block, Link, List
from publish.plugins import cleaner
from publish.walk import iter_inlines, lone_image

RULE = "related"


@cleaner(RULE, reason="A list of other articles with the line that announces it.")
def related(article: Article) -> Article:
    """Take out a line that announces other articles together with the links under it."""
    known = phrases()
    body = article.body
    gone: set[int] = set()
    end = 0
    for number in range(1, len(body)):
        if number < end or not _leads_away(body[number]):
            continue
        end = next((place for place in range(number, len(body)) if not _leads_away(body[place])), len(body))
        # a line of links may itself announce those below it
        heads = [place for place in range(number - 1, end - 1) if _announces(body[place], known)]
        if heads:
            gone |= set(range(heads[0], end))
    return without(article, RULE, gone)


def _announces(block: Block, known: Phrases) -> bool:
    text = words(block)
    if not text or known.credits.is_list_head(text):
        return False
    return any(
        family.head and "inside" in family.where and family.matches(text, core(text))
        for family in known.families.values()
    )


def _leads_away(block: Block) -> bool:
    """True for a link (text or picture), or a list of them."""
    return is_links(block) or _is_linked_picture(block) or _lists_own_pages(block)


def _is_linked_picture(block: Block) -> bool:
    return is_pictures(block) and lone_image(block) is not None and has_link(block)


def _lists_own_pages(block: Block) -> bool:
    """True for a list of pages of the platform, each with a few words on it."""
    return isinstance(block, List) and all(
        any(
            "mp.weixin.qq.com" in inline.target for inline in iter_inlines(item) if isinstance(inline, Link)
        )
        for item in block.items
    )
