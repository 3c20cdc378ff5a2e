"""publish check: verdicts on built files, their looks, their lines."""

import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from cli.workbench import Run, Write
from small_files import epub, pdf, zipped

LONG = "清晨五点半，渡口的灯还亮着，第一班船要等雾散了才开，等船的人彼此认识，却很少说话。"
TEXT = f"""\
---
title: 渡口的灯
author: 周明
source: 潮间笔记
date: 2025-03-01
---

{LONG * 3}

## 价钱

{LONG * 4}

> 船家说：{LONG * 2}

{LONG * 3}
"""


@pytest.fixture
def built(run: Run, write: Write, home: Path) -> Path:
    """A folder with an edition in three formats."""
    write("ferry.md", TEXT)
    assert run("build", "ferry.md", "-o", "out/", "--theme", "journal").code == 0
    return home / "out"


def spoil(book: Path, css: str) -> None:
    """Add a rule to the style sheet of an EPUB."""
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: data + css.encode() if name.endswith(".css") else data for name, data in parts.items()}
    book.write_bytes(zipped(parts))


def test_every_file_gets_a_verdict(run: Run, built: Path) -> None:
    said = run("check", "out/ferry.pdf", "out/ferry.epub", "out/*.docx")
    assert said.code == 0
    assert len(said.out) == 3
    assert all(": valid, " in line and line.endswith("characters can be read") for line in said.out)
    assert said.err == ""


def test_a_folder_is_all_built_files_in_it(run: Run, built: Path) -> None:
    said = run("check", "out")
    assert {line.partition(": ")[0].rpartition(".")[2] for line in said.out} == {"pdf", "epub", "docx"}


def test_a_broken_file_is_told_with_its_place(run: Run, home: Path) -> None:
    parts = epub() | {"EPUB/a1.xhtml": "<html>"}
    (home / "book.epub").write_bytes(zipped(parts))
    said = run("check", "book.epub")
    assert said.code == 7
    assert "book.epub: EPUB/a1.xhtml:1: error: the file is not well-formed XML" in said.err
    assert said.out[0].startswith("book.epub: not valid, ")
    assert said.out[0].endswith(("fault", "faults"))


def test_a_file_that_is_not_what_its_name_says_is_no_traceback(run: Run, home: Path) -> None:
    (home / "book.pdf").write_bytes(b"PK no pdf")
    said = run("check", "book.pdf", "--looks", "--lines")
    assert said.code == 7
    assert "the PDF cannot be opened" in said.err
    assert "BytesIO" not in said.err


def test_a_pdf_with_a_password_says_so(run: Run, home: Path) -> None:
    with pikepdf.new() as locked:
        locked.add_blank_page()
        locked.save(home / "book.pdf", encryption=pikepdf.Encryption(user="sesame", owner="sesame"))
    said = run("check", "book.pdf")
    assert said.code == 7
    assert "it is encrypted and wants a password" in said.err


@pytest.mark.parametrize("flag", ["--lines", "--looks"])
def test_glyphs_that_cannot_be_followed_are_named_with_their_file(
    run: Run, built: Path, home: Path, flag: str
) -> None:
    with pikepdf.open(built / "ferry.pdf") as document:
        document.pages[0].obj.Contents = document.make_stream(b"BT TJ ET")
        document.save(home / "bad.pdf")
    said = run("check", "bad.pdf", flag)
    assert said.code == 4
    assert "bad.pdf: the structure of the PDF cannot be followed" in said.err
    assert "build or export it again" in said.err


def test_an_article_of_single_lines_tells_no_spaces(run: Run, write: Write) -> None:
    """Where no line stands below another nobody can tell the grid: no space is said to be wrong."""
    write(
        "note.md", "---\ntitle: 短笺\nauthor: 周明\n---\n\n雾散了，船开了。\n\n> 船家说：好。\n\n就这样。\n"
    )
    assert run("build", "note.md", "-o", "out/", "--theme", "journal").code == 0
    said = run("check", "out", "--looks")
    assert said.code == 0, said.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["notes.rtf"], "is no built file"),
        (["notes.rtf"], "publish inspect"),
        (["none.pdf"], "there is no file"),
        (["*.pdf"], "matches no built file"),
        (["empty"], "there is no built file in"),
        (["a\0.pdf"], "NUL"),
        (["x" * 300 + ".pdf"], "cannot be read"),
    ],
)
def test_what_is_no_built_file_is_refused(
    run: Run, write: Write, home: Path, arguments: list[str], message: str
) -> None:
    write("ferry.md")
    write("edition.toml", "title = '渡口'")
    (home / "empty").mkdir()
    said = run("check", *arguments)
    assert said.code == 2
    assert message in said.err


