"""Notes in pages: a call that links to a note, which mostly links back to it.

`<a href="#fn1" id="ref1">1</a>` ... `<li id="fn1">text <a href="#ref1">↩</a></li>`, in the many spellings
of Markdown converters, word processors, Wikipedia and EPUB.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from publish.reading.html_tree import Element, text_of

LONGEST_NOTE = 4_000
"""Characters; what is longer and linked to is a part of the article, not a note."""

_LONGEST_MARK = 8
_NAMED = re.compile(
    r"^_?(?:fn|ftn|footnote|endnote|note|cite[-_]note|sdfootnote|easy-footnote-bottom)[-_:.]?\w*\d", re.I
)
_MARK = re.compile(
    r"^[\s\[(（【〔［]*(?:\d{1,3}|[ivxlc]{1,6}|[a-z]|[*†‡§¶※注註①-⑳]+\d{0,3})[\s\])）】〕］.]*$", re.I
)
_BLOCKS = frozenset({"li", "p", "div", "dd", "aside", "section", "td"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Notes:
    """What is to be read elsewhere than where it stands.

    calls     from the element of a call to that of its note
    targets   the elements of notes
    returns   links from a note to its call
    headings  headings of lists that hold nothing but notes
    """

    calls: dict[Element, Element] = field(default_factory=dict)
    targets: set[Element] = field(default_factory=set)
    returns: set[Element] = field(default_factory=set)
    headings: set[Element] = field(default_factory=set)


def find_notes(article: Element) -> Notes:
    """The notes that are called in an article; they may stand outside of its element."""
    notes = Notes()
    links = [link for link in article.iter("a") if link.get("href", "").startswith("#") and _is_mark(link)]
    if not links:
        return notes
    places, order = _places(article.getroottree().getroot())
    for link in links:
        note = places.get(unquote(link.get("href", "")[1:]))
        if note is None or order[note] < order[link]:  # a way back leads up the page
            continue
        box = _box(note)
        if box is None or not _may_be_note(box, link, article):
            continue
        returns = list(_returns(box, _ids_around(link)))
        if returns or _NAMED.match(link.get("href", "")[1:]):
            notes.calls[_call(link)] = box
            notes.targets.add(box)
            notes.returns.update(returns)
    notes.calls = {call: box for call, box in notes.calls.items() if not _is_inside(call, notes.targets)}
    lists = {box.getparent(): box for box in notes.targets}  # one note of a list speaks for all
    notes.headings = {heading for box in lists.values() if (heading := _heading_of(box, notes)) is not None}
    return notes


def _is_mark(link: Element) -> bool:
    words = text_of(link)
    return len(words.strip()) <= _LONGEST_MARK and bool(_MARK.match(words))


def _places(root: Element) -> tuple[dict[str, Element], dict[Element, int]]:
    """The elements that links can lead to, by name, and the order of all elements of the page."""
    places: dict[str, Element] = {}
    order: dict[Element, int] = {}
    for number, element in enumerate(root.iter()):
        order[element] = number
        if isinstance(element.tag, str):
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    places.setdefault(name, element)
    return places, order


def _box(element: Element) -> Element | None:
    """The block that a target stands in: word processors set the anchor inside of the note's text."""
    box: Element | None = element
    while box is not None and str(box.tag) not in _BLOCKS:
        box = box.getparent()
    return box


def _may_be_note(box: Element, link: Element, article: Element) -> bool:
    around = set(link.iterancestors())
    if box in around or box is article or box in set(article.iterancestors()):
        return False
    return len(text_of(box)) <= LONGEST_NOTE


def _ids_around(link: Element) -> set[str]:
    """The ids that a way back may lead to: of the call, what is around it, and what is in it."""
    near = [link, *list(link.iterancestors())[:2], *link.iterdescendants()]
    return {name for element in near for name in (element.get("id"), element.get("name")) if name}


def _returns(box: Element, ids: set[str]) -> Iterator[Element]:
    for link in box.iter("a"):
        address = link.get("href", "")
        if address.startswith("#") and unquote(address[1:]) in ids:
            yield link


def _call(link: Element) -> Element:
    """The element that is nothing but the call: a `sup` around the link."""
    outer = link.getparent()
    if outer is not None and outer.tag == "sup" and text_of(outer).strip() == text_of(link).strip():
        return outer
    return link


def _is_inside(element: Element, boxes: set[Element]) -> bool:
    return any(outer in boxes for outer in element.iterancestors())


def _heading_of(box: Element, notes: Notes) -> Element | None:
    """The heading right above what holds nothing but notes."""
    around = box
    while (outer := around.getparent()) is not None and _holds_only_notes(outer, notes):
        around = outer
    before = around.getprevious()
    while before is not None and (not isinstance(before.tag, str) or _holds_only_notes(before, notes)):
        before = before.getprevious()
    return before if before is not None and before.tag in _HEADINGS else None


def _holds_only_notes(element: Element, notes: Notes) -> bool:
    if element in notes.targets or element.tag == "hr":
        return True
    if (
        not len(element)
        or (element.text or "").strip()
        or element.tag in {"body", "html", "article", "main"}
    ):
        return False
    if any((child.tail or "").strip() for child in element):
        return False
    return all(_holds_only_notes(child, notes) for child in element if isinstance(child.tag, str))
