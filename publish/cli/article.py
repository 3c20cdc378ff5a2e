"""An inspected article: as a record for programs, and as a summary for people."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from publish.cli.terminal import accent, amount, visible
from publish.model import Article, Removal, Span
from publish.pipeline import PRINTABLE
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
        "removed": [
            {"rule": gone.rule, "first": gone.span.first, "last": gone.span.last, "excerpt": gone.excerpt}
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
        "language": article.lang,
        "kind": kind,
    }
    for name, fact in facts.items():
        if fact:
            yield f"  {name:<9} {visible(fact)}"
    blocks = sum(1 for _ in iter_blocks(article.body))
    images = sum(1 for _ in iter_images(article.body))
    characters = sum(1 for character in plain_text(article.body) if not character.isspace())
    counts = (amount(blocks, "block"), amount(images, "image"), amount(characters, "character"))
    yield f"  {'holds':<9} {', '.join(counts)}"
    yield from _removals(origin.removals)


def _removals(removals: tuple[Removal, ...]) -> Iterator[str]:
    spans: dict[str, list[Span]] = {}
    for gone in removals:
        spans.setdefault(gone.rule, []).append(gone.span)
    if spans:
        lines = sum(_lines_in(taken) for taken in spans.values())
        yield f"  {'removed':<9} {amount(lines, 'line')} by {amount(len(spans), 'rule')}"
    for rule, taken in sorted(spans.items(), key=lambda item: -_lines_in(item[1])):
        yield f"    {visible(rule)}: {amount(_lines_in(taken), 'line')} ({', '.join(_places(taken))})"


def _lines_in(spans: Sequence[Span]) -> int:
    return sum(span.last - span.first + 1 for span in spans)


def _places(spans: Sequence[Span]) -> Iterator[str]:
    """The lines of the capture, those with one blank line between them as one stretch."""
    stretches: list[tuple[int, int]] = []
    for span in sorted(spans):
        if stretches and span.first <= stretches[-1][1] + 2:
            first, last = stretches.pop()
            stretches.append((first, max(last, span.last)))
        else:
            stretches.append((span.first, span.last))
    yield from (f"{first}-{last}" if last > first else str(first) for first, last in stretches)
