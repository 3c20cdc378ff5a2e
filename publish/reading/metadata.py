"""What a capture says about its article, and where the many spellings of it meet.

Scrapers and clippers each have their own keys: `Url`, `source_url`, `link`; `published`, `publishTime`. A
key that names the day of the capture (`created`, `fetch_date`) is not the day of the article.
"""

import re
from collections.abc import Mapping

import msgspec

from publish.diagnostics import Code, Report
from publish.facts.dates import is_later, parse_date, parse_moment
from publish.facts.names import account_or_site, author_names
from publish.facts.origins import FACTS, Fact, Place, in_order
from publish.facts.titles import plain_title
from publish.model import Article, Capture, Origin, Provenance, Removal, Span
from publish.normal import one_line
from publish.reading.addresses import link_target
from publish.reading.frontmatter import Field, squeezed

# Each property with the keys it may stand under, the surest first; compared as `squeezed`.
KEYS: dict[Fact, tuple[str, ...]] = {
    "title": (
        *("title", "headline", "article_title", "page_title", "标题", "文章标题", "篇名", "タイトル"),
        "제목",
    ),
    "subtitle": ("subtitle", "副标题"),
    "url": (
        *("url", "link", "source_url", "original_url", "article_url", "page_url", "web_url"),
        *("canonical_url", "permalink_url", "url_source", "source_link", "original_link", "canonical"),
        *("uri", "href", "original", "原文链接", "文章链接", "来源链接", "链接", "原文地址", "地址"),
        *("网址", "原文", "参照元"),
    ),
    "source": (
        *(
            "account",
            "account_name",
            "source_account",
            "nickname",
            "mp_name",
            "biz_name",
            "wechat_name",
            "gzh",
            "公众号",
        ),
        *("公众号名称", "账号", "source", "source_name", "site", "site_name", "website", "publisher"),
        *("publication", "journal", "newspaper", "magazine", "media", "feed", "feed_title", "feed_name"),
        *(
            "blog",
            "来源",
            "出处",
            "媒体",
            "网站",
            "站点",
            "订阅源",
            "origin",
            "出典",
            "掲載元",
            "매체",
            "출처",
        ),
    ),
    "authors": (
        *("authors", "author", "author_name", "creator", "creators", "byline", "writer", "writers", "by"),
        *("posted_by", "dc_creator", "作者", "撰文", "著者", "筆者", "執筆者", "저자", "작성자", "기자"),
        *("autor", "auteur", "autore", "автор"),
    ),
    "date": (
        # `date` last of the general words: notes and feeds have their own day there.
        *("published", "publish_time", "published_time", "publish_date", "published_date"),
        *("published_at", "published_on", "publish_at", "publication_date", "date_published"),
        *("date_posted", "pubdate", "pubtime", "posted", "posted_at", "posted_on", "release_date"),
        *(
            "issued",
            "article_date",
            "date",
            "发布时间",
            "发布日期",
            "发表时间",
            "发表日期",
            "发布于",
            "日期",
        ),
        *("公開日", "投稿日", "게시일", "작성일"),
    ),
    "captured": (
        *("fetch_date", "fetched", "fetched_at", "fetch_time", "date_fetched", "captured", "captured_at"),
        *("clipped", "clipped_at", "created", "created_at", "date_created", "creation_date", "saved"),
        *("saved_at", "date_saved", "scraped", "scraped_at", "crawled_at", "crawl_time", "retrieved"),
        *("clip_date", "create", "create_date", "collected", "date_collected", "archived", "archived_at"),
        *("ingested", "imported", "added", "date_added", "accessed"),
        *("抓取时间", "采集时间", "收藏时间", "剪藏时间", "保存时间", "下载时间"),
    ),
    "summary": ("summary", "description", "digest", "excerpt", "abstract", "摘要", "简介"),
    "cover": ("cover", "cover_image", "cover_url", "image", "thumbnail", "banner", "封面"),
    "lang": ("lang", "language", "语言"),
    "credit": ("credit",),
}
# Exports of accounts' pages have the page's own count of seconds under a key that clippers use, too.
_SECONDS = ("createtime", "ct")

_SQUEEZED = {name: tuple(map(squeezed, keys)) for name, keys in KEYS.items()}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# What pages write where they mean a language.
_COUNTRY_CODES = {"kr": "ko", "jp": "ja", "cn": "zh", "gr": "el"}
_IS_ADDRESS = re.compile(r"[a-z]+://|www\.|/\S*$|[\w.-]+\.[a-z]{2,}/", re.IGNORECASE)
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
# Values of a mapping inside a field are read as `key: value`: of an author only the name is wanted.
_INNER_KEY = re.compile(r"(?P<key>[A-Za-z_]{2,12}): ")


