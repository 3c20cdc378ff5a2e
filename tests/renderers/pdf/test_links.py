"""Links on a page: where a reader can press them."""

import io

import pikepdf
from printing import pdf_of

from publish.diagnostics import Report
from publish.model import Edition
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import article, em, link, p
from publish.theming.shipped import open_theme

JOURNAL = open_theme("journal", Plugins())
LONG = "潮水每天来两次，渡口的人从不看表，只看石阶湿到第几级。"


def rectangles(*inlines: object) -> list[tuple[float, float]]:
    """Width and height of each link, in pt."""
    edition = Edition.of(article("渡口", p(LONG, *inlines, LONG)))
    data = pdf_of(edition, Context(JOURNAL, NoOptions(), Report(), lambda asset: b""))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [link.Rect for page in pdf.pages for link in page.get("/Annots", ())]
        corners = [[float(corner) for corner in place] for place in found]
    return [(abs(right - left), abs(top - bottom)) for left, bottom, right, top in corners]


def test_a_link_in_a_composed_line_is_as_high_as_its_characters() -> None:
    (place,) = rectangles(link("https://example.org/", "潮汐表"))
    assert 3 * JOURNAL.size <= place[0] <= 3.5 * JOURNAL.size
    assert JOURNAL.size <= place[1] <= JOURNAL.leading


def test_a_link_over_several_lines_has_a_place_in_each() -> None:
    places = rectangles(link("https://example.org/", LONG, em(LONG), LONG))
    assert len(places) >= 2
    assert all(JOURNAL.size <= height <= 1.5 * JOURNAL.leading for _, height in places)
