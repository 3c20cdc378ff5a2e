"""When two lines or two pictures are the same for learning: numbers, dates and names may differ.

A *form* is what is compared: of a line its folded text with every number as one sign (第123期 and 第124期
are one line) and every name in quotation marks as another, of a picture what stays of its address wherever
it is served from. Running text tells of its names, and of a date in it, so there they count.
"""

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from publish.cleaning.shapes import images_of, is_pictures, is_prose, words
from publish.model import Block, Code, CodeBlock, Heading, Image, Inline, Math, Paragraph, Verse

_LETTER = re.compile(r"[^\W\d_年月日第期]")
_NUMBER = re.compile(r"\d+")
_DATE = re.compile(r"\d年|\d月|\d日|\d{4}[-/.]\d")
_NAME = re.compile(r"《[^》]+》|「[^」]+」|『[^』]+』|“[^”]+”|\"[^\"]+\"|【[^】]+】")
_FEWEST_LETTERS = 4
_FEWEST_AROUND_NAME = 6

# Hosts that serve one picture under several addresses: the longest part of the path is its name.
_NAMED_BY_PART = ("qpic.cn", "qlogo.cn")
_LONG_NAME = 16  # characters from which on a file's name is one of its own


def form_of_line(folded: str) -> str:
    """The form of a folded line; empty for one that says too little to be known again."""
    if not _has_letters(folded, _FEWEST_LETTERS):
        return ""
    if is_prose(folded):
        return folded if _DATE.search(folded) else _NUMBER.sub("0", folded)
    nameless = _NAME.sub("《》", folded)
    return _NUMBER.sub("0", nameless if _has_letters(nameless, _FEWEST_AROUND_NAME) else folded)


def _has_letters(folded: str, fewest: int) -> bool:
    """True for that many letters, those left out that dates and issues are counted with."""
    return sum(1 for _ in islice(_LETTER.finditer(folded), fewest)) == fewest


@lru_cache(maxsize=8192)
def form_of_picture(src: str) -> str:
    """The form of a picture's address; empty for one that other pictures may have too (images/1.png)."""
    if src.startswith("data:"):
        return src
    parts = urlsplit(src if "//" in src else _with_host(src))
    pieces = [piece for piece in parts.path.split("/") if piece]
    if parts.netloc.endswith(_NAMED_BY_PART):
        names = [piece for piece in pieces if "mmbiz" not in piece]
        return max(names, key=len, default="")
    if parts.netloc:
        return f"{parts.netloc}{parts.path}" if pieces else ""
    name = pieces[-1].rpartition(".")[0] if pieces else ""
    return name if len(name) >= _LONG_NAME else ""


def _with_host(src: str) -> str:
    """An address that begins with its host, as rules files have it, as one that says so."""
    host = src.partition("/")[0]
    return f"//{src}" if "." in host.strip(".") and "/" in src else src


def forms_of(block: Block) -> tuple[str, ...]:
    """The forms of a block: of its words, or of its pictures if it has none; none if it says too little."""
    text = words(block)
    if text:
        if isinstance(block, CodeBlock | Verse) or any(
            isinstance(one, Code | Math) for one in _inlines(block)
        ):
            return ()  # only authors write so
        form = form_of_line(text)
        return (form,) if form else ()
    if not is_pictures(block):
        return ()
    forms = tuple(marked(image) for image in images_of(block))
    return forms if all(forms) else ()


def _inlines(block: Block) -> tuple[Inline, ...]:
    return block.content if isinstance(block, Paragraph | Heading) else ()


def marked(image: Image) -> str:
    """The form of a picture among those of lines."""
    form = form_of_picture(image.src)
    return f"{PICTURE}{form}" if form else ""


PICTURE = "\N{FRAME WITH PICTURE} "
"""What the form of a picture begins with, as no line's can."""
