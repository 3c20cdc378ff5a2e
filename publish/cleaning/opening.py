"""The start border: subscription and follow-me lines above the first paragraph, with their pictures.

The way from the site's first page to this one (Home > Series > Title) goes. From the top of the article to
its first paragraph of prose, heading, table or list, every prompt goes, and every picture above the last
prompt: banners and QR codes stand above or among the lines that explain them.
(A picture above who posted the article, and when, leads the article.) Words between two prompts go with
them. What stands below the last prompt is the article's. In an article of pictures without any prose nobody
can tell banners from pictures: there only the prompts go.
"""

import re
from itertools import pairwise

from publish.cleaning.evidence import family_named
from publish.cleaning.looks import Look, look_of, look_of_line
from publish.cleaning.phrases import Phrases, core, fold, phrases
from publish.cleaning.removing import changed, without
from publish.cleaning.shapes import images_of, is_links, is_prose, joined, lines_of, words
from publish.model import Article, Block, Heading, Link, List, Paragraph
from publish.plugins import cleaner
from publish.walk import iter_inlines, plain_text

RULE = "opening"

_MOST_BLOCKS = 24
_MOST_PICTURES = 8


@cleaner(RULE, reason="What the account tells its readers before the article begins.")
def opening(article: Article) -> Article:
    """Take out what the account tells its readers before the article begins."""
    known = phrases()
    article = without(article, RULE, _breadcrumb(article.body, fold(article.title)), "the way to this page")
    looks = _looks(article.body, known)
    prompts = [number for number, look in enumerate(looks) if look is Look.PROMPT]
    if not prompts:
        return _first_lines(article, known)
    gone = set(prompts)
    if any(look_of(block, "opening", known) is Look.PROSE for block in article.body[prompts[-1] :]):
        speaking = [number for number in prompts if not _heads_post(article.body[number], known)]
        gone |= _dressing(looks, prompts, speaking[-1] if speaking else 0)
    return _first_lines(without(article, RULE, gone, family_named("opening", known)), known)


def _breadcrumb(body: tuple[Block, ...], title: str) -> list[int]:
    """The way from the site's first page to this one, above the text: Home > Series > Title."""
    for number, block in enumerate(body[:_FIRST_STEPS]):
        text = words(block)
        if not isinstance(block, Paragraph | List) or is_prose(_STEP.sub("", text).removesuffix(title)):
            break
        steps = [step for step in _STEP.split(text) if step]
        links = {fold(plain_text(inline)) for inline in iter_inlines((block,)) if isinstance(inline, Link)}
        if len(steps) < _FEWEST_STEPS or not links or not all(step in links for step in steps[:-1]):
            continue
        if steps[-1] in links or (steps[-1] and title.startswith(steps[-1])):
            return [number]
    return []


_STEP = re.compile(r"[>›»→/|]+")
_FEWEST_STEPS = 2
_FIRST_STEPS = 6  # blocks


def _heads_post(block: Block, known: Phrases) -> bool:
    """True for the row of a page that says who posted this, when, and how long it takes to read."""
    return known.is_of(words(block), "post-header")


def _dressing(looks: list[Look], prompts: list[int], last: int) -> set[int]:
    """Pictures above the last prompt, unless there are too many for banners, and words between prompts."""
    above = {number for number in range(last) if looks[number] is Look.ORNAMENT}
    dressing = above if len(above) <= _MOST_PICTURES else set()
    for before, after in pairwise(prompts):
        between = range(before + 1, after)
        if all(number in dressing or looks[number] is Look.WORDS for number in between):
            dressing |= set(between)
    return dressing


def _looks(body: tuple[Block, ...], known: Phrases) -> list[Look]:
    """The looks of the blocks above the article's first paragraph of prose or first heading."""
    looks: list[Look] = []
    for number, block in enumerate(body[:_MOST_BLOCKS]):
        look = look_of(block, "opening", known)
        if (
            _is_slogan(number, body, known)
            or (Look.PROMPT in looks and _leads_to_commit(block))
            or _is_introduction(number, body, known)
        ):
            look = Look.PROMPT
        if look is Look.PROSE or (look is not Look.PROMPT and isinstance(block, Heading | List)):
            break
        looks.append(look)
    return looks


def _leads_to_commit(block: Block) -> bool:
    """True for links to a change of the file, which a code host shows above the file."""
    if not isinstance(block, Paragraph) or not is_links(block):
        return False
    links = [inline for inline in iter_inlines((block,)) if isinstance(inline, Link)]
    return all(_COMMIT.search(link.target) for link in links)


_COMMIT = re.compile(r"/commits?/[0-9a-f]{7,40}(?:$|[?#])")


def _is_introduction(number: int, body: tuple[Block, ...], known: Phrases) -> bool:
    """True for the account's own name and trade in the first line, right above a prompt to follow it."""
    block, text = body[number], words(body[number])
    if not isinstance(block, Paragraph) or len(text) > _LONGEST_INTRODUCTION or not _IS_ME.match(text):
        return False
    if any(words(above) for above in body[:number]):
        return False
    below = next((other for other in body[number + 1 :] if words(other)), None)
    said = words(below) if below is not None else ""
    return bool(said) and known.is_of(said, "follow")


_LONGEST_INTRODUCTION = 36  # characters
_IS_ME = re.compile(
    r"(?:(?:大家好|各位好|你好|哈喽|嗨|hi|hello)[\W_]*)?(?:我是|我叫|这里是|我们是)[^。;?]{2,30}[。!~]?$"
)


def _is_slogan(number: int, body: tuple[Block, ...], known: Phrases) -> bool:
    """True for a motto of two clauses in one block with a moving picture, or right beside one."""
    family = known.families.get("slogan")
    text = words(body[number])
    if family is None or not isinstance(body[number], Paragraph) or not family.matches(text, core(text)):
        return False
    beside = (body[place] for place in (number - 1, number, number + 1) if 0 <= place < len(body))
    return any(_MOVING.search(image.src) for block in beside for image in images_of(block))


_MOVING = re.compile(r"mmbiz_gif|wx_fmt=gif|\.gif(?:$|\?)", re.IGNORECASE)


def _first_lines(article: Article, known: Phrases) -> Article:
    """Prompts that are the first lines of the first paragraph of prose go without it."""
    first = next(
        (
            number
            for number, block in enumerate(article.body)
            if look_of(block, "opening", known) not in (Look.ORNAMENT, Look.CREDIT)
        ),
        None,
    )
    if first is None or _trimmed(article.body[first], known)[1] is None:
        return article
    why = family_named("opening", known)
    return changed(article, RULE, lambda block: _trimmed(block, known), why, only=(first,))


def _trimmed(block: Block, known: Phrases) -> tuple[Block | None, Block | None]:
    if not isinstance(block, Paragraph):
        return block, None
    lines = lines_of(block.content)
    looks = [look_of_line(line, "opening", known) for line in lines]
    cut = 0
    for number, look in enumerate(looks):
        if look is Look.PROMPT:
            cut = number + 1
        elif look is not Look.ORNAMENT:
            break
    if not 0 < cut < len(lines):
        return block, None
    return (
        Paragraph(joined(lines[cut:]), id=block.id, role=block.role, lang=block.lang, span=block.span),
        Paragraph(joined(lines[:cut]), span=block.span),
    )
