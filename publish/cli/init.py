"""publish init: a first edition.toml for a folder of captures, to be read and changed."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli.terminal import put
from publish.errors import UsageError

if TYPE_CHECKING:
    from publish.editions.selecting import Candidate
    from publish.plugins import Plugins


class Comments(StrEnum):
    """The languages that the comments can be in."""

    CHINESE = "zh"
    ENGLISH = "en"


Folder = Annotated[
    Path,
    typer.Argument(
        metavar="[DIR]", help="The folder of the captures; without it the one here.", show_default=False
    ),
]
Lang = Annotated[
    Comments | None,
    typer.Option(
        "--lang",
        metavar="zh|en",
        help="The language of the comments; without it Chinese where most captures are.",
        show_default=False,
    ),
]


def init(folder: Folder = Path(), lang: Lang = None) -> None:
    """Write a first edition.toml for a folder of captures."""
    from publish.cli.messages import Messages
    from publish.cli.project import open_plugins, open_project
    from publish.editions.captures import CAPTURE_NAMES, captures_in
    from publish.editions.starter import starter
    from publish.settings import EDITION_FILE
    from publish.writing import write_edition

    target = folder / EDITION_FILE
    _refuse_unfit(folder, target)
    captures = captures_in(folder)
    if not captures:
        raise UsageError(
            f"there are no captures in “{folder}”", hint=f"captures are files ending in {CAPTURE_NAMES}"
        )
    articles = _articles(captures, open_plugins(open_project(), ()))
    made = starter(folder, articles, lang.value if lang else None)
    write_edition(target, made.text.encode())
    put(str(target))
    messages = Messages()
    messages.note(made.found)
    messages.note(f"build it with: publish build {folder}")
    messages.close()


def _refuse_unfit(folder: Path, target: Path) -> None:
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "is not there"
        raise UsageError(f"“{folder}” {what}", hint="give the folder of the captures")
    if target.exists() or target.is_symlink():
        raise UsageError(
            "there is one already, and it stays as it is",
            where=str(target),
            hint="change it, or move it away first; docs/editions.md has every key",
        )


def _articles(captures: Sequence[Path], plugins: "Plugins") -> "list[Candidate]":
    """The captures that hold articles, as they are read; what cannot be read is left to the build."""
    from publish.cli.meter import Meter
    from publish.diagnostics import Report
    from publish.errors import ReadError
    from publish.preparation import PRINTABLE, read

    found = []
    with Meter(1) as meter:
        tell = meter.watch("init")
        for number, capture in enumerate(captures):
            tell("read", number, len(captures))
            try:
                article = read(capture, plugins, Report())
            except ReadError:
                continue
            if article.provenance.kind in PRINTABLE:
                found.append((capture, article))
        tell("read", len(captures), len(captures))
    return found
