"""Sentences of boilerplate inside a paragraph that stays: 图片来源于网络，如有侵权请联系删除。"""

from publish.cleaning.phrases import Disclaimers, phrases
from publish.cleaning.removing import changed
from publish.cleaning.shapes import is_empty, words
from publish.model import Article, Block, Inline, Paragraph, Text
from publish.plugins import cleaner
from publish.walk import map_inlines

RULE = "disclaimers"


@cleaner(
    RULE,
    reason="A sentence about rights and liability that the account puts under everything it posts.",
)
def disclaimers(article: Article) -> Article:
    """Take the sentences out of paragraphs; a paragraph that was nothing else goes."""
    known = phrases().disclaimers

    text = "\n".join(words(block) for block in article.body)
    if not any(mark in text for mark in known.marks):
        return article

    def one(block: Block) -> tuple[Block | None, Block | None]:
        if not any(mark in words(block) for mark in known.marks):
            return block, None
        return _without_sentences(block, known) if isinstance(block, Paragraph) else (block, None)

    return changed(article, RULE, one)


def _without_sentences(block: Block, known: Disclaimers) -> tuple[Block | None, Block | None]:
    found: list[Inline] = []

    def cut(inline: Inline) -> tuple[Inline, ...]:
        if not isinstance(inline, Text):
            return (inline,)
        found.extend(Text(match[0]) for match in known.sentence.finditer(inline.text) if match[0])
        rest = known.sentence.sub("", inline.text)
        return (Text(rest),) if rest else ()

    (stays,) = map_inlines((block,), cut)
    if not found:
        return block, None
    return None if is_empty(stays) else stays, Paragraph(tuple(found), span=block.span)
