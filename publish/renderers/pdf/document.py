"""From an Edition to the bytes of a tagged PDF: one XHTML document, one style sheet, WeasyPrint.

Follows PDF/UA-1 (ISO 14289-1): structure tree, language, title shown, alternative texts.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
from markupsafe import Markup
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from publish.errors import RenderError
from publish.markup.names import element_id
from publish.markup.xhtml import Writer, write_blocks
from publish.model import Article, Asset, Edition, Image, Paragraph, Part
from publish.plugins import Context
from publish.renderers.pdf.fetcher import EditionFetcher
from publish.renderers.pdf.lines import LineSetter
from publish.renderers.pdf.links import join_links
from publish.renderers.pdf.tags import wrap_list_bodies
from publish.theming.css_pdf import pdf_css
from publish.theming.frame import (
    closing,
    colophon,
    opener,
    outline,
    part_opening,
    placeholder_words,
    running_name,
    title_page,
)
from publish.theming.labels import labels
from publish.theming.scripts import direction, direction_within
from publish.theming.templates import finished, render_template

VARIANT = "pdf/ua-1"


class ArticlePage(msgspec.Struct, frozen=True):
    """An article as the template wants it; `running` is its running head."""

    language: str
    direction: str
    running: str
    xhtml: Markup


class PartPage(msgspec.Struct, frozen=True):
    """A part as the template wants it; `opening` is empty for a part without title."""

    opening: Markup
    articles: tuple[ArticlePage, ...]


def pdf_bytes(edition: Edition, context: Context) -> bytes:
    """The edition as a tagged PDF, the same bytes for the same edition and theme."""
    setter = LineSetter(edition, context)
    assets = {asset.src: asset for asset in edition.assets}
    css = pdf_css(context.theme, setter.families, edition.lang)
    fetcher = EditionFetcher(assets, setter.font_files, context)
    page = HTML(
        string=_xhtml(edition, context, setter, f"{setter.font_faces}\n{css}", assets),
        url_fetcher=fetcher,
        base_url=None,
    )
    with _no_complaints():
        document = page.render(font_config=FontConfiguration(), pdf_variant=VARIANT, pdf_tags=True)
        for leaf in document.pages:
            join_links(leaf)
        data = document.write_pdf(
            finisher=wrap_list_bodies,
            pdf_variant=VARIANT,
            pdf_tags=True,
            pdf_identifier=edition.identifier.encode(),
        )
    if not isinstance(data, bytes):
        raise RenderError("WeasyPrint wrote no PDF")
    return data


@contextmanager
def _no_complaints() -> Iterator[None]:
    """WeasyPrint logs what it does not understand; only the command line may print."""
    logger = logging.getLogger("weasyprint")
    handlers, propagate = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [logging.NullHandler()], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate


def _xhtml(
    edition: Edition, context: Context, setter: LineSetter, css: str, assets: Mapping[str, Asset]
) -> str:
    def writer(lang: str) -> Writer:
        return Writer(
            image=lambda image: image.src if image.src in assets else None,
            placeholder=lambda image: placeholder_words(image, lang),
            notes="float",
            href=lambda name: f"#{element_id(name)}",
            direction=lambda tag: direction_within(tag, lang),
            lines=setter.composer(lang),
            unnamed=labels(lang).picture,
            boxed_lists=True,  # else WeasyPrint's structure tree has them behind their items
        )

    def article_page(article: Article) -> ArticlePage:
        lang = article.lang or edition.lang
        own = writer(lang)
        head = write_blocks(opener(article, edition.lang), own)
        body = write_blocks((*article.body, *closing(article, edition.lang)), own, article.id)
        running = setter.running_head(article.title, edition.lang)
        return ArticlePage(lang, direction(lang), running, finished(f"{head}\n{body}"))

    def part_page(part: Part) -> PartPage:
        opening = write_blocks(part_opening(part), writer(edition.lang))
        return PartPage(finished(opening), tuple(article_page(article) for article in part.contents))

    bound = not edition.single
    plain = writer(edition.lang)
    cover = Paragraph((Image(edition.cover, edition.title),)) if edition.cover in assets else None
    return render_template(
        context.theme,
        "edition.html",
        {
            "edition": edition,
            "language": edition.lang or "und",
            "direction": direction(edition.lang),
            "labels": labels(edition.lang),
            "running": setter.running_head(running_name(edition), edition.lang),
            "css": finished(css),
            "cover": finished(write_blocks((cover,), plain)) if cover else "",
            "title_page": finished(write_blocks(title_page(edition), plain)) if bound else "",
            "entries": outline(edition) if bound else (),
            "parts": [part_page(part) for part in edition.contents],
            "colophon": finished(write_blocks(colophon(edition), plain)) if bound else "",
        },
    )
