"""From paths or an edition.toml to a plan: the captures of each part, in order, before any is read.

A plan is made without reading a capture, so a wrong path is known at once.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from publish.editions.amendments import Amendment, amendments
from publish.errors import ConfigError, UsageError
from publish.settings import EditionSettings, line_of, read_toml

CAPTURE_SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".txt"})
PANDOC_SUFFIX = ".pandoc.json"
CAPTURE_NAMES = " ".join(sorted({*CAPTURE_SUFFIXES, PANDOC_SUFFIX}))
"""How captures' names end, for messages."""

_PROJECT_FILES = frozenset({"readme.md", "changelog.md", "contributing.md", "license.md", "license.txt"})


class PlannedPart(msgspec.Struct, frozen=True):
    """A part before its captures are read; `title` is empty for articles outside any part."""

    title: str
    introduction: str
    captures: tuple[Path, ...]


class Plan(msgspec.Struct, frozen=True):
    """What an edition is made of: `name` is the stem of its files, `root` the folder paths start from.

    `amendments` is what the edition says of single captures.
    """

    name: str
    root: Path
    settings: EditionSettings
    parts: tuple[PlannedPart, ...]
    amendments: dict[Path, Amendment] = {}

    @property
    def captures(self) -> tuple[Path, ...]:
        """Every capture in order."""
        return tuple(capture for part in self.parts for capture in part.captures)


def plan_edition(file: Path) -> Plan:
    """The plan of an edition.toml; ConfigError with the line for a path that leads nowhere."""
    settings = read_toml(file, EditionSettings)
    chapters: list[tuple[str, str, list[str], tuple[str | int, ...]]] = [
        ("", "", settings.contents, ("contents",))
    ]
    for number, part in enumerate(settings.part):
        chapters.append((part.title, part.introduction, part.contents, ("part", number, "contents")))
    parts = tuple(
        PlannedPart(title, introduction, _captures_of(file, contents, keys))
        for title, introduction, contents, keys in chapters
        if contents
    )
    if not parts:
        raise ConfigError(
            "the edition has no contents",
            where=str(file),
            hint='add contents = ["captures/*.md"] or a [[part]] with contents',
        )
    _refuse_twice(file, parts)
    name = f"{settings.title} {settings.issue}".strip() or file.parent.resolve().name
    captures = [capture for part in parts for capture in part.captures]
    return Plan(name, file.parent, settings, parts, amendments(file, settings.article, captures))


def _captures_of(file: Path, patterns: Sequence[str], keys: tuple[str | int, ...]) -> tuple[Path, ...]:
    found: dict[Path, None] = {}
    for pattern in patterns:
        matches = _match(file.parent, pattern)
        if not matches:
            line = line_of(file.read_text("utf-8"), keys)
            raise ConfigError(
                f"“{pattern}” leads to no capture",
                where=f"{file}:{line}" if line else str(file),
                hint=f"paths and globs start from {file.parent}",
            )
        found |= dict.fromkeys(matches)
    return tuple(found)


def _match(root: Path, pattern: str) -> list[Path]:
    if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
        return []  # an edition holds what is under its own folder
    path = root / pattern
    if path.is_dir():
        return _captures_in(path)
    if path.is_file():
        return [path]
    return sorted((match for match in root.glob(pattern) if _is_capture(match)), key=natural_order)


def _refuse_twice(file: Path, parts: Iterable[PlannedPart]) -> None:
    seen: set[Path] = set()
    for part in parts:
        for capture in part.captures:
            if capture in seen:
                raise ConfigError(
                    f"“{capture.name}” stands in the edition twice",
                    where=str(file),
                    hint="name it in one part only",
                )
            seen.add(capture)


def plan_paths(paths: Sequence[Path], individual: bool = False) -> list[Plan]:
    """The plans of paths given on the command line.

    A capture alone is an edition of one article, an edition.toml is what it says, a folder is one bound
    edition of the captures in it (of its edition.toml if it has one). Several captures are bound together;
    with `individual` each capture is an edition. Raises UsageError for a path that is not there and for a
    folder without captures.
    """
    plans, captures = [], []
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no “{path}”", hint="check the path")
        if path.is_dir():
            plans += _plans_of_folder(path, individual)
        elif path.suffix == ".toml":
            plans.append(plan_edition(path))
        else:
            captures.append(path)
    if individual or len(captures) == 1:
        return [*plans, *(_single(capture) for capture in captures)]
    return [*plans, _bound(captures[0].parent, captures)] if captures else plans


def _plans_of_folder(folder: Path, individual: bool) -> list[Plan]:
    own = folder / "edition.toml"
    if own.is_file() and not individual:
        return [plan_edition(own)]
    captures = _captures_in(folder)
    if not captures:
        raise UsageError(
            f"there are no captures in “{folder}”", hint=f"captures are files ending in {CAPTURE_NAMES}"
        )
    return [_single(capture) for capture in captures] if individual else [_bound(folder, captures)]


def _single(capture: Path) -> Plan:
    return Plan(
        capture_stem(capture), capture.parent, EditionSettings(), (PlannedPart("", "", (capture,)),)
    )


def _bound(folder: Path, captures: Sequence[Path]) -> Plan:
    name = folder.resolve().name or "edition"
    return Plan(name, folder, EditionSettings(title=name), (PlannedPart("", "", tuple(captures)),))


def _captures_in(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if _is_capture(path, folder))
    return sorted(found, key=lambda path: natural_order(path.relative_to(folder)))


def _is_capture(path: Path, folder: Path | None = None) -> bool:
    inside = path.relative_to(folder).parts if folder else (path.name,)
    hidden = any(name.startswith(".") for name in inside)
    ours = path.name.lower() in _PROJECT_FILES
    return is_capture_name(path) and not hidden and not ours and path.is_file()


def is_capture_name(path: Path) -> bool:
    """True for the name of a capture; of JSON only Pandoc's is one, and it says so: `book.pandoc.json`."""
    return path.suffix.lower() in CAPTURE_SUFFIXES or path.name.lower().endswith(PANDOC_SUFFIX)


def capture_stem(path: Path) -> str:
    """A capture's name without its suffix: what the files made of it are named after."""
    cut = len(PANDOC_SUFFIX) if path.name.lower().endswith(PANDOC_SUFFIX) else 0
    return path.name[:-cut] if cut else path.stem


def natural_order(path: Path) -> list[tuple[int, int, str]]:
    """Sorts names as people do: 2 before 10."""
    pieces = re.split(r"(\d+)", str(path))
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces]
