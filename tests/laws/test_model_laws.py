"""Laws of the model: what is encoded is decoded, normal form is stable, text is legal in XML."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict
from strategies import articles, texts

from publish.model import (
    MAX_DEPTH,
    Article,
    Edition,
    Link,
    Note,
    Part,
    Quote,
    Styled,
    Tagged,
    Text,
    decode,
    encode,
)
from publish.normal import normalize, normalize_blocks, scrub
from publish.shorthand import p
from publish.walk import Blocks, Inlines, child_blocks, inline_runs, iter_blocks, iter_inlines, plain_text

# Law 1 ---------------------------------------------------------------------------------------------


@given(articles())
def test_an_article_is_decoded_as_it_was_encoded(article: Article) -> None:
    article = normalize(article)
    assert decode(encode(article), Article) == article


@given(st.lists(articles(), max_size=2))
def test_an_edition_is_decoded_as_it_was_encoded(members: list[Article]) -> None:
    edition = Edition("期刊", (Part("第一辑", tuple(normalize(article) for article in members)),))
    assert decode(encode(edition), Edition) == edition


@given(articles())
def test_the_same_article_is_encoded_in_the_same_bytes(article: Article) -> None:
    article = normalize(article)
    assert encode(decode(encode(article), Article)) == encode(article)


# Law 4 ---------------------------------------------------------------------------------------------


@given(articles())
def test_normal_form_is_stable(article: Article) -> None:
    once = normalize(article)
    assert normalize(once) == once


@given(articles())
def test_normal_form_keeps_the_words(article: Article) -> None:
    """Up to white space and what no XML may hold."""
    before, after = plain_text(article.body), plain_text(normalize(article).body)
    assert bare(scrub(before)) == bare(after)


@given(articles())
def test_nothing_empty_is_left_in_a_row(article: Article) -> None:
    for row in rows(normalize(article).body):
        assert all(inline.text for inline in row if isinstance(inline, Text))
        assert all(inline.content for inline in row if isinstance(inline, Styled | Link | Tagged | Note))
        assert not any(isinstance(a, Text) and isinstance(b, Text) for a, b in pairwise(row))


DEEP = st.integers(MAX_DEPTH - 3, MAX_DEPTH + 20)


@given(DEEP, DEEP)
def test_what_nests_too_deep_keeps_its_words(quotes: int, styles: int) -> None:
    row = p("最里面的话")
    for _ in range(styles):
        row = p(Styled("strong", row.content))
    blocks: Blocks = (row,)
    for _ in range(quotes):
        blocks = (Quote((p("外"), *blocks)),)
    flat = normalize_blocks(blocks)
    assert bare(plain_text(flat)) == "外" * quotes + "最里面的话"
    assert depth(flat) <= MAX_DEPTH + 1
    assert normalize_blocks(flat) == flat


# Law 5 ---------------------------------------------------------------------------------------------


@given(articles())
def test_text_is_legal_in_xml(article: Article) -> None:
    for text in strings(normalize(article)):
        assert ElementTree.fromstring(ElementTree.tostring(element(text))).text == (text or None)


@given(articles())
def test_no_text_can_turn_the_direction_of_others(article: Article) -> None:
    assert not re.search("[\u202a-\u202e]", "".join(strings(normalize(article))))


@given(texts())
def test_metadata_is_one_line(text: str) -> None:
    article = normalize(Article(text, (), authors=(text,), source=text, summary=text))
    for line in (article.title, *article.authors, article.source, article.summary):
        assert line == line.strip()
        assert len(line.splitlines()) <= 1


# What the laws speak of ----------------------------------------------------------------------------


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def rows(blocks: Blocks) -> Iterator[Inlines]:
    """Every row of inlines, those inside styles and notes too."""
    for block in iter_blocks(blocks):
        yield from inline_runs(block)
    for inline in iter_inlines(blocks):
        yield from inline_runs(inline)


def depth(blocks: Blocks) -> int:
    return 1 + max((depth(row) for block in blocks for row in child_blocks(block)), default=0)


def element(text: str) -> ElementTree.Element:
    made = ElementTree.Element("p")
    made.text = text
    return made


def strings(article: Article) -> Iterator[str]:
    """Every text of an article: metadata, texts, code, addresses, alternatives."""
    yield from (value for value in asdict(article).values() if isinstance(value, str))
    for inline in iter_inlines(article.body):
        yield from (value for value in asdict(inline).values() if isinstance(value, str))
    for block in iter_blocks(article.body):
        yield from (value for value in asdict(block).values() if isinstance(value, str))
