"""The rows between title and article that name the author and the account: 原创 / 王思北 / 中国信息安全.

The account's name is the proof: only rows that end with the article's source are a byline. So a short
first paragraph is never taken for an author.
"""

import re

from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_links, is_pictures, lines_of, words
from publish.facts.dates import is_later, parse_date
from publish.facts.names import split_names
from publish.facts.origins import known, line_of
from publish.model import Article, Block, Paragraph
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "byline"

_MOST_ROWS = 4
_LONGEST_NAME = 30
_ON_ONE_LINE = re.compile(
    r"(?P<names>\S.*?)\s+(?P<date>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*"
    r"(?:\s(?:[\u4e00-\u9fff]{2,6}|发表于.{2,8}))?\s*"
)


@cleaner(
    RULE,
    reason="The author's and the account's names between title "
    "and text; they are metadata and printed as such.",
)
def byline(article: Article) -> Article:
    """Take out the byline's rows; who stands in them is an author, unless the capture says otherwise."""
    return _said_above(_rows(_one_line(article)))


def _rows(article: Article) -> Article:
    account = fold(article.source)
    rows = _short_rows(article.body)
    last = max(
        (place for place, number in enumerate(rows) if words(article.body[number]) == account), default=None
    )
    if not account or last is None:
        return article
    above = [article.body[number] for number in rows[:last]]
    authors = authors_of([one_line(plain_text(block)) for block in above])
    article = known(article, "authors", authors, "byline", line_of(above[-1]) if above else 0)
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
            authors += split_names(name) or [name]
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
        line = line_of(block)
        article = known(article, "authors", authors_of(names[:-1]), "byline", line)
        article = known(article, "source", names[-1], "byline", line)
        article = known(article, "date", parse_date(found["date"]), "byline", line)
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


_BY = re.compile(
    r"(?:By|Written by|Posted by|Von|Par)\s+(?P<names>[^\W\d_].{2,60}?)(?:\s*[|·•–—]\s*(?P<rest>.*))?"
)
_DAY_ALONE = re.compile(
    r"(?:(?:published|posted|updated|written|date|入力|입력|公開日?|投稿日?|更新日?|发布于|发表于)\s*(?:on|at)?\s*[:：]?\s*)?"
    r"(?P<day>(?:[^\W\d_]{3,10},?\s+)?\W?\d{1,4}\D{1,12}\d{1,2}\D{1,12}\d{1,4}\D?|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,\s+\d{4})"
    r"(?:[\sT,]*\d{1,2}:\d{2}.{0,12})?",
    re.IGNORECASE,
)
_LINES_ABOVE = 8


def _said_above(article: Article) -> Article:
    """Read, and leave, what a page says above its text: “By Ann Lee | March 5, 2024”, or a day alone."""
    if article.authors and article.date:
        return article
    for block in article.body[:_LINES_ABOVE]:
        text = one_line(plain_text(block)) if isinstance(block, Paragraph) else ""
        if not 0 < len(text) <= 3 * _LONGEST_NAME:
            continue
        by = _BY.fullmatch(text)
        if by and not re.search("[.。!?]$", text):
            article = known(article, "authors", split_names(by["names"]), "byline", line_of(block))
        day = _DAY_ALONE.fullmatch((by["rest"] or "").strip() if by else text)
        if day:
            article = known(
                article, "date", _possible(parse_date(day["day"]), article), "byline", line_of(block)
            )
    return article


def _possible(day: str, article: Article) -> str:
    """The day, unless it is after that of the capture."""
    return "" if is_later(day, article.provenance.captured) else day
