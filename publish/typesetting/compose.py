"""Paragraphs composed into lines, with the fonts that will draw them.

    compositor = Compositor(fonts.faces, theme.inlines, object_width, weasyprint)
    lines = compositor.compose(paragraph.content, Setting(measure=378, size=10.5, first_indent=21))

What goes in and comes out stands in `setting`; the text itself is never changed: the lines' texts, one
after the other, are the paragraph's, with runs of white space as one blank, as in HTML.
"""

from publish.model import Inline, Math
from publish.typesetting.breaks import find_breaks
from publish.typesetting.grain import Grain, exact
from publish.typesetting.inlines import Flattener, Looks, ObjectWidth, Uncomposable, changed
from publish.typesetting.lines import make_lines
from publish.typesetting.measure import Face, FontChooser, Measurer
from publish.typesetting.rows import Row
from publish.typesetting.setting import Ends, Line, Setting
from publish.walk import Inlines

__all__ = ["Compositor", "Face", "Line", "Setting", "no_objects"]

_SMALLEST = 1.0  # em: a narrower measure holds no line


def no_objects(inline: Inline, face: Face) -> float | None:
    """The width of an object where nobody knows any: such a paragraph is left to the engine."""
    del inline, face
    return None


class Compositor:
    """Composes paragraphs with the fonts, inline looks and objects of one edition.

    fonts         the fonts of a role, weight and language
    looks         what inline styles change: the theme's `inlines`
    object_width  the width in pt of a note's call, a picture or ruby in a face
    grain         what spacing to ask the engine for
    """

    def __init__(
        self,
        fonts: FontChooser,
        looks: Looks | None = None,
        object_width: ObjectWidth = no_objects,
        grain: Grain = exact,
    ) -> None:
        self.measurer = Measurer(fonts)
        self._looks: Looks = looks or {}
        self._object_width = object_width
        self._grain = grain

    def compose(self, content: Inlines, setting: Setting) -> tuple[Line, ...] | None:
        """The lines of a paragraph; None for one that the engine must break itself.

        That is one in a script whose letters change with their neighbours or that runs from right to
        left, one with something in it whose width is not known, and one with a character that the fonts
        lack.
        """
        if setting.size <= 0 or setting.measure - max(setting.first_indent, 0) < _SMALLEST * setting.size:
            return None
        face = Face(setting.font, setting.weight, setting.lang, setting.size, setting.tracking)
        try:
            rows = Flattener(self._looks, self._width).flatten(content, face)
            lines: list[Line] = []
            for number, (text, leaves) in enumerate(rows):
                first = setting.measure - (0 if number else setting.first_indent)
                ends: Ends = "break" if number + 1 < len(rows) else "paragraph"
                if text:
                    row = Row(text, leaves, setting, self.measurer)
                    breaks = find_breaks(row, setting, first)
                    lines += make_lines(row, breaks, setting, ends, self._grain)
                elif ends == "break":
                    lines.append(Line((), ends=ends))
        except Uncomposable:
            return None
        return tuple(lines)

    def _width(self, inline: Inline, face: Face) -> float | None:
        if isinstance(inline, Math):
            return self.measurer.width(inline.tex, changed(face, self._looks.get("math")), "plain")
        return self._object_width(inline, face)
