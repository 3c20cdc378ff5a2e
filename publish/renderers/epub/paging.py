"""The pages of the paged edition inside an EPUB: where their marks stand, and the list that leads to them.

EPUB 3.3, 7.4.4 (page-list), OPF 2.0.1 (pageList of the NCX), EPUB Accessibility 1.1, 4.2. Every page of the
edition has its mark, and none has two: what the EPUB does not have (a page of its own for something, a text
as long as the page said) gives its pages to what follows or, at its end, to its own end.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from publish.markup.names import page_id
from publish.pagination import PageBreak, PageMarks, Pagination


class ListedPage(Struct, frozen=True):
    """A page in the list of pages: its number, and where its mark stands."""

    number: int
    href: str


class Paging:
    """Where pages begin in an EPUB whose `files` are known by their scopes, in reading order.

    Without a pagination there are no pages, and nothing is asked of any writer.
    """

    def __init__(self, pages: Pagination | None, files: Mapping[str, str]) -> None:
        breaks = _placed(pages.breaks, list(files)) if pages and files else []
        listed = sorted(breaks, key=lambda found: found.page)
        self.listed = [
            ListedPage(each.page, f"{files[each.scope]}#{page_id(each.page)}") for each in listed
        ]
        self._breaks: dict[str, list[PageBreak]] = {}
        for found in breaks:
            self._breaks.setdefault(found.scope, []).append(found)

    def numbers(self, scope: str) -> list[int]:
        """The numbers of the pages that begin in a scope, wherever in it."""
        return [found.page for found in self._breaks.get(scope, ())]

    def marks(self, scope: str) -> PageMarks | None:
        """The pages that begin in a scope, None if none does."""
        return PageMarks(self._breaks[scope]) if scope in self._breaks else None


def _placed(breaks: Iterable[PageBreak], scopes: Sequence[str]) -> list[PageBreak]:
    """Each page once, in a scope that there is: its own, or else where the next page begins."""
    first: dict[int, PageBreak] = {}
    for found in breaks:
        first.setdefault(found.page, found)
    placed: list[PageBreak] = []
    known = frozenset(scopes)
    scope, offset = scopes[-1], sys.maxsize
    for found in reversed(first.values()):
        if found.scope in known:
            scope, offset = found.scope, found.offset
        placed.append(PageBreak(found.page, scope, offset))
    return placed[::-1]
