"""Pandoc's inlines to ours, and what both of its readers need: words, attributes."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from publish.facts.names import NAME_ROLE
from publish.model import Code, Image, Math, Note, StyleName, Tagged
from publish.normal import one_line
from publish.reading.metadata import language_tag
from publish.reading.runs import RunBuilder, styled
from publish.walk import Blocks, Inlines, plain_text

Node: TypeAlias = Any
"""A value of Pandoc's JSON."""

HTML = frozenset({"html", "html4", "html5"})
"""The names Pandoc has for raw HTML."""

_STYLES: dict[str, StyleName] = {
    "Emph": "emphasis",
    "Underline": "underline",
    "Strong": "strong",
    "Strikeout": "strike",
    "Superscript": "superscript",
    "Subscript": "subscript",
    "SmallCaps": "small-caps",
}
_STYLE_CLASSES: dict[str, StyleName] = {
    "underline": "underline",
    "ul": "underline",
    "smallcaps": "small-caps",
    "mark": "highlight",
}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


class InlineReader:
    """Reads rows of inlines; `blocks` reads what stands in a note.

    `target` is what a link may have as its target, empty for none. `unread` has the beginning of each
    piece of raw markup that could not be read.
    """

    def __init__(self, target: Callable[[str], str], blocks: Callable[[Node], Blocks]) -> None:
        self._target = target
        self._blocks = blocks
        self.unread: list[str] = []

    def read(self, nodes: Node) -> Inlines:
        """A row of inlines."""
        run = RunBuilder()
        self._add(nodes, run)
        return run.finish()

    def _add(self, nodes: Node, run: RunBuilder) -> None:
        for node in nodes_of(nodes):
            self._sign(node, run) or self._styled(node, run) or self._element(node, run)

    def _sign(self, node: Node, run: RunBuilder) -> bool:
        """Add a word, a blank or a line end."""
        match node:
            case {"t": "Str", "c": str(text)}:
                run.text(text)
            case {"t": "Space"}:
                run.text(" ")
            case {"t": "SoftBreak"}:
                run.soft_break()
            case {"t": "LineBreak"}:
                run.line_break()
            case _:
                return False
        return True

    def _styled(self, node: Node, run: RunBuilder) -> bool:
        """Add what has inlines in it."""
        match node:
            case {"t": str(name), "c": content} if name in _STYLES:
                run.open(name, styled(_STYLES[name]))
                self._add(content, run)
                run.close(name)
            case {"t": "Quoted", "c": [{"t": str(kind)}, content]} if kind in _QUOTES:
                run.text(_QUOTES[kind][0])
                self._add(content, run)
                run.text(_QUOTES[kind][1])
            case {"t": "Cite", "c": [_, content]}:
                self._add(content, run)
            case {"t": "Link", "c": [_, content, [str(address), str(title)]]}:
                run.open_link("Link", self._target(address), one_line(title))
                self._add(content, run)
                run.close("Link")
            case {"t": "Span", "c": [attributes, content]}:
                self._span(attributes, content, run)
            case _:
                return False
        return True

    def _element(self, node: Node, run: RunBuilder) -> bool:
        """Add code, a formula, a picture, a note; of what is none of ours, the words."""
        match node:
            case {"t": "Code", "c": [_, str(text)]}:
                run.add(Code(text))
            case {"t": "Math", "c": [{"t": str(kind)}, str(tex)]}:
                run.add(Math(tex, kind == "DisplayMath"))
            case {"t": "Image", "c": [_, content, [str(source), str(title)]]}:
                run.add(Image(one_line(source), words_of(content), one_line(title)))
            case {"t": "Note", "c": content}:
                run.add(Note(self._blocks(content)))
            case {"t": "RawInline", "c": [str(form), str(text)]}:
                self._raw(form, text, run)
            case _:
                run.text(words_of([node]))
        return True

    def _span(self, attributes: Node, content: Node, run: RunBuilder) -> None:
        style = next((_STYLE_CLASSES[name] for name in classes(attributes) if name in _STYLE_CLASSES), None)
        role = NAME_ROLE if NAME_ROLE in classes(attributes) else ""
        run.open("Span", styled(style) if style else _tagged(role, language(attributes)))
        self._add(content, run)
        run.close("Span")

    def _raw(self, form: str, text: str, run: RunBuilder) -> None:
        """Of raw HTML in a line, tags without a text of their own: Pandoc parts them from their content."""
        if form in HTML and text.lower().startswith("<br"):
            run.line_break()
        else:
            self.unread.append(one_line(text)[:80])


def _tagged(role: str, lang: str) -> Callable[[Inlines], Inlines]:
    return lambda content: (
        (Tagged(content, role, lang),) if (role or lang) and plain_text(content).strip() else content
    )


# Words ---------------------------------------------------------------------------------------------


def words_of(nodes: Node) -> str:
    """The words of a row of Pandoc's nodes, blocks or inlines, on one line."""
    return one_line("".join(_words(nodes)))


def _words(node: Node) -> Iterator[str]:
    match node:
        case {"t": "Str" | "Code" | "Math", "c": str(text)} | {"t": "Code" | "Math", "c": [_, str(text)]}:
            yield text
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            yield " "
        case {"t": "RawInline" | "RawBlock"}:
            return
        case {"t": "Para" | "Plain" | "Header", "c": content}:
            yield from _words(content)
            yield " "
        case {"c": content}:
            yield from _words(content)
        case [*nodes]:
            for each in nodes:
                yield from _words(each)


# Attributes ----------------------------------------------------------------------------------------


def nodes_of(nodes: Node) -> Sequence[Node]:
    """The nodes of a row; none where there is no row."""
    return nodes if isinstance(nodes, list) else ()


def identifier(attributes: Node) -> str:
    """The identifier among attributes, or empty."""
    match attributes:
        case [str(name), *_]:
            return name
    return ""


def classes(attributes: Node) -> Iterator[str]:
    """The classes among attributes."""
    match attributes:
        case [_, [*names], *_]:
            yield from (name for name in names if isinstance(name, str))


def language(attributes: Node) -> str:
    """The language among attributes as a BCP 47 tag, or empty."""
    match attributes:
        case [_, _, [*pairs]]:
            found = (
                pair[1]
                for pair in pairs
                if isinstance(pair, list) and pair[:1] == ["lang"] and len(pair) == 2
            )
            return next((language_tag(value) for value in found if isinstance(value, str)), "")
    return ""
