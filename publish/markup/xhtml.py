"""Blocks as XHTML: what PDF, EPUB and HTML set, each with its own `Writer`.

A kind is an element, a role is a class of the same name; kinds that are no element (verse, note,
placeholder) are a class too. Nothing is pretty-printed: no blank stands where the text has none, for
between Chinese characters every blank is seen.

Follows the XML syntax of HTML (https://html.spec.whatwg.org/#xml) and EPUB 3.3, 6.1.
"""

from itertools import chain
from typing import TypeGuard, assert_never

from publish.markup.inlines import language, note_mark, write_inline, write_lines, write_run, write_text
from publish.markup.names import class_name
from publish.markup.tables import WIDE, write_table
from publish.markup.writer import Sheet, Writer
from publish.model import (
    Block,
    Break,
    CodeBlock,
    Definitions,
    Figure,
    Group,
    Heading,
    Image,
    List,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    Verse,
)
from publish.walk import Blocks, Inlines, is_blank, lone_image

__all__ = ["CELLS", "Writer", "write_blocks", "write_entry"]

Within = tuple[str, ...]

ENTRY = "entry"
"""What a composer is told that a line of the contents stands in."""

CELLS = frozenset({"cell", "header-cell", ENTRY})
"""What is as wide as its contents, or shares its line: the engine breaks the lines in it."""


def write_blocks(blocks: Blocks, writer: Writer, scope: str = "") -> str:
    """The blocks, and behind them their notes if they are not where they are called.

    `scope` (an article's id) stands before the blocks' own ids and those of their notes, so that several
    articles can share a document; links to `#id` among the blocks follow.
    """
    sheet = Sheet(writer, blocks, scope)
    text = _row(blocks, sheet, ())
    return text + _notes(sheet)


def write_entry(content: Inlines, writer: Writer, key: str, lang: str = "") -> str:
    """Words that share their line with others, as those of a line of the contents do: set like the words of
    a cell, in the style of the key.
    """
    sheet = Sheet(writer, ())
    return _set(Paragraph(content, role=key, lang=lang), key, sheet, (ENTRY,))[1]


def _row(blocks: Blocks, sheet: Sheet, within: Within) -> str:
    return "\n".join([_block(block, sheet, within) for block in blocks])


def _block(block: Block, sheet: Sheet, within: Within) -> str:
    if not block.lang:
        return _element(block, sheet, within)
    with sheet.speaking(block.lang):
        return _element(block, sheet, within)


def _element(block: Block, sheet: Sheet, within: Within) -> str:
    match block:
        case Paragraph():
            return _paragraph(block, sheet, within)
        case Heading():
            return _heading(block, sheet, within)
        case List():
            return _list(block, sheet, within)
        case Quote():
            inside = (*within, "quote")
            return (
                f"<blockquote{_attributes(block, sheet)}>{_row(block.content, sheet, inside)}</blockquote>"
            )
        case Figure():
            return _figure(block, sheet, within)
        case Table():
            wide = ("wide",) if len(block.columns) >= WIDE else ()
            caption = _labelled("caption", block.caption, sheet, (*within, "table"), key="caption")
            return write_table(block, sheet, _attributes(block, sheet, *wide), caption, _cell)
        case CodeBlock():
            language_class = class_name(block.language)
            named = f' class="language-{language_class}"' if language_class else ""
            text = write_text(block.text, sheet)
            return f"<pre{_attributes(block, sheet)}><code{named}>{text}</code></pre>"
        case Verse():
            return _verse(block, sheet, within)
        case Definitions():
            return _definitions(block, sheet, within)
        case Group():
            inside = (*within, block.role or "group")
            return f"<div{_attributes(block, sheet)}>{_row(block.content, sheet, inside)}</div>"
        case Rule():
            return f"<hr{_attributes(block, sheet)}/>"
        case _:
            assert_never(block)


def _attributes(block: Block, sheet: Sheet, *classes: str) -> str:
    """Id, classes and language of a block."""
    if not (block.id or block.role or block.lang or classes):
        return ""
    names = [*filter(None, [class_name(block.role)] if block.role else ()), *classes]
    written = f' class="{" ".join(names)}"' if names else ""
    if block.id and (name := sheet.name(block.id)) not in sheet.used:
        sheet.used.add(name)
        written = f' id="{name}"{written}'
    return written + language(block.lang, sheet)


