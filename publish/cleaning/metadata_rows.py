"""Rows that a scraper wrote above the article: 公众号: … / 发布时间: … / 原文链接: …, mostly as a quote.

Each row is a label and a value. A quote of them goes; so does a paragraph or a list of them with a row that
only a scraper writes, the article's address or the time of the capture. Anything else of the kind
(来源：… 作者：…) stays, and what it states is taken all the same.
"""

import re

from publish.cleaning.credits import parts_of
from publish.cleaning.phrases import Rows, fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import words
from publish.facts.dates import is_later, parse_date, parse_moment
from publish.facts.names import account_or_site, split_names
from publish.facts.origins import known, line_of
from publish.model import Article, Block, Link, List, Paragraph, Quote
from publish.plugins import cleaner
from publish.walk import iter_inlines, plain_text

RULE = "metadata-rows"

_FIRST_BLOCKS = 6
_FEWEST_ROWS = 2
_SECTIONS = 4
_LONGEST_BLOCK, _LONGEST_LABEL = 600, 12
_OTHER_ROW = re.compile(rf"\W*[\w ]{{1,{_LONGEST_LABEL}}}\s*[:：].{{0,80}}")
_BEFORE_LABEL = re.compile(r"\W*\w{0,2}")  # 原文标题: begins with more than its label
_NEXT_LABEL = re.compile(r"\s+[^\W\d]{1,8}\s*[:：]\s*(?!//)|\s+[·|｜]\s+|[，,]\s*(?=\d{4}[-年])")
_OF_NAME = re.compile(r"\W*\w{2,4}(?:名称|昵称)\s*[:：]")  # no author calls his name 作者名称
_OPEN_BEFORE = re.compile(r"([^（(]+)[）)]")  # of （作者：沈知秋） the end
_ONLY_SCRAPERS = frozenset({"url", "captured"})


@cleaner(RULE, reason="Rows of metadata (account, date, address) in the text; they are read as such.")
def metadata_rows(article: Article) -> Article:
    """Take out the rows; what they state fills what is missing in the metadata."""
    gone: list[int] = []
    for number, block in enumerate(article.body[:_FIRST_BLOCKS]):
        rows = _rows(block, phrases().rows)
        if rows and not _recurs(block, article.body):
            article = _filled(article, rows, line_of(block))
        if _is_scrapers(block, rows):
            gone.append(number)
    return without(article, RULE, gone)


def _recurs(block: Block, body: tuple[Block, ...]) -> bool:
    """True for a row that stands in every section, as 来源： does in a digest: that is no article's."""
    label = re.match(r"\W*\w+\s*[:：]", plain_text(block))
    if label is None or isinstance(block, Quote):
        return False
    return sum(words(other).startswith(fold(label[0])) for other in body) >= _SECTIONS


def _is_scrapers(block: Block, rows: dict[str, str]) -> bool:
    """True for rows that no author writes: an address, the time of the capture, in a quote a dateline."""
    own = bool(_ONLY_SCRAPERS & rows.keys())
    if rows and _OF_NAME.match(plain_text(block)):
        return True
    if isinstance(block, Quote):
        return own or ("date" in rows and len(rows) >= _FEWEST_ROWS)
    return own and len(rows) >= _FEWEST_ROWS


def _rows(block: Block, rows: Rows) -> dict[str, str]:
    """Field and value of each row; nothing if there is anything else in the block."""
    if not isinstance(block, Quote | Paragraph | List):
        return {}
    text = plain_text(block)
    if not text or len(text) > _LONGEST_BLOCK:
        return {}
    if not _begins_with_label(text, rows):
        return {}
    found = list(rows.label.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    values: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        value, *more = text[match.end() : end].strip(" |｜·•*\n").split("\n")
        if any(not _OTHER_ROW.fullmatch(line) for line in more if line.strip()):
            return {}
        value = _NEXT_LABEL.split(value)[0]
        value = bracket[1] if (bracket := _OPEN_BEFORE.fullmatch(value)) else value
        field = rows.field_of[match["label"].lower()]
        if field == "source" and value.strip("<> ").startswith(("http://", "https://")):
            field, value = "url", value.strip("<> ")
        if _is_value(field, value.strip()):
            values.setdefault(field, value.strip())
    if "url" not in values and any(rows.field_of[match["label"].lower()] == "url" for match in found):
        values |= _linked(block)
    return values


def _begins_with_label(text: str, rows: Rows) -> bool:
    """True for a text that begins with a label, but for a sign or two."""
    before = _BEFORE_LABEL.match(text)
    return before is not None and any(rows.label.match(text, at) for at in range(before.end() + 1))


def _is_value(field: str, value: str) -> bool:
    """True for what may stand in such a row: a label may also begin a sentence."""
    if field in {"date", "captured"}:
        return bool(parse_date(value))
    if field == "url":
        return value.startswith(("http://", "https://"))
    return 0 < len(value) <= 60


def _linked(block: Block) -> dict[str, str]:
    """The address behind the words of a row's link."""
    targets = (inline.target for inline in iter_inlines((block,)) if isinstance(inline, Link))
    url = next((target for target in targets if target.startswith("http")), "")
    return {"url": url} if url else {}


def _names(value: str) -> tuple[str, ...]:
    """The names in a value, without the credits that follow on the same line: 顾南 of 顾南编辑：沈知秋."""
    parts = parts_of(f"作者：{value}", phrases().credits) if re.search("[:：|｜]", value) else []
    names = parts[0][1] if parts else value
    sentence = value.rstrip().endswith("。")  # 沈知秋，修书匠，住在河边。
    return split_names(re.split("[,，]", names)[0] if sentence else names)


def _filled(article: Article, rows: dict[str, str], line: int) -> Article:
    captured = parse_moment(rows.get("captured", ""))
    date = parse_date(rows.get("date", ""))
    article = known(article, "source", account_or_site(rows.get("source", "")), "quote block", line)
    article = known(article, "authors", _names(rows.get("authors", "")), "quote block", line)
    article = known(article, "captured", captured, "quote block", line)
    late = is_later(date, article.provenance.captured)
    article = known(article, "date", "" if late else date, "quote block", line)
    return known(article, "url", rows.get("url", ""), "quote block", line)
