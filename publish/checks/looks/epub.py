"""The looks of an EPUB: its style sheets applied to its own documents, block of text by block of text.

Sizes in em are counted from the reader's own text, so they come out as pt only with a size for it: that of
the body in the theme, or in the file that the book is compared with.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import cssselect2

from publish.checks.archive import Element, local_name, resolve
from publish.checks.book import Book, Item
from publish.checks.looks.css_cascade import Computed, StyleSheets
from publish.checks.looks.values import IN_TABLES, MAY_STAND_IN, Block, Look, Seen, chain
from publish.theming.classes import selector
from publish.theming.css import NOT_IN_THE_FLOW

_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_KINDS = (
    *("paragraph", *(f"heading-{level}" for level in range(1, 7)), "quote", "list", "list-item"),
    *("definitions", "term", "detail", "code-block", "figure", "caption", "table", "cell", "header-cell"),
)
_KEYS = {name.strip(): key for key in _KINDS for name in selector(key).split(",")}
"""The style key of an element without a role."""

_GENERATED = frozenset({"doc-noteref", "doc-backlink", "doc-pagebreak"})
_OUTSIDE = frozenset({"html", "body", "main", "section", "article", "nav", "header", "footer"})
_OBJECTS = frozenset({"img", "hr"})
_TABLES = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup", "col"})


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """An element around text: its style key, if it has one, and its computed values."""

    element: Any
    tag: str
    key: str
    style: Computed
    lang: str


@dataclass
class _Text:
    """The text that stands in a box itself, and not in a block inside it; pictures are such text too."""

    path: tuple[_Box, ...]
    pieces: list[str]


def read_epub(book: Book, name: str, size: float, roles: Collection[str] | None) -> Seen:
    """The looks of every block of a book, for a reader whose text is set in `size` pt.

    `roles` are the style keys that a class may name; None takes every class for one.
    """
    blocks: list[Block] = []
    lang = ""
    for item in book.spine:
        root = book.archive.parse(item.name)
        if root is not None:
            lang = lang or _lang(root, "")
            sheets = _style_sheets(book, item, root, size)
            blocks += _blocks(_texts(root, sheets, _named(roles)))
    return Seen(name, "epub", lang, tuple(blocks))


def _style_sheets(book: Book, item: Item, root: Element, size: float) -> StyleSheets:
    sheets = StyleSheets(size)
    for element in root.iter(f"{_XHTML}link", f"{_XHTML}style"):
        if local_name(element) == "style":
            sheets.add(element.text or "")
        elif "stylesheet" in str(element.get("rel", "")).split():
            data = book.archive.read(resolve(str(element.get("href", "")), item.name))
            sheets.add((data or b"").decode("utf-8", "replace"))
    return sheets


def _lang(element: Element, around: str) -> str:
    return str(element.get("lang") or element.get(_XML_LANG) or around)


def _named(roles: Collection[str] | None) -> Callable[[Element], str]:
    """From an element to its style key: its role's class, else its kind's."""

    def key(element: Element) -> str:
        for name in str(element.get("class", "")).split():
            known = roles is None and not name.startswith(("align-", "language-"))
            if known or (roles is not None and name in roles and name not in NOT_IN_THE_FLOW):
                return name
        return _KEYS.get(local_name(element), "")

    return key


# Texts ---------------------------------------------------------------------------------------------


def _texts(root: Element, sheets: StyleSheets, key: Callable[[Element], str]) -> list[_Text]:
    """The texts of a document in order, each with the boxes around it from the body inwards."""
    found: list[_Text] = []

    def visit(node: Any, around: Computed | None, path: tuple[_Box, ...], lang: str) -> None:
        element = node.etree_element
        style = sheets.computed(node, around)
        tag, lang = local_name(element), _lang(element, lang)
        display = str(style.values["display"])
        if display == "none" or element.get("role") in _GENERATED:
            return
        block = display != "inline"
        if block and tag not in _OUTSIDE:
            path = (*path, _Box(element, tag, key(element), style, lang))
        if block:
            found.append(_Text(path, []))
        if tag == "img" and path:
            found.append(_Text((*path, _Box(element, tag, "", style, lang)), []))
            found.append(_Text(path, []))
        if element.text:
            found[-1].pieces.append(element.text)
        for child in node.iter_children():
            visit(child, style, path, lang)
            if child.etree_element.tail and found:
                if found[-1].path != path:
                    found.append(_Text(path, []))
                found[-1].pieces.append(child.etree_element.tail)

    visit(cssselect2.ElementWrapper.from_xml_root(root), None, (), "")
    texts = [text for text in found if text.path]
    return [text for text in texts if "".join(text.pieces).strip() or text.path[-1].tag in _OBJECTS]


def _blocks(texts: list[_Text]) -> Iterator[Block]:
    for number, text in enumerate(texts):
        words = "".join(text.pieces).strip()
        key, plain = _key(text.path)
        if words and key:
            before = texts[number - 1].path if number else ()
            after = texts[number + 1].path if number + 1 < len(texts) else ()
            inner = text.path[-1]
            follows = not before or before[-1].tag not in _OBJECTS
            yield Block(words, key, _look(text.path, key, before, after), inner.lang, plain, follows)


def _key(path: tuple[_Box, ...]) -> tuple[str, bool]:
    """The style key of a text, and whether it stands where such a text usually does."""
    keys = [box.key for box in path if box.key]
    if len(keys) > 1 and keys[-1] == "paragraph":  # it is set as what it stands in
        keys.pop()
    if not keys:
        return "", False
    key = keys[-1]
    around = {other for other in keys[:-1] if other not in MAY_STAND_IN.get(key, ())}
    return key, around == set(chain(key)[:-1]) and keys.count(key) == 1


def _look(path: tuple[_Box, ...], key: str, before: tuple[_Box, ...], after: tuple[_Box, ...]) -> Look:
    inner = path[-1].style
    table = key in IN_TABLES or any(box.tag in _TABLES for box in path)
    keys = [box.key for box in path]
    outer = path[keys.index(chain(key)[0])] if chain(key)[0] in keys else path[0]
    own = path[path.index(outer) :]
    opens = [box for box in own if not any(other.element is box.element for other in before)]
    closes = [box for box in own if not any(other.element is box.element for other in after)]
    edge = outer in opens, outer in closes
    return Look(
        families=inner.families,
        size=inner.size,
        leading=inner.leading,
        weight=inner.weight,
        color=inner.color("color") or None,
        align=None if table else inner.align,
        first_indent=inner.length("text-indent"),
        left=None if table else _inset(path, "left"),
        right=None if table else _inset(path, "right"),
        before=max(box.style.length("margin-top") for box in opens) if edge[0] and not table else None,
        after=max(box.style.length("margin-bottom") for box in closes) if edge[1] and not table else None,
        above=sum(_edge(box, "top") for box in opens),
        below=sum(_edge(box, "bottom") for box in closes),
        tracking=inner.length("letter-spacing"),
        background=next(
            (tint for box in reversed(path) if (tint := box.style.color("background-color"))), ""
        ),
    )


def _edge(box: _Box, side: str) -> float:
    return box.style.length(f"border-{side}-width") + box.style.length(f"padding-{side}")


def _inset(path: tuple[_Box, ...], side: str) -> float:
    return sum(
        box.style.length(name)
        for box in path
        for name in (f"margin-{side}", f"border-{side}-width", f"padding-{side}")
    )
