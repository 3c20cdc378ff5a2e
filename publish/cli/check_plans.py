"""publish check for captures and editions: what a build would print, what it would leave out and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import put, put_line
from publish.errors import Exit, PublishError

if TYPE_CHECKING:
    from publish.cli.messages import Messages
    from publish.diagnostics import Report
    from publish.editions import Plan
    from publish.pipeline import Job
    from publish.plugins import Plugins
    from publish.preparation import LeftOut


def are_planned(names: Sequence[str]) -> bool:
    """Whether PATHS mean captures or editions rather than built files: what the first of them is, says."""
    from publish.checks.built import is_built
    from publish.cli.paths import STANDARD_INPUT
    from publish.editions.captures import is_capture_name

    for name in names:
        path = Path(name.partition("\0")[0])
        if name == STANDARD_INPUT or path.suffix == ".toml" or is_capture_name(path):
            return True
        if _is_folder(path):
            files = [file for file in path.iterdir() if file.is_file()]
            return not any(map(is_built, files)) and any(
                is_capture_name(file) or file.suffix == ".toml" for file in path.rglob("*")
            )
        return False
    return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long
        return False


def check_plans(names: Sequence[str], plugin: Sequence[Path], *, as_json: bool) -> int:
    """Plan, read and bind editions without building them; the exit code that their build would have."""
    from publish.cli.build import worst
    from publish.cli.jobs import Flags, make_jobs
    from publish.cli.messages import Messages
    from publish.cli.paths import given_paths
    from publish.cli.project import cleaning_of, open_plugins, open_project
    from publish.editions import plan_paths

    project = open_project()
    plugins = open_plugins(project, plugin)
    cleaning = cleaning_of(project, plugins)
    codes = []
    with given_paths(names) as given:
        messages = Messages(given.aliases)
        for job in make_jobs(plan_paths(given.paths), Flags(cleaning=cleaning), project, plugins):
            try:
                codes.append(_checked(job, plugins, messages, as_json=as_json))
            except PublishError as error:  # others go on, as in a build
                messages.stopped(error)
                codes.append(error.exit_code)
        messages.close()
    return worst(codes, Exit.OK in codes or Exit.PARTIAL in codes)


def _checked(job: "Job", plugins: "Plugins", messages: "Messages", *, as_json: bool) -> Exit:
    """Say what would become of an edition. Raises PublishError where nothing would."""
    from publish.diagnostics import Report
    from publish.pipeline import bound_edition
    from publish.preparation import prepare, unwatched

    report = Report()
    printed = 0
    try:
        articles, left_out = prepare(job.plan, plugins, report, unwatched, job.cleaning)
        if articles:
            edition = bound_edition(job.plan, articles, plugins, report).edition
            printed = sum(1 for _ in edition.articles())
    finally:
        messages.tell(report.diagnostics)
    _say(job.plan, printed, left_out, messages, report, as_json=as_json)
    return _code(printed, left_out)


def _code(articles: int, left_out: "Sequence[LeftOut]") -> Exit:
    if not articles:
        return Exit.UNREADABLE
    return Exit.PARTIAL if left_out else Exit.OK


def _say(  # noqa: PLR0913 - all that was found
    plan: "Plan",
    articles: int,
    left_out: "Sequence[LeftOut]",
    messages: "Messages",
    report: "Report",
    *,
    as_json: bool,
) -> None:
    from publish.cli.records import json_line

    if as_json:
        record = {
            "edition": plan.name,
            "articles": articles,
            "left_out": left_out,
            "diagnostics": report.diagnostics,
        }
        put(json_line(record, messages.naming))
        return
    put_line(f"{messages.clear(plan.name)}: {articles} to be printed, {len(left_out)} left out")
    for each in left_out:
        put_line(
            f"  {messages.clear(messages.named(each.path))}: {each.kind}, {messages.clear(each.reason)}"
        )
