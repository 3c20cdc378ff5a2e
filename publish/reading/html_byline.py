"""What a page says about its article beside the heading: who wrote it, when, and where it comes from.

Above the heading stands the site's own head, with the day on which the page was saved; below the first
paragraph there are other people's names. So only the lines under the heading are asked: elements named
after dates, people and sources, links to somebody's own page, rows that are a date or a reporter's address.
"""

import re
from collections.abc import Iterator

from publish.facts.dates import parse_date
from publish.facts.names import split_names
from publish.normal import one_line
from publish.reading.html_tree import Element, text_of
from publish.reading.metadata import Metadata

_LONGEST_NOTE = 120  # characters of an element that may be a byline or a dateline
_NEAREST = 200  # elements after the heading in which they may stand
_ROWS = 8  # elements after the heading in which they are believed without a name
_RUNNING = 100  # bytes of a paragraph with which the text has begun: Han says as much in fewer signs
_ABOUT_DATES = re.compile(r"date|time|tmstmp|pub|posted|日期|时间", re.IGNORECASE)
_ABOUT_PEOPLE = re.compile(r"(?:^|[-_\s])(?:author|byline|writer|reporter|p-author)", re.IGNORECASE)
_MARKED = re.compile(
    r"date|time|tmstmp|pub|post|author|byline|writer|reporter|source|info|meta|origin", re.IGNORECASE
)
_SOURCE = re.compile(r"(?:文章|稿件|信息)?(?:来源|來源|出处)\s*[:：]\s*(?P<name>[^\s|｜,，;；:：]{2,30})")
_AUTHOR = re.compile(r"(?:作者|记者|記者|撰文|글쓴이|작성자)\s*[:：]\s*(?P<name>[^\s|｜,，;；:：]{2,20})")
# 김재호 수변일보 기자(kim@a.example), and with the post before the address alone.
_KOREAN_REPORTER = re.compile(
    r"(?P<name>[가-힣]{2,4})\s+(?:(?P<house>\S{2,14})\s+)?(?:선임|전문|인턴|수습)?(?:기자|특파원)\s*[(\[（]?\s*[\w.+-]+@"
)
# vom Krimiblogger; where the word may be part of a name, only before a name of two words.
_BY = re.compile(
    r"(?:(?:by|vom|par|por|door|przez|автор)\s+|(?:von|di|da|de|av|af)\s+(?=\w[\w.'-]*\s\w))(?=\w)"
)
# Somebody's own page: /author/ann-lee, /people/ann.
_OWN_PAGE = re.compile(
    r"/(?:authors?|contributors?|profiles?|people|writers?|columnists?|reporters?|journalists?|autor(?:en|es|i)?"
    r"|auteurs?|autore)/[^/?#]+/?(?:[?#].*)?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}")
_DATE_MARKS = re.compile(r"[\d\s.,:：/年月日년월일시분-]")


def beside_the_title(root: Element, heading: Element) -> Metadata:
    """What the lines under a heading of the article say."""
    found = Metadata()
    begun = False
    for number, element in enumerate(_after(root, heading)):
        begun = begun or (element.tag == "p" and len(one_line(text_of(element)).encode()) > _RUNNING)
        marks = f"{element.get('class', '')} {element.get('id', '')}" if element.attrib else ""
        notes = [_marked_note(element, marks)] if _MARKED.search(marks) else []
        if not begun and element.tag == "a":
            notes.append(_linked_author(element))
        if not begun and number < _ROWS:
            notes.append(_row(one_line(text_of(element)[: 4 * _LONGEST_NOTE])))
        line = element.sourceline if isinstance(element.sourceline, int) else 0
        for note in notes:
            found = found.or_else(note.found("page elements", line))
    return found


def _after(root: Element, heading: Element) -> Iterator[Element]:
    """The elements that follow the heading, in reading order; those in the heading do not."""
    left = 0
    for element in root.iter():
        if element is heading:
            left = _NEAREST
        elif left and isinstance(element.tag, str):
            left -= 1
            yield element
            if not left:
                return


def _marked_note(element: Element, marks: str) -> Metadata:
    text = one_line(text_of(element)[: 4 * _LONGEST_NOTE])
    if not 0 < len(text) <= _LONGEST_NOTE:
        return Metadata()
    source, author = _SOURCE.search(text), _AUTHOR.search(text)
    people = author["name"] if author else _person(element, text) if _ABOUT_PEOPLE.search(marks) else ""
    names = split_names(people)
    return Metadata(
        date=parse_date(text) if _ABOUT_DATES.search(marks) or source else "",
        source=source["name"] if source else "",
        authors=names if len(names) <= 5 else (),
    )


def _person(element: Element, text: str) -> str:
    """Who an element names: what it marks as a full name (vCard's `fn`), else all without “by”."""
    for inner in element.iter():
        if "fn" in str(inner.get("class", "")).split():
            return one_line(text_of(inner)) or text
    return _BY.sub("", text, count=1) if _BY.match(text) else text


def _linked_author(element: Element) -> Metadata:
    """The name that a link to somebody's own page says."""
    if not _OWN_PAGE.search(element.get("href", "")):
        return Metadata()
    names = split_names(one_line(text_of(element)[:_LONGEST_NOTE]))
    return Metadata(authors=names if len(names) == 1 else ())


def _row(text: str) -> Metadata:
    """What a short row says that is a date, or a reporter with an address."""
    if not 0 < len(text) <= _LONGEST_NOTE:
        return Metadata()
    reporter = _KOREAN_REPORTER.search(text)
    dated = reporter or _CLOCK.search(text) or len(_DATE_MARKS.sub("", text)) <= len(text) / 3
    return Metadata(
        authors=(reporter["name"],) if reporter else (),
        source=(reporter["house"] or "") if reporter else "",
        date=parse_date(text) if dated else "",
    )
