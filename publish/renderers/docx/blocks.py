"""Blocks as paragraphs and tables: the body of a Word file, its notes, and what stands around articles."""

import re
from typing import assert_never

from publish.markup.names import language_tag
from publish.model import (
    Block,
    CodeBlock,
    Definitions,
    Figure,
    Group,
    Heading,
    Image,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
    Verse,
)
from publish.renderers.docx.catalogue import LIST_DEPTH, list_step
from publish.renderers.docx.desk import Pen
from publish.renderers.docx.lines import begin_line, write_image, write_line, write_placeholder, write_text
from publish.renderers.docx.numbering import LEVELS
from publish.renderers.docx.place import Place
from publish.renderers.docx.tables import write_table
from publish.renderers.docx.xml import w
from publish.walk import Blocks, Inlines, inline_runs, is_blank, lone_image, plain_text


def write_blocks(pen: Pen, blocks: Blocks, place: Place) -> None:
    """The blocks, one after the other, where the pen writes."""
    last = len(blocks) - 1
    for number, block in enumerate(blocks):
        where = place.edge(first=number == 0, last=number == last)
        _write(pen, block, where)


def _write(pen: Pen, block: Block, place: Place) -> None:
    if block.id:
        pen.pending.targets.append((place.scope, block.id))
    if block.lang:
        place = place.speaking(language_tag(block.lang))
    match block:
        case Paragraph():
            _paragraph(pen, block, place)
        case Heading():
            kind = f"heading-{min(max(block.level, 2), 6)}"
            _words(pen, pen.styles.key(kind, block.role), block.content, place)
        case Quote():
            _container(pen, block, place)
        case Group():
            _group(pen, block, place)
        case List():
            _list(pen, block, place)
        case Definitions():
            _definitions(pen, block, place)
        case CodeBlock():
            key = pen.styles.key("code-block", block.role)
            write_text(begin_line(pen, key, place), block.text.rstrip("\n"))
        case Verse():
            _verse(pen, block, place)
        case Figure():
            _figure(pen, block, place)
        case Table():
            _table(pen, block, place)
        case Rule():
            pen.begin(pen.styles.key("rule", block.role), place)
        case _:
            assert_never(block)


# Paragraphs ----------------------------------------------------------------------------------------


def _words(
    pen: Pen,
    key: str,
    content: Inlines,
    place: Place,
    *,
    keep_next: bool = False,
) -> None:
    """A paragraph of words, with a line as high as its pictures if it has any."""
    picture = _has_picture(content)
    place = _ragged(pen, key, plain_text(content), place)
    write_line(begin_line(pen, key, place, picture=picture, keep_next=keep_next), content)


# What neither Word nor LibreOffice parts: letters, figures and signs without a blank or a hyphen.
_LONG_WORD = re.compile(r"[!-,.-~]{25,}")


def _ragged(pen: Pen, key: str, text: str, place: Place) -> Place:
    """The place of a paragraph; not justified if it has addresses or the like, before which the lines
    would be torn apart.
    """
    justified = pen.styles.looks(key).align == "justify" and not place.align
    return place.aligned("left") if justified and _LONG_WORD.search(text) else place


def _has_picture(content: Inlines) -> bool:
    return any(
        isinstance(inline, Image) or any(_has_picture(run) for run in inline_runs(inline))
        for inline in content
    )


def _paragraph(pen: Pen, block: Paragraph, place: Place) -> None:
    content = block.content
    if len(content) == 1 and type(content[0]) is Text:  # what most paragraphs are
        text = content[0].text
        key = pen.styles.key(place.key, block.role)
        write_text(begin_line(pen, key, _ragged(pen, key, text, place)), text)
    elif lone_image(block):
        _picture(pen, block, place)
    else:
        _words(pen, pen.styles.key(place.key, block.role), content, place)


