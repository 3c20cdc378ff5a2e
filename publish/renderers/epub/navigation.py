"""How readers find their way: the navigation document, its older brother for EPUB 2, the printed contents.

EPUB 3.3, 7 and OPF 2.0.1, 2.4.1. The navigation document is the reader's own menu (parts, articles, their
sections) and stands outside the text; what one reads as contents is a page, with the authors' names.
"""

from collections.abc import Iterator

import msgspec

from publish.markup.names import escape, escape_attribute
from publish.model import Edition
from publish.normal import one_line
from publish.renderers.epub.files import Division, sections
from publish.renderers.epub.metadata import language_of, title_of
from publish.renderers.epub.pages import Page, document, section
from publish.theming.labels import labels

NAVIGATION, NCX = "nav.xhtml", "toc.ncx"


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents, with those under it: a "part", an "entry" (an article) or a "section".

    `lang` is said where it is not the edition's.
    """

    kind: str
    title: str
    href: str
    lang: str = ""
    authors: tuple[str, ...] = ()
    under: "tuple[Entry, ...]" = ()


def entries(edition: Edition, found: list[Division]) -> tuple[Entry, ...]:
    """Parts, under them their articles, under these their sections; articles of no part beside parts."""
    listed: list[Entry] = []
    for division in found:
        articles = tuple(
            Entry(
                "entry",
                one_line(chapter.article.title) or chapter.name.removesuffix(".xhtml"),
                chapter.href,
                lang := _other(language_of(edition, chapter.article), edition),
                chapter.article.authors,
                tuple(
                    Entry("section", title, f"{chapter.name}#{own}", lang)
                    for title, own in sections(chapter.article)
                ),
            )
            for chapter in division.chapters
        )
        title = one_line(division.part.title)
        listed += [Entry("part", title, division.href, under=articles)] if title else articles
    return tuple(listed)


def _other(lang: str, edition: Edition) -> str:
    return "" if lang == language_of(edition) else lang


def _said(lang: str) -> str:
    return f' lang="{lang}" xml:lang="{lang}"' if lang else ""


def contents_page(listed: tuple[Entry, ...], lang: str) -> Page:
    """The contents as a page to read: parts and articles with their authors."""
    words = labels(lang)

    def line(entry: Entry) -> str:
        authors = escape(words.names.join(entry.authors))
        named = f' <span class="contents-author">{authors}</span>' if authors else ""
        under = "".join(line(each) for each in entry.under if each.kind != "section")
        inner = f'\n<ol class="contents-list">{under}</ol>' if under else ""
        link = f'<a href="{escape_attribute(entry.href)}">{escape(entry.title)}</a>'
        said = f'<p class="contents-{entry.kind}"{_said(entry.lang)}>{link}{named}</p>'
        return f"<li>{said}{inner}</li>\n"

    title = f'<h1 class="contents-title" id="contents">{escape(words.contents)}</h1>'
    rows = "".join(line(entry) for entry in listed)
    body = f'{title}\n<ol class="contents">\n{rows}</ol>'
    whole = section("toc", body, role="doc-toc", title_id="contents")
    return Page("contents.xhtml", "toc", words.contents, lang, whole)


def navigation(edition: Edition, listed: tuple[Entry, ...], pages: list[Page], lang: str) -> bytes:
    """nav.xhtml: the contents three levels deep, and the landmarks."""
    words = labels(lang)

    def rows(some: tuple[Entry, ...]) -> str:
        return "".join(
            f'<li><a href="{escape_attribute(entry.href)}"{_said(entry.lang)}>{escape(entry.title)}</a>'
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
    return document(words.contents, lang, f"{contents}\n{landmarks}")


def _landmarks(edition: Edition, pages: list[Page]) -> Iterator[tuple[str, str, str]]:
    """The places that a reader's buttons lead to: cover, title page, contents, where the text begins."""
    for page in pages:
        if page.kind in ("cover", "titlepage", "toc"):
            yield page.kind, page.name, page.title
    body = next((page for page in pages if page.kind in ("part", "chapter")), None)
    if body is not None:
        yield "bodymatter", body.name, title_of(edition)


def ncx(edition: Edition, listed: tuple[Entry, ...], lang: str, identifier: str) -> bytes:
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
        '<meta name="dtb:totalPageCount" content="0"/>\n<meta name="dtb:maxPageNumber" content="0"/>\n'
        "</head>\n"
        f"<docTitle><text>{escape(title_of(edition))}</text></docTitle>\n"
        f"<navMap>\n{written}</navMap>\n</ncx>\n"
    ).encode()


def _depth(some: tuple[Entry, ...]) -> int:
    return 1 + max((_depth(entry.under) for entry in some), default=0) if some else 0
