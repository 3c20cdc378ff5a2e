"""Tables whose cells a converter set over several lines: each row comes to stand on one line again.

    |
    基准

     |

    提升

     |
    | --- | --- |

A row is one only if as many bars as the line of dashes has close it, the last at the end of a line.
"""

import re
from collections.abc import Sequence

from publish.reading.repair_signs import HIDDEN, JOINED

_DASHES = re.compile(r"[ \t]{0,3}\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
# What no cell goes on after: the text has begun again.
_NO_CELL = re.compile(rf"[ \t]{{0,3}}(?:#{{1,6}}[ \t]|>|{HIDDEN}|(?:[-*_][ \t]*){{3,}}$)")
_MOST_LINES = 12  # of a cell, blank ones with it


def mend_broken_rows(text: str) -> str:
    """Each table with the cells of a row on one line, as its line of dashes has columns."""
    lines = text.split("\n")
    mended: list[str] = []
    done = 0
    for number, line in enumerate(lines):
        if number < done or "--" not in line or not _DASHES.fullmatch(line):
            continue
        bars = len(_BAR.findall(line))
        head = _head(lines, number, bars)
        if head is None or head < done:
            continue
        body, end = _rows(lines, number + 1, bars)
        mended += [*lines[done:head], _joined(lines[head:number]), line, *body]
        done = end
    return "\n".join((*mended, *lines[done:])) if done else text


def _head(lines: Sequence[str], dashes: int, bars: int) -> int | None:
    """The line that the row above the line of dashes begins on; None if there is no whole row."""
    found = 0
    for start in range(dashes - 1, max(dashes - _MOST_LINES * bars, 0) - 1, -1):
        found += len(_BAR.findall(lines[start]))
        if found > bars or _NO_CELL.match(lines[start]):
            return None
        if found == bars:
            return start if _row(lines, start, bars) == dashes else None
    return None


def _rows(lines: Sequence[str], start: int, bars: int) -> tuple[list[str], int]:
    """The rows from here on, each on one line, and the number of the first line that is in none."""
    rows: list[str] = []
    while (end := _row(lines, start, bars)) is not None:
        rows.append(_joined(lines[start:end]))
        start = end
    return rows, start


def _row(lines: Sequence[str], start: int, bars: int) -> int | None:
    """The number of the line below the row that begins here; None if none begins or it is not closed."""
    if start >= len(lines) or not _opens(lines[start]):
        return None
    found, above = 0, ""
    for number in range(start, min(start + _MOST_LINES * bars, len(lines))):
        line = lines[number].strip()
        if _NO_CELL.match(lines[number]) or _begins_anew(above, line):
            return None
        found += len(_BAR.findall(line))
        if found >= bars:
            return number + 1 if found == bars and line.endswith("|") else None
        above = line or above
    return None


def _begins_anew(above: str, line: str) -> bool:
    """True for a row below a row with too few cells: a bar right below another, both with words."""
    return above.endswith("|") and line.startswith("|") and above != "|" and line != "|"


def _opens(line: str) -> bool:
    return line.lstrip(" \t").startswith("|")


def _joined(lines: Sequence[str]) -> str:
    """The lines of a row as one; in a cell of several, each but the first begins anew."""
    if len(lines) == 1:
        return lines[0]
    row = ""
    for line in map(str.strip, lines):
        anew = row and line and not line.startswith("|") and not row.rstrip(" ").endswith("|")
        row += ("<br>" if anew else " " if row and line else "") + line
    return row + JOINED * (len(lines) - 1)
