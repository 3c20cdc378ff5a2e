"""The proof of the pages, at every build: each begins (or, without pages, has its mark) where it should.

What stands around a break in the text of the edition must stand around it in the file. What each format
sets in its own way (cover, title page, contents), pages that begin with a formula, and shaped text cannot
be compared; of those, only the marks must be there.
"""

from typing import NamedTuple

from publish.checks.built import Opened
from publish.checks.counted import Surroundings, around, scopes
from publish.checks.essence import is_shaped
from publish.checks.findings import paged_otherwise
from publish.checks.paginated import Paginated, paginated
from publish.checks.pdf import Printed
from publish.checks.readback import Readback
from publish.diagnostics import Diagnostic
from publish.model import Edition
from publish.pagination import PageBreak, Pagination
from publish.theming.scripts import is_right_to_left
from publish.theming.theme import Arrangement

_HINT = "the file is withheld; please report this with the capture"


class PageProof(NamedTuple):
    """What a proof of pages came to: what is wrong, how many were compared, how many could not be."""

    findings: list[Diagnostic]
    compared: int = 0
    passed_over: int = 0


def prove_pages(
    edition: Edition, opened: Opened, found: Readback, arrangement: Arrangement, pages: Pagination
) -> PageProof:
    """Whether the pages of an edition begin in its file where its pagination says."""
    placed = paginated(opened, found)
    is_paged = isinstance(opened, Printed)
    findings = list(placed.findings)
    if is_paged and placed.pages != pages.pages:
        findings.append(_wrong(f"the PDF has {placed.pages} pages, its pagination {pages.pages}"))
    texts = scopes(edition, arrangement, pages.folios)
    begins = {page: place for place, page in reversed(placed.starts)}
    # A PDF tells the letters of such texts in the order in which they are seen, if it tells each at all.
    shaped = {scope for scope, text in texts.items() if is_paged and is_shaped(text)}
    compared = 0
    for each in pages.breaks:
        place = begins.get(each.page)
        if place is None:
            if not is_paged:  # in a PDF, a page of pictures begins with no text
                findings.append(_wrong(f"page {each.page} has no mark"))
            continue
        told = each.scope in texts and each.scope not in shaped
        said = around(texts[each.scope], each.offset) if told else None
        if said is None or not _is_told(said, edition, is_paged):
            continue
        compared += 1
        if not _stands(said, placed.text, place, parted=0 if is_paged else said.parted):
            findings.append(_misplaced(each, said, placed, place, is_paged))
    return PageProof(findings, compared, len(pages.breaks) - compared)


def _is_told(said: Surroundings, edition: Edition, is_paged: bool) -> bool:
    """Whether enough stands around a place to know it by, and as single characters."""
    # A page of a PDF may be read from a call or a reading on that it begins with.
    if is_paged and (is_right_to_left(edition.lang) or said.own or not said.ahead):
        return False
    return bool(said.ahead or said.behind) and not is_shaped(said.behind + said.ahead)


def _stands(said: Surroundings, text: str, place: int, parted: int) -> bool:
    """Whether a place of a text has this around it; a mark may stand behind a word that is parted there."""
    for skipped in range(parted + 1):
        behind, ahead = said.behind + said.ahead[:skipped], said.ahead[skipped:]
        if text.startswith(ahead, place) and text.endswith(behind, 0, place):
            return True
    return False


def _misplaced(
    each: PageBreak, said: Surroundings, placed: Paginated, place: int, is_paged: bool
) -> Diagnostic:
    here = f"…{placed.text[max(place - 8, 0) : place]}|{placed.text[place : place + 8]}…"
    there = f"…{said.behind[-8:]}|{said.ahead[:8]}…"
    what = "begins at" if is_paged else "has its mark at"
    return _wrong(f"page {each.page} ({each.scope}) {what} “{here}”, not “{there}”")


def _wrong(message: str) -> Diagnostic:
    return paged_otherwise(message, hint=_HINT)
