"""A list of the article's own headings that a page prints beside it: every item of it stands elsewhere."""

from publish.cleaning.phrases import core, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_prose, lines_of, words
from publish.model import Article, Block, Heading, List, Paragraph
from publish.plugins import cleaner
from publish.walk import iter_blocks

RULE = "contents-list"

_FEWEST_ITEMS = 2
_LONGEST_TITLE = 100  # characters


@cleaner(
    RULE,
    reason="A list that only repeats the article's own headings; an edition makes its own contents.",
)
def contents_list(article: Article) -> Article:
    """Take out a row of lists and lines that repeat headings and nothing else, with the line above it."""
    titles = {core(words(block)) for block in article.body if isinstance(block, Heading)} - {""}
    heads = phrases().contents
    body = article.body
    gone = {number for number in range(min(_FIRST_BLOCKS, len(body) - 1)) if _heads_nothing(number, body)}
    if len(titles) < _FEWEST_ITEMS:
        return without(article, RULE, gone)
    number = 0
    while number < len(body):
        end = number
        while end < len(body) and _repeats(body[end], titles):
            end += 1
        if sum(len(_items(block)) for block in body[number:end]) >= _FEWEST_ITEMS:
            headed = bool(number) and heads.matches(core(words(body[number - 1])))
            if headed or any(isinstance(block, List) for block in body[number:end]):
                gone |= set(range(number - headed, end))
        number = max(end, number + 1)
    return without(article, RULE, gone)


def _heads_nothing(number: int, body: tuple[Block, ...]) -> bool:
    """True for such a line or heading right above the article's own text: its list was not captured."""
    block, below = body[number], body[number + 1]
    if not isinstance(block, Paragraph | Heading) or not phrases().contents.matches(core(words(block))):
        return False
    if isinstance(below, Heading):
        return not isinstance(block, Heading) or below.level <= block.level
    text = words(below)
    sentence = len(lines_of(below.content)) == 1 if isinstance(below, Paragraph) else False
    return sentence and isinstance(block, Paragraph) and is_prose(text) and text[-1] in "。.!?:"


_FIRST_BLOCKS = 12


def _items(block: Block) -> list[str]:
    """The texts of a paragraph or of all items of a list, those of inner lists too."""
    if isinstance(block, Paragraph):
        return [core(words(block))]
    return [core(words(inner)) for inner in iter_blocks((block,)) if isinstance(inner, Paragraph)]


def _repeats(block: Block, titles: set[str]) -> bool:
    if not isinstance(block, Paragraph | List):
        return False
    if isinstance(block, Paragraph) and not 0 < len(words(block)) <= _LONGEST_TITLE:
        return False
    items = _items(block)
    return bool(items) and all(item in titles for item in items)
