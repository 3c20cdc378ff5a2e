"""Marks inside lines that a scraper left empty, torn or doubled: bold, entities, signs of no width."""

import re
from collections.abc import Iterator

from publish.reading.repair_signs import BLOCK_START, CODE, HAN, SOLID

# Signs of no width --------------------------------------------------------------------------------

_NO_WIDTH = re.compile("[\u200b\u2060\u180e\ufeff]")
# Scripts that mark with U+200B where a line may end, because they set no blanks between words.
_NEEDS_BREAKS = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]")
# Joiners are part of emoji and of the scripts of India and Arabia, and debris anywhere else.
_JOINERS = re.compile(
    f"(?<![^\\s\x00-\x7e\u2010-\u2027{SOLID}])[\u200c\u200d]+(?![^\\s\x00-\x7e\u2010-\u2027{SOLID}])"
)


def drop_zero_width(text: str) -> str:
    """The text without signs of no width, which hide in words and keep marks from being read."""
    if text.isascii():
        return text
    if _NO_WIDTH.search(text) and not _NEEDS_BREAKS.search(text):
        text = _NO_WIDTH.sub("", text)
    if "\u200d" in text or "\u200c" in text:
        text = _JOINERS.sub("", text)
    return text


# Entities ------------------------------------------------------------------------------------------

_TWICE = re.compile(
    r"&amp;((?:nbsp|emsp|ensp|thinsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|#\d{2,5});)"
)
_UNCLOSED = re.compile(f"(?<=[{SOLID}])&nbsp(?![;\\w=])|&nbsp(?=[{SOLID}]|&nbsp)")
_IN_ADDRESS = re.compile(r"(?<=[?&=%\w])&amp;(?:amp;)+(?=\w+=)", re.ASCII)


def resolve_double_entities(text: str) -> str:
    """`&amp;nbsp;` as `&nbsp;`, in lines without code; `&nbsp` with its semicolon."""
    text = _IN_ADDRESS.sub("&amp;", text)
    if not _TWICE.search(text) and not _UNCLOSED.search(text):
        return text
    return "\n".join(
        line if CODE in line else _UNCLOSED.sub("&nbsp;", _TWICE.sub(r"&\1", line))
        for line in text.split("\n")
    )


# Bold ----------------------------------------------------------------------------------------------

_SUSPECTS = ("****", "** ", " **", "**\t", "**\n")
_EMPTY_ALONE = re.compile(r"[ \t]*\*\*[ \t]+\*\*[ \t]*")
_FOUR_AT_END = re.compile(r"(?<=\S)[ \t]+\*{4}[ \t]*$", re.MULTILINE)
_FOUR_ALONE = re.compile(r"[ \t]*\*{4}[ \t]*")
# Bold text as it should be, in one line.
_SOUND = re.compile(r"\*\*(?=[^\s*])[^*\n]*(?<=[^\s*\\])\*\*(?!\*)")
# Stars that hide letters: 138****1234.
_MASK = re.compile(r"(?<=[A-Za-z0-9])\*{3,}(?=[A-Za-z0-9@.])")
_STARS = re.compile(
    r"(?<!`)(`+)(?!`)(?:.|\n)*?(?<!`)\1(?!`)|\]\([^)\n]*\)|</?[A-Za-z][^<>\n]*>|\\.|(?P<stars>\*+)"
)


def mend_bold(text: str) -> str:
    """Bold text whose marks are empty, doubled or set apart, as `**A****B**`, `** A**`, `**** **A**`.

    Marks are paired in the order in which they stand in a paragraph; where that gives no sense they are
    left as they are.
    """
    if not _is_unsound(text):
        return text
    unmasked = _MASK.sub("", text) if "***" in text else text
    scraped = len(unmasked.split("****")) > 2 or bool(re.search(r"\*\*[ \t]+\*\*", text))
    paragraphs = text.split("\n\n")
    for number, paragraph in enumerate(paragraphs):
        if "**" in paragraph and _is_unsound(paragraph):
            units = [_mended_unit(unit, scraped) for unit in _units(paragraph)]
            paragraphs[number] = "\n".join(units)
    return "\n\n".join(paragraphs)


