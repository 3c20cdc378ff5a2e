"""An article without a source has the host of its address for one, unless that is a platform of many."""

from urllib.parse import urlsplit

from msgspec.structs import replace

from publish.cleaning.phrases import phrases
from publish.model import Article
from publish.plugins import cleaner


@cleaner("source-name")
def source_name(article: Article) -> Article:
    """Fill in the host where nothing states a source."""
    host = (urlsplit(article.provenance.url).hostname or "").removeprefix("www.")
    if article.source or not host or host in phrases().platform.hosts:
        return article
    return replace(article, source=host)
