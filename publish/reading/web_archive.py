"""Pages saved with all their parts in one file (.mhtml, .mht): the page in it, and its lines in the file.

Browsers write MIME (RFC 2557): a first part with the page, then pictures and style sheets, each with the
address it was loaded from. Of these the page alone is read: its pictures keep their remote addresses, and
`enclosed_picture` gives out the parts that have them.
"""

import re
from collections.abc import Callable
from email import message_from_bytes, message_from_string
from email.errors import MessageError
from email.message import Message
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from msgspec.structs import replace

from publish.diagnostics import Report
from publish.errors import ReadError
from publish.model import Article, Inline, Note, Removal, Span
from publish.reading.capture import bytes_of, decode_capture
from publish.reading.lines import Lines, claimed_spans
from publish.walk import Blocks, Inlines, map_blocks, map_inlines

_HEADERS = re.compile(
    r"^(?:MIME-Version|Snapshot-Content-Location|Content-Type:\s*multipart/related)", re.I | re.M
)
_HEAD = 4_000
_ENCODED_LINE_END = re.compile(r"(?:=0D)?=0A", re.IGNORECASE)
_BY_ID = re.compile(r"""cid:[^\s"'<>)]{1,200}""")


class ArchivedPage(NamedTuple):
    """The page in a web archive; `lines[n]` are the lines of the file with line n + 1 of the source."""

    source: str
    url: str
    lines: tuple[Span, ...]


def archived_page(text: str) -> ArchivedPage | None:
    """The page in a web archive; None for any other text, and for an archive without a page."""
    head = text[:_HEAD].partition("\n\n")[0]
    if head.lstrip().startswith("<") or not _HEADERS.search(head) or "multipart/" not in head.lower():
        return None
    try:
        message = message_from_string(text)
        parts = [part for part in message.walk() if not part.is_multipart()]
        page = next((part for part in parts if part.get_content_type() in _PAGES), None)
    except (MessageError, ValueError, LookupError):
        return None
    if page is None:
        return None
    body = str(page.get_payload())
    source = _with_addresses(_decoded(page, body), parts)
    address = page.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
    return ArchivedPage(source, str(address).strip(), _lines(page, body, text, source))


_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def _decoded(page: Message, body: str) -> str:
    """The page's text; what is not encoded was decoded with the file."""
    if _encoding(page) not in {"quoted-printable", "base64"}:
        return body
    data = page.get_payload(decode=True)
    return decode_capture(data, "", Report()).text if isinstance(data, bytes) else body


def _encoding(page: Message) -> str:
    return str(page.get("Content-Transfer-Encoding", "")).strip().lower()


def _with_addresses(source: str, parts: list[Message]) -> str:
    """The page with the addresses of parts that it names by their id."""
    addresses: dict[str, str] = {}
    for part in parts:
        name, address = (str(part.get(header, "")).strip() for header in ("Content-ID", "Content-Location"))
        if name and address.startswith("http"):
            addresses[f"cid:{name.strip('<>')}"] = address
    return _BY_ID.sub(lambda found: addresses.get(found[0], found[0]), source) if addresses else source


def _lines(page: Message, body: str, text: str, source: str) -> tuple[Span, ...]:
    first = text.count("\n", 0, max(text.find(body), 0)) + 1
    count = source.count("\n") + 1
    encoded = body.split("\n")
    if _encoding(page) == "base64":
        return (Span(first, first + len(encoded) - 1),) * count
    if _encoding(page) != "quoted-printable":
        return tuple(Span(first + number, first + number) for number in range(count))
    spans: list[Span] = []
    start = 0
    for number, line in enumerate(encoded):
        ends = len(_ENCODED_LINE_END.findall(line)) + (not line.rstrip().endswith("="))
        for _ in range(ends):
            spans.append(Span(first + start, first + number))
            start = number
        start = number + 1 if not line.rstrip().endswith("=") else start
    last = Span(first + min(start, len(encoded) - 1), first + len(encoded) - 1)
    return (*spans[:count], *[last] * (count - len(spans)))


def in_archive(article: Article, page: ArchivedPage, text: str) -> Article:
    """The article of an archived page with the lines of the archive; the packing is on record."""

    def place(span: Span) -> Span:
        last = len(page.lines)
        return Span(page.lines[min(span.first, last) - 1].first, page.lines[min(span.last, last) - 1].last)

    origin = article.provenance
    removals = tuple(replace(gone, span=place(gone.span)) for gone in origin.removals)
    origins = tuple(
        replace(found, line=place(Span(found.line, found.line)).first) if found.line else found
        for found in origin.origins
    )
    origin = replace(origin, removals=removals, origins=origins)
    placed = replace(article, body=_placed(article.body, place), provenance=origin)
    lines = Lines(text)
    packing = tuple(
        Removal("web-archive", span, lines.excerpt(span)) for span in lines.unclaimed(claimed_spans(placed))
    )
    return replace(placed, provenance=replace(origin, removals=(*removals, *packing)))


def _placed(blocks: Blocks, place: Callable[[Span], Span]) -> Blocks:
    def inline(node: Inline) -> Inlines:
        return (Note(_placed(node.content, place)),) if isinstance(node, Note) else (node,)

    moved = map_blocks(
        blocks, lambda block: (replace(block, span=place(block.span)) if block.span else block,)
    )
    return map_inlines(moved, inline)


# Pictures ------------------------------------------------------------------------------------------

SUFFIXES = frozenset({".mhtml", ".mht"})


def enclosed_picture(capture: Path, address: str) -> bytes | None:
    """The bytes of the part of a web archive that an address of its page names; None where there is none.

    A part is named by its id (`cid:`), or by the address it was loaded from, whole or from the page's own.
    What is no web archive, by its suffix, encloses nothing.
    """
    if capture.suffix.lower() not in SUFFIXES:
        return None
    try:
        status = capture.stat()
    except (OSError, ValueError):
        return None
    enclosed = _enclosed(capture, status.st_mtime_ns, status.st_size)
    part = enclosed.parts.get(_bare(address)) or enclosed.parts.get(_bare(_joined(enclosed.url, address)))
    data = part.get_payload(decode=True) if part is not None else None
    return data if isinstance(data, bytes) else None


class _Enclosed(NamedTuple):
    """The parts of a web archive by their addresses, and that of its page."""

    url: str
    parts: dict[str, Message]


@lru_cache(maxsize=2)
def _enclosed(capture: Path, *_version: int) -> _Enclosed:
    """As the file is; the pictures of a page are asked for one after the other."""
    try:
        message = message_from_bytes(bytes_of(capture))
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (ReadError, MessageError, ValueError, LookupError):
        return _Enclosed("", {})
    page = next((part for part in parts if part.get_content_type() in _PAGES), message)
    url = str(page.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
    named: dict[str, Message] = {}
    for part in parts:
        if part.get_content_type() in _PAGES:
            continue
        address, name = (str(part.get(header, "")).strip() for header in ("Content-Location", "Content-ID"))
        if address:
            named.setdefault(_bare(_joined(url, address)), part)
            named.setdefault(_bare(address), part)
        if name:
            named.setdefault(f"cid:{name.strip('<>')}", part)
    return _Enclosed(url, named)


def _bare(address: str) -> str:
    return address.strip().partition("#")[0]


def _joined(url: str, address: str) -> str:
    try:
        return urljoin(url, address) if url else address
    except ValueError:  # "Invalid IPv6 URL"
        return address