def _is_suspect(text: str) -> bool:
    return any(sign in text for sign in _SUSPECTS)


def _is_unsound(text: str) -> bool:
    """True for a text in which a mark may be out of place: one of no bold text that stands in one line."""
    return _is_suspect(text) and "**" in _SOUND.sub("", text)


def _units(text: str) -> Iterator[str]:
    """A passage in paragraphs, list items, rows of cells: what marks are paired within."""
    unit: list[str] = []
    for line in text.split("\n"):
        alone = not line.strip() or bool(_FOUR_ALONE.fullmatch(line) or _EMPTY_ALONE.fullmatch(line))
        if unit and (alone or BLOCK_START.match(line)):
            yield "\n".join(unit)
            unit = []
        unit.append(line)
        if alone:
            yield line
            unit = []
    if unit:
        yield "\n".join(unit)


def _mended_unit(unit: str, scraped: bool) -> str:
    if not _is_unsound(unit):
        return unit
    if _EMPTY_ALONE.fullmatch(unit):
        return ""
    if _FOUR_ALONE.fullmatch(unit):
        return "" if scraped else unit
    if unit.lstrip().startswith("|"):
        return "|".join(_paired(cell, scraped) for cell in unit.split("|"))
    return _paired(unit, scraped)


def _paired(text: str, scraped: bool) -> str:
    text = _MASK.sub(_escaped_mask, text)
    text = _FOUR_AT_END.sub("", text)
    pieces = _pieces(text)
    if pieces is None or len(pieces) % 2 == 0 or not (scraped or len(pieces) > 3 or pieces[1].strip()):
        return text
    if len(pieces) == 3 and not pieces[1] and not scraped:
        return text
    return _joined(pieces)


def _escaped_mask(found: re.Match[str]) -> str:
    """Stars that hide letters, escaped; inside bold they are where one word ends and another begins."""
    inside_bold = found.string.count("**", 0, found.start()) % 2
    return found[0] if inside_bold else "\\*" * len(found[0])


