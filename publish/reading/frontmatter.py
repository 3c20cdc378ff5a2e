"""Front matter: the fields at the top of a Markdown capture, in any of its dialects.

    ---           +++             {                  Title: ...
    title: ...    title = "..."     "title": "..."   URL Source: ...
    ---           +++             }                  Markdown Content:

Values are strings, or rows of strings, and nothing else: YAML is read as events, so no type is guessed, no
object made and no alias followed. What is no such YAML (or TOML) is read line by line as `key: the rest of
the line`, which recovers titles with colons and quotes in them as they stand.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
import yaml

from publish.diagnostics import Code, Report
from publish.model import Capture, Span
from publish.normal import scrub

MAX_LINES = 400
"""Front matter is at most this many lines; more is taken for an article that begins with a rule."""
MAX_LENGTH = 2**16
"""... and at most this many characters."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCE = re.compile(r"---\s*$")
_END = re.compile(r"(?:---|\.\.\.)\s*$")
_KEY = re.compile(
    r"""(?P<key>[^\W\d][\w .-]{0,39}|"[\w .-]{1,40}"|'[\w .-]{1,40}')\s*:(?:\s+(?P<value>.*)|$)"""
)
_ITEM = re.compile(r"\s*-\s+(?P<item>.*)")
_TOML_LINE = re.compile(r"(?P<key>[\w.-]{1,40}|\"[^\"]{1,40}\")\s*=\s*(?P<value>.*)")
# Fields without any fence: a title in the first line, and one of these soon after it.
_HEAD_FIELD = re.compile(
    r"(?P<key>title|url source|url|link|source|author|published(?: time| date)?|date|site|description"
    r"|lang(?:uage)?|(?:created|updated|modified|clipped|captured|saved)(?: at| on)?|tags?|byline"
    r"|标题|链接|来源|作者|发布时间|原文链接|公众号)\s*[:：]\s*(?P<value>.*)",
    re.IGNORECASE,
)
_HEAD_END = re.compile(r"Markdown Content:\s*$", re.IGNORECASE)
_MOST_HEAD_LINES = 24
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_ESCAPE = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))""")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\n", "0": "\0", "a": "", "b": "", "e": "", "f": "", "v": ""}


class Field(msgspec.Struct, frozen=True):
    """The values of one key, and the line it stands in."""

    values: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """All values as one text."""
        return "、".join(self.values)


class FrontMatter(msgspec.Struct, frozen=True):
    """The fields by key (lower case, `_` for blanks and hyphens) and the number of lines they take."""

    fields: Mapping[str, Field] = {}
    lines: int = 0


def read_front_matter(capture: Capture, report: Report) -> FrontMatter:
    """The front matter of a capture, empty if it has none.

    Front matter that is no YAML or is never closed is read as far as it goes, with FRONTMATTER_INVALID.
    """
    head = capture.text[: MAX_LENGTH + 1].split("\n", MAX_LINES + 1)[: MAX_LINES + 1]
    start = next((number for number, line in enumerate(head[:10]) if line.strip()), 0)
    if head[start].startswith(("+++", "{")):
        return _toml_or_json(head, start, capture, report)
    if not _FENCE.match(head[start]) or not _opens(head[start + 1 :]):
        return _headed(head, start)
    for number in range(start + 1, len(head)):
        if _END.match(head[number]):
            return _closed(head, start, number, capture, report)
    return _unclosed(head, start, capture, report)


def _opens(lines: list[str]) -> bool:
    """True if fields follow; otherwise the line of hyphens is a rule, or nothing stands between two."""
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return bool(_KEY.match(first) or _END.match(first))


def _closed(head: list[str], start: int, end: int, capture: Capture, report: Report) -> FrontMatter:
    lines = head[start + 1 : end]
    fields: dict[str, Field] = {}
    try:
        _add_fields(fields, _yaml_fields("\n".join(lines)), start + 2)
    except (yaml.YAMLError, _NotPlainError) as error:
        fields = {}
        _add_fields(fields, _line_fields(lines), start + 2)
        reason = f"it is no plain YAML ({_reason(error)})"
        _say_invalid(reason, capture, start + 2 + _error_line(error), report)
    return FrontMatter(fields, end + 1)


def _unclosed(head: list[str], start: int, capture: Capture, report: Report) -> FrontMatter:
    end = start + 1
    while end < len(head) and (_KEY.match(head[end]) or head[end].startswith((" ", "\t", "- "))):
        end += 1
    fields: dict[str, Field] = {}
    _add_fields(fields, _line_fields(head[start + 1 : end]), start + 2)
    _say_invalid("it is never closed by a line of ---", capture, start + 1, report)
    return FrontMatter(fields, end)


def squeezed(key: str) -> str:
    """A key as keys are compared: publishTime, publish_time and Publish Time are one."""
    return re.sub(r"[\s_.-]+", "", key.lower())


def _add_fields(
    fields: dict[str, Field], found: "Iterator[tuple[str, list[str], int]]", first_line: int
) -> None:
    """The first value of a key that is not empty stands."""
    for key, values, line in found:
        name = re.sub(r"[\s_-]+", "_", key.strip(" *").lower())
        kept = tuple(text for value in values if (text := scrub(value).strip()))
        if name and (kept or name not in fields) and not (name in fields and fields[name].values):
            fields[name] = Field(kept, first_line + line)


def _say_invalid(reason: str, capture: Capture, line: int, report: Report) -> None:
    report.add(
        Code.FRONTMATTER_INVALID,
        f"the front matter was read line by line: {reason}",
        path=capture.path,
        span=Span(line, line),
        hint="put values with a colon or quotes in them between quotes",
    )


# YAML ----------------------------------------------------------------------------------------------


class _NotPlainError(Exception):
    """YAML that is more than keys and strings: tags, anchors, aliases, or no mapping at all."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def _line(event: "yaml.Event") -> int:
    return event.start_mark.line if event.start_mark else 0


