"""The shell scripts, on made-up machines: what they say and do where something is missing.

A made-up machine is a folder with the programs it has, some real (sed, awk ...), some scripts that only
pretend and write down how they were called. Nothing is installed and no network is used.
"""

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = sorted(path for path in (ROOT / "scripts").iterdir() if path.suffix != ".py" and path.is_file())
SHELLS = [shell for shell in ("sh", "bash", "dash") if shutil.which(shell)]

REAL = (
    *("sh", "bash", "env", "dirname", "cat", "sed", "tr", "cut", "sort", "awk", "grep", "tail"),
    *("cksum", "df", "mkdir", "cp", "mktemp", "rm", "tee"),
)

PYTHON = """\
#!/bin/sh
# Pretends to be a Python that has what it is asked for, except what lies in $HOME/lacks.
case "$1 ${2:-}" in
*'sys.exit(sys.version_info < '*) [ ! -e "$HOME/lacks/new" ] ;;
*'sys.version_info[:3]'*) if [ -e "$HOME/lacks/new" ]; then echo 3.9.2; else echo 3.12.1; fi ;;
*ensurepip*) [ ! -e "$HOME/lacks/venv" ] ;;
'- '*) [ ! -e "$HOME/lacks/$2" ] ;;
'-m venv') echo "venv" >>"$HOME/calls"; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
'-m pip') echo "$@" >>"$HOME/calls"; [ ! -e "$HOME/lacks/registry" ] ;;
*) echo "an unexpected call: $*" >&2; exit 99 ;;
esac
"""

FONTS = [
    "Noto Serif CJK SC",
    "Noto Sans CJK SC,思源黑体",
    "LXGW WenKai,霞鹜文楷",
    "Noto Serif",
    "Noto Sans Mono",
    "Symbola",
]


class Machine:
    """A machine with a copy of the project's scripts in `project` and its programs in `programs`."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.programs = folder / "programs"
        self.project = folder / "my project"  # a blank in a path must do no harm
        for place in (self.home / "lacks", self.programs, self.project / "publish"):
            place.mkdir(parents=True)
        for part in ("scripts", ".ci", "requirements"):
            shutil.copytree(ROOT / part, self.project / part, ignore=shutil.ignore_patterns("*.py"))
        for file in ("pyproject.toml", "publish/__init__.py"):
            shutil.copy(ROOT / file, self.project / file)
        for name in REAL:
            real = shutil.which(name)
            assert real, f"these tests need {name}"
            (self.programs / name).symlink_to(real)
        self.program("python3", PYTHON)
        self.program("fc-list", "#!/bin/sh\ncat <<'FONTS'\n" + "\n".join(FONTS) + "\nFONTS\n")
        self.program("id", "#!/bin/sh\necho 0\n")

    def program(self, name: str, text: str) -> None:
        """Give the machine a program."""
        write_program(self.programs / name, text)

    def lacks(self, *names: str) -> None:
        """Take things away: a Python that is `new`, its `venv`, the `registry`, a library, or a program."""
        for name in names:
            (self.programs / name).unlink(missing_ok=True)
            (self.home / "lacks" / name).touch()

    def calls(self) -> list[str]:
        """How the pretending programs were called."""
        log = self.home / "calls"
        return log.read_text("utf-8").splitlines() if log.exists() else []

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run one of the project's scripts with nothing in its environment but this machine."""
        environment = {"PATH": str(self.programs), "HOME": str(self.home), "LC_ALL": "C"} | variables
        script, *arguments = command
        return subprocess.run(
            [str(self.programs / "bash"), str(self.project / script), *arguments],
            env=environment,
            cwd=self.home,
            text=True,
            encoding="utf-8",
            capture_output=True,
            check=False,
        )


def write_program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


# Form ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_a_script_can_be_run_and_says_what_it_is_for(script: Path) -> None:
    first, second = script.read_text("utf-8").splitlines()[:2]
    assert os.access(script, os.X_OK)
    assert first in {"#!/bin/sh", "#!/usr/bin/env bash"}
    assert second.startswith("# ")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_shell_can_read_a_script(shell: str, script: Path) -> None:
    assert subprocess.run([shell, "-n", str(script)], check=False).returncode == 0


def test_setup_asks_for_the_python_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    least = project["requires-python"].removeprefix(">=").replace(".", ", ")
    assert f"sys.version_info < ({least})" in (ROOT / "scripts" / "setup").read_text("utf-8")


# Python ----------------------------------------------------------------------------------------------


def test_without_python_and_without_apt_it_says_what_to_install(machine: Machine) -> None:
    machine.lacks("python3")
    done = machine.run("scripts/setup", "check")
    assert done.returncode == 1
    assert "this system has no apt-get. Please install by hand what Debian calls: python3" in done.stderr


