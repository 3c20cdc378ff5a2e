"""publish formats: what there is, and where it comes from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli.options import plugin_files
from publish.cli.terminal import columns, put
from publish.errors import PluginError, PublishError

if TYPE_CHECKING:
    from publish.cli.messages import Messages
    from publish.plugins import Listed, Plugins

PluginFiles = Annotated[list[Path] | None, plugin_files("formats or themes")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON record a line.")]


def formats(plugin: PluginFiles = None, as_json: AsJson = False) -> None:
    """List the formats there are, and where from."""
    from publish.cli.messages import Messages

    messages = Messages()
    plugins, broken = open_all(plugin, messages)
    records = broken + [_format(entry, plugins, messages) for entry in plugins.names("renderers")]
    print_records(
        sorted(records, key=lambda record: record["name"]), ("name", "suffix", "origin", "summary"), as_json
    )


def open_all(files: list[Path] | None, messages: "Messages") -> "tuple[Plugins, list[dict[str, str]]]":
    """The plugins, and a record of each file that cannot be loaded."""
    from publish.cli.project import open_plugins, open_project

    broken: list[dict[str, str]] = []

    def note(error: PluginError) -> None:
        warn_of(error, messages)
        broken.append({"name": "?", "suffix": "", "origin": error.where, "summary": BROKEN})

    return open_plugins(open_project(), files or (), broken=note), broken


BROKEN = "broken"
"""What a list says of an entry that cannot be loaded."""


def _format(entry: "Listed", plugins: "Plugins", messages: "Messages") -> dict[str, str]:
    try:
        renderer = plugins.renderer(entry.name)
    except PublishError as error:
        warn_of(error, messages)
        return {"name": entry.name, "suffix": "", "origin": entry.origin, "summary": BROKEN}
    return {
        "name": renderer.name,
        "suffix": renderer.suffix,
        "origin": entry.origin,
        "summary": renderer.summary,
    }


def warn_of(error: PublishError, messages: "Messages") -> None:
    """Tell that something of a list is broken, and why."""
    from publish.diagnostics import Code, Diagnostic, Severity

    said = Diagnostic(Code.PLUGIN_BROKEN, Severity.WARNING, error.message, error.where, hint=error.hint)
    messages.tell([said])


def print_records(records: list[dict[str, str]], keys: tuple[str, ...], as_json: bool) -> None:
    """A list as columns, or as one JSON record a line."""
    from publish.cli.records import json_line

    if as_json:
        lines = [json_line(record) for record in records]
    else:
        lines = list(columns([[record[key] for key in keys] for record in records]))
    for line in lines:
        put(line)
