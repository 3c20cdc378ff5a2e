"""Remote pictures fetched into the store: the only module that uses the network, and only when asked to.

    entries = fetch(wanted(edition, store), store)

Addresses come from captures, so they are a stranger's wishes; servers may be anybody's. Therefore:

- http and https only, no names and passwords in addresses, no proxies, cookies or netrc of the user's.
- Before a connection is made the host is resolved, once; all its numbers must be public (`is_public`), and
  the connection is made to one of these very numbers. So neither a spelling of an address nor a name
  server that changes its mind (DNS rebinding) leads into a private network. Certificates are verified for
  the host's name.
- Each redirect is a new address, judged anew; five at most.
- Seconds and bytes are bounded for each picture with all its redirects and tries, and seconds for the whole
  step: time to resolve, handshakes, headers a byte at a time, bodies as they come and unpacked.

A picture is first asked for as a browser would, with the article's address as the referer (RFC 9110,
10.1.3). A server that refuses so, or sends something else, is asked again without; which of them a host
wants is in the ledger. What came whole and can be decoded is kept; all else is in the ledger as a failure
with its reason, and is asked for again by the next call.
"""

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpcore2
import httpx2

from publish import __version__
from publish.assets.allowance import Allowance, FetchError, Limits
from publish.assets.answers import Answer, body, redirection
from publish.assets.errors import ImageError
from publish.assets.lanes import in_lanes
from publish.assets.ledger import Entry, Ledger, State, Wanted
from publish.assets.public import is_public
from publish.assets.store import AssetStore

__all__ = ["INTERNET", "Limits", "Network", "fetch"]


Resolve = Callable[[str, int], Sequence[str]]
"""The numbers of a host, with a port: as `socket.getaddrinfo` finds them."""


def _trusted() -> ssl.SSLContext:
    """Who the machine trusts; what the environment says of certificates is not asked."""
    return httpx2.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class Network:
    """How hosts are found, which of them may be spoken to, and whose certificates are believed.

    There is one for all the world, `INTERNET`; tests have others.
    """

    resolve: Resolve
    is_public: Callable[[str], bool] = is_public
    trust: Callable[[], ssl.SSLContext] = _trusted


def _numbers(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


INTERNET = Network(_numbers)


def fetch(
    wanted: Iterable[Wanted],
    store: AssetStore,
    limits: Limits | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    network: Network | None = None,
) -> tuple[Entry, ...]:
    """Fetch the pictures that the store does not have; gives what became of each, as it is in the ledger.

    An address is asked for once, with the first referer given. Each picture is kept as soon as it is here,
    so who interrupts this (Ctrl-C) has what came until then. `progress` is told ("fetch", done, of).
    """
    first = {one.address: one for one in reversed([*wanted])}
    missing = [one for one in reversed(first.values()) if store.ledger.picture(one.address) is None]
    if not missing:
        return ()
    errand = _Errand(store.ledger, limits or Limits(), network or INTERNET)
    entries: list[Entry] = []
    limit = errand.limits
    results = in_lanes(missing, errand.fetched, _host_of, at_once=limit.at_once, per_lane=limit.per_host)
    with closing(results), errand:
        for result in results:
            entries.append(_kept(result, store))
            if progress is not None:
                progress("fetch", len(entries), len(missing))
    return tuple(entries)


class _Fetched(NamedTuple):
    """What came of asking; without data, why is in the entry. `helped` is whether a referer was given."""

    entry: Entry
    data: bytes | None = None
    helped: bool | None = None


def _kept(result: _Fetched, store: AssetStore) -> Entry:
    """The result in the ledger; what cannot be decoded is no picture."""
    entry, data, helped = result
    if data is None:
        return store.ledger.keep(entry)
    try:
        store.add(data)
    except ImageError as error:
        return store.ledger.keep(_failed(entry.address, State.NO_PICTURE, str(error)))
    if helped is not None:
        store.ledger.learn_referer(_host(entry.address), helped)
    return store.ledger.keep(entry, data)


def _failed(address: str, state: State, why: str) -> Entry:
    return Entry(address, state, why, date=_now())


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _host_of(wanted: Wanted) -> str:
    return _host(wanted.address)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


# One picture ---------------------------------------------------------------------------------------


class _Errand:
    """One call of `fetch`: what its pictures share."""

    def __init__(self, ledger: Ledger, limits: Limits, network: Network) -> None:
        self.ledger = ledger
        self.limits = limits
        self.network = network
        self.trust = network.trust()
        self.ends = time.monotonic() + limits.step_seconds
        self.helped: dict[str, bool] = {}

    def __enter__(self) -> "_Errand":
        return self

    def __exit__(self, *_: object) -> None:
        self.ends = 0.0  # whoever is still at work gives up at the next byte

    def fetched(self, wanted: Wanted) -> _Fetched:
        """A picture, or why there is none; nothing is raised, whatever a server does."""
        allowance = Allowance(self.limits, lambda: self.ends)
        failure = FetchError(State.TIMED_OUT, "the time for all pictures was over")
        for referer in self._referers(wanted):
            try:
                data = self._picture(wanted.address, referer, allowance)
            except FetchError as why:
                failure = why
            except Exception as error:  # the libraries fail in many ways on what is no HTTP
                failure = _failure_of(error)
            else:
                return self._had(wanted, referer, data)
            if failure.state not in {State.REFUSED, State.NO_PICTURE}:
                break
        return _Fetched(_failed(wanted.address, failure.state, failure.why))

    def _had(self, wanted: Wanted, referer: str, data: bytes) -> _Fetched:
        helped = bool(referer) if _referer(wanted) else None
        if helped is not None:
            self.helped[_host(wanted.address)] = helped
        entry = Entry(wanted.address, State.FETCHED, date=_now(), referer=referer)
        return _Fetched(entry, data, helped)

    def _referers(self, wanted: Wanted) -> tuple[str, ...]:
        """The referers to try, what worked for this host last first; an empty one is none."""
        own, host = _referer(wanted), _host(wanted.address)
        if not own:
            return ("",)
        helps = self.helped.get(host)
        helps = self.ledger.referer_helps(host) if helps is None else helps
        return ("", own) if helps is False else (own, "")

    def _picture(self, address: str, referer: str, allowance: Allowance) -> bytes:
        for _ in range(self.limits.redirects + 1):
            with self._asked(_parsed(address), referer, allowance) as answer:
                onwards = redirection(answer)
                if not onwards:
                    return body(answer, allowance)
                address = str(_parsed(address).join(onwards))
        raise FetchError(State.FAILED, f"more than {self.limits.redirects} redirects")

    @contextmanager
    def _asked(self, url: httpx2.URL, referer: str, allowance: Allowance) -> Iterator[Answer]:
        """The answer to one request, on a connection of its own."""
        core = httpcore2.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path or b"/"
        )
        headers = {"Host": url.netloc} | _HEADERS
        if referer and not (referer.startswith("https:") and url.scheme == "http"):
            headers["Referer"] = referer
        timeouts = dict.fromkeys(("connect", "read", "write", "pool"), allowance.limits.seconds)
        with (
            httpcore2.HTTPConnection(
                core.origin, ssl_context=self.trust, network_backend=_Door(self.network, allowance)
            ) as connection,
            connection.stream("GET", core, headers=headers, extensions={"timeout": timeouts}) as response,
        ):
            yield Answer(response.status, response.headers, response.iter_stream())


