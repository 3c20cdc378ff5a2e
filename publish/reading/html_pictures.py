"""Pictures in pages: where their address stands besides `img` itself, and links that only enlarge them."""

import re

from publish.reading.html_tree import Element, attributes_of, text_of
from publish.reading.tags import PICTURE_TAGS, real_source

_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:[?#!].*)?$", re.IGNORECASE)
_PICTURE_PAGE = re.compile(r"photo|image|img|picture|gallery|zoom|foto|bild", re.IGNORECASE)
# What not every program can show is taken only where nothing else is given.
_NEW_KINDS = frozenset({"image/webp", "image/avif", "image/jxl"})


def with_sources(picture: Element) -> dict[str, str]:
    """The attributes of an `img`, with the sets of the `source` elements beside it in a `picture`."""
    attributes = attributes_of(picture)
    outer = picture.getparent()
    while outer is not None and outer.tag == "source":  # libxml2 does not know it as an empty element
        outer = outer.getparent()
    if outer is None or outer.tag != "picture":
        return attributes
    plain: list[str] = []
    new: list[str] = []
    for source in outer.iter("source"):
        addresses = source.get("srcset") or source.get("data-srcset") or ""
        (new if source.get("type") in _NEW_KINDS else plain).append(addresses)
    sets = ", ".join(filter(None, (attributes.get("srcset", ""), *plain)))
    if not real_source(attributes | {"srcset": sets}):
        sets = ", ".join(filter(None, new))
    return attributes | {"srcset": sets} if sets else attributes


def is_enlargement(link: Element) -> bool:
    """True for a link around pictures alone that leads to the same, larger, or to the page's gallery."""
    address = link.get("href", "")
    if not address or text_of(link).strip() or next(link.iter(*PICTURE_TAGS), None) is None:
        return False
    if _PICTURE_FILE.search(address):
        return True
    of_page = "//" not in address and ":" not in address
    return of_page and bool(_PICTURE_PAGE.search(address))
