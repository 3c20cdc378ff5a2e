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
    from publish.pipeline import Result
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
    facts = [amount(result.articles, "article")]
    if result.left_out:
        facts.append(f"{len(result.left_out)} left out ({_kinds(result.left_out)})")
    missing = sum(said.code is Code.IMAGE_MISSING for said in result.diagnostics)
    if missing:
        facts.append(f"{amount(missing, 'image')} missing")
    if result.removed:
        lines = amount(sum(result.removed.values()), "line")
        facts.append(f"{lines} removed by {amount(len(result.removed), 'rule')} (see publish explain)")
    weights = [f"{output.format} {size(output.bytes)}" for output in result.outputs]
    seconds = f"{sum(result.seconds.values()):.1f} s"
    yield f"{result.title}: {', '.join(facts)}; {', '.join([*weights, seconds])}"
    yield from _left_out(result.left_out)


def _kinds(left_out: "Sequence[LeftOut]") -> str:
    counts = Counter(item.kind for item in left_out)
    return ", ".join(f"{count} {kind}" for kind, count in counts.most_common())


def _left_out(left_out: "Sequence[LeftOut]") -> Iterable[str]:
    for item in left_out[:SHOWN]:
        yield f"  left out: {item.path} ({item.kind}){': ' if item.reason else ''}{item.reason}"
    if len(left_out) > SHOWN:
        yield f"  ... and {len(left_out) - SHOWN} more left out"
