"""Which paragraphs of an article are subheads, and how deep: bold lines, 一、 （一） 1. 1.1, numbers alone.

Bold paragraphs are also used for emphasis, so one is a subhead only if it is short, ends no sentence,
stands once, speaks to nobody, and has text below it that is not bold too: unless that is a deeper subhead.
Chinese numbering states its own order: 一、 is a section, （一） a part of it; such lines need not be bold.
"""

import re
from collections import Counter
from enum import IntEnum
from itertools import pairwise

from publish.cleaning.phrases import fold, phrases
from publish.cleaning.shapes import is_bold, is_links, is_pictures, lines_of, words
from publish.model import Article, Block, Paragraph

_LONGEST = 40  # characters of a subhead
_LONGEST_QUESTION = 18
_LONGEST_OUTER = 10
_MOST_OF_ALL = 0.5  # share of an article's paragraphs that may be bold before bold means nothing

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBER = re.compile(rf"(?:part\.?|no\.?|chapter|第)?\d{{1,2}}[.、/]?(?:章|节|部分)?|{_NUMERAL}")
_CAPTION = re.compile(r"(?:图|表|figure|fig\.|table)[\d一二三四五六七八九十]")


class Subhead(IntEnum):
    """The kinds of subheads, the outermost first."""

    SECTION = 1  # 一、 第一章
    PART = 2  # （一）
    CHAPTER = 3  # bold, under a number on a line of its own or above other bold lines
    PLAIN = 4  # bold
    ITEM = 5  # 1. bold
    SUBITEM = 6  # 1.1 (1) bold
    NUMBER = 7  # 01 alone: the first line of the subhead below it


_NUMBERED = {
    Subhead.SECTION: re.compile(rf"(?:{_NUMERAL}、|第{_NUMERAL}[章节部])."),
    Subhead.PART: re.compile(rf"\({_NUMERAL}\)."),
    Subhead.SUBITEM: re.compile(r"(?:\d{1,2}\.\d{1,2}(?![\d.]*(?:%|万|亿|倍|版))|\(\d{1,2}\)|\d{1,2}\))."),
    Subhead.ITEM: re.compile(r"\d{1,2}[.、](?!\d)."),
}


_STATED = frozenset({Subhead.SECTION, Subhead.PART})  # kinds that say themselves what they are


def subheads(article: Article) -> dict[int, Subhead]:
    """The article's subheads by number of block."""
    body = article.body
    found = _numbered(body, Subhead.SECTION) | _numbered(body, Subhead.PART)
    found |= {number: kind for number, kind in _bold(article).items() if number not in found}
    for number, kind in list(found.items()):
        if number and _is_number(body[number - 1]):
            found[number - 1] = Subhead.NUMBER
            found[number] = min(kind, Subhead.CHAPTER)
    found |= _outer(found, body)
    found |= _series(found, body)
    return {number: kind for number, kind in found.items() if _stands_well(number, found, body)}


def _outer(found: dict[int, Subhead], body: tuple[Block, ...]) -> dict[int, Subhead]:
    """In a digest, short bold lines right above longer ones: 热点观察, then the first item's own head."""
    pairs = [
        number
        for number, kind in found.items()
        if kind is Subhead.PLAIN
        and found.get(number + 1) is Subhead.PLAIN
        and found.get(number + 2) is None
        and found.get(number - 1) is None
        and len(words(body[number])) <= min(_LONGEST_OUTER, len(words(body[number + 1])) - 1)
    ]
    return dict.fromkeys(pairs, Subhead.CHAPTER) if len(pairs) > 1 else {}


def _series(found: dict[int, Subhead], body: tuple[Block, ...]) -> dict[int, Subhead]:
    """Numbers on lines of their own that count the parts of the article: 01, 02, 03, from the first on.

    A short line right below such a number is the part's name, in whatever weight; else the number alone is
    the subhead.
    """
    places = [number for number, block in enumerate(body) if _is_number(block)]
    if [_value(words(body[number])) for number in places] != list(range(1, len(places) + 1)):
        return {}
    marked = all(is_bold(body[number]) or words(body[number]).startswith("0") for number in places)
    if len(places) < (_FEWEST_NUMBERS if marked else _FEWEST_PLAIN_NUMBERS):
        return {}
    series: dict[int, Subhead] = {}
    for number in places:
        below = number + 1
        if below in found:
            continue
        if below < len(body) and len(words(body[below])) <= _LONGEST_NAME and _may_be_head(body[below]):
            series |= {number: Subhead.NUMBER, below: Subhead.CHAPTER}
        else:
            series[number] = Subhead.CHAPTER
    return series


_FEWEST_NUMBERS = 2
_FEWEST_PLAIN_NUMBERS = 3  # of plain numbers without a nought, which may be anything
_LONGEST_NAME = 25


