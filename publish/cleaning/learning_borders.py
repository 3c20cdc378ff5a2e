"""The borders of an article as learning sees them: what stands at an end of it and may be the account's.

From the border inwards, what is known to be repeated is taken as long as nothing else comes between but
pictures, credits and prompts, which stay where they are. So a line that is the account's at the end of its
articles is not touched where the article itself says it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from publish.cleaning.learning_forms import forms_of
from publish.cleaning.looks import Look, look_of
from publish.cleaning.phrases import Phrases, fold
from publish.cleaning.shapes import is_bold, is_pictures, words
from publish.model import Article, Heading, Rule
from publish.walk import plain_text

_PICTURE = 60  # characters that a picture is worth
_MOST_PASSED = 8  # blocks in a row that are passed over without one that is taken
_LONGEST_LIST = 8  # blocks below 参考资料 or 作者简介
_OFTEN = 0.5  # share of an account's articles
_MOST_RARE = 0.5  # of an article's characters that may be what repeats less often

Told = Callable[[tuple[str, ...]], float]
"""Says of a block's forms in which share of an account's articles they repeat at a border; 0 for none."""


class Standing:
    """The blocks of an article as they stand at its borders; each is looked at when asked for."""

    def __init__(self, article: Article, known: Phrases) -> None:
        self.body = article.body
        self._known = known
        self._looks: dict[int, Look] = {}

    def __len__(self) -> int:
        return len(self.body)

    def tells(self, number: int, told: Told) -> bool:
        """True for a block that is told to be repeated, and that may be: no credit, no listed source."""
        forms = forms_of(self.body[number])
        return bool(forms) and told(forms) > 0 and not self._is_own(number)

    def passes(self, number: int) -> bool:
        """True for a block beyond which there may be what is repeated."""
        return self._look(number) in _PASSED

    def heads(self, number: int) -> bool:
        """True for a subhead or a line that announces what follows: it belongs to what is below."""
        block = self.body[number]
        announces = _ANNOUNCES.search(words(block)) is not None
        return announces or isinstance(block, Heading) or is_bold(block)

    def is_line(self, number: int) -> bool:
        """True for a mere line."""
        return isinstance(self.body[number], Rule)

    def is_text(self, number: int) -> bool:
        """True for a block with words."""
        return bool(words(self.body[number]))

    def size(self, number: int) -> int:
        """The block's characters."""
        block = self.body[number]
        return len(words(block)) or _PICTURE * is_pictures(block)

    def _look(self, number: int) -> Look:
        if number not in self._looks:
            self._looks[number] = look_of(self.body[number], "ending", self._known)
        return self._looks[number]

    def _is_own(self, number: int) -> bool:
        text = words(self.body[number])
        if self._known.learning.is_own(text) or any(
            map(self._known.credits.is_credit, self._lines(number))
        ):
            return True
        return self._look(number) is Look.CREDIT or self._is_listed(number)

    def _lines(self, number: int) -> Iterator[str]:
        """The words of a block folded: all, and those of each line."""
        yield words(self.body[number])
        yield from map(fold, plain_text(self.body[number]).split("\n"))

    def _is_listed(self, number: int) -> bool:
        """True below 参考资料 or 作者简介, down to the next subhead or prompt."""
        for above in range(number, max(number - _LONGEST_LIST, 0) - 1, -1):
            if self._look(above) is Look.CREDIT and self._known.credits.is_list_head(
                words(self.body[above])
            ):
                return True
            if self.heads(above) or self._look(above) is Look.PROMPT:
                return False
        return False


_PASSED = frozenset({Look.CREDIT, Look.ORNAMENT, Look.PROMPT})
_ANNOUNCES = re.compile(r"[:,、]\W*$")


def repeated_at_end(blocks: Standing, told: Told) -> list[int]:
    """The numbers of the blocks after an article that are its account's, the last first.

    A subhead goes only together with what it stands above, and what stands right below one that stays is
    its text, however often articles say it. Pictures below or between lines that go are dressing of these
    and go, too; between other pictures they may be the article's.
    """
    taken: list[int] = []
    between: list[int] = []  # pictures and lines since the last block that goes
    passed = 0
    below_text = False
    for number in range(len(blocks) - 1, -1, -1):
        text = blocks.is_text(number)
        if blocks.tells(number, told) and _goes_below(number, blocks, (*taken, *between)):
            taken += [one for one in between if text or below_text or blocks.is_line(one)]
            taken.append(number)
            between, passed, below_text = [], 0, text
        elif blocks.passes(number) and passed < _MOST_PASSED:
            passed += 1
            between = [] if text else [*between, number]
            below_text = below_text and not text
        else:
            break
    lines = list(takewhile(blocks.is_line, between)) if taken else []
    return _bounded(_below_subhead([*taken, *lines], blocks), blocks, told)


def _below_subhead(taken: list[int], blocks: Standing) -> list[int]:
    """What is taken without the text of a subhead above it that is not."""
    if not taken or not taken[-1] or not blocks.heads(taken[-1] - 1):
        return taken
    first = taken[-1]
    last = next((number for number in range(first, len(blocks)) if blocks.heads(number)), len(blocks))
    return [number for number in taken if not first <= number < last]


def _goes_below(number: int, blocks: Standing, taken: Sequence[int]) -> bool:
    return number + 1 in (len(blocks), *taken) or not blocks.heads(number)


def repeated_at_start(blocks: Standing, told: Told) -> list[int]:
    """The numbers of the blocks before an article that are its account's, the first first.

    A subhead at the end of them heads the article, and a line with a colon announces it: they stay.
    """
    taken: list[int] = []
    passed = 0
    for number in range(len(blocks)):
        if blocks.tells(number, told):
            taken.append(number)
            passed = 0
        elif blocks.passes(number) and passed < _MOST_PASSED:
            passed += 1
        else:
            break
    while taken and blocks.heads(taken[-1]):
        taken.pop()
    return _bounded(taken, blocks, told)


def _bounded(taken: list[int], blocks: Standing, told: Told) -> list[int]:
    """None at all if what few articles have would be half of this one, or if nothing would be left."""
    if not taken:
        return []
    sizes = {number: blocks.size(number) for number in taken}
    rare = sum(size for number, size in sizes.items() if told(forms_of(blocks.body[number])) < _OFTEN)
    total = sum(map(blocks.size, range(len(blocks))))
    return taken if rare <= _MOST_RARE * total and sum(sizes.values()) < total else []
