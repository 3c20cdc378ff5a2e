"""The contents of an EPUB: the lines of every list of them, and the page that one reads."""

from collections.abc import Iterator, Sequence

import msgspec

from publish.markup.names import escape, escape_attribute, page_mark
from publish.model import Edition
from publish.normal import one_line
from publish.renderers.epub.files import Binding, Chapter, Division, matter_name, sections
from publish.renderers.epub.metadata import language_of
from publish.renderers.epub.pages import Page, section
from publish.theming.frame import note_title
from publish.theming.labels import labels


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents, with those under it: a "part", an "entry" (an article) or a "section".

    `lang` is said where it is not the edition's.
    """

    kind: str
    title: str
    href: str
    lang: str = ""
    authors: tuple[str, ...] = ()
    under: "tuple[Entry, ...]" = ()


def entries(edition: Edition, binding: Binding) -> tuple[Entry, ...]:
    """Parts, under them their articles, under these their sections; articles of no part beside parts.

    Beside parts, too, the editor's note before them and the lists behind: the lines of `frame.outline`.
    """
    listed: list[Entry] = []
    kind = "part" if any(division.part.title for division in binding.divisions) else "entry"
    if binding.note:
        listed.append(_chapter(edition, binding.note, kind, one_line(note_title(edition))))
    for division in binding.divisions:
        listed += _division(edition, division)
    for matter in binding.back:
        if matter.kind != "colophon":
            listed.append(Entry(kind, one_line(matter.title), f"{matter_name(matter.kind)}#{matter.kind}"))
    return tuple(listed)


def _division(edition: Edition, division: Division) -> tuple[Entry, ...]:
    articles = tuple(
        _chapter(
            edition,
            chapter,
            "entry",
            one_line(chapter.article.title) or chapter.name.removesuffix(".xhtml"),
        )
        for chapter in division.chapters
    )
    title = one_line(division.part.title)
    return (Entry("part", title, division.href, under=articles),) if title else articles


def _chapter(edition: Edition, chapter: Chapter, kind: str, title: str) -> Entry:
    lang = _other(language_of(edition, chapter.article), edition)
    under = tuple(Entry("section", title, href, lang) for title, href in sections(chapter))
    return Entry(kind, title, chapter.href, lang, chapter.article.authors, under)


def _other(lang: str, edition: Edition) -> str:
    return "" if lang == language_of(edition) else lang


def said_language(lang: str) -> str:
    """The attributes that say a language, of an element in another than the edition's."""
    return f' lang="{lang}" xml:lang="{lang}"' if lang else ""


def contents_page(listed: tuple[Entry, ...], lang: str, pages: Sequence[int] = ()) -> Page:
    """The contents as a page to read: parts and articles with their authors.

    Of the `pages` that they take up, the first begins before them, the others at lines, as if all pages
    were equally long: what stands on which of them, each format decides for itself.
    """
    words = labels(lang)
    before, in_lines = _marks(pages, sum(map(_lines, listed)))
    marks = iter(in_lines)
    title = f'{before}<h1 class="contents-title" id="contents">{escape(words.contents)}</h1>'
    rows = "".join([_line(entry, lang, marks) for entry in listed])
    body = f'{title}\n<ol class="contents">\n{rows}</ol>'
    whole = section("toc", body, role="doc-toc", title_id="contents")
    return Page(matter_name("contents"), "toc", words.contents, lang, whole)


def _line(entry: Entry, lang: str, marks: Iterator[str]) -> str:
    """A line and those under it; `marks` are those of all lines."""
    mark, authors = next(marks), escape(labels(lang).names.join(entry.authors))
    named = f' <span class="contents-author">{authors}</span>' if authors else ""
    link = f'<a href="{escape_attribute(entry.href)}">{escape(entry.title)}</a>'
    line = f'<p class="contents-{entry.kind}"{said_language(entry.lang)}>{mark}{link}{named}</p>'
    under = "".join([_line(each, lang, marks) for each in entry.under if each.kind != "section"])
    inner = f'\n<ol class="contents-list">{under}</ol>' if under else ""
    return f"<li>{line}{inner}</li>\n"


def _lines(entry: Entry) -> int:
    return 1 + sum(_lines(each) for each in entry.under if each.kind != "section")


def _marks(pages: Sequence[int], lines: int) -> tuple[str, list[str]]:
    """The marks before the title, and those in each line."""
    before, in_lines = "", [""] * lines
    for number, page in enumerate(pages):
        if number and lines:
            in_lines[number * lines // len(pages)] += page_mark(page)
        else:
            before += page_mark(page, "div")
    return before, in_lines
