"""The short line right under a picture that says what it shows becomes its caption.

Only lines that say themselves that they are one: ▲ …, 图1 …, 图/…, 图源：…, Photo: …, or a line all in
italics. Any other short line under a picture may as well be the article going on, and stays a paragraph.
"""

import re

from msgspec.structs import replace

from publish.cleaning.phrases import phrases
from publish.cleaning.shapes import images_of, is_blank, is_links, is_pictures, is_prose, lines_of, words
from publish.model import Article, Block, Figure, Link, Paragraph, Span, Styled
from publish.plugins import cleaner
from publish.walk import plain_text

_LETTER = re.compile(r"[^\W\d_]")
_LAST = 6  # blocks at the end in which *图片来源 is said of all pictures of the article


@cleaner(
    "captions", reason="A line that says what the picture above it shows becomes the picture's caption."
)
def captions(article: Article) -> Article:
    """Join pictures with the captions under them."""
    body: list[Block] = []
    for number, block in enumerate(article.body):
        above = body[-1] if body else None
        if _takes_caption(above) and _is_caption(block, len(article.body) - number):
            body[-1] = _figure(above, block)
        else:
            body.append(block)
    return article if len(body) == len(article.body) else replace(article, body=tuple(body))


def _takes_caption(block: Block | None) -> bool:
    """True for a picture alone without a caption; one that links to a page has its words there."""
    if not isinstance(block, Paragraph) or not is_pictures(block) or len(images_of(block)) != 1:
        return False
    return not any(isinstance(inline, Link) for inline in block.content)


def _figure(picture: Block | None, line: Block) -> Figure:
    assert isinstance(picture, Paragraph)
    assert isinstance(line, Paragraph)
    spans = [block.span for block in (picture, line) if block.span is not None]
    span = Span(min(one.first for one in spans), max(one.last for one in spans)) if spans else None
    return Figure((picture,), line.content, id=line.id, lang=line.lang, span=span)


_ARROW = re.compile(r"[▲△▼▽↑⬆☝👆◆◇■□●○*·-]?[▲△▼▽↑⬆☝👆]")
_NAMED = re.compile(
    r"[(\[*◆■●]?(?:(?:图|表|圖|図|그림|figure|fig\.?|table|exhibit)[\d一二三四五六七八九十]{1,3}(?!月|年|日|%)"
    r"|(?:图片来源|图片由|图源|图据|配图|图片|插图|图|摄影|摄|供图|photo(?:graph)?(?:by|credit|:)|image(?:by|credit|:|source)"
    r"|picture(?:by|:)|credit:|写真|画像|사진)(?:来源|源自|来自|提供|出典)?[:|/丨@]?)"
)
_MARKED = re.compile(r"[(\[](?:.{1,40}(?:摄|供图|绘|图源?:.{1,30}|图/.{1,30}))[)\]]")
_LONGEST = 80  # characters


def _is_caption(block: Block, left: int) -> bool:
    """True for a caption; `left` is how many blocks of the article there are from it to the end."""
    if not isinstance(block, Paragraph) or block.role or images_of(block) or is_links(block):
        return False
    text = words(block)
    if (
        not _LETTER.search(text)
        or len(text) > _LONGEST
        or text.endswith((":", ",", ";"))
        or len(lines_of(block.content)) > 2
    ):
        return False
    if text.startswith("*") and left <= _LAST:
        return False
    if phrases().prompt(text, "ending"):
        return False
    if _ARROW.match(text) or _MARKED.fullmatch(text):
        return True
    return not is_prose(text) and (_is_named(text) or _is_slanted(block))


def _is_named(text: str) -> bool:
    found = _NAMED.match(text)
    return found is not None and (
        found[0][-1] in ":|/丨@" or found[0][-1].isdigit() or found[0][-1] in "一二三四五六七八九十"
    )


def _is_slanted(block: Paragraph) -> bool:
    return all(
        is_blank(plain_text(inline)) or (isinstance(inline, Styled) and inline.style == "emphasis")
        for inline in block.content
    )
