"""One annotation for each line of a link, nested in its tag, as PDF/UA-1 wants it (ISO 14289-1, 7.18.5).

WeasyPrint makes an annotation for every box inside a link too (a bold run, a picture), and tags those as
what they are, so that they stand outside any Link element. And it makes an annotation as high as the line
height of its box, which is nothing in composed lines.
"""

from typing import Any, Protocol

Rectangle = tuple[float, float, float, float]


class Page(Protocol):
    """What is used of a WeasyPrint page: its links as (kind, target, rectangle, box)."""

    links: list[tuple[str, str, Rectangle, Any]]


def join_links(page: Page) -> None:
    """Give each link's own box the place of all that stands in it, and drop the rest."""
    joined: list[tuple[str, str, Rectangle, Any]] = []
    for kind, target, drawn, box in page.links:
        place = _with_height(drawn, box)
        if joined and box.element_tag != "a" and joined[-1][1] == target:
            before = joined[-1]
            joined[-1] = (*before[:2], _around(before[2], place), before[3])
        else:
            joined.append((kind, target, place, box))
    page.links[:] = joined


_HALF_A_LINE = 0.6
"""em above and below the middle of a line that a link can be met in."""


def _with_height(place: Rectangle, box: Any) -> Rectangle:
    """The rectangle of a link's box, or of the characters in it where that has no height of its own."""
    left, top, right, bottom = place
    if abs(bottom - top) >= 1:
        return place
    half = _HALF_A_LINE * box.style["font_size"]
    return (left, min(top, bottom) - half, right, max(top, bottom) + half)


def _around(one: Rectangle, other: Rectangle) -> Rectangle:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
