"""Put what `publish inspect` prints of a folder of captures through a scorer that knows their labels.

    python bench/score_inspected.py CAPTURES SCORER [SCORER'S OPTIONS]

Runs `publish inspect CAPTURES --as json` and `--as text` into a folder that is thrown away, then
`python SCORER CAPTURES FOLDER ...`. Unlike score_captures.py this is the way of a user, learning among
several articles of one source included.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PUBLISH = [sys.executable, "-m", "publish"]


def main() -> int:
    """The command; the exit code is the scorer's."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    captures, scorer, *options = sys.argv[1:]
    with TemporaryDirectory(prefix="publish-scores-") as folder:
        for shape in ("json", "text"):
            subprocess.run(
                [*PUBLISH, "inspect", captures, "--as", shape, "-o", folder],
                stdout=subprocess.DEVNULL,
                check=True,
            )
        scoring = [sys.executable, str(Path(scorer)), captures, folder, *options]
        return subprocess.run(scoring, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
