"""The account that published an article, from its own words: “关注「XX」公众号”, “版权归「XX」所有”.

A wrong source is worse than none. So an account is believed by one strong sign (it says whose account this
is) or by two weak ones that agree: it names itself in two ways, or a way and the name of the author, of the
folder or of the file (`账号_标题.md`) say the same. Where two names have as much for them, there is none.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath

from publish.cleaning.phrases import fold, phrases
from publish.facts.origins import known, line_of
from publish.model import Article, Block
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "account-name"

_FIRST, _LAST = 12, 30  # blocks at either end in which an account speaks for itself
_LONGEST_LINE = 160
_ENOUGH = 2


@cleaner(RULE, reason="What an account says of itself is read; nothing is taken out.")
def account_name(article: Article) -> Article:
    """Fill in the account that names itself, where nothing states a source."""
    if article.source:
        return article
    signs: dict[str, set[tuple[str, int]]] = {}
    written: dict[str, tuple[str, int]] = {}
    for name, sign, weight, line in _signs(article.body):
        key = fold(name)
        written.setdefault(key, (name, line))
        signs.setdefault(key, set()).update((sign, count) for count in range(weight))
    for beside in _names_beside(article) & signs.keys():
        signs[beside].add(("beside", 0))
    ranked = Counter({key: len(found) for key, found in signs.items()}).most_common(2)
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return article
    name, line = written[ranked[0][0]]
    return known(article, "source", name, "account's own words", line)


def _signs(body: tuple[Block, ...]) -> Iterator[tuple[str, str, int, int]]:
    """Name, the line that has it as it is written, the sign's weight and the line's number.

    A line said twice is one sign, and so is a line in which several patterns find the name.
    """
    naming = phrases().naming
    last = max(_FIRST, len(body) - _LAST)
    for block in (*body[:_FIRST], *body[last:]):
        for text in plain_text(block).split("\n"):
            line = one_line(text)
            if not line or len(line) > _LONGEST_LINE:
                continue
            elsewhere = naming.is_elsewhere(line)
            for weight, pattern in naming.signs:
                for found in pattern.finditer(line):
                    name = _name(found)
                    if name and not naming.is_nobody(name):
                        yield name, line, 1 if elsewhere else weight, line_of(block)


def _name(found: re.Match[str]) -> str:
    names = (found[group] for group in ("quoted", "bare", "rest") if group in found.re.groupindex)
    return one_line(next(filter(None, names), "")).strip(" .,，。!！:：|｜-—")


def _names_beside(article: Article) -> set[str]:
    """What else may be the account's name: the author's, the folder's, the beginning of the file's."""
    path = PurePath(article.provenance.path)
    return {fold(name) for name in (*article.authors, path.parent.name, path.stem.partition("_")[0])} - {""}
