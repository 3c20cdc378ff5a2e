"""The title stands once, as metadata: its repetitions above the article's first paragraph go."""

import re
from urllib.parse import urlsplit

from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_prose, words
from publish.cleaning.source_name import name_in_host, site_of
from publish.facts.origins import Place, known, origin_of, reworded
from publish.facts.titles import without_date, without_site
from publish.model import Article, Block, Heading, Paragraph
from publish.plugins import cleaner

RULE = "title-once"

_FIRST_BLOCKS = 30


@cleaner(RULE, reason="The title again; it is printed once, above the article.")
def title_once(article: Article) -> Article:
    """Take out headings and lines above the first paragraph that are the title; the title is only that.

    A date before or after it is the date; the name of the site after it is the source, where there is none.
    """
    titles = {fold(article.title)}
    article = _without_site(_without_date(article))
    titles = (titles | {fold(article.title)}) - {""}
    above = _before_prose(article.body, titles)
    repeated = [
        number
        for number, block in enumerate(above)
        if isinstance(block, Heading | Paragraph) and words(block) in titles
    ]
    return without(article, RULE, repeated)


def _without_date(article: Article) -> Article:
    """The title without the day that a title line has; a day in a title that is stated is its author's."""
    origin = origin_of(article, "title")
    if origin and origin.place not in {"title line", "file name"}:
        return article
    title, day = without_date(article.title)
    if not day:
        return article
    place: Place = "file name" if origin and origin.place == "file name" else "title line"
    return known(reworded(article, "title", title), "date", day, place, origin.line if origin else 0)


def _without_site(article: Article) -> Article:
    """The title without a site's name: it is the source's, or a heading of the page does without it.

    Accounts on a platform of many set their own name after a title themselves: there it belongs to it.
    """
    host = (urlsplit(article.provenance.url).hostname or "").removeprefix("www.")
    of_site = host and host not in phrases().platform.hosts
    headings = [words(block) for block in article.body[:_FIRST_BLOCKS] if isinstance(block, Heading)]
    title = (
        without_site(article.title, article.source, site_of(host), name_in_host(host))
        if of_site
        else article.title
    )
    if title == article.title:
        title = _as_headed(article.title, headings)
    if title == article.title:
        return article
    site = article.title.removeprefix(title).strip(_MARKS)
    origin = origin_of(article, "title")
    place: Place = "title line" if origin and origin.place == "title line" else "front matter"
    source = "" if re.search("[|｜_]", site) else site
    article = reworded(article, "title", title)
    return known(article, "source", source, place, origin.line if origin else 0)


_MARKS = " -–—|｜_·•:：»"
_SUFFIXED = re.compile(r"(?P<title>.*\S)\s*(?:\s[-–—|·]\s|[|｜_])\s*(?P<site>[^-–—|｜_]{2,40})")


def _as_headed(title: str, headings: list[str]) -> str:
    """The title as a heading of the page has it, where only the name of a site follows."""
    found = _SUFFIXED.fullmatch(title)
    if found is None or fold(title) in headings or fold(found["title"]) not in headings:
        return title
    return found["title"].strip()


def _before_prose(body: tuple[Block, ...], titles: set[str]) -> tuple[Block, ...]:
    """The blocks above the first paragraph of prose; a title may itself be as long as a sentence."""
    for number, block in enumerate(body):
        text = words(block)
        if text not in titles and is_prose(text):
            return body[:number]
    return body
