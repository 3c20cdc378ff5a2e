"""EPUB 3.3: reflowable XHTML of our own writing, in a container packed by EbookLib."""

from publish.model import Edition
from publish.plugins import Context, renderer


@renderer("epub", suffix=".epub", media_type="application/epub+zip")
def render_epub(edition: Edition, context: Context) -> bytes:
    """EPUB 3 for e-readers, with contents, notes that pop up, and a dark scheme."""
    from publish.renderers.epub.book import epub_bytes

    return epub_bytes(edition, context)
