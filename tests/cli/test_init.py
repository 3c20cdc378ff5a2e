"""publish init: a first edition.toml that builds at once, and never in the place of another."""

import tomllib
from pathlib import Path

import pytest
from cli.workbench import Run, Write

ENGLISH = "---\ntitle: {}\nlang: en\n---\n\nThe ferry leaves at six, and the lamps are lit on the quay.\n"


def test_what_it_writes_is_built_at_once(shout: Path, run: Run, write: Write) -> None:
    for name in ("雾", "潮"):
        write(f"issue/captures/{name}.md")
    said = run("init", "issue")
    assert (said.code, said.out) == (0, ["issue/edition.toml"])
    assert said.err.splitlines() == [
        "2 篇文章；来源：潮间笔记 2 篇；日期从 2025-03-01 到 2025-03-01。",
        "build it with: publish build issue",
    ]
    written = tomllib.loads((shout / "issue/edition.toml").read_text("utf-8"))
    assert (written["title"], written["lang"]) == ("issue", "zh-Hans")
    built = run("build", "issue")
    assert (built.code, built.out) == (0, ["issue.shout"])
    assert (shout / "issue.shout").read_text("utf-8") == "潮!\n雾!"


@pytest.mark.parametrize(
    ("arguments", "comment"),
    [([], "# An edition: what is bound"), (["--lang", "zh"], "# 一份刊物"), (["."], "# An edition")],
)
def test_comments_are_in_the_language_of_the_captures_unless_one_is_named(
    arguments: list[str], comment: str, home: Path, run: Run, write: Write
) -> None:
    for name in ("fog", "tide"):
        write(f"{name}.md", ENGLISH.format(name))
    assert run("init", *arguments).code == 0
    assert (home / "edition.toml").read_text("utf-8").startswith(comment)


REFUSED = {
    "there is one": (["issue"], "issue/edition.toml: there is one already", "move it away"),
    "no folder": (["none"], "“none” is not there", "the folder"),
    "a file": (["fog.md"], "“fog.md” is a file, not a folder", "the folder"),
    "no captures": (["empty"], "there are no captures in “empty”", ".md"),
    "a language": ([".", "--lang", "fr"], "fr", "publish --help"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    case: str, home: Path, run: Run, write: Write
) -> None:
    arguments, message, hint = REFUSED[case]
    write("fog.md")
    kept = write("issue/edition.toml", 'title = "mine"\n')
    write("issue/fog.md")
    (home / "empty").mkdir()
    said = run("init", *arguments)
    assert (said.code, said.out) == (2, [])
    error, advice = said.err.splitlines()
    assert message in error
    assert hint in advice
    assert kept.read_text("utf-8") == 'title = "mine"\n'
    assert not (home / "edition.toml").exists()


def test_captures_without_articles_do_not_keep_it_from_writing(home: Path, run: Run, write: Write) -> None:
    write("gone.md", "该内容已被发布者删除\n")
    assert run("init").code == 0
    assert 'parts = "auto"' in (home / "edition.toml").read_text("utf-8")
