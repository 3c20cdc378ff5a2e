"""The pictures that captures and editions name: what there is of each, and which are to be fetched."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from publish.assets.containers import media_type
from publish.assets.errors import ImageError
from publish.assets.ledger import State, Wanted, hash_of
from publish.assets.sources import (
    Enclosed,
    Local,
    Place,
    Remote,
    SourceError,
    located,
    nothing_enclosed,
    scheme_of,
    shown,
)
from publish.assets.store import AssetStore, has_cover_of_article, place_of, place_of_edition
from publish.diagnostics import Code
from publish.model import Article, Edition
from publish.walk import Blocks, iter_images


def wanted(
    edition: Edition,
    store: AssetStore,
    folder: Path | None = None,
    enclosed: Enclosed = nothing_enclosed,
) -> tuple[Wanted, ...]:
    """The remote pictures that an edition shows and the store does not have, each once, in reading order.

    The parameters are those of `collect`.
    """
    return _to_fetch(_shown_in(edition, folder), store, enclosed)


def wanted_by(
    articles: Iterable[Article], store: AssetStore, enclosed: Enclosed = nothing_enclosed
) -> tuple[Wanted, ...]:
    """The remote pictures that these articles name and the store does not have, covers among them."""
    return _to_fetch(_named_in(articles), store, enclosed)


def _shown_in(edition: Edition, folder: Path | None) -> Iterator[tuple[str, Place]]:
    """The address of each picture, and where it is to be looked for."""
    own = place_of_edition(folder)
    if edition.cover and not has_cover_of_article(edition):
        yield edition.cover, own
    for article in (edition.note,) if edition.note else ():
        yield from _in(article.body, place_of(article))
    for part in edition.contents:
        yield from _in(part.introduction, own)
        for article in part.contents:
            if article.cover and article.cover == edition.cover:
                yield article.cover, place_of(article)
            yield from _in(article.body, place_of(article))


def _in(blocks: Blocks, place: Place) -> Iterator[tuple[str, Place]]:
    return ((image.src, place) for image in iter_images(blocks))


def _named_in(articles: Iterable[Article]) -> Iterator[tuple[str, Place]]:
    for article in articles:
        yield from _in(article.body, place_of(article))
        if article.cover:
            yield article.cover, place_of(article)


def _to_fetch(
    srcs: Iterable[tuple[str, Place]], store: AssetStore, enclosed: Enclosed
) -> tuple[Wanted, ...]:
    found: dict[str, Wanted] = {}
    for src, place in srcs:
        if scheme_of(src) == "asset":
            continue
        with suppress(SourceError):  # it is said when the pictures are collected
            at = located(src, place, enclosed)
            if isinstance(at, Remote) and store.ledger.picture(at.address) is None:
                found.setdefault(at.address, Wanted(at.address, place.url))
    return tuple(found.values())


# Listed --------------------------------------------------------------------------------------------


class Listed(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture that captures name.

    address     the remote one, or the path of the file, or what stands in the capture for one inside it
    captures    the paths of those that name it, each once
    cover_only  whether no article shows it: it only announces one
    why, sha256, media_type, bytes, date, referer: as in `ledger.Entry`
    """

    address: str
    state: State
    captures: tuple[str, ...]
    why: str = ""
    sha256: str = ""
    media_type: str = ""
    bytes: int = 0
    date: str = ""
    referer: str = ""
    cover_only: bool = False


def inventory(
    articles: Iterable[Article], store: AssetStore, enclosed: Enclosed = nothing_enclosed
) -> tuple[Listed, ...]:
    """Every picture that these articles name, each once, those that are missing last.

    One picture that several captures name is one; two files of one name in different folders are two. Each
    is decoded, as for an edition: a file that cannot be used is no picture. Covers of articles are listed,
    too, though only an edition of that article alone shows them.
    """
    found: dict[tuple[str, str], Listed] = {}
    for article in articles:
        place = place_of(article)
        shown_srcs = dict.fromkeys(image.src for image in iter_images(article.body))
        only_cover = [article.cover] if article.cover and article.cover not in shown_srcs else []
        for src in (*shown_srcs, *only_cover):
            listed = _listed(src, place, store, enclosed)
            listed = replace(listed, cover_only=src not in shown_srcs)
            # A picture inside a capture may have the address of another picture inside another capture.
            inside = listed.sha256 if listed.state is State.ENCLOSED else ""
            _join(found, (listed.address, inside), listed)
    return tuple(sorted(found.values(), key=lambda listed: not listed.state.is_had))


def _join(found: dict[tuple[str, str], Listed], key: tuple[str, str], listed: Listed) -> None:
    known = found.get(key)
    if known is not None:
        captures = tuple(dict.fromkeys((*known.captures, *listed.captures)))
        listed = replace(known, captures=captures, cover_only=known.cover_only and listed.cover_only)
    found[key] = listed


def _listed(src: str, place: Place, store: AssetStore, enclosed: Enclosed) -> Listed:
    captures = (place.path,)
    try:
        found = located(src, place, enclosed)
    except SourceError as error:
        return Listed(_named(src, place), _STATES[error.code], captures, error.message)
    if isinstance(found, Local):
        listed = _came_along(src, found, place)
        return _usable(listed, found.data, store)
    entry = store.ledger.entry(found.address)
    if entry is None:
        return Listed(found.address, State.NOT_FETCHED, captures)
    listed = Listed(
        entry.address,
        entry.state,
        captures,
        entry.why,
        entry.sha256,
        entry.media_type,
        entry.bytes,
        entry.date,
        entry.referer,
    )
    data = store.ledger.picture(found.address)
    return listed if data is None else _usable(listed, data, store)


_STATES = {
    Code.IMAGE_MISSING: State.MISSING,
    Code.IMAGE_OUTSIDE: State.FORBIDDEN,
    Code.IMAGE_UNREADABLE: State.NO_PICTURE,
}


def _came_along(src: str, found: Local, place: Place) -> Listed:
    state = State.ENCLOSED if found.file is None else State.BESIDE
    if found.file is None or place.folder is None:
        address = _named(src, place)
    else:  # as the user calls it, from where the capture's path begins
        address = str(place.folder / found.file.relative_to(place.folder.resolve()))
    digest = hash_of(found.data)
    return Listed(
        address,
        state,
        (place.path,),
        sha256=digest,
        media_type=media_type(found.data),
        bytes=len(found.data),
    )


def _usable(listed: Listed, data: bytes, store: AssetStore) -> Listed:
    try:
        store.add(data)
    except ImageError as error:
        return replace(listed, state=State.NO_PICTURE, why=str(error))
    return listed


def _named(src: str, place: Place) -> str:
    """What to call a picture that has no address of its own: paths from where the capture's begins."""
    match scheme_of(src):
        case "data":
            return shown(src)[1:-1]
        case "" if place.folder is not None and not src.startswith(("/", "\\")):
            return str(place.folder / src)
        case _:
            return src
