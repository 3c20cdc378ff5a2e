"""Progress on a terminal: one line on standard error that goes when the work is done."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from publish.cli.terminal import is_terminal, visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Step = Callable[[str, int, int], None]
"""Told (step, done, of), as `pipeline.Progress`."""


class Meter:
    """A progress bar on standard error where that is a terminal; nothing at all elsewhere.

    `total` pieces of work will be watched. Where what comes of them is progress enough, it is not `wanted`.
    """

    def __init__(self, total: int, wanted: bool = True) -> None:
        self._total = total
        self._wanted = wanted
        self._done = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "Meter":
        if self._wanted and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
            self._bar = _new_bar()
            self._task = self._bar.add_task("", total=None)
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def watch(self, name: str) -> Step:
        """What the work called `name` reports its steps to."""
        self._done += 1
        several = f"{self._done}/{self._total} " if self._total > 1 else ""
        bar, task, label = self._bar, self._task, f"{several}{visible(name)}"
        if bar is None or task is None:
            return lambda step, done, of: None

        def show(step: str, done: int, of: int) -> None:
            bar.update(task, description=f"{label}: {step}", completed=done, total=of if of > 1 else None)

        return show

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Time to write lines without the bar running through them."""
        if self._bar is None:
            yield
            return
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()


def _new_bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
