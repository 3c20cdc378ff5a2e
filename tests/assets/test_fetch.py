"""Pictures fetched from servers that behave, and from servers that do not: all on loopback."""

import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from assets.misbehaving import PICTURE, Server, png, send, serving

from publish.assets import AssetStore
from publish.assets.fetch import INTERNET, Limits, Network, fetch
from publish.assets.ledger import Entry, State, Wanted

ARTICLE = "http://articles.example/2025/3?id=7"
SMALL = Limits(seconds=1.0, bytes=100_000, step_seconds=20.0)
TLS = Path(__file__).parent / "tls" / "server.pem"


def loopback(host: str, port: int) -> Sequence[str]:
    return ("127.0.0.1",)


def only_first(number: str) -> bool:
    return number == "127.0.0.1"


TEST = Network(loopback, only_first)
"""Every host is this machine, and this machine is public; but no other number of it."""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def store() -> AssetStore:
    return AssetStore.in_memory()


def fetched(address: str, store: AssetStore, referer: str = "", network: Network = TEST) -> Entry:
    (entry,) = fetch([Wanted(address, referer)], store, SMALL, network=network)
    assert store.ledger.entry(address) == entry
    return entry


def test_a_picture_is_fetched_and_kept(server: Server, store: AssetStore) -> None:
    entry = fetched(server.at("good/map.png"), store, ARTICLE)
    assert (entry.state, entry.media_type, entry.bytes) == (State.FETCHED, "image/png", len(PICTURE))
    assert entry.referer == ARTICLE
    assert entry.date.endswith("Z")
    assert store.ledger.picture(server.at("good/map.png")) == PICTURE


def test_a_packed_picture_is_unpacked(server: Server, store: AssetStore) -> None:
    assert fetched(server.at("packed"), store).state is State.FETCHED
    assert store.ledger.picture(server.at("packed")) == PICTURE


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("404", State.MISSING, "knows of no such picture (404)"),
        ("410", State.MISSING, "(410)"),
        ("403", State.REFUSED, "refuses it (403)"),
        ("429", State.REFUSED, "(429)"),
        ("500", State.FAILED, "answered with 500"),
        ("204", State.FAILED, "answered with 204"),
        ("html", State.NO_PICTURE, "no picture but text/html"),
        ("nothing", State.NO_PICTURE, "nothing came"),
        ("damaged", State.NO_PICTURE, "the PNG picture is damaged"),
        ("cut", State.FAILED, "broke off"),
        ("cut-packed", State.FAILED, "breaks off before its end"),
        ("brotli", State.FAILED, "a coding that we did not ask for (br)"),
        ("nonsense", State.FAILED, "made no sense"),
        ("endless", State.TOO_LARGE, "more than 100000 bytes"),
        ("large", State.TOO_LARGE, "more than 100000 bytes"),
        ("bomb", State.TOO_LARGE, "more than 100000 bytes"),
        ("drip", State.TIMED_OUT, "took too long"),
        ("drip-headers", State.TIMED_OUT, "took too long"),
        ("drip-body", State.TIMED_OUT, "took too long"),
        ("loop", State.FAILED, "more than 5 redirects"),
        ("far/6/good", State.FAILED, "more than 5 redirects"),
        ("to?ftp://pictures.example/x.png", State.FORBIDDEN, "not http or https"),
        ("to?file:///etc/hostname", State.FORBIDDEN, "not http or https"),
        ("to?http://user:word@pictures.example/x.png", State.FORBIDDEN, "name or password"),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_kept(
    server: Server, store: AssetStore, path: str, state: State, why: str
) -> None:
    entry = fetched(server.at(path), store)
    assert (entry.state, entry.sha256) == (state, "")
    assert why in entry.why
    assert store.ledger.picture(server.at(path)) is None


def test_five_redirects_are_followed(server: Server, store: AssetStore) -> None:
    assert fetched(server.at("far/5/good"), store).state is State.FETCHED


def test_a_redirect_keeps_no_cookie(server: Server, store: AssetStore) -> None:
    fetched(server.at("cookie"), store)
    assert server.paths() == ["/cookie", "/good"]
    assert not any("cookie" in asked.headers for asked in server.asked)


def test_a_server_that_is_not_there(store: AssetStore) -> None:
    with serving() as server:
        gone = server.at("good")
    assert fetched(gone, store).state is State.FAILED


