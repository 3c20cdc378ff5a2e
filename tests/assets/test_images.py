"""Any picture in, a plain PNG or JPEG out, or a sentence that says why not."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms

from publish.assets.containers import image_type
from publish.assets.images import ImageError, Prepared, prepare

RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Left half red, right half blue: enough to see where up is."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def opened(prepared: Prepared) -> Image.Image:
    image = Image.open(io.BytesIO(prepared.data))
    image.load()
    assert image.size == (prepared.width, prepared.height)
    assert image.get_format_mimetype() == prepared.media_type
    return image


def is_red_then_blue(image: Image.Image) -> bool:
    y = image.height // 2
    (left, _, left_blue), (right, _, right_blue) = (
        image.convert("RGB").getpixel((x, y)) for x in (image.width // 4, image.width * 3 // 4)
    )
    return left > 150 > left_blue and right_blue > 150 > right


def differs_by(image: Image.Image, source: Image.Image) -> int:
    """The largest difference in grey, of 255."""
    darkest, lightest = ImageChops.difference(image.convert("L"), source.convert("L")).getextrema()
    assert darkest >= 0
    return int(lightest)


@pytest.mark.parametrize(
    ("kind", "mode", "options", "media_type"),
    [
        ("PNG", "RGB", {}, "image/png"),
        ("PNG", "P", {}, "image/png"),
        ("PNG", "1", {}, "image/png"),
        ("PNG", "LA", {}, "image/png"),
        ("GIF", "P", {}, "image/png"),
        ("BMP", "RGB", {}, "image/png"),
        ("TIFF", "RGB", {"compression": "tiff_lzw"}, "image/png"),
        ("TIFF", "CMYK", {}, "image/png"),
        ("TIFF", "LAB", {}, "image/png"),
        ("ICO", "RGB", {"sizes": [(40, 20)]}, "image/png"),
        ("WEBP", "RGB", {"lossless": True}, "image/png"),
        ("WEBP", "RGB", {"quality": 90}, "image/jpeg"),
        ("WEBP", "RGBA", {"quality": 90}, "image/jpeg"),
        ("AVIF", "RGB", {"quality": 90}, "image/jpeg"),
        ("JPEG2000", "RGB", {}, "image/jpeg"),
        ("JPEG", "RGB", {}, "image/jpeg"),
        ("JPEG", "L", {}, "image/jpeg"),
        ("JPEG", "CMYK", {}, "image/jpeg"),
        ("JPEG", "RGB", {"progressive": True}, "image/jpeg"),
    ],
)
def test_every_type_becomes_png_or_jpeg(
    kind: str, mode: str, options: dict[str, object], media_type: str
) -> None:
    source = (
        picture(mode)
        if mode != "LAB"
        else ImageCms.profileToProfile(
            picture(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB"
        )
    )
    prepared = prepare(saved(source, kind, **options))
    assert prepared.media_type == media_type
    assert opened(prepared).mode in {"1", "L", "LA", "P", "RGB"}
    if mode in {"1", "L", "LA"}:
        assert differs_by(opened(prepared), source) < 5
    else:
        assert is_red_then_blue(opened(prepared))


def test_a_plain_jpeg_keeps_its_very_compression() -> None:
    data = saved(picture(), "JPEG", quality=71)
    assert prepare(data).data == data


def test_a_plain_png_keeps_its_very_compression() -> None:
    data = saved(picture(), "PNG", compress_level=1)
    assert prepare(data).data == data


def test_a_jpeg_loses_where_and_when_it_was_taken_but_not_a_pixel() -> None:
    exif = Image.Exif()
    exif[0x0110], exif[0x8825] = "Camera 3000", {1: "N", 2: (30.0, 44.0, 0.0)}
    plain = saved(picture(), "JPEG")
    tagged = saved(picture(), "JPEG", exif=exif, comment=b"by Wang", xmp=b"<x:xmpmeta/>") + b"trailing data"
    assert b"Camera 3000" in tagged
    assert prepare(tagged).data == plain


def test_a_png_loses_its_texts_and_what_follows_its_end() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Wang")
    plain = saved(picture(), "PNG")
    assert prepare(saved(picture(), "PNG", pnginfo=info) + b"PK\x03\x04").data == plain


@pytest.mark.parametrize("held", [1, 2, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("width", [20, 2000])
def test_a_photo_is_set_upright(held: int, width: int) -> None:
    backwards = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # what the camera's turning did to it
    source = picture()
    turned = source.transpose(Image.Transpose(backwards[held])) if held > 1 else source
    exif = Image.Exif()
    exif[0x0112] = held
    prepared = prepare(saved(turned, "JPEG", exif=exif, quality=95), max_width=width)
    image = opened(prepared)
    assert image.size == ((40, 20) if width == 2000 else (20, 10))
    assert not image.getexif()
    assert is_red_then_blue(image)


def test_damaged_exif_data_are_no_reason_to_lose_a_photo() -> None:
    data = saved(picture(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")
    assert prepare(data).data == saved(picture(), "JPEG")


def test_a_wide_picture_is_scaled_to_the_measure() -> None:
    for kind in ("JPEG", "PNG", "GIF"):
        prepared = prepare(saved(picture(size=(900, 300)), kind), max_width=300)
        assert (prepared.width, prepared.height) == (300, 100)
        assert opened(prepared)


def test_a_scaled_picture_keeps_its_transparent_colour() -> None:
    source = Image.new("P", (400, 400), 1)
    source.putpalette([255, 0, 0, 0, 0, 255])
    source.paste(0, (0, 0, 200, 400))
    image = opened(prepare(saved(source, "PNG", transparency=0), max_width=100))
    assert image.mode == "RGBA"
    assert image.getpixel((10, 50))[3] == 0
    assert image.getpixel((90, 50)) == (0, 0, 255, 255)


def test_needless_transparency_goes_and_real_transparency_stays() -> None:
    opaque = picture("RGBA")
    half = picture("RGBA")
    half.putalpha(128)
    assert opened(prepare(saved(opaque, "PNG"))).mode == "RGB"
    assert opened(prepare(saved(half, "PNG"))).mode == "RGBA"
    assert prepare(saved(half, "WEBP", quality=80)).media_type == "image/png"


def test_the_first_frame_of_a_moving_picture_is_taken() -> None:
    frames = [Image.new("RGB", (40, 20), colour) for colour in (RED, BLUE)]
    for kind in ("GIF", "PNG", "WEBP"):
        moving = saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        image = opened(prepare(moving))
        assert getattr(image, "n_frames", 1) == 1
        red, _, blue = image.convert("RGB").getpixel((5, 5))
        assert red > 150 > blue


def test_sixteen_bits_of_grey_become_eight() -> None:
    source = Image.new("I;16", (2, 1))
    source.putpixel((0, 0), 0x8000)
    source.putpixel((1, 0), 0xFFFF)
    image = opened(prepare(saved(source, "PNG")))
    assert image.mode == "L"
    assert [image.getpixel((0, 0)), image.getpixel((1, 0))] == [127, 255]


def test_colours_of_another_space_are_turned_to_srgb() -> None:
    """Blue and red change places in the profile of this test, so they must in the picture."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tmp!").replace(b"bXYZ", b"rXYZ").replace(b"tmp!", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    assert swapped != profile
    for kind in ("PNG", "JPEG"):
        image = opened(prepare(saved(picture(), kind, icc_profile=swapped)))
        assert image.getpixel((2, 10))[2] > 150 > image.getpixel((2, 10))[0]
        assert "icc_profile" not in image.info
        kept = prepare(saved(picture(), kind, icc_profile=profile))
        assert kept.data == saved(picture(), kind)


def test_a_damaged_profile_is_left_out() -> None:
    assert prepare(saved(picture(), "PNG", icc_profile=b"no profile")).data == saved(picture(), "PNG")


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = saved(picture(size=(900, 300)), "JPEG", progressive=True)
    assert prepare(data, 300) == prepare(data, 300)


# What is refused -----------------------------------------------------------------------------------


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims to be of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
        for tag, data in chunks
    )


