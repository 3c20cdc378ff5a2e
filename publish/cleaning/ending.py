"""The end border: what an account says after its article, from the last paragraph to the end.

The article's blocks are read from the end upwards as a row of looks (see `looks`). A prompt moves the
border up; pictures, links and a few words between prompts go with them; prose stops the reading. Credits
stay wherever they stand, and the words between the last credit and the first prompt below it, which are
neither, go. After an end mark (END, 完) everything but credits and lists of sources goes.

What is not sure stays: the border never rises above the middle of the text, and a run of words too long
to be slogans stops it.
"""

import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import urlsplit

from publish.cleaning.evidence import family_named
from publish.cleaning.house import house_above
from publish.cleaning.looks import Look, look_of, look_of_line
from publish.cleaning.phrases import Phrases, core, fold, phrases
from publish.cleaning.removing import changed, without
from publish.cleaning.row import Row
from publish.cleaning.shapes import Inlines, is_bold, is_links, joined, lines_of, words
from publish.model import Article, Block, Heading, Link, Paragraph, Rule
from publish.plugins import cleaner
from publish.walk import iter_inlines, plain_text

RULE = "ending"

_MOST_WORDS_BETWEEN = 3  # blocks of a few words between two prompts
_LONGEST_BETWEEN = 70  # characters of a sentence that may stand between two prompts
_STRETCH = 10  # blocks above the foot of a page
_PROMPTS_IN_STRETCH = 6
_LINKS_IN_STRETCH = 3  # beside a prompt
_SHARE_AFTER_MARK = 0.4  # of the article's characters that may stand after an end mark
_SHARE_AFTER_BORDER = 0.5  # of the article's characters that may stand below the border


@cleaner(
    RULE,
    reason="What the account says after its article: prompts to "
    "follow, share and buy, and what stands among them.",
)
def ending(article: Article) -> Article:
    """Take out what follows the article: prompts, adverts, lists of other articles."""
    row = Row(article.body, phrases())
    gone = _after_mark(row)
    gone |= _counters(row, gone, fold(article.title))
    gone |= _signature(row, gone, fold(article.source))
    gone |= _below_divider(row, gone)
    inside, closing = _under_advert(row, gone)
    gone |= closing
    gone |= _below_border(row, gone, fold(article.source)) | inside
    gone |= _next_pages(row, gone, urlsplit(article.provenance.url).hostname or "")
    why = family_named("ending", row.known)
    return _last_lines(without(article, RULE, gone, why), row.known)


# After an end mark ---------------------------------------------------------------------------------


def _after_mark(row: Row) -> set[int]:
    """The end mark and what stands after it, but for credits and lists of sources."""
    most = _SHARE_AFTER_MARK * sum(row.lengths)
    first: int | None = None
    below = 0
    for number in range(len(row) - 1, -1, -1):
        below += row.lengths[number]
        if below > most and number < len(row) - 1:
            break
        if _is_mark(row.body[number], row.known):
            first = number
    if first is None:
        return set()
    return {number for number in range(first, len(row)) if row.look(number) is not Look.CREDIT}


def _is_mark(block: Block, known: Phrases) -> bool:
    text = words(block)
    if not text or len(text) > _LONGEST_MARK:
        return False
    return known.is_of(text, "end-mark", "closing-notice")


_LONGEST_MARK = 300


def _counters(row: Row, gone: set[int], title: str) -> set[int]:
    """Numbers alone at the very end (how many liked it), and the title for those who share it.

    A part's number, or its heading, has text below it.
    """
    found: set[int] = set()
    for number in range(len(row) - 1, -1, -1):
        text = words(row.body[number])
        if number not in gone and (_COUNTER.fullmatch(text) or _is_title(text, title)):
            found.add(number)
        elif number not in gone and text:
            break
    return found


def _signature(row: Row, gone: set[int], account: str) -> set[int]:
    """The account's name at the very end as the head of a sentence on itself."""
    left = (number for number in reversed(range(len(row))) if number not in gone)
    spoken = [*islice((number for number in left if row.look(number) is not Look.ORNAMENT), 3)][::-1]
    if len(spoken) < 3 or words(row.body[spoken[1]]) != account or not _is_head(row.body[spoken[1]]):
        return set()
    last = spoken[2]
    is_short = row.lengths[last] <= _LONGEST_BETWEEN and row.look(last) in (Look.PROSE, Look.WORDS)
    return {spoken[1], last} if is_short else set()


