"""What holds for any Article: the file can be read, names no style that is not there, keeps its words."""

import re
from xml.etree.ElementTree import Element

from hypothesis import HealthCheck, given, settings
from renderers.docx.opened import WP, R, W, WordFile, value, word_bytes
from strategies import articles

from publish.model import Article, Edition, Note
from publish.normal import normalize
from publish.walk import Blocks, iter_inlines, plain_text

# A Word file is some 25 ms of work, so there are fewer of them than hypothesis would like.
SPARINGLY = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])

PARTS = ("word/document.xml", "word/footnotes.xml")


def made(article: Article) -> WordFile:
    return WordFile(word_bytes(Edition.of(article)))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read(element: Element, word: WordFile) -> str:
    """What is read in an element, without readings and the words in the place of pictures."""
    names = {"": "", **word.style_names()}
    found = []
    for paragraph in element.iter(f"{W}p"):
        if names[value(paragraph, "pPr/pStyle")].startswith("Picture Placeholder"):
            continue
        readings = {text for reading in paragraph.iter(f"{W}rt") for text in reading.iter(f"{W}t")}
        for run in paragraph.iter(f"{W}r"):
            if "Placeholder" not in names[value(run, "rPr/rStyle")]:
                found += [text.text or "" for text in run.findall(f"{W}t") if text not in readings]
    return bare("".join(found))


def notes_of(blocks: Blocks) -> list[Note]:
    """Every note, those that notes call among them."""
    return [inline for inline in iter_inlines(blocks) if isinstance(inline, Note)]


@SPARINGLY
@given(articles())
def test_it_can_be_read_and_names_nothing_that_is_not_there(article: Article) -> None:
    word = made(normalize(article))
    for name in word.parts:
        if not name.endswith(".png"):
            word.xml(name)
    trees = {part: word.xml(part) for part in PARTS}
    for part, tree in trees.items():
        assert_related(word, part, tree)
    assert_styled(word, list(trees.values()))
    assert_linked(list(trees.values()))
    calls = [each.get(f"{W}id") for each in word.document.iter(f"{W}footnoteReference")]
    assert calls == [each.get(f"{W}id") for each in word.notes]


def assert_related(word: WordFile, part: str, tree: Element) -> None:
    """Every relationship leads somewhere."""
    used = {
        value
        for element in tree.iter()
        for name, value in element.attrib.items()
        if name in (f"{R}id", f"{R}embed")
    }
    assert used <= (word.relationships(part) if used else {}).keys()


def assert_styled(word: WordFile, trees: list[Element]) -> None:
    """Every style and every list that is named is there."""
    lists = {each.get(f"{W}numId") for each in word.xml("word/numbering.xml").iter(f"{W}num")}
    for tree in trees:
        for name in ("pStyle", "rStyle", "tblStyle"):
            assert {each.get(f"{W}val") for each in tree.iter(f"{W}{name}")} <= word.style_names().keys()
        assert {each.get(f"{W}val") for each in tree.iter(f"{W}numId")} <= lists


def assert_linked(trees: list[Element]) -> None:
    """Bookmarks and pictures have names of their own, and links lead to bookmarks."""
    marks = [each for tree in trees for each in tree.iter(f"{W}bookmarkStart")]
    names = [mark.attrib[f"{W}name"] for mark in marks]
    assert (
        len({name.lower() for name in names})
        == len({mark.attrib[f"{W}id"] for mark in marks})
        == len(marks)
    )
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names)
    anchors = {each.get(f"{W}anchor") for tree in trees for each in tree.iter(f"{W}hyperlink")}
    assert anchors - {None} <= set(names)
    shown = [each.get("id") for tree in trees for each in tree.iter(f"{WP}docPr")]
    assert len(set(shown)) == len(shown)


@SPARINGLY
@given(articles())
def test_the_words_are_those_of_the_model_in_their_order(article: Article) -> None:
    article = normalize(article)
    only_body = Article(article.title, article.body, lang=article.lang)
    word = made(only_body)
    assert read(word.document, word) == bare(article.title + plain_text(article.body))
    called = "".join(plain_text(note.content) for note in notes_of(article.body))
    assert sorted(read(word.xml("word/footnotes.xml"), word)) == sorted(bare(called))
