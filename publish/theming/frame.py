"""What stands around the articles, as blocks of the model: openers, ends, title page, lists, colophon.

Because these are blocks like any others, every format says the same words in the same order, and a theme
styles them by their roles. Only what differs by format (page numbers, running heads, a nav document) is
the renderers' own.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import msgspec

from publish.model import (
    Article,
    BackMatter,
    Block,
    Edition,
    Heading,
    Image,
    Inline,
    Link,
    Paragraph,
    Part,
    Rule,
    Text,
)
from publish.theming.addresses import host_of
from publish.theming.labels import counted, in_brackets, labels, long_date
from publish.theming.source_card import source_card
from publish.theming.theme import Arrangement
from publish.theming.tokens import OpenerLine, TitlePageLine
from publish.walk import Blocks

PLAIN = Arrangement()
"""Where no theme says otherwise."""

_NO_FOLIOS: Mapping[str, int] = MappingProxyType({})


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents: a part or an article ("entry"), and the id of the heading it leads to."""

    kind: Literal["part", "entry"]
    title: str
    target: str
    authors: tuple[str, ...] = ()
    lang: str = ""


def outline(edition: Edition) -> tuple[Entry, ...]:
    """The contents of an edition in reading order: parts (if they have a title) and their articles.

    The editor's note stands before them, lists of sources and names behind.
    """
    entries = []
    kind: Literal["part", "entry"] = "part" if any(part.title for part in edition.contents) else "entry"
    if edition.note and "note" in edition.front:
        entries.append(Entry(kind, note_title(edition), edition.note.id, edition.note.authors))
    for part in edition.contents:
        if part.title:
            entries.append(Entry("part", part.title, part.id))
        entries += [
            Entry("entry", article.title, article.id, article.authors, article.lang)
            for article in part.contents
        ]
    for matter in back_matter(edition):
        if matter.kind != "colophon":
            entries.append(Entry(kind, matter.title, matter.kind))
    return tuple(entries)


def opener(
    article: Article, lang: str, lines: Sequence[OpenerLine] = PLAIN.opener, part: str = ""
) -> Blocks:
    """The head of an article, line by line as a theme arranges it; its title's id is the article's.

    `lang` is the edition's, `part` the title of the part that the article stands in. What the article does
    not have is left out, but never its title.
    """
    own = article.lang or lang
    names = labels(own).names.join(article.authors)
    date = long_date(article.date, own)
    words = {
        "part-label": part,
        "subtitle": article.subtitle,
        "byline": names,
        "source-line": _side_by_side(article.source, date),
        "byline-and-source": _side_by_side(names, article.source, date),
        "lead": article.summary,
    }
    blocks: list[Block] = []
    for line in lines:
        if line == "title":
            blocks.append(Heading(1, (Text(article.title),), role="title", id=article.id))
        elif line in ("opener-rule", "opener-ornament"):
            blocks.append(Rule(role=line))
        elif text := words[line]:
            blocks.append(_line("byline" if line == "byline-and-source" else line, text))
    return tuple(blocks)


def _side_by_side(*items: str) -> str:
    return "　·　".join(filter(None, items))


def closing(article: Article, lang: str) -> Blocks:
    """The end of an article: a notice if the capture breaks off, and its source card."""
    words = labels(article.lang or lang)
    notice = (_line("notice", words.truncated),) if article.provenance.kind == "truncated" else ()
    return (*notice, *source_card(article, lang))


def running_name(edition: Edition) -> str:
    """What the running heads say of the edition: its title; of a single article, who published it."""
    return (edition.publisher or edition.title) if edition.single else edition.title


def part_opening(part: Part) -> Blocks:
    """The title of a part (its id is the part's) and its introduction; nothing for a part without title."""
    if not part.title:
        return part.introduction
    return (Heading(1, (Text(part.title),), role="part-title", id=part.id), *part.introduction)


def title_page(edition: Edition, lines: Sequence[TitlePageLine] = PLAIN.title_page) -> Blocks:
    """The title page of a bound edition, line by line as a theme arranges it."""
    words = labels(edition.lang)
    names = words.names.join(edition.creators)
    said = {
        "edition-subtitle": ("edition-subtitle", edition.subtitle),
        "edition-issue": ("edition-issue", edition.issue),
        "edition-editors": ("edition-detail", f"{words.editors}{words.colon}{names}" if names else ""),
        "edition-publisher": ("edition-detail", edition.publisher),
        "edition-date": ("edition-detail", long_date(edition.date, edition.lang)),
    }
    blocks: list[Block] = []
    for line in lines:
        if line == "edition-title":
            blocks.append(Heading(1, (Text(edition.title),), role=line, id="title-page"))
        elif line == "title-page-rule":
            blocks.append(Rule(role=line))
        elif said[line][1]:
            blocks.append(_line(*said[line]))
    return tuple(blocks)


