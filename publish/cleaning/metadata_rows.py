"""Rows that a scraper wrote above the article: a quote of 公众号: … / 发布时间: … / 原文链接: … alone."""

import re

from msgspec.structs import replace

from publish.cleaning.phrases import Rows, phrases
from publish.cleaning.removing import without
from publish.model import Article, Block, Quote
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "metadata-rows"

_FIRST_BLOCKS = 4
_FEWEST_ROWS = 2
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")


@cleaner(RULE)
def metadata_rows(article: Article) -> Article:
    """Take out the quote; what it states fills what is missing in the metadata."""
    for number, block in enumerate(article.body[:_FIRST_BLOCKS]):
        rows = _rows(block, phrases().rows)
        if len(rows) >= _FEWEST_ROWS:
            return without(_filled(article, rows), RULE, [number])
    return article


def _rows(block: Block, known: Rows) -> dict[str, str]:
    """Field and value of each row; nothing if there is anything else in the block."""
    if not isinstance(block, Quote):
        return {}
    text = one_line(plain_text(block))
    found = list(known.label.finditer(text))
    if not found or found[0].start() > 0:
        return {}
    ends = [*(match.start() for match in found[1:]), len(text)]
    values = {
        match["label"].lower(): text[match.end() : end].strip()
        for match, end in zip(found, ends, strict=True)
    }
    return {known.field_of[label]: value for label, value in values.items() if value}


def _filled(article: Article, rows: dict[str, str]) -> Article:
    date = _DATE.search(rows.get("date", ""))
    author = rows.get("authors", "")
    provenance = article.provenance
    return replace(
        article,
        source=article.source or rows.get("source", ""),
        authors=article.authors or ((author,) if author else ()),
        date=article.date or (f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}" if date else ""),
        provenance=replace(provenance, url=provenance.url or rows.get("url", "")),
    )
