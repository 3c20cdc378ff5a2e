"""Pandoc's documents as JSON: whatever Pandoc reads can be published.

    pandoc -t json book.odt -o book.pandoc.json && publish build book.pandoc.json

The form is that of pandoc-types 1.17 to 1.23 (`Text.Pandoc.Definition`), with tables as before and after
1.21 and figures as before and after 1.22. What Pandoc kept raw in another markup is on record as removed;
raw HTML is read as HTML, never passed on.
"""

import json
from collections.abc import Callable, Mapping

from publish.diagnostics import Code, Report
from publish.errors import ReadError
from publish.model import Article, Capture, Removal, Span
from publish.plugins import reader
from publish.reading.addresses import link_in
from publish.reading.frontmatter import Field
from publish.reading.metadata import metadata_of
from publish.reading.pandoc_inlines import Node, words_of
from publish.reading.pandoc_tree import TreeReader
from publish.reading.titles import titled

_HINT = "write it anew with `pandoc -t json`"


@reader("pandoc", suffixes=(".json",))
def read_pandoc(capture: Capture, report: Report) -> Article:
    """A document that Pandoc wrote as JSON. Raises `ReadError` for any other JSON."""
    document = _document(capture)
    whole = Span(1, capture.text.count("\n") + 1)
    tree = TreeReader(whole, _link_targets(capture, whole, report))
    body = tree.blocks(document["blocks"])
    metadata = metadata_of(_fields(document["meta"]), capture, report)
    metadata = titled(metadata, body, capture, report)
    removals = tuple(Removal("markup", whole, excerpt) for excerpt in tree.unread)
    return metadata.article(capture, Article("", tree.with_anchors(body)), removals)


def _document(capture: Capture) -> Mapping[str, Node]:
    try:
        document = json.loads(capture.text)
    except (ValueError, RecursionError) as error:
        raise ReadError("is no JSON that can be read", where=capture.path, hint=_HINT) from error
    if not isinstance(document, dict) or not isinstance(document.get("blocks"), list):
        raise ReadError("is no document of Pandoc's", where=capture.path, hint=_HINT)
    meta = document.get("meta")
    return {"blocks": document["blocks"], "meta": meta if isinstance(meta, dict) else {}}


def _fields(meta: Mapping[str, Node]) -> dict[str, Field]:
    """Pandoc's metadata as fields of front matter."""
    fields: dict[str, Field] = {}
    for key, value in meta.items():
        values = tuple(words for words in _values(value) if words)
        if values:
            fields[str(key).strip().lower().replace("-", "_")] = Field(values, 1)
    return fields


def _values(value: Node) -> list[str]:
    match value:
        case {"t": "MetaList", "c": [*items]}:
            return [words for item in items for words in _values(item)]
        case {"t": "MetaMap", "c": {"name": name}}:  # an author with an affiliation
            return _values(name)
        case {"t": "MetaInlines" | "MetaBlocks", "c": [*content]}:
            return [words_of(content)]
        case {"t": "MetaString", "c": str(text)}:
            return [text]
    return []


def _link_targets(capture: Capture, span: Span, report: Report) -> Callable[[str], str]:
    def target(address: str) -> str:
        found = link_in(address)
        if not found and address.strip("# "):
            report.add(
                Code.LINK_DROPPED,
                f"the link to “{address[:60]}” cannot stand in an edition; its text was kept",
                path=capture.path,
                span=span,
            )
        return found

    return target
