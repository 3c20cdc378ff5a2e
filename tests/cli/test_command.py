"""The command itself: help, version, what it says of a wrong word, and its reference in docs."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli.workbench import Run

import publish
from publish.errors import Exit

VERBS = ("build", "init", "inspect", "explain", "check", "assets", "learn", "formats", "themes", "doctor")
PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def test_help_lists_the_verbs_and_the_exit_codes(run: Run) -> None:
    said = run("--help")
    assert said.code == 0
    listed = [line.split()[0] for line in said.out[said.out.index("Commands:") + 1 :][: len(VERBS)]]
    assert tuple(listed) == VERBS
    assert "Exit codes:" in "\n".join(said.out)


def test_version(run: Run) -> None:
    assert run("--version") == (0, [f"publish {publish.__version__}"], "")


def test_python_m_publish_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "publish", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"publish {publish.__version__}\n"


@pytest.mark.parametrize(
    "words",
    [["sing"], ["build", "--loud"], ["build", "-t"], ["inspect"], ["inspect", "x", "--as", "z"]],
)
def test_a_wrong_word_is_answered_in_two_lines(words: list[str], run: Run) -> None:
    said = run(*words)
    assert (said.code, said.out) == (2, [])
    assert re.fullmatch(r"error: .+\n  hint: .+\n", said.err)


def test_the_bare_command_shows_its_help(run: Run) -> None:
    assert run() == run("--help")
    assert run().code == 0


def test_help_loads_nothing_heavy() -> None:
    heavy = [
        "rich",
        "weasyprint",
        "lxml",
        "markdown_it",
        "yaml",
        "PIL",
        "publish.pipeline",
        "publish.reading",
    ]
    script = f"""
import sys
from publish.cli import main
main(["--help"])
print([name for name in {heavy} if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# The reference -------------------------------------------------------------------------------------


def section(verb: str) -> str:
    """The part of the reference that is about one verb."""
    found = re.search(rf"^## publish {verb}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.M | re.S)
    assert found, f"docs/command-line.md has no section “publish {verb}”"
    return found[1]


@pytest.mark.parametrize("verb", VERBS)
def test_the_reference_has_every_option_and_no_other(verb: str, run: Run) -> None:
    option = r"(?<![\w-])--?[a-z][a-z-]*"
    given = {
        name
        for line in run(verb, "--help").out
        if re.match(r"  -", line)
        for name in re.findall(option, line.split("  ")[1])
    }
    named = {
        name
        for row in re.findall(r"^\| (`-.*?) \|", section(verb), re.M)
        for name in re.findall(option, row)
    }
    assert given - {"--help"} == named


def test_the_reference_has_every_exit_code() -> None:
    rows = re.findall(r"^\| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [int(row) for row in rows] == [int(code) for code in Exit]


def test_the_reference_has_every_key_of_an_inspected_article(run: Run, home: Path) -> None:
    (home / "fog.md").write_text("# 雾\n\n清晨五点半，渡口的灯还亮着。\n\n船还没有开。\n", "utf-8")
    (record,) = map(json.loads, run("inspect", "fog.md", "--as", "json").out)
    named = re.findall(r"`(\w+)`", section("inspect"))
    assert set(record) <= set(named)


def test_the_reference_has_every_variable() -> None:
    sources = (Path(publish.__file__).parent / "cli").glob("*.py")
    text = "\n".join(path.read_text("utf-8") for path in sources)
    named = {f"PUBLISH_{name}" for name in re.findall(r'from_environment\("(\w+)"\)', text)}
    assert {"PUBLISH_THEME", "PUBLISH_FORMATS", "PUBLISH_OUTPUT"} == named
    for name in (*named, "PUBLISH_DEBUG", "NO_COLOR", "SOURCE_DATE_EPOCH", "XDG_CACHE_HOME"):
        assert f"`{name}`" in PAGE.read_text("utf-8")
