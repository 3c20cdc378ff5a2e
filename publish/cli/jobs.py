"""From flags, environment and settings to jobs: all that can be wrong is found before anything is written.

What a flag says wins over the environment (PUBLISH_THEME, PUBLISH_FORMATS, PUBLISH_OUTPUT), that over the
edition, that over the project, that over our own default.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from publish.cli.project import from_environment, names_in
from publish.editions import Plan
from publish.errors import ConfigError, UsageError
from publish.pipeline import Job
from publish.plugins import Plugins, Renderer
from publish.preparation import AS_USUAL, Cleaning, rule_names
from publish.settings import PROJECT_FILE, ProjectSettings, convert_options, convert_table, first_of
from publish.theming.shipped import DEFAULT_THEME, open_theme
from publish.writing import safe_name

DEFAULT_FORMATS = ("pdf", "epub", "docx")


class Flags(NamedTuple):
    """What the command line says of a build; empty where it says nothing."""

    formats: tuple[str, ...] = ()
    output: str = ""
    theme: str = ""
    check: bool = True
    cleaning: Cleaning = AS_USUAL
    fetch: bool = False


def make_jobs(
    plans: Sequence[Plan], flags: Flags, project: ProjectSettings, plugins: Plugins
) -> tuple[Job, ...]:
    """A job for each plan, with the path of every file it will write; no two write the same.

    Raises PublishError for an unknown format or theme, for options no format has, and for an output that
    cannot be meant.
    """
    return _Jobs(flags, project, plugins).all(plans)


class _Jobs:
    def __init__(self, flags: Flags, project: ProjectSettings, plugins: Plugins) -> None:
        self.flags = flags
        self.project = project
        self.plugins = plugins
        self.file, self.formats = self._said_output()
        self.taken: dict[Path, set[str]] = {}

    def all(self, plans: Sequence[Plan]) -> tuple[Job, ...]:
        if self.file and len(plans) > 1:
            raise UsageError(
                f"“{self.file}” is one file, but {len(plans)} editions are to be built",
                hint="give a folder: -o DIR/",
            )
        jobs = tuple(self.job(plan) for plan in plans)
        _refuse_overwriting_captures(jobs)
        for job in {job.theme: job for job in reversed(jobs)}.values():
            self._refuse_no_theme(job)
        return jobs

    def job(self, plan: Plan) -> Job:
        for amendment in plan.amendments.values():
            amendment.refuse_unknown_rules(rule_names(self.plugins))
        names = first_of(
            self.formats,
            names_in(from_environment("FORMATS")),
            tuple(plan.settings.formats),
            tuple(self.project.formats),
            default=DEFAULT_FORMATS,
        )
        renderers = [self.renderer(name, plan) for name in dict.fromkeys(names)]
        return Job(
            plan=plan,
            formats=tuple(renderer.name for renderer in renderers),
            theme=self.theme(plan),
            output=self.output(plan, renderers),
            options=self.options(plan, renderers),
            check=self.flags.check,
            cleaning=self.flags.cleaning,
            fetch=self.flags.fetch,
        )

    def renderer(self, name: str, plan: Plan) -> Renderer:
        """The format of this name; an unknown one is wrong where the edition says it, if it does."""
        try:
            return self.plugins.renderer(name)
        except UsageError as error:
            if name not in plan.settings.formats:
                raise
            where = plan.place.of_value("formats", name)
            raise ConfigError(error.message, where=where, hint=error.hint) from error

    def theme(self, plan: Plan) -> str:
        return said_theme(self.flags.theme, plan, self.project) or DEFAULT_THEME

    def _refuse_no_theme(self, job: Job) -> None:
        """An unknown theme is wrong where the edition says it, if it does."""
        try:
            open_theme(job.theme, self.plugins)
        except UsageError as error:
            if job.theme != _theme_of(job.plan):
                raise
            where = job.plan.place.of("theme")
            raise ConfigError(error.message, where=where, hint=error.hint) from error

    # Outputs ---------------------------------------------------------------------------------------

    def output(self, plan: Plan, renderers: Sequence[Renderer]) -> dict[str, Path]:
        """The path of the file of each format."""
        if self.file:
            return {renderers[0].name: self._file_for(self.file, renderers)}
        folder = self.folder(plan)
        taken = self.taken.setdefault(folder.resolve(), set())
        paths: dict[str, Path] = {}
        suffixes: set[str] = set()
        for renderer in renderers:
            # Two formats may end alike (two kinds of .txt): then the second has its name in the file's.
            twice = renderer.suffix in suffixes
            suffix = f".{renderer.name}{renderer.suffix}" if twice else renderer.suffix
            suffixes.add(renderer.suffix)
            paths[renderer.name] = folder / safe_name(plan.name, suffix, taken)
        return paths

    def folder(self, plan: Plan) -> Path:
        own = str(plan.root / plan.settings.output) if plan.settings.output else ""
        said = first_of(
            self.flags.output, from_environment("OUTPUT"), own, self.project.output, default="."
        )
        folder = Path(said)
        if folder.exists() and not folder.is_dir():
            raise UsageError("this is a file, not a folder", where=said, hint="give another output")
        return folder

    def _said_output(self) -> tuple[Path | None, tuple[str, ...]]:
        """The file that -o means, if it means one, and the formats: of -t or, without, of that file."""
        path, formats = file_meant(self.flags.output), self.flags.formats
        if path is None:
            return None, formats
        return path, formats or (format_of(path, self.plugins),)

    def _file_for(self, path: Path, renderers: Sequence[Renderer]) -> Path:
        if len(renderers) > 1:
            names = ", ".join(renderer.name for renderer in renderers)
            raise UsageError(
                f"“{path}” is one file, but {len(renderers)} formats are to be written ({names})",
                hint="give a folder: -o DIR/",
            )
        if path.suffix.lower() != renderers[0].suffix.lower():
            raise UsageError(
                f"the format {renderers[0].name} ends in {renderers[0].suffix}, “{path.name}” does not",
                hint="give another name, or end a folder with /",
            )
        return path

    # Options ---------------------------------------------------------------------------------------

    def options(self, plan: Plan, renderers: Sequence[Renderer]) -> dict[str, dict[str, object]]:
        """The options of each format, those of the edition over those of the project."""
        known = [entry.name for entry in self.plugins.names("renderers")]
        for name in (*plan.settings.options, *self.project.options):
            if name not in known:
                raise ConfigError(
                    f"[options.{name}]: there is no format “{name}”",
                    where=plan.place.of("options", name) if name in plan.settings.options else PROJECT_FILE,
                    hint=f"formats there are: {', '.join(known)}",
                )
        options = {}
        for renderer in renderers:
            ours = self.project.options.get(renderer.name, {})
            options[renderer.name] = ours | plan.settings.options.get(renderer.name, {})
            if renderer.name in plan.settings.options:
                keys = ("options", renderer.name)
                place = plan.place
                convert_table(options[renderer.name], renderer.options, keys, place.text, place.file)
            else:
                where = f"{PROJECT_FILE}: [options.{renderer.name}]"
                convert_options(options[renderer.name], renderer.options, where)
        return options


def said_theme(flag: str, plan: Plan | None, project: ProjectSettings) -> str:
    """The theme that flag, environment, edition or project name, in this order; nothing if none does."""
    own = _theme_of(plan) if plan else ""
    return first_of(flag, from_environment("THEME"), own, project.theme, default="")


def _theme_of(plan: Plan) -> str:
    """The theme that an edition names; one in a folder by its path from here, not from the edition's."""
    own = plan.settings.theme
    if own.startswith(".") or "/" in own:
        return str(plan.root / own) if plan.root.is_absolute() else f"./{plan.root / own}"
    return own


