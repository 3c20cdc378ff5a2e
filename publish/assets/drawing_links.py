"""Drawings without scripts, foreign content, and anything that leads out of them."""

import base64
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes
from xml.etree.ElementTree import Element

from publish.assets.containers import image_type
from publish.assets.errors import ImageError

MAX_PICTURES = 50
"""The most pictures inside a drawing; each may be as large as a picture."""

HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
SVG = "{http://www.w3.org/2000/svg}"

# Not drawn by a still picture, or not of SVG: what stands in them goes with them.
_LEFT_OUT = frozenset(
    {
        *("script", "foreignObject", "animate", "animateColor", "animateMotion", "animateTransform", "set"),
        *("discard", "metadata", "iframe", "object", "embed", "audio", "video", "canvas", "handler"),
        *("font", "font-face", "cursor", "color-profile", "view", "feImage"),
    }
)
_URL = re.compile(r"""url\(\s*(["']?)(?!["']?\s*#)[^)"']*\1?\s*\)""", re.IGNORECASE)
_IMPORT = re.compile(r"@(?:import|font-face|namespace|charset)[^;{}]*(?:;|\{[^}]*\})", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[0-9a-fA-F]{1,6}\s?|\\.")

Picture = Callable[[bytes], tuple[bytes, str]]
"""A picture inside a drawing to one that may be drawn: its bytes and media type. Raises `ImageError`."""


def local_name(element: Element) -> str:
    """The name of an element of SVG; nothing for any other."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.removeprefix(SVG) if tag.startswith(SVG) or not tag.startswith("{") else ""


def without_links_out(root: Element, picture: Picture) -> None:
    """Take out of a drawing what is no drawing, and every way out of it.

    Pictures that it holds (`data:`) go through `picture`; a drawing inside a drawing is left out. Raises
    `ImageError` where there are too many.
    """
    pictures = _Pictures(picture)
    pending = [root]
    while pending:
        parent = pending.pop()
        for child in list(parent):
            name = local_name(child)
            keep = name and name not in _LEFT_OUT and (name != "image" or pictures.keeps(child))
            if keep:
                pending.append(child)
            else:
                _remove(parent, child)
        _bind(parent)


def _remove(parent: Element, child: Element) -> None:
    """Without the element, but with the text behind it."""
    if child.tail:
        at = list(parent).index(child)
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)


def _bind(element: Element) -> None:
    """Let the element's own attributes and styles lead nowhere but into the drawing."""
    if not element.tag.startswith("{"):  # as inside a page, where nothing needs to be said of it
        element.tag = f"{SVG}{element.tag}"
    is_image = local_name(element) == "image"
    for name, value in list(element.attrib.items()):
        if name in HREFS:
            if not is_image and not value.strip().startswith("#"):
                del element.attrib[name]
        elif name.lower().startswith("on") or name.endswith("}base"):
            del element.attrib[name]
        else:
            element.set(name, bound_style(value) if "(" in value or "\\" in value else value)
    if local_name(element) == "style":
        element.text = bound_style(_IMPORT.sub("", bound_style(element.text or "")))


def bound_style(text: str) -> str:
    """A style whose every `url()` is of the drawing itself; escapes, which could hide one, are undone."""
    return _URL.sub("none", _ESCAPE.sub(_plain, text)) if "(" in text or "\\" in text else text


def _plain(found: re.Match[str]) -> str:
    digits = found[0][1:].strip()
    number = int(digits, 16) if re.fullmatch("[0-9a-fA-F]+", digits) else ord(digits[-1:] or " ")
    return chr(number) if 0x20 <= number < 0xD800 else " "


class _Pictures:
    """The pictures inside one drawing."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._count = 0

    def keeps(self, element: Element) -> bool:
        """Whether an `image` shows a picture of the drawing's own: then it is made ready to be drawn."""
        src = next((element.attrib[name] for name in HREFS if name in element.attrib), "").strip()
        for name in HREFS:
            element.attrib.pop(name, None)
        data = _data_of(src)
        if not data or image_type(data) in {"", "SVG"}:
            return False
        self._count += 1
        if self._count > MAX_PICTURES:
            raise ImageError(f"the SVG drawing holds more than {MAX_PICTURES} pictures")
        ready, media_type = self._picture(data)
        element.set(HREFS[1], f"data:{media_type};base64,{base64.b64encode(ready).decode()}")
        return True


def _data_of(src: str) -> bytes:
    head, comma, body = src.partition(",")
    if not comma or not head.lower().startswith("data:"):
        return b""
    if not head.lower().rstrip().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(re.sub(r"\s+", "", unquote_to_bytes(body).decode("latin-1")))
    except ValueError:
        return b""
