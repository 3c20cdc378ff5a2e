"""What there is of the pictures that captures name, and which are to be fetched."""

from pathlib import Path

import pytest
from assets.misbehaving import PICTURE, png, serving

from publish.assets import AssetStore, collect
from publish.assets.fetch import Limits, Network, fetch
from publish.assets.inventory import Listed, inventory, wanted, wanted_by
from publish.assets.ledger import Entry, State, Wanted
from publish.diagnostics import Code, Report
from publish.model import Article, Edition, Part, Provenance
from publish.shorthand import img, p

SITE = "http://articles.example"


@pytest.fixture
def store() -> AssetStore:
    return AssetStore.in_memory()


def captured(path: Path, *srcs: str, cover: str = "", url: str = "") -> Article:
    origin = Provenance(path=str(path), url=url)
    return Article("乌镇", tuple(p(img(src)) for src in srcs), cover=cover, provenance=origin)


def states(listed: tuple[Listed, ...]) -> dict[str, State]:
    return {picture.address: picture.state for picture in listed}


def test_each_picture_is_listed_with_what_is_known_of_it(tmp_path: Path, store: AssetStore) -> None:
    (tmp_path / "map.png").write_bytes(PICTURE)
    store.ledger.keep(Entry(f"{SITE}/a.png", State.FETCHED, date="2025-03-01T12:00:00Z"), PICTURE)
    store.ledger.keep(Entry(f"{SITE}/b.png", State.REFUSED, "the server refuses it (403)"))
    path = tmp_path / "a.md"
    article = captured(path, "gone.png", f"{SITE}/b.png", f"{SITE}/c.png", "map.png", f"{SITE}/a.png")
    beside, had, *missing = inventory([article], store)
    assert (beside.address, beside.state) == (str(tmp_path / "map.png"), State.BESIDE)
    assert (beside.media_type, beside.bytes) == ("image/png", len(PICTURE))
    assert (had.state, had.sha256, had.date) == (State.FETCHED, beside.sha256, "2025-03-01T12:00:00Z")
    assert [(one.address, one.state) for one in missing] == [
        (str(tmp_path / "gone.png"), State.MISSING),
        (f"{SITE}/b.png", State.REFUSED),
        (f"{SITE}/c.png", State.NOT_FETCHED),
    ]
    assert missing[1].why == "the server refuses it (403)"


def test_a_picture_that_several_captures_name_is_one(tmp_path: Path, store: AssetStore) -> None:
    (tmp_path / "map.png").write_bytes(PICTURE)
    articles = [captured(tmp_path / name, "map.png", f"{SITE}/x.png") for name in ("a.md", "b.md", "c.md")]
    for listed in inventory(articles, store):
        assert listed.captures == tuple(str(tmp_path / name) for name in ("a.md", "b.md", "c.md"))


def test_two_pictures_of_one_name_in_two_folders_are_two(tmp_path: Path, store: AssetStore) -> None:
    for folder, colour in (("a", "red"), ("b", "blue")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "map.png").write_bytes(png(colour))
    articles = [captured(tmp_path / folder / "1.md", "map.png") for folder in ("a", "b")]
    first, second = inventory(articles, store)
    assert (first.address, second.address) == (str(tmp_path / "a/map.png"), str(tmp_path / "b/map.png"))
    assert first.sha256 != second.sha256


def test_two_spellings_of_one_file_are_one_picture(tmp_path: Path, store: AssetStore) -> None:
    (tmp_path / "图 1.png").write_bytes(PICTURE)
    article = captured(tmp_path / "a.md", "图 1.png", "./%E5%9B%BE%201.png")
    assert len(inventory([article], store)) == 1


def test_a_file_that_cannot_be_used_is_no_picture(tmp_path: Path, store: AssetStore) -> None:
    (tmp_path / "cut.png").write_bytes(PICTURE[:40])
    (tmp_path / "page.png").write_bytes(b"<html></html>")
    listed = inventory([captured(tmp_path / "a.md", "cut.png", "page.png", "../x.png")], store)
    assert [one.state for one in listed] == [State.NO_PICTURE, State.NO_PICTURE, State.FORBIDDEN]
    assert "damaged" in listed[0].why


