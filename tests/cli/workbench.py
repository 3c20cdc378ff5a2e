"""What the tests of the command line work with: what a command said, a capture, a format of one's own."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Said(NamedTuple):
    """What a command gave: its exit code, the lines of standard output, and standard error."""

    code: int
    out: list[str]
    err: str


Run = Callable[..., Said]
"""Runs a command: `run("build", "-", stdin=b"...")`."""

Write = Callable[..., Path]
"""Writes a file: an article `write("captures/a.md")`, or `write("edition.toml", "title = ...")`."""

ARTICLE = """\
---
title: {title}
source: 潮间笔记
date: 2025-03-01
---

{title}的第一段：清晨五点半，渡口的灯还亮着，第一班船要等雾散了才开。

第二段写船上的人，他们彼此认识，却很少说话。
"""

SHOUT = '''\
from publish import Context, Edition, renderer

@renderer("shout", suffix=".shout", media_type="text/plain")
def render_shout(edition: Edition, context: Context) -> bytes:
    """Titles, louder"""
    return "\\n".join(f"{article.title}!" for article in edition.articles()).encode()
'''
"""A format in seven lines, its docstring counted."""


def format_that(name: str, does: str, media_type: str = "text/plain") -> str:
    """The file of a format whose body is this line: `format_that("cross", "raise ValueError")`."""
    return f"""\
from publish import PublishError, renderer
from publish.errors import DependencyError

@renderer("{name}", suffix=".{name}", media_type="{media_type}")
def render_{name}(edition, context):
    {does}
"""


def files_in(folder: Path) -> list[str]:
    """Every file under a folder but those of the project itself, as paths in it."""
    ours = {"shout.py", "publish.toml", "__pycache__"}
    found = (path for path in folder.rglob("*") if path.is_file() and not ours & set(path.parts))
    return sorted(str(path.relative_to(folder)) for path in found)
