"""The picture that a capture sets above the article as its cover becomes the article's cover."""

from publish.cleaning.phrases import fold, phrases
from publish.cleaning.removing import without
from publish.cleaning.shapes import images_of, is_pictures
from publish.facts.origins import known, line_of
from publish.model import Article, Image
from publish.plugins import cleaner

RULE = "cover-image"


@cleaner(RULE, reason="The picture that the article is announced with; it is kept as the article's cover.")
def cover_image(article: Article) -> Article:
    """Take out pictures whose alternative text names them the cover; the first is the article's cover."""
    names = {fold(name) for name in phrases().pictures.cover}
    covers: list[int] = []
    images: list[Image] = []
    for number, block in enumerate(article.body):
        inside = images_of(block)
        if inside and is_pictures(block) and all(fold(image.alt) in names for image in inside):
            covers.append(number)
            images += inside
    if images:
        article = known(article, "cover", images[0].src, "cover picture", line_of(article.body[covers[0]]))
    return without(article, RULE, covers)
