"""publish inspect: what a capture is, once read and cleaned, and what was removed from it."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from publish.cli.options import Keep, NoLearn, Paths, PluginFiles
from publish.cli.terminal import is_terminal, put, put_line
from publish.errors import Exit

if TYPE_CHECKING:
    from publish.cli.messages import Messages
    from publish.model import Article


class Shape(StrEnum):
    """What an inspected capture can be printed as."""

    JSON = "json"
    TEXT = "text"
    MARKDOWN = "markdown"


SUFFIXES = {Shape.JSON: ".json", Shape.TEXT: ".txt", Shape.MARKDOWN: ".md"}


As = Annotated[
    Shape | None,
    typer.Option(
        "--as",
        metavar="json|text|markdown",
        help="Print the whole article so, not a summary of it.",
        show_default=False,
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Write a file for each capture into this folder (as json, unless --as says otherwise).",
        show_default=False,
    ),
]


def inspect(  # noqa: PLR0913, PLR0917 - each parameter is an option
    paths: Paths,
    shape: As = None,
    output: Output = "",
    keep: Keep = None,
    no_learn: NoLearn = False,
    plugin: PluginFiles = None,
) -> int:
    """Show captures as they are read and cleaned."""
    from publish.cli.messages import Messages
    from publish.cli.meter import Meter
    from publish.cli.paths import amendments_of, captures_of, given_paths
    from publish.cli.project import cleaning_of, open_plugins, open_project
    from publish.preparation import prepared

    project = open_project()
    plugins = open_plugins(project, plugin or ())
    cleaning = cleaning_of(project, plugins, keep or (), learn=not no_learn)
    with given_paths(paths) as given, Meter(1, wanted=not is_terminal(sys.stdout)) as meter:
        captures = captures_of(given)
        cleaning = replace(cleaning, amendments=amendments_of(given))
        messages = Messages(given.aliases)
        desk = _Desk(captures, shape, Path(output) if output else None, messages)
        for one in prepared(captures, plugins, cleaning, meter.watch("inspect")):
            if one.said:
                with meter.aside():
                    messages.tell(one.said)
            desk.take(one.capture, one.article)
        messages.close()
    if not desk.unreadable:
        return Exit.OK
    return Exit.UNREADABLE if desk.unreadable == len(captures) else Exit.PARTIAL


# Shapes --------------------------------------------------------------------------------------------


class _Desk:
    """Where inspected captures are shown or written, in the shape asked for."""

    def __init__(
        self, captures: list[Path], shape: Shape | None, folder: Path | None, messages: "Messages"
    ) -> None:
        from publish.cli.paths import file_names

        self._shape = shape
        self._messages = messages
        self._alone = len(captures) == 1
        self._targets = file_names(captures, folder, SUFFIXES[shape or Shape.JSON]) if folder else {}
        self.unreadable = 0

    def take(self, capture: Path, article: "Article | None") -> None:
        """Show or write what is in a capture; what could not be read is counted."""
        if article is None:
            self.unreadable += 1
        elif self._targets:
            self._write(article, self._targets[capture])
        elif self._shape is None:
            self._summarize(article)
        else:
            self._show(article, self._shape)

    def _write(self, article: "Article", target: Path) -> None:
        from publish.cli.article import article_record
        from publish.cli.records import json_pages
        from publish.writing import write_edition

        if self._shape in {None, Shape.JSON}:
            data = json_pages(article_record(article), self._messages.naming)
        else:
            data = _text(article, self._shape).encode()
        write_edition(target, data)
        put(str(target))

    def _show(self, article: "Article", shape: Shape) -> None:
        """On standard output; where several texts follow each other, each under its path, as in `head`."""
        from publish.cli.article import article_record
        from publish.cli.records import json_line

        if shape is Shape.JSON:
            put(json_line(article_record(article), self._messages.naming))
            return
        if not self._alone:
            put(f"==> {self._messages.named(article.provenance.path)} <==")
        put(_text(article, shape).rstrip("\n"))

    def _summarize(self, article: "Article") -> None:
        from publish.cli.article import summary

        for line in summary(article):
            put_line(self._messages.named(line))
        if not self._alone:
            put_line("")


def _text(article: "Article", shape: Shape | None) -> str:
    """The words of an article, plain or as Markdown; nothing for a capture without one."""
    from publish.cli.article import has_body

    if not has_body(article):
        return ""
    if shape is Shape.TEXT:
        from publish.renderers.text import article_text

        return article_text(article) + "\n"
    from publish.renderers.markdown import article_markdown

    return article_markdown(article)