def _is_title(text: str, title: str) -> bool:
    """True for the title, or the title and a name behind it."""
    rest = text.removeprefix(title)
    if len(title) < _SHORTEST_TITLE or (rest == text and text != title):
        return False
    return not rest or (len(rest) <= _LONGEST_NAME and not rest[0].isalnum())


_SHORTEST_TITLE = 8
_LONGEST_NAME = 40
_COUNTER = re.compile(r"[\d.,]{1,6}[kw万+]?")


# Below a divider, or the head of an advert -----------------------------------------------------------


def _below_divider(row: Row, gone: set[int]) -> set[int]:
    """The last divider and what is below it, if that begins with a prompt and says nothing in sentences.

    Short lines, links and pictures only, with links or another prompt among them; no credit, no heading.
    """
    below: list[int] = []
    for number in range(len(row) - 1, -1, -1):
        if isinstance(row.body[number], Rule):
            break
        if number in gone:
            continue
        if row.look(number) in (Look.PROSE, Look.CREDIT):
            return set()
        below.append(number)
    else:
        return set()
    spoken = [one for one in reversed(below) if row.look(one) is not Look.ORNAMENT]
    looks = [row.look(one) for one in spoken]
    others = looks.count(Look.LINKS) + looks.count(Look.PROMPT)
    if not spoken or looks[0] is not Look.PROMPT or row.is_notice(spoken[0]) or others < _FEWEST_BELOW:
        return set()
    if any(isinstance(row.body[one], Heading) and row.look(one) is Look.WORDS for one in spoken):
        return set()
    return {number, *below}


_FEWEST_BELOW = 2


def _under_advert(row: Row, gone: set[int]) -> tuple[set[int], set[int]]:
    """Headings that say they are adverts, with all below them to the next heading as high, or to the end.

    First those with text of the article below them, then the one that closes it. 广告 alone may
    be a chapter of an article on advertising; 广告时间 is said of nothing else. A credit is no advert.
    """
    inside: set[int] = set()
    closing: set[int] = set()
    for number, block in enumerate(row.body):
        if number in gone or not isinstance(block, Heading) or not _ADVERT.fullmatch(core(words(block))):
            continue
        end = next(
            (
                below
                for below in range(number + 1, len(row))
                if isinstance(other := row.body[below], Heading) and other.level <= block.level
            ),
            len(row),
        )
        said = sum(len(words(other)) for other in row.body[number:end])
        if said <= _SHARE_OF_ADVERT * sum(row.lengths):
            found = {one for one in range(number, end) if row.look(one) is not Look.CREDIT}
            if gone.issuperset(range(end, len(row))):
                closing |= found
            else:
                inside |= found
    return inside, closing


_SHARE_OF_ADVERT = 0.3  # of the article's characters
_ADVERT = re.compile(
    r"(?:广告|恰饭)(?:时间|环节)(?:到了|来了)?|(?:插播|打|来)(?:一?[个条则])?(?:小|硬)?广告|"
    r"(?:本文|本期|本篇)(?:的)?(?:赞助商?|推广|广告)|(?:我们的|今日)赞助商|"
    r"(?:aword|message)fromour(?:sponsors?|partners?)|(?:our|today.?s|thisweek.?s)sponsors?|sponsoredby.{2,30}"
)


def _next_pages(row: Row, gone: set[int], host: str) -> set[int]:
    """The site's way to its next page, and to the one before, right above what else stands at its foot."""
    above = [number for number in range(len(row)) if number not in gone and words(row.body[number])]
    last = above[-1] if above else len(row)
    foot = next((number for number in range(last + 1, len(row)) if words(row.body[number])), None)
    if foot is None or "weixin" in host or not _is_foot(row.body[foot], row.known):
        return set()
    found: set[int] = set()
    for number in reversed(above[-_MOST_WAYS:]):
        block = row.body[number]
        links = [inline for inline in iter_inlines((block,)) if isinstance(inline, Link)]
        near = all(_NEAR.match(link.target) or urlsplit(link.target).hostname == host for link in links)
        if not isinstance(block, Paragraph) or not is_links(block) or len(links) > _MOST_WAYS or not near:
            break
        found.add(number)
    return found


