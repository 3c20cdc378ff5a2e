"""An edition bound as an EPUB: which documents, in which order, with which pictures and style sheet."""

from collections.abc import Iterator
from typing import assert_never

from publish.model import Asset, Edition
from publish.plugins import Context
from publish.renderers.epub.container import NCX_ID, File, pack
from publish.renderers.epub.contents import Entry, contents_page, entries
from publish.renderers.epub.files import Binding, Places, bound
from publish.renderers.epub.metadata import Features, package_of
from publish.renderers.epub.navigation import NAVIGATION, NCX, navigation, ncx
from publish.renderers.epub.pages import STYLE_SHEET, Page, Pages
from publish.renderers.epub.paging import Paging
from publish.renderers.epub.pictures import Pictures, picture_id, picture_name
from publish.theming.css_epub import epub_css
from publish.theming.frame import back_matter

_XHTML = "application/xhtml+xml"


def epub_bytes(edition: Edition, context: Context) -> bytes:
    """The EPUB of an edition; the same edition, theme and pages give the same bytes."""
    folios = context.pages.folios if context.pages else {}
    binding = bound(edition, back_matter(edition, folios))
    listed = entries(edition, binding)
    pictures = Pictures(edition.assets)
    has_cover = any(asset.src == edition.cover for asset in edition.assets)
    paging = Paging(context.pages, binding.scopes(has_cover))
    writer = Pages(edition, context.theme.arrangement, pictures, Places(binding), paging)
    pages = list(_pages(binding, writer, listed, paging))
    shown = pictures.shown()
    cover = next((asset for asset in shown if asset.src == edition.cover), None)
    features = Features(bool(shown), pictures.described, bool(paging.listed))
    package = package_of(edition, writer.lang, features, picture_id(cover) if cover else "")
    css = epub_css(context.theme, writer.lang, writer.languages)
    menu = navigation(edition, listed, pages, paging.listed, writer.lang)
    old_menu = ncx(edition, listed, paging.listed, writer.lang, package.identifier)
    files = [
        File("nav", NAVIGATION, _XHTML, menu, ("nav",)),
        File(NCX_ID, NCX, "application/x-dtbncx+xml", old_menu),
        File("style", STYLE_SHEET, "text/css", css.encode()),
        *(File(page.id, page.name, _XHTML, page.file()) for page in pages),
        *(_picture(asset, context, ("cover-image",) if asset is cover else ()) for asset in shown),
    ]
    return pack(package, files, [page.id for page in pages])


def _picture(asset: Asset, context: Context, properties: tuple[str, ...]) -> File:
    data = context.read(asset)
    return File(picture_id(asset), picture_name(asset), asset.media_type, data, properties)


def _pages(binding: Binding, writer: Pages, listed: tuple[Entry, ...], paging: Paging) -> Iterator[Page]:
    """Every document in reading order."""
    if cover := writer.cover():
        yield cover
    yield from _front(binding, writer, listed, paging)
    for division in binding.divisions:
        if division.name:
            yield writer.part(division)
        for chapter in division.chapters:
            yield writer.article(chapter, division.part.title)
    for matter in binding.back:
        yield writer.back(matter)


def _front(binding: Binding, writer: Pages, listed: tuple[Entry, ...], paging: Paging) -> Iterator[Page]:
    for kind in binding.front:
        match kind:
            case "title-page":
                yield writer.title_page()
            case "note":
                if binding.note:
                    yield writer.note(binding.note)
            case "contents":
                yield contents_page(listed, writer.lang, paging.numbers(kind))
            case _:
                assert_never(kind)
