"""What fetching may take, and what is left of it for one picture: seconds, and bytes."""

import time
from collections.abc import Callable, Iterable, Iterator

import msgspec

from publish.assets.images import MAX_BYTES
from publish.assets.ledger import State


class Limits(msgspec.Struct, frozen=True):
    """What fetching may take.

    seconds       for one picture, with all its redirects and tries
    bytes         of one picture, as they come over the net, and as the picture has them
    redirects     that are followed for one picture
    at_once       pictures that are fetched at a time, `per_host` of them from one host
    step_seconds  for all pictures together; what is not had by then is timed out
    """

    seconds: float = 20.0
    bytes: int = MAX_BYTES
    redirects: int = 5
    at_once: int = 6
    per_host: int = 2
    step_seconds: float = 900.0


class FetchError(Exception):
    """Why a picture cannot be fetched: what is written into the ledger."""

    def __init__(self, state: State, why: str) -> None:
        super().__init__(why)
        self.state = state
        self.why = why


class Allowance:
    """What is left for one picture; `ends` tells when the time of all pictures is over."""

    def __init__(self, limits: Limits, ends: Callable[[], float]) -> None:
        self.limits = limits
        self._all_end = ends
        self._ends = time.monotonic() + limits.seconds
        self._raw = 0
        self._unpacked = 0

    def seconds(self) -> float:
        """What is left of the time of this picture and of all; raises `FetchError` where nothing is."""
        now = time.monotonic()
        if now >= self._all_end():
            raise FetchError(State.TIMED_OUT, "the time for all pictures was over")
        if now >= self._ends:
            raise FetchError(State.TIMED_OUT, "it took too long")
        return min(self._ends, self._all_end()) - now

    def came(self, count: int) -> None:
        """So many bytes have come over the net, headers and marks of chunks among them."""
        self._raw += count
        if self._raw > self.limits.bytes + _HEADROOM:
            raise self.too_large()

    def measured(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces of a picture, as long as they are not too many and in time."""
        for piece in pieces:
            self.seconds()
            self._unpacked += len(piece)
            if self._unpacked > self.limits.bytes:
                raise self.too_large()
            yield piece

    def too_large(self) -> FetchError:
        """What to raise where there is more than may be."""
        most = self.limits.bytes
        return FetchError(
            State.TOO_LARGE, f"it has more than {f'{most >> 20} MB' if most >= 2**20 else f'{most} bytes'}"
        )


_HEADROOM = 2**16  # of bytes that are no picture: headers, marks of chunks
