"""Lists of other articles: 推荐阅读, 往期回顾, 前情回顾 and the links right under such a line, anywhere.

Below an article's last prose a site also lists its own pages under a head that could be any: a list or
table of links to its host, each with a date, or several of them inviting readers to subscribe.
"""

import re
from urllib.parse import urlsplit

from publish.cleaning.looks import Look, has_link, look_of
from publish.cleaning.phrases import Phrases, core, fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_links, is_pictures, words
from publish.model import Article, Block, Cell, Heading, Link, List, Table
from publish.plugins import cleaner
from publish.walk import iter_inlines, lone_image, plain_text

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
    return without(article, RULE, gone | _own_pages_at_end(article))


def _own_pages_at_end(article: Article) -> set[int]:
    """The site's list of its own pages below the article's last prose, with the heading above it."""
    host = _site(article.provenance.url)
    known = phrases()
    body = article.body
    for number in range(len(body) - 1, 0, -1):
        block = body[number]
        if isinstance(block, List | Table):
            if not host or not _lists_site(block, host):
                return set()
            headed = isinstance(body[number - 1], Heading)
            return {number - 1, number} if headed else {number}
        if look_of(block, "ending", known) is Look.PROSE:
            break
    return set()


def _lists_site(block: List | Table, host: str) -> bool:
    rows = list(block.items) if isinstance(block, List) else [_cells(row) for row in block.rows]
    if len(rows) < _FEWEST_ROWS:
        return False
    links = [[inline for inline in iter_inlines(row) if isinstance(inline, Link)] for row in rows]
    own = sum(any(_site(link.target) == host for link in row) for row in links)
    if own < _SHARE_OF_OWN * len(rows):
        return False
    dated = all(_DATE.search(plain_text(row)) for row, link in zip(rows, links, strict=True) if link)
    inviting = sum(any(_INVITATION.match(fold(plain_text(link))) for link in row) for row in links)
    return dated or inviting >= _FEWEST_INVITING


def _cells(row: tuple[Cell, ...]) -> tuple[Block, ...]:
    return tuple(block for cell in row for block in cell.content)


def _site(address: str) -> str:
    """The last two names of an address's host: what belongs to one house."""
    return ".".join((urlsplit(address).hostname or "").split(".")[-2:])


_FEWEST_ROWS = 3
_FEWEST_INVITING = 3
_SHARE_OF_OWN = 0.7
_DATE = re.compile(r"(?:19|20)\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}")
_INVITATION = re.compile(
    r"(?:subscribe|signup|follow(?:us|on)|joinus|register|getit|iscriv|abbonat|segui(?:ci|la)|scopri|"
    r"abonn|inscri|suiv|suscr|s[ií]gue|assine|siga|folgen|jetzt|订阅|关注|加入|下载|登録|フォロー)"
)


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
