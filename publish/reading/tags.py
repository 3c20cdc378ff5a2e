"""What HTML tags mean for the model: one table for saved pages and for HTML inside Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping

from publish.model import Code, Image, Inline, Ruby, StyleName, Tagged, Text
from publish.normal import one_line
from publish.reading.runs import RunBuilder, styled
from publish.walk import Inlines, plain_text

STYLE_TAGS: dict[str, StyleName] = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "sup": "superscript",
    "sub": "subscript",
    "mark": "highlight",
}
CODE_TAGS = frozenset({"code", "kbd", "samp", "tt"})
HIDDEN_TAGS = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "canvas"}
    | {"audio", "video", "head", "map", "frameset"}
)
"""Elements whose content is no text."""
CONTROL_TAGS = frozenset({"select", "button", "textarea", "input", "datalist", "dialog", "title"})
"""Elements whose content is text, but on a page is not the article's."""
BLOCK_TAGS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "address",
        "center",
        "li",
        "tr",
    }
    | {
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "fieldset",
        "form",
    }
    | {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "details",
        "summary",
        "hgroup",
        "caption",
        "td",
        "th",
        "thead",
    }
    | {"tbody", "tfoot", "menu", "dir", "body", "html", "legend", "search", "option", "optgroup"}
)
INLINE_TAGS = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "bdi",
        "bdo",
        "big",
        "blink",
        "data",
        "font",
        "label",
        "marquee",
        "meter",
        "nobr",
    }
    | {
        "output",
        "picture",
        "progress",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "slot",
        "small",
        "span",
        "time",
    }
)
VOID_TAGS = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)
_KNOWN_TAGS = (
    {*STYLE_TAGS}
    | CODE_TAGS
    | HIDDEN_TAGS
    | CONTROL_TAGS
    | BLOCK_TAGS
    | INLINE_TAGS
    | VOID_TAGS
    | {"colgroup"}
)


def is_tag_name(name: str) -> bool:
    """True for a name that HTML has, or that an extension of it may have (`o:p`, `mp-common-profile`).

    What else stands between angle brackets in Markdown is mostly text that nobody escaped: `List<String>`.
    """
    return name in _KNOWN_TAGS or "-" in name or ":" in name


# Lazy loading puts the address of a picture elsewhere, and a grey pixel into src.
_SOURCES = (
    *(
        "data-src",
        "data-original",
        "data-lazy-src",
        "data-actualsrc",
        "data-croporisrc",
        "data-original-src",
    ),
    *("data-lazy", "data-hi-res-src", "data-full-src", "data-echo", "data-url", "src"),
)
_SOURCE_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"data:image/(?:gif|png|svg)"
    r"|about:blank"
    r"|.*(?:blank|spacer|placeholder|loading|lazyload|transparent|grey|1x1|pixel)[\w-]*\.(?:gif|png|svg|jpe?g)"
)
# A picture of a set is taken where the one given alone has at most this share of its width.
_SMALL = 0.7
PICTURE_TAGS = frozenset({"img", "amp-img", "amp-anim"})

Attributes = Mapping[str, str]


def open_inline_tag(
    run: RunBuilder, name: str, attributes: Attributes, target: Callable[[str], str]
) -> None:
    """Begin an element inside a line; one that means nothing only keeps its content."""
    if name in STYLE_TAGS:
        run.open(name, styled(STYLE_TAGS[name]))
    elif name in CODE_TAGS:
        run.open(name, _code)
    elif name == "a":
        run.open_link(name, target(attributes.get("href", "")), one_line(attributes.get("title", "")))
    elif name == "br":
        run.line_break()
    elif name in PICTURE_TAGS:
        run.add(image_of(attributes))
    elif name == "q":
        run.open(name, lambda content: (Text("“"), *content, Text("”")))
    elif name in _RUBY_PARTS:
        run.open(name, _RUBY_PARTS[name])
    elif name in BLOCK_TAGS:
        if not run.empty:
            run.line_break()
    elif attributes.get("lang") and name in {"span", "bdi", "bdo", "font"}:
        run.open(name, _in_language(attributes["lang"]))
    elif name not in VOID_TAGS:
        run.open(name)


def _code(content: Inlines) -> Inlines:
    text = one_line(plain_text(content))
    pictures = any(isinstance(inline, Image) for inline in content)
    return (Code(text),) if text and not pictures else content


def _ruby(content: Inlines) -> Inlines:
    """Base and reading in turn, as one element or several (`漢<rt>かん</rt>字<rt>じ</rt>`), paired."""
    made: list[Inline] = []
    base: list[Inline] = []
    for inline in content:
        if not (isinstance(inline, Tagged) and inline.role == _READING):
            base.append(inline)
            continue
        words, reading = one_line(plain_text(tuple(base))), one_line(plain_text(inline.content))
        made.extend([Ruby(words, reading)] if words and reading else [*base, *inline.content])
        base = []
    return (*made, *base)


_READING = "ruby-reading"
_RUBY_PARTS = {
    "ruby": _ruby,
    "rt": lambda content: (Tagged(content, role=_READING),),
    "rp": lambda _content: (),  # brackets for browsers without ruby
}


def _in_language(lang: str) -> Callable[[Inlines], Inlines]:
    return lambda content: (Tagged(content, lang=one_line(lang)),)


def image_of(attributes: Attributes) -> Image:
    """A picture; where its loading is put off, with the address it will have.

    Of a set of the same picture in several sizes (HTML, 4.8.4: srcset) the widest is taken where the
    address given alone is a grey pixel or a much smaller one.
    """
    source = real_source(attributes) or one_line(attributes.get("src", ""))
    return Image(source, one_line(attributes.get("alt", "")), one_line(attributes.get("title", "")))


def real_source(attributes: Attributes) -> str:
    """The address of the picture itself, empty where there is only a grey pixel or nothing."""
    sources = (one_line(attributes[name]) for name in _SOURCES if attributes.get(name))
    source = next((source for source in sources if not _PLACEHOLDER.match(source)), "")
    sets = (attributes[name] for name in _SOURCE_SETS if attributes.get(name))
    candidates = [candidate for source_set in sets for candidate in _candidates(source_set)]
    widest = max(candidates, default=(0.0, ""))
    return widest[1] if not source or _is_much_wider(widest, source, candidates, attributes) else source


def _candidates(source_set: str) -> Iterator[tuple[float, str]]:
    """The widths (in pixels; densities as such) and addresses of a set."""
    for candidate in re.split(r",\s+", one_line(source_set)):
        address, _, descriptor = candidate.strip(" ,").partition(" ")
        number = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)[wx]", descriptor.strip(), re.ASCII)
        if address and not _PLACEHOLDER.match(address):
            yield (float(number[1]) if number else 1.0), address


def _is_much_wider(
    widest: tuple[float, str], source: str, candidates: list[tuple[float, str]], attributes: Attributes
) -> bool:
    known = next((width for width, address in candidates if address == source), 0.0)
    stated = attributes.get("width", "").removesuffix("px")
    if not known and widest[0] > 10 and re.fullmatch(r"\d{1,5}", stated, re.ASCII):
        known = float(stated)
    return 0 < known <= _SMALL * widest[0]
