"""Where a picture's address leads: beside the capture, into the address itself, or out into the world.

A capture is untrusted. Its pictures are read from its own folder and what is below it, symbolic links
resolved first, and from nowhere else; nothing here opens a connection. What is not there, and has a path as
on the article's own site (`/images/map.png`), is remote.
"""

import base64
import binascii
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote, unquote_to_bytes, urljoin

from publish.assets.images import MAX_BYTES
from publish.assets.ledger import Entry, Ledger
from publish.diagnostics import Code

Enclosed: TypeAlias = Callable[[Path, str], bytes | None]
"""The bytes that a capture (a web archive) itself holds of an address, if any."""


def nothing_enclosed(capture: Path, address: str) -> bytes | None:
    """Of captures that are one page of text."""
    return None


class Place(NamedTuple):
    """Where a capture is: its file, its folder (None if it came from no file), and its own address."""

    path: str = ""
    folder: Path | None = None
    url: str = ""


class Local(NamedTuple):
    """A picture that came with its capture; `file` is where it stands if it is a file of its own."""

    data: bytes
    file: Path | None = None


class Remote(NamedTuple):
    """A picture out in the world, by its whole address without a fragment."""

    address: str


class SourceError(Exception):
    """A picture that cannot be had: which diagnostic it is, why, and what to do."""

    def __init__(self, code: Code, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def located(src: str, place: Place, enclosed: Enclosed = nothing_enclosed) -> Local | Remote:
    """What the address of a picture leads to. Raises `SourceError` where it leads nowhere.

    Of a file larger than pictures may be, one byte more than that is given.
    """
    scheme = scheme_of(src)
    if scheme == "data":
        return Local(_data_bytes(src))
    held = enclosed(Path(place.path), src) if place.path else None
    if held is not None:
        return Local(held)
    if scheme in {"http", "https"}:
        return Remote(_whole(src.strip()))
    if src.startswith("//"):
        return Remote(_whole(f"{_web_scheme(place.url) or 'https'}:{src}"))
    try:
        return _beside(src, place.folder)
    except SourceError:
        address = _on_its_site(src, place.url)
        if not address:
            raise
        return Remote(address)


def picture_bytes(src: str, place: Place, ledger: Ledger, enclosed: Enclosed = nothing_enclosed) -> bytes:
    """The bytes at a picture's address: of its capture, or fetched in an earlier run.

    Raises `SourceError`.
    """
    found = located(src, place, enclosed)
    if isinstance(found, Local):
        return found.data
    data = ledger.picture(found.address)
    if data is None:
        raise _not_had(src, found.address, ledger.entry(found.address))
    return data


_SAVE_IT = "put it beside the capture and set its file name in place of the address"


def _not_had(src: str, address: str, entry: Entry | None) -> SourceError:
    what = f"the picture {shown(src)}"
    if address.removeprefix("https:") not in src:
        what += f", on its site {shown(address)},"
    if entry is None:
        return SourceError(
            Code.IMAGE_MISSING,
            f"{what} is remote and was not fetched",
            f"build with --fetch, or {_SAVE_IT}",
        )
    return SourceError(
        Code.IMAGE_MISSING,
        f"{what} could not be fetched: {entry.why}",
        f"try --fetch again, or {_SAVE_IT}",
    )


# On the net ----------------------------------------------------------------------------------------


def _whole(address: str) -> str:
    """An address without its fragment, which no server is told."""
    return address.partition("#")[0]


def _web_scheme(url: str) -> str:
    scheme = scheme_of(url)
    return scheme if scheme in {"http", "https"} else ""


def _on_its_site(src: str, url: str) -> str:
    """The address of a path (`/images/map.png`, `../map.png`) on the site of an article, or nothing."""
    src = src.strip()
    is_path = src and not scheme_of(src) and not src.startswith(("#", "?", "\\\\"))
    if not is_path or not _web_scheme(url):
        return ""
    try:
        return _whole(urljoin(url, src.replace("\\", "/")))
    except ValueError:  # "Invalid IPv6 URL"
        return ""


def scheme_of(src: str) -> str:
    """The scheme of an address in lower case, or nothing (RFC 3986, 3.1)."""
    found = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", src)
    return found[1].lower() if found else ""


def shown(src: str) -> str:
    """An address as messages show it: quoted, and not all of a long one."""
    if scheme_of(src) == "data":
        src = f"{src.partition(',')[0][:60]},…"
    return f"“{src[:117]}…”" if len(src) > 118 else f"“{src}”"


# In the address itself -----------------------------------------------------------------------------


def _data_bytes(src: str) -> bytes:
    """The bytes of a `data:` address (RFC 2397), blanks and missing padding forgiven."""
    head, comma, body = src.strip().partition(",")
    if not comma:
        raise SourceError(
            Code.IMAGE_UNREADABLE, f"the picture {shown(src)} has no data", "save it as a file"
        )
    if len(body) > 4 * MAX_BYTES:
        raise SourceError(
            Code.IMAGE_UNREADABLE,
            f"the picture {shown(src)} has more than {MAX_BYTES >> 20} MB",
            "save it as a smaller file beside the capture",
        )
    data = unquote_to_bytes(body)
    if not head.rstrip().lower().endswith(";base64"):
        return data
    data = re.sub(rb"[\s=]+", b"", data)
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4), altchars=b"-_" if _url_safe(data) else None)
    except binascii.Error:
        raise SourceError(
            Code.IMAGE_UNREADABLE,
            f"the picture {shown(src)} is no base64",
            "save it as a file beside the capture",
        ) from None


