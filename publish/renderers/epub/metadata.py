"""What the package document says of an edition: EPUB 3.3, 5.5, and EPUB Accessibility 1.1, 2.

Nothing is guessed that could be wrong, nothing is claimed that was not checked: no conformance to WCAG.
"""

import re
import uuid
from hashlib import sha256

from msgspec import Struct

from publish.markup.names import language_tag, link_address
from publish.model import Article, Edition, encode
from publish.normal import one_line
from publish.renderers.dates import first_moment, modified
from publish.renderers.epub.container import Meta, Package
from publish.theming.labels import labels
from publish.theming.scripts import is_han, is_right_to_left

_NAMESPACE = uuid.UUID("0b3b1c4e-7f0a-5d0e-9a63-5f0f4a1f7b52")


class Features(Struct, frozen=True):
    """What an EPUB turned out to have: pictures, words for each of them, the pages of its PDF."""

    pictures: bool = False
    described: bool = False
    paged: bool = False


def package_of(edition: Edition, lang: str, features: Features, cover: str = "") -> Package:
    """The metadata of an edition in a language; `cover` is the id of the cover's picture."""
    metadata = [
        *_titles(edition),
        *_creators(edition, lang),
        *_facts(edition, lang),
        *_accessibility(lang, features),
        Meta("pageBreakSource", _paged_edition(edition) if features.paged else ""),
    ]
    return Package(
        identifier=one_line(edition.identifier) or _identifier(edition),
        title=title_of(edition),
        lang=lang,
        modified=modified(edition),
        metadata=tuple(meta for meta in metadata if meta.text),
        right_to_left=is_right_to_left(lang),
        cover=cover,
    )


def language_of(edition: Edition, article: Article | None = None) -> str:
    """The language of an article or the edition, "und" where nobody knows it."""
    own = language_tag(article.lang) if article else ""
    return own or language_tag(edition.lang) or "und"


def title_of(edition: Edition) -> str:
    """The edition's title; a dash for want of any, because an EPUB must have one."""
    return one_line(edition.title) or "—"


def _identifier(edition: Edition) -> str:
    digest = sha256(encode(edition)).hexdigest()
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}"


def _titles(edition: Edition) -> list[Meta]:
    titles = [
        Meta("title", title_of(edition), dc=True, id="title"),
        Meta("title-type", "main", refines="title"),
    ]
    subtitle = one_line(edition.subtitle)
    if not subtitle:
        return titles
    return [
        *titles,
        Meta("display-seq", "1", refines="title"),
        Meta("title", subtitle, dc=True, id="subtitle"),
        Meta("title-type", "subtitle", refines="subtitle"),
        Meta("display-seq", "2", refines="subtitle"),
    ]


def _creators(edition: Edition, lang: str) -> list[Meta]:
    """Authors of a single article, editors of what is bound."""
    role = "aut" if edition.single else "edt"
    found = []
    names = (one_line(creator) for creator in edition.creators)
    for number, name in enumerate(filter(None, names), start=1):
        creator = f"creator-{number}"
        found += [
            Meta("creator", name, dc=True, id=creator),
            Meta("role", role, refines=creator, scheme="marc:relators"),
            Meta("file-as", file_as(name, lang), refines=creator),
        ]
    return found


_NAME_WORD = re.compile(r"[A-Z][a-zà-öø-ÿ'’-]+|[A-Z]\.")
_BODIES = (
    "agency association bureau center centre club committee company council daily department digest "
    "foundation group institute journal lab labs library magazine media ministry museum network news "
    "office post press project review school society staff studio team the times today university weekly"
)
_OF_BODIES = frozenset(_BODIES.split())


def file_as(name: str, lang: str) -> str:
    """The name as a shelf of Western books sorts it: "Smith, John"; nothing where that could be wrong.

    Han names stand with the family first as they are; of names in alphabets only those of two or three
    words that are no word of a body (a press, an institute) are turned round.
    """
    words = name.split()
    if is_han(lang) or not 2 <= len(words) <= 3 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return ""
    if any(word.lower() in _OF_BODIES for word in words):
        return ""
    return f"{words[-1]}, {' '.join(words[:-1])}"


def _facts(edition: Edition, lang: str) -> list[Meta]:
    articles = list(edition.articles())
    date = edition.date.strip()[:10]
    facts = [
        ("language", lang),
        ("publisher", one_line(edition.publisher)),
        ("date", date if first_moment(date) else ""),
        ("rights", one_line(edition.rights)),
    ]
    if edition.single:
        facts.append(("description", one_line(articles[0].summary)))
        facts.append(("source", link_address(articles[0].provenance.url)))
    return [Meta(name, text, dc=True) for name, text in facts]


def _paged_edition(edition: Edition) -> str:
    """Whose pages the marks are of, by name and identifier: the PDF's (EPUB Accessibility 1.1, 4.2.3)."""
    facts = (title_of(edition), one_line(edition.issue), "PDF", one_line(edition.identifier))
    return ", ".join(fact for fact in facts if fact)


def _accessibility(lang: str, has: Features) -> list[Meta]:
    """Schema.org's accessibility properties, which stores and libraries ask for."""
    modes = ["textual", "visual"] if has.pictures else ["textual"]
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    if has.pictures and has.described:
        features.append("alternativeText")
    if has.paged:
        features += ["pageBreakMarkers", "pageNavigation"]
    return [
        *(Meta("schema:accessMode", mode) for mode in modes),
        *(
            Meta("schema:accessModeSufficient", "textual")
            for _ in range(1)
            if has.described or not has.pictures
        ),
        *(Meta("schema:accessibilityFeature", feature) for feature in features),
        Meta("schema:accessibilityHazard", "none"),
        Meta("schema:accessibilitySummary", labels(lang).accessibility),
    ]
