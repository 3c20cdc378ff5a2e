"""What came of building an edition, as a value: what is in it, what is not and why, what it took."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from publish.accounting import lines_by_rule
from publish.diagnostics import Code, Diagnostic, Severity
from publish.editions.duplicates import Duplicate
from publish.errors import Exit
from publish.model import Article, Edition, Image
from publish.pagination import Pagination
from publish.preparation import LeftOut
from publish.walk import iter_images


class Output(msgspec.Struct, frozen=True):
    """A file that was written; `checked` says whether it was read back before. `sha256` is of its bytes."""

    format: str
    path: str
    bytes: int
    sha256: str = ""
    checked: bool = True


class Failure(msgspec.Struct, frozen=True):
    """A format that could not be written, and why."""

    format: str
    message: str
    hint: str
    exit_code: int


class BoundArticle(msgspec.Struct, frozen=True):
    """An article of the edition: from which capture, in which part, on which page (0: not known).

    `removed` is how many lines of its capture are no part of it.
    """

    id: str
    title: str
    path: str
    source: str
    date: str
    part: str
    page: int
    removed: int


class Pictures(msgspec.Struct, frozen=True):
    """Pictures by what became of them: how often one is `shown`, one is `missing`, one was `dropped`.

    files  how many different pictures are shown
    """

    shown: int = 0
    missing: int = 0
    dropped: int = 0
    files: int = 0


class Result(msgspec.Struct, frozen=True):
    """What came of a job.

    articles     how many are bound; `contents` is which
    left_out     captures that hold no article
    set_aside    captures that the edition's own conditions let pass by
    duplicates   captures of articles that are bound from another capture
    seconds      wall time by step
    removed      the lines that each rule took
    """

    title: str
    outputs: tuple[Output, ...]
    failures: tuple[Failure, ...]
    articles: int
    left_out: tuple[LeftOut, ...]
    diagnostics: tuple[Diagnostic, ...]
    seconds: dict[str, float]
    removed: dict[str, int] = {}
    identifier: str = ""
    theme: str = ""
    parts: int = 0
    pages: int = 0
    contents: tuple[BoundArticle, ...] = ()
    set_aside: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    pictures: Pictures = Pictures()

    def exit_code(self, strict: bool = False) -> Exit:
        """The exit code of this result alone."""
        if self.failures:
            return Exit(self.failures[0].exit_code)
        if strict and any(said.code is Code.IMAGE_MISSING for said in self.diagnostics):
            return Exit.ASSET
        if strict and any(said.severity is Severity.WARNING for said in self.diagnostics):
            return Exit.WARNINGS
        return Exit.PARTIAL if self.left_out else Exit.OK


def contents_of(edition: Edition, pages: Pagination | None) -> tuple[BoundArticle, ...]:
    """The articles of an edition in reading order."""
    folios = pages.folios if pages else {}
    return tuple(
        BoundArticle(
            id=article.id,
            title=article.title,
            path=article.provenance.path,
            source=article.source,
            date=article.date,
            part=part.title,
            page=folios.get(article.id, 0),
            removed=sum(lines_by_rule(article.provenance.removals).values()),
        )
        for part in edition.contents
        for article in part.contents
    )


def removed_by_rule(articles: Iterable[Article]) -> dict[str, int]:
    """How many lines of these articles' captures each rule took."""
    lines: Counter[str] = Counter()
    for article in articles:
        lines.update(lines_by_rule(article.provenance.removals))
    return dict(lines)


def pictures_of(edition: Edition, diagnostics: Iterable[Diagnostic]) -> Pictures:
    """What became of the pictures of an edition that has been collected."""
    assets = {asset.src for asset in edition.assets}
    images = list(_images(edition))
    shown = [image.src for image in images if image.src in assets]
    return Pictures(
        shown=len(shown),
        missing=len(images) - len(shown),
        dropped=sum(said.code is Code.IMAGE_DROPPED for said in diagnostics),
        files=len(set(shown)),
    )


def _images(edition: Edition) -> Iterable[Image]:
    for part in edition.contents:
        yield from iter_images(part.introduction)
    for article in (*([edition.note] if edition.note else []), *edition.articles()):
        yield from iter_images(article.body)
