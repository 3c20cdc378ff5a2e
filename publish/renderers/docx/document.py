"""From an Edition to a Word file: the parts, and the order in which they are written.

Parts that tell of what the text uses (styles, lists, notes) are written after it.
"""

from collections.abc import Callable

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from publish.model import Article, Edition, FrontMatter, Heading, Part, Text
from publish.normal import scrub
from publish.pagination import COVER
from publish.plugins import Context
from publish.renderers.docx.blocks import write_blocks
from publish.renderers.docx.bookmarks import EDITION, NOTE, Bookmarks
from publish.renderers.docx.container import Container, XmlPart
from publish.renderers.docx.contents import contents
from publish.renderers.docx.desk import Desk, Pen, Pending
from publish.renderers.docx.faces import font_table
from publish.renderers.docx.lines import begin_line
from publish.renderers.docx.metadata import write_metadata
from publish.renderers.docx.notes import write_notes
from publish.renderers.docx.numbering import Numbering
from publish.renderers.docx.pages import Marks, Pages
from publish.renderers.docx.palette import palette
from publish.renderers.docx.pictures import Bounds, Pictures
from publish.renderers.docx.place import Place
from publish.renderers.docx.sections import NO_HEAD, Head, Kind, Sections
from publish.renderers.docx.settings import settings
from publish.renderers.docx.styles import StyleSheet
from publish.renderers.docx.xml import Element, root, w
from publish.theming.frame import (
    back_matter,
    closing,
    cover_words,
    note_opener,
    note_title,
    opener,
    part_opening,
    title_page,
)
from publish.theming.labels import labels
from publish.walk import Blocks, plain_text


