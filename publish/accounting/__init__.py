"""The account of a capture: every line of it, what became of it, by which rule and why.

    values.py    what an account is made of          counting.py    lines by rule, stretches of lines
    telling.py   what both ways of telling share     by_line.py     the capture's own lines
                                                     by_passage.py  the passages of a saved page

`account_of` compares a capture as it was read with the article as it is printed. It only reads what the two
have on record (spans, `Removal`, `Origin`), so it shows what happened, not what should have.

A capture that people can read (Markdown, plain text) is shown line by line. In a saved page the lines are
those of its HTML, and one of them may hold a whole article: it is shown passage by passage, each with the
line it begins in.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from publish.accounting.by_line import ByLine
from publish.accounting.by_passage import ByPassage
from publish.accounting.counting import lines_by_rule, stretches, tallies
from publish.accounting.telling import joined
from publish.accounting.values import (
    METADATA_RULES,
    PRINTED,
    Account,
    Cause,
    Fact,
    Fate,
    Passage,
    Row,
    Tally,
)
from publish.facts.origins import FACTS, fact, origin_of
from publish.model import Article
from publish.reading import looks_like_html

__all__ = [
    "METADATA_RULES",
    "PRINTED",
    "Account",
    "Cause",
    "Fact",
    "Fate",
    "Passage",
    "Row",
    "Tally",
    "account_of",
    "facts",
    "lines_by_rule",
    "stretches",
    "tallies",
]


def account_of(text: str, captured: Article, article: Article, reasons: Mapping[str, str]) -> Account:
    """The account of a capture.

    `text` is the capture, `captured` what was read in it, `article` what is printed, `reasons` a sentence
    for each rule (`pipeline.reasons`).
    """
    origin = article.provenance
    by_line = _is_written_in_lines(text, captured)
    tell = ByLine if by_line else ByPassage
    passages = tuple(joined(tell(text, captured, article, reasons).told()))
    return Account(
        path=origin.path,
        title=article.title,
        lang=article.lang,
        kind=origin.kind,
        reason=origin.reason,
        passages=passages,
        tallies=tuple(tallies(origin.removals, reasons)),
        facts=tuple(facts(article)),
        by_line=by_line,
    )


def _is_written_in_lines(text: str, captured: Article) -> bool:
    """False for the source of a page, and where blocks stand on one line (as in a file of JSON)."""
    suffix = PurePath(captured.provenance.path).suffix.lower()
    if suffix.endswith(("html", ".htm")) or looks_like_html(text):
        return False
    firsts = [block.span.first for block in captured.body if block.span]
    return 2 * len(set(firsts)) >= len(firsts)


def facts(article: Article) -> Iterator[Fact]:
    """What is known of the article, each property with where it was found."""
    for field in FACTS:
        value = fact(article, field)
        value = "、".join(value) if isinstance(value, tuple) else value
        if value:
            origin = origin_of(article, field)
            yield Fact(field, value, origin.place if origin else "", origin.line if origin else 0)
