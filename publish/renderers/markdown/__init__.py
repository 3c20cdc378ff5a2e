"""Markdown: an article as people write it, with its metadata as YAML front matter.

    frontmatter.py  title, authors, source ... as YAML        blocks.py   paragraphs, lists, tables ...
    inlines.py      styles, links, notes, and what has to be escaped so that text stays text
    anchors.py      where links inside the file lead

The dialect is CommonMark 0.31 with the tables and strikethrough of GFM, footnotes, definition lists and
formulas in dollars. What none of these can say (merged cells, captions, ruby, underlining) is written as
the HTML that Markdown allows. What is written here and read again gives the same words; roles are lost,
since Markdown has no word for them.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import NamedTuple

from publish.model import Article, Edition
from publish.plugins import Context, renderer
from publish.renderers.markdown.anchors import edition_anchors
from publish.renderers.markdown.blocks import MarkdownWriter
from publish.renderers.markdown.frontmatter import article_front_matter, edition_front_matter
from publish.theming.frame import back_matter, closing, note_opener, opener, part_opening
from publish.walk import Blocks

__all__ = ["article_markdown", "render_markdown"]


@renderer("md", suffix=".md", media_type="text/markdown")
def render_markdown(edition: Edition, context: Context) -> bytes:
    """Markdown with front matter; pictures are inside the file"""
    labels = {asset.src: f"picture-{number}" for number, asset in enumerate(edition.assets, 1)}
    if edition.single:
        writer = MarkdownWriter(labels)
        front, pieces = _single(edition, writer)
    else:
        bound = list(_bound(edition))
        writer = MarkdownWriter(labels, edition_anchors((piece.id, piece.blocks) for piece in bound))
        front = edition_front_matter(edition)
        pieces = [writer.blocks(piece.blocks, piece.lower, piece.id) for piece in bound]
    pieces.append(writer.notes())
    for asset in edition.assets:
        data = b64encode(context.read(asset)).decode("ascii")
        pieces.append(f"[{labels[asset.src]}]: data:{asset.media_type};base64,{data}")
    return _joined(front, pieces).encode()


def article_markdown(article: Article) -> str:
    """The article as Markdown: front matter and body, images with the addresses they have."""
    writer = MarkdownWriter()
    return _joined(article_front_matter(article), [writer.blocks(article.body), writer.notes()])


def _single(edition: Edition, writer: MarkdownWriter) -> tuple[str, list[str]]:
    article = next(edition.articles())
    return article_front_matter(article), [writer.blocks(article.body)]


class _Piece(NamedTuple):
    """A piece of an edition, its id, and how many levels lower its headings stand."""

    id: str
    blocks: Blocks
    lower: int = 0


def _bound(edition: Edition) -> Iterator[_Piece]:
    """Note, parts and articles, and what stands behind them; articles lower where there are parts.

    The title page is the file's front matter; contents are what programs make of its headings.
    """
    if edition.note and "note" in edition.front:
        yield _Piece(edition.note.id, (*note_opener(edition), *edition.note.body))
    for part in edition.contents:
        yield _Piece(part.id, part_opening(part))
        for article in part.contents:
            whole = (*opener(article, edition.lang), *article.body, *closing(article, edition.lang))
            yield _Piece(article.id, whole, 1 if part.title else 0)
    for matter in back_matter(edition):
        yield _Piece(matter.kind, matter.blocks)


def _joined(front: str, pieces: list[str]) -> str:
    return "\n\n".join(piece for piece in [front, *pieces] if piece) + "\n"
