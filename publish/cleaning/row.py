"""An article's blocks as a row of looks, read from its end: what the rules for the end border read.

A look costs as much as all else together, and an ending is read only as far as its first prose: so each is
found out when it is asked for.
"""

import re
from collections.abc import Iterable

from publish.cleaning.looks import Look, look_of
from publish.cleaning.phrases import Phrases, core, fold
from publish.cleaning.shapes import is_bold, is_pictures, lines_of, words
from publish.model import Block, Heading, List, Paragraph
from publish.walk import plain_text

_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")
_PICTURE = 60  # characters that a picture is worth
_LONGEST_PROMISE = 30  # characters
_NOTICES = ("reprint", "legal-notice", "closing-notice", "end-mark", "letter")
_SHARE_OF_PROMPTS = 0.3  # of a prompt's characters that count

# A number, an address, a title in its brackets, a year: [1] Berridge, K. C. (2015). 《修缮手册》第三版.
_SOURCE = re.compile(
    r"^[\W_]*(?:\[\d|\d{1,3}[.、)\]]|[①-⑳])|https?:|www\.|doi|《.+》|\.(?:com|org|net|cn|gov|edu|io)\b|[(,.](?:19|20)\d\d[),.]"
)


class Row:
    """The blocks of a body, their lengths in characters and, when asked for, their looks in an ending."""

    def __init__(self, body: tuple[Block, ...], known: Phrases) -> None:
        self.body = body
        self.known = known
        self.lengths = [len(words(block)) or _PICTURE * is_pictures(block) for block in body]
        self._looks: list[Look | None] = [None] * len(body)

    def __len__(self) -> int:
        return len(self.body)

    def look(self, number: int) -> Look:
        """The look of a block; what looks like a source and is listed under 参考资料 is a credit."""
        found = self._looks[number]
        if found is None:
            found = self._alone(number)
            if self._may_be_source(number, found) and self._is_listed(number):
                found = Look.CREDIT
            self._looks[number] = found
        return found

    def is_card_head(self, number: int) -> bool:
        """True for the head of a card that says who publishes this, or what readers are offered."""
        return self.known.is_of(words(self.body[number]), "card")

    def is_notice(self, number: int) -> bool:
        """True for a prompt that offers nothing: a notice about rights, an end mark, a letter."""
        text = words(self.body[number])
        families = [self.known.families.get(name) for name in _NOTICES]
        return any(family is not None and family.matches(text, core(text)) for family in families)

    def is_promise(self, number: int) -> bool:
        """True for a short line, no heading."""
        short = self.look(number) is Look.WORDS or self.lengths[number] <= _LONGEST_PROMISE
        return short and not isinstance(self.body[number], Heading)

    def may_be_advert(self, number: int) -> bool:
        """True for words, prose and bare addresses; a credit or a table is the article's."""
        if self.look(number) is Look.CREDIT:
            return self.is_address(number)
        return isinstance(self.body[number], Paragraph | Heading | List)

    def is_address(self, number: int) -> bool:
        """True for a block that is an address in plain sight and nothing else."""
        return _ADDRESS.fullmatch(words(self.body[number])) is not None

    def claim(self, numbers: Iterable[int]) -> None:
        """Take these blocks for prompts from now on."""
        for number in numbers:
            self._looks[number] = Look.PROMPT

    def weight(self, number: int) -> float:
        """What a block counts for when it is asked how much of the article stands below a border.

        Credits stay wherever they are, and what is known for a prompt or a card of links is not likely to
        be the article, however long it is: boilerplate is often longer than a short article.
        """
        match self.look(number):
            case Look.CREDIT:
                return 0
            case Look.PROMPT:
                return _SHARE_OF_PROMPTS * self.lengths[number]
            case Look.LINKS:
                return min(self.lengths[number], _PICTURE)
            case _:
                return self.lengths[number]

    def _alone(self, number: int) -> Look:
        return look_of(self.body[number], "ending", self.known)

    def _may_be_source(self, number: int, look: Look) -> bool:
        """True for what may be listed as a source: a reference, a link, a few words that are not bold."""
        if look in (Look.ORNAMENT, Look.CREDIT, Look.PROMPT):
            return False
        block = self.body[number]
        if look is Look.LINKS or _SOURCE.search(words(block)):
            return True
        return look is Look.WORDS and not isinstance(block, Heading) and not is_bold(block)

    def _is_listed(self, number: int) -> bool:
        """True if there are only sources, credits and pictures up to the head of a list of sources."""
        for above in range(number - 1, -1, -1):
            look = self._looks[above] or self._alone(above)
            if look is Look.CREDIT:
                if self._heads_list(self.body[above]):
                    return True
            elif look is not Look.ORNAMENT and not self._may_be_source(above, look):
                return False
        return False

    def _heads_list(self, block: Block) -> bool:
        """True for the head of a list of sources, alone or as the first line above some of them."""
        if self.known.credits.is_list_head(words(block)):
            return True
        lines = lines_of(block.content) if isinstance(block, Paragraph) else ()
        return len(lines) > 1 and self.known.credits.is_list_head(fold(plain_text(lines[0])))
