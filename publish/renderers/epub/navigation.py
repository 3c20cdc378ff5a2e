"""How readers find their way: the navigation document, and its older brother for EPUB 2.

EPUB 3.3, 7 and OPF 2.0.1, 2.4.1. The navigation document is the reader's own menu (parts, articles, their
sections, and the pages of the PDF) and stands outside the text; what one reads as contents is a page.
"""

from collections.abc import Iterator, Sequence

from publish.markup.names import escape, escape_attribute
from publish.model import Edition
from publish.renderers.epub.contents import Entry, said_language
from publish.renderers.epub.metadata import title_of
from publish.renderers.epub.pages import Page, document
from publish.renderers.epub.paging import ListedPage
from publish.theming.labels import labels

NAVIGATION, NCX = "nav.xhtml", "toc.ncx"


def navigation(
    edition: Edition,
    listed: tuple[Entry, ...],
    pages: Sequence[Page],
    folios: Sequence[ListedPage],
    lang: str,
) -> bytes:
    """nav.xhtml: the contents three levels deep, the landmarks, and the pages if they are known."""
    words = labels(lang)

    def rows(some: tuple[Entry, ...]) -> str:
        return "".join(
            f'<li><a href="{escape_attribute(entry.href)}"{said_language(entry.lang)}>'
            f"{escape(entry.title)}</a>"
            f"{f'<ol>{rows(entry.under)}</ol>' if entry.under else ''}</li>\n"
            for entry in some
        )

    contents = (
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
        f'<h1 id="toc-title">{escape(words.contents)}</h1>\n<ol>\n{rows(listed)}</ol>\n</nav>'
    )
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{href}">{escape(title)}</a></li>\n'
        for kind, href, title in _landmarks(edition, pages)
    )
    landmarks = f'<nav epub:type="landmarks" id="landmarks" hidden="hidden">\n<ol>\n{marks}</ol>\n</nav>'
    return document(words.contents, lang, f"{contents}\n{landmarks}{_page_list(folios, words.pages)}")


def _page_list(folios: Sequence[ListedPage], title: str) -> str:
    """The page-list (EPUB 3.3, 7.4.4), nothing without pages."""
    if not folios:
        return ""
    rows = "".join([f'<li><a href="{page.href}">{page.number}</a></li>\n' for page in folios])
    return (
        '\n<nav epub:type="page-list" role="doc-pagelist" id="page-list" '
        'aria-labelledby="page-list-title" hidden="hidden">\n'
        f'<h1 id="page-list-title">{escape(title)}</h1>\n<ol>\n{rows}</ol>\n</nav>'
    )


_LANDMARKS = frozenset({"cover", "titlepage", "preface", "toc", "index"})


def _landmarks(edition: Edition, pages: Sequence[Page]) -> Iterator[tuple[str, str, str]]:
    """The places that a reader's buttons lead to, in reading order; among them where the text begins."""
    body = next((page for page in pages if page.kind in ("part", "chapter")), None)
    for page in pages:
        if page is body:
            yield "bodymatter", page.name, title_of(edition)
        elif page.kind in _LANDMARKS:
            yield page.kind, page.name, page.title


def ncx(
    edition: Edition,
    listed: tuple[Entry, ...],
    folios: Sequence[ListedPage],
    lang: str,
    identifier: str,
) -> bytes:
    """toc.ncx, for readers that know EPUB 2 only."""
    numbers: list[int] = []

    def points(some: tuple[Entry, ...]) -> Iterator[str]:
        for entry in some:
            numbers.append(len(numbers) + 1)
            yield (
                f'<navPoint id="point-{len(numbers)}">'
                f"<navLabel><text>{escape(entry.title)}</text></navLabel>"
                f'<content src="{escape_attribute(entry.href)}"/>'
            )
            yield from points(entry.under)
            yield "</navPoint>\n"

    written = "".join(points(listed))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{lang}">\n<head>\n'
        f'<meta name="dtb:uid" content="{escape_attribute(identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{_depth(listed)}"/>\n'
        f'<meta name="dtb:totalPageCount" content="{len(folios)}"/>\n'
        f'<meta name="dtb:maxPageNumber" content="{max((page.number for page in folios), default=0)}"/>\n'
        "</head>\n"
        f"<docTitle><text>{escape(title_of(edition))}</text></docTitle>\n"
        f"<navMap>\n{written}</navMap>\n{_page_targets(folios, labels(lang).pages)}</ncx>\n"
    ).encode()


def _page_targets(folios: Sequence[ListedPage], title: str) -> str:
    """The pageList, nothing without pages."""
    if not folios:
        return ""
    targets = "".join(
        [
            f'<pageTarget id="page-target-{page.number}" type="normal" value="{page.number}">'
            f'<navLabel><text>{page.number}</text></navLabel><content src="{page.href}"/></pageTarget>\n'
            for page in folios
        ]
    )
    return f"<pageList>\n<navLabel><text>{escape(title)}</text></navLabel>\n{targets}</pageList>\n"


def _depth(some: tuple[Entry, ...]) -> int:
    return 1 + max((_depth(entry.under) for entry in some), default=0) if some else 0
