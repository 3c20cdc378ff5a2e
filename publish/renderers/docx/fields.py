"""Fields: what Word counts or looks up itself, with what it shows until it does.

Their codes are ours alone: nothing that an article says ever stands in one.
"""

from publish.renderers.docx.xml import Element, text, w


def field(code: str, shown: str) -> list[Element]:
    """A field in a line, as runs; `shown` stands there until Word looks."""
    return [*begin_field(code), w("r", text(shown)), end_field()]


def begin_field(code: str) -> list[Element]:
    """The runs before what a field shows; what follows up to `end_field` is shown."""
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", text(f" {code} ", "instrText")),
        w("r", w("fldChar", fldCharType="separate")),
    ]


def end_field() -> Element:
    """The run after what a field shows."""
    return w("r", w("fldChar", fldCharType="end"))
