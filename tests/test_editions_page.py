"""docs/editions.md documents every key of an edition.toml, and its examples are such files."""

import re
from pathlib import Path

import msgspec
import pytest

from publish.editions.settings import (
    ArticleSettings,
    DuplicatesSettings,
    EditionSettings,
    PartSettings,
    Selection,
)
from publish.settings import parse_toml

PAGE = (Path(__file__).parents[1] / "docs" / "editions.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)

TABLES: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "key": (EditionSettings,),
    "key of a `[[part]]`": (PartSettings,),
    "key of an `[[article]]`": (ArticleSettings,),
    "key of `[duplicates]`": (DuplicatesSettings,),
}


def documented(head: str) -> list[tuple[str, str, str]]:
    """The rows of the tables with this head: keys, type and default, one for each key."""
    rows = []
    for table in re.findall(
        rf"^\| {re.escape(head)} \| type \| default \| \|\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE
    ):
        for row in table.splitlines():
            keys, kind, default, *_ = (cell.strip() for cell in row.strip("|").split("|"))
            rows += [(key, kind, default) for key in re.findall(r"`(\w+)`", keys)]
    return rows


@pytest.mark.parametrize("head", TABLES)
def test_every_key_is_documented_once_and_no_other(head: str) -> None:
    known = {field for kind in TABLES[head] for field in kind.__struct_fields__}
    if head == "key":
        known -= {"part", "article", "duplicates"}  # tables with tables of their own
    if head == "key of a `[[part]]`":
        known -= set(Selection.__struct_fields__)  # documented for editions and parts together
    keys = [key for key, _, _ in documented(head)]
    assert sorted(keys) == sorted(known)


@pytest.mark.parametrize("head", TABLES)
def test_every_key_has_a_type_and_a_default(head: str) -> None:
    assert all(kind and default for _, kind, default in documented(head))


def test_every_table_is_named() -> None:
    assert all(
        f"`{name}`" in PAGE for name in ("[[part]]", "[[article]]", "[duplicates]", "[options.FORMAT]")
    )


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_are_editions(number: int) -> None:
    settings = parse_toml(EXAMPLES[number], EditionSettings, f"example {number + 1}")
    assert settings != EditionSettings()


def test_examples_show_every_table_and_most_keys() -> None:
    used = set(re.findall(r"^(\w+) =|^\[+(\w+)", "\n".join(EXAMPLES), re.MULTILINE))
    names = {name for pair in used for name in pair if name}
    wanted = {"part", "article", "duplicates", "options", "note", "front", "back", "names", "captures"}
    assert wanted <= names


@pytest.mark.parametrize(
    ("key", "default"),
    [("likeness", DuplicatesSettings().likeness), ("merge", DuplicatesSettings().merge)],
)
def test_defaults_are_those_of_the_types(key: str, default: object) -> None:
    said = {name: value for name, _, value in documented("key of `[duplicates]`")}
    assert said[key] == str(default).lower()
