"""A folder of bytes found by their SHA-256, and notes about them: what need not be done twice.

    objects/ab/abcdef...     bytes, under the hash of what they are
    notes/KIND/12/1234...    a small JSON value under the hash of its key

The folder may be deleted at any time, shared by several builds, or not be writable at all: then the bytes
stay in memory for this run. Nothing read from it is believed: bytes must have the hash they are called by,
notes must have their type.
"""

import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

Value = TypeVar("Value")


def default_folder() -> Path | None:
    """`$XDG_CACHE_HOME/publish/assets`, else under `~/.cache`; None for a user without a home.

    XDG Base Directory Specification 0.8: a relative path in the variable is to be ignored.
    """
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / "publish" / "assets"
    try:
        return Path.home() / ".cache" / "publish" / "assets"
    except RuntimeError:
        return None


class Cache:
    """Bytes by hash and notes by key, in a folder, or in memory (`folder` None, or not writable)."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._kept: dict[str, bytes] = {}

    def put(self, data: bytes) -> str:
        """Keep bytes; gives the hash to find them by."""
        digest = sha256(data).hexdigest()
        if self.get(digest) is None:
            self._write(f"objects/{digest[:2]}/{digest}", data)
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes of this hash, None where they are not here (any more) or are damaged."""
        data = self._read(f"objects/{digest[:2]}/{digest}")
        return data if data is not None and sha256(data).hexdigest() == digest else None

    def note(self, kind: str, key: str, value: object) -> None:
        """Keep a small value under a key."""
        self._write(_note_name(kind, key), msgspec.json.encode(value))

    def noted(self, kind: str, key: str, type_: type[Value]) -> Value | None:
        """The value kept under a key, None where there is none of that type."""
        data = self._read(_note_name(kind, key))
        try:
            return msgspec.json.decode(data, type=type_) if data is not None else None
        except msgspec.DecodeError:
            return None

    def _read(self, name: str) -> bytes | None:
        if name in self._kept:
            return self._kept[name]
        if self._folder is not None:
            with suppress(OSError):
                return (self._folder / name).read_bytes()
        return None

    def _write(self, name: str, data: bytes) -> None:
        if self._folder is None:
            self._kept[name] = data
            return
        path = self._folder / name
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.write_bytes(data)
            temporary.replace(path)
        except OSError:
            self._kept[name] = data
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _note_name(kind: str, key: str) -> str:
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    return f"notes/{kind}/{digest[:2]}/{digest}"
