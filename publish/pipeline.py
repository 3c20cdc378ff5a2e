"""read → clean → assemble → collect → render → check → write: the arrows, and `build`, which joins them.

Each arrow is a plain function from one immutable value to the next; this is the one place that knows them
all. What goes wrong with one capture or one format is kept in the `Result` and the rest goes on.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from publish.assets.store import AssetStore, collect
from publish.checks import check
from publish.cleaning import RULES
from publish.cleaning import clean as clean_by
from publish.diagnostics import Code, Diagnostic, Report, Severity
from publish.editions import Plan, assemble
from publish.errors import CheckError, Exit, PluginError, PublishError, ReadError, RenderError
from publish.model import Article, Edition
from publish.plugins import OUR_DISTRIBUTION, Context, Plugins, Renderer
from publish.reading import read_file
from publish.settings import convert_options
from publish.theming.shipped import open_theme
from publish.writing import safe_name, write_edition

PRINTABLE = frozenset({"article", "truncated"})
"""The kinds of capture that become articles of an edition."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told (step, done, of): "read" per capture, then "collect", and "render FORMAT" and "check FORMAT"."""


class Job(msgspec.Struct, frozen=True):
    """One edition to build. `output` maps each format's name to the file to write, or is a folder."""

    plan: Plan
    formats: tuple[str, ...]
    theme: str
    output: Path | dict[str, Path]
    options: dict[str, dict[str, Any]] = {}
    check: bool = True


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


class LeftOut(msgspec.Struct, frozen=True):
    """A capture that is not in the edition, and why: its kind, or "unreadable"."""

    path: str
    kind: str
    reason: str


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


def read(path: Path, plugins: Plugins, report: Report) -> Article:
    """The Article in a capture file, as captured. Raises ReadError, also where a reader fails."""
    try:
        return read_file(path, plugins, report)
    except PublishError:
        raise
    except Exception as error:
        raise ReadError(
            f"cannot be read: its reader failed with {type(error).__name__}: {error}",
            where=str(path),
            hint="this is a fault of the reader, not of the capture; please report it",
        ) from error


def clean(article: Article, plugins: Plugins) -> Article:
    """The article without debris: by our own rules, then by those of plugins. Raises PluginError."""
    foreign = [plugins.cleaner(listed.name) for listed in plugins.names("cleaners")]
    try:
        return clean_by(article, (*RULES, *foreign))
    except Exception as error:
        if not foreign:
            raise
        names = ", ".join(rule.name for rule in foreign)
        raise PluginError(
            f"cleaning failed: {type(error).__name__}: {error}",
            where=article.provenance.path,
            hint=f"cleaning rules of plugins took part: {names}",
        ) from error


def render(edition: Edition, renderer: Renderer, context: Context, ours: bool = True) -> bytes:
    """The edition in one format.

    Raises RenderError where a renderer of ours fails, PluginError where a foreign one does.
    """
    try:
        data = renderer(edition, context)
        if not isinstance(data, bytes):  # a foreign renderer need not keep to its types
            raise PluginError(f"the format {renderer.name} gave {type(data).__name__}, not bytes")
        if not data:
            raise PluginError(f"the format {renderer.name} gave an empty file")
        return data
    except PublishError:
        raise
    except Exception as error:
        kind: type[PublishError] = RenderError if ours else PluginError
        raise kind(
            f"the format {renderer.name} failed: {type(error).__name__}: {error}",
            hint="this is a fault of the renderer, not of the captures; please report it",
        ) from error


# Joined --------------------------------------------------------------------------------------------


def prepare(
    plan: Plan, plugins: Plugins, report: Report, progress: Progress
) -> tuple[dict[Path, Article], tuple[LeftOut, ...]]:
    """Read and clean every capture of a plan: the articles to print, and what is left out and why."""
    articles: dict[Path, Article] = {}
    left_out: list[LeftOut] = []
    for number, capture in enumerate(plan.captures):
        progress("read", number, len(plan.captures))
        try:
            article = clean(read(capture, plugins, report), plugins)
        except ReadError as error:
            report.add(Code.CAPTURE_UNREADABLE, error.message, path=str(capture), hint=error.hint)
            left_out.append(LeftOut(str(capture), "unreadable", error.message))
            continue
        origin = article.provenance
        if origin.kind not in PRINTABLE:
            message = f"holds no article: {origin.reason or origin.kind}"
            report.add(Code.CAPTURE_FAILED, message, path=str(capture), hint="capture it again")
            left_out.append(LeftOut(str(capture), origin.kind, origin.reason))
            continue
        if origin.kind == "truncated":
            report.add(
                Code.CAPTURE_TRUNCATED,
                "breaks off before its end",
                path=str(capture),
                hint="capture it again",
            )
        articles[capture] = article
    progress("read", len(plan.captures), len(plan.captures))
    return articles, tuple(left_out)


def build(
    job: Job, plugins: Plugins, store: AssetStore, progress: Progress = lambda step, done, of: None
) -> Result:
    """Build one edition in every format asked for.

    Unknown formats and themes and an edition of which nothing can be printed raise PublishError before
    anything is written. A format that fails is in the result's failures; the others are written.
    """
    renderers = [plugins.renderer(name) for name in job.formats]
    work = _Work(job, plugins, store, progress)
    articles, left_out, edition = work.edition()
    outputs, failures = [], []
    for renderer in renderers:
        try:
            outputs.append(work.output(edition, renderer))
        except PublishError as error:
            if isinstance(error, CheckError):
                work.report.extend(error.diagnostics)
            failures.append(Failure(renderer.name, str(error), error.hint, int(error.exit_code)))
    return Result(
        title=edition.title,
        outputs=tuple(outputs),
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
        articles, left_out = prepare(plan, self.plugins, self.report, self.progress)
        self.seconds["read"] = round(time.perf_counter() - start, 3)
        if not articles:
            raise _nothing_to_print(left_out)
        with self.step("collect"):
            edition = collect(assemble(plan, articles), self.store, self.report, plan.root)
        return articles, left_out, edition

    def output(self, edition: Edition, renderer: Renderer) -> Output:
        """Render, check and write one format."""
        given = self.job.options.get(renderer.name, {})
        options = convert_options(given, renderer.options, f"options of {renderer.name}")
        context = Context(self.theme, options, self.report, self.store.read)
        origins = {listed.name: listed.origin for listed in self.plugins.names("renderers")}
        ours = origins.get(renderer.name) == OUR_DISTRIBUTION
        with self.step(f"render {renderer.name}"):
            data = render(edition, renderer, context, ours)
        checks = partial(check, renderer.media_type, edition, ours=ours) if self.job.check else None
        target = _target(self.job, renderer)
        with self.step(f"check {renderer.name}"):
            self.report.extend(write_edition(target, data, checks))
        return Output(renderer.name, str(target), len(data))


def _removed(articles: Iterable[Article]) -> dict[str, int]:
    lines: Counter[str] = Counter()
    for article in articles:
        for removal in article.provenance.removals:
            lines[removal.rule] += removal.span.last - removal.span.first + 1
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
