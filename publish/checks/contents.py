"""The proof of the contents: each line names the page on which what it leads to begins.

Contents are set by each format in its own way, so only this is asked: a title, its authors, and the number.
"""

import re

from publish.checks.essence import essence, is_shaped
from publish.checks.findings import differing
from publish.diagnostics import Diagnostic
from publish.model import Edition
from publish.pagination import Pagination
from publish.theming.frame import outline
from publish.theming.labels import labels

_LEADER = re.compile(r"[.·…]*")
_NUMBER = re.compile(r"[0-9]*")


def prove_contents(edition: Edition, front: str, pages: Pagination) -> list[Diagnostic]:
    """The lines of the contents whose number is wrong; `front` is the text before the first part.

    A line that is not found as it should stand (letters that are shaped) is passed over.
    """
    findings = []
    comma = labels(edition.lang).names
    at = _begin(edition, front)
    for entry in outline(edition):
        words = essence(entry.title + comma.join(entry.authors))
        page, begin = pages.folios.get(entry.target), front.find(words, at)
        if not words or is_shaped(words) or page is None or begin < 0:
            continue
        at = _behind(_LEADER, front, begin + len(words))
        if not front.startswith(str(page), at):
            said = front[at : _behind(_NUMBER, front, at)] or "none"
            findings.append(
                differing(f"the contents give page {said} for “{entry.title}”, which begins on {page}")
            )
    return findings


def _begin(edition: Edition, front: str) -> int:
    """Where the contents begin: with their title, behind which the first line stands.

    What stands before them, an editor's note above all, may name the same things.
    """
    title = essence(labels(edition.lang).contents)
    first = next((essence(entry.title) for entry in outline(edition)), "")
    return max(front.rfind(title + first), 0)


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
