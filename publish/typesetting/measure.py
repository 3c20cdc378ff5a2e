"""How wide text is: advances from HarfBuzz over the very fonts that will be drawn.

Besides `theming.fontcuts` the only room that knows HarfBuzz. What was measured is kept, since the same
words and marks come again and again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias

import uharfbuzz as hb


class FontData(Protocol):
    """A font to measure with: a prepared font of the theme."""

    @property
    def data(self) -> bytes: ...

    @property
    def characters(self) -> frozenset[str]: ...

    @property
    def trims(self) -> Mapping[str, tuple[float, float]]: ...


class Face(NamedTuple):
    """How a run of text is set: font role, CSS weight, language; size in pt, tracking in em."""

    font: str
    weight: int
    lang: str
    size: float
    tracking: float = 0


FontChooser: TypeAlias = Callable[[str, int, str], Sequence[FontData]]
"""From font role, weight and language to the fonts that set it, in the order they are tried."""

Manner: TypeAlias = Literal["solid", "words", "plain"]
"""How a run is shaped: as running Chinese or Japanese, as words of an alphabet among it (with proportional
marks: CSS `font-variant-east-asian: proportional-width`), or as text of a language that parts its words."""

_Key: TypeAlias = tuple[str, int, str]

# What a font need not have: it is not drawn, or drawn from the width of the font's blank.
_NOT_DRAWN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufffc")
_WORDS_AND_BLANKS = re.compile("[ \u00a0]+|[^ \u00a0]+")
_HIRAGANA, _KATAKANA = "\u3041-\u3096\u309d-\u309f", "\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff"
_KANA = re.compile(f"[{_HIRAGANA}{_KATAKANA}]")
_IDEOGRAPHS = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JAPANESE = re.compile(
    f"[{_HIRAGANA}][^{_KATAKANA}{_IDEOGRAPHS}]*|[{_KATAKANA}][^{_HIRAGANA}{_IDEOGRAPHS}]*"
    f"|[^{_HIRAGANA}{_KATAKANA}]+"
)
# The language Pango takes text of a script for where it knows that of the paragraph for one that is not
# written in it; zh-Hans and zh-Hant it does not know.
_WITHOUT_LETTERS = re.compile("(?i:ja|ko|zh-(?:cn|hk|mo|sg|tw))\\b")
_SAMPLES = {"Latn": "en", "Cyrl": "ru", "Grek": "el"}
_PROPORTIONAL = {"pwid": True}
_NO_TRIM = (0.0, 0.0)
_REMEMBERED = 65_536


class Measurer:
    """Measures in em, for any size."""

    def __init__(self, fonts: FontChooser) -> None:
        self._choose = fonts
        self._stacks: dict[_Key, tuple[_Shaper, ...]] = {}
        self._words: dict[tuple[_Key, Manner, str], list[float] | None] = {}

    def advances(self, text: str, face: Face, manner: Manner) -> list[float] | None:
        """The advance of each character in em, kerned with the next; None if a font lacks one.

        Characters drawn as one have their advance on the first, 0 on the others.
        """
        return self._measure(text, (face.font, face.weight, face.lang), manner)

    def width(self, text: str, face: Face, manner: Manner = "solid") -> float | None:
        """The width of a text in pt, None if a font lacks a character of it."""
        advances = self.advances(text, face, manner)
        return None if advances is None else sum(advances) * face.size

    def alone(self, letters: str, face: Face, manner: Manner) -> float | None:
        """The width of a few letters with nothing beside them, in em; None if a font lacks one."""
        measured = self._part(letters, (face.font, face.weight, face.lang), manner)
        return None if measured is None else sum(measured)

    def trims(self, character: str, face: Face) -> tuple[float, float]:
        """What a full-width mark can give up before and after its ink, in em."""
        for shaper in self._stack((face.font, face.weight, face.lang)):
            if character in shaper.characters:
                return shaper.trims.get(character, _NO_TRIM)
        return _NO_TRIM

    def _stack(self, key: _Key) -> "tuple[_Shaper, ...]":
        found = self._stacks.get(key)
        if found is None:
            found = self._stacks[key] = tuple(_Shaper(font) for font in self._choose(*key))
        return found

    def _measure(self, text: str, key: _Key, manner: Manner) -> list[float] | None:
        parts = _shaped_apart(text, manner)
        if len(parts) == 1:
            return self._shape(text, key, manner)
        advances: list[float] = []
        for part in parts:
            measured = self._part(part, key, manner)
            if measured is None:
                return None
            advances += measured
        return advances

    def _part(self, part: str, key: _Key, manner: Manner) -> list[float] | None:
        memo = (key, manner, part)
        if memo not in self._words:
            if len(self._words) > _REMEMBERED:
                self._words.clear()
            self._words[memo] = self._shape(part, key, manner)
        return self._words[memo]

    def _shape(self, text: str, key: _Key, manner: Manner) -> list[float] | None:
        stack = self._stack(key)
        if not stack:
            return None
        if stack[0].characters.issuperset(text):
            return stack[0].advances(text, key[2], manner)
        advances: list[float] = []
        for shaper, part in _runs(text, stack):
            measured = shaper.advances(part, key[2], manner) if shaper else None
            if measured is None:
                return None
            advances += measured
        return advances


def _shaped_apart(text: str, manner: Manner) -> list[str]:
    """The parts of a text that an engine shapes each by itself.

    Blanks, because they are spaced otherwise than the words between them; and with Pango the scripts of
    Japanese, each with the marks that follow it.
    """
    if manner != "solid":
        return _WORDS_AND_BLANKS.findall(text)
    return _JAPANESE.findall(text) if _KANA.search(text) else [text]


def _runs(text: str, stack: "tuple[_Shaper, ...]") -> "list[tuple[_Shaper | None, str]]":
    """The text in runs of one font each; blanks and what is not drawn stay with what stands before."""
    runs: list[tuple[_Shaper | None, str]] = []
    current: _Shaper | None = None
    for character in text:
        stays = character in _NOT_DRAWN or (character == " " and current and " " in current.characters)
        chosen = current if stays else next((s for s in stack if character in s.characters), None)
        if stays and chosen is None:
            chosen = stack[0]
        if runs and chosen is runs[-1][0]:
            runs[-1] = (chosen, runs[-1][1] + character)
        else:
            runs.append((chosen, character))
        current = chosen
    return runs


class _Shaper:
    """One font, shaping."""

    def __init__(self, font: FontData) -> None:
        self.characters = font.characters
        self.trims = font.trims
        face = hb.Face(font.data)
        self._font = hb.Font(face)
        self._em = 1 / face.upem

    def advances(self, text: str, lang: str, manner: Manner) -> list[float] | None:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        if lang:
            buffer.language = lang
        if manner == "solid":
            buffer.script = "Kana" if _KANA.match(text) else "Hani"
        elif buffer.script in _SAMPLES and _WITHOUT_LETTERS.match(lang):
            buffer.language = _SAMPLES[buffer.script]
        hb.shape(self._font, buffer, _PROPORTIONAL if manner == "words" else None)
        em, found = self._em, [0.0] * len(text)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            cluster = info.cluster
            if not info.codepoint and text[cluster] not in _NOT_DRAWN:
                return None
            found[cluster] += position.x_advance * em
        return found
