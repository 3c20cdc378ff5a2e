"""Addresses that a scraper broke, and links in the spelling of wikis."""

import re
from urllib.parse import quote

from publish.reading.repair_signs import JOINED

# A name between & and = (or _) that was taken for an entity and given its semicolon: html2text does so with
# `&from=` and `&wx_lazy=`.
_LEAKED = re.compile(
    r"(?<=[\w%=.~/-])&(?!(?:amp|lt|gt|quot|apos|nbsp);)([A-Za-z]\w{0,19});(?=[=_])", re.ASCII
)


def mend_leaked_entities(text: str) -> str:
    """`?a=1&from;=b` as `?a=1&from=b`."""
    return _LEAKED.sub(r"&\1", text)


_PLACEHOLDER = re.compile(
    r"\]\((data:image/[\w.+-]+[;,](?:(?!\]\(|\n[ \t]*\n).)*?(?:%3C/svg%3E|</svg>))['\"]?\)", re.I | re.S
)
_UNSAFE = re.compile(r"[\s'\"()<>]")


def encode_placeholders(text: str) -> str:
    """Pictures inside their own address, with the blanks, quotes and brackets in it encoded."""
    return _PLACEHOLDER.sub(
        lambda found: f"]({_UNSAFE.sub(_percent, found[1])}){JOINED * found[1].count(chr(10))}", text
    )


def _percent(found: re.Match[str]) -> str:
    return "" if found[0] == "\n" else f"%{ord(found[0]):02X}"


# An address with white space in it, over three lines at most; brackets in it are balanced.
_BROKEN = re.compile(
    r"\]\([ \t]*(?P<address>(?=[^\s()<]*(?:\([^\s()]*\)[^\s()<]*)*[ \t\n])"
    r"[^\s()<\"'][^()\n]*(?:\([^()\n]*\)[^()\n]*)*"
    r"(?:\n[ \t]*(?=[^\s()])[^()\n]*(?:\([^()\n]*\)[^()\n]*)*){0,2})\)"
)
_WITH_BLANK = re.compile(r"\]\([^)\n]*(?:[ \t\n]|\([^()\s]*\)[^)\s]*[ \t\n)])")
_TITLE = re.compile(r"""(?<![ \t\n])[ \t\n]+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[ \t]*$""")
_NETWORK = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_QUERY = re.compile(r"\.{0,2}/(?!/)[^\s?]*\?[\w-]+=", re.ASCII)
_FILE = re.compile(r"[^\n]+\.(?:png|jpe?g|gif|webp|svg|bmp|avif|tiff?|pdf|html?|md)", re.IGNORECASE)
_PARAMETER = re.compile(r"\w+=", re.ASCII)
_ADDRESS_PART = re.compile(r"[!-~]*[=&/%?.#_-][!-~]*|[\w%]+", re.ASCII)


def mend_broken_addresses(text: str) -> str:
    """Addresses that were broken over lines, or have blanks in them, in one piece."""
    return _BROKEN.sub(_mended_address, text) if _WITH_BLANK.search(text) else text


def _mended_address(found: re.Match[str]) -> str:
    address = found["address"].rstrip()
    title = _TITLE.search(address)
    whole = address[: title.start()] if title else address
    mended = _whole_address(whole)
    if not mended:
        return found[0]
    rest = " ".join(title[0].split()) if title else ""
    return f"]({mended}{' ' if rest else ''}{rest}){JOINED * found[0].count(chr(10))}"


def _whole_address(address: str) -> str:
    """The address without its blanks, or empty if it has none or is no address."""
    parts = address.split()
    if len(parts) == 1 or '"' in address:  # a title that a bracket in it cuts off
        return ""
    if _QUERY.match(address):
        return "%20".join(parts) if "\n" not in address else ""
    if _NETWORK.match(address):
        if not (all(map(_ADDRESS_PART.fullmatch, parts[1:])) or _FILE.fullmatch(address)):
            return ""
        return _without_gaps(parts)
    return f"<{address}>" if _FILE.fullmatch(address) else ""


def _without_gaps(parts: list[str]) -> str:
    """In a query a blank is what is left of a line end; in a path it may be part of a name."""
    whole = parts[0]
    for part in parts[1:]:
        if "?" not in whole:
            whole += "%20"
        elif _PARAMETER.match(part) and whole[-1] not in "?&=":
            whole += "&"
        whole += part
    return whole


# Wikis ---------------------------------------------------------------------------------------------

_EMBED = re.compile(r"!\[\[([^\[\]|\n`]+)(?:\|([^\[\]\n]*))?\]\]")
_WIKI_LINK = re.compile(
    r"(?<![!\\\[])\[\[(?![\s\d]*(?:\]|\|))([^\s\[\]|`][^\[\]|\n`]*)(?:\|([^\[\]\n]+))?\]\](?![\[(])"
)
_PICTURE_FILE = re.compile(r".+\.(?:png|jpe?g|gif|webp|svg|bmp|avif)", re.IGNORECASE)
_SIZE = re.compile(r"\s*\d+(?:\s*[x×]\s*\d+)?\s*")


def read_wiki_links(text: str) -> str:
    """`![[a.png|300]]` as a picture, `[[page|words]]` as its words: there is no wiki to link to."""
    text = _EMBED.sub(_embedded, text)
    return _WIKI_LINK.sub(
        lambda found: found[0] if f"[{found[1]}]:" in text else found[2] or found[1], text
    )


def _embedded(found: re.Match[str]) -> str:
    name, label = found[1].strip(), found[2] or ""
    if not _PICTURE_FILE.fullmatch(name):
        return label or name
    alt = "" if _SIZE.fullmatch(label) else label
    return (
        f"![{alt}]({quote(name, safe='/:%?&=+,;@~!$')})" if _NETWORK.match(name) else f"![{alt}](<{name}>)"
    )
