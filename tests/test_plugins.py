"""Plugins: found by name, listed without importing, a project's file first, a broken one harms nobody."""

from pathlib import Path

import pytest

import publish
from publish.errors import PluginError, UsageError
from publish.plugins import Context, NoOptions, Plugins, Renderer

SHOUT = '''\
from publish import Context, Edition, renderer

@renderer("shout", suffix=".txt", media_type="text/plain")
def render_shout(edition: Edition, context: Context) -> bytes:
    """The title, louder."""
    return edition.title.upper().encode()
'''


def plugin_file(folder: Path, text: str = SHOUT) -> Path:
    path = folder / "shout.py"
    path.write_text(text, "utf-8")
    return path


def test_a_format_of_ones_own_takes_seven_lines(tmp_path: Path) -> None:
    shout = Plugins([plugin_file(tmp_path)]).renderer("shout")
    edition = publish.Edition.of(publish.Article("quiet", ()))
    context = Context(theme=None, options=NoOptions(), report=publish.Report(), read=lambda asset: b"")  # type: ignore[arg-type]
    assert shout(edition, context) == b"QUIET"
    assert shout.summary == "The title, louder."


def test_our_own_formats_come_through_the_same_door() -> None:
    plugins = Plugins()
    listed = {entry.name: entry.origin for entry in plugins.names("renderers")}
    assert {"pdf", "epub", "docx"} <= listed.keys()
    assert set(listed.values()) == {"publish-toolkit"}
    assert isinstance(plugins.renderer("pdf"), Renderer)


def test_a_file_of_the_project_wins_over_what_is_installed(tmp_path: Path) -> None:
    own = plugin_file(tmp_path, SHOUT.replace('"shout"', '"pdf"'))
    assert Plugins([own]).renderer("pdf").suffix == ".txt"


def test_an_unknown_name_lists_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        Plugins([plugin_file(tmp_path)]).renderer("mobi")
    assert "“mobi”" in caught.value.message
    assert "shout" in caught.value.hint
    assert "pdf" in caught.value.hint


def test_a_plugin_file_that_fails_is_a_plugin_error_with_its_path(tmp_path: Path) -> None:
    broken = plugin_file(tmp_path, "import nothing_of_this_name\n")
    with pytest.raises(PluginError) as caught:
        Plugins([broken])
    assert caught.value.where == str(broken)
    assert "nothing_of_this_name" in caught.value.message


def test_a_plugin_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no plugin file"):
        Plugins([tmp_path / "none.py"])


def install(folder: Path, name: str, entry: str, module: str) -> None:
    """A distribution as an installer leaves it: a module and its metadata."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[publish.renderers]\n{entry}\n", "utf-8")
    (folder / f"{name}.py").write_text(module, "utf-8")


def test_names_are_listed_beside_a_broken_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "brokenformat", "broken = brokenformat:render", "raise RuntimeError('no')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins = Plugins()
    assert "broken" in {entry.name for entry in plugins.names("renderers")}
    assert plugins.renderer("docx").name == "docx"
    with pytest.raises(PluginError, match="cannot be loaded"):
        plugins.renderer("broken")


def test_an_entry_point_that_is_no_renderer_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, "oddformat", "odd = oddformat:render", "def render(): ...\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(PluginError, match="is no format"):
        Plugins().renderer("odd")


def test_the_public_interface_is_what_it_says() -> None:
    assert all(hasattr(publish, name) for name in publish.__all__)
