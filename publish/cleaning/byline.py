"""The rows between title and article that name the author and the account: 原创 / 王思北 / 中国信息安全.

The account's name is the proof: only rows that end with the article's source are a byline. So a short
first paragraph is never taken for an author. A row with a flag or with the time of publication proves
itself, and above the card of an account (its name, 微信号, 功能介绍) the card's name is the proof. Below a
flag, the name that a scraper took for the source may be the author's: the account's is the last.
"""

import re
from collections.abc import Collection, Iterator
from typing import TypeGuard
from urllib.parse import urlsplit

from publish.cleaning.byline_forms import (
    BELOW,
    LONGEST_NAME,
    Byline,
    above_day,
    authors_of,
    is_flag,
    on_one_line,
    once,
    published,
    said_above,
)
from publish.cleaning.byline_links import names_section, row_beside_day
from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_links, is_pictures, is_prose, lines_of, words
from publish.facts.dates import is_later, parse_date
from publish.facts.names import split_names
from publish.facts.origins import corrected, known, line_of
from publish.model import Article, Block, Heading, Link, Paragraph
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import iter_inlines, plain_text

RULE = "byline"

_MOST_ROWS = 4
_FIRST_BLOCKS = 12
_LINES_ABOVE = 8
_ROWS_OF_A_NAME = 3
_BESIDE = 4


@cleaner(
    RULE,
    reason="The author's and the account's names between title "
    "and text; they are metadata and printed as such.",
)
def byline(article: Article) -> Article:
    """Take out the byline's rows; who stands in them is an author, unless the capture says otherwise."""
    article = _author_first(_said_twice(_above_card(_one_line(article))))
    return _said_below(_names_alone(_beside_day(_said_above(_desk(_rows(article))))))


# Above the text of an account's page -----------------------------------------------------------------


def _one_line(article: Article) -> Article:
    """The byline that a converter made one line of: 原创 author  account  2024-03-26 23:59."""
    for number, block in _first_paragraphs(article.body, 2):
        row = on_one_line(plain_text(block))
        if row and (phrases().naming.is_section(row.account) or names_section(block, row.account)):
            return known(article, "date", _possible(row.day, article), "byline", line_of(block))
        if row is not None:
            return without(_filled(article, row, block), RULE, [number])
    return article


def _first_paragraphs(body: tuple[Block, ...], most: int) -> Iterator[tuple[int, Paragraph]]:
    """The first paragraphs with words, by their numbers, down to the first one of prose."""
    found = 0
    for number, block in enumerate(body[:_FIRST_BLOCKS]):
        if not isinstance(block, Paragraph) or not words(block):
            continue
        if found == most or (is_prose(words(block)) and not on_one_line(plain_text(block))):
            return
        found += 1
        yield number, block


def _filled(article: Article, row: Byline, block: Block) -> Article:
    line = line_of(block)
    article = known(article, "authors", row.authors, "byline", line)
    article = _with_account(article, row.account, line)
    return known(article, "date", _possible(row.day, article), "byline", line)


def _with_account(article: Article, account: str, line: int) -> Article:
    """The article with this account as its source, where it has none, or only a feed's name."""
    if article.source and not re.search(phrases().platform.feeds, article.source, re.IGNORECASE):
        return article
    return corrected(article, "source", account, "byline", line)


def _above_card(article: Article) -> Article:
    """The byline above the account's card, and the name that the card begins with."""
    number = _card(article.body)
    if number is None:
        return article
    block = article.body[number]
    name = one_line(plain_text(block))
    article = _with_account(article, name, line_of(block))
    if fold(article.source) != fold(name):
        return article
    gone = [number]
    for above in range(number - 1, -1, -1):
        text = one_line(plain_text(article.body[above]))
        if isinstance(article.body[above], Paragraph) and text.endswith(name) and _is_short(fold(text)):
            authors = authors_of([text.removesuffix(name)])
            article = known(article, "authors", authors, "byline", line_of(article.body[above]))
            gone.append(above)
        elif fold(text):
            break
    return without(article, RULE, gone)


