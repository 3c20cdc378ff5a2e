"""read → clean → assemble → collect → render → check → write: the arrows, and `build`, which joins them.

Each arrow is a plain function from one immutable value to the next; this is the one place that knows them
all. What goes wrong with one capture or one format is kept in the `Result` and the rest goes on.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import msgspec
from msgspec.structs import replace

from publish.accounting import PRINTED, Account, account_of, lines_by_rule
from publish.assets.covers import with_cover
from publish.assets.store import REASONS as REASONS_OF_PICTURES
from publish.assets.store import AssetStore, collect
from publish.checks import check
from publish.cleaning import (
    FEWEST,
    LEARNED,
    RULES,
    Phrases,
    Sample,
    clean_further,
    knows_account,
    learn,
    shipped,
)
from publish.cleaning import clean as clean_by
from publish.cleaning.restoring import BY_HAND, restored, taken_out
from publish.cleaning.restoring import REASON as BY_HAND_REASON
from publish.diagnostics import Code, Diagnostic, Report, Severity
from publish.editions import Amendment, Plan, assemble
from publish.errors import CheckError, Exit, PluginError, PublishError, ReadError, RenderError
from publish.facts.origins import settled
from publish.model import Article, Edition
from publish.pagination import Pagination
from publish.plugins import OUR_DISTRIBUTION, Context, Paged, Plugins, Renderer
from publish.reading import load_capture, read_file
from publish.reading.reasons import REASONS
from publish.settings import NO_COVER, convert_options
from publish.theming.shipped import open_theme
from publish.writing import safe_name, write_edition

PRINTABLE = PRINTED
"""The kinds of capture that become articles of an edition."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told (step, done, of): "read" per capture, then "collect", and "render FORMAT" and "check FORMAT"."""


def _unwatched(step: str, done: int, of: int) -> None:
    """Progress that nobody asks for."""


class Cleaning(msgspec.Struct, frozen=True):
    """How the captures of a run are cleaned: the same for all of them, and all of it.

    `keep` names rules that are left out; `knowledge` is what the rules know (None: what comes with
    publish); with `learn`, what each source repeats is found out from the captures of the run first.
    `amendments` is what an edition says of single captures.
    """

    keep: frozenset[str] = frozenset()
    knowledge: Phrases | None = None
    learn: bool = True
    amendments: dict[Path, Amendment] = {}

    def of(self, capture: Path) -> "Cleaning":
        """The orders for one capture, without the rules that its edition does not want applied to it."""
        amendment = self.amendments.get(capture)
        return replace(self, keep=self.keep | amendment.keep) if amendment else self


AS_USUAL = Cleaning()


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


def clean(
    article: Article, plugins: Plugins, cleaning: Cleaning = AS_USUAL, *, further: bool = False
) -> Article:
    """The article without debris: by our own rules, then by those of plugins. Raises PluginError.

    Nothing is learned here, since that takes all articles of a source: see `prepared`. One that is clean
    but for what has been learned since is cleaned `further`.
    """
    by = clean_further if further else clean_by
    foreign = [plugins.cleaner(listed.name) for listed in plugins.names("cleaners")]
    try:
        cleaned = by(article, (*RULES, *foreign), cleaning.keep, cleaning.knowledge)
        return settled(cleaned, "cleaning rule") if foreign else cleaned
    except Exception as error:
        if not foreign:
            raise
        names = ", ".join(rule.name for rule in foreign)
        raise PluginError(
            f"cleaning failed: {type(error).__name__}: {error}",
            where=article.provenance.path,
            hint=f"cleaning rules of plugins took part: {names}",
        ) from error


def rule_names(plugins: Plugins) -> tuple[str, ...]:
    """The names of the cleaning rules, in the order they are applied: ours, then those of plugins."""
    return (*(rule.name for rule in RULES), *(listed.name for listed in plugins.names("cleaners")))


def reasons(plugins: Plugins) -> dict[str, str]:
    """Why lines may not be in an article: a sentence for each id that a `Removal` can have."""
    foreign = (plugins.cleaner(listed.name) for listed in plugins.names("cleaners"))
    of_rules = {rule.name: rule.reason or "A rule of a plugin took it." for rule in (*RULES, *foreign)}
    return REASONS | REASONS_OF_PICTURES | {BY_HAND: BY_HAND_REASON} | of_rules


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


class Prepared(NamedTuple):
    """A capture read and cleaned: `captured` as it was read, `article` as it is printed.

    Both are None for a capture that cannot be read: then `error` says why. `said` is what there was to say.
    """

    capture: Path
    captured: Article | None
    article: Article | None
    error: ReadError | None
    said: tuple[Diagnostic, ...]


def prepared(
    captures: Sequence[Path],
    plugins: Plugins,
    cleaning: Cleaning = AS_USUAL,
    progress: Progress = _unwatched,
) -> Iterator[Prepared]:
    """Read and clean captures in order; where there is to be learned, the first comes when all are read.

    Raises PluginError where a rule or reader of a plugin fails, ConfigError for an amendment that cannot be
    meant.
    """
    for amendment in cleaning.amendments.values():
        amendment.refuse_unknown_rules(rule_names(plugins))
    each = _read_and_clean(captures, plugins, cleaning, progress)
    if not _may_learn(captures, cleaning):
        yield from (_amended(one, cleaning) for one in each)
        return
    kept = list(each)
    knowing = _knowing_sources(kept, cleaning)
    for one in kept:
        yield _amended(one if knowing is cleaning else _cleaned_again(one, plugins, knowing), cleaning)


