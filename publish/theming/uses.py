"""Which characters an edition sets in which font: what fonts are prepared for.

Follows how the style sheets cascade: a block's own style is what it stands in until a style says otherwise.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import assert_never

from publish.model import (
    NOTE_MARKS,
    Article,
    Block,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Edition,
    Figure,
    Image,
    Inline,
    Link,
    List,
    Math,
    Note,
    Ruby,
    Styled,
    Table,
    Tagged,
    Text,
)
from publish.theming.cascade import Cascade, TextSetting
from publish.theming.fonts import FontUse
from publish.theming.frame import (
    back_matter,
    closing,
    note_opener,
    note_title,
    opener,
    outline,
    part_opening,
    placeholder_words,
    title_page,
)
from publish.theming.labels import labels
from publish.theming.theme import Theme
from publish.walk import Blocks, Inlines, child_blocks, inline_runs

LIST_MARKS, MARKS_LANG = ("•", "–", "·"), "en"
"""What stands before the items of bulleted lists, in an alphabet's font: Han bullets are an em wide."""

_LEADER = "."
ELLIPSIS = "…"
"""At the end of a running head that is too long."""

_RUN_KEYS: dict[type, str] = {Figure: "caption", Table: "caption", Definitions: "term"}
"""The style keys of the inlines that stand directly in a block."""
_CHILD_KEYS: dict[type, str] = {List: "list-item", Definitions: "detail"}
"""The style keys of what the blocks in a block stand in."""


def font_uses(edition: Edition, theme: Theme) -> tuple[FontUse, ...]:
    """The characters of an edition by what they are set in, with those of its frame and furniture."""
    gathered = _Gathering(theme)
    body = gathered.cascade.body(edition.lang)
    if not edition.single:
        gathered.blocks(title_page(edition, theme.arrangement.title_page), body)
        gathered.contents(edition)
        gathered.note(edition, body)
        # Lists that name pages say something else before the pages are known.
        for folios in ({}, _every_folio(edition)):
            for matter in back_matter(edition, folios):
                gathered.blocks(matter.blocks, body)
    for part in edition.contents:
        gathered.blocks(part_opening(part), body)
        for article in part.contents:
            gathered.article(article, edition, body, part.title)
    gathered.furniture(edition)
    return gathered.uses()


def _every_folio(edition: Edition) -> Mapping[str, int]:
    """Some page for all that a list may name; figures are in every font that is prepared."""
    places = (f"{article}/{block}" for indexed in edition.index for article, block in indexed.places)
    return dict.fromkeys((*(article.id for article in edition.articles()), *places), 1)


class _Gathering:
    """Characters by font role, weight and language."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.cascade = Cascade(theme)
        self.characters: defaultdict[tuple[str, int, str], set[str]] = defaultdict(set)

    def uses(self) -> tuple[FontUse, ...]:
        return tuple(
            FontUse(font, weight, lang, frozenset(characters))
            for (font, weight, lang), characters in sorted(self.characters.items())
        )

    def add(self, text: str, where: TextSetting) -> None:
        self.characters[where.font, where.weight, where.lang].update(text)

    def key(self, text: str, key: str, lang: str) -> None:
        """Text set by the style of a key alone."""
        style = self.theme.style(key)
        self.characters[style.font, style.weight, lang].update(text)

    def article(self, article: Article, edition: Edition, body: TextSetting, part: str) -> None:
        own = body._replace(lang=article.lang or edition.lang)
        self.blocks(opener(article, edition.lang, self.theme.arrangement.opener, part), own)
        self.blocks((*article.body, *closing(article, edition.lang)), own)

    def note(self, edition: Edition, body: TextSetting) -> None:
        """The editor's note, with its head."""
        if edition.note:
            own = body._replace(lang=edition.note.lang or edition.lang)
            self.blocks((*note_opener(edition), *edition.note.body), own)

    def contents(self, edition: Edition) -> None:
        self.key(labels(edition.lang).contents, "contents-title", edition.lang)
        for entry in outline(edition):
            lang = entry.lang or edition.lang
            self.key(entry.title + _LEADER, f"contents-{entry.kind}", lang)
            self.key(labels(edition.lang).names.join(entry.authors), "contents-author", lang)

    def furniture(self, edition: Edition) -> None:
        names = [edition.title, edition.publisher, *(article.title for article in edition.articles())]
        if not edition.single:
            words = labels(edition.lang)
            names += [words.contents, note_title(edition), words.sources, words.index, words.colophon]
        self.key("".join(names) + ELLIPSIS, "running-head", edition.lang)
        self.key("", "folio", edition.lang)

    def blocks(self, blocks: Blocks, around: TextSetting, contained: bool = False) -> None:
        for block in blocks:
            self.block(block, self.cascade.block(around, block, contained))

    def block(self, block: Block, own: TextSetting) -> None:
        for run in inline_runs(block):
            self.inlines(run, self.inside(own, _RUN_KEYS.get(type(block), "")))
        match block:
            case CodeBlock(text=text):
                self.add(text, self.cascade.inline(own, "code"))
            case Table(rows=rows, head=head):
                for number, row in enumerate(rows):
                    cell_text = self.inside(own, "header-cell" if number < head else "cell")
                    for cell in row:
                        self.blocks(cell.content, cell_text, contained=True)
            case _:
                if isinstance(block, List):
                    self.add("".join(LIST_MARKS), own._replace(lang=MARKS_LANG))
                inner = self.inside(own, _CHILD_KEYS.get(type(block), ""))
                for children in child_blocks(block):
                    self.blocks(children, inner, contained=True)

    def inside(self, own: TextSetting, key: str) -> TextSetting:
        return self.cascade.inside(own, key) if key else own

    def inlines(self, run: Inlines, where: TextSetting) -> None:
        for inline in run:
            self.inline(inline, where)

    def inline(self, inline: Inline, where: TextSetting) -> None:
        match inline:
            case Text(text):
                self.add(text, where)
            case Code(text):
                self.add(text, self.cascade.inline(where, "code"))
            case Math(tex):
                self.add(tex, self.cascade.inline(where, "math"))
            case Ruby(base, reading):
                self.add(base + reading, where)
            case Image():
                words = placeholder_words(inline, where.lang)
                self.add(words, where)
                self.key(words, "placeholder", where.lang)
            case Note(content):
                self.add(NOTE_MARKS, self.cascade.inline(where, "note-call"))
                below = self.cascade.inside(where, "note")
                self.add(NOTE_MARKS, below)
                self.blocks(content, below, contained=True)
            case Styled(style, content):
                self.inlines(content, self.cascade.inline(where, style))
            case Tagged(content, _, lang):
                self.inlines(content, where._replace(lang=lang or where.lang))
            case Link(_, content):
                self.inlines(content, self.cascade.inline(where, "link"))
            case Break():
                return
            case _:
                assert_never(inline)