class Metadata(msgspec.Struct, frozen=True):
    """The properties of an article that a capture states, empty where it does not, and their origins."""

    title: str = ""
    subtitle: str = ""
    url: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    captured: str = ""
    summary: str = ""
    cover: str = ""
    lang: str = ""
    credit: str = ""
    origins: tuple[Origin, ...] = ()

    def found(self, place: Place, line: int = 0, lines: "Mapping[Fact, int] | None" = None) -> "Metadata":
        """These properties as found in this place; `lines` has the lines of those with one of their own."""
        own = lines or {}
        origins = tuple(Origin(name, place, own.get(name, line)) for name in FACTS if getattr(self, name))
        return msgspec.structs.replace(self, origins=in_order((*self.origins, *origins)))

    def or_else(self, other: "Metadata") -> "Metadata":
        """What either says, this one before the other."""
        mine = {name: getattr(self, name) or getattr(other, name) for name in FACTS}
        taken = (origin for origin in other.origins if not getattr(self, origin.field))
        return Metadata(**mine, origins=in_order((*self.origins, *taken)))

    def article(self, capture: Capture, body: Article, removals: tuple[Removal, ...] = ()) -> Article:
        """The article `body` with these properties and its provenance."""
        return msgspec.structs.replace(
            body,
            title=self.title or body.title,
            subtitle=self.subtitle,
            authors=self.authors,
            source=self.source,
            credit=self.credit,
            date=self.date,
            lang=self.lang,
            summary=self.summary,
            cover=self.cover,
            provenance=Provenance(
                path=capture.path,
                sha256=capture.sha256,
                url=self.url,
                captured=self.captured,
                removals=removals,
                origins=self.origins,
            ),
        )


def metadata_of(fields: Mapping[str, Field], capture: Capture, report: Report) -> Metadata:
    """The properties that these fields state. A date that is none is left out with DATE_INVALID."""
    by_key = {squeezed(key): field for key, field in fields.items()}
    found = {name: _first(by_key, keys) for name, keys in _SQUEEZED.items()}
    captured = parse_moment(_text(found["captured"]))
    source, url_of_source = _source(by_key)
    url = _address(_text(found["url"])) or url_of_source
    stated = Metadata(
        title=plain_title(_text(found["title"])),
        subtitle=plain_title(_text(found["subtitle"])),
        url=url if not url.startswith("#") else "",
        source=source,
        authors=_names(found["authors"]),
        date=_date(found["date"], captured, capture, report) or _seconds(by_key),
        captured=captured,
        summary=_text(found["summary"]),
        cover=_text(found["cover"]),
        lang=language_tag(_text(found["lang"])),
        credit=_unlinked(_text(found["credit"])),
    )
    lines = {name: field.line for name, field in found.items() if field}
    return stated.found("front matter", lines=lines)


def _first(fields: Mapping[str, Field], keys: tuple[str, ...]) -> Field | None:
    return next((fields[key] for key in keys if key in fields and fields[key].values), None)


def _text(field: Field | None) -> str:
    return one_line(field.text) if field else ""


def _source(fields: Mapping[str, Field]) -> tuple[str, str]:
    """The source, and the page's address, which clippers write as its source."""
    name = url = ""
    for key in _SQUEEZED["source"]:
        text = _text(fields.get(key))
        if not text:
            continue
        link = _MARKDOWN_LINK.fullmatch(text)
        address = _address(link[2] if link else text if _IS_ADDRESS.match(text) else "")
        url = url or address
        if not name and not _IS_ADDRESS.match(text):
            name = account_or_site(_unlinked(text))
    return name, url


def _address(text: str) -> str:
    link = _MARKDOWN_LINK.fullmatch(text) if text.startswith("[") else None
    return link_target(link[2] if link else text.strip("<>"))


def _unlinked(text: str) -> str:
    """`[[name]]` and `[name](address)` as the name."""
    return one_line(_MARKDOWN_LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", text)))


def _names(field: Field | None) -> tuple[str, ...]:
    values = []
    for value in field.values if field else ():
        inner = _INNER_KEY.match(value)
        if inner is None or inner["key"].lower() in {"name", "author", "by"}:
            values.append(value[inner.end() :] if inner and inner["key"].lower() != "by" else value)
    return author_names(values)


def _seconds(fields: Mapping[str, Field]) -> str:
    stated = (_text(fields.get(key)) for key in _SECONDS)
    return next((parse_date(text) for text in stated if re.fullmatch(r"\d{10}|\d{13}", text)), "")


def _date(field: Field | None, captured: str, capture: Capture, report: Report) -> str:
    text = _text(field)
    date = parse_date(text)
    late = is_later(date, captured)
    if field and text and (late or not date):
        reason = f"is after the day of the capture ({captured[:10]})" if late else "is no date"
        report.add(
            Code.DATE_INVALID,
            f"“{text[:40]}” {reason}; it was left out",
            path=capture.path,
            span=Span(field.line, field.line),
            hint="write it as YYYY-MM-DD",
        )
    return "" if late else date


def language_tag(text: str) -> str:
    """A BCP 47 tag with Chinese named by its script, or empty: `zh_CN` is zh-Hans, `en_US` en-US."""
    found = _LANGUAGE.fullmatch(text.strip())
    if not found:
        return ""
    language, *rest = found[0].replace("_", "-").split("-")
    language = _COUNTRY_CODES.get(language.lower(), language)
    subtags = [language.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)]
    if subtags[0] in {"zh", "cmn"}:
        traditional = {"TW", "HK", "MO", "Hant"} & set(subtags)
        return "zh-Hant" if traditional else "zh-Hans"
    return "-".join(subtags[:2]) if len(subtags) > 1 and len(subtags[1]) in {2, 4} else subtags[0]
