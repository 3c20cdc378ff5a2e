"""The contents of a bound edition: a field that Word can update, filled before it ever does.

The page numbers are those of the paged edition. Where none is known the line has none: Word fills them in
when the field is updated (F9), and no number at all is better than one that is wrong. The field collects
headings by the levels of the outline, not by names: those of styles are in the reader's language, and a
heading in a style of ours (of the editor's note, in another language) is one all the same.
"""

from collections.abc import Sequence

from publish.model import Edition
from publish.renderers.docx.bookmarks import EDITION
from publish.renderers.docx.desk import Desk
from publish.renderers.docx.fields import begin_field, end_field, field
from publish.renderers.docx.xml import Element, text, w
from publish.theming.frame import Entry, outline

GALLERY = "Table of Contents"
"""By which Word knows that a block is a table of contents, and offers to update it."""


def contents(desk: Desk, edition: Edition, depth: int, pages: Sequence[int] = ()) -> list[Element]:
    """The lines of the contents in the block of content that Word keeps them in.

    `pages` are those that begin among the lines, which are shared out evenly.
    """
    lines = [_line(desk, entry) for entry in outline(edition)]
    if not lines:
        return []
    for number, page in enumerate(pages, start=1):
        line = lines[number * len(lines) // (len(pages) + 1)]
        for element in reversed(desk.pages.place([page])):
            line.insert(1, element)  # behind the paragraph's properties
    levels = f"1-{1 + depth}"
    for place, run in enumerate(begin_field(f'TOC \\o "{levels}" \\h \\z \\u'), start=1):
        lines[0].insert(place, run)
    lines[-1].append(end_field())
    return [
        w(
            "sdt",
            w("sdtPr", w("docPartObj", w("docPartGallery", val=GALLERY), w("docPartUnique"))),
            w("sdtContent", *lines),
        )
    ]


def _line(desk: Desk, entry: Entry) -> Element:
    """An entry: title, authors in their own style, and the page behind dots if it is known."""
    style = desk.styles.paragraph(f"contents-{entry.kind}")
    lang = entry.lang or style.lang
    words = [_run(desk.styles.run((), style, lang), entry.title)]
    if entry.authors:
        names = f"　{desk.words.names.join(entry.authors)}"
        words.append(_run(desk.styles.run(("contents-author",), style, lang), names))
    bookmark, page = desk.bookmarks.find(EDITION, entry.target), desk.pages.folios.get(entry.target)
    if bookmark and page is not None:
        words += [w("r", w("tab")), *field(f"PAGEREF {bookmark} \\h", str(page))]
    paragraph = w("p", w("pPr", w("pStyle", val=style.id)))
    if bookmark:
        paragraph.append(w("hyperlink", *words, anchor=bookmark, history=1))
    else:
        paragraph.extend(words)
    return paragraph


def _run(style: str, words: str) -> Element:
    return w("r", *([w("rPr", w("rStyle", val=style))] if style else []), text(words))
