"""What a run has to say, on standard error: diagnostics, errors, and a summary of each edition.

    wuzhen.md:12: warning: the picture is remote and was not fetched [image-missing]
      hint: put it beside the capture
    error: issue/edition.toml:3: unknown key “titel”
      hint: did you mean “title”?

Names and texts that are not ours are made `visible` here, and nowhere after.
"""

import os
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from publish.cli.terminal import accent, amount, say, size, visible
from publish.diagnostics import Code, Diagnostic
from publish.errors import PublishError

if TYPE_CHECKING:
    from publish.cli.records import Naming
    from publish.outcome import Result
    from publish.preparation import LeftOut

SHOWN = 10
"""So many diagnostics of one code are shown in a run; the rest are counted."""


class Messages:
    """Says what a run has to say, and keeps count, so that a thousand of a kind take ten lines.

    `aliases` are names of files that the user never gave (the file that holds standard input), with
    what to call them.
    """

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        self._aliases = aliases or {}
        self._counts: Counter[Code] = Counter()
        self._hints: set[tuple[Code, str]] = set()

    def named(self, text: str) -> str:
        """The text with files called as the user calls them."""
        for path, alias in self._aliases.items():
            text = text.replace(path, alias)
        return text

    @property
    def naming(self) -> "Naming | None":
        """`named`, where it makes a difference."""
        return self.named if self._aliases else None

    def clear(self, text: str) -> str:
        """The text as a terminal may see it."""
        return visible(self.named(text))

    def tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Say each diagnostic, up to `SHOWN` of a code, and each hint once."""
        for diagnostic in diagnostics:
            self._counts[diagnostic.code] += 1
            if self._counts[diagnostic.code] <= SHOWN:
                self._tell(diagnostic)

    def _tell(self, diagnostic: Diagnostic) -> None:
        where = f"{self.clear(diagnostic.where)}: " if diagnostic.where else ""
        kind = accent(f"{diagnostic.severity}:", diagnostic.severity)
        say(f"{where}{kind} {self.clear(diagnostic.message)} [{diagnostic.code}]")
        if (diagnostic.code, diagnostic.hint) not in self._hints:
            self._hint(diagnostic.hint)
            self._hints.add((diagnostic.code, diagnostic.hint))

    def _hint(self, hint: str) -> None:
        if hint:
            say(f"  hint: {self.clear(hint)}")

    def error(self, message: str, hint: str = "") -> None:
        """Say what stopped something."""
        say(f"{accent('error:', 'error')} {self.clear(message)}")
        self._hint(hint)

    def stopped(self, error: PublishError) -> None:
        """Say which error stopped something, and where."""
        self.error(str(error), error.hint)

    def note(self, text: str) -> None:
        """Say a line of a summary."""
        say(self.clear(text))

    def close(self) -> None:
        """Say how many diagnostics of each code were counted only."""
        for code, count in self._counts.items():
            if count > SHOWN:
                say(f"... and {count - SHOWN} more like it [{code}]")


def unexpected(error: Exception) -> tuple[str, str]:
    """A fault of ours as message and hint; under PUBLISH_DEBUG it is shown where it happened."""
    if os.environ.get("PUBLISH_DEBUG"):
        traceback.print_exception(error)
    message = f"something unexpected went wrong: {type(error).__name__}: {error}"
    return message, "this is a fault of publish, please report it; PUBLISH_DEBUG=1 shows where it happened"


# Summaries -----------------------------------------------------------------------------------------


def summary(result: "Result") -> Iterable[str]:
    """A few lines on what came of one edition: what is in it, what is not, what it weighs and took."""
    groups = (_inside(result), _not_inside(result), _about(result))
    yield f"{result.title}: {'; '.join(', '.join(facts) for facts in groups if facts)}"
    yield f"  {', '.join(_weights(result))}"
    yield from _named("left out", (_reasoned(item) for item in result.left_out))
    yield from _named("duplicate", (f"{item.path}, as {item.of}" for item in result.duplicates))


def _inside(result: "Result") -> list[str]:
    parts = f" in {amount(result.parts, 'part')}" if result.parts else ""
    facts = [f"{amount(result.articles, 'article')}{parts}"]
    if result.pages:
        facts.append(amount(result.pages, "page"))
    return facts


def _not_inside(result: "Result") -> list[str]:
    facts = []
    if result.left_out:
        facts.append(f"{len(result.left_out)} left out ({_kinds(result.left_out)})")
    if result.duplicates:
        facts.append(f"{amount(len(result.duplicates), 'duplicate')} merged")
    if result.set_aside:
        facts.append(f"{len(result.set_aside)} not chosen")
    return facts


def _about(result: "Result") -> list[str]:
    facts = []
    if result.pictures.shown:
        facts.append(amount(result.pictures.shown, "image"))
    if result.pictures.missing:
        facts.append(f"{amount(result.pictures.missing, 'image')} missing")
    if result.removed:
        lines = amount(sum(result.removed.values()), "line")
        facts.append(f"{lines} removed by {amount(len(result.removed), 'rule')} (see publish explain)")
    return facts


def _weights(result: "Result") -> list[str]:
    """What the files weigh, and the time: in all, and of the steps that took the most of it."""
    weights = [f"{output.format} {size(output.bytes)}" for output in result.outputs]
    total = sum(result.seconds.values())
    longest = sorted(result.seconds.items(), key=lambda step: -step[1])
    steps = ", ".join(f"{name} {took:.1f}" for name, took in longest if took >= max(0.05, total / 20))
    return [*weights, f"{total:.1f} s ({steps})" if steps else f"{total:.1f} s"]


def _kinds(left_out: "Sequence[LeftOut]") -> str:
    counts = Counter(item.kind for item in left_out)
    return ", ".join(f"{count} {kind}" for kind, count in counts.most_common())


def _reasoned(item: "LeftOut") -> str:
    return f"{item.path} ({item.kind}){': ' if item.reason else ''}{item.reason}"


def _named(what: str, items: Iterable[str]) -> Iterable[str]:
    """The first of these, a line each, and how many more there are."""
    every = list(items)
    yield from (f"  {what}: {item}" for item in every[:SHOWN])
    if len(every) > SHOWN:
        yield f"  ... and {len(every) - SHOWN} more ({what})"
