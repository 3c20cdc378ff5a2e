"""The proof of every build: the words read back from a built file are those of the model.

Article by article the body must stand in the file without a character more, less or other than in the
model; so must its notes, and around it what an edition says there (`theming.frame`) and nothing else. A
renderer of somebody else's may set the head and end of an article in its own way: then title, authors and
source must stand near. Only what cannot be compared is left out: see `essence`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from publish.checks import DOCX, EPUB, PDF
from publish.checks.book import Book, open_book
from publish.checks.docx import Document, open_document
from publish.checks.essence import essence, is_shaped
from publish.checks.findings import differing, invalid
from publish.checks.matching import PartingError, common, find, match
from publish.checks.pdf import MALFORMED, Printed, open_pdf
from publish.checks.readback import Readback, read_book, read_document, read_printed
from publish.checks.steps import Expected, Slot, Step, Words, joined
from publish.diagnostics import Diagnostic
from publish.model import Article, Edition, Paragraph, Part
from publish.theming.frame import PLAIN, closing, colophon, opener, part_opening
from publish.theming.theme import Arrangement
from publish.walk import Blocks, plain_text

_CONTEXT = 12
"""Characters shown before and after a difference."""


def check_words(
    edition: Edition, media_type: str, data: bytes, arrangement: Arrangement = PLAIN, *, ours: bool = True
) -> list[Diagnostic]:
    """The first difference of each article of a built file; nothing for a type that we do not read.

    `arrangement` is the theme's: what stands above each article.
    """
    if media_type == PDF:
        printed = open_pdf(data)
        return (
            printed
            if isinstance(printed, list)
            else words_of_printed(edition, printed, arrangement, ours=ours)
        )
    if media_type == EPUB:
        book = open_book(data)
        return book if isinstance(book, list) else words_of_book(edition, book, arrangement, ours=ours)
    if media_type == DOCX:
        document = open_document(data)
        if isinstance(document, list):
            return document
        return words_of_document(edition, document, arrangement, ours=ours)
    return []


def words_of_book(
    edition: Edition, book: Book, arrangement: Arrangement, *, ours: bool = True
) -> list[Diagnostic]:
    """As `check_words`, for an EPUB that is open."""
    return _Proof(edition, read_book(book), arrangement, exact=True).prove(ours)


def words_of_document(
    edition: Edition, document: Document, arrangement: Arrangement, *, ours: bool = True
) -> list[Diagnostic]:
    """As `check_words`, for a Word file that is open."""
    return _Proof(edition, read_document(document), arrangement, exact=True).prove(ours)


def words_of_printed(
    edition: Edition, printed: Printed, arrangement: Arrangement, *, ours: bool = True
) -> list[Diagnostic]:
    """As `check_words`, for a PDF that is open."""
    try:
        found = read_printed(printed)
    except MALFORMED as error:
        return [invalid(f"the structure tree of the PDF cannot be read ({error})")]
    return _Proof(edition, found, arrangement, exact=False).prove(ours)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An article, what must be read of its body and notes, and the steps of all of it."""

    article: Article
    expected: Expected
    steps: list[Step]


