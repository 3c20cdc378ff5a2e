"""Law of ids: notes, headings and links of many articles with the same ids never collide.

Every article here has the ids of the edition itself among its own, as captures may. Each link says in words
where it leads; what stands there is read back from the finished file.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2
from hypothesis import given
from msgspec.structs import replace
from strategies import articles

from publish.diagnostics import Report
from publish.editions.links import every_block, joined
from publish.model import Article, Asset, Edition, Link, Note, Paragraph, Part, Provenance, Text
from publish.normal import normalize
from publish.plugins import Context, Plugins
from publish.shorthand import h, link, p
from publish.theming.shipped import open_theme
from publish.walk import iter_inlines, map_blocks, plain_text

MANY, IN_PDF = 400, 40  # pages are laid out one by one, so there are fewer; the ids are the same
OWN_IDS = ("h1", "a1", "a2", "p1", "note", "index", "contents", "title-page", "page_3", "_note-1", "a2/h1")
LINKS = len(OWN_IDS) + 2
"""How many links an article has: to its own headings, to the next article and to a heading of that."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def address(number: int) -> str:
    return f"https://a.example/{number}"


def member(number: int, of: int) -> Article:
    """An article with headings of all these ids, a link to each of them, and two to the next article."""
    title, following = f"第{number}篇", number % of + 1
    headings = [replace(h(2, f"{title}之{at}"), id=own) for at, own in enumerate(OWN_IDS)]
    links = [link(f"#{own}", f"→{title}之{at}") for at, own in enumerate(OWN_IDS)]
    links += [
        link(address(following), f"→第{following}篇"),
        link(f"{address(following)}#h1", f"→第{following}篇之0"),
    ]
    called = Note((Paragraph((Text(f"{title}的注"),), id="h1"),))
    body = (*headings, p("文", called), *map(p, links))
    return Article(title, body, lang="zh-Hans", provenance=Provenance(url=address(number)), id=f"a{number}")


def edition(count: int) -> Edition:
    contents = tuple(member(number, count) for number in range(1, count + 1))
    identifier = "urn:uuid:6f1d3c1e-52a4-5c1b-9d0e-1c2f6f1b7a10"
    parts = (Part("第一辑", contents, id="p1"),)
    return joined(Edition("期刊", parts, identifier=identifier, lang="zh-Hans"))


@cache
def made(name: str, count: int) -> bytes:
    plugins = Plugins()
    renderer = plugins.renderer(name)
    context = Context(open_theme("journal", plugins), renderer.options(), Report(), no_asset)
    data = renderer(edition(count), context)
    return data if isinstance(data, bytes) else data.data


def no_asset(asset: Asset) -> bytes:
    raise AssertionError(f"{asset.path} is no asset of the edition")


def words(element: Element) -> str:
    return "".join(element.itertext()).strip()


# EPUB ----------------------------------------------------------------------------------------------


def documents() -> dict[str, Element]:
    with zipfile.ZipFile(io.BytesIO(made("epub", MANY))) as file:
        names = [name for name in file.namelist() if name.endswith(".xhtml")]
        return {name: ElementTree.fromstring(file.read(name)) for name in names}


def test_links_of_an_epub_lead_to_what_they_say() -> None:
    targets: dict[str, str] = {}
    for name, root in documents().items():
        named = [(element.get("id"), words(element)) for element in root.iter() if element.get("id")]
        assert len(dict(named)) == len(named), name
        targets |= {f"{name}#{own}": said for own, said in named}
    found = 0
    for name, root in documents().items():
        for anchor in root.iter(f"{XHTML}a"):
            if words(anchor).startswith("→"):
                file, _, own = anchor.get("href", "").partition("#")
                file = posixpath.join(posixpath.dirname(name), file) if file else name
                assert targets[f"{file}#{own}"] == words(anchor)[1:]
                found += 1
    assert found == MANY * LINKS


def test_notes_of_an_epub_stand_where_they_are_called() -> None:
    notes = [words(element) for root in documents().values() for element in root.iter(f"{XHTML}aside")]
    assert [re.findall(r"第\d+篇的注", said) for said in notes] == [
        [f"第{number}篇的注"] for number in range(1, MANY + 1)
    ]


