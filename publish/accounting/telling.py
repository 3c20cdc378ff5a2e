"""What both ways of telling share: a row with its fate, the causes of removals, rows joined to passages."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from publish.accounting.values import METADATA_RULES, PRINTED, Cause, Fate, Passage, Row
from publish.model import Article, Removal, Span


class Told(msgspec.Struct, frozen=True):
    """One row with its fate, before rows of one fate are joined."""

    row: Row
    span: Span
    fate: Fate | None  # None for a blank line, which goes with its neighbours
    causes: tuple[Cause, ...] = ()


def joined(told: Iterable[Told]) -> Iterator[Passage]:
    """Rows of one fate as passages; a blank line goes with what stands above it."""
    rows: list[Told] = []
    for one in told:
        first = next((row for row in rows if row.fate), None)
        same = first is None or one.fate is None or _alike(first, one)
        if not same:
            yield _passage(rows)
            rows = []
        rows.append(one)
    if rows:
        yield _passage(rows)


def _alike(one: Told, other: Told) -> bool:
    def key(told: Told) -> tuple[object, ...]:
        return (told.fate, tuple(cause.rule for cause in told.causes))

    return key(one) == key(other) and one.fate is not Fate.CHANGED


def _passage(rows: list[Told]) -> Passage:
    first = next((row for row in rows if row.fate), rows[0])
    span = Span(rows[0].span.first, max(row.span.last for row in rows))
    return Passage(span, first.fate or Fate.KEPT, tuple(row.row for row in rows), first.causes)


class Teller:
    """What both ways of telling need: removals with their causes, metadata by line."""

    def __init__(self, text: str, captured: Article, article: Article, reasons: Mapping[str, str]) -> None:
        self.lines = text.split("\n")
        self.captured = captured
        self.article = article
        self.printed = article.provenance.kind in PRINTED
        self.removals = article.provenance.removals
        self._reasons = reasons
        self._fields: dict[int, list[str]] = {}
        for origin in article.provenance.origins:
            if origin.line:
                self._fields.setdefault(origin.line, []).append(origin.field)

    def cause(self, gone: Removal) -> Cause:
        return Cause(gone.rule, self._reasons.get(gone.rule, ""), gone.excerpt)

    def _noted(self, row: Row, span: Span, removals: Sequence[Removal] = ()) -> Row:
        """The row with the evidence of the removals and the metadata that were read in its lines."""
        whys = dict.fromkeys(gone.why for gone in removals if gone.why)
        return Row(row.number, row.text, "; ".join(whys), self._fields_in(span))

    def _fields_in(self, span: Span) -> tuple[str, ...]:
        if span.first == span.last:
            return tuple(self._fields.get(span.first, ()))
        return tuple(
            field
            for line in sorted(self._fields)
            if span.first <= line <= span.last
            for field in self._fields[line]
        )

    def _unprinted(self) -> Cause:
        """Why the text of a capture that holds no article is not printed."""
        origin = self.article.provenance
        why = f": {origin.reason}" if origin.reason else ""
        return Cause(origin.kind, f"The capture holds no article{why}; nothing of it is printed.")

    def kept(self, row: Row, span: Span) -> Told:
        if self.printed:
            return Told(self._noted(row, span), span, Fate.KEPT)
        return Told(self._noted(row, span), span, Fate.REMOVED, (self._unprinted(),))

    def gone(self, row: Row, span: Span, removals: Sequence[Removal]) -> Told:
        metadata = all(gone.rule in METADATA_RULES for gone in removals)
        fate = Fate.METADATA if metadata else Fate.REMOVED
        causes = {gone.rule: self.cause(gone) for gone in removals}
        return Told(self._noted(row, span, removals), span, fate, tuple(causes.values()))

    def changed(self, row: Row, span: Span, removals: Sequence[Removal]) -> Told:
        causes = tuple(map(self.cause, removals))
        return Told(self._noted(row, span, removals), span, Fate.CHANGED, causes)


# Tags, and where links lead to: of a line of Markdown, what nobody reads.
UNREAD = re.compile(r"<[^<>]*>|(?<=\])\([^()]*\)")


def letters(text: str) -> str:
    """Letters and figures only: what a line of Markdown has in common with its words."""
    return "".join(character for character in text if character.isalnum())
