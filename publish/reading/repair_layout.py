"""Lines and paragraphs that a scraper or an editor ran together, tore apart or indented."""

import re
from itertools import pairwise

from publish.reading.repair_signs import HAN, HIDDEN, INSERTED, JOINED, SOLID, SPLIT, WIDE_BLANKS, is_plain

# Front matter --------------------------------------------------------------------------------------

_FENCED_FRONT = re.compile(
    r"\s*(?P<open>```+|~~~+)[ \t]*ya?ml[ \t]*\n(?P<inner>---[ \t]*\n)?"
    r"(?P<fields>[A-Za-z_\u4e00-\u9fff][^\n]*:(?s:.){0,8000}?\n)"
    r"(?(inner)---[ \t]*\n)(?P=open)[ \t]*(?=\n|$)"
)


def unfence_front_matter(text: str) -> str:
    """Front matter that stands in a fence of code at the very start, without the fence."""
    found = _FENCED_FRONT.match(text[:9000]) if "```" in text[:200] or "~~~" in text[:200] else None
    if not found or not re.search(r"^(?:title|标题|url|date)[ \t]*:", found["fields"], re.M | re.I):
        return text
    if found["inner"]:
        return f"\n---\n{found['fields']}---\n{text[found.end() :]}"
    return f"---\n{found['fields']}---{text[found.end() :]}"


# Indents -------------------------------------------------------------------------------------------

_WIDE_SIGNS = (*WIDE_BLANKS, "&")  # what one may be written with
_WIDE_BLANK = f"(?:&(?:nbsp|emsp|ensp|#12288|#160|#819[45]|#x3000);|[{WIDE_BLANKS}])"
_WIDE_INDENT = re.compile(f"^([ \t>]*){_WIDE_BLANK}(?:{_WIDE_BLANK}|[ \t])*(?=(\\S?))", re.MULTILINE)
_DEEP_INDENT = re.compile(f"^(?: {{4}}|\t)[ \t]*(?=[{HAN}“‘《（「『【])", re.MULTILINE)
LIST_START = re.compile(r"[ \t]{0,3}(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:|:)[ \t]")
_SOLID = re.compile(f"[{SOLID}“”‘’…—]")
_CODE_END = re.compile(r"[;{}]\s*$|^\s*(?://|/\*|\*|#include|import |def |var |let )")
_VERSE_LENGTH = 20
"""Characters that a line of verse has at most, and a line of hard-wrapped text has more of."""


def drop_indents(text: str) -> str:
    """Paragraphs without the blanks they begin with; a line so indented begins a paragraph.

    U+3000 and its like are an indent and no text; four blanks before Chinese prose are one, too, and not
    the sign of code.
    """
    if any(blank in text for blank in _WIDE_SIGNS) and _WIDE_INDENT.search(text):
        text = _without_wide_indents(text)
    if ("    " in text or "\t" in text) and _DEEP_INDENT.search(text):
        text = _without_deep_indents(text)
    return text


def _without_wide_indents(text: str) -> str:
    lines: list[str] = []
    for line in text.split("\n"):
        indent = _WIDE_INDENT.match(line)
        if indent and lines and not indent[1] and indent[2] and _goes_on(lines[-1]):
            lines.append(INSERTED)
        lines.append(indent[1] + line[indent.end() :] if indent else line)
    return "\n".join(lines)


def _goes_on(line: str) -> bool:
    """True for a line of a paragraph that the next line would go on, short set lines excepted."""
    if not line.strip() or not is_plain(line):
        return False
    return not (_is_set_end(line) and len(line.strip()) <= _VERSE_LENGTH)


def _is_set_end(line: str) -> bool:
    return line.endswith(("  ", "\\")) or bool(re.search(r"<br\s*/?>\s*$", line))


def _without_deep_indents(text: str) -> str:
    lines = text.split("\n")
    out: list[str] = []
    in_list = False
    position = 0
    while position < len(lines):
        line = lines[position]
        if line.strip() and not line.startswith(("    ", "\t")):
            in_list = bool(LIST_START.match(line)) or (in_list and line.startswith("  "))
        if in_list or not _DEEP_INDENT.match(line):
            out.append(line)
            position += 1
            continue
        end = position
        while end < len(lines) and lines[end].strip() and lines[end].startswith(("    ", "\t")):
            end += 1
        run = lines[position:end]
        if all(map(is_indented_prose, run)):
            out += _as_paragraphs([each.strip(" \t") for each in run], bool(out) and _goes_on(out[-1]))
        else:
            out += run
        position = end
    return "\n".join(out)


