"""Rules as data that a project adds without code: `[cleaning]` in publish.toml, and the files it names.

    [cleaning]
    rules = ["rules/*.toml"]     # files, or globs of them, from the folder of publish.toml
    keep = ["ending"]            # rules that are not applied in this project
    learn = true                 # find out what each source repeats

    [cleaning.families.our-prompts]
    where = ["ending"]
    lines = ['运河夜话.{0,8}']

Files have the tables of sources/*.toml, and `[accounts.NAME]` as `publish learn` writes them; the same
tables may stand in publish.toml itself, under `cleaning.`. Tables of the same name are joined with those
that come with publish: lists end to end, other values replaced.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from publish.cleaning.phrases import (
    Credits,
    Family,
    Heads,
    Learning,
    Notes,
    Phrases,
    Platform,
    Prompts,
    fold,
    merge,
    shipped_tables,
)
from publish.errors import ConfigError
from publish.settings import Key, convert_table, nearest, nearest_line, parse_table


class CleaningSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `[cleaning]` says besides tables of rules."""

    rules: list[str] = []
    keep: list[str] = []
    learn: bool = True


class _Source(NamedTuple):
    """A TOML text that holds tables of rules below `above`, and what to call it in messages."""

    name: str
    text: str
    above: tuple[Key, ...] = ()

    def error(self, message: str, keys: tuple[Key, ...], hint: str, quoted: str = "") -> ConfigError:
        """An error at the line of the keys or, if it can be found, at the line that has `quoted` in it."""
        line = self._line_with(quoted) or nearest_line(self.text, (*self.above, *keys))
        return ConfigError(message, where=f"{self.name}:{line}" if line else self.name, hint=hint)

    def _line_with(self, quoted: str) -> int:
        lines = self.text.split("\n") if quoted else []
        written = {quoted, quoted.replace("\\", "\\\\")}
        return next((n for n, line in enumerate(lines, 1) if any(one in line for one in written)), 0)


def read_cleaning(
    table: Mapping[str, Any], text: str, name: str, folder: Path, rules: Sequence[str]
) -> tuple[CleaningSettings, Phrases | None]:
    """What `[cleaning]` of a project says, and all that the rules know there; None if it adds nothing.

    `text` is that of the file called `name`, `folder` where it lies, `rules` are those that there
    are. Raises ConfigError with file and line.
    """
    own = {key: value for key, value in table.items() if key in CleaningSettings.__struct_fields__}
    said = convert_table(own, CleaningSettings, ("cleaning",), text, name)
    here = _Source(name, text, ("cleaning",))
    for rule in said.keep:
        if rule not in rules:
            raise here.error(f"there is no rule “{rule}”", ("keep",), nearest(rule, rules, "rules"))
    added = {key: value for key, value in table.items() if key not in own}
    sources = [(here, added)] if added else []
    for file in _files(said.rules, here, folder):
        sources.append(_read(file))
    return said, _joined(sources) if sources else None


def read_rules(text: str, name: str) -> Phrases:
    """All that the rules know with this text of a file of rules, called `name` in messages."""
    return _joined([(_Source(name, text), parse_table(text, name))])


def _files(patterns: list[str], here: _Source, folder: Path) -> Iterator[Path]:
    for pattern in dict.fromkeys(patterns):
        path = folder / pattern
        found = [path] if path.is_file() else sorted(_glob(folder, pattern))
        if not found:
            hint = f"rules are paths of TOML files, or globs, from the folder of {here.name}"
            raise here.error(f"“{pattern}” leads to no file of rules", ("rules",), hint, pattern)
        yield from found


def _glob(folder: Path, pattern: str) -> list[Path]:
    try:
        return [path for path in folder.glob(pattern) if path.is_file()]
    except (NotImplementedError, ValueError, OSError):  # an absolute path, an empty one
        return []


def _read(file: Path) -> tuple[_Source, dict[str, Any]]:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        why = (
            "it is not UTF-8 text" if isinstance(cause, UnicodeDecodeError) else str(cause.strerror).lower()
        )
        raise ConfigError(f"cannot be read: {why}", where=str(file), hint="check the file") from cause
    return _Source(str(file), text), parse_table(text, str(file))


