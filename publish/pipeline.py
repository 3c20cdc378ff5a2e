"""read → clean → assemble → collect → render → check → write: the arrows, and `build`, which joins them.

Each arrow is a plain function from one immutable value to the next; this is the one place that knows them
all. What goes wrong with one capture or one format is kept in the `Result` and the rest goes on.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from publish.accounting import lines_by_rule
from publish.assets.covers import with_cover
from publish.assets.store import AssetStore, collect
from publish.checks import check
from publish.diagnostics import Code, Diagnostic, Report, Severity
from publish.editions import Plan, assemble
from publish.errors import CheckError, Exit, PluginError, PublishError, ReadError, RenderError
from publish.model import Article, Edition
from publish.pagination import Pagination
from publish.plugins import OUR_DISTRIBUTION, Context, Paged, Plugins, Renderer
from publish.preparation import AS_USUAL, Cleaning, LeftOut, Progress, prepare, unwatched
from publish.settings import NO_COVER, convert_options
from publish.theming.shipped import open_theme
from publish.writing import safe_name, write_edition


class Job(msgspec.Struct, frozen=True):
    """One edition to build. `output` maps each format's name to the file to write, or is a folder."""

    plan: Plan
    formats: tuple[str, ...]
    theme: str
    output: Path | dict[str, Path]
    options: dict[str, dict[str, Any]] = {}
    check: bool = True
    cleaning: Cleaning = AS_USUAL


class Output(msgspec.Struct, frozen=True):
    """A file that was written and passed its checks."""

    format: str
    path: str
    bytes: int


class Failure(msgspec.Struct, frozen=True):
    """A format that could not be written, and why."""

    format: str
    message: str
    hint: str
    exit_code: int