def is_indented_prose(line: str) -> bool:
    """True for a line of Chinese prose behind the indent of code."""
    text = line.strip()
    solid = len(_SOLID.findall(text))
    return bool(_DEEP_INDENT.match(line)) and 2 * solid >= len(text) and not _CODE_END.search(text)


def _as_paragraphs(run: list[str], goes_on: bool) -> list[str]:
    """Indented lines as paragraphs of their own, or as the lines of one if all are short."""
    if len(run) > 1 and all(len(line) <= _VERSE_LENGTH for line in run):
        verse = [f"{line}  " for line in run[:-1]] + [run[-1]]
        return [INSERTED, *verse] if goes_on else verse
    parted = [piece for line in run for piece in (INSERTED, line)]
    return parted if goes_on else parted[1:]


# Words set from top to bottom ----------------------------------------------------------------------

_VERTICAL = re.compile(
    f"\n(?:[ \t]*[{HAN}][ \t]*\n(?:[ \t]*\n)+){{3,}}[ \t]*[{HAN}](?=[ \t]*(?:\n[ \t]*(?:\n|$)|$))"
)


def join_vertical_words(text: str) -> str:
    """Four or more paragraphs of one Han character each as the word that they spell from top to bottom."""
    return _VERTICAL.sub(_in_one_line, f"\n{text}")[1:]


def _in_one_line(found: re.Match[str]) -> str:
    return "\n" + "".join(found[0].split()) + JOINED * found[0].count("\n", 1)


# Torn lines ----------------------------------------------------------------------------------------

_CANNOT_BEGIN = re.compile(r"[ \t]*[，。、；：！？）】」』》〉％][^\n]")
_CANNOT_END = re.compile(r"[（【「『《〈][ \t]*$")
_CODE_ALONE = re.compile(r"[ \t]*`[^`\n]+`[ \t]*$")
# wechatmp2markdown ends a line after each link (format.go, formatLink).
_LINK_AT_END = re.compile(r"[^\n]*[^\s!\]）)。：:-][ \t]*\[[^\[\]\n]+\]\([^()\s]+\)[ \t]*$")
_SENTENCE_END = re.compile(r"[。！？…；：!?.;:”’」』）)】》~～][*_”’」』）)\s]*$")
_PARAGRAPH_END = re.compile(rf"{_SENTENCE_END.pattern}|https?://[!-~]+\s*$")
_SET_END = re.compile(r"[^\n]  $")
_MOST = 0.8
_FEWEST = 8


def join_torn_lines(text: str) -> str:
    """Lines that a tool ended by force inside a sentence, joined; others as paragraphs, if it ended all.

    No line begins with a comma or ends with an opening bracket; code alone in a line after half a sentence
    belongs to it, and so does what follows a link.
    """
    lines = text.split("\n")
    of_tool = _tool_ends_lines(lines)
    out: list[str] = []
    torn_code = False
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.endswith("  ") or not line.strip() or not following.strip() or not is_plain(following):
            out.append(line)
            torn_code = False
            continue
        joins = bool(_CANNOT_BEGIN.match(following) or _CANNOT_END.search(line)) or torn_code
        joins = joins or (of_tool and (bool(_LINK_AT_END.match(line)) or _is_torn(line, following)))
        torn_code = bool(_CODE_ALONE.match(following)) and not _SENTENCE_END.search(line)
        out.append(line.rstrip() if joins or torn_code else line)
        if of_tool and not (joins or torn_code) and not _are_verse(line, following):
            out.append(INSERTED)
    return "\n".join(out)


_HAN_AT_END = re.compile(f"[{HAN}][ \t]*$")
_LATIN_AT_START = re.compile(r"(?!\d{1,3}[.、)）](?!\d))[A-Za-z\d][^\n]*[，。；]")


def _is_torn(line: str, following: str) -> bool:
    """True for half a sentence in Chinese that goes on in Latin letters: an element stood there."""
    text = line.strip()
    if min(len(text), len(following.strip())) <= _VERSE_LENGTH or "：" in text[:_VERSE_LENGTH]:
        return False
    inside = "，" in text or "。" in text
    return bool(inside and _HAN_AT_END.search(text) and _LATIN_AT_START.match(following))


