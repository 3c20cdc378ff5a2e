"""The looks of a Word file: what each paragraph's style comes to, from the document's defaults down.

Follows ECMA-376 Part 1: styles inherit by `basedOn` attribute by attribute (17.7.2), the level of a list
stands between the style that names the list and what that style says itself (17.9.23), indents in
hundredths of a character win over those in twentieths of a point (17.3.1.12).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from publish.checks.archive import Element
from publish.checks.docx import Document, W
from publish.checks.looks.values import IN_TABLES, NO_KEY, Block, Look, Paper, Seen, chain
from publish.theming.scripts import is_han

_TWIPS = 20
_BOLD, _REGULAR = 700, 400
_ALIGN = {"both": "justify", "start": "left", "end": "right"}
_DEEPEST = 32

_IN_LIST = "list.level"
"""Among the values of a paragraph: it has a mark."""

Values = dict[str, str]
"""What is known of a paragraph so far: `ind.left`, `spacing.line`, `rFonts.eastAsia`, `sz.val` ..."""

_NAMES = {
    "body text": "paragraph",
    "quote": "quote",
    "footnote text": "note",
    "caption": "caption",
    "definition term": "term",
    "definition": "detail",
    "table text": "cell",
    "table heading": "header-cell",
    "picture placeholder": "placeholder",
    "article subtitle": "subtitle",
    "title": "edition-title",
    "subtitle": "edition-subtitle",
    "toc heading": "contents-title",
    "index heading": "index-title",
    "index 1": "index-entry",
    "list bullet": "list-item",
    "list number": "list-item",
    "list continue": "list-item",
    "normal": "text",
}
"""The style key of Word's own names, and of names that are none; any other is a key with capitals."""


@dataclass
class _Style:
    """A paragraph style: its name, what it says itself, what it is based on."""

    name: str
    parent: str
    own: Values
    number: tuple[str, str] | None = None


@dataclass
class _Sheet:
    """The styles of a document. `depth` is 1 where parts stand above the articles' own titles."""

    styles: dict[str, _Style]
    defaults: Values
    levels: dict[tuple[str, str], Values]
    default: str
    depth: int = 0
    _known: dict[str, Values] = field(default_factory=dict)

    def values(self, id_: str, depth: int = 0) -> Values:
        """What a style comes to."""
        if id_ not in self._known:
            style = self.styles.get(id_)
            if style is None or depth > _DEEPEST:
                return self.defaults
            level = self.levels.get(style.number, {}) if style.number else {}
            self._known[id_] = self.values(style.parent, depth + 1) | level | style.own
        return self._known[id_]


def read_docx(document: Document, name: str, roles: Collection[str] | None) -> Seen:
    """The looks of every paragraph of a Word file; `roles` are the style keys there are, None for any."""
    sheet = _sheet(document)
    blocks: list[Block] = []
    main = document.archive.parse(document.main)
    parts = [part for part in (main, document.part("footnotes")) if part is not None]
    for part in parts:
        paragraphs = [_Paragraph(paragraph, sheet, roles) for paragraph in part.iter(f"{W}p")]
        for before, paragraph, after in zip(
            [None, *paragraphs], paragraphs, [*paragraphs[1:], None], strict=False
        ):
            if paragraph.text and paragraph.key:
                blocks.append(paragraph.block(before, after))
    return Seen(name, "docx", _main_lang(sheet), tuple(blocks), _paper(main))


# Styles --------------------------------------------------------------------------------------------


def _sheet(document: Document) -> _Sheet:
    root = document.part("styles")
    styles: dict[str, _Style] = {}
    defaults: Values = {}
    default = ""
    if root is not None:
        for holder in root.iter(f"{W}docDefaults"):
            defaults = _said(holder.find(f".//{W}pPr")) | _said(holder.find(f".//{W}rPr"))
        for element in root.iter(f"{W}style"):
            if element.get(f"{W}type") == "paragraph":
                id_ = str(element.get(f"{W}styleId"))
                styles[id_] = _style(element)
                default = id_ if element.get(f"{W}default") in ("1", "true") else default
    names = {style.name.lower() for style in styles.values()}
    # A heading of its own for parts means that nothing else stands above the titles of articles.
    depth = 0 if "part title" in names else 1
    return _Sheet(styles, defaults, _levels(document), default, depth)


def _style(element: Element) -> _Style:
    paragraph = element.find(f"{W}pPr")
    return _Style(
        _val(element.find(f"{W}name")),
        _val(element.find(f"{W}basedOn")),
        _said(paragraph) | _said(element.find(f"{W}rPr")),
        _number(paragraph),
    )


def _number(properties: Element | None) -> tuple[str, str] | None:
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    return _val(found.find(f"{W}numId")), _val(found.find(f"{W}ilvl")) or "0"


