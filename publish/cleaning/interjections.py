"""Lines of the page in the middle of an article: 广告, "Story continues below", a newsletter's box.

Only lines that the page alone can have set there; what an author may say stays wherever it stands.
"""

import re

from publish.cleaning.evidence import family_named
from publish.cleaning.phrases import Phrases, core, phrases
from publish.cleaning.removing import without
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
    return without(article, RULE, _beside_code(article.body, known), "belongs to the page's code box")


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
    at_ends = (number for number in boxes if number < _FIRST or number >= len(body) - _FIRST)
    found |= {number for number in at_ends if _FOR_MACHINES.match(plain_text(body[number]))}
    return sorted(found)


_FIRST = 2  # blocks at either end
# JSON-LD on one line, as pages carry it; an article on it sets it out over many.
_FOR_MACHINES = re.compile(
    r"\s*(?:<script[^>]*>\s*)?[\[{][^\n]{0,40}\"@(?:context|graph)\"[^\n]{60,}\s*(?:</script>)?\s*$"
)
