"""Inlines as runs: text, links, pictures, ruby, calls of notes, all looks in character styles."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from docx.opc.constants import RELATIONSHIP_TYPE

from publish.markup.names import language_tag, link_address
from publish.model import (
    Break,
    Code,
    Image,
    Inline,
    Link,
    Math,
    Note,
    Ruby,
    Styled,
    Tagged,
    Text,
)
from publish.normal import scrub
from publish.renderers.docx.desk import Pen
from publish.renderers.docx.languages import culture
from publish.renderers.docx.pages import Marks
from publish.renderers.docx.place import Place
from publish.renderers.docx.styles import TextStyle
from publish.renderers.docx.xml import Element, half_points, on, set_attributes, text, w
from publish.theming.frame import placeholder_words
from publish.theming.labels import labels
from publish.theming.scripts import is_han, is_right_to_left
from publish.walk import Inlines

_LONGEST_ADDRESS = 2_000
"""Characters of a link's address: Word refuses a file with one of more than 2,083."""

_LONGEST_TIP = 250


@dataclass(frozen=True, slots=True)
class Line:
    """Where runs go and what they stand in: `styles` are the inline styles and roles around them."""

    pen: Pen
    place: Place
    out: Element
    style: TextStyle
    lang: str
    styles: tuple[str, ...] = ()
    in_link: bool = False

    def within(self, style: str) -> "Line":
        """The line inside one more inline style."""
        return replace(self, styles=(*self.styles, style))

    def speaking(self, lang: str) -> "Line":
        """The line in another language."""
        return replace(self, lang=lang)

    def into(self, hyperlink: Element) -> "Line":
        """The line inside a link."""
        return replace(self, out=hyperlink, styles=(*self.styles, "link"), in_link=True)

    def run(self, *content: Element, hint: bool = False) -> Element:
        """A run with this content, in the character style that stands for the styles around it."""
        properties = self.properties(hint=hint)
        return w("r", *([w("rPr", *properties)] if properties else []), *content)

    def properties(self, *, hint: bool = False, size: int = 0) -> list[Element]:
        """What a run says of itself: its character style and, where needed, which way its text goes.

        `hint` says that its marks are Chinese; `size` is that of a reading, in half points.
        """
        style = self.pen.styles.run(self.styles, self.style, self.lang)
        found = [w("rStyle", val=style)] if style else []
        if hint:
            found.append(w("rFonts", hint="eastAsia"))
        if size:
            found += [w("sz", val=size), w("szCs", val=size)]
        if is_right_to_left(self.lang):
            found.append(on("rtl"))
        return found


def begin_line(pen: Pen, key: str, place: Place, *, picture: bool = False, keep_next: bool = False) -> Line:
    """A new paragraph in the style of a key, ready to be written."""
    paragraph, style = pen.begin(key, place, picture=picture, keep_next=keep_next)
    return Line(pen, place, paragraph, style, place.lang)


def write_line(line: Line, inlines: Inlines) -> None:
    """A row of inlines."""
    for inline in inlines:
        _write(line, inline)


def _write(line: Line, inline: Inline) -> None:
    match inline:
        case Text():
            write_text(line, inline.text)
        case Styled():
            write_line(line.within(inline.style), inline.content)
        case Code():
            write_text(line.within("code"), inline.text)
        case Math():
            _write_math(line, inline)
        case Link():
            _write_link(line, inline)
        case Image():
            write_image(line, inline)
        case Ruby():
            _write_ruby(line, inline)
        case Note():
            _write_note(line, inline)
        case Tagged():
            tagged = line.speaking(inline.lang) if language_tag(inline.lang) else line
            write_line(tagged.within(inline.role) if inline.role else tagged, inline.content)
        case Break():
            line.out.append(line.run(w("br")))
        case _:
            assert_never(inline)


# Text ----------------------------------------------------------------------------------------------

# Apostrophes between Latin letters (Xi’an): in Chinese faces they are as wide as a character.
_LATIN_MARK = re.compile(r"(?<=[A-Za-z])[‘’](?=[A-Za-z])")

# Marks that both Latin and Chinese have. Word sets them as Latin unless told (ECMA-376 Part 1, 17.3.2.26).
_AMBIGUOUS = re.compile("[\u00b7\u00d7\u2013-\u201f\u2025-\u2027\u2030-\u203b\u2460-\u24ff\u25a0-\u25ff]")


def write_text(line: Line, content: str, *, counted: bool = True) -> None:
    """Text as runs; tabs and line ends, which only code has, as Word's own.

    Between them stand the bookmarks of the pages that begin in it, if it is counted.
    """
    for latin, part in _by_script(content, line.lang):
        own = line.speaking("en") if latin else line
        for piece in line.pen.desk.pages.text(part) if counted else (part,):
            line.out.extend([_run(own, piece)] if isinstance(piece, str) else piece)


def _run(line: Line, content: str) -> Element:
    return line.run(*_pieces(content), hint=is_han(line.lang) and bool(_AMBIGUOUS.search(content)))


