"""What whoever kept the capture wrote below it: their notes, or those of a program (AI 分析, My notes).

An article may have a part of that name itself. So the head alone proves nothing: above it the byline must
stand once more, as note programs repeat it at the end, or a divider must, and rows of marks (评分：7/10,
tags: …) below it. From there on nothing is the article's.
"""

import re

from publish.cleaning.phrases import Phrases, fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_bold, is_pictures, is_prose, words
from publish.model import Article, Block, Heading, List, Paragraph, Quote, Rule
from publish.plugins import cleaner
from publish.walk import iter_blocks

RULE = "keeper-notes"

_FEWEST_CHARACTERS = 80  # of prose that an article has above
_FEWEST_MARKS = 2
_BLOCKS_OF_MARKS = 6  # below the head
_MARK = re.compile(
    r"[\W_]*(?:评分|可信度|有用性|可行动|类型|(?:建议)?标签|分类|主题|关键词|重要性|质量|来源可靠性|阅读状态|收藏(?:时间|理由)|"
    r"score|rating|credibility|usefulness|tags?|category|type|topics?|keywords?|status|priority|sentiment|評価|タグ|분류|태그|평점)[::].{1,120}"
)


@cleaner(RULE, reason="What whoever kept the capture, or their program, wrote below the article.")
def keeper_notes(article: Article) -> Article:
    """Take out a byline that comes again below the article, or notes under a divider, and all below."""
    article = without(article, RULE, range(_start(article), len(article.body)))
    return without(article, RULE, _above(article.body, phrases()), "a program's summary")


def _above(body: tuple[Block, ...], known: Phrases) -> range:
    """A program's summary above the article: a block that says so, or a head and all up to a divider."""
    for number, block in enumerate(body[:_FIRST_BLOCKS]):
        text = words(block)
        if isinstance(block, Paragraph | Quote) and _SUMMARY.match(text) and number + 1 < len(body):
            return range(number, number + 1)
        if _is_head(block, known) and _PROGRAM.search(text):
            ends = range(number + 1, min(len(body) - 1, number + _LONGEST_SUMMARY))
            end = next((place for place in ends if isinstance(body[place], Rule)), None)
            return range(number, end + 1) if end is not None else range(0)
    return range(0)


_FIRST_BLOCKS = 4
_LONGEST_SUMMARY = 8  # blocks
_PROGRAM = re.compile(
    r"(?:ai|智能|gpt|claude|gemini|deepseek|kimi|豆包|大模型).*(?:摘要|总结|导读|速览|要点|summary|takeaways?|tldr|要約|요약)"
)
_SUMMARY = re.compile(
    r"[\W_]*(?:(?:ai|智能|chatgpt|gpt|claude|gemini|deepseek|kimi|豆包)(?:自动)?(?:生成)?的?(?:全文)?"
    r"(?:摘要|总结|导读|速览|概述|summary|tldr|要約|요약)|(?:摘要|总结)\((?:由)?ai(?:自动)?生成\))[::|]"
)


def _start(article: Article) -> int:
    known = phrases()
    body = article.body
    bylines = _bylines(article, known)
    above = 0
    for number, block in enumerate(body):
        text = words(block)
        if text and above >= _FEWEST_CHARACTERS and number and _parts(body[number - 1]):
            noted = _is_head(block, known) and _are_marks(body[number + 1 :])
            if noted or (_is_byline(text, bylines) and _heads_notes(body[number + 1 :], known)):
                return _with_dressing(number, body)
        above += len(text) if is_prose(text) else 0
    return len(body)


def _bylines(article: Article, known: Phrases) -> frozenset[str]:
    """What the byline may be: its flag, authors and account in one line, in the order of the platform."""
    account, authors = fold(article.source), fold("".join(article.authors))
    names = {f"{authors}{account}", f"{account}{authors}"} if account and authors else set()
    names |= {
        f"{fold(flag)}{name}"
        for flag in known.platform.flags
        for name in (*names, account, authors)
        if name
    }
    return frozenset(names)


def _is_byline(text: str, bylines: frozenset[str]) -> bool:
    """True for the byline, also with the time and the place of posting behind it."""
    found = max((byline for byline in bylines if text.startswith(byline)), key=len, default=None)
    return found is not None and _WHEN.fullmatch(text[len(found) :]) is not None


_WHEN = re.compile(r"(?:(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?.{0,6})?")


def _parts(block: Block) -> bool:
    return isinstance(block, Rule) or is_pictures(block)


def _heads_notes(below: tuple[Block, ...], known: Phrases) -> bool:
    """True if nothing is below, or the first words below head notes or are marks."""
    spoken = next((block for block in below if words(block)), None)
    return spoken is None or _is_head(spoken, known) or _are_marks(below)


def _is_head(block: Block, known: Phrases) -> bool:
    headed = isinstance(block, Heading) or is_bold(block)
    return headed and known.is_of(words(block), "keeper-notes")


def _are_marks(below: tuple[Block, ...]) -> bool:
    """True for several rows like 评分：7/10 right below."""
    rows: list[str] = []
    for block in below[:_BLOCKS_OF_MARKS]:
        if isinstance(block, List):
            rows += [words(inner) for inner in iter_blocks((block,)) if isinstance(inner, Paragraph)]
        elif isinstance(block, Paragraph):
            rows.append(words(block))
    return sum(_MARK.fullmatch(row) is not None for row in rows) >= _FEWEST_MARKS


def _with_dressing(number: int, body: tuple[Block, ...]) -> int:
    """The number of the divider above, past pictures; of the block itself, if there is none."""
    for above in range(number - 1, -1, -1):
        if isinstance(body[above], Rule):
            return above
        if not is_pictures(body[above]):
            break
    return number
