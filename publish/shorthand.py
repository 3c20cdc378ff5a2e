"""Short constructors for readers, plugins and tests: `p("a ", strong("b"))`.

A string stands for `Text` wherever an inline may stand.
"""

from publish.model import (
    Article,
    Block,
    Code,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Note,
    Paragraph,
    Quote,
    Span,
    Styled,
    Text,
)


def inlines(*content: Inline | str) -> tuple[Inline, ...]:
    """A row of inlines."""
    return tuple(Text(node) if isinstance(node, str) else node for node in content)


def p(*content: Inline | str, role: str = "", span: tuple[int, int] | None = None) -> Paragraph:
    """A paragraph."""
    return Paragraph(inlines(*content), role=role, span=Span(*span) if span else None)


def h(level: int, *content: Inline | str, span: tuple[int, int] | None = None) -> Heading:
    """A heading of level 2 to 6."""
    return Heading(level, inlines(*content), span=Span(*span) if span else None)


def em(*content: Inline | str) -> Styled:
    """Emphasis."""
    return Styled("emphasis", inlines(*content))


def strong(*content: Inline | str) -> Styled:
    """Strong emphasis."""
    return Styled("strong", inlines(*content))


def code(text: str) -> Code:
    """Code in a line."""
    return Code(text)


def link(target: str, *content: Inline | str) -> Link:
    """A link."""
    return Link(target, inlines(*content))


def img(src: str, alt: str = "") -> Image:
    """A picture."""
    return Image(src, alt)


def note(*content: Inline | str) -> Note:
    """A note of one paragraph."""
    return Note((p(*content),))


def quote(*content: Block) -> Quote:
    """A block quotation."""
    return Quote(content)


def bullets(*items: Inline | str | Block) -> List:
    """A bulleted list of one-block items."""
    return List(tuple(_item(item) for item in items))


def numbered(*items: Inline | str | Block, start: int = 1) -> List:
    """A numbered list of one-block items."""
    return List(tuple(_item(item) for item in items), start=start)


def _item(item: Inline | str | Block) -> tuple[Block, ...]:
    return (item,) if isinstance(item, Block) else (p(item),)


def article(title: str, *body: Block, lang: str = "zh-Hans") -> Article:
    """An article of these blocks."""
    return Article(title, body, lang=lang)