def _pieces(text: str) -> list[str] | None:
    """The text between the marks, plain and bold by turns; None if the marks cannot be told apart."""
    pieces: list[str] = []
    start = position = 0
    spaced = misplaced = 0
    for found in _STARS.finditer(text):
        stars = found["stars"]
        if not stars or len(stars) == 1:
            continue
        if len(stars) % 2:
            return None
        before = text[found.start() - 1 : found.start()]
        after = text[found.end() : found.end() + 1]
        if len(stars) == 2:
            spaced += bool(before and after and before in " \t" and after in " \t") and _is_inside(
                text, found
            )
            misplaced += _goes_the_other_way(before, after, len(pieces) % 2 == 0)
        pieces.append(text[start : found.start()])
        pieces += [""] * (len(stars) // 2 - 1)
        start = position = found.end()
    if not position or (spaced and misplaced) or spaced > 1:
        return None
    return [*pieces, text[start:]]


def _is_inside(text: str, found: re.Match[str]) -> bool:
    """True for a mark with words on both sides in its line."""
    before, after = text[: found.start()], text[found.end() :]
    return bool(before.rpartition("\n")[2].strip() and after.partition("\n")[0].strip())


def _goes_the_other_way(before: str, after: str, opens: bool) -> bool:
    """True for a mark that stands as a closing one does where an opening one is due, or the reverse."""
    blank_before, blank_after = not before.strip(), not after.strip()
    return (blank_after and not blank_before) if opens else (blank_before and not blank_after)


def _joined(pieces: list[str]) -> str:
    """The pieces with marks around what is bold; white space at its ends comes to stand outside."""
    runs: list[tuple[bool, str]] = []
    for number, piece in enumerate(pieces):
        bold = number % 2 == 1 and bool(piece.strip())
        if not piece:
            continue
        if runs and runs[-1][0] == bold:
            runs[-1] = (bold, runs[-1][1] + piece)
        else:
            runs.append((bold, piece))
    return "".join(_marked(text) if bold else text for bold, text in runs)


def _marked(text: str) -> str:
    core = text.strip()
    start = text.index(core)
    return f"{text[:start]}**{core}**{text[start + len(core) :]}"


# Signs of multiplication ---------------------------------------------------------------------------

# Before a figure, after a word, and not around a figure alone.
_TIMES = re.compile(r"\*(?<=[\w）)\]%]\*)(?=\d)(?!\d[\d.,%]*\*(?!\d))")


def keep_times_signs(text: str) -> str:
    """`2*3+4*5` without emphasis between the stars, in lines without code and formulas."""
    return "\n".join(map(_with_times_signs, text.split("\n"))) if _TIMES.search(text) else text


def _with_times_signs(line: str) -> str:
    if line.count("*") < 2 or "`" in line or "$" in line or line.startswith(("    ", "\t")):
        return line
    return _TIMES.sub(r"\\*", line)


# Blanks around bold --------------------------------------------------------------------------------

_BOLD = re.compile(r"\*\*(?<!\*\*\*)([^\s*](?:[^*\n]*[^\s*])?)\*\*(?!\*)")
_MARK = re.compile("[\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—·]")
_BETWEEN_BOLD = re.compile(f"(?<={_MARK.pattern})\\*\\* \\*\\*(?=[{SOLID}“‘])")
_SET_SOLID = re.compile(f"[{SOLID}“”‘’…—]")
# Underscores are no marks inside Chinese words, stars are.
_EMPHASIS = re.compile(f"(?<![\\w*_])_([^\\s_*][^_*\n]*[）》」』”。，！？])_ (?=[{HAN}])")
_LINE_OF_EMPHASIS = re.compile(r"^\*(?P<words>[^\s*](?:[^*\n]*[^\s*])?)[ \t]+\*[ \t]*$", re.MULTILINE)
_GAP = re.compile(f"[{SOLID}“”‘’…—] \\*\\*|\\*\\* (?:[{SOLID}“”‘’…—]|\\*\\*)|_ (?=[{HAN}])")
_SYSTEMATIC = 4
_HAN_BEFORE = re.compile(f"[{HAN}\u3041-\u30fe]( ?)\\*\\*[{HAN}\u3041-\u30fe“《「]")


def close_up_bold(text: str) -> str:
    """Chinese text without the blanks that tools set around bold: `说： **好** 。` as `说：**好**。`.

    Beside a full-width mark such a blank means nothing; between Han it may part a name from a text, so it
    goes only where every bold word of the text has one.
    """
    text = _LINE_OF_EMPHASIS.sub(r"*\g<words>*", text) if " *\n" in text or text.endswith(" *") else text
    if not _GAP.search(text):
        return text
    gaps = _HAN_BEFORE.findall(text)
    everywhere = len(gaps) >= _SYSTEMATIC and all(gaps)

    text = _BETWEEN_BOLD.sub("", text)
    parts: list[str] = []
    position = 0
    for found in _BOLD.finditer(text):
        start, end = found.span()
        before = text[max(start - 2, 0) : start]
        parts.append(text[position:start])
        if before[1:] == " " and _closes(_last_before(parts), found[1][0], everywhere):
            parts[-1] = parts[-1][:-1]
        parts.append(found[0])
        position = end
        after = text[end + 1 : end + 2]
        named = everywhere and bool(before.strip())
        if text[end : end + 1] == " " and _closes(found[1][-1], after, named):
            position += 1
    parts.append(text[position:])
    return _EMPHASIS.sub(r"*\1*", "".join(parts))


def _last_before(parts: list[str]) -> str:
    """The character before the blank at the end of the last part."""
    return parts[-1][-2:-1]


def _closes(before: str, after: str, everywhere: bool) -> bool:
    if not before or not after or not (_SET_SOLID.match(before) and _SET_SOLID.match(after)):
        return False
    return everywhere or bool(_MARK.match(before) or _MARK.match(after))


# Highlights ----------------------------------------------------------------------------------------

_HIGHLIGHT = re.compile(
    r"==(?<![=\\A-Za-z0-9_`]==)(?=[^\s=])([^=\n`]{1,200}?)(?<=[^\s=\\])==(?![=A-Za-z0-9_`])"
)


def read_highlights(text: str) -> str:
    """`==words==` as marked words."""
    return _HIGHLIGHT.sub(r"<mark>\1</mark>", text)
