"""An inspected article: as a record for programs, and as a summary for people."""

import sys
from collections.abc import Iterator
from typing import Any

from publish.accounting import tallies
from publish.cli.account_words import span_words
from publish.cli.terminal import accent, amount, visible
from publish.model import Article, Origin, Removal
from publish.preparation import PRINTABLE
from publish.walk import iter_blocks, iter_images, plain_text


def has_body(article: Article) -> bool:
    """Whether there is an article in the capture, whole or cut short."""
    return article.provenance.kind in PRINTABLE


def article_record(article: Article) -> dict[str, Any]:
    """The article as `inspect --as json` prints it; docs/command-line.md says what each key means."""
    origin = article.provenance
    return {
        "path": origin.path,
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": article.authors,
        "author": "、".join(article.authors),
        "source": article.source,
        "credit": article.credit,
        "date": article.date,
        "lang": article.lang,
        "summary": article.summary,
        "cover": article.cover,
        "url": origin.url,
        "captured": origin.captured,
        "kind": origin.kind,
        "reason": origin.reason,
        "status": "ok" if has_body(article) else "no-body",
        "images": list(dict.fromkeys(image.src for image in iter_images(article.body))),
        "origins": {found.field: {"place": found.place, "line": found.line} for found in origin.origins},
        "removed": [
            {
                "rule": gone.rule,
                "first": gone.span.first,
                "last": gone.span.last,
                "excerpt": gone.excerpt,
                "why": gone.why,
            }
            for gone in origin.removals
        ],
        "body": article.body,
    }


# The summary for people ----------------------------------------------------------------------------


def summary(article: Article) -> Iterator[str]:
    """What is known of an article, what it holds, and what was removed: lines for people."""
    origin = article.provenance
    yield accent(visible(origin.path), "name", sys.stdout)
    kind = f"{origin.kind}: {origin.reason}" if origin.reason else origin.kind
    facts = {
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": "、".join(article.authors),
        "source": article.source,
        "credit": article.credit,
        "date": article.date,
        "lang": article.lang,
    }
    found = {one.field: one for one in origin.origins}
    for name, fact in facts.items():
        if fact:
            yield f"  {_NAMES.get(name, name):<9} {visible(fact)}{_found(found.get(name))}"
    yield f"  {'kind':<9} {visible(kind)}"
    blocks = sum(1 for _ in iter_blocks(article.body))
    images = sum(1 for _ in iter_images(article.body))
    characters = sum(1 for character in plain_text(article.body) if not character.isspace())
    counts = (amount(blocks, "block"), amount(images, "image"), amount(characters, "character"))
    yield f"  {'holds':<9} {', '.join(counts)}"
    yield from _removals(origin.removals)


_NAMES = {"lang": "language"}


def _found(origin: Origin | None) -> str:
    """Where a fact was found, briefly: `  (byline, line 12)`."""
    if origin is None:
        return ""
    line = f", line {origin.line}" if origin.line else ""
    return f"  ({visible(origin.place)}{line})"


def _removals(removals: tuple[Removal, ...]) -> Iterator[str]:
    taken = tuple(tallies(removals))
    if taken:
        lines = sum(tally.lines for tally in taken)
        yield f"  {'removed':<9} {amount(lines, 'line')} by {amount(len(taken), 'rule')}"
    for tally in taken:
        places = ", ".join(map(span_words, tally.stretches))
        yield f"    {visible(tally.rule)}: {amount(tally.lines, 'line')} ({places})"
