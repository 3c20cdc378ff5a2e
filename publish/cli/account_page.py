"""Accounts as one web page: what is kept and what was removed, with rule, reason and evidence.

The page holds everything it needs: no script, no address that a browser would fetch. It is read on a phone,
on paper, in light and dark. Captures are written by strangers: every text of theirs is escaped, what would
turn the direction of reading is written out (`terminal.visible`), and a policy in the page's head forbids
the browser whatever might still get through.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from publish.accounting import METADATA_RULES, Account, Cause, Fate, Passage, Row, Tally
from publish.cli.account_words import (
    MARKS,
    NAMES,
    bring_back,
    cut_by_removal,
    read_as,
    shortened,
    span_words,
)
from publish.cli.terminal import amount, visible

FOLDED_FROM = 40
"""A passage of so many rows that a reader left out is folded up: it is the page around the article."""


def page(accounts: Sequence[Account]) -> bytes:
    """The page, as UTF-8."""
    title = accounts[0].title if len(accounts) == 1 else f"{len(accounts)} captures"
    body = "".join(_body(accounts))
    return _PAGE.format(
        title=_text(f"What was kept and removed: {title}"), style=_STYLE, body=body
    ).encode()


def _body(accounts: Sequence[Account]) -> Iterator[str]:
    yield "<header><h1>What was kept, what was removed</h1>" + _KEY + "</header>"
    if len(accounts) > 1:
        yield _contents(accounts)
    for number, account in enumerate(accounts, start=1):
        yield from _capture(account, f"c{number}")


def _contents(accounts: Sequence[Account]) -> str:
    rows = (
        f'<tr><td><a href="#c{number}">{_foreign(account.title, account)}</a><br>'
        f"<small>{_text(account.path)}</small></td><td>{_text(account.kind)}</td>"
        f'<td class="figure">{account.lines(Fate.KEPT)}</td>'
        f'<td class="figure">{_removed(account)}</td></tr>'
        for number, account in enumerate(accounts, start=1)
    )
    head = "<tr><th>capture</th><th>kind</th><th>kept</th><th>removed</th></tr>"
    table = f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
    return f'<nav aria-label="Captures">{table}</nav>'


def _removed(account: Account) -> int:
    return account.lines(Fate.REMOVED) + account.lines(Fate.CHANGED)


# One capture ---------------------------------------------------------------------------------------


def _capture(account: Account, anchor: str) -> Iterator[str]:
    yield f'<section class="capture" id="{anchor}"><h2>{_foreign(account.title, account)}</h2>'
    yield f"<p><code>{_text(account.path)}</code>: {_text(_kind(account))}. {_text(_counts(account))}</p>"
    if not account.by_line:
        yield (
            "<p>A line of this capture may hold many passages. It is shown passage by passage; the figures "
            "are the lines that they begin in.</p>"
        )
    yield _metadata(account, anchor)
    yield _rules(account, anchor)
    yield f'<div class="account" aria-label="The capture"{_lang(account)}>'
    seen: set[int] = set()
    for passage in account.passages:
        yield _passage(passage, anchor, seen)
    yield "</div></section>"


def _kind(account: Account) -> str:
    return f"{account.kind} ({account.reason})" if account.reason else account.kind


def _counts(account: Account) -> str:
    what = "line" if account.by_line else "passage"
    counts = ((account.lines(fate), NAMES[fate]) for fate in Fate)
    said = [f"{amount(number, what)} {name}" for number, name in counts if number]
    return f"{', '.join(said)}." if said else ""


def _metadata(account: Account, anchor: str) -> str:
    rows = []
    for fact in account.facts:
        line = f'<a href="#{anchor}-{fact.line}">line {fact.line}</a>' if fact.line else ""
        found = ", ".join(filter(None, (_text(fact.place), line)))
        place = f" <small>{found}</small>" if found else ""
        rows.append(f"<tr><th>{_text(fact.field)}</th><td>{_foreign(fact.value, account)}{place}</td></tr>")
    return _table("Metadata", ("", "as printed, and where it was found"), rows)


def _rules(account: Account, anchor: str) -> str:
    rows = [_rule(tally, anchor) for tally in account.tallies]
    back = bring_back(account)
    how = f"<p>{_text(back.words)}</p><pre>{_text(back.toml, lines=True)}</pre>" if back else ""
    return _table("Removed by", ("rule", "lines", "why, and where"), rows) + how


def _rule(tally: Tally, anchor: str) -> str:
    places = ", ".join(
        f'<a href="#{anchor}-{span.first}">{span_words(span)}</a>' for span in tally.stretches
    )
    if len(tally.stretches) > FOLDED_FROM:
        places = f"<details><summary>{len(tally.stretches)} places</summary>{places}</details>"
    return (
        f'<tr id="{anchor}-rule-{_name(tally.rule)}"><th><code>{_text(tally.rule)}</code></th>'
        f'<td class="figure">{tally.lines}</td><td>{_text(tally.reason)} <span>{places}</span></td></tr>'
    )


def _table(caption: str, heads: Sequence[str], rows: Sequence[str]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{name}</th>" for name in heads)
    return (
        f'<div class="wide"><table><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


# One passage ---------------------------------------------------------------------------------------


def _passage(passage: Passage, anchor: str, seen: set[int]) -> str:
    rows = "".join(_rows(passage, anchor, seen))
    note = "".join(_notes(passage, anchor))
    if passage.fate is Fate.REMOVED and len(passage.rows) >= FOLDED_FROM:
        rows = f"<details><summary>{amount(len(passage.rows), 'row')}</summary>{rows}</details>"
    return f'<div class="passage {passage.fate}">{note}{rows}</div>'


def _notes(passage: Passage, anchor: str) -> Iterator[str]:
    for cause in passage.causes:
        if cause.rule not in METADATA_RULES:
            yield _note(cause, passage, anchor)


def _note(cause: Cause, passage: Passage, anchor: str) -> str:
    said = _text(f" {cause.reason}")
    went = f" It lost “{_text(cause.excerpt)}”." if passage.fate is Fate.CHANGED else ""
    link = f'<a href="#{anchor}-rule-{_name(cause.rule)}"><code>{_text(cause.rule)}</code></a>'
    return f'<p class="note">{link}{said}{went}</p>'


def _rows(passage: Passage, anchor: str, seen: set[int]) -> Iterator[str]:
    mark = MARKS[passage.fate]
    for row in passage.rows:
        place = ""
        if row.number not in seen:
            seen.add(row.number)
            place = f' id="{anchor}-{row.number}"'
        yield (
            f'<div class="row"{place}><span class="number">{row.number}</span>'
            f'<span class="mark" title="{NAMES[passage.fate]}">{mark}</span>'
            f'<span class="text" dir="auto">{_row_text(row.text, passage)}{_evidence(row)}</span></div>'
        )


def _evidence(row: Row) -> str:
    said = "; ".join(filter(None, (row.why, read_as(row.fields) if row.fields else "")))
    return f" <small>{_text(said)}</small>" if said and row.text.strip() else ""


def _row_text(text: str, passage: Passage) -> str:
    text = shortened(text)
    if passage.fate is Fate.REMOVED:
        return f"<del>{_text(text)}</del>" if text.strip() else ""
    if passage.fate is Fate.CHANGED:
        pieces = cut_by_removal(text, [cause.excerpt for cause in passage.causes])
        return "".join(f"<del>{_text(piece)}</del>" if gone else _text(piece) for piece, gone in pieces)
    return _text(text)


# Text ----------------------------------------------------------------------------------------------


def _text(text: str, *, lines: bool = False) -> str:
    """Any text as HTML; `lines` keeps its line feeds."""
    if lines:
        return "\n".join(escape(visible(line)) for line in text.split("\n"))
    return escape(visible(text.replace("\t", " ")))


def _foreign(text: str, account: Account) -> str:
    return f'<span dir="auto"{_lang(account)}>{_text(text)}</span>'


def _lang(account: Account) -> str:
    return f' lang="{escape(account.lang)}"' if account.lang else ""


def _name(rule: str) -> str:
    """A rule's id as part of an anchor; plugins may name theirs as they like."""
    return re.sub(r"[^a-z0-9-]", lambda sign: f"_{ord(sign[0]):x}", rule)


