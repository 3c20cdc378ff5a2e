"""What a page says about its article: Open Graph, JSON-LD, `meta`, microdata, the scripts of accounts.

Each property is taken from the place that is surest. The title is what the page's heading says where
another place says the same with the site's name around it.
"""

from collections.abc import Iterator, Mapping

import msgspec

from publish.diagnostics import Code, Report
from publish.facts.dates import is_later, parse_date, parse_moment
from publish.facts.names import author_names, split_names
from publish.facts.origins import Fact
from publish.facts.titles import plain_title
from publish.model import Capture, Span
from publish.normal import one_line
from publish.reading.addresses import link_target
from publish.reading.html_byline import beside_the_title
from publish.reading.html_title import page_title, site_after_underscore, title_headings
from publish.reading.html_tree import Element, text_of
from publish.reading.json_ld import json_ld
from publish.reading.metadata import Metadata, language_tag
from publish.reading.page_scripts import account_page

# The platform, not an account on it.
_PLATFORMS = frozenset({"微信公众平台", "微信公众号"})
_HEAD = 400_000


def page_metadata(root: Element, article: Element, capture: Capture, report: Report) -> Metadata:
    """The properties that a page states, each from the place that is surest; `article` is in its tree."""
    metas = _metas(root)
    of_account = "mp.weixin.qq.com" in capture.text[:_HEAD]
    stated = account_page(capture.text) if of_account else Metadata()
    for found in (json_ld(root), _open_graph(metas), _plain_metas(metas), _elements(root, metas)):
        stated = stated.or_else(found)
    if not of_account:
        stated = _with_title(root, article, metas, stated)
    if not (stated.date and stated.source and stated.authors):
        for heading in title_headings(root, stated.title):
            stated = stated.or_else(beside_the_title(root, heading))
    return _without_impossible_days(stated, metas, capture, report)


def _with_title(root: Element, article: Element, metas: "Metas", stated: Metadata) -> Metadata:
    """With the title without the site's name; a site that is named there alone is the source."""
    sites = (stated.source, _first(metas, "og:site_name", "application-name")[0])
    title = page_title(root, article, stated.title, _first(metas, "og:title")[0], *sites)
    title, site = site_after_underscore(title)
    placed = Metadata(title=title).found("page elements") if title and not stated.title else Metadata()
    named = Metadata(source=site).found("page elements") if site else Metadata()
    return (
        msgspec.structs.replace(stated, title=title if stated.title else "").or_else(placed).or_else(named)
    )


def _without_impossible_days(
    stated: Metadata, metas: "Metas", capture: Capture, report: Report
) -> Metadata:
    """A page cannot be published after it was saved, where a saver notes when that was."""
    captured = parse_moment(_first(metas, "savepage-date", "archived-date", "date-saved")[0])
    if not is_later(stated.date, captured):
        return stated.or_else(Metadata(captured=captured).found("meta")) if captured else stated
    report.add(
        Code.DATE_INVALID,
        f"“{stated.date}” is after the day of the capture ({captured[:10]}); it was left out",
        path=capture.path,
        span=Span(1, 1),
        hint="check the date of the page",
    )
    origins = tuple(origin for origin in stated.origins if origin.field != "date")
    return msgspec.structs.replace(stated, date="", origins=origins)


# meta ----------------------------------------------------------------------------------------------

Metas = Mapping[str, list[tuple[str, int]]]


def _metas(root: Element) -> Metas:
    """The contents of all `meta` elements and their lines by name, property or itemprop, in lower case."""
    metas: dict[str, list[tuple[str, int]]] = {}
    for meta in root.iter("meta"):
        content = one_line(str(meta.get("content", "")))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in str(meta.get(attribute, "")).lower().split() if content else ():
                key = name.replace(":", ".") if name.startswith(("dc:", "dcterm", "dcterms:")) else name
                metas.setdefault(key, []).append((content, _line(meta)))
    return metas


def _first(metas: Metas, *names: str) -> tuple[str, int]:
    return next((metas[name][0] for name in names if name in metas), ("", 0))


def _day(metas: Metas, *names: str) -> tuple[str, int]:
    """The first of these that names a day, and its line."""
    for name in names:
        for content, line in metas.get(name, []):
            if day := parse_date(content):
                return day, line
    return "", 0


def _people(metas: Metas, *names: str) -> tuple[tuple[str, ...], int]:
    """Who the first of these names, and its line; pages also put addresses of their own there."""
    for name in names:
        people = author_names(content for content, _ in metas.get(name, []))
        if people:
            return people, metas[name][0][1]
    return (), 0


