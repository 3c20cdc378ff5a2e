"""Learning what a source repeats before and after its articles, from articles that the rules have cleaned.

An account's own debris comes back in article after article; so do credits and standard subheads. What tells
them apart is where they stand: only what is reached from an article's border through other such lines is
counted (see `learning_borders`), and only if it hardly ever stands anywhere else. What the rules have taken
from a border in other articles counts as well: so a line that they are sure of in nine articles goes in the
tenth, too. Each article counts once, however often it was captured; a line must come back more often the
less it says.

What is learned is a value (`accounts.Account`), the same whatever the order of the articles, and tells its
evidence. The rule `learned` goes by it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple, TypeAlias

from publish.cleaning.accounts import Account, Line, Picture, Stretch, account_name
from publish.cleaning.learning_borders import Standing, repeated_at_end, repeated_at_start
from publish.cleaning.learning_copies import copies
from publish.cleaning.learning_forms import PICTURE, forms_of, marked
from publish.cleaning.phrases import Phrases
from publish.cleaning.shapes import images_of, is_prose, span_of
from publish.model import Article
from publish.normal import one_line
from publish.walk import plain_text

FEWEST = 4
"""Articles of one source from which on it can be learned from."""

_FEWEST_SEEN = 3
_SHARE_OF_WORDS = 0.1  # of an account's articles that must have a few words, which anybody might say
_SHARE_OF_PROSE = 0.04  # ... a whole sentence, or a picture
_MOST_ELSEWHERE = 0.2  # of the articles with a line that may have it away from the border

BORDER_RULES = frozenset({"opening", "ending", "related", "linked-pictures", "border-pictures"})
"""The rules that take out what stands at a border because it does."""

_TENTH, _QUARTER = 0.1, 0.25


class Evidence(NamedTuple):
    """What is repeated, and where to look at it: the first capture that has it, and the line there."""

    repeated: Line | Picture
    path: str
    line: int


class Lesson(NamedTuple):
    """What was learned of one source, from how many articles (copies counted once)."""

    name: str
    articles: int
    found: tuple[Evidence, ...]

    @property
    def account(self) -> Account:
        """The same as rules go by it."""
        repeated = [evidence.repeated for evidence in self.found]
        return Account(
            tuple(one for one in repeated if isinstance(one, Line)),
            tuple(one for one in repeated if isinstance(one, Picture)),
        )


class Sample(NamedTuple):
    """An article as it was captured and as the rules have left it."""

    captured: Article
    cleaned: Article


def learn(samples: Iterable[Sample], known: Phrases) -> tuple[Lesson, ...]:
    """What each source of these articles repeats at their borders, if anything, by name.

    The articles have been cleaned with what is `known`. Captures that are no article say nothing.
    """
    of_account: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        if sample.cleaned.provenance.kind in _ARTICLES:
            of_account[account_name(sample.cleaned)].append(sample)
    return tuple(_lesson(name, of_account[name], known) for name in sorted(of_account))


_ARTICLES = frozenset({"article", "truncated"})


def _lesson(name: str, samples: list[Sample], known: Phrases) -> Lesson:
    samples = sorted(samples, key=lambda one: (one.cleaned.provenance.path, one.cleaned.title))
    pages = _pages(samples, known)
    of = len({page.number for page in pages})
    if of < FEWEST:
        return Lesson(name, of, ())
    return Lesson(name, of, tuple(_evidence(found, of) for found in _repeated(pages, of)))


class _Page(NamedTuple):
    """An article being learned from: the forms of its blocks, how these stand, and what is gone of it.

    `number` is that of the article it is a copy of, or its own.
    """

    number: int
    article: Article
    forms: list[tuple[str, ...]]
    blocks: Standing
    gone: frozenset[str]


def _pages(samples: list[Sample], known: Phrases) -> list[_Page]:
    articles = [sample.cleaned for sample in samples]
    forms = [[forms_of(block) for block in article.body] for article in articles]
    texts = [{form for of_block in of_article for form in of_block} for of_article in forms]
    blocks = [Standing(article, known) for article in articles]
    gone = map(_gone, samples)
    return [
        _Page(*page) for page in zip(copies(articles, texts), articles, forms, blocks, gone, strict=True)
    ]


def _gone(sample: Sample) -> frozenset[str]:
    """The forms of what the rules for the borders have taken out of an article."""
    taken = [gone.span for gone in sample.cleaned.provenance.removals if gone.rule in BORDER_RULES]
    lines = {line for span in taken for line in range(span.first, span.last + 1)}
    gone = (block for block in sample.captured.body if span_of(block).first in lines) if lines else ()
    return frozenset(form for block in gone for form in forms_of(block))


# What repeats --------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """A block of a page."""

    page: _Page
    block: int


class _Found(NamedTuple):
    """A form, where it was reached from this border, and in how many articles it is or was."""

    form: str
    at_end: bool
    places: tuple[_Place, ...]
    seen: int


Shares: TypeAlias = dict[str, float]
Holders: TypeAlias = dict[str, set[int]]


def _repeated(pages: Sequence[_Page], of: int) -> list[_Found]:
    """What repeats at either border: what is reached through it, until no more of it falls away."""
    gone = _holders((page.number, form) for page in pages for form in page.gone)
    here = _holders((page.number, form) for page in pages for forms in page.forms for form in forms)
    common = _often(here, gone, of)
    stands = [
        (_Place(page, block), form)
        for page in pages
        for block, forms in enumerate(page.forms)
        for form in forms
        if form in common
    ]
    shares = {False: common, True: common}
    while True:
        reached = {at_end: _reached(pages, shares[at_end], at_end) for at_end in shares}
        elsewhere = _elsewhere(stands, reached)
        last = shares
        shares = {at_end: _shares(reached[at_end], gone, last[at_end], elsewhere, of) for at_end in shares}
        if shares == last:
            break
    return [
        _found(form, at_end, reached[at_end], gone)
        for at_end in (False, True)
        for form in sorted(shares[at_end])
    ]


def _found(form: str, at_end: bool, reached: list[_Place], gone: Holders) -> _Found:
    places = tuple(place for place in reached if form in _forms(place))
    return _Found(
        form, at_end, places, len({place.page.number for place in places} | gone.get(form, set()))
    )


def _need(form: str, of: int) -> int:
    """In how many articles a form must be."""
    certain = form.startswith(PICTURE) or is_prose(form)
    share = _SHARE_OF_PROSE if certain else _SHARE_OF_WORDS
    return max(_FEWEST_SEEN, ceil(round(of * share, 6)))


def _holders(pairs: Iterable[tuple[int, str]]) -> Holders:
    holders: Holders = defaultdict(set)
    for number, form in pairs:
        holders[form].add(number)
    return holders


def _forms(place: _Place) -> tuple[str, ...]:
    return place.page.forms[place.block]


def _reached(pages: Sequence[_Page], shares: Shares, at_end: bool) -> list[_Place]:
    def told(forms: tuple[str, ...]) -> float:
        return min((shares.get(form, 0) for form in forms), default=0)

    find = repeated_at_end if at_end else repeated_at_start
    return [_Place(page, block) for page in pages for block in find(page.blocks, told)]


def _elsewhere(stands: Sequence[tuple[_Place, str]], reached: dict[bool, list[_Place]]) -> dict[str, int]:
    """In how many articles a form stands where neither border reaches."""
    inside = {(id(place.page), place.block) for places in reached.values() for place in places}
    outside = ((place, form) for place, form in stands if (id(place.page), place.block) not in inside)
    holders = _holders((place.page.number, form) for place, form in outside)
    return {form: len(has) for form, has in holders.items()}


def _shares(
    reached: list[_Place], gone: Holders, before: Shares, elsewhere: dict[str, int], of: int
) -> Shares:
    """The share of the articles in which each form is still reached, or is gone, if that is enough."""
    holders = _holders((place.page.number, form) for place in reached for form in _forms(place))
    return {
        form: share
        for form, share in _often(holders, gone, of).items()
        if form in before and elsewhere.get(form, 0) <= _MOST_ELSEWHERE * share * of
    }


def _often(here: Holders, gone: Holders, of: int) -> Shares:
    """The share of the articles that have a form or had it, of the forms of which that is enough."""
    seen = {form: len(has | gone.get(form, set())) for form, has in here.items()}
    return {form: count / of for form, count in seen.items() if count >= _need(form, of)}


# The evidence --------------------------------------------------------------------------------------


def _evidence(found: _Found, of: int) -> Evidence:
    """What is repeated as it most often stands, in how many articles, and how near the border at least."""
    texts = Counter(_written(found.form, place) for place in found.places)
    text = min(texts, key=lambda text: (-texts[text], text))
    first = next(place for place in found.places if _written(found.form, place) == text)
    where = _where(found)
    picture = found.form.startswith(PICTURE)
    repeated: Line | Picture = (
        Picture(src=text, where=where, seen=found.seen, of=of)
        if picture
        else Line(text=text, where=where, seen=found.seen, of=of)
    )
    block = first.page.article.body[first.block]
    return Evidence(repeated, first.page.article.provenance.path, span_of(block).first)


def _written(form: str, place: _Place) -> str:
    block = place.page.article.body[place.block]
    if not form.startswith(PICTURE):
        return one_line(plain_text(block))
    src = next(image.src for image in images_of(block) if marked(image) == form)
    return src if src.startswith("data:") else re.split("[?#]", src)[0]


def _where(found: _Found) -> Stretch:
    far = max(_distance(place, found.at_end) for place in found.places)
    if far <= _TENTH:
        return "last tenth" if found.at_end else "first tenth"
    if far <= _QUARTER:
        return "last quarter" if found.at_end else "first quarter"
    return "last half" if found.at_end else "first half"


def _distance(place: _Place, at_end: bool) -> float:
    """The share of an article's characters between a block and the border."""
    blocks = place.page.blocks
    between = range(place.block + 1, len(blocks)) if at_end else range(place.block)
    return sum(map(blocks.size, between)) / max(sum(map(blocks.size, range(len(blocks)))), 1)
