"""A digest's cover: two systems of rings that cut each other, the title in the corner they leave alone."""

from publish.assets.covers.breaking import Room, fit_title
from publish.assets.covers.chance import Chance
from publish.assets.covers.lettering import Look
from publish.assets.covers.sheet import Stencil
from publish.assets.covers.words import Commission

_SIZES = (64, 56, 50, 44, 40, 36, 32, 28, 25, 22, 20)
_LEADING = 1.25
_MOST_LINES = 6
_SUBTITLE, _SMALL = 12.0, 9.0
_TITLE_SHARE = 0.36  # of the page's height

# Where the rings spread from, in shares of the page: away from the upper edge and the title.
_FIRST = ((1.0, 1.0), (0.0, 1.0), (0.8, 1.0), (0.2, 1.0))
_SECOND = (*_FIRST, (0.5, 1.0), (1.0, 0.8), (0.0, 0.8), (0.5, 0.9))
_FEW, _MANY = (3, 4, 5), (5, 6, 7, 8)
_SMALLEST = 0.5  # of the page's width: a smaller system stands lower


def draw(job: Commission) -> None:
    """Draw the cover on the sheet of a commission."""
    below = _words(job)
    _rings(job, below)


def _words(job: Commission) -> float:
    """Title, subtitle, issue, date and publisher from the head down; gives where they end."""
    words, letters, theme = job.words, job.letters, job.theme
    margin, line, ink = min(theme.page.inner, theme.page.width * 0.12), theme.leading, theme.cover.ink
    width = theme.page.width - 2 * margin
    start = theme.page.width - margin if letters.leftwards else margin
    y = margin
    if words.title:
        style = theme.style("heading-1", "edition-title")
        room = Room(width, theme.page.height * _TITLE_SHARE, _MOST_LINES, _LEADING)
        title = fit_title(letters, words.title, Look(style.font, style.weight, 0), _SIZES, room)
        y -= letters.ink(title.lines[0], title.look)[1]
        for number, text in enumerate(title.lines):
            y += title.look.size * _LEADING if number else 0
            letters.aligned((start, y), text, title.look, ink)
        y += title.look.size * 0.25
    if words.subtitle:
        look = Look("serif", 400, _SUBTITLE)
        for text in fit_title(letters, words.subtitle, look, (_SUBTITLE,), Room(width, 60, 3, 1.5)).lines:
            y += _SUBTITLE * 1.6
            letters.aligned((start, y), text, look, ink)
    y += line * 0.6
    small = Look("sans", 400, _SMALL)
    for text in filter(None, (words.issue, words.date, words.publisher)):
        y += line
        (own,) = fit_title(letters, text, small, (_SMALL,), Room(width, _SMALL, 1, 1)).lines
        letters.aligned((start, y), own, small, ink)
    return y + line


def _rings(job: Commission, below: float) -> None:
    """Two systems of rings as large as the words above them allow."""
    page, chance = job.theme.page, Chance(f"arcs {job.seed}")
    first = chance.choose(_FIRST)
    second = chance.choose([place for place in _SECOND if abs(place[0] - first[0]) > 0.25])
    field = job.sheet.stencil()
    for place, counts in ((first, _FEW), (second, _MANY)):
        x, y = page.width * place[0], page.height * place[1]
        y = y if y - below >= page.width * _SMALLEST else page.height
        reach = max(y - below, page.width * 0.2)
        system = job.sheet.stencil()
        _system(system, (x, y), reach, chance.choose(counts))
        field.without_common(system)
    job.sheet.fill(field, job.theme.cover.ornament)


def _system(stencil: Stencil, center: tuple[float, float], reach: float, rings: int) -> None:
    """Rings around a point, as wide as the spaces between them."""
    width = reach / (2 * rings - 1)
    radius, on = reach, True
    while radius > 0.5:
        stencil.disc(*center, radius, on=on)
        radius, on = radius - width, not on
