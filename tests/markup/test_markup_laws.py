"""Law 6, for any Article: XHTML parses, ids are unique, targets exist, srcs are assets, words are kept."""

import re
from xml.etree import ElementTree

from hypothesis import given
from strategies import articles

from publish.markup.writer import Writer
from publish.markup.xhtml import write_blocks
from publish.model import Article, Image
from publish.normal import normalize
from publish.walk import plain_text


def asset(image: Image) -> str | None:
    return image.src if image.src.startswith("asset:") else None


POPUP = Writer(image=asset, placeholder=lambda image: "")
FLOAT = Writer(image=asset, placeholder=lambda image: "", notes="float", picture_links=False)


def tree(article: Article, writer: Writer) -> ElementTree.Element:
    body = write_blocks(article.body, writer, article.id)
    return ElementTree.fromstring(f'<body xmlns:epub="http://www.idpf.org/2007/ops">{body}</body>')


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(element: ElementTree.Element) -> str:
    """What is read in the element, without notes, readings and marks."""
    if element.tag in ("rp", "rt") or element.get("class") in ("notes", "note", "note-call"):
        return ""
    return (element.text or "") + "".join(words(child) + (child.tail or "") for child in element)


@given(articles())
def test_it_parses_and_has_the_words_of_the_model(article: Article) -> None:
    article = normalize(article)
    expected = bare(plain_text(article.body))
    assert bare(words(tree(article, POPUP))) == expected
    assert bare(words(tree(article, FLOAT))) == expected


@given(articles())
def test_ids_are_unique_and_links_lead_to_them(article: Article) -> None:
    for writer in (POPUP, FLOAT):
        root = tree(normalize(article), writer)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        for link in root.iter("a"):
            href = link.get("href", "")
            assert href.startswith(("http://", "https://", "mailto:")) or href.removeprefix("#") in ids


@given(articles())
def test_every_picture_is_an_asset_and_has_a_text_alternative(article: Article) -> None:
    for picture in tree(normalize(article), POPUP).iter("img"):
        assert picture.get("src", "").startswith("asset:")
        assert picture.get("alt") is not None


@given(articles())
def test_no_link_stands_in_a_link(article: Article) -> None:
    for link in tree(normalize(article), POPUP).iter("a"):
        assert not list(link.iter("a"))[1:]
