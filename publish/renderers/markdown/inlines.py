r"""Inlines as Markdown, and text escaped so that it is read as text.

Escapes are as few as can be and as many as must be (CommonMark 0.31, sections 2.4 and 6): a backslash
before each character that could open something, wherever it stands in a line, and one at the start of a
line before what would make a block of it.
"""

import re
from collections.abc import Callable, Mapping
from html import escape as escape_html
from typing import assert_never
from unicodedata import category

from publish.model import (
    Break,
    Code,
    Image,
    Inline,
    Link,
    Math,
    Note,
    Ruby,
    Styled,
    StyleName,
    Tagged,
    Text,
)
from publish.walk import Inlines

NoteMark = Callable[[Note], str]
"""From a note to the mark that calls it: `[^1]`."""

# Text ----------------------------------------------------------------------------------------------

_OPENING = re.compile(
    r"(?P<closing>\\(?=[\])]))|[\\`*\[<$~]|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_|&(?=[#A-Za-z]|\Z)|(?<!=)=(?==[^=\s])"
)
_LINE_START = re.compile(r"#{1,6}(?=\s|\Z)|>|[-+:](?=\s|\Z)|=+\s*\Z|[-:|](?=[-:| ]*\Z)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|\Z)")

# A bracket of text, until it is known what else stands in its line (see `with_brackets`). Text of the model
# holds no control characters.
_BRACKET = "\0"

# A forced line end, until it is known if it ends a line or is a tag; for Python it is white space.
_LINE_END = "\x1f"


def escape(text: str) -> str:
    """Text with a backslash before each character that could open a style, a link, a tag, a formula."""
    return _OPENING.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "[":
        return _BRACKET
    # `\]` would close a formula in brackets, so this backslash is written by its number.
    return "&#92;" if found["closing"] else f"\\{found[0]}"


def with_brackets(text: str) -> str:
    r"""A row as written, its brackets set; where it holds a `\]` of its own, `\[` would open a formula."""
    return text.replace(_BRACKET, "&#91;" if "\\]" in text else "\\[")


def guard_line_start(line: str) -> str:
    """The line with a backslash before what would make a heading, a list, a quote ... of it."""
    numbered = _NUMBERED.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return f"\\{line}" if _LINE_START.match(line) else line


# Rows of inlines -----------------------------------------------------------------------------------

_MARKS: dict[StyleName, str] = {"emphasis": "*", "strong": "**", "strike": "~~"}
_TAGS: dict[StyleName, tuple[str, str]] = {
    "emphasis": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "strike": ("<s>", "</s>"),
    "underline": ("<u>", "</u>"),
    "superscript": ("<sup>", "</sup>"),
    "subscript": ("<sub>", "</sub>"),
    "highlight": ("<mark>", "</mark>"),
    "small-caps": ('<span style="font-variant: small-caps">', "</span>"),
    "dots": ('<span style="text-emphasis: dot">', "</span>"),
}


class InlineWriter:
    """Writes rows of inlines.

    `note` gives the mark of a note, `anchor` what a link inside the file is to lead to, nothing if nowhere,
    `pictures` the labels of pictures that are defined elsewhere.
    """

    def __init__(self, note: NoteMark, anchor: Callable[[str], str], pictures: Mapping[str, str]) -> None:
        self._note = note
        self._anchor = anchor
        self._pictures = pictures
        self._in_link = False

    def lines(self, run: Inlines) -> list[str]:
        """The lines of a paragraph, ready to stand at the start of lines; none if it says nothing."""
        text = self._text(run)
        *upper, last = [guard_line_start(line.strip(" ")) for line in text.split(_LINE_END)]
        return [*(f"{line}\\" for line in upper), last] if text else []

    def one_line(self, run: Inlines) -> str:
        """The row on one line, forced line ends as `<br>`: for headings, cells and terms."""
        return self._text(run).replace(_LINE_END, "<br>")

    def _text(self, run: Inlines) -> str:
        return with_brackets(self._row(run, edge="")).strip(f" {_LINE_END}")

    def _row(self, run: Inlines, edge: str) -> str:
        """The inlines one after another; `edge` is what stands around the row, nothing or a mark."""
        pieces = [self._inline(inline) for inline in run]
        written = edge
        for position, inline in enumerate(run):
            piece = pieces[position]
            if isinstance(inline, Styled) and inline.style in _MARKS:
                following = next((piece for piece in pieces[position + 1 :] if piece), edge)
                piece = _marked(inline.style, piece, written[-1:], following[:1])
            written = _joined(written, piece)
        return written[len(edge) :]

    def _inline(self, inline: Inline) -> str:
        """One inline; of emphasis, strong and strike the content only, which `_row` marks."""
        match inline:
            case Text(text):
                return escape(text).replace("]", "&#93;") if self._in_link else escape(text)
            case Code(text):
                return code_span(text)
            case Math(tex, display):
                return formula(tex, display)
            case Styled(style, content):
                if style in _MARKS:
                    return self._row(content, edge="*")
                opening, closing = _TAGS[style]
                return f"{opening}{self._row(content, edge='>')}{closing}"
            case Link():
                return self._link(inline)
            case Image():
                return self._image(inline)
            case Ruby(base, reading):
                return f"<ruby>{escape(base)}<rt>{escape(reading)}</rt></ruby>"
            case Note():
                return self._note(inline)
            case Tagged(content=content, lang=lang):
                if not lang:
                    return self._row(content, edge="*")
                return f'<span lang="{escape_html(lang)}">{self._row(content, edge=">")}</span>'
            case Break():
                return _LINE_END
            case _:
                assert_never(inline)

    def _link(self, link: Link) -> str:
        inside = link.target.startswith("#")
        anchor = self._anchor(link.target[1:]) if inside else ""
        if self._in_link or (inside and not anchor):
            return self._row(link.content, edge="*")
        self._in_link = True
        content = self._row(link.content, edge="")
        self._in_link = False
        target = f"#{anchor}" if inside else link.target
        return f"[{content}]({destination(target)}{_title(link.title)})"

    def _image(self, image: Image) -> str:
        alt = escape(" ".join(image.alt.split())).replace("]", "&#93;")
        if image.src in self._pictures:
            return f"![{alt}][{self._pictures[image.src]}]"
        return f"![{alt}]({destination(image.src)}{_title(image.title)})"


