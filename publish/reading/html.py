"""Saved pages: news, blogs, and official accounts' pages as they come from the server."""

import re
from collections.abc import Callable

from publish.diagnostics import Code, Report
from publish.model import Article, Capture, Paragraph, Removal, Span
from publish.plugins import reader
from publish.reading.addresses import link_target
from publish.reading.html_blocks import read_blocks
from publish.reading.html_content import article_element, dropped_rule
from publish.reading.html_fragment import blocks_from_html
from publish.reading.html_metadata import decode_script, page_metadata
from publish.reading.html_tree import Element, parse_html
from publish.reading.lines import Lines, claimed_spans
from publish.reading.metadata import Metadata
from publish.reading.titles import title_of
from publish.walk import Blocks, plain_text

# Pages of official accounts that hold their text in a script alone.
_SCRIPT_CONTENT = re.compile(r"content_noencode\s*:\s*JsDecode\('((?:\\.|[^'\\])*)'\)")
# An account's page with less text than this in its elements may have it in a script.
_LEAST_TEXT = 200


@reader("html", suffixes=(".html", ".htm", ".xhtml", ".shtml"))
def read_html(capture: Capture, report: Report) -> Article:
    """A saved page: its article, what it says about itself, and a Removal for the rest of it."""
    root = parse_html(capture.text)
    if root is None:
        return Metadata().article(capture, Article(title_of((), capture, report), ()))
    metadata = page_metadata(root, capture, report)
    target = _link_targets(capture.path, metadata.url, report)
    body, removals = _body(root, capture, target)
    title = metadata.title or title_of(body, capture, report)
    article = metadata.article(capture, Article(title, body), removals)
    outside = _outside(article, capture)
    return metadata.article(capture, Article(title, body), (*removals, *outside))


def _link_targets(path: str, base: str, report: Report) -> Callable[[str, Span], str]:
    def target(address: str, span: Span) -> str:
        found = link_target(address, base)
        if found.startswith("#"):  # pages' own anchors are not kept
            return ""
        if not found and address.strip("# ") and not address.lower().startswith("javascript:"):
            report.add(
                Code.LINK_DROPPED,
                f"the link to “{address[:60]}” cannot stand in an edition; its text was kept",
                path=path,
                span=span,
            )
        return found

    return target


def _body(
    root: Element, capture: Capture, target: Callable[[str, Span], str]
) -> tuple[Blocks, tuple[Removal, ...]]:
    element = article_element(root)
    where = Span(1, capture.text.count("\n") + 1)
    body, removals = read_blocks(element, target=target, where=where, dropped=dropped_rule(element))
    if len(plain_text(body)) < _LEAST_TEXT and (scripted := _script_content(capture.text)):
        from_script = _scripted_body(*scripted, target)
        if len(plain_text(from_script)) > len(plain_text(body)):
            return from_script, ()
    return body, removals


def _script_content(text: str) -> tuple[str, int] | None:
    """The article that an account's page holds in a script, and the line it stands in."""
    found = max(_SCRIPT_CONTENT.finditer(text), key=lambda found: len(found[1]), default=None)
    if not found:
        return None
    return decode_script(found[1]), text.count("\n", 0, found.start()) + 1


def _scripted_body(source: str, line: int, target: Callable[[str, Span], str]) -> Blocks:
    """The blocks of a script's text: HTML, or plain text whose line ends part paragraphs."""
    if not re.search(r"<(?:p|div|section|br)\b", source):
        source = "".join(f"<p>{part}</p>" for part in source.split("\n") if part.strip())
    span = Span(line, line)
    blocks = blocks_from_html(source.replace("\n", " "), target=target, first_line=line)
    return tuple(
        block if not isinstance(block, Paragraph) else Paragraph(block.content, span=span)
        for block in blocks
    )


def _outside(article: Article, capture: Capture) -> tuple[Removal, ...]:
    """The lines before and after the article: head, menus, sidebars, comments."""
    spans = [block.span for block in article.body if block.span]
    first, last = min((s.first for s in spans), default=0), max((s.last for s in spans), default=0)
    lines = Lines(capture.text)
    return tuple(
        Removal("outside-article", span, lines.excerpt(span))
        for span in lines.unclaimed(claimed_spans(article))
        if span.last < first or span.first > last
    )
