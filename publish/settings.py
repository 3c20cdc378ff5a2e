"""TOML files to typed settings: publish.toml of a project here, any other by the struct it is read as.

Errors name the file, the line and, for an unknown key, the nearest one there is. What a flag, an
environment variable, the edition, the project and the theme say is weighed in that order (`first_of`).
"""

import datetime
import re
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

import msgspec

from publish.errors import ConfigError, PublishError

PROJECT_FILE = "publish.toml"
EDITION_FILE = "edition.toml"


NO_COVER = "none"
"""What `cover` says in an edition.toml for an edition that is to have none."""


class ProjectSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """publish.toml: what holds for every build of a project. `plugins` are Python files beside it.

    `cleaning` is what the rules of cleaning are told here; `publish.cleaning.rule_files` reads it.
    """

    theme: str = ""
    formats: list[str] = []
    output: str = ""
    edition: str = ""
    plugins: list[str] = []
    themes: list[str] = []
    cleaning: dict[str, Any] = {}
    options: dict[str, dict[str, Any]] = {}


Settings = TypeVar("Settings")


def read_toml(path: Path, kind: type[Settings], error: type[PublishError] = ConfigError) -> Settings:
    """The settings of this kind in a TOML file; raises `error` with the file's line where it is wrong."""
    try:
        text = path.read_text("utf-8-sig")  # editors on Windows write a byte order mark
    except (OSError, UnicodeDecodeError) as cause:
        raise error(f"cannot be read: {_why(cause)}", where=str(path)) from cause
    return parse_toml(text, kind, str(path), error)


def parse_toml(
    text: str, kind: type[Settings], name: str, error: type[PublishError] = ConfigError
) -> Settings:
    """As `read_toml`, from text; `name` stands for the file in messages."""
    return convert_table(parse_table(text, name, error), kind, (), text, name, error)


def parse_table(text: str, name: str, error: type[PublishError] = ConfigError) -> dict[str, Any]:
    """A TOML text as it is, dates as ISO 8601 texts; `name` stands for the file in messages."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as cause:
        raise _syntax_error(cause, _File(name, text), error) from cause
    table: dict[str, Any] = _dates_as_text(data)
    return table


def convert_table(  # noqa: PLR0913, PLR0917 - what, as what, and where it stands
    data: Any,
    kind: type[Settings],
    keys: "tuple[Key, ...]",
    text: str,
    name: str,
    error: type[PublishError] = ConfigError,
) -> Settings:
    """A table of a TOML text, to which `keys` lead, as settings of this kind."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as cause:
        raise _wrong_value(cause, _File(name, text), kind, keys, error) from cause


def convert_options(
    options: Mapping[str, Any], kind: type[Settings], where: str, error: type[PublishError] = ConfigError
) -> Settings:
    """A renderer's options from a table of an edition or of the command line."""
    try:
        return msgspec.convert(dict(options), kind)
    except msgspec.ValidationError as cause:
        unknown = _UNKNOWN.match(str(cause))
        hint = nearest(unknown[1], _fields(kind, ())) if unknown else ""
        message = f"unknown key “{unknown[1]}”" if unknown else _plain(str(cause))
        raise error(message, where=where, hint=hint) from cause


def first_of(*values: Settings | None, default: Settings) -> Settings:
    """The first value that says anything: flag, environment, edition, project, then the default."""
    return next((value for value in values if value), default)


# Messages ------------------------------------------------------------------------------------------

_UNKNOWN = re.compile(r"Object contains unknown field `([^`]*)`")
_CHOSEN = re.compile(r"Invalid enum value '([^']*)'")
_AT = re.compile(r" - at `\$(.*)`$")
_SYNTAX_LINE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


class _File(NamedTuple):
    """A settings file as messages need it."""

    name: str
    text: str


def _why(cause: Exception) -> str:
    if isinstance(cause, OSError):
        return (cause.strerror or str(cause)).lower()
    return "it is not UTF-8 text"


