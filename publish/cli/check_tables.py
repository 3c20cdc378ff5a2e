"""What `publish check` found, as tables for people and records for programs."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.cli.terminal import columns
from publish.diagnostics import Code, Diagnostic

if TYPE_CHECKING:
    from publish.checks.lines import Fault, FaultKind, LineFigures
    from publish.checks.looks import Comparison
    from publish.checks.looks.compare import Cell
    from publish.checks.pages import PageFigures

# Lines ---------------------------------------------------------------------------------------------

LEAST_ON_GRID = 0.99
"""The share of body lines that must stand on the grid: a picture or a formula may push one off."""

_WORDS: "dict[FaultKind, str]" = {
    "not-flush": "the line does not end at the edge",
    "line-start": "this may not begin a line",
    "line-end": "this may not end a line",
    "unsqueezed": "neighbouring marks are not squeezed",
    "untrimmed": "the mark at the end of the line keeps its blank half",
    "no-gap": "there is no quarter em between Han characters and a word",
    "lone": "the paragraph ends in a lone character",
    "off-grid": "the line stands off the grid",
}
_COLUMNS: "dict[str, tuple[FaultKind, ...]]" = {
    "forbidden": ("line-start", "line-end"),
    "unsqueezed": ("unsqueezed", "untrimmed"),
    "gaps": ("no-gap",),
    "lone": ("lone",),
}


def line_table(figures: "Mapping[str, LineFigures]") -> Iterator[str]:
    """A line of figures for each PDF: shares of what should be, numbers of what should not."""
    rows = [("file", "flush", *_COLUMNS, "on grid", ".notdef", "Type 3")]
    rows += [
        (
            file,
            _share(found.flush, found.lines),
            *(str(_count(found, kinds)) for kinds in _COLUMNS.values()),
            _share(found.on_grid, found.grid),
            str(len(found.notdef)),
            str(len(found.type3)),
        )
        for file, found in figures.items()
    ]
    return columns(rows)


def line_record(figures: "LineFigures") -> dict[str, Any]:
    """The same of one PDF as a record."""
    return {
        "lines": figures.lines,
        "flush": figures.flush,
        **{name: _count(figures, kinds) for name, kinds in _COLUMNS.items()},
        "grid": figures.grid,
        "on_grid": figures.on_grid,
        "notdef": figures.notdef,
        "type3": figures.type3,
    }


def faults(figures: "LineFigures") -> list[Diagnostic]:
    """What is at fault in a PDF's lines, each with its page; lines off the grid if they are too many."""
    kinds = [kind for kind in _WORDS if kind != "off-grid" or not _is_on_grid(figures)]
    found = [_told(fault) for kind in kinds for fault in figures.of(kind)]
    said = [*(f"no font has a glyph for “{each}”" for each in figures.notdef)]
    said += [f"the font {name} is of type 3, drawings instead of letters" for name in figures.type3]
    return [*found, *(_fault(message, "") for message in said)]


def _is_on_grid(figures: "LineFigures") -> bool:
    return figures.on_grid >= LEAST_ON_GRID * figures.grid


def _told(fault: "Fault") -> Diagnostic:
    amount = f" by {fault.amount:g} pt" if fault.amount else ""
    return _fault(f"{_WORDS[fault.kind]}{amount}: {fault.around or fault.text}", f"page {fault.page}")


def _fault(message: str, where: str) -> Diagnostic:
    return Diagnostic(Code.LINE_FAULT, Code.LINE_FAULT.severity, message, where)


def _count(figures: "LineFigures", kinds: "tuple[FaultKind, ...]") -> int:
    return sum(len(figures.of(kind)) for kind in kinds)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else "-"


# Pages ---------------------------------------------------------------------------------------------


def page_table(figures: "Mapping[str, PageFigures]") -> Iterator[str]:
    """A line of figures for each file compared with its PDF."""
    rows = [("file", "pages", "marks", "begin alike", "paragraphs alike", "not compared")]
    rows += [
        (
            file,
            str(found.pages),
            str(found.marks),
            _share(found.agreeing_pages, found.begun),
            _share(found.agreeing_paragraphs, found.paragraphs),
            str(found.passed_over),
        )
        for file, found in figures.items()
    ]
    return columns(rows)


def page_record(figures: "PageFigures", printed: str) -> dict[str, Any]:
    """The same of one file as a record."""
    return {
        "pdf": printed,
        "pages": figures.pages,
        "marks": figures.marks,
        "begun": figures.begun,
        "agreeing_pages": figures.agreeing_pages,
        "paragraphs": figures.paragraphs,
        "agreeing_paragraphs": figures.agreeing_paragraphs,
        "passed_over": figures.passed_over,
    }


# Looks ---------------------------------------------------------------------------------------------


def look_table(comparison: "Comparison", theme: str) -> Iterator[str]:
    """Every token in every file, with its deviation; what is wrong is marked."""
    short = [Path(file).name for file in comparison.files]
    files = short if len({*short}) == len(short) else comparison.files
    rows = [("", "token", f"theme {theme}" if theme else "wanted", *files)]
    rows += [
        ("!" if row.is_wrong else "", row.token, row.wanted, *map(_cell, row.cells))
        for row in comparison.rows
    ]
    yield from columns(rows)
    yield ""
    yield f"{comparison.counted} values compared, {len(comparison.wrong)} tokens differ"


def _cell(cell: "Cell") -> str:
    if cell.deviation is None:
        return cell.value or "-"
    return f"{cell.value}  {cell.deviation:.1%}"


def look_records(comparison: "Comparison") -> Iterator[dict[str, Any]]:
    """A record a token."""
    for row in comparison.rows:
        cells = zip(comparison.files, row.cells, strict=True)
        found = {file: {"value": cell.value, "deviation": cell.deviation} for file, cell in cells}
        yield {"token": row.token, "wanted": row.wanted, "wrong": row.is_wrong, "files": found}


def differences(comparison: "Comparison") -> list[Diagnostic]:
    """What differs, file by file."""
    return [
        Diagnostic(
            Code.LOOKS_DIFFER,
            Code.LOOKS_DIFFER.severity,
            f"{row.token} is {cell.value}, not {row.wanted}",
            file,
        )
        for row in comparison.wrong
        for file, cell in zip(comparison.files, row.cells, strict=True)
        if cell.is_wrong
    ]