class Result(msgspec.Struct, frozen=True):
    """What came of a job. `seconds` is wall time by step, `removed` the lines that each rule took."""

    title: str
    outputs: tuple[Output, ...]
    failures: tuple[Failure, ...]
    articles: int
    left_out: tuple[LeftOut, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: dict[str, float]
    removed: dict[str, int] = {}

    def exit_code(self, strict: bool = False) -> Exit:
        """The exit code of this result alone."""
        if self.failures:
            return Exit(self.failures[0].exit_code)
        if strict and any(said.code is Code.IMAGE_MISSING for said in self.diagnostics):
            return Exit.ASSET
        if strict and any(said.severity is Severity.WARNING for said in self.diagnostics):
            return Exit.WARNINGS
        return Exit.PARTIAL if self.left_out else Exit.OK


# The arrows ----------------------------------------------------------------------------------------


def is_ours(renderer: Renderer, plugins: Plugins) -> bool:
    """True for a format that comes with publish: it says the same words as all of ours."""
    origins = {listed.name: listed.origin for listed in plugins.names("renderers")}
    return origins.get(renderer.name) == OUR_DISTRIBUTION


class Rendered(NamedTuple):
    """An edition in one format; `pages` is where its pages begin, of a format that has pages."""

    data: bytes
    pages: Pagination | None


def render(edition: Edition, renderer: Renderer, context: Context, ours: bool = True) -> Rendered:
    """The edition in one format.

    Raises RenderError where a renderer of ours fails, PluginError where a foreign one does.
    """
    try:
        made = renderer(edition, context)
        data, pages = made if isinstance(made, Paged) else (made, None)
        if not isinstance(data, bytes):  # a foreign renderer need not keep to its types
            raise PluginError(f"the format {renderer.name} gave {type(data).__name__}, not bytes")
        if not data:
            raise PluginError(f"the format {renderer.name} gave an empty file")
        return Rendered(data, pages)
    except PublishError:
        raise
    except Exception as error:
        kind: type[PublishError] = RenderError if ours else PluginError
        raise kind(
            f"the format {renderer.name} failed: {type(error).__name__}: {error}",
            hint="this is a fault of the renderer, not of the captures; please report it",
        ) from error


# Joined --------------------------------------------------------------------------------------------


def build(job: Job, plugins: Plugins, store: AssetStore, progress: Progress = unwatched) -> Result:
    """Build one edition in every format asked for.

    Unknown formats and themes and an edition of which nothing can be printed raise PublishError before
    anything is written. A format that fails is in the result's failures; the others are written.
    """
    renderers = [plugins.renderer(name) for name in job.formats]
    work = _Work(job, plugins, store, progress)
    articles, left_out, edition = work.edition()
    if not all(renderer.media_type.startswith("text/") for renderer in renderers):
        edition = work.covered(edition)
    outputs, failures = [], []
    for renderer in sorted(renderers, key=lambda each: not each.paged):  # who has pages tells the others
        try:
            outputs.append(work.output(edition, renderer))
        except PublishError as error:
            if isinstance(error, CheckError):
                work.report.extend(error.diagnostics)
            failures.append(Failure(renderer.name, str(error), error.hint, int(error.exit_code)))
    return Result(
        title=edition.title,
        outputs=tuple(sorted(outputs, key=lambda output: job.formats.index(output.format))),
        failures=tuple(failures),
        articles=len(articles),
        left_out=left_out,
        diagnostics=work.report.diagnostics,
        seconds=work.seconds,
        removed=_removed(articles.values()),
    )


class _Work:
    """One job being done: what its steps share, what they say and how long they take."""

    def __init__(self, job: Job, plugins: Plugins, store: AssetStore, progress: Progress) -> None:
        self.job = job
        self.plugins = plugins
        self.store = store
        self.progress = progress
        self.theme = open_theme(job.theme, plugins)
        self.report = Report()
        self.seconds: dict[str, float] = {}
        self.pages: Pagination | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell of a step's begin and end, and add its wall time to those of its name."""
        self.progress(name, 0, 1)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0) + time.perf_counter() - start, 3)
        self.progress(name, 1, 1)

    def edition(self) -> tuple[dict[Path, Article], tuple[LeftOut, ...], Edition]:
        """Everything before rendering."""
        plan = self.job.plan
        start = time.perf_counter()
        articles, left_out = prepare(plan, self.plugins, self.report, self.progress, self.job.cleaning)
        self.seconds["read"] = round(time.perf_counter() - start, 3)
        if not articles:
            raise _nothing_to_print(left_out)
        with self.step("collect"):
            edition = collect(assemble(plan, articles), self.store, self.report, plan.root)
        return articles, left_out, edition

    def covered(self, edition: Edition) -> Edition:
        """The edition with the cover that the theme draws for it, unless it has one or wants none."""
        if self.job.plan.settings.cover == NO_COVER:
            return edition
        with self.step("collect"):
            return with_cover(edition, self.theme, self.store)

    def output(self, edition: Edition, renderer: Renderer) -> Output:
        """Render, check and write one format."""
        given = self.job.options.get(renderer.name, {})
        options = convert_options(given, renderer.options, f"options of {renderer.name}")
        context = Context(self.theme, options, self.report, self.store.read, self.pages)
        ours = is_ours(renderer, self.plugins)
        with self.step(f"render {renderer.name}"):
            data, pages = render(edition, renderer, context, ours)
        self.pages = self.pages or pages
        prove = partial(check, renderer.media_type, edition, arrangement=self.theme.arrangement, ours=ours)
        target = _target(self.job, renderer)
        with self.step(f"check {renderer.name}"):
            self.report.extend(write_edition(target, data, prove if self.job.check else None))
        return Output(renderer.name, str(target), len(data))


def _removed(articles: Iterable[Article]) -> dict[str, int]:
    lines: Counter[str] = Counter()
    for article in articles:
        lines.update(lines_by_rule(article.provenance.removals))
    return dict(lines)


def _target(job: Job, renderer: Renderer) -> Path:
    if isinstance(job.output, dict):
        return job.output[renderer.name]
    return job.output / safe_name(job.plan.name, renderer.suffix, set())


def _nothing_to_print(left_out: tuple[LeftOut, ...]) -> PublishError:
    if len(left_out) == 1:
        only = left_out[0]
        return ReadError(
            f"holds no article: {only.reason or only.kind}", where=only.path, hint="capture it again"
        )
    kinds = ", ".join(sorted({item.kind for item in left_out}))
    return ReadError(
        f"none of the {len(left_out)} captures holds an article ({kinds})", hint="capture them again"
    )
