"""PATHS of a command (files, folders, globs, `-` for standard input), and names for what comes of them."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from os.path import commonpath
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from publish.editions import Amendment, Plan, natural_order, parts_named, plan_edition, plan_paths
from publish.editions.captures import CAPTURE_NAMES, capture_stem, is_capture_name
from publish.editions.settings import PartsBy
from publish.errors import ConfigError, ReadError, UsageError
from publish.reading.capture import MAX_BYTES
from publish.settings import EDITION_FILE, PROJECT_FILE, ProjectSettings

STANDARD_INPUT = "-"


class Given(NamedTuple):
    """The paths of a command, ready to be planned, and what to call those the user never named."""

    paths: tuple[Path, ...]
    aliases: dict[str, str]


@contextmanager
def given_paths(names: Sequence[str]) -> Iterator[Given]:
    """The files and folders that PATHS mean; standard input is kept in a folder of its own meanwhile.

    Raises UsageError for what is not there, and ReadError for an input that is too large.
    """
    aliases: dict[str, str] = {}
    found: list[Path] = []
    with ExitStack() as rooms:
        for name in names:
            if name != STANDARD_INPUT:
                found += _expanded(name)
            elif not aliases:
                folder = rooms.enter_context(TemporaryDirectory(prefix="publish-"))
                found.append(_standard_input(Path(folder)))
                aliases[str(found[-1])] = STANDARD_INPUT
        yield Given(_each_once(found), aliases)


def _standard_input(folder: Path) -> Path:
    """A capture of what comes in; without a suffix, so that the reader judges it by its looks.

    Nothing else is in its folder, so a picture beside it cannot be had.
    """
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin is not None else b""
    if len(data) > MAX_BYTES:
        raise ReadError(f"is larger than {MAX_BYTES // 2**20} MB", where=STANDARD_INPUT)
    file = folder / "stdin"
    file.write_bytes(data)
    return file


def _expanded(name: str) -> list[Path]:
    """A path as it is given, or the captures and editions that a glob finds."""
    found = expanded(name, lambda path: is_capture_name(path) or path.suffix.lower() == ".toml")
    if not found:
        raise UsageError(f"“{name}” matches no capture", hint=f"captures end in {CAPTURE_NAMES}")
    return found


def expanded(name: str, is_wanted: Callable[[Path], bool]) -> list[Path]:
    """A path as it is given, or the files wanted among what a glob finds; folders are passed over.

    Raises UsageError for what can be no path.
    """
    if "\0" in name:
        raise UsageError("a path cannot hold a NUL character", hint="check the path")
    path = Path(name)
    try:
        if path.exists() or not any(sign in name for sign in "*?["):
            return [path]
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise UsageError(f"“{name}” cannot be read: {error.strerror}", hint="check the path") from error
    root = Path(path.anchor or ".")
    found = root.glob(str(path.relative_to(path.anchor)) if path.anchor else name)
    return sorted((path for path in found if is_wanted(path) and path.is_file()), key=natural_order)


def _each_once(paths: Sequence[Path]) -> tuple[Path, ...]:
    once: dict[Path, Path] = {}
    for path in paths:
        try:
            once.setdefault(path.resolve(), path)
        except (OSError, RuntimeError) as error:  # links in a circle are a RuntimeError up to Python 3.12
            raise UsageError(f"“{path}” leads nowhere", hint="check the links in its path") from error
    return tuple(once.values())


def plans_for(given: Given, individual: bool, project: ProjectSettings, parts: str = "") -> list[Plan]:
    """The editions to build: of the paths given or, without any, of the project here.

    `parts` is what they are to be parted by, whatever their files say: source, month, year, folder, none.
    """
    by = parts_named(parts)
    if given.paths:
        return plan_paths(given.paths, individual, by)
    plan = plan_here(project, by)
    if plan is not None:
        return [plan]
    raise UsageError(
        "nothing is said of what to build",
        hint=f"give captures or folders, or write an {EDITION_FILE} here",
    )


def plan_here(project: ProjectSettings, by: PartsBy = "") -> Plan | None:
    """The edition of the project here, or the one in this folder; ConfigError if it is not there."""
    if project.edition:
        file = Path(project.edition)
        if not file.is_file():
            raise ConfigError(
                f"there is no edition “{file}”",
                where=PROJECT_FILE,
                hint=f"edition is the path of an {EDITION_FILE}, from {PROJECT_FILE}",
            )
        return plan_edition(file, by)
    return plan_edition(Path(EDITION_FILE), by) if Path(EDITION_FILE).is_file() else None


def captures_of(given: Given) -> list[Path]:
    """Every capture that the paths lead to, each once, in order."""
    plans = plan_paths(given.paths, individual=True)
    return list(_each_once([capture for plan in plans for capture in plan.captures]))


def amendments_of(given: Given) -> dict[Path, Amendment]:
    """What the edition.toml files among the paths say of single captures."""
    files = [path for path in given.paths if path.suffix == ".toml"]
    return {
        capture: amendment
        for plan in map(plan_edition, files)
        for capture, amendment in plan.amendments.items()
    }


# Names of files ------------------------------------------------------------------------------------


def file_names(captures: Sequence[Path], folder: Path, suffix: str) -> dict[Path, Path]:
    """A file in the folder for each capture, by its stem.

    Captures of one stem keep the sub-folder they lie in; if that is the same too, they are numbered.
    Raises UsageError where a file would take the place of a capture.
    """
    stems = Counter(capture_stem(capture).casefold() for capture in captures)
    common = _common_folder(captures)
    targets: dict[Path, Path] = {}
    taken: set[str] = set()
    for capture in captures:
        alone = stems[capture_stem(capture).casefold()] == 1
        inside = Path() if alone else capture.resolve().parent.relative_to(common)
        targets[capture] = _free(folder / inside / capture_stem(capture), suffix, taken)
    _refuse_overwriting(captures, targets)
    return targets


def _common_folder(captures: Sequence[Path]) -> Path:
    return Path(commonpath([capture.resolve().parent for capture in captures]))


def _free(stem: Path, suffix: str, taken: set[str]) -> Path:
    number = 1
    while True:
        name = f"{stem}{suffix}" if number == 1 else f"{stem} {number}{suffix}"
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return Path(name)
        number += 1


def _refuse_overwriting(captures: Sequence[Path], targets: dict[Path, Path]) -> None:
    sources = {capture.resolve() for capture in captures}
    for target in targets.values():
        if target.resolve() in sources:
            raise UsageError(
                "the file would take the place of a capture",
                where=str(target),
                hint="give another folder with -o",
            )
