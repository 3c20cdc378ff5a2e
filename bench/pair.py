"""The composed PDF beside the same edition by plain WeasyPrint: CPU seconds and peak memory, in one run.

    python bench/pair.py CAPTURES [--runs N] [--theme NAME]

CAPTURES is a folder that builds as one edition. Each run is a process of its own: ours, plain, and one
that only reads and cleans the captures and writes them as text, whose cost is taken off the other two to
tell what rendering costs alone. The runs take turns, and the least of each counts.

Plain is what anyone would write: the same XHTML, fonts and style sheet in one document with paragraphs
that WeasyPrint breaks itself, page numbers in the contents by target-counter, tags on,
`HTML(...).write_pdf(...)`. It is a format of `plain.py`, given to publish as a plugin. The bar (issue 4):
ours costs at most 1.4 times as much CPU, for 100 articles.
"""

import argparse
import sys
import tempfile
from pathlib import Path

BAR = 1.4
PLAIN = str(Path(__file__).with_name("plain.py"))


def main() -> None:
    """Measure and print, one line each, and the ratios."""
    from cost import PUBLISH, Cost, cost

    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("captures", type=Path)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--theme", default="journal")
    given = arguments.parse_args()
    found: dict[str, list[Cost]] = {"txt": [], "plain": [], "pdf": []}
    with tempfile.TemporaryDirectory() as folder:
        build = [*PUBLISH, "build", str(given.captures), "--no-check", "-o", folder, "--theme", given.theme]
        for _ in range(given.runs):
            for name, costs in found.items():
                costs.append(cost([*build, "-t", name, "--plugin", PLAIN]))
    cpu = {name: min(each.cpu for each in costs) for name, costs in found.items()}
    for name, what in (("txt", "read and clean"), ("plain", "plain WeasyPrint"), ("pdf", "composed")):
        memory = min(each.memory for each in found[name])
        print(f"{what:18}{cpu[name]:7.2f} s CPU {cpu[name] - cpu['txt']:7.2f} s rendering {memory:6.0f} MB")
    whole, alone = cpu["pdf"] / cpu["plain"], (cpu["pdf"] - cpu["txt"]) / (cpu["plain"] - cpu["txt"])
    print(f"composed : plain  {whole:7.2f} the whole process {alone:7.2f} rendering alone  (bar {BAR})")
    sys.exit(whole > BAR)


if __name__ == "__main__":
    main()
