"""The exit code of each way in which a build can end; 2 is in test_jobs."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli.workbench import Run, Write, format_that

from publish import pipeline
from publish.cli.build import worst
from publish.errors import Exit

pytestmark = pytest.mark.usefixtures("shout")

WITH_PICTURE = "# 雾\n\n清晨五点半，渡口的灯还亮着。\n\n![](boat.png)\n\n第一班船要等雾散了才开。\n"


def too_large(path: Path) -> None:
    """A capture that cannot be read, whoever asks: more bytes than any capture has (and no disk used)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(64 * 2**20)


def test_0_all_written_and_valid(run: Run, write: Write) -> None:
    write("fog.md")
    assert run("build", "fog.md", "--strict").code == 0


def test_1_something_unexpected_in_one_line_and_more_only_on_demand(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("publish.pipeline.build", fail)
    write("fog.md")
    said = run("build", "fog.md")
    assert said.code == 1
    assert "Traceback" not in said.err
    assert "something unexpected went wrong: ZeroDivisionError: of ours" in said.err
    assert "PUBLISH_DEBUG=1" in said.err
    monkeypatch.setenv("PUBLISH_DEBUG", "1")
    assert "Traceback" in run("build", "fog.md").err


def test_1_an_edition_that_fails_unexpectedly_does_not_stop_the_others(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail_once(job: pipeline.Job, *rest: Any) -> pipeline.Result:
        if job.plan.name == "boat":
            raise ZeroDivisionError("of ours")
        return build(job, *rest)

    build = pipeline.build
    monkeypatch.setattr(pipeline, "build", fail_once)
    write("ferry/boat.md")
    write("ferry/fog.md")
    said = run("build", "ferry", "--individual")
    assert (said.code, said.out) == (1, ["fog.shout"])
    assert "ZeroDivisionError: of ours" in said.err


def test_1_something_goes_wrong_outside_any_edition(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr("publish.cli.project.open_project", fail)
    said = run("formats")
    assert (said.code, said.out) == (1, [])
    assert said.err.startswith("error: something unexpected went wrong: ZeroDivisionError: of ours")


def test_3_warnings_under_strict(run: Run, write: Write) -> None:
    write("fog.md", "# 雾\n\n---\n\n清晨五点半，渡口的灯还亮着。\n\n第一班船要等雾散了才开。\n")
    write("dated.md", "---\ntitle: 雾\ndate: soon\n---\n\n清晨五点半，渡口的灯还亮着。\n\n船还没有开。\n")
    assert run("build", "dated.md").code == 0
    said = run("build", "dated.md", "--strict")
    assert (said.code, said.out) == (3, ["dated.shout"])


def test_4_an_input_that_cannot_be_read(run: Run) -> None:
    too_large(Path("huge.md"))
    said = run("build", "huge.md")
    assert (said.code, said.out) == (4, [])
    assert said.err.startswith("error: huge.md: holds no article: is larger than 32 MB")


def test_4_an_input_that_holds_no_article(run: Run, write: Write) -> None:
    write("empty.md", "---\ntitle: 空\n---\n")
    said = run("build", "empty.md")
    assert (said.code, said.out) == (4, [])
    assert "error: empty.md: holds no article" in said.err


def test_5_a_dependency_is_missing(run: Run, write: Write) -> None:
    write("fog.md")
    write("needy.py", format_that("needy", "raise DependencyError('no ink', hint='buy some')"))
    said = run("build", "fog.md", "-t", "needy", "--plugin", "needy.py")
    assert said.code == 5
    assert said.err.splitlines()[:2] == ["error: no ink", "  hint: buy some"]


def test_6_an_image_is_missing_under_strict(run: Run, write: Write) -> None:
    write("fog.md", WITH_PICTURE)
    assert run("build", "fog.md").code == 0
    said = run("build", "fog.md", "--strict")
    assert (said.code, said.out) == (6, ["fog.shout"])


def test_7_an_output_fails_its_checks_and_is_withheld(run: Run, write: Write) -> None:
    write("fog.md")
    write("fog.paper", "the old edition")
    write("paper.py", format_that("paper", "return b'no PDF at all'", "application/pdf"))
    said = run("build", "fog.md", "-t", "paper", "--plugin", "paper.py")
    assert (said.code, said.out) == (7, [])
    assert "error: fog.paper: the file failed its checks and was not written" in said.err
    assert "[file-invalid]" in said.err
    assert Path("fog.paper").read_text("utf-8") == "the old edition"


@pytest.mark.parametrize(
    ("does", "message"),
    [
        ("raise KeyError('x')", "the format odd failed: KeyError: 'x'"),
        ("return 'text'", "the format odd gave str, not bytes"),
    ],
)
def test_8_a_plugin_fails(does: str, message: str, run: Run, write: Write) -> None:
    write("fog.md")
    write("odd.py", format_that("odd", does))
    said = run("build", "fog.md", "-t", "odd", "--plugin", "odd.py")
    assert (said.code, said.out) == (8, [])
    assert message in said.err


def test_8_a_plugin_cannot_be_loaded(run: Run, write: Write) -> None:
    write("fog.md")
    write("broken.py", "import nothing_of_this_name\n")
    said = run("build", "fog.md", "--plugin", "broken.py")
    assert (said.code, said.out) == (8, [])
    assert said.err.startswith("error: broken.py: cannot be loaded: ModuleNotFoundError")


def test_8_a_theme_is_broken(run: Run, write: Write) -> None:
    write("fog.md")
    write("look/theme.toml", "[page]\nwidht = 3\n")
    said = run("build", "fog.md", "--theme", "./look")
    assert (said.code, said.out) == (8, [])
    assert "look/theme.toml:2: unknown key “widht”" in said.err


def test_9_some_articles_are_left_out_of_an_edition(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    too_large(Path("ferry/huge.md"))
    said = run("build", "ferry")
    assert (said.code, said.out) == (9, ["ferry.shout"])
    assert "ferry/huge.md: error: is larger than 32 MB" in said.err


def test_9_some_editions_cannot_be_had(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    write("ferry/empty.md", "---\ntitle: 空\n---\n")
    said = run("build", "ferry", "--individual")
    assert (said.code, said.out) == (9, ["fog.shout"])


def test_130_interrupted(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("publish.pipeline.build", interrupt)
    write("fog.md")
    said = run("build", "fog.md")
    assert said.code == 130
    assert said.err == "error: interrupted; files that are listed are whole\n"


def test_130_interrupted_from_outside(home: Path, write: Write) -> None:
    write("fog.md")
    write("slow.py", format_that("slow", "print('rendering', flush=True); __import__('time').sleep(60)"))
    command = [sys.executable, "-m", "publish", "build", "fog.md", "-t", "slow", "--plugin", "slow.py"]

    def interruptible() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are started without

    with subprocess.Popen(
        command,
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=interruptible,  # noqa: PLW1509 - no threads run here
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"rendering\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err


def test_of_several_editions_the_worst_counts_and_a_failure_is_worse_than_an_omission() -> None:
    assert worst([Exit.OK, Exit.PARTIAL, Exit.CHECK], written=True) is Exit.CHECK
    assert worst([Exit.WARNINGS, Exit.PARTIAL], written=True) is Exit.PARTIAL
    assert worst([Exit.UNREADABLE, Exit.OK], written=True) is Exit.PARTIAL
    assert worst([Exit.UNREADABLE, Exit.UNREADABLE], written=False) is Exit.UNREADABLE
    assert worst([], written=False) is Exit.OK


# Streams -------------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_is_no_error(home: Path, write: Write) -> None:
    for number in range(5):
        write(f"ferry/{number}.md")
    command = [sys.executable, "-m", "publish", "build", "ferry", "--individual"]
    read, wrote = os.pipe()
    os.close(read)
    done = subprocess.run(command, cwd=home, stdout=wrote, stderr=subprocess.PIPE, check=False)
    os.close(wrote)
    assert done.returncode == 0
    assert b"Broken" not in done.stderr
    assert len(list(home.glob("*.shout"))) == 5


def test_closed_streams_are_no_error(home: Path, write: Write) -> None:
    write("fog.md")
    line = f"{sys.executable} -m publish build fog.md >&- 2>&-"
    assert subprocess.run(line, shell=True, cwd=home, check=False).returncode == 0
    assert Path("fog.shout").exists()


def test_text_that_the_terminal_cannot_show_is_written_out(home: Path, write: Write) -> None:
    write("fog.md", title="雾")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "publish", "inspect", "fog.md"]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"title     \\u96fe" in done.stdout
