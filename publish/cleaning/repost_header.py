"""The header of a reposted article: 以下文章来源于 A ，作者 B, A's picture, name and self-description."""

import re

from publish.cleaning.phrases import Platform, fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import images_of, is_pictures, words
from publish.facts.names import split_names
from publish.facts.origins import known, line_of
from publish.model import Article, Block, Paragraph
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "repost-header"

_FIRST_BLOCKS = 12
_LONGEST_SELF_PRAISE = 120


@cleaner(RULE, reason="The header of a reposted article; the account it names is kept as the credit.")
def repost_header(article: Article) -> Article:
    """Take out the header; the account it names is the credit, the author the author if there is none."""
    platform = phrases().platform
    for number, block in enumerate(article.body[:_FIRST_BLOCKS]):
        text = one_line(plain_text(block)) if isinstance(block, Paragraph) else ""
        found = re.fullmatch(platform.repost, text)
        if found is None:
            continue
        source, line = found["source"], line_of(block)
        article = known(article, "credit", source, "repost header", line)
        article = known(article, "authors", split_names(found["author"] or ""), "repost header", line)
        end = _end(article.body, number, fold(source), platform)
        return without(article, RULE, range(number, end))
    return article


def _end(body: tuple[Block, ...], number: int, source: str, platform: Platform) -> int:
    """The number after the header's last block: avatar, name, full stop and self-description follow it."""
    end = number + 1
    if end < len(body) and _is_avatar(body[end], platform):
        end += 1
    named = end < len(body) and words(body[end]) in {source, source + "."}
    if not named:
        return end
    dotted = words(body[end]).endswith(".")
    end += 1
    if not dotted and end < len(body) and words(body[end]) == ".":
        dotted = True
        end += 1
    if dotted and end < len(body) and _describes(body[end - 1], body[end]):
        end += 1
    return end


def _is_avatar(block: Block, platform: Platform) -> bool:
    hosts = [host for image in images_of(block) for host in platform.avatar_hosts if host in image.src]
    return is_pictures(block) and bool(hosts)


def _describes(dot: Block, block: Block) -> bool:
    """The account's own description: the very next paragraph; where there is none, more lines are blank."""
    if not isinstance(block, Paragraph) or not 0 < len(words(block)) <= _LONGEST_SELF_PRAISE:
        return False
    return dot.span is not None and block.span is not None and block.span.first - dot.span.last == 2