def _open_graph(metas: Metas) -> Metadata:
    title, title_line = _first(metas, "og:title")
    url, url_line = _first(metas, "og:url")
    site, site_line = _first(metas, "og:site_name")
    authors, authors_line = _people(
        metas, "article:author", "og:article:author", "og:author", "article:author:name"
    )
    date, date_line = _day(
        metas,
        *("article:published_time", "og:article:published_time", "og:published_time", "og:release_date"),
        *("article:published", "article:create_at", "bytedance:published_time"),
    )
    summary, summary_line = _first(metas, "og:description")
    cover, cover_line = _first(metas, "og:image", "og:image:url")
    lines: dict[Fact, int] = {
        "title": title_line,
        "url": url_line,
        "source": site_line,
        "authors": authors_line,
        "date": date_line,
        "summary": summary_line,
        "cover": cover_line,
    }
    return Metadata(
        title=plain_title(title),
        url=link_target(url),
        source="" if site in _PLATFORMS else site,
        authors=authors,
        date=date,
        summary=summary,
        cover=cover,
    ).found("og:", lines=lines)


_AUTHORS = (
    *("dc.creator", "dcterm.creator", "dcterms.creator", "author", "byl", "byline", "parsely-author"),
    *("sailthru.author", "citation_author", "article.author", "cxenseparse:author", "author.name"),
)
_DATES = (
    *("pubdate", "publishdate", "publish_date", "publish-date", "publishtime", "published_time", "date"),
    *("dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date", "date_published"),
    *("article.published", "published", "ptime", "_pubtime", "firstcreatedate", "originalpublicationdate"),
    *("firstpublishedtime", "releasedate", "dateissued"),
    *("displaydate", "cxenseparse:recs:publishtime", "weibo:article:create_at"),
)
# Chinese authorities' sites: SiteName, ContentSource, ArticleTitle, PubDate.
_SOURCES = (
    *("dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher", "application-name"),
    *("contentsource", "sitename"),
)
_TITLES = (
    "articletitle",
    "headline",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "sailthru.title",
    "parsely-title",
)


def _plain_metas(metas: Metas) -> Metadata:
    title, title_line = _first(metas, *_TITLES)
    source, source_line = _first(metas, *_SOURCES)
    authors, authors_line = _people(metas, *_AUTHORS)
    date, date_line = _day(metas, *_DATES)
    summary, summary_line = _first(metas, "description", "dc.description", "twitter:description")
    cover, cover_line = _first(metas, "twitter:image", "twitter:image:src")
    lines: dict[Fact, int] = {
        "title": title_line,
        "source": source_line,
        "authors": authors_line,
        "date": date_line,
        "summary": summary_line,
        "cover": cover_line,
    }
    return Metadata(
        title=plain_title(title),
        source=source,
        authors=authors,
        date=date,
        summary=summary,
        cover=cover,
    ).found("meta", lines=lines)


# Elements ------------------------------------------------------------------------------------------


def _elements(root: Element, metas: Metas) -> Metadata:
    """The title element, the canonical address, what microdata and `rel` mark as author and day."""
    lines: dict[Fact, int] = {}

    def first(fact: Fact, found: "Iterator[tuple[str, int]]") -> str:
        text, lines[fact] = next(((text, line) for text, line in found if text), ("", 0))
        return text

    people = ((split_names(_words(element)), _line(element)) for element in _marked_authors(root))
    names, lines["authors"] = next(((names, line) for names, line in people if names), ((), 0))
    locale = _first(metas, "og:locale", "content-language")[0]
    return Metadata(
        title=plain_title(first("title", _texts(root, "title")) or first("title", _texts(root, "h1"))),
        url=link_target(first("url", _canonical(root))),
        date=first("date", ((parse_date(text), line) for text, line in _times(root))),
        authors=names,
        lang=language_tag(str(root.get("lang", ""))) or language_tag(locale),
    ).found("page elements", lines=lines)


def _line(element: Element) -> int:
    return element.sourceline if isinstance(element.sourceline, int) else 0


def _words(element: Element) -> str:
    return one_line(str(element.get("content") or "") or text_of(element))


def _texts(root: Element, name: str) -> Iterator[tuple[str, int]]:
    for element in root.iter(name):
        yield one_line(text_of(element)), _line(element)


def _canonical(root: Element) -> Iterator[tuple[str, int]]:
    for link in root.iter("link"):
        if str(link.get("rel", "")).lower() == "canonical":
            yield str(link.get("href", "")), _line(link)


def _marked_authors(root: Element) -> Iterator[Element]:
    for element in root.iter():
        if isinstance(element.tag, str) and "author" in str(element.get("itemprop", "")).split():
            named = [inner for inner in element.iter() if inner.get("itemprop") == "name"]
            yield named[0] if named else element
    for element in root.iter("a"):
        if "author" in str(element.get("rel", "")).split():
            yield element


def _times(root: Element) -> Iterator[tuple[str, int]]:
    """Where a page gives its date in its text: elements marked as such, then the first `time`."""
    for element in root.iter():
        if isinstance(element.tag, str) and "datePublished" in str(element.get("itemprop", "")):
            text = str(element.get("content") or element.get("datetime") or text_of(element))
            yield text, _line(element)
    for element in root.iter("time"):
        yield str(element.get("datetime") or text_of(element)), _line(element)
