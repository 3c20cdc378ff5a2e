"""WeasyPrint made quicker: what it makes anew for every box is made once, and kept with its style.

A line of ours costs WeasyPrint more boxes than one of its own: a span for its spacing, one for each word
among Han characters. So while `quick_engine` is open, some of its inner functions are replaced by ones that
answer the same and remember what they answered:

    Layout.setup          a text's context, font description and features, made twice for every text box
    resolve_percentages   the used lengths of boxes in a line, which depend on nothing but their style
    strut                 the height and baseline of an empty line in a style
    page_values           what is on a named page: the same for all that stands in a line, so that nothing
                          in it needs to be asked
    page_references       pydyf makes those of all pages for each one that WeasyPrint asks for, which is
                          once for every element of the structure tree
    _to_bytes             of pydyf, asked half a million times for 20 articles
    zlib.compressobj      level 6 instead of 9: less than one byte in a hundred more, in a third of the time

and documents are read by expat, for they are XHTML, under a browser's style sheet without the rules that
give six pseudo-elements to every element there is.

This reaches into WeasyPrint and pydyf, whose versions are therefore pinned; what they print with and
without is compared in tests/renderers/pdf/test_engine.py.
"""

import copy
import gc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pydyf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import inline, percent
from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.urls import URLFetcher

_LEVEL = 6
"""How hard streams are compressed (zlib)."""


@contextmanager
def quick_engine() -> Iterator[None]:
    """While it is open, WeasyPrint and pydyf work as described above."""
    replaced: list[tuple[Any, str, Any]] = [
        (boxes.LineBox, "page_values", boxes.Box.page_values),
        (inline, "strut", _strut(line_break.strut)),
        (line_break.Layout, "setup", _setup(line_break.Layout.setup)),
        (inline, "resolve_percentages", _used_lengths(percent.resolve_percentages)),
        (pydyf.PDF, "page_references", property(_page_references)),
        (pydyf, "_to_bytes", _to_bytes(pydyf._to_bytes)),
        (pydyf, "zlib", SimpleNamespace(compressobj=lambda level: zlib.compressobj(level=_LEVEL))),
    ]
    originals = [(place, name, vars(place).get(name)) for place, name, _ in replaced]
    collecting = gc.isenabled()
    gc.disable()  # boxes are many, and live to the end
    for place, name, ours in replaced:
        setattr(place, name, ours)
    try:
        yield
    finally:
        for place, name, original in originals:
            if original is None:  # it was inherited
                delattr(place, name)
            else:
                setattr(place, name, original)
        if collecting:
            gc.enable()


# Text ----------------------------------------------------------------------------------------------


class _Text(NamedTuple):
    """What Pango is told of all texts in one style."""

    context: Any
    language: Any
    font: Any
    features: Any


def _setup(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """`Layout.setup` with what depends on the style alone kept with the style."""

    def setup(layout: Any, style: Any) -> None:
        if style["text_decoration_line"] != "none" or not style["lang"]:
            original(layout, style)
            return
        text: _Text | None = style.__dict__.get("text_of_ours")
        if text is None:
            text = style.text_of_ours = _text(style)
        layout.style = style
        layout.first_line_direction = 0
        layout.language = text.language
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        layout.layout = ffi.gc(pango.pango_layout_new(text.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, text.font)
        if text.features is not None:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, text.features)
            pango.pango_layout_set_attributes(layout.layout, attributes)

    return setup


def _text(style: Any) -> _Text:
    """As `Layout.setup` of WeasyPrint 70 has it."""
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    override = style["font_language_override"]
    named = style["lang"] if override == "normal" else LST_TO_ISO.get(override.lower(), override)
    pointer, _kept = unicode_to_char_p(named)
    language = pango.pango_language_from_string(pointer)
    pango.pango_context_set_language(context, language)
    asked = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    return _Text(context, language, get_font_description(style), _features(asked, style.font_config))


def _features(asked: dict[str, int], font_config: Any) -> Any:
    """The attribute for these OpenType features, one for all texts of a font configuration."""
    if not asked:
        return None
    written = ",".join(f"{name} {value}" for name, value in asked.items()).encode()
    if written not in font_config.font_features:
        font_config.font_features[written] = pango.pango_attr_font_features_new(written)
    return font_config.font_features[written]


def _strut(original: Callable[[Any], tuple[float, float]]) -> Callable[[Any], tuple[float, float]]:
    """`strut` kept with the style."""

    def strut(style: Any) -> tuple[float, float]:
        known: tuple[float, float] | None = style.__dict__.get("strut_of_ours")
        if known is None:
            known = style.strut_of_ours = original(style)
        return known

    return strut


# Lengths -------------------------------------------------------------------------------------------

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{least_or_most}{axis}" for least_or_most in ("", "min_", "max_") for axis in ("width", "height")),
)
_USED = (*_LENGTHS, *(f"border_{side}_width" for side in _SIDES))


