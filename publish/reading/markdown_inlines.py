"""Markdown's inline tokens to inlines, with the HTML tags among them."""

import re
from collections.abc import Callable, Sequence
from html import unescape
from typing import TYPE_CHECKING

from publish.facts.names import NAME_ROLE
from publish.model import Code, Image, Math, Styled, Tagged, Text
from publish.normal import one_line
from publish.reading.runs import RunBuilder, styled
from publish.reading.tags import HIDDEN_TAGS, is_tag_name, open_inline_tag
from publish.walk import Inlines

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>[^>]*|.*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_STYLES = {"strong": "strong", "em": "emphasis", "s": "strike"}
LinkTarget = Callable[[str], str]
"""From an address in the capture to what a link may have as its target, empty for none."""
Call = Callable[["Token"], Inlines]
"""From a footnote's call to what stands in its place."""


def read_inlines(tokens: "Sequence[Token]", target: LinkTarget, call: Call) -> Inlines:
    """The inlines of a line's tokens."""
    return _InlineReader(target, call).read(tokens)


def inlines_of(token: "Token", target: LinkTarget, call: Call) -> Inlines:
    """The inlines of an inline token; without children it is its content (see `markdown_parser`)."""
    tokens = token.children
    if not tokens:
        return (Text(token.content),) if token.content else ()
    if len(tokens) == 1 and tokens[0].type == "image":
        return (_picture(tokens[0]),)
    if len(tokens) == 3 and tokens[0].type == "strong_open" and tokens[1].type == "text":
        return (Styled("strong", (Text(tokens[1].content),)),)
    return read_inlines(tokens, target, call)


def _picture(token: "Token") -> Image:
    source, title = token.attrs.get("src", ""), token.attrs.get("title", "")
    return Image(one_line(str(source)), alt_text(token), one_line(str(title)))


def alt_text(token: "Token") -> str:
    """What an image's brackets hold, as plain text."""
    parts = []
    for child in token.children or ():
        if child.type == "image":
            parts.append(alt_text(child))
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type != "html_inline":
            parts.append(child.content)
    return one_line("".join(parts))


class _InlineReader:
    def __init__(self, target: LinkTarget, call: Call) -> None:
        self._run = RunBuilder()
        self._target = target
        self._call = call
        self._hidden = ""
        self._position = 0
        self._tokens: Sequence[Token] = ()
        self._closings: dict[str, int] | None = None

    def read(self, tokens: "Sequence[Token]") -> Inlines:
        self._tokens = tokens
        for position, token in enumerate(tokens):
            self._position = position
            if not self._hidden:
                self._read_token(token)
            elif token.type == "html_inline" and _closed_name(token) == self._hidden:
                self._hidden = ""
        return self._run.finish()

    def _read_token(self, token: "Token") -> None:
        run = self._run
        match token.type:
            case "text" | "text_special":
                run.text(token.content)
            case "softbreak":
                run.soft_break()
            case "hardbreak":
                run.line_break()
            case "code_inline":
                run.add(Code(token.content))
            case "strong_open" | "em_open" | "s_open":
                run.open(f"*{token.tag}", _MAKERS[token.tag])
            case "strong_close" | "em_close" | "s_close":
                run.close(f"*{token.tag}")
            case "link_open":
                target = self._target(str(token.attrs.get("href", "")))
                run.open_link("*a", target, one_line(str(token.attrs.get("title", ""))))
            case "link_close":
                run.close("*a")
            case "image":
                run.add(_picture(token))
            case "math_inline" | "math_display":
                run.add(Math(token.content, token.type == "math_display"))
            case "footnote_ref":
                for inline in self._call(token):
                    run.add(inline)
            case "html_inline":
                self._read_tag(token.content)
            case _:
                run.text(token.content)

    def _read_tag(self, source: str) -> None:
        tag = _TAG.fullmatch(source)
        if not tag:  # a comment, a declaration
            return
        name = tag["name"].lower()
        hidden = name in HIDDEN_TAGS
        if tag["close"]:
            self._run.close(name)
        elif (hidden or not is_tag_name(name)) and not self._is_closed(name):
            self._run.text(source)  # a word of the article
        elif hidden:
            self._hidden = name
        else:
            self._open(name, tag_attributes(tag["attributes"]))

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element. Of classes one means something, in Markdown: `<span class="name">`.

        On pages as they are saved, anything may be called so.
        """
        if name == "span" and NAME_ROLE in attributes.get("class", "").split():
            lang = one_line(attributes.get("lang", ""))
            self._run.open(name, lambda content: (Tagged(content, role=NAME_ROLE, lang=lang),))
        else:
            open_inline_tag(self._run, name, attributes, self._target)

    def _is_closed(self, name: str) -> bool:
        """True if an element of this name is closed further on."""
        if self._closings is None:
            self._closings = _last_closings(self._tokens)
        return self._closings.get(name, 0) > self._position


def _closed_name(token: "Token") -> str:
    """The name of the element that a tag closes, or empty."""
    return token.content[2:].rstrip("> \t\n").lower() if token.content.startswith("</") else ""


def _last_closings(tokens: "Sequence[Token]") -> dict[str, int]:
    """Where each element is closed for the last time."""
    return {
        name: position
        for position, token in enumerate(tokens)
        if token.type == "html_inline" and (name := _closed_name(token))
    }


_MAKERS = {tag: styled(style) for tag, style in _STYLES.items()}  # type: ignore[arg-type]


def tag_attributes(source: str) -> dict[str, str]:
    """A tag's attributes, names in lower case, entities resolved; the first of a name counts."""
    attributes: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        attributes.setdefault(name.lower(), unescape(double or single or bare))
    return attributes
