"""Addresses in captures: which links an edition may carry, and in which spelling."""

import re
from urllib.parse import quote, urljoin, urlsplit

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
"""What an edition may link to; javascript:, file:, data: and the like it may not."""

# What may stand in an address as it is (RFC 3986, with the percent sign of what is escaped already).
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IGNORED = re.compile("[\x00-\x20\x7f-\xa0]+")
_CAPTURE = re.compile(
    r"(?![a-z][a-z0-9+.-]*:|/)[^?#\\:]+\.(?:md|markdown|mkd|mdown|x?html?|shtml|mhtml?|txt|text|pandoc\.json)"
    r"(?:[?#].*)?",
    re.IGNORECASE,
)


def link_target(address: str, base: str = "") -> str:
    """The address as a link of an edition may have it, or empty if it may not.

    Relative addresses are resolved against `base`, the article's own address; `#id` stays as it is.
    Browsers skip control characters in a scheme, so they are dropped before it is looked at.
    """
    address = _IGNORED.sub("", address) if not address.isprintable() else address.strip()
    if address.startswith("#"):
        return address if len(address) > 1 else ""
    try:
        if base and not _SCHEME.match(address):
            address = urljoin(base, address)
        elif address.startswith("//"):
            address = "https:" + address
        parts = urlsplit(address)
    except ValueError:  # "Invalid IPv6 URL"
        return ""
    if parts.scheme.lower() not in LINK_SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
        return ""
    try:
        return quote(address, safe=_SAFE)
    except UnicodeEncodeError:  # a lone surrogate
        return ""


def link_in(address: str, base: str = "") -> str:
    """The target of a link in a text: as `link_target` has it or, without base, a path to another capture.

    Such a path (`../b/other.md#section`) is relative to the capture that links. It is no target that an
    edition may have: when it is bound, it becomes a link inside it or its words (`publish.editions.links`).
    """
    if found := link_target(address, base):
        return found
    address = address.strip()
    if base or not address.isprintable() or not _CAPTURE.fullmatch(address):
        return ""
    return quote(address, safe=_SAFE)
