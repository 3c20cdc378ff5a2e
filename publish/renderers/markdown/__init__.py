"""Markdown: an article as people write it, with its metadata as YAML front matter.

    frontmatter.py  title, authors, source ... as YAML        blocks.py   paragraphs, lists, tables ...
    inlines.py      styles, links, notes, and what has to be escaped so that text stays text

The dialect is CommonMark 0.31 with the tables and strikethrough of GFM, footnotes, definition lists and
formulas in dollars. What none of these can say (merged cells, captions, ruby, underlining) is written as
the HTML that Markdown allows. What is written here and read again gives the same words; roles are lost,
since Markdown has no word for them.
"""

from base64 import b64encode

from publish.model import Article, Edition
from publish.plugins import Context, renderer
from publish.renderers.markdown.blocks import MarkdownWriter
from publish.renderers.markdown.frontmatter import article_front_matter, edition_front_matter
from publish.theming.frame import closing, opener, part_opening

__all__ = ["article_markdown", "render_markdown"]


@renderer("md", suffix=".md", media_type="text/markdown")
def render_markdown(edition: Edition, context: Context) -> bytes:
    """Markdown with front matter; pictures are inside the file"""
    labels = {asset.src: f"picture-{number}" for number, asset in enumerate(edition.assets, 1)}
    writer = MarkdownWriter(labels)
    if edition.single:
        front, pieces = _single(edition, writer)
    else:
        front, pieces = edition_front_matter(edition), _bound(edition, writer)
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


def _bound(edition: Edition, writer: MarkdownWriter) -> list[str]:
    """Parts and articles under their titles, one level lower where there are parts."""
    pieces = []
    for part in edition.contents:
        pieces.append(writer.blocks(part_opening(part)))
        for article in part.contents:
            lower = 1 if part.title else 0
            whole = (*opener(article, edition.lang), *article.body, *closing(article, edition.lang))
            pieces.append(writer.blocks(whole, lower))
    return pieces


def _joined(front: str, pieces: list[str]) -> str:
    return "\n\n".join(piece for piece in [front, *pieces] if piece) + "\n"