def test_pictures_inside_captures(tmp_path: Path, store: AssetStore) -> None:
    def enclosed(capture: Path, address: str) -> bytes | None:
        return png("red" if capture.name == "a.mhtml" else "blue") if address.startswith("http") else None

    articles = [captured(tmp_path / name, f"{SITE}/x.png") for name in ("a.mhtml", "b.mhtml")]
    first, second = inventory(articles, store, enclosed)
    assert (
        (first.state, first.address) == (second.state, second.address) == (State.ENCLOSED, f"{SITE}/x.png")
    )
    assert first.sha256 != second.sha256
    assert wanted_by(articles, store, enclosed) == ()


def test_covers_that_no_article_shows_are_told_apart(tmp_path: Path, store: AssetStore) -> None:
    shown, alone = (
        captured(tmp_path / name, *srcs, cover=f"{SITE}/x.png")
        for name, srcs in (("a.md", [f"{SITE}/x.png"]), ("b.md", []))
    )
    assert [one.cover_only for one in inventory([alone], store)] == [True]
    assert [one.cover_only for one in inventory([alone, shown], store)] == [False]


# What is to be fetched -----------------------------------------------------------------------------


def test_what_an_edition_wants_is_what_it_shows_and_is_not_here(tmp_path: Path, store: AssetStore) -> None:
    (tmp_path / "map.png").write_bytes(PICTURE)
    store.record(f"{SITE}/had.png", PICTURE)
    note = captured(tmp_path / "note.md", f"{SITE}/note.png")
    srcs = ("map.png", "x.png", f"{SITE}/had.png", "//pictures.example/y.png", "gone:x", "x.png")
    article = captured(tmp_path / "a.md", *srcs, cover=f"{SITE}/not-shown.png", url=f"{SITE}/1/2.html")
    part = Part("一", (article,), introduction=(p(img("https://parts.example/i.png")),))
    edition = Edition("期刊", (part,), cover="https://covers.example/c.png", note=note)
    assert wanted(edition, store, tmp_path) == (
        Wanted("https://covers.example/c.png"),
        Wanted(f"{SITE}/note.png"),
        Wanted("https://parts.example/i.png"),
        Wanted(f"{SITE}/1/x.png", f"{SITE}/1/2.html"),
        Wanted("http://pictures.example/y.png", f"{SITE}/1/2.html"),
    )


def test_an_article_s_cover_is_wanted_where_it_is_the_edition_s(tmp_path: Path, store: AssetStore) -> None:
    edition = Edition.of(captured(tmp_path / "a.md", cover=f"{SITE}/c.png"))
    assert wanted(edition, store) == (Wanted(f"{SITE}/c.png"),)


def test_what_is_wanted_is_what_is_missing_when_it_is_collected(tmp_path: Path, store: AssetStore) -> None:
    """Fetched from servers that misbehave, the edition has what is good, and placeholders with reasons."""
    network = Network(lambda host, port: ("127.0.0.1",), lambda number: True)
    limits = Limits(seconds=0.5, bytes=50_000, step_seconds=10.0)
    paths = [
        "good",
        "404",
        "403",
        "html",
        "cut",
        "endless",
        "bomb",
        "drip",
        "loop",
        "no-referer",
        "damaged",
    ]
    with serving() as server:
        article = captured(tmp_path / "a.md", *map(server.at, paths), url=f"{SITE}/1.html")
        edition = Edition.of(article)
        fetch(wanted(edition, store), store, limits, network=network)
    report = Report()
    built = collect(edition, store, report)
    good = {server.at("good"), server.at("no-referer")}
    assert len(built.assets) == 1
    shown = [image for block in next(built.articles()).body for image in block.content]  # type: ignore[union-attr]
    assert [image.src.startswith("asset:") for image in shown] == [
        server.at(path) in good for path in paths
    ]
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_MISSING] * (len(paths) - len(good))
    assert all("could not be fetched" in said.message for said in report.diagnostics)
    assert {one.address for one in wanted(edition, store)} == set(map(server.at, paths)) - good
