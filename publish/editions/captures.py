"""Captures on disk: which files are some, what paths and globs lead to, and what they are called."""

from pathlib import Path

from publish.editions.selecting import natural_order

CAPTURE_SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".txt"})
PANDOC_SUFFIX = ".pandoc.json"
CAPTURE_NAMES = " ".join(sorted({*CAPTURE_SUFFIXES, PANDOC_SUFFIX}))
"""How captures' names end, for messages."""

_PROJECT_FILES = frozenset({"readme.md", "changelog.md", "contributing.md", "license.md", "license.txt"})


def matches(root: Path, pattern: str) -> list[Path]:
    """The captures that a path, a folder or a glob leads to, from `root`; none outside of it."""
    if leads_out(pattern):
        return []  # an edition holds what is under its own folder
    path = root / pattern
    try:
        if path.is_dir():
            return captures_in(path)
        if path.is_file():
            return [path]
    except OSError:  # a name that is too long, a folder that may not be looked into
        return []
    hidden = any(piece.startswith(".") for piece in Path(pattern).parts)  # then hidden ones are meant
    inside = None if hidden else root
    found = (match for match in globbed(root, pattern) if _is_capture(match, inside))
    return sorted(found, key=natural_order)


def leads_out(pattern: str) -> bool:
    """Whether a path or glob could lead out of the folder that it starts from."""
    return "\0" in pattern or Path(pattern).is_absolute() or ".." in Path(pattern).parts


def globbed(root: Path, pattern: str) -> list[Path]:
    """What a glob finds, in no order; nothing for what is no glob."""
    try:
        return list(root.glob(pattern))
    except (ValueError, OSError):  # an empty pattern, `a**b`, a name that is too long
        return []


def captures_in(folder: Path) -> list[Path]:
    """Every capture in a folder and those below, as people sort names."""
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
