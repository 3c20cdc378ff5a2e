"""What servers answer: a picture, somewhere else to ask, or a reason why there is none."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from publish.assets.allowance import Allowance, FetchError
from publish.assets.containers import image_type
from publish.assets.ledger import State


class Answer(NamedTuple):
    """An HTTP answer: its status, its headers, and its body as it comes."""

    status: int
    headers: Sequence[tuple[bytes, bytes]]
    pieces: Iterable[bytes]


_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_REFUSALS = frozenset({401, 402, 403, 405, 406, 429, 451})


def _header(answer: Answer, name: bytes) -> str:
    values = (value for key, value in answer.headers if key.lower() == name)
    return next(values, b"").decode("latin-1").strip()


def redirection(answer: Answer) -> str:
    """Where an answer sends us, or nothing."""
    return _header(answer, b"location") if answer.status in _REDIRECTS else ""


def body(answer: Answer, allowance: Allowance) -> bytes:
    """The picture in an answer, all of it."""
    status = answer.status
    if status in _GONE:
        raise FetchError(State.MISSING, f"the server knows of no such picture ({status})")
    if status in _REFUSALS:
        raise FetchError(State.REFUSED, f"the server refuses it ({status})")
    if status != 200:
        raise FetchError(State.FAILED, f"the server answered with {status}")
    length = _header(answer, b"content-length")
    if length.isdecimal() and int(length) > allowance.limits.bytes:
        raise allowance.too_large()
    data = b"".join(_unpacked(answer, allowance))
    if not image_type(data):
        kind = _header(answer, b"content-type").partition(";")[0][:40] or "nothing we know"
        raise FetchError(
            State.NO_PICTURE, f"what came is no picture but {kind}" if data else "nothing came"
        )
    return data


def _unpacked(answer: Answer, allowance: Allowance) -> Iterator[bytes]:
    """The body as it is without its coding, a bounded piece at a time."""
    coding = _header(answer, b"content-encoding").lower()
    if coding in {"", "identity"}:
        yield from allowance.measured(answer.pieces)
    elif coding in {"gzip", "x-gzip", "deflate"}:
        yield from allowance.measured(_inflated(answer.pieces))
    else:
        raise FetchError(State.FAILED, f"it came in a coding that we did not ask for ({coding[:20]})")


_PIECE = 2**16


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Gzip and zlib data unpacked (RFC 9110, 8.4.1)."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for piece in pieces:
        rest = piece
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail
    yield from iter(lambda: unpacker.decompress(unpacker.unconsumed_tail, _PIECE), b"")
    if not unpacker.eof:
        raise FetchError(State.FAILED, "it breaks off before its end")
