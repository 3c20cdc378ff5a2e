"""PDF: tagged pages set by WeasyPrint, lines broken by our own composer, fonts prepared for the edition."""

from publish.model import Edition
from publish.plugins import Context, Paged, renderer


@renderer("pdf", suffix=".pdf", media_type="application/pdf", paged=True)
def render_pdf(edition: Edition, context: Context) -> Paged:
    """Tagged PDF (PDF/UA-1) with outline, page numbers and embedded fonts."""
    from publish.renderers.pdf.document import print_edition

    return print_edition(edition, context)
