"""publish assets: what is listed, what is fetched, how it ends."""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from assets.misbehaving import PICTURE, Server, serving
from cli.workbench import Run, Write

from publish.assets import fetch as fetching
from publish.assets.fetch import Network


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of the test's own, in a net where this machine is public."""
    net = Network(lambda host, port: ("127.0.0.1",), lambda number: True)
    monkeypatch.setattr(fetching, "INTERNET", net)
    with serving() as server:
        yield server


def article(*pictures: str, url: str = "") -> str:
    shown = "\n\n".join(f"![图]({picture})" for picture in pictures)
    words = "渡口的灯还亮着，第一班船要等雾散了才开。"
    return f"---\ntitle: 渡口\nurl: {url}\n---\n\n{words}\n\n{shown}\n\n船上的人彼此认识。\n"


def with_picture(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(PICTURE)


def test_pictures_are_listed_those_that_are_missing_last(home: Path, run: Run, write: Write) -> None:
    with_picture(home, "captures/images/map.png")
    write("captures/a.md", article("gone.png", "images/map.png", "https://pictures.example/x.png"))
    write("captures/b.md", article("images/map.png"))
    said = run("assets", "captures")
    assert said.code == 0
    beside, missing, remote = [line.split("  ") for line in said.out]
    assert beside[0] == "beside"
    assert "captures/images/map.png" in beside
    assert beside[-1].strip() == "2 captures: captures/a.md, captures/b.md"
    assert (missing[0], remote[0]) == ("missing", "not fetched")
    assert said.err == (
        "3 pictures, 1 of them named by several captures, 2 missing, 1 not fetched yet (--fetch)\n"
    )


def test_two_pictures_of_one_name_are_told_apart(home: Path, run: Run, write: Write) -> None:
    for folder in ("a", "b"):
        with_picture(home, f"captures/{folder}/map.png")
        write(f"captures/{folder}/1.md", article("map.png"))
    said = run("assets", "captures")
    assert ["captures/a/map.png" in said.out[0], "captures/b/map.png" in said.out[1]] == [True, True]
    assert said.err == "2 pictures, none missing\n"


def test_what_is_missing_is_fetched_if_asked_and_only_once(
    home: Path, run: Run, write: Write, server: Server
) -> None:
    write("a.md", article(server.at("good"), server.at("404"), "/good/site.png", url=server.at("1.html")))
    assert run("assets", "a.md").code == 0
    assert server.asked == []
    said = run("assets", "a.md", "--fetch")
    assert [line.split("  ")[0] for line in said.out] == ["fetched", "fetched", "missing"]
    assert "the server knows of no such picture (404)" in said.out[-1]
    assert sorted(server.paths()) == ["/404", "/good", "/good/site.png"]
    run("assets", "a.md", "--fetch")
    assert sorted(server.paths()) == ["/404", "/404", "/good", "/good/site.png"]


def test_records_for_programs(home: Path, run: Run, write: Write, server: Server) -> None:
    page = server.at("1.html")
    write("a.md", article(server.at("good"), server.at("403"), url=page))
    said = run("assets", "a.md", "--fetch", "--json")
    had, refused = map(json.loads, said.out)
    assert had["state"] == "fetched"
    assert (had["media_type"], had["bytes"], had["captures"]) == ("image/png", len(PICTURE), ["a.md"])
    assert (had["referer"], len(had["sha256"]), had["date"][-1]) == (page, 64, "Z")
    assert (refused["state"], refused["why"]) == ("refused", "the server refuses it (403)")


def test_an_edition_finds_what_was_fetched_before(
    home: Path, run: Run, write: Write, server: Server
) -> None:
    write("a.md", article(server.at("good")))
    assert "image-missing" in run("build", "a.md", "-t", "epub").err
    run("assets", "a.md", "--fetch")
    assert "image-missing" not in run("build", "a.md", "-t", "epub").err


def test_an_edition_is_built_whatever_servers_do(
    home: Path, run: Run, write: Write, server: Server
) -> None:
    """Of a picture that is good, one that is not there, and one that leads where nobody may go."""
    private = server.at("to?ftp://pictures.example/x.png")
    write("a.md", article(server.at("good"), server.at("404"), server.at("cut"), private))
    said = run("build", "a.md", "-t", "epub", "--fetch", "--strict")
    assert (said.code, said.out) == (6, ["a.epub"])
    assert said.err.count("could not be fetched") == 3
    assert "3 images missing" in said.err
    with zipfile.ZipFile(home / "a.epub") as epub:
        assert sum(name.endswith(".png") for name in epub.namelist()) == 1


@pytest.mark.parametrize(("picture", "code"), [("map.png", 0), ("gone.png", 6), ("https://x.example/y", 6)])
def test_what_is_missing_fails_a_strict_run(
    home: Path, run: Run, write: Write, picture: str, code: int
) -> None:
    with_picture(home, "map.png")
    write("a.md", article(picture))
    assert run("assets", "a.md", "--strict").code == code


def test_captures_that_cannot_be_read(home: Path, run: Run, write: Write) -> None:
    (home / "bad.md").write_bytes(b"x" * (33 * 2**20))
    write("a.md", article())
    assert run("assets", "bad.md").code == 4
    said = run("assets", "bad.md", "a.md")
    assert said.code == 9
    assert "bad.md: error: is larger than 32 MB [capture-unreadable]" in said.err


def test_a_capture_without_pictures(home: Path, run: Run, write: Write) -> None:
    write("a.md")
    assert run("assets", "a.md") == (0, [], "0 pictures, none missing\n")


@pytest.mark.parametrize("within", ["0", "-1", "nan", "inf"])
def test_a_time_that_is_none_is_refused(run: Run, write: Write, within: str) -> None:
    write("a.md")
    said = run("assets", "a.md", "--fetch", "--within", within)
    assert said.code == 2
    assert "--within" in said.err


def test_an_address_cannot_move_the_cursor(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    write("a.md", article("https://pictures.example/%1b[2Jx\u202egnp.png", "x\x1b[2J.png"))
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    run("assets", "a.md")
    assert "\x1b" not in terminal.getvalue()
    assert "\u202e" not in terminal.getvalue()
