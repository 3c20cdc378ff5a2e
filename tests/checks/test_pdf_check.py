"""What the fast check of PDFs finds, a broken rule at a time, and that it finds nothing in a good one."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
import weasyprint
from pikepdf import Array, Dictionary, Name, String
from small_files import pdf, repacked
from validation import assert_valid_pdf_ua

from publish.checks.pdf import check_pdf
from publish.checks.pdf_content import Font
from publish.diagnostics import Code

BODY = (
    "<article><h1>乌镇</h1><p>正文 and <a href='https://example.org'>a link</a>。</p></article>"
    "<article style='break-before: page'><h1>第二篇</h1><p>另一页。</p></article>"
)


@pytest.fixture(scope="module")
def good() -> bytes:
    return pdf(BODY)


def found(data: bytes) -> list[str]:
    return [f"{each.path}: {each.message}" for each in check_pdf(data)]


def test_nothing_is_found_in_a_good_pdf(good: bytes) -> None:
    assert found(good) == []


def test_and_page_validation_agrees(good: bytes) -> None:
    assert_valid_pdf_ua(good)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no pdf" * 100])
def test_a_file_that_is_no_pdf(data: bytes) -> None:
    assert "cannot be opened" in check_pdf(data)[0].message


def without_title(document: pikepdf.Pdf) -> None:
    del document.Root.Metadata
    if "/Title" in document.docinfo:
        del document.docinfo["/Title"]


def without_pages(document: pikepdf.Pdf) -> None:
    del document.pages[:]


def with_fonts(change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    def change_all(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            for _, font in page.obj.Resources.Font.items():
                change(font)

    return change_all


def not_embedded(font: Any) -> None:
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def without_map(font: Any) -> None:
    if "/ToUnicode" in font:
        del font["/ToUnicode"]


def of_type_3(font: Any) -> None:
    font.Subtype = Name.Type3


def in_gbk(font: Any) -> None:
    font.Encoding = Name("/GBK-EUC-H")


def with_annotation(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        annotation = document.make_indirect(
            Dictionary({f"/{key}": value for key, value in entries.items()})
        )
        document.pages[1].obj.Annots = Array([annotation])

    return change


def action(kind: str, **entries: Any) -> Dictionary:
    return Dictionary({"/S": Name(f"/{kind}"), **{f"/{key}": value for key, value in entries.items()}})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda document: document.Root.__delitem__("/StructTreeRoot"), "not tagged"),
        (lambda document: document.Root.MarkInfo.__setitem__("/Marked", False), "not tagged"),
        (lambda document: document.Root.__delitem__("/Lang"), "does not say its language"),
        (without_title, "has no title"),
        (without_pages, "has no pages"),
        (with_fonts(not_embedded), "is not embedded"),
        (with_fonts(without_map), "cannot be searched or copied"),
        (with_fonts(of_type_3), "is of type 3"),
        (with_fonts(in_gbk), "an encoding that we do not read"),
        (lambda document: document.attachments.__setitem__("hostname", b"secret"), "files are attached"),
        (
            lambda document: document.Root.__setitem__("/OpenAction", action("JavaScript", JS=String("x"))),
            "when opened: an action of the kind /JavaScript",
        ),
        (
            lambda document: document.Root.__setitem__(
                "/Names", Dictionary(JavaScript=Dictionary(Names=Array()))
            ),
            "holds a script",
        ),
        (with_annotation(Subtype=Name.FileAttachment), "page 2: something other than a link"),
        (
            with_annotation(Subtype=Name.Link, A=action("URI", URI=String("file:///etc/hostname"))),
            "page 2: a link leads to file:///etc/hostname",
        ),
        (with_annotation(Subtype=Name.Link, A=action("Launch")), "page 2: an action of the kind /Launch"),
        (with_annotation(Subtype=Name.Link, AA=Dictionary()), "page 2: a link holds a script"),
        (
            lambda document: document.pages[0].obj.__setitem__("/Annots", Array([1])),
            "not what they should be",
        ),
    ],
)
def test_a_broken_rule_is_found(good: bytes, change: Callable[[pikepdf.Pdf], None], sentence: str) -> None:
    document = pikepdf.open(io.BytesIO(good))
    change(document)
    assert any(sentence in each for each in found(repacked(document)))


def test_a_script_in_the_outline_is_found(good: bytes) -> None:
    document = pikepdf.open(io.BytesIO(good))
    item = document.Root.Outlines.First
    item.Next.A = action("JavaScript", JS=String("x"))
    assert any("outline: an action of the kind /JavaScript" in each for each in found(repacked(document)))


def test_an_empty_box_in_print_is_an_error() -> None:
    """U+10FFFD is for private use: no font has it."""
    found_ = check_pdf(pdf("<article><h1>乌镇</h1><p>文\U0010fffd字</p></article>"))
    assert [each.code for each in found_] == [Code.GLYPH_MISSING]
    assert found_[0].where == "page 1"
    assert "U+10FFFD" in found_[0].message


def test_a_code_beyond_the_font_is_an_empty_box_too(good: bytes) -> None:
    document = pikepdf.open(io.BytesIO(good))
    content = document.pages[0].Contents
    name = next(iter(document.pages[0].obj.Resources.Font.keys()))
    content.write(content.read_bytes() + f"\nBT {name} 9 Tf <fffe> Tj ET".encode())
    assert [each.code for each in check_pdf(repacked(document))] == [Code.GLYPH_MISSING]


def test_an_untagged_pdf_says_so_and_is_otherwise_read() -> None:
    plain = weasyprint.HTML(string="<html lang='zh'><title>x</title><p>文").write_pdf()
    assert found(plain) == [": the PDF is not tagged: it has no structure tree"]


# ToUnicode maps ------------------------------------------------------------------------------------


DOCUMENT = pikepdf.new()  # streams live as long as their document


def font_with(cmap: bytes, **entries: Any) -> Font:
    return Font(Dictionary({"/Subtype": Name.Type0, "/ToUnicode": DOCUMENT.make_stream(cmap), **entries}))


@pytest.mark.parametrize(
    ("cmap", "text"),
    [
        (b"1 beginbfchar <0001> <4E4C> endbfchar", "乌"),
        (b"1 beginbfchar\n<0001>\n<D842DFB7>\nendbfchar", "𠮷"),
        (b"1 beginbfchar <0001> <00660069> endbfchar", "fi"),
        (b"1 beginbfrange <0000> <00ff> <4E4B> endbfrange", "乌"),
        (b"1 beginbfrange <0000> <0001> [<4E4B> <4E4C9547>] endbfrange", "乌镇"),
        (b"2 beginbfchar <0002> <0041> <0001> <> endbfchar", ""),
        (b"no map at all", ""),
    ],
)
def test_a_font_tells_the_text_of_its_codes(cmap: bytes, text: str) -> None:
    font = font_with(cmap)
    assert font.text(b"\0\1", 3) == text
    assert font.shown == {1: 3}


def test_codes_become_glyphs_by_a_map_in_the_file() -> None:
    cmap = (
        b"1 begincodespacerange <0000> <ffff> endcodespacerange "
        b"1 begincidchar <0007> 5 endcidchar 1 begincidrange <0010> <0012> 32 endcidrange"
    )
    font = font_with(b"", **{"/Encoding": DOCUMENT.make_stream(cmap)})
    assert font.glyphs is not None
    assert [font.glyphs(code) for code in (0x7, 0x11, 0x20)] == [5, 33, 0]