def colophon(edition: Edition) -> Blocks:
    """The last page of a bound edition: what it is, by whom, under which rights, how it was made."""
    words, articles = labels(edition.lang), list(edition.articles())
    sources = {article.source for article in articles if article.source}
    facts = (
        ("", edition.title + (f"　{edition.issue}" if edition.issue else "")),
        (words.editors, words.names.join(edition.creators)),
        (words.publisher, edition.publisher),
        ("", long_date(edition.date, edition.lang)),
        ("", counted(len(articles), len(sources), edition.lang)),
        ("", edition.rights),
        (words.identifier, edition.identifier),
        ("", words.made_with),
    )
    lines = tuple(
        _line("colophon", f"{label}{words.colon}{fact}" if label else fact) for label, fact in facts if fact
    )
    heading = Heading(1, (Text(words.colophon),), role="colophon-title", id="colophon")
    return (heading, *lines)


class Matter(msgspec.Struct, frozen=True):
    """A piece of what stands behind the articles; the id of its heading is its kind."""

    kind: BackMatter
    title: str
    blocks: Blocks


def back_matter(edition: Edition, folios: Mapping[str, int] = _NO_FOLIOS) -> tuple[Matter, ...]:
    """What stands behind the articles of a bound edition, in its order.

    `folios` are the pages by anchor, as `Pagination` has them; where they are known, lists name pages.
    """
    if edition.single:
        return ()
    words = labels(edition.lang)
    pieces = {
        "sources": (words.sources, lambda: sources(edition, folios)),
        "index": (words.index, lambda: index(edition, folios)),
        "colophon": (words.colophon, lambda: colophon(edition)),
    }
    made = (Matter(kind, pieces[kind][0], pieces[kind][1]()) for kind in edition.back)
    return tuple(matter for matter in made if matter.blocks)


def sources(edition: Edition, folios: Mapping[str, int] = _NO_FOLIOS) -> Blocks:
    """Whom the articles are from: under each source its articles, with their dates and pages.

    Nothing where all are from one: that would be the contents once more.
    """
    by_source: dict[str, list[Article]] = {}
    for article in edition.articles():
        if article.source:
            by_source.setdefault(article.source, []).append(article)
    if len(by_source) < 2:
        return ()
    blocks: list[Block] = [_matter_title("sources", labels(edition.lang).sources)]
    for source, articles in by_source.items():
        blocks.append(_line("sources-name", source))
        blocks += [_source_entry(article, edition.lang, folios) for article in articles]
    return tuple(blocks)


def _source_entry(article: Article, lang: str, folios: Mapping[str, int]) -> Paragraph:
    date = long_date(article.date, article.lang or lang)
    page = str(folios.get(article.id, ""))
    title = Link(f"#{article.id}", (Text(article.title),))
    rest = "".join(f"　{fact}" for fact in (date, page) if fact)
    return Paragraph((title, Text(rest)) if rest else (title,), role="sources-entry", lang=article.lang)


def index(edition: Edition, folios: Mapping[str, int] = _NO_FOLIOS) -> Blocks:
    """The names of the index, each with its pages or, where these are not known, with its articles."""
    if not edition.index:
        return ()
    titles = {article.id: article.title for article in edition.articles()}
    comma = labels(edition.lang).names
    blocks: list[Block] = [_matter_title("index", labels(edition.lang).index)]
    for indexed in edition.index:
        places: dict[str, str] = {}  # what is shown, once each, and where it leads
        for article, block in indexed.places:
            target = f"{article}/{block}"
            places.setdefault(str(folios.get(target, "")) or titles.get(article, ""), f"#{target}")
        content: list[Inline] = [Text(f"{indexed.name}　")]
        for number, (shown, target) in enumerate(places.items()):
            content += [Text(comma)] * bool(number) + [Link(target, (Text(shown),))]
        blocks.append(Paragraph(tuple(content), role="index-entry"))
    return tuple(blocks)


def _matter_title(kind: BackMatter, title: str) -> Heading:
    return Heading(1, (Text(title),), role=f"{kind}-title", id=kind)


def note_title(edition: Edition) -> str:
    """The title of the editor's note: its own or, of a note without one, what it is."""
    return (edition.note.title if edition.note else "") or labels(edition.lang).note


def note_opener(edition: Edition) -> Blocks:
    """The head of the editor's note: its title, and who signs it."""
    if edition.note is None:
        return ()
    names = labels(edition.lang).names.join(edition.note.authors)
    title = Heading(1, (Text(note_title(edition)),), role="note-title", id=edition.note.id)
    return (title, _line("source-line", names)) if names else (title,)


def cover_words(edition: Edition) -> str:
    """The text alternative of an edition's cover, the same in every format."""
    words = labels(edition.lang)
    return f"{words.cover}{words.colon}{edition.title}" if edition.title else words.cover


def placeholder_words(image: Image, lang: str) -> str:
    """What stands in the place of a picture that could not be had: that it could not, its text, its host.

    The same words in every format.
    """
    words = labels(lang)
    host = host_of(image.src)
    said = image.alt or image.title
    if host and said:
        host = in_brackets(host, lang)
    return words.image_missing + words.colon + said + host if said or host else words.image_missing


def _line(role: str, text: str) -> Paragraph:
    return Paragraph((Text(text),), role=role)
