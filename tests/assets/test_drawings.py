"""SVG drawings: what is drawn, and what is refused before it is."""

import base64
import gzip
import io
from pathlib import Path

import pytest
from assets.misbehaving import serving
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from publish.assets.errors import ImageError
from publish.assets.images import Prepared, prepare

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = '<rect width="100" height="100" fill="#c81e1e"/>'


def svg(content: str, attributes: str = 'width="100" height="100"') -> bytes:
    return f"<svg {NAMESPACES} {attributes}>{content}</svg>".encode()


def opened(prepared: Prepared) -> Image.Image:
    image = Image.open(io.BytesIO(prepared.data))
    image.load()
    assert image.size == (prepared.width, prepared.height)
    assert prepared.media_type == "image/png"
    return image


def colour(image: Image.Image, x: int, y: int) -> object:
    return image.convert("RGBA").getpixel((x, y))


RED, NOTHING = (200, 30, 30, 255), (0, 0, 0, 0)


def test_a_drawing_becomes_a_png() -> None:
    image = opened(prepare(svg('<rect width="50" height="100" fill="#c81e1e"/>')))
    assert image.size == (100, 100)
    assert (colour(image, 25, 50), colour(image, 75, 50)) == (RED, NOTHING)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="100" height="50"', (100, 50)),
        ('width="100px" height="50px"', (100, 50)),
        ('width="75pt" height="1in"', (100, 96)),
        ('viewBox="0 0 30 40"', (30, 40)),
        ('viewBox="-10 -10 30 40"', (30, 40)),
        ('width="60" viewBox="0 0 30 40"', (60, 80)),
        ('height="60" viewBox="0 0 30 40"', (45, 60)),
        ('width="100%" height="100%" viewBox="0 0 30 40"', (30, 40)),
        ("", (300, 150)),
        ('width="400" height="200"', (1250, 625)),  # wide: 300 pixels an inch
        ('width="800" height="200"', (2000, 500)),  # wider than any measure
        ('width="100000" height="50000"', (2000, 1000)),
        ('width="100" height="100000"', (20, 20000)),
    ],
)
def test_how_large_it_is_drawn(attributes: str, size: tuple[int, int]) -> None:
    assert opened(prepare(svg('<rect width="200%" height="200%" fill="red"/>', attributes))).size == size


def test_it_is_no_wider_than_asked_for() -> None:
    assert prepare(svg(SQUARE, 'width="900" height="300"'), max_width=300).width == 300


def test_a_packed_drawing_is_unpacked() -> None:
    assert prepare(gzip.compress(svg(SQUARE))) == prepare(svg(SQUARE))


def test_a_drawing_as_pages_have_them_needs_no_namespace() -> None:
    assert prepare(b'<svg width="100" height="100"><rect width="100" height="100" fill="#c81e1e"/></svg>')


def test_a_document_type_is_passed_over() -> None:
    kind = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    )
    assert prepare(kind.encode() + svg(SQUARE)) == prepare(svg(SQUARE))


def test_a_style_sheet_and_copies_are_heeded() -> None:
    style = "<style>.a { fill: #c81e1e }</style>"
    copies = '<defs><rect id="r" width="10" height="10"/></defs><use xlink:href="#r" x="50" class="a"/>'
    image = opened(prepare(svg(style + copies)))
    assert (colour(image, 55, 5), colour(image, 5, 5)) == (RED, NOTHING)


@pytest.mark.parametrize("family", ["No Such Family", "sans-serif", "serif"])
def test_text_is_set_whatever_font_it_names(family: str) -> None:
    text = f'<text x="5" y="60" font-size="40" font-family="{family}">汉字</text>'
    image = opened(prepare(svg(text)))
    left, top, right, bottom = image.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert right - left > 60
    assert 20 < bottom - top < 60


def test_a_picture_inside_is_drawn() -> None:
    output = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 30)).save(output, "WEBP", lossless=True)
    address = f"data:image/webp;base64,{base64.b64encode(output.getvalue()).decode()}"
    for href in ("href", "xlink:href"):
        image = opened(prepare(svg(f'<image {href}="{address}" width="100" height="100"/>')))
        assert colour(image, 50, 50) == RED