# Who is spoken to ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.0.2",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "localhost",
        "LOCALHOST",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[0:0:0:0:0:0:0:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "169.254.169.254",
        "10.0.0.1",
        "[fe80::1]",
    ],
)
def test_no_spelling_of_a_private_address_is_asked(
    server: Server, store: AssetStore, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """With the network as it is for everybody: names that need a name server are not in this list."""
    monkeypatch.setattr(
        "httpcore2.SyncBackend.connect_tcp", lambda *_, **__: pytest.fail("a connection was made")
    )
    address = f"http://{host}:{server.port}/good"
    entry = fetched(address, store, network=INTERNET)
    assert entry.state is State.FORBIDDEN
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://pictures.example/x.png",
        "file:///etc/hostname",
        "http:///x.png",
        "http://user@pictures.example/x.png",
        "http://user:word@pictures.example/x.png",
        "http://[::1/x.png",
        "http://pictures.example:99999999/x.png",
        "http://①②⑦.0.0.1/x.png",
        "//pictures.example/x.png",
        "",
    ],
)
def test_an_address_that_is_none_or_of_another_kind_is_not_asked(store: AssetStore, address: str) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        pytest.fail("a host was looked for")

    assert fetched(address, store, network=Network(resolve)).state is State.FORBIDDEN


def test_a_redirect_to_a_private_address_is_not_followed(server: Server, store: AssetStore) -> None:
    with serving(host="127.0.0.2") as private:

        def resolve(host: str, port: int) -> Sequence[str]:
            return (host,) if host[0].isdigit() else ("127.0.0.1",)

        entry = fetched(server.at(f"to?{private.at('good')}"), store, network=Network(resolve, only_first))
        assert entry.state is State.FORBIDDEN
        assert private.asked == []


def test_a_host_with_one_private_number_among_others_is_not_asked(
    server: Server, store: AssetStore
) -> None:
    network = Network(lambda host, port: ("127.0.0.1", "127.0.0.2"), only_first)
    assert fetched(server.at("good"), store, network=network).state is State.FORBIDDEN
    assert server.asked == []


def test_the_connection_goes_to_the_number_that_was_judged(store: AssetStore) -> None:
    """A name server that changes its mind: public when it is judged, private ever after."""
    answers = iter([("127.0.0.1",)])
    with serving() as public, serving(host="127.0.0.2", port=public.port) as private:
        network = Network(lambda host, port: next(answers, ("127.0.0.2",)), only_first)
        address = f"http://pictures.example:{public.port}/good"
        assert fetched(address, store, network=network).state is State.FETCHED
        assert fetched(f"{address}/again", store, network=network).state is State.FORBIDDEN
        assert len(public.asked) == 1
        assert public.asked[0].headers["host"] == f"pictures.example:{public.port}"
        assert private.asked == []


def test_the_next_number_is_tried_where_one_does_not_answer(server: Server, store: AssetStore) -> None:
    network = Network(lambda host, port: ("127.0.0.3", "127.0.0.1"), lambda number: True)
    assert fetched(server.at("good"), store, network=network).state is State.FETCHED


def test_a_name_server_that_never_answers_is_not_waited_for(store: AssetStore) -> None:
    never = threading.Event()

    def resolve(host: str, port: int) -> Sequence[str]:
        never.wait(30)
        return ()

    entry = fetched("http://pictures.example/x.png", store, network=Network(resolve))
    never.set()
    assert (entry.state, entry.why) == (State.TIMED_OUT, "its host could not be found in time")


def test_a_host_that_nobody_knows(store: AssetStore) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    entry = fetched("http://pictures.example/x.png", store, network=Network(resolve))
    assert (entry.state, entry.why) == (State.FAILED, "its host is not known")


def test_proxies_of_the_environment_are_not_asked(
    server: Server, store: AssetStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.root)
        (tmp_path / ".netrc").write_text("machine pictures.example login a password b\n")
        monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
        assert fetched(f"http://pictures.example:{server.port}/good", store).state is State.FETCHED
        assert proxy.asked == []
        assert "authorization" not in server.asked[0].headers


# Certificates --------------------------------------------------------------------------------------


def trusting_the_test() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=TLS)


