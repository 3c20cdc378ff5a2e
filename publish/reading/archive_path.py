"""The account in the way back to its list: a link 返回列表 to /gzh/账号 in an archive's first lines.

Such links lead within the archive, so that they lose their address when a capture is read alone; here the
name is taken from it before.
"""

import re
from urllib.parse import unquote

from publish.model import Capture
from publish.normal import one_line
from publish.reading.metadata import Metadata

_FIRST_LINES = 40
_WAY_BACK = re.compile(
    r"\[\W*(?:返回|回到|上一[级页层]|更多文章|back|return)[^\]]{0,20}\]\((?P<path>[^)\n]{1,200})\)",
    re.IGNORECASE,
)
# What a list of accounts is called in an address; elsewhere a name in Latin letters may be a category's.
_ACCOUNTS = frozenset(
    {"gzh", "mp", "wechat", "weixin", "account", "accounts", "author", "channel", "公众号"}
)
_CATEGORIES = frozenset(
    {"category", "categories", "tag", "tags", "topic", "topics", "分类", "标签", "专题"}
)


def account_of_archive(capture: Capture) -> Metadata:
    """The account that an archive's list is of, where one of the first lines leads back to it."""
    for number, line in enumerate(capture.text[:8000].split("\n")[:_FIRST_LINES], start=1):
        found = _WAY_BACK.search(line) if "](" in line else None
        if found and (name := _name(found["path"])):
            return Metadata(source=name).found("archive's lines", number)
    return Metadata()


def _name(path: str) -> str:
    above, _, last = re.split(r"[?#]", path)[0].rstrip("/").rpartition("/")
    name, shelf = one_line(unquote(last)), above.rpartition("/")[2].lower()
    if not name or not above or "." in name or name.isdigit() or shelf in _CATEGORIES:
        return ""
    return "" if name.isascii() and shelf not in _ACCOUNTS else name
