"""An edition as XHTML for the press: the front matter, batches of articles, and the back matter.

What WeasyPrint does grows faster than the document does, so a bound edition is given to it in batches.
A batch begins with an empty page in place of the last one before it, which is thrown away afterwards: so
page numbers go on, left and right pages alternate, and what begins a batch is set like what stands in the
middle of one. The back matter names pages, so it comes when all before it is laid out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

import msgspec
from markupsafe import Markup

from publish.errors import ThemeError
from publish.markup.xhtml import Writer, write_blocks, write_entry
from publish.model import Article, Edition, FrontMatter, Image, Paragraph, Part, Text
from publish.plugins import Context
from publish.renderers.pdf.lines import LineSetter
from publish.renderers.pdf.targets import ids_by_target
from publish.theming.frame import (
    Entry,
    back_matter,
    closing,
    cover_words,
    note_opener,
    note_title,
    opener,
    outline,
    part_opening,
    placeholder_words,
    running_name,
    title_page,
)
from publish.theming.labels import labels
from publish.theming.scripts import direction, direction_within
from publish.theming.templates import finished, render_template
from publish.walk import Blocks

BATCH = 400_000
"""How many characters of XHTML are laid out at a time: about 25 articles of 2,300 Chinese characters."""

_TEMPLATE = "edition.html"
_PAGE_BEFORE = 'class="page-before"'
"""What stands in the template for the page before."""

_PAGES_OF_AN_ARTICLE = 4  # a guess, for the width of the page numbers before they are known


class ArticlePage(msgspec.Struct, frozen=True):
    """An article as the template wants it; `running` is its running head."""

    id: str
    language: str
    direction: str
    running: str
    xhtml: Markup


class ContentsLine(msgspec.Struct, frozen=True):
    """A line of the contents as the template wants it.

    `names` are those of the authors, `lang` is the article's own; `target` is what the line leads to, `id`
    the same in a document.
    """

    kind: str
    title: Markup
    names: Markup
    lang: str
    target: str
    id: str


class Piece(msgspec.Struct, frozen=True):
    """A piece of the front or back matter as the template wants it.

    The contents have entries, others XHTML. An editor’s note has, like an article, a language of its own
    and a running head.
    """

    kind: str
    xhtml: Markup = Markup()
    entries: tuple[ContentsLine, ...] = ()
    language: str = ""
    direction: str = ""
    running: str = ""


class PartPage(msgspec.Struct):
    """A part, or a piece of one, as the template wants it.

    opening  its title and introduction; empty if it has none, and where a part goes on
    opened   whether it began with a title
    """

    id: str
    opening: Markup
    articles: list[ArticlePage]
    opened: bool


class LineClasses:
    """The classes of composed lines that are set alike: elements with the same classes share one style."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def name(self, declarations: str) -> str:
        """The class for these declarations; no role of a block can be written as one."""
        return self._names.setdefault(declarations, f"-line{len(self._names) + 1}")

    def rules(self) -> str:
        """The rules of all classes named so far."""
        return "\n".join(f".{name} {{ {declarations} }}" for declarations, name in self._names.items())


@dataclass
class Batch:
    """As much of an edition as is laid out at a time; it grows to the size of a batch.

    lines  the classes of its lines
    size   characters of XHTML
    """

    parts: list[PartPage] = field(default_factory=list)
    lines: LineClasses = field(default_factory=LineClasses)
    size: int = 0

    def add(self, article: ArticlePage) -> None:
        """The next article of the part that was begun last."""
        self.parts[-1].articles.append(article)
        self.size += len(article.xhtml)