def _syntax_error(cause: tomllib.TOMLDecodeError, file: _File, error: type[PublishError]) -> PublishError:
    found = _SYNTAX_LINE.search(str(cause))
    line = found[1] if found and found[1] else file.text.rstrip().count("\n") + 1
    message = _SYNTAX_LINE.sub("", str(cause)).strip()
    hint = 'text stands in quotes: key = "text"; see https://toml.io'
    return error(f"this is not TOML: {message}", where=f"{file.name}:{line}", hint=hint)


def _wrong_value(
    cause: msgspec.ValidationError,
    file: _File,
    kind: type,
    above: "tuple[Key, ...]",
    error: type[PublishError],
) -> PublishError:
    message = str(cause)
    at = _AT.search(message)
    keys = _real_keys(at[1] if at else "")
    unknown = _UNKNOWN.match(message)
    chosen = _CHOSEN.match(message)
    hint = ""
    if unknown:
        hint = nearest(unknown[1], _fields(kind, keys))
        message = f"unknown key “{unknown[1]}”"
        keys = (*keys, unknown[1])
    elif chosen:
        hint = nearest(chosen[1], _choices(kind, keys), "values")
        message = f"there is no “{chosen[1]}” here"
    line = nearest_line(file.text, (*above, *keys))
    return error(_plain(message), where=f"{file.name}:{line}" if line else file.name, hint=hint)


_EXPECTED = re.compile(r"Expected `([^`]*)`, got `([^`]*)`")
_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}


_BOUND = re.compile(r"Expected `([^`]*)` (>=|>|<=|<) ([\d.]*\d)")
_BOUNDS = {">=": "of at least", ">": "greater than", "<=": "of at most", "<": "less than"}


def _plain(message: str) -> str:
    """What msgspec says, in the words of a TOML file."""
    message = _AT.sub(lambda at: f" (in {at[1].lstrip('.')})" if at[1] else "", message)
    message = _BOUND.sub(
        lambda bound: f"this should be {_named(bound[1])} {_BOUNDS[bound[2]]} {float(bound[3]):g}", message
    )
    return _EXPECTED.sub(
        lambda types: f"this should be {_named(types[1])}, not {_named(types[2])}", message
    )


def _named(types: str) -> str:
    return " or ".join(_TYPES.get(name, name) for name in types.split(" | ") if name != "null")


def nearest(key: str, known: Sequence[str], what: str = "keys") -> str:
    """The hint for a name that there is none of: the nearest there is or, failing that, all."""
    near = get_close_matches(key, known, n=1)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"{what} there are: {', '.join(known)}" if known else ""


Key: TypeAlias = str | int
ANY = "*"
"""Stands for a key that is not known, where a path of keys is looked for."""


def _real_keys(path: str) -> tuple[Key, ...]:
    """A path of msgspec (`.part[0].title`, `.style[...].size`) as keys; ANY for a key it hides."""
    pieces = re.findall(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]", path)
    return tuple(name or (ANY if index == "..." else int(index)) for name, index in pieces)


def _fields(kind: Any, keys: "tuple[Key, ...]") -> tuple[str, ...]:
    """The names that may stand where the keys lead to, as far as the types tell."""
    info = _type_at(kind, keys)
    if isinstance(info, msgspec.inspect.DictType):
        info = info.value_type
    if isinstance(info, msgspec.inspect.StructType):
        return tuple(field.encode_name for field in info.fields)
    return ()


def _choices(kind: Any, keys: "tuple[Key, ...]") -> tuple[str, ...]:
    """The values that may stand where the keys lead to, where there are few."""
    info = _type_at(kind, keys)
    if isinstance(info, msgspec.inspect.UnionType):
        info = next((one for one in info.types if isinstance(one, msgspec.inspect.LiteralType)), info)
    return tuple(map(str, info.values)) if isinstance(info, msgspec.inspect.LiteralType) else ()


