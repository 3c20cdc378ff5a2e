"""The title of a capture that does not state one."""

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from publish.diagnostics import Code, Report
from publish.facts.origins import line_of
from publish.facts.titles import from_file_name
from publish.model import Block, Capture, Heading, Link, Quote
from publish.normal import one_line
from publish.reading.metadata import Metadata
from publish.walk import Blocks, plain_text

# What may stand before the title: a cover, a breadcrumb, a line of metadata, not the article itself.
_BEFORE_TITLE = 5
_SHORT = 60
_LONGEST_QUOTED = 100


def titled(metadata: Metadata, body: Blocks, capture: Capture, report: Report) -> Metadata:
    """The metadata with a title: its own, else the first heading of level 1 at the start of the body.

    Without one it is a heading of another level there that is the only one, or that stands below a page's
    byline, or what a clipper quotes right below its own line. A heading that leads to the site's or its
    owner's first page names the source, and the next one is the title. Failing all it is the file's name,
    with TITLE_MISSING; a day in it is the article's.
    """
    if metadata.title:
        return metadata
    if headed := _below_name_of_site(body):
        name, below = headed
        site = Metadata(source=one_line(plain_text(name))).found("title line", line_of(name))
        stated = Metadata(title=one_line(plain_text(below))).found("title line", line_of(below))
        return metadata.or_else(stated).or_else(site)
    heading = _title_heading(body, capture)
    if heading:
        title = one_line(plain_text(heading))
        return metadata.or_else(Metadata(title=title).found("title line", line_of(heading)))
    path = PurePath(capture.path)
    title, day, account = from_file_name(path.stem)
    if account and account == path.parent.name:  # 账号/账号_标题.md
        title = title.removeprefix(account).lstrip("_ ")
    title = title or "-"
    report.add(
        Code.TITLE_MISSING,
        f"there is no title; “{title}” is the file's name",
        path=capture.path,
        hint="add a line `title: ...` to the front matter",
    )
    return metadata.or_else(Metadata(title=title, date=day).found("file name"))


_ADDRESS = re.compile(r"https?://\S+")
_CLIPPED = re.compile(r"本文由 ?\S.{1,30} ?转码|(?:clipped|saved) (?:by|with|from) ", re.IGNORECASE)
_SENTENCE_END = re.compile('[。！.!][”」』"]?$')


def _title_heading(body: Blocks, capture: Capture) -> Block | None:
    return _first_heading(body) or _only_heading(body) or _below_byline(body, capture) or _quoted(body)


# An article calls no section of its own like that and goes by it.
_SECTION = re.compile(
    r"(?:第?[\d一二三四五六七八九十]{1,3}(?:[、.．:：)）]|[章节]|\s(?![个大种款条步招张篇件本年月日天])|$)|[（(][\d一二三四五六七八九十]{1,3}[)）]"
    r"|(?:前言|引言|序言?|导[言语读]|背景|概述|摘要|简介|目录|介绍|写在前面|introduction|background|overview|abstract"
    r"|preface|contents?)\W*$)",
    re.IGNORECASE,
)
_FLAGGED = re.compile(r"(?:原创|转载)(?:[\s:：]|$)")
_OF_WORDS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\\s]")


def _below_byline(body: Blocks, capture: Capture) -> Heading | None:
    """The first heading, of any level, right below a page's byline: a flag, names, a day, and no text.

    It may be a section's: not where it is called like one, nor where the file's name has words of its own.
    """
    flagged = dated = False
    for block in body[: _BEFORE_TITLE + 1]:
        text = one_line(plain_text(block))
        if isinstance(block, Heading) and text:
            own = _SECTION.match(text) or _OF_WORDS.search(PurePath(capture.path).stem)
            return block if flagged and dated and not own else None
        if not _may_precede(block):
            return None
        flagged = flagged or bool(_FLAGGED.match(text))
        dated = dated or bool(_DAY.search(text))
    return None


def _only_heading(body: Blocks) -> Heading | None:
    """The heading that the body begins with, where it has no other of that level or above."""
    first = next((block for block in body if plain_text(block).strip()), None)
    if not isinstance(first, Heading):
        return None
    high = [block for block in body if isinstance(block, Heading) and block.level <= first.level]
    return first if len(high) == 1 else None


def _quoted(body: Blocks) -> Quote | None:
    """The short quotation right below a clipper's own line: the title of the page it clipped."""
    if len(body) < 3:
        return None
    clipper, quote = body[:2]
    if not isinstance(clipper, Quote) or not isinstance(quote, Quote):
        return None
    text = plain_text(quote).strip()
    fits = 0 < len(text) <= _LONGEST_QUOTED and "\n" not in text and not _SENTENCE_END.search(text)
    return quote if fits and _CLIPPED.search(plain_text(clipper)) else None


_DAY = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_MENU = 8  # blocks that may stand between the name of a site and the title


def _below_name_of_site(body: Blocks) -> tuple[Heading, Heading] | None:
    """The heading that is a link to a first page, and the next one, a date below it, no text between."""
    start = next((number for number, block in enumerate(body[:_BEFORE_TITLE]) if _names_site(block)), None)
    if start is None:
        return None
    for number in range(start + 1, min(start + _MENU, len(body))):
        block = body[number]
        if isinstance(block, Heading):
            below = body[number + 1 : number + 3]
            dated = any(_DAY.search(plain_text(row)[: 2 * _SHORT]) for row in below)
            name = body[start]
            return (
                (name, block) if dated and isinstance(name, Heading) and plain_text(block).strip() else None
            )
        if len(plain_text(block)) > _SHORT:
            return None
    return None


def _names_site(block: Block) -> bool:
    """True for a heading that is nothing but a link to the first page of a site or of one of its owners."""
    if not isinstance(block, Heading) or len(block.content) != 1 or not isinstance(block.content[0], Link):
        return False
    address = urlsplit(block.content[0].target)
    owner = address.path.strip("/")
    words = plain_text(block).strip()
    own = owner.lower() in "".join(words.lower().split()) and "/" not in owner
    return bool(words) and not address.query and (not owner or own)


def _first_heading(body: Blocks) -> Heading | None:
    for block in body[: _BEFORE_TITLE + 1]:
        if isinstance(block, Heading) and block.level == 1:
            if one_line(plain_text(block.content)):
                return block
        elif not _may_precede(block):
            break
    return None


def _may_precede(block: Block) -> bool:
    return not isinstance(block, Heading) and len(_ADDRESS.sub("", plain_text(block))) <= _SHORT
