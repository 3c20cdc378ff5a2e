"""What the links of a saved page say of it where nothing states it: its own address, its author's handle.

The link to a page's comments leads to the page; a handle above the text, linked to a page of the same site
(`[@gunan(顾 南)](https://site.example/gunan)`), is the author's.
"""

import re
from urllib.parse import urlsplit

from publish.facts.origins import line_of
from publish.facts.titles import folded
from publish.model import Heading, Link, Paragraph
from publish.normal import one_line
from publish.reading.metadata import Metadata
from publish.walk import Blocks, plain_text

_TO_COMMENTS = re.compile(
    r"\]\((?P<page>https?://[^\s()#]+)#(?:comments?|respond|reply|disqus_thread)(?:\s+\"[^\"\n]*\")?\)"
)
_FIRST_BLOCKS, _SHORT = 6, 60
_HANDLE = re.compile(r"@(?P<handle>[\w.-]+)\s*(?:[(（](?P<name>[^()（）]+)[)）])?")


def own_address(text: str) -> Metadata:
    """The address that all links to comments have, if it is one."""
    if "#comment" not in text and "#re" not in text and "#disqus" not in text:
        return Metadata()
    found = list(_TO_COMMENTS.finditer(text))
    if len({link["page"] for link in found}) != 1:
        return Metadata()
    line = text.count("\n", 0, found[0].start()) + 1
    return Metadata(url=found[0]["page"]).found("page elements", line)


def with_handle(metadata: Metadata, body: Blocks) -> Metadata:
    """The author by the handle above the text, where the capture names none or the site itself."""
    host = (urlsplit(metadata.url).hostname or "").removeprefix("www.")
    if not host or not all(folded(name) in map(folded, host.split(".")) for name in metadata.authors):
        return metadata
    for block in body[:_FIRST_BLOCKS]:
        if isinstance(block, Paragraph) and (name := _handle(block, host)):
            author = Metadata(authors=(name,)).found("byline", line_of(block))
            return author.or_else(metadata)
        if not isinstance(block, Heading) and len(plain_text(block)) > _SHORT:
            break
    return metadata


def _handle(block: Paragraph, host: str) -> str:
    """The name in a row that is one link to a page of this host and shows its handle."""
    if len(block.content) != 1 or not isinstance(block.content[0], Link):
        return ""
    link = block.content[0]
    found = _HANDLE.fullmatch(one_line(plain_text(link.content)))
    address = urlsplit(link.target)
    if not found or (address.hostname or "").removeprefix("www.") != host:
        return ""
    same = address.path.rstrip("/").rpartition("/")[2].lstrip("@").lower() == found["handle"].lower()
    return one_line(found["name"] or found["handle"]) if same else ""
