"""Editors' notes (编者按, 编者注) get the role `editor-note`, so that a theme can set them apart."""

from msgspec.structs import replace

from publish.cleaning.phrases import phrases
from publish.cleaning.shapes import words
from publish.model import Article, Block, Paragraph, Quote
from publish.plugins import cleaner

ROLE = "editor-note"


@cleaner("editor-notes", reason="Notes of the editor are marked as such and stay.")
def editor_notes(article: Article) -> Article:
    """Mark paragraphs and quotes that begin as an editor's note does."""
    note = phrases().notes.editor_note

    def marked(block: Block) -> Block:
        plain = isinstance(block, Paragraph | Quote) and not block.role
        return replace(block, role=ROLE) if plain and note.match(words(block)) else block

    body = tuple(marked(block) for block in article.body)
    return article if body == article.body else replace(article, body=body)
