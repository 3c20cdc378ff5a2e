"""A row of inlines built piece by piece, from Markdown tokens and from HTML tags alike.

Text may hold line feeds and several blanks while a row is being built; `finish` settles them: a line feed
between two characters that are set without blanks (Han, kana, full-width marks) vanishes, any other
becomes a blank, and blanks at the ends of lines go.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from publish.model import Break, Code, Inline, Link, Note, Ruby, Styled, StyleName, Tagged, Text
from publish.reading.repair_signs import WIDE_BLANKS
from publish.walk import Inlines

MAX_STYLES = 24
"""Styles and links nest at most this deep in a row; what is deeper keeps its text and loses its style."""

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_INDENT = f" \t\n\r\f{WIDE_BLANKS}"
"""What a line may begin with that is an indent and no text."""
# CSS Text 3, 4.1.2 leaves open between which characters a line end vanishes; we take Han, kana, bopomofo
# and what is full width (not Hangul, which sets blanks between words).
_SET_SOLID = re.compile(
    "[\u2e80-\u303f\u3040-\u312f\u31a0-\u31bf\u31f0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff01-\uffef\U0001b000-\U0001b16f\U00020000-\U0003fffd]"
)
# Marks that are full width in Chinese and narrow in English: their neighbour decides.
_EITHER = frozenset("“”‘’—…·–")

Make = Callable[[Inlines], Inlines]


def styled(style: StyleName) -> Make:
    """What makes a row of inlines one styled inline."""
    return lambda content: (Styled(style, content),)


def as_they_are(content: Inlines) -> Inlines:
    """What leaves a row of inlines as it is."""
    return content


@dataclass(slots=True)
class _Frame:
    name: str
    make: Make
    content: list[Inline] = field(default_factory=list)
    after: list[Inline] = field(default_factory=list)
    link: bool = False


class RunBuilder:
    """Builds one row of inlines; `open` and `close` need not match, as tags in captures do not."""

    def __init__(self) -> None:
        self._frames = [_Frame("", as_they_are)]
        self._too_deep: Counter[str] = Counter()
        self._loose = False

    @property
    def empty(self) -> bool:
        """True as long as nothing was added or opened."""
        return len(self._frames) == 1 and not self._frames[0].content

    def text(self, text: str) -> None:
        """Add text as it is; its line feeds are soft."""
        if text:
            self._loose = self._loose or "\n" in text
            self._frames[-1].content.append(Text(text))

    def flow(self, text: str) -> None:
        """Add text whose white space is of no meaning, as in HTML."""
        if text:
            self._loose = True
            self._frames[-1].content.append(Text(_BLANKS.sub(_one_blank, text)))

    def soft_break(self) -> None:
        """Add a line end that the author did not set."""
        self.text("\n")

    def line_break(self) -> None:
        """Add a line end that the author set."""
        self._loose = True
        self._frames[-1].content.append(Break())

    def add(self, inline: Inline) -> None:
        """Add an inline. A note inside a link comes to stand after it: its call is a link itself."""
        if isinstance(inline, Note):
            linked = next((frame for frame in self._frames if frame.link), None)
            if linked:
                linked.after.append(inline)
                return
        self._frames[-1].content.append(inline)

    def open(self, name: str, make: Make = as_they_are) -> None:
        """Begin an element; what is added until it is closed goes through `make`."""
        if len(self._frames) > MAX_STYLES:
            self._too_deep[name] += 1
        else:
            self._frames.append(_Frame(name, make))

    def open_link(self, name: str, target: str, title: str = "") -> None:
        """Begin a link; without a target, or inside another link, its text is kept alone."""
        if not target or len(self._frames) > MAX_STYLES or any(frame.link for frame in self._frames):
            self.open(name)
            return
        self.open(name, lambda content: _linked(target, title, content))
        self._frames[-1].link = True

    def close(self, name: str) -> None:
        """End the innermost element of this name and those left open in it; none is no harm."""
        if self._too_deep[name]:
            self._too_deep[name] -= 1
        elif any(frame.name == name for frame in self._frames[1:]):
            while self._close_last() != name:
                pass

    def _close_last(self) -> str:
        frame = self._frames.pop()
        made = frame.make(tuple(frame.content)) if frame.content else ()
        self._frames[-1].content.extend((*made, *frame.after))
        return frame.name

    def split(self) -> Inlines:
        """The row so far, its blanks settled; open elements stay open in the row that follows."""
        still_open = [(frame.name, frame.make, frame.link) for frame in self._frames[1:]]
        too_deep = self._too_deep.copy()
        run = self.finish()
        self._too_deep = too_deep
        self._frames += [_Frame(name, make, link=link) for name, make, link in still_open]
        return run

    def finish(self) -> Inlines:
        """The row, everything closed and its blanks settled. The builder is then empty."""
        while len(self._frames) > 1:
            self._close_last()
        run = tuple(self._frames[0].content)
        loose, self._loose = self._loose, False
        self._frames = [_Frame("", as_they_are)]
        self._too_deep.clear()
        return settle(run) if loose else run


def _linked(target: str, title: str, content: Inlines) -> Inlines:
    return (Link(target, content, title),)


def _one_blank(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def sets_solid(before: str, after: str) -> bool:
    """True where two characters stand without a blank between them when a line ends between them."""
    solid = bool(_SET_SOLID.match(before)), bool(_SET_SOLID.match(after))
    return all(solid) or (solid[0] and after in _EITHER) or (solid[1] and before in _EITHER)


# Blanks --------------------------------------------------------------------------------------------


def settle(run: Inlines) -> Inlines:
    """The row with its soft line ends resolved, blanks single, and none at the ends of its lines."""
    pieces = list(_pieces(run))
    texts = _Settled(pieces)
    return _rebuilt(run, texts)


def _pieces(run: Inlines) -> "list[str]":
    """The text of each leaf in order; forced line ends and pictures as one character each."""
    pieces: list[str] = []
    for inline in run:
        match inline:
            case Text(text):
                pieces.append(text)
            case Styled(content=content) | Link(content=content) | Tagged(content=content):
                pieces.extend(_pieces(content))
            case Break():
                pieces.append("\u2028")
            case Code(text) | Ruby(text):
                pieces.append(text.strip() or "\ufffc")
            case _:
                pieces.append("\ufffc")
    return pieces


class _Settled:
    """The settled texts, one after another, as `_rebuilt` asks for them."""

    def __init__(self, pieces: list[str]) -> None:
        self._pieces = pieces
        self._next = 0
        self._following = _following(pieces)
        self._before = "\u2028"
        self._vanished = False

    def skip(self) -> None:
        piece = self._pieces[self._next]
        self._before, self._vanished = piece[-1], False
        self._next += 1

    def take(self) -> str:
        piece, following = self._pieces[self._next], self._following[self._next]
        self._next += 1
        if self._before == "\u2028":
            piece = piece.lstrip(_INDENT)
        parts = []
        position = 0
        for gap in _BLANKS.finditer(piece):
            parts.append(piece[position : gap.start()])
            if parts[-1]:
                self._before, self._vanished = parts[-1][-1], False
            after = piece[gap.end()] if gap.end() < len(piece) else following
            parts.append(self._gap(gap[0], after))
            position = gap.end()
        parts.append(piece[position:])
        if parts[-1]:
            self._before, self._vanished = parts[-1][-1], False
        return "".join(parts)

    def _gap(self, gap: str, after: str) -> str:
        """What stands for white space; a blank already set in an earlier text is not set again."""
        before = self._before
        if before in " \u2028" or after in "\u2028":
            return ""
        if ("\n" in gap or self._vanished) and sets_solid(before, after):
            self._vanished = True  # and so does white space that goes on in the next text
            return ""
        self._before = " "
        return " "


def _following(pieces: list[str]) -> list[str]:
    """For each piece the first character after it that is no white space, or a line separator."""
    following = []
    after = "\u2028"
    for piece in reversed(pieces):
        following.append(after)
        stripped = piece.lstrip(" \t\n\r\f")
        after = stripped[0] if stripped else after
    return following[::-1]


def _rebuilt(run: Inlines, texts: _Settled) -> Inlines:
    built: list[Inline] = []
    for inline in run:
        match inline:
            case Text():
                text = texts.take()
                if text:
                    built.append(Text(text))
            case Styled() | Link() | Tagged():
                content = _rebuilt(inline.content, texts)
                if content:
                    built.append(replace(inline, content=content))
            case _:
                texts.skip()
                built.append(inline)
    return tuple(built)