def test_theme_without_looks_is_a_mistake(run: Run, built: Path) -> None:
    assert run("check", "out", "--theme", "journal").code == 2


# Looks ---------------------------------------------------------------------------------------------


def test_looks_are_shown_token_by_format(run: Run, built: Path) -> None:
    said = run("check", "out", "--looks", "--theme", "journal")
    assert said.code == 0, said.err
    rows = {line.split()[0]: line for line in said.out if "." in line and "%" in line}
    assert "reader's" in rows["page.measure"]
    assert rows["paragraph.size"].count("10.5 pt  0.0%") == 3
    assert said.out[-1].endswith(", 0 tokens differ")


def test_a_deviation_is_named_and_ends_with_seven(run: Run, built: Path) -> None:
    book = next(built.glob("*.epub"))
    spoil(book, "blockquote { margin-left: 6em }")
    said = run("check", "out", "--looks", "--theme", "journal")
    assert said.code == 7
    assert ".epub: error: quote.left is 63 pt, not 21 pt [looks-differ]" in said.err
    assert [line.split()[1] for line in said.out if line.startswith("!")] == ["quote.left"]


def test_the_theme_is_that_of_the_project_unless_one_is_named(run: Run, built: Path, home: Path) -> None:
    without = run("check", "out", "--looks")
    assert without.code == 0
    assert "wanted" in "\n".join(without.out)
    (home / "publish.toml").write_text('theme = "journal"\n', "utf-8")
    assert "theme journal" in "\n".join(run("check", "out", "--looks").out)
    other = run("check", "out", "--looks", "--theme", "book")
    assert other.code == 7
    assert "page.width" in other.err


def test_records_for_programs(run: Run, built: Path) -> None:
    said = run("check", "out", "--looks", "--lines", "--theme", "journal", "--json")
    records = [json.loads(line) for line in said.out]
    verdicts = [record for record in records if "valid" in record]
    assert len(verdicts) == 3
    assert all(record["valid"] and record["letters"] > 100 for record in verdicts)
    (lines,) = [record["lines"] for record in records if "lines" in record]
    assert lines["flush"] <= lines["lines"]
    tokens = {record["token"]: record for record in records if "token" in record}
    assert all(not record["wrong"] for record in tokens.values())
    assert {cell["deviation"] for cell in tokens["page.width"]["files"].values()} >= {None}


# Lines ---------------------------------------------------------------------------------------------


def test_lines_are_counted_for_each_pdf(run: Run, built: Path) -> None:
    said = run("check", "out", "--lines")
    head, row = said.out[-2:]
    assert head.split()[:3] == ["file", "flush", "forbidden"]
    assert ".pdf" in row
    assert said.code == 0, said.err


def test_what_an_engine_sets_badly_is_named_with_its_page(run: Run, home: Path) -> None:
    """Without a line breaker of our own, lines of Chinese do not end at the edge."""
    css = "p { width: 200.3pt; font-size: 10pt; text-align: justify; line-height: 18pt }"
    (home / "plain.pdf").write_bytes(pdf(f"<article><h1>渡口</h1><p>{LONG * 5}</p></article>", css))
    said = run("check", "plain.pdf", "--lines")
    assert said.code == 7
    assert "plain.pdf: page 1: error: " in said.err
    assert "[line-fault]" in said.err


def test_lines_of_no_pdf_are_a_mistake(run: Run, home: Path) -> None:
    (home / "book.epub").write_bytes(zipped(epub()))
    assert run("check", "book.epub", "--lines").code == 2


# Pages ---------------------------------------------------------------------------------------------


