"""The index of names: what is found where, and in which order it stands."""

import pytest
from msgspec.structs import replace

from publish.diagnostics import Code, Report
from publish.editions.names import indexed, tell_absent
from publish.editions.places import Place
from publish.model import Block, Cell, Edition, Indexed, Part, Ruby, Table, Tagged, Verse
from publish.shorthand import article, bullets, em, h, inlines, link, note, p
from publish.walk import iter_blocks


def bound(*bodies: tuple[Block, ...], lang: str = "zh-Hans") -> Edition:
    contents = tuple(
        replace(article("题", *body), id=f"a{number}") for number, body in enumerate(bodies, start=1)
    )
    return Edition("刊", (Part("辑", contents, id="p1"),), lang=lang)


def found(text: str, *names: str) -> list[str]:
    """The names that are found in a text."""
    return [entry.name for entry in indexed(bound((p(text),)), names).index]


def marked(text: str) -> Tagged:
    return Tagged(inlines(text), role="name")


# What is found -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昨天王思北说。", ["王思北"]),
        ("昨天王思说。", ["王思"]),
        ("Ann Lee spoke", ["Ann Lee"]),
        ("由Ann Lee（安）翻译", ["Ann Lee"]),
        ("Ann  Lee's", ["Ann Lee"]),
        ("김민수는 말했다", ["김민수"]),
        ("Annie Leeds, Mann Lee", []),
        ("ann lee", []),
        ("别人", []),
    ],
)
def test_names_of_a_list(text: str, names: list[str]) -> None:
    assert found(text, "王思", "王思北", "Ann Lee", "김민수") == names


def test_the_longest_name_counts_at_its_place_only() -> None:
    assert found("王思北和王思", "王思", "王思北") == ["王思", "王思北"]


def test_signs_of_patterns_are_but_signs() -> None:
    assert found("C++与A.B", "C++", "A.B", "AxB") == ["A.B", "C++"]
    assert found("AxB", "A.B", "", "  ") == []


def test_a_name_is_found_through_styles_links_readings_and_line_ends() -> None:
    edition = bound(
        (
            p("王", em("思"), link("https://x.example/", "北")),
            p(Ruby("王", "wáng"), "思北"),
            Verse((inlines("王思北"), inlines("无"))),
            p("王思", note("不是"), "北"),
        )
    )
    assert len(indexed(edition, ["王思北"]).index[0].places) == 4


def test_marked_names_are_found_where_they_are_marked() -> None:
    index = indexed(bound((p("王思北"), p(marked("王思北"), "和王思")))).index
    assert index == (Indexed("王思北", (("a1", "name-1"),)),)


def test_in_a_marked_name_no_other_is_looked_for() -> None:
    index = indexed(bound((p(marked("王思北")),)), ["王思"]).index
    assert [entry.name for entry in index] == ["王思北"]


# Where it stands -----------------------------------------------------------------------------------


def test_the_blocks_where_names_stand_get_ids() -> None:
    body = (
        p("甲"),
        replace(h(2, "甲乙"), id="h1"),
        bullets("乙", "丙"),
        Table(("left",), ((Cell((p("甲"),)),),)),
    )
    edition = indexed(bound(body, (p("乙"),)), ["甲", "乙"])
    places = {entry.name: entry.places for entry in edition.index}
    assert places == {
        "甲": (("a1", "name-1"), ("a1", "h1"), ("a1", "name-3")),
        "乙": (("a1", "h1"), ("a1", "name-2"), ("a2", "name-1")),
    }
    first, second = edition.articles()
    assert [block.id for block in iter_blocks(first.body) if block.id] == [
        "name-1",
        "h1",
        "name-2",
        "name-3",
    ]
    assert second.body[0].id == "name-1"


def test_such_an_id_is_a_new_one() -> None:
    taken = replace(p("无"), id="name-1")
    assert indexed(bound((taken, p("甲"))), ["甲"]).index[0].places == (("a1", "name-2"),)


def test_a_block_is_named_once_however_often_a_name_stands_there() -> None:
    assert indexed(bound((p("甲和甲", note("甲"), marked("甲")),)), ["甲", "甲"]).index == (
        Indexed("甲", (("a1", "name-1"),)),
    )


def test_a_name_in_a_note_stands_where_the_note_is_called() -> None:
    edition = indexed(
        bound((p("文", note("见", marked("甲"))), p("乙", note("丙", note("乙丁"))))), ["乙丁"]
    )
    assert [entry.places for entry in edition.index] == [(("a1", "name-1"),), (("a1", "name-2"),)]


def test_names_that_stand_nowhere_are_told_with_their_line() -> None:
    toml = 'title = "T"\nnames = [\n  "王思北",\n  "王思",\n]\n'
    names, report = ["王思北", "王思"], Report()
    tell_absent(indexed(bound((p("王思北"),)), names).index, names, Place("edition.toml", toml), report)
    (said,) = report.diagnostics
    assert (said.code, said.where) == (Code.NAME_NOT_FOUND, "edition.toml:4")
    assert "“王思”" in said.message


def test_an_edition_without_names_stays_as_it_is() -> None:
    edition = bound((p("文"),))
    assert indexed(edition, ["甲"]) == edition


# Order ---------------------------------------------------------------------------------------------


def order(lang: str, *names: str) -> list[str]:
    edition = bound(tuple(p(name) for name in names), lang=lang)
    return [entry.name for entry in indexed(edition, names).index]


def test_alphabets_come_first_by_their_last_word() -> None:
    names = ("van Gogh", "Élan Émile", "Ada Lovelace", "emma Gogh", "白居易", "42")
    assert order("zh-Hans", *names) == [
        "Élan Émile",
        "emma Gogh",
        "van Gogh",
        "Ada Lovelace",
        "白居易",
        "42",
    ]


def test_common_signs_are_sorted_by_pinyin_and_the_rest_behind() -> None:
    names = ("张衡", "李白", "闫妮", "阿城", "李昂", "𠀀", "王维", "䶮")
    assert order("zh-Hans", *names) == ["阿城", "李昂", "李白", "王维", "张衡", "闫妮", "䶮", "𠀀"]


def test_traditional_signs_are_sorted_by_strokes() -> None:
    assert order("zh-Hant", "龔", "陳", "王", "丁", "李") == ["丁", "王", "李", "陳", "龔"]


def test_japanese_names_stand_by_the_reading_that_is_common() -> None:
    assert order("ja", "和田", "カレン", "阿部", "木村", "さくら") == [
        "カレン",
        "さくら",
        "阿部",
        "木村",
        "和田",
    ]
