"""An edition bound as an EPUB: which documents, in which order, with which pictures and style sheet."""

from collections.abc import Iterator

from publish.model import Asset, Edition
from publish.plugins import Context
from publish.renderers.epub.container import NCX_ID, File, pack
from publish.renderers.epub.files import Division, Pictures, addresses, divisions, picture_id, picture_name
from publish.renderers.epub.metadata import package_of
from publish.renderers.epub.navigation import (
    NAVIGATION,
    NCX,
    Entry,
    contents_page,
    entries,
    navigation,
    ncx,
)
from publish.renderers.epub.pages import STYLE_SHEET, Page, Pages
from publish.theming.css_epub import epub_css

_XHTML = "application/xhtml+xml"


def epub_bytes(edition: Edition, context: Context) -> bytes:
    """The EPUB of an edition; the same edition and theme give the same bytes."""
    found = divisions(edition)
    listed = entries(edition, found)
    pictures = Pictures(edition.assets)
    writer = Pages(edition, pictures, addresses(found), context.theme.arrangement)
    pages = list(_pages(edition, writer, found, listed))
    shown = pictures.shown()
    cover = next((asset for asset in shown if asset.src == edition.cover), None)
    package = package_of(
        edition,
        writer.lang,
        pictures=bool(shown),
        described=pictures.described,
        cover=picture_id(cover) if cover else "",
    )
    css = epub_css(context.theme, writer.lang, writer.languages)
    files = [
        File("nav", NAVIGATION, _XHTML, navigation(edition, listed, pages, writer.lang), ("nav",)),
        File(
            NCX_ID, NCX, "application/x-dtbncx+xml", ncx(edition, listed, writer.lang, package.identifier)
        ),
        File("style", STYLE_SHEET, "text/css", css.encode()),
        *(File(page.id, page.name, _XHTML, page.file()) for page in pages),
        *(_picture(asset, context, ("cover-image",) if asset is cover else ()) for asset in shown),
    ]
    return pack(package, files, [page.id for page in pages])


def _picture(asset: Asset, context: Context, properties: tuple[str, ...]) -> File:
    data = context.read(asset)
    return File(picture_id(asset), picture_name(asset), asset.media_type, data, properties)


def _pages(
    edition: Edition, writer: Pages, found: list[Division], listed: tuple[Entry, ...]
) -> Iterator[Page]:
    """Every document in reading order. A single article has neither title page, contents nor colophon."""
    if cover := writer.cover():
        yield cover
    if not edition.single:
        yield writer.title_page()
        yield contents_page(listed, writer.lang)
    for division in found:
        if division.name:
            yield writer.part(division)
        for chapter in division.chapters:
            yield writer.article(chapter, division.part.title)
    if not edition.single:
        yield writer.colophon()
