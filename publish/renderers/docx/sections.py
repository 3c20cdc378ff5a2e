"""Sections, running heads and folios (ECMA-376 Part 1, 17.6 and 17.10).

Like the paged PDF: no running head on the first page of an article or of the editor's note, on contents,
part pages, lists and colophon; neither head nor folio on cover and title page. A section that does not say
what its heads are takes those of the section before, so every section says all of them.

The title of an article in its running heads is a field, so that it follows the editor's corrections; each
article has heads of its own all the same, because programs that do not know the field show what it said.
"""

from enum import Enum
from itertools import chain
from typing import TYPE_CHECKING

import msgspec
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from publish.model import Edition
from publish.normal import scrub
from publish.renderers.docx.catalogue import HEAD_GAP, furniture_style
from publish.renderers.docx.desk import Desk
from publish.renderers.docx.fields import field
from publish.renderers.docx.looks import Variation
from publish.renderers.docx.notes import note_settings
from publish.renderers.docx.xml import Element, on, root, set_attributes, text, twips, w
from publish.theming.frame import running_name
from publish.theming.scripts import is_right_to_left

if TYPE_CHECKING:
    from publish.renderers.docx.container import XmlPart

_SLACK = 0.05
"""em by which the text is wider than the measure, so that rounding cannot push out its last character."""


class Kind(Enum):
    """What stands around the text of a section."""

    BARE = "bare"
    PLAIN = "plain"
    ARTICLE = "article"


class Head(msgspec.Struct, frozen=True):
    """What runs above an article: its title, with the style key and the language of that."""

    title: str
    key: str
    lang: str


NO_HEAD = Head("", "", "")
"""Where nothing runs above the text."""


class Sections:
    """Makes the sections of one Word file; they share their headers and footers."""

    def __init__(self, desk: Desk, edition: Edition, document: "XmlPart", depth: int) -> None:
        self._desk = desk
        self._lang = edition.lang
        self._edition = edition
        self._document = document
        self._made: dict[str, str] = {}
        self._article_level = 1 + depth

    def section(self, kind: Kind, head: Head = NO_HEAD) -> Element:
        """`w:sectPr`, beginning on a new page: of an article with this head, or of what has none."""
        page, leading = self._desk.context.theme.page, self._desk.context.theme.leading
        slack = _SLACK * self._desk.context.theme.size / 2
        above, below = self._distances()
        leftward = is_right_to_left(self._lang)
        return w(
            "sectPr",
            *self._references(kind, head),
            w("footnotePr", *note_settings(self._edition)),
            w("type", val="nextPage"),
            w("pgSz", w=twips(page.width), h=twips(page.height)),
            w(
                "pgMar",
                top=twips(page.head),
                right=twips(page.outer - slack),
                bottom=twips(page.foot),
                left=twips(page.inner - slack),
                header=twips(above),
                footer=twips(below),
                gutter=0,
            ),
            *([on("titlePg")] if kind is Kind.ARTICLE else []),
            *([on("bidi")] if leftward else []),
            # The grid is for East Asian text; from right to left LibreOffice 7.4 begins five lines too low.
            w("docGrid", type="default" if leftward else "lines", linePitch=twips(leading)),
        )

    def _distances(self) -> tuple[float, float]:
        """How far header and footer stand from the edges of the page, in pt.

        The head's rule stands three quarters of a line above the text, the folio a line below it.
        """
        theme = self._desk.context.theme
        head, folio = (furniture_style(theme, key) for key in ("running-head", "folio"))
        rule = theme.furniture.rule + HEAD_GAP if theme.furniture.rule else 0
        above = theme.page.head - theme.leading * 0.75 - head.leading - rule
        below = theme.page.foot - theme.leading - folio.leading
        return max(above, 0), max(below, 0)

    def _references(self, kind: Kind, head: Head) -> list[Element]:
        furniture = self._desk.context.theme.furniture
        running = {"even": furniture.head_left, "default": furniture.head_right, "first": ""}
        if kind is not Kind.ARTICLE:
            running = dict.fromkeys(running, "")
        at_head = furniture.place == "head"
        references = []
        for page, what in running.items():
            header = self._header(page, what if at_head else "", head)
            references.append(self._reference("header", page, header))
        for page, what in running.items():
            bare = kind is Kind.BARE
            footer = self._blank("footer") if bare else self._footer(page, "" if at_head else what, head)
            references.append(self._reference("footer", page, footer))
        return references

    def _reference(self, kind: str, page: str, relation: str) -> Element:
        return set_attributes(w(f"{kind}Reference", type=page), {"r:id": relation})

    def _blank(self, kind: str) -> str:
        return self._furniture(kind, "blank", "text", [])

    def _header(self, page: str, what: str, head: Head) -> str:
        if not what:
            return self._blank("header")
        key = "running-head" if page == "even" else "running-head-right"
        return self._furniture("header", self._name(page, what, head), key, self._words(what, head))

    def _footer(self, page: str, what: str, head: Head) -> str:
        """The folio, and an em from it what runs beside it: the folio stands outside."""
        key = {"even": "folio", "default": "folio-right"}.get(page, "folio-outer")
        folio = field("PAGE", "1")
        if not what:
            return self._furniture("footer", page, key, folio)
        parts = [self._words(what, head), [w("r", text("\u2003"))], folio]
        ordered = reversed(parts) if page == "even" else parts
        name = self._name(page, what, head)
        return self._furniture("footer", name, key, list(chain.from_iterable(ordered)))

    def _name(self, page: str, what: str, head: Head) -> str:
        return f"{page} {' '.join((head.key, head.lang, head.title)) if what == 'article' else ''}"

    def _words(self, what: str, head: Head) -> list[Element]:
        """What runs through the pages: the title of the article or of the edition."""
        if what == "article":
            return field(f"STYLEREF {self._style_of(head)}", scrub(head.title))
        return [w("r", text(scrub(running_name(self._edition))))]

    def _style_of(self, head: Head) -> str:
        """The style of a title as a field calls it: Word's headings by number, for their names are in the
        reader's language, ours by name.
        """
        name = self._desk.styles.name(head.key, Variation(lang=head.lang))
        return str(self._article_level) if name.built_in else f'"{name.name}"'

    def _furniture(self, kind: str, name: str, key: str, content: list[Element]) -> str:
        """The relationship to a header or footer, made when first asked for."""
        made = self._made.get(f"{kind} {name}")
        if made is None:
            style = self._desk.styles.paragraph(key).id
            tag, of_type, relation = _PARTS[kind]
            paragraph = w("p", w("pPr", w("pStyle", val=style)), *content)
            number = sum(1 for known in self._made if known.startswith(kind)) + 1
            part = self._desk.container.xml_part(f"/word/{kind}{number}.xml", of_type, root(tag, paragraph))
            made = self._made[f"{kind} {name}"] = self._document.relate(part, relation)
        return made


_PARTS = {
    "header": ("w:hdr", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    "footer": ("w:ftr", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
}