def truncated(kind: str) -> bytes:
    noisy = Image.effect_noise((200, 200), 80)
    data = saved(noisy, kind)
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><title>404</title>", "no picture of a type we know"),
        (b"\0" * 100, "no picture of a type we know"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (20 * 1024 * 1024), "more than 20 MB"),
        (png_of(7000, 7000), "more than 40 million pixels"),
        (png_of(12000, 12000), "more than 40 million pixels"),
        (png_of(100_000, 100_000), "more than 40 million pixels"),
        (png_of(100, 100), "damaged"),
        (truncated("PNG"), "damaged"),
        (truncated("JPEG"), "damaged"),
        (truncated("WEBP"), "damaged"),
        (truncated("GIF"), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_that_cannot_be_used_is_refused_with_a_reason(data: bytes, sentence: str) -> None:
    with pytest.raises(ImageError, match=sentence):
        prepare(data)


def test_a_cut_off_picture_is_refused_whatever_a_library_told_the_decoder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # as importing WeasyPrint does
    with pytest.raises(ImageError):
        prepare(saved(picture(), "JPEG")[:-200])


@pytest.fixture(scope="module", params=["PNG", "JPEG", "GIF", "WEBP"])
def small_file(request: pytest.FixtureRequest) -> bytes:
    return saved(picture(), request.param)


@given(st.data())
def test_any_damage_gives_a_picture_or_a_refusal(small_file: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(small_file) - 1))
    junk = data.draw(st.binary(max_size=8))
    damaged = small_file[:at] + junk + small_file[at + len(junk) :]
    try:
        assert opened(prepare(damaged))
    except ImageError as error:
        assert str(error)  # noqa: PT017 - either way is right


