"""edition.toml: what has the right type and still cannot be meant, each with its line."""

from pathlib import Path

import pytest
from editions.shelf import bound, of, refused, shelve

from publish.diagnostics import Code
from publish.editions import plan_edition
from publish.editions.sound import is_date
from publish.errors import ConfigError

SHELF = {"a.md": of("甲"), "b.md": of("乙"), "x/c.md": of("丙"), "y/c.md": of("丁")}

REFUSED = {
    "a date": ('title = "T"\ndate = "soon"', 2, "date: “soon” is no date", "YYYY-MM"),
    "a day that is none": ('date = "2025-02-30"', 1, "date: “2025-02-30” is no date", "YYYY-MM"),
    "a time": ("date = 2025-02-20T10:00:00", 1, "is no date", "YYYY-MM"),
    "a language": ('title = "T"\nlang = "中文"', 2, "lang: “中文” is no language", "for example zh-Hans"),
    "an article's": (
        '[[article]]\nfile = "a.md"\nlang = "english"', 3, "lang: “english” is no language", "for example"
    ),
    "since": ('since = "24"', 1, "since: “24” is no date", "YYYY-MM"),
    "until in a part": (
        '[[part]]\nlimit = 1\n[[part]]\nuntil = "2025/1"', 4, "until: “2025/1” is no date", "YYYY-MM"
    ),
    "since after until": (
        'until = "2024"\nsince = "2025-01"', 2, "since 2025-01 is later than until 2024", "no article"
    ),
    "words": (
        "fewest_words = 9\nmost_words = 8", 1, "fewest_words 9 is more than most_words 8", "no article"
    ),
    "limit": ("limit = 0", 1, "this should be a whole number of at least 1 (in limit)", ""),
    "order": ('order = "dat"', 1, "there is no “dat” here", "did you mean “date”?"),
    "parts": ('parts = "sources"', 1, "there is no “sources” here", "did you mean “source”?"),
    "kind": ('kind = "truncatd"', 1, "there is no “truncatd” here", "did you mean “truncated”?"),
    "kinds": ('kind = [\n"captcha"]', 1, "there is no “captcha” here", "values there are: article"),
    "front": ('front = ["note", "contnts"]', 1, "there is no “contnts” here", "did you mean “contents”?"),
    "back twice": (
        'back = ["index", "index"]', 1, "“index” stands in back twice", "name it once"
    ),
    "likeness": (
        "[duplicates]\nlikeness = 1.1", 2, "this should be a number of at most 1", ""
    ),
    "duplicates": ("[duplicates]\nlikenes = 1", 2, "unknown key “likenes”", "did you mean “likeness”?"),
    "a key": ('[[part]]\nfewest_word = 1', 2, "unknown key “fewest_word”", "did you mean “fewest_words”?"),
    "a path": (
        'contents = [\n  "a.md",\n  "no.md",\n]', 3, "“no.md” leads to no capture", "paths and globs start"
    ),
    "captures": ('captures = ["no/*.md"]', 1, "“no/*.md” leads to no capture", "paths and globs start"),
    "captures for nothing": (
        'captures = ["*.md"]\ncontents = ["a.md"]', 1, "nothing chooses from these captures", "no contents"
    ),
    "a part of nothing": (
        '[[part]]\ntitle = "甲"\ncontents = ["a.md"]\n[[part]]\nintroduction = "x"', 4,
        "a part has no contents", "source, author",
    ),
    "the note": ('note = "note.md"', 1, "there is no note “note.md”", "a Markdown file"),
    "a note above": ('note = "../note.md"', 1, "there is no note “../note.md”", "Markdown file inside of"),
    "a note of pixels": ('note = "look.png"', 1, "“look.png” is no text", "a Markdown file"),
    "a path above": ('contents = ["../a.md"]', 1, "“../a.md” leads to no capture", "never lead out of it"),
    "parts of nothing": (
        'parts = "month"\n[[part]]\nlimit = 1', 1, "nothing to make parts of by month", "leave parts out"
    ),
    "the note as an article": (
        'note = "a.md"\ncontents = ["a.md"]', 2, "“a.md” is the editor's note", "name it once"
    ),
    "a name of two": (
        '[[article]]\nfile = "c.md"', 2, "“c.md” is the name of 2 captures: “x/c.md” and “y/c.md”",
        "give its path",
    ),
    "a place": ('[[article]]\nfile = "a.md"\norder = 0', 3, "this should be a whole number", ""),
    "nothing at all": (
        'contents = ["a.md"]\n[[article]]\nfile = "a.md"\nleave_out = true', 2,
        "every capture of the edition is left out", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_said_with_its_line(tmp_path: Path, case: str) -> None:
    toml, line, message, hint = REFUSED[case]
    (tmp_path / "look.png").write_bytes(b"")
    where, said, hinted = refused(tmp_path, SHELF, toml)
    assert where == str(line)
    assert message in said
    assert hint in hinted


def test_an_edition_that_says_nothing_of_contents_is_its_folder(tmp_path: Path) -> None:
    found = bound(tmp_path, SHELF, 'title = "T"\n')
    assert [article.title for article in found.edition.articles()] == ["甲", "乙", "丙", "丁"]
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "edition.toml").write_text('title = "T"\n', "utf-8")
    with pytest.raises(ConfigError, match="the edition has no contents"):
        plan_edition(tmp_path / "empty" / "edition.toml")


def test_a_capture_may_be_called_by_its_name(tmp_path: Path) -> None:
    shelve(tmp_path, ["x/only.md", "fog.md", "x/fog.md"])
    (tmp_path / "edition.toml").write_text(
        '[[article]]\nfile = "only.md"\ntitle = "T"\n[[article]]\nfile = "fog.md"\ntitle = "U"\n', "utf-8"
    )
    assert list(plan_edition(tmp_path / "edition.toml").amendments) == [
        tmp_path / "x" / "only.md",
        tmp_path / "fog.md",
    ]


def test_globs_pass_over_hidden_folders_and_the_note(tmp_path: Path) -> None:
    shelve(tmp_path, ["a.md", ".trash/b.md", "note.md", "README.md"])
    for contents in ("", 'contents = ["**/*.md"]\n', 'contents = ["."]\n', 'captures = ["**/*.md"]\n'):
        (tmp_path / "edition.toml").write_text(f'note = "note.md"\n{contents}', "utf-8")
        plan = plan_edition(tmp_path / "edition.toml")
        assert plan.captures == (tmp_path / "a.md",)
        assert plan.note == tmp_path / "note.md"


def test_two_articles_of_one_title_are_told_of(tmp_path: Path) -> None:
    found = bound(tmp_path, {"a.md": of("Fog"), "b.md": of("fog")}, 'title = "T"\n')
    (said,) = found.diagnostics
    assert said.code is Code.TITLE_TWICE
    assert said.path == str(tmp_path / "b.md")
    assert said.message == f"has the title “fog”, as “{tmp_path / 'a.md'}” has"


@pytest.mark.parametrize("text", ["2024", "2024-02", "2024-02-29"])
def test_dates_of_the_calendar(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-13", "2023-02-29", "2024-2-1", "２０２４", "2024-02-29T00:00"]
)
def test_no_dates(text: str) -> None:
    assert not is_date(text)
