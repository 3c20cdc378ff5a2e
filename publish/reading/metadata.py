"""What a capture says about its article, and where the many spellings of it meet.

Scrapers and clippers each have their own keys: `Url`, `source_url`, `link`; `published`, `publish_time`. A
key that names the day of the capture (`created`, `fetch_date`) is not the day of the article.
"""

import re
from collections.abc import Mapping

import msgspec

from publish.diagnostics import Code, Report
from publish.model import Article, Capture, Provenance, Removal, Span
from publish.normal import one_line
from publish.reading.addresses import link_target
from publish.reading.dates import parse_date, parse_moment
from publish.reading.frontmatter import Field

# Each property with the keys it may stand under, the surest first.
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "标题", "篇名"),
    "subtitle": ("subtitle", "副标题"),
    "url": (
        *("url", "link", "source_url", "original_url", "web_url", "permalink_url"),
        *("原文链接", "链接", "原文地址", "地址"),
    ),
    "source": (
        *("source", "account", "account_name", "site", "site_name", "sitename", "publisher", "publication"),
        *("nickname", "mp_name", "公众号", "来源", "出处", "origin"),
    ),
    "authors": ("authors", "author", "creator", "creators", "byline", "作者"),
    "date": (
        *("date", "published", "publish_time", "published_time", "publish_date", "published_at"),
        *("date_published", "pubdate", "pub_date", "posted", "发布时间", "发布日期", "日期"),
    ),
    "captured": (
        *("fetch_date", "fetched", "captured", "clipped", "created", "date_saved", "saved", "retrieved"),
        *("accessed", "抓取时间", "采集时间"),
    ),
    "summary": ("summary", "description", "digest", "excerpt", "abstract", "摘要"),
    "cover": ("cover", "cover_image", "image", "thumbnail", "banner", "封面"),
    "lang": ("lang", "language", "语言"),
    "credit": ("credit",),
}

_WIKI_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# What pages write where they mean a language.
_COUNTRY_CODES = {"kr": "ko", "jp": "ja", "cn": "zh", "gr": "el"}
_HAN = re.compile("[\u4e00-\u9fff]")


class Metadata(msgspec.Struct, frozen=True):
    """The properties of an article that a capture states, each empty where it does not."""

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

    def or_else(self, other: "Metadata") -> "Metadata":
        """What either says, this one before the other."""
        mine = {name: getattr(self, name) or getattr(other, name) for name in self.__struct_fields__}
        return Metadata(**mine)

    def article(self, capture: Capture, body: "Article", removals: tuple[Removal, ...] = ()) -> Article:
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
            ),
        )


def metadata_of(fields: Mapping[str, Field], capture: Capture, report: Report) -> Metadata:
    """The properties that these fields state. A date that is none is left out with DATE_INVALID."""
    found = {name: _first(fields, keys) for name, keys in KEYS.items()}
    url = link_target(_text(found["url"]))
    source = "" if _is_address(_text(found["source"])) else _text(found["source"])
    if not url:  # clippers write the page's address as its source
        url = next((link_target(_text(fields[key])) for key in KEYS["source"] if key in fields), "")
    return Metadata(
        title=_text(found["title"]),
        subtitle=_text(found["subtitle"]),
        url=url if not url.startswith("#") else "",
        source=_unlinked(source),
        authors=_names(found["authors"]),
        date=_date(found["date"], capture, report),
        captured=parse_moment(_text(found["captured"])),
        summary=_text(found["summary"]),
        cover=_text(found["cover"]),
        lang=language_tag(_text(found["lang"])),
        credit=_text(found["credit"]),
    )


def _first(fields: Mapping[str, Field], keys: tuple[str, ...]) -> Field | None:
    return next((fields[key] for key in keys if key in fields and fields[key].values), None)


def _text(field: Field | None) -> str:
    return one_line(field.text) if field else ""


def _is_address(text: str) -> bool:
    return bool(re.match(r"[a-z]+://|www\.", text, re.IGNORECASE))


def _unlinked(text: str) -> str:
    """`[[name]]` and `[name](address)` as the name."""
    return one_line(_MARKDOWN_LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", text)))


def _names(field: Field | None) -> tuple[str, ...]:
    names = (name for value in (field.values if field else ()) for name in split_names(_unlinked(value)))
    return tuple(dict.fromkeys(names))


def split_names(text: str) -> tuple[str, ...]:
    """The names in a line of names; commas part Chinese names only (“Smith, John” is one)."""
    marks = r"[、;；,，/]" if _HAN.search(text) else r"[、;；]"
    return tuple(name for part in re.split(marks, text) if (name := one_line(part)))


def _date(field: Field | None, capture: Capture, report: Report) -> str:
    text = _text(field)
    date = parse_date(text)
    if field and text and not date:
        report.add(
            Code.DATE_INVALID,
            f"“{text[:40]}” is no date; it was left out",
            path=capture.path,
            span=Span(field.line, field.line),
            hint="write it as YYYY-MM-DD",
        )
    return date


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
