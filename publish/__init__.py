"""publish turns captured articles into editions: PDF, EPUB and Word from one document model.

What stands here is the public interface for those who write readers, cleaners and renderers.
"""

from publish.diagnostics import Code, Diagnostic, Report, Severity
from publish.errors import PublishError
from publish.model import Article, Asset, Capture, Edition, Part, decode, encode
from publish.pagination import PageBreak, Pagination
from publish.plugins import Context, Paged, cleaner, reader, renderer

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Asset",
    "Capture",
    "Code",
    "Context",
    "Diagnostic",
    "Edition",
    "PageBreak",
    "Paged",
    "Pagination",
    "Part",
    "PublishError",
    "Report",
    "Severity",
    "cleaner",
    "decode",
    "encode",
    "reader",
    "renderer",
]
