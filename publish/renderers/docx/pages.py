"""The pages of the PDF in a Word file: where each begins there stands a bookmark, `page_5`.

Who writes text, a picture or a formula asks here what stands before it or inside it. Where no format with
pages was built before, nothing stands anywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from publish.pagination import PageBreak, PageMarks, Pagination
from publish.renderers.docx.bookmarks import Bookmarks
from publish.renderers.docx.xml import Element

Marks: TypeAlias = list[Element]
"""The bookmarks that stand in one place; they take no room."""


class Pages:
    """The places of all pages, told to the writers scope by scope.

    `folios` are the pages on which anchors stand, by what a link has behind its #.
    """

    def __init__(self, pagination: Pagination | None, bookmarks: Bookmarks) -> None:
        self._bookmarks = bookmarks
        self._marks = PageMarks()
        self._waiting: dict[str, list[PageBreak]] = {}
        for found in pagination.breaks if pagination else ():
            self._waiting.setdefault(found.scope, []).append(found)
        self.folios: Mapping[str, int] = pagination.folios if pagination else MappingProxyType({})

    def begin(self, scope: str) -> None:
        """What is written from here on belongs to a scope; what the one before has left begins it."""
        carried = [PageBreak(page, scope) for page in self._marks.rest()]
        self._marks = PageMarks([*carried, *self._waiting.pop(scope, ())])

    def begin_uncounted(self, scope: str) -> list[int]:
        """The same for what each format sets in its own way: its first page begins with it.

        The others are given back, for its writer to `place`.
        """
        first, *others = sorted(found.page for found in self._waiting.get(scope, ())) or [0]
        self._waiting[scope] = [PageBreak(first, scope)] if first else []
        self.begin(scope)
        return others

    def text(self, content: str) -> Sequence[str | Marks]:
        """Text that is counted, parted by the bookmarks of the pages that begin in it."""
        if not self._marks:
            return (content,)
        pieces = self._marks.text(content) or [content]
        return [piece if isinstance(piece, str) else self.place([piece]) for piece in pieces]

    def unit(self) -> Marks:
        """What stands before a picture or formula, which is counted as one."""
        return self.place(self._marks.unit()) if self._marks else []

    def rest(self) -> Marks:
        """What stands at the end of a scope: pages that begin behind all that is counted of it."""
        return self.place(self._marks.rest())

    def left(self) -> Marks:
        """What stands at the end of the edition: the pages of all that Word shows nothing of."""
        pages = [*self._marks.rest(), *(each.page for found in self._waiting.values() for each in found)]
        self._waiting.clear()
        return self.place(sorted(pages))

    def place(self, pages: Iterable[int]) -> Marks:
        """The bookmarks of pages, to stand here."""
        return [element for page in pages for element in self._bookmarks.place_page(page)]