def test_pages_are_compared_with_a_pdf(run: Run, home: Path) -> None:
    """Files of one edition in which the EPUB has no marks, of two, and of none."""
    text = "".join(f"<p>第{number}段，{LONG}</p>" for number in range(9))
    (home / "one.pdf").write_bytes(pdf(f"<article><h1>渡口</h1>{text}</article>"))
    (home / "one.epub").write_bytes(zipped(epub(f'<h1 id="a1">渡口</h1>{text}')))
    (home / "other.epub").write_bytes(zipped(epub()))
    said = run("check", "one.pdf", "one.epub", "--pages")
    assert said.code == 7
    assert "one.epub: error: no page of the PDF has a mark in the file [pages-differ]" in said.err
    assert said.out[-2].split()[:3] == ["file", "pages", "marks"]
    assert said.out[-1].split()[0] == "one.epub"
    said = run("check", "one.pdf", "other.epub", "--pages")
    assert said.code == 2
    assert "of different editions" in said.err
    said = run("check", "one.pdf", "one.epub", "--pages", "--json", "--sample", "3")
    (record,) = [json.loads(line) for line in said.out if "marks" in line]
    assert record["pages"]["marks"] == 0
    assert record["pages"]["pdf"] == "one.pdf"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (["a.epub"], "add a PDF"),
        (["a.pdf"], "add an EPUB or Word file"),
        (["a.pdf", "b.pdf", "c.epub"], "no PDF has the name of “c.epub”"),
        (["a.pdf", "b.pdf", "a.epub"], "no EPUB or Word file has the name of “b.pdf”"),
    ],
)
def test_what_there_is_nothing_to_compare_with(
    run: Run, home: Path, files: list[str], message: str
) -> None:
    for name in files:
        (home / name).write_bytes(b"")
    said = run("check", *files, "--pages")
    assert said.code == 2
    assert message in said.err


def test_a_sample_is_of_pages(run: Run, built: Path) -> None:
    assert run("check", "out", "--sample", "9").code == 2


# Captures and editions -----------------------------------------------------------------------------


def test_captures_are_read_and_not_built(run: Run, write: Write, home: Path) -> None:
    write("ferry.md", TEXT)
    write("gone.md", "该内容已被发布者删除\n")
    said = run("check", "ferry.md", "gone.md")
    assert said.code == 9
    assert said.out[0].endswith(": 1 to be printed, 1 left out")
    assert said.out[1].startswith("  gone.md: deleted, ")
    assert "gone.md: warning: holds no article" in said.err
    assert not [*home.glob("*.pdf"), *home.glob("*.epub")]
    assert run("check", "ferry.md").code == 0
    assert run("check", "gone.md").code == 4


def test_an_edition_is_planned_and_its_mistakes_are_told(run: Run, write: Write) -> None:
    write("ferry.md", TEXT)
    write("edition.toml", 'title = "渡口"\ncontents = ["ferry.md"]\n')
    said = run("check", "edition.toml", "--json")
    assert said.code == 0
    (record,) = map(json.loads, said.out)
    assert record["articles"] == 1
    assert record["left_out"] == []
    write("edition.toml", 'title = "渡口"\ncontent = ["ferry.md"]\n')
    said = run("check", "edition.toml")
    assert said.code == 2
    assert "edition.toml:2" in said.err
    write("edition.toml", 'title = "渡口"\ncontents = ["none.md"]\n')
    assert run("check", "edition.toml").code == 2


@pytest.mark.parametrize(
    ("toml", "error"),
    [
        ('source = "无此号"\n', "edition.toml:1: the edition would be empty"),
        ('[[part]]\ntitle = "辑"\nsince = "2099"\n', "edition.toml:3: the part “辑” would be empty"),
        ('title = "T"\nformats = ["mobi"]\n', "edition.toml:2: there is no format “mobi”"),
        ('title = "T"\ntheme = "jurnal"\n', "edition.toml:2: there is no theme “jurnal”"),
        ("[options.epub]\nno = 1\n", "edition.toml:2: unknown key “no”"),
        ('[[article]]\nfile = "ferry.md"\nrestore = [99]\n', "edition.toml:3: restore: line 99 is after"),
    ],
)
def test_what_a_build_would_refuse_is_refused(run: Run, write: Write, toml: str, error: str) -> None:
    write("ferry.md", TEXT)
    write("edition.toml", toml)
    said = run("check", "edition.toml")
    assert (said.code, said.out) == (2, [])
    assert error in said.err


def test_what_is_not_chosen_is_not_counted(run: Run, write: Write) -> None:
    write("ferry.md", TEXT)
    write("same.md", TEXT)
    write("edition.toml", 'names = ["无名"]\nlimit = 1\n')
    said = run("check", "edition.toml")
    assert said.code == 0
    assert said.out[0].endswith(": 1 to be printed, 0 left out")
    assert "edition.toml:1: info: the name “无名” stands in no article" in said.err


def test_captures_have_no_looks(run: Run, write: Write) -> None:
    write("ferry.md", TEXT)
    assert run("check", "ferry.md", "--looks").code == 2