def _type_at(kind: Any, keys: "tuple[Key, ...]") -> msgspec.inspect.Type:
    info = msgspec.inspect.type_info(kind)
    for key in keys:
        if isinstance(info, msgspec.inspect.UnionType):  # what may be left out
            info = next((one for one in info.types if not isinstance(one, msgspec.inspect.NoneType)), info)
        if isinstance(info, msgspec.inspect.StructType) and isinstance(key, str):
            info = next(
                (field.type for field in info.fields if field.encode_name == key), msgspec.inspect.AnyType()
            )
        elif isinstance(info, msgspec.inspect.ListType | msgspec.inspect.VarTupleType):
            info = info.item_type
        elif isinstance(info, msgspec.inspect.DictType):
            info = info.value_type
    return info


def nearest_line(text: str, keys: "tuple[Key, ...]") -> int:
    """The line of the last of the keys that can be found in a TOML text, or 0: see `line_of`."""
    while keys:
        if line := line_of(text, keys) or _line_of_table_below(text, keys):
            return line
        keys = keys[:-1]
    return 0


def _line_of_table_below(text: str, keys: "tuple[Key, ...]") -> int:
    """The line of the first table inside the one that the keys lead to: [a.b.c] for a.b."""
    wanted = [str(key) for key in keys]
    tables = (said for said in _statements(text) if said.table)
    return next((said.line for said in tables if _same(said.table[: len(keys)], wanted)), 0)


def line_of(text: str, keys: tuple[Key, ...]) -> int:
    """The line (from 1) on which the last of the keys is set in a TOML text; 0 if it cannot be told.

    tomllib keeps no places, so this looks for the table and then for the key inside it.
    """
    names = [key for key in keys if isinstance(key, str)]
    if not names:
        return 0
    last = max(place for place, key in enumerate(keys) if isinstance(key, str))
    wanted = next((key for key in reversed(keys[:last]) if isinstance(key, int)), 0)
    heads = keys[-1] if isinstance(keys[-1], int) else 0  # of these tables stand before the one meant
    table, current, seen = names[:-1], [""], 0
    for said in _statements(text):
        if said.table:
            current = said.table
            if _same(current, names):
                if not heads:
                    return said.line
                heads -= 1
            seen += _same(current, table)
            continue
        here = _same(current, table) and seen > wanted if table else current == [""]
        if here and said.key == names[-1]:
            return said.line
    return 0


class _Statement(NamedTuple):
    """A line of a TOML text that begins a table or sets a key."""

    line: int
    table: list[str]
    key: str


@lru_cache(maxsize=8)
def _statements(text: str) -> tuple[_Statement, ...]:
    """The heads of tables and the keys of a TOML text; what stands in texts of several lines is none."""
    bare = _LONG_TEXT.sub(lambda found: "\n" * found[0].count("\n"), text)
    found = []
    for number, line in enumerate(bare.split("\n"), 1):
        if header := _HEADER.fullmatch(line):
            found.append(_Statement(number, _names_in(header[1]), ""))
        elif assigned := _ASSIGNED.match(line):
            found.append(_Statement(number, [], assigned[1].strip()))
    return tuple(found)


_LONG_TEXT = re.compile(r"(?s)\"{3}.*?\"{3}|'{3}.*?'{3}")
_ASSIGNED = re.compile(r'\s*"?([^"=#]+?)"?\s*=')
_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+\s*(?:#.*)?")
_NAME = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^.\s\"']+)")


def _names_in(header: str) -> list[str]:
    """The keys of a table's head: accounts."a.b" is two."""
    return ["".join(found) for found in _NAME.findall(header)]


def _same(table: list[str], keys: list[str]) -> bool:
    return len(table) == len(keys) and all(
        key in (ANY, name) for name, key in zip(table, keys, strict=True)
    )


def _dates_as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _dates_as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_dates_as_text(value) for value in data]
    if isinstance(data, datetime.date | datetime.time):
        return data.isoformat()
    return data