def _tool_ends_lines(lines: list[str]) -> bool:
    """True if nearly every line ends by force: then the ends are the tool's, not the author's."""
    filled = [line for line in lines if line.strip()]
    return len(filled) >= _FEWEST and sum(map(bool, map(_SET_END.search, filled))) >= _MOST * len(filled)


def _are_verse(line: str, following: str) -> bool:
    """True for two short lines without marks of their own at their ends, or with those of verse."""
    return all(
        len(text) <= _VERSE_LENGTH and not re.search(r"[：:*`\])]$|^[*`\[!]", text)
        for text in (line.strip(), following.strip())
    )


# Tables --------------------------------------------------------------------------------------------

_GLUED_TABLE = re.compile(r"(?<=[^\s<`>])[ \t]*(?=<table[\s>])", re.IGNORECASE)
_GLUED_TEXT = re.compile(r"(?<=</table>)[ \t]*(?=[^\s<|`])", re.IGNORECASE)
_CONTAINED = re.compile(r"[ \t]*(?:[-+*>|#:]|\d{1,9}[.)]|<(?!table[\s>]))|[ \t]{2}")


def set_tables_apart(text: str) -> str:
    """HTML tables that stand in a line with text, in paragraphs of their own."""
    if "</table>" not in text:
        return text
    return "\n".join(_with_tables_apart(line) for line in text.split("\n"))


def _with_tables_apart(line: str) -> str:
    if "table" not in line or _CONTAINED.match(line):
        return line
    cut = f"{SPLIT}\n{INSERTED}\n"
    return _GLUED_TEXT.sub(cut, _GLUED_TABLE.sub(cut, line))


# Lines that are paragraphs -------------------------------------------------------------------------

_SPEAKER = re.compile(
    r"(?:\*\*)?(?P<name>[^\s：:，。、；！？“”\"'`()（）\[\]<>*/]{1,12})(?:\*\*)?[：:](?!//)"
)
_REMARK = re.compile(r"[*_]{0,3}（[^（）\n]{4,}）[*_]{0,3}[ \t]*")
"""One remark in brackets (`（本文选自……）`): a paragraph of its own."""
_NAME = re.compile(f"[{HAN}]|^[A-Z]")
_HAN = re.compile(f"[{HAN}]")
_LONG = 30
"""Characters from which a line may be a paragraph among others."""
_FEWEST_ENDS = 3


def part_lines_that_are_paragraphs(text: str) -> str:
    """Paragraphs that stand on lines of their own without blank lines between them, parted.

    Lines are paragraphs where nearly all end with a sentence, in a text that is wrapped nowhere; turns of a
    conversation always; the short lines of a poem become lines that are set. In a copy without any marks
    `#` begins a comment among lines of code.
    """
    passages = text.split("\n\n")
    several = [number for number, passage in enumerate(passages) if "\n" in passage]
    if not several:
        return text
    units = [passages[number].split("\n") for number in several]
    paragraphs = _are_paragraphs(units)
    if paragraphs and _is_plain_copy(units, passages):
        units = [_with_comments_kept(lines) for lines in units]
    long = not paragraphs and any(len(lines) >= _FEWEST_LABELS for lines in units)
    unwrapped = long and _is_wrapped_nowhere(passages)
    for number, lines in zip(several, units, strict=True):
        passages[number] = "\n".join(_parted_passage(lines, paragraphs, unwrapped))
    return "\n\n".join(passages)


_FEWEST_LINES = 12
_COMMENT = re.compile(r"# ?[^#\s]")
_COMMAND = re.compile(r"[ -~\t]*[A-Za-z][ -~\t]*(?<![.!?])$|[ -~]*[=(){}<>$|]|[a-z][\w.-]* [\"'$-]")


def _is_plain_copy(units: list[list[str]], passages: list[str]) -> bool:
    """True where most lines stand right below another: the copy of a page's text, with its marks lost."""
    below = sum(len(lines) - 1 for lines in units)
    return below >= _FEWEST_LINES and 2 * below >= len(passages) - 1


