"""The normal form of an Article, and the scrubbing of text: what every reader's work ends with.

Whatever a capture holds, text in the model is legal XML 1.0, on one line, and not deeper than the model
allows; nothing of it is lost on the way.
"""

import re
from typing import assert_never

from msgspec.structs import replace

from publish.model import (
    MAX_DEPTH,
    Article,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Note,
    Paragraph,
    Provenance,
    Quote,
    Ruby,
    Rule,
    Styled,
    Table,
    Tagged,
    Text,
    Verse,
)
from publish.walk import Blocks, Inlines, child_blocks, plain_text

# Characters that XML 1.0 forbids, controls that it discourages, lone surrogates, and the bidi embeddings
# and overrides that can make text read otherwise than it is stored (Unicode TR36, 3.4). Isolates
# (U+2066-2069) are harmless and stay.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_BIDI_OVERRIDES = re.compile("[\u202a-\u202e]")
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def scrub(text: str) -> str:
    """The text with legal XML 1.0 characters only.

    Surrogate pairs (from JSON or YAML escapes) are joined, control characters dropped, anything else
    that XML forbids becomes U+FFFD, and bidi overrides are dropped. Tabs stay, and line ends as line feeds,
    which is what an XML parser makes of them (XML 1.0, 2.11).
    """
    if text.isprintable():  # no control, no surrogate, no bidi mark: most texts
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE_PAIR.sub(_join_surrogates, text)
    text = _ILLEGAL.sub(lambda found: "" if found[0] < "\xa0" else "\ufffd", text)
    return _BIDI_OVERRIDES.sub("", text)


def _join_surrogates(found: re.Match[str]) -> str:
    return found[0].encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def normalize(article: Article) -> Article:
    """The article in normal form; doing it twice changes nothing more.

    Text is scrubbed, adjacent texts are joined, empty texts, styles and blocks go, and what nests deeper
    than `MAX_DEPTH` is flattened with its text kept. Metadata is scrubbed and set on one line.
    """
    return replace(
        article,
        title=one_line(article.title),
        subtitle=one_line(article.subtitle),
        authors=tuple(name for author in article.authors if (name := one_line(author))),
        source=one_line(article.source),
        credit=one_line(article.credit),
        date=one_line(article.date),
        lang=one_line(article.lang),
        summary=one_line(article.summary),
        cover=one_line(article.cover),
        body=normalize_blocks(article.body),
        provenance=_normal_provenance(article.provenance),
    )


def _normal_provenance(provenance: Provenance) -> Provenance:
    return replace(
        provenance,
        path=scrub(provenance.path),
        url=one_line(provenance.url),
        captured=one_line(provenance.captured),
        reason=one_line(provenance.reason),
        removals=tuple(
            replace(gone, excerpt=one_line(gone.excerpt), why=one_line(gone.why))
            for gone in provenance.removals
        ),
    )


def one_line(text: str) -> str:
    """The text scrubbed, with every run of white space made one blank."""
    if not text:
        return text
    return " ".join(scrub(text).split())


def normalize_blocks(blocks: Blocks, depth: int = 0) -> Blocks:
    """The blocks in normal form (see `normalize`); `depth` is how deep they stand already."""
    return tuple(normal for block in blocks for normal in _normal_block(_scrubbed_node(block), depth + 1))


def _scrubbed_node(block: Block) -> Block:
    if not (block.id or block.role or block.lang):
        return block
    names = (one_line(block.id), one_line(block.role), one_line(block.lang))
    if names == (block.id, block.role, block.lang):
        return block
    return replace(block, id=names[0], role=names[1], lang=names[2])


