"""publish learn: what each source repeats around its articles, as a file of rules to read and edit."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli.options import Keep, PluginFiles
from publish.cli.terminal import amount, put
from publish.errors import Exit, UsageError

if TYPE_CHECKING:
    from publish.cleaning import Lesson
    from publish.cli.messages import Messages

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS",
        help="Folders of captures, captures, globs, an edition.toml; of a source at least four articles.",
        show_default=False,
    ),
]
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The file of rules to write, instead of standard output; publish.toml names it as one of "
        "[cleaning] rules.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file even if somebody has edited it.")]


def learn(
    paths: Paths, output: Output = "", force: Force = False, keep: Keep = None, plugin: PluginFiles = None
) -> int:
    """Find out what each source repeats around its articles, and write it down as rules."""
    from publish.cleaning import Sample, shipped
    from publish.cleaning import learn as learn_from
    from publish.cleaning.learning_file import rules_text
    from publish.cli.messages import Messages
    from publish.cli.meter import Meter
    from publish.cli.paths import captures_of, given_paths
    from publish.cli.project import cleaning_of, open_plugins, open_project
    from publish.preparation import prepared, without_sources

    project = open_project()
    plugins = open_plugins(project, plugin or ())
    # What has been learned before would hide what there is to learn.
    cleaning = without_sources(cleaning_of(project, plugins, keep or ()))
    unreadable, samples = 0, []
    with given_paths(paths) as given, Meter(1) as meter:
        captures = captures_of(given)
        target = _target(output, captures, force) if output else None
        messages = Messages(given.aliases)
        for one in prepared(captures, plugins, cleaning, meter.watch("learn")):
            if one.said:
                with meter.aside():
                    messages.tell(one.said)
            if one.captured and one.article:
                samples.append(Sample(one.captured, one.article))
            unreadable += one.error is not None
        lessons = learn_from(samples, cleaning.knowledge or shipped())
    _tell(lessons, messages)
    found = [lesson for lesson in lessons if lesson.found]
    if found:
        _write(rules_text(found, target.name if target else "learned.toml"), target)
    messages.close()
    if not unreadable:
        return Exit.OK
    return Exit.UNREADABLE if unreadable == len(captures) else Exit.PARTIAL


def _target(name: str, captures: Sequence[Path], force: bool) -> Path:
    """The file to write; UsageError for one that must not be replaced."""
    from publish.cleaning.learning_file import is_as_written

    target = Path(name)
    if target.is_dir() or name.endswith(("/", "\\")):
        raise UsageError(
            "this is a folder, not a file", where=name, hint="give the name of a file: -o learned.toml"
        )
    if target.resolve() in {capture.resolve() for capture in captures}:
        raise UsageError(
            "the file would take the place of a capture", where=name, hint="give another file with -o"
        )
    if target.exists() and not force and not is_as_written(_text_of(target)):
        raise UsageError(
            "somebody has edited this file, or it is not one of publish learn",
            where=name,
            hint="--force replaces it; or give another file with -o, and compare the two",
        )
    return target


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _write(text: str, target: Path | None) -> None:
    from publish.writing import write_edition

    if target is None:
        put(text.rstrip("\n"))
        return
    write_edition(target, text.encode())
    put(str(target))


# The summary ---------------------------------------------------------------------------------------


def _tell(lessons: "Sequence[Lesson]", messages: "Messages") -> None:
    """A few lines for people on each source: from how many articles, what was found, where it stands."""
    from publish.cleaning import FEWEST

    few = [lesson for lesson in lessons if lesson.articles < FEWEST]
    for lesson in lessons:
        if lesson.articles >= FEWEST:
            messages.note(f"{_named(lesson)}: {amount(lesson.articles, 'article')}, {_amounts(lesson)}")
            for line in _shown(lesson):
                messages.note(line)
    if few:
        names = ", ".join(map(_named, few[:_SHOWN]))
        more = f" and {len(few) - _SHOWN} more" if len(few) > _SHOWN else ""
        messages.note(f"fewer than {FEWEST} articles, so nothing to learn from: {names}{more}")
    if not any(lesson.found for lesson in lessons):
        messages.note("nothing was learned, and no file written")


def _named(lesson: "Lesson") -> str:
    return lesson.name or "(no source)"


_SHOWN = 8
_LONGEST = 60


def _amounts(lesson: "Lesson") -> str:
    account = lesson.account
    counts = [
        amount(len(found), noun)
        for found, noun in ((account.lines, "line"), (account.pictures, "picture"))
        if found
    ]
    return " and ".join(counts) if counts else "nothing repeated"


def _shown(lesson: "Lesson") -> list[str]:
    """The lines that were found, those that stand in most articles first."""
    lines = sorted(lesson.account.lines, key=lambda line: (-line.seen, line.text))
    shown = [
        f"  in {line.seen} of {line.of}, in the {line.where}: {_shortened(line.text)}"
        for line in lines[:_SHOWN]
    ]
    return [*shown, f"  ... and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else shown


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
