"""What a build tells of itself: on the terminal, and in the file beside those of the edition."""

import json
from pathlib import Path

import pytest
from cli.workbench import Run, Write

pytestmark = pytest.mark.usefixtures("shout")

LONG = "".join(f"第{number}次过渡，水又高了{number}寸，船家说不妨事。" for number in range(20))


def report(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(Path(f"{name}.build.json").read_text("utf-8"))
    return loaded


def test_a_bound_edition_has_a_report_beside_it(run: Run, write: Write) -> None:
    write(
        "ferry/fog.md",
        f"---\ntitle: 雾\nsource: 渡口\ndate: 2025-10-01\n---\n\n{LONG}\n\n![船](boat.png)\n",
    )
    write("ferry/tide.md", title="潮")
    write("ferry/gone.md", "---\ntitle: 空\n---\n")
    said = run("build", "ferry")
    found = report("ferry")
    assert said.out == ["ferry.shout"]
    assert [(entry["title"], entry["path"], entry["source"]) for entry in found["contents"]] == [  # type: ignore[attr-defined]
        ("雾", "ferry/fog.md", "渡口"),
        ("潮", "ferry/tide.md", "潮间笔记"),
    ]
    assert found["left_out"][0]["path"] == "ferry/gone.md"  # type: ignore[index]
    assert found["pictures"] == {"shown": 0, "missing": 1, "dropped": 0, "files": 0}
    assert found["exit_code"] == said.code == 9
    assert {"read", "bind", "collect", "render shout", "check shout"} <= set(found["seconds"])  # type: ignore[call-overload]


def test_an_article_alone_has_none_unless_it_is_wanted(run: Run, write: Write) -> None:
    write("fog.md")
    run("build", "fog.md")
    assert not Path("fog.build.json").exists()
    run("build", "fog.md", "-o", "out.shout", "--report")
    assert report("out")["articles"] == 1


def test_a_bound_edition_can_do_without(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    write("ferry/tide.md")
    run("build", "ferry", "--no-report")
    assert not Path("ferry.build.json").exists()


def test_an_article_captured_twice_is_printed_once_and_the_other_capture_named(
    run: Run, write: Write
) -> None:
    text = f"---\ntitle: 雾\nsource: {{source}}\n---\n\n{LONG}\n"
    write("ferry/fog.md", text.format(source="渡口"))
    write("ferry/mist.md", text.format(source="河埠"))
    write("ferry/tide.md", title="潮")
    said = run("build", "ferry")
    assert said.code == 0
    assert "ferry: 2 articles; 1 duplicate merged" in said.err
    assert "duplicate: ferry/mist.md, as ferry/fog.md" in said.err
    (found,) = report("ferry")["duplicates"]  # type: ignore[misc]
    assert (found["path"], found["of"], found["kind"]) == ("ferry/mist.md", "ferry/fog.md", "exact")


def test_what_an_edition_does_not_choose_is_told(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    write("ferry/tide.md")
    write("ferry/edition.toml", 'title = "渡口"\ncontents = ["*.md"]\nlimit = 1\n')
    said = run("build", "ferry", "-o", "./", "--report")
    assert said.code == 0
    assert "渡口: 1 article; 1 not chosen" in said.err
    assert report("渡口")["set_aside"] == ["ferry/tide.md"]


def test_parts_are_made_as_asked(run: Run, write: Write) -> None:
    for name in ("fog", "tide"):
        text = f"---\ntitle: {name}\nsource: {name} press\n---\n\n清晨五点半，渡口的灯还亮着。\n"
        write(f"ferry/{name}.md", text)
    said = run("build", "ferry", "--parts", "source")
    assert "ferry: 2 articles in 2 parts" in said.err
    assert [entry["part"] for entry in report("ferry")["contents"]] == ["fog press", "tide press"]  # type: ignore[attr-defined]


def test_parts_by_what_there_is_not_are_refused(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    said = run("build", "ferry", "--parts", "moon")
    assert said.code == 2
    assert "moon" in said.err
    assert "month" in said.err


def test_a_report_that_cannot_be_written_is_said_and_the_edition_is_there(run: Run, write: Write) -> None:
    write("ferry/fog.md")
    write("ferry/tide.md")
    Path("ferry.build.json").mkdir()
    said = run("build", "ferry")
    assert said.out == ["ferry.shout"]
    assert "there is a folder of this name" in said.err
