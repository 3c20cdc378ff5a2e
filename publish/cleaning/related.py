"""Lists of other articles: 推荐阅读, 往期回顾, 前情回顾 and the links right under such a line, anywhere.

Below an article's last prose a site also lists its own pages under a head that could be any: a list or
table of links to its host, each with a date, or several of them inviting readers to subscribe.
"""

import re
from urllib.parse import urlsplit

from msgspec.structs import replace

from publish.cleaning.looks import Look, has_link, look_of
from publish.cleaning.phrases import Phrases, core, fold, phrases
from publish.cleaning.removing import changed, without
from publish.cleaning.shapes import is_links, is_pictures, words
from publish.model import (
    Article,
    Block,
    Break,
    Cell,
    CodeBlock,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Styled,
    Table,
    Text,
)
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
    gone |= _cards_at_borders(body, known)
    article = without(article, RULE, gone | _own_pages_at_end(article))
    return changed(article, RULE, lambda block: _without_run(block, known))


def _cards_at_borders(body: tuple[Block, ...], known: Phrases) -> set[int]:
    """Titles of other articles in a row, each a paragraph that is only a link that the editor set in.

    Two or more right behind the first sentences, or below the last ones; a list of sources may stand
    below them. What a sentence, a heading or a list's head announces is the article's, and so is a row that
    begins in the paragraph above.
    """
    runs: list[list[int]] = []
    for number, block in enumerate(body):
        if _is_card(block):
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
    if all(len(run) < _FEWEST_IN_RUN for run in runs):
        return set()
    speaking = [number for number, block in enumerate(body) if not is_pictures(block) and words(block)]
    found: set[int] = set()
    for run in runs:
        above = [number for number in speaking if number < run[0]]
        below = [number for number in speaking if number > run[-1]]
        if len(run) < _FEWEST_IN_RUN or not above:
            continue
        before = body[above[-1]]
        announced = _ANNOUNCES.search(words(before)) or known.credits.is_list_head(words(before))
        if announced or not isinstance(before, Paragraph) or has_link(before):
            continue
        early = len(above) <= _FIRST_SENTENCES and all(isinstance(body[one], Paragraph) for one in above)
        late = all(_is_source(body[one], known) for one in below)
        if late or (early and below):
            found |= set(run)
    return found


def _is_card(block: Block) -> bool:
    """True for a paragraph that is one link to an article of the platform, as its editor sets it in."""
    if not isinstance(block, Paragraph) or not is_links(block) or len(words(block)) < _SHORTEST_TITLE:
        return False
    links = [inline for inline in iter_inlines((block,)) if isinstance(inline, Link)]
    return len(links) == 1 and _SET_IN.match(links[0].target) is not None


def _is_source(block: Block, known: Phrases) -> bool:
    """True for what may stand below such a row at the end: no prose, or code that lists addresses."""
    if isinstance(block, CodeBlock):
        return "://" in block.text
    return look_of(block, "ending", known) is not Look.PROSE


_SET_IN = re.compile(r"https?://mp\.weixin\.qq\.com/s\?\S*\bscene=21\b")
_ANNOUNCES = re.compile(r"[:：↓👇]\W*$|(?:如下|参见|详见|参考|见下|以下|下面|这[几两些]篇)[^。]{0,12}$")
_FIRST_SENTENCES = 3
_SHORTEST_TITLE = 6  # characters


def _without_run(block: Block, known: Phrases) -> tuple[Block | None, Block | None]:
    """The paragraph without the links in a row that end it, and the label that announces them.

    今天就到这里。往期文章：[甲](…)[乙](…): the label is the last clause above the links.
    """
    if isinstance(block, Quote) and len(block.content) == 1:
        stays, goes = _without_run(block.content[0], known)
        return (block if goes is None else replace(block, content=(stays,)) if stays else None), goes
    if not isinstance(block, Paragraph) or not block.content:
        return block, None
    content = block.content
    first = len(content)
    while first and _is_between_links(content[first - 1]):
        first -= 1
    links = [inline for inline in content[first:] if isinstance(inline, Link) or _has_links(inline)]
    label = content[first - 1] if first else None
    if len(links) < _FEWEST_IN_RUN or not isinstance(label, Text | Styled):
        return block, None
    said = label.text if isinstance(label, Text) else plain_text(label)
    start = max((match.end() for match in _CLAUSE_END.finditer(said.rstrip("\n :：↓👇"))), default=0)
    text = fold(said[start:])
    if not text or known.credits.is_list_head(text) or not _heads(text, known):
        return block, None
    if isinstance(label, Styled) and start:
        return block, None
    above = content[: first - 1] + ((Text(said[:start].rstrip()),) if said[:start].strip() else ())
    if isinstance(label, Text):
        gone: tuple[Inline, ...] = (Text(said[start:]), *content[first:])
    else:
        gone = (label, *content[first:])
    while above and isinstance(above[-1], Break):
        above = above[:-1]
    lost = Paragraph(gone, span=block.span)
    return (replace(block, content=above) if any(plain_text(one).strip() for one in above) else None), lost


def _has_links(inline: Inline) -> bool:
    """True for bold and the like around links and nothing else."""
    return isinstance(inline, Styled) and is_links(Paragraph((inline,)))


def _is_between_links(inline: Inline) -> bool:
    """True for a link, and for what may part links: blanks, numbers, dots and bars."""
    if isinstance(inline, Text):
        return _BETWEEN.fullmatch(inline.text) is not None
    return isinstance(inline, Link | Break) or _has_links(inline)


_FEWEST_IN_RUN = 2
_CLAUSE_END = re.compile(r"[。！？!?~～…\n]+[”’」』）)]*|[，；;](?=[^，；;]{1,12}$)|\.\s")
_BETWEEN = re.compile(r"[\s\d.、，,|丨/·•①-⑳()（）↓👇>›-]*")


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
    return bool(text) and not known.credits.is_list_head(text) and _heads(text, known)


def _heads(text: str, known: Phrases) -> bool:
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