def _used_lengths(original: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    """`resolve_percentages` with the lengths of boxes in a line kept with their style."""

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        if type(box) not in (boxes.TextBox, boxes.InlineBox, boxes.LineBox):
            original(box, containing_block)
            return
        style = box.style
        known: dict[str, Any] | None = style.__dict__.get("lengths_of_ours")
        if known:
            box.__dict__.update(known)
            return
        original(box, containing_block)
        if known is None:
            absolute = all(
                style[name] == "auto" or getattr(style[name], "unit", None) == "px" for name in _LENGTHS
            )
            style.lengths_of_ours = {name: getattr(box, name) for name in _USED} if absolute else {}

    return resolve_percentages


# PDF -----------------------------------------------------------------------------------------------


def _page_references(pdf: Any) -> list[bytes]:
    """`PDF.page_references` of pydyf, each made once."""
    known: list[bytes] = pdf.__dict__.setdefault("page_references_of_ours", [])
    known += [f"{number} 0 R".encode() for number in pdf.pages["Kids"][3 * len(known) :: 3]]
    return known


def _to_bytes(original: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    """Pydyf's writing of a value, without asking first what the commonest ones are not."""

    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]
        if kind is int:
            return b"%d" % item
        return item.encode("ascii") if kind is str else original(item)

    return to_bytes


# Documents -----------------------------------------------------------------------------------------

_PSEUDO_ELEMENTS = {
    "marker": "li",
    "footnote-call": ".note",
    "footnote-marker": ".note",
    "note-call": None,
    "note-marker": None,
    "note-callback": None,
}
"""Pseudo-elements that WeasyPrint's own sheet has rules for, for every element; which ones have them."""


def page(xhtml: str, fetcher: URLFetcher) -> HTML:
    """A document for WeasyPrint. What is no well-formed XML, as a template may be, is read as HTML."""
    try:
        root = ElementTree.fromstring(xhtml)  # noqa: S314 - written by us; expat reads no other file
    except ElementTree.ParseError:
        return HTML(string=xhtml, url_fetcher=fetcher, base_url=None)
    return _Xhtml(root, fetcher)


class _Xhtml(HTML):
    """A document as a tree already, under a narrower sheet of browsers' opinions."""

    def __init__(self, root: ElementTree.Element, fetcher: URLFetcher) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        del forms
        return [_narrowed(UA_STYLESHEET)]


def _narrowed(sheet: Any) -> Any:
    """The sheet with the rules for pseudo-elements of every element said of those that have them."""
    narrowed, matcher = copy.copy(sheet), copy.copy(sheet.matcher)
    by_element = {name: [*rules] for name, rules in matcher.lower_local_name_selectors.items()}
    by_class = {name: [*rules] for name, rules in matcher.class_selectors.items()}
    others = []
    for rule in matcher.other_selectors:
        _, _, _, pseudo_element, _ = rule
        if pseudo_element not in _PSEUDO_ELEMENTS:
            others.append(rule)
        elif where := _PSEUDO_ELEMENTS[pseudo_element]:
            rules = by_class if where.startswith(".") else by_element
            rules.setdefault(where.removeprefix("."), []).append(rule)
    matcher.lower_local_name_selectors, matcher.class_selectors = by_element, by_class
    matcher.other_selectors = others
    narrowed.matcher = matcher
    return narrowed
