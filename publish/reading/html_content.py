"""Which part of a page is the article.

Platforms and schema.org name it; elsewhere the element wins in which most running text stands together
(after Readability: paragraphs score for their parents, links count against them).
"""

import re
from collections.abc import Iterator
from typing import Any

from publish.reading.html_blocks import hidden_rule
from publish.reading.html_tree import Element, classes_of, text_of
from publish.reading.tags import CONTROL_TAGS

# Where platforms put the article, the surest first.
_NAMED = (
    ".//*[@id='js_content']",
    ".//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' articleBody ')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' rich_media_content ')]",
)
# What authors of pages call what surrounds an article, as a word of a class, id or role.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|banner|share|sharing|social|sns|related?|recommend\w*"
    r"|read-?more|comments?|disqus|reply|replies|respond|sidebar|side-?nav|breadcrumbs?|pagination|pager"
    r"|menu|nav|navbar|navigation|toolbar|footer|subscribe|subscription|newsletter|signup|login|cookies?"
    r"|popup|modal|overlay|widget|toc|print|copyright-?bar|author-?bio|follow|paywall|hidden)(?=$|[\s_-])"
)
_LIKELY = re.compile(r"article|content|entry|post|story|main|text|body|page-body|news")
_DROPPED_TAGS = dict.fromkeys(CONTROL_TAGS | {"form"}, "form") | {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
}
# An element whose name says furniture but that holds this share of the article's text is none.
_TOO_MUCH = 0.4
_MARKS = re.compile(r"[,.，。、；;：:！!？?۔،]")
_TEXT_TAGS = frozenset({"p", "pre", "blockquote", "td", "li", "section", "div", "dd"})
_LEAST = 25


def article_element(root: Element) -> Element:
    """The element that holds the article's text, at worst the whole body."""
    for path in _NAMED:
        found = [element for element in _elements(root, path) if len(_words(element)) > _LEAST]
        if found:
            return max(found, key=lambda element: len(_words(element)))
    body = next(iter(root.iter("body")), root)
    best = _best_scored(body)
    return body if best is None else best


def dropped_rule(article: Element) -> "_Furniture":
    """The rule, for each element inside the article's, by which it is no part of the article, or empty."""
    return _Furniture(len(_words(article)))


class _Furniture:
    """What stands inside an article and is not of it: hidden elements, navigation, forms, share bars."""

    def __init__(self, size: int) -> None:
        self._size = size

    def __call__(self, element: Element) -> str:
        rule = hidden_rule(element) or _DROPPED_TAGS.get(str(element.tag), "")
        if not rule and element.tag != "body" and _FURNITURE.search(classes_of(element)):
            rule = "page-furniture"
        if rule in {"", "script", "style", "hidden"}:
            return rule
        return rule if len(_words(element)) <= self._size * _TOO_MUCH else ""


def _elements(root: Element, path: str) -> list[Element]:
    found: Any = root.xpath(path)
    return list(found)


def _words(element: Element) -> str:
    return "".join(text_of(element).split())


def _best_scored(body: Element) -> Element | None:
    scores: dict[Element, float] = {}
    for element in _seen(body):
        if str(element.tag) not in _TEXT_TAGS:
            continue
        own = _own_text(element)
        if len(own) < _LEAST:
            continue
        score = 1 + len(_MARKS.findall(own)) + min(len(own) / 100, 3)
        for generation, ancestor in enumerate(_ancestors(element, body)):
            scores[ancestor] = scores.get(ancestor, _favour(ancestor)) + score / max(1, 2 * generation)
    if not scores:
        return None
    best = max(scores, key=lambda element: scores[element] * (1 - _link_density(element)))
    return _with_siblings(best, scores)


def _seen(body: Element) -> Iterator[Element]:
    """The elements that are on the page and no furniture, from the outside in."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or hidden_rule(element) or element.tag in _DROPPED_TAGS:
            continue
        if (
            element is not body
            and _FURNITURE.search(classes_of(element))
            and not _LIKELY.search(classes_of(element))
        ):
            continue
        yield element
        waiting.extend(reversed(element))


def _own_text(element: Element) -> str:
    """The text of an element and of the inline elements in it, blocks left out."""
    pieces = [element.text or ""]
    for child in element:
        if str(child.tag) not in _TEXT_TAGS:
            pieces.append(text_of(child) if isinstance(child.tag, str) else "")
        pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def _ancestors(element: Element, body: Element) -> Iterator[Element]:
    """The element's parent and the two above it."""
    for _ in range(3):
        parent = element.getparent()
        if parent is None or element is body:
            return
        yield parent
        element = parent


def _favour(element: Element) -> float:
    favour = {"article": 30.0, "main": 15.0, "div": 5.0, "section": 5.0, "body": -10.0}.get(
        str(element.tag), 0.0
    )
    names = classes_of(element)
    return favour + (25 if _LIKELY.search(names) else 0) - (25 if _FURNITURE.search(names) else 0)


def _link_density(element: Element) -> float:
    words = len(_words(element))
    return sum(len(_words(link)) for link in element.iter("a")) / words if words else 1.0


def _with_siblings(best: Element, scores: dict[Element, float]) -> Element:
    """The parent, where the article stands in several elements of one parent."""
    parent = best.getparent()
    if parent is None or parent.tag in {"html", "body"}:
        return best
    alike = [child for child in parent if child is not best and scores.get(child, 0) > scores[best] * 0.3]
    return parent if alike else best
