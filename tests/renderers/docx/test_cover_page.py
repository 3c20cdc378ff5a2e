"""The cover's page in Word: a picture anchored to the page, behind an empty paragraph."""

from msgspec.structs import replace
from renderers.docx.opened import WP, W, opened, picture, theme

from publish.model import Article, Edition, Part
from publish.renderers.docx.pictures import Bounds
from publish.shorthand import p

EMU = 12_700


def covered(width: int, height: int) -> Edition:
    cover = picture(width, height)
    articles = tuple(Article(name, (p("潮水。"),), id=name) for name in "甲乙")
    edition = Edition("渡口", (Part("", articles),), lang="zh-Hans")
    return replace(edition, cover=cover.src, assets=(cover,))


def placed(edition: Edition) -> tuple[float, float, float, float]:
    """Left, top, width and height of the anchored picture, in pt from the page's edges."""
    anchor = next(opened(edition).document.iter(f"{WP}anchor"))
    offsets = [next(anchor.iter(f"{WP}position{axis}")) for axis in "HV"]
    assert {each.attrib["relativeFrom"] for each in offsets} == {"page"}
    extent = next(anchor.iter(f"{WP}extent"))
    left, top = (int(each[0].text or "") / EMU for each in offsets)
    return left, top, int(extent.attrib["cx"]) / EMU, int(extent.attrib["cy"]) / EMU


def test_a_cover_of_the_pages_shape_reaches_over_all_its_edges() -> None:
    page = theme().page
    left, top, width, height = placed(covered(round(page.width * 3), round(page.height * 3)))
    assert -1 <= left < 0
    assert -1 <= top < 0
    assert left + width > page.width
    assert top + height > page.height


def test_a_picture_of_another_shape_is_shown_whole_in_the_middle() -> None:
    page = theme().page
    left, top, width, height = placed(covered(600, 600))
    assert (round(left, 1), round(width, 1), round(height, 1)) == (
        0,
        round(page.width, 1),
        round(page.width, 1),
    )
    assert round(2 * top + height, 1) == round(page.height, 1)


def test_the_cover_stands_alone_in_its_section_with_a_text_alternative() -> None:
    word = opened(covered(600, 900))
    first, second, *_ = word.document.iter(f"{W}p")
    assert next(first.iter(f"{WP}docPr")).attrib["descr"] == "封面：渡口"
    assert next(first.iter(f"{WP}anchor")).attrib["behindDoc"] == "1"
    assert first.find(f"{W}pPr/{W}sectPr") is not None
    assert "".join(first.itertext()).strip("-0123456789") == ""
    assert "渡口" in "".join(second.itertext())


def test_a_picture_a_hair_off_the_pages_shape_is_stretched() -> None:
    assert Bounds(100, 200).fill(picture(300, 601)) == (101, 201)
    assert Bounds(100, 200).fill(picture(300, 300)) == (100, 100)
