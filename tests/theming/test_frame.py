"""What stands around the articles: notes, lists with their pages, the colophon."""

from msgspec.structs import replace

from publish.model import Article, Edition, Heading, Indexed, Link, Paragraph, Part
from publish.shorthand import p
from publish.theming.frame import (
    back_matter,
    colophon,
    index,
    note_opener,
    note_title,
    outline,
    sources,
)
from publish.walk import Blocks, plain_text

ARTICLES = (
    Article("渡口", (p("潮水。"),), source="江边月刊", date="2024-03-05", id="a1"),
    Article("雾", (p("雾。"),), id="a2"),
    Article("风", (p("风。"),), source="河畔札记", id="a3"),
    Article("桥", (p("桥。"),), source="江边月刊", date="2024-05", id="a4"),
)
NOTE = Article("", (p("写在前面。"),), authors=("闻川",), id="note")
LINDU = Indexed("林渡", (("a1", "b1"), ("a1", "b2"), ("a4", "b1")))
BOUND = Edition(
    "江边",
    (Part("", ARTICLES),),
    lang="zh-Hans",
    note=NOTE,
    index=(LINDU,),
    back=("sources", "index", "colophon"),
)


def told(blocks: Blocks) -> list[str]:
    return [plain_text(block) for block in blocks]


def test_sources_have_their_articles_with_dates_and_pages() -> None:
    assert told(sources(BOUND, {"a1": 5, "a3": 12, "a4": 120})) == [
        "来源一览",
        "江边月刊",
        "渡口　2024年3月5日　5",
        "桥　2024年5月　120",
        "河畔札记",
        "风　12",
    ]
    assert told(sources(BOUND))[2] == "渡口　2024年3月5日"


def test_an_entry_is_in_the_language_of_its_article() -> None:
    tide = Article("The Tide", (p("Tide."),), source="Harbour Notes", date="2024-03-05", lang="en", id="a5")
    entry = sources(replace(BOUND, contents=(Part("", (*ARTICLES, tide)),)), {"a5": 130})[-1]
    assert (entry.lang, plain_text(entry)) == ("en", "The Tide　5 March 2024　130")


def test_an_entry_leads_to_its_article() -> None:
    entry = sources(BOUND)[2]
    assert isinstance(entry, Paragraph)
    assert isinstance(entry.content[0], Link)
    assert entry.content[0].target == "#a1"


def test_without_sources_there_is_no_list_of_them() -> None:
    bare = replace(BOUND, contents=(Part("", (ARTICLES[1], ARTICLES[1])),), index=())
    assert sources(bare) == ()
    assert [matter.kind for matter in back_matter(bare)] == ["colophon"]


def test_a_name_has_its_pages_once_each() -> None:
    pages = {"a1/b1": 5, "a1/b2": 5, "a4/b1": 9}
    assert told(index(BOUND, pages)) == ["人名索引", "林渡　5、9"]
    assert told(index(BOUND)) == ["人名索引", "林渡　渡口、桥"]


def test_a_note_without_a_title_is_called_what_it_is() -> None:
    assert note_title(BOUND) == "卷首语"
    title, byline = note_opener(BOUND)
    assert isinstance(title, Heading)
    assert (title.role, title.id, plain_text(byline)) == ("note-title", "note", "闻川")
    assert note_title(replace(BOUND, note=replace(NOTE, title="水边"))) == "水边"


def test_the_contents_name_what_stands_before_and_behind() -> None:
    lines = [(entry.kind, entry.title, entry.target) for entry in outline(BOUND)]
    assert lines[0] == ("entry", "卷首语", "note")
    assert lines[-2:] == [("entry", "来源一览", "sources"), ("entry", "人名索引", "index")]


def test_a_colophon_counts_what_is_bound() -> None:
    edition = replace(
        BOUND, issue="第1期", creators=("闻川",), publisher="渡口编辑部", identifier="urn:x:1"
    )
    assert told(colophon(edition)) == [
        "版本说明",
        "江边　第1期",
        "编辑：闻川",
        "出版：渡口编辑部",
        "收文4篇，来自2个来源",
        "标识：urn:x:1",
        "由 publish 排版",
    ]
