"""Bringing back lines that rules took, and taking out lines that none took: what an edition.toml asks for.

Both work on lines of the capture, as `publish explain` shows them. Nothing is written here that the capture
does not hold: what comes back is what was read.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from publish.cleaning.headings import heading_levels
from publish.cleaning.removing import removed
from publish.cleaning.shapes import is_empty, span_of
from publish.errors import UsageError
from publish.model import Article, Block, Figure, Group, Heading, List, Quote, Removal, Span
from publish.walk import Blocks, iter_blocks

BY_HAND = "edition"
"""The id on record of what an edition.toml takes out: no rule, its user."""

REASON = "The edition's own file takes it out."


def restored(captured: Article, cleaned: Article, lines: Sequence[Span]) -> Article:
    """The cleaned article with the blocks that these lines were read in, as they were captured.

    A block comes back whole, in place of what is left of it, and so does all that shares a line with it.
    Raises UsageError, naming the line, for lines of which no rule took anything.
    """
    if not lines:
        return cleaned
    taken = _by_rules(captured, cleaned)
    for span in lines:
        _refuse_what_cannot_come_back(span, captured, taken)
    reach = _reach(lines, [*map(span_of, captured.body), *map(span_of, cleaned.body), *_spans(taken)])
    inside = [block for block in captured.body if _meets(span_of(block), reach)]
    back = [_as_body(block) for block in inside if not is_empty(block)]
    left = [block for block in cleaned.body if not _meets(span_of(block), reach)]
    record = tuple(
        gone
        for gone in cleaned.provenance.removals
        if gone not in taken or not _meets(gone.span, reach) or _is_of_nothing(gone, captured)
    )
    body = tuple(_merged(left, back))
    return heading_levels(
        replace(cleaned, body=body, provenance=replace(cleaned.provenance, removals=record))
    )


def taken_out(cleaned: Article, lines: Sequence[Span]) -> Article:
    """The article without the blocks that lie in these lines, each on record under `BY_HAND`.

    Raises UsageError, naming the lines to give, where a line is only part of a block or in none.
    """
    gone: list[Block] = []
    body = tuple(left for block in cleaned.body for left in _without(block, lines, gone))
    lost = [span_of(block) for block in gone]
    for span in lines:
        if not any(_meets(span, [taken]) for taken in lost):
            raise _not_there(span, cleaned)
    return removed(replace(cleaned, body=body), BY_HAND, gone)


# Coming back ---------------------------------------------------------------------------------------


def _by_rules(captured: Article, cleaned: Article) -> frozenset[Removal]:
    """What was taken since the capture was read."""
    return frozenset(cleaned.provenance.removals).difference(captured.provenance.removals)


def _refuse_what_cannot_come_back(span: Span, captured: Article, taken: Iterable[Removal]) -> None:
    if any(_meets(gone.span, [span]) for gone in taken):
        return
    last = _last_line(captured)
    where = _words(span)
    if span.first > last:
        raise UsageError(
            f"{where} is after the end of the capture", hint=f"its last line with anything in it is {last}"
        )
    by_reader = [gone for gone in captured.provenance.removals if _meets(gone.span, [span])]
    if by_reader and not any(_meets(span_of(block), [span]) for block in captured.body):
        raise UsageError(
            f"{where} was never text of the article: {by_reader[0].rule}",
            hint="only what a cleaning rule took can come back; publish explain shows which",
        )
    raise UsageError(
        f"no rule took anything of {where}", hint="publish explain shows the lines that were removed"
    )


def _last_line(article: Article) -> int:
    spans = [*map(span_of, article.body), *(gone.span for gone in article.provenance.removals)]
    return max((span.last for span in spans), default=0)


def _reach(lines: Iterable[Span], spans: Iterable[Span]) -> list[Span]:
    """The lines together with every span that has one of them, and so on: nothing comes back in halves."""
    reach = sorted(lines)
    # Spans in order: one pass joins all that overlap, and those joined stretches that have a line count.
    stretches: list[Span] = []
    for span in sorted(span for span in (*spans, *reach) if span.last):
        if stretches and span.first <= stretches[-1].last:
            stretches[-1] = Span(stretches[-1].first, max(stretches[-1].last, span.last))
        else:
            stretches.append(span)
    return [stretch for stretch in stretches if _meets(stretch, reach)]


def _merged(left: Sequence[Block], back: Sequence[Block]) -> Iterator[Block]:
    """Both rows as one in the order of the capture; a block of no line stays after what it stood after."""
    waiting = list(back)
    for block in left:
        while waiting and block.span is not None and span_of(waiting[0]) < span_of(block):
            yield waiting.pop(0)
        yield block
    yield from waiting


def _as_body(block: Block) -> Block:
    """As the block stands in a body: level 1 is the article's own title."""
    return replace(block, level=2) if isinstance(block, Heading) and block.level == 1 else block


def _is_of_nothing(gone: Removal, captured: Article) -> bool:
    """Whether a removal is of lines in which nothing but empty blocks was read: they stay on record."""
    inside = [block for block in captured.body if _meets(span_of(block), [gone.span])]
    return bool(inside) and all(map(is_empty, inside))


# Taking out ----------------------------------------------------------------------------------------


def _without(block: Block, lines: Sequence[Span], gone: list[Block]) -> Blocks:
    """What is left of a block: all, nothing, or a block with fewer blocks in it."""
    span = span_of(block)
    if not _meets(span, lines):
        return (block,)
    if _covered(span, lines):
        gone.append(block)
        return ()
    match block:
        case Quote(content=content) | Group(content=content) | Figure(content=content):
            left = _row_without(content, lines, gone)
            return (replace(block, content=left),) if left else ()
        case List(items=items):
            kept = tuple(left for item in items if (left := _row_without(item, lines, gone)))
            return (replace(block, items=kept),) if kept else ()
        case _:
            return (block,)


def _row_without(row: Blocks, lines: Sequence[Span], gone: list[Block]) -> Blocks:
    return tuple(inner for block in row for inner in _without(block, lines, gone))


def _not_there(span: Span, article: Article) -> UsageError:
    around = [span_of(block) for block in iter_blocks(article.body) if _meets(span_of(block), [span])]
    where = _words(span)
    if not around:
        return UsageError(f"{where} is not in the article", hint="publish explain shows the lines that are")
    smallest = min(around, key=lambda found: found.last - found.first)
    return UsageError(
        f"{where} is part of a block that goes as a whole: {_words(smallest)}",
        hint=f'write "{smallest.first}-{smallest.last}"',
    )


# Lines ---------------------------------------------------------------------------------------------


def _spans(removals: Iterable[Removal]) -> Iterator[Span]:
    return (gone.span for gone in removals)


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.first <= other.last and other.first <= span.last for other in others)


def _covered(span: Span, lines: Sequence[Span]) -> bool:
    return all(_meets(Span(line, line), lines) for line in range(span.first, span.last + 1))


def _words(span: Span) -> str:
    return f"lines {span.first}-{span.last}" if span.last > span.first else f"line {span.first}"
