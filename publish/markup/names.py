"""What may stand in an XHTML document: escaped text, ids, classes, language tags, addresses of links.

The model holds any legal text; documents are stricter. What cannot be written in its place is written in
another spelling (ids, addresses) or not at all (a language that is none), never as it is.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from publish.normal import scrub


def escape(text: str) -> str:
    """Text as element content; characters that XML forbids do not pass, whoever made the model."""
    if text.isascii() and text.isprintable():
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return scrub(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    return escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


_PLAIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_NO_ID_CHARACTER = re.compile(r"[^A-Za-z0-9-]")


def element_id(name: str) -> str:
    """A name as an XML id (an NCName of ASCII characters): different names give different ids."""
    if _PLAIN_ID.fullmatch(name):
        return name
    return "x_" + _NO_ID_CHARACTER.sub(lambda found: f"_{ord(found[0]):x}_", name)


def scoped_id(scope: str, name: str) -> str:
    """The id of an article's own `name` in a document of several articles; `scope` is the article's id."""
    return f"{element_id(scope)}-{element_id(name)}" if scope else element_id(name)


def page_id(page: int) -> str:
    """The id of a page's mark: none that a block's own id can be written as, in any document."""
    return f"page_{page}"


def page_mark(page: int, element: str = "span") -> str:
    """The mark where a page begins, in a line or, as a `div`, before a block (DPUB-ARIA 1.1)."""
    return (
        f'<{element} epub:type="pagebreak" role="doc-pagebreak" id="{page_id(page)}" aria-label="{page}">'
        f"</{element}>"
    )


def class_name(role: str) -> str:
    """A role as one class."""
    return re.sub(r"[^\w-]+", "-", role).strip("-")


# RFC 5646, 2.1, without its grandfathered tags.
_LANGUAGE_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language and its extensions
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"  # script, region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


@lru_cache(maxsize=256)
def language_tag(lang: str) -> str:
    """The BCP 47 tag, or nothing for what is no well-formed one. `zh_CN` is taken for zh-CN."""
    tag = lang.replace("_", "-")
    return tag if _LANGUAGE_TAG.fullmatch(tag) else ""


# RFC 3986: what may stand in an address as it is, with the percent sign of what is escaped already.
_SAFE = "!$&'()*+,-./:;=?@_~%"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AUTHORITY = re.compile(r"([\w-]+(?:\.[\w-]+)*)\.?(?::\d{1,4})?")
_IP_ADDRESS = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|$)){4}", re.ASCII)


def link_address(target: str) -> str:
    """An http, https or mailto address as every reader can parse it; nothing for any other.

    Stricter than RFC 3986 where readers are (WHATWG URL): a host that ends in digits must be an IPv4
    address, an internationalised one must be one (RFC 3490).
    """
    try:
        parts = urlsplit(target)
        scheme = parts.scheme.lower()
        if scheme == "mailto":
            return f"mailto:{_quoted(target.partition(':')[2])}" if parts.path else ""
        if scheme not in ("http", "https") or not _is_host(parts.netloc):
            return ""
        address = f"{scheme}://{parts.netloc}{_quoted(parts.path)}"
        address += f"?{_quoted(parts.query)}" if parts.query else ""
        return address + (f"#{_quoted(parts.fragment)}" if parts.fragment else "")
    except ValueError:  # brackets that are no IPv6 address, a host that is no domain name, half a character
        return ""


def _quoted(part: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe=_SAFE)


def _is_host(authority: str) -> bool:
    found = _AUTHORITY.fullmatch(authority)
    if not found:
        return False
    host = found[1]
    last = host.rpartition(".")[2]
    if last.isdigit() or last.lower().startswith("0x"):
        return bool(_IP_ADDRESS.fullmatch(host))
    return bool(host.encode("idna").decode("idna"))