def _is_foot(block: Block, known: Phrases) -> bool:
    return known.is_of(words(block), "navigation", "documentation")


_MOST_WAYS = 2
_NEAR = re.compile(r"(?:\.{0,2}/(?!/)|[\w-]+\.html?$)")


# Below the border ----------------------------------------------------------------------------------


def _below_border(row: Row, gone: set[int], account: str) -> set[int]:
    """The blocks below the border, credits and lists of sources left out."""
    left = [number for number in range(len(row)) if number not in gone]
    border = _border(left, row)
    if border is None:
        border = min(gone, default=len(row))
    if border < len(row):
        border = house_above(border, left, row, account)
    border = _with_dressing(border, left, row)
    return {number for number in left if number >= border and row.look(number) is not Look.CREDIT}


def _border(left: list[int], row: Row) -> int | None:
    """The number of the first block of the ending, or None if there is no prompt after the last prose."""
    total = sum(row.lengths[number] for number in left)
    border: int | None = None
    lower: list[int] = []  # the border as it stood before words were passed
    below = 0.0
    between = 0
    for place in range(len(left) - 1, -1, -1):
        number = left[place]
        look = row.look(number)
        below += row.weight(number)
        if below > _SHARE_AFTER_BORDER * total and look not in _LIGHT:
            break
        if look is Look.PROMPT:
            lower += [border] if between and border is not None else []
            border, between = number, 0
        elif look is Look.CREDIT:
            if (
                border is not None
                and row.is_address(number)
                and _is_in_advert(place, left, row, cards=True)
            ):
                continue
            if border is not None and _closes(place, left, row):
                border = _above_words(place, left, row, border)
            between = 0
        elif look is Look.LINKS:
            between = 0
        elif look is Look.WORDS:
            between += not _heads_links(place, left, row)
            if between > _MOST_WORDS_BETWEEN and not _is_in_advert(place, left, row):
                break
        elif look is Look.PROSE and not (
            _is_sandwiched(place, left, row)
            or _is_page_foot(place, left, row)
            or (border is not None and _is_in_advert(place, left, row))
        ):
            break
    if border is not None and not _is_said_above(border, left, row):
        words_below = any(row.look(number) is Look.WORDS for number in left if number >= border)
        border = border if not words_below else lower[0] if lower else None
    return border


def _is_said_above(border: int, left: list[int], row: Row) -> bool:
    """True if an article is left above the border."""
    return any(row.look(number) in (Look.PROSE, Look.WORDS) for number in left if number < border)


_LIGHT = (Look.CREDIT, Look.WORDS, Look.ORNAMENT)  # these alone do not move the border


def _is_in_advert(place: int, left: list[int], row: Row, *, cards: bool = False) -> bool:
    """True for what stands between two prompts as a list of promises, or under the head of a card.

    Promises are short lines. A card (企业简介, 粉丝福利) says more, and its addresses are no sources; with
    `cards`, nothing but a card counts.
    """
    lines: list[int] = []
    for number in reversed(left[: place + 1]):
        look = row.look(number)
        if look is Look.PROMPT and row.is_card_head(number):
            row.claim(lines)
            return True
        if look is Look.PROMPT:
            return not cards and not row.is_notice(number) and all(row.is_promise(line) for line in lines)
        if look is not Look.ORNAMENT:
            lines.append(number)
            if len(lines) > _MOST_LINES_OF_ADVERT or not row.may_be_advert(number):
                return False
    return False


_MOST_LINES_OF_ADVERT = 8


def _is_sandwiched(place: int, left: list[int], row: Row) -> bool:
    """True for a sentence right between two prompts, pictures not counted."""
    if row.lengths[left[place]] > _LONGEST_BETWEEN:
        return False
    return (
        _next_look(reversed(left[:place]), row) is Look.PROMPT
        and _next_look(left[place + 1 :], row) is Look.PROMPT
    )


def _next_look(numbers: Iterable[int], row: Row) -> Look | None:
    """The look of the first of these blocks that is no picture and no divider."""
    return next((look for number in numbers if (look := row.look(number)) is not Look.ORNAMENT), None)


