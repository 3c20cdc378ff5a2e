"""A book's cover: a framed title slip (题签) on a plain field, its title set from above to below.

The slip is pasted where the book has its free edge: above, on the right, for books that open as ours do.
Titles in alphabets stand on a slip that lies across. Nothing grows here but the title: a field is plain.
"""

from collections.abc import Sequence
from typing import NamedTuple

from publish.assets.covers.breaking import Lines, Room, broken, fill, fit_title
from publish.assets.covers.lettering import Look
from publish.assets.covers.sheet import Box, contrast, in_between
from publish.assets.covers.vertical import Column, column, is_vertical
from publish.assets.covers.words import Commission

_THICK, _THIN, _BETWEEN, _RIM = 1.8, 0.5, 2.2, 5.0
_SMALL, _NAMES, _MOST_NAMES = 8.5, 11.5, 3
_ABOVE_IMPRINT = 4 * _SMALL  # pt between the slip and the base line of the publisher's name
_LEGIBLE = 4.5

# Sizes of the title in pt by the number of its columns; the last is taken if nothing fits.
_COLUMNS = (
    (1, (46, 42, 38, 35, 32, 29)),
    (2, (34, 31, 28, 25)),
    (3, (26, 24, 22)),
    (4, (21, 19, 17, 15)),
)
_TALLEST, _SHORTEST = 0.62, 0.44  # of the page's height
_ACROSS = 1.35  # em from column to column
_SIDE, _ENDS = 0.62, 0.8  # em between title and frame


class _Colors(NamedTuple):
    paper: str
    ink: str
    outside: str


def draw(job: Commission) -> None:
    """Draw the cover on the sheet of a commission."""
    words = job.words
    if not words.title:
        return
    if is_vertical(words.title) and not job.letters.leftwards:
        _upright(job)
    else:
        _across(job)


def _colors(job: Commission) -> _Colors:
    """The slip's paper is the ornament's colour, or one lighter than the ground if no ink shows on it.

    What stands outside the slip is in the ink, or the paper's colour, whichever is legible.
    """
    ground, ink, paper = job.theme.cover.ground, job.theme.cover.ink, job.theme.cover.ornament
    if contrast(paper, ink) < _LEGIBLE:
        paper = in_between(ground, "#ffffff", 0.7)
    outside = max((ink, paper), key=lambda color: (contrast(ground, color) >= _LEGIBLE, color == ink))
    return _Colors(paper, ink, outside)


def _slip(job: Commission, frame: Box, colors: _Colors) -> None:
    """The paper and its frame: a thick rule outside, a thin one inside."""
    job.sheet.rectangles([_wider(frame, _RIM)], colors.paper)
    _rules(job, frame, _THICK, colors)
    _rules(job, _wider(frame, -_THICK - _BETWEEN), _THIN, colors)


def _rules(job: Commission, frame: Box, thick: float, colors: _Colors) -> None:
    left, top, right, bottom = frame
    rules = (
        (left, top, right, top + thick),
        (left, bottom - thick, right, bottom),
        (left, top, left + thick, bottom),
        (right - thick, top, right, bottom),
    )
    job.sheet.rectangles(rules, colors.ink)


