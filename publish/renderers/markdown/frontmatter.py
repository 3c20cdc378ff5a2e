"""Front matter: what is known of an article or edition, as YAML that every reader of YAML understands."""

import re

from publish.model import Article, Edition

# Text that YAML 1.2 takes as it stands, whatever follows: no indicator in front, no colon or hash with a
# blank beside it, nothing that looks like a number, a date of some other kind or a truth value.
_PLAIN = re.compile(r"[^\W\d_][^\x00-\x1f\x7f-\xa0\"'`{}\[\]#&*!|>%@:\\\u2028\u2029\ufeff]*(?<!\s)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# Line ends and what YAML does not call printable (YAML 1.2, 5.1), which must be escaped.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

Value = str | tuple[str, ...]


def article_front_matter(article: Article) -> str:
    """The metadata of an article between lines of hyphens, or nothing if there is none."""
    origin = article.provenance
    return front_matter(
        {
            "title": article.title,
            "subtitle": article.subtitle,
            "authors": article.authors,
            "source": article.source,
            "credit": article.credit,
            "date": article.date,
            "lang": article.lang,
            "summary": article.summary,
            "cover": "" if article.cover.startswith("asset:") else article.cover,
            "url": origin.url,
            "captured": origin.captured,
        }
    )


def edition_front_matter(edition: Edition) -> str:
    """The metadata of an edition between lines of hyphens."""
    return front_matter(
        {
            "title": edition.title,
            "subtitle": edition.subtitle,
            "issue": edition.issue,
            "authors": edition.creators,
            "publisher": edition.publisher,
            "date": edition.date,
            "lang": edition.lang,
            "rights": edition.rights,
            "identifier": edition.identifier,
        }
    )


def front_matter(fields: dict[str, Value]) -> str:
    """These fields as YAML between lines of hyphens; those that are empty are left out."""
    lines = []
    for key, value in fields.items():
        if isinstance(value, str):
            lines += [f"{key}: {scalar(value)}"] if value else []
        elif value:
            lines += [f"{key}:", *(f"  - {scalar(item)}" for item in value)]
    return "\n".join(["---", *lines, "---"]) if lines else ""


def scalar(text: str) -> str:
    """A string as YAML: plain where that is safe, else between double quotes."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _NOT_TEXT
    if plain or _DATE.fullmatch(text):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_UNPRINTABLE.sub(_escaped, quoted)}"'


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
