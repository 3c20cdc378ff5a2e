"""CSS values as far as looks need them: lengths, colours, families, and shorthands taken apart.

Follows CSS Values 4, CSS Color 4 (the notations that style sheets of ours have), CSS Box 3. A value that
is not understood is None, and its declaration is dropped, as a browser does it.
"""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any, NamedTuple, TypeAlias

import tinycss2.color4

Tokens: TypeAlias = tuple[Any, ...]
"""Component values of CSS Syntax 3, without blanks at their ends."""


class Length(NamedTuple):
    """A number and its unit; a plain number has none, a share has “%”."""

    number: float
    unit: str


Value: TypeAlias = Length | str | tuple[str, ...]

POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0, "q": 18 / 25.4}

SIDES = ("top", "right", "bottom", "left")

_WIDTHS = {"thin": Length(1, "px"), "medium": Length(3, "px"), "thick": Length(5, "px")}
_KEYWORDS = ("inherit", "initial", "unset")
_LENGTHS = frozenset(
    {
        *("font-size", "line-height", "letter-spacing", "text-indent"),
        *(f"{box}-{side}" for box in ("margin", "padding") for side in SIDES),
        *(f"border-{side}-width" for side in SIDES),
    }
)
_COLORS = frozenset({"color", "background-color", *(f"border-{side}-color" for side in SIDES)})


def longhands(name: str, tokens: Tokens) -> Iterator[tuple[str, Tokens]]:
    """A declaration as those of single properties."""
    parts = [(token,) for token in tokens if token.type != "whitespace"]
    if name in ("margin", "padding"):
        yield from ((f"{name}-{side}", each) for side, each in zip(SIDES, _around(parts), strict=False))
    elif name in ("border-width", "border-color"):
        what = name.rpartition("-")[2]
        sides = zip(SIDES, _around(parts), strict=False)
        yield from ((f"border-{side}-{what}", each) for side, each in sides)
    elif name == "border" or name.removeprefix("border-") in SIDES:
        for side in SIDES if name == "border" else (name.removeprefix("border-"),):
            yield from _border(side, parts)
    elif name == "background":
        colors = [part for part in parts if value("background-color", part) is not None]
        yield "background-color", colors[0] if colors else _TRANSPARENT
    else:
        yield name, tokens


_TRANSPARENT: Tokens = tuple(tinycss2.parse_component_value_list("transparent"))
_NOTHING: Tokens = tuple(tinycss2.parse_component_value_list("0"))


def _around(parts: Sequence[Tokens]) -> Sequence[Tokens]:
    """One to four values as those of the four sides."""
    match parts:
        case [one]:
            return [one] * 4
        case [vertical, horizontal]:
            return [vertical, horizontal, vertical, horizontal]
        case [top, horizontal, bottom]:
            return [top, horizontal, bottom, horizontal]
        case [_, _, _, _]:
            return parts
    return []


def _border(side: str, parts: Sequence[Tokens]) -> Iterator[tuple[str, Tokens]]:
    name = f"border-{side}"
    widths = [part for part in parts if value(f"{name}-width", part) is not None]
    colors = [part for part in parts if value(f"{name}-color", part) is not None]
    yield f"{name}-width", widths[0] if widths else _NOTHING
    if colors:
        yield f"{name}-color", colors[0]


def value(name: str, tokens: Tokens) -> Value | None:
    """A property's value; keywords as they are, colours as #rrggbb, “” for one that lets all through."""
    tokens = tuple(token for token in tokens if token.type != "whitespace")
    if len(tokens) == 1 and tokens[0].type == "ident" and tokens[0].lower_value in _KEYWORDS:
        return str(tokens[0].lower_value)
    if name == "font-family":
        return _families(tokens)
    if len(tokens) != 1:
        return None
    token = tokens[0]
    if name in _COLORS:
        return _color(token)
    if name in _LENGTHS:
        return _length(name, token)
    if name == "font-weight" and token.type == "number":
        return Length(token.value, "")
    return str(token.lower_value) if token.type == "ident" else None


def _length(name: str, token: Any) -> Value | None:
    if token.type in ("dimension", "percentage", "number") and not isfinite(token.value):
        return None
    if token.type == "dimension":
        return Length(token.value, token.lower_unit)
    if token.type == "percentage":
        return Length(token.value, "%")
    if token.type == "number" and (token.value == 0 or name == "line-height"):
        return Length(token.value, "")
    if token.type == "ident":
        return _WIDTHS.get(token.lower_value) if "border" in name else str(token.lower_value)
    return None


def _color(token: Any) -> Value | None:
    found = tinycss2.color4.parse_color(token)
    if found is None:
        return None
    if isinstance(found, str):
        return found.lower()  # currentcolor
    if found.alpha == 0:
        return ""
    try:
        parts = found.to("srgb").coordinates
    except NotImplementedError:  # tinycss2 knows no way from there (lab, oklch, display-p3)
        return None
    return "#" + "".join(f"{round(255 * min(max(part or 0, 0), 1)):02x}" for part in parts)


def _families(tokens: Tokens) -> tuple[str, ...] | None:
    """Families in order; one without quotation marks may be several words."""
    names: list[str] = []
    words: list[str] = []
    for token in (*tokens, None):
        if token is None or token.type == "literal":
            names.append(" ".join(words))
            words = []
        elif token.type in ("string", "ident"):
            words.append(token.value)
        else:
            return None
    return tuple(names) if all(names) else None
