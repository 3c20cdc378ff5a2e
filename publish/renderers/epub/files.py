"""Which part and which article stands in which file of an EPUB, and where each can be led to.

Names are counted, not made of titles: ASCII, short, and the same on every build.
"""

import re
from collections.abc import Mapping
from itertools import count
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from publish.markup.names import element_id, scoped_id
from publish.model import Article, Asset, Edition, Heading, Image, Part
from publish.normal import one_line
from publish.walk import plain_text

Addresses: TypeAlias = Mapping[str, str]
"""From an id of the edition (a part's, an article's) to where it stands: `article-001.xhtml#a1`."""


class Chapter(Struct, frozen=True):
    """An article and the file that it stands in."""

    name: str
    article: Article

    @property
    def href(self) -> str:
        """Where its title stands."""
        return _href(self.name, self.article.id)


class Division(Struct, frozen=True):
    """A part, the file of its opening (nothing for a part that has none), and its articles."""

    name: str
    part: Part
    chapters: tuple[Chapter, ...]

    @property
    def href(self) -> str:
        """Where its title stands."""
        return _href(self.name, self.part.id)


def _href(name: str, own: str) -> str:
    return f"{name}#{element_id(own)}" if own else name


def divisions(edition: Edition) -> list[Division]:
    """The parts of an edition in reading order, each article with its file."""
    width = max(3, len(str(sum(1 for _ in edition.articles()))))
    number = count(1)
    return [
        Division(
            f"part-{place:02d}.xhtml" if part.title or part.introduction else "",
            part,
            tuple(
                Chapter(f"article-{next(number):0{width}d}.xhtml", _with_section_ids(article))
                for article in part.contents
            ),
        )
        for place, part in enumerate(edition.contents, start=1)
    ]


def _with_section_ids(article: Article) -> Article:
    """The article with an id on every section heading, so that the contents can lead there."""
    if all(block.id for block in article.body if isinstance(block, Heading)):
        return article
    body = tuple(
        replace(block, id=f"section-{place}") if isinstance(block, Heading) and not block.id else block
        for place, block in enumerate(article.body, start=1)
    )
    return replace(article, body=body)


def sections(article: Article) -> list[tuple[str, str]]:
    """The titles and ids of an article's sections: its headings of level 2 that stand in no other block."""
    return [
        (title, scoped_id(article.id, block.id))
        for block in article.body
        if isinstance(block, Heading) and block.level == 2 and (title := one_line(plain_text(block)))
    ]


def addresses(found: list[Division]) -> Addresses:
    """Where the parts and articles of the edition stand."""
    parts = {each.part.id: each.href for each in found if each.part.title}
    articles = {each.article.id: each.href for division in found for each in division.chapters}
    return {own: href for own, href in (parts | articles).items() if own}


# Pictures ------------------------------------------------------------------------------------------

_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}


class Pictures:
    """The pictures of an edition by their src, and which of them were shown.

    `described` turns False when one is shown that has no text alternative of its own.
    """

    def __init__(self, assets: tuple[Asset, ...]) -> None:
        self._assets = {asset.src: asset for asset in assets}
        self._shown: set[str] = set()
        self.described = True

    def href(self, image: Image) -> str | None:
        """The file of a picture, None for one that the edition does not have."""
        href = self.find(image.src)
        if href is not None and not (image.alt or image.title):
            self.described = False
        return href

    def find(self, src: str) -> str | None:
        """As `href`, for a picture that something else describes."""
        asset = self._assets.get(src)
        if asset is None:
            return None
        self._shown.add(src)
        return picture_name(asset)

    def shown(self) -> list[Asset]:
        """The pictures that stand in some document, in the order of the edition's assets."""
        return [asset for src, asset in self._assets.items() if src in self._shown]


def picture_name(asset: Asset) -> str:
    """The file of a picture inside the EPUB."""
    name = asset.path.rpartition("/")[2]
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        name = asset.sha256[:16] + _SUFFIXES.get(asset.media_type, "")
    return f"images/{name}"


def picture_id(asset: Asset) -> str:
    """The id of a picture in the manifest."""
    return f"image-{asset.sha256[:16]}"
