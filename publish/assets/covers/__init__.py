"""Covers for editions that have no picture for one: drawn once, the same picture in every format.

    edition = with_cover(edition, theme, store)

The theme says which design and which colours; ornaments grow from the edition's identifier, so an edition
keeps its cover from build to build and its neighbour on the shelf has another.
"""

from msgspec.structs import replace

from publish.assets.covers import arcs, columns, slip
from publish.assets.covers.lettering import Lettering
from publish.assets.covers.sheet import Sheet
from publish.assets.covers.words import Commission, words_of
from publish.assets.store import AssetStore
from publish.errors import DependencyError
from publish.model import Edition
from publish.theming.fontfiles import InstalledFonts, installed_fonts
from publish.theming.theme import Theme

_DESIGNS = {"columns": columns.draw, "arcs": arcs.draw, "slip": slip.draw}


def with_cover(edition: Edition, theme: Theme, store: AssetStore) -> Edition:
    """The edition with a cover: its own if its picture was found, else one drawn in the theme's design.

    A single article has none but its own.
    """
    if edition.single or any(asset.src == edition.cover for asset in edition.assets):
        return edition
    cover = store.add(draw_cover(edition, theme))
    known = any(asset.src == cover.src for asset in edition.assets)
    return replace(edition, cover=cover.src, assets=edition.assets if known else (*edition.assets, cover))


def draw_cover(edition: Edition, theme: Theme, fonts: InstalledFonts | None = None) -> bytes:
    """The cover as a PNG of the page's size, the same bytes for the same words and identifier.

    `fonts` are those of the machine unless others are given; without any, the ornament stands alone.
    """
    return drawn_cover(edition, theme, fonts).png()


def drawn_cover(edition: Edition, theme: Theme, fonts: InstalledFonts | None = None) -> Sheet:
    """As `draw_cover`, as the sheet that knows where its words stand."""
    sheet = Sheet(theme.page.width, theme.page.height, theme.cover.ground)
    letters = Lettering(sheet, theme, edition.lang, _installed() if fonts is None else fonts)
    seed = edition.identifier or edition.title
    _DESIGNS[theme.cover.design](Commission(sheet, theme, letters, words_of(edition, letters), seed))
    return sheet


def _installed() -> InstalledFonts:
    try:
        return installed_fonts()
    except DependencyError:  # EPUB and Word can be made on a machine without fonts
        return InstalledFonts(())
