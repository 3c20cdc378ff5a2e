"""Inlines as XHTML phrasing content, without a blank that the text does not have."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import assert_never
from unicodedata import combining, east_asian_width

from publish.markup.names import (
    class_name,
    escape,
    escape_attribute,
    language_tag,
    link_address,
    page_mark,
)
from publish.markup.writer import Line, Sheet
from publish.model import (
    NOTE_MARKS,
    Block,
    Break,
    Code,
    CodeBlock,
    Image,
    Inline,
    Link,
    Math,
    Note,
    Paragraph,
    Ruby,
    Styled,
    StyleName,
    Tagged,
    Text,
)
from publish.walk import Inlines, rows_in_order

_AS_TEXT = "\ufe0e"
# Whatever is asked to be an emoji, and what is one without being asked (Emoji_Presentation).
_EMOJI = re.compile(
    "([\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff]|.(?=\ufe0f))"
    "[\ufe0e\ufe0f]?"
)

RUBY_SCALE = 0.5
"""The size of a reading, as a share of its base's."""
_LETTER = 0.62  # em: the room for a letter of an alphabet

_STYLES: dict[StyleName, tuple[str, str]] = {
    "emphasis": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "underline": ('<span class="underline">', "</span>"),
    "strike": ("<s>", "</s>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
    "small-caps": ('<span class="small-caps">', "</span>"),
    "highlight": ("<mark>", "</mark>"),
    "dots": ('<span class="dots">', "</span>"),
}


def write_run(run: Inlines, sheet: Sheet) -> str:
    """A row of inlines."""
    if len(run) == 1 and type(run[0]) is Text and not sheet.dotted:
        return write_text(run[0].text, sheet)
    return "".join([write_inline(inline, sheet) for inline in run])


def write_text(text: str, sheet: Sheet) -> str:
    """Plain text, with the marks of pages that begin in it."""
    return _marked(text, sheet, _plain) if sheet.marks else _plain(text, sheet)


def _marked(text: str, sheet: Sheet, write: Callable[[str, Sheet], str]) -> str:
    if not sheet.marks:
        return write(text, sheet)
    pieces = sheet.marks.text(text)
    return "".join(
        [page_mark(piece) if isinstance(piece, int) else write(piece, sheet) for piece in pieces]
    )


def _plain(text: str, sheet: Sheet) -> str:
    """Where emoji are to be set in the fonts of the text, they say so (UTS #51, 4)."""
    if sheet.writer.drawn_marks and _EMOJI.search(text):
        text = _EMOJI.sub(lambda found: found[1] + _AS_TEXT, text)
    return escape(text)


def write_inline(inline: Inline, sheet: Sheet) -> str:
    """One inline."""
    match inline:
        case Text():
            return _marked(inline.text, sheet, _dotted if sheet.dotted else _plain)
        case Styled("dots") if sheet.writer.drawn_marks:
            outer, sheet.dotted = sheet.dotted, True
            text = write_run(inline.content, sheet)
            sheet.dotted = outer
            return text
        case Styled():
            opening, closing = _STYLES[inline.style]
            return f"{opening}{write_run(inline.content, sheet)}{closing}"
        case Code():
            return f"<code>{write_text(inline.text, sheet)}</code>"
        case Math():
            kind = "math display" if inline.display else "math"
            return f'{sheet.counted()}<span class="{kind}">{escape(inline.tex)}</span>'
        case Link():
            return _link(inline, sheet)
        case Image():
            width = sheet.writer.sign(inline) if sheet.in_line else None
            sign = f' class="sign" style="width:{width:g}em"' if width else ""
            return write_image(inline, sheet, sign)
        case Ruby():
            return _ruby(inline, sheet)
        case Note():
            return _note_call(inline, sheet)
        case Tagged():
            role = class_name(inline.role)
            named = f' class="{role}"' if role else ""
            with sheet.speaking(inline.lang):
                text = write_run(inline.content, sheet)
            return f"<span{named}{language(inline.lang, sheet)}>{text}</span>"
        case Break():
            return "<br/>"
        case _:
            assert_never(inline)


def write_lines(lines: Sequence[Line], sheet: Sheet, between: str = "\n") -> str:
    """Composed lines; one that is not set as it is stands in a span that says how.

    They stand each on a line of the text itself, which costs less to lay out than elements between them;
    whoever asks for lines has line ends kept (`white-space: pre`). The class `hyphenated` asks for a hyphen
    that is drawn but not read, with the margins `--hyphen-trim`.
    """
    outer, sheet.in_line = sheet.in_line, True
    written = between.join([_line(line, sheet) for line in lines])
    sheet.in_line = outer
    return written


def _line(line: Line, sheet: Sheet) -> str:
    text = write_run(line.content, sheet)
    lengths = (
        ("letter-spacing", line.letter_spacing),
        ("word-spacing", line.word_spacing),
        ("margin-left", -line.start),
        ("margin-right", -line.end),
        ("--hyphen-trim", -line.hyphen_trim),
    )
    style = ";".join([f"{name}:{round(value, 4):g}pt" for name, value in lengths if round(value, 4)])
    named = sheet.writer.line_class(style) if style else ""
    classes = " ".join(filter(None, ["hyphenated" if line.hyphen else "", named]))
    attributes = f' class="{classes}"' if classes else ""
    if style and not named:
        attributes += f' style="{style}"'
    return f"<span{attributes}>{text}</span>" if attributes else text


def language(lang: str, sheet: Sheet) -> str:
    """The attributes that say a language, and its direction."""
    tag = language_tag(lang) if lang else ""
    if not tag:
        return ""
    direction = sheet.writer.direction(tag)
    return f' lang="{tag}" xml:lang="{tag}"' + (f' dir="{direction}"' if direction else "")


# Links ---------------------------------------------------------------------------------------------


def _link(link: Link, sheet: Sheet) -> str:
    """A link; its words alone inside another link or where it leads nowhere.

    A page that begins with it has its mark before it, and not in its name.
    """
    target = link.target
    href = sheet.href(target[1:]) if target.startswith("#") else link_address(target)
    pictures = not sheet.writer.picture_links and all(isinstance(node, Image) for node in link.content)
    if sheet.in_link or not href or pictures:
        return write_run(link.content, sheet)
    marks = sheet.due()
    sheet.in_link = True
    text = write_run(link.content, sheet)
    sheet.in_link = False
    calls = "".join(sheet.waiting)
    sheet.waiting.clear()
    if not text:
        return marks + calls
    title = f' title="{escape_attribute(link.title)}"' if link.title else ""
    return f'{marks}<a href="{escape_attribute(href)}"{title}>{text}</a>{calls}'


# Pictures and ruby ---------------------------------------------------------------------------------


def write_image(image: Image, sheet: Sheet, attributes: str = "") -> str:
    """A picture in a line, or the words in its place."""
    href = sheet.writer.image(image)
    if href is None:
        marks, words = sheet.due(), _marked(sheet.writer.placeholder(image), sheet, _escaped)
        return f'{marks}<span class="placeholder"{attributes}>{words}</span>'
    alt = escape_attribute(image.alt or image.title or sheet.writer.unnamed)
    title = f' title="{escape_attribute(image.title)}"' if image.title else ""
    return f'{sheet.counted()}<img src="{escape_attribute(href)}" alt="{alt}"{title}{attributes}/>'


def _ruby(ruby: Ruby, sheet: Sheet) -> str:
    marks = sheet.due()
    base = _marked(ruby.base, sheet, _escaped)
    if not ruby.reading:
        return marks + base
    width = f' style="width:{ruby_width(ruby):g}em"' if sheet.writer.drawn_marks else ""
    return f"{marks}<ruby{width}>{base}<rp>(</rp><rt>{escape(ruby.reading)}</rt><rp>)</rp></ruby>"


def ruby_width(ruby: Ruby) -> float:
    """The room for a base and the reading above it, at half its size, in em: as wide as the wider one."""
    return round(max(_room(ruby.base), _room(ruby.reading) * RUBY_SCALE), 2)


def _room(text: str) -> float:
    """About how wide a text is, in em: full-width characters are exact, letters have room enough."""
    return sum(0.0 if combining(character) else _room_of(character) for character in text)


def _room_of(character: str) -> float:
    return 1.0 if east_asian_width(character) in "WF" else _LETTER


def _escaped(text: str, sheet: Sheet) -> str:
    del sheet
    return escape(text)


def _dotted(text: str, sheet: Sheet) -> str:
    """A text with a dot at each character that is read: none at marks and blanks."""
    del sheet
    return "".join(
        [
            f'<span class="dot">{escape(character)}</span>' if character.isalnum() else escape(character)
            for character in text
        ]
    )


# Notes ---------------------------------------------------------------------------------------------


def note_mark(number: int) -> str:
    """The mark of a note: circled up to twenty, as Word and CSS count, then plain."""
    return NOTE_MARKS[number - 1] if number <= len(NOTE_MARKS) else str(number)


def _note_call(note: Note, sheet: Sheet) -> str:
    if sheet.writer.notes == "float":
        with sheet.uncounted():
            return _floating_note(note, sheet)
    sheet.notes.append(note)
    number = len(sheet.notes)
    name = sheet.note_name(number)
    call = (
        f'<a class="note-call" epub:type="noteref" role="doc-noteref" id="{name}-call" href="#{name}">'
        f"{note_mark(number)}</a>"
    )
    if not sheet.in_link:
        return call
    sheet.waiting.append(call)
    return ""


def _floating_note(note: Note, sheet: Sheet) -> str:
    """A note in a line: what blocks part, line ends part."""
    phrases = [
        (Break(), *phrase)
        for phrase in chain.from_iterable(map(_phrases_of, note.content))
        if write_run(phrase, sheet)
    ]
    content = tuple(chain.from_iterable(phrases))[1:]
    lines = sheet.lines(Paragraph(content), "note", ("note",)) if content else None
    if lines is None:
        return f'<span class="note">{write_run(content, sheet)}</span>'
    return f'<span class="note set">{write_lines(lines, sheet)}</span>'


def _phrases_of(block: Block) -> Iterator[Inlines]:
    if isinstance(block, CodeBlock):
        yield from ((Code(line),) for line in block.text.split("\n"))
        return
    for row in rows_in_order(block):
        yield tuple(child for child in row if not isinstance(child, Block))
        for child in row:
            if isinstance(child, Block):
                yield from _phrases_of(child)
