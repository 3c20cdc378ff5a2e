"""`word/numbering.xml`: a list of Word for each list of the text, so that every list counts for itself.

Word splits a list in two: the abstract one has the marks and indents of nine levels, the concrete one
counts. Lists that look alike share an abstract one (ECMA-376 Part 1, 17.9).
"""

from publish.renderers.docx.catalogue import BULLETS, NUMBERS, list_step
from publish.renderers.docx.faces import faces
from publish.renderers.docx.xml import Element, root, twips, w
from publish.theming.scripts import is_right_to_left
from publish.theming.theme import Theme

LEVELS = 9
"""How deep Word's lists nest."""

_MARKS = ("•", "–", "·")
"""The marks of bulleted lists, level by level, then again from the first."""

_LARGEST = 32_767
"""The largest number that Word starts a list with."""


class Numbering:
    """The lists of one Word file, whose main language is `lang`."""

    def __init__(self, theme: Theme, lang: str) -> None:
        self._right_to_left = is_right_to_left(lang)
        self._step = list_step(theme)
        self._gap = theme.size / 2
        # In Chinese fonts a bullet is as wide as a character.
        self._face = faces(theme.font(theme.styles["text"].font), "en").latin
        self._abstract: dict[tuple[bool, float], int] = {}
        self._lists: list[Element] = []
        # The two lists that the list styles belong to.
        assert (self._concrete(False, 0), self._concrete(True, 0)) == (BULLETS, NUMBERS)

    def begin(self, start: int | None, level: int, origin: float) -> int:
        """The id of a new list. `origin` is where its level 0 would stand in from, in pt."""
        number = self._concrete(start is not None, origin)
        if start is not None:
            first = min(max(start, 0), _LARGEST)
            self._lists[-1].append(w("lvlOverride", w("startOverride", val=first), ilvl=level))
        return number

    def _concrete(self, numbered: bool, origin: float) -> int:
        abstract = self._abstract.setdefault((numbered, round(origin, 2)), len(self._abstract))
        number = len(self._lists) + 1
        self._lists.append(w("num", w("abstractNumId", val=abstract), numId=number))
        return number

    def element(self) -> Element:
        """`word/numbering.xml`."""
        return root("w:numbering", *self._abstract_lists(), *self._lists)

    def _abstract_lists(self) -> list[Element]:
        return [
            w(
                "abstractNum",
                w("multiLevelType", val="hybridMultilevel"),
                *(self._level(level, numbered, origin) for level in range(LEVELS)),
                abstractNumId=number,
            )
            for (numbered, origin), number in self._abstract.items()
        ]

    def _bullet_face(self) -> Element:
        face = self._face
        return w("rPr", w("rFonts", hint="default", ascii=face, hAnsi=face, eastAsia=face, cs=face))

    def _level(self, level: int, numbered: bool, origin: float) -> Element:
        """Numbers end and bullets begin where the text of the level begins, less a gap."""
        indent = origin + (level + 1) * self._step
        # In a right-to-left list numbers that end somewhere would end on the wrong side.
        ends = numbered and not self._right_to_left
        hanging = self._gap if ends else self._gap * 2
        return w(
            "lvl",
            w("start", val=1),
            w("numFmt", val="decimal" if numbered else "bullet"),
            w("lvlText", val=f"%{level + 1}." if numbered else _MARKS[level % len(_MARKS)]),
            w("lvlJc", val="right" if ends else "left"),
            w("pPr", w("ind", left=twips(indent), hanging=twips(hanging))),
            *([] if numbered else [self._bullet_face()]),
            ilvl=level,
        )
