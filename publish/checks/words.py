"""The proof of every build: the words read back from a built file are those of the model.

Article by article the body must stand in the file without a character more, less or other than in the
model; so must its notes, and around it what an edition says there (`theming.frame`: the editor's note, the
openings of parts, heads and ends of articles, sources, index, colophon) and nothing else. Cover, title page
and contents each format makes in its own way; of the contents, the page numbers are proved. A renderer of
somebody else's may set the head and end of an article in its own way: then title, authors and source must
stand near. Only what cannot be compared is left out: see `essence`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from publish.checks import DOCX, EPUB, PDF
from publish.checks.built import open_typed, read_typed
from publish.checks.contents import prove_contents
from publish.checks.essence import essence, is_shaped
from publish.checks.findings import differing
from publish.checks.matching import PartingError, find, match
from publish.checks.readback import Readback
from publish.checks.steps import Expected, Slot, Step, Words, joined
from publish.diagnostics import Diagnostic
from publish.model import Article, Edition, Paragraph
from publish.pagination import Pagination
from publish.theming.frame import (
    PLAIN,
    back_matter,
    closing,
    note_opener,
    opener,
    part_opening,
)
from publish.theming.theme import Arrangement
from publish.walk import Blocks, plain_text

_CONTEXT = 12
"""Characters shown before and after a difference."""


def check_words(  # noqa: PLR0913 - what `check` is told
    edition: Edition,
    media_type: str,
    data: bytes,
    arrangement: Arrangement = PLAIN,
    *,
    ours: bool = True,
    pages: Pagination | None = None,
) -> list[Diagnostic]:
    """The first difference of each article of a built file; nothing for a type that we do not read.

    `arrangement` is the theme's: what stands above each article. `pages` are those that the lists of the
    edition name, where they are known.
    """
    if media_type not in (PDF, EPUB, DOCX):
        return []
    opened = open_typed(media_type, data)
    if isinstance(opened, list):
        return opened
    found = read_typed(opened)
    if isinstance(found, list):
        return found
    numbered = media_type != EPUB
    return words_of(edition, found, arrangement, ours=ours, pages=pages, numbered=numbered)


def words_of(  # noqa: PLR0913 - what, against what, and how it is set
    edition: Edition,
    found: Readback,
    arrangement: Arrangement,
    *,
    ours: bool = True,
    pages: Pagination | None = None,
    numbered: bool = True,
) -> list[Diagnostic]:
    """As `check_words`, for a file that has been read; in EPUBs the contents are not `numbered`."""
    proof = _Proof(edition, found, arrangement, pages)
    findings = proof.prove(ours)
    told = ours and numbered and not edition.single
    if told and pages and proof.begin is not None and not findings:
        findings = prove_contents(edition, proof.text[: proof.begin], pages)
    return findings


@dataclass(frozen=True, slots=True)
class _Piece:
    """An article or what stands around it: what must be read of it and its notes, and all its steps."""

    article: Article | None
    expected: Expected
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """All that an edition says between its front matter and its end, `note` the editor's if it has one."""

    note: _Piece | None
    parts: list[tuple[_Piece, list[_Piece]]]
    back: _Piece

    def articles(self) -> Iterator[_Piece]:
        """The articles in reading order."""
        for _, articles in self.parts:
            yield from articles

    def in_order(self) -> Iterator[_Piece]:
        """From the opening of the first part to the end."""
        for opening, articles in self.parts:
            yield opening
            yield from articles
        yield self.back

    def noted(self) -> Iterator[_Piece]:
        """All of them, in the order in which their notes are counted."""
        if self.note:
            yield self.note
        yield from self.in_order()