@given(st.binary(max_size=200))
def test_any_bytes_give_a_picture_or_a_refusal(data: bytes) -> None:
    with pytest.raises(ImageError):
        prepare(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1miaf", "AVIF"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0avifmiaf", "AVIF"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIF"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp41avc1", ""),
        (b"\xef\xbb\xbf\n<!-- drawn --><SVG>", "SVG"),
        (b"\x1f\x8b\x08", "SVG"),
        (b"<html><svg></svg></html>", ""),
    ],
)
def test_the_type_is_told_by_the_bytes(data: bytes, kind: str) -> None:
    assert image_type(data) == kind


def heic() -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    return saved(picture(), "HEIF")


def test_pictures_of_phones_are_read() -> None:
    prepared = prepare(heic())
    assert prepared.media_type == "image/jpeg"
    assert is_red_then_blue(opened(prepared))


def test_a_cut_off_picture_of_a_phone_is_refused() -> None:
    with pytest.raises(ImageError, match="HEIC picture is damaged"):
        prepare(heic()[:300])


def test_a_picture_inside_an_icon_is_as_large_as_it_is_and_not_as_the_icon_says() -> None:
    inside = png_of(7000, 7000)
    entry = struct.pack("<BBBBHHII", 16, 16, 0, 0, 1, 32, len(inside), 22)
    with pytest.raises(ImageError, match="more than 40 million pixels"):
        prepare(struct.pack("<HHH", 0, 1, 1) + entry + inside)


def test_a_jpeg_of_endless_passes_is_refused() -> None:
    data = saved(picture(), "JPEG", progressive=True)
    scan = data[data.index(b"\xff\xda") : data.rindex(b"\xff\xd9")]
    with pytest.raises(ImageError, match="more than 100 passes"):
        prepare(data[:-2] + scan * 200 + data[-2:])


def test_what_is_said_to_decoders_is_taken_back() -> None:
    before = Image.MAX_IMAGE_PIXELS
    prepare(saved(picture(), "PNG"))
    assert before == Image.MAX_IMAGE_PIXELS