def _joined(lines: Iterable[str]) -> str:
    return "".join(line.strip() for line in lines)


_KEY = (
    '<p class="key">'
    + " ".join(f'<span class="{fate}"><b>{MARKS[fate]}</b> {NAMES[fate]}</span>' for fate in Fate)
    + "</p>"
)

_STYLE = _joined(
    """
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #22201c; --quiet: #6b665c; --line: #dcd7cb;
  --removed: #fbe9e5; --gone: #8c3a2b; --changed: #fbf1d3; --metadata: #e8f0f7; --link: #1c5a85; }
@media (prefers-color-scheme: dark) { :root { --paper: #1b1a18; --ink: #e6e2d9; --quiet: #a09a8d;
  --line: #3d3a34; --removed: #36211d; --gone: #e39a8b; --changed: #38301a; --metadata: #1d2a35;
  --link: #8fc1e6; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 60rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.6 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.25rem; margin: 0; }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 3rem 0 .5rem; padding-top: 1rem;
  border-top: 2px solid var(--ink); }
a { color: var(--link); }
code, pre { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: .875em; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
pre { margin: .5rem 0; padding: .5rem; border: 1px solid var(--line); overflow-x: auto; }
.key span { display: inline-block; margin-right: .75rem; padding: 0 .4rem; }
small { color: var(--quiet); font-size: .875em; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .9375rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { font-weight: 400; color: var(--quiet); border: 0; white-space: nowrap; }
tbody th { font-weight: 400; color: var(--quiet); }
tbody th:first-child { white-space: nowrap; width: 1%; }
.figure { text-align: right; font-variant-numeric: tabular-nums; width: 1%; white-space: nowrap; }
nav td:nth-child(2) { white-space: nowrap; }
summary { cursor: pointer; color: var(--quiet); font-size: .875rem; }
.account { margin-top: 1.5rem; border-top: 1px solid var(--line); }
.passage { border-bottom: 1px solid var(--line); padding: .25rem 0; }
.removed { background: var(--removed); }
.changed { background: var(--changed); }
.metadata { background: var(--metadata); }
.note { font-size: .875rem; color: var(--quiet); margin: 0; padding: .1rem .5rem .1rem 5rem; }
.row { display: grid; grid-template-columns: 3.25rem 1.25rem minmax(0, 1fr); padding: 0 .5rem 0 0; }
.row:target, tr:target { outline: 2px solid var(--link); }
.number { text-align: right; color: var(--quiet); font: .8125rem/1.97 ui-monospace, monospace;
  padding-right: .5rem; user-select: none; }
.mark { color: var(--quiet); text-align: center; user-select: none; }
.removed .mark { color: var(--gone); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
del { color: var(--gone); text-decoration-thickness: 1px; }
.passage details { margin: 0; }
.passage summary { padding-left: 5rem; }
@media (max-width: 36rem) { body { padding: 1rem .5rem 3rem; }
  .row { grid-template-columns: 2.5rem 1rem minmax(0, 1fr); } .note { padding-left: 3.75rem; }
  .passage summary { padding-left: 3.75rem; } th, td { padding-right: .5rem; } }
@media print { :root { --paper: #fff; --ink: #000; } body { max-width: none; font-size: 9.5pt; padding: 0; }
  .note, .row { break-inside: avoid; } .note { break-after: avoid; } a { color: inherit; }
  .passage { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
""".splitlines(keepends=True)
)

_PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