def test_the_certificate_must_be_of_the_name_and_of_somebody_trusted(store: AssetStore) -> None:
    with serving(certificate=TLS) as server:
        named = f"https://pictures.example:{server.port}/good"
        other = f"https://elsewhere.example:{server.port}/good"
        ours = Network(loopback, only_first, trusting_the_test)
        assert fetched(named, store, network=ours).state is State.FETCHED
        assert "Hostname mismatch" in fetched(other, store, network=ours).why
        assert "self-signed certificate" in fetched(f"{named}/2", store).why
        assert server.paths() == ["/good"]


def test_a_handshake_that_never_comes_is_not_waited_for(store: AssetStore) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        entry = fetched(f"https://pictures.example:{silent.getsockname()[1]}/x.png", store)
    assert entry.state is State.TIMED_OUT


# Referers ------------------------------------------------------------------------------------------


def referers(server: Server) -> list[str]:
    return [asked.headers.get("referer", "") for asked in server.asked]


@pytest.mark.parametrize("path", ["no-referer", "page-for-referer"])
def test_who_refuses_a_referer_is_asked_without_and_that_is_remembered(
    server: Server, store: AssetStore, path: str
) -> None:
    entry = fetched(server.at(path), store, ARTICLE)
    assert (entry.state, entry.referer) == (State.FETCHED, "")
    assert referers(server) == [ARTICLE, ""]
    fetched(server.at(f"{path}/2"), store, ARTICLE)
    assert referers(server) == [ARTICLE, "", ""]


def test_who_wants_a_referer_gets_it_first(server: Server, store: AssetStore) -> None:
    store.ledger.learn_referer("127.0.0.1", False)
    entry = fetched(server.at("wants-referer"), store, ARTICLE)
    assert (entry.state, entry.referer) == (State.FETCHED, ARTICLE)
    assert referers(server) == ["", ARTICLE]
    assert store.ledger.referer_helps("127.0.0.1") is True


def test_within_a_run_it_is_learned_at_once(server: Server, store: AssetStore) -> None:
    wanted = [Wanted(server.at(f"no-referer/{number}"), ARTICLE) for number in range(3)]
    one_by_one = Limits(at_once=1)
    entries = fetch(wanted, store, one_by_one, network=TEST)
    assert [entry.state for entry in entries] == [State.FETCHED] * 3
    assert referers(server) == [ARTICLE, "", "", ""]


@pytest.mark.parametrize(
    ("referer", "told"),
    [
        ("http://user:word@articles.example/1#top", "http://articles.example/1"),
        ("http://articles.example/文章", "http://articles.example/%E6%96%87%E7%AB%A0"),
        ("https://articles.example/1", ""),  # a secure page is not told to an open one (RFC 9110)
        ("file:///etc/hostname", ""),
        ("articles/1.md", ""),
        ("", ""),
    ],
)
def test_what_a_server_is_told_of_the_article(
    server: Server, store: AssetStore, referer: str, told: str
) -> None:
    fetched(server.at("good"), store, referer)
    assert referers(server) == [told]


def test_a_host_that_marks_pictures_for_other_pages_is_told_of_its_own_only(
    server: Server, store: AssetStore
) -> None:
    address = f"http://mmbiz.qpic.cn:{server.port}/good"
    fetched(f"{address}/1", store, "http://mirror.example/1")
    fetched(f"{address}/2", store, "http://mp.weixin.qq.com/s/abc")
    assert referers(server) == ["", "http://mp.weixin.qq.com/s/abc"]


# A whole step --------------------------------------------------------------------------------------


def test_each_address_is_asked_once_and_what_is_here_is_not_asked_again(
    server: Server, store: AssetStore
) -> None:
    wanted = [Wanted(server.at("good")), Wanted(server.at("404")), Wanted(server.at("good"), ARTICLE)]
    assert len(fetch(wanted, store, SMALL, network=TEST)) == 2
    (again,) = fetch(wanted, store, SMALL, network=TEST)
    assert again.state is State.MISSING
    assert sorted(server.paths()) == ["/404", "/404", "/good"]
    assert fetch([wanted[0]], store, network=Network(lambda *_: pytest.fail("was looked for"))) == ()


