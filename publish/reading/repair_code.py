"""Code in a capture: it is taken out before anything is mended, once its fences are whole."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from publish.reading.repair_layout import LIST_START, is_indented_prose
from publish.reading.repair_signs import CODE, HIDDEN, JOINED, SPLIT

# Fences --------------------------------------------------------------------------------------------

_EMPTY_FENCES = re.compile(
    r"^(?P<first>```[ \t]*)\n(?:[ \t]*\n)*```[ \t]*\n(?P<code>(?:(?!```)[^\n]*\n)+?)"
    r"```[ \t]*\n(?:[ \t]*\n)*(?P<last>```[ \t]*)$",
    re.MULTILINE,
)
# A picture that is its own address is no example of how to write one.
_FENCED_PICTURE = re.compile(
    r"^(?P<first>```[ \t]*)\n(?:[ \t]*\n)*!\[[^\]\n]*\]\(data:[^)\n]*\)[ \t]*\n"
    r"(?:[ \t]*\n)*(?P<last>```[ \t]*)$",
    re.MULTILINE,
)
_FENCE_LINE = re.compile(r"^[ \t]*```", re.MULTILINE)
_COMMENT = re.compile(r"\s*(?:#|//|--|/?\*)")
_CODE_SIGN = re.compile(r"[=(){};<>]")
_LINE_NUMBERS = re.compile(r"^ {1,3}\*(?: {3}\*)+[ \t]*(?=\n(?:[ \t]*\n)+ {4,}\S)", re.MULTILINE)


def mend_fences(text: str) -> str:
    """Code between two empty fences in one; no fence around a picture, no list of line numbers.

    A page sets each line of code as an element; tools close the fence at the first that they do not know.
    """
    if "```" in text:
        if "](data:" in text:
            text = _without_fences(text, _FENCED_PICTURE)
        text = _without_fences(text, _EMPTY_FENCES)
    if " *   *" in text:
        text = _LINE_NUMBERS.sub("", text)
    return text


def _without_fences(text: str, pattern: re.Pattern[str]) -> str:
    """The text with the first and last fence of such passages blank, where the first opens one."""
    parts: list[str] = []
    kept = position = counted = fences = 0
    while found := pattern.search(text, position):
        fences += len(_FENCE_LINE.findall(text, counted, found.start()))
        counted = found.start()
        if fences % 2:
            position = found.start() + len(found["first"])
            continue
        position = found.end()
        if _is_code_or_picture(found):
            parts += [text[kept : found.start()], found[0][len(found["first"]) : -len(found["last"])]]
            kept = position
    return "".join((*parts, text[kept:]))


def _is_code_or_picture(found: re.Match[str]) -> bool:
    """True for a picture, and for lines of which each is a comment or has signs of code or no Chinese."""
    if "code" not in found.groupdict():
        return True
    lines = [line for line in found["code"].split("\n") if line.strip() and not _COMMENT.match(line)]
    signs = [bool(_CODE_SIGN.search(line)) for line in lines]
    return any(signs) and all(sign or line.isascii() for sign, line in zip(signs, lines, strict=True))


# Code without a fence ------------------------------------------------------------------------------

_STATEMENT = re.compile(
    r"(?![ ]*(?:[<>*#|!\[-]|\d+[.)]))(?=[ -~\t]+$)(?![^\n]*\]\()"
    r"(?:[^\n]*[=(){}][^\n]*[;{][ \t]*$|[ \t]*[{}]\)?[;,]?[ \t]*$|[ \t]*\.\w+\([^\n]*[\w)(;,][ \t]*$"
    r"|[ \t]*(?:var|let|const|int|string|auto)[ ]+\w+[ ]*=[^\n]*$"
    r"|[ \t]*(?:foreach|for|if|while|switch|catch|using)[ ]*\([^\n]*\)[ \t]*$)"
)
_ESCAPE = re.compile(r"\\([_*\[\]<>~`#])")
_FEWEST_STATEMENTS = 4


def fence_code(text: str) -> str:
    """Four or more lines that are surely code, with nothing but blank lines between them, in a fence.

    Tools that take the page's text without its elements make a paragraph of each line.
    """
    lines = text.split("\n")
    code = [number for number, line in enumerate(lines) if _STATEMENT.match(line)]
    if len(code) < _FEWEST_STATEMENTS:
        return text
    for run in _runs(code, lines):
        _fence(lines, run[0], run[-1])
    return "\n".join(line for line in lines if line != _DROPPED)


_DROPPED = f"{HIDDEN}{HIDDEN}"


def _runs(code: list[int], lines: list[str]) -> list[list[int]]:
    """Lines of code with at most blank ones between, blank ones around."""
    runs: list[list[int]] = []
    for number in code:
        if runs and not any(line.strip() for line in lines[runs[-1][-1] + 1 : number]):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        run
        for run in runs
        if len(run) >= _FEWEST_STATEMENTS
        and sum(lines[number].rstrip().endswith((";", "{", "}")) for number in run) > 1
        and run[0] > 0
        and not lines[run[0] - 1].strip()
        and (run[-1] + 1 == len(lines) or not lines[run[-1] + 1].strip())
    ]


def _fence(lines: list[str], first: int, last: int) -> None:
    """Set fences in place of the blank lines around; blank lines that part each line from the next go."""
    for number in range(first, last + 1):
        lines[number] = _ESCAPE.sub(r"\1", lines[number])
    apart = sum(not line.strip() for line in lines[first : last + 1]) * 2 >= last - first
    lines[first - 1] = "```"
    if last + 1 == len(lines):
        lines[last] += SPLIT
        lines.append("```")
    else:
        lines[last + 1] = "```"
    kept = first
    for number in range(first + 1, last + 1 if apart else first):
        if lines[number].strip():
            kept = number
        else:
            lines[number] = _DROPPED
            lines[kept] += JOINED


# What is no prose -------------------------------------------------------------------------------------

_SIGNS = {sign: re.compile(f"{sign}{JOINED}*") for sign in (HIDDEN, CODE)}
_FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE
)
_FORMULA = re.compile(r"^[ \t>]*\$\$[^$\n]*\n(?:(?![ \t]*\n)[^$\n]*\n)*?[^$\n]*\$\$", re.MULTILINE)
_RAW_START = re.compile(r"<(?:(pre|script|style|textarea)(?=[\s>])|!--)", re.IGNORECASE)
_RAW_END = {
    name: re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE)
    for name in ("pre", "script", "style", "textarea", "")
}


# Code in a line ends in its paragraph, list item or cell.
_CODE_IN_LINE = re.compile(
    r"(?<![`\\])(`+)(?!`)(?:[^`\n]|\n(?![ \t]*(?:\n|[-+*>#|]|\d{1,9}[.)][ \t]))|(?!\1(?!`))`+)+?"
    r"(?<!`)\1(?!`)"
)
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?: {4}|\t)[ \t]*\S")
_DEEP = ("    ", "\t")


def hide_code(text: str) -> tuple[str, list[str]]:
    """The text with a sign for each passage that is no prose, and those passages in order."""
    spans: list[tuple[int, int]] = []
    if "```" in text or "~~~" in text:
        spans += _fences(text)
    if "$$" in text:
        spans += [found.span() for found in _FORMULA.finditer(text)]
    if "<!--" in text or "</" in text:
        spans += _raw(text)
    if ("\n    " in text or "\n\t" in text or text.startswith(_DEEP)) and _INDENTED.search(text):
        spans += [
            (start, end)
            for start, end in _indented(text)
            if not any(start < last and first < end for first, last in spans)
        ]
    return _with_signs(text, sorted(spans), HIDDEN)


def _raw(text: str) -> Iterator[tuple[int, int]]:
    """Elements whose text is no Markdown, and comments; what has no end is looked for only once."""
    position = 0
    endless: set[str] = set()
    for start in _RAW_START.finditer(text):
        name = (start[1] or "").lower()
        if start.start() < position or name in endless:
            continue
        end = _RAW_END[name].search(text, start.end())
        if end is None:
            endless.add(name)
        else:
            position = end.end()
            yield start.start(), position


def hide_code_in_lines(text: str) -> tuple[str, list[str]]:
    """The text with a sign for the code in its lines, and that code in order."""
    if "`" not in text:
        return text, []
    return _with_signs(text, (found.span() for found in _CODE_IN_LINE.finditer(text)), CODE)


def _with_signs(text: str, spans: Iterable[tuple[int, int]], sign: str) -> tuple[str, list[str]]:
    """A sign in place of each passage, with the line ends that are in it, and the passages."""
    parts: list[str] = []
    hidden: list[str] = []
    position = 0
    for start, end in spans:
        if start < position:
            continue
        passage = text[start:end]
        parts += [text[position:start], sign, JOINED * passage.count("\n")]
        hidden.append(passage)
        position = end
    return ("".join((*parts, text[position:])), hidden) if hidden else (text, hidden)


def put_back(text: str, hidden: Sequence[str], sign: str = HIDDEN) -> str:
    """The text with those passages where their signs stand."""
    if not hidden:
        return text
    pieces = iter(hidden)
    return _SIGNS[sign].sub(lambda found: next(pieces), text)


def _fences(text: str) -> list[tuple[int, int]]:
    """Where fenced code stands: from its fence to the one that closes it, or to the end."""
    spans: list[tuple[int, int]] = []
    position = 0
    while found := _FENCE.search(text, position):
        mark = found["fence"]
        closing = re.compile(rf"^[ \t>]*{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
        end = closing.search(text, found.end())
        spans.append((found.start(), end.end() if end else len(text)))
        position = spans[-1][1]
    return spans


def _indented(text: str) -> Iterator[tuple[int, int]]:
    """Where indented code stands: lines behind four blanks or a tab, below a blank line, in no list.

    Chinese prose may be indented so, and so may be lines of which a tool made paragraphs each.
    """
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    number, in_list, after_blank = 0, False, True
    while number < len(lines):
        line = lines[number]
        if not line.strip() or not line.startswith(_DEEP) or in_list or not after_blank:
            if line.strip() and not line.startswith(_DEEP):
                goes_on = line.startswith("  ") or not after_blank
                in_list = bool(LIST_START.match(line)) or (in_list and goes_on)
            after_blank = not line.strip()
            number += 1
            continue
        end = number
        while end < len(lines) and (lines[end].startswith(_DEEP) or not lines[end].strip()):
            end += 1
        while not lines[end - 1].strip():
            end -= 1
        if _is_code(lines[number:end]):
            yield starts[number], starts[end] - 1
        number, after_blank = end, False


def _is_code(lines: list[str]) -> bool:
    """True for lines with signs of code, hardly any prose among them, and some without a blank between."""
    filled = [line for line in lines if line.strip()]
    apart = len(filled) > 1 and all(not (line.strip() and below.strip()) for line, below in pairwise(lines))
    if apart or 2 * sum(map(is_indented_prose, filled)) > len(filled):
        return False
    return any(_CODE_SIGN.search(line) or _COMMENT.match(line) for line in filled)
