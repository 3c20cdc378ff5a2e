"""Lines of the page in the middle of an article: 广告, "Story continues below", a newsletter's box.

Only lines that the page alone can have set there; what an author may say stays wherever it stands.
"""

from publish.cleaning.evidence import family_named
from publish.cleaning.phrases import phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import words
from publish.model import Article
from publish.plugins import cleaner
from publish.walk import Spoken

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
    return without(article, RULE, gone, family_named("inside", known))
