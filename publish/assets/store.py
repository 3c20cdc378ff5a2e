"""The pictures of an edition: found, prepared once, kept under the hash of their bytes.

`collect` is the arrow from an Edition whose images have the addresses of the captures to one whose images
have assets. What cannot be had keeps its address, and is said.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from publish.assets.cache import Cache, default_folder
from publish.assets.errors import ImageError
from publish.assets.images import MAX_WIDTH, preparation, prepare
from publish.assets.ledger import Entry, Ledger, State
from publish.assets.sources import (
    Enclosed,
    Place,
    SourceError,
    nothing_enclosed,
    picture_bytes,
    scheme_of,
    shown,
)
from publish.diagnostics import Code, Report
from publish.errors import PublishError
from publish.model import Article, Asset, Block, Edition, Image, Inline, Paragraph, Part, Removal, Span
from publish.normal import normalize_blocks
from publish.settings import EDITION_FILE
from publish.walk import Blocks, child_blocks, inline_runs, iter_images, map_inlines

_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg"}


class AssetStore:
    """Prepared pictures, and what is known of remote addresses.

    `folder` is the cache, that of the user unless another is given; `max_width` is that of prepared
    pictures in pixels.
    """

    def __init__(self, folder: Path | None = None, *, max_width: int = MAX_WIDTH) -> None:
        self._keep_in(Cache(folder or default_folder()))
        self._max_width = max_width
        self._known: dict[str, Asset] = {}

    @classmethod
    def in_memory(cls, *, max_width: int = MAX_WIDTH) -> "AssetStore":
        """A store that leaves nothing behind, for tests and for once."""
        store = cls(max_width=max_width)
        store._keep_in(Cache(None))
        return store

    def _keep_in(self, cache: Cache) -> None:
        self._cache = cache
        self.ledger = Ledger(cache)

    def add(self, original: bytes) -> Asset:
        """Prepare a picture, or remember that it was prepared before. Raises `ImageError`."""
        digest = sha256(original).hexdigest()
        asset = self._known.get(digest) or self._remembered(digest)
        if asset is None:
            prepared = prepare(original, self._max_width)
            asset = _asset(
                self._cache.put(prepared.data), prepared.media_type, prepared.width, prepared.height
            )
            self._cache.note("prepared", self._key(digest), asset)
        self._known[digest] = asset
        return asset

    def _remembered(self, digest: str) -> Asset | None:
        asset = self._cache.noted("prepared", self._key(digest), Asset)
        return asset if asset is not None and self._cache.get(asset.sha256) is not None else None

    def _key(self, digest: str) -> str:
        return f"{digest} {preparation()} {self._max_width}"

    def read(self, asset: Asset) -> bytes:
        """The bytes of an asset. Raises `PublishError` where the cache was emptied during the build."""
        data = self._cache.get(asset.sha256)
        if data is None:
            raise PublishError(
                f"the picture {asset.path} has gone from the cache", hint="build the edition again"
            )
        return data

    def record(self, address: str, original: bytes) -> None:
        """Write into the ledger what a remote address gave, so that later builds need not fetch it."""
        self.ledger.keep(Entry(address, State.FETCHED), original)


def _asset(digest: str, media_type: str, width: int, height: int) -> Asset:
    return Asset(f"{digest[:16]}{_SUFFIXES[media_type]}", digest, media_type, width, height)


# Collecting ----------------------------------------------------------------------------------------

_PIXEL = 3  # pictures no larger than this in either direction count visits or hold space open

_RULE = "tracking-pixel"
REASONS = {_RULE: "A picture of a few pixels, there to count visits or to hold space open."}
"""Why pictures are left out here, by the id they have on record."""


def collect(
    edition: Edition,
    store: AssetStore,
    report: Report,
    folder: Path | None = None,
    enclosed: Enclosed = nothing_enclosed,
) -> Edition:
    """The edition with every picture that can be had as an asset, in order of first use.

    Pictures of an article are looked for in its capture (`enclosed`), beside it, and in the ledger; the
    edition's cover, unless an article has the same one, and pictures of introductions in `folder`, that of
    the edition.toml. The covers of other articles are not printed, so they are not looked for. What cannot
    be had keeps its address, and the report says so once an article. Pixels that count visits are left out.
    """
    collector = _Collector(edition, store, report, enclosed)
    own = collector.shelf(place_of_edition(folder))
    cover = own.cover(edition.cover) if edition.cover and not has_cover_of_article(edition) else ""
    note = _collected(edition.note, collector, "") if edition.note else None
    contents = tuple(_collected_part(part, own, collector, edition.cover) for part in edition.contents)
    if edition.cover and not cover:
        before = [article.cover for article in edition.articles()]
        cover = next(
            article.cover
            for article, old in zip(Edition("", contents).articles(), before, strict=True)
            if old == edition.cover
        )
    return replace(edition, contents=contents, cover=cover, note=note, assets=collector.assets())


def place_of_edition(folder: Path | None) -> Place:
    """Where an edition's own pictures are: beside its edition.toml."""
    return Place(str(folder / EDITION_FILE) if folder else "", folder)


def place_of(article: Article) -> Place:
    """Where the pictures of an article are: beside its capture, and on its site."""
    origin = article.provenance
    folder = Path(origin.path).parent if origin.path and origin.path != "-" else None
    return Place(origin.path, folder, origin.url)


def has_cover_of_article(edition: Edition) -> bool:
    """Whether the edition is announced with the picture of one of its articles."""
    return any(article.cover == edition.cover for article in edition.articles())


