"""A real capture, walked through every room: what must stand in each file, and what must not."""

import json
from pathlib import Path
from typing import Any

import pytest
from end_to_end.reading_back import lines_of, words

from publish.assets.store import AssetStore
from publish.editions import plan_paths
from publish.pipeline import Job, Result, build
from publish.plugins import Plugins

FORMATS = ("pdf", "epub", "docx")


def build_into(folder: Path, capture: Path) -> Result:
    (plan,) = plan_paths([capture])
    job = Job(plan=plan, formats=FORMATS, theme="journal", output=folder)
    return build(job, Plugins(), AssetStore(folder / "store"))


@pytest.fixture(scope="module")
def label(shared: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((shared / "corpus/dev/zgxxaq-wuzhen.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def built(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    result = build_into(folder, shared / "corpus/dev/zgxxaq-wuzhen.md")
    assert not result.failures
    return folder


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_wanted_string_stands_and_no_debris_does(
    built: Path, label: dict[str, Any], suffix: str
) -> None:
    lines = lines_of(built / f"zgxxaq-wuzhen.{suffix}")
    text = words("".join(lines))
    assert [keep for keep in label["keep"] if words(keep) not in text] == []
    assert [debris for debris in label["debris"] if words(debris) in text] == []
    seen = {words(line) for line in lines}
    assert [debris for debris in label["debris_lines"] if words(debris) in seen] == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_author_source_and_date_stand_at_the_head(built: Path, label: dict[str, Any], suffix: str) -> None:
    head = words("".join(lines_of(built / f"zgxxaq-wuzhen.{suffix}")))[:200]
    assert words(label["author"][0]) in head
    assert words(label["source"]) in head
    assert "2024年11月20日" in head


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_builds_give_the_same_bytes(shared: Path, built: Path, tmp_path: Path, suffix: str) -> None:
    build_into(tmp_path, shared / "corpus/dev/zgxxaq-wuzhen.md")
    name = f"zgxxaq-wuzhen.{suffix}"
    assert (tmp_path / name).read_bytes() == (built / name).read_bytes()