def _levels(document: Document) -> dict[tuple[str, str], Values]:
    """The indents of each level of each list."""
    root = document.part("numbering")
    if root is None:
        return {}
    abstract = {str(each.get(f"{W}abstractNumId")): each for each in root.iter(f"{W}abstractNum")}
    found: dict[tuple[str, str], Values] = {}
    for number in root.iter(f"{W}num"):
        kind = abstract.get(_val(number.find(f"{W}abstractNumId")))
        for level in () if kind is None else kind.iter(f"{W}lvl"):
            place = (str(number.get(f"{W}numId")), str(level.get(f"{W}ilvl")))
            found[place] = _said(level.find(f"{W}pPr")) | {_IN_LIST: "1"}
    return found


def _said(properties: Element | None) -> Values:
    """Properties attribute by attribute, since that is how they inherit."""
    found: Values = {}
    for element in () if properties is None else properties:
        name = _local(element)
        if name == "rPr":  # that of the paragraph's mark
            continue
        attributes = {_local_name(str(key)): str(said) for key, said in element.items()}
        found |= {f"{name}.{key}": said for key, said in (attributes or {"val": "1"}).items()}
        if name == "pBdr":
            for side in element:
                for key, said in side.items():
                    found[f"border-{_local(side)}.{_local_name(str(key))}"] = str(said)
    return found


def _local(element: Element) -> str:
    return _local_name(str(element.tag))


def _local_name(name: str) -> str:
    return name.rpartition("}")[2]


