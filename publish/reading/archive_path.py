"""The account in the way back to its list: a link 返回列表 to /gzh/账号 in an archive's first lines.

Such links lead within the archive, so that they lose their address when a capture is read alone; here the
name is taken from it before.
"""

import re

from publish.facts.names import account_in_path
from publish.model import Capture
from publish.reading.metadata import Metadata

_FIRST_LINES = 40
_WAY_BACK = re.compile(
    r"\[\W*(?:返回|回到|上一[级页层]|更多文章|back|return)[^\]]{0,20}\]\((?P<path>[^)\n]{1,200})\)",
    re.IGNORECASE,
)


def account_of_archive(capture: Capture) -> Metadata:
    """The account that an archive's list is of, where one of the first lines leads back to it."""
    for number, line in enumerate(capture.text[:8000].split("\n")[:_FIRST_LINES], start=1):
        found = _WAY_BACK.search(line) if "](" in line else None
        if found and (name := account_in_path(found["path"])):
            return Metadata(source=name).found("archive's lines", number)
    return Metadata()
