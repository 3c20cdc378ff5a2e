"""Options that several verbs take, said once."""

from typing import Annotated

import typer

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
