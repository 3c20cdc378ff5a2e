"""The lines of a site that archives articles, above them: the way back to its list, and why it may copy.

The list is that of the account, and its address ends with the account's name: /gzh/三联生活周刊.
"""

from urllib.parse import unquote, urlsplit

from publish.cleaning.phrases import core, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import words
from publish.facts.origins import known, line_of
from publish.model import Article, Block, Link
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import iter_inlines

RULE = "archive-lines"

_FIRST_BLOCKS = 10


@cleaner(RULE, reason="A line that whoever archived the page put above it, not its author.")
def archive_lines(article: Article) -> Article:
    """Take out the archive's lines at the top; the account in its link is a missing source."""
    family = phrases().families.get("archive")
    if family is None:
        return article
    numbers = [
        number
        for number, block in enumerate(article.body[:_FIRST_BLOCKS])
        if (text := words(block)) and family.matches(text, core(text))
    ]
    for number in numbers:
        name = next(iter(_names(article.body[number])), "")
        article = known(article, "source", name, "archive's lines", line_of(article.body[number]))
    return without(article, RULE, numbers)


def _names(block: Block) -> list[str]:
    """Names at the end of a block's links within the archive: /gzh/NAME, not /list.html or /gzh/12."""
    targets = [inline.target for inline in iter_inlines((block,)) if isinstance(inline, Link)]
    parts = [urlsplit(target).path.rstrip("/").rpartition("/") for target in targets]
    names = [one_line(unquote(name)) for above, _, name in parts if above]
    return [name for name in names if name and "." not in name and not name.isdigit()]
