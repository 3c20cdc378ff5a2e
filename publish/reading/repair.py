"""Repair: what a scraper broke is mended in the text, before Markdown's grammar reads it.

Each repair is a pure function from text to text and stands in `REPAIRS`, in the order in which they build
on one another; its signs are what a text must hold to need it. Repairs see prose only: code, formulas and
comments are taken out first and put back as they were.

Spans are lines of the capture, so a repair that joins or parts lines says so with the control characters
below, which no text holds: a mark in place of a line end, a line of its own for one that was put in.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from publish.reading.repair_addresses import (
    encode_placeholders,
    mend_broken_addresses,
    mend_leaked_entities,
    read_wiki_links,
)
from publish.reading.repair_code import (
    fence_code,
    hide_code,
    hide_code_in_lines,
    mend_fences,
    put_back,
)
from publish.reading.repair_escapes import keep_backslashes, keep_marks_of_addresses
from publish.reading.repair_layout import (
    drop_indents,
    join_torn_lines,
    join_vertical_words,
    part_lines_that_are_paragraphs,
    set_tables_apart,
)
from publish.reading.repair_lines import join_torn_addresses, set_lines
from publish.reading.repair_links import mend_torn_links
from publish.reading.repair_lists import drop_double_marks, set_numbers_apart
from publish.reading.repair_marks import (
    close_up_bold,
    drop_zero_width,
    keep_times_signs,
    mend_bold,
    read_highlights,
    resolve_double_entities,
)
from publish.reading.repair_pandoc import drop_attributes, drop_forced_ends
from publish.reading.repair_signs import CODE, INSERTED, JOINED, SPLIT
from publish.reading.repair_tables import mend_broken_rows


class Repair(NamedTuple):
    """One repair; it is tried where the text holds one of its signs, or always if it has none."""

    name: str
    signs: tuple[str, ...]
    mend: Callable[[str], str]


IN_LINES: tuple[Repair, ...] = (
    # characters
    Repair("zero-width", (), drop_zero_width),
    Repair("double-entities", ("&amp;", "&nbsp"), resolve_double_entities),
    # what Pandoc adds
    Repair("attributes", ("{#", "{.", '="'), drop_attributes),
    Repair("forced-ends", ("\\\n",), drop_forced_ends),
    # addresses
    Repair("placeholders", ("](data:",), encode_placeholders),
    Repair("broken-addresses", ("](",), mend_broken_addresses),
    Repair("torn-links", ("](",), mend_torn_links),
    Repair("torn-addresses", ("-\n", "/\n", "=\n", "&\n", "?\n", "_\n", "%\n"), join_torn_addresses),
    Repair("leaked-entities", (";=", ";_"), mend_leaked_entities),
    Repair("wiki-links", ("[[",), read_wiki_links),
    # lines
    Repair("broken-rows", ("|\n", "| \n"), mend_broken_rows),
    Repair("indents", (), drop_indents),
    Repair("vertical-words", (), join_vertical_words),
    Repair("double-marks", (*"•◦▪▫●○■□‣", "\\.", "\\)", "1. 1", "1.  1"), drop_double_marks),
    Repair("numbers", (".", ")"), set_numbers_apart),
    # marks, which must not be torn by what comes after
    Repair("backslashes", ("\\",), keep_backslashes),
    Repair("marks-of-addresses", ("://", "%", "?"), keep_marks_of_addresses),
    Repair("times-signs", ("*",), keep_times_signs),
    Repair("bold", ("**",), mend_bold),
    Repair("bold-padding", ("** ", " **", "_ ", " *\n"), close_up_bold),
    Repair("highlights", ("==",), read_highlights),
)
"""Repairs that see a sign in place of the code in a line, too."""

OF_PARAGRAPHS: tuple[Repair, ...] = (
    Repair("torn-lines", ("  \n",), join_torn_lines),
    Repair("glued-tables", ("<table",), set_tables_apart),
    Repair("line-paragraphs", (), part_lines_that_are_paragraphs),
    Repair("set-lines", (), set_lines),
)

REPAIRS = (*IN_LINES, *OF_PARAGRAPHS)


class Repaired(NamedTuple):
    """A text as it shall be parsed, and for each of its lines the line before which it ends.

    `starts` has the number of each line in the text as it was, counted from 0, and one more for the end;
    it is None where the lines are those of the text.
    """

    text: str
    starts: Sequence[int] | None = None


_CONTROLS = re.compile("[\x00-\x04]")


def repaired(text: str) -> Repaired:
    """The text with everything mended that `REPAIRS` knows."""
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
    prose, hidden = hide_code(mend_fences(text))
    fenced = fence_code(prose) if ";\n" in prose else prose
    if fenced != prose:
        prose, hidden = hide_code(put_back(fenced, hidden))
    prose, in_lines = hide_code_in_lines(prose)
    mended = put_back(_mended(prose, IN_LINES), in_lines, CODE)
    mended = put_back(_mended(mended, OF_PARAGRAPHS), hidden)
    if mended == text:
        return Repaired(text)
    return _numbered(mended)


def _mended(text: str, repairs: Sequence[Repair]) -> str:
    for repair in repairs:
        if not repair.signs or any(sign in text for sign in repair.signs):
            text = repair.mend(text)
    return text


def _numbered(text: str) -> Repaired:
    if not _CONTROLS.search(text):
        return Repaired(text)
    starts: list[int] = []
    lines: list[str] = []
    number = 0
    for line in text.split("\n"):
        starts.append(number)
        if line == INSERTED:
            lines.append("")
            continue
        number += 1 + line.count(JOINED) - line.count(SPLIT)
        lines.append(_CONTROLS.sub("", line))
    return Repaired("\n".join(lines), (*starts, number))
