"""Lines of the page in the middle of an article: 广告, "Story continues below", a newsletter's box.

Only lines that the page alone can have set there; what an author may say stays wherever it stands.
"""

import re

from msgspec.structs import replace

from publish.cleaning.evidence import family_named
from publish.cleaning.phrases import Phrases, core, phrases
from publish.cleaning.removing import changed, without
from publish.cleaning.shapes import words
from publish.model import Article, Block, CodeBlock, Paragraph
from publish.plugins import cleaner
from publish.walk import Spoken, plain_text

RULE = "interjections"

_LONGEST = 60  # characters of such a line


@cleaner(RULE, reason="A line that the page itself sets between an article's paragraphs.")
def interjections(article: Article) -> Article:
    """Take out the page's own lines wherever they stand."""
    known = phrases()
    gone = [
        number
        for number, block in enumerate(article.body)
        if isinstance(block, Spoken)
        and 0 < len(text := words(block)) <= _LONGEST
        and (family := known.prompt(text, "inside")) is not None
        and not family.head
    ]
    article = without(article, RULE, gone, family_named("inside", known))
    article = without(article, RULE, _beside_title(article.body, known), "a button of the page")
    article = without(article, RULE, _beside_code(article.body, known), "belongs to the page's code box")
    return changed(article, RULE, _without_lamps, "belongs to the page's code box")


def _beside_title(body: tuple[Block, ...], known: Phrases) -> list[int]:
    """The buttons of a page of documentation, at the top: a heading of these words is the author's."""
    buttons = known.families.get("page-buttons")
    return [
        number
        for number, block in enumerate(body[:_TOP])
        if buttons is not None
        and isinstance(block, Paragraph)
        and buttons.matches(text := words(block), core(text))
    ]


_TOP = 6  # blocks


def _without_lamps(block: Block) -> tuple[Block | None, Block | None]:
    """Code without the three lamps of a window, and the label beside them, that a page draws above it."""
    lamps = _LAMPS.match(block.text) if isinstance(block, CodeBlock) else None
    if not isinstance(block, CodeBlock) or lamps is None or lamps[0][0] in block.text[lamps.end() :]:
        return block, None
    return replace(block, text=block.text[lamps.end() :]), replace(block, text=lamps[0].strip())


_LAMPS = re.compile(r"[●•⬤]{3}[ \t]*[\w+#.-]{0,16}[ \t]*\n\s*(?=\S)")


def _beside_code(body: tuple[Block, ...], known: Phrases) -> list[int]:
    """The buttons of code boxes right above or below code, and what the page tells to machines."""
    boxes = [number for number, block in enumerate(body) if isinstance(block, CodeBlock)]
    buttons = known.families.get("code-buttons")
    found = {
        beside
        for number in boxes
        for beside in (number - 1, number + 1)
        if buttons is not None
        and 0 <= beside < len(body)
        and isinstance(body[beside], Paragraph)
        and 0 < len(text := words(body[beside])) <= _LONGEST
        and buttons.matches(text, core(text))
    }
    found |= _widgets(body, boxes, known)
    at_ends = (number for number in boxes if number < _FIRST or number >= len(body) - _FIRST)
    found |= {number for number in at_ends if _FOR_MACHINES.match(plain_text(body[number]))}
    return sorted(found)


def _widgets(body: tuple[Block, ...], boxes: list[int], known: Phrases) -> set[int]:
    """The same short lines right above two boxes or more, of which one is a button: the box's own row.

    One line alone may be the author's (输出：), and so may lines of which none is a button.
    """
    buttons = known.families.get("code-buttons")
    rows: dict[tuple[str, ...], list[int]] = {}
    for box in boxes:
        texts: tuple[str, ...] = ()
        for above in range(box - 1, max(-1, box - 1 - _LONGEST_ROW), -1):
            text = words(body[above])
            if not isinstance(body[above], Paragraph) or not 0 < len(text) <= _LONGEST_BUTTON:
                break
            texts = (text, *texts)
            rows.setdefault(texts, []).append(box)
    return {
        number
        for texts, below in rows.items()
        if len(texts) > 1
        and len(below) > 1
        and any(buttons is not None and buttons.matches(text, core(text)) for text in texts)
        for box in below
        for number in range(box - len(texts), box)
    }


_LONGEST_ROW = 5  # lines above a box
_LONGEST_BUTTON = 24  # characters
_FIRST = 2  # blocks at either end
# JSON-LD on one line, as pages carry it; an article on it sets it out over many.
_FOR_MACHINES = re.compile(
    r"\s*(?:<script[^>]*>\s*)?[\[{][^\n]{0,40}\"@(?:context|graph)\"[^\n]{60,}\s*(?:</script>)?\s*$"
)
