"""publish build: captures to editions, one or many, in every format asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from publish import __version__
from publish.cli.options import Keep, NoLearn, plugin_files
from publish.cli.terminal import put
from publish.errors import Exit, PublishError, UsageError

if TYPE_CHECKING:
    from publish.assets.store import AssetStore
    from publish.cli.messages import Messages
    from publish.outcome import Result
    from publish.pipeline import Job
    from publish.plugins import Plugins
    from publish.preparation import Progress


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATHS",
        help="Captures, folders of captures, globs, an edition.toml, or - for standard input. Without any: "
        "the edition that publish.toml names, or the edition.toml here.",
        show_default=False,
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        "-t",
        metavar="FORMATS",
        help="Formats to write, as pdf,epub,docx; publish formats lists them.",
        show_default=False,
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR",
        help="The file to write, its ending says the format; or a folder.",
        show_default=False,
    ),
]
Theme = Annotated[
    str,
    typer.Option(
        "--theme",
        metavar="NAME",
        help="The theme, by name or as ./folder; publish themes lists them.",
        show_default=False,
    ),
]
Individual = Annotated[
    bool, typer.Option("--individual", help="An edition of each capture, instead of one bound edition.")
]
Parts = Annotated[
    str,
    typer.Option(
        "--parts",
        metavar="BY",
        help="What to make parts by: source, month, year, folder or none. Without it a folder of many "
        "articles is parted by source or, if it has one, by month.",
        show_default=False,
    ),
]
Fetch = Annotated[
    bool,
    typer.Option(
        "--fetch", help="Fetch remote pictures that are missing first; the only use of the network."
    ),
]
WithReport = Annotated[
    bool | None,
    typer.Option(
        "--report/--no-report",
        help="Write NAME.build.json beside the files: what is in the edition, what is not and why. Bound "
        "editions have one unless told otherwise.",
        show_default=False,
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="End with 3 if there are warnings, with 6 if images are missing.")
]
NoCheck = Annotated[bool, typer.Option("--no-check", help="Write files without reading them back first.")]
PluginFiles = Annotated[list[Path] | None, plugin_files("formats or readers")]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print one JSON record an edition instead of the paths.")
]


def build(  # noqa: PLR0913, PLR0917 - each parameter is an option
    paths: Paths = None,
    to: Formats = None,
    output: Output = "",
    theme: Theme = "",
    individual: Individual = False,
    parts: Parts = "",
    fetch: Fetch = False,
    report: WithReport = None,
    strict: Strict = False,
    no_check: NoCheck = False,
    keep: Keep = None,
    no_learn: NoLearn = False,
    plugin: PluginFiles = None,
    as_json: AsJson = False,
) -> int:
    """Build an edition, of one article or of many."""
    from publish.cli.jobs import Flags, make_jobs
    from publish.cli.messages import Messages
    from publish.cli.paths import given_paths, plans_for
    from publish.cli.project import cleaning_of, names_in, open_plugins, open_project

    formats = names_in(",".join(to or ()))
    if to and not formats:
        raise UsageError("-t names no format", hint="for example -t pdf,epub")
    project = open_project()
    plugins = open_plugins(project, plugin or ())
    cleaning = cleaning_of(project, plugins, keep or (), learn=not no_learn)
    with given_paths(paths or ()) as given:
        plans = plans_for(given, individual, project, parts)
        flags = Flags(formats, output, theme, not no_check, cleaning, fetch)
        jobs = make_jobs(plans, flags, project, plugins)
        messages = Messages(given.aliases)
        results = _build_all(jobs, plugins, _Telling(messages, strict, as_json, report))
        messages.close()
    return worst(
        [result.exit_code(strict) for result in results], any(result.outputs for result in results)
    )


def _build_all(jobs: "Sequence[Job]", plugins: "Plugins", telling: "_Telling") -> "list[Result]":
    from publish.assets.store import AssetStore
    from publish.cli.meter import Meter

    store = AssetStore()
    results = []
    with Meter(len(jobs) + (len(jobs) > 1)) as meter:
        if len(jobs) > 1:
            jobs = _with_what_is_learned(jobs, plugins, meter.watch("learning"))
        for job in jobs:
            result = _build_one(job, plugins, store, meter.watch(job.plan.name))
            results.append(result)
            with meter.aside():
                telling.of(job, result)
    return results


def _with_what_is_learned(
    jobs: "Sequence[Job]", plugins: "Plugins", progress: "Progress"
) -> "Sequence[Job]":
    """The jobs knowing what the sources of all their captures repeat; each alone sees too few of them."""
    from msgspec.structs import replace

    from publish.preparation import learned

    captures = tuple(dict.fromkeys(capture for job in jobs for capture in job.plan.captures))
    try:
        cleaning = learned(captures, plugins, jobs[0].cleaning, progress)
    except Exception:  # what is wrong with a capture or a plugin is said of the editions that have it
        return jobs
    return [replace(job, cleaning=cleaning) for job in jobs]


def _build_one(job: "Job", plugins: "Plugins", store: "AssetStore", progress: "Progress") -> "Result":
    """What came of a job; whatever stops this edition is a result too, since others go on."""
    from publish.cli.messages import unexpected
    from publish.outcome import Failure, Result
    from publish.pipeline import build as build_edition

    try:
        return build_edition(job, plugins, store, progress)
    except PublishError as error:
        failure = Failure("", str(error), error.hint, int(error.exit_code))
    except Exception as error:
        failure = Failure("", *unexpected(error), int(Exit.UNEXPECTED))
    return Result(job.plan.name, (), (failure,), 0, (), (), {})


# Results -------------------------------------------------------------------------------------------

REPORT_SUFFIX = ".build.json"


class _Telling(NamedTuple):
    """How results are told: on the terminal, as JSON, and in a file beside those of the edition.

    `report` is whether there is such a file; None leaves it to the edition, which has one if it is bound.
    """

    messages: "Messages"
    strict: bool
    as_json: bool
    report: bool | None

    def of(self, job: "Job", result: "Result") -> None:
        """Tell what came of a job."""
        from publish.cli.messages import summary
        from publish.cli.records import json_line

        self.messages.tell(result.diagnostics)
        for failure in result.failures:
            self.messages.error(failure.message, failure.hint)
        if result.articles:
            for line in summary(result):
                self.messages.note(line)
        if result.articles and (len(result.contents) > 1 if self.report is None else self.report):
            self.write_report(job, result)
        record = self.record(result)
        for line in [json_line(record, self.messages.naming)] if self.as_json else _paths(result):
            put(line)

    def record(self, result: "Result") -> dict[str, Any]:
        """The result for programs, with its own exit code."""
        from msgspec.structs import asdict

        return {"publish": __version__, **asdict(result), "exit_code": int(result.exit_code(self.strict))}

    def write_report(self, job: "Job", result: "Result") -> None:
        """Write the report; that it cannot be written is said, and keeps no edition from its readers."""
        from publish.cli.records import json_pages
        from publish.writing import write_edition

        path = report_path(job)
        try:
            write_edition(path, json_pages(self.record(result), self.messages.naming))
        except PublishError as error:
            self.messages.stopped(error)


def report_path(job: "Job") -> Path:
    """Beside the first of the edition's files, called like it."""
    first = next(iter(job.output.values())) if isinstance(job.output, dict) else job.output / job.plan.name
    return first.with_name(first.name.removesuffix(first.suffix) + REPORT_SUFFIX)


def _paths(result: "Result") -> list[str]:
    return [output.path for output in result.outputs]


# Exit codes ----------------------------------------------------------------------------------------

# From the worst: what is a fault of ours or of the machine, then of the user, then what is only less than
# was hoped for.
_WORST_FIRST = (
    Exit.UNEXPECTED,
    Exit.PLUGIN,
    Exit.DEPENDENCY,
    Exit.CHECK,
    Exit.USAGE,
    Exit.UNREADABLE,
    Exit.ASSET,
    Exit.PARTIAL,
    Exit.WARNINGS,
    Exit.OK,
)


def worst(codes: Sequence[Exit], written: bool) -> Exit:
    """The exit code of a run of several editions, of which `written` says if any was written.

    Captures that cannot be read are a failure (4) only where nothing was written at all, else 9.
    """
    weighed = {Exit.PARTIAL if written and code is Exit.UNREADABLE else code for code in codes}
    return min(weighed, key=_WORST_FIRST.index, default=Exit.OK)
