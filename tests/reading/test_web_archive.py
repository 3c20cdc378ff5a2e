"""Web archives (.mhtml): the page in them, and the lines it stands in."""

from base64 import b64encode
from pathlib import Path
from quopri import encodestring

import pytest
from reading.accounts import lost_lines, read, without_spans

from publish.model import Span
from publish.reading.web_archive import archived_page, enclosed_picture
from publish.shorthand import h, img, link, p

PAGE = """<!DOCTYPE html><html><head><title>雨季</title></head><body><article>
<h1>雨季</h1>
<p>雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好，<a href="../old">见前</a>。</p>
<p><img src="cid:roof@mhtml"></p>
</article></body></html>"""
HEADER = """From: <Saved by Blink>
Snapshot-Content-Location: https://news.example/2024/03/roofs
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----cut"

------cut
Content-Type: text/html
Content-Transfer-Encoding: {encoding}
Content-Location: https://news.example/2024/03/roofs

"""
REST = """
------cut
Content-Type: image/jpeg
Content-Transfer-Encoding: base64
Content-ID: <roof@mhtml>
Content-Location: https://news.example/lead.jpg

/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRof
------cut--
"""


def archive(encoding: str) -> str:
    coded = {
        "quoted-printable": encodestring(PAGE.encode()).decode(),
        "base64": b64encode(PAGE.encode()).decode(),
        "8bit": PAGE,
    }[encoding]
    return HEADER.format(encoding=encoding) + coded + REST


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_the_page_in_an_archive(encoding: str) -> None:
    source = archive(encoding)
    article = read(source, "a.mhtml")
    assert (article.title, article.provenance.url) == ("雨季", "https://news.example/2024/03/roofs")
    assert without_spans(article.body) == (
        h(1, "雨季"),
        p(
            "雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好，",
            link("https://news.example/2024/old", "见前"),
            "。",
        ),
        p(img("https://news.example/lead.jpg")),
    )
    assert lost_lines(source, article) == []
    assert "web-archive" in {gone.rule for gone in article.provenance.removals}


def test_lines_are_those_of_the_file() -> None:
    source = archive("quoted-printable")
    heading, paragraph, _picture = read(source, "a.mht").body
    lines = source.split("\n")
    assert heading.span
    assert "<h1>" in lines[heading.span.first - 1]
    assert paragraph.span
    assert paragraph.span.last - paragraph.span.first > 2  # one line of the page, several as it is packed
    assert "old" in "".join(lines[paragraph.span.first - 1 : paragraph.span.last])


def test_line_ends_that_are_encoded_are_line_ends() -> None:
    coded = "<p>=0D=0Aa=0A</p>=\n<p>b</p>\n"
    found = archived_page(HEADER.format(encoding="quoted-printable") + coded + REST)
    assert found
    assert found.source.count("\n") + 1 <= len(found.lines)
    assert set(found.lines) <= {Span(13, 13), Span(13, 14), Span(14, 14), Span(15, 15)}


@pytest.mark.parametrize(
    "text", ["", "<html>", "MIME-Version: 1.0\n\n", "Content-Type: multipart/related\n\nx"]
)
def test_other_texts_are_no_archive(text: str) -> None:
    assert archived_page(text) is None


# Pictures in it ------------------------------------------------------------------------------------


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "a.mhtml"
    path.write_text(archive("quoted-printable"), "utf-8")
    return path


@pytest.mark.parametrize(
    "address",
    [
        "cid:roof@mhtml",
        "https://news.example/lead.jpg",
        "https://news.example/lead.jpg#1",
        "/lead.jpg",
        "../../lead.jpg",
        "//news.example/lead.jpg",
    ],
)
def test_a_picture_is_given_out_by_any_name_of_it(capture: Path, address: str) -> None:
    picture = enclosed_picture(capture, address)
    assert picture is not None
    assert picture.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "address", ["", "lead.jpg", "cid:other@mhtml", "http://[", "https://news.example/"]
)
def test_what_an_archive_does_not_hold_it_does_not_give(capture: Path, address: str) -> None:
    assert enclosed_picture(capture, address) is None


def test_a_file_that_changes_is_read_again(capture: Path) -> None:
    assert enclosed_picture(capture, "cid:roof@mhtml")
    capture.write_text(archive("8bit").replace("roof@mhtml", "wall@mhtml"), "utf-8")
    assert enclosed_picture(capture, "cid:roof@mhtml") is None
    assert enclosed_picture(capture, "cid:wall@mhtml")


@pytest.mark.parametrize("name", ["a.md", "gone.mhtml", "folder.mhtml", "empty.mht", "broken.mht"])
def test_what_is_no_archive_encloses_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text(archive("8bit"), "utf-8")
    (tmp_path / "folder.mhtml").mkdir()
    (tmp_path / "empty.mht").write_bytes(b"")
    (tmp_path / "broken.mht").write_bytes(b"\xff\0multipart/related; boundary=\n\n--\n")
    assert enclosed_picture(tmp_path / name, "cid:roof@mhtml") is None
