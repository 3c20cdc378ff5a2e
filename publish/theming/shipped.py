"""The themes that come with publish, and how a theme's name becomes a `Theme`."""

from functools import partial
from pathlib import Path

from publish.errors import UsageError
from publish.plugins import Plugins, ThemeSource
from publish.theming.loading import THEME_FILE, load_theme
from publish.theming.theme import Theme

_PACKAGE = Path(__file__).parent.parent
_WHEEL, _CHECKOUT = _PACKAGE / "shipped_themes", _PACKAGE.parent / "themes"

THEMES = _WHEEL if _WHEEL.is_dir() else _CHECKOUT
"""The folder of our own themes: inside the package when installed, beside it in a checkout."""

DEFAULT_THEME = "journal"

journal, digest, book = (ThemeSource(name, THEMES / name) for name in ("journal", "digest", "book"))


def open_theme(name: str, plugins: Plugins) -> Theme:
    """The theme of this name, or in the folder of this path; UsageError if there is none."""
    if "/" in name or "\\" in name or name.startswith("."):
        folder = Path(name)
        if not (folder / THEME_FILE).is_file():
            raise UsageError(
                f"there is no theme in “{name}”", hint=f"a theme is a folder with a {THEME_FILE}"
            )
        return load_theme(folder, partial(_folder, plugins))
    return load_theme(_folder(plugins, name), partial(_folder, plugins))


def _folder(plugins: Plugins, name: str) -> Path:
    # `base` is what themes inherit, not a look to choose, so it is on no list.
    return THEMES / "base" if name == "base" else plugins.theme(name).folder
