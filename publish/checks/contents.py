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


def prove_contents(edition: Edition, front: str, pages: Pagination) -> list[Diagnostic]:
    """The lines of the contents whose number is wrong; `front` is the text before the first part."""
    lines = _lines(edition, front, pages)
    ends = [0, *(line.end for line in lines)]
    begins = [*(line.begin for line in lines), len(front)]
    behind = [_number(line, front[line.end : begins[at]], 0) for at, line in enumerate(lines, 1)]
    before = [_number(line, front[ends[at] : line.begin], -1) for at, line in enumerate(lines)]
    wrong = (_wrong(lines, said) for said in (behind, before))
    return [
        differing(
            f"the contents give page {said or 'none'} for “{line.title}”, which begins on {line.page}"
        )
        for line, said in min(wrong, key=len)
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


def _number(line: _Line, words: str, which: int) -> str:
    """The first or last number in the words beside a line, those of its authors' names left out."""
    numbers = _NUMBER.findall(words.replace(line.authors, "", 1) if line.authors else words)
    return numbers[which] if numbers else ""


def _wrong(lines: list[_Line], said: list[str]) -> list[tuple[_Line, str]]:
    """The lines beside which another number stands than theirs, with that."""
    return [(line, number) for line, number in zip(lines, said, strict=True) if number != str(line.page)]
