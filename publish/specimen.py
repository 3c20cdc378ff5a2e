"""A theme's specimen: one page on which its type, marks and spaces can be judged.

The text is a capture of our own beside the themes, so a specimen goes the way of every other article.
"""

from typing import NamedTuple

import msgspec

from publish.assets.store import AssetStore
from publish.checks import PDF
from publish.checks.pdf import open_pdf
from publish.diagnostics import Report
from publish.model import Edition, Heading
from publish.pipeline import is_ours, render
from publish.plugins import Context, Plugins, Renderer
from publish.preparation import read
from publish.settings import convert_options
from publish.theming.shipped import THEMES
from publish.theming.theme import Theme
from publish.walk import Blocks

_TEXT = THEMES / "specimen.md"


class Specimen(NamedTuple):
    """A specimen: what it shows, and the file that does."""

    edition: Edition
    data: bytes


def specimen(
    theme: Theme, renderer: Renderer, plugins: Plugins, report: Report, store: AssetStore
) -> Specimen:
    """The specimen of a theme in this format; on pages, as much of it as stands on one.

    What could not be shown is told to the report.
    """
    article = read(_TEXT, plugins, report)
    options = convert_options({}, renderer.options, f"options of {renderer.name}")
    context = Context(theme, options, report, store.read)

    ours = is_ours(renderer, plugins)

    def printed(body: Blocks) -> Specimen:
        edition = Edition.of(msgspec.structs.replace(article, title=theme.title, body=body))
        return Specimen(edition, render(edition, renderer, context, ours).data)

    body = article.body
    shown = printed(body)
    while renderer.media_type == PDF and _pages(shown.data) > 1 and len(body) > 1:
        body = _shorter(body)
        shown = printed(body)
    return shown


def _shorter(body: Blocks) -> Blocks:
    """Without its last block, and without a heading that would then stand over nothing."""
    body = body[:-1]
    return body[:-1] if isinstance(body[-1], Heading) and len(body) > 1 else body


def _pages(data: bytes) -> int:
    printed = open_pdf(data)
    return 0 if isinstance(printed, list) else len(printed.pdf.pages)
