"""From the addresses of captures to assets: what is found, what is refused, what is remembered."""

import base64
import io
import os
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from publish.assets import AssetStore, collect, images, store
from publish.assets.cache import Cache, default_folder
from publish.assets.ledger import Entry, State
from publish.diagnostics import Code, Report
from publish.errors import PublishError
from publish.model import (
    Article,
    Asset,
    Cell,
    Edition,
    Figure,
    Note,
    Paragraph,
    Part,
    Provenance,
    Removal,
    Span,
    Table,
)
from publish.shorthand import bullets, img, inlines, link, p, quote
from publish.walk import iter_images


def png(size: tuple[int, int] = (8, 8), colour: str = "red") -> bytes:
    output = io.BytesIO()
    Image.new("RGB", size, colour).save(output, "PNG")
    return output.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a capture with a picture beside it, and a secret above it."""
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "captures"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "map.png").write_bytes(png())
    return folder


@pytest.fixture
def memory() -> AssetStore:
    return AssetStore.in_memory()


def captured(folder: Path, *body: object, **fields: object) -> Article:
    origin = Provenance(path=str(folder / "wuzhen.md"))
    return Article("乌镇", body, provenance=origin, **fields)  # type: ignore[arg-type]


def collected(article: Article, store: AssetStore) -> tuple[Edition, Report]:
    report = Report()
    return collect(Edition.of(article), store, report), report


def sources(edition: Edition) -> list[str]:
    return [image.src for article in edition.articles() for image in iter_images(article.body)]


def test_a_picture_beside_the_capture_becomes_an_asset(folder: Path, memory: AssetStore) -> None:
    edition, report = collected(captured(folder, p(img("images/map.png", "地图"))), memory)
    (asset,) = edition.assets
    assert asset == Asset(f"{asset.sha256[:16]}.png", asset.sha256, "image/png", 8, 8)
    assert next(edition.articles()).body == (p(img(asset.src, "地图")),)
    assert memory.read(asset) == png()
    assert report.diagnostics == ()


@pytest.mark.parametrize(
    "src",
    [
        "./images/map.png",
        "images/../images/map.png",
        "images\\map.png",
        "images%2Fmap.png",
        "images/map.png?wx_fmt=png#imgIndex=3",
    ],
)
def test_ways_to_write_a_path(folder: Path, memory: AssetStore, src: str) -> None:
    edition, report = collected(captured(folder, p(img(src))), memory)
    assert len(edition.assets) == 1
    assert report.diagnostics == ()


@pytest.mark.parametrize(("name", "src"), [("图 1.png", "%E5%9B%BE%201.png"), ("100%.png", "100%.png")])
def test_names_are_tried_as_they_stand_and_decoded(
    folder: Path, memory: AssetStore, name: str, src: str
) -> None:
    (folder / name).write_bytes(png())
    assert len(collected(captured(folder, p(img(src))), memory)[0].assets) == 1


@pytest.mark.parametrize(
    "src",
    [
        "../secret.png",
        "images/../../secret.png",
        "..%2Fsecret.png",
        "..\\secret.png",
        "/etc/hostname",
        "file:///etc/hostname",
        "FILE:secret.png",
        "C:\\secret.png",
        "\\\\host\\share\\secret.png",
        "link.png",
        "linked/secret.png",
    ],
)
def test_nothing_outside_the_capture_s_folder_is_read(folder: Path, memory: AssetStore, src: str) -> None:
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (folder / "linked").symlink_to(folder.parent)
    edition, report = collected(captured(folder, p(img(src), span=(3, 4))), memory)
    assert edition.assets == ()
    assert sources(edition) == [src]
    (said,) = report.diagnostics
    assert said.code is Code.IMAGE_OUTSIDE
    assert said.where == f"{folder}/wuzhen.md:3"
    assert said.hint


def test_a_link_inside_the_folder_is_followed(folder: Path, memory: AssetStore) -> None:
    (folder / "again.png").symlink_to("images/map.png")
    assert len(collected(captured(folder, p(img("again.png"))), memory)[0].assets) == 1


@pytest.mark.parametrize(
    "src",
    ["gone.png", "images", "", ".", "a\0b.png", "x" * 5000 + ".png", "ftp://host/x.png", "loop", "pipe"],
)
def test_a_picture_that_is_not_there_is_said_and_keeps_its_address(
    folder: Path, memory: AssetStore, src: str
) -> None:
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    edition, report = collected(captured(folder, p("文", img(src), span=(7, 7))), memory)
    assert sources(edition) == [src]
    (said,) = report.diagnostics
    assert (said.code, said.span) == (Code.IMAGE_MISSING, Span(7, 7))
    assert len(said.message) < 250


def test_a_capture_from_no_file_has_nothing_beside_it(memory: AssetStore) -> None:
    for path in ("", "-"):
        article = Article("乌镇", (p(img("README.md")),), provenance=Provenance(path=path))
        edition, report = collected(article, memory)
        assert edition.assets == ()
        assert [said.code for said in report.diagnostics] == [Code.IMAGE_MISSING]


def test_a_damaged_picture_is_said_with_the_reason(folder: Path, memory: AssetStore) -> None:
    (folder / "damaged.png").write_bytes(png()[:40])
    edition, report = collected(captured(folder, p(img("damaged.png"))), memory)
    assert edition.assets == ()
    (said,) = report.diagnostics
    assert said.code is Code.IMAGE_UNREADABLE
    assert "damaged.png” cannot be used: the PNG picture is damaged" in said.message


def test_each_trouble_is_said_once_an_article_where_it_first_stands(
    folder: Path, memory: AssetStore
) -> None:
    body = (quote(p(img("gone.png")), p(img("gone.png"), span=(5, 5))), p(img("gone.png"), span=(9, 9)))
    body = (replace(body[0], span=Span(2, 5)), body[1])
    _, report = collected(captured(folder, *body), memory)
    (said,) = report.diagnostics
    assert said.span == Span(2, 5)


# In the address, and remote ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "src",
    [
        "data:image/png;base64," + base64.b64encode(png()).decode(),
        "DATA:image/png;charset=utf-8;BASE64," + base64.b64encode(png()).decode().rstrip("="),
        "data:;base64," + base64.urlsafe_b64encode(png()).decode(),
        "data:image/png;base64, " + base64.b64encode(png()).decode().replace("A", "A%0A "),
        "data:image/png," + "".join(f"%{byte:02X}" for byte in png()),
    ],
)
def test_a_picture_in_its_own_address(memory: AssetStore, src: str) -> None:
    edition, report = collected(Article("乌镇", (p(img(src)),)), memory)
    assert memory.read(edition.assets[0]) == png()
    assert report.diagnostics == ()


@pytest.mark.parametrize(
    "src",
    [
        "data:image/png",
        "data:image/png;base64,A",
        "data:image/png;base64,AAAA",
        "data:image/svg+xml,<svg/>",
    ],
)
def test_what_cannot_be_read_from_an_address_keeps_only_its_type(memory: AssetStore, src: str) -> None:
    edition, report = collected(Article("乌镇", (p(img(src)),)), memory)
    assert sources(edition) == [src.partition(",")[0]]
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_UNREADABLE]


def test_a_remote_picture_is_not_fetched_but_remembered(
    memory: AssetStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_sockets(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket", no_sockets)
    remote = "https://mmbiz.example/640?wx_fmt=png"
    article = Article("乌镇", (p(img(remote), img("//mmbiz.example/640?wx_fmt=png")),))
    edition, report = collected(article, memory)
    assert sources(edition)[0] == remote
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_MISSING] * 2

    memory.record(remote, png())
    edition, report = collected(article, memory)
    assert sources(edition) == [edition.assets[0].src] * 2
    assert report.diagnostics == ()


# Everywhere, in order, once ------------------------------------------------------------------------


def test_pictures_are_found_wherever_they_stand_in_order_of_first_use(
    folder: Path, memory: AssetStore
) -> None:
    names = ["cover", "link", "note", "item", "cell", "figure", "caption", "last"]
    for number, name in enumerate(names):
        (folder / f"{name}.png").write_bytes(png((8, 8 + number)))
    body = (
        p(link("https://example.org", img("link.png")), Note((p(img("note.png")),))),
        bullets(p(img("item.png"))),
        Table(("left",), ((Cell((p(img("cell.png")),)),),)),
        Figure((p(img("figure.png")),), inlines(img("caption.png"))),
        p(img("last.png"), img("link.png")),
    )
    edition, report = collected(captured(folder, *body, cover="cover.png"), memory)
    assert report.diagnostics == ()
    assert [asset.height - 8 for asset in edition.assets] == list(range(8))
    assert edition.cover == next(edition.articles()).cover == edition.assets[0].src
    assert sources(edition)[-1] == sources(edition)[0] == edition.assets[1].src


def test_one_picture_under_two_names_is_one_asset(folder: Path, memory: AssetStore) -> None:
    (folder / "copy.png").write_bytes(png())
    edition, _ = collected(captured(folder, p(img("images/map.png"), img("copy.png"))), memory)
    assert len(edition.assets) == 1


def test_an_edition_s_own_pictures_are_beside_its_settings(folder: Path, memory: AssetStore) -> None:
    (folder.parent / "issue").mkdir()
    (folder.parent / "issue" / "cover.png").write_bytes(png((60, 90)))
    part = Part("一", (captured(folder, p("文")),), introduction=(p(img("cover.png")),))
    edition = collect(
        Edition("期刊", (part,), cover="cover.png"), memory, Report(), folder.parent / "issue"
    )
    (asset,) = edition.assets
    assert edition.cover == asset.src
    assert edition.contents[0].introduction == (p(img(asset.src)),)


def test_collecting_twice_changes_nothing(folder: Path, memory: AssetStore) -> None:
    article = captured(folder, p(img("images/map.png"), img("gone.png")), cover="images/map.png")
    edition, _ = collected(article, memory)
    assert collect(edition, memory, Report()) == edition


def test_an_asset_that_a_capture_invents_is_missing(folder: Path, memory: AssetStore) -> None:
    own = memory.add(png()).src
    edition, report = collected(captured(folder, p(img(own, "图"))), memory)
    assert edition.assets == ()
    assert sources(edition) == [""]
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_MISSING]


def test_a_path_on_its_site_leads_there_where_nothing_is_beside_the_capture(
    folder: Path, memory: AssetStore
) -> None:
    page = "http://articles.example/2025/3.html"
    addresses = {
        "/images/x.png": "http://articles.example/images/x.png",
        "x.png?wx_fmt=png#imgIndex=3": "http://articles.example/2025/x.png?wx_fmt=png",
        "../x.png": "http://articles.example/x.png",
        "a\\x.png": "http://articles.example/2025/a/x.png",
        "//pictures.example/x.png": "http://pictures.example/x.png",
    }
    for number, (src, address) in enumerate(addresses.items(), 9):
        origin = Provenance(path=str(folder / "wuzhen.md"), url=page)
        article = Article("乌镇", (p(img(src)),), provenance=origin)
        edition, report = collected(article, memory)
        (said,) = report.diagnostics
        assert (said.code, sources(edition)) == (Code.IMAGE_MISSING, [src])
        assert "was not fetched" in said.message
        memory.record(address, png((number, 9)))
        edition, report = collected(article, memory)
        assert (edition.assets[0].width, report.diagnostics) == (number, ())


def test_a_picture_beside_the_capture_is_taken_before_that_of_its_site(
    folder: Path, memory: AssetStore
) -> None:
    memory.record("http://articles.example/images/map.png", png((99, 9)))
    origin = Provenance(path=str(folder / "wuzhen.md"), url="http://articles.example/3.html")
    edition, _ = collected(Article("乌镇", (p(img("images/map.png")),), provenance=origin), memory)
    assert edition.assets[0].width == 8


@pytest.mark.parametrize("src", ["file:///etc/hostname", "C:\\secret.png", "\\\\host\\share\\x.png"])
def test_what_can_be_on_no_site_is_outside_as_ever(folder: Path, memory: AssetStore, src: str) -> None:
    origin = Provenance(path=str(folder / "wuzhen.md"), url="http://articles.example/3.html")
    _, report = collected(Article("乌镇", (p(img(src)),), provenance=origin), memory)
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_OUTSIDE]


def test_why_a_picture_could_not_be_fetched_is_said(folder: Path, memory: AssetStore) -> None:
    remote = "https://pictures.example/x.png"
    memory.ledger.keep(Entry(remote, State.REFUSED, "the server refuses it (403)"))
    _, report = collected(captured(folder, p(img(remote))), memory)
    (said,) = report.diagnostics
    assert said.message == f"the picture “{remote}” could not be fetched: the server refuses it (403)"
    assert "--fetch" in said.hint


def test_a_picture_inside_the_capture_is_taken_first(folder: Path, memory: AssetStore) -> None:
    asked: list[tuple[Path, str]] = []

    def enclosed(capture: Path, address: str) -> bytes | None:
        asked.append((capture, address))
        return png((30, 9)) if address.startswith("cid:") else None

    article = captured(folder, p(img("cid:roof@mhtml"), img("images/map.png")))
    edition = collect(Edition.of(article), memory, Report(), enclosed=enclosed)
    assert [asset.width for asset in edition.assets] == [30, 8]
    assert asked == [(folder / "wuzhen.md", "cid:roof@mhtml"), (folder / "wuzhen.md", "images/map.png")]


def test_pictures_of_the_editor_s_note_are_beside_the_note(folder: Path, memory: AssetStore) -> None:
    note = captured(folder, p(img("images/map.png"), img("gone.png")))
    edition = Edition("期刊", (Part("", (Article("乌镇", (p("文"),)),)),), note=note)
    report = Report()
    collected_edition = collect(edition, memory, report)
    assert collected_edition.note is not None
    assert collected_edition.note.body == (p(img(collected_edition.assets[0].src), img("gone.png")),)
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_MISSING]


def test_a_cover_of_a_few_pixels_is_left_out_and_said(folder: Path, memory: AssetStore) -> None:
    (folder / "count.png").write_bytes(png((1, 1)))
    edition, report = collected(captured(folder, p("文"), cover="count.png"), memory)
    assert (edition.cover, edition.assets) == ("", ())
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_DROPPED]


def test_an_article_without_pictures_stays_the_very_same(folder: Path, memory: AssetStore) -> None:
    article = captured(folder, p("文"))
    assert next(collected(article, memory)[0].articles()).body is article.body


def test_pixels_that_count_visits_are_left_out_and_on_record(folder: Path, memory: AssetStore) -> None:
    (folder / "count.png").write_bytes(png((1, 1)))
    article = captured(folder, p("文"), p(img("count.png"), span=(4, 4)), cover="count.png")
    edition, report = collected(article, memory)
    (cleaned,) = edition.articles()
    assert cleaned.body == (p("文"),)
    assert (cleaned.cover, edition.cover, edition.assets) == ("", "", ())
    assert cleaned.provenance.removals == (Removal("tracking-pixel", Span(4, 4), "![](count.png)"),)
    assert [said.code for said in report.diagnostics] == [Code.IMAGE_DROPPED]


# The cache -----------------------------------------------------------------------------------------


def test_a_second_build_does_not_decode_again(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = captured(folder, p(img("images/map.png")))
    first, _ = collected(article, AssetStore(tmp_path / "cache"))
    monkeypatch.setattr(store, "prepare", lambda *_: pytest.fail("decoded again"))
    again = AssetStore(tmp_path / "cache")
    assert collected(article, again)[0] == first
    assert again.read(first.assets[0]) == png()


def test_another_width_or_version_is_prepared_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = png((400, 100))
    assert AssetStore(tmp_path, max_width=200).add(large).width == 200
    assert AssetStore(tmp_path, max_width=100).add(large).width == 100
    monkeypatch.setattr(images, "MAX_WIDTH", 50)
    monkeypatch.setattr(store, "preparation", lambda: "2")
    monkeypatch.setattr(store, "prepare", lambda data, width: images.prepare(data, 50))
    assert AssetStore(tmp_path, max_width=200).add(large).width == 50


@pytest.mark.parametrize("damage", [b"", b"other bytes"])
def test_a_damaged_cache_is_not_believed(tmp_path: Path, damage: bytes) -> None:
    asset = AssetStore(tmp_path).add(png())
    for file in [*tmp_path.glob("notes/*/*/*"), *tmp_path.glob("objects/*/*")]:
        file.write_bytes(damage)
        again = AssetStore(tmp_path)
        assert again.add(png()) == asset
        assert again.read(asset) == png()


def test_a_cache_that_is_emptied_during_a_build_is_said(tmp_path: Path) -> None:
    store = AssetStore(tmp_path)
    asset = store.add(png())
    (tmp_path / "objects" / asset.sha256[:2] / asset.sha256).unlink()
    with pytest.raises(PublishError, match="gone from the cache"):
        store.read(asset)


def test_without_a_place_to_write_the_pictures_stay_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = AssetStore(tmp_path / "file" / "cache")
    asset = store.add(png())
    store.record("https://example.org/x.png", png())
    assert store.read(asset) == png()
    assert store.ledger.picture("https://example.org/x.png") == png()


def test_the_cache_stands_where_the_user_s_caches_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "publish" / "assets"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder() == tmp_path / ".cache" / "publish" / "assets"


def test_a_note_of_another_type_is_no_note(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.note("fetched", "key", ["a", "list"])
    assert cache.noted("fetched", "key", str) is None
    assert cache.noted("fetched", "key", list) == ["a", "list"]


def test_writing_leaves_no_temporary_files(tmp_path: Path) -> None:
    store = AssetStore(tmp_path)
    asset = store.add(png())
    files = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert asset.sha256 in files
    assert len(files) == 2
    assert not any(name.startswith(".") for name in files)


def test_a_paragraph_keeps_its_words_beside_a_missing_picture(folder: Path, memory: AssetStore) -> None:
    before: Paragraph = p("前", img("gone.png", "图"), "后")
    assert next(collected(captured(folder, before), memory)[0].articles()).body == (before,)


def test_a_cover_that_cannot_be_had_is_no_picture_of_the_article(folder: Path, memory: AssetStore) -> None:
    gone = "https://example.org/cover.png"
    _, alone = collected(captured(folder, p("文"), cover=gone), memory)
    assert [said.code for said in alone.diagnostics] == [Code.COVER_MISSING]
    _, shown = collected(captured(folder, p(img(gone)), cover=gone), memory)
    assert [said.code for said in shown.diagnostics] == [Code.IMAGE_MISSING]


def test_a_cover_of_the_edition_that_is_missing_is_told_with_its_file(
    folder: Path, memory: AssetStore
) -> None:
    report = Report()
    part = Part("", (captured(folder, p("文")),))
    collect(Edition("期刊", (part,), cover="gone.png"), memory, report, folder)
    (said,) = report.diagnostics
    assert said.path == str(folder / "edition.toml")


def test_covers_of_articles_in_a_bound_edition_are_not_looked_for(folder: Path, memory: AssetStore) -> None:
    articles = tuple(captured(folder, p("文"), cover=f"https://example.org/{n}.png") for n in (1, 2))
    report = Report()
    collect(Edition("期刊", (Part("", articles),)), memory, report)
    assert report.diagnostics == ()
