"""What the scripts of an official account's page say, where alone the account and the day stand."""

import re
from html import unescape

from publish.facts.dates import from_epoch, parse_date
from publish.facts.names import author_names
from publish.facts.origins import Fact
from publish.normal import one_line
from publish.reading.metadata import Metadata

# After a name: `= "..."`, `: JsDecode('...')`, `= xml ? value('...') : '...'`
_SCRIPT_STRING = re.compile(
    r"\s*[=:]\s*(?:htmlDecode\(|JsDecode\(|\(?xml[^:\n]{0,80}:\s*)?"
    r"""(?P<mark>["'])(?P<text>(?:\\.|(?!(?P=mark)).){0,4000})(?P=mark)"""
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED: dict[str, str] = {"n": "\n", "t": "\t", "r": "\r"}


def account_page(text: str) -> Metadata:
    """The properties that an account's page (mp.weixin.qq.com) states in its scripts, with lines."""
    title, title_line = _string(text, "var msg_title", "window.msg_title")
    source, source_line = _string(text, "var nickname", "d.nick_name", "nick_name", "hit_nickname")
    author, author_line = _string(text, "var author", "window.author", "d.author")
    date, date_line = _day(text)
    summary, summary_line = _string(text, "var msg_desc")
    cover, cover_line = _string(text, "var msg_cdn_url")
    lines: dict[Fact, int] = {
        "title": title_line,
        "source": source_line,
        "authors": author_line,
        "date": date_line,
        "summary": summary_line,
        "cover": cover_line,
    }
    stated = Metadata(
        title=title,
        source=source,
        authors=author_names([author]),
        date=date,
        summary=summary,
        cover=cover,
    )
    return stated.found("page script", lines=lines)


def _day(text: str) -> tuple[str, int]:
    """The day of publication: a count of seconds, or a time of day as the page shows it."""
    seconds, line = _string(text, "var ct", "window.ct", "var oriCreateTime", "ori_create_time")
    if day := from_epoch(seconds):
        return day, line
    written, line = _string(text, "createTime", "create_time", "publish_time", "publishTime")
    return parse_date(written), line


def _string(text: str, *names: str) -> tuple[str, int]:
    """The string that the scripts give one of these names, escapes resolved, and its line; or empty."""
    for name in names:  # looked for as they stand: a pattern takes ten times as long on pages of 3 MB
        start = text.find(name)
        while start >= 0:
            found = _SCRIPT_STRING.match(text, start + len(name))
            alone = not start or not (text[start - 1].isalnum() or text[start - 1] in "_.$")
            if found and alone and (value := one_line(decode_script(found["text"]))):
                return value, text.count("\n", 0, start) + 1
            start = text.find(name, start + 1)
    return "", 0


def decode_script(text: str) -> str:
    r"""A JavaScript string without its escapes (`\x3c`, `\u4e2d`, `\n`), HTML entities resolved."""
    return unescape(_ESCAPE.sub(_unescaped, text))


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])