# Word ----------------------------------------------------------------------------------------------


def word_part(name: str) -> Element:
    with zipfile.ZipFile(io.BytesIO(made("docx", MANY))) as file:
        return ElementTree.fromstring(file.read(f"word/{name}.xml"))


def test_links_of_a_word_file_lead_to_what_they_say() -> None:
    document = word_part("document")
    marks = [
        (mark.get(f"{W}name", ""), mark.get(f"{W}id", ""), words(paragraph))
        for paragraph in document.iter(f"{W}p")
        for mark in paragraph.iter(f"{W}bookmarkStart")
    ]
    targets = {name: said for name, _, said in marks}
    assert len({name.lower() for name in targets}) == len({number for _, number, _ in marks}) == len(marks)
    links = [found for found in document.iter(f"{W}hyperlink") if words(found).startswith("→")]
    assert len(links) == MANY * LINKS
    for found in links:
        assert targets[found.get(f"{W}anchor", "")] == words(found)[1:]


def test_notes_of_a_word_file_are_called_once_each() -> None:
    called = [call.get(f"{W}id") for call in word_part("document").iter(f"{W}footnoteReference")]
    notes = {note.get(f"{W}id"): words(note) for note in word_part("footnotes")}
    assert [notes[call] for call in called] == [f"第{number}篇的注" for number in range(1, MANY + 1)]


# PDF -----------------------------------------------------------------------------------------------


def test_links_of_a_pdf_lead_to_the_page_of_what_they_say() -> None:
    data = made("pdf", IN_PDF)
    sheets = [page.get_textpage() for page in pypdfium2.PdfDocument(data)]
    texts = [re.sub(r"\s", "", sheet.get_text_range()) for sheet in sheets]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        places = {name: pages[target[0].objgen] for name, target in tree.items()}
        leads = [
            (re.sub(r"\s", "", sheets[number].get_text_bounded(*box)), places[name])
            for number, box, name in links_inside(pdf)
        ]
    leads = [(said[1:], page) for said, page in leads if said.startswith("→")]
    assert len(leads) == IN_PDF * LINKS
    for said, page in leads:  # not in the words of another link, nor in those of another place
        assert re.search(rf"(?<!→){said}(?![之的\d])", texts[page]), f"{said} leads to page {page + 1}"
    assert sum(text.count("篇的注") for text in texts) == IN_PDF


def links_inside(pdf: pikepdf.Pdf) -> Iterator[tuple[int, tuple[float, ...], str]]:
    """The page, the place and the name of the target of each link that leads into the file."""
    for number, page in enumerate(pdf.pages):
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype") == "/Link" and (target := annotation.get("/Dest")) is not None:
                left, low, right, high = (float(side) for side in annotation.Rect)
                yield number, (left, min(low, high) - 3, right, max(low, high) + 3), str(target)


# Ids of the model ----------------------------------------------------------------------------------


@given(articles())
def test_ids_in_an_edition_are_unique_and_none_of_its_own(captured: Article) -> None:
    bound = clashing(replace(normalize(captured), id="a1"))
    once = joined(Edition("刊", (Part("辑", (bound, replace(bound, id="a2")), id="p1"),)))
    known = {block.id for block in every_block(bound.body)}
    for article in once.articles():
        ids = [block.id for block in every_block(article.body) if block.id]
        assert len(set(ids)) == len(ids)
        assert not {"a1", "a2", "p1", *OWN_IDS[1:]} & set(ids) - {"_note-1"}
        for target in own_targets(article):
            assert target in ids or target not in known
        assert plain_text(article.body) == plain_text(bound.body)
    assert joined(once) == once


def clashing(article: Article) -> Article:
    """The article with ids that the edition has, some of them several times, and links to them."""
    own = cycle(OWN_IDS)
    named = map_blocks(article.body, lambda block: (replace(block, id=next(own)) if block.id else block,))
    return replace(article, body=(*named, *(p(link(f"#{target}", "此处")) for target in OWN_IDS)))


def own_targets(article: Article) -> list[str]:
    links = (node for node in iter_inlines(article.body) if isinstance(node, Link))
    return [node.target[1:] for node in links if node.target.startswith("#")]
