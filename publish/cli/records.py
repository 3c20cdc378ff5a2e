"""JSON for programs: one line a record on standard output, or one file a record."""

from collections.abc import Callable
from typing import Any

import msgspec

Naming = Callable[[str], str]
"""Gives files the names that the user knows, see `messages.Messages.named`."""


def json_line(record: dict[str, Any], named: Naming | None = None) -> str:
    """The record as JSON on one line."""
    return _encoded(record, named).decode()


def json_pages(record: dict[str, Any], named: Naming | None = None) -> bytes:
    """The record as JSON for people too: indented, a key a line."""
    return msgspec.json.format(_encoded(record, named), indent=2) + b"\n"


def _encoded(record: dict[str, Any], named: Naming | None) -> bytes:
    if named is None:
        try:
            return msgspec.json.encode(record)
        except UnicodeEncodeError:
            pass  # names of files need not be Unicode, JSON must be (RFC 8259, 8.1)
    return msgspec.json.encode(_legal(msgspec.to_builtins(record), named or str))


def _legal(value: Any, named: Naming) -> Any:
    match value:
        case str():
            return named(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case dict():
            return {_legal(key, named): _legal(item, named) for key, item in value.items()}
        case list() | tuple():
            return [_legal(item, named) for item in value]
        case _:
            return value
