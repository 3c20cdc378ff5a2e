"""The text of an edition scope by scope, as `publish.pagination` counts it, to find what stands at a break.

A picture and a formula are one sign each, and so is each character of words that a format may say in
another language. One more sign, which is not counted, stands where a format may set something of its own
(calls of notes, readings): nothing can be compared beyond it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from publish.checks.essence import essence
from publish.checks.paginated import rest_of_word
from publish.model import (
    Article,
    Block,
    Break,
    Code,
    CodeBlock,
    Edition,
    Image,
    Inline,
    Math,
    Note,
    Part,
    Ruby,
    Text,
)
from publish.pagination import INVISIBLE
from publish.theming.frame import (
    back_matter,
    closing,
    note_opener,
    opener,
    part_opening,
    placeholder_words,
)
from publish.theming.theme import Arrangement
from publish.walk import Blocks, Inlines, rows_in_order

PICTURE, FORMULA, OWN, EITHER = "\U0010fffe", "\U0010ffff", "\U0010fffd", "\U0010fffc"
"""What stands for them: signs that no text has."""

_UNCOUNTED = re.compile(f"(?:{INVISIBLE.pattern}|{OWN})+")
_LAST_UNCOUNTED = re.compile(f"(?:{INVISIBLE.pattern}|{OWN})*\\Z")
_SIGNS = re.compile(f"[{PICTURE}{FORMULA}{OWN}{EITHER}]")
_AHEAD, _BEHIND = 20, 12
_WINDOW = 80


class Surroundings(NamedTuple):
    """What stands around a place: before it, behind it, and how much behind belongs to a word before it.

    `own` is whether a format may set something of its own at the very place.
    """

    behind: str
    ahead: str
    parted: int
    own: bool = False


def scopes(edition: Edition, arrangement: Arrangement, folios: Mapping[str, int]) -> dict[str, str]:
    """The text of each scope but those that each format sets in its own way."""
    shown = frozenset(asset.src for asset in edition.assets)

    def text(blocks: Blocks, lang: str) -> str:
        return "".join(_Counter(shown, lang or edition.lang).blocks(blocks, lang or edition.lang))

    def article(found: Article, part: Part) -> Blocks:
        head = opener(found, edition.lang, arrangement.opener, part.title)
        return (*head, *found.body, *closing(found, edition.lang))

    texts: dict[str, str] = {}
    if edition.note and not edition.single:
        texts["note"] = text((*note_opener(edition), *edition.note.body), edition.note.lang)
    for part in edition.contents:
        texts[part.id] = text(part_opening(part), "")
        texts |= {each.id: text(article(each, part), each.lang) for each in part.contents}
    for matter in back_matter(edition, folios):
        texts[matter.kind] = text(matter.blocks, "")
    return texts


class _Counter:
    """Writes blocks as counted text; `lang` is the article's."""

    def __init__(self, shown: frozenset[str], lang: str) -> None:
        self._shown = shown
        self._lang = lang

    def blocks(self, blocks: Blocks, lang: str) -> Iterator[str]:
        for block in blocks:
            yield from self._node(block, block.lang or lang)
            yield "\n"

    def _row(self, row: Inlines | Blocks, lang: str) -> Iterator[str]:
        for node in row:
            yield from self._node(node, lang)

    def _node(self, node: Block | Inline, lang: str) -> Iterator[str]:
        match node:
            case Text(text) | Code(text) | CodeBlock(text=text):
                yield text
            case Math():
                yield FORMULA
            case Image():
                yield PICTURE if node.src in self._shown else self._placeholder(node, lang)
            case Ruby(base):
                yield f"{OWN}{base}{OWN}"
            case Note():
                yield OWN
            case Break():
                yield "\n"
            case _:
                for row in rows_in_order(node):
                    yield from self._row(row, getattr(node, "lang", "") or lang)
                    yield "" if isinstance(node, Inline) else "\n"

    def _placeholder(self, image: Image, lang: str) -> str:
        """The words in the place of a picture; a format may say them in the article's language.

        Where that makes another count, the end of the text that can be compared: `around` says nothing of
        what follows.
        """
        own, articles = (placeholder_words(image, each) for each in (lang, self._lang))
        if own == articles:
            return f"{OWN}{own}{OWN}"
        count = len(INVISIBLE.sub("", own))
        return EITHER * count if count == len(INVISIBLE.sub("", articles)) else _UNSURE


_UNSURE = OWN * 2


def around(text: str, offset: int) -> Surroundings | None:
    """What stands around a place of a counted text; None where that cannot be told.

    Pictures with which a page begins are passed over: what is read of a page begins behind them.
    """
    at = _index(text, offset)
    if at is None or _UNSURE in text[:at]:
        return None
    behind = _SIGNS.split(text[max(at - _WINDOW, 0) : at])[-1]
    start = at
    while start < len(text) and (text[start] in (PICTURE, OWN) or INVISIBLE.match(text[start])):
        start += 1
    own = OWN in text[at:start] or OWN in _LAST_UNCOUNTED.findall(text[max(at - _WINDOW, 0) : at])[0]
    ahead = _SIGNS.split(text[start : start + _WINDOW], maxsplit=1)[0]
    parted = rest_of_word(text[max(at - 1, 0) : at], text[at : at + _WINDOW])
    return Surroundings(essence(behind)[-_BEHIND:], essence(ahead)[:_AHEAD], parted, own)


def _index(text: str, offset: int) -> int | None:
    """Where the character stands before which so many are counted; None behind the last of them."""
    seen, at = 0, 0
    for hidden in (*_UNCOUNTED.finditer(text), None):
        start, end = hidden.span() if hidden else (len(text), len(text))
        if seen + start - at > offset:
            return at + offset - seen
        seen, at = seen + start - at, end
    return None
