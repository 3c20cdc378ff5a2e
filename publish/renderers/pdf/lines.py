"""The joint between fonts, composer and page: what an edition is set in, and its paragraphs in lines."""

from collections.abc import Sequence

from publish.markup.writer import Composer, Line
from publish.model import NOTE_MARKS, Edition, Heading, Inline, Note, Paragraph
from publish.plugins import Context
from publish.theming.cascade import Cascade, TextSetting
from publish.theming.fonts import prepare_fonts
from publish.theming.uses import ELLIPSIS, font_uses
from publish.typesetting.compose import Compositor, Setting
from publish.typesetting.grain import weasyprint
from publish.typesetting.measure import Face

_MEASURE_UNKNOWN = frozenset({"table", "figure"})
"""What is as wide as its contents: text in it is left to the engine."""

_LEAST_EM = 4
"""Nothing narrower than so many characters is worth setting in lines."""


class LineSetter:
    """The prepared fonts of an edition and the composer of its lines.

    families    the CSS font-family list of each (font role, language)
    font_faces  the @font-face rules
    font_files  the fonts by the names those rules give
    """

    def __init__(self, edition: Edition, context: Context) -> None:
        theme = context.theme
        uses = font_uses(edition, theme)
        fonts = prepare_fonts(theme, uses)
        context.report.extend(fonts.diagnostics)
        self.font_files = {font.name: font.data for font in fonts.fonts}
        self.font_faces = fonts.font_faces(lambda font: f"font:{font.name}")
        self.families = {
            (use.role, use.lang): ", ".join(f'"{name}"' for name in fonts.families(use.role, use.lang))
            for use in uses
        }
        self._measure = theme.page.measure
        self._cascade = Cascade(theme)
        self._compositor = Compositor(fonts.faces, theme.inlines, self._object_width, weasyprint)

    def composer(self, lang: str) -> Composer:
        """Composes the paragraphs and headings of a text in this language."""
        body = self._cascade.body(lang)

        def compose(block: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[Line] | None:
            del key  # the cascade finds it from the block
            if not _MEASURE_UNKNOWN.isdisjoint(within):
                return None
            around = body
            for container in within:
                around = self._cascade.inside(around, container)
            own = self._cascade.block(around, block, bool(within))
            setting = self._setting(own, isinstance(block, Heading))
            if setting.measure < _LEAST_EM * setting.size:
                return None
            return self._compositor.compose(block.content, setting)

        return compose

    def running_head(self, text: str, lang: str) -> str:
        """As much of a text as the running head has room for, with an ellipsis if it is cut.

        The engine would draw an ellipsis of its own choice, in a font of its own choice.
        """
        style = self._cascade.theme.style("running-head")
        face = Face(style.font, style.weight, lang, style.size)
        kept = text
        while kept and (self._compositor.measurer.width(kept + ELLIPSIS, face) or 0) > self._measure:
            kept = kept[:-1]
        whole = self._compositor.measurer.width(text, face) or 0
        return text if whole <= self._measure else kept.rstrip() + ELLIPSIS

    def _setting(self, own: TextSetting, heading: bool) -> Setting:
        return Setting(
            measure=self._measure - own.inset,
            size=own.size,
            font=own.font,
            weight=own.weight,
            lang=own.lang,
            first_indent=own.first_indent,
            align=own.align,
            tracking=own.tracking,
            hyphenate=own.hyphenate,
            balance=heading,
        )

    def _object_width(self, inline: Inline, face: Face) -> float | None:
        """A note's call; how wide a picture or ruby is nobody knows before the page is laid out."""
        if not isinstance(inline, Note):
            return None
        scaled = face._replace(size=face.size * self._cascade.theme.note_call_scale)
        return self._compositor.measurer.width(NOTE_MARKS[0], scaled)