class _Proof:
    """The text and the notes of a file beside those of its edition, read from front to back.

    `exact` is False where shaped text can only be compared as a whole (see `is_shaped`).
    """

    def __init__(self, edition: Edition, found: Readback, arrangement: Arrangement, *, exact: bool) -> None:
        self.edition = edition
        self.arrangement = arrangement
        self.text = essence("".join(found.text))
        self.notes = essence("".join(found.notes))
        self.exact = exact
        self.at = 0
        self.note_at = 0
        self.findings: list[Diagnostic] = []

    def prove(self, ours: bool) -> list[Diagnostic]:
        """The first difference of each article, of its notes, and of what stands around it."""
        shown = frozenset(asset.src for asset in self.edition.assets)
        parts = [
            [self.expect(article, part.title, shown) for article in part.contents]
            for part in self.edition.contents
        ]
        if not ours:
            for entry in chain.from_iterable(parts):
                self.prove_body(entry.article, entry.expected)
        elif not self.is_whole(parts):
            self.prove_parts(parts)
        entries = list(chain.from_iterable(parts))
        if not self.notes_are_whole(entries):
            for entry in entries:
                self.prove_notes(entry.article, entry.expected)
            last = entries[-1].expected.notes[-1:] if entries else []
            loose = bool(last) and _is_shaped(reversed(last[0]))
            if self.note_at < len(self.notes) and not self.findings and not loose:
                self.differ(None, self.notes, self.note_at, "")
        return self.findings

    def expect(self, article: Article, part: str, shown: frozenset[str]) -> "_Entry":
        """What must be read of an article of a part, with its head and end as we set them."""
        lang = article.lang or self.edition.lang
        expected = Expected(lang, self.exact, shown).blocks(article.body)
        lines = self.arrangement.opener
        head = self.words(opener(article, self.edition.lang, lines, part), lang)
        end = self.words(closing(article, self.edition.lang), lang)
        return _Entry(article, expected, joined([head, *expected.body, end]))

    def is_whole(self, parts: Sequence[Sequence["_Entry"]]) -> bool:
        """Whether all the edition stands in the file in one piece, with nothing behind it but a colophon.

        What stands before it (cover, title page, contents) each format makes in its own way.
        """
        steps: list[Step] = []
        for part, entries in zip(self.edition.contents, parts, strict=True):
            steps.append(self.opening(part))
            steps += [step for entry in entries for step in entry.steps]
        steps = joined(steps)
        end = self.colophon()
        loose = end.shaped or _is_shaped(reversed(steps))
        try:
            find(steps, self.text, 0, lambda at: loose or self.text[at:] in {"", end.text})
        except PartingError:
            return False
        return True

    def notes_are_whole(self, entries: Sequence["_Entry"]) -> bool:
        """Whether all notes of the edition stand in the file in their order, and nothing else beside them.

        False where there are notes inside notes, which may stand in several places.
        """
        steps = joined(step for entry in entries for note in entry.expected.notes for step in note)
        if any(entry.expected.optional for entry in entries):
            return False
        try:
            end = match(steps, self.notes, 0)
        except PartingError:
            return False
        return end == len(self.notes) or _is_shaped(reversed(steps))

    # What differs, where they are not whole

    def prove_parts(self, parts: Sequence[Sequence["_Entry"]]) -> None:
        """Look for each article, and at what stands between them."""
        sure = True  # whether `at` is exactly where the last article ends
        for part, entries in zip(self.edition.contents, parts, strict=True):
            before = self.opening(part)
            for entry in entries:
                start, begin = self.at, self.find(entry.article, entry.steps)
                told = begin is not None and not _is_shaped(entry.steps) and not before.shaped
                if sure and told and begin is not None:
                    self.prove_gap(start, begin, before.text)
                sure = begin is not None and not _is_shaped(reversed(entry.steps))
                before = Words("")
        end = self.colophon()
        rest = self.text[self.at :]
        if not self.findings and sure and rest not in {"", end.text}:
            same = common(end.text, rest, 0)
            self.differ(None, self.text, self.at + same, end.text[same:])
        if not self.findings:
            self.findings.append(differing("the words differ: the articles do not stand in their order"))

    def find(self, article: Article, steps: Sequence[Step]) -> int | None:
        """Where the article's steps begin; the reading goes on behind them, or where they break off."""
        try:
            begin, self.at = find(steps, self.text, self.at)
        except PartingError as error:
            self.at = error.parting.at
            self.differ(article, self.text, self.at, error.parting.expected)
            return None
        return begin

    def prove_notes(self, article: Article, expected: Expected) -> None:
        """The article's notes in order; one inside another may stand in it or behind it."""
        waiting: list[int] = []
        for number, steps in enumerate(expected.notes):
            try:
                self.note_at = match(steps, self.notes, self.note_at)
            except PartingError as error:
                if number not in expected.optional:
                    self.differ(article, self.notes, error.parting.at, error.parting.expected)
                    return
                waiting.append(number)
        for number in waiting:
            with suppress(PartingError):
                self.note_at = match(expected.notes[number], self.notes, self.note_at)

    def prove_gap(self, start: int, begin: int, expected: str) -> None:
        """Between two articles stands the opening of a part, or nothing.

        What else stands before the first (cover, title page, contents) each format makes in its own way.
        """
        gap = self.text[start:begin]
        if (start > 0 and gap != expected) or not gap.endswith(expected):
            same = common(expected, gap, 0) if start > 0 else 0
            self.differ(None, self.text, start + same, expected[same:])

    # Files of renderers that are not ours

    def prove_body(self, article: Article, expected: Expected) -> None:
        """An article with whatever head and end: its body, what is said of it, and no paragraph twice."""
        start = self.at
        begin = self.find(article, expected.body)
        if begin is None:
            return
        around = self.text[start:begin] + "\n" + self.text[self.at : self.at + _NEAR]
        where = article.provenance.path
        for name, value in _spoken(article):
            words = essence(value)
            if words not in around and (self.exact or not is_shaped(words)):
                message = f"the {name} “{value}” does not stand near the article"
                self.findings.append(differing(message, where))
        for words in _paragraphs(article):
            if words in around:
                self.findings.append(differing(f"the paragraph “{words[:_CONTEXT]}…” stands twice", where))

    # What is common

    def opening(self, part: Part) -> Words:
        """The title and introduction of a part."""
        return self.words(part_opening(part), self.edition.lang)

    def colophon(self) -> Words:
        """What a bound edition ends with."""
        return self.words(() if self.edition.single else colophon(self.edition), self.edition.lang)

    def words(self, blocks: Blocks, lang: str) -> Words:
        """What the edition itself says in these blocks."""
        text = essence(plain_text(blocks))
        return Words(text, Expected(lang, self.exact).is_shaped(text))

    def differ(self, article: Article | None, text: str, at: int, expected: str) -> None:
        """Say where the file parts ways with an article, or with what stands between articles."""
        before, here = text[max(at - _CONTEXT, 0) : at], text[at : at + _CONTEXT]
        after = f"after “…{before}” " if before else ""
        stands = f"stands “{here}…”" if here else "the text ends"
        instead = f", not “{expected[:_CONTEXT]}…”" if expected else ", which should not be there"
        where = article.provenance.path if article else ""
        self.findings.append(differing(f"the words differ: {after}{stands}{instead}", where))


_NEAR = 500
"""Characters behind an article in which what is said of it must stand, if not before it."""

_PHRASE = 24
"""Characters from which a paragraph is no phrase that may stand elsewhere by chance."""


def _is_shaped(steps: Iterable[Step]) -> bool:
    """Whether the first of these steps that is no slot is shaped: then where it stands is not known."""
    first = next((step for step in steps if not isinstance(step, Slot)), None)
    return isinstance(first, Words) and first.shaped


def _spoken(article: Article) -> Iterator[tuple[str, str]]:
    """What is said of an article, by name."""
    yield "title", article.title
    yield "subtitle", article.subtitle
    yield "source", article.source
    yield "summary", article.summary
    for author in article.authors:
        yield "author", author


def _paragraphs(article: Article) -> Iterator[str]:
    """The article's longer paragraphs that are not said of it elsewhere too."""
    spoken = essence("".join(value for _, value in _spoken(article)))
    for block in article.body:
        if isinstance(block, Paragraph):
            words = essence(plain_text(block))
            if len(words) >= _PHRASE and words not in spoken:
                yield words
