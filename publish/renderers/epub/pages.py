"""The documents of an EPUB: cover, title page, contents, parts, articles, colophon; a file each."""

from functools import partial

from msgspec import Struct

from publish.markup.names import element_id, escape, escape_attribute
from publish.markup.writer import Writer
from publish.markup.xhtml import write_blocks
from publish.model import Edition
from publish.normal import one_line
from publish.renderers.epub.files import Addresses, Chapter, Division, Pictures
from publish.renderers.epub.metadata import language_of, title_of
from publish.theming import frame
from publish.theming.labels import labels
from publish.theming.scripts import direction_within, is_right_to_left
from publish.theming.theme import Arrangement
from publish.walk import Blocks

STYLE_SHEET = "style.css"

_MATTER = {
    "cover": "cover",
    "titlepage": "frontmatter",
    "toc": "frontmatter",
    "part": "bodymatter",
    "chapter": "bodymatter",
    "colophon": "backmatter",
}
"""From what a document is to where it stands in the book (EPUB Structural Semantics Vocabulary 1.1)."""


class Page(Struct, frozen=True):
    """A document: its file's name, what it is (a key of `_MATTER`), title, language, XHTML."""

    name: str
    kind: str
    title: str
    lang: str
    body: str

    @property
    def id(self) -> str:
        """The document's id in the manifest."""
        return self.name.removesuffix(".xhtml")

    def file(self) -> bytes:
        """The whole document."""
        whole = ' class="cover-page"' if self.kind == "cover" else ""  # without the margins of a text
        return document(self.title, self.lang, self.body, f' epub:type="{_MATTER[self.kind]}"{whole}')


def document(title: str, lang: str, body: str, attributes: str = "") -> bytes:
    """A whole XHTML document; `attributes` are those of its body."""
    direction = ' dir="rtl"' if is_right_to_left(lang) else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{lang}" xml:lang="{lang}"{direction}>\n<head>\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{STYLE_SHEET}"/>\n</head>\n'
        f"<body{attributes}>\n{body}\n</body>\n</html>\n"
    ).encode()


def section(kind: str, content: str, *, role: str = "", title_id: str = "") -> str:
    """The section that is all of a document, named by its heading."""
    role = f' role="{role}"' if role else ""
    named = f' aria-labelledby="{title_id}"' if title_id else ""
    return f'<section epub:type="{kind}"{role}{named}>\n{content}\n</section>'


class Pages:
    """Writes the documents of one edition and remembers which languages they have."""

    def __init__(
        self, edition: Edition, pictures: Pictures, places: Addresses, arrangement: Arrangement
    ) -> None:
        self.edition = edition
        self.arrangement = arrangement
        self.lang = language_of(edition)
        self.languages = {self.lang}
        self._pictures = pictures
        self._places = places

    def cover(self) -> Page | None:
        """The cover, if its picture is there."""
        href = self._pictures.find(self.edition.cover)
        if href is None:
            return None
        words = labels(self.lang)
        alt = escape_attribute(frame.cover_words(self.edition))
        body = f'<p class="cover"><img src="{href}" alt="{alt}" role="doc-cover"/></p>'
        return Page("cover.xhtml", "cover", words.cover, self.lang, section("cover", body))

    def title_page(self) -> Page:
        """The title page of a bound edition."""
        body = section(
            "titlepage",
            self._blocks(frame.title_page(self.edition, self.arrangement.title_page), self.lang),
        )
        return Page("title-page.xhtml", "titlepage", title_of(self.edition), self.lang, body)

    def part(self, division: Division) -> Page:
        """The opening of a part."""
        part = division.part
        blocks = self._blocks(frame.part_opening(part), self.lang)
        title = one_line(part.title) or title_of(self.edition)
        title_id = element_id(part.id) if part.title and part.id else ""
        body = section("part", blocks, role="doc-part", title_id=title_id)
        return Page(division.name, "part", title, self.lang, body)

    def article(self, chapter: Chapter, part: str) -> Page:
        """An article: its opener, its text, its notes, where it comes from; `part` is its part's title."""
        article = chapter.article
        lang = language_of(self.edition, article)
        self.languages.add(lang)
        head = frame.opener(article, self.lang, self.arrangement.opener, part)
        content = [
            f"<header>\n{self._blocks(head, lang)}\n</header>",
            self._blocks(article.body, lang, article.id),
        ]
        if closing := frame.closing(article, self.lang):
            content.append(f"<footer>\n{self._blocks(closing, lang)}\n</footer>")
        title_id = element_id(article.id) if article.id else ""
        body = section("chapter", "\n".join(content), role="doc-chapter", title_id=title_id)
        title = one_line(article.title) or title_of(self.edition)
        return Page(chapter.name, "chapter", title, lang, body)

    def colophon(self) -> Page:
        """The last page of a bound edition."""
        blocks = self._blocks(frame.colophon(self.edition), self.lang)
        body = section("colophon", blocks, role="doc-colophon", title_id="colophon")
        return Page("colophon.xhtml", "colophon", labels(self.lang).colophon, self.lang, body)

    def _blocks(self, blocks: Blocks, lang: str, scope: str = "") -> str:
        return write_blocks(blocks, self._writer(lang), scope)

    def _writer(self, lang: str) -> Writer:
        return Writer(
            image=self._pictures.href,
            placeholder=partial(frame.placeholder_words, lang=lang),
            notes="popup",
            href=lambda name: self._places.get(name, ""),
            direction=partial(self._direction, around=lang),
            unnamed=labels(lang).picture,
        )

    def _direction(self, lang: str, around: str) -> str:
        self.languages.add(lang)
        return direction_within(lang, around)
