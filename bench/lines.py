"""How lines are set in PDFs of ours: the figures of `publish.checks.lines`, as a table.

    python bench/lines.py FILE.pdf... [--faults N]

Leaves with 1 if a line is at fault.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import get_args

from publish.checks.lines import FaultKind, LineFigures, line_figures


def report(figures: LineFigures, most: int) -> None:
    """Print the figures of one PDF, and `most` of the faults of each kind."""
    print(
        f"  {figures.pages} pages, {figures.paragraphs} paragraphs of more than one line, body "
        f"{figures.size:g}/{figures.leading:g} pt, {figures.ended} lines ended by the author, "
        f"{figures.rigid} of one word, {figures.ragged} ragged"
    )
    print(f"  flush      {figures.flush} of {figures.lines}{_percent(figures.flush, figures.lines)}")
    for share in figures.shares:
        print(
            f"    {share.where:8} {'styled' if share.styled else 'plain ':6} {share.flush} of {share.lines}"
        )
    print(f"  on grid    {figures.on_grid} of {figures.grid}{_percent(figures.on_grid, figures.grid)}")
    print(f"  notdef     {len(figures.notdef)} {figures.notdef}   Type 3: {' '.join(figures.type3) or '-'}")
    for kind in get_args(FaultKind):
        ours, all_of_them = figures.of(kind), figures.of(kind, everywhere=True)
        print(f"  {kind:10} {len(ours):5}   and {len(all_of_them) - len(ours)} in notes, tables, captions")
        for fault in ours[:most] if most >= 0 else all_of_them:
            print(
                f"      p. {fault.page:3} {fault.where:7} {fault.amount:7.2f}  "
                f"{fault.around:6}  {fault.text}"
            )


def _percent(part: int, whole: int) -> str:
    return f"  {part / whole:.2%}" if whole else ""


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument(
        "--faults", type=int, default=5, help="how many of each kind to list; -1 for all"
    )
    arguments.add_argument(
        "--leading", type=float, help="of the body, in pt, where it is not to be guessed"
    )
    given = arguments.parse_args()
    bad = 0
    for file in given.files:
        started = time.process_time()
        figures = line_figures(file.read_bytes(), given.leading)
        print(f"{file}  ({time.process_time() - started:.2f} s CPU)")
        report(figures, given.faults)
        bad += len(figures.faults)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
