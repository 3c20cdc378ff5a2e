"""What stands in a title line and is not the title: the day, the name of the site, the account.

2022-11-06 - 标题 · 标题 - 2022年11月6日 · 标题 - 知乎 · 标题_腾讯新闻 · Site | Title
"""

import re
import unicodedata
from html import unescape

from publish.facts.dates import parse_date
from publish.normal import one_line

_DAY = (
    r"(?:19|20)\d\d\s?(?:年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[-/.]\d{1,2}[-/.]\d{1,2}|[01]\d[0-3]\d)"
    r"(?:[ T_]\d{1,2}[:：.\-]\d{2}(?:[:：.\-]\d{2})?)?"
)
_DATED_FIRST = re.compile(
    rf"[\[【(（]?(?P<date>{_DAY})[\]】)）]?(?P<mark>\s*[-–—_:：|｜·]+\s*|\s+|(?<=[\]】)）]))(?P<title>\S.*)"
)
_DATED_LAST = re.compile(rf"(?P<title>.*\S)\s*(?:\s[-–—|｜·]+\s*|[|｜_]\s*)(?P<date>{_DAY})")
_FEWEST = 2  # characters that are left of a title

_SEPARATOR = r"(?:\s+[-–—―·•»:]+\s+|\s*[|｜丨_»]+\s*|\s*(?:——|--)\s*)"
_ANY_MARK = re.compile(rf"{_SEPARATOR}|[-–—]")
_BEFORE = re.compile(rf"(?P<site>[^|｜丨_]{{1,40}}?){_SEPARATOR}(?P<title>\S.*)")


def plain_title(text: str) -> str:
    """The title on one line, entities resolved and the marks of a Markdown heading left out."""
    return one_line(unescape(text) if "&" in text else text)


def without_date(title: str) -> tuple[str, str]:
    """The title and the day (ISO 8601) that stands before or after it; no day if there is none.

    A day in words before a blank (2024年3月26日 标题) belongs to the title; figures do not.
    """
    for form in (_DATED_FIRST, _DATED_LAST):
        found = form.fullmatch(title)
        if not found or len(found["title"]) < _FEWEST:
            continue
        if form is _DATED_FIRST and "年" in found["date"] and not found["mark"].strip():
            continue
        if day := parse_date(found["date"]):
            return found["title"], day
    return title, ""


def folded(text: str) -> str:
    """Letters and figures alone, for comparing names of sites."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalnum())


def without_site(title: str, *sites: str) -> str:
    """The title without the names of the site that pages set after it, or before it with a bar.

    Nothing goes but such a name: the whole of it, or its beginning where more follows it (少数派 of
    少数派 - 高品质数字消费指南), or with 网, 博客 or the like after it.
    """
    names = site_names(*sites)
    shorter = _once(title, names) if names else title
    while shorter != title:
        title, shorter = shorter, _once(shorter, names)
    return title


def site_names(*sites: str) -> frozenset[str]:
    """What sites are called, folded: each by its whole name and by the part before a dash or bar."""
    parts = [part for site in sites for part in (site, _ANY_MARK.split(site)[0])]
    return frozenset(name for part in parts if len(name := folded(part)) >= _FEWEST)


def is_site(name: str, names: frozenset[str]) -> bool:
    """True for one of the names, folded, also with a word like 网 or 博客 after it."""
    return name in names or _HOUSE.sub("", name) in names


_HOUSE = re.compile("(?:网|網|官网|博客|新闻|新聞|频道|客户端|公众号|com|cn|net|org|news|blog|online)$")


_BAR = re.compile(r"\s+[|｜]\s+")


def _once(title: str, names: frozenset[str]) -> str:
    for mark in _separators(title):
        if title[: mark.start()].strip() and is_site(folded(title[mark.end() :]), names):
            return title[: mark.start()].strip()
    parts = _BAR.split(title)  # 标题 | Section | Site of a Kind
    if len(parts) > _FEWEST and folded(parts[-1].split()[0]) in names:
        return title[: list(_BAR.finditer(title))[-1].start()]
    found = _BEFORE.fullmatch(title)
    return found["title"] if found and is_site(folded(found["site"]), names) else title


def _separators(title: str) -> list[re.Match[str]]:
    """The places where a site's name may begin, the last first: 标题 - 频道 - 网站."""
    return list(_ANY_MARK.finditer(title))[::-1]


def from_file_name(stem: str) -> tuple[str, str, str]:
    """Title, day and, where the name has the form 账号_标题, the account of a file of this name."""
    title, day = without_date(one_line(stem))
    account, mark, rest = title.partition("_")
    if not mark or not rest.strip() or not account.strip() or account.strip().isdigit():
        return title, day, ""
    return title, day, account.strip()


def heading_slug(text: str) -> str:
    """A heading's words as other tools spell them in `#...`: lower case, hyphens for blanks, no marks."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
