"""A row with a day beside a link to the page of a person: `2024-03-26 [顾南](/gunan/) 评论 (3)`."""

import re
from urllib.parse import urlsplit

from publish.cleaning.byline_forms import Byline, published_first
from publish.cleaning.phrases import fold, phrases
from publish.facts.names import account_in_path, split_names
from publish.model import Link, Paragraph
from publish.normal import one_line
from publish.walk import iter_inlines, plain_text

_LONGEST_ROW, _LONGEST_NAME = 90, 30
_PEOPLE = re.compile(
    r"/(?:u|users?|members?|people|profiles?|authors?|space|space-uid|home|blog/u|@)/?[^/?]+/?$|/@[^/]+/?$",
    re.IGNORECASE,
)
# What else stands in such a row: days, times, counts, marks, the words for them.
_ELSE = re.compile(
    r"\d+|[\s\W_]+|年|月|日|阅读(?:量|数)?|浏览|评论|点赞|收藏|发布于|发表于|更新于|次|views?|comments?|by|on|in",
    re.IGNORECASE,
)


def row_beside_day(block: Paragraph) -> Byline | None:
    """What a short row with a day says, if beside the day stands a link to the page of one person."""
    text = one_line(plain_text(block))
    if not 0 < len(text) <= _LONGEST_ROW:
        return None
    day = published_first(text)
    if not day:
        return None
    links = [inline for inline in iter_inlines((block,)) if isinstance(inline, Link)]
    named = [link for link in links if _leads_to_person(link)]
    if len({link.target for link in named}) != 1:
        return None
    name = one_line(plain_text(named[0]))
    rest = text.replace(name, " ")
    return Byline(split_names(name), "", day, whole=not _ELSE.sub("", rest))


def names_section(block: Paragraph, name: str) -> bool:
    """True for a name that is a link to a part of the site, as `[技术](/tech/)` is: no account's.

    Links of accounts lead to the platform, to a script, to a site's first page or into a list of accounts.
    """
    for inline in iter_inlines((block,)):
        if isinstance(inline, Link) and fold(plain_text(inline)) == fold(name):
            address = urlsplit(inline.target)
            elsewhere = address.scheme not in {"", "http", "https"}
            elsewhere = elsewhere or (address.hostname or "") in phrases().platform.hosts
            return bool(address.path.strip("/")) and not elsewhere and not account_in_path(address.path)
    return False


def _leads_to_person(link: Link) -> bool:
    """True for a link whose address is known as one of people, or ends with the name that it shows."""
    name, address = one_line(plain_text(link)), urlsplit(link.target)
    if not 0 < len(name) <= _LONGEST_NAME or address.fragment or address.query or not split_names(name):
        return False
    owner = address.path.strip("/")
    of_name = "/" not in owner and len(owner) > 1 and fold(owner) in fold(name)
    return of_name or bool(_PEOPLE.search(address.path))