def _wider(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return left - by, top - by, right + by, bottom + by


# From above to below -------------------------------------------------------------------------------


def _upright(job: Commission) -> None:
    page, colors, letters, words = job.theme.page, _colors(job), job.letters, job.words
    columns = _title_columns(job, page.height * _TALLEST)
    size = columns[0].look.size
    issue = column(letters, words.issue, Look("kai", 400, max(size * 0.36, 10)), 0.12)
    gap = size * 0.9 if issue.cells else 0
    inside = max(each.height for each in columns) + gap + issue.height
    beside = words.named(_MOST_NAMES)
    if inside + 2 * _ENDS * size > page.height - 2 * page.head - _ABOVE_IMPRINT:
        beside = (*beside, words.issue)
        issue, gap, inside = issue._replace(cells=()), 0, inside - gap - issue.height
    height = max(inside + 2 * _ENDS * size, page.height * _SHORTEST)
    width = size * (1 + _ACROSS * (len(columns) - 1) + 2 * _SIDE)
    right, top = page.width - page.inner, page.head
    frame = (right - width, top, right, top + height)
    _slip(job, frame, colors)
    x = right - size * (_SIDE + 0.5)
    for number, each in enumerate(columns):
        each.draw(job.sheet, (x - number * size * _ACROSS, top + _ENDS * size), colors.ink)
    last = x - (len(columns) - 1) * size * _ACROSS
    issue.draw(job.sheet, (last, top + height - _ENDS * size - issue.height), colors.ink)
    _beside(job, (frame[0] - _RIM - _NAMES * 1.6, frame[3]), beside, colors)
    _imprint(job, colors)


def _title_columns(job: Commission, tallest: float) -> list[Column]:
    """The title from right to left, as large as it fits."""
    title, letters, style = job.words.title, job.letters, job.theme.style("heading-1", "edition-title")
    look = Look("kai" if "kai" in job.theme.fonts else style.font, style.weight, 0)

    def height(text: str) -> float:
        return column(letters, text, look).height

    tracking = 0.35 if len(title) <= 3 else 0.12 if len(title) <= 6 else 0.04
    for count, sizes in _COLUMNS:
        for size in sizes:
            look = look.sized(size)
            parts = broken(title, letters.lang, height, count)
            found = [column(letters, part, look, tracking) for part in parts]
            if found and max(each.height for each in found) <= tallest:
                return found
    room = Room(tallest, look.size * 4, 4, 1)
    return [column(letters, part, look) for part in fill(letters, title, look, room)]


def _beside(job: Commission, place: tuple[float, float], texts: Sequence[str], colors: _Colors) -> None:
    """Editors, and the issue if it has no room inside, small beside the slip, ending where it ends."""
    x, foot = place
    upright = "　".join(text for text in texts if is_vertical(text))
    own = column(job.letters, upright, Look("kai", 400, _NAMES), 0.1)
    if own.height <= foot - job.theme.page.head:
        own.draw(job.sheet, (x, foot - own.height), colors.outside)


def _imprint(job: Commission, colors: _Colors) -> None:
    """The publisher small at the foot."""
    page, look = job.theme.page, Look("serif", 400, _SMALL, 0.1)
    place = (page.width - page.inner, page.height - page.head)
    width = page.width - 2 * page.inner
    for line in fit_title(job.letters, job.words.publisher, look, (_SMALL,), Room(width, 1, 1, 1)).lines:
        job.letters.aligned(place, line, look, colors.outside, end=not job.letters.leftwards)


# Across --------------------------------------------------------------------------------------------


def _across(job: Commission) -> None:
    """A slip that lies across, its words centred."""
    page, letters, words, colors = job.theme.page, job.letters, job.words, _colors(job)
    style = job.theme.style("heading-1", "edition-title")
    most = Room(page.width - 2 * page.inner - 60, page.height * 0.3, 5, 1.25)
    sizes = (34, 31, 28, 25, 22, 20, 18)
    title: Lines = fit_title(letters, words.title, Look(style.font, style.weight, 0), sizes, most)
    size = title.look.size
    issue = Look("serif", 400, 10.5)
    height = size * (1.25 * len(title.lines) + 1.6) + (issue.size * 2 if words.issue else 0)
    top = page.head * 1.6
    frame = (page.inner, top, page.width - page.inner, top + height)
    _slip(job, frame, colors)
    middle, y = page.width / 2, top + size * 0.75
    for line in title.lines:
        y += size * 1.25
        letters.centered((middle, y - size * 0.25), line, title.look, colors.ink)
    if words.issue:
        letters.centered((middle, y + issue.size * 1.5), words.issue, issue, colors.ink)
    names = Look("serif", 400, _NAMES)
    for number, name in enumerate(words.named(_MOST_NAMES)):
        place = (middle, frame[3] + _RIM + _NAMES * (2.6 + 1.6 * number))
        letters.centered(place, name, names, colors.outside)
    if words.publisher:
        foot = Look("serif", 400, _SMALL)
        letters.centered((middle, page.height - page.head), words.publisher, foot, colors.outside)
