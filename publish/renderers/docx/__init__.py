"""The Word format: one .docx, its looks in named styles, its pages like those of the PDF."""

import msgspec

from publish.model import Edition
from publish.plugins import Context, renderer


class DocxOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Options of the Word format.

    page_numbers  the pages of articles and parts by their ids, for the contents; where none is known the
                  contents leave it to Word
    """

    page_numbers: dict[str, int] = {}


@renderer(
    "docx",
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    options=DocxOptions,
)
def render_docx(edition: Edition, context: Context) -> bytes:
    """Word: named styles, real contents, notes and page furniture, made for editing and printing."""
    from publish.renderers.docx.document import word_file  # python-docx and lxml load here

    page_numbers = context.options.page_numbers if isinstance(context.options, DocxOptions) else {}
    return word_file(edition, context, page_numbers)