def _val(element: Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _main_lang(sheet: _Sheet) -> str:
    values = sheet.values(sheet.default)
    east, west = values.get("lang.eastAsia", ""), values.get("lang.val", "")
    return east if is_han(east) and "eastAsia" in values.get("rFonts.hint", "") else west


# Paragraphs ----------------------------------------------------------------------------------------


class _Paragraph:
    """A paragraph as it stands: its text, style key, and the values of its style and its own."""

    def __init__(self, element: Element, sheet: _Sheet, roles: Collection[str] | None) -> None:
        self.em = _points(sheet.values(sheet.default).get("sz.val", "20"), 2) or 0.0
        self.text = "".join(
            piece.text or "" for piece in element.iter(f"{W}t") if not _in_reading(piece)
        ).strip()
        own = element.find(f"{W}pPr")
        id_ = _val(own.find(f"{W}pStyle")) if own is not None else ""
        number = _number(own)
        level = sheet.levels.get(number, {}) if number else {}
        self.values = sheet.values(id_ or sheet.default) | level | _said(own) | _direct(element)
        self.key, self.places = _key(sheet, id_ or sheet.default, roles)

    def block(self, before: "_Paragraph | None", after: "_Paragraph | None") -> Block:
        """The paragraph between its neighbours."""
        follows = before is None or bool(before.text)
        return Block(self.text, self.key, self.look(before, after), self.lang(), self.plain(), follows)

    def plain(self) -> bool:
        """True where it stands in nothing, or in what such a paragraph always stands in."""
        return not set(self.places) - set(chain(self.key))

    def outer(self) -> str:
        return chain(self.key)[0]

    def lang(self) -> str:
        east = self.values.get("lang.eastAsia", "")
        return east if self.han() else self.values.get("lang.val", "")

    def han(self) -> bool:
        return self.values.get("rFonts.hint") == "eastAsia"

    def look(self, before: "_Paragraph | None", after: "_Paragraph | None") -> Look:
        values, size = self.values, self.size()
        table = self.key in IN_TABLES
        outer = self.outer()
        opens = not table and self.key != "caption" and (before is None or before.outer() != outer)
        closes = not table and (after is None or after.outer() != outer)
        if outer == self.key and not self.places:  # each is a block of its own
            opens, closes = not table, not table
        family = values.get("rFonts.eastAsia" if self.han() else "rFonts.ascii", "")
        return Look(
            families=(family,) if family else (),
            size=size,
            leading=self.leading(),
            weight=_BOLD if _on(values, "b") else _REGULAR,
            color=_hex(values.get("color.val", "auto")) or "#000000",
            align=None if table else _ALIGN.get(values.get("jc.val", "left"), values.get("jc.val", "left")),
            first_indent=self.first_indent(),
            left=None if table else self.indent("left"),
            right=None if table else self.indent("right"),
            before=_points(values.get("spacing.before", "0"), _TWIPS) if opens else None,
            after=_points(values.get("spacing.after", "0"), _TWIPS) if closes else None,
            tracking=_points(values.get("spacing.val", "0"), _TWIPS),
            background=_hex(values.get("shd.fill", "")),
        )

    def size(self) -> float:
        return _points(self.values.get("sz.val", "20"), 2) or 0.0

    def leading(self) -> float | None:
        line = self.values.get("spacing.line")
        if line is None:
            return None
        if self.values.get("spacing.lineRule", "auto") == "auto":  # multiples of the font's own height
            return None
        return _points(line, _TWIPS)

    def first_indent(self) -> float:
        hanging = self.indent("hanging")
        if hanging:  # in a list its mark hangs, and not the text
            return 0.0 if self.values.get(_IN_LIST) else -hanging
        return self.indent("firstLine")

    def indent(self, side: str) -> float:
        """An indent in pt; characters are those of the document's own size."""
        characters = _points(self.values.get(f"ind.{side}Chars"), 100)
        if characters:
            return characters * self.em
        return _points(self.values.get(f"ind.{side}", "0"), _TWIPS) or 0.0


def _key(sheet: _Sheet, id_: str, roles: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    """The style key of a paragraph, and the keys of what the name of its style says that it stands in."""
    places: tuple[str, ...] = ()
    for _ in range(_DEEPEST):
        style = sheet.styles.get(id_)
        if style is None:
            break
        name, _, label = style.name.partition(" · ")
        places = places or tuple(_titled(found[0]) for found in _PLACE.finditer(label))
        if _LEFT_OUT.fullmatch(name.lower()):
            break
        key = _named(name.lower(), sheet.depth)
        if not label and (roles is None or key in roles):
            deep = _LIST.fullmatch(name.lower())
            return key, (*places, f"level {deep[2]}") if deep and deep[2] else places
        id_ = style.parent
    return NO_KEY, places


_PLACE = re.compile(r"\bin ((?:[A-Z]\w*\s?)+)|\b(with next)")
"""What the name of a variant says that it stands in, or above: a caption over its table."""

_HEADING = re.compile(r"heading (\d)")
_LINE_OF_CONTENTS = re.compile(r"toc (\d)")
_LIST = re.compile(r"(list (?:bullet|number|continue))(?: (\d))?")
_LEFT_OUT = re.compile(r"space [\d.]+ pt|header\b.*|footer\b.*|rule|figure")
"""Styles of what holds no text of its own, or none of the articles'."""


def _titled(name: str) -> str:
    return name.strip().removeprefix("in ").lower().replace(" ", "-")


def _named(name: str, depth: int) -> str:
    """The style key that a name in small letters stands for."""
    if found := _HEADING.fullmatch(name):
        level = int(found[1]) - depth
        return "part-title" if level == 0 else "title" if level == 1 else f"heading-{level}"
    if found := _LINE_OF_CONTENTS.fullmatch(name):
        return "contents-part" if int(found[1]) <= depth else "contents-entry"
    if found := _LIST.fullmatch(name):
        return _NAMES[found[1]]
    return _NAMES.get(name) or _titled(name)


def _direct(paragraph: Element) -> Values:
    """What most of a paragraph's own words say of themselves, apart from styles of characters."""
    weights: dict[str, int] = {}
    said: dict[str, Values] = {}
    for run in paragraph.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None or properties.find(f"{W}rStyle") is None:
            own = _said(properties)
            weights[str(own)] = weights.get(str(own), 0) + sum(
                len(piece.text or "") for piece in run.iter(f"{W}t")
            )
            said[str(own)] = own
    return said[max(weights, key=weights.__getitem__)] if weights else {}


def _in_reading(piece: Element) -> bool:
    return any(_local(around) == "rt" for around in piece.iterancestors())


# Values --------------------------------------------------------------------------------------------


def _points(said: str | None, parts: int) -> float | None:
    """A number of so many parts of a point as pt, or of hundredths of a character as characters."""
    try:
        return None if said is None else float(said) / parts
    except ValueError:
        return None


def _hex(color: str) -> str:
    return f"#{color.lower()}" if re.fullmatch(r"[0-9A-Fa-f]{6}", color) else ""


def _on(values: Mapping[str, str], name: str) -> bool:
    return values.get(f"{name}.val", "0") not in ("0", "false", "off")


# Paper ---------------------------------------------------------------------------------------------


def _paper(main: Element | None) -> Paper | None:
    """Page and grid of the section that most of the sections look like."""
    found: dict[Paper, int] = {}
    for section in () if main is None else main.iter(f"{W}sectPr"):
        paper = _section(_said(section))
        found[paper] = found.get(paper, 0) + 1
    return max(found, key=found.__getitem__) if found else None


def _section(said: Values) -> Paper:
    def points(name: str) -> float:
        return _points(said.get(name), _TWIPS) or 0.0

    width, height = points("pgSz.w"), points("pgSz.h")
    inner, outer = points("pgMar.left"), points("pgMar.right")
    head, foot, pitch = points("pgMar.top"), points("pgMar.bottom"), points("docGrid.linePitch")
    return Paper(
        width=width,
        height=height,
        inner=inner,
        outer=outer,
        head=head,
        foot=foot,
        measure=width - inner - outer,
        leading=pitch or None,
        lines=(height - head - foot) / pitch if pitch else None,
    )
