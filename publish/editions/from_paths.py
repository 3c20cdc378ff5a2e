"""From paths given on the command line to plans."""

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from publish.editions.captures import CAPTURE_NAMES, capture_stem, captures_in
from publish.editions.edition_file import plan_edition
from publish.editions.plan import Plan, PlannedPart
from publish.editions.settings import EditionSettings, PartsBy
from publish.errors import UsageError
from publish.settings import EDITION_FILE, nearest


def plan_paths(paths: Sequence[Path], individual: bool = False, parts: PartsBy = "") -> list[Plan]:
    """The plans of paths given on the command line.

    A capture alone is an edition of one article, an edition.toml is what it says, a folder is one bound
    edition of the captures in it (of its edition.toml if it has one), in parts if it has many. Several
    captures are bound together; with `individual` each capture is an edition. `parts` says by what publish
    makes parts. Raises UsageError for a path that is not there and for a folder without captures.
    """
    plans, captures = [], []
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no “{path}”", hint="check the path")
        if path.is_dir():
            plans += _plans_of_folder(path, individual, parts)
        elif path.suffix == ".toml":
            plans.append(plan_edition(path, parts))
        else:
            captures.append(path)
    if individual or len(captures) == 1:
        return [*plans, *(_single(capture) for capture in captures)]
    return [*plans, _bound(captures[0].parent, captures, parts or "none")] if captures else plans


def parts_named(name: str) -> PartsBy:
    """What parts are to be made by, from the command line; UsageError for what they cannot."""
    for known in get_args(PartsBy):
        if name == known:
            by: PartsBy = known
            return by
    names = tuple(filter(None, get_args(PartsBy)))
    raise UsageError(f"parts are not made by “{name}”", hint=nearest(name, names, "values"))


def _plans_of_folder(folder: Path, individual: bool, parts: PartsBy) -> list[Plan]:
    own = folder / EDITION_FILE
    if own.is_file() and not individual:
        return [plan_edition(own, parts)]
    captures = captures_in(folder)
    if not captures:
        raise UsageError(
            f"there are no captures in “{folder}”", hint=f"captures are files ending in {CAPTURE_NAMES}"
        )
    if individual:
        return [_single(capture) for capture in captures]
    return [_bound(folder, captures, parts or "auto")]


def _single(capture: Path) -> Plan:
    return Plan(
        capture_stem(capture), capture.parent, EditionSettings(), (PlannedPart("", "", (capture,)),)
    )


def _bound(folder: Path, captures: Sequence[Path], parts: PartsBy) -> Plan:
    name = folder.resolve().name or "edition"
    contents = PlannedPart("", "", tuple(captures), parts=parts)
    return Plan(name, folder, EditionSettings(title=name), (contents,))
