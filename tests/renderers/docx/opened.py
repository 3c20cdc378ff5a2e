"""A Word file as a program opens it that shares nothing with the renderer: zip and ElementTree."""

import io
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from publish.diagnostics import Report
from publish.model import Article, Asset, Block, Edition
from publish.pagination import Pagination
from publish.plugins import Context, NoOptions, Plugins
from publish.renderers.docx import render_docx
from publish.shorthand import article
from publish.theming.shipped import open_theme
from publish.theming.theme import Theme

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# One red pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000"
    "00030101000c83c1e80000000049454e44ae426082"
)


def picture(width: int = 400, height: int = 200, media_type: str = "image/png") -> Asset:
    """An asset of any size on paper, of one pixel in truth."""
    digest = sha256(f"{width} {height} {media_type}".encode()).hexdigest()
    return Asset(f"{width}.png", digest, media_type, width, height)


def theme(name: str = "journal") -> Theme:
    return open_theme(name, Plugins())


def in_word(color: str | None) -> str:
    """A colour of the theme as Word writes it."""
    assert color
    return color.removeprefix("#").upper()


def word_bytes(
    edition: Edition,
    *,
    theme: str = "journal",
    pages: Pagination | None = None,
    report: Report | None = None,
    read: Callable[[Asset], bytes] = lambda asset: PNG,
) -> bytes:
    """The edition in the looks of a theme."""
    found = open_theme(theme, Plugins())
    made = render_docx(edition, Context(found, NoOptions(), report or Report(), read, pages))
    assert isinstance(made, bytes)
    return made


def opened(edition: Edition | Article, **how: object) -> "WordFile":
    """An edition or an article, made and opened again."""
    edition = Edition.of(edition) if isinstance(edition, Article) else edition
    return WordFile(word_bytes(edition, **how))  # type: ignore[arg-type]


def body_of(
    *blocks: Block, assets: tuple[Asset, ...] = (), lang: str = "zh-Hans", theme: str = "journal"
) -> "WordFile":
    """The blocks in an article, made and opened again."""
    edition = Edition.of(article("题", *blocks, lang=lang))
    return opened(Edition(edition.title, edition.contents, lang=lang, assets=assets), theme=theme)


class WordFile:
    """The parts of a Word file, parsed when asked for."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> Element:
        return ElementTree.fromstring(self.parts[name])

    @property
    def document(self) -> Element:
        return self.xml("word/document.xml")

    @property
    def notes(self) -> list[Element]:
        """The notes of the text, without what parts them from it."""
        notes = self.xml("word/footnotes.xml").findall(f"{W}footnote")
        return [note for note in notes if note.get(f"{W}type") is None]

    def relationships(self, part: str = "word/document.xml") -> dict[str, str]:
        """Targets by id."""
        folder, _, name = part.rpartition("/")
        found = self.xml(f"{folder}/_rels/{name}.rels").iter(_RELATIONSHIP)
        return {relation.attrib["Id"]: relation.attrib["Target"] for relation in found}

    def style(self, name: str) -> Element:
        """A style by its name on the screen."""
        for style in self.xml("word/styles.xml").iter(f"{W}style"):
            if value(style, "name") == name:
                return style
        raise KeyError(name)

    def style_names(self) -> dict[str, str]:
        """Names on the screen by ids."""
        styles = self.xml("word/styles.xml").iter(f"{W}style")
        return {style.attrib[f"{W}styleId"]: value(style, "name") for style in styles}

    def lines(self) -> list[tuple[str, str]]:
        """Each paragraph of the document: the name of its style, and its words."""
        names = self.style_names()
        return [
            (names[value(paragraph, "pPr/pStyle")], words(paragraph))
            for paragraph in self.document.iter(f"{W}p")
        ]

    def text_lines(self) -> list[tuple[str, str]]:
        """The same without the article's title."""
        return [line for line in self.lines() if line[0] not in ("heading 1",)]

    def runs(self) -> list[tuple[str, str]]:
        """Each run of words in the document: the name of its character style, and the words."""
        names = {"": "", **self.style_names()}
        return [
            (names[value(run, "rPr/rStyle")], words(run))
            for run in self.document.iter(f"{W}r")
            if words(run)
        ]


def find(element: Element, path: str) -> Element | None:
    """The first element on a path of `w` names."""
    return element.find("/".join(W + name for name in path.split("/")))


def value(element: Element, path: str) -> str:
    """The `w:val` at a path, or nothing."""
    found = find(element, path)
    return "" if found is None else found.get(f"{W}val", "")


def attributes(element: Element, path: str) -> dict[str, str]:
    """The attributes at a path, without their namespace."""
    found = find(element, path)
    assert found is not None, path
    return {name.removeprefix(W): value for name, value in found.attrib.items()}


def words(element: Element) -> str:
    """The text in an element, tabs and line ends as such, readings of ruby left out."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    match element.tag.removeprefix(W):
        case "t":
            yield element.text or ""
        case "br":
            yield "\n"
        case "tab":
            yield "\t"
        case "rt" | "tabs":
            return
        case _:
            for child in element:
                yield from _words(child)
