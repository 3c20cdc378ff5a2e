"""Which part of a page is the article.

Platforms and schema.org name it. Elsewhere it is the innermost element that holds nearly all of the page's
running text: paragraphs of some length that are no links, outside of what is named a menu, a comment, an
advertisement (after the ideas of Readability and Boilerpipe: text length and link density).
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from publish.reading.html_blocks import hidden_rule
from publish.reading.html_tree import Element, classes_of
from publish.reading.tags import CONTROL_TAGS, INLINE_TAGS, STYLE_TAGS

# Where platforms put the article, the surest first.
_NAMED = (
    ".//*[@id='js_content']",
    ".//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' articleBody ')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' rich_media_content ')]",
)
# What authors of pages call what surrounds an article, as a word of a class, an id or a role.
_FURNITURE = frozenset(
    {"ad", "ads", "advert", "advertisement", "advertising", "sponsor", "sponsored", "promo", "promoted"}
    | {"banner", "share", "sharing", "shares", "social", "sns", "follow", "subscribe", "subscription"}
    | {"related", "relate", "recommend", "recommended", "recommendation", "recommendations", "newsletter"}
    | {"comment", "comments", "disqus", "reply", "replies", "respond", "sidebar", "sidenav", "menu", "nav"}
    | {"navbar", "navigation", "breadcrumb", "breadcrumbs", "pagination", "pager", "toolbar", "footer"}
    | {"signup", "login", "cookie", "cookies", "popup", "modal", "overlay", "widget", "print", "paywall"}
    | {"hidden", "complementary", "contentinfo"}
)
_MOST_PARTS = 3
"""A name of more parts is made from a heading (`sharing-with-a-developer`), not by the page's author."""
_DROPPED_TAGS = dict.fromkeys(CONTROL_TAGS | {"form"}, "form") | {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
}
_IN_LINE = INLINE_TAGS | frozenset(STYLE_TAGS)
# An element whose name says furniture but that holds this share of the article's text is none.
_TOO_MUCH = 0.4
# A paragraph of running text has at least this many characters outside of links.
_RUNNING = 25
# What is only part of a list or table, whose other parts belong to it.
_PARTS = frozenset({"li", "dd", "dt", "tr", "tbody", "thead"})
# The innermost element with this share of the page's running text is the article's.
_NEARLY_ALL = 0.75


def article_element(root: Element) -> Element:
    """The element that holds the article's text, at worst the whole body."""
    body = next(iter(root.iter("body")), root)
    texts = _Texts(body)
    for path in _NAMED:
        found: Any = root.xpath(path)
        named: list[Element] = list(found)
        best = max(named, key=texts.running, default=None)
        if best is not None and texts.running(best) >= texts.running(body) / 4:
            return best
    return _innermost(body, texts)


def dropped_rule(article: Element) -> "_Furniture":
    """The rule, for each element inside the article's, by which it is no part of the article, or empty."""
    return _Furniture(_Texts(article))


class _Furniture:
    """What stands inside an article and is not of it: hidden elements, navigation, forms, share bars."""

    def __init__(self, texts: "_Texts") -> None:
        self._texts = texts

    def __call__(self, element: Element) -> str:
        return hidden_rule(element) or self._texts.is_furniture(element)


def furniture_rule(element: Element) -> str:
    """Why an element is furniture of the page by its tag or its names, or empty."""
    name = str(element.tag)
    if name in _DROPPED_TAGS:
        return _DROPPED_TAGS[name]
    if name in _IN_LINE or name in {"body", "html", "article", "main"}:
        return ""
    for word in classes_of(element).split():
        parts = re.split(r"[-_]+", word)
        if len(parts) <= _MOST_PARTS and not _FURNITURE.isdisjoint(parts):
            return "page-furniture"
    return ""


class _Texts:
    """How much text each element holds: all that is seen, and running text outside of furniture."""

    def __init__(self, root: Element) -> None:
        self._sizes: dict[Element, int] = {}
        self._running: dict[Element, int] = {}
        seen = list(_from_the_inside_out(root))
        for element in seen:
            self._add_size(element)
        self.size_of_all = self._sizes.get(root, 0)
        plain: dict[Element, int] = {}
        for element in seen:
            self._add_running(element, plain)

    def size(self, element: Element) -> int:
        """Characters that are seen, blanks left out."""
        return self._sizes.get(element, 0)

    def running(self, element: Element) -> int:
        """Characters of paragraphs that are long enough and no links."""
        return self._running.get(element, 0)

    def is_furniture(self, element: Element) -> str:
        """The rule by which it is; what holds much of the text is not, whatever it is called."""
        rule = furniture_rule(element)
        return rule if rule and self.size(element) <= self.size_of_all * _TOO_MUCH else ""

    def _add_size(self, element: Element) -> None:
        inside = sum(self._sizes.get(child, 0) + _length(child.tail) for child in element)
        self._sizes[element] = inside + _length(element.text)

    def _add_running(self, element: Element, plain: dict[Element, int]) -> None:
        """`plain` has the unlinked text of elements and of what is in line in them."""
        inside = sum(self._running.get(child, 0) for child in element)
        own = _length(element.text) + sum(plain.get(child, 0) + _length(child.tail) for child in element)
        name = str(element.tag)
        if name in _IN_LINE:
            plain[element] = 0 if name == "a" else own
            self._running[element] = inside
        elif self.is_furniture(element):
            self._running[element] = 0
        else:
            self._running[element] = inside + (own if own >= _RUNNING else 0)


def _from_the_inside_out(root: Element) -> Iterator[Element]:
    """The elements that are seen, each after all that is in it."""
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: Element | None = None
    for event, element in walk:
        if event == "end" and element is not skipped:
            yield element
        elif event == "start" and element is not root and hidden_rule(element):
            skipped = element
            walk.skip_subtree()


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _innermost(body: Element, texts: _Texts) -> Element:
    least = texts.running(body) * _NEARLY_ALL
    element = body
    while least:
        inner = max(element, key=texts.running, default=None)
        if inner is None or texts.running(inner) < least or str(inner.tag) in _IN_LINE | {"p"}:
            break
        element = inner
    while str(element.tag) in _PARTS and (outer := element.getparent()) is not None:
        element = outer
    return element
