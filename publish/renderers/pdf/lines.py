"""The joint between fonts, composer and page: what an edition is set in, and its paragraphs in lines."""

from collections.abc import Sequence

from msgspec.structs import replace

from publish.markup.inlines import ruby_width
from publish.markup.writer import Composer, Line
from publish.markup.xhtml import CELLS
from publish.model import NOTE_MARKS, Edition, Heading, Image, Inline, Note, Paragraph, Ruby, Text
from publish.plugins import Context
from publish.theming.cascade import Cascade, TextSetting
from publish.theming.css_pdf import DEEPEST, note_mark_width
from publish.theming.fonts import prepare_fonts
from publish.theming.uses import ELLIPSIS, font_uses
from publish.typesetting.compose import Compositor, Setting
from publish.typesetting.compose import Line as ComposedLine
from publish.typesetting.grain import weasyprint
from publish.typesetting.measure import Face
from publish.walk import Inlines, map_inlines, plain_text

_UNBROKEN = 1e6
"""pt: the measure of rows that the engine breaks."""

_NO_BREAK = "\u00a0"

_FOLIO_EM = 4
"""What a folio takes from the line that it shares with what runs at the foot of a page, in em."""

_SIGN_HEIGHT, _SIGN_SHAPE = 72, 4
"""Pictures in a line up to so many pixels high, and so many times as wide, are signs of the text."""

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
        self._assets = {asset.src: asset for asset in edition.assets}
        self._cascade = Cascade(theme)
        self._note_mark = note_mark_width(theme)
        self._compositor = Compositor(fonts.faces, theme.inlines, self._object_width, weasyprint)

    def composer(self, lang: str) -> Composer:
        """Composes the paragraphs and headings of a text in this language."""
        body = self._cascade.body(lang)

        def compose(block: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[Line] | None:
            around = body
            for depth, container in enumerate(within):
                inside = self._cascade.inside(around, container)
                deep = within[:depth].count(container) >= DEEPEST
                around = inside._replace(inset=around.inset) if deep else inside
            own = self._cascade.block(around, block, bool(within))
            display = own.align != "justify" and (own.align == "center" or own.size > body.size)
            if key == "note":
                own = own._replace(first_indent=own.first_indent + self._note_mark * own.size)
            setting = self._setting(own, display or isinstance(block, Heading))
            if not CELLS.isdisjoint(within):
                unbroken = replace(setting, measure=_UNBROKEN, first_indent=0, align="left", balance=False)
                return self._compositor.compose(block.content, unbroken)
            if setting.measure < _LEAST_EM * setting.size:
                return None
            lines = self._compositor.compose(block.content, setting)
            return lines and [_with_plain_blanks(line) for line in lines]

        return compose

    def running_head(self, text: str, lang: str) -> str:
        """As much of a text as the running head has room for, with an ellipsis if it is cut.

        The engine would draw an ellipsis of its own choice, in a font of its own choice.
        """
        theme = self._cascade.theme
        style = theme.style("running-head")
        face = Face(style.font, style.weight, lang, style.size)
        room = self._measure - (_FOLIO_EM * style.size if theme.furniture.place == "foot" else 0)
        kept = text
        while kept and (self._compositor.measurer.width(kept + ELLIPSIS, face) or 0) > room:
            kept = kept[:-1]
        whole = self._compositor.measurer.width(text, face) or 0
        return text if whole <= room else kept.rstrip() + ELLIPSIS

    def _setting(self, own: TextSetting, balance: bool) -> Setting:
        punctuation = self._cascade.theme.punctuation
        return Setting(
            measure=self._measure - own.inset,
            size=own.size,
            font=own.font,
            weight=own.weight,
            lang=own.lang,
            first_indent=own.first_indent,
            align=own.align,
            tracking=own.tracking,
            kinsoku=punctuation.kinsoku,
            hanging=punctuation.hanging,
            gap=punctuation.gap,
            hyphenate=own.hyphenate,
            balance=balance,
        )

    def sign(self, image: Image) -> float | None:
        """How wide a small picture in a line is, in em, that is set an em high: an emoji, a logo."""
        asset = self._assets.get(image.src)
        if (
            asset is None
            or not 0 < asset.height <= _SIGN_HEIGHT
            or asset.width > _SIGN_SHAPE * asset.height
        ):
            return None
        return round(asset.width / asset.height, 3)

    def _object_width(self, inline: Inline, face: Face) -> float | None:
        """A note's call, ruby, a sign; other pictures are as wide as the engine finds room for."""
        if isinstance(inline, Image):
            sign = self.sign(inline)
            return None if sign is None else sign * face.size
        if isinstance(inline, Ruby):
            return ruby_width(inline) * face.size if inline.reading else None
        if not isinstance(inline, Note):
            return None
        theme = self._cascade.theme
        style, size = theme.style("note"), theme.note_call_scale * theme.size
        return self._compositor.measurer.width(
            NOTE_MARKS[0], Face(style.font, style.weight, face.lang, size)
        )


def _with_plain_blanks(line: ComposedLine) -> ComposedLine:
    """A line whose blanks are spaced, with plain ones for those that do not break; in ours none does.

    To a no-break blank at the end of a run WeasyPrint 70 gives only half its spacing.
    """
    if not line.word_spacing or _NO_BREAK not in plain_text(line.content):
        return line
    (drawn,) = map_inlines((Paragraph(line.content),), _with_plain_blank)
    assert isinstance(drawn, Paragraph)
    return replace(line, content=drawn.content)


def _with_plain_blank(inline: Inline) -> Inlines:
    return (Text(inline.text.replace(_NO_BREAK, " ")),) if isinstance(inline, Text) else (inline,)
