"""Accounts: what became of each line of a capture, and what is counted."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from publish.accounting import Account, Fate, account_of, lines_by_rule, stretches
from publish.cleaning import clean
from publish.diagnostics import Report
from publish.model import Article, Capture, Origin, Provenance, Removal, Span
from publish.plugins import Plugins
from publish.preparation import Prepared, account, prepared, reasons
from publish.reading import read_capture
from publish.shorthand import p

PROSE = "清晨五点半，渡口的灯还亮着，第一班船要等雾散了才开，岸上的人都站着不说话。"
FERRY = f"""\
---
title: 雾中渡
date: 2025-03-01
---

# 雾中渡

{PROSE}

- 第一班船
- 第二班船

{PROSE}<br>
欢迎关注我们的公众号

长按识别二维码关注我们
"""


def account_for(text: str, path: str = "ferry.md") -> Account:
    """The account of a capture with this text."""
    captured = read_capture(Capture(path, text), Plugins(), Report())
    return account_of(text, captured, clean(captured), reasons(Plugins()))


def told(account: Account) -> list[tuple[int, Fate, tuple[str, ...]]]:
    """Each line that holds something: its number, its fate, the rules."""
    return [
        (row.number, passage.fate, tuple(cause.rule for cause in passage.causes))
        for passage in account.passages
        for row in passage.rows
        if row.text.strip()
    ]


def test_every_line_is_told_with_its_fate_and_rule() -> None:
    metadata, kept = (Fate.METADATA, ("front-matter",)), (Fate.KEPT, ())
    assert told(account_for(FERRY)) == [
        (1, *metadata),
        (2, *metadata),
        (3, *metadata),
        (4, *metadata),
        (6, Fate.REMOVED, ("title-once",)),
        (8, *kept),
        (10, *kept),
        (11, *kept),
        (13, *kept),
        (14, Fate.REMOVED, ("ending",)),
        (16, Fate.REMOVED, ("ending",)),
    ]


def test_the_rows_are_the_capture() -> None:
    account = account_for(FERRY)
    assert "\n".join(row.text for passage in account.passages for row in passage.rows) == FERRY


def test_a_passage_has_the_rule_its_reason_and_the_evidence() -> None:
    last = account_for(FERRY).passages[-1]
    (cause,) = last.causes
    assert cause.rule == "ending"
    assert cause.reason == reasons(Plugins())["ending"]
    assert [row.why for row in last.rows if row.text.startswith("长按")] == ["reads like follow"]


def test_a_line_that_lost_a_sentence_is_changed() -> None:
    text = f"# 雾\n\n{PROSE}如有侵权，请联系删除。\n\n{PROSE}\n"
    (changed,) = [passage for passage in account_for(text).passages if passage.fate is Fate.CHANGED]
    assert changed.span.first == 3
    assert [(cause.rule, cause.excerpt) for cause in changed.causes] == [
        ("disclaimers", "如有侵权，请联系删除。")
    ]


def test_metadata_is_told_where_it_was_read() -> None:
    captured = read_capture(Capture("ferry.md", FERRY), Plugins(), Report())
    origins = (Origin("title", "front matter", 2), Origin("date", "front matter", 3))
    known = replace(captured, provenance=replace(captured.provenance, origins=origins))
    account = account_of(FERRY, known, clean(known), {})
    fields = {row.number: row.fields for passage in account.passages for row in passage.rows}
    assert (fields[2], fields[3], fields[8]) == (("title",), ("date",), ())
    facts = {fact.field: (fact.value, fact.place, fact.line) for fact in account.facts}
    assert facts["date"] == ("2025-03-01", "front matter", 3)


def test_of_a_capture_without_an_article_nothing_is_kept() -> None:
    account = account_for("# 环境异常\n\n当前环境异常，完成验证后即可继续访问。\n\n去验证\n")
    assert account.kind == "captcha"
    assert account.lines(Fate.KEPT) == 0
    assert {cause.rule for passage in account.passages for cause in passage.causes} == {"captcha"}


def test_a_saved_page_is_told_by_passages() -> None:
    text = (
        "<html><head><title>雾中渡</title></head><body><nav>首页 新闻</nav><article><h1>雾中渡</h1>"
        f"<p>{PROSE}</p><p>{PROSE}{PROSE}</p><p>长按识别二维码关注我们</p></article></body></html>"
    )
    account = account_for(text, "ferry.html")
    assert not account.by_line
    rows = {
        row.text: (passage.fate, [cause.rule for cause in passage.causes])
        for passage in account.passages
        for row in passage.rows
    }
    assert rows[PROSE] == rows[PROSE + PROSE] == (Fate.KEPT, [])
    assert rows["长按识别二维码关注我们"] == (Fate.REMOVED, ["ending"])


def test_lines_are_counted_once_and_front_matter_is_no_loss() -> None:
    removals = (
        Removal("front-matter", Span(1, 4), "---"),
        Removal("ending", Span(9, 10), "a"),
        Removal("ending", Span(10, 12), "b"),
        Removal("cover-image", Span(6, 6), "c"),
    )
    assert lines_by_rule(removals) == {"ending": 4, "cover-image": 1}


def test_stretches_join_what_a_blank_line_parts() -> None:
    assert stretches([Span(9, 9), Span(1, 3), Span(5, 5), Span(2, 2)]) == (Span(1, 5), Span(9, 9))


def test_a_line_that_nothing_accounts_for_is_shown() -> None:
    bare = Article("雾", (p(PROSE, span=(1, 1)),), provenance=Provenance(path="a.md"))
    rules = [rule for *_, rule in told(account_of(f"{PROSE}\n\n丢了\n", bare, bare, {}))]
    assert rules == [(), ("unaccounted",)]


def test_a_capture_that_cannot_be_read_has_no_account(tmp_path: Path) -> None:
    (one,) = prepared([tmp_path / "gone.md"], Plugins())
    assert account(one, Plugins()) is None


def test_every_line_of_the_private_captures_is_told_once(shared: Path) -> None:
    files = sorted((shared / "corpus" / "dev").glob("*.md"))
    assert files
    for one in prepared(files, Plugins()):
        told_of = account(one, Plugins())
        assert isinstance(one, Prepared)
        assert told_of is not None
        numbers = [row.number for passage in told_of.passages for row in passage.rows]
        assert numbers == list(range(1, len(numbers) + 1)), one.capture
        rules = {cause.rule for passage in told_of.passages for cause in passage.causes}
        assert "unaccounted" not in rules, one.capture


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_the_suffix_says_that_a_file_is_a_page(name: str) -> None:
    assert not account_for(f"<p>{PROSE}</p>\n<p>{PROSE}</p>\n", name).by_line
