"""Subheads that captures write as paragraphs become headings, and heading levels have no gaps.

Only in articles that have no headings of their own: there, bold lines are meant as bold lines. And what a
capture has as a heading is none if it is a picture, a whole sentence or a credit line: editors make those
by setting a paragraph large. But a series of headings of one level, each with text below it, is a series
also where its headings are sentences.
"""

from msgspec.structs import replace

from publish.cleaning.phrases import phrases
from publish.cleaning.shapes import Inlines, is_blank, words
from publish.cleaning.subheads import Subhead, levels, subheads
from publish.model import Article, Block, Break, Heading, Inline, Paragraph, Span, Styled
from publish.plugins import cleaner
from publish.walk import levels_without_gaps, plain_text

_LONGEST_HEADING = (
    140  # characters; an editor that makes a large paragraph large type makes a heading of it
)
_SHORTEST_STATEMENT = 25


@cleaner("headings", reason="Lines that stand as subheads become headings; their words stay.")
def headings(article: Article) -> Article:
    """Make headings of the article's subheads (see `subheads`); a heading that is a paragraph is none."""
    article = _without_false_heads(article)
    if any(isinstance(block, Heading) for block in article.body):
        return article
    found = subheads(article)
    ranks = levels(found, article.body)
    body: list[Block] = []
    lines: list[Paragraph] = []  # the number on a line of its own, then the subhead
    for number, block in enumerate(article.body):
        kind = found.get(number)
        if kind is None or not isinstance(block, Paragraph):
            body += [*lines, block]
            lines = []
        elif kind is Subhead.NUMBER:
            lines.append(block)
        else:
            body.append(_heading([*lines, block], ranks[kind]))
            lines = []
    return replace(article, body=(*body, *lines)) if found else article


def _without_false_heads(article: Article) -> Article:
    if not any(isinstance(block, Heading) and _is_false(block) for block in article.body):
        return article
    series = _series(article.body)
    return replace(article, body=tuple(_demoted(block, series) for block in article.body))


def _series(body: tuple[Block, ...]) -> frozenset[int]:
    """The levels at which there are several headings, nearly all of them with text right below."""
    headed: dict[int, list[bool]] = {}
    for number, block in enumerate(body):
        if isinstance(block, Heading):
            below = body[number + 1] if number + 1 < len(body) else None
            texted = below is not None and not isinstance(below, Heading) and bool(words(below))
            headed.setdefault(block.level, []).append(texted)
    return frozenset(
        level
        for level, texted in headed.items()
        if len(texted) >= _FEWEST_IN_SERIES and sum(texted) >= _SHARE_OF_SERIES * len(texted)
    )


_FEWEST_IN_SERIES = 3
_SHARE_OF_SERIES = 0.8


def _is_false(block: Heading, series: frozenset[int] = frozenset()) -> bool:
    """True for a heading of pictures only, one that is a sentence or a paragraph, and a credit line."""
    text = words(block)
    if not text or len(text) > _LONGEST_HEADING:
        return True
    if block.level not in series and len(text) >= _SHORTEST_STATEMENT and text.endswith(("。", ";", ",")):
        return True
    known = phrases().credits
    return known.is_credit(text) and not known.is_list_head(text)


def _demoted(block: Block, series: frozenset[int]) -> Block:
    if not isinstance(block, Heading) or not _is_false(block, series):
        return block
    return Paragraph(block.content, id=block.id, role=block.role, lang=block.lang, span=block.span)


def _heading(lines: list[Paragraph], level: int) -> Heading:
    """One heading of a subhead and the number above it, in plain weight: looks are the theme's."""
    content: list[Inline] = []
    for line in lines:
        if content:
            content.append(Break())
        content += _unbold(line.content)
    spans = [line.span for line in lines if line.span is not None]
    span = Span(min(part.first for part in spans), max(part.last for part in spans)) if spans else None
    return Heading(level, tuple(content), id=lines[-1].id, lang=lines[-1].lang, span=span)


def _unbold(content: Inlines) -> list[Inline]:
    plain: list[Inline] = []
    for inline in content:
        if isinstance(inline, Styled) and inline.style == "strong":
            plain += _unbold(inline.content)
        elif plain or not is_blank(plain_text(inline)):
            plain.append(inline)
    return plain


@cleaner("heading-levels", reason="Levels of headings are numbered anew; their words stay.")
def heading_levels(article: Article) -> Article:
    """Number the levels from 2 without gaps: a heading is at most one deeper than the one above it."""
    said = [block.level for block in article.body if isinstance(block, Heading)]
    numbered = levels_without_gaps(said)
    if numbered == said:
        return article
    following = iter(numbered)
    return replace(
        article,
        body=tuple(
            replace(block, level=next(following)) if isinstance(block, Heading) else block
            for block in article.body
        ),
    )
