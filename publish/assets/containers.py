"""What the bytes of a picture say before anything is decoded: its type, and its parts.

Types are told by the first bytes, never by a name or a server's word. JPEG and PNG files are rows of
labelled parts (ITU-T T.81 annex B, PNG 3rd edition section 5), so what is not the picture itself, such
as the place where a photo was taken, comes off without decoding and encoding it again.
"""

import struct
from collections.abc import Iterator

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"

# Pillow's name of a type, and the bytes its files begin with.
_BEGINNINGS = (
    ("PNG", PNG_SIGNATURE),
    ("JPEG", b"\xff\xd8\xff"),
    ("GIF", b"GIF87a"),
    ("GIF", b"GIF89a"),
    ("TIFF", b"II*\0"),
    ("TIFF", b"MM\0*"),
    ("BMP", b"BM"),
    ("ICO", b"\0\0\1\0"),
    ("JPEG2000", b"\0\0\0\x0cjP  \r\n\x87\n"),
    ("JPEG2000", b"\xff\x4f\xff\x51"),
)

# Brands of the ISO base media format (AV1 Image File Format 1.1; ISO/IEC 23008-12). AVIF files may bear
# the general brand of HEIF too.
_AVIF = {b"avif", b"avis"}
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def image_type(data: bytes) -> str:
    """Pillow's name of the type that these bytes are, "SVG", or nothing if they are no picture we know."""
    for name, beginning in _BEGINNINGS:
        if data.startswith(beginning):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        brands = {data[at : at + 4] for at in (8, *range(16, min(_length(data, 0, 4), 64), 4))}
        return "AVIF" if brands & _AVIF else "HEIF" if brands & _HEIF else ""
    return "SVG" if _is_svg(data) else ""


_MEDIA_TYPES = {"JPEG2000": "image/jp2", "ICO": "image/vnd.microsoft.icon", "SVG": "image/svg+xml"}


def media_type(data: bytes) -> str:
    """The media type of these bytes, or nothing if they are no picture we know."""
    kind = image_type(data)
    return _MEDIA_TYPES.get(kind, f"image/{kind.lower()}") if kind else ""


def _is_svg(data: bytes) -> bool:
    """An XML root of that name within the first thousand bytes, or a gzipped file (.svgz)."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return data[:2] == b"\x1f\x8b" or (head.startswith(b"<") and b"<svg" in head and b"<html" not in head)


def is_lossless_webp(data: bytes) -> bool:
    """Whether a WebP holds a lossless picture (RFC 9649: chunk `VP8L` instead of `VP8 `)."""
    return next((tag == b"VP8L" for tag in _webp_tags(data) if tag in {b"VP8L", b"VP8 "}), False)


def _webp_tags(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        tag, size = struct.unpack_from("<4sI", data, at)
        yield tag
        if tag == b"ANMF":  # a frame: sixteen bytes of its own, then chunks again
            at += 24
        else:
            at += 8 + size + size % 2


# PNG -----------------------------------------------------------------------------------------------

# Header, palette, transparent colour, picture, end: all that a decoder needs.
_PNG_PARTS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})


def bare_png(data: bytes) -> bytes | None:
    """A plain PNG with nothing in it but the picture, or None for one that must be encoded again.

    Plain is 8 bits a channel or less, not interlaced.
    """
    kept = [PNG_SIGNATURE]
    for tag, chunk in _png_chunks(data):
        if tag == b"IHDR" and (chunk[16] > 8 or chunk[20] != 0):
            return None
        if tag in _PNG_PARTS:
            kept.append(chunk)
        if tag == b"IEND":
            return b"".join(kept)
    return None


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(data):
        size = _length(data, at, 4) + 12
        yield data[at + 4 : at + 8], data[at : at + size]
        at += size


# JPEG ----------------------------------------------------------------------------------------------

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_JFIF, _ADOBE = 0xE0, 0xEE
_BASELINE = frozenset({0xC0, 0xC1})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def bare_jpeg(data: bytes) -> bytes | None:
    """A baseline JPEG with nothing in it but the picture, or None for one that must be encoded again.

    Kept are the tables, the scans, and the two application segments that tell how to read the colours
    (JFIF, Adobe); Exif, XMP, profiles, comments and whatever follows the end are left out. Progressive
    pictures are not kept: some e-readers do not show them.
    """
    kept = [b"\xff\xd8"]
    for marker, segment in _jpeg_segments(data):
        if marker in _FRAMES and marker not in _BASELINE:
            return None
        if not (marker == 0xFE or 0xE0 <= marker <= 0xEF) or marker in {_JFIF, _ADOBE}:
            kept.append(segment)
        if marker == _END_OF_IMAGE:
            return b"".join(kept)
    return None


def scans_of_jpeg(data: bytes) -> int:
    """How many passes over the picture a decoder makes: one, about ten in progressive ones."""
    return sum(marker == _START_OF_SCAN for marker, _ in _jpeg_segments(data))


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its segment; that of a scan holds its entropy-coded data too."""
    at = 2
    while at + 1 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == _END_OF_IMAGE:
            yield marker, data[at : at + 2]
            return
        end = at + 2 + _length(data, at + 2, 2)
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next real marker stands: in a scan FF is followed by 00 or a restart marker."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return at
        at += 2
    return len(data)


def _length(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")