class Manuscript:
    """The documents that an edition is printed from."""

    def __init__(self, edition: Edition, context: Context, setter: LineSetter, batch: int = BATCH) -> None:
        self._edition = edition
        self._theme = context.theme
        self._outline = outline(edition)
        self._setter = setter
        self._batch = batch
        self.ids = ids_by_target(edition, context.theme.arrangement)
        """What links may lead to: ids by targets."""
        self._assets = {asset.src for asset in edition.assets}

    def whole(self, css: str = "") -> str:
        """All of it in one document: what a single article is printed from."""
        lines = LineClasses()
        parts = [self._part_page(part, lines) for part in self._edition.contents]
        for page, part in zip(parts, self._edition.contents, strict=True):
            page.articles += [self._article(article, lines, part.title) for article in part.contents]
        pieces: dict[str, object] = {"cover": self._cover(), "parts": parts}
        if not self._edition.single:
            pieces |= {**self._front(lines, {}), "back": self._back(lines, {})}
        return self._document(lines, pieces, css)

    def front(self, folios: Mapping[str, int]) -> str:
        """What stands before the parts of a bound edition, with the pages by target; may be nothing."""
        lines = LineClasses()
        pieces = self._front(lines, folios)
        return self._document(lines, pieces) if pieces["cover"] or pieces["front"] else ""

    def batches(self) -> Iterator[Batch]:
        """The parts of a bound edition."""
        batch = Batch()
        for part in self._edition.contents:
            batch.parts.append(self._part_page(part, batch.lines))
            for article in part.contents:
                if batch.size >= self._batch:
                    yield batch
                    batch = Batch([PartPage(part.id, Markup(), [], batch.parts[-1].opened)])
                batch.add(self._article(article, batch.lines, part.title))
        yield batch

    def document(self, batch: Batch, page: int) -> str:
        """A batch as a document whose first page stands for the page of this number.

        Raises ThemeError for a template without it: the first page of the text would be taken for it.
        """
        return self._going_on(batch.lines, {"parts": batch.parts}, page)

    def back(self, folios: Mapping[str, int], page: int) -> str:
        """What stands behind the parts, with the page numbers by target; may be nothing. As `document`."""
        lines = LineClasses()
        pieces = self._back(lines, folios)
        return self._going_on(lines, {"back": pieces}, page) if pieces else ""

    def _going_on(self, lines: LineClasses, pieces: Mapping[str, object], page: int) -> str:
        side = "right" if page % 2 else "left"
        css = f"html {{ break-before: {side} }}\n@page :first {{ counter-set: page {page} }}"
        document = self._document(lines, {"page_before": True, **pieces}, css)
        if _PAGE_BEFORE not in document:
            raise ThemeError(
                "the template has no page for the one before: `page_before`",
                where=f"theme {self._theme.name}, {_TEMPLATE}",
                hint="see the templates of the base theme for what they are given",
            )
        return document

    # Pieces ---------------------------------------------------------------------------------------

    def _front(self, lines: LineClasses, folios: Mapping[str, int]) -> dict[str, object]:
        guess = _PAGES_OF_AN_ARTICLE * len(self._outline)
        made = (self._front_piece(kind, lines) for kind in self._edition.front)
        return {
            "cover": self._cover(),
            "front": [piece for piece in made if piece is not None],
            "folios": {entry.target: folios.get(entry.target, guess) for entry in self._outline},
        }

    def _front_piece(self, kind: FrontMatter, lines: LineClasses) -> Piece | None:
        edition = self._edition
        match kind:
            case "title-page":
                blocks = title_page(edition, self._theme.arrangement.title_page)
                return Piece(kind, self._around(blocks, lines)) if blocks else None
            case "contents":
                entries = tuple(self._contents_line(entry, lines) for entry in self._outline)
                return Piece(kind, entries=entries) if entries else None
            case "note":
                return self._note(edition.note, lines) if edition.note else None
            case _:
                assert_never(kind)

    def _note(self, note: Article, lines: LineClasses) -> Piece:
        lang = note.lang or self._edition.lang
        xhtml = self._text(note, note_opener(self._edition), (), lines)
        running = self._setter.running_head(note_title(self._edition), self._edition.lang)
        return Piece("note", xhtml, (), lang, direction(lang), running)

    def _back(self, lines: LineClasses, folios: Mapping[str, int]) -> list[Piece]:
        matters = back_matter(self._edition, folios)
        return [Piece(matter.kind, self._around(matter.blocks, lines)) for matter in matters]

    def _around(self, blocks: Blocks, lines: LineClasses, scope: str = "") -> Markup:
        """What the edition itself says, in its language."""
        return finished(write_blocks(blocks, self._writer(self._edition.lang, lines), scope))

    def _contents_line(self, entry: Entry, lines: LineClasses) -> ContentsLine:
        lang = entry.lang or self._edition.lang
        writer = self._writer(self._edition.lang, lines)
        title = write_entry((Text(entry.title),), writer, f"contents-{entry.kind}", lang)
        names = labels(self._edition.lang).names.join(entry.authors)
        written = write_entry((Text(names),), writer, "contents-author", lang) if names else ""
        own_id = self.ids.get(entry.target, "")
        return ContentsLine(
            entry.kind, finished(title), finished(written), entry.lang, entry.target, own_id
        )

    def _part_page(self, part: Part, lines: LineClasses) -> PartPage:
        blocks = part_opening(part)
        head, introduction = (blocks[:1], blocks[1:]) if part.title else ((), blocks)
        written = self._around(head, lines), self._around(introduction, lines, part.id)
        return PartPage(part.id, finished("\n".join(filter(None, written))), [], bool(blocks))

    def _article(self, article: Article, lines: LineClasses, part: str) -> ArticlePage:
        lang = article.lang or self._edition.lang
        opening = opener(article, self._edition.lang, self._theme.arrangement.opener, part)
        running = self._setter.running_head(article.title, self._edition.lang)
        text = self._text(article, opening, closing(article, self._edition.lang), lines)
        return ArticlePage(article.id, lang, direction(lang), running, text)

    def _text(self, article: Article, opening: Blocks, end: Blocks, lines: LineClasses) -> Markup:
        """An article or note between its head and its end."""
        writer = self._writer(article.lang or self._edition.lang, lines)
        head = write_blocks(opening, writer)
        return finished(f"{head}\n{write_blocks((*article.body, *end), writer, article.id)}")

    def _cover(self) -> Markup:
        if self._edition.cover not in self._assets:
            return Markup()
        cover = Paragraph((Image(self._edition.cover, cover_words(self._edition)),))
        return finished(write_blocks((cover,), self._writer(self._edition.lang, LineClasses())))

    def _writer(self, lang: str, lines: LineClasses) -> Writer:
        return Writer(
            image=lambda image: image.src if image.src in self._assets else None,
            placeholder=lambda image: placeholder_words(image, lang),
            notes="float",
            href=lambda name: f"#{self.ids[name]}" if name in self.ids else "",
            direction=lambda tag: direction_within(tag, lang),
            lines=self._setter.composer(lang),
            line_class=lines.name,
            unnamed=labels(lang).picture,
            drawn_marks=True,
            sign=self._setter.sign,
            boxed_lists=True,  # else WeasyPrint's structure tree has them behind their items
        )

    def _document(self, lines: LineClasses, pieces: Mapping[str, object], css: str = "") -> str:
        edition = self._edition
        nothing = {"cover": "", "front": (), "parts": (), "back": ()}
        return render_template(
            self._theme,
            _TEMPLATE,
            {
                "edition": edition,
                "language": edition.lang or "und",
                "direction": direction(edition.lang),
                "labels": labels(edition.lang),
                "running": self._setter.running_head(running_name(edition), edition.lang),
                "css": finished(f"{css}\n{lines.rules()}"),
                "folios": {},
                "page_before": False,
                **nothing,
                **pieces,
            },
        )