def test_an_old_python_is_named_with_its_version(machine: Machine) -> None:
    machine.lacks("new")
    done = machine.run("scripts/setup", "check")
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed; python3 is 3.9.2" in done.stderr
    assert "PYTHON=" in done.stderr


def test_a_python_that_was_asked_for_and_is_not_there_is_not_replaced(machine: Machine) -> None:
    done = machine.run("scripts/setup", "check", PYTHON="/nowhere/python3.13")
    assert done.returncode == 1
    assert "/nowhere/python3.13 is not there" in done.stderr


def test_a_python_without_venv_is_explained(machine: Machine) -> None:
    machine.lacks("venv")
    machine.program("apt-get", "#!/bin/sh\nexit 0\n")
    done = machine.run("scripts/setup", "check")
    assert done.returncode == 1
    assert "cannot make virtual environments" in done.stderr


# System packages -------------------------------------------------------------------------------------


def test_without_apt_everything_missing_is_named(machine: Machine) -> None:
    machine.lacks("pango-1.0", "fc-list", "java")
    done = machine.run("scripts/setup", "test")
    assert done.returncode == 1
    for package in ("libpango-1.0-0", "fontconfig", "fonts-noto-cjk", "default-jre-headless"):
        assert package in done.stderr
    assert "library “pango-1.0”" in done.stderr
    assert machine.calls() == []


