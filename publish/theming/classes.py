"""Which selector a style key has in XHTML: the one agreement between the markup writer and the CSS.

A kind is an element, a role is a class of the same name; a role wins over its kind.
"""

_ELEMENTS = {
    "text": "body",
    "paragraph": "p",
    "heading": "h1, h2, h3, h4, h5, h6",
    **{f"heading-{level}": f"h{level}" for level in range(1, 7)},
    "quote": "blockquote",
    "list": "ul, ol",
    "list-item": "li",
    "definitions": "dl",
    "term": "dt",
    "detail": "dd",
    "code-block": "pre",
    "figure": "figure",
    "caption": "figcaption, caption",
    "table": "table",
    "cell": "td",
    "header-cell": "th",
    "rule": "hr",
    "emphasis": "em",
    "strong": "strong",
    "strike": "s",
    "superscript": "sup",
    "subscript": "sub",
    "highlight": "mark",
    "code": "code",
    "link": "a",
}


def selector(key: str) -> str:
    """The CSS selector of a style key; what is no element is a class (`verse`, `byline`, `note-call`)."""
    return _ELEMENTS.get(key) or f".{key}"
