"""Inlines as XHTML phrasing content, without a blank that the text does not have."""

from collections.abc import Sequence
from typing import assert_never

from publish.markup.names import class_name, escape, escape_attribute, language_tag, link_address
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
    Ruby,
    Styled,
    StyleName,
    Tagged,
    Text,
)
from publish.walk import Blocks, Inlines, rows_in_order

_STYLES: dict[StyleName, tuple[str, str]] = {
    "emphasis": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "underline": ('<span class="underline">', "</span>"),
    "strike": ("<s>", "</s>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
    "small-caps": ('<span class="small-caps">', "</span>"),
    "highlight": ("<mark>", "</mark>"),
}


def write_run(run: Inlines, sheet: Sheet) -> str:
    """A row of inlines."""
    if len(run) == 1 and type(run[0]) is Text:
        return escape(run[0].text)
    return "".join([write_inline(inline, sheet) for inline in run])


def write_inline(inline: Inline, sheet: Sheet) -> str:
    """One inline."""
    match inline:
        case Text():
            return escape(inline.text)
        case Styled():
            opening, closing = _STYLES[inline.style]
            return f"{opening}{write_run(inline.content, sheet)}{closing}"
        case Code():
            return f"<code>{escape(inline.text)}</code>"
        case Math():
            return f'<span class="math{" display" if inline.display else ""}">{escape(inline.tex)}</span>'
        case Link():
            return _link(inline, sheet)
        case Image():
            return write_image(inline, sheet)
        case Ruby():
            return _ruby(inline)
        case Note():
            return _note_call(inline, sheet)
        case Tagged():
            role = class_name(inline.role)
            named = f' class="{role}"' if role else ""
            return f"<span{named}{language(inline.lang, sheet)}>{write_run(inline.content, sheet)}</span>"
        case Break():
            return "<br/>"
        case _:
            assert_never(inline)


def write_lines(lines: Sequence[Line], sheet: Sheet) -> str:
    """Composed lines; one that is not set as it is stands in a span that says how.

    They stand each on a line of the text itself, which costs less to lay out than elements between them;
    whoever asks for lines has line ends kept (`white-space: pre`). The class `hyphenated` asks for a hyphen
    that is drawn but not read, with the margins `--hyphen-trim`.
    """
    return "\n".join([_line(line, sheet) for line in lines])


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
    attributes = (' class="hyphenated"' if line.hyphen else "") + (f' style="{style}"' if style else "")
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
    """A link; its words alone inside another link or where it leads nowhere."""
    target = link.target
    href = sheet.href(target[1:]) if target.startswith("#") else link_address(target)
    pictures = not sheet.writer.picture_links and all(isinstance(node, Image) for node in link.content)
    if sheet.in_link or not href or pictures:
        return write_run(link.content, sheet)
    sheet.in_link = True
    text = write_run(link.content, sheet)
    sheet.in_link = False
    calls = "".join(sheet.waiting)
    sheet.waiting.clear()
    if not text:
        return calls
    title = f' title="{escape_attribute(link.title)}"' if link.title else ""
    return f'<a href="{escape_attribute(href)}"{title}>{text}</a>{calls}'


# Pictures and ruby ---------------------------------------------------------------------------------


def write_image(image: Image, sheet: Sheet, attributes: str = "") -> str:
    """A picture in a line, or the words in its place."""
    href = sheet.writer.image(image)
    if href is None:
        return f'<span class="placeholder"{attributes}>{escape(sheet.writer.placeholder(image))}</span>'
    alt = escape_attribute(image.alt or image.title or sheet.writer.unnamed)
    title = f' title="{escape_attribute(image.title)}"' if image.title else ""
    return f'<img src="{escape_attribute(href)}" alt="{alt}"{title}{attributes}/>'


def _ruby(ruby: Ruby) -> str:
    base = escape(ruby.base)
    if not ruby.reading:
        return base
    return f"<ruby>{base}<rp>(</rp><rt>{escape(ruby.reading)}</rt><rp>)</rp></ruby>"


# Notes ---------------------------------------------------------------------------------------------


def note_mark(number: int) -> str:
    """The mark of a note: circled up to twenty, as Word and CSS count, then plain."""
    return NOTE_MARKS[number - 1] if number <= len(NOTE_MARKS) else str(number)


def _note_call(note: Note, sheet: Sheet) -> str:
    if sheet.writer.notes == "float":
        return f'<span class="note">{_phrases(note.content, sheet)}</span>'
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


def _phrases(blocks: Blocks, sheet: Sheet) -> str:
    """The blocks of a note inside a line: what blocks part, line ends part."""
    return "<br/>".join([phrase for block in blocks for phrase in _phrases_of(block, sheet)])


def _phrases_of(block: Block, sheet: Sheet) -> list[str]:
    if isinstance(block, CodeBlock):
        return ["<br/>".join(f"<code>{escape(line)}</code>" for line in block.text.split("\n"))]
    phrases: list[str] = []
    for row in rows_in_order(block):
        run = tuple(child for child in row if not isinstance(child, Block))
        phrases += filter(None, [write_run(run, sheet)])
        phrases += [text for child in row if isinstance(child, Block) for text in _phrases_of(child, sheet)]
    return phrases
