"""Bookmarks: the names under which Word finds the targets of links, and which target has which.

A name of Word's is up to 40 letters, digits and underscores, begins with a letter, and does not tell
capitals apart. The ids of the model are unique inside their article only.
"""

import re
from collections.abc import Iterable

from publish.model import Edition
from publish.renderers.docx.xml import Element, w
from publish.walk import Blocks, iter_blocks

_LONGEST = 40

EDITION, NOTE = 0, -1
"""The scopes of what stands around the articles, and of the editor's note."""


class Bookmarks:
    """The bookmarks of an edition. A scope is the number of an article, from 1, or one of those above.

    `pages` are the pages that get bookmarks of their own: `page_5` is then no name for anything else.
    """

    def __init__(self, edition: Edition, pages: Iterable[int] = ()) -> None:
        self._names: dict[tuple[int, str], str] = {}
        self._taken = {page_name(page) for page in pages}
        self._placed: set[str] = set()
        self._scopes = {article.id: scope for scope, article in enumerate(edition.articles(), start=1)}
        for part in edition.contents:
            self._name(EDITION, part.id)
            for article in part.contents:
                self._name(EDITION, article.id)
        for part in edition.contents:
            self._collect(EDITION, part.introduction)
        for scope, article in enumerate(edition.articles(), start=1):
            self._collect(scope, article.body)
        if not edition.single:
            self._name_around(edition)

    def _name_around(self, edition: Edition) -> None:
        """What stands before and behind the articles."""
        for kind in (*edition.front, *edition.back):
            self._name(EDITION, kind)
        if edition.note:
            self._name(EDITION, edition.note.id)
            self._scopes.setdefault(edition.note.id, NOTE)
            self._collect(NOTE, edition.note.body)

    def _collect(self, scope: int, blocks: Blocks) -> None:
        for block in iter_blocks(blocks):
            if block.id:
                self._name(scope, block.id)

    def _name(self, scope: int, target: str) -> None:
        if not target or (scope, target) in self._names:
            return
        stem = re.sub(r"[^0-9A-Za-z]+", "_", target).strip("_")
        if not stem[:1].isalpha():
            stem = f"id_{stem}".rstrip("_")
        number, name = 1, stem[:_LONGEST]
        while name.lower() in self._taken:
            number += 1
            name = f"{stem[: _LONGEST - 8]}_{number}"
        self._taken.add(name.lower())
        self._names[scope, target] = name

    def find(self, scope: int, target: str) -> str | None:
        """The bookmark of a target, looked for in an article first, then in the edition.

        `article/id` is a block of another article.
        """
        found = self._names.get((scope, target)) or self._names.get((EDITION, target))
        if found:
            return found
        article, _, block = target.partition("/")
        other = self._scopes.get(article)
        return None if other is None else self._names.get((other, block))

    def place(self, scope: int, target: str) -> list[Element]:
        """The bookmark of a target, to stand here; nothing if it stands somewhere already."""
        name = self._names.get((scope, target)) or self._names.get((EDITION, target))
        return self._place(name) if name else []

    def place_page(self, page: int) -> list[Element]:
        """The bookmark of a page, to stand where that begins."""
        return self._place(page_name(page))

    def _place(self, name: str) -> list[Element]:
        if name in self._placed:
            return []
        self._placed.add(name)
        number = len(self._placed)
        return [w("bookmarkStart", id=number, name=name), w("bookmarkEnd", id=number)]


def page_name(page: int) -> str:
    """The bookmark of the place where a page of the PDF begins."""
    return f"page_{page}"
