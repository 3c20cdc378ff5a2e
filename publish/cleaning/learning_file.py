"""What was learned as a rules file: TOML with the evidence in comments, for people to read and to edit.

The file tells in its head by a checksum if it is still as it was written: one that a person has changed is
not replaced unasked.
"""

import re
from collections.abc import Iterable
from hashlib import sha256

from publish.cleaning.accounts import Line, Picture
from publish.cleaning.learning import Evidence, Lesson
from publish.normal import one_line

_HEAD = """\
# What sources repeat before and after their articles, found by publish learn. Delete what is to stay,
# change what is not right. This file is used where publish.toml names it:
#
#     [cleaning]
#     rules = ["{name}"]
#
# A line goes only at that border of an article of its source, reached through nothing but other such lines,
# pictures and credits; numbers in it may differ. A credit never goes.
#
# As written: {checksum}
"""
_CHECKSUM = re.compile(r"^# As written: ([0-9a-f]{16})\n", re.MULTILINE)
_LENGTH = 16


def rules_text(lessons: Iterable[Lesson], name: str) -> str:
    """The rules file of these lessons, to be called `name`; only of sources that repeat something."""
    tables = "".join(_table(lesson) for lesson in lessons if lesson.found)
    return _HEAD.format(name=_escaped(name), checksum=_checksum(tables)) + tables


def is_as_written(text: str) -> bool:
    """True for a rules file of `rules_text` that nobody has changed since."""
    found = _CHECKSUM.search(text)
    return found is not None and _checksum(text[found.end() :]) == found[1]


def _checksum(tables: str) -> str:
    return sha256(tables.encode()).hexdigest()[:_LENGTH]


def _table(lesson: Lesson) -> str:
    rows = [f"\n[accounts.{_quoted(lesson.name)}]\n# {lesson.articles} articles\n"]
    for key, kind in (("lines", Line), ("pictures", Picture)):
        found = [evidence for evidence in lesson.found if isinstance(evidence.repeated, kind)]
        if found:
            entries = "".join(_entry(evidence) for evidence in found)
            rows.append(f"{key} = [\n{entries}]\n")
    return "".join(rows)


def _entry(evidence: Evidence) -> str:
    one = evidence.repeated
    text = f"text = {_quoted(one.text)}" if isinstance(one, Line) else f"src = {_quoted(one.src)}"
    share = f"in {one.seen} of {one.of} articles, in the {one.where}"
    return (
        f"    # {share}; see {_commented(evidence.path)}:{evidence.line}\n"
        f'    {{ {text}, seen = {one.seen}, of = {one.of}, where = "{one.where}" }},\n'
    )


def _commented(path: str) -> str:
    """A path as it may stand in a comment: on one line, in characters that are Unicode."""
    return one_line(_legal(path))


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """The text as it stands in a basic string of TOML."""
    text = _legal(text).replace("\\", "\\\\").replace('"', '\\"')
    return "".join(sign if sign.isprintable() or sign == " " else _written_out(sign) for sign in text)


def _written_out(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"


def _legal(text: str) -> str:
    """The text without halves of surrogate pairs, which names of files may hold."""
    return text.encode("utf-8", "backslashreplace").decode()
