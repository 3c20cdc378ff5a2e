"""publish explain: what became of each line, for people on a terminal, in a page, and for programs."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from cli.workbench import Run, Write

from publish.cli import account_lines
from publish.cli.terminal import width

FOG = """\
---
title: 雾中渡
source: 潮间笔记
date: 2025-03-01
---

# 雾中渡

清晨五点半，渡口的灯还亮着，第一班船要等雾散了才开，岸上的人都站着不说话。

他们彼此认识，却很少说话，船来了就上船，船走了就各自回家，年年如此。

长按识别二维码关注我们
"""
CAPTCHA = "# 环境异常\n\n当前环境异常，完成验证后即可继续访问。\n\n去验证\n"


def rows(lines: list[str]) -> dict[int, tuple[str, str]]:
    """The lines of the capture in an account: their mark and their text."""
    found = (re.fullmatch(r" *(\d+) ([-+~·])(?: (.*))?", line) for line in lines)
    return {int(row[1]): (row[2], row[3] or "") for row in found if row}


def test_every_line_is_shown_with_its_mark_and_rule(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    said = run("explain", "fog.md")
    assert (said.code, said.err) == (0, "")
    shown = rows(said.out)
    assert shown[2] == ("·", "title: 雾中渡  [read as title]")
    assert shown[7] == ("-", "# 雾中渡  [title-once]")
    assert shown[9][0] == "+"
    assert shown[13] == ("-", "长按识别二维码关注我们  [ending: reads like follow]")
    assert sorted(shown) == list(range(1, len(FOG.split("\n")) + 1))


def test_the_reason_stands_above_what_went(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    out = run("explain", "fog.md").out
    above = out[out.index("   7 - # 雾中渡  [title-once]") - 1]
    assert above == "     ▾ title-once: The title again; it is printed once, above the article."


def test_the_end_says_how_it_comes_back(run: Run, write: Write) -> None:
    write("captures/fog.md", FOG)
    out = run("explain", "captures/fog.md").out
    end = out[out.index("2 lines kept, 2 removed") :]
    assert any(line.startswith("  ending: 1 line (13)") for line in end)
    assert '  file = "captures/fog.md"' in end
    assert any("--keep RULE" in line for line in end)


def test_keep_brings_back_what_a_rule_took(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    shown = rows(run("explain", "fog.md", "--keep", "ending", "--keep", "title-once").out)
    assert (shown[7][0], shown[13][0]) == ("+", "+")
    text = run("inspect", "fog.md", "--keep", "ending", "--as", "text").out
    assert text[-1] == "长按识别二维码关注我们"


@pytest.mark.parametrize("verb", ["explain", "inspect", "build"])
def test_a_rule_that_there_is_not_is_a_wrong_word(verb: str, run: Run, write: Write) -> None:
    write("fog.md", FOG)
    said = run(verb, "fog.md", "--keep", "endings")
    assert (said.code, said.out) == (2, [])
    assert said.err == "error: there is no rule “endings”\n  hint: did you mean “ending”?\n"


def test_an_edition_is_explained_as_it_will_be_printed(run: Run, write: Write) -> None:
    write("captures/fog.md", FOG)
    write(
        "edition.toml",
        'contents = ["captures/fog.md"]\n\n[[article]]\nfile = "captures/fog.md"\nrestore = [13]\n'
        'remove = [11]\nauthors = ["顾一苇"]\n',
    )
    shown = rows(run("explain", "edition.toml").out)
    assert shown[13] == ("+", "长按识别二维码关注我们")
    assert shown[11][0] == "-"
    assert shown[11][1].endswith("[edition]")
    (record,) = map(json.loads, run("inspect", "edition.toml", "--as", "json").out)
    assert record["authors"] == ["顾一苇"]


def test_lines_that_cannot_come_back_are_refused_with_their_place(run: Run, write: Write) -> None:
    write("captures/fog.md", FOG)
    write(
        "edition.toml",
        'contents = ["captures/fog.md"]\n\n[[article]]\nfile = "captures/fog.md"\nrestore = ["9"]\n',
    )
    said = run("explain", "edition.toml")
    assert said.code == 2
    assert "edition.toml:5: restore: no rule took anything of line 9" in said.err


def test_a_build_restores_too(run: Run, shout: Path, write: Write) -> None:
    write("captures/fog.md", CAPTCHA)
    write("captures/tide.md", FOG)
    article = '[[article]]\nfile = "captures/fog.md"\nkind = "article"\ntitle = "雾"\n'
    write("edition.toml", f'contents = ["captures/*.md"]\n\n{article}')
    said = run("build", "edition.toml", "-o", "out/")
    assert said.code == 0
    assert (shout / said.out[0]).read_text("utf-8") == "雾!\n雾中渡!"


def test_a_capture_without_an_article_says_so(run: Run, write: Write) -> None:
    write("fog.md", CAPTCHA)
    out = run("explain", "fog.md").out
    assert any(line.startswith("  kind      captcha") for line in out)
    assert all(mark == "-" for mark, text in rows(out).values() if text)


def test_what_cannot_be_read_is_an_error(run: Run, write: Write, home: Path) -> None:
    with (home / "huge.md").open("wb") as file:
        file.truncate(64 * 2**20)
    write("tide.md", FOG)
    said = run("explain", "huge.md", "tide.md")
    assert said.code == 9
    assert "huge.md: error: is larger than 32 MB [capture-unreadable]" in said.err
    assert rows(said.out)[7][0] == "-"
    assert run("explain", "huge.md").code == 4


def test_programs_get_a_record_a_passage(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    records = [json.loads(line) for line in run("explain", "fog.md", "--json").out]
    last = records[-1]
    assert (last["path"], last["first"], last["fate"]) == ("fog.md", 13, "removed")
    assert last["removed_by"][0]["rule"] == "ending"
    assert last["why"] == ["reads like follow"]
    assert "\n".join(record["text"] for record in records) == FOG


# On a terminal -------------------------------------------------------------------------------------


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output as a terminal of 60 columns."""
    monkeypatch.setattr(account_lines, "_columns", lambda: 60)
    monkeypatch.setattr("publish.cli.terminal.is_terminal", lambda stream: True)


