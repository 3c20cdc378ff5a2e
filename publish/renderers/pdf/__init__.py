"""PDF: tagged pages set by WeasyPrint, lines broken by our own composer, fonts prepared for the edition."""

from publish.model import Edition
from publish.plugins import Context, renderer


@renderer("pdf", suffix=".pdf", media_type="application/pdf")
def render_pdf(edition: Edition, context: Context) -> bytes:
    """Tagged PDF (PDF/UA-1) with outline, page numbers and embedded fonts."""
    from publish.renderers.pdf.document import pdf_bytes

    return pdf_bytes(edition, context)
