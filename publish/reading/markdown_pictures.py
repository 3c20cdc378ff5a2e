"""Pictures that a scraper glued to text: paragraphs are parted where a picture stands between sentences.

A picture inside a sentence (a sign, an emoji, a formula) stays in it.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from publish.reading.repair_signs import HAN

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAKS = frozenset({"softbreak", "hardbreak"})
_STYLES = frozenset({"strong_open", "em_open", "s_open", "strong_close", "em_close", "s_close"})
_ENDS_SENTENCE = re.compile(r"[。！？!?…；;：:.”’」』）)】》]\s*$")
_ENDS_INSIDE = re.compile(r"[。！？!?；;]\s*\S")
# A Latin word alone before a Chinese line: a tool wrapped the line at its one blank.
_WORD = re.compile(r"[!-~]+")
_HAN = re.compile(f"\\s*[{HAN}]")
_SMALL_LETTER = re.compile(r"\s*[a-z]")
# Pictures that are signs among words: emoji, formulas, badges and the marks of buttons.
_SIGN = re.compile(
    r"emoji|emotion|emoticon|smil(?:ey|ie)|latex|codecogs|equation|formula|/math|icon|badge|shields\.io",
    re.IGNORECASE,
)
_CAPTION = 30
"""Characters that a line under a picture has at most to be taken for its caption."""

Part = tuple[int, "list[Token]"]
"""How many lines of the paragraph come before it, and its tokens."""


def split_at_pictures(tokens: "Sequence[Token]") -> list[Part]:
    """The parts of a paragraph with pictures of their own and text around them; empty if it has none."""
    if len(tokens) < 2 or not any(token.type == "image" for token in tokens):
        return []
    cuts = _cuts(tokens)
    return _parts(tokens, sorted(cuts)) if cuts else []


def _cuts(tokens: "Sequence[Token]") -> set[int]:
    """The positions before which the paragraph is parted."""
    cuts: set[int] = set()
    position = depth = 0  # depth in links
    while position < len(tokens):
        end = _end_of_picture(tokens, position)
        if not end and tokens[position].type.startswith("link_"):
            depth += tokens[position].nesting
        if end and depth <= 0 and _stands_alone(tokens, position, end, position in cuts):
            cuts |= {position, end}
            caption = _end_of_caption(tokens, end)
            if caption:
                cuts.add(caption)
        position = end or position + 1
    said = [at for at, token in enumerate(tokens) if not _is_blank(token)]
    return {cut for cut in cuts if said and said[0] < cut <= said[-1]}


def _end_of_picture(tokens: "Sequence[Token]", position: int) -> int:
    """The position after the picture (perhaps a linked one) that begins here, or 0."""
    token = tokens[position]
    if token.type == "image":
        return position + 1
    if token.type != "link_open":
        return 0
    end = next((at for at in range(position, len(tokens)) if tokens[at].type == "link_close"), 0)
    inner = [each for each in tokens[position + 1 : end] if not _is_blank(each)]
    if end and inner and all(each.type == "image" for each in inner):
        return end + 1
    # What stands in another link stays there; its text is passed as a whole.
    return 0


def _stands_alone(tokens: "Sequence[Token]", start: int, end: int, after_picture: bool) -> bool:
    if any(_is_sign(token) for token in tokens[start:end]):
        return False
    before, broken_before = _words_before(tokens, start)
    after, broken_after = _words_after(tokens, end)
    if after_picture or not before or _ENDS_SENTENCE.search(before):
        return True
    if broken_before:
        return not (_SMALL_LETTER.match(after) and not broken_after)
    return broken_after or not after


def _is_sign(token: "Token") -> bool:
    if token.type != "image":
        return False
    return bool(_SIGN.search(str(token.attrs.get("src", ""))) or re.fullmatch(r"\[[^\]]+\]", token.content))


def _words_before(tokens: "Sequence[Token]", start: int) -> tuple[str, bool]:
    """The nearest text before a position, and if a line ends between; a picture has no text."""
    broken = False
    for token in map(tokens.__getitem__, range(start - 1, -1, -1)):
        if token.type in _BREAKS:
            broken = True
        elif token.type == "image":
            return "", broken
        elif not _is_blank(token) and token.content:
            return token.content, broken
    return "", broken


def _words_after(tokens: "Sequence[Token]", end: int) -> tuple[str, bool]:
    broken = False
    for token in map(tokens.__getitem__, range(end, len(tokens))):
        if token.type in _BREAKS:
            broken = True
        elif token.type == "image":
            return "", True
        elif not _is_blank(token) and token.content:
            return token.content, broken
    return "", broken


def _is_blank(token: "Token") -> bool:
    return (
        token.type in _BREAKS
        or token.type in _STYLES
        or (token.type == "text" and not token.content.strip())
    )


def _end_of_caption(tokens: "Sequence[Token]", start: int) -> int:
    """The position after the short line that follows a picture in its own line, or 0."""
    words = ""
    for position in range(start, len(tokens)):
        token = tokens[position]
        if token.type in _BREAKS:
            torn = _WORD.fullmatch(words) and _HAN.match(_words_after(tokens, position)[0])
            return position if words and not torn and not _ENDS_INSIDE.search(words) else 0
        if token.type == "image":
            return 0
        words += token.content if token.type != "html_inline" else ""
        if len(words) > _CAPTION:
            return 0
    return 0


def _parts(tokens: "Sequence[Token]", cuts: Sequence[int]) -> list[Part]:
    """The tokens between the cuts, styles closed and opened again, line ends at their ends dropped."""
    parts: list[Part] = []
    opened: list[Token] = []
    lines = 0
    for start, end in zip((0, *cuts), (*cuts, len(tokens)), strict=True):
        part = list(opened)
        before, inside = lines, False
        for token in tokens[start:end]:
            if token.type in _BREAKS:
                lines += 1
                before += not inside
                if not inside:
                    continue
            inside = inside or not _is_blank(token)
            part.append(token)
            _follow(opened, token)
        while part and part[-1].type in _BREAKS:
            part.pop()
        part = _trimmed(part)
        part += [_closing(token) for token in reversed(opened)]
        parts.append((before, part))
    return parts


def _trimmed(part: "list[Token]") -> "list[Token]":
    """The tokens without blanks at the beginning and the end of what they say."""
    said = [position for position, token in enumerate(part) if not _is_blank(token)]
    if not said:
        return part
    part = [token for at, token in enumerate(part) if token.type != "text" or said[0] <= at <= said[-1]]
    for strip, position in ((str.lstrip, 0), (str.rstrip, -1)):
        at = [position for position, token in enumerate(part) if not _is_blank(token)][position]
        if part[at].type == "text":
            part[at] = part[at].copy(content=strip(part[at].content))
    return part


def _follow(opened: "list[Token]", token: "Token") -> None:
    if token.type in _STYLES:
        if token.nesting > 0:
            opened.append(token)
        elif opened:
            opened.pop()


def _closing(token: "Token") -> "Token":
    return token.copy(type=token.type.replace("_open", "_close"), nesting=-1)
