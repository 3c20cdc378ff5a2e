"""What may stand in a document: ids, language tags, addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.markup.names import class_name, element_id, escape, language_tag, link_address, scoped_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("h1", "h1"),
        ("see-also", "see-also"),
        ("1", "x_1"),
        ("总则", "x__603b__5219_"),
        ("a b", "x_a_20_b"),
    ],
)
def test_ids_are_ascii_names(name: str, expected: str) -> None:
    assert element_id(name) == expected


@given(st.lists(st.text(min_size=1), unique=True))
def test_ids_stay_different_and_legal(names: list[str]) -> None:
    ids = [element_id(name) for name in names]
    assert len(set(ids)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]*", each) for each in ids)


def test_an_id_is_told_apart_by_its_article() -> None:
    assert scoped_id("a1", "h1") == "a1-h1"
    assert scoped_id("", "h1") == "h1"


def test_a_role_is_one_class() -> None:
    assert class_name("editor-note") == "editor-note"
    assert class_name('a b"c') == "a-b-c"


@pytest.mark.parametrize(
    "tag", ["en", "zh-Hans", "zh-Hans-CN", "sr-Latn-RS", "de-1996", "es-419", "und", "x"]
)
def test_language_tags(tag: str) -> None:
    assert language_tag(tag) == ("" if tag == "x" else tag)


@pytest.mark.parametrize("tag", ["english language", "zh--CN", "e", 'en"', "zh-", "中文", ""])
def test_what_is_no_language_tag(tag: str) -> None:
    assert language_tag(tag) == ""


def test_an_underscore_is_taken_for_a_hyphen() -> None:
    assert language_tag("zh_CN") == "zh-CN"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("HTTP://Example.org:8080", "http://Example.org:8080"),
        ("https://例子.测试/中文", "https://例子.测试/%E4%B8%AD%E6%96%87"),
        ("https://example.org/100%/[x]", "https://example.org/100%25/%5Bx%5D"),
        ("https://192.168.1.1/", "https://192.168.1.1/"),
        ("mailto:someone@example.org", "mailto:someone@example.org"),
    ],
)
def test_addresses_that_readers_can_parse(target: str, expected: str) -> None:
    assert link_address(target) == expected


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "https://[::1",
        "https://999.1.1.1/",
        "https://user:secret@example.org/",
        "https://example.org:99999/",
        "mailto:",
        "relative/path",
        "",
    ],
)
def test_addresses_that_may_not_be(target: str) -> None:
    assert link_address(target) == ""


@given(st.text())
def test_any_address_is_quoted_or_refused(target: str) -> None:
    assert not re.search(r'[\s<>"{}|\\^`]', link_address("https://example.org/" + target))


def test_forbidden_characters_never_pass() -> None:
    assert escape("a\x00b\ufffec\ud83d\ude00d\ud800") == "ab\ufffdc😀d\ufffd"
