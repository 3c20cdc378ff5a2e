"""The page around an article: menus and lists of links above the title that the page itself prints.

A converter of whole pages writes the title, then the page from its top: logo, menu, search, and somewhere
the title again, perhaps in other words: feeds shorten titles, and pages change them. If there are links but
hardly any prose above that last repetition, all above it is the page's, but for the picture that leads the
article. Where no heading is like the title, a menu of links and single words right above the first heading
of the highest level goes, and the heading stays.
"""

import re

from publish.cleaning.looks import Look, look_of
from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import images_of, is_links, is_pictures, is_prose, words
from publish.model import Article, Block, Heading, Link, List, Paragraph, Rule
from publish.plugins import cleaner
from publish.walk import iter_inlines, plain_text

RULE = "page-chrome"

_SHARE_OF_PROSE = 0.1  # of the article's prose that may stand above the title
_FEWEST_BLOCKS = 2  # with words, that a menu has
_FEWEST_LISTED = 4  # links that a menu has above a heading that is not like the title
_MOST_LEADING = 3  # blocks between the picture that leads an article and its title
_LEAST_ALIKE = 0.75  # share of words that two titles have in common
_LEAST_OF_LONGER = 0.6  # of the longer one, if it has all words of the other
_FEWEST_WORDS = 4  # of a title that can be known by them


@cleaner(RULE, reason="What the page shows above its own title: menus, breadcrumbs, banners.")
def page_chrome(article: Article) -> Article:
    """Take out what stands above the page's own title, the title with it."""
    title = fold(article.title)
    if not title:
        return article
    body = article.body
    signs = title_words(article.title)
    places = [number for number, block in enumerate(body) if words(block) == title]
    if not places or _has_menu(body[places[-1] + 1 :], title):
        places += [number for number in range(len(body)) if _is_like(body[number], title, signs)]
    lengths: list[int] = []
    for place in reversed(places):
        menu = [block for block in body[:place] if words(block) not in ("", title)]
        if len(menu) < _FEWEST_BLOCKS or not any(_leads(block) for block in menu):
            continue
        lengths = lengths or [0 if words(block) == title else _prose(block) for block in body]
        if sum(lengths[:place]) <= _SHARE_OF_PROSE * sum(lengths):
            return without(article, RULE, set(range(place + 1)) - _leading_picture(body, place))
    return without(article, RULE, _menu_above_heading(body))


def _has_menu(below: tuple[Block, ...], title: str) -> bool:
    """True if links stand right below the title, so that it may come again in other words."""
    spoken = [block for block in below[:_FIRST_BLOCKS] if words(block) not in ("", title)]
    return any(_leads(block) for block in spoken[:_FEWEST_LISTED])


_FIRST_BLOCKS = 12


def _leads(block: Block) -> bool:
    return is_links(block) or (isinstance(block, List) and _is_menu(block))


def _is_like(block: Block, title: str, signs: frozenset[str]) -> bool:
    """True for a heading that is the title but for some words, or the title's beginning."""
    if not isinstance(block, Heading):
        return False
    text = words(block)
    if not text or text == title:
        return False
    if min(len(text), len(title)) >= _SHORTEST_TITLE and (text.startswith(title) or title.startswith(text)):
        return True
    others = title_words(plain_text(block))
    common = len(signs & others)
    fewer, more = sorted((len(signs), len(others)))
    least = _LEAST_OF_LONGER if common == fewer else _LEAST_ALIKE
    return common >= _FEWEST_WORDS and common >= least * more


_SHORTEST_TITLE = 12
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def title_words(title: str) -> frozenset[str]:
    """The words of a title, without their order; of ideographs, every pair that stands together."""
    found: set[str] = set()
    for word in _WORD.findall(title.lower()):
        rest = _IDEOGRAPHS.sub(" ", word)
        found.update(rest.split())
        for run in _IDEOGRAPHS.findall(word):
            found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return frozenset(found)


def _leading_picture(body: tuple[Block, ...], place: int) -> set[int]:
    """The picture right above the title, which leads the article: not linked, no icon, no logo's file."""
    for number in range(place - 1, max(-1, place - 1 - _MOST_LEADING), -1):
        block = body[number]
        if is_pictures(block):
            return {number} if _shows_article(block) else set()
        if not isinstance(block, Paragraph) or len(words(block)) > _LONGEST_SECTION:
            break
    return set()


_LONGEST_SECTION = 24  # characters of a section's name between picture and title


def _shows_article(block: Block) -> bool:
    """True for one photograph of the article's: of no size, name or kind that logos have."""
    if any(isinstance(inline, Link) for inline in iter_inlines((block,))) or len(images_of(block)) != 1:
        return False
    src = images_of(block)[0].src
    return bool(_PHOTOGRAPH.search(src)) and not _DRESSING.search(src) and not _is_known(src)


def _is_known(src: str) -> bool:
    return phrases().pictures.address.search(src) is not None


_PHOTOGRAPH = re.compile(r"^https?://.*\.(?:jpe?g|png|webp|avif)(?:$|[?#])", re.IGNORECASE)
_DRESSING = re.compile(
    r"logo|icon|sprite|avatar|banner|header|button|badge|/(?:themes?|static|assets?)/", re.IGNORECASE
)


def _menu_above_heading(body: tuple[Block, ...]) -> set[int]:
    """The menu at the top, if the article's first paragraph stands under a heading that closes the menu."""
    heading: int | None = None
    for number, block in enumerate(body):
        if isinstance(block, Heading) and block.level == 1:
            heading = number
        if not _is_of_menu(block):
            break
    if heading is None:
        return set()
    links = [inline for inline in iter_inlines(body[:heading]) if isinstance(inline, Link)]
    return set(range(heading)) if len(links) >= _FEWEST_LISTED else set()


def _is_of_menu(block: Block) -> bool:
    """True for what a menu is made of: links, pictures that are linked, single words and numbers."""
    if isinstance(block, Rule) or _leads(block):
        return True
    if is_pictures(block):
        return any(isinstance(inline, Link) for inline in iter_inlines((block,)))
    if isinstance(block, Heading):
        return not is_prose(words(block)) or block.level == 1
    return isinstance(block, Paragraph) and look_of(block, "opening", phrases()) in _OF_MENU


_OF_MENU = (Look.ORNAMENT, Look.LINKS, Look.PROMPT)


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
