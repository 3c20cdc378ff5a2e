"""`word/footnotes.xml`: notes at the foot of the page, ① ② ③ (ECMA-376 Part 1, 17.11)."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from publish.model import Edition, Note
from publish.renderers.docx.blocks import write_blocks
from publish.renderers.docx.container import XmlPart
from publish.renderers.docx.desk import Desk, Pen, Pending
from publish.renderers.docx.place import Place
from publish.renderers.docx.xml import Element, root, text, w
from publish.theming.scripts import is_han

_SEPARATOR, _CONTINUATION = -1, 0
"""The ids of what parts notes from the text; notes count from 1."""

_PROPERTIES = (
    ("separator", _SEPARATOR),
    ("continuationSeparator", _CONTINUATION),
)


def write_notes(desk: Desk, document: XmlPart) -> None:
    """The part with all notes that were called in the document."""
    element = root("w:footnotes", namespaces=("w", "r", "wp", "a", "pic"))
    part = desk.container.xml_part("/word/footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES, element)
    document.relate(part, RELATIONSHIP_TYPE.FOOTNOTES)
    for kind, number in _PROPERTIES:
        line = w("p", w("pPr", w("pStyle", val=desk.styles.space(desk.context.theme.leading / 2))))
        line.append(w("r", w(kind)))
        element.append(w("footnote", line, type=kind, id=number))
    for number, (note, place) in enumerate(desk.notes, start=1):
        element.append(_footnote(Pen(desk, part, element, Pending()), number, note, place))


def note_settings(edition: Edition) -> list[Element]:
    """How notes count: circled in Han text, plain figures elsewhere; in a bound edition anew on each page.

    Anew in each article, as in the PDF, would be better, but then LibreOffice 7.4 shows no marks at all. In
    an article alone the numbers are those of every format.
    """
    figures = "decimalEnclosedCircle" if is_han(edition.lang) else "decimal"
    return [w("numFmt", val=figures), w("numRestart", val="continuous" if edition.single else "eachPage")]


def separators() -> list[Element]:
    """The references to what parts notes from the text, for the settings."""
    return [w("footnote", id=number) for _, number in _PROPERTIES]


def _footnote(pen: Pen, number: int, note: Note, place: Place) -> Element:
    pen = pen.into(w("footnote", id=number))
    footnote, pending = pen.out, pen.pending
    inside = place.in_note_of(pen.desk.context.theme.page.measure)
    write_blocks(pen, note.content, inside)
    while pending.notes:  # those that were called in this one
        write_blocks(pen, pending.notes.pop(0).content, inside)
    if not len(footnote) or not _is_paragraph(footnote[-1]):
        pen.begin("note", inside)
    if not _is_paragraph(footnote[0]):
        pen.begin("note", inside)
        footnote.insert(0, footnote[-1])
    # Behind the mark a hanging line begins where the others do.
    hangs = pen.styles.looks("note").first_indent < 0
    gap = w("tab") if hangs else text(" ")
    footnote[0].insert(1, w("r", w("footnoteRef"), gap))  # behind the paragraph's properties
    return footnote


def _is_paragraph(element: Element) -> bool:
    return str(element.tag).endswith("}p")
