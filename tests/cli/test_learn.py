"""publish learn, and what build, inspect and explain make of what a source repeats."""

import json
import tomllib
from pathlib import Path

import pytest
from cleaning.small_accounts import STORIES
from cli.workbench import Run, Write

SLOGAN = "愿每一扇旧窗都有人修"


def capture(story: tuple[str, ...], after: str = SLOGAN, source: str = "运河人家") -> str:
    title, *paragraphs = story
    return "\n\n".join((f"---\ntitle: {title}\nsource: {source}\n---", *paragraphs, after)) + "\n"


@pytest.fixture
def account(write: Write) -> None:
    """Eight captures of an account that ends all its articles with one line."""
    for number, story in enumerate(STORIES, 1):
        write(f"captures/{number}.md", capture(story))


@pytest.mark.usefixtures("account")
def test_what_is_learned_is_a_file_of_rules(run: Run, home: Path) -> None:
    said = run("learn", "captures", "-o", "learned.toml")
    assert (said.code, said.out) == (0, ["learned.toml"])
    assert said.err.splitlines() == [
        "运河人家: 8 articles, 1 line",
        f"  in 8 of 8, in the last tenth: {SLOGAN}",
    ]
    written = tomllib.loads((home / "learned.toml").read_text("utf-8"))
    (line,) = written["accounts"]["运河人家"]["lines"]
    assert line == {"text": SLOGAN, "seen": 8, "of": 8, "where": "last tenth"}


@pytest.mark.usefixtures("account")
def test_without_a_file_the_rules_are_on_standard_output(run: Run) -> None:
    said = run("learn", "captures")
    assert said.code == 0
    assert "运河人家" in tomllib.loads("\n".join(said.out))["accounts"]


@pytest.mark.usefixtures("account")
def test_the_file_is_used_for_a_single_capture(run: Run, write: Write) -> None:
    assert SLOGAN in run("inspect", "captures/1.md", "--as", "text").out
    run("learn", "captures", "-o", "rules/learned.toml")
    write("publish.toml", '[cleaning]\nrules = ["rules/*.toml"]\n')
    assert SLOGAN not in run("inspect", "captures/1.md", "--as", "text").out
    (record,) = map(json.loads, run("inspect", "captures/1.md", "--as", "json").out)
    gone = record["removed"][-1]
    assert (gone["rule"], gone["excerpt"]) == ("learned", SLOGAN)
    assert gone["why"] == "in 8 of 8 articles of 运河人家, in the last tenth"


@pytest.mark.usefixtures("account")
def test_several_captures_teach_by_themselves(run: Run) -> None:
    assert SLOGAN not in run("inspect", "captures", "--as", "text").out
    assert SLOGAN in run("inspect", "captures", "--as", "text", "--no-learn").out
    assert SLOGAN in run("inspect", "captures", "--as", "text", "--keep", "learned").out


@pytest.mark.usefixtures("account")
def test_a_project_may_not_want_to_learn(run: Run, write: Write) -> None:
    write("publish.toml", "[cleaning]\nlearn = false\n")
    assert SLOGAN in run("inspect", "captures", "--as", "text").out


@pytest.mark.usefixtures("account")
def test_a_bound_edition_and_single_ones_are_built_by_what_all_captures_teach(run: Run, home: Path) -> None:
    assert run("build", "captures", "-t", "txt", "-o", "bound.txt").code == 0
    assert SLOGAN not in (home / "bound.txt").read_text("utf-8")
    assert run("build", "captures", "--individual", "-t", "txt", "-o", "out/").code == 0
    texts = [file.read_text("utf-8") for file in (home / "out").iterdir()]
    assert len(texts) == len(STORIES)
    assert not any(SLOGAN in text for text in texts)
    assert run("build", "captures", "--no-learn", "-t", "txt", "-o", "raw.txt").code == 0
    assert SLOGAN in (home / "raw.txt").read_text("utf-8")


@pytest.mark.usefixtures("account")
def test_what_a_person_took_out_of_the_file_is_not_learned_anew(run: Run, write: Write) -> None:
    write("publish.toml", '[cleaning]\nrules = ["learned.toml"]\n')
    write("learned.toml", '[accounts."运河人家"]\nlines = []\n')
    assert SLOGAN in run("inspect", "captures", "--as", "text").out


@pytest.mark.usefixtures("account")
def test_an_edited_file_is_not_replaced(run: Run, home: Path, write: Write) -> None:
    run("learn", "captures", "-o", "learned.toml")
    write("publish.toml", '[cleaning]\nrules = ["learned.toml"]\n')
    assert run("learn", "captures", "-o", "learned.toml").code == 0, "as it was written, it may be"

    edited = (home / "learned.toml").read_text("utf-8") + "# mine\n"
    write("learned.toml", edited)
    said = run("learn", "captures", "-o", "learned.toml")
    assert said.code == 2
    assert "somebody has edited this file" in said.err
    assert (home / "learned.toml").read_text("utf-8") == edited

    assert run("learn", "captures", "-o", "learned.toml", "--force").code == 0
    assert "# mine" not in (home / "learned.toml").read_text("utf-8")


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("output", ["captures", "captures/1.md", "new/"])
def test_no_capture_and_no_folder_is_written_over(output: str, run: Run, home: Path) -> None:
    before = (home / "captures" / "1.md").read_bytes()
    assert run("learn", "captures", "-o", output, "--force").code == 2
    assert (home / "captures" / "1.md").read_bytes() == before


def test_nothing_repeated_is_no_error_and_no_file(run: Run, home: Path, write: Write) -> None:
    for number, story in enumerate(STORIES, 1):
        write(f"captures/{number}.md", capture(story, after=""))
    write("captures/other.md", capture(("茶馆", "茶馆里没有人说话，只听得见水开。"), source="渡口来信"))
    said = run("learn", "captures", "-o", "learned.toml")
    assert (said.code, said.out) == (0, [])
    assert said.err.splitlines() == [
        "运河人家: 8 articles, nothing repeated",
        "fewer than 4 articles, so nothing to learn from: 渡口来信",
        "nothing was learned, and no file written",
    ]
    assert not (home / "learned.toml").exists()


@pytest.mark.usefixtures("account")
def test_what_cannot_be_read_is_left_out(run: Run, home: Path) -> None:
    with (home / "captures" / "huge.md").open("wb") as file:
        file.truncate(33 * 2**20)
    said = run("learn", "captures")
    assert said.code == 9
    assert "huge.md: error: is larger than 32 MB [capture-unreadable]" in said.err
    assert run("learn", "captures/huge.md").code == 4


def test_a_name_cannot_speak_to_the_terminal(run: Run, write: Write) -> None:
    for number, story in enumerate(STORIES, 1):
        write(f"captures/{number}.md", capture(story, source='"a\\e[31m\\u202eb"'))
    said = run("learn", "captures")
    assert "\x1b" not in said.err
    tomllib.loads("\n".join(said.out))


def test_rules_that_are_not_right_stop_before_anything_is_written(
    run: Run, home: Path, write: Write
) -> None:
    write("fog.md")
    write("publish.toml", "[cleaning.families.ours]\nwhere = ['ending']\nlines = ['(关注']\n")
    said = run("build", "fog.md", "-t", "txt")
    assert said.code == 2
    assert said.err.splitlines() == [
        "error: publish.toml:3: “(关注” is no regular expression: missing ), unterminated subpattern",
        "  hint: brackets stand in pairs; a sign that means itself is written with \\ before it",
    ]
    assert not (home / "fog.txt").exists()
