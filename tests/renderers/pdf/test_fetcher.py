"""The fetcher answers for assets and fonts of the edition and for nothing else."""

import pytest
from weasyprint.urls import FatalURLFetchingError

from publish.diagnostics import Report
from publish.model import Asset
from publish.plugins import Context, NoOptions
from publish.renderers.pdf.fetcher import EditionFetcher

PICTURE = Asset("images/a.png", "0" * 64, "image/png", 1, 1)


def fetcher() -> EditionFetcher:
    context = Context(None, NoOptions(), Report(), lambda asset: b"picture")  # type: ignore[arg-type]
    return EditionFetcher({PICTURE.src: PICTURE}, {"song": b"font"}, context)


def test_it_answers_for_assets_and_fonts() -> None:
    assert fetcher().fetch(PICTURE.src).read() == b"picture"
    assert fetcher().fetch("font:song").read() == b"font"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1/",
        "https://example.org/a.png",
        "data:text/plain,x",
        "ftp://example.org/x",
        "asset:" + "1" * 64,
        "font:other",
    ],
)
def test_it_answers_for_nothing_else(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        fetcher().fetch(address)
