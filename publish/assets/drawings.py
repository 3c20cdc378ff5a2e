"""SVG drawings as pictures: read strictly, counted, drawn with nothing from outside.

    png = draw(svg, max_width, picture)

A drawing is a program: a page of it can ask for hours of work, for any file of this machine and any
address of the net. So it is read by a parser without entities; what it needs to be drawn, all copies
(`use`, patterns, masks, markers) counted, is worked out first (`publish.assets.drawing_costs`); what
remains of it is shapes, text and pictures in the drawing itself, each prepared as any picture is. Scripts,
foreign content and all links out of the drawing are left out. It is drawn in a process of its own, with
limits of memory and time, because a drawing that slips through can end the process that draws it.

SVG 2 (W3C), of which resvg draws the static parts.
"""

import re
import subprocess
import sys
import zlib
from contextlib import suppress
from functools import cache
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser, tostring
from xml.parsers import expat

from publish.assets.drawing_costs import refuse_costly
from publish.assets.drawing_links import SVG, Picture, without_links_out
from publish.assets.errors import ImageError
from publish.errors import DependencyError
from publish.theming.fontfiles import installed_fonts

MAX_BYTES = 8 * 2**20
"""The largest drawing that is read, unpacked."""

MAX_ELEMENTS = 200_000
"""The most elements, as they stand in the file."""

MAX_DEPTH = 200
"""The deepest nesting: those who draw and those who write go down step by step."""

MAX_PIXELS = 16_000_000
"""The largest picture that is drawn; none is higher than `MAX_HEIGHT`."""

MAX_HEIGHT = 20_000

_PRINT = 300 / 96  # pixels of print in a pixel of CSS
_NARROW = 320  # CSS pixels: what is less wide stays as wide, since a picture has 96 pixels an inch
_DEFAULT = (300.0, 150.0)  # CSS 2.2, 10.3.2: of what has no size


def draw(data: bytes, max_width: int, picture: Picture) -> bytes:
    """The drawing as a PNG of at most `max_width` pixels. Raises `ImageError`."""
    root = _parsed(_unpacked(data))
    if root.tag not in {f"{SVG}svg", "svg"}:
        raise ImageError("the file is no SVG drawing")
    without_links_out(root, picture)
    refuse_costly(root)
    width, height = _pixels(root, max_width)
    has_text = any(element.tag == f"{SVG}text" for element in root.iter())
    return _drawn(tostring(root, encoding="utf-8"), width, height, _family() if has_text else "")


def _unpacked(data: bytes) -> bytes:
    if data[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            data = unpacker.decompress(data, MAX_BYTES + 1)
        except zlib.error as error:
            raise ImageError(f"the SVG drawing is damaged ({error})") from None
        if not unpacker.eof and len(data) <= MAX_BYTES:
            raise ImageError("the SVG drawing breaks off before its end")
    if len(data) > MAX_BYTES:
        raise ImageError(f"the SVG drawing has more than {MAX_BYTES >> 20} MB")
    return data


# Reading -------------------------------------------------------------------------------------------


class _Builder(TreeBuilder):
    """A tree, as long as it is neither too large nor too deep."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > MAX_ELEMENTS:
            raise ImageError(f"the SVG drawing has more than {MAX_ELEMENTS:,} elements")
        if self._depth > MAX_DEPTH:
            raise ImageError(f"the SVG drawing nests deeper than {MAX_DEPTH} levels")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def _parsed(data: bytes) -> Element:
    """The drawing's tree. A document type is passed over, one that declares anything is refused."""
    _refuse_declarations(data)
    parser = XMLParser(target=_Builder())  # noqa: S314 - nothing is declared in it, and it is bounded
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:  # no such charset is a LookupError
        raise ImageError(f"the SVG drawing is damaged ({error})") from None
    assert isinstance(root, Element)
    return root


def _refuse_declarations(data: bytes) -> None:
    """Entities make a short text an endless one, or bring in other files: refused as they are declared."""

    def refuse(*_: object) -> None:
        raise ImageError("the SVG drawing declares entities of its own")

    scout = expat.ParserCreate()
    scout.EntityDeclHandler = refuse
    scout.StartElementHandler = lambda *_: setattr(scout, "EntityDeclHandler", None)
    try:
        scout.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ImageError(f"the SVG drawing is damaged ({error})") from None


# Size ----------------------------------------------------------------------------------------------

_LENGTH = re.compile(
    r"\s*\+?([0-9]{0,9}\.?[0-9]{1,9}(?:[eE][+-]?[0-9])?)\s*(px|pt|pc|mm|cm|in|q)?\s*", re.I
)
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "q": 0.945,
}


