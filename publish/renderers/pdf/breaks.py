"""Where each page of a laid out document begins, counted as `publish.pagination` counts.

What is first on a page is looked for among its boxes, in the flow and none of what the engine adds there
itself: heads of tables that are repeated, bullets, calls of notes, drawn hyphens. A box leads to its
element, and what stands before an element is counted in the document, where nothing is missing, twice, or
in another order than that of the text. Of an element that goes on from an earlier page, the text on those
counts, too.

So only the first boxes of a page are looked at, not all of them. A piece of the edition is known by the
attribute `data-scope` of what it stands in.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from weasyprint import Page
from weasyprint.formatting_structure import boxes

from publish.pagination import PageBreak, visible

SCOPE = "data-scope"
"""The attribute that names the scope of what stands in an element."""

Box = Any
"""A box of WeasyPrint's."""
Element = Any
"""An element of the document (ElementTree)."""
Wanted = Mapping[Element, Sequence[tuple[int, int]]]
"""Elements with which pages begin: (behind how much of its own text, the page's place in its document)."""

_SILENT = frozenset({"rt", "rp"})


class _Start(NamedTuple):
    """How a page begins: in which scope's element, with which element, behind how much of its own text."""

    root: Element
    element: Element | None
    own: int


def page_breaks(pages: Sequence[Page], first: int = 1) -> list[PageBreak]:
    """Where these pages begin, which follow each other in a document; `first` is the number of the first.

    Blank pages, and those with nothing of any scope, have none.
    """
    starts: dict[int, _Start] = {}
    before: _Start | None = None
    for place in range(len(pages)):
        if found := _start(pages, place, before):
            starts[place] = before = found
    offsets = _offsets(starts)
    return [
        PageBreak(first + place, start.root.get(SCOPE), offsets[place]) for place, start in starts.items()
    ]


# On a page -----------------------------------------------------------------------------------------


def _start(pages: Sequence[Page], place: int, before: _Start | None) -> _Start | None:
    """How a page begins; one that only goes on with notes is of the scope before it."""
    if _is_blank(_sheet(pages[place])):
        return None
    for path, element in _things(_sheet(pages[place]), []):
        root = _root(path)
        unit = next((box.element for box in path if _is_unit(box.element)), None)
        around = {box.element for box in path if box.element is not None} | {element}
        begun = [unit, *_groups(path)] if unit is not None else _groups(path)
        if root is None or (place and any(_own(pages[place - 1], each, around) for each in begun)):
            continue
        if unit is not None:
            return _Start(root, unit, 0)
        return _Start(root, element, _own_before(pages, place, element, around))
    root = next(_roots(_sheet(pages[place])), None)
    if root is None and before is not None:
        root = before.root
    return None if root is None else _Start(root, None, 0)


def _sheet(page: Page) -> Box:
    return page._page_box


def _is_blank(sheet: Box) -> bool:
    """Whether nothing stands on a page; notes may go on on one that the engine calls blank."""
    notes = (box for box in sheet.children if isinstance(box, boxes.FootnoteAreaBox))
    return bool(sheet.page_type.blank) and not any(area.children for area in notes)


def _things(box: Box, path: list[Box]) -> Iterator[tuple[list[Box], Element]]:
    """What is counted in a box, in order: what it stands in, outermost first, and its element."""
    path.append(box)
    for child in _flow(box):
        if isinstance(child, boxes.TextBox):
            if visible(child.text):
                yield path, child.element
        elif isinstance(child, boxes.ReplacedBox):
            yield [*path, child], child.element
        else:
            yield from _things(child, path)
    path.pop()


def _flow(box: Box) -> Iterator[Box]:
    """The boxes in a box that have elements, without those that the engine adds or takes out."""
    for child in box.children:
        if isinstance(child, boxes.Box) and child.element is not None and "::" not in child.element_tag:
            yield child


