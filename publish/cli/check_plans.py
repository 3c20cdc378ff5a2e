"""publish check for captures and editions: what a build would print, what it would leave out and why."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli.terminal import put, put_line
from publish.errors import Exit

if TYPE_CHECKING:
    from publish.cli.messages import Messages
    from publish.diagnostics import Report
    from publish.editions import Plan
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
    """Plan and read editions without building them; the exit code that their build would have for this."""
    from publish.cli.build import worst
    from publish.cli.messages import Messages
    from publish.cli.paths import given_paths
    from publish.cli.project import cleaning_of, open_plugins, open_project
    from publish.diagnostics import Report
    from publish.editions import plan_paths
    from publish.preparation import prepare, unwatched

    project = open_project()
    plugins = open_plugins(project, plugin)
    cleaning = cleaning_of(project, plugins, (), learn=False)
    codes = []
    with given_paths(names) as given:
        messages = Messages(given.aliases)
        for plan in plan_paths(given.paths):
            report = Report()
            articles, left_out = prepare(plan, plugins, report, unwatched, cleaning)
            messages.tell(report.diagnostics)
            _say(plan, len(articles), left_out, messages, report, as_json=as_json)
            codes.append(_code(len(articles), left_out))
        messages.close()
    return worst(codes, Exit.OK in codes or Exit.PARTIAL in codes)


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
