"""Where a block stands: what Word does not inherit from a quotation, a list or a cell is carried along."""

import msgspec
from msgspec.structs import replace

from publish.renderers.docx.looks import Variation, has_box, insets
from publish.theming.theme import Style

_MOST_INDENTED = 0.4
"""The share of the measure that nesting can take away at most."""


class Place(msgspec.Struct, frozen=True):
    """Where blocks stand.

    key         the style key of a paragraph without a role: "paragraph", "quote", "cell", "note" ...
    lang        the language; `scope` the article's number, for links
    measure     the width of the text without indents, in pt
    left, right indents so far, in pt
    around      the style keys of what the place stands in, outermost first
    own_...     the same for paragraphs of `key`, without what their own style says already
    box         the style key of the tinted or framed group that it stands in
    together    what it stands in is not parted by the end of a page
    stays       its last paragraph keeps to what follows
    before, after   space that the first and the last paragraph owe to what they open and close, in pt
    align       of a table's column, or of what is not to be justified
    level       how many lists it stands in
    in_note     notes cannot stand in notes
    """

    key: str
    lang: str
    scope: int
    measure: float
    left: float = 0
    right: float = 0
    own_left: float = 0
    own_right: float = 0
    around: tuple[str, ...] = ()
    own_around: tuple[str, ...] = ()
    box: str = ""
    together: bool = False
    stays: bool = False
    before: float = 0
    after: float = 0
    align: str = ""
    level: int = 0
    in_note: bool = False

    @property
    def width(self) -> float:
        """What is left of the measure, in pt."""
        return max(self.measure - self.left - self.right, self.measure * (1 - _MOST_INDENTED) / 2)

    def inside(self, key: str, style: Style) -> "Place":
        """Inside a quotation or a group, whose style gives its paragraphs their looks."""
        boxed = insets(style)
        return replace(
            self,
            key=key,
            left=self._indented(self.left + style.left * style.size + boxed[0]),
            right=self._indented(self.right + style.right * style.size + boxed[1]),
            own_left=self.left,
            own_right=self.right,
            around=_added(self.around, key),
            own_around=self.around,
            box=key if has_box(style) else self.box,
            together=self.together or style.keep_together,
            before=max(self.before, style.before),
            after=max(self.after, style.after),
        )

    def in_list(self, key: str, step: float, style_left: float) -> "Place":
        """Inside the items of a list, whose styles stand in by `style_left` themselves."""
        left = self._indented(self.left + step)
        return replace(
            self,
            key=key,
            left=left,
            own_left=max(left - style_left, 0),
            own_right=self.right,
            own_around=self.around,
            level=self.level + 1,
        )

    def in_cell(self, key: str, width: float, align: str) -> "Place":
        """Inside a cell of a table: a measure of its own."""
        around = _added(self.around, key)
        return Place(
            key,
            self.lang,
            self.scope,
            width,
            around=around,
            own_around=self.around,
            align=align,
            in_note=self.in_note,
        )

    def in_note_of(self, measure: float) -> "Place":
        """Inside a note called here: at the foot of the page, at full width."""
        return Place("note", self.lang, self.scope, measure, around=("note",), in_note=True)

    def speaking(self, lang: str) -> "Place":
        """The same place in a block's own language, if it has one."""
        return replace(self, lang=lang) if lang and lang != self.lang else self

    def edge(self, *, first: bool, last: bool) -> "Place":
        """The place of one of several blocks: only the first and the last stand at the edges."""
        stays = self.stays if last else self.together
        if stays == self.stays and (first or not self.before) and (last or not self.after):
            return self
        return replace(
            self, before=self.before if first else 0, after=self.after if last else 0, stays=stays
        )

    def owing(self, *, before: float = 0, after: float = 0) -> "Place":
        """The place with space in pt that what stands around it asks for."""
        return replace(self, before=max(self.before, before), after=max(self.after, after))

    def kept_together(self) -> "Place":
        """The place of blocks that are not parted by the end of a page."""
        return replace(self, together=True)

    def staying(self) -> "Place":
        """The place of blocks whose end keeps to what follows."""
        return replace(self, stays=True)

    def aligned(self, align: str) -> "Place":
        """The place of a paragraph that is aligned in its own way."""
        return replace(self, align=align)

    def marked(self, key: str) -> "Place":
        """The place of the paragraph that bears a list's mark."""
        return replace(self, key=key)

    def variation(self, key: str, *, picture: bool = False, keep_next: bool = False) -> Variation:
        """How a paragraph of a style key must vary here."""
        own = key == self.key
        return Variation(
            lang=self.lang,
            within=self.own_around if own else self.around,
            box=self.box,
            left=round(self.own_left if own else self.left, 2),
            right=round(self.own_right if own else self.right, 2),
            before=self.before,
            after=self.after,
            align=self.align,
            picture=picture,
            keep_next=keep_next,
        )

    def _indented(self, indent: float) -> float:
        return min(indent, self.measure * _MOST_INDENTED)


def _added(around: tuple[str, ...], key: str) -> tuple[str, ...]:
    return around if around[-1:] == (key,) else (*around, key)
