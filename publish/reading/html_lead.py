"""The picture that leads an article and stands beside its text, above or below the heading.

Many pages set heading, lead picture and text in boxes of their own, of which only the last one is found by
its text. A picture there that is no link and no sign of the site belongs to the article.
"""

import re
from collections.abc import Callable, Iterator

from publish.model import Block, Figure, Paragraph, Span, Text
from publish.normal import one_line
from publish.reading.html_names import names_of
from publish.reading.html_pictures import with_sources
from publish.reading.html_tree import LAST_LINE, Element, line_of, text_of
from publish.reading.tags import PICTURE_TAGS, image_of, real_source

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
# Between heading and text there is a byline, a row of buttons; what is longer is text of something else.
_MOST_BETWEEN = 200
_MOST_BOXES = 8
_LEVELS = 4
# Pixels: a sign is smaller; above the heading, where sites have theirs, a picture must say that it is wide.
_LEAST_WIDTH, _LEAST_ABOVE = 200, 300
_LONGEST_CAPTION = 600
_SIGN = re.compile(
    r"logo|icon|avatar|author|profile|portrait|byline|banner|header|masthead|brand|emoji|badge|button|sprite|pixel"
    r"|spacer|gravatar|flag|qr-?code|\.svg(?:$|\?)|(?:^|[\s/_-])(?:ads?|nav|menu)(?:$|[\s/_.-])",
    re.IGNORECASE,
)


def lead_picture(article: Element, dropped: Callable[[Element], str]) -> Element | None:
    """The picture (or the `figure` around it) before an article's text, if one stands at its heading.

    `dropped` tells by which rule an element is left out of the article, if by any.
    """
    candidate: Element | None = None
    above = _starts_with_heading(article)
    for box in _before(article):
        if rule := dropped(box):
            if rule == "navigation":
                break
            continue
        words, picture = len(one_line(text_of(box))), _only_picture(box)
        if not words and picture is None:
            continue
        if above:
            return candidate if candidate is not None else _if_wide(picture)
        if picture is not None:
            candidate = picture
        above = _has_heading(box)
        if above and candidate is not None:
            break
        if words > _MOST_BETWEEN and not above and picture is None:
            break
    return candidate if above else None


def lead_blocks(picture: Element, offset: int = 0) -> tuple[Block, ...]:
    """The picture, with its caption where it has one, in the line where it stands."""
    image = next(image for image in picture.iter(*PICTURE_TAGS) if real_source(with_sources(image)))
    first = min(line_of(picture), LAST_LINE)
    span = Span(first, first + text_of(picture).count("\n"))
    shown = Paragraph((image_of(with_sources(image)),), span=span)
    captions = list(picture.iter("figcaption")) or [picture]
    caption = one_line(" ".join(map(text_of, captions)))
    return (Figure((shown,), (Text(caption),), span=span),) if caption else (shown,)


def _before(article: Element) -> Iterator[Element]:
    """What stands before an element, the nearest first: beside it, then beside what it is in."""
    left = _MOST_BOXES
    inner = article
    for _ in range(_LEVELS):
        outer = inner.getparent()
        if outer is None or inner.tag == "body":
            return
        for box in inner.itersiblings(preceding=True):
            if isinstance(box.tag, str) and left:
                left -= 1
                yield box
        inner = outer


def _starts_with_heading(article: Element) -> bool:
    """True where a heading stands before any other words of the article."""
    for element in article.iter():
        if element.tag in _HEADINGS:
            return True
        if isinstance(element.tag, str) and element.text and element.text.strip():
            return False
    return False


def _has_heading(box: Element) -> bool:
    return any(one_line(text_of(heading)) for heading in box.iter(*_HEADINGS))


def _only_picture(box: Element) -> Element | None:
    """The one picture in a box, or the `figure` around it; None for several, for links and signs."""
    pictures = [image for image in box.iter(*PICTURE_TAGS) if real_source(with_sources(image))]
    shown = [image for image in pictures if next(image.iterancestors("noscript"), None) is None]
    pictures = shown or pictures  # what a `noscript` has is the same once more
    if len(pictures) != 1 or _is_sign(pictures[0], box):
        return None
    around = [
        outer for outer in pictures[0].iterancestors() if outer is box or box in outer.iterancestors()
    ]
    if any(outer.tag == "a" for outer in around):
        return None
    figure = next((outer for outer in around if outer.tag == "figure"), None)
    if figure is not None and len(one_line(text_of(figure))) <= _LONGEST_CAPTION:
        return figure
    return pictures[0]


def _is_sign(image: Element, box: Element) -> bool:
    """True for a logo, a portrait, a banner by its names or its size."""
    names = [*names_of(image), *names_of(box), real_source(with_sources(image)).rpartition("/")[2]]
    outer = image.getparent()
    names += names_of(outer) if outer is not None else []
    return _SIGN.search(" ".join(names)) is not None or 0 < _width(image) < _LEAST_WIDTH


def _if_wide(picture: Element | None) -> Element | None:
    """A picture above the heading if it is a figure or says that it is wide."""
    if picture is None or picture.tag == "figure":
        return picture
    return picture if _width(picture) >= _LEAST_ABOVE else None


def _width(image: Element) -> int:
    """The width in pixels that a picture states, 0 for none."""
    found = re.match(r"\s*(\d{1,5})(?:px)?\s*$", image.get("width", ""), re.ASCII)
    return int(found[1]) if found else 0
