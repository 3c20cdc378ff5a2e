"""The page around an article: menus and lists of links above the title that the page itself prints.

A converter of whole pages writes the title, then the page from its top: logo, menu, search, and somewhere
the title again. If there are links but hardly any prose above that last repetition, all above it is the
page's.
"""

from publish.cleaning.looks import Look, look_of
from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_links, words
from publish.model import Article, Block, Link, List
from publish.plugins import cleaner
from publish.walk import iter_inlines, plain_text

RULE = "page-chrome"

_SHARE_OF_PROSE = 0.1  # of the article's prose that may stand above the title
_FEWEST_BLOCKS = 2  # with words, that a menu has


@cleaner(RULE, reason="What the page shows above its own title: menus, breadcrumbs, banners.")
def page_chrome(article: Article) -> Article:
    """Take out what stands above the page's own title, the title with it."""
    title = fold(article.title)
    places = [number for number, block in enumerate(article.body) if title and words(block) == title]
    for place in reversed(places):
        menu = [block for block in article.body[:place] if words(block) not in ("", title)]
        if len(menu) < _FEWEST_BLOCKS or not any(is_links(block) for block in menu):
            continue
        lengths = [_prose(block) for block in article.body]
        if sum(lengths[:place]) <= _SHARE_OF_PROSE * sum(lengths):
            return without(article, RULE, range(place + 1))
    return article


def _prose(block: Block) -> int:
    """Characters of prose in a block; a credit may be an author's line above the title."""
    known = phrases()
    if isinstance(block, List) and _is_menu(block):
        return 0
    return len(words(block)) if look_of(block, "opening", known) in (Look.PROSE, Look.CREDIT) else 0


def _is_menu(block: List) -> bool:
    """True for a list of links, with or without words of praise between them."""
    links = [inline for inline in iter_inlines((block,)) if isinstance(inline, Link)]
    linked = sum(len(fold(plain_text(link))) for link in links)
    return len(links) >= _FEWEST_LINKS and linked >= _SHARE_OF_LINKS * len(words(block))


_FEWEST_LINKS = 8
_SHARE_OF_LINKS = 0.3
