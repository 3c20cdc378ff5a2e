"""Captures read and cleaned: all of a run, each knowing what its source repeats.

What goes wrong with one capture is kept beside it, and the rest goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec
from msgspec.structs import replace

from publish.accounting import PRINTED, Account, account_of
from publish.assets.store import REASONS as REASONS_OF_PICTURES
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
from publish.diagnostics import Code, Diagnostic, Report
from publish.editions import Amendment, Plan
from publish.errors import PluginError, PublishError, ReadError
from publish.facts.origins import settled
from publish.model import Article
from publish.plugins import Plugins
from publish.reading import load_capture, read_file
from publish.reading.reasons import REASONS

PRINTABLE = PRINTED
"""The kinds of capture that become articles of an edition."""

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told (step, done, of): "read" per capture, then "collect", and "render FORMAT" and "check FORMAT"."""


def unwatched(step: str, done: int, of: int) -> None:
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


class LeftOut(msgspec.Struct, frozen=True):
    """A capture that is not in the edition, and why: its kind, or "unreadable"."""

    path: str
    kind: str
    reason: str


# Read and clean ------------------------------------------------------------------------------------


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


# Of a whole run ------------------------------------------------------------------------------------


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
    progress: Progress = unwatched,
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
    progress: Progress = unwatched,
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
