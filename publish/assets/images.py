"""Pictures as editions need them: the only module that decodes images.

    prepared = prepare(path.read_bytes())

Whatever comes in, PNG or JPEG goes out: one frame, upright, in sRGB or grey with 8 bits a channel, no
wider than asked for, with no metadata. A PNG or baseline JPEG that is so already keeps its very pixels
and compression. All formats get the same bytes.

Pictures are untrusted: the type is told by the bytes and only that decoder runs, sizes are looked at
before anything is decoded, and a damaged file is refused rather than shown in part. `prepare` is a
function from bytes to bytes without state, so that it can run in a process of its own.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from publish.assets.containers import bare_jpeg, bare_png, image_type, is_lossless_webp, scans_of_jpeg
from publish.assets.errors import ImageError

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is looked at."""

MAX_PIXELS = 40_000_000
"""The largest picture that is decoded: some 7,700 by 5,200 pixels, 160 MB in memory."""

MAX_SCANS = 100
"""The most passes that a JPEG may need: progressive ones have about ten, and each takes time."""

MAX_WIDTH = 2000
"""Pixels: 300 an inch over 169 mm, wider than the measure of any of our themes."""

_QUALITY = 90  # of JPEGs that are encoded again: beyond it files grow and nobody sees why

# Exif 3.0, 4.6.5.1: how the camera was held, and what sets the picture upright (Pillow's `Transpose`).
_ORIENTATION = 0x0112
_UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
_SIDEWAYS = {2, 4, 5, 6}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be set; sizes in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


@cache
def preparation() -> str:
    """The version of this module's work: the same version makes the same bytes of the same picture."""
    drawn = f"resvg-{version('resvg-py')}"
    return f"2-pillow-{version('pillow')}-heif-{version('pillow-heif')}-{drawn}"


def prepare(data: bytes, max_width: int = MAX_WIDTH) -> Prepared:
    """The picture as PNG or JPEG, at most `max_width` pixels wide. Raises `ImageError`."""
    kind = image_type(data)
    _refuse_unusable(data, kind)
    with warnings.catch_warnings(), _strict_decoders():
        try:
            return _prepared(data, kind, max_width)
        except ImageError:
            raise
        except _too_many_pixels():
            raise _too_large() from None
        except Exception as error:  # a decoder may fail in any way on a damaged file
            raise ImageError(f"the {_NAMES.get(kind, kind)} picture is damaged ({error})") from error


@contextmanager
def _strict_decoders() -> Iterator[None]:
    """Pillow refusing what is cut off, which WeasyPrint, once it is imported, tells it not to.

    It has our limit of pixels, too, which holds for pictures inside a file (of an icon, say) as well.
    """
    from PIL import Image, ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = False, MAX_PIXELS
    warnings.simplefilter("ignore")  # a wrong Exif tag is no reason to lose a picture
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS = before


_NAMES = {"JPEG2000": "JPEG 2000", "HEIF": "HEIC", "WEBP": "WebP"}


def _refuse_unusable(data: bytes, kind: str) -> None:
    if not data:
        raise ImageError("the file is empty")
    if len(data) > MAX_BYTES:
        raise ImageError(f"the file has more than {MAX_BYTES >> 20} MB")
    if not kind:
        raise ImageError("the file is no picture of a type we know")
    if kind == "JPEG" and scans_of_jpeg(data) > MAX_SCANS:
        raise ImageError(f"the JPEG picture needs more than {MAX_SCANS} passes to be decoded")


def _prepared(data: bytes, kind: str, max_width: int) -> Prepared:
    if kind == "SVG":
        data, kind = _drawn(data, max_width), "PNG"
    image = _opened(data, kind)
    if kind != "JPEG":  # a JPEG can be decoded at a smaller size
        image.load()
    turns = _turns(image)
    if turns is None and image.width <= max_width and _is_srgb(image):
        kept = _kept(image, data, kind)
        if kept:
            return kept
    if kind == "JPEG":
        image.draft(None, _fitting(image.size, max_width, sideways=turns in _SIDEWAYS))
    image.load()
    upright = image if turns is None else image.transpose(turns)
    return _encoded(_scaled(_plain(upright), max_width), lossy=_is_lossy(image, data))


def _opened(data: bytes, kind: str) -> "Image.Image":
    from PIL import Image

    if kind == "HEIF":
        _register_heif()
    image = Image.open(io.BytesIO(data), formats=["JPEG", "MPO"] if kind == "JPEG" else [kind])
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    return image


def _drawn(data: bytes, max_width: int) -> bytes:
    """An SVG drawing as a PNG; pictures inside it are made plain first, and as safe as any."""
    from publish.assets.drawings import draw

    def picture(inside: bytes) -> tuple[bytes, str]:
        ready = prepare(inside, max_width)
        return ready.data, ready.media_type

    drawn = draw(data, max_width, picture)
    if _opened(drawn, "PNG").getbbox() is None:
        raise ImageError("the SVG drawing shows nothing of its own")
    return drawn


def _too_many_pixels() -> tuple[type[Exception], ...]:
    from PIL import Image

    return Image.DecompressionBombWarning, Image.DecompressionBombError


