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
from publish.model import Article, Block, Heading, Link, List, Paragraph, Quote, Text
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
    article = without(article, RULE, numbers)
    article = without(article, RULE, _excerpts(article.body, family), "stands below in full")
    return _without_glued_original(_without_heads(article, family))


def _without_glued_original(article: Article) -> Article:
    """Without the way back to the page that an exporter glues to the last line: （原文链接）."""
    if not article.body:
        return article
    last = len(article.body) - 1
    return changed(article, RULE, _without_way_back, "the way back to the page", only=(last,))


def _without_way_back(block: Block) -> tuple[Block | None, Block | None]:
    """A paragraph, or the last one of a list, without such a link in brackets behind its text."""
    if isinstance(block, List) and block.items and block.items[-1]:
        *blocks, inner = block.items[-1]
        stays, goes = _without_way_back(inner)
        if goes is None or stays is None:
            return block, None
        return replace(block, items=(*block.items[:-1], (*blocks, stays))), goes
    if not isinstance(block, Paragraph) or len(block.content) < _WITH_WAY_BACK:
        return block, None
    *others, before, link, after = block.content
    if not (isinstance(before, Text) and isinstance(link, Link) and isinstance(after, Text)):
        return block, None
    said = before.text.rstrip()
    if "mp.weixin.qq.com" not in link.target or not _WAY_BACK.fullmatch(plain_text((link,)).strip()):
        return block, None
    if not said.endswith(("（", "(")) or after.text.strip() not in ("）", ")") or not said[:-1].strip():
        return block, None
    stays = replace(block, content=(*others, Text(said[:-1].rstrip())))
    return stays, Paragraph((Text(said[-1]), link, after), span=block.span)


_WAY_BACK = re.compile(
    r"(?:查看|阅读|访问)?原文(?:链接|地址)?|original(?: (?:article|post|link))?", re.IGNORECASE
)
_WITH_WAY_BACK = 3  # inlines: text, link, bracket


def _excerpts(body: tuple[Block, ...], family: Family) -> list[int]:
    """Quotations at the top that only repeat how a block below begins, with or without such a head."""
    found: list[int] = []
    for number, block in enumerate(body[:_FIRST_BLOCKS]):
        labelled = isinstance(block, Paragraph) and _LABEL.match(words(block))
        if not labelled and not isinstance(block, Quote):
            continue
        spoken = [
            inner for inner in (block.content if isinstance(block, Quote) else (block,)) if words(inner)
        ]
        if spoken and family.matches(words(spoken[0]), core(words(spoken[0]))):
            spoken = spoken[1:]
        said = _LABEL.sub("", "".join(words(inner) for inner in spoken)).rstrip(".…")
        below = "".join(words(inner) for inner in body[number + 1 : number + 1 + _NEAR])
        if len(said) >= _SHORTEST_EXCERPT and said in below:
            found.append(number)
    return found


_LABEL = re.compile(
    r"(?<![\W_])[\W_]*+(?:summary|excerpt|description|abstract|tl;?dr|摘要|导语|简介|概述|描述|内容提要)[:|]+"
)
_SHORTEST_EXCERPT = 8  # characters
_NEAR = 12  # blocks below a quotation in which its words come again


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
