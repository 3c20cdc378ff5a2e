"""The title of a capture that does not state one."""

from pathlib import PurePath

from publish.diagnostics import Code, Report
from publish.model import Block, Capture, Heading
from publish.normal import one_line
from publish.walk import Blocks, plain_text

# What may stand before the title: a cover, a breadcrumb, a line of metadata, not the article itself.
_BEFORE_TITLE = 5
_SHORT = 60


def title_of(body: Blocks, capture: Capture, report: Report) -> str:
    """The first heading of level 1 if it stands at the start, else the file's name with TITLE_MISSING."""
    title = heading_title(body)
    if title:
        return title
    stem = one_line(PurePath(capture.path).stem) or "-"
    report.add(
        Code.TITLE_MISSING,
        f"there is no title; “{stem}” is the file's name",
        path=capture.path,
        hint="add a line `title: ...` to the front matter",
    )
    return stem


def heading_title(body: Blocks) -> str:
    """The heading of level 1 that stands at the start of a body, or empty."""
    for block in body[: _BEFORE_TITLE + 1]:
        if isinstance(block, Heading) and block.level == 1:
            title = one_line(plain_text(block.content))
            if title:
                return title
        elif not _may_precede(block):
            break
    return ""


def _may_precede(block: Block) -> bool:
    return not isinstance(block, Heading) and len(plain_text(block)) <= _SHORT