def _length(text: str) -> float:
    """A length in CSS pixels; 0 for none, and for one that depends on what is around it."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _UNITS[(found[2] or "").lower()] if found else 0.0


def _own_size(root: Element) -> tuple[float, float]:
    """Width and height of a drawing in CSS pixels (SVG 2, 8.12: what is not said follows the view box)."""
    width, height = (_length(root.get(name, "")) for name in ("width", "height"))
    box = [_length(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").replace("-", "").strip())]
    across, along = box[2:] if len(box) == 4 and box[2] > 0 and box[3] > 0 else (0.0, 0.0)
    if across and not width and not height:
        return across, along
    if across and not width:
        return height * across / along, height
    if across and not height:
        return width, width * along / across
    return width or _DEFAULT[0], height or _DEFAULT[1]


def _pixels(root: Element, max_width: int) -> tuple[int, int]:
    """How many pixels wide and high it is drawn: 300 an inch where it is not narrow. Its size is set."""
    width, height = _own_size(root)
    root.set("width", f"{width:.6f}")  # else it would be as large as what it shows
    root.set("height", f"{height:.6f}")
    scale = min(_PRINT if width >= _NARROW else 1.0, max_width / width)
    scale = min(scale, (MAX_PIXELS / (width * height)) ** 0.5, MAX_HEIGHT / height)
    if min(width, height) * scale < 1:
        raise ImageError("the SVG drawing is far longer than wide, or the other way round")
    return round(width * scale), round(height * scale)


# Drawing -------------------------------------------------------------------------------------------

# What text is set in where the fonts that a drawing names are not installed: without one resvg sets none.
# Characters that it lacks are taken from any font that has them.
_FAMILIES = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "WenQuanYi Micro Hei", "LXGW WenKai"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial"),
)


@cache
def _family() -> str:
    """A font of this machine for text in drawings. Raises `ImageError` where there is none."""
    with suppress(DependencyError):
        family = next(filter(installed_fonts().has, _FAMILIES), "")
        if family:
            return family
    raise ImageError(f"the SVG drawing has text, and no font to set it in is installed ({_FAMILIES[0]})")


_SECONDS = 10
_MEMORY = 2**31

# The limits are set before anything of the drawing is read. No file is looked for beside it.
_PRESS = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from resvg_py import svg_to_bytes
svg = sys.stdin.buffer.read().decode()
width, height, family = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] or None
fonts = dict(serif_family=family, sans_serif_family=family) if family else dict(skip_system_fonts=True)
png = svg_to_bytes(svg_string=svg, width=width, height=height, dpi=96, **fonts)
sys.stdout.buffer.write(bytes(png))
"""


def _drawn(svg: bytes, width: int, height: int, family: str) -> bytes:
    command = [sys.executable, "-I", "-c", _PRESS, str(width), str(height), family]
    try:
        done = subprocess.run(command, input=svg, capture_output=True, timeout=4 * _SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise ImageError("the SVG drawing takes too long to draw") from None
    if done.returncode or not done.stdout:
        raise ImageError(f"the SVG drawing cannot be drawn ({_reason(done)})")
    return done.stdout


def _reason(done: "subprocess.CompletedProcess[bytes]") -> str:
    """Why it could not be drawn: in the words of the library, which come last, or that it hit a limit."""
    if done.returncode < 0:
        return "it takes too much time or memory"
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return last.removeprefix("ValueError: ")[:200] or "nothing came of it"
