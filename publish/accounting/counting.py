"""How many lines each rule took, counted in one way for all who say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from publish.accounting.values import METADATA_RULES, Tally
from publish.model import Removal, Span

NO_REASONS: Mapping[str, str] = {}


def lines_by_rule(removals: Iterable[Removal]) -> dict[str, int]:
    """How many lines each rule took, a line once; front matter is not counted, since it is not lost."""
    lines: dict[str, set[int]] = {}
    for gone in removals:
        if gone.rule not in METADATA_RULES:
            lines.setdefault(gone.rule, set()).update(range(gone.span.first, gone.span.last + 1))
    return {rule: len(numbers) for rule, numbers in lines.items()}


def stretches(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those with one line between them at most as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.first <= joined[-1].last + 2:
            joined[-1] = Span(joined[-1].first, max(span.last, joined[-1].last))
        else:
            joined.append(span)
    return tuple(joined)


def tallies(removals: Sequence[Removal], reasons: Mapping[str, str] = NO_REASONS) -> Iterator[Tally]:
    """What each rule took, the one that took most first."""
    counts = lines_by_rule(removals)
    for rule in sorted(counts, key=lambda rule: -counts[rule]):
        spans = stretches(gone.span for gone in removals if gone.rule == rule)
        yield Tally(rule, reasons.get(rule, ""), counts[rule], spans)
