"""Which part of a page is the article, and what inside of it is not of it.

Platforms and schema.org name the article. Elsewhere it is the innermost element that holds nearly all of
the page's running text: paragraphs of some length that are no links, outside of what is named a menu, a
comment, an advertisement, and outside of rows of cards that announce other articles (after the ideas of
Readability and Boilerpipe: text length and link density). An article that is set in several boxes of one
kind is the element around them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from lxml import etree

from publish.reading.html_hidden import hidden_rule
from publish.reading.html_links import site_of
from publish.reading.html_names import furniture_by_name, is_content_name, is_lead_name, names_of
from publish.reading.html_tree import Element, text_of
from publish.reading.tags import CONTROL_TAGS, INLINE_TAGS, STYLE_TAGS

# Where platforms put the article, the surest first.
_NAMED = (
    ".//*[@id='js_content']",
    ".//*[contains(concat(' ', normalize-space(@itemprop), ' '), ' articleBody ')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' rich_media_content ')]",
)
_IN_LINE = INLINE_TAGS | frozenset(STYLE_TAGS) | {"img", "br", "wbr", "code", "kbd", "samp", "tt"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# An element whose name says furniture but that holds this share of the article's text is none.
_TOO_MUCH = 0.4
# A paragraph of running text has at least this many characters outside of links.
_RUNNING = 25
# What is only part of a list or table, whose other parts belong to it.
_PARTS = frozenset({"li", "dd", "dt", "tr", "tbody", "thead"})
# The innermost element with this share of the page's running text is the article's.
_NEARLY_ALL = 0.75
# Boxes beside it, of its own kind or plain paragraphs, with this share of its text are of the article.
_KIN = 0.03
_KIN_TAGS = frozenset({"p", "blockquote", "pre"})
# ... as far up as this; what holds the whole page is not asked.
_KIN_LEVELS = 4
# What calls itself the text of the article is believed if this share of the running text is in it.
_NAMED_SHARE = 0.35

_LAYOUT = re.compile(
    r"(?:[a-z]+[-_]+)?(?:wrap(?:per)?|container|rows?|col(?:umn)?s?(?:[-_].*)?|grid|outer|box|block|module)"
)

# Cards announce other articles: a linked heading or picture and a few words.
_CARD_TAGS = frozenset({"li", "div", "article", "section", "td", "dd", "a"})
_MOST_OF_CARD = 500
_FEWEST_CARDS = 3
_FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# Words for comments, in what introduces them.
_COMMENTS = ("comment", "kommentar", "коммент", "コメント", "评论", "評論", "留言", "댓글", "تعليق", "תגוב")
_NOTE_ON_COMMENTS = 400
# A row that says when the page was made.
_MOST_OF_ROW = 250
_DAYS = re.compile(
    r"(?:^|[-_])(?:page|post|entry|article)?[-_]?(?:dates?|meta|timestamp|published|modified)(?:$|[-_])"
)


def article_element(root: Element) -> Element:
    """The element that holds the article's text, at worst the whole body."""
    return find_article(root)[0]


def find_article(root: Element) -> "tuple[Element, Furniture]":
    """The element that holds the article's text, and the rule by which parts of it are left out."""
    body = next(iter(root.iter("body")), root)
    texts = _Texts(body)
    element = _article(root, body, texts)
    texts.mark_rows_of_dates(element)
    return element, Furniture(texts, element)


def _article(root: Element, body: Element, texts: "_Texts") -> Element:
    for path in _NAMED:
        found: Any = root.xpath(path)
        named: list[Element] = list(found)
        best = max(named, key=texts.running, default=None)
        if best is not None and texts.running(best) >= texts.running(body) / 4:
            return best
    return _with_kin(_self_named(_innermost(body, texts), texts), texts)


class Furniture:
    """What stands inside an article and is not of it: what is hidden, navigation, forms, cards.

    Called with an element it gives the rule by which the element is left out, or nothing.
    """

    def __init__(self, texts: "_Texts", article: Element) -> None:
        self._texts = texts
        self._most = texts.size(article) * _TOO_MUCH

    def __call__(self, element: Element) -> str:
        if not self._texts.seen(element):
            return _unseen_rule(element) or "hidden"
        rule = self._texts.rule(element)
        return rule if rule == "cards" or self._texts.size(element) <= self._most else ""


