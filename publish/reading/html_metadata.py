"""What a page says about its article: Open Graph, JSON-LD, `meta`, and the scripts of official accounts."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from publish.diagnostics import Report
from publish.model import Capture
from publish.normal import one_line
from publish.reading.addresses import link_target
from publish.reading.dates import from_epoch, parse_date
from publish.reading.html_tree import Element, text_of
from publish.reading.metadata import Metadata, language_tag, split_names

MAX_JSON = 2**20
"""The longest JSON-LD that is read, in characters."""

_KINDS = re.compile(r"Article|BlogPosting|Report|Review|SocialMediaPosting|WebPage|CreativeWork")
_SEPARATORS = r"\s*[|_·•–—»-]+\s*"
_ADDRESS = re.compile(r"https?://|www\.|/", re.IGNORECASE)
# The platform, not an account on it.
_PLATFORMS = frozenset({"微信公众平台", "微信公众号"})


def page_metadata(root: Element, capture: Capture, report: Report) -> Metadata:
    """The properties that a page states, each from the place that is surest."""
    metas = _metas(root)
    stated = _wechat(capture.text) if "mp.weixin.qq.com" in capture.text[:400_000] else Metadata()
    for found in (_json_ld(root), _open_graph(metas), _plain_metas(metas), _elements(root, metas)):
        stated = stated.or_else(found)
    return Metadata(
        **{
            **{name: getattr(stated, name) for name in stated.__struct_fields__},
            "title": without_site(stated.title, stated.source, _first(metas, "og:site_name")),
        }
    )


def without_site(title: str, *sites: str) -> str:
    """The title without the site's name that pages set after it."""
    for site in filter(None, sites):
        shorter = re.sub(rf"{_SEPARATORS}{re.escape(site)}$", "", title)
        if shorter:
            title = shorter
    return title


# meta ----------------------------------------------------------------------------------------------


def _metas(root: Element) -> dict[str, list[str]]:
    """The contents of all `meta` elements by name, property or itemprop, in lower case."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        content = one_line(str(meta.get("content", "")))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = str(meta.get(attribute, "")).lower()
            if name and content:
                metas.setdefault(name, []).append(content)
    return metas


def _first(metas: Mapping[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _open_graph(metas: Mapping[str, list[str]]) -> Metadata:
    authors = [*metas.get("article:author", []), *metas.get("og:article:author", [])]
    site = _first(metas, "og:site_name")
    return Metadata(
        title=_first(metas, "og:title"),
        url=link_target(_first(metas, "og:url")),
        source="" if site in _PLATFORMS else site,
        authors=_names(authors),
        date=parse_date(
            _first(metas, "article:published_time", "og:article:published_time", "og:release_date")
        ),
        summary=_first(metas, "og:description"),
        cover=_first(metas, "og:image", "og:image:url"),
    )


_AUTHORS = ("author", "dc.creator", "byl", "parsely-author", "citation_author")
_DATES = (
    *("pubdate", "publishdate", "publish_date", "date", "dc.date", "dc.date.issued", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "citation_publication_date", "date_published"),
)


def _plain_metas(metas: Mapping[str, list[str]]) -> Metadata:
    dates = (parse_date(content) for name in _DATES for content in metas.get(name, []))
    return Metadata(
        title=_first(metas, "headline", "twitter:title", "dc.title", "citation_title"),
        source=_first(metas, "application-name", "dc.publisher", "publisher"),
        authors=_names([author for name in _AUTHORS for author in metas.get(name, [])]),
        date=next(filter(None, dates), ""),
        summary=_first(metas, "description", "dc.description"),
        cover=_first(metas, "twitter:image", "twitter:image:src"),
    )


def _names(stated: list[str]) -> tuple[str, ...]:
    """The names among what is given as authors; pages also put their own address there."""
    names = (name for text in stated if not _ADDRESS.match(text) for name in split_names(text))
    return tuple(dict.fromkeys(names))


def _elements(root: Element, metas: Mapping[str, list[str]]) -> Metadata:
    title = next((one_line(text_of(element)) for element in root.iter("title")), "")
    headings = [text for element in root.iter("h1") if (text := one_line(text_of(element)))]
    canonical = next(
        (str(link.get("href", "")) for link in root.iter("link") if link.get("rel") == "canonical"), ""
    )
    locale = _first(metas, "og:locale", "content-language")
    return Metadata(
        title=title or (headings[0] if headings else ""),
        url=link_target(canonical),
        date=next((date for text in _times(root) if (date := parse_date(text))), ""),
        authors=_names(
            [one_line(text_of(element)) for element in root.iter("a") if element.get("rel") == "author"]
        ),
        lang=language_tag(str(root.get("lang", ""))) or language_tag(locale),
    )


def _times(root: Element) -> Iterator[str]:
    """Where a page gives its date in its text: elements marked as such, then the first `time`."""
    for element in root.iter():
        if isinstance(element.tag, str) and "datePublished" in str(element.get("itemprop", "")):
            yield str(element.get("content") or element.get("datetime") or text_of(element))
    for element in root.iter("time"):
        yield str(element.get("datetime") or text_of(element))


# JSON-LD -------------------------------------------------------------------------------------------


def _json_ld(root: Element) -> Metadata:
    """What the page's article is in schema.org's terms (https://schema.org/Article)."""
    found = Metadata()
    for script in root.iter("script"):
        if str(script.get("type", "")).lower() == "application/ld+json":
            for thing in _things(_json(script.text or "")):
                found = found.or_else(_article_of(thing))
    return found


def _json(text: str) -> Any:
    try:
        return json.loads(text[:MAX_JSON].strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: Any) -> Iterator[Mapping[str, Any]]:
    """The articles in a JSON-LD value: itself, its items, its graph."""
    values = value if isinstance(value, list) else [value]
    for item in values[:100]:
        if not isinstance(item, dict):
            continue
        kinds = item.get("@type")
        if _KINDS.search(str(kinds)):
            yield item
        graph = item.get("@graph") or item.get("mainEntity")
        if isinstance(graph, list | dict):
            articles = graph if isinstance(graph, list) else [graph]
            yield from (
                one
                for one in articles[:100]
                if isinstance(one, dict) and _KINDS.search(str(one.get("@type")))
            )


def _article_of(thing: Mapping[str, Any]) -> Metadata:
    page = "WebPage" in str(thing.get("@type"))
    return Metadata(
        title="" if page else _string(thing.get("headline")),
        url=link_target(_string(thing.get("url"))),
        source=_string(thing.get("publisher")),
        authors=_names(_strings(thing.get("author"))),
        date=parse_date(_string(thing.get("datePublished"))),
        summary="" if page else _string(thing.get("description")),
        cover=_string(thing.get("image")),
        lang=language_tag(_string(thing.get("inLanguage"))),
    )


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for item in values[:50] if (text := _string(item))]


