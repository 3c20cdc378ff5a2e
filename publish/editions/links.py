"""Links between the articles of an edition, and ids that hold in all of it.

A link leads to an article of the edition if its address is that of the article or of one of its copies
(`publish.editions.addresses` says when two are the same), or if it is the path from one capture's file to
the other's. It becomes `#a12` or, where the article has what its fragment names, `#a12/h3`.

    another article           a link to it
    the article it stands in  a link to its own block if it has the fragment, else its words: a reader is
                              there already, and the source card has the address
    nothing in the edition    the link as it was; of a path its words, since no reader has that file

In a link, `#a12` is a block of the same article before it is an article (see `model.Link`). So no block may
have an id that means something in the edition; one that does is renamed, with the links to it.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec.structs import replace

from publish.diagnostics import Code, Report
from publish.editions.addresses import address_key
from publish.facts.titles import heading_slug
from publish.model import Article, Block, Copy, Edition, Heading, Inline, Link, Note, Provenance
from publish.normal import normalize_blocks
from publish.walk import Blocks, Inlines, iter_blocks, iter_inlines, map_blocks, map_inlines, plain_text

_FRAME = frozenset({"cover", "title-page", "contents", "note", "sources", "index", "colophon"})
"""The ids of what stands around the articles."""

_NO_OWN_ID = re.compile(r"[ap]\d+|page[-_]?\d+|.*[/\s].*", re.IGNORECASE | re.DOTALL)
"""Ids of articles, parts and pages, and what could be read as the block of another article."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def joined(edition: Edition, report: Report | None = None) -> Edition:
    """The edition with links between its articles, and with ids that cannot be taken for one another.

    To be called when articles and parts have their ids. `report` is told of links that lose their target.
    """
    taken = _FRAME | {part.id for part in edition.contents} | {article.id for article in edition.articles()}
    edition = _with_articles(edition, lambda article: _with_own_ids(article, taken))
    places = _Places(edition)
    said = Report() if report is None else report
    return _with_articles(edition, lambda article: _joined(article, places, said))


def _with_articles(edition: Edition, change: Callable[[Article], Article]) -> Edition:
    parts = tuple(
        replace(part, contents=tuple(change(article) for article in part.contents))
        for part in edition.contents
    )
    return replace(edition, contents=parts, note=edition.note and change(edition.note))


# Ids -----------------------------------------------------------------------------------------------


def _with_own_ids(article: Article, taken: frozenset[str]) -> Article:
    """The article with ids that are unique in it, those in notes too, and none of the edition's."""
    ids = [block.id for block in every_block(article.body) if block.id]
    clashing = {own for own in ids if own in taken or _NO_OWN_ID.fullmatch(own)}
    if not clashing and len(set(ids)) == len(ids):
        return article
    naming = _Naming(clashing, ids)
    named = map_inlines(map_blocks(article.body, naming.block), naming.note)
    return replace(article, body=map_inlines(named, naming.link))


class _Naming:
    """Gives new ids to the blocks that need one, and their new targets to links."""

    def __init__(self, clashing: set[str], ids: Iterable[str]) -> None:
        self._clashing = clashing
        self._used = set(ids)
        self._met: set[str] = set()
        self._renamed: dict[str, str] = {}

    def block(self, block: Block) -> Blocks:
        if not block.id:
            return (block,)
        own = block.id
        if own in self._clashing or own in self._met:
            own = self._free(re.sub(r"[/\s]+", "-", own))
            self._renamed.setdefault(block.id, own)
        self._met.add(own)
        return (replace(block, id=own),)

    def note(self, inline: Inline) -> Inlines:
        return (Note(map_blocks(inline.content, self.block)),) if isinstance(inline, Note) else (inline,)

    def link(self, inline: Inline) -> Inlines:
        """What leads to a block whose id is no longer there leads to the first that had it."""
        own = inline.target[1:] if isinstance(inline, Link) and inline.target.startswith("#") else ""
        if own and own in self._renamed and own not in self._met:
            return (replace(inline, target=f"#{self._renamed[own]}"),)
        return (inline,)

    def _free(self, stem: str) -> str:
        number, name = 1, f"block-{stem}"
        while name in self._used:
            number += 1
            name = f"block-{stem}-{number}"
        self._used.add(name)
        return name


