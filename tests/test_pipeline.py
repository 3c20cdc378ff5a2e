"""The pipeline: what one capture or one format gets wrong does not stop the others."""

import zipfile
from pathlib import Path

import pytest

from publish.assets.store import AssetStore
from publish.diagnostics import Code, Report
from publish.editions import plan_edition, plan_paths
from publish.errors import Exit, PluginError, ReadError, UsageError
from publish.pipeline import Job, Result, build
from publish.plugins import Plugins
from publish.preparation import clean, read

PLUGINS = """\
from publish import Article, Context, Edition, cleaner, renderer

@renderer("titles", suffix=".txt", media_type="text/plain")
def render_titles(edition: Edition, context: Context) -> bytes:
    return "\\n".join(article.title for article in edition.articles()).encode()

@renderer("broken", suffix=".bad", media_type="text/plain")
def render_broken(edition: Edition, context: Context) -> bytes:
    raise ValueError("no ink")
"""
RULE = """
@cleaner("no-weather")
def drop_weather(article: Article) -> Article:
    from publish.cleaning.removing import without
    from publish.walk import plain_text
    places = [n for n, block in enumerate(article.body) if plain_text(block).startswith("天气")]
    return without(article, "no-weather", places)
"""
BODY = "渡口的早晨来得很早。摆渡人把缆绳解开，让第一班船顺着退潮的水走；岸上的人还没有醒，只有灯。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    captures = tmp_path / "captures"
    captures.mkdir()
    (captures / "a.md").write_text(f"---\ntitle: 甲\n---\n\n{BODY}\n\n天气：晴。\n", "utf-8")
    (captures / "b.md").write_text(f"# 乙\n\n{BODY}\n", "utf-8")
    return captures


def plugins(folder: Path, text: str = PLUGINS) -> Plugins:
    path = folder.parent / "own.py"
    path.write_text(text, "utf-8")
    return Plugins([path])


def built(folder: Path, *formats: str, text: str = PLUGINS) -> Result:
    (plan,) = plan_paths([folder])
    job = Job(plan, formats, "journal", folder.parent / "out")
    return build(job, plugins(folder, text), AssetStore.in_memory())


def test_every_format_asked_for_is_written(folder: Path) -> None:
    result = built(folder, "titles")
    assert Path(result.outputs[0].path).read_text("utf-8") == "甲\n乙"
    assert result.exit_code() is Exit.OK
    assert set(result.seconds) == {"read", "bind", "collect", "render titles", "check titles"}


def test_a_bound_edition_has_a_cover_unless_it_wants_none(folder: Path) -> None:
    def files(cover: str) -> list[str]:
        toml = folder / "edition.toml"
        toml.write_text(f'title = "渡口"\ncontents = ["*.md"]\n{cover}', "utf-8")
        job = Job(plan_edition(toml), ("epub",), "journal", folder.parent / "out")
        (epub,) = build(job, Plugins(), AssetStore.in_memory()).outputs
        with zipfile.ZipFile(epub.path) as archive:
            return archive.namelist()

    assert "EPUB/cover.xhtml" in files("")
    assert "EPUB/cover.xhtml" in files('cover = "gone.png"')
    assert "EPUB/cover.xhtml" not in files('cover = "none"')


def test_a_note_needs_no_title(folder: Path) -> None:
    (folder / "note.md").write_text("这一期从渡口写起。\n", "utf-8")
    toml = folder / "edition.toml"
    toml.write_text('title = "渡口"\nnote = "note.md"\ncontents = ["*.md"]\n', "utf-8")
    job = Job(plan_edition(toml), ("titles",), "journal", folder.parent / "out")
    result = build(job, plugins(folder), AssetStore.in_memory())
    assert Code.TITLE_MISSING not in [said.code for said in result.diagnostics]


def test_a_cover_whose_picture_is_missing_is_told(folder: Path) -> None:
    toml = folder / "edition.toml"
    toml.write_text('title = "渡口"\ncover = "gone.png"\ncontents = ["*.md"]\n', "utf-8")
    job = Job(plan_edition(toml), ("titles",), "journal", folder.parent / "out")
    result = build(job, plugins(folder), AssetStore.in_memory())
    assert Code.IMAGE_MISSING in [said.code for said in result.diagnostics]


def test_a_format_that_fails_does_not_stop_the_others(folder: Path) -> None:
    result = built(folder, "broken", "titles")
    assert [output.format for output in result.outputs] == ["titles"]
    assert "no ink" in result.failures[0].message
    assert result.exit_code() is Exit.PLUGIN


def test_a_capture_without_an_article_is_left_out_and_named(folder: Path) -> None:
    (folder / "c.md").write_text(
        "# 环境异常\n\n当前环境异常，完成验证后即可继续访问。\n\n去验证\n", "utf-8"
    )
    result = built(folder, "titles")
    assert [Path(item.path).name for item in result.left_out] == ["c.md"]
    assert Code.CAPTURE_FAILED in [said.code for said in result.diagnostics]
    assert result.exit_code() is Exit.PARTIAL


def test_nothing_to_print_is_an_error_and_writes_nothing(folder: Path) -> None:
    for capture in folder.iterdir():
        capture.write_text("", "utf-8")
    with pytest.raises(ReadError, match="none of the 2 captures"):
        built(folder, "titles")
    assert not (folder.parent / "out").exists()


def test_an_unknown_format_or_theme_is_told_before_anything_is_read(folder: Path) -> None:
    with pytest.raises(UsageError, match="mobi"):
        built(folder, "mobi")
    (plan,) = plan_paths([folder])
    job = Job(plan, ("titles",), "newspaper", folder.parent / "out")
    with pytest.raises(UsageError, match="newspaper"):
        build(job, plugins(folder), AssetStore.in_memory())


def test_a_cleaning_rule_of_a_plugin_takes_part(folder: Path) -> None:
    result = built(folder, "titles", text=PLUGINS + RULE)
    assert result.removed["no-weather"] == 1
    assert "no-weather" not in built(folder, "titles").removed


def test_a_cleaning_rule_that_fails_is_a_plugin_s_fault(folder: Path) -> None:
    broken = RULE.replace("    from publish.cleaning.removing import without\n", "    raise KeyError\n", 1)
    with pytest.raises(PluginError, match="cleaning failed"):
        built(folder, "titles", text=PLUGINS + broken)


def test_what_a_foreign_rule_states_has_an_origin_too(tmp_path: Path) -> None:
    rule = """\
from msgspec.structs import replace
from publish import Article, cleaner

@cleaner("names-the-author")
def names_the_author(article: Article) -> Article:
    return replace(article, authors=("沈知秋",))
"""
    own = tmp_path / "own.py"
    own.write_text(rule, "utf-8")
    capture = tmp_path / "a.md"
    capture.write_text(f"# 雨\n\n{BODY}\n", "utf-8")
    article = clean(read(capture, Plugins(), Report()), Plugins([own]))
    assert [one.place for one in article.provenance.origins if one.field == "authors"] == ["cleaning rule"]
