"""Prepared fonts kept on disk, so that a rebuild does not prepare them again.

Nothing depends on it: a cache that cannot be written is no error, and an entry that is damaged or was
written by another version counts as none. Entries are named by all that goes into a font.
"""

import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

_KEPT = 256
"""So many entries are kept; the oldest go first."""

Entry = TypeVar("Entry")


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/publish/fonts`, else under `~/.cache` (XDG Base Directory Specification)."""
    root = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(root) if root and Path(root).is_absolute() else Path("~/.cache").expanduser()
    return base / "publish" / "fonts"


class FontCache:
    """Values by key in one folder, each with a checksum before it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str, kind: type[Entry]) -> Entry | None:
        """The entry of this key, None if there is none or it is damaged."""
        try:
            stored = self._path(key).read_bytes()
        except OSError:
            return None
        checksum, value = stored[:32], stored[32:]
        if sha256(value).digest() != checksum:
            return None
        try:
            return msgspec.msgpack.decode(value, type=kind)
        except msgspec.DecodeError:
            return None

    def put(self, key: str, entry: object) -> None:
        """Keep an entry if the folder can be written: whole or not at all."""
        value = msgspec.msgpack.encode(entry)
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".new")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(sha256(value).digest() + value)
                Path(name).replace(self._path(key))
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._forget_the_oldest()

    def _path(self, key: str) -> Path:
        return self._folder / f"{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}.font"

    def _forget_the_oldest(self) -> None:
        entries = sorted(self._folder.glob("*.font"), key=lambda entry: entry.stat().st_mtime)
        for entry in entries[:-_KEPT]:
            entry.unlink(missing_ok=True)
