"""What a house says of itself above its own prompts: its name, its mission, what its members get.

A prompt below the last prose proves that the article is over; where the house began to speak is another
question. It is answered by reading upwards from the border: blocks that name the account, state a mission,
praise a community or repeat one another are the house's, and pictures, a few words and lists of promises
between them go with them, up to the head that stands over them all. Prose that is none of these is the
article's, and ends the reading.
"""

import re
from collections import Counter

from publish.cleaning.looks import Look, look_of
from publish.cleaning.phrases import core
from publish.cleaning.row import Row
from publish.cleaning.shapes import is_bold, is_links, words
from publish.model import Heading, List, Paragraph

_MOST_BLOCKS = 40
_MOST_BETWEEN = 4  # blocks of words between two of the house's
_LONGEST_NAMING = 40  # characters of a line that names the account and tells nothing
_LONGEST_PRAISE = 260  # characters
_LONGEST_ITEM = 60
_MOST_ITEMS = 12
_MOST_HEADS = 2  # a number, and a head in words
_LONGEST_HEAD = 24
_SHARE = 0.5  # of the article's characters that may stand below the border
_SHARE_OF_HOUSE = 0.3  # of the characters of what is known for the house's that count
_SENTENCE = re.compile(r"[。！？!?…；;]")
_NUMBER = re.compile(r"[\W_]*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[\W_]*")


def house_above(border: int, left: list[int], row: Row, account: str) -> int:
    """The border moved up over what the house says of itself; `account` is its folded name."""
    above = [number for number in left if number < border][::-1][:_MOST_BLOCKS]
    repeated = _repeated([number for number in left if number >= border], above, row)
    most = _SHARE * sum(row.lengths[number] for number in left)
    top, below = border, sum(row.weight(number) for number in left if number >= border)
    topmost_speaks = False
    between = 0
    claimed: list[int] = []
    passed: list[int] = []  # words between marks that seem to be listed as sources
    for number in above:
        look = row.look(number)
        speaks = look is Look.PROMPT or _speaks(number, row, account, repeated)
        below += _SHARE_OF_HOUSE * row.lengths[number] if speaks else row.weight(number)
        if speaks:
            if below > most:
                break
            top, between, topmost_speaks = number, 0, look is not Look.PROMPT
            claimed += [*passed, number] if words(row.body[number]) in repeated else [number]
            passed = []
        elif look is Look.WORDS or _may_be_passed(number, row):
            between += 1
            if between > _MOST_BETWEEN:
                break
        elif look is Look.CREDIT and look_of(row.body[number], "ending", row.known) is Look.WORDS:
            passed.append(number)
        elif look not in (Look.ORNAMENT, Look.CREDIT):
            break
    row.claim(claimed)
    return _with_head(top, left, row) if topmost_speaks else top


def _repeated(below: list[int], above: list[int], row: Row) -> set[str]:
    """The few words that stand twice in what is read: the marks of a template."""
    near: list[int] = []
    for number in above:
        if row.look(number) is Look.PROSE:
            near.append(number)
            if sum(row.look(one) is Look.PROSE for one in near) > 1:
                break
        else:
            near.append(number)
    texts = Counter(words(row.body[number]) for number in (*below, *near))
    return {text for text, times in texts.items() if text and times > 1 and not _NUMBER.fullmatch(text)}


def _speaks(number: int, row: Row, account: str, repeated: set[str]) -> bool:
    """True for a block in which the house speaks of itself."""
    block = row.body[number]
    text = words(block)
    look = look_of(
        block, "ending", row.known
    )  # by itself, not as one of the sources it may be listed under
    if not text or not isinstance(block, Paragraph | Heading) or look is Look.CREDIT:
        return False
    if look is Look.WORDS and text in repeated:
        return True
    if _names(text, account):
        return True
    bare, tells = _NUMBERED.sub("", core(text)), look is Look.PROSE
    house, fellowship = (row.known.families.get(name) for name in ("house", "fellowship"))
    if house is not None and house.matches(text, bare, tells=tells):
        return True
    return fellowship is not None and fellowship.matches(text, bare)


_NUMBERED = re.compile(r"^(?:part|no)?\.?0?\d[.、/|:-]?(?=[^\W\d])")


def _names(text: str, account: str) -> bool:
    """True for a line that is the account's name with little about it, or a sentence beginning with it."""
    if len(account) < _SHORTEST_NAME or account not in text:
        return False
    if _LABELLED.fullmatch(text):
        return text.startswith(account)
    if len(text) <= _LONGEST_NAMING + len(account) and not _SENTENCE.search(text):
        return core(text).startswith(account) or core(text).endswith(account)
    return len(text) <= _LONGEST_PRAISE and bool(_OF_ITSELF.match(core(text).removeprefix(account)))


_SHORTEST_NAME = 2
_OF_ITSELF = re.compile(
    r"[^,。;]{0,16}(?:(?:是|系|为)(?:一个|一家|国内|由|专|面向|集)|(?:致力|专注|聚焦|立足|服务)于?|成立于|创办于|隶属|由.{2,20}(?:运营|主办))"
)


def _may_be_passed(number: int, row: Row) -> bool:
    """True for a list of a few short lines, and a label with an address (乙试用地址：https://…)."""
    block = row.body[number]
    if isinstance(block, Paragraph) and _LABELLED.fullmatch(words(block)):
        return True
    if not isinstance(block, List) or is_links(block) or len(block.items) > _MOST_ITEMS:
        return False
    return all(len(words(inner)) <= _LONGEST_ITEM for item in block.items for inner in item)


_LABELLED = re.compile(r"[^:。,]{2,16}:(?:https?:|www\.)[\x21-\x7e]+")


def _with_head(top: int, left: list[int], row: Row) -> int:
    """The border moved up over a heading or bold line right above it, and the number above that."""
    heads = 0
    for number in reversed([number for number in left if number < top]):
        block, text = row.body[number], words(row.body[number])
        if row.look(number) is Look.ORNAMENT and not heads:
            continue
        named = isinstance(block, Heading) or is_bold(block)
        numbered = heads == 1 and _NUMBER.fullmatch(text) is not None
        if heads == _MOST_HEADS or len(text) > _LONGEST_HEAD or not (numbered or (named and not heads)):
            break
        if row.look(number) not in (Look.WORDS, Look.ORNAMENT):
            break
        top, heads = number, heads + 1
    return top