def _with_comments_kept(lines: list[str]) -> list[str]:
    """A line `# …` right above or below a command is its comment, and no heading; `#!/…` begins code."""
    around = ["", *lines, ""]
    neighbours = zip(around, lines, around[2:], strict=False)
    return [f"\\{line}" if _is_comment(line, above, below) else line for above, line, below in neighbours]


def _is_comment(line: str, above: str, below: str) -> bool:
    if line.startswith("#!/"):
        return True
    return bool(_COMMENT.match(line)) and bool(_COMMAND.match(above) or _COMMAND.match(below))


def _is_wrapped_nowhere(passages: list[str]) -> bool:
    """True for Chinese text whose long paragraphs stand on one line each: a line end is the author's."""
    long = [passage for passage in passages if len(passage) > _SURELY_LONG and _HAN.search(passage)]
    return len(long) >= _FEWEST_ENDS and not any("\n" in passage.strip() for passage in long)


_SURELY_LONG = 90


def _parted_passage(lines: list[str], paragraphs: bool, unwrapped: bool) -> list[str]:
    out: list[str] = []
    unit: list[str] = []
    attached = False  # to a list item or a quotation above
    for line in (*lines, ""):
        if line.strip() and is_plain(line):
            unit.append(line)
            continue
        out += unit if attached else _parted(unit, paragraphs or (unwrapped and _are_labels(unit)))
        unit = []
        attached = bool(line.strip()) and not line.startswith(("#", HIDDEN, INSERTED))
        out.append(line)
    return out[:-1]


def _are_paragraphs(passages: list[list[str]]) -> bool:
    """True if what ends softly nearly always ends a sentence, in long Chinese lines, beside no bold."""
    ends = [
        line
        for lines in passages
        for line, following in pairwise(lines)
        if len(line) >= _LONG and _HAN.search(line) and _ends_softly(line, following)
    ]
    return len(ends) >= _FEWEST_ENDS and sum(map(bool, map(_PARAGRAPH_END.search, ends))) >= 0.9 * len(ends)


def _ends_softly(line: str, following: str) -> bool:
    if not following.strip() or _is_set_end(line) or not is_plain(line) or not is_plain(following):
        return False
    return not line.rstrip().endswith(("**", "_")) and not following.startswith("**")


_LABEL_LINE = re.compile(
    r"[\u4e00-\u9fff]{2,6}[：:]\s*\S|[\w-]+(?:\.[\w-]+)+/\S+$|https?://\S+$|\S{1,4}(?: ?\d+)?$"
)
_LONGEST_LABELLED, _FEWEST_LABELS = 60, 4


def _are_labels(unit: list[str]) -> bool:
    """True for four or more short lines without a sentence, most of them labels, addresses, words."""
    if len(unit) < _FEWEST_LABELS or any(
        len(line) > _LONGEST_LABELLED or _GOES_ON.search(line) or _CANNOT_BEGIN.match(line) for line in unit
    ):
        return False
    return 2 * sum(bool(_LABEL_LINE.match(line.strip())) for line in unit) > len(unit)


_GOES_ON = re.compile(r"[。，、；！？,;!?（(“]\s*$")


def _parted(unit: list[str], paragraphs: bool) -> list[str]:
    if len(unit) < 2:
        return unit
    if not paragraphs and len(unit) > 3 and all(map(_is_line_of_verse, unit)):
        return [line if _is_set_end(line) else f"{line.rstrip()}  " for line in unit[:-1]] + unit[-1:]
    speakers = _are_turns(unit)
    out = unit[:1]
    for before, line in pairwise(unit):
        new = paragraphs or (speakers and _SPEAKER.match(line)) or _REMARK.fullmatch(line)
        if (new or _REMARK.fullmatch(before)) and not _is_set_end(before):
            out.append(INSERTED)
        out.append(line)
    return out


def _are_turns(unit: list[str]) -> bool:
    """True if the first and other lines begin with a name and a colon."""
    if not _SPEAKER.match(unit[0]):
        return False
    names = [found["name"] for line in unit if (found := _SPEAKER.match(line))]
    return len(names) > 1 and all(_NAME.search(name) for name in names)


def _is_line_of_verse(line: str) -> bool:
    text = line.strip()
    return 3 < len(text) <= _VERSE_LENGTH and len(_SOLID.findall(text)) > 0.8 * len(text)
