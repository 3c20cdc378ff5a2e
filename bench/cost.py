"""What the command line costs: CPU seconds and peak memory of whole processes, the least of several runs.

    python bench/cost.py CAPTURE [--runs N]

Machines are shared and noisy: compare pairs of one run, never figures of two machines. The bars are those
of the first issue: help under 0.3 s, one article in three formats under 2.5 s of CPU.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

PUBLISH = [sys.executable, "-m", "publish"]


class Cost(NamedTuple):
    """CPU seconds (user and system, with children) and peak memory in MB."""

    cpu: float
    memory: float


def cost(command: list[str]) -> Cost:
    """What one run of a command costs; its output is thrown away. Raises SystemExit if it fails."""
    pid = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)} ended with {code}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure and print, one line a command."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("capture", type=Path)
    arguments.add_argument("--runs", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build = [*PUBLISH, "build", str(given.capture), "-o", folder]
        commands = {
            "start of Python": [sys.executable, "-c", "pass"],
            "publish --help": [*PUBLISH, "--help"],
            **{f"build -t {name}": [*build, "-t", name] for name in ("pdf", "epub", "docx")},
            "build -t pdf,epub,docx": [*build, "-t", "pdf,epub,docx"],
        }
        for name, command in commands.items():
            runs = [cost(command) for _ in range(given.runs)]
            best = min(run.cpu for run in runs)
            print(f"{name:26} {best:6.2f} s CPU   {max(run.memory for run in runs):6.0f} MB")


if __name__ == "__main__":
    main()
