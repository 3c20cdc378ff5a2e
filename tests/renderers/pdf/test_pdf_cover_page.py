"""The cover's page: its picture from edge to edge, or whole in the middle, with a text alternative."""

import io
from collections.abc import Callable

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image
from printing import pdf_of
from validation import assert_valid_pdf_ua

from publish.assets import AssetStore
from publish.diagnostics import Report
from publish.model import Asset, Edition, Part
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import article, p
from publish.theming.shipped import open_theme

RED = (200, 30, 30)


def covered(width: int, height: int) -> tuple[Edition, AssetStore]:
    """A bound edition with a red cover of a size in pixels."""
    output = io.BytesIO()
    Image.new("RGB", (width, height), RED).save(output, "PNG")
    store = AssetStore.in_memory()
    cover = store.add(output.getvalue())
    articles = tuple(replace(article(name, p("潮水。")), id=f"a{name}", lang="zh-Hans") for name in "甲乙")
    edition = Edition("渡口", (Part("", articles),), lang="zh-Hans", identifier="urn:uuid:1")
    return replace(edition, cover=cover.src, assets=(cover,)), store


def render(edition: Edition, read: Callable[[Asset], bytes]) -> bytes:
    return pdf_of(edition, Context(open_theme("journal", Plugins()), NoOptions(), Report(), read))


def first_page(data: bytes) -> Image.Image:
    page: Image.Image = pypdfium2.PdfDocument(data)[0].render(scale=0.5).to_pil()
    return page.convert("RGB")


def corners_and_edges(page: Image.Image) -> list[tuple[int, ...]]:
    right, bottom = page.width - 1, page.height - 1
    places = [(0, 0), (right, 0), (0, bottom), (right, bottom), (right // 2, 0), (right // 2, bottom)]
    return [page.getpixel(place) for place in places]  # type: ignore[misc]


def test_a_cover_of_the_pages_shape_fills_the_page() -> None:
    edition, store = covered(831, 1181)
    page = first_page(render(edition, store.read))
    assert {
        tuple(abs(a - b) < 4 for a, b in zip(found, RED, strict=True)) for found in corners_and_edges(page)
    } == {(True, True, True)}


def test_a_picture_of_another_shape_is_shown_whole_in_the_middle() -> None:
    edition, store = covered(600, 600)
    page = first_page(render(edition, store.read))
    column = [page.getpixel((page.width // 2, y)) for y in range(page.height)]
    red = [y for y, color in enumerate(column) if color[0] - color[1] > 100]  # type: ignore[index]
    assert len(red) == pytest.approx(page.width, abs=2)
    assert red[0] == pytest.approx(page.height - 1 - red[-1], abs=2)


def test_nothing_but_the_picture_stands_on_its_page_and_the_title_page_follows() -> None:
    edition, store = covered(831, 1181)
    pages = pypdfium2.PdfDocument(render(edition, store.read))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert texts[0] == ""
    assert "渡口" in texts[1]


def test_a_cover_is_pdf_ua_1() -> None:
    edition, store = covered(831, 1181)
    data = render(edition, store.read)
    assert_valid_pdf_ua(data)