def account_above(body: tuple[Block, ...], page: Collection[int]) -> tuple[str, int]:
    """The account and its line: the last row above the first of the `page`'s own lines, a flag left out."""
    first = min(page, default=0)
    above = [block for block in body[: min(first, _FIRST_BLOCKS)] if words(block)]
    row = above[-1] if above and first < _FIRST_BLOCKS else None
    if row is None or not _is_row(row) or len(lines_of(row.content)) > 1:
        return "", 0
    name = once(one_line(plain_text(row)))
    return ("", 0) if is_flag(name) or fold(name).isdigit() else (name, line_of(row))


def _card(body: tuple[Block, ...]) -> int | None:
    """The number of the row with the account's name that a card begins with."""
    card, name = phrases().platform.card, None
    for number, block in enumerate(body[:_FIRST_BLOCKS]):
        text = words(block)
        if name is not None and re.fullmatch(card, text):
            return name
        if text:
            name = number if _is_row(block) else None
    return None


def _said_twice(article: Article) -> Article:
    """A name said twice, as author and as account, or two behind a flag, above the time of publication."""
    rows = list(_first_paragraphs(article.body, 2))
    if len(rows) < 2 or not _is_row(rows[0][1]):
        return article
    (number, block), (below, dated) = rows
    text, day = one_line(plain_text(block)), said_above(one_line(plain_text(dated)))
    name = once(text)
    if below != number + 1 or not day or not day.day or day.authors:
        return article
    if row := above_day(text):
        return without(_filled(article, row, block), RULE, [number])
    if name == text:
        return article
    article = _with_account(article, name, line_of(block))
    return without(article, RULE, [number]) if fold(article.source) == fold(name) else article


def _rows(article: Article) -> Article:
    account = fold(article.source)
    rows = _short_rows(article.body)
    last = max(
        (place for place, number in enumerate(rows) if _says(article.body[number], account)), default=None
    )
    if not account or last is None:
        return article
    above = [article.body[number] for number in rows[:last]]
    authors = authors_of(line for block in above for line in plain_text(block).split("\n"))
    article = known(article, "authors", authors, "byline", line_of(above[-1]) if above else 0)
    return without(article, RULE, rows[: last + 1])


def _author_first(article: Article) -> Article:
    """Flag, author and account in rows or in one, where the capture states the author and no other account.

    Scrapers take the first name of a byline for the account: `source` is the author's then.
    """
    stated = {fold(name) for name in (article.source, *article.authors) if name}
    rows = _short_rows(article.body)
    lines = [one_line(line) for number in rows for line in plain_text(article.body[number]).split("\n")]
    flag, _, first = (lines[0] if lines else "").partition(" ")
    names = first.rsplit(" ", 1) if len(lines) == 1 else [*filter(None, [first]), *lines[1:]]
    if not is_flag(flag) or len(names) != 2 or fold(names[0]) not in stated or fold(names[1]) in stated:
        return article
    author, account = names
    if fold(article.source) not in {"", fold(author)} or fold(account).isdigit() or parse_date(account):
        return article
    if article.authors and fold(author) not in {fold(name) for name in article.authors}:
        return article
    line = line_of(article.body[rows[-1]])
    article = known(article, "authors", authors_of([author]), "byline", line_of(article.body[rows[0]]))
    return without(corrected(article, "source", account, "byline", line), RULE, rows)


_DESK = re.compile(
    r"(?P<desk>(?P<house>\S{2,16}?)\s?(?:编辑部|編輯部|编辑团队|編集部))\s*(?:报道|出品|整理|编译|发布|原创)?"
)


def _desk(article: Article) -> Article:
    """The account's own desk as the author, in a row above the text: 运河人家编辑部."""
    source = fold(article.source)
    for number, block in _first_paragraphs(article.body, _MOST_ROWS):
        found = _DESK.fullmatch(one_line(plain_text(block)))
        if source and found and fold(found["house"]) == source:
            desk = found["desk"]
            article = known(article, "authors", (desk,), "byline", line_of(block))
            return without(article, RULE, [number]) if article.authors == (desk,) else article
    return article


def _says(block: Block, account: str) -> bool:
    """True for the account's name and nothing else, once or, as its author's, once more."""
    return {fold(once(line)) for line in plain_text(block).split("\n")} == {account}


def _short_rows(body: tuple[Block, ...]) -> list[int]:
    """The numbers of the first short paragraphs, up to the first block that is none."""
    rows: list[int] = []
    for number, block in enumerate(body):
        if len(rows) == _MOST_ROWS or not _is_row(block):
            break
        if words(block):
            rows.append(number)
    return rows