_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,9}")


def file_meant(output: str) -> Path | None:
    """The file that -o means; None if it means a folder, or nothing."""
    path = Path(output)
    is_folder = output.endswith(("/", "\\")) or path.is_dir() or not _EXTENSION.fullmatch(path.suffix)
    return None if is_folder else path


def format_of(path: Path, plugins: Plugins) -> str:
    """The name of the format that writes files ending like this one; UsageError if there is none."""
    listed = [entry.name for entry in plugins.names("renderers")]
    name = path.suffix[1:].lower()
    if name in listed:
        return name
    for entry in listed:  # only now, since a format must be imported to tell its suffix
        if entry not in DEFAULT_FORMATS and _suffix(entry, plugins) == path.suffix.lower():
            return entry
    raise UsageError(
        f"no format writes files ending in {path.suffix}",
        where=str(path),
        hint=f"formats there are: {', '.join(listed)}; the name of a folder ends in /",
    )


def _suffix(name: str, plugins: Plugins) -> str:
    try:
        return plugins.renderer(name).suffix.lower()
    except Exception:  # a broken plugin hurts only those who ask for it
        return ""


def _refuse_overwriting_captures(jobs: Sequence[Job]) -> None:
    """A capture is the one thing that cannot be made again, and so is what the editor wrote."""
    captures = {capture.resolve() for job in jobs for capture in job.plan.captures}
    captures |= {job.plan.note.resolve() for job in jobs if job.plan.note}
    for job in jobs:
        targets = job.output.values() if isinstance(job.output, dict) else ()
        for target in targets:
            if target.resolve() in captures:
                raise UsageError(
                    "the edition would take the place of its own capture",
                    where=str(target),
                    hint="give another output with -o",
                )
