"""Laws of cleaning: idempotent, never adds text, every line accounted for, the order of rules declared.

They hold for any article, for articles made of what captures are made of (a strategy that hits the rules),
and for every capture of the private corpus where that is at hand.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import articles

from publish.cleaning import RULES, clean
from publish.diagnostics import Report
from publish.model import (
    Article,
    Block,
    Code,
    CodeBlock,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Provenance,
    Ruby,
    Rule,
    Span,
    Styled,
    Text,
)
from publish.normal import normalize
from publish.plugins import Plugins
from publish.reading import read_file
from publish.walk import Blocks, child_blocks, inline_runs, iter_blocks

# What captures are made of -------------------------------------------------------------------------

LINES = (
    "当今的运河早已没有货船，两岸却住满了人，雨季一到墙根就返潮，各家有各家的办法。",
    "修缮队把瓦片一片片取下来编号，再换掉朽坏的椽子，最后照原样铺回去。",
    "雨下了三天", "墙根", "一、墙", "二、瓦", "（一）墙根", "（二）墙头", "01", "02", "1.编号", "2.铺设",
    "沈知秋", "运河人家", "原创", "运河边的老房子", "以下文章来源于水边 ，作者顾南", "水边.", ".",
    "扫码订阅《水边》", "点击下图 了解详情", "欢迎关注我们", "关注我们", "推荐阅读", "往期回顾", "— END —",
    "完",
    "（来源：水边日报）", "作者 | 沈知秋 编辑：顾南", "参考资料：", "图片来源：视觉水乡",
    "编者按：今年是通航的周年。",
    "注：图片均来源于网络，如有侵权请联系删除。", "预览时标签不可点", "微信扫一扫关注该公众号",
    "向上滑动看下一个",
    "阅读原文", "分享", "：，。", "****", "... ...", "﹀", "\u200b", "？！", "点赞",
    "投稿邮箱：a@b.example",
    "公众号: 水边 发布时间: 2024-03-04", "返回列表页", "小水自动备份，仅供查阅学习", "今日互动",
)  # fmt: skip
SOURCES = (
    "",
    "cover.jpg",
    "line.gif",
    "https://pictures.example/1.png",
    "http://wx.qlogo.cn/a/0",
    "data:image/svg+xml,x",
)

images = st.builds(
    Image, st.sampled_from(SOURCES), st.sampled_from(("", "cover_image", "作者头像", "图片"))
)
texts = st.sampled_from(LINES).map(Text)
strongs = texts.map(lambda text: Styled("strong", (text,)))
links = st.one_of(texts, images).map(lambda inner: Link("https://mp.weixin.qq.com/s/1", (inner,)))
contents = st.one_of(
    texts.map(lambda one: (one,)),
    strongs.map(lambda one: (one,)),
    images.map(lambda one: (one,)),
    links.map(lambda one: (one,)),
    st.lists(st.one_of(texts, strongs, images, links), min_size=1, max_size=4).map(tuple),
)
paragraphs = contents.map(Paragraph)
blocks = st.one_of(
    paragraphs,
    paragraphs,
    paragraphs,
    st.builds(Heading, st.integers(1, 6), contents),
    st.just(Rule()),
    st.lists(links.map(lambda link: (Paragraph((link,)),)), min_size=1, max_size=3).map(
        lambda rows: List(tuple(rows))
    ),
    st.lists(paragraphs.map(lambda row: (row,)), min_size=1, max_size=3).map(
        lambda rows: List(tuple(rows))
    ),
)


@st.composite
def captures(draw: st.DrawFn) -> Article:
    """An article as a reader would give it of a capture full of debris: every block on its own line."""
    body = draw(st.lists(blocks, max_size=24))
    spans = [Span(2 * number + 1, 2 * number + 1) for number in range(len(body))]
    return normalize(
        Article(
            title=draw(st.sampled_from(("运河边的老房子", "2024-05-18 - 运河边的老房子", ""))),
            body=tuple(replace(block, span=span) for block, span in zip(body, spans, strict=True)),
            source=draw(st.sampled_from(("运河人家", "", "a feed"))),
            provenance=Provenance(kind=draw(st.sampled_from(("article", "truncated", "captcha")))),
        )
    )


# The laws ------------------------------------------------------------------------------------------


def letters(blocks: Blocks) -> str:
    """All text of the blocks in reading order, notes too, without anything that a writer adds."""
    return "".join(piece for block in blocks for piece in pieces(block))


def pieces(node: Block | Inline) -> Iterator[str]:
    match node:
        case Text(text) | Code(text) | CodeBlock(text=text) | Math(tex=text):
            yield text
        case Ruby(base, reading):
            yield base + reading
        case _:
            for run in inline_runs(node):
                for inline in run:
                    yield from pieces(inline)
            for row in child_blocks(node):
                for block in row:
                    yield from pieces(block)


def is_subsequence(part: str, whole: str) -> bool:
    letters_left = iter(whole)
    return all(letter in letters_left for letter in part)


def accounted(article: Article) -> set[int]:
    """The lines that are in a block of the article or on record as removed."""
    spans = [block.span for block in iter_blocks(article.body) if block.span is not None]
    spans += [removal.span for removal in article.provenance.removals]
    return {line for span in spans for line in range(span.first, span.last + 1)}


def assert_lawful(article: Article) -> None:
    cleaned = clean(article)
    assert clean(cleaned) == cleaned, "cleaning is idempotent"
    assert is_subsequence(letters(cleaned.body), letters(article.body)), "cleaning adds no text"
    assert accounted(article) <= accounted(cleaned), "every line is in the article or on record"
    assert cleaned.provenance.removals[: len(article.provenance.removals)] == article.provenance.removals


@given(articles())
@settings(deadline=None)
def test_cleaning_any_article_is_lawful(article: Article) -> None:
    assert_lawful(article)


@given(captures())
@settings(max_examples=400, deadline=None)
def test_cleaning_a_capture_full_of_debris_is_lawful(article: Article) -> None:
    assert_lawful(article)


@given(captures())
@settings(deadline=None)
def test_a_capture_that_is_no_article_is_left_as_it_is(article: Article) -> None:
    captcha = replace(article, provenance=replace(article.provenance, kind="captcha"))
    assert clean(captcha) is captcha


@given(captures(), st.sampled_from([rule.name for rule in RULES]))
@settings(deadline=None)
def test_a_rule_that_is_kept_out_removes_nothing(article: Article, name: str) -> None:
    kept = clean(article, keep={name})
    assert all(removal.rule != name for removal in kept.provenance.removals)


def test_rules_have_names_of_their_own() -> None:
    assert all(one.name != other.name for one, other in combinations(RULES, 2))


def test_the_private_captures_are_cleaned_lawfully(shared: Path) -> None:
    """Every line of every Markdown capture is in a block of the clean article or on record as removed."""
    plugins = Plugins()
    files = sorted((shared / "corpus" / "dev").glob("*.md")) + sorted(
        (shared / "corpus" / "archive").glob("*/*.md")
    )
    assert files
    for path in files:
        article = read_file(path, plugins, Report())
        assert_lawful(article)
        lines = path.read_text("utf-8").split("\n")
        written = {number for number, line in enumerate(lines, start=1) if line.strip()}
        lost = written - accounted(clean(article))
        assert not lost, f"{path}: lines {sorted(lost)[:9]} are in no block and no removal"
