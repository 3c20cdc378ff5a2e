"""Which characters are prepared in which font: all that an edition says, wherever it stands."""

import pytest
from msgspec.structs import replace

from publish.model import Article, Edition, Indexed, Part, Provenance
from publish.plugins import Plugins
from publish.shorthand import p
from publish.theming.frame import back_matter, closing, note_opener
from publish.theming.shipped import open_theme
from publish.theming.theme import Theme
from publish.theming.uses import font_uses
from publish.walk import plain_text

ORIGIN = Provenance(url="https://example.com/x", captured="2025-01-02", sha256="3f2a9c41b07d" * 5)
FERRY = Article("渡口", (p("潮水。"),), source="江边月刊", date="2024-03-05", id="a1", provenance=ORIGIN)
BOUND = Edition(
    "江边",
    (Part("上编", (FERRY, Article("雾", (p("雾。"),), id="a2"))),),
    lang="zh-Hans",
    note=Article("水边", (p("写在前面。"),), authors=("闻川",), id="note"),
    index=(Indexed("欧阳鹭", (("a1", "b1"),)),),
    back=("sources", "index", "colophon"),
)


@pytest.fixture(scope="module", params=["journal", "digest", "book"])
def theme(request: pytest.FixtureRequest) -> Theme:
    return open_theme(request.param, Plugins())


def prepared(edition: Edition, theme: Theme, key: str) -> frozenset[str]:
    """The characters prepared in the font of a style."""
    style = theme.style(key)
    uses = (
        use for use in font_uses(edition, theme) if (use.role, use.weight) == (style.font, style.weight)
    )
    return frozenset().union(*(use.characters for use in uses))


def test_lists_behind_the_articles_are_prepared_with_and_without_pages(theme: Theme) -> None:
    for folios in ({}, {"a1": 1, "a1/b1": 1}):
        for matter in back_matter(BOUND, folios):
            for block in matter.blocks:
                assert set(plain_text(block)) <= prepared(BOUND, theme, block.role)


def test_the_editors_note_and_its_head_are_prepared(theme: Theme) -> None:
    assert set("水边") <= prepared(BOUND, theme, "note-title")
    assert set("写在前面。") <= prepared(BOUND, theme, "paragraph")
    assert set(plain_text(note_opener(BOUND)[1])) <= prepared(BOUND, theme, "byline")


def test_the_source_card_is_prepared(theme: Theme) -> None:
    said = set(plain_text(closing(FERRY, "zh-Hans"))) - {"\n"}
    assert said <= prepared(BOUND, theme, "source-card-line")


def test_titles_of_lists_may_run_at_the_head_of_a_page(theme: Theme) -> None:
    assert set("来源一览人名索引版本说明水边") <= prepared(BOUND, theme, "running-head")


def test_an_article_alone_prepares_nothing_of_the_kind() -> None:
    alone = Edition.of(replace(FERRY, provenance=Provenance()))
    characters = frozenset().union(
        *(use.characters for use in font_uses(alone, open_theme("journal", Plugins())))
    )
    assert not set("览索引版") & characters
