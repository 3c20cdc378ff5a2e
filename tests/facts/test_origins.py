"""A fact and the place it was found in are set together."""

from publish.facts.origins import corrected, fact, known, origin_of, reworded, settled
from publish.model import Article, Origin
from publish.shorthand import article


def test_what_is_known_first_stands() -> None:
    found = known(article("雨"), "source", "水边", "byline", 3)
    again = known(found, "source", "别处", "address")
    assert again == found
    assert found.source == "水边"
    assert origin_of(found, "source") == Origin("source", "byline", 3)


def test_nothing_is_known_of_an_empty_value() -> None:
    untouched = article("雨")
    assert known(untouched, "authors", (), "byline") is untouched
    assert origin_of(untouched, "authors") is None


def test_the_address_is_kept_with_the_provenance() -> None:
    found = known(article("雨"), "url", "https://a.example/", "quote block", 2)
    assert fact(found, "url") == found.provenance.url == "https://a.example/"


def test_a_correction_has_the_place_it_came_from_and_a_rewording_the_old_one() -> None:
    found = known(Article("", ()), "title", "雨 - 水边", "title line", 1)
    assert origin_of(corrected(found, "title", "雨", "og:", 9), "title") == Origin("title", "og:", 9)
    assert origin_of(reworded(found, "title", "雨"), "title") == Origin("title", "title line", 1)


def test_what_a_foreign_reader_leaves_open_is_its_own() -> None:
    left = settled(Article("雨", (), source="水边"), "reader")
    assert [(origin.field, origin.place) for origin in left.provenance.origins] == [
        ("title", "reader"),
        ("source", "reader"),
    ]
    assert settled(left, "reader") is left
