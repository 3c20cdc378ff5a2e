"""WeasyPrint made quicker prints what it prints without: to the byte."""

import gc

import pydyf
import pytest
from weasyprint import HTML, Document
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.urls import URLFetcher

from publish.renderers.pdf.engine import page, quick_engine

SHEET = """
@page { size: 300pt 200pt; @bottom-left { content: counter(page) } }
html { font-variant-numeric: lining-nums }
.spaced { letter-spacing: 0.2pt; margin-right: -3pt }
.share { margin-left: 10% }
.note { float: footnote }
em { text-decoration: underline }
.caps { font-variant: small-caps }
.tracked { letter-spacing: 0.1em }
mark { background: #ee8 }
.small { font-size: 7pt; font-weight: bold; font-feature-settings: "kern" 0 }
"""
BODY = """
<h1 id="top">Tides &amp; ferries</h1>
<p>Plain, <span class="spaced">spaced a <span class="small">little 123</span></span>, <em>underlined</em>,
<em><span class="caps">small</span> <mark>Caps</mark></em>, <span class="caps">High <em>Tide</em></span>,
<mark>marked <span class="tracked">and tracked</span></mark>, <s>struck</s>,
<span class="share">moved by a share</span><span class="note">A note.</span>
and <a href="#top">a link</a>, <span lang="de">auf Deutsch</span>, <span dir="rtl">right to left</span>
<span class="note">Another note.</span>.</p>
<ul><li>one<ol start="3"><li>three</li><li>four</li></ol></li><li>two</li></ul>
<table><thead><tr><th>a</th></tr></thead>
<tbody><tr><td>b <span class="spaced">c</span></td></tr></tbody></table>
<dl><dt>ebb</dt><dd>out</dd></dl><pre>x = 1\n\ty = 2</pre><blockquote><p>Quoted.</p></blockquote>
<p>Long enough for another page. Long enough for another page. Long enough for another page.</p>
"""
XHTML = (
    '<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"/><title>T</title>'
    f"<style>{SHEET}</style></head><body>{BODY}</body></html>"
)


def printed(document: Document) -> bytes:
    data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, uncompressed_pdf=True)
    assert isinstance(data, bytes)
    return data


def test_it_prints_the_same_bytes() -> None:
    plain = printed(HTML(string=XHTML).render(pdf_tags=True))
    with quick_engine():
        quick = printed(page(XHTML, URLFetcher()).render(pdf_tags=True))
    assert plain.count(b"/StructElem") > 50
    assert quick == plain


def test_weasyprint_still_asks_what_is_replaced() -> None:
    asked = set()
    with quick_engine():
        document = page(XHTML, URLFetcher()).render(pdf_tags=True)
        for box in (box for leaf in document.pages for box in leaf._page_box.descendants()):
            asked |= {name for name in vars(box.style) if name.endswith("_of_ours")}
        pdf = []
        document.write_pdf(finisher=lambda _, own: pdf.append(own), pdf_tags=True)
    assert asked == {"text_of_ours", "strut_of_ours"}
    assert len(pdf[0].page_references_of_ours) == len(document.pages)


def test_it_leaves_everything_as_it_was() -> None:
    places = [
        (line_break.Layout, "setup"),
        (inline, "strut"),
        (pydyf.PDF, "page_references"),
        (pydyf, "zlib"),
    ]

    def now() -> list[object]:
        return [getattr(place, name) for place, name in places]

    def failing() -> None:
        with quick_engine():
            assert not gc.isenabled()
            assert not any(own is was for own, was in zip(now(), before, strict=True))
            raise ZeroDivisionError

    before = now()
    with pytest.raises(ZeroDivisionError):
        failing()
    assert gc.isenabled()
    assert now() == before


def test_a_template_that_is_no_xml_is_read_as_html() -> None:
    html = XHTML.replace("<dl>", "<br>&nbsp;<dl>")
    with quick_engine():
        assert printed(page(html, URLFetcher()).render()) == printed(HTML(string=html).render())
