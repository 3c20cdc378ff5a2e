"""Which article stands where: a plan and its articles to rows of captures, part by part.

What is named by its path belongs to the part that names it. Anything else that several parts could take
goes to the first that does, so that every article stands in an edition once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from publish.editions.dividing import Made, divided
from publish.editions.places import Place
from publish.editions.plan import Plan, PlannedPart
from publish.editions.selecting import Candidate, NothingLeftError, choose, numbered_first
from publish.editions.settings import Selection, selection_of
from publish.errors import ConfigError
from publish.model import Article


class Row(NamedTuple):
    """A part in the making: the articles that stand in it and, of one that publish makes, by what."""

    title: str
    introduction: str
    contents: tuple[Candidate, ...]
    made: Made | None = None


def arranged(plan: Plan, articles: Mapping[Path, Article]) -> tuple[Row, ...]:
    """The parts of an edition with their articles, in reading order; no article stands in two.

    Raises ConfigError with the line for conditions that let nothing through, and for a part of which
    everything stands in others already.
    """
    return tuple(_Arranging(plan, articles).parts(plan, set(articles), set()))


class _Arranging:
    """What is the same for all of an edition: its articles, and the part that names one, if one does."""

    def __init__(
        self,
        plan: Plan,
        articles: Mapping[Path, Article],
    ) -> None:
        self.plan = plan
        self.articles = articles
        self.owners = {capture: part for part in plan.planned_parts() for capture in part.named}

    def parts(self, plan: Plan, within: Collection[Path], taken: set[Path]) -> list[Row]:
        """The rows of a plan, from articles that are `within` and not `taken`; these become so."""
        within = self._chosen_of_all(plan, within, taken)
        rows: list[Row] = []
        for part in plan.parts:
            if isinstance(part, Plan):
                rows += self.parts(part, within, taken)
            else:
                rows += self._part(part, plan, within, taken)
        return rows

    def _chosen_of_all(self, plan: Plan, within: Collection[Path], taken: Collection[Path]) -> set[Path]:
        """What the edition's own selection lets through, for all of its parts."""
        free = self._free(plan.captures, within, taken)
        chosen = self._chosen(free, selection_of(plan.settings), plan.numbers, "the edition", plan.place)
        return {path for path, _ in chosen}

    def _part(self, part: PlannedPart, plan: Plan, within: Collection[Path], taken: set[Path]) -> list[Row]:
        name = f"the part “{part.title}”" if part.title else "a part"
        candidates = self._candidates(part, plan, within, taken)
        if not candidates:
            self._refuse_if_taken(part, plan, within, name)
            return []
        try:
            contents = self._chosen(candidates, part.selection, plan.numbers, name, part.place)
        except ConfigError:
            self._refuse_if_taken(part, plan, within, name)
            raise
        taken |= {path for path, _ in contents}
        made = divided(contents, part.parts, part.selection.order)
        if made:
            return [Row("", "", _numbered(one.contents, plan), one) for one in made]
        return [Row(part.title, part.introduction, tuple(contents))]

    def _candidates(
        self, part: PlannedPart, plan: Plan, within: Collection[Path], taken: set[Path]
    ) -> list[Candidate]:
        found: dict[Path, Article] = {}
        for piece in plan.pool if part.draws else part.contents:
            if isinstance(piece, Plan):  # its own order and selection, without its parts
                for row in self.parts(piece, within, set(taken)):
                    found |= dict(row.contents)
            elif self.owners.get(piece, part) is part:
                found |= dict(self._free([piece], within, taken))
        return list(found.items())

    def _free(
        self, captures: Iterable[Path], within: Collection[Path], taken: Collection[Path]
    ) -> list[Candidate]:
        return [
            (capture, self.articles[capture])
            for capture in captures
            if capture in self.articles
            and capture in within
            and capture not in taken
            and capture not in self.plan.left_out
        ]

    def _chosen(
        self,
        candidates: Sequence[Candidate],
        selection: Selection,
        numbers: Mapping[Path, int],
        name: str,
        place: Place,
    ) -> list[Candidate]:
        try:
            return choose(candidates, selection, numbers)
        except NothingLeftError as nothing:
            raise ConfigError(
                f"{name} would be empty: {nothing.told}", where=place.of(nothing.key), hint=nothing.hint
            ) from nothing

    def _refuse_if_taken(self, part: PlannedPart, plan: Plan, within: Collection[Path], name: str) -> None:
        """A part is empty without anybody's fault if its captures hold no articles, else a mistake."""
        wanted = self._free(plan.pool if part.draws else part.captures, within, ())
        try:
            wanted = choose(wanted, replace(part.selection, limit=None), {})
        except NothingLeftError:  # it would be empty without the others, too
            return
        if wanted and plan is self.plan:
            count = "the 1 article" if len(wanted) == 1 else f"each of the {len(wanted)} articles"
            raise ConfigError(
                f"{name} would be empty: {count} it could have stands in another part",
                where=part.place.of("title" if part.title else "contents"),
                hint="an article stands in the part that names its path, else in the first that takes it",
            )


def _numbered(contents: Sequence[Candidate], plan: Plan) -> tuple[Candidate, ...]:
    return tuple(numbered_first(contents, plan.numbers))
