"""What a page has in its source and does not show: hidden elements, and what only runs or plays."""

import re

from publish.normal import one_line
from publish.reading.html_math import is_drawn_formula
from publish.reading.html_names import is_content_name
from publish.reading.html_tree import Element, attributes_of, classes_of
from publish.reading.tags import HIDDEN_TAGS, real_source

_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
# For screen readers alone, or hidden at any width of the window (`hidden md:block` is shown at some).
_FOR_EARS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-?reader(?:-text|-only)?|visually-?hidden|assistive-?text|a11y-?hidden)"
    r"|(?:^|\s)(?:blind|offscreen|skip-?link|ir_su|is-hidden)(?=\s|$)"
)
_HIDDEN_CLASS = re.compile(r"(?:^|\s)(?:hidden|hide|d-none)(?=\s|$)(?!.*(?:\w:|d-\w\w-))")
# The numbers that stand beside lines of code.
_LINE_NUMBERS = re.compile(
    r"(?:^|\s)(?:gutter|linenos?|lineno|line-numbers-rows|hljs-ln-numbers|code-snippet__line-index|lnt|lntd-n)"
    r"(?=\s|$)"
)
# Official accounts' pages hide the article itself until their script has run.
_SHOWN_LATER = "js_content"
# What plays or is loaded from elsewhere, and the cards of official accounts' pages.
EMBEDDED_TAGS = frozenset(
    {"iframe", "object", "embed", "audio", "video", "applet", "mpvoice", "mpvideosnap", "mpcps", "mpgongyi"}
    | {
        "mpaudio",
        "qqmusic",
        "mp-common-profile",
        "mp-common-videosnap",
        "mp-common-product",
        "mp-common-mpaudio",
    }
    | {"mp-common-miniprogram", "mp-miniprogram", "mp-weapp", "mp-common-vote", "mpvote", "mpvoteiframe"}
    | {"mp-common-redpacketcover", "mp-common-poi", "mp-common-clsad", "amp-iframe", "amp-ad", "amp-video"}
    | {"amp-youtube", "amp-audio", "amp-analytics", "lite-youtube"}
)
_TITLES = (
    "data-title",
    "data-nickname",
    "title",
    "name",
    "data-desc",
    "data-mpvid",
    "src",
    "data-src",
    "videoid",
)


def hidden_rule(element: Element) -> str:
    """Why an element is not seen on the page: its kind, `hidden`, or empty if it is seen."""
    name = str(element.tag)
    if name in EMBEDDED_TAGS:
        return "embedded"
    if name == "noscript" and lazy_picture(element):
        return ""
    if name in HIDDEN_TAGS:
        return name if name in {"script", "style"} else "hidden"
    if name == "img" and _is_stand_in(element):
        return "hidden"
    if not element.attrib or element.get("id") == _SHOWN_LATER:
        return ""
    style = element.get("style", "")
    unseen = element.get("hidden") is not None or (style and _UNSEEN.search(style))
    if unseen:
        return "" if is_content_name(element) else "hidden"
    if element.get("aria-hidden") == "true" and not len(element) and not one_line(element.text or ""):
        return "hidden"
    names = classes_of(element)
    if not names.strip():
        return ""
    if _FOR_EARS.search(names) or _HIDDEN_CLASS.search(element.get("class", "").lower()):
        return "hidden"
    if _LINE_NUMBERS.search(names):
        return "line-numbers"
    return "drawn-formula" if is_drawn_formula(element) else ""


def lazy_picture(noscript: Element) -> bool:
    """True for a `noscript` that has the picture for which a script, if it ran, would load another."""
    pictures = list(noscript.iter("img"))
    if not pictures or "".join(str(text) for text in noscript.itertext()).strip():
        return False
    before = noscript.getprevious()
    if before is None and (outer := noscript.getparent()) is not None:
        before = outer.getprevious() if not (outer.text or "").strip() else None
    if before is None:
        return True
    shown = [before] if before.tag == "img" else list(before.iter("img"))
    return not any(real_source(attributes_of(image)) for image in shown)


def _is_stand_in(picture: Element) -> bool:
    """True for the grey pixel before a `noscript` that has the picture."""
    following = picture.getnext()
    if following is None or following.tag != "noscript" or real_source(attributes_of(picture)):
        return False
    return lazy_picture(following)


def embedded_title(element: Element) -> str:
    """What is known of something embedded: its title or its address."""
    values = (element.get(name, "") for name in _TITLES)
    return next((one_line(value) for value in values if value.strip()), "")
