"""From an edition.toml to a plan: what its paths lead to, and all in it that cannot be meant.

No capture is read, so a wrong path is known at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from publish.editions.amendments import Amendment, amendments
from publish.editions.captures import captures_in, globbed, is_capture_name, leads_out, matches
from publish.editions.places import Place
from publish.editions.plan import Plan, PlannedPart
from publish.editions.selecting import natural_order
from publish.editions.settings import EditionSettings, PartsBy, PartSettings, Selection, selection_of
from publish.editions.sound import refuse_unsound
from publish.errors import ConfigError
from publish.settings import read_toml


def plan_edition(file: Path, parts: PartsBy = "") -> Plan:
    """The plan of an edition.toml; `parts` says by what publish makes parts, whatever the file says.

    Raises ConfigError with the line for a path that leads nowhere, a part without contents, a value that
    cannot be meant, and for editions that include each other in a ring.
    """
    return _EditionFile(file, parts, ()).plan()


class _Found(NamedTuple):
    """What the paths of a list lead to, and which of them name a capture."""

    contents: tuple[Path | Plan, ...]
    named: frozenset[Path]


class _EditionFile:
    """An edition.toml being planned; `above` are the files that include it, the outermost first."""

    def __init__(self, file: Path, parts: PartsBy, above: tuple[Path, ...]) -> None:
        settings = read_toml(file, EditionSettings)
        self.file = file
        self.root = file.parent
        self.settings = replace(settings, parts=parts or settings.parts)
        self.place = Place(str(file), file.read_text("utf-8-sig"))
        self.above = (*above, file)
        refuse_unsound(settings, self.place)
        self._refuse_parts_of_nothing()
        self.note = self._note()

    def plan(self) -> Plan:
        settings = self.settings
        parts = (*self._contents(), *self._parts())
        draws = any(part.draws for part in parts if isinstance(part, PlannedPart))
        name = f"{settings.title} {settings.issue}".strip() or self.root.resolve().name
        plan = Plan(name, self.root, settings, parts, note=self.note, place=self.place)
        plan = replace(plan, pool=self._pool(draws, [inner.note for inner in plan.included]))
        self._refuse_twice(plan)
        return _amended(plan)

    # What is bound ---------------------------------------------------------------------------------

    def _contents(self) -> tuple[PlannedPart | Plan, ...]:
        """What stands before any part: one row or, between included editions, several."""
        settings = self.settings
        if not settings.contents:
            return () if settings.part else (self._all_captures(),)
        found = self._found(settings.contents, self.place)
        rows: list[PlannedPart | Plan] = []
        row: list[Path | Plan] = []
        for piece in (*found.contents, None):
            is_edition = isinstance(piece, Plan) and not settings.parts
            if piece is not None and not is_edition:
                row.append(piece)
                continue
            if row:
                rows.append(self._row(tuple(row), found.named))
                row = []
            if isinstance(piece, Plan):
                rows.append(piece)
        return tuple(rows)

    def _refuse_parts_of_nothing(self) -> None:
        """Parts are made of what stands in none; `auto` and `none` are content where all does."""
        by = self.settings.parts
        if (
            by in ("source", "month", "year", "folder")
            and self.settings.part
            and not self.settings.contents
        ):
            raise ConfigError(
                f"there is nothing to make parts of by {by}: every article stands in a [[part]]",
                where=self.place.of("parts"),
                hint="leave parts out, or the [[part]]s, or give contents beside them",
            )

    def _row(self, contents: tuple[Path | Plan, ...], named: frozenset[Path]) -> PlannedPart:
        order = Selection(order=self.settings.order)
        by = self.settings.parts or "none"
        own = named.intersection(piece for piece in contents if isinstance(piece, Path))
        return PlannedPart("", "", contents, order, named=own, parts=by, place=self.place)

    def _all_captures(self) -> PlannedPart:
        order = Selection(order=self.settings.order)
        by = self.settings.parts or "auto"
        return PlannedPart("", "", (), order, draws=True, parts=by, place=self.place)

    def _parts(self) -> tuple[PlannedPart, ...]:
        return tuple(
            self._part(part, self.place.inside("part", number))
            for number, part in enumerate(self.settings.part)
        )

    def _part(self, said: PartSettings, place: Place) -> PlannedPart:
        selection = selection_of(said)
        if not said.contents and selection == Selection():
            title = f"the part “{said.title}”" if said.title else "a part"
            raise ConfigError(
                f"{title} has no contents",
                where=place.of(),
                hint='add contents = ["captures/*.md"], or choose: source, author, since, until, limit',
            )
        found = self._found(said.contents, place)
        return PlannedPart(
            said.title,
            said.introduction,
            found.contents,
            replace(selection, order=selection.order or self.settings.order),
            draws=not said.contents,
            named=found.named,
            place=place,
        )

    # Paths -----------------------------------------------------------------------------------------

    def _found(self, patterns: Sequence[str], place: Place) -> _Found:
        contents: list[Path | Plan] = []
        named = set()
        for pattern in patterns:
            where = place.of_value("contents", pattern)
            if pattern.endswith(".toml"):
                contents += self._editions(pattern, where)
                continue
            found = self._captures(pattern, where)
            if found == [self.root / pattern]:
                named.add(found[0])
            contents += [capture for capture in found if capture not in contents]
        return _Found(tuple(contents), frozenset(named))

    def _captures(self, pattern: str, where: str) -> list[Path]:
        found = matches(self.root, pattern)
        if self.note in found and found == [self.root / pattern]:
            raise ConfigError(f"“{pattern}” is the editor's note", where=where, hint="name it once")
        captures = [capture for capture in found if capture != self.note]
        if not captures:
            raise _leads_nowhere(pattern, "capture", where, self.root)
        return captures

    def _pool(self, wanted: bool, notes: Iterable[Path | None]) -> tuple[Path, ...]:
        patterns = self.settings.captures
        if patterns and not wanted:
            raise ConfigError(
                "nothing chooses from these captures",
                where=self.place.of("captures"),
                hint="parts choose from them that have no contents; else name them as contents",
            )
        if not wanted:
            return ()
        found: dict[Path, None] = {}
        for pattern in patterns:
            found |= dict.fromkeys(self._captures(pattern, self.place.of_value("captures", pattern)))
        if not patterns:
            found = dict.fromkeys(captures_in(self.root))
        free = (capture for capture in found if capture not in {self.note, *notes})
        pool = tuple(sorted(free, key=lambda path: natural_order(path.relative_to(self.root))))
        if not pool:
            raise ConfigError(
                "the edition has no contents",
                where=self.place.file,
                hint='there are no captures in its folder; add contents = ["captures/*.md"]',
            )
        return pool

    def _editions(self, pattern: str, where: str) -> list[Plan]:
        """The editions that a path or glob leads to, each planned."""
        path = self.root / pattern
        if leads_out(pattern):
            files = []
        elif path.is_file():
            files = [path]
        else:
            own = self.file.resolve()
            files = sorted(file for file in globbed(self.root, pattern) if file.resolve() != own)
        if not files:
            raise _leads_nowhere(pattern, "edition", where, self.root)
        return [self._included(file, where) for file in files]

    def _included(self, file: Path, where: str) -> Plan:
        known = [above.resolve() for above in self.above]
        if file.resolve() in known:
            ring = [*self.above[known.index(file.resolve()) :], file]
            names = " → ".join(path.as_posix() for path in ring)
            hint = "take one of them out of the contents that name it"
            raise ConfigError(
                f"these editions include each other in a ring: {names}", where=where, hint=hint
            )
        return _EditionFile(file, "", self.above).plan()

    def _note(self) -> Path | None:
        name = self.settings.note
        if not name:
            return None
        path = self.root / name
        where = self.place.of("note")
        if leads_out(name) or not path.is_file():
            raise ConfigError(f"there is no note “{name}”", where=where, hint=_NOTE_IS.format(self.root))
        if not is_capture_name(path):
            raise ConfigError(f"“{name}” is no text", where=where, hint=_NOTE_IS.format(self.root))
        return path

    # What stands twice -----------------------------------------------------------------------------

    def _refuse_twice(self, plan: Plan) -> None:
        """Refuse a capture or an edition that is named in two places; what globs find yields to that."""
        named = Counter(capture for part in plan.planned_parts() for capture in part.named)
        editions = Counter(Path(inner.place.file) for inner in _all_included(plan))
        for path, times in (*editions.items(), *named.items()):
            if times > 1:
                name = path.relative_to(self.root).as_posix()
                raise ConfigError(
                    f"“{name}” stands in the edition twice",
                    where=self._last_place(path),
                    hint="name it once",
                )

    def _last_place(self, path: Path) -> str:
        """The line of the last part of the edition itself that names a path; the file if none does."""
        settings = self.settings
        tables = [(settings.contents, self.place)]
        tables += [
            (part.contents, self.place.inside("part", number)) for number, part in enumerate(settings.part)
        ]
        places = [
            place.of_value("contents", name)
            for names, place in tables
            for name in names
            if self.root / name == path
        ]
        return places[-1] if places else self.place.file


def _all_included(plan: Plan) -> Iterable[Plan]:
    for inner in plan.included:
        yield inner
        yield from _all_included(inner)


def _leads_nowhere(pattern: str, to: str, where: str, root: Path) -> ConfigError:
    never = " and never lead out of it" if leads_out(pattern) else ""
    hint = f"paths and globs start from {root}{never}"
    return ConfigError(f"“{pattern}” leads to no {to}", where=where, hint=hint)


_NOTE_IS = "note is the path of a Markdown file inside of {}"


def _amended(plan: Plan) -> Plan:
    """The plan with what is said of single captures: by the editions it includes, and by itself over it."""
    said = amendments(plan.place, plan.settings.article, plan.captures, plan.root)
    merged: dict[Path, Amendment] = {}
    for inner in plan.included:
        merged |= inner.amendments
    for capture, amendment in said.items():
        merged[capture] = merged[capture].overlaid(amendment) if capture in merged else amendment
    left_out = {capture for capture, amendment in said.items() if amendment.leave_out}
    plan = replace(
        plan,
        amendments=merged,
        numbers={capture: amendment.order for capture, amendment in said.items() if amendment.order},
        left_out=left_out.union(*(inner.left_out for inner in plan.included)),
    )
    if not plan.captures:
        raise ConfigError("every capture of the edition is left out", where=plan.place.of("article"))
    return plan
