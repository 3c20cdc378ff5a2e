"""The command line: one module a verb, and the only place that prints.

Nothing heavy is imported before a verb runs, so that `publish --help` answers at once: what a verb needs
is imported inside it.

    terminal.py  what reaches a terminal, escaped        meter.py    progress
    messages.py  diagnostics, errors, summaries          records.py  JSON
    project.py   publish.toml, plugins, environment      paths.py    PATHS to plans
    jobs.py      flags and settings to jobs
"""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from publish import __version__
from publish.cli import assets, build, check, doctor, explain, formats, init, inspect, learn, themes
from publish.cli.terminal import discard, prepare_streams, put
from publish.errors import Exit, PublishError

__all__ = ["app", "main"]

app = typer.Typer(
    name="publish",
    help="Turn captured articles into editions: PDF, EPUB and Word from one document model.",
    epilog="Exit codes: 0 all written and valid, 1 unexpected, 2 usage or configuration, 3 warnings under "
    "--strict, 4 input unreadable, 5 font or program missing, 6 image missing under --strict, 7 output "
    "failed its checks, 8 plugin or theme at fault, 9 something was left out, 130 interrupted.",
    add_completion=False,
    rich_markup_mode=None,  # importing rich costs more than all the rest of --help
    pretty_exceptions_enable=False,
)
for verb in (
    build.build,
    init.init,
    inspect.inspect,
    explain.explain,
    check.check,
    assets.assets,
    learn.learn,
    formats.formats,
    themes.themes,
    doctor.doctor,
):
    app.command()(verb)


def _print_version(wanted: bool) -> None:
    if wanted:
        put(f"publish {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and end."
        ),
    ] = False,
) -> None:
    """What holds for every verb."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; whatever goes wrong is a line on standard error."""
    prepare_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = app(args=given or ["--help"], prog_name="publish", standalone_mode=False)
    except PublishError as error:
        _say_error(str(error), error.hint)
        code = error.exit_code
    except typer.TyperException as error:  # arguments that typer itself refuses
        _say_error(error.format_message(), "see publish --help")
        code = Exit.USAGE
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except Exception as error:
        code = _say_unexpected(error)
    if code == Exit.INTERRUPTED:
        _say_error("interrupted; files that are listed are whole", "")
    _flush()
    return int(code or Exit.OK)


def _say_error(message: str, hint: str) -> None:
    from publish.cli.messages import Messages

    Messages().error(message, hint)


def _say_unexpected(error: Exception) -> Exit:
    from publish.cli.messages import unexpected

    _say_error(*unexpected(error))
    return Exit.UNEXPECTED


def _flush() -> None:
    """Write out what is left while a failure can still be dealt with."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            discard(sys.stdout)
