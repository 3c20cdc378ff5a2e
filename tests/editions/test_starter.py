"""The edition.toml that publish init writes: it is valid, says every key, and binds what the folder has."""

import re
from pathlib import Path
from typing import get_args

import pytest
from editions.shelf import of, shelve
from msgspec.structs import replace

from publish.editions import bind, plan_edition, plan_paths
from publish.editions.settings import ArticleSettings, DuplicatesSettings, EditionSettings, PartSettings
from publish.editions.starter import Tongue, starter
from publish.model import Article
from publish.settings import parse_table, parse_toml

MANY = {
    f"captures/{number}.md": of(str(number), source="甲社", date=f"2024-{number % 3 + 1:02}-01")
    for number in range(13)
}
TONGUES: tuple[Tongue, ...] = get_args(Tongue)


def written(folder: Path, articles: dict[str, Article], tongue: Tongue | None = None) -> str:
    shelve(folder, articles)
    return starter(folder, [(folder / name, found) for name, found in articles.items()], tongue).text


@pytest.mark.parametrize("tongue", TONGUES)
def test_it_is_valid_with_its_examples_and_without(tmp_path: Path, tongue: Tongue) -> None:
    text = written(tmp_path, MANY, tongue)
    parse_toml(text, EditionSettings, "edition.toml")
    awake = re.sub(r"^# (?=\[|[a-z_]+ = )", "", text, flags=re.MULTILINE)
    settings = parse_toml(awake, EditionSettings, "edition.toml")
    assert len(settings.part) == 2
    assert settings.article[0].leave_out


@pytest.mark.parametrize("tongue", TONGUES)
def test_it_says_every_key(tmp_path: Path, tongue: Tongue) -> None:
    text = written(tmp_path, MANY, tongue)
    said = set(re.findall(r"^#? ?\[*([a-z_]+)(?: =|[\].])", text, re.MULTILINE))
    told = set(re.findall(r"[a-z]+", text))  # that title, authors ... may be given is told in a word
    for kind in (EditionSettings, PartSettings, DuplicatesSettings):
        assert set(kind.__struct_fields__) - said == set()
    assert set(ArticleSettings.__struct_fields__) - said - told == set()


def test_it_binds_what_the_bare_folder_would(tmp_path: Path) -> None:
    text = written(tmp_path, MANY)
    articles = {tmp_path / name: found for name, found in MANY.items()}
    bare = bind(plan_paths([tmp_path])[0], articles).edition
    (tmp_path / "edition.toml").write_text(text, "utf-8")
    filled = bind(plan_edition(tmp_path / "edition.toml"), articles).edition
    assert [part.title for part in bare.contents] == ["2024年1月", "2024年2月", "2024年3月"]
    assert filled == bare


def test_it_says_what_was_found(tmp_path: Path) -> None:
    text = written(tmp_path, MANY)
    assert 'captures = ["captures/*.md"]' in text
    assert 'parts = "month"' in text
    assert "13 篇文章；来源：甲社 13 篇；日期从 2024-01-01 到 2024-03-01。" in text
    english = {name: replace(found, lang="en") for name, found in MANY.items()}
    assert "# Found here: 13 articles; sources: 甲社 13;" in written(tmp_path, english)
    assert "这里找到" in written(tmp_path, english, "zh")


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (["a.md", "b.html"], 'captures = ["*.md", "*.html"]'),
        (["a.md", "x/b.md"], 'captures = ["**/*.md"]'),
        (["[x]/a.pandoc.json"], 'captures = ["[[]x]/*.pandoc.json"]'),
        (["x/y/a.md", "x/z/a.md"], 'captures = ["x/**/*.md"]'),
    ],
)
def test_globs_are_the_narrowest_that_find_all(tmp_path: Path, names: list[str], line: str) -> None:
    assert line in written(tmp_path, {name: of(name) for name in names})


def test_globs_that_would_find_less_are_not_written(tmp_path: Path) -> None:
    text = written(tmp_path, {"a.MD": of("A"), "b.md": of("B")})
    assert ('captures = ["*.MD", "*.md"]' in text) != ('# captures = ["captures/*.md"]' in text)


def test_names_cannot_break_out_of_their_text(tmp_path: Path) -> None:
    folder = tmp_path / 'a"b\\n\n[x] «title»'
    text = written(folder, {"«lang».md": of("A", source="\x7f\ud800")})
    assert parse_table(text, "edition.toml")["title"] == folder.name