# Joining and checking ------------------------------------------------------------------------------


def _joined(sources: list[tuple[_Source, dict[str, Any]]]) -> Phrases:
    """All tables joined with those that come with publish, each checked when it is added."""
    tables = shipped_tables()
    types = {field.name: field.type for field in msgspec.structs.fields(Phrases)}
    for source, added in sources:
        for name, table in added.items():
            if name not in types:
                known = CleaningSettings.__struct_fields__ if source.above else ()
                raise _unknown(name, (*known, *types), source)
            _add(tables, name, table, types[name], source)
    return msgspec.convert(tables, Phrases)


def _unknown(name: str, known: tuple[str, ...], source: _Source) -> ConfigError:
    return source.error(f"unknown key “{name}”", (name,), nearest(name, known))


def _add(tables: dict[str, Any], name: str, table: Any, kind: Any, source: _Source) -> None:
    """Join a table into the others; of a table of tables (families, accounts) each for itself."""
    if not isinstance(table, dict):
        raise source.error(
            f"“{name}” should be a table", (name,), f"write [{'.'.join(map(str, (*source.above, name)))}]"
        )
    many = get_origin(kind) is dict
    for key in table if many else (name,):
        keys = (name, key) if many else (name,)
        part = tables.setdefault(name, {}) if many else tables
        one = table[key] if many else table
        joined = deepcopy({key: part.get(key, {})})
        merge(joined, {key: one})
        value = convert_table(
            joined[key],
            get_args(kind)[1] if many else kind,
            (*source.above, *keys),
            source.text,
            source.name,
        )
        _try_patterns(value, one, keys, source)
        part[key] = joined[key]


def _try_patterns(
    value: msgspec.Struct, added: dict[str, Any], keys: tuple[Key, ...], source: _Source
) -> None:
    """Compile all patterns of a table now, where an error can still be told from where it is."""
    if any(not text.strip() for text in _texts(added)):
        raise source.error("an empty text is in every line", keys, "take it out, or write what is meant")
    for text in _unfolded(value, added):
        hint = "no blanks, lower case, : ! for ： ！, and \\( for a bracket that means itself"
        raise source.error(f"“{text}” would match nothing: texts are compared folded", keys, hint, text)
    try:
        for name, member in vars(type(value)).items():
            if isinstance(member, cached_property):
                getattr(value, name)
        _try_alone(value)
    except (re.error, RecursionError, OverflowError) as cause:
        alone = getattr(cause, "pattern", None)
        wrong = next((text for text in _texts(added) if text == alone or not _compiles(text)), "")
        why = cause.msg if isinstance(cause, re.error) else "it is too large"
        named = f"“{wrong}”" if wrong else "a pattern of this table"
        hint = "brackets stand in pairs; a sign that means itself is written with \\ before it"
        raise source.error(f"{named} is no regular expression: {why}", keys, hint, wrong) from cause


_FOLDED: dict[type[msgspec.Struct], tuple[str, ...]] = {
    Family: ("lines", "phrases"),
    Prompts: ("speaks_to",),
    Heads: ("heads",),
    Notes: ("editor",),
    Credits: ("origins", "lists"),
    Learning: ("own",),
}
"""Where patterns are that are matched against folded text; words elsewhere are folded by their tables."""


def _unfolded(value: msgspec.Struct, added: dict[str, Any]) -> Iterator[str]:
    """The patterns added to a table that no folded text can match."""
    for name in _FOLDED.get(type(value), ()):
        for pattern in _texts(added.get(name, ())):
            letters = re.sub(r"\\.", "", pattern)
            if fold(letters) != letters:
                yield pattern


def _try_alone(value: msgspec.Struct) -> None:
    """Those patterns that stand alone, and what they must name."""
    if isinstance(value, Platform):
        re.compile(value.feeds)
        groups = re.compile(value.repost).groupindex
        if value.repost != Platform().repost and not {"source", "author"} <= groups.keys():
            raise re.error("it must name (?P<source>...) and (?P<author>...)", value.repost)


def _texts(added: Any) -> Iterator[str]:
    if isinstance(added, str):
        yield added
    elif isinstance(added, dict | list):
        for one in added.values() if isinstance(added, dict) else added:
            yield from _texts(one)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
