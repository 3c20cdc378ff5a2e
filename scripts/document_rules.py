"""Writes docs/rules.md from the rules and the readers' table: `python scripts/document_rules.py`.

A test compares the page with what this would write, so it cannot go stale.
"""

from collections.abc import Iterable
from pathlib import Path

from publish.assets.store import REASONS as REASONS_OF_PICTURES
from publish.cleaning import RULES
from publish.cleaning.restoring import BY_HAND, REASON
from publish.reading.reasons import REASONS

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"

HEAD = """\
# Why lines are not in the article

`publish explain FILE` shows a capture line by line: what was kept, what was removed, by which rule and why.
Nothing goes without a record, and every record has one of the ids below. They stay the same from release to
release.

"""

RULES_HEAD = """\
## Rules of cleaning

In the order in which they are applied. What a rule took comes back with `--keep RULE` (`build`, `inspect`,
`explain`), in `publish.toml` with `[cleaning] keep = ["RULE"]`, or for one capture of an edition:

```toml
# edition.toml
[[article]]
file = "captures/stone-bridge.md"
keep = ["ending"]            # rules that are not applied to this capture
restore = [88, "90-95"]      # lines of it that come back, whatever rule took them
```

"""

READERS_HEAD = """
## What readers leave out

A reader finds the article in its file. What it leaves out was no text of the article to begin with, so no
option brings it back; a reader of one's own may see it otherwise.

"""

OTHERS_HEAD = """
## Others

"""

FOOT = """
<!-- Written by scripts/document_rules.py from publish/cleaning/ and publish/reading/reasons.py: change the
     text there. -->
"""


def page() -> str:
    """The whole page."""
    rules = table((rule.name, rule.reason) for rule in RULES)
    readers = table(REASONS.items())
    others = table((REASONS_OF_PICTURES | {BY_HAND: f"{REASON} (`remove` of an `[[article]]`)"}).items())
    return HEAD + RULES_HEAD + rules + READERS_HEAD + readers + OTHERS_HEAD + others + FOOT


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Ids with their reasons; a bar in a reason would end the cell."""
    lines = (f"| `{name}` | {reason.replace('|', chr(92) + '|')} |\n" for name, reason in rows)
    return "| id | why |\n|---|---|\n" + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
