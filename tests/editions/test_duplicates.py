"""Several captures of one article: which are copies, which is printed, what is said of the others."""

from pathlib import Path

import pytest
from editions.texts import han, latin
from msgspec.structs import replace

from publish.editions.duplicates import SHORT, Duplicate, merge
from publish.model import Article, Copy, Provenance
from publish.shorthand import h, img, note, p

TEXT = han(1, 1500)


def capture(
    text: str = TEXT, *, title: str = "潮汐", url: str = "", kind: str = "article", **facts: object
) -> Article:
    provenance = Provenance(url=url, kind=kind)  # type: ignore[arg-type]
    return Article(title, (p(text),), provenance=provenance, **facts)  # type: ignore[arg-type]


def merged(*captures: Article, likeness: float = 0.9) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """The names of what is printed, and of what is left out the better copy and the kind of likeness.

    Captures are called a, b, c ... in their order.
    """
    articles = {Path(f"{chr(97 + number)}.md"): article for number, article in enumerate(captures)}
    found = merge(articles, likeness)
    left_out = {each.path[0]: (each.of[0], each.kind) for each in found.duplicates}
    return [path.stem for path in found.articles], left_out


# Copies --------------------------------------------------------------------------------------------


def test_the_same_words_are_an_exact_copy_whatever_blocks_and_marks_they_stand_in() -> None:
    apart = Article("潮汐", (h(2, TEXT[:20]), p(TEXT[20:700]), p("　", TEXT[700:].replace("。", "！"))))
    assert merged(capture(), apart) == (["a"], {"b": ("a", "exact")})


@pytest.mark.parametrize("text", [TEXT, latin(1, 400)], ids=["Han", "an alphabet"])
def test_a_copy_with_other_lines_around_it_is_a_near_one(text: str) -> None:
    other = f"（本文原刊于《潮》杂志）{text[3:]}（责任编辑：顾南）"
    assert merged(capture(text), capture(other, title="转载")) == (["b"], {"a": ("b", "near")})


@pytest.mark.parametrize(
    ("one", "other"), [(TEXT, han(2, 1500)), (latin(1, 400), latin(2, 400))], ids=["Han", "an alphabet"]
)
def test_other_words_are_another_article_under_the_same_title(one: str, other: str) -> None:
    assert merged(capture(one), capture(other), likeness=0.3) == (["a", "b"], {})


def test_how_alike_copies_must_be_can_be_set() -> None:
    other = capture(TEXT[:1275] + han(3, 210), title="另")  # .73 of the shingles
    assert merged(capture(), other)[1] == {}
    assert merged(capture(), other, likeness=0.7)[1] == {"b": ("a", "near")}


def test_at_one_exact_copies_alone_are_merged() -> None:
    near, cut = capture(TEXT[:-1]), capture(TEXT[:900], kind="truncated")
    assert merged(capture(), near, cut, capture(), likeness=1) == (["a", "b", "c"], {"d": ("a", "exact")})


# Cut off -------------------------------------------------------------------------------------------


def test_a_capture_that_breaks_off_is_a_copy_of_the_whole() -> None:
    cut = capture(TEXT[:400], title="潮汐（转）", kind="truncated", date="2026-01-01", source="某号")
    assert merged(cut, capture()) == (["b"], {"a": ("b", "cut off")})


def test_so_is_an_excerpt_under_the_same_title() -> None:
    assert merged(capture(TEXT[:400]), capture()) == (["b"], {"a": ("b", "cut off")})


def test_an_article_that_a_digest_begins_with_is_no_excerpt_of_it() -> None:
    assert merged(capture(TEXT[:400], title="一则消息"), capture(title="一周要闻"))[1] == {}


def test_nor_is_one_from_the_midst_of_another() -> None:
    assert merged(capture(TEXT[700:1100]), capture())[1] == {}


def test_nor_what_a_source_has_published_again_with_more() -> None:
    first, second = capture(TEXT[:1000], source="号"), capture(source="号")
    assert merged(first, second)[1] == {}
    assert merged(first, replace(second, source="别号"))[1] == {"a": ("b", "cut off")}


def test_a_figure_may_be_cut_off_with_the_text() -> None:
    whole = TEXT[:500] + "共有2026名" + TEXT[500:]
    cut = capture(whole[: 500 + 4], kind="truncated")
    assert cut.body[0].content[0].text.endswith("20")  # type: ignore[union-attr]
    assert merged(cut, capture(whole)) == (["b"], {"a": ("b", "cut off")})


# What one template makes ---------------------------------------------------------------------------


def notice(number: int, day: int) -> str:
    return f"漏洞编号CVE-2024-{number}，{han(4, 900)}发现于8月{day}日。{han(5, 900)}"


def test_notices_that_differ_in_their_figures_are_two() -> None:
    first, second = capture(notice(7971, 21), source="甲"), capture(notice(4947, 15), source="乙")
    assert merged(first, second)[1] == {}