def _is_row(block: Block) -> TypeGuard[Paragraph]:
    if not isinstance(block, Paragraph) or is_pictures(block) or is_links(block):
        return False
    return _is_short(words(block)) and len(lines_of(block.content)) <= _ROWS_OF_A_NAME


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_NAME and not re.search("[。,;!?:]", text)


# Above the text of any page --------------------------------------------------------------------------


def _said_above(article: Article) -> Article:
    """Read what a page says above its text: “By Ann Lee | March 5, 2024”, or a day alone.

    The row goes if it is nothing else, and what it says is what the article has.
    """
    gone: list[int] = []
    for number, block in enumerate(article.body[:_LINES_ABOVE]):
        text = one_line(plain_text(block)) if isinstance(block, Paragraph | Heading) else ""
        if not 0 < len(text) <= 3 * LONGEST_NAME:
            continue
        row = said_above(text)
        if row is None or (isinstance(block, Heading) and row.whole):
            continue
        article = _filled(article, row, block)
        same = row.authors in {(), article.authors} and row.day in {"", article.date}
        if row.whole and same and _stands_above(article.body, number):
            gone.append(number)
    return without(article, RULE, gone)


def _beside_day(article: Article) -> Article:
    """Read the row of a day and a link to the author's page, which may stand below a page's menu."""
    for number, block in (*_first_paragraphs(article.body, _BESIDE), *_beside_heading(article.body)):
        row = row_beside_day(block)
        if row is None or not row.authors:
            continue
        article = _filled(article, row, block)
        same = row.authors == article.authors and row.day == article.date
        if row.whole and same and _stands_above(article.body, number):
            article = without(article, RULE, [number])
        return article
    return article


def _stands_above(body: tuple[Block, ...], number: int) -> bool:
    """True for a row with no prose above it and some below."""
    above, below = body[:number], body[number + 1 :]
    return not any(is_prose(words(block)) for block in above) and any(
        is_prose(words(block)) for block in below
    )


def _possible(day: str, article: Article) -> str:
    """The day, unless it is after that of the capture."""
    return "" if is_later(day, article.provenance.captured) else day


def _said_below(article: Article) -> Article:
    """Read the day that sites of answers print below the text; the first of a page is the article's."""
    if article.date:
        return article
    for block in article.body:
        if not words(block).startswith(BELOW) or not isinstance(block, Paragraph):
            continue
        if day := published(plain_text(block).lstrip()):
            return known(article, "date", _possible(day, article), "byline", line_of(block))
    return article


_OF_PEOPLE = re.compile(
    r"/(?:authors?|contributors?|writers?|reporters?|columnists?|journalists?|staff|people|profiles?"
    r"|autor|autore|autori|auteur|auteurs)/[^/]+/?$",
    re.IGNORECASE,
)


def _names_alone(article: Article) -> Article:
    """The author's name alone above the text, mostly a link to more by the same."""
    gone: list[int] = []
    above = list(_first_paragraphs(article.body, _LINES_ABOVE))
    for number, block in (*above, *_beside_heading(article.body)):
        if len(block.content) > _ROWS_OF_A_NAME or not _is_short(words(block)):
            continue
        article = known(article, "authors", _linked_names(block), "byline", line_of(block))
        if (
            (number, block) in above
            and article.authors == (one_line(plain_text(block)),)
            and _stands_above(article.body, number)
        ):
            gone.append(number)
    return without(article, RULE, gone)


def _beside_heading(body: tuple[Block, ...]) -> list[tuple[int, Paragraph]]:
    """The paragraphs right above and below the first heading, which a page's menu may stand above."""
    place = next((number for number, block in enumerate(body) if isinstance(block, Heading)), None)
    if place is None:
        return []
    start = max(0, place - _BESIDE)
    near = enumerate(body[start : place + _BESIDE + 1], start=start)
    return [(number, block) for number, block in near if isinstance(block, Paragraph)]


def _linked_names(block: Paragraph) -> tuple[str, ...]:
    """The name in a row that is one link to more by the same person."""
    links = [inline for inline in iter_inlines((block,)) if isinstance(inline, Link)]
    if len(links) != 1 or not is_links(block) or not _OF_PEOPLE.search(urlsplit(links[0].target).path):
        return ()
    return split_names(plain_text(links[0]))
