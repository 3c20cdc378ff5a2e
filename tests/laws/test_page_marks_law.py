"""Wherever pages begin, the EPUB of any edition has a mark for each, once, there, and the same words."""

import io
import re
import zipfile
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from page_marks import marks_of, page_list
from strategies import articles

from publish.checks import check
from publish.diagnostics import Code, Report
from publish.model import Article, Asset, Edition, Indexed, Part
from publish.normal import normalize
from publish.pagination import PageBreak, Pagination
from publish.plugins import Context, NoOptions, Plugins
from publish.theming.shipped import open_theme
from publish.theming.theme import Theme

PLUGINS = Plugins()
PICTURE = b"\x89PNG a picture"
WORD_END = re.compile("[A-Za-z0-9\u00ad\u00c0-\u024f\u0300-\u052f\u1e00-\u1fff]*")
ASSET = Asset("a.png", "0a" * 32, "image/png", 1, 1)
OPEN = ("cover", "contents")
"""What formats set in their own way: pages stand anywhere in it."""


@cache
def theme() -> Theme:
    return open_theme("journal", PLUGINS)


def rendered(edition: Edition, pages: Pagination | None) -> bytes:
    context = Context(theme(), NoOptions(), Report(), lambda asset: PICTURE, pages)
    data = PLUGINS.renderer("epub")(edition, context)
    assert isinstance(data, bytes)
    return data


def bound(members: list[Article], note: Article) -> Edition:
    """The articles and the note as an edition with everything around them that an edition may have."""
    contents = tuple(
        replace(normal, id=f"a{number}", title=normal.title or "无题")
        for number, normal in enumerate(map(normalize, members), start=1)
    )
    return Edition(
        "期刊",
        (Part("第一辑", contents, id="p1"),),
        identifier="urn:uuid:6f1d3c1e-52a4-5c1b-9d0e-1c2f6f1b7a10",
        lang="zh-Hans",
        cover=ASSET.src,
        assets=(ASSET,),
        note=replace(normalize(note), id="note"),
        index=(Indexed("王思北", (("a1", "n1"), ("a1", ""))),),
    )


def scopes_of(edition: Edition) -> list[str]:
    """The scopes of an edition in reading order; nothing but its cover stands around a single article."""
    if edition.single:
        return ["cover", "p1", "a1"]
    parts = [name for part in edition.contents for name in (part.id, *(each.id for each in part.contents))]
    has_sources = len({article.source for article in edition.articles()} - {""}) > 1
    back = [kind for kind in edition.back if kind != "sources" or has_sources]
    return ["cover", *edition.front, *parts, *back]


@st.composite
def paginations(draw: st.DrawFn, scopes: list[str]) -> Pagination:
    """Pages that begin anywhere, some behind the end of what they begin in, some in what there is not."""
    breaks: list[PageBreak] = []
    page = 1
    for scope in scopes:
        where = draw(st.sampled_from((scope, scope, scope, scope, "nowhere")))
        for offset in sorted(draw(st.lists(st.integers(0, 80), max_size=4))):
            breaks.append(PageBreak(page, where, offset))
            page += draw(st.integers(1, 2))
    return Pagination(page, tuple(breaks), {"a1/n1": 8})


editions = st.builds(bound, st.lists(articles(), min_size=1, max_size=2), articles())


@given(st.data(), editions)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_page_has_its_mark_where_it_begins(data: st.DataObject, edition: Edition) -> None:
    pages = data.draw(paginations(scopes_of(edition)))
    book = rendered(edition, pages)
    marks = marks_of(book)
    assert sorted(marks) == list(marks) == [found.page for found in pages.breaks]
    assert page_list(book) == [(str(page), f"{mark.file}#page_{page}") for page, mark in marks.items()]
    for found in pages.breaks:
        mark = marks[found.page]
        if found.scope in ("nowhere", *OPEN):
            continue
        whole, at = mark.before + mark.behind, len(mark.before)
        assert at == len(whole) or found.offset <= at
        assert at <= found.offset or WORD_END.fullmatch(whole[found.offset : at])


@given(st.data(), editions)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_marks_change_no_word_and_nothing_else(data: st.DataObject, edition: Edition) -> None:
    pages = data.draw(paginations(scopes_of(edition)))
    book = rendered(edition, pages)
    found = check("application/epub+zip", edition, book, theme().arrangement, pages=pages)
    assert [each.message for each in found if each.code is not Code.GLYPH_MISSING] == []
    bare = documents(rendered(edition, Pagination(0, (), pages.folios)))
    assert documents(book) == bare


def documents(data: bytes) -> dict[str, str]:
    """The documents of an EPUB's reading order, without the marks of pages."""
    book = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in book.namelist() if name.endswith(".xhtml") and "nav" not in name]
    return {name: without_marks(book.read(name).decode()) for name in names}


def without_marks(text: str) -> str:
    bare = re.sub(r'<(div|span) epub:type="pagebreak"[^>]*></\1>', "", text)
    return re.sub(r"\n+", "\n", bare)