def every_block(blocks: Blocks) -> Iterator[Block]:
    """Every block, those inside notes too."""
    yield from iter_blocks(blocks)
    for inline in iter_inlines(blocks):
        if isinstance(inline, Note):
            yield from iter_blocks(inline.content)


# Links ---------------------------------------------------------------------------------------------


class _Places:
    """Where in the edition addresses and paths lead.

    Of two articles with one address the first is meant, and an article before a copy left out for another.
    """

    def __init__(self, edition: Edition) -> None:
        self._by_address: dict[str, str] = {}
        self._by_path: dict[str, str] = {}
        self._unaddressed: dict[str, list[str]] = {}  # paths by file name, of captures without an address
        self._articles = {article.id: article for article in edition.articles()}
        self._anchors: dict[str, dict[str, str]] = {}
        for article in self._articles.values():
            self._add(article.id, article.provenance)
        for article in self._articles.values():
            for copy in article.provenance.copies:
                self._add(article.id, copy)

    def _add(self, article: str, place: Provenance | Copy) -> None:
        if key := address_key(place.url):
            self._by_address.setdefault(key, article)
        if place.path:
            path = _normal(place.path)
            self._by_path.setdefault(path, article)
            if not key:
                self._unaddressed.setdefault(posixpath.basename(path), []).append(path)

    def find(self, target: str, origin: Provenance) -> str:
        """The id of the article that a link in a capture leads to, empty for none."""
        if not is_path(target):
            key = address_key(target)
            return key and (self._by_address.get(key) or self._beside(target, key, origin))
        path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
        return self._by_path.get(_normal(posixpath.join(_folder(origin), path)), "")

    def _beside(self, target: str, key: str, origin: Provenance) -> str:
        """The article whose capture a path led to before reading resolved it against the page's address."""
        name = posixpath.basename(unquote(urlsplit(target).path))
        for path in self._unaddressed.get(name, ()):
            if origin.url and origin.path:
                relative = quote(posixpath.relpath(path, _folder(origin)))
                if address_key(urljoin(origin.url, relative)) == key:
                    return self._by_path[path]
        return ""

    def anchor(self, article: str, fragment: str) -> str:
        """The id of the block that a fragment names in an article, by its id or by a heading's words."""
        if article not in self._anchors:
            anchors: dict[str, str] = {}
            for block in every_block(self._articles[article].body):
                if block.id:
                    anchors[block.id] = block.id
                    if isinstance(block, Heading):
                        anchors.setdefault(heading_slug(plain_text(block.content)), block.id)
            self._anchors[article] = anchors
        return self._anchors[article].get(fragment) or self._anchors[article].get(fragment.lower(), "")


def is_path(target: str) -> bool:
    """True for the path of a file: what is neither an address nor a place in the edition."""
    return not target.startswith("#") and not _SCHEME.match(target)


def _normal(path: str) -> str:
    return posixpath.normpath(PurePath(path).as_posix())


def _folder(origin: Provenance) -> str:
    return posixpath.dirname(PurePath(origin.path).as_posix()) or "."


def _joined(article: Article, places: _Places, report: Report) -> Article:
    """The article with its links as they are in the edition."""
    origin = article.provenance

    def lead(inline: Inline) -> Inlines:
        if not isinstance(inline, Link) or inline.target.startswith("#"):
            return (inline,)
        found = places.find(inline.target, origin)
        if not found:
            return (inline,) if not is_path(inline.target) else _dropped(inline, origin.path, report)
        anchor = places.anchor(found, unquote(inline.target.partition("#")[2]))
        if found == article.id:
            return (replace(inline, target=f"#{anchor}"),) if anchor else inline.content
        return (replace(inline, target=f"#{found}/{anchor}" if anchor else f"#{found}"),)

    body = map_inlines(article.body, lead)
    return article if body == article.body else replace(article, body=normalize_blocks(body))


def _dropped(link: Link, path: str, report: Report) -> Inlines:
    report.add(
        Code.LINK_DROPPED,
        f"the link to “{unquote(link.target)[:60]}” leads to no capture of the edition; its text was kept",
        path=path,
    )
    return link.content
