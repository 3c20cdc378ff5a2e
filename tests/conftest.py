"""Fixtures that every room's tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on the machine; what must not be slow is measured elsewhere. Every run
# has the same examples, so that what passes here passes anywhere; PUBLISH_EXPLORE=1 tries new ones.
settings.register_profile("publish", deadline=None, derandomize=not os.environ.get("PUBLISH_EXPLORE"))
settings.load_profile("publish")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The private test data (captures, bad inputs): read in place, never copied; skips where absent."""
    folder = Path(os.environ.get("PUBLISH_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip(f"the private test data is not here ({folder}); PUBLISH_SHARED says where it is")
    return folder
