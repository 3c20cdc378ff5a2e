"""Law 6 across articles: in the EPUB of any edition, every link inside it leads to an id that there is."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from renderers.opened_epub import Opened, assert_every_link_leads_somewhere, rendered
from strategies import articles

from publish.model import Article, Edition, Indexed, Inline, Link, Part
from publish.normal import normalize
from publish.walk import Inlines, map_inlines

TARGETS = (
    "#a1/n1",
    "#a2/n2",
    "#note/n1",
    "#a2/nowhere",
    "#a9/n1",
    "#a1",
    "#p1",
    "#index",
    "#a1/",
    "#/n1",
    "#",
)


@st.composite
def linked(draw: st.DrawFn) -> Article:
    """An article whose links lead to blocks of others, some of which there are."""
    targets = draw(st.lists(st.sampled_from(TARGETS), min_size=1, max_size=4))

    def led(inline: Inline) -> Inlines:
        if not isinstance(inline, Link) or not inline.target.startswith("#"):
            return (inline,)
        targets.append(targets.pop(0))
        return (replace(inline, target=targets[0]),)

    article = normalize(draw(articles()))
    return replace(article, body=map_inlines(article.body, led))


@given(st.lists(linked(), min_size=1, max_size=3), linked())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_links_between_articles_lead_to_what_there_is(members: list[Article], note: Article) -> None:
    contents = tuple(
        replace(article, id=f"a{number}", title=article.title or "无题")
        for number, article in enumerate(members, start=1)
    )
    edition = Edition(
        "期刊",
        (Part("第一辑", contents, id="p1"),),
        identifier="urn:uuid:6f1d3c1e-52a4-5c1b-9d0e-1c2f6f1b7a10",
        lang="zh-Hans",
        note=replace(note, id="note"),
        index=(Indexed("王思北", (("a1", "n1"), ("a2", "n9"), ("a7", "n1"))),),
    )
    assert_every_link_leads_somewhere(Opened(rendered(edition)))
