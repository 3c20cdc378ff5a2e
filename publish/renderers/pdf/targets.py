"""What links may lead to in the documents of an edition, and what it is called there."""

from publish.markup.names import element_id, scoped_id
from publish.model import Edition
from publish.theming.frame import back_matter, outline, title_page
from publish.theming.theme import Arrangement
from publish.walk import iter_blocks


def ids_by_target(edition: Edition, arrangement: Arrangement) -> dict[str, str]:
    """The ids in a document of all that links may lead to, by what they have behind their #.

    What has no element of its own (the blocks of notes, a part without title) is not among them.
    """
    found = {part.id: element_id(part.id) for part in edition.contents if part.id and part.title}
    found |= {article.id: element_id(article.id) for article in edition.articles()}
    texts = [(part.id, part.introduction) for part in edition.contents]
    texts += [(article.id, article.body) for article in edition.articles()]
    if not edition.single:
        found |= {name: name for name in _around(edition, arrangement)}
        if edition.note and "note" in edition.front:
            found[edition.note.id] = element_id(edition.note.id)
            texts.append((edition.note.id, edition.note.body))
    for scope, blocks in texts:
        own = (block.id for block in iter_blocks(blocks) if block.id)
        found |= {f"{scope}/{name}": scoped_id(scope, name) for name in own}
    return found


def _around(edition: Edition, arrangement: Arrangement) -> list[str]:
    """The ids of what stands before and behind the articles."""
    names: list[str] = [matter.kind for matter in back_matter(edition)]
    if "contents" in edition.front and outline(edition):
        names.append("contents")
    if "title-page" in edition.front:
        names += [block.id for block in title_page(edition, arrangement.title_page) if block.id]
    return names
