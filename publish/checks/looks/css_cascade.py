"""What the style sheets of a book come to for one element after the other: a small cascade.

Follows CSS Cascading 4 (origin, importance, specificity, order, inheritance) and CSS Custom Properties 1,
for the properties that looks consist of. Media queries are taken for a screen by day: what stands in
`@media` counts only for `all` and `screen`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cssselect2
import tinycss2

from publish.checks.looks.css_values import POINTS, SIDES, Length, Tokens, Value, longhands, value

BROWSER = """\
html, body, div, section, article, nav, header, footer, aside, main, p, h1, h2, h3, h4, h5, h6,
blockquote, ul, ol, dl, dt, dd, pre, figure, figcaption, hr, table, caption, li { display: block }
td, th { display: block; padding: 1px }
head, script, style, template, rt, rp { display: none }
p, dl, pre, ul, ol, blockquote, figure { margin: 1em 0 }
blockquote, figure { margin-left: 40px; margin-right: 40px }
ul, ol { padding-left: 40px }
dd { margin-left: 40px }
h1 { font-size: 2em; margin: .67em 0 } h2 { font-size: 1.5em; margin: .83em 0 }
h3 { font-size: 1.17em; margin: 1em 0 } h4 { margin: 1.33em 0 }
h5 { font-size: .83em; margin: 1.67em 0 } h6 { font-size: .67em; margin: 2.33em 0 }
h1, h2, h3, h4, h5, h6, b, strong, th { font-weight: bold }
th, caption { text-align: center }
pre, code, kbd, samp { font-family: monospace }
"""
"""A browser's own style sheet (HTML, 15.3), for the elements and properties that are read here."""

_INITIAL: dict[str, Value] = {
    "font-family": ("serif",),
    "font-size": Length(1, "rem"),
    "line-height": "normal",
    "font-weight": Length(400, ""),
    "color": "",  # the reader's own
    "letter-spacing": "normal",
    "text-align": "start",
    "text-indent": Length(0, "pt"),
    "display": "inline",
    "background-color": "",
    **{f"{box}-{side}": Length(0, "pt") for box in ("margin", "padding") for side in SIDES},
    **{f"border-{side}-width": Length(0, "pt") for side in SIDES},
    **{f"border-{side}-color": "currentcolor" for side in SIDES},
}
_INHERITED = (
    *("font-family", "font-size", "line-height", "font-weight", "color", "letter-spacing"),
    *("text-align", "text-indent"),
)
_NORMAL_LEADING = 1.2
_WEIGHTS = {"normal": 400, "bold": 700}
_ALIGN = {"start": "left", "end": "right"}
_LARGEST_VAR_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Computed:
    """The computed values of an element: lengths in pt, `leading` as a share of the size or in pt."""

    values: dict[str, Value]
    custom: dict[str, Tokens]
    size: float

    def length(self, name: str) -> float:
        """A length in pt; a keyword (auto, normal) is none at all."""
        found = self.values[name]
        return found.number if isinstance(found, Length) else 0.0

    @property
    def leading(self) -> float:
        """The height of a line in pt."""
        found = self.values["line-height"]
        if not isinstance(found, Length):
            return self.size * _NORMAL_LEADING
        return found.number if found.unit == "pt" else found.number * self.size

    @property
    def families(self) -> tuple[str, ...]:
        """Font families, best first."""
        found = self.values["font-family"]
        return found if isinstance(found, tuple) and not isinstance(found, Length) else ()

    @property
    def weight(self) -> int:
        """The weight, 100 to 900."""
        found = self.values["font-weight"]
        return round(found.number) if isinstance(found, Length) else _WEIGHTS.get(str(found), 400)

    @property
    def align(self) -> str:
        """`justify`, `left`, `right` or `center`; start and end as in text from left to right."""
        found = str(self.values["text-align"])
        return _ALIGN.get(found, found)

    def color(self, name: str) -> str:
        """A colour as #rrggbb; nothing for one that lets all through."""
        found = str(self.values[name])
        return str(self.values["color"]) if found == "currentcolor" else found


@dataclass(frozen=True, slots=True)
class _Declaration:
    name: str
    tokens: Tokens


