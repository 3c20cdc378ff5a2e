"""The Word format: one .docx, its looks in named styles, its pages like those of the PDF."""

from publish.model import Edition
from publish.plugins import Context, renderer


@renderer(
    "docx",
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
def render_docx(edition: Edition, context: Context) -> bytes:
    """Word: named styles, real contents, notes and page furniture, made for editing and printing."""
    from publish.renderers.docx.document import word_file  # python-docx and lxml load here

    return word_file(edition, context)