def word_file(edition: Edition, context: Context) -> bytes:
    """The edition as the bytes of a Word file, the same for the same edition, theme and pages."""
    container = Container()
    body = w("body")
    element = root("w:document", body, namespaces=("w", "r", "wp", "a", "pic"))
    document = container.xml_part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, element)
    container.relate(document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    write_metadata(container, edition)
    bookmarks = Bookmarks(edition, (found.page for found in context.pages.breaks) if context.pages else ())
    desk = Desk(
        context=context,
        container=container,
        styles=StyleSheet(context.theme, edition.lang, _depth(edition)),
        numbering=Numbering(context.theme, edition.lang),
        bookmarks=bookmarks,
        pages=Pages(context.pages, bookmarks),
        pictures=Pictures(edition.assets, context, container),
        words=labels(edition.lang),
    )
    _Binder(desk, edition, document, body).bind()
    write_notes(desk, document)
    _write_parts(desk, edition, document)
    return container.to_bytes()


def _write_parts(desk: Desk, edition: Edition, document: XmlPart) -> None:
    """What tells of the text as a whole."""
    theme, lang = desk.context.theme, edition.lang
    styles = desk.styles
    for name, content_type, relation, element in (
        ("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles.element()),
        ("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, desk.numbering.element()),
        ("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings(theme, edition)),
        (
            "fontTable",
            CONTENT_TYPE.WML_FONT_TABLE,
            RELATIONSHIP_TYPE.FONT_TABLE,
            font_table(theme, styles.langs),
        ),
        ("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, palette(theme, lang)),
    ):
        document.relate(desk.container.xml_part(f"/word/{name}.xml", content_type, element), relation)


_FEWEST_AT_THE_END = 60
"""Characters of text, about two lines, that keep an article's source card company."""

_MOST_AT_THE_END = 3
"""Blocks that may be kept together with it."""


def _end(body: Blocks) -> int:
    """Where the end of a text begins that stays with the source card: no page shall hold that alone."""
    start, length = len(body), 0
    while start and length < _FEWEST_AT_THE_END and len(body) - start < _MOST_AT_THE_END:
        start -= 1
        length += len(plain_text(body[start]))
    return start


def _depth(edition: Edition) -> int:
    """How many levels of headings stand above the articles' own titles: 1 if there are parts."""
    return int(any(part.title for part in edition.contents))


class _Binder:
    """Writes the body: an article alone, or one edition with all that stands around its articles."""

    def __init__(self, desk: Desk, edition: Edition, document: XmlPart, body: Element) -> None:
        self._desk = desk
        self._edition = edition
        self._body = body
        self._pages = desk.pages
        self._arrangement = desk.context.theme.arrangement
        self._depth = _depth(edition)
        self._pen = Pen(desk, document, body, Pending())
        self._sections = Sections(desk, edition, document, self._depth)
        self._open: Element | None = None

    def bind(self) -> None:
        if not self._edition.single:
            self._front()
        scope = 0
        for part in self._edition.contents:
            self._part(part)
            for article in part.contents:
                scope += 1
                self._article(article, scope, part.title)
        if not self._edition.single:
            self._back()
        if self._open is None:  # an edition of nothing
            self._begin(Kind.PLAIN)
        self._end_with(self._pages.left())
        assert self._open is not None
        self._body.append(self._open)

    def _front(self) -> None:
        self._cover()
        pieces: dict[FrontMatter, Callable[[], None]] = {
            "title-page": self._title_page,
            "note": self._note,
            "contents": self._contents,
        }
        for kind in self._edition.front:
            pieces[kind]()

    def _cover(self) -> None:
        others = self._pages.begin_uncounted(COVER)
        cover = self._desk.pictures.find(self._edition.cover)
        if cover is None:
            return
        self._begin(Kind.BARE)
        line = begin_line(self._pen, "figure", self._place())
        page = self._desk.context.theme.page
        bounds = Bounds(page.width, page.height)
        alt = scrub(cover_words(self._edition))
        line.out.extend([*self._pages.unit(), *self._pages.place(others)])
        line.out.append(self._desk.pictures.page(cover, alt, self._pen.part, bounds))

    def _title_page(self) -> None:
        self._begin(Kind.BARE)
        self._piece("title-page", title_page(self._edition, self._arrangement.title_page))

    def _note(self) -> None:
        """The editor's note, set like an article."""
        note = self._edition.note
        if note is None:
            return
        lang = note.lang or self._edition.lang
        self._begin(Kind.ARTICLE, Head(note_title(self._edition), "note-title", lang))
        self._pages.begin(note.id)
        self._blocks(note_opener(self._edition), self._place(lang))
        self._blocks(note.body, self._place(lang, NOTE))
        self._end_with(self._pages.rest())

    def _contents(self) -> None:
        self._begin(Kind.PLAIN)
        others = self._pages.begin_uncounted("contents")
        title = Heading(1, (Text(self._desk.words.contents),), role="contents-title", id="contents")
        self._blocks((title,), self._place())
        self._body.extend(contents(self._desk, self._edition, self._depth, others))
        self._end_with(self._pages.place(others))  # those that no line of the contents has

    def _part(self, part: Part) -> None:
        if part.title or part.introduction:
            self._begin(Kind.PLAIN)
            self._piece(part.id, part_opening(part))

    def _article(self, article: Article, scope: int, part: str) -> None:
        lang = article.lang or self._edition.lang
        self._begin(Kind.ARTICLE, Head(article.title, "title", lang))
        self._pages.begin(article.id)
        # The ids of what stands around an article are the edition's, those inside it its own.
        head = opener(article, self._edition.lang, self._arrangement.opener, part)
        self._blocks(head, self._place(lang))
        card = closing(article, self._edition.lang)
        place = self._place(lang, scope)
        end = _end(article.body) if card else len(article.body)
        self._blocks(article.body[:end], place)
        for block in article.body[end:]:
            self._blocks((block,), place.staying())
        self._blocks(card, self._place(lang).kept_together())
        self._end_with(self._pages.rest())

    def _back(self) -> None:
        for matter in back_matter(self._edition, self._pages.folios):
            self._begin(Kind.PLAIN)
            self._piece(matter.kind, matter.blocks)

    def _piece(self, scope: str, blocks: Blocks) -> None:
        """What stands around the articles, a scope of its own."""
        self._pages.begin(scope)
        self._blocks(blocks, self._place())
        self._end_with(self._pages.rest())

    def _end_with(self, marks: Marks) -> None:
        """Set bookmarks at the end of what is written so far."""
        if marks:
            self._last_paragraph().extend(marks)

    def _place(self, lang: str = "", scope: int = EDITION) -> Place:
        measure = self._desk.context.theme.page.measure
        return Place("paragraph", lang or self._edition.lang, scope, measure)

    def _blocks(self, blocks: Blocks, place: Place) -> None:
        write_blocks(self._pen, blocks, place)

    def _begin(self, kind: Kind, head: Head = NO_HEAD) -> None:
        """Begin a section, of an article with this head or of what has none.

        What a section is stands at its end: in its last paragraph, or in the body.
        """
        if self._open is not None:
            self._last_paragraph()[0].append(self._open)  # its properties
        self._open = self._sections.section(kind, head)

    def _last_paragraph(self) -> Element:
        """The paragraph that ends the body so far."""
        last = next(self._body.iterchildren(reversed=True), None)
        if last is None or not str(last.tag).endswith("}p"):
            last = w("p", w("pPr", w("pStyle", val=self._desk.styles.space(1))))
            self._body.append(last)
        return last