def test_figures_may_be_written_in_han_characters() -> None:
    issues = [capture(f"第{number}期。{TEXT}", source=number) for number in ("四十", "四十一")]
    assert merged(*issues)[1] == {}


def test_figures_that_only_one_of_them_has_do_not_make_two() -> None:
    assert merged(capture(), capture(f"（2023年第2期）{TEXT}"))[1] == {"a": ("b", "near")}


def test_what_one_source_publishes_again_with_changes_is_another_state_of_it() -> None:
    changed = TEXT[:700] + han(6, 70) + TEXT[700:]
    assert merged(capture(source="号"), capture(changed, source="号"))[1] == {}
    assert merged(capture(source="号"), capture(changed, source="别号"))[1] == {"a": ("b", "near")}


def test_one_address_is_one_article_even_so() -> None:
    first = capture(f"阅读 100 次。{TEXT}", url="https://a.example/1?utm_source=x", source="号")
    second = capture(f"阅读 235 次。{TEXT}{han(6, 70)}", url="http://www.a.example/1/", source="号")
    assert merged(first, second)[1] == {"a": ("b", "near")}


def short(picture: str, title: str = "直播预告") -> Article:
    assert len(han(7, 80)) < SHORT
    return Article(title, (p(img(f"https://p.example/{picture}.png")), p(han(7, 80))))


def test_short_texts_are_copies_if_title_and_pictures_are_the_same_too() -> None:
    assert merged(short("1"), short("1")) == (["a"], {"b": ("a", "exact")})
    assert merged(short("1"), short("2"))[1] == {}
    assert merged(short("1"), short("1", title="直播预约"))[1] == {}


def test_their_notes_count_as_well() -> None:
    one, other = (Article("注", (p("正文", note(words)),)) for words in ("甲", "乙"))
    assert merged(one, other)[1] == {}


def test_of_nothing_there_are_no_copies() -> None:
    assert merged(Article("空", ()), Article("空", ()))[1] == {}


# The best copy -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        pytest.param(capture(kind="truncated"), capture(TEXT[:1450]), id="a whole one"),
        pytest.param(
            capture(source="转载号", credit="来源：国家某局网站"),
            capture(TEXT[:1490], source="国家某局"),
            id="the origin that the other credits",
        ),
        pytest.param(capture(TEXT[:1490]), capture(), id="the fuller text"),
        pytest.param(
            capture(date="2026-01-01"), capture(source="某号", authors=("顾南",)), id="more facts"
        ),
        pytest.param(capture(date="2026-03-02"), capture(date="2026-03-01"), id="the earlier date"),
    ],
)
def test_the_best_copy_is_printed(worse: Article, better: Article) -> None:
    assert merged(worse, better)[0] == ["b"]
    assert merged(better, worse)[0] == ["a"]


def test_else_the_first_path_counts() -> None:
    assert merged(capture(), capture(), capture()) == (["a"], {"b": ("a", "exact"), "c": ("a", "exact")})


def test_the_best_copy_names_the_others() -> None:
    origin = Provenance("in/b.md", "cafe", "https://b.example/")
    other = replace(capture(TEXT[:1490], source="别号", date="2026-03-02"), provenance=origin)
    found = merge({Path("b.md"): other, Path("a.md"): capture()})
    copy = Copy("in/b.md", "cafe", "别号", "https://b.example/", "2026-03-02")
    assert found.articles[Path("a.md")].provenance.copies == (copy,)
    (left_out,) = found.duplicates
    assert left_out == Duplicate("b.md", "a.md", left_out.likeness, "near", "潮汐", "别号")
    assert left_out.likeness == pytest.approx(0.993, abs=0.001)


def test_copies_of_a_copy_are_copies_of_the_best() -> None:
    once = merge({Path("b.md"): capture(TEXT[:1490]), Path("c.md"): capture(TEXT[:1480])}).articles
    again = merge({**once, Path("a.md"): capture()})
    assert [copy.path for copy in again.articles[Path("a.md")].provenance.copies] == ["b.md", "c.md"]


def test_a_chain_of_small_differences_does_not_make_one_article_of_two() -> None:
    """b is like a and c, but these are not like one another."""
    first, middle, last = (capture(TEXT[start : start + 1300], title=str(start)) for start in (0, 100, 200))
    printed, left_out = merged(first, middle, last, likeness=0.85)
    assert printed == ["a", "c"]
    assert left_out == {"b": ("a", "near")}


def test_what_is_no_copy_keeps_its_place_and_stays_as_it_is() -> None:
    articles = {Path(f"{name}.md"): capture(han(name, 300)) for name in (9, 3, 7)}
    found = merge(articles)
    assert list(found.articles.items()) == list(articles.items())
    assert found.duplicates == ()