def _heads_links(place: int, left: list[int], row: Row) -> bool:
    """True for words right above links: the head of a menu."""
    return place + 1 < len(left) and row.look(left[place + 1]) is Look.LINKS


def _is_page_foot(place: int, left: list[int], row: Row) -> bool:
    """True for a sentence at the very end of a page, below a stretch of prompts and nothing but them."""
    if row.lengths[left[place]] > _LONGEST_BETWEEN:
        return False
    spoken: list[Look] = []
    links = 0
    for number in reversed(left[:place]):
        look = row.look(number)
        links += look is Look.LINKS
        if look not in (Look.ORNAMENT, Look.LINKS):
            spoken.append(look)
        if len(spoken) == _STRETCH or spoken.count(Look.PROSE) > 1:
            break
    sentences = spoken.count(Look.PROSE) + sum(
        row.look(number) is Look.PROSE for number in left[place + 1 :]
    )
    prompts = spoken.count(Look.PROMPT)
    dense = prompts >= _PROMPTS_IN_STRETCH or (prompts and links >= _LINKS_IN_STRETCH)
    return bool(dense) and sentences <= 1


def _closes(place: int, left: list[int], row: Row) -> bool:
    """True for a credit of the article, not of the picture above it."""
    if not place:
        return False
    above = left[place - 1]
    return row.look(above) is not Look.ORNAMENT or isinstance(row.body[above], Rule)


def _above_words(place: int, left: list[int], row: Row, border: int) -> int:
    """The border moved up to just below a closing credit, if only words and ornaments are in between."""
    between = [number for number in left[place + 1 :] if number < border]
    slogans = sum(row.look(number) is Look.WORDS for number in between)
    if slogans <= _MOST_WORDS_BETWEEN and all(
        row.look(number) in (Look.WORDS, Look.ORNAMENT) for number in between
    ):
        return between[0] if between else border
    return border


def _with_dressing(border: int, left: list[int], row: Row) -> int:
    """The border moved up over the head of what stands below it.

    That is a heading right above the border, a bold line set apart from the text by a picture or a
    divider, or a divider with a few words below it of which the first is such a head. A head of the
    article would have text below it.
    """
    if border >= len(row):
        return border
    top = border
    spoken: list[int] = []
    for number in reversed([number for number in left if number < border]):
        block, look = row.body[number], row.look(number)
        if look is Look.WORDS and len(spoken) < _MOST_WORDS_BETWEEN:
            spoken.append(number)
            if len(spoken) == 1 and isinstance(block, Heading):
                top = number
        elif look is not Look.ORNAMENT:
            break
        elif spoken and (isinstance(block, Rule) or len(spoken) == 1):
            if _is_head(row.body[spoken[-1]]):
                top = number if isinstance(block, Rule) else spoken[-1]
            break
    return top


def _is_head(block: Block) -> bool:
    return isinstance(block, Heading) or is_bold(block)


# Last lines ----------------------------------------------------------------------------------------


def _last_lines(article: Article, known: Phrases) -> Article:
    """Prompts that are the last lines of the last paragraph go without it."""
    last = next(
        (
            number
            for number in range(len(article.body) - 1, -1, -1)
            if look_of(article.body[number], "ending", known) not in _PASSED
        ),
        None,
    )
    if last is None or _trimmed(article.body[last], known)[1] is None:
        return article
    why = family_named("ending", known)
    return changed(article, RULE, lambda block: _trimmed(block, known), why, only=(last,))


_PASSED = (Look.ORNAMENT, Look.CREDIT)


def _trimmed(block: Block, known: Phrases) -> tuple[Block | None, Block | None]:
    if not isinstance(block, Paragraph):
        return block, None
    lines = lines_of(block.content)
    cut = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        look = look_of_line(lines[number], "ending", known)
        if look is Look.PROMPT:
            cut = number
        elif look is not Look.ORNAMENT:
            break
    if not 0 < cut < len(lines) or not _says_something(lines[:cut]):
        return block, None
    return (
        Paragraph(joined(lines[:cut]), id=block.id, role=block.role, lang=block.lang, span=block.span),
        Paragraph(joined(lines[cut:]), span=block.span),
    )


def _says_something(lines: tuple[Inlines, ...]) -> bool:
    return any(fold(plain_text(line)) for line in lines)