def _heading(block: Heading, sheet: Sheet, within: Within) -> str:
    """A heading of its level; where the capture skips one, readers are told the level that follows."""
    level = min(max(block.level, 1), 6)
    depth = sheet.depth(level)
    told = f' aria-level="{depth}"' if depth != level else ""
    marks = sheet.due("div")  # before it: readers tell a heading's name, which has no page in it
    lines = sheet.lines(block, block.role or f"heading-{level}", within)
    classes, text = (
        ((), write_run(block.content, sheet)) if lines is None else (("set",), write_lines(lines, sheet))
    )
    return f"{marks}<h{level}{_attributes(block, sheet, *classes)}{told}>{text}</h{level}>"


# Paragraphs and pictures ---------------------------------------------------------------------------


def _paragraph(block: Paragraph, sheet: Sheet, within: Within) -> str:
    content = block.content
    if not (len(content) == 1 and type(content[0]) is Text) and lone_image(block):
        return _lone_picture(block, sheet, within)
    key = block.role or (within[-1] if within else "paragraph")
    classes, text = _set(block, key, sheet, within)
    return f"<p{_attributes(block, sheet, *classes)}>{text}</p>"


def _set(block: Paragraph, key: str, sheet: Sheet, within: Within) -> tuple[tuple[str, ...], str]:
    """A paragraph in composed lines, if it can be, and the class that says so.

    In a cell, whose width only the engine knows, the rows of a paragraph are lines that it may break.
    """
    lines = sheet.lines(block, key, within)
    if lines is None:
        return (), write_run(block.content, sheet)
    if CELLS.isdisjoint(within):
        return ("set",), write_lines(lines, sheet)
    return (), write_lines(lines, sheet, between="<br/>")


def _verse(block: Verse, sheet: Sheet, within: Within) -> str:
    content = tuple(chain.from_iterable([(Break(), *line) for line in block.lines]))[1:]
    paragraph = Paragraph(content, role=block.role, lang=block.lang)
    classes, text = _set(paragraph, block.role or "verse", sheet, (*within, "paragraph", "verse"))
    return f"<p{_attributes(block, sheet, 'verse', *classes)}>{text}</p>"


def _labelled(element: str, content: Inlines, sheet: Sheet, within: Within, key: str) -> str:
    """A caption or a term: inlines that stand directly in a block, in an element of their own."""
    if not content:
        return f"<{element}></{element}>" if key == "term" else ""
    classes, text = _set(Paragraph(content), key, sheet, (*within, key))
    return f'<{element} class="set">{text}</{element}>' if classes else f"<{element}>{text}</{element}>"


def _lone_picture(block: Paragraph, sheet: Sheet, within: Within) -> str:
    """A paragraph that is a picture: a figure, or the words in its place."""
    image = lone_image(block)
    if image is not None and sheet.writer.image(image) is None:
        return _placeholder(image, block, sheet, within)
    return f"<figure{_attributes(block, sheet)}>{_picture(block, sheet)}</figure>"


def _picture(block: Paragraph, sheet: Sheet) -> str:
    return "".join([write_inline(node, sheet) for node in block.content if not is_blank(node)])


def _placeholder(image: Image, block: Paragraph, sheet: Sheet, within: Within) -> str:
    words = Paragraph((Text(sheet.writer.placeholder(image)),), role="placeholder", lang=block.lang)
    classes, text = _set(words, "placeholder", sheet, within)
    return f"<p{_attributes(block, sheet, 'placeholder', *classes)}>{text}</p>"


def _figure(block: Figure, sheet: Sheet, within: Within) -> str:
    inside = (*within, "figure")
    content = "".join([_in_figure(child, sheet, inside) for child in block.content])
    caption = _labelled("figcaption", block.caption, sheet, inside, key="caption")
    return f"<figure{_attributes(block, sheet)}>{content}{caption}</figure>"


