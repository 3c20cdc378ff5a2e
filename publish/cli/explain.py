"""publish explain: what became of every line of a capture, by which rule, why, and how it comes back."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from publish.cli.options import Keep, NoLearn, Paths, PluginFiles
from publish.cli.terminal import is_terminal, put, put_line
from publish.errors import Exit, UsageError

if TYPE_CHECKING:
    from publish.accounting import Account
    from publish.cli.messages import Messages


Html = Annotated[
    str,
    typer.Option(
        "--html",
        metavar="FILE",
        help="Write the account as one web page into this file instead.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON record a passage instead.")]


def explain(  # noqa: PLR0913, PLR0917 - each parameter is an option
    paths: Paths,
    html: Html = "",
    keep: Keep = None,
    no_learn: NoLearn = False,
    plugin: PluginFiles = None,
    as_json: AsJson = False,
) -> int:
    """Show what was kept of captures and what was removed, line by line, and why."""
    from publish.cli.messages import Messages
    from publish.cli.meter import Meter
    from publish.cli.paths import amendments_of, captures_of, given_paths
    from publish.cli.project import cleaning_of, open_plugins, open_project
    from publish.preparation import account, prepared

    if html and as_json:
        raise UsageError("--html and --json cannot both be meant", hint="give one of them")
    project = open_project()
    plugins = open_plugins(project, plugin or ())
    cleaning = cleaning_of(project, plugins, keep or (), learn=not no_learn)
    unreadable = 0
    with given_paths(paths) as given, Meter(1, wanted=bool(html) or not is_terminal(sys.stdout)) as meter:
        captures = captures_of(given)
        messages = Messages(given.aliases)
        desk = _Desk(_page_file(html, captures), as_json, messages)
        cleaning = replace(cleaning, amendments=amendments_of(given))
        for one in prepared(captures, plugins, cleaning, meter.watch("explain")):
            if one.said:
                with meter.aside():
                    messages.tell(one.said)
            told = account(one, plugins)
            unreadable += told is None
            if told is not None:
                desk.take(told)
        desk.close()
        messages.close()
    if not unreadable:
        return Exit.OK
    return Exit.UNREADABLE if unreadable == len(captures) else Exit.PARTIAL


def _page_file(name: str, captures: Sequence[Path]) -> Path | None:
    if not name:
        return None
    file = Path(name)
    if file.resolve() in {capture.resolve() for capture in captures}:
        raise UsageError(
            "the page would take the place of a capture", where=name, hint="give another file to --html"
        )
    return file


class _Desk:
    """Where accounts are shown, or kept until their page is written."""

    def __init__(self, file: Path | None, as_json: bool, messages: "Messages") -> None:
        self._file = file
        self._as_json = as_json
        self._messages = messages
        self._accounts: list[Account] = []
        self._shown = 0

    def take(self, account: "Account") -> None:
        """Show an account, or keep it for the page."""
        account = replace(account, path=self._messages.named(account.path))
        if self._file:
            self._accounts.append(account)
        elif self._as_json:
            self._print_records(account)
        else:
            self._print_lines(account)

    def close(self) -> None:
        """Write the page, if one is wanted and there is anything to show."""
        if not self._file or not self._accounts:
            return
        from publish.cli.account_page import page
        from publish.writing import write_edition

        write_edition(self._file, page(self._accounts))
        put(str(self._file))

    def _print_lines(self, account: "Account") -> None:
        from publish.cli.account_lines import account_lines

        if self._shown:
            put_line("")
        self._shown += 1
        for line in account_lines(account):
            put_line(line)

    def _print_records(self, account: "Account") -> None:
        from publish.cli.account_words import records
        from publish.cli.records import json_line

        for record in records(account):
            put(json_line(record))
