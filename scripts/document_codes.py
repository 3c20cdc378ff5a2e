"""Writes docs/diagnostics.md from the one place that knows every code: `python scripts/document_codes.py`.

A test compares the page with what this would write, so it cannot go stale.
"""

from pathlib import Path

from publish.diagnostics import Code, Severity

PAGE = Path(__file__).parent.parent / "docs" / "diagnostics.md"

HEAD = """\
# What a build has to say

Work goes on after each of these; they are printed as

    tide-table.md:48: warning: the picture “images/tide.png” is not there [image-missing]
      hint: put it beside the capture

The word in brackets is the code: it stays the same from release to release, so scripts may rely on it.
An **error** withholds the file it is about, a **warning** fails the build under `--strict`, and an **info**
changes nothing.

"""

FOOT = """
<!-- Written by scripts/document_codes.py from publish/diagnostics.py: change the text there. -->
"""


def page() -> str:
    """The whole page: the codes by severity, the worst first, in the order they are declared."""
    rows = [row(code) for severity in Severity for code in Code if code.severity is severity]
    return HEAD + "| code | severity | what it means |\n|---|---|---|\n" + "".join(rows) + FOOT


def row(code: Code) -> str:
    """One code as a row of the table; a bar in its text would end the cell."""
    text = code.doc.replace("|", "\\|")
    return f"| `{code.value}` | {code.severity.value} | {text} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
