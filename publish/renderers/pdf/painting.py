"""Pages painted as soon as they are laid out, so that what they were laid out with can go.

WeasyPrint paints all pages of a file when all are there, and until then keeps every box with some forty
properties, its styles and its text. A page of ours is painted with its batch: what stays of it is its
content as the file will have it, and of its boxes what the structure tree is made from. When the file is
printed, each page gives its content to the stream that it is asked to paint.

This reaches into WeasyPrint (`pdf.generate_pdf`, `pdf.tags`), whose version is therefore pinned; what is
printed with and without is compared in tests/renderers/pdf/test_painting.py.
"""

import zlib
from collections.abc import Iterable
from typing import Any

import pydyf
from weasyprint import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.stream import Stream

Box = Any
"""A box of WeasyPrint's; lengths in px."""

_SCALE = 0.75
"""PDF points in a CSS pixel."""

_LEVEL = 6
"""How hard content is compressed (zlib)."""

_SHARED = ("ExtGState", "XObject", "Pattern", "Shading")
"""The resources that all pages of a file share, besides fonts and colour spaces."""


class _Later(pydyf.Object):
    """A reference to what has no number yet."""

    to = b""

    @property
    def data(self) -> bytes:
        """The reference, when it is known."""
        return self.to


class Palette:
    """What the pages of a file are painted with: fonts, pictures, patterns, by the names they get there."""

    def __init__(self) -> None:
        self.fonts: dict[object, Any] = {}
        self._images: dict[str, Any] = {}
        self._colours = _Later()  # type: ignore[no-untyped-call]
        self._given_to: object = None
        self._resources = pydyf.Dictionary({name: pydyf.Dictionary() for name in _SHARED})
        self._resources["ColorSpace"] = self._colours

    def paint(self, document: Document, pages: Iterable[Page]) -> list["PaintedPage"]:
        """These pages of a document painted. None of its pages can be painted again."""
        painted = [PaintedPage(page, self, self._stream(document, page)) for page in pages]
        for page in document.pages:
            for box in list(page._page_box.descendants(placeholders=True)):
                _strip(box)
        return painted

    def _stream(self, document: Document, page: Page) -> Stream:
        """The content of a page, as `generate_pdf` has it painted."""
        bleed = page.bleed
        width = page.width + bleed["left"] + bleed["right"]
        height = page.height + bleed["top"] + bleed["bottom"]
        stream = Stream(
            self.fonts,
            (-bleed["left"], -bleed["top"], width, height),
            self._resources,
            self._images,
            {},
            document.color_profiles,
            document.output_intent,
            compress=True,
        )
        stream.transform(d=-1, f=page.height * _SCALE)
        page.paint(stream, _SCALE)
        return stream

    def give(self, stream: Stream) -> None:
        """Tell a stream of the file, and with it all others, what the painted pages refer to."""
        if self._given_to is not stream._resources:
            self._given_to = stream._resources
            for name in _SHARED:
                stream._resources[name].update(self._resources[name])
            stream._images.update(self._images)
            self._colours.to = stream._resources["ColorSpace"]


class PaintedPage:
    """A page that was painted: what WeasyPrint asks of its own pages when it prints them."""

    def __init__(self, page: Page, palette: Palette, stream: Stream) -> None:
        self.width, self.height, self.bleed = page.width, page.height, page.bleed
        self.bookmarks, self.links, self.anchors = page.bookmarks, page.links, page.anchors
        self.forms = page.forms
        self._palette = palette
        self._page_box: Box = page._page_box
        self._tags: dict[Box, Any] = stream._tags
        written = b"\n".join([pydyf._to_bytes(item) for item in stream.stream])
        self._content = zlib.compress(written, _LEVEL)

    def paint(self, stream: Stream, scale: float = 1) -> None:
        """Give what was painted to a stream of the file, in place of what stands in it."""
        assert scale == _SCALE
        self._palette.give(stream)
        stream.stream = [self._content]
        stream.compress = False
        stream.extra["Filter"] = "/FlateDecode"
        stream._tags = self._tags


# What the structure tree is made from --------------------------------------------------------------

_KEPT = ("element_tag", "element", "children", "colspan", "rowspan", "is_table_wrapper")
"""What is asked of every box but a text."""

_ASKED = frozenset({"img", "th"})
"""Elements whose attributes are asked for."""

_AN_ELEMENT = object()
"""What stands for any other."""

_A_TEXT: dict[str, Any] = {"element_tag": None, "children": ()}
"""What is left of every text; that it is one, its content is known by."""


def _strip(box: Box) -> None:
    """Take from a painted box all that its place in the structure tree does not depend on."""
    has = box.__dict__
    if isinstance(box, boxes.TextBox):
        box.__dict__ = _A_TEXT
        return
    tag = has.get("element_tag")
    if tag == "img":  # its place is asked for
        kept = {name: value for name, value in has.items() if name != "style"}
    else:
        kept = {name: has[name] for name in _KEPT if name in has}
    if kept.get("element") is not None and tag not in _ASKED:
        kept["element"] = _AN_ELEMENT
    if tag == "li" and "style" in has:
        kept["style"] = {name: has["style"][name] for name in ("display", "list_style_type")}
    box.__dict__ = kept
