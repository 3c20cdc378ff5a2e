"""Blocks that say nothing: empty paragraphs, lines of signs, dividers at an end or one after another."""

import re

from publish.cleaning.phrases import fold
from publish.cleaning.removing import changed, without
from publish.cleaning.shapes import images_of, is_empty, words
from publish.model import Article, Block, Rule
from publish.plugins import cleaner
from publish.walk import Spoken

RULE = "emptiness"

# Signs that a line may be drawn with; a line of them in the middle of an article parts two scenes. Not the
# signs of Markdown itself: a line of them is mark-up that went wrong, a scene break would be a Rule.
_DRAWN = re.compile(r"[-—–―─━═=＊·•.…。~～^+☆★○●◎◇◆□■△▲▽▼※]{3,}")


@cleaner(RULE, reason="Nothing to read: an empty block, a lone sign, a divider that parts nothing.")
def emptiness(article: Article) -> Article:
    """Take out empty blocks and lone signs; a drawn line becomes a divider; dividers part, nothing else."""
    article = changed(article, RULE, _one)
    return without(article, RULE, _needless_rules(article.body))


def _one(block: Block) -> tuple[Block | None, Block | None]:
    text = words(block)
    if text[:1].isalnum():  # most blocks
        return block, None
    if is_empty(block):
        return None, block
    if not isinstance(block, Spoken) or images_of(block):
        return block, None
    if any(sign.isalnum() for sign in text) or not _is_lone_sign(text):
        return block, None
    return (Rule(span=block.span), block) if _DRAWN.fullmatch(text) else (None, block)


def _is_lone_sign(text: str) -> bool:
    """True for a line of signs that no author writes alone; ？！ or an emoji may be an answer."""
    return bool(_DRAWN.fullmatch(text)) or all(sign in _LONE for sign in text)


_LONE = frozenset(
    fold("，,：:；;。.、·•“”\"'‘’|丨/\\-—–_*#~^<>《》（）()[]【】「」✦✧❖﹀︾∨⌄↓↑↙↘←→▼▲▽△◆◇■□●○")
)


def _needless_rules(body: tuple[Block, ...]) -> list[int]:
    """The numbers of dividers at the start, at the end and after another divider."""
    needless = []
    last = max((number for number, block in enumerate(body) if not isinstance(block, Rule)), default=-1)
    before: Block | None = None
    for number, block in enumerate(body):
        if isinstance(block, Rule) and (before is None or number > last or isinstance(before, Rule)):
            needless.append(number)
        before = block
    return needless