_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": f"Mozilla/5.0 (compatible; publish/{__version__})",
    "Accept": "image/png,image/jpeg,image/*;q=0.8",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

# Hosts that answer pages of others with a picture that says “此图片来自微信公众平台，未经允许不可引用”:
# with such a page as the referer nobody could tell that the picture was refused.
_ONLY_FOR = {"qpic.cn": "weixin.qq.com"}


def _referer(wanted: Wanted) -> str:
    """The article's address as a referer: http(s), without fragment, name and password; or nothing."""
    try:
        url = httpx2.URL(wanted.referer)
    except (httpx2.InvalidURL, UnicodeError):
        return ""
    if url.scheme not in {"http", "https"} or not url.host:
        return ""
    for domain, readers in _ONLY_FOR.items():
        if _is_of(_host(wanted.address), domain) and not _is_of(url.host, readers):
            return ""
    if url.scheme == "https" and not wanted.address.lower().startswith("https:"):
        return ""  # a secure page is not told to an open one
    return str(url.copy_with(fragment=None, username=None, password=None))


def _is_of(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def _parsed(address: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address)
    except (httpx2.InvalidURL, UnicodeError) as error:
        raise FetchError(State.FORBIDDEN, "the address is none") from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise FetchError(State.FORBIDDEN, "the address is not http or https")
    if url.port is not None and not 0 < url.port < 2**16:
        raise FetchError(State.FORBIDDEN, "the address is none")
    if url.userinfo:
        raise FetchError(State.FORBIDDEN, "there is a name or password in the address")
    return url


# Connections ---------------------------------------------------------------------------------------


def _failure_of(error: Exception) -> FetchError:
    match error:
        case httpcore2.TimeoutException():
            return FetchError(State.TIMED_OUT, "it took too long")
        case httpcore2.ConnectError():
            return FetchError(State.FAILED, f"no connection: {_words(error)}")
        case zlib.error():
            return FetchError(State.FAILED, "it was packed wrongly")
        case _:
            return FetchError(State.FAILED, f"the answer broke off or made no sense: {_words(error)}")


def _words(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


class _Door(httpcore2.NetworkBackend):
    """Connections to public numbers only, to the very number that was judged, within the allowance."""

    def __init__(self, network: Network, allowance: Allowance) -> None:
        self._network = network
        self._allowance = allowance
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first of the host's numbers that answers."""
        error: Exception = httpcore2.ConnectError("the host has no number")
        for number in self._judged(host, port):
            try:
                stream = self._plain.connect_tcp(number, port, self._allowance.seconds())
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as refused:
                error = refused
            else:
                return _Stream(stream, self._allowance)
        raise error

    def _judged(self, host: str, port: int) -> Sequence[str]:
        """The numbers of a host, all public; a name server that does not answer is not waited for."""
        answers: list[Sequence[str] | Exception] = []

        def ask() -> None:
            try:
                answers.append(self._network.resolve(host.strip("[]"), port))
            except Exception as error:  # no such name; a name that cannot be one (UnicodeError)
                answers.append(error)

        asking = Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._allowance.seconds())
        if not answers:
            raise FetchError(State.TIMED_OUT, "its host could not be found in time")
        numbers = answers[0]
        if isinstance(numbers, Exception):
            raise FetchError(State.FAILED, "its host is not known")
        if not all(map(self._network.is_public, numbers)):
            raise FetchError(State.FORBIDDEN, "its host is not in the public net")
        return numbers


class _Stream(httpcore2.NetworkStream):
    """A connection whose every read and write is within the allowance."""

    def __init__(self, plain: httpcore2.NetworkStream, allowance: Allowance) -> None:
        self._plain = plain
        self._allowance = allowance

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._plain.read(max_bytes, self._allowance.seconds())
        self._allowance.came(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, self._allowance.seconds())

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        secured = self._plain.start_tls(ssl_context, server_hostname, self._allowance.seconds())
        return _Stream(secured, self._allowance)

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)
