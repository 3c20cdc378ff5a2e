"""The ledger: what became of each remote address that was ever asked for.

It stands in the cache, a note for each address; the pictures themselves are objects there, under the hash
that the note names. What is read is verified: an entry is about the address it stands under, and a picture
that has gone from the cache, or is damaged, was never fetched.
"""

from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

import msgspec

from publish.assets.cache import Cache
from publish.assets.containers import media_type


class State(StrEnum):
    """How a picture is had, or why it is not.

    The first two are those of pictures that come with their captures; the others may stand in the ledger.
    """

    BESIDE = "beside"
    """A file beside the capture."""
    ENCLOSED = "enclosed"
    """In the capture itself: in the address, or a part of a web archive."""
    FETCHED = "fetched"
    """Remote, fetched and kept."""
    NOT_FETCHED = "not fetched"
    """Remote, and never asked for."""
    MISSING = "missing"
    """Not there: no such file, or the server knows of none (404, 410)."""
    REFUSED = "refused"
    """The server does not give it to us (401, 403 and the like)."""
    FORBIDDEN = "forbidden"
    """We do not ask: no address of the public net, or a path out of the capture's folder."""
    TOO_LARGE = "too large"
    """More bytes than pictures may have, as they came or unpacked."""
    NO_PICTURE = "no picture"
    """Something came that is no picture, is damaged, or cannot be used."""
    TIMED_OUT = "timed out"
    """It took longer than pictures may take."""
    FAILED = "failed"
    """The connection or the answer broke."""

    @property
    def is_had(self) -> bool:
        """Whether there are bytes of a picture."""
        return self in {State.BESIDE, State.ENCLOSED, State.FETCHED}


class Wanted(NamedTuple):
    """A remote picture to be fetched, and the address of the article that shows it, if it has one."""

    address: str
    referer: str = ""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a remote address.

    why         in words, for a picture that could not be had
    sha256      of the bytes as they came; `media_type` and `bytes` (their number) are theirs, too
    date        when it was asked for, ISO 8601 in UTC
    referer     the article's address, where the picture was asked for with it
    """

    address: str
    state: State
    why: str = ""
    sha256: str = ""
    media_type: str = ""
    bytes: int = 0
    date: str = ""
    referer: str = ""


class Ledger:
    """Entries by address, in a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def entry(self, address: str) -> Entry | None:
        """What became of an address; None where it was never asked for, or what it gave is lost."""
        entry = self._cache.noted("ledger", address, Entry)
        if entry is None or entry.address != address:
            return None
        lost = entry.state is State.FETCHED and self._cache.get(entry.sha256) is None
        return None if lost else entry

    def picture(self, address: str) -> bytes | None:
        """The bytes that an address gave, None where it gave none."""
        entry = self.entry(address)
        return self._cache.get(entry.sha256) if entry and entry.state is State.FETCHED else None

    def keep(self, entry: Entry, picture: bytes | None = None) -> Entry:
        """Write down what became of an address; with its picture, if it gave one."""
        if picture is not None:
            entry = Entry(
                entry.address,
                State.FETCHED,
                sha256=self._cache.put(picture),
                media_type=media_type(picture),
                bytes=len(picture),
                date=entry.date,
                referer=entry.referer,
            )
        self._cache.note("ledger", entry.address, entry)
        return entry

    def referer_helps(self, host: str) -> bool | None:
        """Whether this host last gave a picture when told the article's address, or when not; or None."""
        return self._cache.noted("referer", host, bool)

    def learn_referer(self, host: str, helps: bool) -> None:
        """Remember for a host which of the two worked."""
        self._cache.note("referer", host, helps)


def hash_of(picture: bytes) -> str:
    """The hash that a picture is listed under."""
    return sha256(picture).hexdigest()
