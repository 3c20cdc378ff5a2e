"""The bytes of an edition as PDF."""

from publish.model import Edition
from publish.plugins import Context
from publish.renderers.pdf.document import print_edition


def pdf_of(edition: Edition, context: Context) -> bytes:
    """The edition as PDF, without where its pages begin."""
    return print_edition(edition, context).data
