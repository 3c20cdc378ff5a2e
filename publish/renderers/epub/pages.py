"""The documents of an EPUB: cover, title page, note, parts, articles, what stands behind; a file each."""

from functools import partial

from msgspec import Struct

from publish.markup.names import element_id, escape, escape_attribute, page_mark
from publish.markup.writer import Writer
from publish.markup.xhtml import write_blocks
from publish.model import BackMatter, Edition
from publish.normal import one_line
from publish.pagination import COVER, PageMarks
from publish.renderers.epub.files import Chapter, Division, Places, matter_name
from publish.renderers.epub.metadata import language_of, title_of
from publish.renderers.epub.paging import Paging
from publish.renderers.epub.pictures import Pictures
from publish.theming import frame
from publish.theming.labels import labels
from publish.theming.scripts import direction_within, is_right_to_left
from publish.theming.theme import Arrangement
from publish.walk import Blocks

STYLE_SHEET = "style.css"

_BACK: dict[BackMatter, str] = {"sources": "appendix", "index": "index", "colophon": "colophon"}
"""What is what there; its role in DPUB-ARIA 1.1 has the same name."""

_MATTER = {
    "cover": "cover",
    "titlepage": "frontmatter",
    "preface": "frontmatter",
    "toc": "frontmatter",
    "part": "bodymatter",
    "chapter": "bodymatter",
    "appendix": "backmatter",
    "index": "backmatter",
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
        self,
        edition: Edition,
        arrangement: Arrangement,
        pictures: Pictures,
        places: Places,
        paging: Paging,
    ) -> None:
        self.edition = edition
        self.arrangement = arrangement
        self.lang = language_of(edition)
        self.languages = {self.lang}
        self._pictures = pictures
        self._places = places
        self._paging = paging

    def cover(self) -> Page | None:
        """The cover, if its picture is there."""
        href = self._pictures.find(self.edition.cover)
        if href is None:
            return None
        words = labels(self.lang)
        alt = escape_attribute(frame.cover_words(self.edition))
        marks = "".join(page_mark(page) for page in self._paging.numbers(COVER))
        body = f'<p class="cover">{marks}<img src="{href}" alt="{alt}" role="doc-cover"/></p>'
        return Page(matter_name(COVER), "cover", words.cover, self.lang, section("cover", body))

    def title_page(self) -> Page:
        """The title page of a bound edition."""
        marks = self._paging.marks("title-page")
        blocks = frame.title_page(self.edition, self.arrangement.title_page)
        body = section("titlepage", self._blocks(blocks, self.lang, marks) + _rest(marks))
        return Page(matter_name("title-page"), "titlepage", title_of(self.edition), self.lang, body)

    def note(self, chapter: Chapter) -> Page:
        """The editor's note."""
        title = one_line(frame.note_title(self.edition))
        return self._chapter(chapter, "preface", title, frame.note_opener(self.edition), ())

    def part(self, division: Division) -> Page:
        """The opening of a part."""
        part = division.part
        marks = self._paging.marks(part.id)
        blocks = self._blocks(frame.part_opening(part), self.lang, marks) + _rest(marks)
        title = one_line(part.title) or title_of(self.edition)
        title_id = element_id(part.id) if part.title and part.id else ""
        body = section("part", blocks, role="doc-part", title_id=title_id)
        return Page(division.name, "part", title, self.lang, body)

    def article(self, chapter: Chapter, part: str) -> Page:
        """An article: its opener, its text, its notes, where it comes from; `part` is its part's title."""
        article = chapter.article
        head = frame.opener(article, self.lang, self.arrangement.opener, part)
        title = one_line(article.title) or title_of(self.edition)
        return self._chapter(chapter, "chapter", title, head, frame.closing(article, self.lang))

    def _chapter(self, chapter: Chapter, kind: str, title: str, head: Blocks, closing: Blocks) -> Page:
        article = chapter.article
        lang = language_of(self.edition, article)
        self.languages.add(lang)
        marks = self._paging.marks(article.id)
        content = [
            f"<header>\n{self._blocks(head, lang, marks)}\n</header>",
            self._blocks(article.body, lang, marks, article.id),
        ]
        if closing:
            content.append(f"<footer>\n{self._blocks(closing, lang, marks)}\n</footer>")
        title_id = element_id(article.id) if article.id else ""
        body = section(kind, "\n".join(content) + _rest(marks), role=f"doc-{kind}", title_id=title_id)
        return Page(chapter.name, kind, title, lang, body)

    def back(self, matter: frame.Matter) -> Page:
        """A piece of what stands behind the articles."""
        kind = _BACK[matter.kind]
        marks = self._paging.marks(matter.kind)
        blocks = self._blocks(matter.blocks, self.lang, marks) + _rest(marks)
        body = section(kind, blocks, role=f"doc-{kind}", title_id=element_id(matter.kind))
        return Page(matter_name(matter.kind), kind, one_line(matter.title), self.lang, body)

    def _blocks(self, blocks: Blocks, lang: str, marks: PageMarks | None, scope: str = "") -> str:
        return write_blocks(blocks, self._writer(lang, marks), scope)

    def _writer(self, lang: str, marks: PageMarks | None) -> Writer:
        return Writer(
            image=self._pictures.href,
            placeholder=partial(frame.placeholder_words, lang=lang),
            notes="popup",
            href=self._places.href,
            direction=partial(self._direction, around=lang),
            unnamed=labels(lang).picture,
            marks=marks,
        )

    def _direction(self, lang: str, around: str) -> str:
        self.languages.add(lang)
        return direction_within(lang, around)


def _rest(marks: PageMarks | None) -> str:
    """The marks of pages that begin behind all that was counted."""
    return "".join(f"\n{page_mark(page, 'div')}" for page in marks.rest()) if marks else ""
