"""Where glyphs stand, read from content streams written by hand."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from publish.checks.page_geometry import Glyph, read_glyphs
from publish.checks.pdf import Printed, open_pdf
from publish.checks.pdf_content import Font

FONT = Dictionary(
    Type=Name.Font,
    Subtype=Name.Type0,
    BaseFont=Name("/ABCDEF+publish-serif"),
    Encoding=Name("/Identity-H"),
    DescendantFonts=Array(
        [Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, W=Array([1, Array([500, 250]), 7, 9, 750]))]
    ),
)
CMAP = b"3 beginbfchar <0001> <0061> <0002> <0020> <0008> <006D> <0100> <6C34> endbfchar"


def glyphs(content: str, form: str = "") -> list[Glyph]:
    """The glyphs of a page of 200 × 100 pt, all of one MCID."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 100))
    font = document.make_indirect(Dictionary(FONT))
    font.ToUnicode = Stream(document, CMAP)
    resources = Dictionary(Font=Dictionary(F=font))
    if form:
        resources.XObject = Dictionary(
            X=Stream(document, form.encode(), Subtype=Name.Form, Matrix=Array([1, 0, 0, 1, 5, 0]))
        )
    page.obj.Resources = resources
    page.obj.Contents = Stream(document, f"/Span <</MCID 4>> BDC {content} EMC".encode())
    output = io.BytesIO()
    document.save(output)
    printed = open_pdf(output.getvalue())
    assert isinstance(printed, Printed)
    return read_glyphs(printed.pdf, printed.pages).get((0, 4), [])


def places(content: str, form: str = "") -> list[tuple[str, float, float, float]]:
    return [
        (glyph.text, *(round(each, 3) for each in (glyph.start, glyph.end, glyph.base)))
        for glyph in glyphs(content, form)
    ]


def test_glyphs_follow_each_other_by_their_widths() -> None:
    """500 and 750 thousandths by the two kinds of lists, a whole em where none is listed."""
    shown = places("BT /F 10 Tf 1 0 0 1 20 30 Tm <000100080100> Tj ET")
    assert shown == [("a", 20, 25, 30), ("m", 25, 32.5, 30), ("水", 32.5, 42.5, 30)]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("BT /F 10 Tf 20 30 Td [<0001> -100 <0100>] TJ ET", ("水", 26, 36, 30)),
        ("BT /F 10 Tf 20 30 Td [500 <0001> 200 300 <0100>] TJ ET", ("水", 15, 25, 30)),
        ("BT /F 10 Tf 2 Tc 20 30 Td <00010100> Tj ET", ("水", 27, 37, 30)),
        ("BT /F 10 Tf 3 Ts 20 30 Td <0100> Tj ET", ("水", 20, 30, 33)),
        ("BT /F 10 Tf 20 30 Td <0001> Tj <0100> Tj ET", ("水", 25, 35, 30)),
        ("BT /F 10 Tf 20 30 Td 1 2 Td <0100> Tj ET", ("水", 21, 31, 32)),
        ("1 0 0 -1 0 100 cm q .5 0 0 .5 0 0 cm BT 1 0 0 -1 20 30 Tm /F 10 Tf <0100> Tj ET Q",
         ("水", 10, 15, 85)),
        ("q 1 0 0 1 9 9 cm Q BT /F 10 Tf 20 30 Td <0100> Tj ET", ("水", 20, 30, 30)),
    ],
)  # fmt: skip
def test_matrices_spacing_and_adjustments_move_them(
    content: str, place: tuple[str, float, float, float]
) -> None:
    assert places(content)[-1] == place


def test_the_size_is_that_of_the_page() -> None:
    assert glyphs(".75 0 0 -.75 0 100 cm BT 1 0 0 -1 20 30 Tm /F 14 Tf <0100> Tj ET")[0].size == 10.5


def test_forms_stand_where_they_are_placed() -> None:
    form = "BT /F 10 Tf 20 30 Td <0100> Tj ET"
    assert places("q 1 0 0 1 0 7 cm /X Do Q", form) == [("水", 25, 35, 37)]


def test_turned_text_is_none_of_the_lines() -> None:
    assert places("BT /F 10 Tf 0 1 -1 0 20 30 Tm <0100> Tj ET") == []


def test_widths_of_a_simple_font_are_counted_from_its_first_character() -> None:
    font = Font(Dictionary(Subtype=Name.TrueType, FirstChar=65, Widths=Array([600, 700])))
    assert font.widths == pytest.approx({65: 0.6, 66: 0.7})
    assert font.default_width == 0