def test_the_same_drawing_gives_the_same_bytes() -> None:
    data = svg(SQUARE + '<text y="50">文</text>')
    assert prepare(data) == prepare(data)


# Nothing from outside ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        '<image href="{path}" width="100" height="100"/>',
        '<image xlink:href="{path}" width="100" height="100"/>',
        '<image href="file://{path}" width="100" height="100"/>',
        '<use href="{path}#r"/>',
        '<rect width="100" height="100" fill="url({path}#p)"/>',
        '<rect width="100" height="100" style="fill:u\\72l(&quot;{path}#p&quot;)"/>',
        '<style>rect {{ fill: url("file://{path}#p") }}</style>',
        '<filter id="f"><feImage href="{path}"/></filter>',
    ],
)
def test_no_file_is_read(tmp_path: Path, content: str) -> None:
    """What would be seen in the picture, if it were read, is not."""
    secret = tmp_path / "secret.png"
    Image.new("RGB", (8, 8), (0, 255, 0)).save(secret)
    image = opened(prepare(svg(content.format(path=secret) + '<circle r="9" fill="#c81e1e"/>')))
    colours = {pixel for _, pixel in image.convert("RGB").getcolors(100_000) or []}
    assert not any(green > 100 for _, green, _ in colours)


def test_nothing_is_fetched() -> None:
    with serving() as server:
        links = "".join(
            f'<{name} {href}="{server.at("good")}"/>'
            for name in ("image", "use", "script", "feImage", "a", "linearGradient")
            for href in ("href", "xlink:href")
        )
        style = (
            f"<style>@import url({server.at('good')}); rect {{ fill: url({server.at('good')}) }}</style>"
        )
        prepare(svg('<circle r="9"/>' + links + style))
        assert server.asked == []


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<foreignObject width="100" height="100"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<image href="https://pictures.example/x.png" width="9" height="9"/>',
        "",
    ],
)
def test_a_drawing_of_nothing_of_its_own_is_refused(content: str) -> None:
    with pytest.raises(ImageError, match="shows nothing of its own"):
        prepare(svg(content))


def test_what_is_left_out_leaves_the_words_around_it() -> None:
    plain = svg('<text y="50">one two</text>')
    assert prepare(svg('<text y="50">one<script>x</script> two</text>')) == prepare(plain)


# Too much ------------------------------------------------------------------------------------------


def bomb(element: str, levels: int = 9) -> str:
    """Each level is ten of the one below."""
    row = "".join(
        f'<g id="l{level}">' + f'<use href="#l{level - 1}"/>' * 10 + "</g>" for level in range(1, levels)
    )
    return f'<defs><g id="l0">{element}</g>{row}</defs><use href="#l{levels - 1}"/>'


