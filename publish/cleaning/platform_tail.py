"""The tail that the platform's page prints under every article: dialogs, buttons, counters, the account.

Its texts come in many variants, so no variant is known as a whole: the tail is the run of platform texts,
pictures and the account's name at the end of the capture, from the first text that no article would use.
A capture that was cut off has no tail; nothing depends on one being there.
"""

import re
from itertools import pairwise

from publish.cleaning.byline import account_above
from publish.cleaning.copied_tail import copied_tail, cut_at
from publish.cleaning.phrases import Platform, fold, phrases
from publish.cleaning.removing import changed, without
from publish.cleaning.shapes import images_of, is_empty, is_pictures, is_prose, words
from publish.facts.interface import LAST
from publish.facts.origins import corrected, line_of
from publish.model import Article, Block, Paragraph, Rule
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "platform-tail"

_LONGEST_LINE = 200  # characters of a line of the platform's texts
_FEWEST_CHARACTERS = 80  # of prose that an article has above the page's own part


@cleaner(RULE, reason="What the platform itself puts around every article: buttons, counters, hints.")
def platform_tail(article: Article) -> Article:
    """Take out the platform's tail and its texts elsewhere; the account it names is a missing source."""
    platform = phrases().platform
    account, line = _account(article.body, platform)
    unnamed = not article.source or re.search(platform.feeds, article.source, re.IGNORECASE)
    if account and unnamed:
        article = corrected(article, "source", account, "platform tail", line)
    start = min(_start(article, platform, fold(account)), _last(article.body))
    gone = {
        number
        for number, block in enumerate(article.body)
        if len(text := words(block)) <= _LONGEST_LINE and platform.is_certain(text)
    }
    if unnamed and not account:
        name, line = account_above(article.body, gone)
        article = corrected(article, "source", name, "byline", line)
    gone |= _reward_card(article.body, gone)
    gone |= set(range(start, len(article.body)))
    return _without_copied(without(article, RULE, gone | _buttons_beside(article.body, gone, platform)))


def _reward_card(body: tuple[Block, ...], certain: set[int]) -> set[int]:
    """The author's name and motto between their portrait and the button to reward them, and the albums.

    An album is its name and how many articles it has, run together: 现代C++38.
    """
    found: set[int] = set()
    for button in certain:
        if words(body[button]) not in _REWARDS:
            continue
        below = button + 1
        while below < len(body) and (below in certain or _ALBUM.fullmatch(words(body[below]))):
            found.add(below)
            below += 1
        said: list[int] = []
        for above in range(button - 1, -1, -1):
            text, images = words(body[above]), images_of(body[above])
            if text and (len(said) == _MOST_IN_CARD or len(text) > _LONGEST_MOTTO or is_prose(text)):
                break
            said += [above] if text else []
            if images and not text and any(_PORTRAIT.search(image.src) for image in images):
                found |= set(range(above, button))
                break
    return found


_REWARDS = {"喜欢作者", "赞赏作者"}
_ALBUM = re.compile(r"[^\W\d][^,。;:!?]{0,20}\d{1,4}")
_MOST_IN_CARD = 2  # lines: a name and a motto
_LONGEST_MOTTO = 20  # characters
_PORTRAIT = re.compile(r"^https?://(?:mmbiz|wx|thirdwx)\.qlogo\.cn/")


def _without_copied(article: Article) -> Article:
    """Without the page's row of buttons that somebody copied with the article, and what is below it."""
    first, start, end = copied_tail(article.body)
    if not start:
        return without(article, RULE, range(first, end))

    def cut(block: Block) -> tuple[Block | None, Block | None]:
        return cut_at(block, start) if isinstance(block, Paragraph) else (block, None)

    below = without(article, RULE, range(first + 1, end))
    return changed(below, RULE, cut, only=(first,))


def _last(body: tuple[Block, ...]) -> int:
    """The number of the block with which the page's own part begins, below an article; or of blocks."""
    texts = {fold(text) for text in LAST}
    above = 0
    for number, block in enumerate(body):
        text = words(block)
        if text in texts and above >= _FEWEST_CHARACTERS:
            return number
        above += len(text) if is_prose(text) else 0
    return len(body)


def _buttons_beside(body: tuple[Block, ...], certain: set[int], platform: Platform) -> set[int]:
    """Buttons right above and below lines that are certain, past pictures without an address."""
    found: set[int] = set()
    for first in certain:
        for step in (-1, 1):
            passed: list[int] = []
            place = first + step
            while 0 <= place < len(body) and place not in certain:
                if platform.texts_of(words(body[place])):
                    found |= {place, *passed}
                elif _has_no_address(body[place]):
                    passed.append(place)
                else:
                    break
                place += step
    return found


def _account(body: tuple[Block, ...], platform: Platform) -> tuple[str, int]:
    """The account's name as the tail has it, between its picture and a text of the platform; its line."""
    mark = fold(platform.after_account)
    for before, block in pairwise(body):
        if mark and words(block) == mark:
            name = one_line(plain_text(before))
            return ("", 0) if platform.texts_of(fold(name)) else (name, line_of(before))
    return "", 0


def _start(article: Article, platform: Platform, account: str) -> int:
    """The number of the tail's first block; the number of blocks if there is no tail."""
    body = article.body
    names = {account, fold(article.source)} - {""}
    start = len(body)
    for number in range(len(body) - 1, -1, -1):
        block = body[number]
        text = words(block)
        if platform.is_certain(text):
            start = number
        elif not _may_be_tail(block, text, platform, names) and not (
            number == len(body) - 1 and platform.is_cut(text)
        ):
            break
    return _with_buttons_above(body, start, platform) if start < len(body) else start


def _may_be_tail(block: Block, text: str, platform: Platform, names: set[str]) -> bool:
    if not text:
        return is_pictures(block) or is_empty(block) or isinstance(block, Rule)
    return text in names or bool(platform.texts_of(text))


def _with_buttons_above(body: tuple[Block, ...], start: int, platform: Platform) -> int:
    """The tail with the buttons right above its first certain text, past pictures without an address."""
    above = start
    while above and (platform.texts_of(words(body[above - 1])) or _has_no_address(body[above - 1])):
        above -= 1
        if words(body[above]):
            start = above
    return start


def _has_no_address(block: Block) -> bool:
    return is_pictures(block) and not any(image.src for image in images_of(block))
