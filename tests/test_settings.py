"""Settings: what is right is typed, what is wrong is named with its line and the nearest key."""

from pathlib import Path

import pytest

from publish.editions.settings import EditionSettings
from publish.errors import ConfigError, ThemeError
from publish.settings import (
    ProjectSettings,
    convert_options,
    first_of,
    line_of,
    parse_toml,
    read_toml,
)


def complaint(text: str) -> tuple[str, str]:
    with pytest.raises(ConfigError) as caught:
        parse_toml(text, EditionSettings, "edition.toml")
    return str(caught.value), caught.value.hint


def test_an_edition_is_typed() -> None:
    settings = parse_toml(
        'title = "潮汐"\ndate = 2026-11-01\n[[part]]\ntitle = "上"\ncontents = ["a.md"]\n',
        EditionSettings,
        "edition.toml",
    )
    assert settings.title == "潮汐"
    assert settings.date == "2026-11-01"
    assert settings.part[0].contents == ["a.md"]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('titel = "x"', "edition.toml:1: unknown key “titel”", "did you mean “title”?"),
        (
            '[[part]]\ntitle = "a"\n[[part]]\ncontent = ["x"]',
            "edition.toml:4: unknown key “content”",
            "did you mean “contents”?",
        ),
        ("\n\ntitle = 3", "edition.toml:3: this should be text, not a whole number (in title)", ""),
        (
            'title = "a',
            "edition.toml:1: this is not TOML: Unterminated string",
            'text stands in quotes: key = "text"; see https://toml.io',
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, message: str, hint: str) -> None:
    said, hinted = complaint(text)
    assert said.startswith(message)
    assert hinted == hint


def test_an_unknown_key_without_a_near_one_lists_what_there_is() -> None:
    _, hint = complaint("zzzzzz = 1")
    assert hint.startswith("keys there are: title, subtitle")


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        read_toml(tmp_path / "publish.toml", ProjectSettings)


def test_a_file_that_is_no_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "publish.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ThemeError, match="not UTF-8"):
        read_toml(path, ProjectSettings, ThemeError)


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "edition.toml"
    path.write_text('\ufefftitle = "x"\n', "utf-8")
    assert read_toml(path, EditionSettings).title == "x"


@pytest.mark.parametrize("text", ['title = "a"\ntitle = "b"', 'title = "a"\ntitle = "b"\n\n', "\nx ="])
def test_what_is_wrong_at_the_end_is_on_the_last_line(text: str) -> None:
    with pytest.raises(ConfigError, match="this is not TOML") as caught:
        parse_toml(text, EditionSettings, "edition.toml")
    assert caught.value.where == "edition.toml:2"


def test_the_first_that_says_anything_wins() -> None:
    assert first_of(None, "", "book", "journal", default="base") == "book"
    assert first_of(None, "", default="base") == "base"


def test_options_are_typed_by_their_renderer() -> None:
    with pytest.raises(ConfigError) as caught:
        convert_options({"titel": 1}, EditionSettings, "options of pdf")
    assert caught.value.message == "unknown key “titel”"
    assert caught.value.hint == "did you mean “title”?"


def test_line_of_finds_keys_inside_their_table() -> None:
    text = 'title = "a"\n[theme]\nname = "x"\n[style.text]\nsize = 3\n'
    assert line_of(text, ("style", "text", "size")) == 5
    assert line_of(text, ("theme",)) == 2
    assert line_of(text, ("nothing",)) == 0


def test_line_of_counts_tables_of_one_name_and_no_places_in_lists() -> None:
    text = '[[part]]\ntitle = "a"\n[[part]]\ncontents = ["x", "y"]\n'
    assert line_of(text, ("part", 1)) == 3
    assert line_of(text, ("part", 1, "contents", 1)) == 4


def test_line_of_is_not_misled_by_what_stands_in_long_texts_and_lists() -> None:
    text = '[[part]]\nintroduction = """\n[注]\ncontents = 3\n"""\ncontents = [\n["x"],\n]\nlimit = 1\n'
    assert line_of(text, ("part", 0, "contents")) == 6
    assert line_of(text, ("part", 0, "limit")) == 9
