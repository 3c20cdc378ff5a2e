"""What the pages of a PDF show: its text by marked content, and the fonts that show it.

A page's content stream (ISO 32000-1, 7.8 and 9.4) is read as a reader's program reads it for searching
and copying: strings are turned into text by the ToUnicode map of their font (9.10.3). What the structure
tree knows as page and MCID (14.7.4) is kept apart by just these.
"""

import re
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

MAX_FORM_DEPTH = 8
"""Forms within forms are read this deep."""


@dataclass
class Font:
    """A font as a PDF has it, and the codes that pages show with it, each with the first such page."""

    dictionary: pikepdf.Dictionary
    shown: dict[int, int] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """Its name without slash and subset tag."""
        base = str(self.dictionary.get("/BaseFont", self.dictionary.get("/Name", "/?")))
        return re.sub(r"^/([A-Z]{6}\+)?", "", base)

    @cached_property
    def subtype(self) -> str:
        """`/Type0`, `/TrueType`, `/Type3` ..."""
        return str(self.dictionary.get("/Subtype", ""))

    @property
    def is_composite(self) -> bool:
        """Codes of such a font are two bytes long, as far as we read them (see `glyphs`)."""
        return self.subtype == "/Type0"

    @cached_property
    def descriptor(self) -> pikepdf.Object | None:
        """Its font descriptor, for a composite font that of its descendant."""
        descriptor: pikepdf.Object | None = self._holder.get("/FontDescriptor")
        return descriptor

    @property
    def _holder(self) -> Any:
        """The dictionary with widths and descriptor: that of its descendant for a composite font."""
        return self.dictionary.get("/DescendantFonts", [{}])[0] if self.is_composite else self.dictionary

    @cached_property
    def program(self) -> pikepdf.Object | None:
        """The stream of the embedded font file, None if there is none."""
        if self.descriptor is None:
            return None
        files = (self.descriptor.get(key) for key in ("/FontFile3", "/FontFile2", "/FontFile"))
        return next((file for file in files if file is not None), None)

    @cached_property
    def to_unicode(self) -> dict[int, str]:
        """The text of each code; empty for a font that does not say."""
        stream = self.dictionary.get("/ToUnicode")
        return _read_cmap(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}

    @cached_property
    def glyph_count(self) -> int | None:
        """How many glyphs the embedded font has; None where that is not written in a `maxp` table."""
        return _glyph_count(self.program.read_bytes()) if self.program is not None else None

    @cached_property
    def glyphs(self) -> Callable[[int], int] | None:
        """The glyph of each code of a composite font: the code itself (Identity), or by a map in the file.

        None for an encoding that we do not read: a predefined one for a script, or codes of other lengths.
        """
        encoding = self.dictionary.get("/Encoding")
        if isinstance(encoding, pikepdf.Stream):
            data = encoding.read_bytes()
            lengths = {len(code) for pair in _CODE_SPACE.findall(data) for code in pair}
            known = _read_cid_map(data)
            return (lambda code: known.get(code, 0)) if lengths == {4} else None
        return (lambda code: code) if str(encoding) in {"/Identity-H", "/Identity-V"} else None

    @property
    def missing(self) -> list[int]:
        """The codes shown that are no glyph of the embedded font, or the one for missing ones (.notdef)."""
        if not self.is_composite or self.program is None or self.glyphs is None:
            return []
        glyphs, count = {code: self.glyphs(code) for code in self.shown}, self.glyph_count
        return sorted(code for code, glyph in glyphs.items() if glyph == 0 or (count and glyph >= count))

    @cached_property
    def widths(self) -> dict[int, float]:
        """How far each code moves on, in em (ISO 32000-1, 9.7.4.3); `default_width` if it is not listed."""
        if self.is_composite:
            return _read_widths(self._holder.get("/W", ()))
        scale = float(self.dictionary.get("/FontMatrix", [0.001])[0])
        first = int(self.dictionary.get("/FirstChar", 0))
        listed = self.dictionary.get("/Widths", ())
        return {code: float(width) * scale for code, width in enumerate(listed, first)}

    @cached_property
    def default_width(self) -> float:
        """In em, of the codes that `widths` does not list."""
        if not self.is_composite:
            return 0.0
        return float(self._holder.get("/DW", 1000)) / 1000

    def codes(self, string: bytes) -> Sequence[int]:
        """The codes of a string shown with this font."""
        if self.is_composite:
            return struct.unpack(f">{len(string) // 2}H", string[: len(string) // 2 * 2])
        return string

    def text(self, string: bytes, page: int) -> str:
        """The text of a string shown with this font; its codes are remembered with their page."""
        codes = self.codes(string)
        for code in set(codes).difference(self.shown):
            self.shown[code] = page
        known = self.to_unicode
        return "".join([known.get(code, "") for code in codes])


def _read_widths(array: Any) -> dict[int, float]:
    """The widths of a CID font: runs of `first [w w w]` and of `first last w`, in thousandths."""
    found: dict[int, float] = {}
    items = iter(array)
    for first in items:
        following: Any = next(items, None)
        if isinstance(following, pikepdf.Array):
            found |= {int(first) + place: float(width) / 1000 for place, width in enumerate(following)}
        elif (wide := next(items, None)) is not None:  # a list that ends too early lists no more
            width = float(wide) / 1000
            found |= dict.fromkeys(range(int(first), min(int(following), 0xFFFF) + 1), width)
    return found


# ToUnicode maps (Adobe Technical Note 5014) --------------------------------------------------------

_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")


def _read_cmap(data: bytes) -> dict[int, str]:
    known: dict[int, str] = {}
    for section in _SECTION.finditer(data):
        if section[1] == b"char":
            for code, text in _PAIR.findall(section[2]):
                known[int(code, 16)] = _utf16(text)
        else:
            for first, last, text, texts in _RANGE.findall(section[2]):
                _read_range(known, int(first, 16), min(int(last, 16), 0xFFFF), text, texts)
    return known


_CODE_SPACE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*endcodespacerange")
_CID_SECTION = re.compile(rb"begincid(?:char|range)(.*?)endcid", re.DOTALL)
_CID = re.compile(rb"<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>\s*)?(\d+)")


def _read_cid_map(data: bytes) -> dict[int, int]:
    """The CIDs of a CMap (ISO 32000-1, 9.7.5) by code."""
    known: dict[int, int] = {}
    for section in _CID_SECTION.findall(data):
        for first, last, cid in _CID.findall(section):
            start, end = int(first, 16), int(last or first, 16)
            known |= {code: int(cid) + code - start for code in range(start, min(end, 0xFFFF) + 1)}
    return known


def _read_range(known: dict[int, str], first: int, last: int, text: bytes, texts: bytes) -> None:
    if texts:
        for code, each in zip(range(first, last + 1), _HEX.findall(texts), strict=False):
            known[code] = _utf16(each[0])
        return
    start = _utf16(text)
    for code in range(first, last + 1):
        if start:
            known[code] = start[:-1] + chr(min(ord(start[-1]) + code - first, 0x10FFFF))


def _utf16(digits: bytes) -> str:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (-len(digits) % 4)).decode()).decode("utf-16-be", "replace")


