"""A folder of a user's own, and the command run in it."""

import io
import os
import sys
from pathlib import Path

import pytest
from cli.workbench import ARTICLE, SHOUT, Run, Said, Write

from publish.cli import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a cache of its own and no setting of the user's."""
    for name in [name for name in os.environ if name.startswith("PUBLISH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in `home`."""

    def command(*arguments: str, stdin: bytes = b"") -> Said:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(arguments)
        said = capsys.readouterr()
        return Said(code, said.out.splitlines(), said.err)

    return command


@pytest.fixture
def shout(home: Path) -> Path:
    """A project whose publish.toml names a format of its own, and asks for it."""
    (home / "shout.py").write_text(SHOUT, "utf-8")
    (home / "publish.toml").write_text('plugins = ["shout.py"]\nformats = ["shout"]\n', "utf-8")
    return home


@pytest.fixture
def write(home: Path) -> Write:
    """Writes a file into `home`; without a text it is an article with the file's name as its title."""

    def to_disk(name: str, text: str = "", title: str = "") -> Path:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or ARTICLE.format(title=title or path.stem), "utf-8")
        return path

    return to_disk
