"""The press: WeasyPrint with what all documents of an edition share, and what makes it print faster.

One font configuration, or every document would subset the fonts anew and leak a copy of them; the style
sheet parsed once; pictures decoded once.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from weasyprint import CSS, Document, Page
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from publish.errors import RenderError
from publish.renderers.pdf.engine import page, quick_engine
from publish.renderers.pdf.grid import baseline_grid
from publish.renderers.pdf.links import join_links
from publish.renderers.pdf.painting import PaintedPage, Palette
from publish.renderers.pdf.tags import wrap_list_bodies

VARIANT = "pdf/ua-1"


class Press:
    """Lays out the documents of an edition, and prints their pages as one tagged PDF (PDF/UA-1)."""

    def __init__(self, css: str, fetcher: URLFetcher) -> None:
        self._fetcher = fetcher
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._pictures: dict[str, object] = {}
        self._palette = Palette()
        with _no_complaints():
            self._sheet = CSS(
                string=css, url_fetcher=fetcher, font_config=self._fonts, counter_style=self._counters
            )

    def lay_out(self, xhtml: str) -> Document:
        """A document laid out in pages, on the grid of its body's leading."""
        with _no_complaints(), quick_engine(), baseline_grid():
            document: Document = page(xhtml, self._fetcher).render(
                stylesheets=[self._sheet],
                font_config=self._fonts,
                counter_style=self._counters,
                cache=self._pictures,
                pdf_variant=VARIANT,
                pdf_tags=True,
            )
        return document

    def paint(self, document: Document, pages: Sequence[Page]) -> list[PaintedPage]:
        """Pages of a document as they will be printed; nothing else can be done with the document then."""
        for leaf in pages:
            join_links(leaf)
        with _no_complaints(), quick_engine():
            return self._palette.paint(document, pages)

    def print(self, first: Document, pages: Sequence[PaintedPage], identifier: str) -> bytes:
        """The pages as one PDF, with the title, authors and language of the first document."""
        whole = first.copy(pages)
        whole.fonts = self._palette.fonts
        with _no_complaints(), quick_engine():
            data = whole.write_pdf(
                finisher=wrap_list_bodies,
                pdf_variant=VARIANT,
                pdf_tags=True,
                pdf_identifier=identifier.encode(),
            )
        if not isinstance(data, bytes):
            raise RenderError("WeasyPrint wrote no PDF")
        return data


@contextmanager
def _no_complaints() -> Iterator[None]:
    """WeasyPrint logs what it does not understand; only the command line may print."""
    logger = logging.getLogger("weasyprint")
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [logging.NullHandler()], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate
