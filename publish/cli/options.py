"""Options that several verbs take, said once."""

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS",
        help="Captures, folders of captures, globs, an edition.toml, or - for standard input.",
        show_default=False,
    ),
]


def plugin_files(holding: str) -> typer.models.OptionInfo:
    """The option `--plugin` of a verb that takes plugins holding this."""
    option: typer.models.OptionInfo = typer.Option(
        "--plugin", metavar="FILE", help=f"A Python file with {holding} of one's own.", show_default=False
    )
    return option


PluginFiles = Annotated[list[Path] | None, plugin_files("readers or cleaning rules")]

Keep = Annotated[
    list[str] | None,
    typer.Option(
        "--keep",
        metavar="RULE",
        help="A cleaning rule that is not applied; may be given again. publish explain names them.",
        show_default=False,
    ),
]

NoLearn = Annotated[
    bool,
    typer.Option("--no-learn", help="Do not find out first what the captures of each source repeat."),
]