def _joined(written: str, piece: str) -> str:
    """Two pieces of a row, such that they do not become something together."""
    if piece.startswith("[") and written.endswith(("!", "^")):
        return f"{written[:-1]}\\{written[-1]}{piece}"  # else a picture, a note
    if piece.startswith((":", "(")) and written.endswith("]"):
        return f"{written}\\{piece}"  # else the definition of a note, a link
    beside_word = piece[:1].isalnum() or piece.startswith("$")
    if (written.endswith("$") and beside_word) or (written[-1:].isalnum() and piece.startswith("$")):
        return f"{written}{_NOTHING}{piece}"  # a formula begins and ends beside no word
    if written.endswith("`") and piece.startswith("`"):
        return f"{written}{_NOTHING}{piece}"
    return written + piece


_NOTHING = "<!-- -->"
"""Keeps apart what stands on both sides of it, and is not seen."""


# Styles --------------------------------------------------------------------------------------------


def _marked(style: StyleName, content: str, before: str, after: str) -> str:
    """The content in asterisks or tildes where every reader sees them as such, else in tags.

    A mark opens only before a word or beside a blank (CommonMark 0.31, 6.2: flanking); blanks at the ends
    of the content come to stand outside.
    """
    inner = content.strip(" ")
    if not inner:
        return content
    lead, trail = content[: len(content) - len(content.lstrip(" "))], content[len(content.rstrip(" ")) :]
    opens = _may_stand(lead[-1:] or before, inner[0])
    closes = _may_stand(trail[:1] or after, inner[-1])
    opening, closing = (_MARKS[style],) * 2 if opens and closes else _TAGS[style]
    return f"{lead}{opening}{inner}{closing}{trail}"


def _may_stand(outside: str, inside: str) -> bool:
    """True if a mark between these two characters, of which the first is outside, is one to any reader."""
    if outside in _MARK_CHARACTERS or inside in _MARK_CHARACTERS or inside.isspace():
        return False
    beside_none = not outside or outside.isspace() or category(outside).startswith("P")
    return inside.isalnum() or beside_none


_MARK_CHARACTERS = frozenset("*~_\\")


# Pieces --------------------------------------------------------------------------------------------


def code_span(text: str) -> str:
    """Code between as many backticks as it has none of in a row."""
    fence = "`" * (longest_run(text, "`") + 1)
    pad = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{pad if text.strip() else ''}{text}{pad if text.strip() else ''}{fence}"


def longest_run(text: str, character: str) -> int:
    """The length of the longest row of one character in the text."""
    return max((len(run) for run in re.findall(f"{re.escape(character)}+", text)), default=0)


_TEX = re.compile(r"(?:[^$\\]|\\.)*", re.DOTALL)


def formula(tex: str, display: bool) -> str:
    """A formula in dollars; as code where it has a dollar of its own."""
    tex = " ".join(tex.split())
    if not _TEX.fullmatch(tex):
        return code_span(tex)
    return f"$${tex}$$" if display else f"${tex}$"


def destination(address: str) -> str:
    """An address as the target of a link, between angle brackets where it has blanks or brackets."""
    address = re.sub(r"&(?=[#\w]+;)", "&amp;", address).replace("\\", "%5C")
    if re.search(r"[\s<>()\x00-\x1f\x7f]", address) or not address:
        return "<" + re.sub("[<>]", r"\\\g<0>", " ".join(address.split())) + ">"
    return address


def _title(title: str) -> str:
    if not title:
        return ""
    text = " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"')
    return ' "' + re.sub(r"&(?=[#\w]+;)", r"\\&", text) + '"'