def _too_large() -> ImageError:
    return ImageError(f"the picture has more than {MAX_PIXELS // 1_000_000} million pixels")


def _register_heif() -> None:
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


# Keeping a picture as it is ------------------------------------------------------------------------


def _kept(image: "Image.Image", data: bytes, kind: str) -> Prepared | None:
    """The very picture without its metadata, if it can be kept; it is decoded all the same, to be sure."""
    width, height = image.size
    if kind == "PNG" and image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        kept = None if _needlessly_transparent(image) else bare_png(data)
        return Prepared(kept, "image/png", width, height) if kept else None
    if kind == "JPEG" and image.mode in {"L", "RGB"}:
        kept = bare_jpeg(data)
        if kept:
            _refuse_damaged_jpeg(kept)
            return Prepared(kept, "image/jpeg", width, height)
    return None


def _refuse_damaged_jpeg(data: bytes) -> None:
    """Read the whole picture at an eighth of its size: every byte is looked at, few pixels are made."""
    image = _opened(data, "JPEG")
    image.draft(None, (1, 1))
    image.load()


def _needlessly_transparent(image: "Image.Image") -> bool:
    if image.mode not in {"LA", "RGBA"}:
        return False
    return image.getchannel("A").getextrema() == (255, 255)


def _is_srgb(image: "Image.Image") -> bool:
    """True without a colour profile: then sRGB is meant."""
    profile = image.info.get("icc_profile")
    if not profile:
        return True
    from PIL import ImageCms

    try:
        return "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return True  # a damaged profile: what it should have said nobody knows


# Making a picture plain ----------------------------------------------------------------------------


def _turns(image: "Image.Image") -> "Image.Transpose | None":
    """What sets a photo upright, or None where nothing needs to be done or the Exif data are damaged."""
    from PIL import Image

    try:
        held = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # Exif data are a file format of their own, and as often damaged
        return None
    return Image.Transpose(_UPRIGHT[held]) if held in _UPRIGHT else None


def _is_lossy(image: "Image.Image", data: bytes) -> bool:
    if image.format == "WEBP":
        return not is_lossless_webp(data)
    return image.format in {"JPEG", "MPO", "JPEG2000", "AVIF", "HEIF"}


def _plain(image: "Image.Image") -> "Image.Image":
    """The picture in sRGB or grey with 8 bits a channel: mode 1, L, LA, P, RGB or RGBA."""
    if not _is_srgb(image):
        image = _in_srgb(image)
    match image.mode:
        case "1" | "L" | "LA" | "P" | "RGB" | "RGBA":
            plain = image
        case "PA" | "La" | "RGBa":
            plain = image.convert("RGBA")
        case "I" | "F" | "I;16" | "I;16L" | "I;16B" | "I;16N":
            plain = _eight_bits(image)
        case _:  # CMYK, YCbCr, LAB, HSV, RGBX
            plain = image.convert("RGB")
    if _needlessly_transparent(plain):
        plain = plain.convert(plain.mode.removesuffix("A"))
    return plain


def _in_srgb(image: "Image.Image") -> "Image.Image":
    from PIL import ImageCms

    if image.mode == "P":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    output = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        turned = ImageCms.profileToProfile(
            image, profile, ImageCms.createProfile("sRGB"), outputMode=output
        )
    except ImageCms.PyCMSError:
        return image  # a profile for another kind of picture
    return turned if turned is not None else image


def _eight_bits(image: "Image.Image") -> "Image.Image":
    """Grey of 16 or 32 bits, or real numbers, as 8 bits: 16 bits by their high byte, others stretched."""
    grey = image.convert("F")
    low, high = (0.0, 65535.0) if image.mode.startswith("I;16") else _extrema(grey)
    scale = 255.0 / (high - low) if high > low else 0.0
    return grey.point(lambda value: value * scale - low * scale).convert("L")


def _extrema(grey: "Image.Image") -> tuple[float, float]:
    low, high = grey.getextrema()
    assert isinstance(low, float)
    assert isinstance(high, float)
    return low, high


def _fitting(size: tuple[int, int], max_width: int, *, sideways: bool = False) -> tuple[int, int]:
    """The size of a picture brought down to a width; of one that lies on its side, to that height."""
    across, along = reversed(size) if sideways else size
    if across > max_width:
        across, along = max_width, max(round(along * max_width / across), 1)
    return (along, across) if sideways else (across, along)


def _scaled(image: "Image.Image", max_width: int) -> "Image.Image":
    from PIL import Image

    if image.width <= max_width:
        return image
    if image.has_transparency_data:
        image = image.convert("RGBA")
    elif image.mode in {"1", "P"}:
        image = image.convert("L" if image.mode == "1" else "RGB")
    return image.resize(_fitting(image.size, max_width), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: "Image.Image", *, lossy: bool) -> Prepared:
    output = io.BytesIO()
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    if lossy and image.mode in {"L", "RGB"}:
        image.save(output, "JPEG", quality=_QUALITY, optimize=True)
        media_type = "image/jpeg"
    else:
        image.save(output, "PNG", optimize=False, compress_level=6)
        media_type = "image/png"
    return Prepared(output.getvalue(), media_type, image.width, image.height)
