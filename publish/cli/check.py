"""publish check: whether built files are valid, agree, and are well set; whether captures can be built."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli.options import plugin_files
from publish.cli.terminal import put, put_line
from publish.errors import Exit, ReadError, UsageError

if TYPE_CHECKING:
    from publish.checks.built import Opened
    from publish.checks.lines import LineFigures
    from publish.cli.messages import Messages
    from publish.diagnostics import Diagnostic
    from publish.plugins import Plugins
    from publish.settings import ProjectSettings
    from publish.theming.theme import Theme as ThemeValue

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS",
        help="Built files (.pdf .epub .docx), folders of them, or globs; or captures and an edition.toml, "
        "to hear what a build would leave out.",
        show_default=False,
    ),
]
Looks = Annotated[
    bool,
    typer.Option(
        "--looks",
        help="Compare fonts, sizes, indents, spaces and colours with the theme, format by format.",
    ),
]
Lines = Annotated[bool, typer.Option("--lines", help="Count how the lines of PDFs are set.")]
Pages = Annotated[
    bool,
    typer.Option("--pages", help="Compare where the pages of a PDF begin with the marks of the others."),
]
Sample = Annotated[
    int,
    typer.Option(
        "--sample",
        metavar="N",
        min=0,
        help="How many paragraphs --pages looks for, spread evenly. Without it: all.",
        show_default=False,
    ),
]
Theme = Annotated[
    str,
    typer.Option(
        "--theme",
        metavar="NAME",
        help="The theme that --looks compares with, by name or as ./folder. Without it: that of the "
        "edition or project here, or else the first file that has styles.",
        show_default=False,
    ),
]
PluginFiles = Annotated[list[Path] | None, plugin_files("themes")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON record a result instead.")]


def check(  # noqa: PLR0913, PLR0917 - each parameter is an option
    paths: Paths,
    looks: Looks = False,
    lines: Lines = False,
    pages: Pages = False,
    sample: Sample = 0,
    theme: Theme = "",
    plugin: PluginFiles = None,
    as_json: AsJson = False,
) -> int:
    """Check built files: are they valid, do they agree; or captures: what would be left out."""
    from publish.cli.check_pages import page_groups
    from publish.cli.check_plans import are_planned, check_plans
    from publish.cli.messages import Messages
    from publish.cli.project import open_plugins, open_project

    if are_planned(paths):
        if looks or lines or pages or theme or sample:
            raise UsageError("captures have no looks, lines or pages yet", hint="build them first")
        return check_plans(paths, plugin or (), as_json=as_json)
    files = _files(paths)
    groups = page_groups(files) if pages else {}
    if sample and not pages:
        raise UsageError("--sample is of the paragraphs that --pages looks for", hint="add --pages")
    if theme and not looks:
        raise UsageError("--theme is what --looks compares with", hint="add --looks")
    if lines and not any(map(_is_pdf, files)):
        raise UsageError("--lines is for PDFs, and none of the files is one", hint="leave it out")
    project = open_project()
    plugins = open_plugins(project, plugin or ())
    wanted = _theme(theme, project, plugins) if looks else None
    desk = _Desk(Messages(), as_json=as_json)
    opened = {file: found for file in files if (found := desk.validity(file)) is not None}
    if lines:
        desk.lines(opened)
    for printed, others in groups.items():
        desk.pages(opened, printed, others, sample)
    if looks and opened:
        desk.looks(opened, wanted)
    desk.messages.close()
    return Exit.CHECK if desk.wrong else Exit.OK


# Paths ---------------------------------------------------------------------------------------------


def _files(names: Sequence[str]) -> list[Path]:
    """The built files that PATHS mean, each once. Raises UsageError for what is none."""
    found = dict.fromkeys(file for name in names for file in _expanded(name))
    return list(found)


def _expanded(name: str) -> list[Path]:
    from publish.checks.built import is_built
    from publish.cli.paths import expanded

    found = expanded(name, is_built)
    if not found:
        raise UsageError(f"“{name}” matches no built file", hint="check the pattern")
    return [file for path in found for file in _built(path)]


def _built(path: Path) -> list[Path]:
    """The file, or the built files in the folder."""
    from publish.checks.built import SUFFIXES, is_built

    if path.is_dir():
        try:
            inside = sorted(file for file in path.iterdir() if file.is_file() and is_built(file))
        except OSError as error:
            raise ReadError(f"cannot be read: {error.strerror}", where=str(path)) from error
        if not inside:
            raise UsageError(
                f"there is no built file in “{path}”", hint=f"built files end in {' '.join(SUFFIXES)}"
            )
        return inside
    if not is_built(path):
        raise UsageError(
            f"“{path}” is no built file: publish check reads {' '.join(SUFFIXES)}",
            hint="publish inspect and publish explain tell of captures, publish build of an edition",
        )
    if not path.is_file():
        raise UsageError(f"there is no file “{path}”", hint="check the path")
    return [path]


def _theme(said: str, project: "ProjectSettings", plugins: "Plugins") -> "ThemeValue | None":
    """The theme that `publish build` would take here, if anything names one."""
    from publish.cli.jobs import said_theme
    from publish.cli.paths import plan_here
    from publish.theming.shipped import open_theme

    name = said_theme(said, None if said else plan_here(project), project)
    return open_theme(name, plugins) if name else None


# Results -------------------------------------------------------------------------------------------


class _Desk:
    """Where results are shown, and where it is kept whether anything is `wrong`."""

    def __init__(self, messages: "Messages", *, as_json: bool) -> None:
        self.messages = messages
        self.wrong = False
        self._as_json = as_json

    def validity(self, file: Path) -> "Opened | None":
        """Say whether a file is valid; what is in it, or None if it cannot be opened."""
        from publish.checks.built import check_built, letters, open_built

        opened = open_built(file, _read(file))
        findings = opened if isinstance(opened, list) else check_built(opened)
        self._tell(file, findings)
        count = 0 if isinstance(opened, list) else letters(opened)
        if self._as_json:
            self._put({"file": str(file), "valid": not findings, "letters": count, "findings": findings})
        else:
            put_line(f"{self.messages.clear(str(file))}: {_verdict(len(findings), count)}")
        return None if isinstance(opened, list) else opened

    def lines(self, opened: "Mapping[Path, Opened]") -> None:
        """Say how the lines of the PDFs among these files are set."""
        from publish.checks.lines import figures_of
        from publish.checks.pdf import Printed, followed
        from publish.cli.check_tables import faults, line_record, line_table

        figures: dict[Path, LineFigures] = {}
        for file, printed in opened.items():
            if isinstance(printed, Printed):
                with followed(str(file)):
                    figures[file] = figures_of(printed)
        for file, found in figures.items():
            self._tell(file, faults(found))
            if self._as_json:
                self._put({"file": str(file), "lines": line_record(found)})
        if figures and not self._as_json:
            put_line("")
            for line in line_table(
                {self.messages.named(str(file)): found for file, found in figures.items()}
            ):
                put_line(line)

    def pages(
        self, opened: "Mapping[Path, Opened]", printed: Path, others: Sequence[Path], sample: int
    ) -> None:
        """Say how the pages of a PDF agree with the marks of the other files of its edition."""
        from publish.cli.check_pages import compared
        from publish.cli.check_tables import page_record, page_table

        if printed not in opened:
            return
        figures = compared(opened, printed, [file for file in others if file in opened], sample)
        for file, found in figures.items():
            self._tell(file, found.findings)
            if self._as_json:
                self._put({"file": str(file), "pages": page_record(found, str(printed))})
        if figures and not self._as_json:
            put_line("")
            named = {self.messages.named(str(file)): found for file, found in figures.items()}
            for line in page_table(named):
                put_line(line)

    def looks(self, opened: "Mapping[Path, Opened]", theme: "ThemeValue | None") -> None:
        """Say how far files are from the theme, token by token."""
        from publish.checks.looks import looks
        from publish.cli.check_tables import differences, look_records, look_table

        comparison = looks({str(file): found for file, found in opened.items()}, theme)
        self._tell(None, differences(comparison))
        if self._as_json:
            for record in look_records(comparison):
                self._put(record)
            return
        put_line("")
        for line in look_table(comparison, theme.name if theme else ""):
            put_line(line)

    def _tell(self, file: Path | None, findings: "Sequence[Diagnostic]") -> None:
        from msgspec.structs import replace

        self.wrong = self.wrong or bool(findings)
        for found in findings:
            where = ": ".join(part for part in (str(file) if file else "", found.path) if part)
            self.messages.tell([replace(found, path=where)])

    def _put(self, record: dict[str, object]) -> None:
        from publish.cli.records import json_line

        put(json_line(record))


def _verdict(faults: int, count: int) -> str:
    """What is said of a file with so many faults and characters of text."""
    if faults:
        return f"not valid, {faults} fault{'s' if faults > 1 else ''}"
    return f"valid, {count:,} characters can be read"


def _is_pdf(file: Path) -> bool:
    return file.suffix.lower() == ".pdf"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", where=str(file)) from error
