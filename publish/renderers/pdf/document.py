"""From an Edition to the bytes of a tagged PDF: its manuscript through the press.

Follows PDF/UA-1 (ISO 14289-1): structure tree, language, title shown, alternative texts.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from publish.model import Edition
from publish.pagination import PageBreak, Pagination
from publish.plugins import Context, Paged
from publish.renderers.pdf.breaks import page_breaks
from publish.renderers.pdf.fetcher import EditionFetcher
from publish.renderers.pdf.lines import LineSetter
from publish.renderers.pdf.manuscript import BATCH, Manuscript
from publish.renderers.pdf.press import Press
from publish.theming.css_pdf import pdf_css

if TYPE_CHECKING:
    from weasyprint import Document, Page

    from publish.renderers.pdf.painting import PaintedPage


def print_edition(edition: Edition, context: Context, batch: int = BATCH) -> Paged:
    """The edition as a tagged PDF, the same bytes for the same edition and theme, and its pages.

    It is laid out in batches of so many characters of XHTML.
    """
    setter = LineSetter(edition, context)
    css = f"{setter.font_faces}\n{pdf_css(context.theme, setter.families, edition.lang)}"
    assets = {asset.src: asset for asset in edition.assets}
    press = Press(css, EditionFetcher(assets, setter.font_files, context))
    manuscript = Manuscript(edition, context, setter, batch)
    targets = {own: target for target, own in manuscript.ids.items()}
    parts = _alone(manuscript, press, targets) if edition.single else _bound(manuscript, press, targets)
    document = next(part.document for part in parts if part.document is not None)
    pages = [page for part in parts for page in part.painted]
    breaks = tuple(found for part in parts for found in part.breaks)
    folios = {name: folio for part in parts for name, folio in part.folios.items()}
    return Paged(press.print(document, pages, edition.identifier), Pagination(len(pages), breaks, folios))


class _Pages:
    """Pages that follow each other, as they come from the press.

    document  of the first of them, without its pages: the metadata; None where there are no pages
    painted   the pages, as far as they have been painted
    breaks    where each begins
    folios    the page of all that links lead to; `targets` are these, by their ids in a document
    """

    def __init__(self, targets: Mapping[str, str], before: int = 0) -> None:
        self.document: Document | None = None
        self.painted: list[PaintedPage] = []
        self.breaks: list[PageBreak] = []
        self.folios: dict[str, int] = {}
        self._targets = targets
        self._waiting: list[tuple[Document, Sequence[Page]]] = []
        self.last = before
        """The number of the last page so far."""

    def add(self, document: "Document", pages: Sequence["Page"]) -> None:
        """The next pages, of this document."""
        self.document = self.document or document.copy([])
        self.breaks += page_breaks(pages, self.last + 1)
        for folio, page in enumerate(pages, self.last + 1):
            for anchor in page.anchors:
                if anchor in self._targets:
                    self.folios.setdefault(self._targets[anchor], folio)
        self.last += len(pages)
        self._waiting.append((document, pages))

    def paint(self, press: Press) -> None:
        """Paint the pages that are not painted yet; what they were laid out with is gone then."""
        for document, pages in self._waiting:
            self.painted += press.paint(document, pages)
        self._waiting.clear()


def _alone(manuscript: Manuscript, press: Press, targets: Mapping[str, str]) -> list[_Pages]:
    found = _Pages(targets)
    document = press.lay_out(manuscript.whole())
    found.add(document, document.pages)
    found.paint(press)
    return [found]


def _bound(manuscript: Manuscript, press: Press, targets: Mapping[str, str]) -> list[_Pages]:
    """The front matter of a bound edition, and what follows it.

    The contents name pages that are numbered after them, so how long they are must be known first. They
    are laid out with numbers that are a guess, and again with the true ones. Should these need a page more
    (never less in the end: numbers grow with what stands before them), what follows is laid out again.
    """
    before = _front(manuscript, press, {}, targets)
    while True:
        following = _following(manuscript, press, before, targets)
        front = _front(manuscript, press, before.folios | following.folios, targets)
        if front.last == before.last:
            front.paint(press)
            return [front, following]
        before = front


def _front(
    manuscript: Manuscript, press: Press, folios: Mapping[str, int], targets: Mapping[str, str]
) -> _Pages:
    found = _Pages(targets)
    if written := manuscript.front(folios):
        document = press.lay_out(written)
        found.add(document, document.pages)
    return found


def _following(manuscript: Manuscript, press: Press, front: _Pages, targets: Mapping[str, str]) -> _Pages:
    """What follows the front matter, each document without the page that stands for the one before it."""
    found = _Pages(targets, front.last)
    for batch in manuscript.batches():
        document = press.lay_out(manuscript.document(batch, found.last))
        found.add(document, document.pages[1:])
        found.paint(press)
    if written := manuscript.back(front.folios | found.folios, found.last):
        document = press.lay_out(written)
        found.add(document, document.pages[1:])
        found.paint(press)
    return found
