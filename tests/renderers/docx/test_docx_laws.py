"""What holds for any Article: the file can be read, names no style that is not there, keeps its words."""

import re
from xml.etree.ElementTree import Element

from hypothesis import HealthCheck, given, settings
from renderers.docx.opened import R, W, WP, WordFile, value, word_bytes
from strategies import articles

from publish.model import Article, Edition, Note
from publish.walk import Blocks, iter_inlines, normalize, plain_text

SLOWLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

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


@SLOWLY
@given(articles())
def test_every_part_can_be_read_and_every_relationship_leads_somewhere(article: Article) -> None:
    word = made(normalize(article))
    for name in word.parts:
        if not name.endswith(".png"):
            word.xml(name)
    for part in PARTS:
        used = {
            value
            for element in word.xml(part).iter()
            for name, value in element.attrib.items()
            if name in (f"{R}id", f"{R}embed")
        }
        there = word.relationships(part) if used else {}
        assert used <= there.keys()


@SLOWLY
@given(articles())
def test_every_style_list_and_note_that_is_named_is_there(article: Article) -> None:
    word = made(normalize(article))
    lists = {each.get(f"{W}numId") for each in word.xml("word/numbering.xml").iter(f"{W}num")}
    for part in PARTS:
        tree = word.xml(part)
        for name in ("pStyle", "rStyle", "tblStyle"):
            assert {each.get(f"{W}val") for each in tree.iter(f"{W}{name}")} <= word.style_names().keys()
        assert {each.get(f"{W}val") for each in tree.iter(f"{W}numId")} <= lists
    calls = [each.get(f"{W}id") for each in word.document.iter(f"{W}footnoteReference")]
    assert calls == [each.get(f"{W}id") for each in word.notes]


@SLOWLY
@given(articles())
def test_bookmarks_and_pictures_have_names_of_their_own_and_links_lead_to_them(article: Article) -> None:
    word = made(normalize(article))
    trees = [word.xml(part) for part in PARTS]
    marks = [each.attrib[f"{W}name"] for tree in trees for each in tree.iter(f"{W}bookmarkStart")]
    assert len({mark.lower() for mark in marks}) == len(marks)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", mark) for mark in marks)
    numbers = [each.attrib[f"{W}id"] for tree in trees for each in tree.iter(f"{W}bookmarkStart")]
    assert len(set(numbers)) == len(numbers)
    anchors = {each.get(f"{W}anchor") for tree in trees for each in tree.iter(f"{W}hyperlink")}
    assert anchors - {None} <= set(marks)
    shown = [each.get("id") for tree in trees for each in tree.iter(f"{WP}docPr")]
    assert len(set(shown)) == len(shown)


@SLOWLY
@given(articles())
def test_the_words_are_those_of_the_model_in_their_order(article: Article) -> None:
    article = normalize(article)
    only_body = Article(article.title, article.body, lang=article.lang)
    word = made(only_body)
    assert read(word.document, word) == bare(article.title + plain_text(article.body))
    called = "".join(plain_text(note.content) for note in notes_of(article.body))
    assert sorted(read(word.xml("word/footnotes.xml"), word)) == sorted(bare(called))
