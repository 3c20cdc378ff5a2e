"""Of which site a page is, for what can be told from where its links lead."""

import re
from collections import Counter

from publish.reading.html_tree import Element

_HOST = re.compile(r"(?:https?:)?//(?:www\.)?([^/?#:]+)", re.IGNORECASE)
_STATED = ("og:url", "twitter:url")
NO_SITE = "\0"
"""What is in no address."""


def site_of(element: Element) -> str:
    """The host of the page an element is in, without `www.`: as stated, else where most links lead."""
    root = element.getroottree().getroot()
    for link in root.iter("link"):
        if link.get("rel") == "canonical" and (found := _HOST.match(link.get("href", ""))):
            return found[1].lower()
    for meta in root.iter("meta"):
        named = meta.get("property") or meta.get("name")
        if named in _STATED and (found := _HOST.match(meta.get("content", ""))):
            return found[1].lower()
    hosts = Counter(
        found[1].lower() for link in root.iter("a") if (found := _HOST.match(link.get("href", "")))
    )
    return hosts.most_common(1)[0][0] if hosts else NO_SITE