def _cleaned_again(one: Prepared, plugins: Plugins, knowing: Cleaning) -> Prepared:
    """A clean capture cleaned by what has been learned since: the same as if that had been known before."""
    if one.article is None or not knowing.knowledge or not knows_account(knowing.knowledge, one.article):
        return one
    return one._replace(article=clean(one.article, plugins, knowing.of(one.capture), further=True))


def _amended(one: Prepared, cleaning: Cleaning) -> Prepared:
    """A cleaned capture as its edition wants it: lines back, lines out, metadata."""
    amendment, captured, cleaned = cleaning.amendments.get(one.capture), one.captured, one.article
    if amendment is None or captured is None or cleaned is None:
        return one
    more = amendment.said_at("restore", lambda: restored(captured, cleaned, amendment.restore))
    less = amendment.said_at("remove", lambda: taken_out(more, amendment.remove))
    return one._replace(article=amendment.after_cleaning(less))


def account(one: Prepared, plugins: Plugins) -> Account | None:
    """What became of every line of a capture; None for one that cannot be read."""
    if one.captured is None or one.article is None:
        return None
    capture = load_capture(one.capture, Report())
    return account_of(capture.text, one.captured, one.article, reasons(plugins))


def learned(
    captures: Sequence[Path],
    plugins: Plugins,
    cleaning: Cleaning = AS_USUAL,
    progress: Progress = _unwatched,
) -> Cleaning:
    """The same orders knowing what the sources of these captures repeat: for several editions of a run."""
    if not _may_learn(captures, cleaning):
        return cleaning
    knowing = _knowing_sources(_read_and_clean(captures, plugins, cleaning, progress), cleaning)
    return replace(knowing, learn=False)


def without_sources(cleaning: Cleaning) -> Cleaning:
    """The same orders knowing nothing of single sources, and learning nothing."""
    knowledge = cleaning.knowledge and replace(cleaning.knowledge, accounts={})
    return replace(cleaning, knowledge=knowledge, learn=False)


def _may_learn(captures: Sequence[Path], cleaning: Cleaning) -> bool:
    return cleaning.learn and len(captures) >= FEWEST and LEARNED not in cleaning.keep


def _knowing_sources(captures: Iterable[Prepared], cleaning: Cleaning) -> Cleaning:
    """The orders with what these captures teach; what is known of a source already is not learned anew."""
    known = cleaning.knowledge or shipped()
    samples = (Sample(one.captured, one.article) for one in captures if one.captured and one.article)
    lessons = learn(samples, known)
    new = (lesson for lesson in lessons if lesson.found and lesson.name not in known.accounts)
    found = {lesson.name: lesson.account for lesson in new}
    if not found:
        return cleaning
    return replace(cleaning, knowledge=replace(known, accounts=known.accounts | found))


def _read_and_clean(
    captures: Sequence[Path], plugins: Plugins, cleaning: Cleaning, progress: Progress
) -> Iterator[Prepared]:
    for number, capture in enumerate(captures):
        progress("read", number, len(captures))
        report = Report()
        try:
            captured = read(capture, plugins, report)
        except ReadError as error:
            report.add(Code.CAPTURE_UNREADABLE, error.message, path=str(capture), hint=error.hint)
            yield Prepared(capture, None, None, error, report.diagnostics)
        else:
            if capture in cleaning.amendments:
                captured = cleaning.amendments[capture].before_cleaning(captured)
            article = clean(captured, plugins, cleaning.of(capture))
            yield Prepared(capture, captured, article, None, report.diagnostics)
    progress("read", len(captures), len(captures))


def prepare(
    plan: Plan, plugins: Plugins, report: Report, progress: Progress, cleaning: Cleaning = AS_USUAL
) -> tuple[dict[Path, Article], tuple[LeftOut, ...]]:
    """Read and clean every capture of a plan: the articles to print, and what is left out and why."""
    articles: dict[Path, Article] = {}
    left_out: list[LeftOut] = []
    cleaning = replace(cleaning, amendments=plan.amendments)
    for one in prepared(plan.captures, plugins, cleaning, progress):
        report.extend(one.said)
        if one.article is None:
            left_out.append(LeftOut(str(one.capture), "unreadable", one.error.message if one.error else ""))
        elif one.article.provenance.kind in PRINTABLE:
            _tell_if_truncated(one.article, one.capture, report)
            articles[one.capture] = one.article
        else:
            left_out.append(_without_article(one.article, one.capture, report))
    return articles, tuple(left_out)


def _tell_if_truncated(article: Article, capture: Path, report: Report) -> None:
    if article.provenance.kind == "truncated":
        report.add(
            Code.CAPTURE_TRUNCATED,
            "breaks off before its end",
            path=str(capture),
            hint="capture it again",
        )


def _without_article(article: Article, capture: Path, report: Report) -> LeftOut:
    origin = article.provenance
    message = f"holds no article: {origin.reason or origin.kind}"
    report.add(Code.CAPTURE_FAILED, message, path=str(capture), hint="capture it again")
    return LeftOut(str(capture), origin.kind, origin.reason)


def build(job: Job, plugins: Plugins, store: AssetStore, progress: Progress = _unwatched) -> Result:
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
