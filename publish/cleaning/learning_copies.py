"""Which articles are copies of one another: what stands in all of them has been said once.

Captures come twice, and accounts send out an advert again under another title. Two articles are copies if
they have one title, one address, or most of their sentences in common. Sentences that many articles have do
not count for that: those are what is to be learned.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from publish.cleaning.learning_forms import PICTURE
from publish.cleaning.phrases import fold
from publish.model import Article

_SENTENCE = 20  # characters from which on a paragraph is an article's own sentence
_FEWEST_SHARED = 2
_SHARED = 0.6  # of the sentences of the shorter article
_COMMON = 0.3  # share of the articles that have a sentence from which on it is nobody's own
_FEW = 3
_MANY = 24  # articles that have it from which on it is nobody's own, however many there are


def copies(articles: Sequence[Article], texts: Sequence[Collection[str]]) -> list[int]:
    """For each article the number of the first one that it is a copy of; its own where it is none.

    `texts` are the forms of their blocks.
    """
    same = list(range(len(articles)))

    def root(number: int) -> int:
        while same[number] != number:
            number = same[number]
        return number

    for one, other in _pairs(articles, texts):
        first, second = sorted((root(one), root(other)))
        same[second] = first
    return [root(number) for number in range(len(articles))]


def _pairs(articles: Sequence[Article], texts: Sequence[Collection[str]]) -> Iterable[tuple[int, int]]:
    yield from _alike([fold(article.title) for article in articles])
    yield from _alike([article.provenance.url for article in articles])
    yield from _alike([article.provenance.sha256 for article in articles])
    yield from _of_one_text([_sentences(text) for text in texts])


def _alike(names: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Each article with the first one of its name; those without a name are left out."""
    first: dict[str, int] = {}
    for number, name in enumerate(names):
        if name and first.setdefault(name, number) != number:
            yield first[name], number


def _sentences(text: Collection[str]) -> frozenset[str]:
    return frozenset(form for form in text if len(form) >= _SENTENCE and not form.startswith(PICTURE))


def _of_one_text(texts: Sequence[frozenset[str]]) -> Iterable[tuple[int, int]]:
    """The articles that share most of the sentences which only few articles have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for sentence in text:
            holders[sentence].append(number)
    most = min(max(_FEW, _COMMON * len(texts)), _MANY)
    rare = {sentence: found for sentence, found in holders.items() if len(found) <= most}
    own = Counter(number for found in rare.values() for number in found)
    shared = Counter(
        (one, other)
        for found in rare.values()
        for place, one in enumerate(found)
        for other in found[place + 1 :]
    )
    for (one, other), count in sorted(shared.items()):
        if count >= max(_FEWEST_SHARED, _SHARED * min(own[one], own[other])):
            yield one, other
