"""publish formats, themes and doctor: what there is, where from, what is missing."""

import json
from pathlib import Path

import pytest
from cli.workbench import SHOUT, Run, Write

from publish.cli import doctor
from publish.errors import DependencyError


@pytest.mark.usefixtures("shout")
def test_formats_are_listed_with_ending_origin_and_summary(run: Run) -> None:
    said = run("formats")
    assert said.code == 0
    lines = {line.split()[0]: line.split(maxsplit=3) for line in said.out}
    assert lines["shout"] == ["shout", ".shout", "shout.py", "Titles, louder"]
    assert lines["pdf"][1:3] == [".pdf", "publish-toolkit"]
    assert len({line.index("publish-toolkit") for line in said.out if "publish-toolkit" in line}) == 1


@pytest.mark.usefixtures("shout")
def test_formats_as_json(run: Run) -> None:
    records = {record["name"]: record for record in map(json.loads, run("formats", "--json").out)}
    assert records["shout"] == {
        "name": "shout", "suffix": ".shout", "origin": "shout.py", "summary": "Titles, louder",
    }  # fmt: skip


def test_a_broken_plugin_hurts_nobody_who_only_looks(run: Run, write: Write) -> None:
    write("shout.py", SHOUT)
    write("broken.py", "import nothing_of_this_name\n")
    said = run("formats", "--plugin", "broken.py", "--plugin", "shout.py")
    assert said.code == 0
    assert {"pdf", "shout"} <= {line.split()[0] for line in said.out}
    assert any(line.split() == ["?", "broken.py", "broken"] for line in said.out)
    assert "broken.py: warning: cannot be loaded: ModuleNotFoundError" in said.err
    assert "[plugin-broken]" in said.err


def test_a_broken_installed_format_is_listed_as_broken(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("fog.md")
    write("shout.py", SHOUT)
    from importlib.metadata import EntryPoint

    bad = EntryPoint("wreck", "nothing_of_this_name:render", "publish.renderers")
    monkeypatch.setattr(
        "publish.plugins.entry_points", lambda group: [bad] if group == "publish.renderers" else []
    )
    said = run("formats", "--plugin", "shout.py")
    assert said.code == 0
    assert said.out == [
        "shout  .shout  shout.py              Titles, louder",
        "wreck          nothing_of_this_name  broken",
    ]
    assert "the format “wreck” of nothing_of_this_name cannot be loaded" in said.err


def test_themes_are_listed_but_not_what_they_all_inherit(run: Run, write: Write) -> None:
    write("looks/quiet/theme.toml", 'inherits = "journal"\n[theme]\nsummary = "Hardly there"\n')
    write("looks/wild/theme.toml", "[page]\nwidht = 1\n")
    write("publish.toml", 'themes = ["looks/quiet", "looks/wild"]\n')
    said = run("themes")
    assert said.code == 0
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in said.out}
    assert rows["quiet"] == ["looks/quiet", "Hardly there"]
    assert rows["wild"] == ["looks/wild", "broken"]
    assert rows["journal"][0] == "publish-toolkit"
    assert "base" not in rows
    assert "looks/wild/theme.toml:2" in said.err
    listed = [json.loads(line)["name"] for line in run("themes", "--json").out]
    assert listed == ["book", "digest", "journal", "quiet", "wild"]


def test_a_theme_that_is_named_tells_what_it_is_like(run: Run) -> None:
    said = run("themes", "journal")
    assert said.code == 0
    facts = dict(line.strip().split("  ", 1) for line in said.out)
    assert facts["text block"].strip() == "36 em × 31 lines"
    assert facts["body"].strip() == "serif 10.5 pt on 18 pt, indented 2 em"


def test_a_specimen_is_written_in_the_format_of_its_name(run: Run) -> None:
    said = run("themes", "digest", "-o", "specimen.txt")
    assert (said.code, said.out) == (0, ["specimen.txt"])
    assert "Digest" in Path("specimen.txt").read_text("utf-8")


def test_one_file_cannot_show_two_themes(run: Run) -> None:
    said = run("themes", "journal", "book", "-o", "specimen.pdf")
    assert said.code == 2
    assert "“specimen.pdf” is one file, but 2 themes are to be shown" in said.err
    assert "-o DIR/" in said.err


# Doctor --------------------------------------------------------------------------------------------


def test_the_doctor_says_what_is_there(run: Run) -> None:
    said = run("doctor")
    text = "\n".join(said.out)
    for what in ("Python", "weasyprint", "pango-1.0", "font serif, hans", "Java", "LibreOffice", "cache"):
        assert what in text
    assert said.code == (5 if any(line.startswith("missing") for line in said.out) else 0)


def test_the_doctor_says_what_to_install_for_what_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> None:
        raise DependencyError("there is no font on this machine", hint="install fonts")

    monkeypatch.setattr("publish.theming.fontfiles.installed_fonts", none)
    said = run("doctor")
    assert said.code == 5
    at = next(number for number, line in enumerate(said.out) if line.startswith("missing"))
    assert "there is no font on this machine" in said.out[at]
    assert said.out[at + 1] == "  hint: install fonts"


def test_what_is_not_needed_may_be_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_fonts", lambda name: ())
    monkeypatch.setattr("shutil.which", lambda name: None)
    said = run("doctor")
    assert said.code == 0
    assert any(line.startswith("not there") and "LibreOffice" in line for line in said.out)


def test_the_doctor_looks_for_the_fonts_of_a_theme(run: Run, write: Write) -> None:
    write("look/theme.toml", 'inherits = "journal"\n[fonts.serif]\nhans = ["No Such Song"]\n')
    said = run("doctor", "--theme", "./look")
    (line,) = (line for line in said.out if "font serif, hans" in line)
    assert "instead" in line or line.startswith("missing")
    assert "  hint: install one of: No Such Song" in said.out
    assert run("doctor", "--theme", "gothic").code == 2


def test_the_doctor_sees_that_the_cache_cannot_be_written(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(write("a-file", "no folder")))
    (line,) = (line for line in run("doctor").out if " cache " in line)
    assert line.startswith("not there")
    assert str(Path("a-file/publish/assets")) in line
