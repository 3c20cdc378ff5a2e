"""The title of a page's article, and the heading on the page that shows it.

What a page states as its title has the site's name around it as often as not, or is what an editor put
there before anyone wrote a page (`Document`). Its headings and Open Graph say the same without it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from publish.facts.titles import folded, plain_title, without_site
from publish.normal import one_line
from publish.reading.html_tree import Element, text_of

_HEADINGS = ("h1", "h2", "h3", "h4")
# A class or property by which themes and schema.org mark the headline: hAtom's is `entry-title`.
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:entry|post|article|news|story)[-_]?(?:title|headline)(?=\s|$)", re.IGNORECASE
)
# What stands in `title` where nobody wrote one, folded.
_PLACEHOLDERS = frozenset(
    folded(text)
    for text in (
        *(
            "Document",
            "Untitled",
            "Untitled Document",
            "Untitled Page",
            "New Page",
            "New Page 1",
            "Page Title",
        ),
        *("Title", "Title of the document", "HTML Document", "Insert title here", "index", "index.html"),
        *(
            "React App",
            "Vite App",
            "无标题文档",
            "无标题",
            "新建网页 1",
            "無題ドキュメント",
            "無題",
            "제목 없음",
        ),
        *("Unbenanntes Dokument", "Document sans titre", "Documento sin título", "Документ без названия"),
    )
)
_SEPARATED = re.compile(r"[^\w\s|｜»–—·•:-]*(?:\s*[|｜_»]|\s+[-–—·•:]+\s)")
# Chinese sites without a word on their name: 标题_栏目_网站, the last being one by its ending.
_UNDERSCORED = re.compile(
    r"(?P<title>[^_]{8,}?)\s*_+\s*(?:[^_]{1,24}?\s*_+\s*){0,3}(?P<site>[^_\s]{2,10}(?:网|網|在线|频道|日报|晚报|新闻))"
)
# A heading in part of a title is the title's beginning only if it has this many letters.
_FEWEST = 4
_MOST_HEADINGS = 80


def is_placeholder(title: str) -> bool:
    """True for a title that stands where nobody wrote one."""
    return folded(title) in _PLACEHOLDERS


def page_title(root: Element, article: Element, stated: str, open_graph: str, *sites: str) -> str:
    """The stated title without the site's name, as a heading or Open Graph writes the same in full."""
    if not stated or is_placeholder(stated):
        heading = heading_before_text(root, article)
        stated = open_graph or (_words(heading) if heading is not None else "")
    title = without_site(stated, *sites)
    for other in (without_site(plain_title(text), *sites) for text in _said(root, open_graph)):
        title = _shorter(title, other)
    return title


def site_after_underscore(title: str) -> tuple[str, str]:
    """Title and site of a title of the form 标题_栏目_某某网; the whole and no site of any other."""
    found = _UNDERSCORED.fullmatch(title)
    return (found["title"], found["site"]) if found else (title, "")


def title_headings(root: Element, title: str) -> tuple[Element, ...]:
    """The heading that shows this title, then the first of level 1 if that is another."""
    first = [heading for heading in _of_level_one(root) if _words(heading)]
    letters = folded(title)
    same = (
        heading for heading in (*first, *_lower(root)) if letters and folded(_words(heading)) == letters
    )
    return tuple(dict.fromkeys((*islice(same, 1), *first[:1])))


def heading_before_text(root: Element, article: Element) -> Element | None:
    """The heading under which the article stands: one marked so, the first of level 1, else the nearest."""
    marked = (heading for heading in root.iter(*_HEADINGS) if is_marked_title(heading))
    first = next((one for one in (*marked, *_of_level_one(root)) if _words(one)), None)
    if first is not None:
        return first
    nearest = None
    for element in root.iter(*_HEADINGS, "p", article.tag):
        if (
            element.tag == "p"
            and len(text_of(element)) > 60
            and article in (element, *element.iterancestors())
        ):
            break
        if element.tag in _HEADINGS and _words(element):
            nearest = element
    return nearest


def is_marked_title(element: Element) -> bool:
    """True for what calls itself the headline."""
    return "headline" in element.get("itemprop", "") or bool(_MARKED.search(element.get("class", "")))


def _said(root: Element, open_graph: str) -> Iterator[str]:
    yield open_graph
    for heading in _of_level_one(root):
        yield _words(heading)
    for heading in _lower(root):
        if len(folded(words := _words(heading))) >= _FEWEST:
            yield words


def _shorter(title: str, other: str) -> str:
    """The other where it is the same: with more marks in it, or without what a bar or dash sets off."""
    known, letters = folded(title), folded(other)
    if not letters or not known.startswith(letters):
        return title
    if letters == known:
        return other if len(other) > len(title) else title
    rest = title[_length_of(letters, title) :]
    return other if _SEPARATED.match(rest) else title


def _length_of(letters: str, title: str) -> int:
    """How much of a title has these letters, which it begins with."""
    counted = 0
    for place, sign in enumerate(title):
        counted += len(folded(sign))
        if counted >= len(letters):
            return place + 1
    return len(title)


def _of_level_one(root: Element) -> Iterable[Element]:
    return root.iter("h1")


def _lower(root: Element) -> Iterator[Element]:
    for number, heading in enumerate(root.iter(*_HEADINGS[1:])):
        if number == _MOST_HEADINGS:
            return
        yield heading


def _words(heading: Element) -> str:
    """The words of a heading without the sign that links to it."""
    return one_line(text_of(heading)).rstrip("¶🔗 ")
