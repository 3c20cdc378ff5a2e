"""The lines of a byline, which Markdown joins: an author below another is not one name.

    原创

    贺水生
    陆一禾

Pages set each name into a line of its own, and converters keep the lines without a sign that they end.
So in the short rows between title and text, and only there, lines end where they end in the capture: in a
row that ends with the time of publication, or that the account's name follows. Elsewhere a row of short
lines may be a sentence that a converter tore.
"""

import re

from msgspec.structs import replace

from publish.model import Block, Break, Capture, Heading, Inline, Paragraph, Text
from publish.walk import Blocks, plain_text

_FIRST_BLOCKS, _MOST_LINES = 8, 3
_LONGEST_NAME, _LONGEST_LAST = 20, 60
_LONGEST_ACCOUNT = 30
_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}")
_NO_NAME = re.compile(r"[。，,、；;！!？?：:|\[\]<>#`*]|^\W|^\d+$")


def with_line_ends(body: Blocks, capture: Capture) -> Blocks:
    """The blocks with a `Break` after each line of the byline's rows."""
    start = next((number for number, block in enumerate(body[:4]) if isinstance(block, Heading)), None)
    if start is None:
        return body
    changed = list(body)
    for number in range(start + 1, min(_FIRST_BLOCKS, len(body))):
        block = body[number]
        if isinstance(block, Heading):
            continue
        if len(plain_text(block)) > _LONGEST_LAST:
            break
        if _DAY.search(plain_text(block)) or _is_name(_next(body, number)):
            changed[number] = _lines_kept(block, capture)
    return tuple(changed)


def _next(body: Blocks, number: int) -> str:
    """The words of the next block that has any."""
    return next(
        (text for block in body[number + 1 : number + 4] if (text := plain_text(block).strip())), ""
    )


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_ACCOUNT and not _NO_NAME.search(text)


def _lines_kept(block: Block, capture: Capture) -> Block:
    span = block.span
    if (
        not isinstance(block, Paragraph)
        or span is None
        or not 1 < span.last - span.first + 1 <= _MOST_LINES
    ):
        return block
    if len(block.content) != 1 or not isinstance(block.content[0], Text):
        return block
    lines = [line.strip() for line in capture.text.split("\n", span.last)[span.first - 1 : span.last]]
    names, last = lines[:-1], lines[-1]
    if any(not 0 < len(name) <= _LONGEST_NAME or _NO_NAME.search(name) for name in names):
        return block
    same = "".join("".join(lines).split()) == "".join(block.content[0].text.split())
    if not same or not 0 < len(last) <= _LONGEST_LAST or re.search("[。，,；;！!？?]", last):
        return block
    content: list[Inline] = [Text(lines[0])]
    for line in lines[1:]:
        content += [Break(), Text(line)]
    return replace(block, content=tuple(content))
