"""Whether page 7 is the same page in a PDF, an EPUB and a Word file, from the built files alone.

Asked in two ways. Of each page of the PDF, whether its mark in the other file stands before the words with
which it begins; a word that the page's end parts stands before the mark as a whole. And of paragraphs of
the other file, all or a sample spread evenly, whether the page they begin on by its marks is the page they
are found on in the PDF. What each format sets in its own way (contents), pictures, and shaped text is
passed over, and counted.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publish.checks.essence import is_shaped
from publish.checks.findings import paged_otherwise
from publish.checks.paginated import Paginated
from publish.checks.steps import NOTE_MARK
from publish.diagnostics import Diagnostic

BEGINNING = 20
"""Characters of a page by which it is compared."""

_KEYS = (40, 24, 12)
"""By how many of its first characters a paragraph is looked for; by fewer if it is not found."""

_NEAR = 4000
"""Characters around the place where a paragraph should be in which it is looked for: some pages."""

_SAME = 0.5
"""The share of paragraphs that must be found for two files to be of one edition."""


class OtherEditionError(Exception):
    """Two files have too little text in common to be of one edition."""


@dataclass
class PageFigures:
    """What a comparison of a file with the PDF came to.

    pages       the pages of the PDF
    marks       the pages that the other file has marks of
    begun       of how many it was compared what they begin with, and how many of those `agree`
    paragraphs  how many were compared, and how many of those begin on the same page
    passed_over how many pages and paragraphs could not be compared
    """

    pages: int = 0
    marks: int = 0
    begun: int = 0
    agreeing_pages: int = 0
    paragraphs: int = 0
    agreeing_paragraphs: int = 0
    passed_over: int = 0
    findings: list[Diagnostic] = field(default_factory=list)


def compare_pages(printed: Paginated, other: Paginated, sample: int = 0) -> PageFigures:
    """How the pages of a PDF agree with the marks of another file of the same edition.

    `sample` is how many paragraphs are looked for, 0 for all. Raises `OtherEditionError` where hardly any
    of them is found.
    """
    figures = PageFigures(printed.pages, len({page for _, page in other.starts}))
    figures.findings = [*printed.disorder, *other.findings, *other.disorder]
    if not other.starts:
        figures.findings.append(paged_otherwise("no page of the PDF has a mark in the file"))
        _refuse_others(printed, other)
        return figures
    _compare_paragraphs(printed, other, sample, figures)
    _compare_beginnings(printed, other, figures)
    return figures


# Pages ---------------------------------------------------------------------------------------------


def _compare_beginnings(printed: Paginated, other: Paginated, figures: PageFigures) -> None:
    places = {page: place for place, page in reversed(other.starts)}
    for page in sorted({page for page in places if page > printed.pages or page < 1}):
        figures.findings.append(
            paged_otherwise(f"there is a mark of page {page}, but the PDF has {printed.pages}")
        )
    ends = [*(place for place, _ in printed.starts[1:]), len(printed.text)]
    for (begin, page), end in zip(printed.starts, ends, strict=True):
        if page not in places:
            words = printed.text[begin : min(end, begin + BEGINNING)]
            figures.findings.append(
                paged_otherwise(f"page {page} has no mark; in the PDF it begins with “{words}…”")
            )
            continue
        here = _Beginning(
            page,
            printed.text[begin : min(end, begin + _LONG)],
            end - begin <= _LONG,
            printed.parted.get(page, 0),
        )
        _compare_beginning(here, other, places[page], figures)


_LONG = 3 * BEGINNING


class _Beginning(NamedTuple):
    """How a page of the PDF begins: its text, if that is all of it, how much ends a parted word."""

    page: int
    text: str
    whole: bool
    parted: int


def _compare_beginning(here: _Beginning, other: Paginated, place: int, figures: PageFigures) -> None:
    limit = place + BEGINNING
    for first, last in other.contents:
        if place < last and first < limit:
            limit = max(first, place)
    there, begins = other.text[place:limit], here.text[:BEGINNING]
    if len(there) < _FEWEST or is_shaped(begins) or is_shaped(there):
        figures.passed_over += 1
        return
    figures.begun += 1
    if any(
        _begins_alike(here.text[skipped:], there, other.readings, to_end=here.whole)
        for skipped in range(here.parted + 1)
        if other.text[max(place - skipped, 0) : place] == here.text[:skipped]
    ):
        figures.agreeing_pages += 1
        return
    said = f"page {here.page} begins with “{begins}…” in the PDF, its mark stands before “{there}…”"
    figures.findings.append(paged_otherwise(said))


_FEWEST = 2
"""Characters with which two pages can be compared at all."""


def _begins_alike(here: str, there: str, readings: frozenset[str], *, to_end: bool) -> bool:
    """Whether two texts begin alike but for calls of notes and readings, which a PDF has among its words.

    A page that is shorter than what is compared (`to_end`) need only have that.
    """
    if here.startswith(there) or (to_end and there.startswith(here)):
        return True
    between = NOTE_MARK + "".join(f"(?:{re.escape(reading)})?" for reading in sorted(readings)[:_READINGS])
    at = 0
    optional = re.compile(between)
    for character in there:
        if not here.startswith(character, at):
            found = optional.match(here, at)
            at = found.end() if found else at
        if at >= len(here):
            return to_end
        if here[at] != character:
            return False
        at += 1
    return True


_READINGS = 200
"""Readings of a file that are known when pages are compared."""


# Paragraphs ----------------------------------------------------------------------------------------


def _compare_paragraphs(printed: Paginated, other: Paginated, sample: int, figures: PageFigures) -> None:
    begins = {page: place for place, page in reversed(printed.starts)}
    marked = {page: place for place, page in reversed(other.starts)}
    known = sorted(begins)
    chosen = spread(_comparable(other), sample)
    found = 0
    for place in chosen:
        words = other.text[place : place + _KEYS[0]]
        page = other.page_at(place)
        # As far behind the beginning of its page as here, or of the last before it that has text.
        number = bisect_right(known, page)
        expected = (begins[known[number - 1]] if number else 0) + place - marked.get(page, 0)
        places = [] if is_shaped(words) else _nearest(printed.text, words, expected)
        if not places or not page:
            figures.passed_over += 1
            continue
        found += 1
        figures.paragraphs += 1
        if any(printed.page_at(at) == page for at in places):
            figures.agreeing_paragraphs += 1
            continue
        there = printed.page_at(places[0])
        said = f"the paragraph “{words[:BEGINNING]}…” begins on page {there} in the PDF, "
        figures.findings.append(paged_otherwise(f"{said}but its mark is that of page {page}"))
    if chosen and found < _SAME * len(chosen):
        _refuse_others(printed, other)


def _comparable(other: Paginated) -> list[int]:
    """Where paragraphs with text begin, those of contents left out."""
    following = [*other.paragraphs[1:], len(other.text)]
    return [
        place
        for place, end in zip(other.paragraphs, following, strict=True)
        if place < end and not any(first <= place < last for first, last in other.contents)
    ]


def spread(places: Sequence[int], sample: int) -> list[int]:
    """So many of these, spread evenly; all of them for 0."""
    if not 0 < sample < len(places):
        return list(places)
    return [places[number * len(places) // sample] for number in range(sample)]


def _nearest(text: str, words: str, expected: int) -> list[int]:
    """Where words stand near a place, the nearest first; far from it only if they are many.

    Words that stand there several times (placeholders, labels) tell no paragraph from the next.
    """
    for length in _KEYS:
        key = words[:length]
        low = max(expected - _NEAR, 0)
        near = text[low : expected + _NEAR]
        found = [low + match.start() for match in re.finditer(re.escape(key), near)]
        if found:
            return sorted(found, key=lambda at: abs(at - expected))
    at = text.find(words)
    return [at] if at >= 0 and len(words) == _KEYS[0] else []


def _refuse_others(printed: Paginated, other: Paginated) -> None:
    """Raise `OtherEditionError` unless some paragraphs of one file stand in the other."""
    keys = [other.text[place : place + _KEYS[2]] for place in spread(_comparable(other), _ASKED)]
    keys = [key for key in keys if not is_shaped(key)]
    if keys and sum(key in printed.text for key in keys) < _SAME * len(keys):
        raise OtherEditionError


_ASKED = 60
"""Paragraphs that are looked for to know whether two files are of one edition."""
