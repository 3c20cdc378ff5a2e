"""The only module that writes editions to disk.

An edition is written whole or not at all. It is checked first, then written to a temporary file beside
its target, synced, and renamed over it: whoever opens the target sees the old edition or the new one,
also after `kill -9`, a power cut or a full disk. A lock file beside the target lets one build at a time
write it.
"""

import errno
import fcntl
import os
import re
import secrets
import stat
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from publish.diagnostics import Diagnostic, Severity
from publish.errors import CheckError, PublishError, UsageError

Check = Callable[[bytes], Sequence[Diagnostic]]

LOCK_WAIT = 60.0
"""Seconds to wait for another build that is writing the same file; writing takes a few."""


def write_edition(path: Path, data: bytes, check: Check | None = None) -> list[Diagnostic]:
    """Write a built file to `path` if `check` finds no error in it; gives what the check said.

    Raises `CheckError` for a file that fails its check, `UsageError` for a place that cannot be written
    to and `PublishError` for a disk that is full or fails. Then the old file still stands, and nothing
    of the new one is left.
    """
    found = list(check(data)) if check else []
    _refuse_invalid(path, found)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_what_is_no_file(path)
        with locked(path):
            _replace(path, data)
    except OSError as error:
        raise _explained(error, path) from error
    return found


def _refuse_invalid(path: Path, found: Sequence[Diagnostic]) -> None:
    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    if not errors:
        return
    first = errors[0]
    where = f" ({first.where})" if first.where else ""
    more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
    raise CheckError(
        f"the file failed its checks and was not written: {first.message}{where}{more}",
        where=str(path),
        hint="an edition that stood there before is untouched; please report this",
        diagnostics=tuple(found),
    )


def _refuse_what_is_no_file(path: Path) -> None:
    """Renaming over a device, a pipe or a folder would be an accident; over a link it replaces the link."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            raise UsageError("there is a folder of this name", where=str(path), hint="choose another name")
        if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
            raise UsageError("this is no ordinary file", where=str(path), hint="choose another name")


# Replacing a file ----------------------------------------------------------------------------------

_TEMPORARY = ".part"


def _replace(path: Path, data: bytes) -> None:
    """Put a new file in the place of an old one, in one step. The caller holds the lock of `path`."""
    _sweep(path)
    temporary = path.with_name(f".{_short(path.name)}.{secrets.token_hex(8)}{_TEMPORARY}")
    try:
        _write_synced(temporary, data, _mode_for(path))
        temporary.replace(path)
    except BaseException:  # an interrupt too leaves nothing behind
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write_synced(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def _sweep(path: Path) -> None:
    """Remove temporary files of builds that were killed: who holds the lock is the only one writing."""
    leftover = re.compile(re.escape(f".{_short(path.name)}.") + "[0-9a-f]{16}" + re.escape(_TEMPORARY))
    for name in os.listdir(path.parent):  # noqa: PTH208 - names are all we need
        if leftover.fullmatch(name):
            path.with_name(name).unlink(missing_ok=True)


def _mode_for(path: Path) -> int:
    """The mode of the old file, or what the user's umask gives a new one."""
    with suppress(FileNotFoundError):
        old = path.lstat()
        if stat.S_ISREG(old.st_mode):
            return stat.S_IMODE(old.st_mode) & 0o777
    mask = os.umask(0o077)  # there is no way to ask without setting it
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming itself safe against a power cut, where the file system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# One build at a time -------------------------------------------------------------------------------


