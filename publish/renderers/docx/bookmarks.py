"""Bookmarks: the names under which Word finds the targets of links, and which target has which.

A name of Word's is up to 40 letters, digits and underscores, begins with a letter, and does not tell
capitals apart. The ids of the model are unique inside their article only.
"""

import re

from publish.model import Edition
from publish.walk import Blocks, iter_blocks

_LONGEST = 40


class Bookmarks:
    """The bookmarks of an edition. A scope is the number of an article, from 1; 0 is the edition."""

    def __init__(self, edition: Edition) -> None:
        self._names: dict[tuple[int, str], str] = {}
        self._taken: set[str] = set()
        self._placed: set[str] = set()
        for part in edition.contents:
            self._name(0, part.id)
            for article in part.contents:
                self._name(0, article.id)
        for part in edition.contents:
            self._collect(0, part.introduction)
        for scope, article in enumerate(edition.articles(), start=1):
            self._collect(scope, article.body)

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
        """The bookmark of a target, looked for in an article first, then in the edition."""
        return self._names.get((scope, target)) or self._names.get((0, target))

    def place(self, scope: int, target: str) -> tuple[int, str] | None:
        """Number and name of the bookmark to set here; None if it stands somewhere already."""
        name = self.find(scope, target)
        if name is None or name in self._placed:
            return None
        self._placed.add(name)
        return len(self._placed), name