def _in_figure(block: Block, sheet: Sheet, within: Within) -> str:
    """A figure's pictures stand in it themselves, without a paragraph around them."""
    image = lone_image(block)
    if image is None or not isinstance(block, Paragraph) or sheet.writer.image(image) is None:
        return _block(block, sheet, within)
    if block.id or block.role or block.lang:
        return f"<div{_attributes(block, sheet)}>{_picture(block, sheet)}</div>"
    return _picture(block, sheet)


# Lists ---------------------------------------------------------------------------------------------


def _list(block: List, sheet: Sheet, within: Within) -> str:
    inside = (*within, "list", "list-item")
    items = "".join([f"<li>{_item(item, block.tight, sheet, inside)}</li>" for item in block.items])
    if block.start is None:
        return f"<ul{_attributes(block, sheet)}>{items}</ul>"
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f"<ol{start}{_attributes(block, sheet)}>{items}</ol>"


def _item(item: Blocks, tight: bool, sheet: Sheet, within: Within) -> str:
    """The blocks of an item; the first paragraph of a tight one without an element of its own."""
    if (
        not tight
        or not item
        or not _is_bare(item[0])
        or any(type(block) is Paragraph for block in item[1:])
    ):
        return _in_item(item, sheet, within)
    first = item[0]
    classes, text = _set(first, "list-item", sheet, within)
    if not classes:
        return text + _in_item(item[1:], sheet, within)
    text = f'<p class="set">{text}</p>'
    return f"{text}\n{_in_item(item[1:], sheet, within)}" if item[1:] else text


def _in_item(blocks: Blocks, sheet: Sheet, within: Within) -> str:
    if not sheet.writer.boxed_lists:
        return _row(blocks, sheet, within)
    return "\n".join([_boxed(block, _block(block, sheet, within)) for block in blocks])


def _boxed(block: Block, written: str) -> str:
    return f"<div>{written}</div>" if isinstance(block, List) else written


def _is_bare(block: Block) -> TypeGuard[Paragraph]:
    """True for a paragraph of words that nothing is said of."""
    return (
        type(block) is Paragraph
        and not (block.id or block.role or block.lang)
        and lone_image(block) is None
    )


def _definitions(block: Definitions, sheet: Sheet, within: Within) -> str:
    around = (*within, "definitions")
    inside, items = (*around, "detail"), []
    for item in block.items:
        items.append(_labelled("dt", item.term, sheet, around, key="term"))
        # A term without an explanation still needs its place for one.
        items += [f"<dd>{_row(detail, sheet, inside)}</dd>" for detail in item.details or ((),)]
    return f"<dl{_attributes(block, sheet)}>{''.join(items)}</dl>"


def _cell(content: Blocks, sheet: Sheet, key: str) -> str:
    """What stands in a cell: the words of a single paragraph, or blocks."""
    if len(content) == 1 and _is_bare(content[0]):
        return _set(content[0], key, sheet, ("table", key))[1]
    return _row(content, sheet, ("table", key))


# Notes ---------------------------------------------------------------------------------------------


def _notes(sheet: Sheet) -> str:
    """The notes that were called, each with its way back; a note may call others, which follow it."""
    written: list[str] = []
    with sheet.uncounted():
        while len(written) < len(sheet.notes):
            written.append(_note(sheet.notes[len(written)], len(written) + 1, sheet))
    if not written:
        return ""
    return f'\n<section class="notes" epub:type="footnotes">{"".join(written)}</section>'


def _note(note: Note, number: int, sheet: Sheet) -> str:
    name = sheet.note_name(number)
    back = f'<a class="note-mark" role="doc-backlink" href="#{name}-call">{note_mark(number)}</a> '
    first, rest = (note.content[0], note.content[1:]) if note.content else (None, ())
    if first is not None and _is_bare(first):
        lead = f"<p>{back}{write_run(first.content, sheet)}</p>"
    else:
        lead, rest = f"<p>{back}</p>", note.content
    text = lead + _row(rest, sheet, ("note",))
    return f'<aside class="note" epub:type="footnote" role="doc-footnote" id="{name}">{text}</aside>'
