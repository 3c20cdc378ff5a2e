"""Pictures that show nothing of the article: no address, placeholders, dividers, adverts, tracking pixels.

Three rules that know a picture by how it stands in the capture; what the pixels show is the business of
`assets`. A picture that none of them is sure of is the article's.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import Why, changed, without
from publish.cleaning.shapes import (
    images_of,
    is_blank,
    is_empty,
    is_links,
    is_pictures,
    span_of,
    without_inlines,
    words,
)
from publish.model import Article, Block, Image, Inline, Link, Paragraph
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import inline_runs, iter_inlines, plain_text

# Placeholders of lazy loading and pixels that count readers.
_NO_PICTURE = re.compile(
    r"^$|^#|^data:image/svg\+xml|^data:image/gif;base64,R0lGODlhAQAB|^data:image/[a-z]+;base64,[\w+/=%]{0,200}$|(?:^|[/_.-])(?:1x1|pixel|blank|spacer|transparent|grey|loading)\.(?:gif|png|svg)(?:$|\?)",
    re.IGNORECASE,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?|svg|avif)(?:$|\?)", re.IGNORECASE)
_GIF = re.compile(r"wx_fmt=gif|mmbiz_gif|\.gif(?:$|\?)", re.IGNORECASE)

_DIVIDERS = 3  # times that a still picture must stand in an article to be a divider; two for a moving one


# An address with blanks and quotes in it is no address for a Markdown reader: the mark-up is left as text.
_UNREAD = re.compile(r"(?:!\[[^\]]*\]\(data:image/[^()]*(?:\([^()]*\)[^()]*)*\)\s*)+")


@cleaner(
    "placeholders",
    reason="A picture that shows nothing: what a page puts in the place of one not loaded yet.",
)
def placeholders(article: Article) -> Article:
    """Take out pictures without an address, placeholders, and those whose text says they are dressing."""
    unread = [
        number
        for number, block in enumerate(article.body)
        if isinstance(block, Paragraph)
        and words(block).startswith("![")
        and _UNREAD.fullmatch(one_line(plain_text(block)))
    ]
    article = without(article, "placeholders", unread)
    known = phrases().pictures
    debris = {fold(name) for name in known.debris}
    return _without(
        article,
        "placeholders",
        lambda inline: (
            isinstance(inline, Image)
            and (
                _shows_nothing(inline.src, known.address)
                or (bool(inline.alt) and fold(inline.alt) in debris)
            )
        ),
    )


@lru_cache(maxsize=4096)
def _shows_nothing(src: str, dressing: re.Pattern[str]) -> bool:
    """True for no address, that of a placeholder, and that of what dresses a page."""
    return bool(_NO_PICTURE.search(src) or dressing.search(src))


@cleaner("dividers", reason="A picture that stands several times in the article to part or dress it.")
def dividers(article: Article) -> Article:
    """Take out pictures that stand several times in the article: they divide it or dress its headings."""
    times = Counter(_address(image.src) for block in article.body for image in images_of(block))
    if max(times.values(), default=0) < _DIVIDERS - 1:
        return article
    return _without(
        article,
        "dividers",
        lambda inline: (
            isinstance(inline, Image)
            and times[_address(inline.src)] >= (_DIVIDERS - 1 if _GIF.search(inline.src) else _DIVIDERS)
        ),
        lambda block: f"stands {max(times[_address(image.src)] for image in images_of(block))} times",
    )


@cleaner("linked-pictures", reason="A picture that leads to another page is an advert for it.")
def linked_pictures(article: Article) -> Article:
    """Take out pictures that link to another page: adverts for it. A link to the larger picture stays.

    At the end of the article the words that lead to the same page right below such a picture go with it.
    """
    banner = _banner_at_end(article.body)
    return _without(without(article, "linked-pictures", banner), "linked-pictures", _is_advert, _where_to)


def _banner_at_end(body: tuple[Block, ...]) -> list[int]:
    """The last block, if it and the picture above it are links to one page."""
    if len(body) < _FEWEST_BLOCKS or not is_links(body[-1]) or not is_pictures(body[-2]):
        return []
    above, below = (
        {inline.target for inline in iter_inlines((block,)) if isinstance(inline, Link)}
        for block in body[-2:]
    )
    return [len(body) - 1] if len(above) == 1 and above == below else []


_FEWEST_BLOCKS = 3


def _where_to(block: Block) -> str:
    targets = (
        urlsplit(inline.target).hostname for inline in iter_inlines((block,)) if isinstance(inline, Link)
    )
    return f"leads to {host}" if (host := next(filter(None, targets), "")) else ""


def _is_advert(inline: Inline) -> bool:
    return (
        isinstance(inline, Link)
        and is_blank(plain_text(inline))
        and bool(_images_in(inline))
        and not _shows_larger(inline)
    )


def _shows_larger(link: Link) -> bool:
    """True for a link to a picture file, or to nowhere: the reader's own address of the picture."""
    return not link.target or bool(_PICTURE_FILE.search(link.target))


def _images_in(inline: Inline) -> list[Image]:
    found = [inner for run in inline_runs(inline) for inner in run if isinstance(inner, Image)]
    for run in inline_runs(inline):
        for inner in run:
            found += _images_in(inner)
    return found


@lru_cache(maxsize=4096)
def _address(src: str) -> str:
    """The picture's address without scheme, size and format: what is the same picture for a reader.

    For a proxy or a program the rest of the query says which picture it is: ?imageUrl=https%3A%2F%2F…
    """
    if src.startswith("data:"):
        return src
    parts = urlsplit(src)
    if not parts.query:
        return parts.netloc + parts.path
    of_program = _PROGRAM.search(parts.path)
    told = [
        part
        for part in parts.query.split("&")
        if part and (of_program or not _MANNER.match(part) or _ADDRESS_IN.search(part))
    ]
    return parts.netloc + parts.path + "".join(f"?{part}" for part in told)


_PROGRAM = re.compile(r"\.(?:php\d?|aspx?|ashx|jsp|cgi|do)$", re.IGNORECASE)
_ADDRESS_IN = re.compile(r"=(?:https?)?(?::|%3a)?(?:/|%2f)", re.IGNORECASE)
# How a picture is sent, not which one it is: its size, its format, where it is shown, who may fetch it.
_MANNER = re.compile(
    r"(?:amp;)?(?:"
    r"d?[wh]|c?[xywh]|width|height|size|sz|s|fit|crop|resize|scale|zoom|dpr|thumbnail|rect|strip|"
    r"q|qlt|quality|auto|fm|fmt|format|type|ext|image(?:mogr2|view2?)|x-oss-process|watermark|"
    r"wx_\w*|wxfrom|wxtype|tp|from|usepicprefetch|randomid|retryload|lazy|ssl|"
    r"ixlib|ixid|v|ver|version|t|ts|time|timestamp|token|sign?|signature|expires?|auth_?key|_+"
    r")(?:[=/;&]|$)",
    re.IGNORECASE,
)


def _without(article: Article, rule: str, unwanted: Callable[[Inline], bool], why: Why = "") -> Article:
    """The article without the unwanted pictures or links; a block that was nothing else goes."""
    shown = [number for number, block in enumerate(article.body) if images_of(block)]

    def one(block: Block) -> tuple[Block | None, Block | None]:
        gone = tuple(inline for inline in iter_inlines((block,)) if unwanted(inline))
        if not gone:
            return block, None
        stays = without_inlines(block, unwanted)
        return None if is_empty(stays) else stays, Paragraph(gone, span=span_of(block))

    return changed(article, rule, one, why, only=shown)
