"""The title stands once, as metadata: its repetitions above the article's first paragraph go."""

import re
from urllib.parse import urlsplit

from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import is_prose, words
from publish.cleaning.source_name import name_in_host, site_of
from publish.facts.origins import Place, known, origin_of, reworded
from publish.facts.titles import without_date, without_site
from publish.model import Article, Block, Heading, Paragraph, Quote
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "title-once"

_FIRST_BLOCKS = 30


@cleaner(RULE, reason="The title again; it is printed once, above the article.")
def title_once(article: Article) -> Article:
    """Take out headings and lines above the first paragraph that are the title; the title is only that.

    A date before or after it is the date; the name of the site after it is the source, where there is none.
    """
    titles = {fold(article.title)}
    article = _without_author(_without_site(_without_date(article)))
    titles = (titles | {fold(article.title)}) - {""}
    above = _before_prose(article.body, titles)
    repeated = [
        number
        for number, block in enumerate(above)
        if isinstance(block, Heading | Paragraph | Quote) and words(block) in titles
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
    host = _host(article)
    of_site = host and host not in phrases().platform.hosts
    title = (
        without_site(article.title, article.source, site_of(host), name_in_host(host))
        if of_site
        else article.title
    )
    if title == article.title:
        title = _as_headed(article.title, article.body[:_FIRST_BLOCKS])
    if title == article.title:
        return article
    site = article.title.removeprefix(title).strip(_MARKS)
    origin = origin_of(article, "title")
    place: Place = "title line" if origin and origin.place == "title line" else "front matter"
    # On a site of many authors what all titles end with may be the author's name.
    by_author = site_of(host) and fold(site) in {fold(name) for name in article.authors}
    source = "" if by_author or re.search("[|｜_]", site) else site
    article = reworded(article, "title", title)
    return known(article, "source", source, place, origin.line if origin else 0)


_CRUMB = re.compile(r"\s[>›»/]\s")
_ANSWER = re.compile(r".{4,}\s-\s(?P<name>\S.{0,20}?)\s?的回答")


def _without_author(article: Article) -> Article:
    """The title without “| by Ann Lee | a magazine”; the author without what a site glued to the name.

    “… - 老狼 的回答” names the author, and says where the name ends in the list of authors.
    """
    answer = _ANSWER.fullmatch(article.title)
    if answer and article.authors and article.authors[0].startswith(answer["name"]):
        return reworded(article, "authors", (answer["name"], *article.authors[1:]))
    for name in article.authors:
        found = re.search(rf"\s*[|｜]\s*(?P<by>by\s+)?{re.escape(name)}\s*(?:[|｜].*)?$", article.title)
        if found and found.start() > 1:
            article = reworded(article, "title", article.title[: found.start()])
            # A site that gives its own name as the author's.
            own = not found["by"] and _is_of_one_house(article)
            return known(article, "source", name if own else "", "front matter")
    return article


def _host(article: Article) -> str:
    return (urlsplit(article.provenance.url).hostname or "").removeprefix("www.")


def _is_of_one_house(article: Article) -> bool:
    """True for an article from a site that is not known as one of many authors."""
    host = _host(article)
    return bool(host) and host not in phrases().platform.hosts and not site_of(host)


_MARKS = " -–—|｜_·•:：»"
_SUFFIXED = re.compile(r"(?P<title>.*\S)\s*(?:\s[-–—|·]\s|[|｜_])\s*(?P<site>[^-–—|｜_]{2,40})")


def _as_headed(title: str, above: tuple[Block, ...]) -> str:
    """The title as a heading of the page has it, where only the name of a site follows."""
    found = _SUFFIXED.fullmatch(title)
    if found is None:
        return title
    headings = [
        words(block) if isinstance(block, Heading) else fold(_CRUMB.split(plain_text(block))[-1])
        for block in above
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and _CRUMB.search(plain_text(block)))
    ]
    if fold(title) in headings or fold(found["title"]) not in headings:
        return title
    return found["title"].strip()


def _before_prose(body: tuple[Block, ...], titles: set[str]) -> tuple[Block, ...]:
    """The blocks above the first paragraph of prose; a title may itself be as long as a sentence."""
    for number, block in enumerate(body):
        text = words(block)
        if text not in titles and is_prose(text):
            return body[:number]
    return body
