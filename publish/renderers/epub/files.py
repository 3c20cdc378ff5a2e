"""Which piece of an edition stands in which file of an EPUB, and where links inside the edition lead.

Names are counted or say what a piece is, not made of titles: ASCII, short, and the same on every build.
"""

from collections.abc import Iterator
from itertools import chain, count

from msgspec import Struct
from msgspec.structs import replace

from publish.markup.names import element_id, scoped_id
from publish.model import Article, Edition, FrontMatter, Heading, Note, Part
from publish.normal import one_line
from publish.pagination import COVER
from publish.theming.frame import Matter
from publish.walk import iter_blocks, iter_inlines, plain_text


class Chapter(Struct, frozen=True):
    """An article and the file that it stands in."""

    name: str
    article: Article

    @property
    def href(self) -> str:
        """Where its title stands."""
        return _href(self.name, self.article.id)


class Division(Struct, frozen=True):
    """A part, the file of its opening (nothing for a part that has none), and its articles."""

    name: str
    part: Part
    chapters: tuple[Chapter, ...]

    @property
    def href(self) -> str:
        """Where its title stands."""
        return _href(self.name, self.part.id)


class Binding(Struct, frozen=True):
    """What an EPUB binds, in reading order: `front`, `divisions`, `back`; `note` stands in `front`.

    A single article has nothing around it but its cover.
    """

    front: tuple[FrontMatter, ...]
    note: Chapter | None
    divisions: tuple[Division, ...]
    back: tuple[Matter, ...]

    def chapters(self) -> Iterator[Chapter]:
        """Every article with its file."""
        return chain.from_iterable(division.chapters for division in self.divisions)

    def scopes(self, cover: bool) -> dict[str, str]:
        """The files by the scopes of a `Pagination`, in reading order."""
        names: dict[str, str] = {COVER: matter_name(COVER)} if cover else {}
        names |= {kind: matter_name(kind) for kind in self.front}
        for division in self.divisions:
            names |= {division.part.id: division.name} if division.name else {}
            names |= {chapter.article.id: chapter.name for chapter in division.chapters}
        return names | {matter.kind: matter_name(matter.kind) for matter in self.back}


def matter_name(kind: str) -> str:
    """The file of what stands around the articles."""
    return f"{kind}.xhtml"


def _href(name: str, own: str) -> str:
    return f"{name}#{element_id(own)}" if own else name


def bound(edition: Edition, back: tuple[Matter, ...]) -> Binding:
    """The pieces of an edition, each with its file; `back` is what stands behind the articles."""
    if edition.single:
        return Binding((), None, _divisions(edition), ())
    front = tuple(kind for kind in edition.front if kind != "note" or edition.note)
    note = None
    if edition.note and "note" in front:
        note = Chapter(matter_name("note"), _with_section_ids(edition.note))
    return Binding(front, note, _divisions(edition), back)


def _divisions(edition: Edition) -> tuple[Division, ...]:
    width = max(3, len(str(sum(1 for _ in edition.articles()))))
    number = count(1)
    return tuple(
        Division(
            f"part-{place:02d}.xhtml" if part.title or part.introduction else "",
            part,
            tuple(
                Chapter(f"article-{next(number):0{width}d}.xhtml", _with_section_ids(article))
                for article in part.contents
            ),
        )
        for place, part in enumerate(edition.contents, start=1)
    )


def _with_section_ids(article: Article) -> Article:
    """The article with an id on every section heading, so that the contents can lead there."""
    if all(block.id for block in article.body if isinstance(block, Heading)):
        return article
    body = tuple(
        replace(block, id=f"section-{place}") if isinstance(block, Heading) and not block.id else block
        for place, block in enumerate(article.body, start=1)
    )
    return replace(article, body=body)


def sections(chapter: Chapter) -> list[tuple[str, str]]:
    """The titles and places of a chapter's sections: headings of level 2 that stand in no other block."""
    article = chapter.article
    return [
        (title, f"{chapter.name}#{scoped_id(article.id, block.id)}")
        for block in article.body
        if isinstance(block, Heading) and block.level == 2 and (title := one_line(plain_text(block)))
    ]


# Links ---------------------------------------------------------------------------------------------


class Places:
    """Where what is bound stands: parts, articles and their blocks, and what stands around them."""

    def __init__(self, binding: Binding) -> None:
        chapters = [*([binding.note] if binding.note else []), *binding.chapters()]
        self._chapters = {chapter.article.id: chapter for chapter in chapters}
        self._ids: dict[str, frozenset[str]] = {}
        around: list[str] = [*binding.front, *(matter.kind for matter in binding.back)]
        self._places = {kind: matter_name(kind) for kind in around}
        self._places |= {each.part.id: each.href for each in binding.divisions if each.part.title}
        self._places |= {own: chapter.href for own, chapter in self._chapters.items()}

    def href(self, name: str) -> str:
        """The file and id of what a link has behind its #, or nothing: `a3/h2` is a block of article a3."""
        if name in self._places:
            return self._places[name] if name else ""
        own, _, block = name.partition("/")
        chapter = self._chapters.get(own)
        if chapter is None or not block or block not in self._blocks(chapter):
            return ""
        return f"{chapter.name}#{scoped_id(own, block)}"

    def _blocks(self, chapter: Chapter) -> frozenset[str]:
        """The ids of an article's blocks, looked for when the first link to one of them is met."""
        own = chapter.article.id
        if own not in self._ids:
            body = chapter.article.body
            notes = (inline.content for inline in iter_inlines(body) if isinstance(inline, Note))
            blocks = chain(iter_blocks(body), iter_blocks(chain.from_iterable(notes)))
            self._ids[own] = frozenset(block.id for block in blocks)
        return self._ids[own]
