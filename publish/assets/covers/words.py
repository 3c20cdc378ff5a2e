"""What a cover says, taken from its edition: only words that can be set, nothing twice."""

import re
import unicodedata
from typing import NamedTuple

from publish.assets.covers.lettering import Lettering
from publish.assets.covers.sheet import Sheet
from publish.model import Edition
from publish.theming.labels import labels, long_date
from publish.theming.theme import Theme

# The number of an issue where it says which of its numbers that is, else its last number.
_NAMED = re.compile(
    r"(?:第|總第|总第|\bNo\.?|\bIssue|#|№)\s*(\d{1,4})|(\d{1,4})\s*(?:期|号|號|辑|輯|호)", re.IGNORECASE
)
_SHORT = 6
_ANY = re.compile(r"(\d{1,4})(?!.*\d)")


class Words(NamedTuple):
    """The words of a cover, each empty where there is none.

    `numeral` is the number in `issue`, or all of it if it is short and has none; `others` stands for names
    that there is no room for.
    """

    title: str
    subtitle: str
    issue: str
    numeral: str
    contributors: tuple[str, ...]
    editors: tuple[str, ...]
    others: str
    publisher: str
    date: str

    def named(self, most: int) -> tuple[str, ...]:
        """Those whose work the edition is, `most` of them by name: its editors, or its few authors."""
        names = self.editors or (self.contributors if len(self.contributors) <= most else ())
        return names if len(names) <= most else (*names[:most], self.others)


class Commission(NamedTuple):
    """What a design works with: the sheet, the theme, the letters, the words, and what to grow from."""

    sheet: Sheet
    theme: Theme
    letters: Lettering
    words: Words
    seed: str


def words_of(edition: Edition, letters: Lettering) -> Words:
    """The words of a cover in the order of their weight."""
    issue = letters.sayable(edition.issue)
    publisher = letters.sayable(edition.publisher)
    title = letters.sayable(edition.title)
    return Words(
        title=title,
        subtitle=letters.sayable(edition.subtitle),
        issue=issue,
        numeral=_numeral(issue) or (issue if len(issue) <= _SHORT else ""),
        contributors=_contributors(edition, letters),
        editors=tuple(filter(None, map(letters.sayable, edition.creators))),
        others=letters.sayable(labels(edition.lang).and_others) or "…",
        publisher="" if publisher == title else publisher,
        date=letters.sayable(long_date(edition.date, edition.lang)),
    )


def _numeral(issue: str) -> str:
    issue = unicodedata.normalize("NFKC", issue)
    named = _NAMED.findall(issue)
    if named:
        return next(filter(None, named[-1]), "")
    found = _ANY.search(issue)
    return found[1] if found else ""


def _contributors(edition: Edition, letters: Lettering) -> tuple[str, ...]:
    """Who wrote the articles, in their order: authors, or who published one that names none."""
    own = {edition.title, edition.publisher}
    names = (
        name
        for article in edition.articles()
        for name in (article.authors or (article.source,))
        if name not in own
    )
    return tuple(dict.fromkeys(filter(None, map(letters.sayable, names))))
