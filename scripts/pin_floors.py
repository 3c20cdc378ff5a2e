"""Show how well our own captures are cleaned, and pin the scores that must not fall.

python scripts/pin_floors.py            print the scores
python scripts/pin_floors.py --pin      write them into tests/floors/floors.toml; refuses to lower any
python scripts/pin_floors.py --lower    write them even where they are lower (say why in the commit)
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from floors.scoring import FLOORS, Score, captures, floors, score


def main() -> None:
    """The command."""
    scores = {path.stem: score(path) for path in captures()}
    for name, found in scores.items():
        print(f"{name:20s}", "  ".join(f"{key} {found.right[key]}/{found.of[key]}" for key in found.of))
        for each in found.wrong:
            print(f"{'':20s}   {each}")
    if not {"--pin", "--lower"} & set(sys.argv):
        return
    fallen = fallen_since(floors(), scores)
    if fallen and "--lower" not in sys.argv:
        sys.exit(f"not written: lower than pinned: {', '.join(fallen)}")
    FLOORS.write_text(as_toml(scores), "utf-8")


def fallen_since(pinned: dict[str, dict[str, int]], scores: dict[str, Score]) -> list[str]:
    """The scores that are lower than pinned, captures that are gone among them."""
    return [
        f"{name} {key}"
        for name, table in pinned.items()
        for key, least in table.items()
        if name not in scores or scores[name].right.get(key, 0) < least
    ]


def as_toml(scores: dict[str, Score]) -> str:
    """The floors file."""
    lines = [
        "# Strings that are right, and of how many, for each capture: python scripts/pin_floors.py --pin"
    ]
    for name, found in scores.items():
        lines += [
            "",
            f"[{name}]",
            *(f"{key} = {found.right[key]}  # of {found.of[key]}" for key in found.of),
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
