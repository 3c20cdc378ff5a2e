"""From an Edition to the bytes of a tagged PDF: its manuscript through the press.

Follows PDF/UA-1 (ISO 14289-1): structure tree, language, title shown, alternative texts.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from publish.model import Edition
from publish.plugins import Context
from publish.renderers.pdf.fetcher import EditionFetcher
from publish.renderers.pdf.lines import LineSetter
from publish.renderers.pdf.manuscript import BATCH, Manuscript
from publish.renderers.pdf.press import Press
from publish.theming.css_pdf import pdf_css

if TYPE_CHECKING:
    from weasyprint import Document, Page


class Printed(NamedTuple):
    """A printed edition.

    data    the PDF
    folios  the number of the page on which each anchor stands (articles' ids, parts' ids, others), from 1
    pages   how many pages there are
    """

    data: bytes
    folios: Mapping[str, int]
    pages: int


def pdf_bytes(edition: Edition, context: Context) -> bytes:
    """The edition as a tagged PDF, the same bytes for the same edition and theme."""
    return print_edition(edition, context).data


def print_edition(edition: Edition, context: Context, batch: int = BATCH) -> Printed:
    """The edition as a tagged PDF, laid out in batches of so many characters of XHTML."""
    setter = LineSetter(edition, context)
    css = f"{setter.font_faces}\n{pdf_css(context.theme, setter.families, edition.lang)}"
    assets = {asset.src: asset for asset in edition.assets}
    press = Press(css, EditionFetcher(assets, setter.font_files, context))
    manuscript = Manuscript(edition, context, setter, batch)
    if edition.single:
        document = press.lay_out(manuscript.whole())
        pages = document.pages
    else:
        document, pages = _bound(manuscript, press)
    return Printed(press.print(document, pages, edition.identifier), _folios(pages), len(pages))


def _bound(manuscript: Manuscript, press: Press) -> tuple["Document", list["Page"]]:
    """The front matter's document and all pages of a bound edition.

    The contents name pages that are numbered after them, so how long they are must be known first. They
    are laid out with numbers that are a guess, and again with the true ones. Should these need a page more
    (never less in the end: numbers grow with what stands before them), what follows is laid out again.
    """
    length = len(press.lay_out(manuscript.front({})).pages)
    while True:
        following = list(_following(manuscript, press, length))
        front = press.lay_out(manuscript.front(_folios(following, length + 1)))
        if len(front.pages) == length:
            return front, [*front.pages, *following]
        length = len(front.pages)


def _following(manuscript: Manuscript, press: Press, before: int) -> Iterable["Page"]:
    """The pages after the front matter, without those that stand for a page before them."""
    for batch in manuscript.batches():
        pages = press.lay_out(manuscript.document(batch, before)).pages[1:]
        before += len(pages)
        yield from pages


def _folios(pages: Iterable["Page"], first: int = 1) -> dict[str, int]:
    folios: dict[str, int] = {}
    for number, page in enumerate(pages, first):
        for anchor in page.anchors:
            folios.setdefault(anchor, number)
    return folios
