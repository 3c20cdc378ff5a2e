"""publish build: which editions, in which formats, into which files, and what is said of it."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from cli.workbench import SHOUT, Run, Write, files_in, format_that

pytestmark = pytest.mark.usefixtures("shout")


def test_one_capture_is_one_edition_and_its_path_is_all_that_stands_on_standard_output(
    run: Run, write: Write
) -> None:
    write("fog.md", title="雾")
    said = run("build", "fog.md")
    assert (said.code, said.out) == (0, ["fog.shout"])
    assert Path("fog.shout").read_text("utf-8") == "雾!"
    assert "雾: 1 article\n  shout 4 bytes" in said.err


def test_a_folder_is_one_bound_edition(run: Run, write: Write) -> None:
    write("ferry/2-boats.md")
    write("ferry/10-fog.md")
    assert run("build", "ferry").out == ["ferry.shout"]
    assert Path("ferry.shout").read_text("utf-8").splitlines() == ["2-boats!", "10-fog!"]


def test_individual_makes_an_edition_of_each_capture_under_names_of_their_own(
    run: Run, write: Write
) -> None:
    for name in ("ferry/a/index.md", "ferry/b/index.md", "ferry/b/Index 3.md"):
        write(name)
    said = run("build", "ferry", "--individual", "-o", "out")
    assert said.code == 0
    assert files_in(Path("out")) == ["Index 3.shout", "index 2.shout", "index.shout"]


def test_globs_that_no_shell_expanded_find_captures_only(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    write("ferry/deep/boat.md")
    write("ferry/fog.png", "not a capture")
    said = run("build", "ferry/**/*", "--individual")
    assert said.out == ["boat.shout", "fog.shout"]


def test_a_capture_named_twice_is_bound_once(run: Run, write: Write) -> None:
    write("fog.md")
    run("build", "fog.md", "./fog.md", "-o", "once.shout")
    assert Path("once.shout").read_text("utf-8") == "fog!"


def test_standard_input_is_a_capture(run: Run) -> None:
    text = "# 雾中渡\n\n清晨五点半，渡口的灯还亮着。\n\n![](boat.png)\n"
    said = run("build", "-", stdin=text.encode())
    assert (said.code, said.out) == (0, ["stdin.shout"])
    assert Path("stdin.shout").read_text("utf-8") == "雾中渡!"
    assert said.err.startswith("-:5: warning:") or said.err.startswith("-: warning:")


def test_standard_input_may_be_a_page(run: Run) -> None:
    body = "<p>清晨五点半，渡口的灯还亮着，第一班船要等雾散了才开。</p>" * 2
    page = f"<!doctype html><title>雾中渡</title><body><article><h1>雾中渡</h1>{body}</article>"
    assert run("build", "-", "-o", "page.shout", stdin=page.encode()).code == 0
    assert Path("page.shout").read_text("utf-8") == "雾中渡!"


# An edition.toml -----------------------------------------------------------------------------------


def test_a_bare_build_takes_the_edition_here(run: Run, write: Write) -> None:
    write("captures/fog.md")
    write("edition.toml", 'title = "渡口"\ncontents = ["captures/*.md"]\noutput = "dist"\n')
    assert run("build").out == ["dist/渡口.shout"]


def test_a_bare_build_takes_the_edition_that_the_project_names(run: Run, write: Write) -> None:
    write("issues/3/captures/fog.md")
    write("issues/3/edition.toml", 'title = "渡口"\ncontents = ["captures"]\noutput = "out"\n')
    write(
        "publish.toml", 'plugins = ["shout.py"]\nformats = ["shout"]\nedition = "issues/3/edition.toml"\n'
    )
    assert run("build").out == ["issues/3/out/渡口.shout"]


def test_several_editions_are_built_in_one_run(run: Run, write: Write) -> None:
    for number in (1, 2):
        write(f"{number}/fog.md")
        write(f"{number}/edition.toml", f'title = "No. {number}"\ncontents = ["fog.md"]\n')
    assert run("build", "1", "2/edition.toml", "-o", "out/").out == ["out/No. 1.shout", "out/No. 2.shout"]


def test_a_title_is_a_name_and_never_a_path(home: Path, run: Run, write: Write) -> None:
    write("a/b/fog.md")
    write("a/b/edition.toml", 'title = "../../../etc/x:y"\ncontents = ["fog.md"]\n')
    (path,) = run("build", "a/b", "-o", "out").out
    assert Path(path).parent == Path("out")
    assert files_in(home) == ["a/b/edition.toml", "a/b/fog.md", path]


# Formats and files ---------------------------------------------------------------------------------


def test_the_name_of_the_file_says_the_format(run: Run, write: Write) -> None:
    write("fog.md")
    write("publish.toml", 'plugins = ["shout.py"]\n')
    assert run("build", "fog.md", "-o", "new/folder/Fog No. 1.shout").out == ["new/folder/Fog No. 1.shout"]


def test_formats_are_parted_by_commas_or_asked_for_again(run: Run, write: Write) -> None:
    write("fog.md")
    for name in ("loud", "low", "slow"):
        write(f"{name}.py", SHOUT.replace("shout", name))
    plugins = [word for name in ("loud", "low", "slow") for word in ("--plugin", f"{name}.py")]
    said = run("build", "fog.md", "-t", "loud, low", "-t", "slow", "--to", "low", *plugins)
    assert said.out == ["fog.loud", "fog.low", "fog.slow"]


def test_two_formats_that_end_alike_do_not_write_one_file(run: Run, write: Write) -> None:
    write("fog.md")
    write("again.py", SHOUT.replace('"shout"', '"echo"'))
    said = run("build", "fog.md", "-t", "shout,echo", "--plugin", "again.py")
    assert said.out == ["fog.shout", "fog.echo.shout"]


def test_a_plugin_file_wins_over_the_projects(run: Run, write: Write) -> None:
    write("fog.md")
    write("whisper.py", SHOUT.replace("!", "…"))
    run("build", "fog.md", "--plugin", "whisper.py")
    assert Path("fog.shout").read_text("utf-8") == "fog…"


def test_a_folder_of_captures_cannot_bring_code_with_it(run: Run, write: Write) -> None:
    write("captures/fog.md")
    write("captures/publish.toml", 'plugins = ["trap.py"]\n')
    write("captures/trap.py", "raise SystemExit('sprung')")
    write("captures/conftest.py", "raise SystemExit('sprung')")
    assert run("build", "captures").code == 0


# Records and summaries -----------------------------------------------------------------------------


def test_json_is_one_record_an_edition(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    write("ferry/boat.md", "# 船\n\n一只船，\n\n![](boat.png)\n\n慢慢地划过来，没有人说话。\n")
    said = run("build", "ferry", "--individual", "--json")
    boat, fog = (json.loads(line) for line in said.out)
    assert boat["title"] == "船"
    assert boat["outputs"] == [
        {
            "format": "shout",
            "path": "boat.shout",
            "bytes": 4,
            "sha256": sha256("船!".encode()).hexdigest(),
            "checked": True,
        }
    ]
    assert [said["code"] for said in boat["diagnostics"]] == ["image-missing"]
    assert (fog["articles"], fog["failures"], fog["exit_code"]) == (1, [], 0)


def test_a_stopped_edition_has_a_record_too(run: Run, write: Write) -> None:
    write("empty.md", "---\ntitle: 空\n---\n")
    said = run("build", "empty.md", "--json")
    (record,) = (json.loads(line) for line in said.out)
    assert (record["outputs"], record["exit_code"], said.code) == ([], 4, 4)
    assert "empty.md" in record["failures"][0]["message"]


def test_many_diagnostics_of_a_kind_are_summed_up(run: Run, write: Write) -> None:
    pictures = "\n\n".join(f"第{number}幅：\n\n![](boat{number}.png)" for number in range(15))
    write("fog.md", f"# 雾\n\n清晨的渡口，船还没有开。\n\n{pictures}\n")
    said = run("build", "fog.md")
    assert said.err.count("[image-missing]") == 11
    assert "... and 5 more like it [image-missing]" in said.err
    assert "15 images missing" in said.err


def test_what_was_left_out_and_removed_is_summed_up(run: Run, write: Write) -> None:
    write("ferry/fog.md", "# 雾\n\n# 雾\n\n清晨五点半，渡口的灯还亮着。\n\n船要等雾散了才开。\n")
    write("ferry/gone.md", "---\ntitle: 空\n---\n")
    said = run("build", "ferry")
    assert said.code == 9
    assert "1 article; 1 left out (1 empty); 2 lines removed by 1 rule (see publish explain)" in said.err
    assert "left out: ferry/gone.md (empty)" in said.err


def test_a_title_cannot_move_the_cursor(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("publish.cli.terminal.is_terminal", lambda stream: True)
    write(
        "fog.md",
        '---\ntitle: "a2J [bold]b[/bold] \\u2067c"\n---\n\n清晨的渡口，船还没有开。![](d\\x9be.png)\n',
    )
    said = run("build", "fog.md")
    assert said.code == 0
    assert "a2J [bold]b[/bold] \\u2067c: 1 article" in said.err
    assert not any(sign in said.err for sign in "\x1b\x9b\u2067")


def test_names_that_are_no_unicode_are_read_and_written(run: Run, write: Write) -> None:
    write("fog.md").rename(b"f\xfcg.md".decode("utf-8", "surrogateescape"))
    said = run("build", ".", "--individual", "--json")
    assert said.code == 0
    assert json.loads(said.out[0])["outputs"][0]["path"].endswith(".shout")


def test_options_of_a_format_come_from_edition_and_project(run: Run, write: Write) -> None:
    write("captures/fog.md")
    write(
        "choosy.py",
        "import msgspec\nfrom publish import renderer\n\n"
        "class Options(msgspec.Struct, forbid_unknown_fields=True):\n    a: int = 0\n    b: int = 0\n\n"
        '@renderer("choosy", suffix=".choosy", media_type="text/plain", options=Options)\n'
        "def render(edition, context):\n    return repr(context.options).encode()\n",
    )
    write("publish.toml", 'plugins = ["choosy.py"]\nformats = ["choosy"]\n[options.choosy]\na = 1\nb = 1\n')
    write("edition.toml", 'title = "x"\ncontents = ["captures"]\n[options.choosy]\nb = 2\n')
    run("build", "-o", "x.choosy")
    assert Path("x.choosy").read_text("utf-8") == "Options(a=1, b=2)"


# A format that fails -------------------------------------------------------------------------------


def test_a_format_that_fails_leaves_the_others_and_its_old_file_alone(run: Run, write: Write) -> None:
    write("fog.md")
    write("fog.cross", "the old edition")
    write("cross.py", format_that("cross", "raise ValueError('no')"))
    said = run("build", "fog.md", "-t", "cross,shout", "--plugin", "cross.py")
    assert (said.code, said.out) == (8, ["fog.shout"])
    assert "error: the format cross failed: ValueError: no" in said.err
    assert Path("fog.cross").read_text("utf-8") == "the old edition"


def test_without_checks_a_file_is_written_as_it_is(run: Run, write: Write) -> None:
    write("fog.md")
    write("paper.py", format_that("paper", "return b'no PDF at all'", "application/pdf"))
    command = ("build", "fog.md", "-t", "paper", "--plugin", "paper.py")
    assert run(*command).code == 7
    assert not Path("fog.paper").exists()
    assert run(*command, "--no-check").code == 0
    assert Path("fog.paper").read_bytes() == b"no PDF at all"
