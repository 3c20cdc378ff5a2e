"""The title of a capture that does not state one."""

import re
from pathlib import PurePath

from publish.diagnostics import Code, Report
from publish.facts.origins import line_of
from publish.facts.titles import from_file_name
from publish.model import Block, Capture, Heading, Quote, Rule
from publish.normal import one_line
from publish.reading.metadata import Metadata
from publish.walk import Blocks, plain_text

# What may stand before the title: a cover, a breadcrumb, a line of metadata, not the article itself.
_BEFORE_TITLE = 5
_SHORT = 60


def titled(metadata: Metadata, body: Blocks, capture: Capture, report: Report) -> Metadata:
    """The metadata with a title: its own, else the first heading of level 1 at the start of the body.

    Without one it is a heading of level 2 there that is the only one, or what a clipper quotes right below
    its own line. Failing all it is the file's name, with TITLE_MISSING; a day in it is the article's.
    """
    if metadata.title:
        return metadata
    heading = _title_heading(body)
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


def _title_heading(body: Blocks) -> Block | None:
    return _first_heading(body) or _only_heading(body) or _quoted(body)


def _only_heading(body: Blocks) -> Heading | None:
    """The heading of level 2 that the body begins with, where it has no other of that level or above."""
    high = [block for block in body if isinstance(block, Heading) and block.level <= 2]
    first = next((block for block in body if plain_text(block).strip()), None)
    return high[0] if len(high) == 1 and high[0] is first else None


def _quoted(body: Blocks) -> Quote | None:
    """The short quotation between a clipper's own line and a rule: the title of the page it clipped."""
    if len(body) < 3 or not isinstance(body[2], Rule):
        return None
    clipper, quote, _ = body[:3]
    text = plain_text(quote).strip()
    if not isinstance(clipper, Quote) or not isinstance(quote, Quote):
        return None
    fits = 0 < len(text) <= _SHORT and "\n" not in text and not _SENTENCE_END.search(text)
    return quote if fits and _CLIPPED.search(plain_text(clipper)) else None


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
