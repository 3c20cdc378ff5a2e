"""Which style each block of a PDF has: known by its words from a file that has names for styles.

The same words stand in all formats, block by block and in the same order. Without another file the tags of
the PDF tell headings, quotations, lists, captions, tables and notes, and no roles.
"""

import unicodedata
from collections.abc import Sequence

from publish.checks.looks.values import NO_KEY, Block, Look
from publish.checks.printed_lines import Block as Printed

_BY_TAG = {
    "/H1": "title",
    **{f"/H{level}": f"heading-{level}" for level in range(2, 7)},
    "/BlockQuote": "quote",
    "/Caption": "caption",
    "/TH": "header-cell",
    "/TD": "cell",
}
_BY_PLACE = {"body": "paragraph", "quote": "quote", "list": "list-item", "note": "note"}

_UNKNOWN = Block("", NO_KEY, Look(), plain=False)


class Guide:
    """Knows blocks by their words; each of a guide's blocks is found once.

    `has_names` is False without a guide: then blocks are known by their tags only.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._places = {id(block): place for place, block in enumerate(blocks)}
        self.has_names = bool(blocks)
        self._waiting: dict[str, list[Block]] = {}
        for block in blocks:
            self._waiting.setdefault(words(block.text), []).append(block)

    def block(self, printed: Printed) -> Block:
        """The block that a printed one is, with its key and looks; one without a key if it is unknown."""
        if not self.has_names:
            return _by_tags(printed)
        text = words(_own_text(printed))
        in_contents = printed.where == "contents"
        for known in (text, text.rstrip("0123456789")) if in_contents else (text,):
            waiting = [
                block
                for block in self._waiting.get(known, ())
                if block.key.startswith("contents-e") or block.key == "contents-part" or not in_contents
            ]
            if waiting:
                self._waiting[known].remove(waiting[0])
                return waiting[0]
        return _UNKNOWN

    def follow(self, one: Block, other: Block) -> bool:
        """Whether two blocks stand one after the other with nothing between them, as far as is known."""
        if not self.has_names:
            return True
        before, after = self._places.get(id(one)), self._places.get(id(other))
        return before is not None and after == before + 1 and other.follows


def words(text: str) -> str:
    """The letters and digits of a text: what all formats have alike."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(each for each in normal if unicodedata.category(each)[0] == "L" or each.isdecimal())


def _own_text(printed: Printed) -> str:
    """Without the calls of notes and, in a note, without its number."""
    text = "".join(
        glyph.text
        for line in printed.lines
        for place, glyph in enumerate(line.glyphs)
        if place not in line.raised
    )
    return text.lstrip("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳0123456789 ") if printed.where == "note" else text


def _by_tags(printed: Printed) -> Block:
    tags = [tag for tag in printed.path if tag in _BY_TAG]
    key = _BY_TAG[tags[-1]] if tags else _BY_PLACE.get(printed.where, NO_KEY)
    return Block("", key, Look(), plain=bool(key))
