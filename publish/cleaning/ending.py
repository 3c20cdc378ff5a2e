"""The end border: what an account says after its article, from the last paragraph to the end.

The article's blocks are read from the end upwards as a row of looks (see `looks`). A prompt moves the
border up; pictures, links and a few words between prompts go with them; prose stops the reading. Credits
stay wherever they stand, and the words between the last credit and the first prompt below it, which are
neither, go. After an end mark (END, 完) everything but credits and lists of sources goes.

What is not sure stays: the border never rises above the middle of the text, and a run of words too long
to be slogans stops it.
"""

import re

from publish.cleaning.looks import Look, look_of, look_of_line
from publish.cleaning.phrases import Phrases, core, fold, phrases
from publish.cleaning.removing import changed, without
from publish.cleaning.shapes import Inlines, is_bold, is_pictures, joined, lines_of, words
from publish.model import Article, Block, Heading, Paragraph, Rule
from publish.plugins import cleaner
from publish.walk import plain_text

RULE = "ending"

_MOST_WORDS_BETWEEN = 3  # blocks of a few words between two prompts
_LONGEST_BETWEEN = 70  # characters of a sentence that may stand between two prompts
_STRETCH = 10  # blocks above the foot of a page
_PROMPTS_IN_STRETCH = 6
_PICTURE = 60  # characters that a picture is worth
_SHARE_AFTER_MARK = 0.4  # of the article's characters that may stand after an end mark
_SHARE_AFTER_BORDER = 0.5  # of the article's characters that may stand below the border


@cleaner(RULE)
def ending(article: Article) -> Article:
    """Take out what follows the article: prompts, adverts, lists of other articles."""
    known = phrases()
    looks = _with_sources(article.body, [look_of(block, "ending", known) for block in article.body], known)
    lengths = [len(words(block)) or _PICTURE * is_pictures(block) for block in article.body]
    gone = _after_mark(article.body, looks, lengths, known)
    gone |= _below_border(article.body, looks, lengths, gone)
    return _last_lines(without(article, RULE, gone), known)


def _with_sources(body: tuple[Block, ...], looks: list[Look], known: Phrases) -> list[Look]:
    """The looks; what is listed under 参考资料 is a credit too, as long as it looks like sources."""
    listing = False
    seen: list[Look] = []
    for block, look in zip(body, looks, strict=True):
        if look is Look.CREDIT:
            listing = listing or known.credits.is_list_head(words(block))
        elif look is not Look.ORNAMENT:
            listing = listing and look is not Look.PROMPT and _is_source(block, look)
        seen.append(Look.CREDIT if listing and look is not Look.ORNAMENT else look)
    return seen


# A number, an address, a title in its brackets, a year: [1] Berridge, K. C. (2015). 《修缮手册》第三版.
_SOURCE = re.compile(
    r"^[\W_]*(?:\[\d|\d{1,3}[.、)\]]|[①-⑳])|https?:|www\.|doi|《.+》|\.(?:com|org|net|cn|gov|edu|io)\b|[(,.](?:19|20)\d\d[),.]"
)


def _is_source(block: Block, look: Look) -> bool:
    """True for what may be listed as a source: a reference, a link, a few words that are not bold."""
    if look is Look.LINKS or _SOURCE.search(words(block)):
        return True
    return look is Look.WORDS and not isinstance(block, Heading) and not is_bold(block)


# After an end mark ---------------------------------------------------------------------------------


def _after_mark(body: tuple[Block, ...], looks: list[Look], lengths: list[int], known: Phrases) -> set[int]:
    """The end mark and what stands after it, but for credits and lists of sources."""
    mark = next((number for number, block in enumerate(body) if _is_mark(block, known)), None)
    if mark is None or sum(lengths[mark:]) > _SHARE_AFTER_MARK * sum(lengths):
        return {mark} if mark is not None and mark == len(body) - 1 else set()
    return {number for number in range(mark, len(body)) if looks[number] is not Look.CREDIT}


def _is_mark(block: Block, known: Phrases) -> bool:
    text = words(block)
    marks = known.families.get("end-mark")
    return marks is not None and bool(text) and marks.matches(text, core(text))


# Below the border ----------------------------------------------------------------------------------