class _Texts:
    """How much text each element holds: all that is seen, what is linked, and running text."""

    def __init__(self, root: Element) -> None:
        self._sizes: dict[Element, int] = {}
        self._linked: dict[Element, int] = {}
        self._titled: set[Element] = set()
        self._pictured: set[Element] = set()
        self._running: dict[Element, int] = {}
        self._plain: dict[Element, int] = {}
        self._rules: dict[Element, str] = {}
        seen = list(_from_the_inside_out(root))
        for element in seen:
            self._measure(element)
        self._all = self._sizes.get(root, 0)
        self._unlinked = self._all - self._linked.get(root, 0)
        self._site = site_of(root)
        for element in seen:
            self._mark_cards(element)
        for element in seen:
            self._add_running(element)

    def seen(self, element: Element) -> bool:
        """False for what is hidden, and for what is in such an element."""
        return element in self._sizes

    def size(self, element: Element) -> int:
        """Characters that are seen, blanks left out."""
        return self._sizes.get(element, 0)

    def running(self, element: Element) -> int:
        """Characters of paragraphs that are long enough and no links."""
        return self._running.get(element, 0)

    def rule(self, element: Element) -> str:
        """The rule by which an element is furniture, or empty; however much is in it."""
        return self._rules.get(element, "")

    def mark_rows_of_dates(self, article: Element) -> None:
        """Mark the rows after the text that say when the page was made and edited."""
        for time in article.iterdescendants("time"):
            row = time
            outer = row.getparent()
            while outer is not None and outer is not article and self.size(outer) <= _MOST_OF_ROW:
                row, outer = outer, outer.getparent()
            if row is time or outer is None or not _is_about_days(time, row):
                continue
            times = sum(map(self.size, row.iter("time")))
            if self.size(row) <= 2 * times and not self._text_follows(row, article):
                self._rules[row] = "page-furniture"

    def _text_follows(self, element: Element, article: Element) -> bool:
        outer: Element | None = element
        while outer is not None and outer is not article:
            if any(self.running(after) for after in outer.itersiblings()):
                return True
            outer = outer.getparent()
        return False

    def _measure(self, element: Element) -> None:
        name = str(element.tag)
        size, linked = _length(element.text), 0
        titled = pictured = heading = False
        for child in element:
            size += self._sizes.get(child, 0) + _length(child.tail)
            linked += self._linked.get(child, 0)
            titled = titled or child in self._titled
            pictured = pictured or child in self._pictured
            heading = heading or child.tag in _HEADINGS
        if name == "a":
            linked = size
            titled = titled or heading or (pictured and size > 0)
        elif linked >= 8 and linked >= 0.8 * size and (name in _HEADINGS or name == "p"):
            titled = True
        self._sizes[element], self._linked[element] = size, linked
        if titled:
            self._titled.add(element)
        if pictured or name in {"img", "picture"}:
            self._pictured.add(element)

    def _mark_cards(self, element: Element) -> None:
        """Mark the cards in an element, and the element if there is hardly anything else in it."""
        if len(element) < _FEWEST_CARDS:
            return
        groups: defaultdict[str, list[Element]] = defaultdict(list)
        for child in element:
            if child in self._titled and self._is_card(child):
                groups[f"{child.tag} {_first_class(child)}"].append(child)
        for cards in groups.values():
            if len(cards) < _FEWEST_CARDS or not self._lead_elsewhere(cards):
                continue
            size = sum(map(self.size, cards))
            if size > self._unlinked - (size - sum(self._linked[card] for card in cards)):
                continue
            self._rules.update(dict.fromkeys(cards, "cards"))
            self._mark_around(element, size)

    def _lead_elsewhere(self, cards: list[Element]) -> bool:
        """True where the cards mostly lead to pages of the same site: a list of finds elsewhere is text."""
        links = [link.get("href", "") for card in cards for link in card.iter("a")]
        own = sum(not _FOREIGN.match(link) or self._site in link for link in links)
        return 2 * own > len(links)

    def _mark_around(self, element: Element, size: int) -> None:
        """What holds cards and otherwise a heading at most is marked with them."""
        outer: Element | None = element
        while (
            outer is not None
            and size >= 0.8 * self.size(outer) - 20
            and str(outer.tag) not in {"body", "main"}
        ):
            self._rules[outer] = "cards"
            outer = outer.getparent()

    def _is_card(self, element: Element) -> bool:
        if str(element.tag) not in _CARD_TAGS or not 8 <= self.size(element) <= _MOST_OF_CARD:
            return False
        if self._linked[element] < 8:
            return False
        boxes = sum(
            child.tag not in _IN_LINE and self.size(child) > 0 for child in element.iterdescendants()
        )
        return element in self._pictured or boxes > 1 or element.tag == "a"

    def _add_running(self, element: Element) -> None:
        inside, own = 0, _length(element.text)
        for child in element:
            inside += self._running.get(child, 0)
            own += self._plain.get(child, 0) + _length(child.tail)
        name = str(element.tag)
        if name in _IN_LINE:
            self._plain[element] = 0 if name == "a" else own
            self._running[element] = inside
            return
        running = inside + (own if own >= _RUNNING else 0)
        rule = self._rules.get(element) or furniture_by_name(element, running > 2 * _RUNNING)
        if not rule and running and running < _NOTE_ON_COMMENTS:
            rule = self._note_on_comments(element)
        if rule:
            self._rules[element] = rule
            if rule == "cards" or self._sizes[element] <= self._all * _TOO_MUCH:
                running = 0
        self._running[element] = running

    def _note_on_comments(self, element: Element) -> str:
        """The house rules that stand in a box of their own right before the comments."""
        following = element.getnext()
        if (
            str(element.tag) not in {"div", "section"}
            or following is None
            or not _is_about_comments(following)
        ):
            return ""
        words = text_of(element).lower()
        return "comments" if any(word in words for word in _COMMENTS) else ""


