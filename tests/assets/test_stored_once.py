"""A picture that has two names and two addresses stands once in each file."""

import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from assets.misbehaving import png

from publish.assets import AssetStore, collect
from publish.diagnostics import Report
from publish.model import Article, Edition, Part, Provenance
from publish.pipeline import render
from publish.plugins import Context, Plugins
from publish.shorthand import img, p
from publish.theming.shipped import open_theme

REMOTE = "https://pictures.example/640?wx_fmt=png"


@pytest.fixture
def edition_and_store(tmp_path: Path) -> tuple[Edition, AssetStore]:
    """One picture as two files and at an address, in two articles; and another."""
    picture, other = png("red", (40, 30)), png("blue", (40, 30))
    for name, data in (("a.png", picture), ("b.png", picture), ("other.png", other)):
        (tmp_path / name).write_bytes(data)
    store = AssetStore.in_memory()
    store.record(REMOTE, picture)
    articles = tuple(
        Article(
            title,
            (p("渡口的灯还亮着。"), *(p(img(src, "图")) for src in srcs)),
            lang="zh-Hans",
            id=f"a{number}",
            provenance=Provenance(path=str(tmp_path / "1.md")),
        )
        for number, (title, srcs) in enumerate(
            [("甲", ["a.png", "b.png", REMOTE]), ("乙", ["b.png", "other.png"])], 1
        )
    )
    edition = Edition("期刊", (Part("", articles),), lang="zh-Hans", identifier="urn:uuid:1")
    report = Report()
    collected = collect(edition, store, report)
    assert report.diagnostics == ()
    assert len(collected.assets) == 2
    return collected, store


def rendered(name: str, edition_and_store: tuple[Edition, AssetStore]) -> bytes:
    edition, store = edition_and_store
    plugins = Plugins()
    renderer = plugins.renderer(name)
    context = Context(open_theme("journal", plugins), renderer.options(), Report(), store.read)
    return render(edition, renderer, context).data


@pytest.mark.parametrize("name", ["epub", "docx"])
def test_once_in_a_packed_file(name: str, edition_and_store: tuple[Edition, AssetStore]) -> None:
    with zipfile.ZipFile(BytesIO(rendered(name, edition_and_store))) as archive:
        pictures = [archive.read(entry) for entry in archive.namelist() if entry.endswith(".png")]
        pages = b"".join(archive.read(entry) for entry in archive.namelist() if entry.endswith("ml"))
    assert len(pictures) == len(set(pictures)) == 2
    assert pages.count(b"<img " if name == "epub" else b"<pic:pic") == 5


def test_once_in_a_pdf(edition_and_store: tuple[Edition, AssetStore]) -> None:
    with pikepdf.open(BytesIO(rendered("pdf", edition_and_store))) as pdf:
        images = [
            thing for thing in pdf.objects if getattr(thing, "get", lambda _: None)("/Subtype") == "/Image"
        ]
        assert len(images) == 2
