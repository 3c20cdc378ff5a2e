"""What the writers of one Word file share: its styles, lists, bookmarks, pages, pictures and notes."""

from dataclasses import dataclass, field

from publish.model import Note
from publish.plugins import Context
from publish.renderers.docx.bookmarks import Bookmarks
from publish.renderers.docx.container import Container, XmlPart
from publish.renderers.docx.numbering import Numbering
from publish.renderers.docx.pages import Pages
from publish.renderers.docx.pictures import Bounds, Pictures
from publish.renderers.docx.place import Place
from publish.renderers.docx.styles import StyleSheet, TextStyle
from publish.renderers.docx.xml import Element, on, w
from publish.theming.labels import Labels

_TALLEST = 0.8
"""The share of the text's height that a picture takes at most."""


@dataclass(frozen=True)
class Desk:
    """Everything that there is once in a Word file.

    `notes` are the notes called so far, each with the place it is called from.
    """

    context: Context
    container: Container
    styles: StyleSheet
    numbering: Numbering
    bookmarks: Bookmarks
    pages: Pages
    pictures: Pictures
    words: Labels
    notes: list[tuple[Note, Place]] = field(default_factory=list)

    def bounds(self, width: float) -> Bounds:
        """The room for a picture in a column of a width in pt."""
        page = self.context.theme.page
        return Bounds(width, page.lines * self.context.theme.leading * _TALLEST)


@dataclass
class Pending:
    """What waits for the next paragraph, or for the end of a note.

    targets  scopes and ids whose bookmarks the next paragraph carries
    mark     list and level of the mark that the next paragraph carries
    notes    notes called inside a note, which follow it
    """

    targets: list[tuple[int, str]] = field(default_factory=list)
    mark: tuple[int, int] | None = None
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class Pen:
    """What writes: into which part, and at the end of which element of it."""

    desk: Desk
    part: XmlPart
    out: Element
    pending: Pending

    @property
    def styles(self) -> StyleSheet:
        """The styles of the file."""
        return self.desk.styles

    def into(self, out: Element) -> "Pen":
        """The same pen in a cell or a note."""
        return Pen(self.desk, self.part, out, self.pending)

    def begin(
        self, key: str, place: Place, *, picture: bool = False, keep_next: bool = False
    ) -> tuple[Element, TextStyle]:
        """A new paragraph in the style of a key, with the mark and the bookmarks that wait for one."""
        style = self.styles.paragraph(key, place.variation(key, picture=picture, keep_next=keep_next))
        properties = w("pPr", w("pStyle", val=style.id))
        if place.stays and not (keep_next or style.looks.keep_with_next):
            properties.append(on("keepNext"))  # no look, but where this paragraph stands
        if self.pending.mark is not None:
            number, level = self.pending.mark
            properties.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
            self.pending.mark = None
        paragraph = w("p", properties)
        for scope, target in self.pending.targets:
            paragraph.extend(self.desk.bookmarks.place(scope, target))
        self.pending.targets.clear()
        self.out.append(paragraph)
        return paragraph, style

    def space(self, height: float) -> None:
        """An empty paragraph of a height in pt; also what keeps two tables apart."""
        self.out.append(w("p", w("pPr", w("pStyle", val=self.styles.space(height)))))
