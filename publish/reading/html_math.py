"""Formulas in pages, as the TeX that their authors wrote.

Pages carry it beside what they draw: MathJax in scripts of type `math/tex` or assistive MathML, KaTeX and
MathML in an `annotation`, Wikipedia and LaTeXML in an `alttext`, blogs in the `alt` of a picture. Where no
script has run, it stands in the text between the marks that MathJax and KaTeX look for by default.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from publish.model import Math
from publish.reading.html_tree import Element, text_of

# What browsers are shown of a formula whose TeX stands beside it, in a script.
_DRAWN = re.compile(
    r"MathJax_(?:Preview|Display|SVG(?:_Display)?|CHTML)\b|(?:^|\s)MathJax(?=\s|$)|mjx-chtml"
)
_HOLDERS = re.compile(
    r"(?:^|\s)(?:katex(?:-display)?|mwe-math-element\S*|tex|math-inline|math-display)(?=\s|$)"
)
_PICTURES = re.compile(r"(?:^|\s)(?:latex|tex|mwe-math-fallback-image-\w+|ee_img)(?=\s|$)")
_DRAWING_SITES = re.compile(r"(?:latex\.codecogs\.com/\S*?\?|/equation\?tex=|latex\.php\?latex=)(.+)")
_TEX = re.compile(r"\\[A-Za-z]+|[_^{}=+<>]|^\s*[A-Za-z0-9]{1,3}\s*$")
_STYLED = re.compile(r"^\{\\(display|text)style\s*(.*)\}$", re.DOTALL)
_DISPLAY = re.compile(r"display|mode=display")


_SETTERS = re.compile(r"mathjax|katex", re.IGNORECASE)
# What MathJax (tex2jax, input/tex) and KaTeX's auto-render read without being told; single dollars are not.
_IN_TEXT = re.compile(
    r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]|(?<!\\)\$\$(?P<dollars>[^$]+)\$\$"
    r"|\\begin\{(?P<name>(?:equation|align|gather|multline|alignat|flalign|eqnarray)\*?)\}(?P<rows>.+?)"
    r"\\end\{(?P=name)\}",
    re.DOTALL,
)


def sets_formulas(root: Element) -> bool:
    """True for a page that loads MathJax or KaTeX, which turn TeX in its text into formulas."""
    return any(
        _SETTERS.search(script.get("src", "")) or _SETTERS.search(script.text or "")
        for script in root.iter("script")
    )


def with_formulas(text: str) -> Iterator[str | Math]:
    """A text parted into words and the formulas that stand in it in TeX."""
    position = 0
    for found in _IN_TEXT.finditer(text):
        inner = found["inline"] or found["display"] or found["dollars"] or found["rows"]
        alone = found["name"] is None or found["name"].startswith("equation")
        math = _formula(inner if alone else found[0], display=not found["inline"])
        if math is not None:
            yield text[position : found.start()]
            yield math
            position = found.end()
    yield text[position:]


def formula_of(element: Element) -> Math | None:
    """The formula that this element, with all in it, is there to show; None for other elements."""
    name = str(element.tag)
    names = element.get("class", "")
    if name == "script":
        kind = element.get("type", "")
        return (
            _formula(element.text or "", bool(_DISPLAY.search(kind)))
            if kind.startswith("math/tex")
            else None
        )
    if name == "math":
        return _of_mathml(element, element.get("display") == "block")
    if name == "img":
        return _of_picture(element, names)
    if name == "mjx-container" or (name in {"span", "div"} and _HOLDERS.search(names)):
        display = element.get("display") == "true" or "display" in names
        return _of_holder(element, display)
    return None


def is_drawn_formula(element: Element) -> bool:
    """True for the drawing of a formula whose TeX stands in a script after it."""
    if not _DRAWN.search(element.get("class", "")):
        return False
    following = element.getnext()
    while following is not None and _DRAWN.search(following.get("class", "")):
        following = following.getnext()
    return following is not None and str(following.get("type", "")).startswith("math/tex")


def _of_holder(element: Element, display: bool) -> Math | None:
    for inner in _inside(element, "math"):
        return _of_mathml(inner, display or inner.get("display") == "block")
    for inner in _inside(element, "img"):
        return _formula(inner.get("alt", ""), display)
    return None


def _of_mathml(element: Element, display: bool) -> Math | None:
    """TeX of a `math` element (MathML 3, 5.1: annotations; LaTeXML: alttext)."""
    for annotation in _inside(element, "annotation"):
        if "tex" in annotation.get("encoding", "").lower():
            return _formula(text_of(annotation), display)
    return _formula(element.get("alttext", ""), display)


def _of_picture(element: Element, names: str) -> Math | None:
    alt = element.get("alt", "")
    site = _DRAWING_SITES.search(element.get("src", "") or element.get("data-src", ""))
    if (site or element.get("eeimg") or _PICTURES.search(names)) and _TEX.search(alt):
        return _formula(alt, "display" in names or element.get("eeimg") == "2")
    return _formula(unquote(site[1].replace("+", " ")), False) if site else None


def _inside(element: Element, name: str) -> Iterator[Element]:
    return element.iterdescendants(name)


def _formula(tex: str, display: bool) -> Math | None:
    """A formula without the marks around it, or None for an empty one."""
    tex = tex.strip()
    for before, after in (("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")):
        if len(tex) > len(before + after) and tex.startswith(before) and tex.endswith(after):
            tex = tex[len(before) : -len(after)].strip()
            break
    styled = _STYLED.match(tex)
    if styled:
        tex = styled[2].strip()
    return Math(tex, display) if tex else None