def test_an_ordinary_user_without_sudo_is_told_the_command(machine: Machine) -> None:
    machine.lacks("harfbuzz-subset")
    machine.program("id", "#!/bin/sh\necho 1000\n")
    machine.program("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$HOME/calls"\n')
    done = machine.run("scripts/setup", "edition")
    assert done.returncode == 1
    assert "apt-get install -y --no-install-recommends libharfbuzz-subset0" in done.stderr
    assert machine.calls() == []


def test_root_installs_only_what_is_missing(machine: Machine) -> None:
    machine.lacks("java")
    machine.program("pdffonts", "#!/bin/sh\n")
    machine.program("soffice", "#!/bin/sh\n")
    machine.program(
        "apt-get",
        '#!/bin/sh\necho "apt-get $*" >>"$HOME/calls"\n'
        f'case "$*" in *default-jre-headless*) cp {machine.programs}/id {machine.programs}/java ;; esac\n',
    )
    done = machine.run("scripts/setup", "test")
    assert done.returncode == 0, done.stderr
    update, install = [call for call in machine.calls() if call.startswith("apt-get")]
    assert " update" in update
    assert install.endswith("--no-install-recommends default-jre-headless")


def test_a_mirror_that_cannot_be_reached_is_said(machine: Machine) -> None:
    machine.lacks("pango-1.0")
    machine.program("apt-get", "#!/bin/sh\nexit 100\n")
    done = machine.run("scripts/setup", "edition")
    assert done.returncode == 1
    assert "apt-get could not install libpango-1.0-0" in done.stderr
    assert "MB are free" in done.stderr


def test_what_is_still_missing_after_installing_is_said(machine: Machine) -> None:
    machine.program("fc-list", "#!/bin/sh\necho 'DejaVu Sans'\n")
    machine.program("apt-get", "#!/bin/sh\nexit 0\n")
    done = machine.run("scripts/setup", "edition")
    assert done.returncode == 1
    assert "still not found: font “Noto Serif CJK SC”" in done.stderr


# Python packages -------------------------------------------------------------------------------------


def test_packages_come_from_the_lock_with_their_hashes(machine: Machine) -> None:
    done = machine.run("scripts/setup", "edition")
    assert done.returncode == 0, done.stderr
    venv, packages, project = machine.calls()
    assert venv == "venv"
    assert packages.endswith("--require-hashes -r requirements/run.txt")
    assert project.endswith("--no-deps --no-build-isolation --editable .")


def test_a_second_run_does_nothing(machine: Machine) -> None:
    machine.run("scripts/setup", "check")
    before = machine.calls()
    again = machine.run("scripts/setup", "check")
    assert (again.returncode, again.stderr, machine.calls()) == (0, "", before)


def test_the_developers_packages_are_enough_for_editions(machine: Machine) -> None:
    machine.run("scripts/setup", "check")
    before = machine.calls()
    machine.run("scripts/setup", "edition")
    assert machine.calls() == before


@pytest.mark.parametrize(
    ("file", "call"),
    [("requirements/run.txt", "-r requirements/run.txt"), ("pyproject.toml", "--editable .")],
)
def test_what_has_changed_is_installed_again(machine: Machine, file: str, call: str) -> None:
    machine.run("scripts/setup", "edition")
    with (machine.project / file).open("a", encoding="utf-8") as changed:
        changed.write("# changed\n")
    before = machine.calls()
    machine.run("scripts/setup", "edition")
    new = machine.calls()[len(before) :]
    assert len(new) == 1
    assert new[0].endswith(call)


def test_a_moved_project_gets_a_new_venv(machine: Machine) -> None:
    machine.run("scripts/setup", "edition")
    machine.project = machine.project.rename(machine.project.with_name("moved"))
    machine.run("scripts/setup", "edition")
    assert machine.calls().count("venv") == 2


def test_a_registry_that_cannot_be_reached_is_said_and_tried_again(machine: Machine) -> None:
    machine.lacks("registry")
    done = machine.run("scripts/setup", "edition")
    assert done.returncode == 1
    assert "Is a Python package registry reachable?" in done.stderr
    (machine.home / "lacks" / "registry").unlink()
    assert machine.run("scripts/setup", "edition").returncode == 0


def test_an_unknown_purpose_lists_those_there_are(machine: Machine) -> None:
    done = machine.run("scripts/setup", "party")
    assert done.returncode == 1
    assert "edition, check, test" in done.stderr


# The scripts on top of it ----------------------------------------------------------------------------

NOTES_ITS_CALL = '#!/bin/sh\necho "${0##*/} $*" >>"$HOME/calls"\n'


def test_the_edition_is_built_in_three_formats(machine: Machine) -> None:
    write_program(machine.project / "scripts" / "setup", NOTES_ITS_CALL)
    write_program(machine.project / ".venv" / "bin" / "publish", NOTES_ITS_CALL + 'echo "in $PWD"\n')
    done = machine.run("scripts/edition")
    assert done.stdout == f"in {machine.project}\n"
    assert machine.calls() == [
        "setup edition",
        "publish build ./content/edition.toml -t pdf,epub,docx -o dist/",
    ]


def test_the_edition_can_go_elsewhere(machine: Machine) -> None:
    write_program(machine.project / "scripts" / "setup", NOTES_ITS_CALL)
    write_program(machine.project / ".venv" / "bin" / "publish", NOTES_ITS_CALL + 'echo "in $PWD"\n')
    done = machine.run("scripts/edition", "my books")
    assert done.stdout == f"in {machine.home}\n"
    assert machine.calls()[-1].endswith("-o my books/")


def test_an_edition_is_not_tried_without_what_it_needs(machine: Machine) -> None:
    write_program(machine.project / "scripts" / "setup", "#!/bin/sh\nexit 1\n")
    write_program(machine.project / ".venv" / "bin" / "publish", NOTES_ITS_CALL)
    assert machine.run("scripts/edition").returncode == 1
    assert machine.calls() == []


@pytest.mark.parametrize(
    ("failing", "name"),
    [
        ("ruff format", "format"),
        ("ruff check", "lint"),
        ("mypy --strict", "types"),
        ("lint-imports ", "imports"),
    ],
)
def test_all_checks_run_even_if_one_fails(machine: Machine, failing: str, name: str) -> None:
    write_program(machine.project / "scripts" / "setup", "#!/bin/sh\n")
    for program in ("ruff", "mypy", "lint-imports"):
        fails = f'[ "${{0##*/}} ${{1:-}}" != "{failing}" ]\n'
        write_program(machine.project / ".venv" / "bin" / program, NOTES_ITS_CALL + fails)
    done = machine.run("scripts/check")
    assert done.returncode == 1
    assert [call.split()[0] for call in machine.calls()] == ["ruff", "ruff", "mypy", "lint-imports"]
    assert done.stderr == f"check: failed: {name}\n"


@pytest.mark.parametrize(("check", "test"), [(0, 0), (1, 0), (0, 1), (1, 1)])
def test_continuous_integration_runs_both_and_reports_both(machine: Machine, check: int, test: int) -> None:
    write_program(machine.project / "scripts" / "check", NOTES_ITS_CALL + f"exit {check}\n")
    closing = "2 failed, 310 passed in 12.34s" if test else "312 passed in 12.34s"
    write_program(
        machine.project / "scripts" / "test",
        NOTES_ITS_CALL + f"echo 'dots'; echo '{closing}'; exit {test}\n",
    )
    done = machine.run(".ci/run")
    assert machine.calls() == ["check ", "test "]
    assert done.returncode == (1 if check or test else 0)
    how = ["passed", "failed"]
    assert done.stdout.splitlines()[-2:] == [f"checks {how[check]}, tests {how[test]}", closing]
