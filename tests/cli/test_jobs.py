"""Flags, environment, edition, project, default: who wins, and what is refused at once."""

from pathlib import Path

import pytest
from cli.workbench import Run, Write, files_in

from publish.cli.jobs import Flags, make_jobs
from publish.cli.project import open_plugins, open_project
from publish.editions import plan_paths
from publish.pipeline import Job

# What each may say, the strongest first.
ORDER = ("flag", "environment", "edition", "project")


@pytest.fixture
def looks(write: Write) -> None:
    """A theme of its own for each who may choose one."""
    for name in ORDER:
        write(f"looks/{name}/theme.toml", 'inherits = "journal"\n')


def job(write: Write, monkeypatch: pytest.MonkeyPatch, key: str, said: dict[str, str]) -> Job:
    """The job that comes of one setting said in several places: "theme", {"edition": "journal"}."""
    written = {
        name: f'{key} = ["{value}"]' if key == "formats" else f'{key} = "{value}"'
        for name, value in said.items()
    }
    write("publish.toml", f"{written.get('project', '')}\nthemes = {[f'looks/{name}' for name in ORDER]}\n")
    write("issue/fog.md")
    write("issue/edition.toml", f'{written.get("edition", "")}\ncontents = ["fog.md"]\n')
    if "environment" in said:
        monkeypatch.setenv(f"PUBLISH_{key.upper()}", said["environment"])
    flag = said.get("flag", "")
    flags = Flags(formats=(flag,)) if key == "formats" and flag else Flags(**{key: flag} if flag else {})
    settings = open_project()
    plans = plan_paths([Path("issue/edition.toml")])
    (made,) = make_jobs(plans, flags, settings, open_plugins(settings, ()))
    return made


# All four, then the weaker three ...: the first must win each time.
EACH_AND_ALL_WEAKER = [ORDER[start:] for start in range(len(ORDER))]