def _below_border(
    body: tuple[Block, ...], looks: list[Look], lengths: list[int], gone: set[int]
) -> set[int]:
    """The blocks below the border, credits and lists of sources left out."""
    left = [number for number in range(len(body)) if number not in gone]
    border = _border(left, body, looks, lengths)
    if border is None:
        return set()
    return {number for number in left if number >= border and looks[number] is not Look.CREDIT}


def _border(left: list[int], body: tuple[Block, ...], looks: list[Look], lengths: list[int]) -> int | None:
    """The number of the first block of the ending, or None if there is no prompt after the last prose."""
    total = sum(lengths[number] for number in left)
    border: int | None = None
    below = between = 0
    for place in range(len(left) - 1, -1, -1):
        number = left[place]
        look = looks[number]
        below += 0 if look is Look.CREDIT else lengths[number]
        if below > _SHARE_AFTER_BORDER * total:
            break
        if look is Look.PROMPT:
            border, between = number, 0
        elif look is Look.CREDIT:
            if border is not None and _closes(place, left, body, looks):
                border = _above_words(place, left, looks, border)
            between = 0
        elif look is Look.LINKS:
            between = 0
        elif look is Look.WORDS:
            between += not _heads_links(place, left, looks)
            if between > _MOST_WORDS_BETWEEN:
                break
        elif look is Look.PROSE and not (
            _is_sandwiched(place, left, looks, lengths) or _is_page_foot(place, left, looks, lengths)
        ):
            break
    return border


def _is_sandwiched(place: int, left: list[int], looks: list[Look], lengths: list[int]) -> bool:
    """True for a sentence right between two prompts, pictures not counted."""
    if lengths[left[place]] > _LONGEST_BETWEEN:
        return False
    above = [looks[number] for number in left[:place] if looks[number] is not Look.ORNAMENT]
    below = [looks[number] for number in left[place + 1 :] if looks[number] is not Look.ORNAMENT]
    return above[-1:] == [Look.PROMPT] and below[:1] == [Look.PROMPT]


def _heads_links(place: int, left: list[int], looks: list[Look]) -> bool:
    """True for words right above links: the head of a menu."""
    return place + 1 < len(left) and looks[left[place + 1]] is Look.LINKS


def _is_page_foot(place: int, left: list[int], looks: list[Look], lengths: list[int]) -> bool:
    """True for a sentence at the very end of a page, below a stretch of prompts and nothing but them."""
    above = [looks[number] for number in left[:place]]
    spoken = [look for look in above if look not in (Look.ORNAMENT, Look.LINKS)][-_STRETCH:]
    below = [look for number in left[place + 1 :] if (look := looks[number]) is not Look.ORNAMENT]
    sentences = sum(look is Look.PROSE for look in (*spoken, *below))
    short = lengths[left[place]] <= _LONGEST_BETWEEN and sentences <= 1
    return short and spoken.count(Look.PROMPT) >= _PROMPTS_IN_STRETCH


def _closes(place: int, left: list[int], body: tuple[Block, ...], looks: list[Look]) -> bool:
    """True for a credit of the article, not of the picture above it."""
    if not place:
        return False
    above = left[place - 1]
    return looks[above] is not Look.ORNAMENT or isinstance(body[above], Rule)


def _above_words(place: int, left: list[int], looks: list[Look], border: int) -> int:
    """The border moved up to just below a closing credit, if only words and ornaments are in between."""
    between = [number for number in left[place + 1 :] if number < border]
    slogans = sum(looks[number] is Look.WORDS for number in between)
    if slogans <= _MOST_WORDS_BETWEEN and all(
        looks[number] in (Look.WORDS, Look.ORNAMENT) for number in between
    ):
        return between[0] if between else border
    return border


# Last lines ----------------------------------------------------------------------------------------


def _last_lines(article: Article, known: Phrases) -> Article:
    """Prompts that are the last lines of the last paragraph go without it."""
    last = next(
        (block for block in reversed(article.body) if look_of(block, "ending", known) not in _PASSED), None
    )

    def trim(block: Block) -> tuple[Block | None, Block | None]:
        return _trimmed(block, known) if block is last else (block, None)

    return changed(article, RULE, trim)


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
