"""The pictures of an edition: found, prepared once, kept under the hash of their bytes.

`collect` is the arrow from an Edition whose images have the addresses of the captures to one whose images
have assets. What cannot be had keeps its address, and is said.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec.structs import replace

from publish.assets.cache import Cache, default_folder
from publish.assets.images import MAX_WIDTH, ImageError, preparation, prepare
from publish.assets.sources import SourceError, picture_bytes, scheme_of, shown
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
        self._cache = Cache(folder or default_folder())
        self._max_width = max_width
        self._known: dict[str, Asset] = {}

    @classmethod
    def in_memory(cls, *, max_width: int = MAX_WIDTH) -> "AssetStore":
        """A store that leaves nothing behind, for tests and for once."""
        store = cls(max_width=max_width)
        store._cache = Cache(None)
        return store

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
        self._cache.note("fetched", address, self._cache.put(original))

    def fetched(self, address: str) -> bytes | None:
        """What a remote address gave when it was last fetched, None if it never was."""
        digest = self._cache.noted("fetched", address, str)
        return self._cache.get(digest) if digest else None


def _asset(digest: str, media_type: str, width: int, height: int) -> Asset:
    return Asset(f"{digest[:16]}{_SUFFIXES[media_type]}", digest, media_type, width, height)


# Collecting ----------------------------------------------------------------------------------------

_PIXEL = 3  # pictures no larger than this in either direction count visits or hold space open

_RULE = "tracking-pixel"
REASONS = {_RULE: "A picture of a few pixels, there to count visits or to hold space open."}
"""Why pictures are left out here, by the id they have on record."""


def collect(edition: Edition, store: AssetStore, report: Report, folder: Path | None = None) -> Edition:
    """The edition with every picture that can be had as an asset, in order of first use.

    Pictures of an article are looked for beside its capture; the edition's cover, unless an article has
    the same one, and pictures of introductions in `folder`, that of the edition.toml. The covers of
    other articles are not printed, so they are not looked for. What cannot be had keeps its address, and
    the report says so once an article. Pixels that count visits are left out.
    """
    collector = _Collector(edition, store, report)
    own = collector.shelf(folder, str(folder / EDITION_FILE) if folder else "")
    cover = own.cover(edition.cover) if edition.cover and not _is_of_article(edition) else ""
    contents = tuple(_collected_part(part, own, collector, edition.cover) for part in edition.contents)
    if edition.cover and not cover:
        before = [article.cover for article in edition.articles()]
        cover = next(
            article.cover
            for article, old in zip(Edition("", contents).articles(), before, strict=True)
            if old == edition.cover
        )
    return replace(edition, contents=contents, cover=cover, assets=collector.assets())


def _is_of_article(edition: Edition) -> bool:
    return any(article.cover == edition.cover for article in edition.articles())


def _collected_part(part: Part, own: "_Shelf", collector: "_Collector", cover: str) -> Part:
    introduction = own.blocks(part.introduction)
    contents = tuple(_collected(article, collector, cover) for article in part.contents)
    return replace(part, introduction=introduction, contents=contents)


def _collected(article: Article, collector: "_Collector", edition_cover: str) -> Article:
    origin = article.provenance
    folder = Path(origin.path).parent if origin.path and origin.path != "-" else None
    shelf = collector.shelf(folder, origin.path)
    cover = article.cover
    if cover and cover == edition_cover:
        in_body = any(image.src == cover for image in iter_images(article.body))
        cover = shelf.cover(cover, None if in_body else Code.COVER_MISSING)
    body = shelf.blocks(article.body)
    if shelf.removals:
        origin = replace(origin, removals=(*origin.removals, *shelf.removals))
    return replace(article, cover=cover, body=body, provenance=origin)


class _Collector:
    """What is common to the articles of one edition."""

    def __init__(self, edition: Edition, store: AssetStore, report: Report) -> None:
        self.store = store
        self.report = report
        self.before = {asset.src: asset for asset in edition.assets}
        self.used: dict[str, Asset] = {}

    def shelf(self, folder: Path | None, path: str = "") -> "_Shelf":
        return _Shelf(self, folder, path)

    def assets(self) -> tuple[Asset, ...]:
        return tuple(self.used.values())


class _Shelf:
    """The pictures of one article: each address is looked up once, each trouble said once."""

    def __init__(self, collector: _Collector, folder: Path | None, path: str) -> None:
        self._collector = collector
        self._folder = folder
        self._path = path
        self._found: dict[str, Asset | None] = {}
        self.removals: list[Removal] = []

    def cover(self, src: str, missing: Code | None = None) -> str:
        """The src of a cover; nothing for one that is no picture to look at. `missing`: how to say so."""
        asset = self._look_up(src, None, missing)
        if asset is None:
            return _without_data(src)
        return "" if _is_pixel(asset) else self._use(asset)

    def blocks(self, blocks: Blocks) -> Blocks:
        """The blocks with assets for their pictures."""
        placed = list(_images_with_spans(blocks))
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

    def _drop(self, image: Image, span: Span | None) -> None:
        message = f"the picture {shown(image.src)} is a pixel that nobody can see; it was left out"
        self._collector.report.add(Code.IMAGE_DROPPED, message, path=self._path, span=span)
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
            store = self._collector.store
            return store.add(picture_bytes(src, self._folder, store.fetched))
        except SourceError as error:
            said = (missing or error.code, error.message, error.hint)
        except ImageError as error:
            said = (
                Code.IMAGE_UNREADABLE,
                f"the picture {shown(src)} cannot be used: {error}",
                "replace it by a PNG or JPEG file",
            )
        code, message, hint = said
        self._collector.report.add(code, message, path=self._path, span=span, hint=hint)
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


def _images_with_spans(blocks: Blocks, around: Span | None = None) -> Iterator[tuple[Image, Span | None]]:
    """Every image in reading order with the lines of the innermost block that knows its lines."""
    for block in blocks:
        span = block.span or around
        for image in _images_directly_in(block):
            yield image, span
        for children in child_blocks(block):
            yield from _images_with_spans(children, span)


def _images_directly_in(block: Block) -> Iterator[Image]:
    for run in inline_runs(block):
        yield from iter_images((Paragraph(run),))
