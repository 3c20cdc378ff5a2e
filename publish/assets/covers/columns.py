"""A journal's cover: title, a numeral larger still, the contributors in a column, a block print below.

Everything stands on a grid of six columns between margins as wide as the page's inner one.
"""

from publish.assets.covers.blocks import block_print
from publish.assets.covers.breaking import Lines, Room, fit_title
from publish.assets.covers.lettering import Look
from publish.assets.covers.words import Commission

_COLUMNS, _ROWS = 6, 4
_SIZES = (112, 100, 90, 80, 72, 64, 58, 52, 46, 42, 38, 34, 30, 27, 24)
_LEADING = 1.18
_MOST_LINES = 5
_NEARLY = 0.8
_NUMERAL, _LARGEST = 3.4, 300  # columns, pt
_SMALL, _NAME = 8.5, 9.5


class _Grid:
    """Where things stand on the page, in pt."""

    def __init__(self, job: Commission) -> None:
        page = job.theme.page
        self.left = page.inner
        self.right = page.width - page.inner
        self.start, self.end = (self.left, self.right)[:: -1 if job.letters.leftwards else 1]
        self.width = self.right - self.left
        self.side = self.width / _COLUMNS
        self.line = job.theme.leading
        self.foot = page.height - page.inner
        self.rows = _ROWS if job.words.numeral else _ROWS + 1
        self.print_top = self.foot - self.side * self.rows
        self.head = page.inner + _SMALL


def draw(job: Commission) -> None:
    """Draw the cover on the sheet of a commission."""
    grid = _Grid(job)
    _block(job, grid)
    _masthead(job, grid)
    below = _title(job, grid)
    _issue(job, grid, below)


def _block(job: Commission, grid: _Grid) -> None:
    stencil = job.sheet.stencil()
    block_print(stencil, (grid.left, grid.print_top), grid.side, (_COLUMNS, grid.rows), job.seed)
    job.sheet.fill(stencil, job.theme.cover.ornament)


def _masthead(job: Commission, grid: _Grid) -> None:
    """Publisher and date small at the head, over a hairline."""
    words, letters, ink = job.words, job.letters, job.theme.cover.ink
    look = Look("sans", 400, _SMALL)
    if words.publisher:
        letters.aligned((grid.start, grid.head), words.publisher, look, ink)
    if words.date:
        letters.aligned((grid.end, grid.head), words.date, look, ink, end=True)
    if words.publisher or words.date:
        rule = grid.head + grid.line / 2
        job.sheet.rectangles([(grid.left, rule, grid.right, rule + 0.5)], ink)


def _title(job: Commission, grid: _Grid) -> float:
    """Title and subtitle; gives where they end."""
    words, letters, ink = job.words, job.letters, job.theme.cover.ink
    style = job.theme.style("heading-1", "edition-title")
    top = grid.head + grid.line * 1.5
    if not words.title:
        return top
    most = grid.print_top - top - grid.line * 8
    room = Room(grid.width, most, _MOST_LINES, _LEADING)
    title = fit_title(letters, words.title, Look(style.font, style.weight, 0), _SIZES, room)
    title = _filling(job, title, grid.width)
    size = title.look.size
    y = top - letters.ink(title.lines[0], title.look)[1]
    for number, line in enumerate(title.lines):
        letters.aligned((grid.start, y + number * size * _LEADING), line, title.look, ink)
    end = y + (len(title.lines) - 1) * size * _LEADING + size * 0.3
    if words.subtitle:
        look = Look("serif", 400, 13)
        subtitle = fit_title(letters, words.subtitle, look, (13,), Room(grid.width, 40, 2, 1.5))
        for line in subtitle.lines:
            end += look.size * 1.6
            letters.aligned((grid.start, end), line, look, ink)
    return end


def _filling(job: Commission, title: Lines, width: float) -> Lines:
    """A single line that is nearly as wide as the grid, made as wide: it ends where the print does."""
    left, _, right, _ = job.letters.ink(title.lines[0], title.look)
    if len(title.lines) > 1 or not _NEARLY * width < right - left:
        return title
    size = round(title.look.size * width / (right - left), 1)
    return title._replace(look=title.look.sized(size))


def _issue(job: Commission, grid: _Grid, top: float) -> None:
    """The numeral on the right, and the contributors in a column on the left, down to the print."""
    words, letters, cover = job.words, job.letters, job.theme.cover
    foot = grid.print_top - grid.line * 1.25
    room = foot - top - grid.line * 1.5
    if words.numeral and room > 0:
        look = Look("sans", 700, 100)
        left, upper, right, lower = letters.ink(words.numeral, look)
        if right > left and lower > upper:  # a character may be a blank to the eye
            scale = min(room / (lower - upper), grid.side * _NUMERAL / (right - left), _LARGEST / 100)
            look = look.sized(round(100 * scale, 1))
            letters.aligned((grid.end, foot - lower * scale), words.numeral, look, cover.ornament, end=True)
    _contributors(job, grid, foot, room)


def _contributors(job: Commission, grid: _Grid, foot: float, height: float) -> None:
    words, letters, ink = job.words, job.letters, job.theme.cover.ink
    look, bold = Look("sans", 400, _NAME), Look("sans", 700, _NAME)
    leading = grid.line * 0.9
    rows = max(int((height - _NAME) / leading) + 1, 1)
    entries = [(words.issue, bold)] if words.issue != words.numeral and words.issue else []
    names = list(words.contributors)
    if len(names) > rows - len(entries):
        names = [*names[: max(rows - len(entries) - 1, 0)], words.others]
    entries += [(name, look) for name in names]
    width = grid.side * (2.4 if words.numeral else _COLUMNS)
    y = foot - leading * (len(entries) - 1)
    for text, own in entries:
        (line,) = fit_title(letters, text, own, (own.size,), Room(width, own.size, 1, 1)).lines
        letters.aligned((grid.start, y), line, own, ink)
        y += leading