def _normal_block(block: Block, depth: int) -> Blocks:
    if depth >= MAX_DEPTH and any(True for _ in child_blocks(block)):
        text = one_line(plain_text(block))
        return (Paragraph((Text(text),), span=block.span),) if text else ()
    match block:
        case Paragraph():
            content = normalize_inlines(block.content, depth)
            if content == block.content:
                return (block,) if content else ()
            return (replace(block, content=content),) if content else ()
        case Heading():
            content = normalize_inlines(block.content, depth)
            level = min(max(block.level, 1), 6)
            return (replace(block, content=content, level=level),) if content else ()
        case Quote() | Group():
            blocks = normalize_blocks(block.content, depth)
            return (replace(block, content=blocks),) if blocks else ()
        case List():
            rows = tuple(normalize_blocks(item, depth) for item in block.items)
            kept = tuple(row for row in rows if row)
            return (replace(block, items=kept),) if kept else ()
        case Definitions():
            return _normal_definitions(block, depth)
        case CodeBlock():
            text = scrub(block.text.replace("\r\n", "\n").replace("\r", "\n"))
            return (replace(block, text=text, language=one_line(block.language)),) if text.strip() else ()
        case Verse():
            lines = tuple(normalize_inlines(line, depth) for line in block.lines)
            return (replace(block, lines=lines),) if any(lines) else ()
        case Figure():
            blocks = normalize_blocks(block.content, depth)
            caption = normalize_inlines(block.caption, depth)
            if not blocks:
                return (Paragraph(caption, span=block.span),) if caption else ()
            return (replace(block, content=blocks, caption=caption),)
        case Table():
            return _normal_table(block, depth)
        case Rule():
            return (block,)
        case _:
            assert_never(block)


def _normal_definitions(block: Definitions, depth: int) -> Blocks:
    items = []
    for item in block.items:
        details = tuple(normalize_blocks(detail, depth) for detail in item.details)
        term = normalize_inlines(item.term, depth)
        if term or any(details):
            items.append(Definition(term, tuple(detail for detail in details if detail)))
    return (replace(block, items=tuple(items)),) if items else ()


def _normal_table(block: Table, depth: int) -> Blocks:
    rows = tuple(
        tuple(
            Cell(normalize_blocks(cell.content, depth), max(cell.colspan, 1), max(cell.rowspan, 1))
            for cell in row
        )
        for row in block.rows
        if row
    )
    caption = normalize_inlines(block.caption, depth)
    if not rows:
        return (Paragraph(caption, span=block.span),) if caption else ()
    head = min(max(block.head, 0), len(rows))
    return (replace(block, rows=rows, caption=caption, head=head),)


def normalize_inlines(run: Inlines, depth: int = 0) -> Inlines:
    """The row of inlines in normal form (see `normalize`)."""
    if len(run) == 1 and type(run[0]) is Text and run[0].text and run[0].text.isprintable():
        return run  # most rows
    joined: list[Inline] = []
    texts: list[str] = []
    for inline in run:
        for normal in _normal_inline(inline, depth + 1):
            if isinstance(normal, Text):
                texts.append(normal.text)
                continue
            if texts:
                joined.append(_joined(texts))
                texts = []
            joined.append(normal)
    if texts:
        joined.append(_joined(texts))
    return tuple(joined)


def _joined(texts: list[str]) -> Text:
    return Text(texts[0] if len(texts) == 1 else scrub("".join(texts)))


def _normal_inline(inline: Inline, depth: int) -> Inlines:
    if depth >= MAX_DEPTH and isinstance(inline, Styled | Link | Tagged | Note):
        text = one_line(plain_text(inline))
        return (Text(text),) if text else ()
    match inline:
        case Text(text):
            if text and text.isprintable():
                return (inline,)
            text = scrub(re.sub("[\r\n\t]+", " ", text))
            return (Text(text),) if text else ()
        case Styled(style, content):
            content = normalize_inlines(content, depth)
            return (Styled(style, content),) if content else ()
        case Code(text):
            text = scrub(re.sub("[\r\n]+", " ", text))
            return (Code(text),) if text else ()
        case Math(tex, display):
            tex = scrub(tex)
            return (Math(tex, display),) if tex.strip() else ()
        case Link(target, content, title):
            content = normalize_inlines(content, depth)
            return (Link(one_line(target), content, one_line(title)),) if content else ()
        case Image(src, alt, title):
            return (Image(one_line(src), one_line(alt), one_line(title)),)
        case Ruby(base, reading):
            base = one_line(base)
            return (Ruby(base, one_line(reading)),) if base else ()
        case Note(content):
            blocks = normalize_blocks(content, depth)
            return (Note(blocks),) if blocks else ()
        case Tagged(content, role, lang):
            content = normalize_inlines(content, depth)
            return (Tagged(content, one_line(role), one_line(lang)),) if content else ()
        case Break():
            return (inline,)
        case _:
            assert_never(inline)