def _url_safe(data: bytes) -> bool:
    return b"-" in data or b"_" in data


# Beside the capture --------------------------------------------------------------------------------


def _is_absolute(src: str) -> bool:
    """From the root, from a drive (`C:`), or a share of a network (two backslashes and a host)."""
    return src.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", src) is not None


def _climbs(name: str) -> bool:
    """Whether a relative path ends above where it starts, whatever lies between."""
    return os.path.normpath(name).startswith(os.pardir + os.sep) or os.path.normpath(name) == os.pardir


def _beside(src: str, folder: Path | None) -> Local:
    if scheme_of(src) == "file" or _is_absolute(src):
        raise _outside(src)
    if folder is None:
        raise _missing(src, "cannot be looked for: its capture is no file")
    file = _file_beside(src, folder)
    return Local(_read_file(file, src), file)


def _file_beside(src: str, folder: Path) -> Path:
    root = folder.resolve()
    for name in _spellings(src):
        if _is_absolute(name) or _climbs(name):
            raise _outside(src)
        try:
            path = (root / name).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):  # not there, a NUL in it, links in a circle
            continue
        if not path.is_relative_to(root):
            raise _outside(src)
        if path != root:
            return path
    raise _missing(src, "is not beside the capture")


def _spellings(src: str) -> Iterator[str]:
    """The name as it stands and as it may be meant: decoded, without its query, with slashes turned."""
    seen = {""}
    bare = re.split("[?#]", src, maxsplit=1)[0]
    for name in (src, unquote(src), bare, unquote(bare)):
        for spelling in (name, name.replace("\\", "/")):
            if spelling not in seen:
                seen.add(spelling)
                yield spelling


def _read_file(path: Path, src: str) -> bytes:
    """The bytes of an ordinary file; a device or a pipe would never end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _missing(src, "is no ordinary file")
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _missing(src, f"cannot be read ({error.strerror})") from None


def _missing(src: str, why: str) -> SourceError:
    if not src.strip():
        return SourceError(Code.IMAGE_MISSING, "a picture has no address", "give it one, or remove it")
    return SourceError(
        Code.IMAGE_MISSING,
        f"the picture {shown(src)} {why}",
        "put it beside the capture, or correct its path",
    )


def _outside(src: str) -> SourceError:
    return SourceError(
        Code.IMAGE_OUTSIDE,
        f"the picture {shown(src)} leads out of the capture's folder and was not read",
        "put the picture beside the capture and set its file name in place of the path",
    )
