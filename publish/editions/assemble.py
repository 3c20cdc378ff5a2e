"""From cleaned articles to one Edition: ids, language, identifier and what is left to be known."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from publish.editions.plan import Plan
from publish.model import Article, Block, Edition, Heading, Paragraph, Part, Text, encode
from publish.normal import normalize_blocks, one_line
from publish.settings import NO_COVER, EditionSettings
from publish.walk import map_blocks

_NAMESPACE = uuid.UUID("6f1d3c1e-52a4-5c1b-9d0e-1c2f6f1b7a10")


def assemble(plan: Plan, articles: dict[Path, Article]) -> Edition:
    """The edition of a plan; captures without an article (left out, with a diagnostic) are passed over.

    Everything that settings leave open follows from the articles: the language is that of most of them,
    the date the latest. The identifier is a URN made from the contents, so the same contents have the same.
    """
    parts = _parts(plan, articles)
    bound = [article for part in parts for article in part.contents]
    if len(plan.captures) == 1 and len(bound) == 1 and not plan.settings.title:
        edition = Edition.of(bound[0])
    else:
        edition = _bound(plan.settings, parts, bound, plan.name)
    identifier = plan.settings.identifier or _identifier(edition)
    return replace(edition, identifier=identifier)


def _bound(
    settings: EditionSettings, parts: Sequence[Part], articles: Sequence[Article], name: str
) -> Edition:
    languages = Counter(article.lang for article in articles if article.lang)
    return Edition(
        title=one_line(settings.title) or name,
        contents=tuple(parts),
        subtitle=one_line(settings.subtitle),
        issue=one_line(settings.issue),
        lang=settings.lang or (languages.most_common(1)[0][0] if languages else "und"),
        date=settings.date or max((article.date for article in articles), default=""),
        creators=tuple(one_line(editor) for editor in settings.editors),
        publisher=one_line(settings.publisher),
        rights=one_line(settings.rights),
        cover="" if settings.cover == NO_COVER else settings.cover,
    )


def _parts(plan: Plan, articles: dict[Path, Article]) -> list[Part]:
    parts: list[Part] = []
    number = 0
    for planned in plan.parts:
        contents = []
        for capture in planned.captures:
            if capture in articles:
                number += 1
                contents.append(_with_ids(articles[capture], f"a{number}"))
        if contents:
            part_id = f"p{len(parts) + 1}"
            parts.append(
                Part(one_line(planned.title), tuple(contents), _introduction(planned.introduction), part_id)
            )
    return parts


def _introduction(text: str) -> tuple[Block, ...]:
    paragraphs = (one_line(paragraph) for paragraph in text.split("\n\n"))
    blocks = (Paragraph((Text(line),), role="part-introduction") for line in paragraphs if line)
    return normalize_blocks(tuple(blocks))


def _with_ids(article: Article, article_id: str) -> Article:
    """The article with its id in the edition, and ids for its headings so that contents can lead there."""
    count = 0

    def name(block: Block) -> tuple[Block, ...]:
        nonlocal count
        if isinstance(block, Heading) and not block.id:
            count += 1
            return (replace(block, id=f"h{count}"),)
        return (block,)

    return replace(article, id=article_id, body=map_blocks(article.body, name))


def _identifier(edition: Edition) -> str:
    """A name-based UUID (RFC 9562, version 5) of the words and settings, not of where the captures lie."""
    digest = hashlib.sha256()
    for article in edition.articles():
        digest.update(encode(replace(article, provenance=type(article.provenance)())))
    digest.update(encode([edition.title, edition.subtitle, edition.issue, edition.date, edition.publisher]))
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest.hexdigest())}"
