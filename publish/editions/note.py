"""The editor's note: a Markdown file of the edition's own, which is printed as it is written.

It is read as captures are, and not cleaned: whoever writes it means every line.
"""

from msgspec.structs import replace

from publish.facts.origins import origin_of
from publish.model import Article, Block, Heading
from publish.normal import one_line
from publish.walk import iter_blocks, levels_without_gaps, map_blocks, plain_text


def editors_note(read: Article) -> Article:
    """The note as it is printed: its title once, its headings from level 2 without gaps, its id "note".

    Without a title in its front matter or first heading it has none: a file's name is not for readers.
    """
    title = read.title
    origin = origin_of(read, "title")
    if origin is not None and origin.place == "file name":
        title = ""
    return replace(
        read, id="note", title=title, source="", body=_levelled(_without_title(read.body, title))
    )


def _without_title(body: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    heading = next((block for block in body if isinstance(block, Heading)), None)
    if heading is None or one_line(plain_text(heading)) != title:
        return body
    return tuple(block for block in body if block is not heading)


def _levelled(body: tuple[Block, ...]) -> tuple[Block, ...]:
    said = [block.level for block in iter_blocks(body) if isinstance(block, Heading)]
    levels = iter(levels_without_gaps(said))

    def level(block: Block) -> tuple[Block, ...]:
        return (replace(block, level=next(levels)),) if isinstance(block, Heading) else (block,)

    return map_blocks(body, level)
