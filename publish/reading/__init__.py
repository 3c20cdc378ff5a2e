"""Reading: from a captured file to an Article, whatever it is written in.

    capture.py       bytes to text (charset, line ends)        plausibility.py  which charset makes sense
    frontmatter.py   fields at the top of a Markdown file      metadata.py      what they mean
    repair*.py       what scrapers broke, mended               lines.py         every line accounted for
    markdown*.py     Markdown                                  html*.py         saved pages, HTML inside it
    pandoc*.py       Pandoc's JSON
    tags.py runs.py  what tags mean, rows of inlines           tables.py        tables that hold together
    web_archive.py   a page saved with its parts in one file   reasons.py       why readers leave lines out
    html_metadata.py json_ld.py page_scripts.py                what pages say about themselves
    archive_path.py  the account in an archive's link          titles.py        titles that nobody states
    language.py      the language by its script                addresses.py     which links may stand
    kinds.py         captures that are no article              han.py           what tells scripts apart

A reader (a plugin, see `publish.plugins.reader`) turns a Capture into an Article; what stands here does for
every reader what they have in common: normal form, language, kind of capture, and a Removal for every line
that became no block. Nothing is cleaned here.
"""

from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePath

from msgspec.structs import replace

from publish.diagnostics import Code, Report
from publish.errors import PluginError, PublishError, ReadError
from publish.facts.origins import known, settled
from publish.model import MAX_DEPTH, Article, Capture, Heading, Paragraph, Provenance, Removal
from publish.normal import normalize, scrub
from publish.plugins import Plugins, Reader
from publish.reading.capture import decode_capture, load_capture
from publish.reading.kinds import kind_of
from publish.reading.language import guess_language
from publish.reading.lines import Lines, claimed_spans
from publish.walk import Blocks, child_blocks, plain_text

__all__ = ["decode_capture", "kind_of", "load_capture", "read_capture", "read_file"]

# Our own readers by suffix, so that none is imported to ask for its suffixes.
_OURS = {
    **dict.fromkeys((".md", ".markdown", ".mkd", ".mdown", ".txt", ".text"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht"), "html"),
    ".json": "pandoc",
}
_FEWEST_LETTERS = 10


def read_file(path: Path, plugins: Plugins, report: Report) -> Article:
    """The article in a captured file, as it was captured: nothing is cleaned yet.

    `path` stands as it is given in messages; that it may be read at all is the caller's care. Raises
    `ReadError` for a file that cannot be read; whatever is in it gives an Article, whose
    `provenance.kind` says if it is one.
    """
    return read_capture(load_capture(path, report), plugins, report)


def read_capture(capture: Capture, plugins: Plugins, report: Report) -> Article:
    """The article in a decoded capture, by the reader of its suffix or, failing that, of its looks."""
    article = _read(reader_for(capture, plugins, report), capture, report)
    _warn_of_depth(article, report)
    article = normalize(article)
    text = plain_text(article.body)
    kind, reason = kind_of(article, text)
    provenance = replace(_provenance(article, capture), kind=kind, reason=reason)
    article = settled(replace(article, provenance=provenance), "reader")
    return known(article, "lang", _language(article.title, text), "guessed from the script")


def _read(reader: Reader, capture: Capture, report: Report) -> Article:
    try:
        return reader(capture, report)
    except PublishError:
        raise
    except RecursionError as error:
        hint = "save the article alone, without the page around it"
        raise ReadError("nests too deep to be read", where=capture.path, hint=hint) from error
    except Exception as error:  # a plugin may fail in any way
        if reader.name in set(_OURS.values()):
            raise
        raise PluginError(
            f"the reader “{reader.name}” failed: {type(error).__name__}: {error}", where=capture.path
        ) from error


def reader_for(capture: Capture, plugins: Plugins, report: Report) -> Reader:
    """The reader of a capture: a project's own for its suffix, then ours, then any other installed one."""
    suffix = PurePath(capture.path).suffix.lower()
    of_project, installed = _foreign(plugins)
    # What is installed is imported for suffixes only that are not ours.
    for name in of_project if suffix in _OURS else (*of_project, *installed):
        reader = _loaded(name, plugins, report)
        if reader and suffix in reader.suffixes:
            return reader
    return plugins.reader(_OURS.get(suffix) or _by_looks(capture.text))


def _by_looks(text: str) -> str:
    """The name of the reader for a text without a suffix that says it, as from standard input."""
    if looks_like_html(text):
        return "html"
    return "pandoc" if looks_like_pandoc(text) else "markdown"


@lru_cache(maxsize=4)
def _foreign(plugins: Plugins) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the readers that are not ours: those of a project's files, and installed ones."""
    listed = [entry for entry in plugins.names("readers") if entry.name not in set(_OURS.values())]
    of_project = tuple(entry.name for entry in listed if entry.origin.endswith(".py"))
    return of_project, tuple(entry.name for entry in listed if entry.name not in of_project)


def _loaded(name: str, plugins: Plugins, report: Report) -> Reader | None:
    try:
        return plugins.reader(name)
    except PluginError as error:
        report.add(Code.PLUGIN_BROKEN, error.message, hint=error.hint)
        return None


def looks_like_html(text: str) -> bool:
    """True for a text that begins as a page does."""
    start = text[:2000].lstrip().lower()
    return start.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body")) or "<body" in start


def looks_like_pandoc(text: str) -> bool:
    """True for a text that begins as Pandoc's JSON does."""
    return text.lstrip()[:1] == "{" and '"pandoc-api-version"' in text


# What all readers have in common -------------------------------------------------------------------


def _provenance(article: Article, capture: Capture) -> Provenance:
    """The provenance with path and hash, and a Removal for every line that is in no block: empty marks."""
    known = replace(article.provenance, path=scrub(capture.path), sha256=capture.sha256)
    lines = Lines(capture.text)
    left = tuple(
        Removal("markup", span, lines.excerpt(span)) for span in lines.unclaimed(claimed_spans(article))
    )
    return replace(
        known, removals=tuple(sorted((*known.removals, *left), key=lambda removal: removal.span))
    )


def _language(title: str, text: str) -> str:
    """The language of the body; a body of hardly any letters is judged together with its title."""
    letters = [*islice(filter(str.isalpha, text[:1000]), _FEWEST_LETTERS)]
    return guess_language(text if len(letters) == _FEWEST_LETTERS else f"{title}\n{text}")


def _warn_of_depth(article: Article, report: Report) -> None:
    deepest, level = 0, article.body
    while level and deepest < MAX_DEPTH:
        level = _one_level_down(level)
        deepest += 1
    if level:
        report.add(
            Code.NESTING_FLATTENED,
            f"blocks nest deeper than {MAX_DEPTH} levels; the innermost were flattened",
            path=article.provenance.path,
        )


def _one_level_down(blocks: Blocks) -> Blocks:
    parents = (block for block in blocks if not isinstance(block, Paragraph | Heading))
    return tuple(block for parent in parents for row in child_blocks(parent) for block in row)
