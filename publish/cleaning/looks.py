"""What a block is, seen from an article's borders: a prompt, a credit, an ornament, a few words, prose.

The rules for the opening and the ending read an article as a row of these looks; none of them looks at
words itself.
"""

import re
from enum import Enum
from functools import lru_cache

from publish.cleaning.phrases import Phrases, Place, fold
from publish.cleaning.shapes import Inlines, is_links, is_pictures, is_prose, lines_of, words
from publish.model import (
    Block,
    Code,
    CodeBlock,
    Definitions,
    Figure,
    Group,
    Heading,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Rule,
    Table,
    Verse,
)
from publish.walk import iter_inlines, plain_text

# An address in plain sight, of a page: a site's own is its owner's.
_ADDRESS = re.compile(r"https?://(?!mp\.weixin\.qq\.com)[^/\s]+/[\x21-\x7e]+")
# Pictures and marks that a converter has taken for code because they were indented.
_MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|[\s#>*_\\-]+")
_ADDRESSES = re.compile(r"(?:\s*[^\s:：]{0,16}[:：]?\s*https?://\S+\s*)+")


class Look(Enum):
    """What a block or a line is."""

    PROMPT = "prompt"  # speaks to the readers: follow, scan, share, read more
    CREDIT = "credit"  # says who made the article or where it comes from
    ORNAMENT = "ornament"  # a picture, a divider, punctuation
    LINKS = "links"  # links to other pages and nothing else
    WORDS = "words"  # a few words that may be anything: a subhead, a slogan, a caption
    PROSE = "prose"  # running text, or a block that only authors make (a table, a list, code)


def look_of_line(content: Inlines, place: Place, known: Phrases) -> Look:
    """The look of one line of inlines."""
    text = plain_text(content)
    folded = fold(text)
    if not any(sign.isalnum() for sign in folded):
        return Look.ORNAMENT
    if known.credits.is_credit(folded):
        return Look.CREDIT
    if _ADDRESS.fullmatch(folded):  # an address in plain sight is a source that the author gives
        return Look.CREDIT
    if known.prompt(folded, place):
        return Look.CREDIT if _is_row_of_credits(folded, known) else Look.PROMPT
    return Look.PROSE if is_prose(folded) else Look.WORDS


@lru_cache(maxsize=8192)
def look_of(block: Block, place: Place, known: Phrases) -> Look:
    """The look of a block: of its lines or inner blocks together."""
    match block:
        case Rule():
            return Look.ORNAMENT
        case CodeBlock(text=text) if not _MARKUP.sub("", text):
            return Look.ORNAMENT
        case CodeBlock(text=text) if place == "ending" and _ADDRESSES.fullmatch(text):
            return Look.LINKS
        case CodeBlock() | Table() | Verse() | Definitions():
            return Look.PROSE
        case Paragraph() | Heading():
            if is_pictures(block):
                return Look.ORNAMENT
            if any(isinstance(inline, Code | Math) for inline in block.content):
                return Look.PROSE
            look = _look_of_lines(block, place, known)
            return Look.LINKS if look in _UNSAID and is_links(block) else look
        case Figure():
            return Look.PROSE if plain_text(block).strip() else Look.ORNAMENT
        case List():
            return _look_of_list(block, place, known)
        case Quote() | Group():
            return together([look_of(inner, place, known) for inner in block.content])


def _look_of_lines(block: Paragraph | Heading, place: Place, known: Phrases) -> Look:
    """The look of a paragraph's lines together; a prompt may also run over several of them."""
    lines = lines_of(block.content)
    looks = [look_of_line(line, place, known) for line in lines]
    look = together(looks)
    if look is Look.PROMPT and Look.CREDIT in looks and _are_rows(lines, looks, known):
        return Look.CREDIT
    if len(lines) == 1 or look not in (Look.WORDS, Look.PROSE) or not known.prompt(words(block), place):
        return look
    begins = look_of_line(lines[0], place, known) is Look.PROMPT
    return Look.PROMPT if look is Look.WORDS or (begins and place == "ending") else look


def _are_rows(lines: tuple[Inlines, ...], looks: list[Look], known: Phrases) -> bool:
    """True for credits of which one names the account: 公众号：… / 作者：… / 编辑：…."""
    prompts = [
        fold(plain_text(line)) for line, look in zip(lines, looks, strict=True) if look is Look.PROMPT
    ]
    return len(prompts) == 1 and all(len(text) <= _LONGEST_ROW and _ROW.match(text) for text in prompts)


def _is_row_of_credits(folded: str, known: Phrases) -> bool:
    """True for an account with several credits behind it on one line: 公众号：… 作者：… 编辑：…."""
    if len(folded) > _LONGEST_CREDITS or not _ROW.match(folded):
        return False
    return len(known.credits.label.findall(folded)) >= _FEWEST_CREDITS


_FEWEST_CREDITS = 2
_LONGEST_CREDITS = 80  # characters
_ROW = re.compile(r"[\W_]*[^\W\d_]{2,8}[:|/](?!/)")
_LONGEST_ROW = 30  # characters
_LONGEST_ENTRY = 10  # characters of a menu's entry
_UNSAID = frozenset({Look.WORDS, Look.PROSE, Look.ORNAMENT})


def _look_of_list(block: List, place: Place, known: Phrases) -> Look:
    """Links alone are links, prompts alone a prompt, a few words each (a menu) words; else it is prose."""
    if is_links(block):
        return Look.LINKS
    looks = {look_of(inner, place, known) for item in block.items for inner in item} - {Look.ORNAMENT}
    if looks and looks <= {Look.PROMPT, Look.LINKS}:
        return Look.PROMPT
    menu = all(len(words(inner)) <= _LONGEST_ENTRY for item in block.items for inner in item)
    return Look.WORDS if menu and Look.PROSE not in looks and Look.CREDIT not in looks else Look.PROSE


def together(looks: list[Look]) -> Look:
    """The look of several lines as one: prose outweighs a prompt, a prompt a credit, a credit words."""
    for look in (Look.PROSE, Look.PROMPT, Look.CREDIT, Look.WORDS, Look.LINKS):
        if look in looks:
            return look
    return Look.ORNAMENT


def has_link(block: Block) -> bool:
    """True for a block with a link in it."""
    return any(isinstance(inline, Link) for inline in iter_inlines((block,)))