CORNERS = " ".join(f"L{at * 37 % 100} {at * 91 % 100}" for at in range(3000))
HUNDRED = "".join(f'<rect x="{at}" width="1" height="1"/>' for at in range(100))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (bomb(SQUARE), "too intricate"),
        (
            f'<marker id="m">{HUNDRED}</marker><path d="M0 0 {CORNERS}" marker-mid="url(#m)"/>',
            "too intricate",
        ),
        (
            f'<marker id="m">{HUNDRED}</marker><g style="marker: url(#m)"><path d="M0 0 {CORNERS}"/></g>',
            "too intricate",
        ),
        (
            f'<style>path {{ marker-mid: url("#m") }}</style><marker id="m">{HUNDRED}</marker>'
            f'<path d="M0 0 {CORNERS}"/>',
            "too intricate",
        ),
        (
            f'<pattern id="p" width="9" height="9">{HUNDRED * 30}</pattern><g fill="url(#p)">{HUNDRED}</g>',
            "too intricate",
        ),
        (
            '<filter id="f"><feGaussianBlur stdDeviation="5"/></filter>'
            + '<rect width="9" height="9" filter="url(#f)"/>' * 20,
            "too intricate",
        ),
        (
            '<g opacity=".5">' * 90 + SQUARE + "</g>" * 90 + '<g opacity=".5"><g/></g>' * 400,
            "too intricate",
        ),
        ('<filter id="f"><feTurbulence numOctaves="999999999"/></filter>', "effect that takes too long"),
        ('<filter id="f"><feMorphology radius="9999"/></filter>', "effect that takes too long"),
        ('<pattern id="p" width="1e9" height="9" patternUnits="userSpaceOnUse"/>', "larger than it"),
        ('<pattern id="p"><rect width="1" height="1" fill="url(#p)"/></pattern>', "stands for itself"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "stands for itself"),
        ("<g>" * 250 + SQUARE + "</g>" * 250, "nests deeper"),
        (
            "".join(f'<g id="a{at}"><use href="#a{at + 1}"/></g>' for at in range(5000)),
            "nests deeper",
        ),
        ("<g/>" * 200_001, "more than 200,000 elements"),
        ("<desc>" + "x" * 9_000_000 + "</desc>", "more than 8 MB"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_drawing_that_would_take_too_long_is_refused_before_it_is_drawn(
    monkeypatch: pytest.MonkeyPatch, content: str, why: str
) -> None:
    monkeypatch.setattr("publish.assets.drawings.subprocess.run", lambda *_, **__: pytest.fail("was drawn"))
    with pytest.raises(ImageError, match=why):
        prepare(svg(content + SQUARE))


def test_what_slips_through_ends_its_own_process_and_not_ours() -> None:
    """A tile of a pattern whose scale makes it 160 GB: the library would end the process."""
    tile = '<circle r="3"/>'
    pattern = (
        f'<pattern id="p" width="200" height="200" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale(1000)">{tile}</pattern><rect width="100" height="50" fill="url(#p)"/>'
    )
    with pytest.raises(ImageError, match="takes too much time or memory"):
        prepare(svg(pattern))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaa">',
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY % a SYSTEM "http://pictures.example/x.dtd">',
    ],
)
def test_entities_are_refused(declaration: str) -> None:
    with pytest.raises(ImageError, match="declares entities"):
        prepare(f"<!DOCTYPE svg [{declaration}]>".encode() + svg(SQUARE))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg", "damaged"),
        (svg(SQUARE)[:-5], "damaged"),
        (b'<?xml version="1.0" encoding="no-such"?>' + svg(SQUARE), "damaged"),
        (gzip.compress(svg(SQUARE))[:-9], "breaks off"),
        (gzip.compress(b"\0" * 20_000_000), "more than 8 MB"),
        (gzip.compress(b"no drawing"), "damaged"),
        (b"\x1f\x8b\x08 no gzip", "damaged"),
        (b"<page><svg/></page>", "no SVG drawing"),
        (svg(SQUARE, 'width="1" height="5000000"'), "far longer than wide"),
    ],
)
def test_a_damaged_drawing_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(ImageError, match=why):
        prepare(data)


@given(st.data())
def test_any_damage_gives_a_drawing_or_a_refusal(data: st.DataObject) -> None:
    whole = svg(f'<style>.a {{ fill: red }}</style><g class="a">{SQUARE}</g>')
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(st.binary(max_size=6))
    try:
        assert opened(prepare(whole[:at] + junk + whole[at + len(junk) :]))
    except ImageError as error:
        assert str(error)  # noqa: PT017 - either way is right


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("svg_xxe.svg", "declares entities"),
        ("svg_laughs.svg", "declares entities"),
        ("svg_use_bomb.svg", "too intricate"),
        ("svg_pattern_loop.svg", "stands for itself"),
        ("svg_external.svg", "nothing of its own"),
        ("svg_foreign.svg", "nothing of its own"),
        ("svgz_bomb.svgz", "more than 8 MB"),
    ],
)
def test_drawings_that_attack(shared: Path, name: str, why: str) -> None:
    with pytest.raises(ImageError, match=why):
        prepare((shared / "badinputs" / "files" / name).read_bytes())


def test_a_drawing_with_a_script_is_drawn_without_it(shared: Path) -> None:
    assert prepare((shared / "badinputs" / "files" / "svg_script.svg").read_bytes()).width == 200
