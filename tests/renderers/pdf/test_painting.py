"""Pages painted with their batch: the same file as if WeasyPrint paints them all in the end."""

import gc
import weakref

from renderers.pdf.test_engine import XHTML
from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.urls import URLFetcher

from publish.renderers.pdf.engine import page, quick_engine
from publish.renderers.pdf.painting import PaintedPage, Palette

MARKED = XHTML.replace(
    "<h1",
    "<style>.dot { background: radial-gradient(red 90%, transparent) } .pale { opacity: 0.5 }</style><h1",
).replace("Plain", '<span class="dot">Plain</span> and <b class="pale">pale</b>')


def laid_out() -> Document:
    with quick_engine():
        return page(MARKED, URLFetcher()).render(pdf_variant="pdf/ua-1", pdf_tags=True)


def printed(document: Document) -> bytes:
    with quick_engine():
        data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    assert isinstance(data, bytes)
    return data


def painted(document: Document, palette: Palette) -> list[PaintedPage]:
    with quick_engine():
        return palette.paint(document, document.pages)


def test_it_prints_the_same_bytes() -> None:
    document, palette = laid_out(), Palette()
    whole = document.copy(painted(document, palette))
    whole.fonts = palette.fonts
    plain = printed(laid_out())
    assert plain.count(b"/Filter") > len(document.pages) > 2
    assert printed(whole) == plain


def test_what_a_page_was_laid_out_with_is_gone() -> None:
    document, palette = laid_out(), Palette()
    sheets = [leaf._page_box for leaf in document.pages]
    styles = [weakref.ref(sheet.style) for sheet in sheets]
    kept = painted(document, palette)
    del document
    gc.collect()
    assert len(kept) == len(sheets)
    assert not any(style() for style in styles)
    texts = [box for sheet in sheets for box in within(sheet) if isinstance(box, boxes.TextBox)]
    assert len(texts) > 50
    assert not any("text" in vars(box) for box in texts)


def within(box: boxes.Box) -> list[boxes.Box]:
    found = [box]
    for child in getattr(box, "children", ()):
        found += within(child)
    return found