def _is_about_days(time: Element, row: Element) -> bool:
    """True for a time marked as that of publication, and for a row named after dates."""
    stated = time.get("pubdate") is not None or time.get("itemprop", "") in {
        "datePublished",
        "dateModified",
    }
    return stated or any(_DAYS.search(name) for name in names_of(row))


def _is_about_comments(element: Element) -> bool:
    return any("comment" in name or "disqus" in name for name in names_of(element))


def _from_the_inside_out(root: Element) -> Iterator[Element]:
    """The elements that are seen, each after all that is in it."""
    walk = etree.iterwalk(root, events=("start", "end"))
    skipped: Element | None = None
    for event, element in walk:
        if event == "end" and element is not skipped:
            yield element
        elif event == "start" and element is not root and _unseen_rule(element):
            skipped = element
            walk.skip_subtree()


def _unseen_rule(element: Element) -> str:
    """Why an element is not seen, or is a control, whose words are never those of an article."""
    return hidden_rule(element) or ("form" if str(element.tag) in CONTROL_TAGS else "")


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


# Finding -------------------------------------------------------------------------------------------


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


def _self_named(element: Element, texts: _Texts) -> Element:
    """The part of an element that calls itself the article's text, if one does and it holds much of it."""
    least = texts.running(element) * _NAMED_SHARE
    named = [
        inner
        for inner in element.iterdescendants("div", "section", "article")
        if texts.running(inner) >= least and is_content_name(inner)
    ]
    if not least or not named or is_content_name(element):
        return element
    most = max(map(texts.running, named))
    return [inner for inner in named if texts.running(inner) >= 0.9 * most][-1]


def _with_kin(element: Element, texts: _Texts) -> Element:
    """The element around the one found, as long as more of the article stands beside it."""
    found = around = element
    for _ in range(_KIN_LEVELS):
        outer = around.getparent()
        if outer is None or str(around.tag) in {"article", "main"} or str(outer.tag) in {"body", "html"}:
            break
        beside = sum(texts.running(kin) for kin in outer if kin is not around and _is_kin(kin, around))
        more = texts.running(outer) - texts.running(found)
        named = is_content_name(outer) and not is_content_name(found)
        leads = any(texts.running(kin) and is_lead_name(kin) for kin in around.itersiblings(preceding=True))
        if leads or (beside if not named else more) >= max(_KIN * texts.running(found), 2 * _RUNNING):
            found = outer
        around = outer
    return found


def _is_kin(other: Element, element: Element) -> bool:
    if str(other.tag) in _KIN_TAGS:
        return True
    return other.tag == element.tag and _kind(other) == _kind(element) != ""


def _kind(element: Element) -> str:
    """What kind of box an element is by its first class; a box of the page's layout is of no kind."""
    kind = _first_class(element)
    return "" if str(element.tag) == "div" and _LAYOUT.fullmatch(kind) else kind


def _first_class(element: Element) -> str:
    return next(iter(element.get("class", "").lower().split()), "")
