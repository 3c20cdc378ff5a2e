"""Servers on loopback that do to a fetcher whatever servers do."""

import gzip
import io
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from PIL import Image


def png(colour: str = "red", size: tuple[int, int] = (8, 8)) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, colour).save(output, "PNG")
    return output.getvalue()


PICTURE = png()


class Asked(NamedTuple):
    """A request that came: its path, and the headers by lower-case name."""

    path: str
    headers: dict[str, str]


class Server:
    """A running server; `asked` is what it was asked for, `at` an address on it."""

    def __init__(self, host: str, port: int, scheme: str) -> None:
        self.root = f"{scheme}://{host}:{port}"
        self.port = port
        self.asked: list[Asked] = []
        self.over = threading.Event()

    def at(self, path: str) -> str:
        return f"{self.root}/{path.lstrip('/')}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


Answer = Callable[[BaseHTTPRequestHandler, Server], None]


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    given = {"Content-Length": str(len(body))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    for name, value in given.items():
        if value:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def good(handler: BaseHTTPRequestHandler, server: Server) -> None:
    send(handler, 200, PICTURE, Content_Type="image/png")


def own_answers(handler: BaseHTTPRequestHandler, server: Server) -> None:  # noqa: C901, PLR0915 - a list
    """The answer that the path names."""
    path = handler.path.partition("?")[0].strip("/").partition("/")[0]
    match path:
        case "good":
            good(handler, server)
        case "packed":
            send(handler, 200, gzip.compress(PICTURE), Content_Encoding="gzip")
        case "drip":
            _drip(handler, server, b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + PICTURE)
        case "drip-headers":
            _drip(handler, server, b"HTTP/1.1 200 OK\r\n" + b"X-More: and more\r\n" * 1000)
        case "drip-body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            _drip(handler, server, PICTURE * 100)
        case "endless":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + PICTURE)
            while not server.over.is_set():
                handler.wfile.write(b"\0" * 10_000)
        case "large":
            send(handler, 200, Content_Length="1000000000")
        case "bomb":
            send(handler, 200, gzip.compress(PICTURE + b"\0" * 20_000_000), Content_Encoding="gzip")
        case "brotli":
            send(handler, 200, PICTURE, Content_Encoding="br")
        case "cut":
            send(handler, 200, PICTURE[:40], Content_Length=str(len(PICTURE)))
        case "cut-packed":
            send(handler, 200, gzip.compress(PICTURE)[:-20], Content_Encoding="gzip")
        case "damaged":
            send(handler, 200, PICTURE[:40], Content_Type="image/png")
        case "html":
            send(handler, 200, b"<html><body>hotlink</body></html>", Content_Type="text/html")
        case "nothing":
            send(handler, 200)
        case "nonsense":
            handler.wfile.write(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
        case "no-referer":  # who links to pictures from a page gets none
            send(handler, 403) if handler.headers["Referer"] else good(handler, server)
        case "page-for-referer":
            send(handler, 200, b"<html>no</html>") if handler.headers["Referer"] else good(handler, server)
        case "wants-referer":
            good(handler, server) if handler.headers["Referer"] else send(handler, 403)
        case "loop":
            send(handler, 302, Location="/loop")
        case "far":  # far/3/good: after three redirects
            _, count, rest = handler.path.strip("/").split("/", 2)
            onwards = f"/far/{int(count) - 1}/{rest}" if int(count) > 1 else f"/{rest}"
            send(handler, 301, Location=onwards)
        case "to":
            send(handler, 302, Location=handler.path.partition("?")[2])
        case "cookie":
            send(handler, 302, Location="/good", Set_Cookie="visitor=7; Path=/")
        case status if status.isdecimal():
            send(handler, int(status), b"no")
        case _:
            send(handler, 404, b"no")


def _drip(handler: BaseHTTPRequestHandler, server: Server, data: bytes) -> None:
    for at in range(len(data)):
        if server.over.wait(0.05):
            return
        handler.wfile.write(data[at : at + 1])
        handler.wfile.flush()


@contextmanager
def serving(
    answer: Answer = own_answers, *, host: str = "127.0.0.1", port: int = 0, certificate: Path | None = None
) -> Iterator[Server]:
    """A server on a loopback address; over TLS with a certificate, whose key is beside it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            server.asked.append(Asked(self.path, headers))
            try:
                answer(self, server)
            except OSError:  # who asked has gone
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            pass

    running = Quiet((host, port), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))
        running.socket = context.wrap_socket(
            running.socket, server_side=True, do_handshake_on_connect=False
        )
    server = Server(host, running.server_address[1], "https" if certificate else "http")
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        running.shutdown()
        running.server_close()
        thread.join()
