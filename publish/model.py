"""The document model: one small, closed, immutable tree that every room of the house shares.

A reader turns a capture into an `Article`, cleaners turn an Article into a cleaner one, `assemble` binds
Articles into an `Edition`, and a renderer turns an Edition into bytes. Nothing else travels between them.

The model is the firewall: there is no node for raw HTML, CSS or attributes, so nothing of the kind can
reach a renderer. Every node is a frozen `msgspec.Struct`; content is always a tuple. `Inline` and `Block`
are closed unions, so a writer that does `match node: ... case _: assert_never(node)` is told by the type
checker when a node is forgotten.

`encode` and `decode` give JSON and take it back: decode(encode(x)) == x for any value.
"""

from collections.abc import Iterator
from typing import Literal, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace

MAX_DEPTH = 64
"""Blocks and inlines nest at most this deep; `normal.normalize` flattens what is deeper, text kept."""


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Lines of the capture, first and last, both included, counted from 1."""

    first: int
    last: int


# Inlines -------------------------------------------------------------------------------------------

StyleName: TypeAlias = Literal[
    "emphasis",
    "strong",
    "underline",
    "strike",
    "superscript",
    "subscript",
    "small-caps",
    "highlight",
    "dots",
]
"""`dots` are emphasis dots (着重号, 圏点): a mark at each character."""


class Text(msgspec.Struct, frozen=True, tag="text"):
    """Plain text: XML 1.0 characters only, no line feeds (a forced line end is a `Break`)."""

    text: str


class Styled(msgspec.Struct, frozen=True, tag="styled"):
    """Inlines in one style; styles nest."""

    style: StyleName
    content: "tuple[Inline, ...]"


class Code(msgspec.Struct, frozen=True, tag="code"):
    """Code inside a line."""

    text: str


class Math(msgspec.Struct, frozen=True, tag="math"):
    """A formula as TeX, without its dollar signs; `display` sets it on a line of its own."""

    tex: str
    display: bool = False


class Link(msgspec.Struct, frozen=True, tag="link"):
    """A link to an address (http, https, mailto) or to a block of the same edition.

    `#id` leads to a block of the same article, else to an article, a part or what stands around them;
    `#article/id` to a block of another article. As read, the target may also be the path to the file of
    another capture; binding makes that a link inside the edition or its words.
    """

    target: str
    content: "tuple[Inline, ...]"
    title: str = ""


class Image(msgspec.Struct, frozen=True, tag="image", omit_defaults=True):
    """A picture. `src` is the address in the capture until `collect` has found it, then `asset:SHA256`.

    A src that is no asset after `collect` is a picture that could not be had: renderers set a placeholder
    with its alt text and address.
    """

    src: str
    alt: str = ""
    title: str = ""


class Ruby(msgspec.Struct, frozen=True, tag="ruby"):
    """Base text with its reading above it (pinyin, furigana, zhuyin)."""

    base: str
    reading: str


NOTE_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
"""What the first notes are counted with, in every format that counts them itself; then come figures."""


class Note(msgspec.Struct, frozen=True, tag="note"):
    """A foot- or endnote, standing where its call stands. The writers number them."""

    content: "tuple[Block, ...]"


class Tagged(msgspec.Struct, frozen=True, tag="tagged", omit_defaults=True):
    """Inlines with a role or a language (BCP 47) of their own."""

    content: "tuple[Inline, ...]"
    role: str = ""
    lang: str = ""


class Break(msgspec.Struct, frozen=True, tag="break"):
    """A line end the author set."""


Inline: TypeAlias = Text | Styled | Code | Math | Link | Image | Ruby | Note | Tagged | Break


# Blocks --------------------------------------------------------------------------------------------


class Node(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every block has.

    id    unique inside its article, or empty; the target of links
    role  the one hook for looks (byline, lead, credit ...): a CSS class, an EPUB type, a Word style
    lang  BCP 47, where it differs from the article's
    span  the lines of the capture this block was read from
    """

    id: str = ""
    role: str = ""
    lang: str = ""
    span: Span | None = None


