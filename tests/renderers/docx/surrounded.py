"""An edition with all that may stand around its articles, and pages of a PDF that was never made."""

from msgspec.structs import replace
from renderers.docx.opened import picture
from renderers.docx.test_document import bound

from publish.model import Article, Edition, Image, Indexed, Paragraph, Part
from publish.pagination import COVER, PageBreak, Pagination
from publish.shorthand import em, h, inlines, link, note, p

STAMP = picture(120, 120)

PAGES = Pagination(
    14,
    (
        PageBreak(1, COVER),
        PageBreak(2, "title-page"),
        PageBreak(3, "note"),
        PageBreak(4, "note", 12),
        PageBreak(5, "contents"),
        PageBreak(6, "contents"),
        PageBreak(7, "one"),
        PageBreak(8, "ferry"),
        PageBreak(9, "fog"),
        PageBreak(10, "two"),
        PageBreak(11, "tide"),
        PageBreak(12, "sources"),
        PageBreak(13, "index"),
        PageBreak(14, "colophon"),
    ),
    {
        "title-page": 2,
        "note": 3,
        "contents": 5,
        "one": 7,
        "ferry": 8,
        "fog": 9,
        "two": 10,
        "tide": 11,
        "wind": 11,
        "sources": 12,
        "index": 13,
        "colophon": 14,
        "wind/lin": 11,
        "fog/lin": 9,
    },
)


_SOURCES = {"fog": "江边月刊", "wind": "河埠书局"}


def surrounded() -> Edition:
    """Two parts, a note by the editors with a picture and a note, links between articles, an index."""
    edition = bound()
    editors = Article(
        "编者的话",
        (
            p("这一期", em("写水"), "，", link("#fog/lin", "林渡"), "领航。", note("编者注")),
            h(2, "致谢"),
            Paragraph((Image(STAMP.src, "印"),), id="stamp"),
        ),
        authors=("编者",),
        lang="zh-Hans",
        id="note",
    )
    named = Paragraph(inlines("林渡又来。"), id="lin")
    parts = tuple(
        Part(
            part.title,
            tuple(
                replace(article, body=(*article.body, named), source=_SOURCES[article.id])
                if article.id in _SOURCES
                else article
                for article in part.contents
            ),
            part.introduction,
            part.id,
        )
        for part in edition.contents
    )
    index = (Indexed("林渡", (("fog", "lin"), ("wind", "lin"))),)
    assets = (*edition.assets, STAMP)
    return replace(edition, contents=parts, note=editors, index=index, assets=assets)
