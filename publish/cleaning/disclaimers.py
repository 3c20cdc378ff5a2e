"""Sentences of boilerplate inside a paragraph that stays: 图片来源于网络，如有侵权请联系删除。"""

import re

from publish.cleaning.phrases import Disclaimers, Family, core, fold, phrases
from publish.cleaning.removing import changed
from publish.cleaning.shapes import is_empty, words
from publish.model import Article, Block, Inline, Paragraph, Text
from publish.plugins import cleaner
from publish.walk import iter_inlines, map_inlines

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
        return _credits_alone(article) if _RIGHTS.search(text) else article

    def one(block: Block) -> tuple[Block | None, Block | None]:
        if not any(mark in words(block) for mark in known.marks):
            return block, None
        return _without_sentences(block, known) if isinstance(block, Paragraph) else (block, None)

    return _credits_alone(changed(article, RULE, one))


def _credits_alone(article: Article) -> Article:
    """Credits without the clauses about rights behind them: 本文由甲编译，不代表本社观点。"""
    known = phrases()
    rights = known.families.get("reprint")
    if rights is None:
        return article
    numbers = [
        number
        for number, block in enumerate(article.body)
        if isinstance(block, Paragraph)
        and known.credits.is_credit(words(block))
        and _RIGHTS.search(words(block))
    ]
    return changed(article, RULE, lambda block: _without_rights(block, rights), only=numbers)


_RIGHTS = re.compile(r"不代表|转载|版权|侵权")
_CLAUSES = re.compile(r"[，,；;。！]+(?:[”」』）)]*)")


def _without_rights(block: Block, rights: Family) -> tuple[Block | None, Block | None]:
    """The paragraph up to the first clause about rights, if all clauses behind it are about them too."""
    if not isinstance(block, Paragraph) or len(texts := _texts(block)) != 1:
        return block, None
    text = texts[0].text
    starts = [0, *(match.end() for match in _CLAUSES.finditer(text))]
    ends = [*starts[1:], len(text)]
    first = len(text)
    for start, end in reversed([*zip(starts, ends, strict=True)]):
        clause = fold(text[start:end])
        if (
            core(clause).strip()
            and any(sign.isalnum() for sign in clause)
            and not _is_about(clause, rights)
        ):
            break
        first = start
    if not 0 < first < len(text) or not any(sign.isalnum() for sign in text[first:]):
        return block, None
    rest = Text(text[:first].rstrip().rstrip("".join(_JOINTS)))
    (stays,) = map_inlines((block,), lambda inline: (rest,) if inline == texts[0] else (inline,))
    return stays, Paragraph((Text(text[first:]),), span=block.span)


def _is_about(clause: str, rights: Family) -> bool:
    return rights.matches(clause, core(clause)) or _CITED.match(core(clause)) is not None


_CITED = re.compile(r"(?:转自|出处|来源|并?注明|请注明)")


def _texts(block: Paragraph) -> list[Text]:
    return [inline for inline in iter_inlines((block,)) if isinstance(inline, Text) and inline.text.strip()]


def _without_sentences(block: Block, known: Disclaimers) -> tuple[Block | None, Block | None]:
    found: list[Inline] = []
    end = _nothing if phrases().credits.is_credit(words(block)) else _end  # credits end without a stop

    def cut(inline: Inline) -> tuple[Inline, ...]:
        if not isinstance(inline, Text):
            return (inline,)
        found.extend(Text(match[0]) for match in known.sentence.finditer(inline.text) if match[0])
        rest = known.sentence.sub(end, inline.text)
        return (Text(rest),) if rest else ()

    (stays,) = map_inlines((block,), cut)
    if not found:
        return block, None
    return None if is_empty(stays) else stays, Paragraph(tuple(found), span=block.span)


def _end(match: re.Match[str]) -> str:
    """The stop of a sentence that loses its last clause: 图纸自制，如有侵权请联系删除。"""
    stop = match[0].rstrip()[-1:]
    clause = match[0].lstrip()[:1] in _JOINTS and match.string[: match.start()].strip()
    return stop if clause and stop in _STOPS else ""


_JOINTS = tuple("，,；;")
_STOPS = tuple("。！")


def _nothing(_match: re.Match[str]) -> str:
    return ""
