"""What the formats that write XHTML do each in its own way, and what one piece of writing remembers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, Protocol, TypeAlias

from msgspec.structs import replace

from publish.markup.names import element_id, page_mark, scoped_id
from publish.model import Heading, Image, Note, Paragraph
from publish.pagination import PageMarks
from publish.walk import Blocks, Inlines, iter_blocks, iter_inlines


class Line(Protocol):
    """A line of a composed paragraph, as `publish.typesetting` makes them.

    content         its inlines
    letter_spacing  to add after each character, in pt
    word_spacing    to add to each blank, in pt
    start, end      by how much its begin and its end stand out of the measure, in pt
    hyphen          a hyphen is to be drawn at its end, which is none of the text
    hyphen_trim     what that hyphen gives up on either side, in pt
    """

    @property
    def content(self) -> Inlines: ...

    @property
    def letter_spacing(self) -> float: ...

    @property
    def word_spacing(self) -> float: ...

    @property
    def start(self) -> float: ...

    @property
    def end(self) -> float: ...

    @property
    def hyphen(self) -> bool: ...

    @property
    def hyphen_trim(self) -> float: ...


Composer: TypeAlias = Callable[[Paragraph | Heading, str, tuple[str, ...]], Sequence[Line] | None]
"""Breaks a paragraph into lines, given its style key and those of what it stands in, outermost first.

None leaves the line breaks to whoever shows the page."""


def _no_lines(paragraph: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[Line] | None:
    del paragraph, key, within
    return None


@dataclass(frozen=True, slots=True)
class Writer:
    """A format's own answers.

    image        the address of a picture, None for one that could not be had
    placeholder  the words that stand in its place
    notes        "popup": called and collected at the end, as EPUB readers show them;
                 "float": where they are called, for pages that have a foot
    href         where an id leads that none of the written blocks has (an article, a part), or nothing
    direction    "ltr" or "rtl" for a language that runs otherwise than the text around it, or nothing
    lines        composes paragraphs and headings into lines
    line_class   a class for lines that CSS declarations say something of, where these stand in a sheet of
                 the format's own; else they stand with the line
    unnamed      the text alternative of a picture that has none
    picture_links  whether a picture may be a link
    boxed_lists  whether a list in an item of another stands in a `div` (an engine that takes nested lists
                 out of their items leaves them there then)
    sign         how wide a picture is, in em, that stands in a composed line like a character: an em high;
                 None for any other
    drawn_marks  whether emphasis dots and readings have elements that can be drawn at their place, for an
                 engine that knows neither: a `dot` for each character, a width for each `ruby`; and
                 whether emoji are set in the fonts of the text, for an engine that looks for others
    marks        where pages of another format begin, in what is written: each gets a mark
    """

    image: Callable[[Image], str | None]
    placeholder: Callable[[Image], str]
    notes: Literal["popup", "float"] = "popup"
    href: Callable[[str], str] = lambda name: ""
    direction: Callable[[str], str] = lambda lang: ""
    lines: Composer = _no_lines
    line_class: Callable[[str], str] = lambda declarations: ""
    unnamed: str = ""
    picture_links: bool = True
    boxed_lists: bool = False
    drawn_marks: bool = False
    sign: Callable[[Image], float | None] = lambda image: None
    marks: PageMarks | None = None


@dataclass
class Sheet:
    """One piece of writing: the blocks of an article, whose ids get its own before them.

    notes     every note met so far, in the order of their calls
    in_link   inside a link, where no other link may stand
    waiting   calls of notes met inside a link, to be written behind it
    used      the ids that are taken
    outline   the levels of the headings that the next one may stand under
    lang      the language of what is being written, where it is not the text's
    in_line   inside of a composed line
    dotted    inside of emphasis dots that are drawn
    marks     the writer's, but inside of notes, of which nothing is counted
    """

    writer: Writer
    blocks: Blocks
    scope: str = ""
    notes: list[Note] = field(default_factory=list)
    in_link: bool = False
    waiting: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    outline: list[int] = field(default_factory=list)
    lang: str = ""
    dotted: bool = False
    in_line: bool = False
    marks: PageMarks | None = field(init=False)

    def __post_init__(self) -> None:
        self.marks = self.writer.marks

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """While a note is written."""
        outer, self.marks = self.marks, None
        yield
        self.marks = outer

    def due(self, element: Literal["span", "div"] = "span") -> str:
        """The marks of pages that begin with what is written next, to stand before it."""
        return "".join([page_mark(page, element) for page in self.marks.due()]) if self.marks else ""

    def counted(self) -> str:
        """As `due`, before a picture or formula."""
        return "".join([page_mark(page) for page in self.marks.unit()]) if self.marks else ""

    @contextmanager
    def speaking(self, lang: str) -> Iterator[None]:
        """While what is in a language of its own is written; nothing changes where it says none."""
        outer, self.lang = self.lang, lang or self.lang
        yield
        self.lang = outer

    def lines(self, block: Paragraph | Heading, key: str, within: tuple[str, ...]) -> Sequence[Line] | None:
        """The lines of a paragraph, in the language of what it stands in."""
        if self.lang and not block.lang:
            block = replace(block, lang=self.lang)
        return self.writer.lines(block, key, within)

    def name(self, own: str) -> str:
        """The document's id for one of these blocks' ids."""
        return scoped_id(self.scope, own)

    def note_name(self, number: int) -> str:
        """The document's id for a note: none that a block's own id can be written as."""
        return f"{element_id(self.scope) if self.scope else ''}_note-{number}"

    def depth(self, level: int) -> int:
        """How deep a heading of this level stands under a title: no step on the way down is left out."""
        while self.outline and self.outline[-1] >= level:
            self.outline.pop()
        if level == 1:
            return 1
        self.outline.append(level)
        return 1 + len(self.outline)

    @cached_property
    def targets(self) -> frozenset[str]:
        """The ids that these blocks have, looked for when the first link to one is met."""
        found = {block.id for block in iter_blocks(self.blocks)}
        if self.writer.notes == "popup":  # where notes float, their blocks have no elements of their own
            notes = (inline for inline in iter_inlines(self.blocks) if isinstance(inline, Note))
            found |= {block.id for note in notes for block in iter_blocks(note.content)}
        return frozenset(found - {""})

    def href(self, own: str) -> str:
        """Where a link to an id leads: in these blocks, elsewhere in the edition, or nowhere."""
        return f"#{self.name(own)}" if own in self.targets else self.writer.href(own)