def _groups(path: Sequence[Box]) -> list[Element]:
    """The groups of rows of the table whose head a path leads into: if one has begun, it is repeated."""
    if not any(getattr(box, "is_header", False) for box in path):
        return []
    table = next(box.element for box in reversed(path) if box.element_tag == "table")
    return [group for group in table if group.tag in {"thead", "tbody"}]


def _root(path: Sequence[Box]) -> Element | None:
    """The element of the scope that a path leads into."""
    inner = (box.element for box in reversed(path) if box.element is not None)
    return next((element for element in inner if SCOPE in element.attrib), None)


def _roots(box: Box) -> Iterator[Element]:
    """The elements of scopes in a box."""
    if box.element is not None and SCOPE in box.element.attrib:
        yield box.element
    for child in _flow(box):
        yield from _roots(child)


def _own_before(pages: Sequence[Page], place: int, element: Element, around: set[Element]) -> int:
    """How much of an element's own text stands on the pages before one."""
    count = 0
    while place and (found := _own(pages[place - 1], element, around)):
        place, count = place - 1, count + sum(found)
    return count


def _own(page: Page, element: Element, around: set[Element]) -> list[int]:
    """How much own text the boxes of an element have on a page, nothing for other boxes than text.

    It is empty for an element that is not there. `around` are those that the element stands in.
    """
    found: list[int] = []
    waiting = [_sheet(page)]
    while waiting:
        for child in _flow(waiting.pop()):
            if child.element is element:
                found.append(visible(child.text) if isinstance(child, boxes.TextBox) else 0)
            if child.element in around:
                waiting.append(child)
    return found


def _is_unit(element: Element | None) -> bool:
    """Whether an element is a picture or a formula, which counts as one."""
    if element is None:
        return False
    return element.tag == "img" or (element.tag == "span" and "math" in _classes(element))


def _is_silent(element: Element) -> bool:
    """Whether what stands in an element is not counted: readings, notes."""
    return element.tag in _SILENT or (element.tag == "span" and "note" in _classes(element))


def _classes(element: Element) -> list[str]:
    names: str = element.get("class") or ""
    return names.split()


# In the document -----------------------------------------------------------------------------------


def _offsets(starts: Mapping[int, _Start]) -> dict[int, int]:
    """How much is counted in their scopes before the pages, by their places.

    A page with nothing that is counted begins where the next one does.
    """
    by_root: dict[Element, list[int]] = {}
    for place, start in starts.items():
        by_root.setdefault(start.root, []).append(place)
    offsets: dict[int, int] = {}
    for root, places in by_root.items():
        wanted: dict[Element, list[tuple[int, int]]] = {}
        for place in places:
            if starts[place].element is not None:
                wanted.setdefault(starts[place].element, []).append((starts[place].own, place))
        count = _Count(wanted)
        count.element(root)
        offsets |= count.offsets
        following = [*places[1:], None]
        for place, after in reversed([*zip(places, following, strict=True)]):
            offsets.setdefault(place, count.at if after is None else offsets[after])
        if starts[places[0]].element is None:
            offsets[places[0]] = 0
        for place, after in pairwise(places):
            offsets[after] = max(offsets[place], offsets[after])
    return offsets


class _Count:
    """Counts what stands in an element; `offsets` are those of the pages that begin with what is wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self.at = 0
        self.offsets: dict[int, int] = {}
        self._wanted = wanted

    def element(self, element: Element) -> None:
        """Go on over an element."""
        if _is_silent(element):
            return
        wanted = self._wanted.get(element, ())
        if _is_unit(element):
            self.offsets |= {place: self.at for _, place in wanted}
            self.at += 1
            return
        own = self._text(element.text, 0, wanted)
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
            own = self._text(child.tail, own, wanted)

    def _text(self, text: str | None, own: int, wanted: Sequence[tuple[int, int]]) -> int:
        """Go on over a text, which stands behind so much of its element's own."""
        count = visible(text) if text else 0
        self.offsets |= {place: self.at + at - own for at, place in wanted if own <= at < own + count}
        self.at += count
        return own + count