def _picture(pen: Pen, block: Paragraph, place: Place, caption: Inlines = ()) -> None:
    """A picture alone in its paragraph, or the words in its place; it keeps to its caption."""
    image = lone_image(block)
    assert image is not None
    if pen.desk.pictures.find(image.src) is None:
        line = begin_line(pen, "placeholder", place, keep_next=bool(caption))
        write_placeholder(line, image)
        return
    key = pen.styles.key("figure", block.role)
    line = begin_line(pen, key, place, keep_next=bool(caption))
    if block.content == (image,):
        write_image(line, image, plain_text(caption))
    else:
        write_line(line, tuple(node for node in block.content if not is_blank(node)))


def _verse(pen: Pen, block: Verse, place: Place) -> None:
    key = pen.styles.key("verse", block.role)
    line = begin_line(pen, key, place)
    for number, content in enumerate(block.lines):
        if number:
            line.out.append(w("r", w("br")))
        write_line(line, content)


def _figure(pen: Pen, block: Figure, place: Place) -> None:
    """Pictures, and their caption below."""
    style = pen.styles.looks("figure")
    last = len(block.content) - 1
    for number, child in enumerate(block.content):
        where = place.edge(first=number == 0, last=number == last and not block.caption)
        if isinstance(child, Paragraph) and lone_image(child):
            if child.id:
                pen.pending.targets.append((where.scope, child.id))
            _picture(pen, child, where, block.caption if number == last else ())
        else:
            _write(pen, child, where)
    if block.caption:
        below = place.edge(first=not block.content, last=True)
        _words(pen, "caption", block.caption, below.owing(after=style.after))


def _table(pen: Pen, block: Table, place: Place) -> None:
    """A table under its caption, with the space around it that Word's tables do not have themselves."""
    style = pen.styles.looks("table")
    if pen.pending.mark is not None:
        _flush_mark(pen, place)
    if block.caption:
        above = place.edge(first=True, last=False).owing(before=style.before)
        _words(pen, "caption", block.caption, above, keep_next=True)
    else:
        pen.space(max(style.before, place.before))
    write_table(pen, block, place, write_blocks)
    pen.space(max(style.after, place.after))


# What holds blocks ---------------------------------------------------------------------------------


def _container(pen: Pen, block: Quote, place: Place) -> None:
    key = pen.styles.key("quote", block.role)
    write_blocks(pen, block.content, place.inside(key, pen.styles.looks(key)))


def _group(pen: Pen, block: Group, place: Place) -> None:
    """A group is running text unless its role has a style."""
    if block.role in pen.styles:
        place = place.inside(block.role, pen.styles.looks(block.role))
    write_blocks(pen, block.content, place)


def _list(pen: Pen, block: List, place: Place) -> None:
    """A list that counts for itself; its marks stand in front of the first paragraph of each item."""
    if pen.pending.mark is not None:
        _flush_mark(pen, place)
    step = list_step(pen.desk.context.theme)
    shown, level = min(place.level + 1, LIST_DEPTH), min(place.level, LEVELS - 1)
    inside = place.in_list(f"list-continue-{shown}", step, shown * step)
    number = pen.desk.numbering.begin(block.start, level, inside.left - (level + 1) * step)
    kind = "bullet" if block.start is None else "number"
    marked = inside.marked(f"list-{kind}-{shown}")
    last = len(block.items) - 1
    for row, item in enumerate(block.items):
        pen.pending.mark = (number, level)
        first, rest = item[:1], item[1:]
        edge = {"first": row == 0, "last": row == last and not rest}
        write_blocks(pen, first, marked.edge(**edge))
        if pen.pending.mark is not None:
            _flush_mark(pen, marked.edge(**edge))
        write_blocks(pen, rest, inside.edge(first=False, last=row == last))


def _flush_mark(pen: Pen, place: Place) -> None:
    """An empty paragraph for a mark whose item does not begin with words."""
    pen.begin(place.key, place)


def _definitions(pen: Pen, block: Definitions, place: Place) -> None:
    detail = pen.styles.looks("detail")
    last = len(block.items) - 1
    for number, item in enumerate(block.items):
        is_last = number == last and not item.details
        _words(pen, "term", item.term, place.edge(first=number == 0, last=is_last))
        for row, blocks in enumerate(item.details):
            is_last = number == last and row == len(item.details) - 1
            inside = place.edge(first=False, last=is_last).inside("detail", detail)
            write_blocks(pen, blocks, inside)
