"""EPUBs for tests: editions of every kind, and what stands in a container, told by opening it."""

import io
import zipfile
from hashlib import sha256
from xml.etree import ElementTree

from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model import (
    Article,
    Asset,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Edition,
    Figure,
    Group,
    Heading,
    Image,
    List,
    Math,
    Part,
    Provenance,
    Ruby,
    Rule,
    Styled,
    Table,
    Tagged,
    Verse,
)
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import bullets, code, em, h, inlines, link, note, numbered, p, quote, strong
from publish.theming.shipped import open_theme

XHTML = "{http://www.w3.org/1999/xhtml}"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# One red pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000"
    "00030101000c83c1e80000000049454e44ae426082"
)
PICTURE = Asset("pixel.png", sha256(PNG).hexdigest(), "image/png", 1, 1)


def context() -> Context:
    return Context(open_theme("journal", Plugins()), NoOptions(), Report(), lambda asset: PNG)


def rendered(edition: Edition) -> bytes:
    return Plugins().renderer("epub")(edition, context())


class Opened:
    """An EPUB, opened."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.package = ElementTree.fromstring(self.zip.read("EPUB/content.opf"))

    def text(self, name: str) -> str:
        return self.zip.read(f"EPUB/{name}").decode()

    def page(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.zip.read(f"EPUB/{name}"))

    def spine(self) -> list[str]:
        files = {item.get("id"): item.get("href", "") for item in self.package.iter(f"{OPF}item")}
        return [files[ref.get("idref")] for ref in self.package.iter(f"{OPF}itemref")]

    def said(self, name: str) -> list[str]:
        """The texts of a Dublin Core element or of a property."""
        if name.startswith("dc:"):
            return [each.text or "" for each in self.package.iter(DC + name.removeprefix("dc:"))]
        return [each.text or "" for each in self.package.iter(f"{OPF}meta") if each.get("property") == name]


def opened(edition: Edition) -> Opened:
    return Opened(rendered(edition))


ARTICLE = Article(
    "乌镇之约",
    (h(2, "第一节"), p("正文", note("注")), h(3, "小节"), h(2, "第二节"), p(Image(PICTURE.src, "会场"))),
    authors=("王思北",),
    source="中国信息安全",
    date="2024-11-20",
    lang="zh-Hans",
    summary="摘要",
    provenance=Provenance(url="https://example.org/a?b=1&c=2", captured="2024-12-01"),
    id="a1",
)
ENGLISH = Article(
    "Small Tools", (p("See ", link("#a1", "the first"), "."),), source="Toolroom", lang="en", id="a2"
)
SINGLE = replace(Edition.of(ARTICLE), assets=(PICTURE,))
BOUND = Edition(
    "文摘",
    (
        Part("第一辑", (ARTICLE,), (p("引言", role="part-introduction"),), "p1"),
        Part("", (ENGLISH,), id="p2"),
    ),
    subtitle="每月",
    identifier="urn:uuid:00000000-0000-4000-8000-000000000000",
    lang="zh-Hans",
    date="2024-12",
    issue="第12期",
    creators=("李四",),
    publisher="某社",
    rights="各作者",
    cover=PICTURE.src,
    assets=(PICTURE,),
)


def assert_every_link_leads_somewhere(book: Opened) -> None:
    pages = {name: book.page(name) for name in [*book.spine(), "nav.xhtml"]}
    ids = {name: [each.get("id") for each in page.iter() if each.get("id")] for name, page in pages.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    for name, page in pages.items():
        for target in [a.get("href", "") for a in page.iter(f"{XHTML}a")]:
            if not target.startswith(("http://", "https://", "mailto:")):
                file, _, own = target.partition("#")
                assert not own or own in ids[file or name], f"{name}: {target}"
                assert not file or file in ids
        for picture in page.iter(f"{XHTML}img"):
            assert f"EPUB/{picture.get('src')}" in book.zip.namelist()


EVERYTHING = (
    h(2, "一"),
    Heading(4, inlines("跳级"), id="x y"),
    p(
        "字",
        em("强"),
        strong("重"),
        code("a<b"),
        Math("x^2"),
        Ruby("乌镇", "wūzhèn"),
        link("https://例子.cn/中", "链"),
    ),
    p(link("#x y", "内链"), note("注", note("注中注")), link("https://a.example/", "a", note("链中注"))),
    p(
        Styled("underline", inlines("u")),
        Styled("small-caps", inlines("s")),
        Styled("highlight", inlines("m")),
    ),
    p(Tagged(inlines("English"), role="word", lang="en"), Tagged(inlines("مرحبا"), lang="ar")),
    quote(p("引"), p("——某", role="credit")),
    bullets("a", List(((p("b"), numbered("c", start=-3)),), tight=False)),
    List(()),
    Definitions((Definition(inlines("词"), ((p("释"),),)), Definition((), ()))),
    CodeBlock("<&>\n]]>", "c++"),
    Verse((inlines("上"), (), inlines("下"))),
    Figure((p(Image(PICTURE.src, "图")), p(Image("x.png"))), inlines("图1")),
    Table(
        ("left", "right"),
        ((Cell((p("甲"),)), Cell(())), (Cell((p("乙"),), colspan=9), Cell((bullets("丙"),), rowspan=9))),
        1,
        inlines("表1"),
    ),
    Rule(),
    Group((p("编者按"),), role="editor-note"),
)

HOSTILE = "]]> &amp; <b>\"'</b> \ufffe\x00\u202e 😀 שלום " + "很" * 300


def hostile_edition() -> Edition:
    body = (
        p(HOSTILE),
        Heading(2, inlines(HOSTILE), id=HOSTILE),
        CodeBlock(HOSTILE),
        p(link("http://[", HOSTILE)),
    )
    article = Article(
        HOSTILE,
        (*body, *EVERYTHING),
        subtitle=HOSTILE,
        authors=(HOSTILE,),
        source=HOSTILE,
        date="2024-99-99",
        summary=HOSTILE,
        lang="zh-Hans",
        id=HOSTILE,
        provenance=Provenance(url='http://a"b/<', kind="truncated", captured="never"),
    )
    return Edition(
        HOSTILE,
        (Part(HOSTILE, (article, replace(article, id="b")), id="part 1"),),
        subtitle=HOSTILE,
        identifier=HOSTILE,
        lang="zh_Hans",
        date="yesterday",
        issue=HOSTILE,
        creators=(HOSTILE, ""),
        publisher=HOSTILE,
        rights=HOSTILE,
        assets=(PICTURE,),
    )
