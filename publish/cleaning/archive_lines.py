"""The lines of a site that archives articles, above them: the way back to its list, and why it may copy.

The list is that of the account, and its address ends with the account's name: /gzh/三联生活周刊.
"""

import re
from urllib.parse import urlsplit

from msgspec.structs import replace

from publish.cleaning.phrases import Family, core, phrases
from publish.cleaning.removing import changed, without
from publish.cleaning.shapes import words
from publish.facts.names import account_in_path
from publish.facts.origins import known, line_of
from publish.model import Article, Block, Heading, Link, Quote
from publish.plugins import cleaner
from publish.walk import iter_inlines, plain_text

RULE = "archive-lines"

_FIRST_BLOCKS = 10


@cleaner(RULE, reason="A line that whoever archived the page put above it, not its author.")
def archive_lines(article: Article) -> Article:
    """Take out the archive's lines at the top.

    The account in its link is a missing source, the page that it calls the original a missing address.
    """
    family = phrases().families.get("archive")
    if family is None:
        return article
    numbers = [
        number
        for number, block in enumerate(article.body[:_FIRST_BLOCKS])
        if (text := words(block)) and family.matches(text, core(text))
    ]
    for number in numbers:
        block = article.body[number]
        article = known(article, "source", _account(block), "archive's lines", line_of(block))
        article = known(article, "url", _original(block), "archive's lines", line_of(block))
    return _without_heads(without(article, RULE, numbers), family)


def _without_heads(article: Article, family: Family) -> Article:
    """Without such a line that heads a quotation at the top: `> ## Excerpt` and what it says below."""

    def one(block: Block) -> tuple[Block | None, Block | None]:
        if not isinstance(block, Quote) or len(block.content) < _WITH_HEAD:
            return block, None
        head = block.content[0]
        text = words(head)
        if not isinstance(head, Heading) or not family.matches(text, core(text)):
            return block, None
        return replace(block, content=block.content[1:]), head

    return changed(article, RULE, one, only=range(min(_FIRST_BLOCKS, len(article.body))))


_WITH_HEAD = 2  # blocks of a quotation that has a head


def _account(block: Block) -> str:
    """The account at the end of a link within the archive: /gzh/NAME, not /list.html or /gzh/12."""
    names = (account_in_path(urlsplit(link.target).path) for link in _links(block))
    return next(filter(None, names), "")


_ORIGINAL = re.compile(r"\boriginal\b|原文|原始|source page", re.IGNORECASE)


def _original(block: Block) -> str:
    """Where a link leads whose words call it the original: [Read Original](...)."""
    named = (link.target for link in _links(block) if _ORIGINAL.search(plain_text(link)))
    return next((target for target in named if target.startswith("http")), "")


def _links(block: Block) -> list[Link]:
    return [inline for inline in iter_inlines((block,)) if isinstance(inline, Link)]