@dataclass
class StyleSheets:
    """The style sheets of a document, ready to be asked about its elements."""

    root_size: float
    _matcher: Any = field(default_factory=cssselect2.Matcher)
    not_read: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.add(BROWSER, own=True)

    def add(self, css: str, *, own: bool = False) -> None:
        """A further style sheet; `own` is the browser's, over which all others win."""
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            self._add(rule, own)

    def _add(self, rule: Any, own: bool) -> None:
        if _is_for_day(rule):
            for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                self._add(inner, own)
        if rule.type != "qualified-rule":
            return
        declarations = _declarations(rule.content)
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            self.not_read.append(tinycss2.serialize(rule.prelude).strip())
            return
        for selector in selectors:
            if selector.pseudo_element is None and not selector.never_matches:
                self._matcher.add_selector(selector, (own, declarations))

    def computed(self, element: Any, around: Computed | None) -> Computed:
        """The values of an element standing in one whose values are `around`."""
        found: dict[str, tuple[tuple[Any, ...], Tokens]] = {}
        rules = [(match[0], match[1], match[3]) for match in self._matcher.match(element)]
        style = element.etree_element.get("style")
        if style:
            inline = _declarations(tinycss2.parse_component_value_list(style))
            rules.append(((9, 0, 0), 0, (False, inline)))
        for specificity, order, (own, declarations) in rules:
            for number, (declaration, important) in enumerate(declarations):
                rank = (important, not own, specificity, order, number)
                if declaration.name not in found or found[declaration.name][0] <= rank:
                    found[declaration.name] = (rank, declaration.tokens)
        return self._compute({name: tokens for name, (_, tokens) in found.items()}, around)

    def _compute(self, stated: Mapping[str, Tokens], around: Computed | None) -> Computed:
        custom = dict(around.custom) if around else {}
        custom |= {name: tokens for name, tokens in stated.items() if name.startswith("--")}
        specified: dict[str, Value] = {}
        for name, initial in _INITIAL.items():
            said = value(name, _substituted(stated[name], custom)) if name in stated else None
            inherits = name in _INHERITED
            if said is None or said == "unset":
                said = "inherit" if inherits else "initial"
            if said == "inherit":
                said = around.values[name] if around else initial
            specified[name] = initial if said == "initial" else said
        size = self._size(specified["font-size"], around)
        values = {name: self._absolute(name, said, size) for name, said in specified.items()}
        values["font-size"] = Length(size, "pt")
        return Computed(values, custom, size)

    def _size(self, said: Value, around: Computed | None) -> float:
        outer = around.size if around else self.root_size
        if not isinstance(said, Length):
            return outer
        return self._points(said, outer, of=outer)

    def _absolute(self, name: str, said: Value, size: float) -> Value:
        if not isinstance(said, Length) or said.unit == "" or name == "font-weight":
            return said if name != "font-size" else Length(size, "pt")
        return Length(self._points(said, size, of=size if name == "line-height" else 0), "pt")

    def _points(self, said: Length, size: float, *, of: float) -> float:
        if said.unit == "%":
            return said.number / 100 * of
        em = {"em": size, "rem": self.root_size, "ex": size / 2, "ch": size / 2, "lh": size}
        return said.number * em.get(said.unit, POINTS.get(said.unit, 0.0))


def _is_for_day(rule: Any) -> bool:
    """Whether a rule holds others that count on a screen by day."""
    if rule.type != "at-rule" or rule.lower_at_keyword != "media" or not rule.content:
        return False
    return tinycss2.serialize(rule.prelude).strip().lower() in {"", "all", "screen"}


def _declarations(content: Iterable[Any]) -> list[tuple[_Declaration, bool]]:
    """Those declarations that can be understood, shorthands taken apart, each with its importance."""
    found: list[tuple[_Declaration, bool]] = []
    for each in tinycss2.parse_blocks_contents(list(content), skip_comments=True, skip_whitespace=True):
        if each.type != "declaration":
            continue
        if each.name.startswith("--"):
            found.append((_Declaration(each.name, tuple(each.value)), each.important))
            continue
        for name, tokens in longhands(each.lower_name, tuple(each.value)):
            if name in _INITIAL and (_has_var(tokens) or value(name, tokens) is not None):
                found.append((_Declaration(name, tokens), each.important))
    return found


def _has_var(tokens: Tokens) -> bool:
    return any(token.type == "function" and token.lower_name == "var" for token in tokens)


def _substituted(tokens: Tokens, custom: Mapping[str, Tokens], depth: int = 0) -> Tokens:
    """The tokens with custom properties in their places (CSS Custom Properties 1, 3)."""
    if not _has_var(tokens) or depth > _LARGEST_VAR_DEPTH:
        return tokens
    found: list[Any] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "var":
            name, fallback = _reference(token.arguments)
            found += _substituted(custom.get(name, fallback), custom, depth + 1)
        else:
            found.append(token)
    return tuple(found)


def _reference(arguments: Iterable[Any]) -> tuple[str, Tokens]:
    said = [token for token in arguments if token.type != "whitespace"]
    name = said[0].value if said and said[0].type == "ident" else ""
    return name, tuple(said[2:])