@pytest.mark.usefixtures("looks")
@pytest.mark.parametrize("who", EACH_AND_ALL_WEAKER, ids=lambda who: who[0])
def test_the_theme_is_that_of_the_first_who_names_one(
    who: tuple[str, ...], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert job(write, monkeypatch, "theme", {name: name for name in who}).theme == who[0]


@pytest.mark.usefixtures("looks")
@pytest.mark.parametrize("who", EACH_AND_ALL_WEAKER, ids=lambda who: who[0])
def test_the_output_is_that_of_the_first_who_names_one(
    who: tuple[str, ...], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = job(write, monkeypatch, "output", {name: f"to-{name}" for name in who})
    assert isinstance(made.output, dict)
    beside = "issue/" if who[0] == "edition" else ""  # an edition's folder is named from its file
    assert {str(path.parent) for path in made.output.values()} == {f"{beside}to-{who[0]}"}


@pytest.mark.usefixtures("looks")
@pytest.mark.parametrize("who", EACH_AND_ALL_WEAKER, ids=lambda who: who[0])
def test_the_formats_are_those_of_the_first_who_names_any(
    who: tuple[str, ...], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = dict(zip(who, ("epub", "docx", "pdf", "docx"), strict=False))
    assert job(write, monkeypatch, "formats", said).formats == ("epub",)


@pytest.mark.usefixtures("looks")
def test_where_nobody_says_anything_there_are_defaults(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = job(write, monkeypatch, "theme", {})
    assert made.theme == "journal"
    assert made.output == {name: Path(f"issue.{name}") for name in ("pdf", "epub", "docx")}


def test_a_theme_in_a_folder_is_named_from_the_edition(write: Write) -> None:
    write("issue/look/theme.toml", 'inherits = "journal"\n')
    write("issue/fog.md")
    write("issue/edition.toml", 'theme = "./look"\ncontents = ["fog.md"]\nformats = ["epub"]\n')
    settings = open_project()
    (made,) = make_jobs(plan_paths([Path("issue")]), Flags(), settings, open_plugins(settings, ()))
    assert Path(made.theme) == Path("issue/look")


# Refused -------------------------------------------------------------------------------------------

REFUSED = {
    "nothing": ([], "nothing is said of what to build", "edition.toml"),
    "missing": (["no.md"], "there is no “no.md”", "check the path"),
    "no captures": (["hollow"], "there are no captures in “hollow”", ".md"),
    "no match": (["*.htm"], "“*.htm” matches no capture", ".md"),
    "too long": (["x" * 5000], "cannot be read", "check the path"),
    "NUL": (["a\0b"], "NUL", "check the path"),
    "format": (["fog.md", "-t", "shout,mobi"], "there is no format “mobi”", "pdf, shout"),
    "no format": (["fog.md", "-t", " , "], "-t names no format", "-t pdf,epub"),
    "theme": (["fog.md", "--theme", "gothic"], "there is no theme “gothic”", "journal"),
    "theme folder": (["fog.md", "--theme", "./gothic"], "there is no theme in “./gothic”", "theme.toml"),
    "ending": (["fog.md", "-o", "fog.mobi"], "fog.mobi: no format writes files ending in .mobi", "epub"),
    "other ending": (["fog.md", "-t", "shout", "-o", "fog.pdf"], "“fog.pdf” does not", "end a folder"),
    "one file, two formats": (
        ["fog.md", "-t", "shout,epub", "-o", "fog.shout"], "one file, but 2 formats", "-o DIR/"
    ),
    "one file, two editions": (
        ["fog.md", "boat.md", "--individual", "-o", "x.shout"], "one file, but 2 editions", "-o DIR/"
    ),
    "a file for a folder": (["fog.md", "-o", "notes"], "notes: this is a file, not a folder", "another"),
    "plugin": (["fog.md", "--plugin", "no.py"], "there is no plugin file “no.py”", "check the path"),
    "option": (["fog.md", "--fetsch"], "--fetsch", "publish --help"),
    "verb": (None, "sing", "publish --help"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    case: str, shout: Path, run: Run, write: Write
) -> None:
    arguments, message, hint = REFUSED[case]
    for name in ("fog.md", "boat.md"):
        write(name)
    write("notes", "a file")
    (shout / "hollow").mkdir()
    before = files_in(shout)
    said = run("build", *arguments) if arguments is not None else run("sing")
    assert said.code == 2
    assert said.out == []
    error, advice = said.err.splitlines()
    assert error.startswith("error: ")
    assert message in error
    assert advice.startswith("  hint: ")
    assert hint in advice
    assert files_in(shout) == before


BROKEN = {
    "edition: no TOML": ("edition.toml", 'title = "x\n', "edition.toml:1: this is not TOML"),
    "edition: unknown key": (
        "edition.toml", 'contents = ["fog.md"]\ntitel = "x"\n', "edition.toml:2: unknown key “titel”"
    ),
    "edition: wrong type": ("edition.toml", 'contents = "fog.md"\n', "edition.toml:1: "),
    "edition: no such path": ("edition.toml", '\ncontents = ["no.md"]\n', "edition.toml:2: “no.md”"),
    "edition: part": ("edition.toml", '[[part]]\ntitle = "x"\n', "edition.toml:1: the part “x” has no"),
    "edition: format": (
        "edition.toml", 'contents = ["fog.md"]\nformats = ["mobi"]\n', "edition.toml:2: there is no format"
    ),
    "edition: theme": (
        "edition.toml", 'title = "T"\ntheme = "jurnal"\n', "edition.toml:2: there is no theme “jurnal”"
    ),
    "edition: theme's folder": ("edition.toml", 'theme = "./look"\n', "edition.toml:1: there is no theme"),
    "edition: options of no format": (
        "edition.toml", 'contents = ["fog.md"]\n[options.mobi]\na = 1\n', "there is no format “mobi”"
    ),
    "project: no TOML": ("publish.toml", "theme = journal\n", "publish.toml:1: this is not TOML"),
    "project: unknown key": ("publish.toml", 'themme = "x"\n', "publish.toml:1: unknown key “themme”"),
    "project: plugin": ("publish.toml", '\nplugins = ["no.py"]\n', "publish.toml:2: “no.py” is not there"),
    "project: theme folder": ("publish.toml", 'themes = ["no"]\n', "publish.toml:1: “no” is not there"),
    "project: edition": ("publish.toml", 'edition = "no.toml"\n', "there is no edition “no.toml”"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_broken_settings_are_refused_with_their_line(case: str, home: Path, run: Run, write: Write) -> None:
    name, text, message = BROKEN[case]
    write("fog.md")
    write("edition.toml", 'contents = ["fog.md"]\n')
    write(name, text)
    before = files_in(home)
    said = run("build")
    assert (said.code, said.out) == (2, [])
    assert message in said.err
    assert len(said.err.splitlines()) <= 2
    assert files_in(home) == before


def test_options_that_a_format_does_not_have_are_refused(run: Run, write: Write) -> None:
    write("fog.md")
    write("edition.toml", 'contents = ["fog.md"]\n[options.choosy]\ncolour = 1\n')
    write(
        "choosy.py",
        "import msgspec\nfrom publish import renderer\n\n"
        "class Options(msgspec.Struct, forbid_unknown_fields=True):\n    color: int = 0\n\n"
        '@renderer("choosy", suffix=".choosy", media_type="text/plain", options=Options)\n'
        "def render(edition, context):\n    return b''\n",
    )
    said = run("build", "-t", "choosy", "--plugin", "choosy.py")
    assert said.code == 2
    assert "edition.toml:3: unknown key “colour”" in said.err
    assert "did you mean “color”?" in said.err
    assert not Path("home.choosy").exists()


@pytest.mark.usefixtures("shout")
def test_an_edition_never_takes_the_place_of_its_capture(run: Run, write: Write) -> None:
    capture = write("fog.shout")
    said = run("build", "fog.shout")
    assert said.code == 2
    assert "would take the place of its own capture" in said.err
    assert capture.read_text("utf-8").startswith("---")


@pytest.mark.usefixtures("shout")
def test_an_edition_never_takes_the_place_of_its_note(run: Run, write: Write) -> None:
    write("fog.md")
    note = write("home.md", "# 卷首\n")
    write("edition.toml", 'note = "home.md"\n')
    said = run("build", "-t", "md")
    assert said.code == 2
    assert "would take the place of its own capture" in said.err
    assert note.read_text("utf-8") == "# 卷首\n"


@pytest.mark.usefixtures("shout")
def test_parts_are_not_made_of_what_stands_in_parts(run: Run, write: Write) -> None:
    write("a.md")
    write("edition.toml", '[[part]]\ntitle = "辑"\nlimit = 1\n')
    said = run("build", "--parts", "month")
    assert (said.code, said.out) == (2, [])
    assert "edition.toml: there is nothing to make parts of by month" in said.err


@pytest.mark.usefixtures("shout")
def test_parts_are_made_as_the_command_line_says(run: Run, write: Write) -> None:
    write("issue/a.md")
    write("issue/b.md")
    assert run("build", "issue", "--parts", "month").code == 0
    said = run("build", "issue", "--parts", "mouth")
    assert (said.code, said.out) == (2, [])
    assert "did you mean “month”?" in said.err
