"""Web archives (.mhtml): the page in them, and the lines it stands in."""

from base64 import b64encode
from quopri import encodestring

import pytest
from reading.accounts import lost_lines, read, without_spans

from publish.model import Span
from publish.reading.web_archive import archived_page
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
