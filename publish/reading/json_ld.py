"""What a page says in schema.org's terms, as JSON-LD (https://schema.org/Article)."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from publish.facts.dates import parse_date
from publish.facts.names import author_names
from publish.facts.titles import plain_title
from publish.normal import one_line
from publish.reading.addresses import link_target
from publish.reading.html_tree import Element
from publish.reading.metadata import Metadata, language_tag

MAX_JSON = 2**20
"""The longest JSON-LD that is read, in characters."""

_MOST, _DEEPEST = 100, 4
_ARTICLE = re.compile(r"Article|BlogPosting|Report|Review|SocialMediaPosting")
_PAGE = re.compile(r"WebPage|CreativeWork")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->|//\s*<!\[CDATA\[|//\s*\]\]>", re.DOTALL)


def json_ld(root: Element) -> Metadata:
    """The properties of the page's article, then those of the page itself."""
    articles, pages = Metadata(), Metadata()
    for script in root.iter("script"):
        if "ld+json" not in str(script.get("type", "")).lower():
            continue
        graph = list(_things(_json(script.text or "")))
        named = {str(thing["@id"]): thing for thing in graph if "name" in thing and "@id" in thing}
        line = script.sourceline if isinstance(script.sourceline, int) else 0
        for thing in graph:
            kind = str(thing.get("@type"))
            if _ARTICLE.search(kind):
                articles = articles.or_else(_article_of(thing, named).found("JSON-LD", line))
            elif _PAGE.search(kind):
                pages = pages.or_else(_page_of(thing, named).found("JSON-LD", line))
    return articles.or_else(pages)


def _json(text: str) -> Any:
    for source in (text[:MAX_JSON], _COMMENT.sub("", text[:MAX_JSON])):
        try:
            return json.loads(source.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _things(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The things in a JSON-LD value: itself, its items, its graph, what it is mainly about."""
    for item in (value if isinstance(value, list) else [value])[:_MOST]:
        if isinstance(item, dict):
            yield item
            if depth < _DEEPEST:
                for inner in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
                    yield from _things(item.get(inner), depth + 1)


Named = Mapping[str, Mapping[str, Any]]


def _article_of(thing: Mapping[str, Any], named: Named) -> Metadata:
    return Metadata(
        title=plain_title(_string(thing.get("headline") or thing.get("name"), named)),
        subtitle=plain_title(_string(thing.get("alternativeHeadline"), named)),
        url=link_target(_string(thing.get("url"), named)),
        source=_string(thing.get("publisher") or thing.get("sourceOrganization"), named),
        authors=author_names(_strings(thing.get("author") or thing.get("creator"), named)),
        date=_day(thing, named),
        summary=_string(thing.get("description"), named),
        cover=_string(thing.get("image") or thing.get("thumbnailUrl"), named),
        lang=language_tag(_string(thing.get("inLanguage"), named)),
    )


def _page_of(thing: Mapping[str, Any], named: Named) -> Metadata:
    """What a page says of itself: its name and description are those of the site as often as not."""
    return Metadata(
        url=link_target(_string(thing.get("url"), named)),
        source=_string(thing.get("publisher"), named),
        authors=author_names(_strings(thing.get("author"), named)),
        date=_day(thing, named),
        lang=language_tag(_string(thing.get("inLanguage"), named)),
    )


def _day(thing: Mapping[str, Any], named: Named) -> str:
    days = (parse_date(_string(thing.get(key), named)) for key in ("datePublished", "dateCreated"))
    return next(filter(None, days), "")


def _strings(value: Any, named: Named) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for item in values[:50] if (text := _string(item, named))]


def _string(value: Any, named: Named) -> str:
    """The text of a value, or the name or address of a thing, or the first of several."""
    for item in (value if isinstance(value, list) else [value])[:50]:
        text = _named(item, named) if isinstance(item, dict) else item
        if isinstance(text, str) and text.strip():
            return one_line(unescape(text))
    return ""


def _named(item: Mapping[str, Any], named: Named) -> Any:
    thing = named.get(str(item.get("@id")), item)
    name = thing.get("name") or thing.get("@value") or thing.get("url")
    return name[0] if isinstance(name, list) and name else name
