"""What `clean` promises whatever the rules are."""

from msgspec.structs import replace

from publish.cleaning import RULES, clean
from publish.model import Article, Provenance, Removal, Span
from publish.plugins import cleaner
from publish.shorthand import article, h, p, strong

PROSE = "运河两岸的老房子大多是砖木结构，雨季一到，墙根就返潮，住户们各有各的办法。"


def test_a_capture_becomes_an_article() -> None:
    captured = replace(
        article(
            "运河边的老房子",
            p("运河边的老房子", span=(1, 1)),
            p("沈知秋", span=(3, 3)),
            p("运河人家", span=(5, 5)),
            p(PROSE, span=(7, 7)),
            p(strong("先看墙根"), span=(9, 9)),
            p(PROSE, span=(11, 11)),
            p("（来源：水边日报）", span=(13, 13)),
            p("长按识别二维码关注我们", span=(15, 15)),
        ),
        source="运河人家",
    )

    cleaned = clean(captured)

    assert cleaned.body == (
        p(PROSE, span=(7, 7)),
        h(2, "先看墙根", span=(9, 9)),
        p(PROSE, span=(11, 11)),
        p("（来源：水边日报）", role="credit", span=(13, 13)),
    )
    assert (cleaned.authors, cleaned.credit) == (("沈知秋",), "水边日报")
    assert cleaned.provenance.removals == (
        Removal("title-once", Span(1, 1), "运河边的老房子"),
        Removal("byline", Span(3, 3), "沈知秋"),
        Removal("byline", Span(5, 5), "运河人家"),
        Removal("ending", Span(15, 15), "长按识别二维码关注我们", "reads like follow"),
    )


def test_keep_brings_back_what_a_rule_takes() -> None:
    captured = article("运河", p(PROSE), p("关注我们"))
    assert clean(captured).body == (p(PROSE),)
    assert clean(captured, keep={"ending"}).body == captured.body


def test_a_capture_that_is_no_article_is_evidence_and_stays_whole() -> None:
    captcha = replace(article("运河", p("环境异常"), p("去验证")), provenance=Provenance(kind="captcha"))
    assert clean(captcha) is captcha


def test_a_truncated_capture_is_cleaned() -> None:
    cut = replace(article("运河", p("关注我们"), p(PROSE)), provenance=Provenance(kind="truncated"))
    assert clean(cut).body == (p(PROSE),)


def test_a_rule_of_ones_own_is_applied_among_ours() -> None:
    @cleaner("shout")
    def shout(article: Article) -> Article:
        return replace(article, title=article.title.upper())

    assert clean(article("canal", p(PROSE)), [*RULES, shout]).title == "CANAL"


def test_a_rule_that_never_comes_to_rest_is_stopped() -> None:
    @cleaner("swing")
    def swing(article: Article) -> Article:
        return replace(article, title=article.title[::-1])

    assert clean(article("ab", p(PROSE)), [swing]).title in {"ab", "ba"}


def test_a_block_that_was_not_read_from_a_file_is_on_record_too() -> None:
    removal = clean(article("运河", p(PROSE), p("关注我们"))).provenance.removals[0]
    assert (removal.span, removal.excerpt) == (Span(0, 0), "关注我们")
