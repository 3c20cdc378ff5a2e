"""What holds before a verb begins: publish.toml of the project here, its plugins, the environment.

The project is the folder the command is started in. No other folder, and above all no folder of captures,
can name code to run: plugins come from publish.toml here, from `--plugin`, or are installed.
"""

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish.errors import ConfigError, PluginError, UsageError
from publish.plugins import Plugins
from publish.settings import PROJECT_FILE, ProjectSettings, line_of, nearest, read_toml

if TYPE_CHECKING:
    from publish.preparation import Cleaning


def open_project() -> ProjectSettings:
    """The settings in publish.toml of the current folder; empty ones without it. Raises ConfigError."""
    file = Path(PROJECT_FILE)
    return read_toml(file, ProjectSettings) if file.exists() else ProjectSettings()


def open_plugins(
    project: ProjectSettings, files: Sequence[Path], broken: Callable[[PluginError], None] | None = None
) -> Plugins:
    """What is installed, then the files of publish.toml, then those of `--plugin`: the last wins.

    A file that cannot be loaded raises PluginError, or is passed to `broken` and left out.
    """
    named = [_existing(name, ("plugins",), Path.is_file) for name in project.plugins]
    themes = [_existing(name, ("themes",), Path.is_dir) for name in project.themes]
    for file in files:
        if not file.is_file():
            raise UsageError(f"there is no plugin file “{file}”", hint="check the path")
    return Plugins([*named, *files], themes=themes, broken=broken)


def cleaning_of(
    project: ProjectSettings, plugins: Plugins, keep: Collection[str] = (), learn: bool = True
) -> "Cleaning":
    """How captures are cleaned in this project: by `[cleaning]` of publish.toml, and by flags beyond it.

    Raises ConfigError for what is not right in publish.toml and its files of rules, with file and line, and
    UsageError for a rule to `keep` that there is none of.
    """
    from publish.cleaning.rule_files import read_cleaning
    from publish.preparation import Cleaning, rule_names

    known = rule_names(plugins)
    for name in keep:
        if name not in known:
            raise UsageError(f"there is no rule “{name}”", hint=nearest(name, known, "rules"))
    if not project.cleaning:
        return Cleaning(frozenset(keep), None, learn)
    text = Path(PROJECT_FILE).read_text("utf-8")
    said, knowledge = read_cleaning(project.cleaning, text, PROJECT_FILE, Path(), known)
    return Cleaning(frozenset((*said.keep, *keep)), knowledge, learn and said.learn)


def _existing(name: str, keys: tuple[str, ...], is_there: Callable[[Path], bool]) -> Path:
    path = Path(name)
    if is_there(path):
        return path
    line = line_of(Path(PROJECT_FILE).read_text("utf-8"), keys)
    raise ConfigError(
        f"“{name}” is not there",
        where=f"{PROJECT_FILE}:{line}" if line else PROJECT_FILE,
        hint=f"{keys[0]} are paths beside {PROJECT_FILE}",
    )


def names_in(text: str) -> tuple[str, ...]:
    """Names parted by commas, blanks around them left out."""
    return tuple(name for piece in text.split(",") if (name := piece.strip()))


def from_environment(name: str) -> str:
    """What PUBLISH_NAME says; nothing if it is not set."""
    return os.environ.get(f"PUBLISH_{name}", "").strip()
