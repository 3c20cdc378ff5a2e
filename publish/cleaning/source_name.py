"""What an article without a source or a date has of either in its address and in the name of its file.

The site's name, or else its host; a platform of many accounts is no source. The day in the address or,
where the file is called as the article is, the day before it (2024-03-04 标题.md).
"""

from pathlib import PurePath
from urllib.parse import urlsplit

from publish.cleaning.phrases import phrases
from publish.facts.dates import date_in_address, is_later
from publish.facts.origins import known
from publish.facts.titles import folded, from_file_name
from publish.model import Article
from publish.plugins import cleaner


@cleaner("source-name", reason="Nothing is taken; a missing source is named after the site.")
def source_name(article: Article) -> Article:
    """Fill in the site and the day where nothing states them."""
    url = article.provenance.url
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if host not in phrases().platform.hosts:
        article = known(article, "source", site_of(host) or host, "address")
        day = date_in_address(url)
        article = known(
            article, "date", "" if is_later(day, article.provenance.captured) else day, "address"
        )
    return _from_file_name(article)


def name_in_host(host: str) -> str:
    """What a site's host says of its name: laravel-news of laravel-news.com, bbc of www.bbc.co.uk."""
    labels = host.removeprefix("www.").split(".")
    return max(labels[:-1], key=len, default="")


def site_of(host: str) -> str:
    """What a known site of this host is called; empty for any other."""
    names = phrases().sites
    ends = host.split(".")
    known_ends = (".".join(ends[start:]) for start in range(len(ends)))
    return next((names[end] for end in known_ends if end in names), "")


def _from_file_name(article: Article) -> Article:
    path = PurePath(article.provenance.path)
    title, day, account = from_file_name(path.stem)
    if account and account == path.parent.name:  # two signs that agree: 账号/账号_标题.md
        article = known(article, "source", account, "folder name")
    same = len(letters := folded(title)) > 1 and folded(article.title).startswith(letters)
    return known(article, "date", _possible(day, article) if same else "", "file name")


def _possible(day: str, article: Article) -> str:
    """The day, unless it is after that of the capture."""
    return "" if is_later(day, article.provenance.captured) else day
