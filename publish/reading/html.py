"""Saved pages: news, blogs, official accounts' pages as they come from the server, web archives."""

from msgspec.structs import replace

from publish.diagnostics import Code, Report
from publish.model import Article, Capture, Removal, Span
from publish.plugins import reader
from publish.reading.addresses import link_in, link_target
from publish.reading.html_blocks import Target, read_blocks
from publish.reading.html_bullets import with_bullet_lists
from publish.reading.html_content import Furniture, find_article
from publish.reading.html_fragment import blocks_from_html
from publish.reading.html_lead import lead_blocks, lead_picture
from publish.reading.html_math import sets_formulas
from publish.reading.html_metadata import page_metadata
from publish.reading.html_notes import find_notes
from publish.reading.html_scripted import Scripted, scripted_article
from publish.reading.html_tree import Element, parse_html
from publish.reading.lines import Lines, claimed_spans
from publish.reading.metadata import Metadata
from publish.reading.titles import titled
from publish.reading.web_archive import archived_page, in_archive
from publish.walk import Blocks, iter_images, map_blocks, plain_text

# A page with less text than this in its elements may have it in a script.
_LEAST_TEXT = 200


@reader("html", suffixes=(".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht"))
def read_html(capture: Capture, report: Report) -> Article:
    """A saved page: its article, what it says about itself, and a Removal for the rest of it."""
    page = archived_page(capture.text)
    if page is None:
        return _read_page(capture, "", report)
    article = _read_page(replace(capture, text=page.source), link_target(page.url), report)
    return in_archive(article, page, capture.text)


def _read_page(capture: Capture, url: str, report: Report) -> Article:
    root = parse_html(capture.text)
    if root is None:
        return titled(Metadata(), (), capture, report).article(capture, Article("", ()))
    element, furniture = find_article(root)
    stated = page_metadata(root, element, capture, report)
    metadata = stated.or_else(Metadata(url=url).found("archive's lines"))
    target = _link_targets(capture.path, _base(root, metadata.url), report)
    body, removals = _body(element, furniture, capture, target, metadata.summary)
    metadata = titled(metadata, body, capture, report)
    whole = Article("", (*_lead(element, furniture, body), *body))
    outside = _outside(metadata.article(capture, whole, removals), body, capture)
    return metadata.article(capture, whole, (*removals, *outside))


def _base(root: Element, url: str) -> str:
    """What relative links are resolved against: the page's `base` element, else its own address."""
    stated = next((element.get("href", "") for element in root.iter("base") if element.get("href")), "")
    return link_target(stated, url) or url


def _link_targets(path: str, base: str, report: Report) -> Target:
    def target(address: str, span: Span) -> str:
        found = link_in(address, base) if address.strip() else ""
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
    element: Element, furniture: Furniture, capture: Capture, target: Target, summary: str
) -> tuple[Blocks, tuple[Removal, ...]]:
    where = Span(1, capture.text.count("\n") + 1)
    notes = find_notes(element)
    tex = sets_formulas(element.getroottree().getroot())
    body, removals = read_blocks(
        element, target=target, where=where, dropped=furniture, notes=notes, tex=tex
    )
    body = with_bullet_lists(body)
    words = len(plain_text(body))
    if words < _LEAST_TEXT and (scripted := scripted_article(capture.text, summary)):
        from_script = _scripted_body(scripted, target)
        pictures = any(iter_images(from_script)) and not any(iter_images(body))
        if len(plain_text(from_script)) > words or pictures:
            return from_script, ()
    return body, removals


def _lead(element: Element, furniture: Furniture, body: Blocks) -> Blocks:
    """The picture at the heading, where it stands outside of the article's element and not also in it."""
    picture = lead_picture(element, furniture)
    lead = lead_blocks(picture) if picture is not None else ()
    known = {image.src for image in iter_images(body)}
    return () if any(image.src in known for image in iter_images(lead)) else lead


def _scripted_body(scripted: Scripted, target: Target) -> Blocks:
    """The blocks of a script's HTML; all of them stand in the lines of the script."""
    span = Span(scripted.first_line, scripted.last_line)
    blocks = blocks_from_html(scripted.source, target=target, first_line=scripted.first_line)
    return map_blocks(blocks, lambda block: (replace(block, span=span),))


def _outside(article: Article, text: Blocks, capture: Capture) -> tuple[Removal, ...]:
    """The lines before and after the article's text: head, menus, sidebars, comments."""
    spans = [block.span for block in text if block.span]
    first, last = min((s.first for s in spans), default=0), max((s.last for s in spans), default=0)
    lines = Lines(capture.text)
    return tuple(
        Removal("outside-article", span, lines.excerpt(span))
        for span in lines.unclaimed(claimed_spans(article))
        if span.last < first or span.first > last
    )
