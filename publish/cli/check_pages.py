"""Which files `publish check --pages` compares with which, and what comes of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish.errors import UsageError

if TYPE_CHECKING:
    from publish.checks.built import Opened
    from publish.checks.pages import PageFigures


def page_groups(files: Sequence[Path]) -> dict[Path, list[Path]]:
    """Each PDF with the other files of its edition; of several editions, those of its name.

    Raises UsageError where there is nothing to compare.
    """
    printed = [file for file in files if file.suffix.lower() == ".pdf"]
    others = [file for file in files if file not in printed]
    if not printed or not others:
        missing = "a PDF" if not printed else "an EPUB or Word file of the same edition"
        raise UsageError("--pages compares files, and there is nothing to compare", hint=f"add {missing}")
    if len(printed) == 1:
        return {printed[0]: others}
    groups: dict[Path, list[Path]] = {file: [] for file in printed}
    for other in others:
        same = [file for file in printed if file.stem == other.stem]
        beside = [file for file in same if file.parent == other.parent] or same
        if len(beside) != 1:
            what = "several PDFs have" if beside else "no PDF has"
            raise UsageError(f"{what} the name of “{other}”", hint="check one edition at a time")
        groups[beside[0]].append(other)
    alone = next((file for file, found in groups.items() if not found), None)
    if alone is not None:
        raise UsageError(
            f"no EPUB or Word file has the name of “{alone}”", hint="add it, or leave this out"
        )
    return groups


def compared(
    opened: "Mapping[Path, Opened]", printed: Path, others: Sequence[Path], sample: int
) -> "dict[Path, PageFigures]":
    """How the pages of a PDF agree with the marks of other files.

    Raises UsageError for a file of another edition, ReadError for a PDF that cannot be followed.
    """
    from publish.checks.pages import OtherEditionError, compare_pages
    from publish.checks.paginated import paginated
    from publish.checks.pdf import followed

    with followed(str(printed)):
        pages = paginated(opened[printed])
    figures: dict[Path, PageFigures] = {}
    for file in others:
        try:
            figures[file] = compare_pages(pages, paginated(opened[file]), sample)
        except OtherEditionError as error:
            raise UsageError(
                f"“{file}” and “{printed}” are of different editions: they share hardly a paragraph",
                hint="compare files of one build",
            ) from error
    return figures