class _Proof:
    """The text and the notes of a file beside those of its edition, read from front to back.

    `exact` is False where shaped text can only be compared as a whole (see `is_shaped`).
    """

    def __init__(
        self,
        edition: Edition,
        found: Readback,
        arrangement: Arrangement,
        pages: Pagination | None = None,
    ) -> None:
        self.edition = edition
        self.arrangement = arrangement
        self.pages = pages
        self.text = essence("".join(found.text))
        self.notes = essence("".join(found.notes))
        self.exact = found.exact
        self.shown = frozenset(asset.src for asset in edition.assets)
        self.at = 0
        self.note_at = 0
        self.begin: int | None = None  # where the first part begins, as far as that is found out
        self.findings: list[Diagnostic] = []

    def prove(self, ours: bool) -> list[Diagnostic]:
        """The first difference of each article, of its notes, and of what stands around it."""
        pieces = self.pieces
        if not ours:
            for piece in pieces.articles():
                if piece.article:
                    self.prove_body(piece.article, piece.expected)
        elif not self.is_whole():
            self.prove_parts()
        noted = list(pieces.noted() if ours else pieces.articles())
        if not self.notes_are_whole(noted):
            for piece in noted:
                self.prove_notes(piece.article, piece.expected)
            last: list[Step] = next(
                (piece.expected.notes[-1] for piece in reversed(noted) if piece.expected.notes), []
            )
            loose = _is_shaped(reversed(last))
            if self.note_at < len(self.notes) and not self.findings and not loose:
                self.differ(None, self.notes, self.note_at, "")
        return self.findings

    @cached_property
    def pieces(self) -> _Pieces:
        """What the edition says, in its order; an edition of one article has nothing around it."""
        edition, folios = self.edition, self.pages.folios if self.pages else {}
        bound = not edition.single
        note = None
        if bound and edition.note and "note" in edition.front:
            lang = edition.note.lang or edition.lang
            blocks = (*note_opener(edition), *edition.note.body)
            note = self.piece(blocks, lang, edition.note)
        parts = [
            (
                self.piece(part_opening(part), edition.lang),
                [self.expect(article, part.title) for article in part.contents],
            )
            for part in edition.contents
        ]
        matter = back_matter(edition, folios) if bound else ()
        back = tuple(block for piece in matter for block in piece.blocks)
        return _Pieces(note, parts, self.piece(back, edition.lang))

    def piece(self, blocks: Blocks, lang: str, article: Article | None = None) -> _Piece:
        """What must be read of these blocks."""
        expected = Expected(lang, self.exact, self.shown).blocks(blocks)
        return _Piece(article, expected, expected.body)

    def expect(self, article: Article, part: str) -> _Piece:
        """What must be read of an article of a part, with its head and end as we set them."""
        lang = article.lang or self.edition.lang
        expected = Expected(lang, self.exact, self.shown).blocks(article.body)
        lines = self.arrangement.opener
        head = self.words(opener(article, self.edition.lang, lines, part), lang)
        end = self.words(closing(article, self.edition.lang), lang)
        return _Piece(article, expected, joined([head, *expected.body, end]))

    def is_whole(self) -> bool:
        """Whether all the edition stands in the file in one piece, with nothing behind it.

        What stands before it (cover, title page, contents) each format makes in its own way; among that
        must stand the editor's note.
        """
        note = self.pieces.note
        steps = joined(step for piece in self.pieces.in_order() for step in piece.steps)
        loose = _is_shaped(reversed(steps))
        try:
            begin, _ = find(steps, self.text, 0, lambda at: loose or at == len(self.text))
            if note:
                find(note.steps, self.text[:begin], 0)
        except PartingError:
            return False
        self.begin = None if _is_shaped(steps) else begin
        return True

    def notes_are_whole(self, pieces: Sequence[_Piece]) -> bool:
        """Whether all notes of the edition stand in the file in their order, and nothing else beside them.

        False where there are notes inside notes, which may stand in several places.
        """
        steps = joined(step for piece in pieces for note in piece.expected.notes for step in note)
        if any(piece.expected.optional for piece in pieces):
            return False
        try:
            end = match(steps, self.notes, 0)
        except PartingError:
            return False
        return end == len(self.notes) or _is_shaped(reversed(steps))

    # What differs, where they are not whole

    def prove_parts(self) -> None:
        """Look for each article, and at what stands between them."""
        if self.pieces.note:
            self.find(self.pieces.note.article, self.pieces.note.steps)
        first, sure = True, True  # sure: `at` is exactly where the last article ends
        before: list[Step] = []
        for opening, articles in self.pieces.parts:
            before = [*before, *opening.steps]
            for piece in articles:
                start, begin = self.at, self.find(piece.article, piece.steps)
                if begin is not None and sure and not _are_shaped_at(before, piece.steps):
                    self.prove_between(start, begin, before, first=first)
                first, sure = False, begin is not None and not _is_shaped(reversed(piece.steps))
                before = []
        last = joined([*before, *self.pieces.back.steps])
        if not self.findings and sure and not _is_shaped(reversed(last)):
            self.prove_between(self.at, len(self.text), last)
        if not self.findings:
            self.findings.append(differing("the words differ: the articles do not stand in their order"))

    def prove_between(self, start: int, end: int, steps: Sequence[Step], *, first: bool = False) -> None:
        """Between two articles stands the opening of a part or nothing, behind the last the back matter.

        What else stands before the first (cover, title page, contents) each format makes in its own way.
        """
        gap = self.text[start:end]
        try:
            if first:
                find(joined(steps), gap, 0, lambda at: at == len(gap))
            elif (found := match(joined(steps), gap, 0)) != len(gap):
                raise PartingError(found, "")
        except PartingError as error:
            self.differ(None, self.text, start + error.parting.at, error.parting.expected)

    def find(self, article: Article | None, steps: Sequence[Step]) -> int | None:
        """Where the article's steps begin; the reading goes on behind them, or where they break off."""
        try:
            begin, self.at = find(steps, self.text, self.at)
        except PartingError as error:
            self.at = error.parting.at
            self.differ(article, self.text, self.at, error.parting.expected)
            return None
        return begin

    def prove_notes(self, article: Article | None, expected: Expected) -> None:
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


def _are_shaped_at(before: Sequence[Step], steps: Sequence[Step]) -> bool:
    """Whether it is not known where these steps end and the others, behind them, begin."""
    return _is_shaped(steps) or any(isinstance(step, Words) and step.shaped for step in before)


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
