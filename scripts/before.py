"""A format for `draw_looks`: the PDF as WeasyPrint alone would set it."""

from publish import Context, Edition, renderer


@renderer("before", suffix=".before.pdf", media_type="application/pdf")
def render_before(edition: Edition, context: Context) -> bytes:
    """The edition by WeasyPrint alone, with the fonts of the theme as they are installed."""
    from weasyprint import HTML

    from publish.markup.writer import Composer
    from publish.renderers.pdf.fetcher import EditionFetcher
    from publish.renderers.pdf.lines import LineSetter
    from publish.renderers.pdf.manuscript import Manuscript
    from publish.theming.css_pdf import pdf_css

    class Uncomposed(LineSetter):
        def composer(self, lang: str) -> Composer:
            return lambda block, key, within: None

    setter = Uncomposed(edition, context)
    installed = {
        (role, lang): ", ".join(f'"{name}"' for name in context.theme.font(role).stack(lang))
        for role, lang in setter.families
    }
    css = pdf_css(context.theme, installed, edition.lang)
    fetcher = EditionFetcher({asset.src: asset for asset in edition.assets}, {}, context)
    data: bytes = HTML(
        string=Manuscript(edition, context, setter).whole(css), url_fetcher=fetcher
    ).write_pdf()
    return data
