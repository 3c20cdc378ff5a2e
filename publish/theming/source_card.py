"""The source card at the end of an article: where it was published, and how it came into the edition.

It stands under every article of a collection, so it is set in few lines:

    来源：运河人家　·　原文：mp.weixin.qq.com
    收录：2024年3月26日　·　指纹：3f2a9c41b07d
    略去：关注引导、二维码与横幅、平台文字与计数
    另见刊于：河畔札记（2024年4月2日）
"""

from collections.abc import Iterable

from publish.model import Article, Group, Inline, Link, Paragraph, Text
from publish.normal import normalize_inlines
from publish.theming.addresses import host_of, is_web
from publish.theming.labels import in_brackets, labels, long_date
from publish.theming.omissions import is_missed, kind_words, kinds_of
from publish.walk import Blocks, Inlines

_DIGITS = 12
"""Of a capture's SHA-256: enough to tell which capture it was."""

_BETWEEN = Text("　·　")


def source_card(article: Article, lang: str) -> Blocks:
    """The card of an article in an edition of this language; nothing if there is little to say.

    A hash alone tells nobody anything, nor does it that a title was printed once.
    """
    own = article.lang or lang
    words, origin = labels(own), article.provenance
    captured, copies = long_date(origin.captured[:10], own), _copies(article, own)
    kinds = kinds_of(origin.removals)
    if not (is_web(origin.url) or captured or copies or is_missed(kinds)):
        return ()
    lines = (
        [(words.source, _text(article.source)), (words.original, _address(origin.url))],
        [(words.captured, _text(captured)), (words.fingerprint, _text(origin.sha256[:_DIGITS]))],
        [(words.removed, _text(kind_words(kinds, own)))],
        [(words.also, copies)],
    )
    said = filter(None, (_abreast(facts, words.colon) for facts in lines))
    return (Group(tuple(Paragraph(line, role="source-card-line") for line in said), role="source-card"),)


def _text(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _address(url: str) -> Inlines:
    return (Link(url, (Text(host_of(url)),)),) if is_web(url) else ()


def _abreast(facts: Iterable[tuple[str, Inlines]], colon: str) -> Inlines:
    """Facts on one line, each with its label; one that is not known is left out."""
    line: list[Inline] = []
    for label, said in facts:
        if said:
            line += [_BETWEEN] * bool(line) + [Text(label + colon), *said]
    return normalize_inlines(tuple(line))


def _copies(article: Article, lang: str) -> Inlines:
    """Who else published an article, when, and where that stands; not what the card says already."""
    known = {(article.source, ""), (article.source, article.date)}
    found: list[Inline] = []
    for copy in article.provenance.copies:
        name = copy.source or (host_of(copy.url) if is_web(copy.url) else "")
        if not name or (name, copy.date) in known:
            continue
        known.add((name, copy.date))
        said = _text(name + in_brackets(long_date(copy.date, lang), lang))
        found += [Text(labels(lang).names)] * bool(found)
        found += [Link(copy.url, said)] if is_web(copy.url) else said
    return tuple(found)