@pytest.mark.usefixtures("terminal")
def test_lines_are_folded_to_the_terminal(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    write("fog.md", FOG)
    out = run("explain", "fog.md").out
    assert max(map(width, out)) <= 60
    at = out.index(next(line for line in out if line.startswith("   9 + ")))
    assert out[at + 1].startswith("       ")


@pytest.mark.usefixtures("terminal")
def test_what_is_removed_is_struck_out_in_colours(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    write("fog.md", FOG)
    assert "   7 - \x1b[2;9m# 雾中渡\x1b[0m  \x1b[2m[title-once]\x1b[0m" in run("explain", "fog.md").out


def test_no_capture_reaches_the_terminal_as_it_is(run: Run, write: Write) -> None:
    write("fog.md", FOG.replace("他们", "\x1b[2J\u202e他们").replace("雾中渡", "雾\x1b]0;x\x07"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", "\n".join(run("explain", "fog.md").out))


# The page ------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser would see in the page: tags, ids, addresses, and the text that is struck out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.handlers: list[str] = []
        self.struck: list[str] = []
        self._in_del = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._in_del = tag == "del"
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in {"href", "src"}:
                self.links.add(value or "")
            elif name.startswith("on"):
                self.handlers.append(name)

    def handle_endtag(self, tag: str) -> None:
        self._in_del = False

    def handle_data(self, data: str) -> None:
        if self._in_del:
            self.struck.append(data)


def page_of(run: Run, home: Path, *names: str) -> tuple[str, Page]:
    said = run("explain", *names, "--html", "out/account.html")
    assert (said.code, said.out) == (0, ["out/account.html"])
    text = (home / "out" / "account.html").read_text("utf-8")
    return text, Page(text)


def test_the_page_strikes_out_what_was_removed(run: Run, write: Write, home: Path) -> None:
    write("fog.md", FOG)
    _, page = page_of(run, home, "fog.md")
    assert page.struck == ["# 雾中渡", "长按识别二维码关注我们"]


def test_every_link_of_the_page_leads_into_it(run: Run, write: Write, home: Path) -> None:
    write("fog.md", FOG)
    write("tide.md", FOG.replace("雾", "潮"))
    _, page = page_of(run, home, "fog.md", "tide.md")
    assert {"#c1", "#c2", "#c1-rule-ending", "#c2-13"} <= page.links
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><style>@import url(https://evil.example/x.css)",
    "<svg onload=alert(1)>",
    "{style}{body}",
    "&lt;b&gt; \u202e \x1b[2J",
)


def test_no_capture_gets_a_word_of_its_own_into_the_page(run: Run, write: Write, home: Path) -> None:
    lines = "\n\n".join(f"`{words}`" for words in HOSTILE)
    head = f"---\ntitle: {json.dumps(HOSTILE[1])}\nauthor: {json.dumps(HOSTILE[0])}\n---\n"
    write("fog.md", f"{head}\n# {HOSTILE[3]}\n\n{lines}\n\n长按识别二维码关注我们 {HOSTILE[1]}\n")
    write("plain.md", FOG)
    text, page = page_of(run, home, "fog.md")
    _, plain = page_of(run, home, "plain.md")
    assert page.tags <= plain.tags | {"em"}
    assert not {"script", "img", "svg", "link", "iframe", "object", "base"} & page.tags
    assert page.handlers == []
    assert all(link.startswith("#") for link in page.links)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert text.count("<style>") == 1
    assert "default-src 'none'" in text


def test_the_page_does_not_take_the_place_of_a_capture(run: Run, write: Write, home: Path) -> None:
    write("fog.html", "<p>雾</p>")
    said = run("explain", "fog.html", "--html", "fog.html")
    assert said.code == 2
    assert (home / "fog.html").read_text("utf-8") == "<p>雾</p>"


def test_the_page_is_the_same_for_the_same_captures(run: Run, write: Write, home: Path) -> None:
    write("fog.md", FOG)
    assert page_of(run, home, "fog.md")[0] == page_of(run, home, "fog.md")[0]


def test_a_long_address_is_cut(run: Run, write: Write) -> None:
    write("fog.md", FOG + f"\n![]({'https://pictures.example/' + 'x' * 5000})\n")
    assert max(map(len, run("explain", "fog.md").out)) < 1000
