"""Sections, running heads and folios (ECMA-376 Part 1, 17.6 and 17.10).

Like the paged PDF: no running head on the first page of an article, on contents, part pages and colophon;
neither head nor folio on cover and title page. A section that does not say what its heads are takes those
of the section before, so every section says all of them.
"""

from enum import Enum
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from publish.model import Edition
from publish.renderers.docx.catalogue import HEAD_GAP, furniture_style
from publish.renderers.docx.desk import Desk
from publish.renderers.docx.fields import field
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


class Sections:
    """Makes the sections of one Word file; they share their headers and footers."""

    def __init__(self, desk: Desk, edition: Edition, document: "XmlPart", depth: int) -> None:
        self._desk = desk
        self._lang = edition.lang
        self._edition = edition
        self._document = document
        self._made: dict[str, str] = {}
        self._article_level = 1 + depth
        single = next(edition.articles()).title if edition.single else ""
        self._running = {
            "edition": running_name(edition),
            "article": single or edition.title,
        }

    def section(self, kind: Kind, *, centered: bool = False) -> Element:
        """`w:sectPr`, beginning on a new page; `centered` stands its text between head and foot."""
        page, leading = self._desk.context.theme.page, self._desk.context.theme.leading
        slack = _SLACK * self._desk.context.theme.size / 2
        head, foot = self._distances()
        return w(
            "sectPr",
            *self._references(kind),
            w("footnotePr", *note_settings(self._edition)),
            w("type", val="nextPage"),
            w("pgSz", w=twips(page.width), h=twips(page.height)),
            w(
                "pgMar",
                top=twips(page.head),
                right=twips(page.outer - slack),
                bottom=twips(page.foot),
                left=twips(page.inner - slack),
                header=twips(head),
                footer=twips(foot),
                gutter=0,
            ),
            *([w("vAlign", val="center")] if centered else []),
            *([on("titlePg")] if kind is Kind.ARTICLE else []),
            *([on("bidi")] if is_right_to_left(self._lang) else []),
            w("docGrid", type="lines", linePitch=twips(leading)),
        )

    def _distances(self) -> tuple[float, float]:
        """How far header and footer stand from the edges of the page, in pt.

        The head's rule stands three quarters of a line above the text, the folio a line below it.
        """
        theme = self._desk.context.theme
        head, folio = (furniture_style(theme, key) for key in ("running-head", "folio"))
        above = theme.page.head - theme.leading * 0.75 - head.leading - HEAD_GAP - theme.furniture.rule
        below = theme.page.foot - theme.leading - folio.leading
        return max(above, 0), max(below, 0)

    def _references(self, kind: Kind) -> list[Element]:
        furniture = self._desk.context.theme.furniture
        heads = {"even": furniture.head_left, "default": furniture.head_right}
        if kind is not Kind.ARTICLE:
            heads = dict.fromkeys(heads, "")
        references = []
        for page, what in (*heads.items(), ("first", "")):
            references.append(self._reference("header", page, self._header(page, what)))
        for page in ("even", "default", "first"):
            folio = "" if kind is Kind.BARE else page
            references.append(self._reference("footer", page, self._footer(folio)))
        return references

    def _reference(self, kind: str, page: str, relation: str) -> Element:
        return set_attributes(w(f"{kind}Reference", type=page), {"r:id": relation})

    def _header(self, page: str, what: str) -> str:
        if not what:
            return self._furniture("header", "blank", "text", [])
        key = "running-head" if page == "even" else "running-head-right"
        running = self._running[what]
        if what == "article":
            # By number, not by name: names are the reader's language.
            words = field(f"STYLEREF {self._article_level}", running)
        else:
            words = [w("r", text(running))]
        return self._furniture("header", page, key, words)

    def _footer(self, page: str) -> str:
        if not page:
            return self._furniture("footer", "blank", "text", [])
        key = {"even": "folio", "default": "folio-right"}.get(page, "folio-outer")
        return self._furniture("footer", page, key, field("PAGE", "1"))

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
