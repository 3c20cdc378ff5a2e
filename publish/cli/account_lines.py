"""An account on the terminal: each line with its number and a mark, why lines went, and how they come back.

    captures/fog.md
      title     雾中渡  (front matter, line 2)

       2 · title: 雾中渡  [read as title]
         ▾ title-once: The title again; it is printed once, above the article.
       9 - # 雾中渡  [title-once]
      11 + 清晨五点半，渡口的灯还亮着。

Each removed line ends in the id of its rule, so that the account can be searched with grep. On a terminal
lines are folded to its width; through a pipe they are whole.
"""

import shutil
import sys
from collections.abc import Iterator
from typing import NamedTuple

from publish.accounting import METADATA_RULES, Account, Fate, Passage, Row
from publish.cli.account_words import MARKS, bring_back, read_as, shortened, span_words
from publish.cli.terminal import accent, amount, folded, is_terminal, visible, width

_BY_PASSAGE = "The capture's lines hold many passages; these are shown, with the line they begin in."
_TAB = 4
_NARROWEST = 40
_SHADES = {Fate.REMOVED: "removed", Fate.CHANGED: "changed", Fate.METADATA: "metadata"}


def account_lines(account: Account) -> Iterator[str]:
    """The account as lines for standard output, with colours where it shows them."""
    yield accent(visible(account.path), "name", sys.stdout)
    yield from _facts(account)
    yield ""
    if not account.by_line:
        yield from _noted(_BY_PASSAGE)
    figures = max((len(str(row.number)) for passage in account.passages for row in passage.rows), default=1)
    page = _Page(max(figures, 4), _columns())
    for passage in account.passages:
        yield from page.passage(passage)
    yield ""
    yield from _summary(account)


def _columns() -> int | None:
    """The terminal's width in columns; None for a pipe, which takes lines as they are."""
    if not is_terminal(sys.stdout):
        return None
    return max(shutil.get_terminal_size().columns, _NARROWEST)


def _facts(account: Account) -> Iterator[str]:
    for fact in account.facts:
        where = ", ".join(filter(None, (fact.place, f"line {fact.line}" if fact.line else "")))
        found = accent(f"  ({visible(where)})", "note", sys.stdout) if where else ""
        yield f"  {fact.field:<9} {visible(fact.value)}{found}"
    kind = f"{account.kind}: {account.reason}" if account.reason else account.kind
    yield f"  {'kind':<9} {visible(kind)}"


# Lines ---------------------------------------------------------------------------------------------


class _Page(NamedTuple):
    """How wide the numbers are, and the terminal."""

    figures: int
    columns: int | None

    def passage(self, passage: Passage) -> Iterator[str]:
        """The lines of a passage under the reasons why they went."""
        for note in _notes(passage):
            lead = " " * self.figures + " ▾ "
            yield from (accent(line, "note", sys.stdout) for line in self._set(lead, note))
        for row in passage.rows:
            text = visible(shortened(row.text.expandtabs(_TAB)).rstrip())
            lead = f"{row.number:>{self.figures}} {MARKS[passage.fate]} "
            yield from self._row(lead, text, _ending(row, passage) if text else "", passage.fate)

    def _row(self, lead: str, text: str, end: str, fate: Fate) -> Iterator[str]:
        shade = _SHADES.get(fate)
        lines = list(self._set("", text, len(lead)))
        for number, line in enumerate(lines):
            shown = accent(line, shade, sys.stdout) if shade and line else line
            before = lead if not number else " " * len(lead)
            yield (
                (before + shown).rstrip()
                if number < len(lines) - 1
                else self._ended(before, shown, line, end)
            )

    def _ended(self, before: str, shown: str, line: str, end: str) -> str:
        """The last line of a row with the id of its rule, on a line of its own where it does not fit."""
        if not end:
            return (before + shown).rstrip()
        mark = accent(end, "note", sys.stdout)
        if self.columns and len(before) + width(line) + 2 + len(end) > self.columns:
            return f"{before}{shown}\n{' ' * len(before)}{mark}"
        return f"{before}{shown}  {mark}"

    def _set(self, lead: str, text: str, indent: int = 0) -> Iterator[str]:
        """The text after its lead, folded, further lines under its beginning."""
        if self.columns is None:
            yield lead + text
            return
        room = max(self.columns - indent - width(lead), _NARROWEST // 2)
        for number, line in enumerate(folded(text, room)):
            yield (lead if not number else " " * width(lead)) + line


def _notes(passage: Passage) -> Iterator[str]:
    """Why the lines of a passage are not in the article, or not as they were."""
    for cause in passage.causes:
        if cause.rule in METADATA_RULES:
            continue
        said = f"{cause.rule}: {cause.reason}".rstrip(": ")
        went = f" It lost “{cause.excerpt}”." if passage.fate is Fate.CHANGED else ""
        yield visible(said + went)


def _ending(row: Row, passage: Passage) -> str:
    """What stands in brackets behind a line: the ids of the rules with their evidence, or what was read."""
    rules = ", ".join(rule for cause in passage.causes if (rule := cause.rule) not in METADATA_RULES)
    said = f"{rules}: {row.why}" if rules and row.why else rules
    notes = "; ".join(filter(None, (said, read_as(row.fields) if row.fields else "")))
    return visible(f"[{notes}]") if notes else ""


# Summary -------------------------------------------------------------------------------------------


def _summary(account: Account) -> Iterator[str]:
    what = "line" if account.by_line else "passage"
    kept, part, gone = (account.lines(fate) for fate in (Fate.KEPT, Fate.CHANGED, Fate.REMOVED))
    in_part = f", {part} kept in part" if part else ""
    yield f"{amount(kept, what)} kept{in_part}, {gone} removed"
    for tally in account.tallies:
        places = ", ".join(map(span_words, tally.stretches))
        yield from _noted(f"{tally.rule}: {amount(tally.lines, 'line')} ({places})", 2)
        yield from _noted(tally.reason, 4)
    back = bring_back(account)
    if back:
        yield from _noted(back.words)
        yield from (visible(f"  {line}") for line in back.toml.splitlines())


def _noted(text: str, indent: int = 0) -> Iterator[str]:
    columns = _columns()
    lines = folded(text, columns - indent) if columns else [text]
    yield from (" " * indent + visible(line) for line in lines if line)
