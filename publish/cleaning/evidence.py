"""What a rule had to go on, in words: `Removal.why` for prompts and pictures."""

from collections.abc import Callable

from publish.cleaning.phrases import Phrases, Place, fold
from publish.cleaning.shapes import lines_of, words
from publish.model import Block, Heading, Paragraph
from publish.walk import plain_text


def family_named(place: Place, known: Phrases) -> Callable[[Block], str]:
    """Tells which family of prompts a block's words belong to; nothing for what stands among them."""
    names = {id(family): name for name, family in known.families.items()}

    def why(block: Block) -> str:
        texts = [words(block)]
        if isinstance(block, Paragraph | Heading):
            texts += [fold(plain_text(line)) for line in lines_of(block.content)]
        found = (known.prompt(text, place) for text in texts if text)
        families = [names[id(family)] for family in found if family is not None]
        return f"reads like {families[0]}" if families else ""

    return why
