"""What reading and cleaning cost per capture in one process, each capture seen once: CPU milliseconds.

    python bench/cost_of_captures.py FOLDER [--profile]

Every tenth capture warms the process up and is not counted. The bar of ordinary captures of
official accounts is 5 ms for both together. --profile prints where the time goes instead of being exact.
"""

import argparse
import cProfile
import pstats
import statistics
import time
from pathlib import Path

from publish.cleaning import clean
from publish.diagnostics import Report
from publish.editions import is_capture_name
from publish.plugins import Plugins
from publish.reading import read_file


def main() -> None:
    """The command."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--profile", action="store_true")
    given = arguments.parse_args()
    captures = sorted(path for path in given.folder.rglob("*") if is_capture_name(path))
    warm = captures[::10]
    plugins = Plugins()
    for path in warm:
        cost(path, plugins)
    profile = cProfile.Profile()
    if given.profile:
        profile.enable()
    costs = [cost(path, plugins) for path in captures if path not in warm]
    if given.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    for name, row in zip(("read", "clean"), zip(*costs, strict=True), strict=True):
        print(f"{name:8} median {statistics.median(row):6.2f} ms   mean {statistics.fmean(row):6.2f} ms")
    both = sorted(map(sum, costs))
    print(
        f"{'both':8} median {statistics.median(both):6.2f} ms   mean {statistics.fmean(both):6.2f} ms   "
        f"nine of ten under {both[int(0.9 * len(both))]:6.2f} ms   {len(both)} captures"
    )


def cost(path: Path, plugins: Plugins) -> tuple[float, float]:
    """CPU milliseconds of reading and of cleaning."""
    started = time.process_time()
    article = read_file(path, plugins, Report())
    read = time.process_time()
    if article.provenance.kind == "article":
        clean(article)
    return 1000 * (read - started), 1000 * (time.process_time() - read)


if __name__ == "__main__":
    main()