def _by_script(content: str, lang: str) -> Iterator[tuple[bool, str]]:
    """The text in parts, those True that are Latin marks in a Han language."""
    if not is_han(lang):
        yield False, content
        return
    start = 0
    for found in _LATIN_MARK.finditer(content):
        yield False, content[start : found.start()]
        yield True, found[0]
        start = found.end()
    if start < len(content) or not content:
        yield False, content[start:]


def _pieces(content: str) -> list[Element]:
    content = scrub(content)
    if "\n" not in content and "\t" not in content:
        return [text(content)]
    marks = {"\n": "br", "\t": "tab"}
    pieces = re.split("([\n\t])", content)
    return [w(marks[piece]) if piece in marks else text(piece) for piece in pieces if piece]


def _write_math(line: Line, math: Math) -> None:
    """A formula as TeX; one that is displayed has a line of its own."""
    own = line.within("math").speaking("en")
    if math.display and line.out.find("{*}r") is not None:
        line.out.append(line.run(w("br")))
    line.out.extend(line.pen.desk.pages.unit())
    write_text(own, math.tex, counted=False)


def _write_ruby(line: Line, ruby: Ruby) -> None:
    """Base and reading (ECMA-376 Part 1, 17.3.3.25); the reading at half the size, above.

    Of a page that begins inside the base the bookmark stands behind the whole, as with words.
    """
    if not ruby.reading:
        write_text(line, ruby.base)
        return
    before, behind = _around(line.pen.desk.pages.text(ruby.base))
    line.out.extend(before)
    line.out.append(_ruby(line, ruby))
    line.out.extend(behind)


def _around(pieces: Sequence[str | Marks]) -> tuple[Marks, Marks]:
    """The marks before the first piece of text, and all others."""
    before: Marks = []
    behind: Marks = []
    found = before
    for piece in pieces:
        if isinstance(piece, str):
            found = behind
        else:
            found.extend(piece)
    return before, behind


def _ruby(line: Line, ruby: Ruby) -> Element:
    size = half_points(line.style.looks.size)
    small = max(size // 2, 2)
    reading = w("r", w("rPr", *line.properties(size=small)), text(scrub(ruby.reading)))
    properties = w(
        "rubyPr",
        w("rubyAlign", val="distributeSpace"),
        w("hps", val=small),
        w("hpsRaise", val=size - 2),
        w("hpsBaseText", val=size),
        w("lid", val=culture(line.lang)),
    )
    base = w("rubyBase", line.run(text(scrub(ruby.base))))
    return line.run(w("ruby", properties, w("rt", reading), base))


# Links ---------------------------------------------------------------------------------------------


def _write_link(line: Line, link: Link) -> None:
    """A link to the web or to a bookmark; its words alone inside another link or where it leads nowhere."""
    attributes = {} if line.in_link else _target(line, link.target)
    if not attributes:
        write_line(line, link.content)
        return
    hyperlink = set_attributes(w("hyperlink"), attributes)
    if link.title:
        hyperlink.set(hyperlink.tag.replace("hyperlink", "tooltip"), scrub(link.title)[:_LONGEST_TIP])
    line.out.append(hyperlink)
    write_line(line.into(hyperlink), link.content)


def _target(line: Line, target: str) -> dict[str, str | int | float]:
    if target.startswith("#"):
        name = line.pen.desk.bookmarks.find(line.place.scope, target[1:])
        return {"w:anchor": name, "w:history": 1} if name else {}
    address = link_address(target)
    if not address or len(address) > _LONGEST_ADDRESS:
        return {}
    return {"r:id": line.pen.part.relate_address(address, RELATIONSHIP_TYPE.HYPERLINK), "w:history": 1}


# Pictures and notes --------------------------------------------------------------------------------


def write_image(line: Line, image: Image, caption: str = "") -> None:
    """A picture, or the words in its place."""
    asset = line.pen.desk.pictures.find(image.src)
    if asset is None:
        write_placeholder(line.within("placeholder"), image)
        return
    line.out.extend(line.pen.desk.pages.unit())
    alt = scrub(image.alt or image.title or caption or asset.alt or labels(line.lang).picture)
    bounds = line.pen.desk.bounds(line.place.width)
    line.out.append(line.pen.desk.pictures.run(asset, alt, line.pen.part, bounds))


def write_placeholder(line: Line, image: Image) -> None:
    """The words in the place of a picture; where other formats show it, they count as it does: as one."""
    words = placeholder_words(image, line.lang)
    shown = line.pen.desk.pictures.is_known(image.src)
    if shown:
        line.out.extend(line.pen.desk.pages.unit())
    write_text(line, words, counted=not shown)


def _write_note(line: Line, note: Note) -> None:
    """The call of a footnote. Word has no notes in notes: those follow the note that calls them."""
    if line.place.in_note:
        line.pen.pending.notes.append(note)
        return
    line.pen.desk.notes.append((note, line.place))
    line.out.append(line.within("note-call").run(w("footnoteReference", id=len(line.pen.desk.notes))))
