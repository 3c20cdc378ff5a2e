"""Two formats for the bench and for pictures: editions as WeasyPrint alone would set them.

Both are the same XHTML under the same style sheet in one document, with paragraphs that WeasyPrint breaks
itself. They are given to publish as a plugin: `publish build ... --plugin bench/plain.py -t plain`.
"""

from typing import TYPE_CHECKING

from publish import Context, Edition, renderer

if TYPE_CHECKING:
    from publish.renderers.pdf.lines import LineSetter

_NUMBERS = ".contents a::after { content: leader('.') target-counter(attr(href url), page) }"


@renderer("plain", suffix=".plain.pdf", media_type="application/pdf")
def render_plain(edition: Edition, context: Context) -> bytes:
    """The edition with the fonts that ours is set in, tagged as ours."""
    setter = _uncomposed(edition, context)
    return _set(edition, context, setter, setter.families, pdf_variant="pdf/ua-1", pdf_tags=True)


@renderer("before", suffix=".before.pdf", media_type="application/pdf")
def render_before(edition: Edition, context: Context) -> bytes:
    """The edition with the fonts of the theme as they are installed."""
    setter = _uncomposed(edition, context)
    installed = {
        (role, lang): ", ".join(f'"{name}"' for name in context.theme.font(role).stack(lang))
        for role, lang in setter.families
    }
    return _set(edition, context, setter, installed)


def _uncomposed(edition: Edition, context: Context) -> "LineSetter":
    from publish.markup.writer import Composer
    from publish.renderers.pdf.lines import LineSetter

    class Uncomposed(LineSetter):
        def composer(self, lang: str) -> Composer:
            return lambda block, key, within: None

    return Uncomposed(edition, context)


def _set(
    edition: Edition,
    context: Context,
    setter: "LineSetter",
    families: dict[tuple[str, str], str],
    **options: object,
) -> bytes:
    from weasyprint import HTML

    from publish.renderers.pdf.fetcher import EditionFetcher
    from publish.renderers.pdf.manuscript import Manuscript
    from publish.theming.css_pdf import pdf_css

    css = setter.font_faces + pdf_css(context.theme, families, edition.lang) + _NUMBERS
    fetcher = EditionFetcher({asset.src: asset for asset in edition.assets}, setter.font_files, context)
    page = HTML(string=Manuscript(edition, context, setter).whole(css), url_fetcher=fetcher)
    data: bytes = page.write_pdf(**options)
    return data