def _collected_part(part: Part, own: "_Shelf", collector: "_Collector", cover: str) -> Part:
    introduction = own.blocks(part.introduction)
    contents = tuple(_collected(article, collector, cover) for article in part.contents)
    return replace(part, introduction=introduction, contents=contents)


def _collected(article: Article, collector: "_Collector", edition_cover: str) -> Article:
    origin = article.provenance
    shelf = collector.shelf(place_of(article))
    cover = article.cover
    if cover and cover == edition_cover:
        in_body = any(image.src == cover for image in iter_images(article.body))
        cover = shelf.cover(cover, in_body=in_body, missing=None if in_body else Code.COVER_MISSING)
    body = shelf.blocks(article.body)
    if shelf.removals:
        origin = replace(origin, removals=(*origin.removals, *shelf.removals))
    return replace(article, cover=cover, body=body, provenance=origin)


class _Collector:
    """What is common to the articles of one edition."""

    def __init__(self, edition: Edition, store: AssetStore, report: Report, enclosed: Enclosed) -> None:
        self.store = store
        self.report = report
        self.enclosed = enclosed
        self.before = {asset.src: asset for asset in edition.assets}
        self.used: dict[str, Asset] = {}

    def shelf(self, place: Place) -> "_Shelf":
        return _Shelf(self, place)

    def assets(self) -> tuple[Asset, ...]:
        return tuple(self.used.values())


class _Shelf:
    """The pictures of one article: each address is looked up once, each trouble said once."""

    def __init__(self, collector: _Collector, place: Place) -> None:
        self._collector = collector
        self._place = place
        self._found: dict[str, Asset | None] = {}
        self.removals: list[Removal] = []

    def cover(self, src: str, *, in_body: bool = False, missing: Code | None = None) -> str:
        """The src of a cover; nothing for one that is no picture to look at. `missing`: how to say so.

        What is said of a picture in the body anyway is not said here.
        """
        asset = self._look_up(src, None, missing)
        if asset is None:
            return _without_data(src)
        if _is_pixel(asset):
            if not in_body:
                self._say_dropped(src, None)
            return ""
        return self._use(asset)

    def blocks(self, blocks: Blocks) -> Blocks:
        """The blocks with assets for their pictures."""
        placed = list(images_with_spans(blocks))
        if not placed:
            return blocks
        dropped = False
        for image, span in placed:
            asset = self._look_up(image.src, span)
            if asset is not None and _is_pixel(asset):
                self._drop(image, span)
                dropped = True
        changed = map_inlines(blocks, self._replaced)
        return normalize_blocks(changed) if dropped else changed

    def _replaced(self, inline: Inline) -> tuple[Inline, ...]:
        if not isinstance(inline, Image):
            return (inline,)
        asset = self._found[inline.src]
        if asset is None:
            return (replace(inline, src=_without_data(inline.src)),)
        return () if _is_pixel(asset) else (replace(inline, src=self._use(asset)),)

    def _use(self, asset: Asset) -> str:
        return self._collector.used.setdefault(asset.src, asset).src

    def _say_dropped(self, src: str, span: Span | None) -> None:
        message = f"the picture {shown(src)} is a pixel that nobody can see; it was left out"
        self._collector.report.add(Code.IMAGE_DROPPED, message, path=self._place.path, span=span)

    def _drop(self, image: Image, span: Span | None) -> None:
        self._say_dropped(image.src, span)
        if span is not None:
            self.removals.append(Removal(_RULE, span, f"![{image.alt}]({image.src})"[:80]))

    def _look_up(self, src: str, span: Span | None, missing: Code | None = None) -> Asset | None:
        if src not in self._found:
            self._found[src] = self._find(src, span, missing)
        return self._found[src]

    def _find(self, src: str, span: Span | None, missing: Code | None) -> Asset | None:
        if src in self._collector.before:
            return self._collector.before[src]
        try:
            store, enclosed = self._collector.store, self._collector.enclosed
            return store.add(picture_bytes(src, self._place, store.ledger, enclosed))
        except SourceError as error:
            said = (missing or error.code, error.message, error.hint)
        except ImageError as error:
            said = (
                Code.IMAGE_UNREADABLE,
                f"the picture {shown(src)} cannot be used: {error}",
                "replace it by a PNG or JPEG file",
            )
        code, message, hint = said
        self._collector.report.add(code, message, path=self._place.path, span=span, hint=hint)
        return None


def _is_pixel(asset: Asset) -> bool:
    return asset.width <= _PIXEL and asset.height <= _PIXEL


def _without_data(src: str) -> str:
    """The address of a picture that cannot be had; of `data:` addresses only the type is worth showing.

    Nothing is left of an `asset:` that is none: a capture has no business to name assets.
    """
    match scheme_of(src):
        case "data":
            return src.partition(",")[0][:60]
        case "asset":
            return ""
        case _:
            return src


def images_with_spans(blocks: Blocks, around: Span | None = None) -> Iterator[tuple[Image, Span | None]]:
    """Every image in reading order with the lines of the innermost block that knows its lines."""
    for block in blocks:
        span = block.span or around
        for image in _images_directly_in(block):
            yield image, span
        for children in child_blocks(block):
            yield from images_with_spans(children, span)


def _images_directly_in(block: Block) -> Iterator[Image]:
    for run in inline_runs(block):
        yield from iter_images((Paragraph(run),))
