"""publish inspect: captures as they are read and cleaned, for people and for programs."""

import json
from pathlib import Path

import pytest
from cli.workbench import Run, Write, files_in

FOG = """\
---
title: 雾中渡
author: 顾一苇
source: 潮间笔记
date: 2025-03-01
url: https://notes.example/fog
---

# 雾中渡

清晨五点半，渡口的灯还亮着。

![船](https://notes.example/boat.png?size=640&from=note)

- 第一班船
- 要等雾散了*才开*
"""
EMPTY = "---\ntitle: 空\n---\n"


def test_people_get_a_summary(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    said = run("inspect", "fog.md")
    assert said.code == 0
    assert said.out == [
        "fog.md",
        "  title     雾中渡  (front matter, line 2)",
        "  authors   顾一苇  (front matter, line 3)",
        "  source    潮间笔记  (front matter, line 4)",
        "  date      2025-03-01  (front matter, line 5)",
        "  language  zh-Hans  (guessed from the script)",
        "  kind      article",
        "  holds     5 blocks, 1 image, 25 characters",
        "  removed   1 line by 1 rule",
        "    title-once: 1 line (9)",
    ]
    assert said.err == ""


def test_programs_get_one_record_a_capture(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    write("empty.md", EMPTY)
    said = run("inspect", "fog.md", "empty.md", "--as", "json")
    fog, empty = (json.loads(line) for line in said.out)
    assert {key: fog[key] for key in ("title", "authors", "author", "source", "date", "lang", "kind")} == {
        "title": "雾中渡",
        "authors": ["顾一苇"],
        "author": "顾一苇",
        "source": "潮间笔记",
        "date": "2025-03-01",
        "lang": "zh-Hans",
        "kind": "article",
    }
    assert fog["url"] == "https://notes.example/fog"
    assert fog["images"] == ["https://notes.example/boat.png?size=640&from=note"]
    assert fog["removed"][1] == {
        "rule": "title-once",
        "first": 9,
        "last": 9,
        "excerpt": "雾中渡",
        "why": "",
    }
    assert [block["type"] for block in fog["body"]] == ["paragraph", "paragraph", "list"]
    assert (fog["status"], empty["status"], empty["kind"]) == ("ok", "no-body", "empty")
    assert empty["reason"]


def test_text_is_the_cleaned_body_only_a_block_a_paragraph(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    said = run("inspect", "fog.md", "--as", "text")
    assert said.out == ["清晨五点半，渡口的灯还亮着。", "", "• 第一班船", "• 要等雾散了才开"]


def test_markdown_is_the_article_as_one_would_write_it(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    said = run("inspect", "fog.md", "--as", "markdown")
    head = FOG.partition("# 雾中渡")[0].splitlines()
    head[2:3] = ["authors:", "  - 顾一苇"]
    head[-3:] = ["lang: zh-Hans", 'url: "https://notes.example/fog"', "---"]
    assert said.out == [*head, *FOG.partition("# 雾中渡\n")[2].splitlines()]


def test_several_texts_stand_each_under_its_path(run: Run, write: Write) -> None:
    for name in ("a.md", "b.md"):
        write(name, f"# {name}\n\n清晨五点半，渡口的灯还亮着。\n\n第一班船要等雾散了才开。\n")
    said = run("inspect", "a.md", "b.md", "--as", "text")
    assert [line for line in said.out if line.startswith("==>")] == ["==> a.md <==", "==> b.md <=="]


def test_standard_input_is_called_as_it_was_given(run: Run) -> None:
    said = run("inspect", "-", "--as", "json", stdin=FOG.encode())
    assert json.loads(said.out[0])["path"] == "-"
    assert run("inspect", "-", stdin=FOG.encode()).out[0] == "-"


# Files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("shape", "suffix"), [("json", ".json"), ("text", ".txt"), ("markdown", ".md")])
def test_each_capture_becomes_a_file_of_its_stem(shape: str, suffix: str, run: Run, write: Write) -> None:
    write("captures/No. 1: fog!.md", FOG)
    said = run("inspect", "captures", "--as", shape, "-o", "out")
    assert said.out == [f"out/No. 1: fog!{suffix}"]
    assert "才开" in Path(said.out[0]).read_text("utf-8")


def test_a_folder_alone_means_json(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    run("inspect", "fog.md", "-o", "out")
    assert json.loads(Path("out/fog.json").read_text("utf-8"))["title"] == "雾中渡"


def test_captures_of_one_name_keep_their_folders(home: Path, run: Run, write: Write) -> None:
    for name in ("a/index.md", "b/c/Index.md", "b/c/index.html", "b/fog.md"):
        write(f"captures/{name}", FOG)
    run("inspect", "captures", "-o", "out")
    assert files_in(home / "out") == ["a/index.json", "b/c/Index.json", "b/c/index 2.json", "fog.json"]


def test_a_capture_without_an_article_gives_an_empty_text(run: Run, write: Write) -> None:
    write("empty.md", EMPTY)
    said = run("inspect", "empty.md", "--as", "text", "-o", "out")
    assert said.code == 0
    assert Path("out/empty.txt").read_bytes() == b""


def test_captures_are_not_written_over(run: Run, write: Write) -> None:
    capture = write("captures/fog.md", FOG)
    said = run("inspect", "captures", "--as", "markdown", "-o", "captures")
    assert said.code == 2
    assert "would take the place of a capture" in said.err
    assert capture.read_text("utf-8") == FOG


# What cannot be read -------------------------------------------------------------------------------


@pytest.fixture
def huge(home: Path) -> Path:
    path = home / "huge.md"
    with path.open("wb") as file:
        file.truncate(64 * 2**20)
    return path


def test_what_cannot_be_read_is_said_and_the_others_go_on(huge: Path, run: Run, write: Write) -> None:
    write("fog.md", FOG)
    said = run("inspect", "huge.md", "fog.md", "--as", "text")
    assert said.code == 9
    assert "第一班船" in "\n".join(said.out)
    assert "huge.md: error: is larger than 32 MB [capture-unreadable]" in said.err


def test_where_nothing_can_be_read_that_is_the_end(huge: Path, run: Run) -> None:
    assert run("inspect", huge.name).code == 4


def test_a_missing_capture_is_a_usage_error(run: Run) -> None:
    said = run("inspect", "no.md")
    assert (said.code, said.out) == (2, [])
    assert said.err.startswith("error: there is no “no.md”")


def test_an_unknown_shape_is_a_usage_error(run: Run, write: Write) -> None:
    write("fog.md", FOG)
    said = run("inspect", "fog.md", "--as", "yaml")
    assert said.code == 2
    assert "markdown" in said.err


# Terminals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(), ("--as", "json"), ("--as", "text"), ("--as", "markdown")])
def test_no_text_of_a_capture_can_move_the_cursor(
    shape: tuple[str, ...], run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("publish.cli.terminal.is_terminal", lambda stream: True)
    write("fog.md", FOG.replace("雾", "\x9b2J\u2067雾"))
    said = run("inspect", "fog.md", *shape)
    assert said.code == 0
    assert "2J\\u2067雾" in "\n".join(said.out)
    assert not any(sign in "\n".join(said.out) for sign in "\x1b\x9b\u2067")