class Paragraph(Node, frozen=True, tag="paragraph"):
    """A paragraph of running text, or a picture alone (see `walk.lone_image`)."""

    content: tuple[Inline, ...]


class Heading(Node, frozen=True, tag="heading"):
    """A heading inside an article, level 2 to 6: level 1 is the article's own title.

    As read, a heading has the level of its capture, so that a title repeated in the body is known by its
    level 1; cleaning leaves 2 to 6.
    """

    level: int
    content: tuple[Inline, ...]


class Quote(Node, frozen=True, tag="quote"):
    """Quoted blocks."""

    content: "tuple[Block, ...]"


class List(Node, frozen=True, tag="list"):
    """A list; each item is a row of blocks. `start` is the first number, None for a bulleted list."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int | None = None
    tight: bool = True


class Definition(msgspec.Struct, frozen=True):
    """One term of a definition list with its explanations."""

    term: tuple[Inline, ...]
    details: "tuple[tuple[Block, ...], ...]"


class Definitions(Node, frozen=True, tag="definitions"):
    """A list of terms and their explanations."""

    items: tuple[Definition, ...]


class CodeBlock(Node, frozen=True, tag="code-block"):
    """Code or other text whose line ends and blanks count; here alone a text may hold line feeds."""

    text: str
    language: str = ""


class Verse(Node, frozen=True, tag="verse"):
    """Lines that must stay lines: poems, lyrics, addresses."""

    lines: tuple[tuple[Inline, ...], ...]


class Figure(Node, frozen=True, tag="figure"):
    """Pictures (or a table, or code) with a caption."""

    content: "tuple[Block, ...]"
    caption: tuple[Inline, ...] = ()


Align: TypeAlias = Literal["left", "center", "right", "default"]


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """A table cell; it may cover several columns and rows, which the rows then leave out."""

    content: "tuple[Block, ...]"
    colspan: int = 1
    rowspan: int = 1


class Table(Node, frozen=True, tag="table"):
    """A table: an alignment per column, rows of cells, of which the first `head` are header rows."""

    columns: tuple[Align, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    caption: tuple[Inline, ...] = ()


class Rule(Node, frozen=True, tag="rule"):
    """A break between scenes or sections."""


class Group(Node, frozen=True, tag="group"):
    """Blocks that belong together under one role (an editor's note, a source card)."""

    content: "tuple[Block, ...]"


Block: TypeAlias = (
    Paragraph | Heading | Quote | List | Definitions | CodeBlock | Verse | Figure | Table | Rule | Group
)


# Articles and editions -----------------------------------------------------------------------------

CaptureKind: TypeAlias = Literal[
    "article", "empty", "captcha", "deleted", "blocked", "migrated", "truncated"
]


class Capture(msgspec.Struct, frozen=True):
    """A file as it was scraped, decoded: what a reader gets.

    `path` is as the user gave it (for messages), `text` has line feeds only and no BOM, `sha256` is
    that of the bytes.
    """

    path: str
    text: str
    sha256: str = ""
    charset: str = "utf-8"


class Removal(msgspec.Struct, frozen=True, omit_defaults=True):
    """Lines of a capture that are not in the article: by which rule, where, and how they begin.

    `why` is what the rule had to go on in this case, where it knows more than its own name says.
    """

    rule: str
    span: Span
    excerpt: str
    why: str = ""


class Origin(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a property of an article was found: `field` as it is named in Article, `place` in words.

    `place` is one of a few fixed phrases (front matter, byline, JSON-LD ...); `line` of the capture, or 0.
    """

    field: str
    place: str
    line: int = 0


class Copy(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another capture of an article that is printed once: who published it there, and when."""

    path: str
    sha256: str = ""
    source: str = ""
    url: str = ""
    date: str = ""


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where an article comes from and what became of its capture.

    `path` is as the user gave it, `sha256` of the capture's bytes, `captured` an ISO 8601 date or time,
    `reason` says in words why `kind` is not "article"; `origins` where title, authors, date ... were found,
    one for each property that is not empty; `copies` are the captures of the same article left out for it.
    """

    path: str = ""
    sha256: str = ""
    url: str = ""
    captured: str = ""
    kind: CaptureKind = "article"
    reason: str = ""
    removals: tuple[Removal, ...] = ()
    origins: tuple[Origin, ...] = ()
    copies: tuple[Copy, ...] = ()


class Article(msgspec.Struct, frozen=True, tag="article", omit_defaults=True):
    """One article. `date` is ISO 8601 (YYYY-MM-DD) or empty; `lang` BCP 47; `cover` an image's src.

    `source` is who published it (the account, the site); `credit` an origin named by the article itself.
    `id` is empty until the article is bound into an edition, where it is unique.
    """

    title: str
    body: tuple[Block, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    credit: str = ""
    date: str = ""
    lang: str = ""
    summary: str = ""
    cover: str = ""
    provenance: Provenance = Provenance()
    id: str = ""


class Part(msgspec.Struct, frozen=True, tag="part", omit_defaults=True):
    """A named group of articles inside an edition, with an introduction if it has one."""

    title: str
    contents: tuple[Article, ...]
    introduction: tuple[Block, ...] = ()
    id: str = ""


class Asset(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture ready to be set: `path` is its file name in an edition, sizes are in pixels."""

    path: str
    sha256: str
    media_type: str
    width: int
    height: int
    alt: str = ""

    @property
    def src(self) -> str:
        """What an `Image` that shows this asset has as its src."""
        return f"asset:{self.sha256}"


class Indexed(msgspec.Struct, frozen=True):
    """A name of the index and where it stands: ids of articles, with those of blocks in them."""

    name: str
    places: tuple[tuple[str, str], ...]


FrontMatter: TypeAlias = Literal["title-page", "note", "contents"]
"""What may stand before the articles of a bound edition, behind its cover."""

BackMatter: TypeAlias = Literal["sources", "index", "colophon"]
"""What may stand behind them."""


class Edition(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a renderer gets: one article, an issue, a book.

    `identifier` is a URN, the same for the same contents; `date` ISO 8601; `cover` an image's src; `note`
    is the editor's, its id "note". `front` and `back` say what stands around the articles of a bound
    edition, in this order; a note or index that the edition does not have is passed over.
    """

    title: str
    contents: tuple[Part, ...]
    subtitle: str = ""
    identifier: str = ""
    lang: str = ""
    date: str = ""
    issue: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    rights: str = ""
    cover: str = ""
    assets: tuple[Asset, ...] = ()
    note: Article | None = None
    index: tuple[Indexed, ...] = ()
    front: tuple[FrontMatter, ...] = ("title-page", "note", "contents")
    back: tuple[BackMatter, ...] = ("sources", "index", "colophon")

    def articles(self) -> Iterator[Article]:
        """Every article in reading order."""
        for part in self.contents:
            yield from part.contents

    @classmethod
    def of(cls, article: Article) -> "Edition":
        """The edition that is just this article."""
        return cls(
            title=article.title,
            contents=(Part("", (replace(article, id=article.id or "a1"),)),),
            subtitle=article.subtitle,
            lang=article.lang,
            date=article.date,
            creators=article.authors,
            publisher=article.source,
            cover=article.cover,
        )

    @property
    def single(self) -> bool:
        """True for an edition of one article and nothing else: nothing stands around it."""
        return self.note is None and len(self.contents) == 1 and len(self.contents[0].contents) == 1


Value = TypeVar("Value")


def encode(value: object) -> bytes:
    """The value as JSON, the same bytes for the same value."""
    return msgspec.json.encode(value)


def decode(data: bytes, kind: type[Value]) -> Value:
    """The value of this kind that `encode` wrote; raises `msgspec.ValidationError` for anything else."""
    return msgspec.json.decode(data, type=kind)
