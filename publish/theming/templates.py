"""Jinja templates of a theme, for what surrounds the articles: the document, its contents, its cover.

A theme's own `templates/` folder wins over that of the theme it inherits. The sandbox, autoescaping and
StrictUndefined are not to be turned off: content is only ever a value. Templates never walk inlines: what
they are given of articles is finished XHTML (`Markup`), made by the markup writer.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from publish.errors import ThemeError
from publish.theming.theme import Theme

TEMPLATES = "templates"


def render_template(theme: Theme, name: str, values: Mapping[str, object]) -> str:
    """A template of the theme, filled. Raises ThemeError with the template's line for a fault in it."""
    try:
        return _environment(theme.folders).get_template(name).render(values)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{name}:{line}" if line else name
        raise ThemeError(
            f"the template cannot be used: {error.message or type(error).__name__}",
            where=f"theme {theme.name}, {where}",
            hint="see the templates of the base theme for what they are given",
        ) from error


def finished(xhtml: str) -> Markup:
    """XHTML made by the markup writer, which a template must not escape again."""
    return Markup(xhtml)  # noqa: S704 - the writer has escaped every text in it


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder / TEMPLATES for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