def _string(value: Any) -> str:
    """The text of a value, or the name or address of a thing, or the first of several."""
    values = value[:50] if isinstance(value, list) else [value]
    for item in values:
        named = (item.get("name") or item.get("url")) if isinstance(item, dict) else item
        if isinstance(named, str) and named.strip():
            return one_line(unescape(named))
    return ""


# Official accounts ---------------------------------------------------------------------------------

# `name = "..."`, `name: JsDecode('...')`, `name = xml ? value('...') : '...'`
_SCRIPT_STRING = (
    r"\s*[=:]\s*(?:htmlDecode\(|JsDecode\(|\(?xml[^:\n]{0,80}:\s*)?"
    r"""(?P<mark>["'])(?P<text>(?:\\.|(?!(?P=mark)).){0,4000})(?P=mark)"""
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))", re.DOTALL)


def script_string(text: str, *names: str) -> str:
    """The string that a page's scripts give one of these names, escapes resolved; empty if none does."""
    for name in names:
        for found in re.finditer(rf"(?<![\w.$]){name}{_SCRIPT_STRING}", text):
            value = one_line(decode_script(found["text"]))
            if value:
                return value
    return ""


_ESCAPED: dict[str, str] = {"n": "\n", "t": "\t", "r": "\r"}


def decode_script(text: str) -> str:
    r"""A JavaScript string without its escapes (`\x3c`, `\u4e2d`, `\n`), HTML entities resolved."""
    return unescape(_ESCAPE.sub(_unescaped, text))


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])


def _wechat(text: str) -> Metadata:
    """From the scripts of an official account's page, where alone the account and the date stand."""
    return Metadata(
        title=script_string(text, r"(?:var |window\.)msg_title"),
        source=script_string(text, "var nickname", r"d\.nick_name", "nick_name"),
        date=from_epoch(script_string(text, r"(?:var |window\.)ct", "var oriCreateTime"))
        or parse_date(script_string(text, "createTime", "create_time")),
        summary=script_string(text, "var msg_desc"),
        cover=script_string(text, "var msg_cdn_url"),
    )
