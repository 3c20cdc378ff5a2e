"""read → clean → assemble → collect → render → check → write: the arrows, and `build`, which joins them.

Each arrow is a plain function from one immutable value to the next; this is the one place that knows them
all. What goes wrong with one capture or one format is kept in the `Result` and the rest goes on.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from publish.assets.covers import with_cover
from publish.assets.inventory import wanted
from publish.assets.ledger import Wanted
from publish.assets.store import AssetStore, collect
from publish.checks import check
from publish.diagnostics import Code, Report
from publish.editions import Plan, bind, chosen
from publish.editions.duplicates import Duplicate, Merged, merge
from publish.editions.links import joined
from publish.editions.names import indexed, tell_absent
from publish.errors import CheckError, PluginError, PublishError, ReadError, RenderError
from publish.model import Article, Edition
from publish.outcome import Failure, Output, Result, contents_of, pictures_of, removed_by_rule
from publish.pagination import Pagination
from publish.plugins import OUR_DISTRIBUTION, Context, Paged, Plugins, Renderer
from publish.preparation import AS_USUAL, Cleaning, LeftOut, Progress, prepare, read, unwatched
from publish.reading.web_archive import enclosed_picture
from publish.settings import NO_COVER, convert_options
from publish.theming.shipped import open_theme
from publish.writing import safe_name, write_edition


class Job(msgspec.Struct, frozen=True):
    """One edition to build. `output` maps each format's name to the file to write, or is a folder.

    With `fetch`, remote pictures that the store does not have are fetched first.
    """

    plan: Plan
    formats: tuple[str, ...]
    theme: str
    output: Path | dict[str, Path]
    options: dict[str, dict[str, Any]] = {}
    check: bool = True
    cleaning: Cleaning = AS_USUAL
    fetch: bool = False


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


class BoundEdition(NamedTuple):
    """An edition with its links and index, and the articles that it could have and has not."""

    edition: Edition
    duplicates: tuple[Duplicate, ...]
    set_aside: tuple[Path, ...]


def bound_edition(
    plan: Plan, articles: dict[Path, Article], plugins: Plugins, report: Report
) -> BoundEdition:
    """The edition of a plan: articles chosen, copies merged, the note read, links joined, names found.

    Raises ConfigError for a part that nothing is chosen for, ReadError for a note that cannot be read.
    """
    alike = plan.settings.duplicates
    taken = chosen(plan, articles)
    merged = merge(taken, alike.likeness) if alike.merge else Merged(taken, ())
    note = _note(plan.note, plugins, report) if plan.note else None
    bound = bind(plan, articles | merged.articles, note, taken.keys() - merged.articles.keys())
    report.extend(bound.diagnostics)
    edition = indexed(joined(bound.edition, report), plan.settings.names)
    tell_absent(edition.index, plan.settings.names, plan.place, report)
    return BoundEdition(edition, merged.duplicates, bound.set_aside)


def _note(file: Path, plugins: Plugins, report: Report) -> Article:
    """The editor's note as it was read; it may go without a title, unlike an article."""
    own = Report()
    note = read(file, plugins, own)
    report.extend(said for said in own.diagnostics if said.code is not Code.TITLE_MISSING)
    return note


# Joined --------------------------------------------------------------------------------------------


def build(job: Job, plugins: Plugins, store: AssetStore, progress: Progress = unwatched) -> Result:
    """Build one edition in every format asked for.

    Unknown formats and themes and an edition of which nothing can be printed raise PublishError before
    anything is written. A format that fails is in the result's failures; the others are written.
    """
    renderers = [plugins.renderer(name) for name in job.formats]
    work = _Work(job, plugins, store, progress)
    left_out, bound = work.bound()
    edition = work.collected(bound.edition)
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
    contents = contents_of(edition, work.pages)
    return Result(
        title=edition.title,
        outputs=tuple(sorted(outputs, key=lambda output: job.formats.index(output.format))),
        failures=tuple(failures),
        articles=len(contents),
        left_out=left_out,
        diagnostics=work.report.diagnostics,
        seconds=work.seconds,
        removed=removed_by_rule(edition.articles()),
        identifier=edition.identifier,
        theme=job.theme,
        parts=sum(bool(part.title) for part in edition.contents),
        pages=work.pages.pages if work.pages else 0,
        contents=contents,
        set_aside=tuple(map(str, bound.set_aside)),
        duplicates=bound.duplicates,
        pictures=pictures_of(edition, work.report.diagnostics),
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
    def step(self, name: str, told: bool = True) -> Iterator[None]:
        """Add a step's wall time to those of its name, and tell of its begin and end unless it does so."""
        if told:
            self.progress(name, 0, 1)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0) + time.perf_counter() - start, 3)
        if told:
            self.progress(name, 1, 1)

    def bound(self) -> tuple[tuple[LeftOut, ...], BoundEdition]:
        """The captures read and cleaned, those without an article apart, and the others bound."""
        plan = self.job.plan
        with self.step("read", told=False):
            articles, left_out = prepare(plan, self.plugins, self.report, self.progress, self.job.cleaning)
        if not articles:
            raise _nothing_to_print(left_out)
        with self.step("bind"):
            return left_out, bound_edition(plan, articles, self.plugins, self.report)

    def collected(self, edition: Edition) -> Edition:
        """The edition with its pictures; what is missing is fetched first, if that is wanted."""
        root = self.job.plan.root
        if self.job.fetch:
            self.fetch(wanted(edition, self.store, root, enclosed_picture))
        with self.step("collect"):
            return collect(edition, self.store, self.report, root, enclosed_picture)

    def fetch(self, missing: Sequence[Wanted]) -> None:
        """Fetch remote pictures; what becomes of each is in the ledger, where collecting finds it."""
        from publish.assets.fetch import fetch

        with self.step("fetch", told=False):
            fetch(missing, self.store, progress=self.progress)

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
        target = _target(self.job, renderer)
        with self.step(f"check {renderer.name}"):
            prove = partial(
                check,
                renderer.media_type,
                edition,
                arrangement=self.theme.arrangement,
                ours=ours,
                pages=self.pages or pages,
            )
            self.report.extend(write_edition(target, data, prove if self.job.check else None))
        self.pages = self.pages or pages  # pages of a file that is withheld are no pages to refer to
        return Output(renderer.name, str(target), len(data), sha256(data).hexdigest(), self.job.check)


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
