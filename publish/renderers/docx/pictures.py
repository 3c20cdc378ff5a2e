"""Pictures in DrawingML (ECMA-376 Part 1, 20.4), in a line of text or filling a page: each stored once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
from docx.opc.constants import RELATIONSHIP_TYPE

from publish.diagnostics import Code
from publish.model import Asset
from publish.plugins import Context
from publish.renderers.docx.xml import Element, w, x

if TYPE_CHECKING:
    from docx.opc.part import Part

    from publish.renderers.docx.container import Container, XmlPart

SUFFIXES = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}
"""The types of picture that every Word shows."""

_EMU = 12_700
"""English metric units in a pt."""

_PIXEL = 0.75
"""pt, at CSS's 96 pixels an inch."""

_HAIR = 0.5
"""pt that a picture may be short of the page and still be stretched to it."""

_OVER = 0.5
"""pt that it then reaches over the page's edges, which are whole twips: no light line shows there."""

_CLOSE = {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
_BEHIND_TEXT = {
    "simplePos": 0,
    "relativeHeight": 0,
    "behindDoc": 1,
    "locked": 0,
    "layoutInCell": 1,
    "allowOverlap": 1,
}

_LONGEST_TEXT = 2_000
"""Characters of a text alternative: screen readers read it in one breath."""


class Bounds(msgspec.Struct, frozen=True):
    """The room that a picture has, in pt."""

    width: float
    height: float

    def fit(self, asset: Asset) -> tuple[float, float]:
        """Width and height of a picture in pt: its own at 96 pixels an inch, or less to fit."""
        width, height = max(asset.width, 1) * _PIXEL, max(asset.height, 1) * _PIXEL
        scale = min(1, self.width / width, self.height / height)
        return width * scale, height * scale

    def fill(self, asset: Asset) -> tuple[float, float]:
        """Width and height in pt of a picture as large as the room; its shape may be a hair off."""
        scale = min(self.width / max(asset.width, 1), self.height / max(asset.height, 1))
        width, height = asset.width * scale, asset.height * scale
        if max(self.width - width, self.height - height) < _HAIR:
            return self.width + 2 * _OVER, self.height + 2 * _OVER
        return width, height


class Pictures:
    """The pictures of an edition that Word can show, as they are used."""

    def __init__(self, assets: Iterable[Asset], context: Context, container: "Container") -> None:
        self._assets = {asset.src: asset for asset in assets}
        self._context = context
        self._container = container
        self._parts: dict[str, Part] = {}
        self._shown = 0

    def is_known(self, src: str) -> bool:
        """Whether the edition has the picture, be it of a type that Word shows or not."""
        return src in self._assets

    def find(self, src: str) -> Asset | None:
        """The asset that an image shows, or None for a picture that could not be had."""
        asset = self._assets.get(src)
        if asset is None or asset.media_type in SUFFIXES:
            return asset
        self._context.report.add(
            Code.IMAGE_UNREADABLE,
            f"Word cannot show a picture of the type {asset.media_type} ({asset.path})",
            hint=f"give it as one of {', '.join(SUFFIXES)}",
        )
        return None

    def run(self, asset: Asset, alt: str, story: "XmlPart", bounds: Bounds) -> Element:
        """A run that shows the picture in its line."""
        size, *drawing = self._drawing(asset, alt, story, bounds.fit(asset))
        return w("r", w("drawing", x("wp:inline", {**_CLOSE}, size, *drawing)))

    def page(self, asset: Asset, alt: str, story: "XmlPart", page: Bounds) -> Element:
        """A run that shows the picture as large as the page, behind its text and in its middle."""
        width, height = page.fill(asset)
        size, *drawing = self._drawing(asset, alt, story, (width, height))
        anchor = x(
            "wp:anchor",
            {**_CLOSE, **_BEHIND_TEXT},
            x("wp:simplePos", {"x": 0, "y": 0}),
            _on_page("wp:positionH", (page.width - width) / 2),
            _on_page("wp:positionV", (page.height - height) / 2),
            size,
            x("wp:wrapNone"),
            *drawing,
        )
        return w("r", w("drawing", anchor))

    def _drawing(
        self, asset: Asset, alt: str, story: "XmlPart", size: tuple[float, float]
    ) -> tuple[Element, ...]:
        """The size of a picture, given in pt, its name and text alternative, and the picture itself."""
        self._shown += 1
        name = {"id": str(self._shown), "name": f"Picture {self._shown}"}
        extent = {side: str(round(length * _EMU)) for side, length in zip(("cx", "cy"), size, strict=True)}
        relation = story.relate(self._part(asset), RELATIONSHIP_TYPE.IMAGE)
        return (
            x("wp:extent", {**extent}),
            x("wp:docPr", {**name, "descr": alt[:_LONGEST_TEXT]}),
            x("wp:cNvGraphicFramePr", {}, x("a:graphicFrameLocks", {"noChangeAspect": 1})),
            x(
                "a:graphic",
                {},
                x("a:graphicData", {"uri": _PICTURE}, _picture(relation, {**name}, {**extent})),
            ),
        )

    def _part(self, asset: Asset) -> "Part":
        part = self._parts.get(asset.sha256)
        if part is None:
            name = f"/word/media/image{len(self._parts) + 1}.{SUFFIXES[asset.media_type]}"
            part = self._container.binary_part(name, asset.media_type, self._context.read(asset))
            self._parts[asset.sha256] = part
        return part


def _on_page(axis: str, offset: float) -> Element:
    """How far from the page's edge a picture stands, in pt."""
    return x(axis, {"relativeFrom": "page"}, x("wp:posOffset", content=str(round(offset * _EMU))))


_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def _picture(
    relation: str, name: dict[str, str | int | float], size: dict[str, str | int | float]
) -> Element:
    return x(
        "pic:pic",
        {},
        x("pic:nvPicPr", {}, x("pic:cNvPr", name), x("pic:cNvPicPr")),
        x("pic:blipFill", {}, x("a:blip", {"r:embed": relation}), x("a:stretch", {}, x("a:fillRect"))),
        x(
            "pic:spPr",
            {},
            x("a:xfrm", {}, x("a:off", {"x": 0, "y": 0}), x("a:ext", size)),
            x("a:prstGeom", {"prst": "rect"}, x("a:avLst")),
        ),
    )
