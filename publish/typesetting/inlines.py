"""A row of inlines as one string of text, and parts of that string as rows of inlines again.

Lines are broken in the string; what stands around its parts (bold, links, languages) is kept as the path
that leads to each, so that a line gets back what the paragraph had, cut at the line's ends.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from msgspec.structs import replace

from publish.model import Break, Code, Image, Inline, Link, Math, Note, Ruby, Styled, Tagged, Text
from publish.typesetting.measure import Face
from publish.walk import Inlines

OBJECT = "\ufffc"
"""What stands in the string for a note's call, a picture, ruby: what has a width but no letters."""

Container: TypeAlias = Styled | Link | Tagged
Path: TypeAlias = tuple[Container, ...]


class Look(Protocol):
    """What an inline style changes of the face around it; None leaves it. `scale` multiplies the size."""

    @property
    def font(self) -> str | None: ...

    @property
    def scale(self) -> float | None: ...

    @property
    def weight(self) -> int | None: ...

    @property
    def tracking(self) -> float | None: ...


Looks: TypeAlias = Mapping[str, Look]
"""Inline looks by style name, `code`, `link`, `math`, `note-call` or role."""


class Leaf(NamedTuple):
    """A part of the string: where it is, what it was, what stands around it, how it is set.

    `around` is the size in pt of the text it stands in, `width` that of an object in pt, None for text.
    """

    start: int
    end: int
    inline: Inline
    path: Path
    face: Face
    around: float
    width: float | None = None


ObjectWidth: TypeAlias = Callable[[Inline, Face], float | None]
"""How wide, in pt, something without letters is in a face; None if that is not known."""


class Uncomposable(Exception):  # noqa: N818 - an answer, not an error: the engine breaks these lines
    """Raised inside this room for what is not for us to set."""


_WHITE_SPACE = re.compile("[ \t\r\n\f]+")
# What is drawn otherwise than as its letters, one after the other.
_NOT_OURS = frozenset({"small-caps"})


def changed(face: Face, look: Look | None) -> Face:
    """The face of a run inside another one's; tracking taken over stays as wide (CSS Text 3, 8.2)."""
    if look is None:
        return face
    scale = look.scale or 1
    return Face(
        look.font or face.font,
        look.weight or face.weight,
        face.lang,
        face.size * scale,
        face.tracking / scale if look.tracking is None else look.tracking,
    )


class Flattener:
    """Collects the lines between forced breaks: each a string and its leaves."""

    def __init__(self, looks: Looks, width: ObjectWidth) -> None:
        self._looks = looks
        self._width = width
        self.rows: list[tuple[str, list[Leaf]]] = []
        self._text: list[str] = []
        self._leaves: list[Leaf] = []
        self._length = 0
        self._after_blank = True

    def flatten(self, content: Inlines, face: Face) -> list[tuple[str, list[Leaf]]]:
        """The rows of a paragraph, one more than it has forced breaks.

        Runs of white space count as one blank and none stands at a row's ends, as in HTML. Raises
        Uncomposable for what is not for us to set.
        """
        self._run(content, face, ())
        self._end_row()
        return self.rows

    def _run(self, content: Inlines, face: Face, path: Path) -> None:
        for inline in content:
            match inline:
                case Text(text):
                    self._add(inline, text, face, face, path)
                case Styled(style, inner):
                    if style in _NOT_OURS:
                        raise Uncomposable
                    self._run(inner, self._changed(face, style), (*path, inline))
                case Link(content=inner):
                    self._run(inner, self._changed(face, "link"), (*path, inline))
                case Tagged(inner, role, lang):
                    tagged = face._replace(lang=lang) if lang else face
                    self._run(inner, self._changed(tagged, role), (*path, inline))
                case Code(text):
                    self._add(inline, text, self._changed(face, "code"), face, path)
                case Break():
                    self._end_row()
                case Math(display=True):
                    raise Uncomposable
                case Note() | Image() | Ruby() | Math():
                    self._object(inline, face, path)

    def _changed(self, face: Face, key: str) -> Face:
        return changed(face, self._looks.get(key))

    def _add(self, inline: Inline, text: str, face: Face, around: Face, path: Path) -> None:
        text = _WHITE_SPACE.sub(" ", text)
        if self._after_blank and text.startswith(" "):
            text = text[1:]
        if not text:
            return
        self._after_blank = text.endswith(" ")
        self._text.append(text)
        self._leaves.append(Leaf(self._length, self._length + len(text), inline, path, face, around.size))
        self._length += len(text)

    def _object(self, inline: Inline, face: Face, path: Path) -> None:
        width = self._width(inline, face)
        if width is None:
            raise Uncomposable
        self._text.append(OBJECT)
        self._leaves.append(Leaf(self._length, self._length + 1, inline, path, face, face.size, width))
        self._length += 1
        self._after_blank = False

    def _end_row(self) -> None:
        if self._text and self._text[-1].endswith(" "):
            self._text[-1] = self._text[-1][:-1]
            leaf = self._leaves.pop()
            if leaf.end - 1 > leaf.start:
                self._leaves.append(leaf._replace(end=leaf.end - 1))
        self.rows.append(("".join(self._text), self._leaves))
        self._text, self._leaves, self._length, self._after_blank = [], [], 0, True


# Back to inlines -----------------------------------------------------------------------------------


class Piece(NamedTuple):
    """A part of a line: an inline, the path that leads to it, and the role it is wrapped in, if any."""

    inline: Inline
    path: Path
    role: str = ""


def part_of(leaf: Leaf, text: str) -> Inline:
    """A leaf with this part of its text; an object as it is."""
    if leaf.width is not None:
        return leaf.inline
    return Code(text) if isinstance(leaf.inline, Code) else Text(text)


def nest(pieces: Sequence[Piece], depth: int = 0) -> Inlines:
    """The pieces as inlines, each inside what leads to it; neighbours share what they have in common."""
    nested: list[Inline] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        if len(piece.path) == depth:
            _append(nested, piece)
            index += 1
            continue
        container, start = piece.path[depth], index
        while index < len(pieces) and _stands_in(container, pieces[index].path, depth):
            index += 1
        nested.append(replace(container, content=nest(pieces[start:index], depth + 1)))
    return tuple(nested)


def _stands_in(container: Container, path: Path, depth: int) -> bool:
    return len(path) > depth and path[depth] is container


def _append(nested: list[Inline], piece: Piece) -> None:
    inline, last = piece.inline, nested[-1] if nested else None
    if piece.role:
        nested.append(Tagged((inline,), role=piece.role))
    elif isinstance(inline, Text) and isinstance(last, Text):
        nested[-1] = Text(last.text + inline.text)
    elif isinstance(inline, Code) and isinstance(last, Code):
        nested[-1] = Code(last.text + inline.text)
    else:
        nested.append(inline)
