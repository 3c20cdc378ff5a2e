"""The private collection of bad inputs, against its own misbehaving server: where it is present."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.assets import AssetStore, collect
from publish.assets.fetch import INTERNET, Limits, Network, fetch
from publish.assets.images import ImageError, prepare
from publish.assets.inventory import wanted
from publish.assets.ledger import State
from publish.diagnostics import Code, Report
from publish.model import Edition
from publish.plugins import Plugins
from publish.reading import read_file

PORT = 18499  # the server's own, which the captures name
LOOPBACK = Network(lambda host, port: (host,), lambda number: number == "127.0.0.1")
SMALL = Limits(seconds=3.0, bytes=2_000_000, step_seconds=20.0)


@pytest.fixture(scope="module")
def hits(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the server was asked for, a line each; it runs where it may write."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", PORT)) == 0:
            pytest.skip(f"port {PORT} is in use")
    folder = tmp_path_factory.mktemp("server")
    (folder / "files").symlink_to(shared / "badinputs" / "files")
    command = [sys.executable, str(shared / "badinputs" / "server.py")]
    with subprocess.Popen(command, cwd=folder) as running:
        _wait_for_server(running)
        yield folder / "hits.log"
        running.terminate()


def _wait_for_server(running: "subprocess.Popen[bytes]") -> None:
    while running.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                return
    pytest.fail("the server did not start")


def edition_of(shared: Path, name: str) -> Edition:
    return Edition.of(read_file(shared / "badinputs" / "files" / f"{name}.md", Plugins(), Report()))


@pytest.mark.parametrize("name", ["ssrf_hosts", "ssrf_redirect", "net_huge", "net_gzip_bomb", "net_403"])
def test_no_capture_has_this_machine_asked(shared: Path, hits: Path, name: str) -> None:
    edition, store = edition_of(shared, name), AssetStore.in_memory()
    before = hits.read_text()
    addresses = wanted(edition, store)
    assert addresses
    entries = fetch(addresses, store, SMALL, network=INTERNET)
    assert {entry.state for entry in entries} == {State.FORBIDDEN}
    assert hits.read_text() == before


@pytest.mark.parametrize(
    ("name", "state"),
    [("net_huge", State.TOO_LARGE), ("net_gzip_bomb", State.TOO_LARGE), ("net_403", State.REFUSED)],
)
def test_a_server_that_misbehaves_costs_a_placeholder(
    shared: Path, hits: Path, name: str, state: State
) -> None:
    edition, store, report = edition_of(shared, name), AssetStore.in_memory(), Report()
    (entry,) = fetch(wanted(edition, store), store, SMALL, network=LOOPBACK)
    assert entry.state is state
    assert collect(edition, store, report).assets == ()
    assert Code.IMAGE_MISSING in [said.code for said in report.diagnostics]


def test_a_redirect_to_another_machine_is_not_followed(shared: Path, hits: Path) -> None:
    edition, store = edition_of(shared, "ssrf_redirect"), AssetStore.in_memory()
    before = hits.read_text()
    entries = fetch(wanted(edition, store), store, SMALL, network=LOOPBACK)
    assert State.FETCHED not in {entry.state for entry in entries}
    asked = hits.read_text().removeprefix(before).splitlines()
    assert asked
    assert all(line.startswith("127.0.0.1 ") for line in asked)


PICTURES = {
    "img_bomb_12000_rgba.png": "more than 40 million pixels",
    "img_ztxt_bomb.png": "damaged",
    "img_html_as_png.png": "no picture of a type we know",
    "img_empty.png": "empty",
}


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_that_attack_are_refused(shared: Path, name: str) -> None:
    with pytest.raises(ImageError, match=PICTURES[name]):
        prepare((shared / "badinputs" / "files" / name).read_bytes())


@pytest.mark.parametrize(
    "name",
    [
        "img_webp_as_jpg.jpg",
        "img.webp",
        "img_apng.png",
        "img_16bit.png",
        "img_palette_alpha.png",
        "img.ico",
        "img.jp2",
        "img_wide.jpg",
    ],
)
def test_odd_pictures_are_made_plain(shared: Path, name: str) -> None:
    prepared = prepare((shared / "badinputs" / "files" / name).read_bytes())
    assert prepared.media_type in {"image/png", "image/jpeg"}
    assert prepared.width <= 2000
