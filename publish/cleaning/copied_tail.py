"""The page's own row under an article copied by hand: 阅读原文, 阅读 95, 赞, 在看, 写下你的留言.

A copy has no dialogs that would prove the row, and its lines may be glued to the last sentence. Two of
them in a row, one of them a counter or the box to write in, can be nothing else; below the box stand the
readers' letters.
"""

import re

from msgspec.structs import replace

from publish.cleaning.shapes import is_prose, words
from publish.model import Block, Break, Inline, Paragraph, Text
from publish.walk import plain_text

_ITEM = (
    r"阅读(?:原文|全文)|阅读\s*[\d.,]+\s*[万wk]?\+?|阅读\s*10万\+|(?:点?赞|在看|好看|分享|收藏|留言|喜欢|转发|推荐)\s*[\d.,万+]*"
    r"|写(?:下你的)?留言|(?:全部|精选)留言|微信扫一扫|关注该公众号|投诉|文章已于\s*[\d-]{8,10}\s*修改"
    r"|喜欢作者|\d+\s*人(?:喜欢|赞赏)|个人观点，仅供参考|Read more|Views\s*\d+|Wow|Like"
)
_RUN = re.compile(rf"(?:(?:{_ITEM})[\s•·|,，]*)+$")
_ONE = re.compile(_ITEM)
_SURE = re.compile(r"阅读\s*[\d.,]+\s*[万wk]?\+?|(?:在看|赞)\s*\d|写下你的留言|关注该公众号")
_MARKS = ("阅读", "在看", "赞", "留言", "分享", "关注该公众号", "Read more")
_BOX = re.compile(r"写(?:下你的)?留言|(?:全部|精选)留言")
_LETTERS = re.compile(rf"(?:(?:{_ITEM})[\s•·|,，]*)*(?:{_BOX.pattern})")
_FEWEST = 2  # of such lines
_FEWEST_CHARACTERS = 60  # of prose that an article has above


def copied_tail(body: tuple[Block, ...]) -> tuple[int, int, int]:
    """Where the row begins (block, and character of its plain text), and the block behind all that goes.

    Without such a row the first of them is the number of blocks.
    """
    above = 0
    for number, block in enumerate(body):
        text = plain_text(block)
        told = isinstance(block, Paragraph) and any(mark in text for mark in _MARKS)
        if told and (start := _start(text)) < len(text):
            said = above + (len(words(block)) if start else 0)
            end, run = _end(number, text[start:], body)
            if said >= _FEWEST_CHARACTERS and len(_ONE.findall(run)) >= _FEWEST and _SURE.search(run):
                return number, start, len(body) if _BOX.search(run) else end
        above += len(words(block)) if is_prose(words(block)) else 0
    return len(body), 0, len(body)


def _start(text: str) -> int:
    """Where the row begins in a paragraph; the paragraph's length if it has none."""
    found = _RUN.search(text)
    if found is None:  # the first letter is glued to the box
        letters = _LETTERS.match(text)
        return 0 if letters else len(text)
    return found.start()


def _end(number: int, run: str, body: tuple[Block, ...]) -> tuple[int, str]:
    """The number behind the last block of the row, and the row's text."""
    end = number + 1
    while end < len(body):
        text = plain_text(body[end]).strip()
        whole = _RUN.fullmatch(text) or (_LETTERS.match(text) if _SURE.search(run) else None)
        if text and not whole:
            break
        run += f"\n{text}"
        end += 1
        if _BOX.search(run):
            break
    return end, run


def cut_at(block: Paragraph, start: int) -> tuple[Block | None, Block | None]:
    """The paragraph up to a character of its plain text, and the rest; the whole, if it cannot be cut."""
    if not start:
        return None, block
    at = 0
    for number, inline in enumerate(block.content):
        length = len(plain_text(inline))
        if at + length > start:
            if not isinstance(inline, Text):
                return block, None
            text = inline.text
            above = _without_ends((*block.content[:number], Text(text[: start - at].rstrip())))
            below: tuple[Inline, ...] = (Text(text[start - at :]), *block.content[number + 1 :])
            return replace(block, content=above), Paragraph(below, span=block.span)
        at += length
    return block, None


def _without_ends(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    while content and (content[-1] == Text("") or isinstance(content[-1], Break)):
        content = content[:-1]
    return content
