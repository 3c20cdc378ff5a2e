"""What a drawing comes to when it is drawn, worked out without drawing it.

Some elements stand for others: `use` for what it names, a path for a marker at each of its corners, a fill
for a pattern. Ten lines of them, each naming the one before ten times, are ten thousand million shapes. So
each element's cost is that of all it stands for, each worked out once; what stands for itself has no end.
Layers (masks, clips, opacity) and filters cost as many shapes as they take time.

Styles are heeded as far as it takes to know which elements they may be about, and rather more.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from publish.assets.drawing_links import HREFS, local_name
from publish.assets.errors import ImageError

MAX_COST = 200_000
"""Shapes, at about a tenth of a millisecond each."""

MAX_DEPTH = 200
"""How deep elements nest, those that they stand for inside them."""

_LAYER = 500
_FILTER = 15_000

# Work that grows with the square of a number in the drawing, or has no bound but that number.
_ENDLESS = frozenset(
    {"feTurbulence", "feMorphology", "feConvolveMatrix", "feDisplacementMap", "feTile", "feImage"}
)

_LAYERS = ("opacity", "mix-blend-mode", "isolation", "mask", "clip-path")
_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")
_PROPERTIES = frozenset({"fill", "stroke", "filter", *_LAYERS, *_MARKERS})
_PLAIN = frozenset({"", "none", "normal", "auto", "inherit", "1", "1.0", "100%"})
_GRADIENTS = frozenset({"linearGradient", "radialGradient", "stop"})

_URL = re.compile(r"""url\(\s*["']?\s*#([^)"']+?)\s*["']?\s*\)""", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")


def refuse_costly(root: Element) -> None:
    """Raise `ImageError` for a drawing that takes too much time or memory to draw."""
    extent = _extent(root)
    for element in root.iter():
        _refuse_endless(element, extent)
    if _Costs(root).of(root).shapes > MAX_COST:
        raise ImageError("the SVG drawing is too intricate: it stands for too many shapes and effects")


def _refuse_endless(element: Element, extent: float) -> None:
    """Refuse effects and patterns whose work no count bounds."""
    name = local_name(element)
    if name in _ENDLESS:
        raise ImageError(f"the SVG drawing has an effect that takes too long ({name})")
    if name == "pattern":
        whole = element.get("patternUnits", "") != "userSpaceOnUse"
        largest = 1.0 if whole and "%" not in element.get("width", "") else extent
        if max(_largest(element.get(side, "")) for side in ("width", "height")) > 4 * max(largest, 100.0):
            raise ImageError("the SVG drawing has a pattern that is larger than it")


class Cost(NamedTuple):
    """What an element stands for: shapes, and corners at which there may be markers."""

    shapes: int
    corners: int

    def __add__(self, other: object) -> "Cost":
        assert isinstance(other, Cost)
        return Cost(min(self.shapes + other.shapes, _MUCH), min(self.corners + other.corners, _MUCH))


_MUCH = 10**9


class _Costs:
    """The costs of a drawing's elements, each worked out once."""

    def __init__(self, root: Element) -> None:
        self._named = {element.get("id", ""): element for element in reversed([*root.iter()])}
        self._rules = _rules(root)
        self._known: dict[Element, Cost] = {}
        self._open: set[Element] = set()

    def of(self, element: Element) -> Cost:
        """What an element stands for. Raises `ImageError` for one that stands for itself."""
        known = self._known.get(element)
        if known is not None:
            return known
        if element in self._open:
            raise ImageError("the SVG drawing stands for itself")
        if len(self._open) > MAX_DEPTH:
            raise ImageError(f"the SVG drawing nests deeper than {MAX_DEPTH} levels")
        self._open.add(element)
        cost = self._with_looks(element, self._bare(element))
        self._open.discard(element)
        self._known[element] = cost
        return cost

    def _bare(self, element: Element) -> Cost:
        """Itself, what stands in it, and what it is a copy of."""
        written = element.get("d", "") + element.get("points", "")
        cost = Cost(1 + len(written) // 2_000, len(_NUMBER.findall(written)) or 2)
        for child in element:
            cost += self.of(child)
        for href in HREFS:
            target = self._target(element.get(href, "").strip().removeprefix("#"))
            if target is not None and local_name(element) != "a":
                cost += self.of(target)
        return cost

    def _with_looks(self, element: Element, bare: Cost) -> Cost:
        """The same with what its looks cost; fills and markers are handed down to all that is in it."""
        cost = bare
        for name, value in self._looks(element):
            if name in _LAYERS and not (name == "opacity" and not len(element)):
                cost += Cost(_LAYER, 0)
            if name == "filter":
                cost += Cost(_FILTER, 0)
            for target in filter(None, map(self._target, _URL.findall(value))):
                times = (
                    bare.corners if name in _MARKERS else bare.shapes if name in {"fill", "stroke"} else 1
                )
                cost += Cost(min(times * self.of(target).shapes, _MUCH), 0)
        return cost

    def _target(self, name: str) -> Element | None:
        """The element of this name, if it costs anything to be drawn with it."""
        target = self._named.get(name) if name else None
        return None if target is None or local_name(target) in _GRADIENTS else target

    def _looks(self, element: Element) -> Iterator[tuple[str, str]]:
        """The properties of an element that cost something, by attribute, rule and style."""
        for name in sorted(_PROPERTIES & element.attrib.keys()):
            if element.attrib[name].strip() not in _PLAIN:
                yield name, element.attrib[name]
        names = ["*", local_name(element), f"#{element.get('id', '')}"]
        names += [f".{name}" for name in element.get("class", "").split()]
        for name in names:
            yield from self._rules.get(name, ())
        yield from _declared(element.get("style", ""))


def _rules(root: Element) -> dict[str, list[tuple[str, str]]]:
    """What style sheets declare, by what their selectors end with: a class, an id, an element, or `*`."""
    rules: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for sheet in (element.text or "" for element in root.iter() if local_name(element) == "style"):
        for selectors, body in re.findall(
            r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
        ):
            declared = [*_declared(body)]
            for selector in selectors.split(",") if declared else ():
                rules[_subject(selector)] += declared
    return rules


def _subject(selector: str) -> str:
    last = re.split(r"[\s>+~]+", selector.strip())[-1]
    found = re.search(r"[.#][\w-]+", last) or re.match(r"[\w-]+", last)
    return found[0] if found and "(" not in last else "*"


def _declared(body: str) -> Iterator[tuple[str, str]]:
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.partition("!")[0].strip()
        if name in _PROPERTIES and value not in _PLAIN:
            yield name, value


def _largest(text: str) -> float:
    found = _NUMBER.search(text)
    return float(found[0]) if found else 0.0


def _extent(root: Element) -> float:
    """The longest side of a drawing in its own units."""
    numbers = [_largest(root.get(side, "")) for side in ("width", "height")]
    return max([*numbers, *map(float, _NUMBER.findall(root.get("viewBox", ""))[2:4]), 100.0])
