"""The rows between title and article that name the author and the account: 原创 / 王思北 / 中国信息安全.

The account's name is the proof: only rows that end with the article's source are a byline. So a short
first paragraph is never taken for an author.
"""

import re

from msgspec.structs import replace

from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_links, is_pictures, lines_of, words
from publish.model import Article, Block, Paragraph
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "byline"

_MOST_ROWS = 4
_LONGEST_NAME = 30
_TWO_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4})+")
_ON_ONE_LINE = re.compile(
    r"(?P<names>\S.*?)\s+(?P<date>\d{4}-\d{2}-\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*"
)


@cleaner(RULE)
def byline(article: Article) -> Article:
    """Take out the byline's rows; who stands in them is an author, unless the capture says otherwise."""
    return _rows(_one_line(article))


def _rows(article: Article) -> Article:
    account = fold(article.source)
    rows = _short_rows(article.body)
    last = max(
        (place for place, number in enumerate(rows) if words(article.body[number]) == account), default=None
    )
    if not account or last is None:
        return article
    names = [one_line(plain_text(article.body[number])) for number in rows[:last]]
    article = replace(article, authors=article.authors or authors_of(names))
    return without(article, RULE, rows[: last + 1])


def _short_rows(body: tuple[Block, ...]) -> list[int]:
    """The numbers of the first short one-line paragraphs, up to the first block that is none."""
    rows: list[int] = []
    for number, block in enumerate(body):
        if len(rows) == _MOST_ROWS or not _is_row(block):
            break
        if words(block):
            rows.append(number)
    return rows


def _is_row(block: Block) -> bool:
    if not isinstance(block, Paragraph) or is_pictures(block) or is_links(block):
        return False
    text = words(block)
    return (
        len(text) <= _LONGEST_NAME
        and len(lines_of(block.content)) == 1
        and not re.search("[。,;!?:]", text)
    )


def authors_of(names: list[str]) -> tuple[str, ...]:
    """Authors from byline rows: flags such as 原创 left out, 王建新 洪燕妮 parted into two."""
    flags = {fold(flag) for flag in phrases().platform.flags}
    authors: list[str] = []
    for name in names:
        if fold(name) and fold(name) not in flags:
            authors += re.split("[ 、]", name) if _TWO_NAMES.fullmatch(name) else [name]
    return tuple(dict.fromkeys(authors))


def _one_line(article: Article) -> Article:
    """The byline that a converter made one line of: 原创 author  account  2024-03-26 23:59."""
    for number, block in enumerate(article.body[:2]):
        found = _ON_ONE_LINE.fullmatch(plain_text(block).strip()) if isinstance(block, Paragraph) else None
        if found is None or len(fold(found["names"])) > 2 * _LONGEST_NAME:
            continue
        names = _names(found["names"])
        if not names:
            continue
        article = replace(
            article,
            authors=article.authors or authors_of(names[:-1]),
            source=article.source or names[-1],
            date=article.date or found["date"],
        )
        return without(article, RULE, [number])
    return article


def _names(row: str) -> list[str]:
    """Author and account of a one-line byline: two blanks part them, or else the last blank; no flags."""
    parts = re.split(r"\s{2,}", row.strip())
    if len(parts) == 1:
        parts = parts[0].rsplit(" ", 1)
    first, *more = parts[0].split(" ", 1)
    flagged = fold(first) in {fold(flag) for flag in phrases().platform.flags}
    return [*more, *parts[1:]] if flagged else parts
