"""The proof of the contents: each line names the page on which what it leads to begins.

Contents are set by each format in its own way, so only this is asked: a title, and beside it the number.
Where numbers stand, behind the titles or before them, is the format's, but it is the same for all.
"""

import re
from typing import NamedTuple

from publish.checks.essence import essence
from publish.checks.findings import differing
from publish.diagnostics import Diagnostic
from publish.model import Edition
from publish.pagination import Pagination
from publish.theming.frame import outline
from publish.theming.labels import labels

_NUMBER = re.compile(r"[0-9]+")


class _Line(NamedTuple):
    """A line of the contents: where its title stands, its authors' names, the page that it should name."""

    begin: int
    end: int
    title: str
    authors: str
    page: int


class _Wrong(NamedTuple):
    title: str
    said: str
    page: int


def prove_contents(edition: Edition, front: str, pages: Pagination) -> list[Diagnostic]:
    """The lines of the contents whose number is wrong; `front` is the text before the first part.

    Nothing for contents without any numbers, as EPUBs have them.
    """
    lines = _lines(edition, front, pages)
    ends = [0, *(line.end for line in lines)]
    begins = [*(line.begin for line in lines), len(front)]
    behind = _wrong(lines, [front[line.end : begins[at]] for at, line in enumerate(lines, 1)], first=True)
    before = _wrong(lines, [front[ends[at] : line.begin] for at, line in enumerate(lines)], first=False)
    if len(behind) == len(before) and not any(wrong.said for wrong in (*behind, *before)):
        return []
    return [
        differing(f"the contents give page {said or 'none'} for “{title}”, which begins on {page}")
        for title, said, page in min((behind, before), key=len)
    ]


def _lines(edition: Edition, front: str, pages: Pagination) -> list[_Line]:
    comma = labels(edition.lang).names
    lines: list[_Line] = []
    at = 0
    for entry in outline(edition):
        title, page = essence(entry.title), pages.folios.get(entry.target)
        begin = front.find(title, at) if title else -1
        if begin >= 0:
            at = begin + len(title)
            if page is not None:
                lines.append(_Line(begin, at, entry.title, essence(comma.join(entry.authors)), page))
    return lines


def _wrong(lines: list[_Line], beside: list[str], *, first: bool) -> list[_Wrong]:
    """The lines beside whose titles another number stands: the first there, or the last."""
    wrong = []
    for line, words in zip(lines, beside, strict=True):
        numbers = _NUMBER.findall(words.replace(line.authors, "", 1) if line.authors else words)
        said = numbers[0 if first else -1] if numbers else ""
        if said != str(line.page):
            wrong.append(_Wrong(line.title, said, line.page))
    return wrong
