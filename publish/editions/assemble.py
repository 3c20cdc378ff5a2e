"""From cleaned articles to one Edition: parts, ids, language, identifier and what is left to be known."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import replace

from publish.diagnostics import Code, Diagnostic, Report
from publish.editions.arranging import Row, arranged
from publish.editions.note import editors_note
from publish.editions.plan import Plan
from publish.editions.settings import EditionSettings
from publish.model import Article, Block, Edition, Heading, Paragraph, Part, Text, encode
from publish.normal import normalize_blocks, one_line
from publish.settings import NO_COVER
from publish.walk import iter_blocks, map_blocks

_NAMESPACE = uuid.UUID("6f1d3c1e-52a4-5c1b-9d0e-1c2f6f1b7a10")


class Bound(NamedTuple):
    """An edition, the captures that it did not choose, and what there is to say of it.

    Among those set aside are captures that the edition leaves out; they need not have been read.
    """

    edition: Edition
    set_aside: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def assemble(plan: Plan, articles: Mapping[Path, Article], note: Article | None = None) -> Edition:
    """The edition of a plan; see `bind`."""
    return bind(plan, articles, note).edition


def chosen(plan: Plan, articles: Mapping[Path, Article]) -> dict[Path, Article]:
    """The articles that an edition takes, in reading order: those among which duplicates are looked for.

    A copy that the edition does not take can so never keep one out that it does. Raises as `bind`.
    """
    return {path: article for row in arranged(plan, articles) for path, article in row.contents}


def bind(
    plan: Plan,
    articles: Mapping[Path, Article],
    note: Article | None = None,
    copies: Collection[Path] = (),
) -> Bound:
    """The edition of a plan; captures without an article (left out, with a diagnostic) are passed over.

    `note` is the editor's as it was read, `copies` are captures that were chosen and are printed from
    another one. Everything that settings leave open follows from the articles:
    the language is that of most of them, the date the latest. The identifier is a URN made from the
    contents, so the same contents have the same. Raises ConfigError for a part that nothing is chosen for.
    """
    rows = _without(copies, arranged(plan, articles))
    bound = [article for row in rows for _, article in row.contents]
    printed = {path for row in rows for path, _ in row.contents} | set(copies)
    lang = plan.settings.lang or _most_common(article.lang for article in bound)
    parts = tuple(_parts(rows, lang))
    if len(plan.captures) == 1 and len(bound) == 1 and not plan.settings.title:
        edition = replace(Edition.of(bound[0]), contents=(Part("", parts[0].contents),))
        edition = replace(edition, **_said(plan.settings))
    else:
        edition = _bound(plan, parts, lang, max((article.date for article in bound), default=""))
    if note is not None:
        edition = replace(edition, note=_with_ids(editors_note(note), "note"))
    identifier = plan.settings.identifier or _identifier(edition)
    set_aside = [path for path in articles if path not in printed and path not in plan.left_out]
    return Bound(
        replace(edition, identifier=identifier),
        (*set_aside, *sorted(plan.left_out)),
        _told(one for row in rows for one in row.contents),
    )


def _without(copies: Collection[Path], rows: Sequence[Row]) -> list[Row]:
    """The rows without these captures, and without rows that had nothing else."""
    kept = (
        row._replace(contents=tuple(one for one in row.contents if one[0] not in copies)) for row in rows
    )
    return [row for row in kept if row.contents]


def _bound(plan: Plan, parts: tuple[Part, ...], lang: str, date: str) -> Edition:
    edition = Edition(title=plan.name, contents=parts, lang=lang or "und", date=date)
    return replace(edition, **_said(plan.settings))


def _said(settings: EditionSettings) -> dict[str, Any]:
    """What an edition.toml says of the edition itself, by the fields of Edition."""
    said = {
        "title": one_line(settings.title),
        "subtitle": one_line(settings.subtitle),
        "issue": one_line(settings.issue),
        "lang": settings.lang,
        "date": settings.date,
        "creators": tuple(name for editor in settings.editors if (name := one_line(editor))),
        "publisher": one_line(settings.publisher),
        "rights": one_line(settings.rights),
        "cover": "" if settings.cover == NO_COVER else settings.cover,
    }
    around = {"front": settings.front, "back": settings.back}
    return {field: value for field, value in said.items() if value} | {
        field: tuple(names) for field, names in around.items() if names is not None
    }


def _most_common(languages: Iterable[str]) -> str:
    counted = Counter(filter(None, languages))
    return counted.most_common(1)[0][0] if counted else ""


def _told(contents: Iterable[tuple[Path, Article]]) -> tuple[Diagnostic, ...]:
    """Articles of one title, which readers of the contents cannot tell apart."""
    report, first = Report(), dict[str, Path]()
    for path, article in contents:
        title = article.title.casefold()
        if title in first:
            report.add(
                Code.TITLE_TWICE,
                f"has the title “{article.title}”, as “{first[title]}” has",
                path=str(path),
                hint="give one of them another title: [[article]] with file and title",
            )
        first.setdefault(title, path)
    return report.diagnostics


# Parts and ids -------------------------------------------------------------------------------------


def _parts(rows: Sequence[Row], lang: str) -> Iterator[Part]:
    numbers = count(1)
    for number, row in enumerate(rows, 1):
        title = row.made.title(lang or "und") if row.made else row.title
        contents = tuple(_with_ids(article, f"a{next(numbers)}") for _, article in row.contents)
        yield Part(one_line(title), contents, _introduction(row.introduction), f"p{number}")


def _introduction(text: str) -> tuple[Block, ...]:
    paragraphs = (one_line(paragraph) for paragraph in text.split("\n\n"))
    blocks = (Paragraph((Text(line),), role="part-introduction") for line in paragraphs if line)
    return normalize_blocks(tuple(blocks))


def _with_ids(article: Article, article_id: str) -> Article:
    """The article with its id in the edition, and ids for its headings so that contents can lead there."""
    taken = {block.id for block in iter_blocks(article.body)}
    free = (f"h{number}" for number in count(1) if f"h{number}" not in taken)

    def named(block: Block) -> tuple[Block, ...]:
        if isinstance(block, Heading) and not block.id:
            return (replace(block, id=next(free)),)
        return (block,)

    return replace(article, id=article_id, body=map_blocks(article.body, named))


def _identifier(edition: Edition) -> str:
    """A name-based UUID (RFC 9562, version 5) of the words and settings, not of where the captures lie."""
    digest = hashlib.sha256()
    for article in (*edition.articles(), *filter(None, [edition.note])):
        digest.update(encode(replace(article, provenance=type(article.provenance)())))
    digest.update(encode([edition.title, edition.subtitle, edition.issue, edition.date, edition.publisher]))
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest.hexdigest())}"