def _glyph_count(data: bytes) -> int | None:
    """From the `maxp` table of a TrueType or OpenType file (OpenType 1.9)."""
    if data[:4] not in {b"\0\1\0\0", b"OTTO", b"true"} or len(data) < 12:
        return None
    (tables,) = struct.unpack_from(">H", data, 4)
    for at in range(12, min(12 + tables * 16, len(data) - 15), 16):
        if data[at : at + 4] == b"maxp":
            (offset,) = struct.unpack_from(">I", data, at + 8)
            return int.from_bytes(data[offset + 4 : offset + 6], "big") if offset + 6 <= len(data) else None
    return None


# Content streams -----------------------------------------------------------------------------------


class PageReader:
    """Reads the pages of one PDF; `fonts` gathers every font met, `text` the text of each page and MCID."""

    def __init__(self) -> None:
        self.fonts: dict[tuple[int, int], Font] = {}
        self.text: dict[tuple[int, int], list[str]] = {}
        self._font: Font | None = None
        self._marks: list[tuple[int | None, str | None]] = []
        self._saved: list[Font | None] = []

    def read(self, page: pikepdf.Page, number: int) -> None:
        """Read a page, `number` counted from 0."""
        self._font, self._marks, self._saved = None, [], []
        self._read(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), number, 0)

    def _read(self, content: Any, resources: Any, page: int, depth: int) -> None:
        for instruction in pikepdf.parse_content_stream(content, "q Q Tf Tj TJ ' \" BMC BDC EMC Do"):
            operands, operator = instruction.operands, str(instruction.operator)
            match operator:
                case "Tj" | "'":
                    self._show(operands[-1:], page)
                case "TJ":
                    self._show(operands[0], page)
                case '"':
                    self._show(operands[2:3], page)
                case "Tf":
                    self._font = self._font_of(resources, str(operands[0]))
                case "BDC":
                    self._begin(operands[1], resources, page)
                case "BMC":
                    self._marks.append((None, None))
                case "EMC" if self._marks:
                    self._marks.pop()
                case "q":
                    self._saved.append(self._font)
                case "Q" if self._saved:
                    self._font = self._saved.pop()
                case "Do":
                    self._do(resources, str(operands[0]), page, depth)

    def _font_of(self, resources: Any, name: str) -> Font | None:
        dictionary = resources.get("/Font", pikepdf.Dictionary()).get(name)
        if dictionary is None:
            return None
        return self.fonts.setdefault(dictionary.objgen, Font(dictionary))

    def _begin(self, properties: Any, resources: Any, page: int) -> None:
        """Marked content: its MCID, and the text it says it has instead of what it shows."""
        if isinstance(properties, pikepdf.Name):
            properties = resources.get("/Properties", pikepdf.Dictionary()).get(str(properties))
        if not isinstance(properties, pikepdf.Dictionary):
            self._marks.append((None, None))
            return
        mcid, actual = properties.get("/MCID"), properties.get("/ActualText")
        number = mcid if isinstance(mcid, int) else None
        self._marks.append((number, None if actual is None else str(actual)))
        if actual is not None:
            self._keep(str(actual), page)

    def _show(self, operands: Iterable[Any], page: int) -> None:
        if self._font is None:
            return
        strings = [bytes(operand) for operand in operands if isinstance(operand, pikepdf.String)]
        text = self._font.text(b"".join(strings), page)
        if all(actual is None for _, actual in self._marks):
            self._keep(text, page)

    def _keep(self, text: str, page: int) -> None:
        mcid = next((mcid for mcid, _ in reversed(self._marks) if mcid is not None), None)
        if mcid is not None:
            self.text.setdefault((page, mcid), []).append(text)

    def _do(self, resources: Any, name: str, page: int, depth: int) -> None:
        form = resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if form is None or form.get("/Subtype") != pikepdf.Name.Form or depth >= MAX_FORM_DEPTH:
            return
        font = self._font
        self._read(form, form.get("/Resources", resources), page, depth + 1)
        self._font = font
