"""The title stands once, as metadata: its repetitions above the article's first paragraph go."""

import re

from msgspec.structs import replace

from publish.cleaning.phrases import fold
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_prose, words
from publish.model import Article, Block, Heading, Paragraph
from publish.plugins import cleaner

RULE = "title-once"

# "2025-08-17 - 我做尽调这些年": scrapers that have no front matter put the day into the title.
_DATED = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})\s*[-–—:：|]\s*(?P<title>\S.*)")


# What parts a title from the name of the site that the page's own title ends with.
_SUFFIXED = re.compile(r"(?P<title>.*\S)\s*(?:\s[-–—|·]\s|[|｜_])\s*(?P<site>[^-–—|｜_]{2,40})")
_FIRST_BLOCKS = 30


@cleaner(RULE)
def title_once(article: Article) -> Article:
    """Take out headings and lines above the first paragraph that are the title; the title is only that.

    A date before it is the date; the name of the site after it is the source, where there is none.
    """
    titles = {fold(article.title)}
    article = _without_site(_without_date(article))
    titles = (titles | {fold(article.title)}) - {""}
    repeated = [
        number
        for number, block in enumerate(_before_prose(article.body, titles))
        if isinstance(block, Heading | Paragraph) and words(block) in titles
    ]
    return without(article, RULE, repeated)


def _without_date(article: Article) -> Article:
    found = _DATED.fullmatch(article.title)
    if found is None:
        return article
    return replace(article, title=found["title"], date=article.date or found["date"])


def _without_site(article: Article) -> Article:
    """The title without a site's name: it is the source, or a heading of the page does without it."""
    found = _SUFFIXED.fullmatch(article.title)
    if found is None:
        return article
    site, title = fold(found["site"]), fold(found["title"])
    headed = any(
        words(block) == title for block in article.body[:_FIRST_BLOCKS] if isinstance(block, Heading)
    )
    if not headed and site not in fold(article.source):
        return article
    return replace(article, title=found["title"].strip(), source=article.source or found["site"].strip())


def _before_prose(body: tuple[Block, ...], titles: set[str]) -> tuple[Block, ...]:
    """The blocks above the first paragraph of prose; a title may itself be as long as a sentence."""
    for number, block in enumerate(body):
        text = words(block)
        if text not in titles and is_prose(text):
            return body[:number]
    return body
