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
from publish.cleaning.shapes import images_of, is_blank, is_empty, span_of, without_inlines, words
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
    times = Counter(_address(image) for block in article.body for image in images_of(block))
    return _without(
        article,
        "dividers",
        lambda inline: (
            isinstance(inline, Image)
            and times[_address(inline)] >= (_DIVIDERS - 1 if _GIF.search(inline.src) else _DIVIDERS)
        ),
        lambda block: f"stands {max(times[_address(image)] for image in images_of(block))} times",
    )


@cleaner("linked-pictures", reason="A picture that leads to another page is an advert for it.")
def linked_pictures(article: Article) -> Article:
    """Take out pictures that link to another page: adverts for it. A link to the larger picture stays."""
    return _without(article, "linked-pictures", _is_advert, _where_to)


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


def _address(image: Image) -> str:
    """The picture's address without scheme and query: what is the same picture for a reader."""
    parts = urlsplit(image.src) if not image.src.startswith("data:") else None
    return parts.netloc + parts.path if parts else image.src


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
