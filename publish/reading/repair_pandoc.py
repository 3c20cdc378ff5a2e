r"""What Pandoc writes beside Markdown: attributes in braces, divisions, `\` at the end of a paragraph."""

import re

from publish.reading.repair_signs import JOINED

_ITEM = r"""(?:[#.][\w:-]+|[\w-]+=(?:"[^"\n]*"|[^\s"{}]+))"""
_ATTRIBUTES = rf"\{{[ \t]*{_ITEM}(?:[ \t]+{_ITEM})*[ \t]*\}}"
# A single word may be one of the heading, as `{#if}` of a template.
_SURE = r"(?![ \t]*\{[#.]\w+\})"
_UNDERLINED = rf"^\S[^\n]*?(?=[ \t]{_ATTRIBUTES}[ \t]*\n(?:-{{3,}}|={{3,}})[ \t]*$)"
_OF_HEADING = re.compile(
    rf"(?P<head>^[ \t]{{0,3}}#{{1,6}}[ \t][^\n]*?\S|{_UNDERLINED}){_SURE}[ \t]+{_ATTRIBUTES}[ \t]*$",
    re.MULTILINE,
)
_OF_PICTURE = re.compile(rf"(?P<link>\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)){_ATTRIBUTES}")
_WORDS = r"[^\[\]\n]*(?:!?\[[^\[\]\n]*\]\([^()\n]*\)[^\[\]\n]*)*"
_OF_SPAN = re.compile(rf"(?<![!\\\]])\[(?P<words>{_WORDS})\](?P<attributes>{_ATTRIBUTES})")
_OF_NAME = re.compile(r"[{\s]\.name[\s}]")
_DIVISION = re.compile(rf"^[ \t>]*:{{3,}}[ \t]*(?:{_ATTRIBUTES}|[\w-]+)[ \t]*:*[ \t]*$", re.MULTILINE)
_DIVISION_END = re.compile(r"^[ \t>]*:{3,}[ \t]*$", re.MULTILINE)
_DEEPEST_SPAN = 4


def drop_attributes(text: str) -> str:
    """Headings, pictures and words without their `{#id .class width="3in"}`, and text without `:::`.

    Of `{.name}`, which marks words as a name of the index, the mark is kept, as HTML.
    """
    text = _OF_HEADING.sub(r"\g<head>", text)
    text = _OF_PICTURE.sub(r"\g<link>", text)
    for _ in range(_DEEPEST_SPAN):
        text, found = _OF_SPAN.subn(_words, text)
        if not found:
            break
    if _DIVISION.search(text):
        text = _DIVISION_END.sub("", _DIVISION.sub("", text))
    return text


def _words(span: re.Match[str]) -> str:
    """The words of a span; those that it marks as a name are so still."""
    is_name = _OF_NAME.search(span["attributes"])
    return f'<span class="name">{span["words"]}</span>' if is_name else span["words"]


# A line end before nothing: no path (`C:\temp\`), and not a backslash of the text.
_FORCED_END = re.compile(r"(?<![\\:])\\(?=[ \t]*(?:\n[ \t]*(?:\n|$)|\Z))")
_IN_PATH = re.compile(r"[\\:][!-~]*$")
_EMPTY_BOLD = re.compile(r"\*\*\\\n[ \t]*\*\*|\*\\\n[ \t]*\*(?!\*)")
_FEWEST = 2


def drop_forced_ends(text: str) -> str:
    r"""Paragraphs without the `\` of a line end that nothing follows, where a tool writes them often."""
    text = _EMPTY_BOLD.sub(JOINED, text)
    found = [end for end in _FORCED_END.finditer(text) if not _is_in_path(text, end.start())]
    if len(found) < _FEWEST:
        return text
    parts: list[str] = []
    position = 0
    for end in found:
        parts.append(text[position : end.start()])
        position = end.end()
    return "".join((*parts, text[position:]))


def _is_in_path(text: str, position: int) -> bool:
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return bool(_IN_PATH.search(line))
