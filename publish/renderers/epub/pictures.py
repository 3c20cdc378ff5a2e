"""The pictures of an EPUB: their names in it, and which of them some document shows."""

import re

from publish.model import Asset, Image

_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}


class Pictures:
    """The pictures of an edition by their src, and which of them were shown.

    `described` turns False when one is shown that has no text alternative of its own.
    """

    def __init__(self, assets: tuple[Asset, ...]) -> None:
        self._assets = {asset.src: asset for asset in assets}
        self._shown: set[str] = set()
        self.described = True

    def href(self, image: Image) -> str | None:
        """The file of a picture, None for one that the edition does not have."""
        href = self.find(image.src)
        if href is not None and not (image.alt or image.title):
            self.described = False
        return href

    def find(self, src: str) -> str | None:
        """As `href`, for a picture that something else describes."""
        asset = self._assets.get(src)
        if asset is None:
            return None
        self._shown.add(src)
        return picture_name(asset)

    def shown(self) -> list[Asset]:
        """The pictures that stand in some document, in the order of the edition's assets."""
        return [asset for src, asset in self._assets.items() if src in self._shown]


def picture_name(asset: Asset) -> str:
    """The file of a picture inside the EPUB."""
    name = asset.path.rpartition("/")[2]
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name):
        name = asset.sha256[:16] + _SUFFIXES.get(asset.media_type, "")
    return f"images/{name}"


def picture_id(asset: Asset) -> str:
    """The id of a picture in the manifest."""
    return f"image-{asset.sha256[:16]}"