@contextmanager
def locked(path: Path, wait: float = LOCK_WAIT) -> Iterator[None]:
    """Hold the lock of an output, a file or a whole set of them; `wait` seconds for another's to end.

    The lock belongs to an open file, so the system frees it when a build dies: a lock file that is left
    over locks nothing and is used again. Where the file system knows no locks we go on without: renaming
    is one step in any case. Raises `PublishError` if the other build does not end in time.
    """
    lock = path.with_name(f".{_short(path.name)}.lock")
    descriptor = _acquire(lock, time.monotonic() + wait, path)
    try:
        yield
    finally:
        # Removed while it is still held: whoever opened the same file meanwhile sees that it is gone.
        lock.unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(lock: Path, deadline: float, path: Path) -> int:
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
        try:
            if _lock_before(deadline, descriptor, path) and _is_open_as(descriptor, lock):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock_before(deadline: float, descriptor: int, path: Path) -> bool:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise PublishError(
                    "another build is writing this file",
                    where=str(path),
                    hint="wait for it to end, or give another output",
                ) from None
            time.sleep(0.05)
        except OSError as error:
            if error.errno in {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}:
                return True
            raise
        else:
            return True


def _is_open_as(descriptor: int, lock: Path) -> bool:
    """Whether the lock file of this name is still the one that was opened."""
    try:
        named, opened = lock.stat(follow_symlinks=False), os.fstat(descriptor)
    except FileNotFoundError:
        return False
    return (named.st_dev, named.st_ino) == (opened.st_dev, opened.st_ino)


# What went wrong, in words -------------------------------------------------------------------------

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {
    errno.EACCES: "no permission to write here",
    errno.EPERM: "no permission to write here",
    errno.EROFS: "this disk is read-only",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EEXIST: "a part of the path is a file, not a folder",
    errno.EISDIR: "there is a folder of this name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the path is a link that leads in a circle, or to a lock file that is none",
}


def _explained(error: OSError, path: Path) -> PublishError:
    if error.errno in _FULL:
        return PublishError(
            "there is no room for the file on this disk; nothing was changed",
            where=str(path),
            hint="free some space, or give another output with -o",
        )
    if error.errno in _REFUSED:
        return UsageError(_REFUSED[error.errno], where=str(path), hint="give another output with -o")
    return PublishError(f"the file cannot be written: {error.strerror or error}", where=str(path))


# Names ---------------------------------------------------------------------------------------------

NAME_BYTES = 200
"""The longest file name we give, in bytes of UTF-8; file systems end at 255, some tools before."""

# Names that Windows keeps for devices, whatever their extension.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?=\.|$)")

# ASCII signs that no shell, file system or address takes for something else, blanks aside.
_PLAIN_SIGNS = frozenset("-_.,()+=@&'[]")

# What looks like a separator of paths, or is one in some character set.
_SLASHES = frozenset("⁄∕⧵⧸⧹／＼")


def safe_name(title: str, suffix: str, taken: set[str]) -> str:
    """A file name made from a title: `乌镇峰会.pdf`, and `乌镇峰会 2.pdf` for the next of the same title.

    It holds no separator, control or invisible character, does not begin with a dot or a dash, is no
    device name and at most `NAME_BYTES` long. `taken` holds the names given before, case folded since
    not every file system tells cases apart; the new name is added.
    """
    stem = _safe_stem(title) or "untitled"
    number = 1
    while True:
        ending = f" {number}{suffix}" if number > 1 else suffix
        name = _cut(stem, NAME_BYTES - len(ending.encode())) + ending
        if _key(name) not in taken:
            taken.add(_key(name))
            return name
        number += 1


def _safe_stem(title: str) -> str:
    text = "".join(_safe_character(character) for character in unicodedata.normalize("NFC", title))
    text = " ".join(text.split()).lstrip("-. ").rstrip(". ")
    return f"_{text}" if _RESERVED.match(text) else text


def _safe_character(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() or character in _PLAIN_SIGNS else " "
    match unicodedata.category(character):
        case "Cc" | "Zs" | "Zl" | "Zp":
            return " "
        case "Cf" | "Cs" | "Co" | "Cn":  # invisible, or no character at all
            return ""
        case _:
            return " " if character in _SLASHES else character


def _cut(text: str, size: int) -> str:
    """As much of the beginning as has this many bytes, whole characters only."""
    return text.encode()[:size].decode(errors="ignore").rstrip(". ")


def _short(name: str) -> str:
    """A name for a hidden companion that a file system will take even where the name itself is long."""
    return _cut(name, NAME_BYTES)


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