def test_what_failed_may_be_there_the_next_time(store: AssetStore) -> None:
    answers: Iterator[bytes] = iter([PICTURE[:50], PICTURE])

    def answer(handler: BaseHTTPRequestHandler, server: Server) -> None:
        send(handler, 200, next(answers), Content_Length=str(len(PICTURE)))

    with serving(answer) as server:
        assert fetched(server.at("x.png"), store).state is State.FAILED
        assert fetched(server.at("x.png"), store).state is State.FETCHED
    assert store.ledger.picture(server.at("x.png")) == PICTURE


def test_progress_is_told_picture_by_picture(server: Server, store: AssetStore) -> None:
    told: list[tuple[str, int, int]] = []
    wanted = [Wanted(server.at(path)) for path in ("good/1", "404", "good/2")]
    fetch(wanted, store, SMALL, lambda *step: told.append(step), TEST)
    assert told == [("fetch", 1, 3), ("fetch", 2, 3), ("fetch", 3, 3)]


def test_the_whole_step_ends_whatever_its_servers_do(server: Server, store: AssetStore) -> None:
    wanted = [Wanted(server.at(f"drip/{number}")) for number in range(40)] + [Wanted(server.at("good"))]
    limits = Limits(seconds=0.5, step_seconds=1.0)
    entries = fetch(wanted, store, limits, network=TEST)
    assert len(entries) == 41
    assert {entry.state for entry in entries} == {State.TIMED_OUT}
    assert len(server.asked) < 10


def test_no_more_than_two_at_a_time_ask_one_host(store: AssetStore) -> None:
    busy, most = 0, 0
    lock = threading.Lock()
    pair = threading.Barrier(2)

    def answer(handler: BaseHTTPRequestHandler, server: Server) -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        pair.wait(5)
        with lock:
            busy -= 1
        send(handler, 200, PICTURE)

    with serving(answer) as server:
        wanted = [Wanted(server.at(f"{number}.png")) for number in range(6)]
        entries = fetch(wanted, store, network=TEST)
    assert {entry.state for entry in entries} == {State.FETCHED}
    assert most == 2


def test_who_interrupts_has_what_came_until_then(server: Server, store: AssetStore) -> None:
    def stop(step: str, done: int, of: int) -> None:
        raise KeyboardInterrupt

    wanted = [Wanted(server.at("good")), Wanted(server.at("good/2"))]
    with pytest.raises(KeyboardInterrupt):
        fetch(wanted, store, Limits(at_once=1), stop, TEST)
    assert store.ledger.picture(server.at("good")) == PICTURE
    assert store.ledger.picture(server.at("good/2")) is None


INTERRUPTED = """
import sys
from pathlib import Path
from publish.assets import AssetStore
from publish.assets.fetch import Limits, Network, fetch
from publish.assets.ledger import Wanted
network = Network(lambda host, port: ("127.0.0.1",), lambda number: True)
told = lambda step, done, of: print(done, flush=True)
wanted = [Wanted(address) for address in sys.argv[2:]]
fetch(wanted, AssetStore(Path(sys.argv[1])), Limits(seconds=60), told, network)
"""


def test_ctrl_c_does_not_wait_for_a_slow_server(server: Server, tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path), server.at("good"), server.at("drip-body")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "1\n"
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=15)
    assert "KeyboardInterrupt" in said
    assert AssetStore(tmp_path).ledger.picture(server.at("good")) == PICTURE


def test_two_pictures_of_one_name_on_two_paths_are_two(store: AssetStore) -> None:
    colours = {"/a/map.png": "red", "/b/map.png": "blue"}

    def answer(handler: BaseHTTPRequestHandler, server: Server) -> None:
        send(handler, 200, png(colours[handler.path]))

    with serving(answer) as server:
        for path in colours:
            fetched(server.at(path), store)
    assert store.ledger.picture(server.at("a/map.png")) == png("red")
    assert store.ledger.picture(server.at("b/map.png")) == png("blue")


def test_limits_say_what_they_mean_in_megabytes(store: AssetStore) -> None:
    def answer(handler: BaseHTTPRequestHandler, server: Server) -> None:
        send(handler, 200, Content_Length=str(30 * 2**20))

    with serving(answer) as server:
        (entry,) = fetch([Wanted(server.at("x.png"))], store, network=TEST)
    assert entry.why == "it has more than 20 MB"
