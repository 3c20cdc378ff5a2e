"""Markdown captures: front matter, title, and the body by `markdown_parser` and `markdown_blocks`."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec.structs import replace

from publish.diagnostics import Code, Report
from publish.facts.titles import heading_slug
from publish.model import Article, Block, Capture, Heading, Inline, Link, Removal, Span
from publish.plugins import reader
from publish.reading.addresses import link_in
from publish.reading.archive_path import account_of_archive
from publish.reading.byline_lines import with_line_ends
from publish.reading.frontmatter import read_front_matter
from publish.reading.lines import Lines
from publish.reading.markdown_blocks import BlockReader
from publish.reading.markdown_parser import markdown_parser
from publish.reading.metadata import metadata_of
from publish.reading.page_links import own_address, with_handle
from publish.reading.repair import repaired
from publish.reading.repair_charset import mend_charset
from publish.reading.repair_layout import unfence_front_matter
from publish.reading.titles import titled
from publish.walk import Blocks, Inlines, iter_inlines, map_blocks, map_inlines, plain_text

if TYPE_CHECKING:
    from markdown_it.token import Token


@reader("markdown", suffixes=(".md", ".markdown", ".mkd", ".mdown", ".txt", ".text"))
def read_markdown(capture: Capture, report: Report) -> Article:
    """Markdown with or without front matter, as scrapers and clippers write it."""
    capture = _legible(capture, report)
    front = read_front_matter(capture, report)
    metadata = metadata_of(front.fields, capture, report)
    metadata = metadata if metadata.url else metadata.or_else(own_address(capture.text))
    body, removals = read_body(capture, front.lines, metadata.url, report)
    body = with_line_ends(body, capture)
    metadata = titled(with_handle(metadata, body), body, capture, report).or_else(
        account_of_archive(capture)
    )
    return metadata.article(capture, Article("", body), (*_front_removal(capture, front.lines), *removals))


def _legible(capture: Capture, report: Report) -> Capture:
    """The capture with what hides its words undone, line by line: a wrong charset, a fence of code."""
    text, changed = mend_charset(capture.text)
    if changed:
        report.add(
            Code.CHARSET_MENDED,
            f"{changed} lines had been saved in a wrong charset and were decoded again",
            path=capture.path,
            hint="look at the article; save the capture again as UTF-8 if words are wrong",
        )
    text = unfence_front_matter(text)
    return capture if text == capture.text else replace(capture, text=text)


def _front_removal(capture: Capture, lines: int) -> tuple[Removal, ...]:
    span = Span(1, lines)
    return (Removal("front-matter", span, Lines(capture.text).excerpt(span)),) if lines else ()


def read_body(
    capture: Capture, skipped: int, base: str, report: Report
) -> "tuple[Blocks, tuple[Removal, ...]]":
    """The blocks of a Markdown text after its first `skipped` lines, and what of it became no block.

    Relative links are resolved against `base`; spans are lines of the whole capture.
    """
    text = capture.text
    if skipped:
        text = text.split("\n", skipped)[skipped] if text.count("\n") >= skipped else ""
    text, starts = repaired(text)
    lines = Lines(capture.text, skipped, starts)
    env: dict[str, dict[str, dict[int, dict[str, Sequence[Token]]]]] = {}
    tokens = markdown_parser().parse(text, env)
    inline_notes = {
        number: note["tokens"]
        for number, note in env.get("footnotes", {}).get("list", {}).items()
        if "tokens" in note
    }
    target = _link_targets(capture.path, base, report)
    blocks = BlockReader(tokens, inline_notes, lines, target, _fragment_reader(target))
    body = blocks.read()
    leads_here = _SIGN_OF_PLACE.search(text) and _HERE.search(text)
    return _with_anchors(body) if leads_here else body, tuple(blocks.removals)


# What no such link is without, and hardly anything else has: found at once.
_SIGN_OF_PLACE = re.compile(r"#(?:(?<=[(<=\"':&]#)|(?<=\s#)(?![#\s]))|&num;")
# Any link to a place in the article, in Markdown or HTML, in brackets or defined apart.
_HERE = re.compile(
    r"""\]\(\s*<?#|href\s*=\s*["']?\s*#|^[ >]{0,9}\[[^\]\n]+\]:\s*<?#|&#|&num;""", re.MULTILINE | re.I
)


def _link_targets(path: str, base: str, report: Report) -> Callable[[str, Span], str]:
    def target(address: str, span: Span) -> str:
        found = link_in(address, base)
        if not found and address.strip("# "):
            report.add(
                Code.LINK_DROPPED,
                f"the link to “{address[:60]}” cannot stand in an edition; its text was kept",
                path=path,
                span=span,
            )
        return found

    return target


def _fragment_reader(target: Callable[[str, Span], str]) -> Callable[[str, int, Sequence[Blocks]], Blocks]:
    def fragment(source: str, first_line: int, inserts: Sequence[Blocks]) -> Blocks:
        from publish.reading.html_fragment import blocks_from_html

        return blocks_from_html(source, target=target, first_line=first_line, inserts=inserts)

    return fragment


# Links inside the article --------------------------------------------------------------------------


def _with_anchors(blocks: Blocks) -> Blocks:
    """The blocks with an id on each heading that a link names by its words (as `#第一节`).

    Links to nothing lose their address and keep their text.
    """
    wanted = {
        unquote(inline.target[1:]).lower()
        for inline in iter_inlines(blocks)
        if isinstance(inline, Link) and inline.target.startswith("#")
    }
    if not wanted:
        return blocks
    ids: dict[str, str] = {}

    def name(block: Block) -> Blocks:
        if isinstance(block, Heading):
            slug = heading_slug(plain_text(block.content))
            if slug in wanted and slug not in ids:
                ids[slug] = f"section-{len(ids) + 1}"
                return (replace(block, id=ids[slug]),)
        return (block,)

    def lead(inline: Inline) -> Inlines:
        if isinstance(inline, Link) and inline.target.startswith("#"):
            found = ids.get(unquote(inline.target[1:]).lower())
            return (replace(inline, target=f"#{found}"),) if found else inline.content
        return (inline,)

    named = map_blocks(blocks, name)
    return map_inlines(named, lead)
