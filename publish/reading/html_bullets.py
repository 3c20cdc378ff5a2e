"""Lists that authors wrote by hand: rows of paragraphs, or of lines, that begin with a bullet.

    <p>* …</p><p>* …</p><p>* …</p> · <p>- …<br>- …<br>- …</p> · <p><img src="puce.gif" width="8"> …</p>

Two in a row prove nothing, and neither do dashes that open what somebody says.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from publish.model import Block, Break, Image, Inline, List, Paragraph, Span, Text
from publish.walk import Blocks, Inlines, is_blank, plain_text

_FEWEST = 3
_BULLET = re.compile(r"\s*([*•‣▪▸►◦●-])[\s\u00a0]+(?=\S)|\s*([•‣▪▸►◦●])(?=[^\W\d_])")
_BULLET_PICTURE = re.compile(
    r"(?:^|[/_-])(?:puce|bullet|dot|arrow|pfeil|punkt|list[-_]?item)[\w-]*\.(?:gif|png|jpe?g|svg)",
    re.IGNORECASE,
)
# Somebody is speaking: the sentence is asked, called out, or ends in a mark of quotation.
_SPOKEN = re.compile(r"[?!？！…»”\"]\s*$")


def with_bullet_lists(blocks: Blocks) -> Blocks:
    """The blocks, with a list for each row of three or more paragraphs or lines that begin so."""
    if not any(isinstance(block, Paragraph) and _starts(block.content) for block in blocks):
        return blocks
    made: list[Block] = []
    row: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and not block.role and _starts(block.content):
            row.append(block)
            continue
        made.extend(_of_row(row))
        row = []
        made.append(block)
    return (*made, *_of_row(row))


def _of_row(row: list[Paragraph]) -> Blocks:
    items = [(item, one) for one in row for item in _items(one)]
    spoken = sum(bool(_SPOKEN.search(plain_text(item))) for item, _ in items)
    if len(items) < _FEWEST or 3 * spoken > len(items):
        return tuple(row)
    spans = [one.span for one in row if one.span]
    span = Span(spans[0].first, max(found.last for found in spans)) if spans else None
    made = tuple((replace(one, content=_without_bullet(item)),) for item, one in items)
    return (List(made, span=span),)


def _items(paragraph: Paragraph) -> list[Inlines]:
    """The paragraph parted at the lines that begin with a bullet, if there are several."""
    items: list[list[Inline]] = [[]]
    for line in _lines(paragraph.content):
        if items[-1] and _starts(line):
            items.append([])
        items[-1].extend([Break(), *line] if items[-1] else line)
    return [tuple(item) for item in items]


def _lines(content: Inlines) -> Iterator[Inlines]:
    line: list[Inline] = []
    for inline in content:
        if isinstance(inline, Break):
            yield tuple(line)
            line = []
        else:
            line.append(inline)
    yield tuple(line)


def _starts(content: Inlines) -> bool:
    """True for a row of inlines that begins with a bullet and has something after it."""
    first = content[0] if content else None
    match first:
        case Text(text):
            return bool(_BULLET.match(text)) or (text.strip() in _SIGNS and len(content) > 1)
        case Image(src=src):
            return bool(_BULLET_PICTURE.search(src)) and len(content) > 1
        case _:
            return False


_SIGNS = frozenset("*•‣▪▸►◦●-")


def _without_bullet(content: Inlines) -> Inlines:
    first, *rest = content
    while rest and is_blank(rest[0]):
        rest = rest[1:]
    if isinstance(first, Text) and (found := _BULLET.match(first.text)):
        return (Text(first.text[found.end() :]), *rest)
    if rest and isinstance(rest[0], Text):
        return (Text(rest[0].text.lstrip()), *rest[1:])
    return tuple(rest)
