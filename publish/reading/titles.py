"""The title of a capture that does not state one."""

from pathlib import PurePath

from publish.diagnostics import Code, Report
from publish.facts.origins import line_of
from publish.facts.titles import from_file_name
from publish.model import Block, Capture, Heading
from publish.normal import one_line
from publish.reading.metadata import Metadata
from publish.walk import Blocks, plain_text

# What may stand before the title: a cover, a breadcrumb, a line of metadata, not the article itself.
_BEFORE_TITLE = 5
_SHORT = 60


def titled(metadata: Metadata, body: Blocks, capture: Capture, report: Report) -> Metadata:
    """The metadata with a title: its own, else the first heading of level 1 at the start of the body.

    Failing both it is the file's name, with TITLE_MISSING; a day in it is the article's.
    """
    if metadata.title:
        return metadata
    heading = _title_heading(body)
    if heading:
        title = one_line(plain_text(heading.content))
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


def _title_heading(body: Blocks) -> Heading | None:
    for block in body[: _BEFORE_TITLE + 1]:
        if isinstance(block, Heading) and block.level == 1:
            if one_line(plain_text(block.content)):
                return block
        elif not _may_precede(block):
            break
    return None


def _may_precede(block: Block) -> bool:
    return not isinstance(block, Heading) and len(plain_text(block)) <= _SHORT
