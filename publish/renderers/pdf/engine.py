"""WeasyPrint made quicker: what it makes anew for every box is made once, and kept with its style.

A line of ours costs WeasyPrint more boxes than one of its own: a span for its spacing, one for each word
among Han characters. So while `quick_engine` is open, some of its inner functions are replaced by ones that
answer the same and remember what they answered:

    Layout.setup          a text's context, font description and features, made twice for every text box
    strut                 the height and baseline of an empty line in a style
    page_references       pydyf makes those of all pages for each one that WeasyPrint asks for, which is
                          once for every element of the structure tree
    zlib.compressobj      level 6 instead of 9: less than one byte in a hundred more, in a third of the time

and documents are read by expat, for they are XHTML, under a browser's style sheet without the rules that
give six pseudo-elements to every element there is. Each of these is worth 4 to 18 % of the CPU that 100
articles take, so none is here for less.

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
from weasyprint.html import UA_STYLESHEET
from weasyprint.layout import inline
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
        (inline, "strut", _strut(line_break.strut)),
        (line_break.Layout, "setup", _setup(line_break.Layout.setup)),
        (pydyf.PDF, "page_references", property(_page_references)),
        (pydyf, "zlib", SimpleNamespace(compressobj=lambda level: zlib.compressobj(level=_LEVEL))),
    ]
    originals = [(place, name, getattr(place, name)) for place, name, _ in replaced]
    collecting = gc.isenabled()
    gc.disable()  # boxes are many, and live to the end
    for place, name, ours in replaced:
        setattr(place, name, ours)
    try:
        yield
    finally:
        for place, name, original in originals:
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


# PDF -----------------------------------------------------------------------------------------------


def _page_references(pdf: Any) -> list[bytes]:
    """`PDF.page_references` of pydyf, each made once."""
    known: list[bytes] = pdf.__dict__.setdefault("page_references_of_ours", [])
    known += [f"{number} 0 R".encode() for number in pdf.pages["Kids"][3 * len(known) :: 3]]
    return known


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