def _reason(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem:
        return error.problem
    return str(error).partition("\n")[0][:80]


def _error_line(error: Exception) -> int:
    if isinstance(error, _NotPlainError):
        return error.line
    mark = getattr(error, "problem_mark", None)
    return int(mark.line) if mark else 0


def _yaml_fields(text: str) -> Iterator[tuple[str, list[str], int]]:
    """Key, strings and line (from 0) of each entry of the mapping that the text is."""
    events = _plain_events(text)
    first = next(events, None)
    if first is None:
        return
    if not isinstance(first, yaml.MappingStartEvent):
        raise _NotPlainError("it is no mapping", _line(first))
    for event in events:
        if isinstance(event, yaml.MappingEndEvent):
            return
        if not isinstance(event, yaml.ScalarEvent):
            raise _NotPlainError("a key is no text", _line(event))
        yield event.value, _strings(events), _line(event)


def _plain_events(text: str) -> "Iterator[yaml.Event]":
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _NotPlainError("anchors and aliases are not read", _line(event))
        if getattr(event, "tag", None) not in (None, "!"):
            raise _NotPlainError("tags are not read", _line(event))
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


@dataclass(slots=True)
class _Open:
    """A list or mapping inside a value; a mapping's key, while its value is awaited."""

    mapping: bool
    key: str | None = None


def _strings(events: "Iterator[yaml.Event]") -> list[str]:
    """The strings of the next value; those of inner mappings as `key: value`."""
    values: list[str] = []
    inside: list[_Open] = []
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append(_Open(isinstance(event, yaml.MappingStartEvent)))
            continue
        if isinstance(event, yaml.ScalarEvent):
            if inside and inside[-1].mapping and inside[-1].key is None:
                inside[-1].key = event.value
                continue
            null = event.implicit[0] and event.value in _NULLS
            keys = [outer.key for outer in inside if outer.key is not None]
            values.append(": ".join([*keys, "" if null else event.value]))
        else:
            inside.pop()
        if not inside:
            break
        inside[-1].key = None
    return values


# Line by line --------------------------------------------------------------------------------------


def _line_fields(lines: list[str]) -> Iterator[tuple[str, list[str], int]]:
    """Key, strings and line (from 0) of each line that begins with a key; indented lines go on a value."""
    key, values, line = "", [""], 0
    for number, text in enumerate(lines):
        found = _KEY.match(text)
        item = _ITEM.match(text)
        if found:
            if key:
                yield key, [_unquoted(value) for value in values], line
            key, values, line = found["key"].strip("\"'"), [(found["value"] or "").strip()], number
        elif item:
            values.append(item["item"].strip())
        elif text.strip():
            values[-1] = f"{values[-1]} {text.strip()}".strip()
    if key:
        yield key, [_unquoted(value) for value in values], line


def _unquoted(value: str) -> str:
    if value in _NULLS or value in {"|", ">", "|-", ">-"}:
        return ""
    for block in ("| ", "> ", "|- ", ">- "):
        value = value.removeprefix(block)
    if len(value) > 1 and value[0] == value[-1] == "'" and "'" not in value[1:-1].replace("''", ""):
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"' and not re.search(r'(?<!\\)"', value[1:-1]):
        return _ESCAPE.sub(_unescaped, value[1:-1])
    return value


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(found[3], found[3])


# TOML, JSON, and fields without a fence --------------------------------------------------------------


def _toml_or_json(head: list[str], start: int, capture: Capture, report: Report) -> FrontMatter:
    if head[start].startswith("{"):
        return _json(head, start)
    ends = (number for number in range(start + 1, len(head)) if head[number].rstrip() == "+++")
    end = next(ends, 0)
    if head[start].rstrip() != "+++" or not end:
        return FrontMatter()
    lines = head[start + 1 : end]
    fields: dict[str, Field] = {}
    try:
        entries = tomllib.loads("\n".join(lines))
        _add_fields(fields, _entries(entries, lines), start + 2)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        _add_fields(fields, _toml_lines(lines), start + 2)
        _say_invalid(f"it is no TOML ({str(error)[:80]})", capture, start + 2, report)
    return FrontMatter(fields, end + 1)


def _json(head: list[str], start: int) -> FrontMatter:
    """An object of fields, a title among them, with the article below it; otherwise the brace is text."""
    text = "\n".join(head[start:])
    try:
        entries, length = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return FrontMatter()
    rest = text[length:]
    titled = isinstance(entries, dict) and "title" in {str(key).lower() for key in entries}
    if not titled or rest.partition("\n")[0].strip() or not rest.strip():
        return FrontMatter()
    end = start + text.count("\n", 0, length) + 1
    fields: dict[str, Field] = {}
    _add_fields(fields, _entries(entries, head[start:end]), start + 1)
    return FrontMatter(fields, end)


def _entries(entries: Mapping[str, object], lines: list[str]) -> Iterator[tuple[str, list[str], int]]:
    """Key, strings and line (from 0) of each entry of a parsed table."""
    for key, value in entries.items():
        own = re.compile(rf"[\s{{,]*[\"']?{re.escape(key)}[\"']?\s*[:=]")
        line = next((number for number, text in enumerate(lines) if own.match(text)), 0)
        yield key, list(_texts(value)), line


def _texts(value: object) -> Iterator[str]:
    """The strings in a value; those of inner tables as `key: value`."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from (f"{key}: {text}" for text in _texts(inner))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _toml_lines(lines: list[str]) -> Iterator[tuple[str, list[str], int]]:
    for number, text in enumerate(lines):
        if found := _TOML_LINE.match(text.strip()):
            yield found["key"].strip('"'), [_unquoted(found["value"].strip())], number


def _headed(head: list[str], start: int) -> FrontMatter:
    """Fields without a fence: a title, then others, down to a blank line or to `Markdown Content:`."""
    first = _HEAD_FIELD.match(head[start])
    if first is None or first["key"].lower() not in {"title", "标题"}:
        return FrontMatter()
    announced = any(_HEAD_END.match(line) for line in head[start : start + _MOST_HEAD_LINES])
    found: list[tuple[str, list[str], int]] = []
    end = start
    for number in range(start, min(start + _MOST_HEAD_LINES, len(head))):
        field = _HEAD_FIELD.match(head[number])
        if field:
            found.append((field["key"], [_unquoted(field["value"].strip())], number))
        elif head[number].strip() or not announced:
            end = number + 1 if _HEAD_END.match(head[number]) else number
            break
        end = number + 1
    if len(found) < 2:  # a sentence that begins so
        return FrontMatter()
    fields: dict[str, Field] = {}
    _add_fields(fields, iter(found), 1)
    return FrontMatter(fields, end)
