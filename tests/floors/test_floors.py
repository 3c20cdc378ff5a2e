"""The scores of our own captures, one of each dialect, do not fall; where they rise, so do the floors."""

from pathlib import Path

import pytest
from floors.scoring import captures, floors, score


@pytest.mark.parametrize("capture", [path.name for path in captures()])
def test_no_score_falls(capture: str) -> None:
    path = next(path for path in captures() if path.name == capture)
    found = score(path)
    assert found.right == floors()[path.stem], (
        f"not as pinned in floors.toml (see scripts/pin_floors.py): {found.wrong}"
    )


def test_every_floor_has_its_capture() -> None:
    assert set(floors()) == {Path(path).stem for path in captures()}
