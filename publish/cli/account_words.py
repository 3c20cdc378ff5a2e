"""What an account says, in the words that the terminal and the web page share."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from publish.accounting import PRINTED, Account, Fate
from publish.cleaning import RULES
from publish.cleaning.restoring import BY_HAND
from publish.model import Span
from publish.reading.reasons import REASONS

MARKS = {Fate.KEPT: "+", Fate.CHANGED: "~", Fate.REMOVED: "-", Fate.METADATA: "·"}
"""What stands before a line of each fate."""

NAMES = {
    Fate.KEPT: "kept",
    Fate.CHANGED: "kept in part",
    Fate.REMOVED: "removed",
    Fate.METADATA: "metadata",
}
"""What each fate is called."""


def span_words(span: Span) -> str:
    """The lines of a span: `88` or `90-95`, as edition.toml takes them."""
    return f"{span.first}-{span.last}" if span.last > span.first else str(span.first)


def read_as(fields: Sequence[str]) -> str:
    """`read as title, date`."""
    return f"read as {', '.join(fields)}"


# How it comes back ---------------------------------------------------------------------------------


class BringBack(NamedTuple):
    """What to do to bring lines back, and what to write in edition.toml."""

    words: str
    toml: str


def bring_back(account: Account) -> BringBack | None:
    """How what rules took comes back; None where nothing can, since readers alone left something out."""
    stays = frozenset(REASONS).difference(rule.name for rule in RULES) | {BY_HAND}
    rules = [tally for tally in account.tallies if tally.rule not in stays]
    if not rules or account.kind not in PRINTED:
        return None
    first = rules[0]
    words = (
        "All that a rule took comes back with --keep RULE. In an edition.toml, rules and single lines are "
        f"named for each capture, for example (one of the two is enough for {first.rule}):"
    )
    lines = ", ".join(f'"{span_words(span)}"' for span in first.stretches[:_SHOWN])
    toml = (
        f"[[article]]\nfile = {_quoted(_file(account.path))}\n"
        f"restore = [{lines}]\nkeep = [{_quoted(first.rule)}]"
    )
    return BringBack(words, toml)


_SHOWN = 4


def _file(path: str) -> str:
    """The path as it may stand in an edition.toml: from where the command was given, if it is under it."""
    file = Path(path)
    return file.name if file.is_absolute() else file.as_posix()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# Text of captures ----------------------------------------------------------------------------------

# Pictures written into an address, keys, minified programs: nobody reads them, and a page of them hides the
# rest. (Han text is not ASCII, so no sentence is meant.)
_UNREADABLE = re.compile(r"[!-~]{400,}")
_SHOWN_OF_IT = 100


def shortened(text: str) -> str:
    """The text with unbroken stretches of hundreds of ASCII signs cut to their beginning."""
    return _UNREADABLE.sub(
        lambda found: f"{found[0][:_SHOWN_OF_IT]}… ({len(found[0]) - _SHOWN_OF_IT} more characters)", text
    )


def cut_by_removal(text: str, excerpts: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it went, as far as the excerpts' words can be found in it."""
    gone = [False] * len(text)
    for excerpt in excerpts:
        found = _where(text, excerpt.removesuffix("…"))
        if found:
            gone[found.start() : found.end()] = [True] * (found.end() - found.start())
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or gone[at] != gone[start]:
            yield text[start:at], gone[start]
            start = at


def _where(text: str, words: str) -> re.Match[str] | None:
    """Where the words stand in a line of Markdown, whose marks may stand between any two of them."""
    letters = [character for character in words if not character.isspace()]
    return re.search(r"[\s*_`\\~=]*".join(map(re.escape, letters)), text) if letters else None


# For programs --------------------------------------------------------------------------------------


def records(account: Account) -> Iterator[dict[str, Any]]:
    """A record of each passage, as `explain --json` prints it."""
    for passage in account.passages:
        yield {
            "path": account.path,
            "first": passage.span.first,
            "last": passage.span.last,
            "fate": passage.fate,
            "removed_by": [
                {"rule": cause.rule, "reason": cause.reason, "excerpt": cause.excerpt}
                for cause in passage.causes
            ],
            "why": list(dict.fromkeys(row.why for row in passage.rows if row.why)),
            "read_as": passage.fields,
            "text": "\n".join(row.text for row in passage.rows),
        }