def _value(text: str) -> int:
    """The value of a number line: 01, part2, 三."""
    digits = re.search(r"\d+", text)
    return int(digits[0]) if digits else _NUMERALS.index(text) + 1 if text in _NUMERALS else 0


_NUMERALS = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
)


def levels(found: dict[int, Subhead], body: tuple[Block, ...]) -> dict[Subhead, int]:
    """A heading level for each kind of subhead there is, from 2 without gaps.

    Items are parts of the plain subheads if their numbers begin anew or one stands right under a plain
    one; else they are their equals: an introduction, 1., 2., 3., a conclusion.
    """
    kinds = sorted(set(found.values()) - {Subhead.NUMBER})
    ranks: dict[Subhead, int] = {}
    level = 1
    for kind in kinds:
        equal = kind is Subhead.ITEM and Subhead.PLAIN in ranks and not _nested(found, body)
        level += 0 if equal else 1
        ranks[kind] = level
    return ranks


def _nested(found: dict[int, Subhead], body: tuple[Block, ...]) -> bool:
    items = [number for number, kind in found.items() if kind is Subhead.ITEM]
    firsts = sum(words(body[number]).startswith(("1.", "1、")) for number in items)
    return firsts > 1 or any(found.get(number - 1) is Subhead.PLAIN for number in items)


def _is_number(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_NUMBER.fullmatch(words(block)))


def _kind(text: str) -> Subhead:
    return next((kind for kind, pattern in _NUMBERED.items() if pattern.match(text)), Subhead.PLAIN)


def _numbered(body: tuple[Block, ...], kind: Subhead) -> dict[int, Subhead]:
    """Short paragraphs 一、 … 二、 … with text between them: at least two, from the first number on."""
    found = [
        number
        for number, block in enumerate(body)
        if len(words(block)) <= _LONGEST
        and _kind(words(block)) is kind
        and _may_be_head(block)
        and not _is_listed(number, body, kind)
    ]
    first = words(body[found[0]]).lstrip("(第") if found else ""
    return dict.fromkeys(found, kind) if len(found) > 1 and first.startswith("一") else {}


def _is_listed(number: int, body: tuple[Block, ...], kind: Subhead) -> bool:
    """True if the next block with words is one of the same kind, or there is none: then it is a list."""
    below = next((words(block) for block in body[number + 1 :] if words(block)), "")
    return not below or _kind(below) is kind


def _bold(article: Article) -> dict[int, Subhead]:
    """Bold paragraphs that may be subheads: none that stands twice, is a credit or speaks to readers."""
    known = phrases()
    texts = Counter(words(block) for block in article.body if isinstance(block, Paragraph) and words(block))
    bold = {
        number: _kind(words(block))
        for number, block in enumerate(article.body)
        if len(words(block)) <= _LONGEST
        and is_bold(block)
        and _may_be_head(block)
        and texts[words(block)] == 1
        and words(block) != fold(article.source)
        and (known.credits.is_list_head(words(block)) or not known.credits.is_credit(words(block)))
        and known.prompt(words(block), "ending") is None
    }
    bold = {number: kind for number, kind in bold.items() if not _is_number(article.body[number])}
    return bold if len(bold) <= _MOST_OF_ALL * texts.total() else {}


def _may_be_head(block: Block) -> bool:
    """True for a short line of text that ends no sentence, announces nothing and is no caption."""
    if not isinstance(block, Paragraph) or block.role or is_pictures(block) or is_links(block):
        return False
    text = words(block)
    if len(text) > _LONGEST or len(lines_of(block.content)) > 1 or _CAPTION.match(text):
        return False
    if text.endswith("?") and _kind(text) in _STATED:
        return True
    if text.endswith(("?", "!")):  # a question may be a subhead or an interviewer's
        return is_bold(block) and len(text) <= _LONGEST_QUESTION and "," not in text
    if re.search(r"[。;?!].|[。;.~,、:]\W*$", text) and not text.endswith(("...", "——")):
        return False
    return any(sign.isalnum() for sign in text)


def _stands_well(number: int, found: dict[int, Subhead], body: tuple[Block, ...]) -> bool:
    """True if the subheads right above and below it in the capture are ever deeper, down to some text.

    Bold lines one after another that are not so are a verse, a slogan, a cry.
    """
    first = last = number
    while first - 1 in found or (first and _is_bold_text(body[first - 1])):
        first -= 1
    while last + 1 in found or (last + 1 < len(body) and _is_bold_text(body[last + 1])):
        last += 1
    row = [found.get(place) for place in range(first, last + 1)]
    kinds = [kind for kind in row if kind is not Subhead.NUMBER]
    deeper = all(a is not None and b is not None and a < b for a, b in pairwise(kinds))
    return deeper and None not in row and any(words(below) for below in body[last + 1 :])


def _is_bold_text(block: Block) -> bool:
    """True for a bold line that is no caption."""
    return is_bold(block) and not _CAPTION.match(words(block))
